"""A centre with a page of every kind, in a Latin, the Arabic and the Cyrillic script, and every Markdown construct."""

from __future__ import annotations

from conftest import CONFIG, VOCABULARY, Tree, edition, homes, page, work

#: All that the extensions of mkdocs.yml and our notation allow, each at least once.
CONSTRUCTS = """
## A heading {#one}

Words *stressed*, **strong**, ***both***, `code`, a [link](../index.md), <https://example.org/>, a break\x20\x20
here, a picture ![in a line](../../assets/point.png), a citation [@one], a figure [fact:world.women].

![A figure](../../assets/point.png "Words below it")

### A smaller one {#two}

#### The smallest {#three}

!!! note
    A note.

!!! tip "With a title"
    - and a list

!!! warning
    Careful.

!!! danger
    Stop.

!!! example
    So.

!!! template
    Dear …,

!!! poster "Open the door"
    On Thursdays.

    The women of the hill

??? note "A fold"
    Folded.

???+ tip "Open at first"
    Open.

- a list
    1. numbered within
        - and deeper
- [ ] to do
- [x] done

3. begins with three

| None | Left | Centre | Right |
|---|:---|:---:|---:|
| a | b | c | d |

> A quotation.
>
> > Within it another.

```python
print("code")
```

    indented code

---

Words in another language: *Muraho*{lang=rw}.

[helplines:rw]

[chart:use]
"""

INDICATORS = """id,label,place,year,women,men,gap,value,unit,gap_basis,approximate,publisher,source,url,tier
world,People using the internet,World,2024,65,70,,,percent,,,ITU,Facts,https://itu.example/,P
"""
HELPLINES = """id,country,name,number,kind,purpose,answered_by,cost,hours,published,checked_on,url,publisher,tier
rw-112,RW,Police,112,phone,Emergencies,Police,free,always,2026,2026-11-20,https://police.example/,Police,P
"""
CHARTS = "use: {title: People using the internet, indicators: [world]}\n"
POINT = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0"
                      "f01f000501010082dbd7950000000049454e44ae426082")

_SOURCES = "[{id: one, title: A report, publisher: Somebody, url: 'https://report.example/', date: 2024-05}]"
_PRIVATE = {"sensitive": "true", "topics": "[online-abuse, online-safety]", "audiences": "[organisers]"}
_SESSION = {"session": "true", "minutes": "60", "group_size": "8-24", "power": "helpful", "internet": "none"}

#: What each kind of page is, by its path; those without a work are in every centre.
KINDS = {
    "home": "index", "library": "library", "second page of a list": "library/2", "topics": "topics/index",
    "topic": "topics/online-safety", "sensitive topic": "topics/support", "kind": "kinds/toolkit", "languages": "languages",
    "topic without works": "topics/radio", "downloads": "downloads", "status": "status", "question box": "question-box",
    "glossary": "glossary", "agenda": "agenda", "side by side": "side-by-side", "workshop report": "workshop-report",
    "page not found": "404",
    "plain page": "about", "toolkit": "toolkits/constructs", "sensitive work": "toolkits/care", "manual": "manuals/voices/index",
    "session": "manuals/voices/first", "handout": "manuals/voices/sheet", "event": "events/day", "link": "links/there",
    "video": "videos/film", "case study": "case-studies/one", "withdrawn": "toolkits/old"}

_WORKS = {
    "toolkits/constructs": ("Stay safe online", "الأمان على الإنترنت", "Безопасность в сети"),
    "toolkits/care": ("Plan and reply to abuse", "خطّطي وأجيبي", "План и ответ"),
    "manuals/voices/index": ("Our tools, our voices", "أدواتنا، أصواتنا", "Наши инструменты, наши голоса"),
    "manuals/voices/first": ("Your phone, your data", "هاتفك وبياناتك", "Ваш телефон, ваши данные"),
    "manuals/voices/sheet": ("A sheet for consent", "ورقة الموافقة", "Лист согласия"),
    "events/day": ("A day in the market", "يوم في السوق", "День на рынке"),
    "links/there": ("Security in a box", "الأمان في صندوق", "Безопасность в коробке"),
    "videos/film": ("A film about us", "فيلم عنّا", "Фильм о нас"),
    "case-studies/one": ("Signed by SMS", "وقّعن برسالة", "Подписано по SMS"),
    "about": ("About", "عن المركز", "О центре")}


def _source(path: str, title: str) -> str:
    kind = path.partition("/")[0].removesuffix("s").replace("case-studie", "case-study")
    own = {"minutes": "20", "sources": _SOURCES}
    if path == "about":
        return page(title, body="## Contribute {#contribute}\n\nWords.")
    if path == "manuals/voices/first":
        return page(title, body="## Try {#try}\n\nWords.", objectives="[Try it]", materials="[Paper]", **_SESSION)
    if path == "manuals/voices/sheet":
        return page(title, body="| A | B |\n| --- | --- |\n| | |", handout="true")
    fields = {"toolkits/care": {**_PRIVATE, "neutral_title": "Plan and reply"},
              "manuals/voices/index": {"parts": "[first, sheet]"},
              "events/day": {"start": "2026-12-01T14:30", "timezone": "Africa/Kigali", "place": "Kigali", "status": "planned"},
              "links/there": {"url": "https://elsewhere.example/x", "languages": "[en, ar]"},
              "videos/film": {"url": "https://film.example/x", "languages": "[en, ar]"}}.get(path, {})
    return work(title, body=CONSTRUCTS if path == "toolkits/constructs" else "## Words {#words}\n\nWords [@one].",
                kind=kind, **own, **fields)


def _edition(path: str, title: str) -> str:
    more = {"neutral_title": title} if path == "toolkits/care" else {}
    if path == "manuals/voices/first":
        more = {"objectives": "[…]", "materials": "[…]"}
    heading = {"manuals/voices/first": "try", "about": "contribute"}.get(path, "words")
    body = CONSTRUCTS if path == "toolkits/constructs" else f"## … {{#{heading}}}\n\n…"
    return edition(title, body=body, review="human", **more)


EVERY_KIND: Tree = {
    "mkdocs.yml": CONFIG.replace("    ar: {", "    ru: {name: Русский, iso639_3: rus, fallbacks: [en]}\n    ar: {"),
    "docs/data/vocabulary.yml": VOCABULARY.replace("  link: ", "  video: {name: Video, plural: Videos}\n"
                                                   "  case-study: {name: Case study, plural: Case studies}\n  link: ")
    .replace("audiences:\n", "  radio: {name: Radio}\naudiences:\n", 1),
    "docs/data/indicators.csv": INDICATORS, "docs/data/helplines.csv": HELPLINES, "docs/data/charts.yml": CHARTS,
    "docs/assets/point.png": POINT, "docs/data/images.yml": "assets/point.png: {credit: Somebody, licence: CC-BY-SA-4.0}\n",
    **homes("en", "rw", "ar", "ru"),
    **{f"docs/en/{path}.md": _source(path, titles[0]) for path, titles in _WORKS.items()},
    **{f"docs/{code}/{path}.md": _edition(path, titles[number]) for path, titles in _WORKS.items()
       for number, code in ((1, "ar"), (2, "ru"))},
    "docs/en/toolkits/old.md": work("Old", withdrawn="Something better is here."),
    "docs/ar/toolkits/old.md": edition("قديم", review="human"), "docs/ru/toolkits/old.md": edition("Старое", review="human"),
    **{f"docs/en/toolkits/more-{number:02}.md": work(f"Number {number}") for number in range(45)}}
