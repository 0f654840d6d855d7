"""Pages for measuring with: what each is, and its edition in each language. The same each time.

Twenty pages of works in a row have all kinds: works of one page of every kind, one of them sensitive and one that some
languages lack, and a manual with three sessions and two handouts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ijwi.sections import FRONT, body_digests, digest
from made_up_works import Speech, sections

#: What pages are, in turn. A manual's parts follow it.
ROLES = ("toolkit", "guide", "campaign", "case-study", "event", "video", "link", "sensitive", "rare", "facts",
         "manual", "session", "session", "session", "handout", "handout", "pictures", "withdrawn", "moved", "forms")
#: What works are that are not called like their kind. A withdrawn work is one of a hundred.
_KINDS = {"sensitive": "toolkit", "rare": "guide", "facts": "toolkit", "pictures": "case-study",
          "withdrawn": "toolkit", "moved": "guide", "forms": "campaign"}
_PARTS = ("session", "handout")
_MANUAL = ROLES.index("manual")
#: The pictures of docs/assets/images/.
PICTURES = tuple(f"made-up-{number}" for number in range(4))

Fields = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A page of which nothing is said yet. `neutral` does not depend on language; `lacking` languages have no edition.

    `position` of a language is its place in the centre's list, from 0, that of the source.
    """

    path: str
    number: int
    role: str
    neutral: Mapping[str, Any] = field(default_factory=dict)
    lacking: frozenset[int] = frozenset()


def sheets(count: int, languages: int, topics: Sequence[str], audiences: Sequence[str],
           levels: Sequence[str]) -> Iterator[Sheet]:
    """The home page, a plain page, and `count` pages of works."""
    chance = random.Random(1)
    yield Sheet("index", -1, "home")
    yield Sheet("about", -2, "plain")
    for number in range(count):
        role = ROLES[number % len(ROLES)]
        if role == "withdrawn" and number % 100 != ROLES.index(role):
            role = "toolkit"
        neutral = _of_part(number, role) if role in _PARTS else {
            **_of_work(number, role, count), "topics": chance.sample(topics, 2),
            "audiences": chance.sample(audiences, 2), "level": chance.choice(levels),
            "minutes": chance.randrange(10, 90, 10)}
        lacking = frozenset(range(1, languages, 2)) if role == "rare" else frozenset()
        yield Sheet(path(number), number, role, {**neutral, "sources": [_source(number)]}, lacking)


def path(number: int) -> str:
    """The path of a page of a work within a language's folder."""
    begin = number - number % len(ROLES) + _MANUAL
    if number == begin:
        return f"works/w{number}/index"
    return f"works/w{begin}/p{number}" if ROLES[number % len(ROLES)] in _PARTS else f"works/w{number}"


def _of_work(number: int, role: str, count: int) -> Fields:
    kind = _KINDS.get(role, role)
    fields: Fields = {"kind": kind, "published": f"2026-{1 + number % 10:02}-{1 + number % 28:02}",
                      "creators": ["Nobody"], "licence": "CC-BY-SA-4.0", "sensitive": role == "sensitive"}
    if kind == "event":
        fields |= {"start": f"2026-{1 + number % 12:02}-10", "end": f"2026-{1 + number % 12:02}-11",
                   "timezone": "Africa/Kigali", "place": "Kigali", "status": "planned"}
    if kind in ("link", "video"):
        fields |= {"url": f"https://elsewhere.example/{number}", "languages": ["en", "fr"]}
    if role == "manual":
        last = min(number + 6, count)
        fields["parts"] = [path(part).rpartition("/")[2] for part in range(number + 1, last)]
    if role == "moved":
        fields["aliases"] = [f"works/old-w{number}"]
    return fields


def _of_part(number: int, role: str) -> Fields:
    if role == "handout":
        return {"handout": True}
    return {"session": True, "minutes": 60, "group_size": "8-24", "power": "helpful", "internet": "none"}


def _source(number: int) -> Fields:
    return {"id": "report", "title": f"Report {number}", "publisher": "Somebody",
            "url": f"https://report.example/{number}", "date": "2025-05"}


def own_words(sheet: Sheet, speech: Speech) -> Fields:
    """What an edition says in its front matter, in its own words."""
    words: Fields = {"title": _title(speech.text(5)), "summary": speech.text(14)[:200].strip(),
                     "updated": f"2026-11-{1 + sheet.number % 20:02}"}
    if sheet.role == "sensitive":
        words["neutral_title"] = _title(speech.text(2))
    if sheet.role == "withdrawn":
        words["withdrawn"] = speech.text(10)
    if sheet.role == "session":
        words |= {"objectives": [speech.text(6), speech.text(7)], "materials": [speech.text(3)]}
    return words


def _title(words: str) -> str:
    return "".join(sign for sign in words if sign.isalpha() or sign not in ".,،؛।።")[:55].strip().capitalize()


def body(sheet: Sheet, speech: Speech, words: int, beyond: int) -> str:
    """The Markdown of an edition; `beyond` pages of works there are. Two editions have the same form."""
    if sheet.number < 0:
        return f"{speech.text(60)}\n"
    text = speech.text
    up = "../" * (sheet.path.count("/") + 1)
    related = path((sheet.number * 7 + 20) // 20 * 20 % max(beyond, 1))
    # One page of twenty is of each kind: related works are the first of each twenty, which every language has.
    link = f"[{text(3)}]({'../' * (sheet.path.count('/') - 1)}{related.removeprefix('works/')}.md)"
    written = [f"{text(50)} {link} {text(10)}. [@report]"]
    for number in range(sections(words)):
        written += [f"## {text(5)} {{#{'s' if sheet.role not in _PARTS else f'p{sheet.number}-'}{number}}}",
                    f"{text(25)} *{text(2)}* {text(28)}", *(_special(sheet, text, up) if number == 0 else ()), text(60)]
    return "\n\n".join(written) + "\n"


def _special(sheet: Sheet, text: Any, up: str) -> list[str]:
    """What a page of this kind has beside headings and paragraphs."""
    if sheet.role == "facts":
        return [f"{text(5)} [fact:internet-world-2024.women] {text(5)}", "[chart:internet-use]", "[helplines:rw]"]
    if sheet.role == "pictures":
        return [f'![{text(4)}]({up}assets/images/{PICTURES[(sheet.number + more) % len(PICTURES)]}.png "{text(6)}")'
                for more in (0, 1)]
    if sheet.role in ("forms", "handout"):
        return ["\n".join(f"- {text(8)}" for _ in range(4)), f"| {text(1)} | {text(1)} |\n|---|---|\n" + "\n".join(
            f"| {text(3)} | {text(4)} |" for _ in range(4)), f"> {text(20)}"]
    if sheet.role in ("session", "guide"):
        return ["\n".join(f"{number}. {text(9)}" for number in range(1, 5)), f'!!! note "{text(3)}"\n    {text(15)}']
    return []


def history(number: int, position: int, source: str, recorded: Mapping[str, str]) -> Fields:
    """What an edition says of itself; one of five is a section behind. `recorded` are the source's digests."""
    reviews: tuple[Fields, ...] = ({"review": "machine"}, {"review": "human"},
                                   {"review": "reviewed", "reviewer": "A trainer", "reviewed_on": "2026-11-02"})
    behind = {"s0": "aaaaaaaaaa"} if "s0" in recorded and (number + position) % 5 == 0 else {}
    return {"of": source, **reviews[(number + position) % 3], "sections": {**recorded, **behind}}


def digests(words: Fields, text: str) -> dict[str, str]:
    """The digests of a source edition's sections."""
    return {FRONT: digest(words["title"], words["summary"], words.get("neutral_title", ""),
                          *words.get("objectives", ()), *words.get("materials", ())), **body_digests(text)}
