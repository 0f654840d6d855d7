"""Contributions that are answered with a finding: path of a file, its content, and the rule that it breaks.

Those of `FILES` stand in one centre together. Those of `CENTRES` break what all pages need, and have a centre each.
"""

from __future__ import annotations

from conftest import CONFIG, VOCABULARY, edition, page, work

RUN = "window.pwned=1"
_TOOLKIT = "docs/en/toolkits/"
Case = tuple[str, "str | bytes", str]


def _front(name: str, lines: str, rule: str) -> Case:
    """A work whose front matter has these lines too."""
    return f"{_TOOLKIT}{name}.md", work("A").replace("\n---\n\nHello", f"\n{lines}\n---\n\nHello"), rule


def _body(name: str, body: str, rule: str) -> Case:
    return f"{_TOOLKIT}{name}.md", work("A", body=body), rule


def _drawing(name: str, inside: str, rule: str = "picture", attributes: str = "") -> Case:
    return (f"docs/assets/{name}.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>', rule)


_ANCHORS = "\n".join(["a: &a [x, x, x, x, x, x, x, x, x]",
                      *(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True))])
_ENTITIES = "<!DOCTYPE svg [<!ENTITY a 'xxxxxxxxxx'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)) + "]>"

NAMES: list[Case] = [
    ("docs/en/About Us.md", page(), "path"), ("docs/en/UPPER.md", page(), "path"), ("docs/en/a..b.md", page(), "path"),
    ("docs/en/con.md", page(), "path"), ("docs/en/toolkits/aux/a.md", page(), "path"), ("docs/en/nul/index.md", page(), "path"),
    ("docs/en/" + "a" * 120 + ".md", page(), "path"), ("docs/en/" + "abcdefghi/" * 20 + "a.md", page(), "path"),
    ("docs/en/p\u0430ypal.md", page(), "path"), ("docs/en/exam\u202eple.md", page(), "path"),
    ("docs/en/a\n::error file=x::b.md", page(), "path"), ("docs/en/a\x1b[2Jb.md", page(), "path"),
    ("docs/en/%2e%2e.md", page(), "path"), ("docs/en/..%2fx.md", page(), "path"), ("docs/en/a\\b.md", page(), "path"),
    ("docs/en/<script>.md", page(), "path"), ("docs/en/{{ 7 }}.md", page(), "path"), ("docs/en/$(id).md", page(), "path"),
    ("docs/en/--fix.md", page(), "path"), ("docs/en/rw/a.md", page(), "path"), ("docs/en/assets/a.md", page(), "path"),
    ("docs/en/404.md", page(), "path"), ("docs/toolkits/a.md", page(), "folder"), ("docs/de/about.md", page(), "folder"),
    ("docs/a.md", page(), "folder"),
]
ATTACHMENTS: list[Case] = [
    ("docs/assets/game.html", "<script>alert(1)</script>", "file"), ("docs/assets/a.js", "alert(1)", "file"),
    ("docs/en/toolkits/a.xhtml", "x", "file"), ("docs/assets/a.htm", "x", "file"), ("docs/assets/a.php", "x", "file"),
    ("docs/assets/a.css", "x", "file"), ("docs/assets/a.svgz", b"\x1f\x8b", "picture"), ("docs/assets/a.png.exe", b"MZ", "file"),
    ("docs/_redirects", "/* https://evil.example/ 301", "file"), ("docs/en/robots.txt", "Disallow: /", "file"),
    ("docs/_headers", "/*\n  X: y", "file"), ("docs/assets/a.json", "{}", "file"), ("docs/en/a.jinja", "{{ x }}", "file"),
    ("docs/assets/Market Day.png", b"\x89PNG", "path"), ("docs/assets/con.png", b"\x89PNG", "path"),
    _drawing("script", "<script>window.pwned=1</script>"), _drawing("handler", "", attributes='onload="window.pwned=1"'),
    _drawing("link", '<a xlink:href="javascript:window.pwned=1" xmlns:xlink="http://www.w3.org/1999/xlink"><text>x</text></a>'),
    _drawing("use", '<use href="https://evil.example/x.svg#x"/>'), _drawing("use-data", '<use href="data:image/svg+xml,x#x"/>'),
    _drawing("picture", '<image href="https://evil.example/x.png"/>'), _drawing("foreign", "<foreignObject><p>x</p></foreignObject>"),
    _drawing("style", "<style>@import 'https://evil.example/x.css';</style>"),
    _drawing("fill", '<rect fill="url(https://evil.example/x)"/>'), _drawing("animation", '<animate onbegin="x" attributeName="x"/>'),
    _drawing("set", '<set attributeName="href" to="javascript:x"/>'), _drawing("html", '<p xmlns="http://www.w3.org/1999/xhtml">x</p>'),
    ("docs/assets/entities.svg", _ENTITIES + '<svg xmlns="http://www.w3.org/2000/svg"><text>&i;</text></svg>', "picture"),
    ("docs/assets/outside.svg", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>', "picture"),
    ("docs/assets/sixteen.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'.encode("utf-16"), "picture"),
    ("docs/assets/declared.svg", '<?xml version="1.0" encoding="utf-7"?><svg xmlns="http://www.w3.org/2000/svg"/>', "picture"),
    ("docs/assets/instruction.svg", '<?xml-stylesheet href="https://evil.example/x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>', "picture"),
    ("docs/assets/broken.svg", "<svg", "picture"), ("docs/assets/huge.svg", "<svg>" + " " * 300_000 + "</svg>", "picture"),
    ("docs/assets/deep.svg", '<svg xmlns="http://www.w3.org/2000/svg">' + "<g>" * 9000 + "<a/>" + "</g>" * 9000 + "</svg>", "picture"),
]
YAML: list[Case] = [
    _front("y-object", "place: !!python/object/apply:os.system ['touch pwned']", "front-matter"),
    _front("y-name", "place: !!python/name:os.system", "front-matter"), _front("y-tag", "place: !x y", "front-matter"),
    _front("y-binary", "place: !!binary aGk=", "front-matter"), _front("y-bomb", _ANCHORS, "front-matter"),
    _front("y-alias", "place: *x", "front-matter"), _front("y-merge", "<<: {kind: guide}", "unknown-field"),
    _front("y-twice", "title: B", "front-matter"), _front("y-deep", "place: " + "[" * 3000, "front-matter"),
    _front("y-deep-maps", "place: " + "{a: " * 1500, "front-matter"),
    _front("y-long", "\n".join(f"a{number}: b" for number in range(900)), "front-matter"),
    _front("y-wide", "place: " + "a b " * 5000, "size"), _front("y-tab", "a:\n\tb: c", "front-matter"),
    _front("y-key", "? [a, b]\n: c", "front-matter"), _front("y-key-map", "{a: b}: c", "front-matter"),
    _front("y-control", 'place: "a\\x00b"', "front-matter"), _front("y-escape", 'place: "a\\eb"', "front-matter"),
    _front("y-open", 'place: "never closed', "front-matter"), _front("y-colon", "place: a: b", "front-matter"),
    _front("y-directive", "%YAML 9.9", "front-matter"), _front("y-documents", "...\n--- x", "front-matter"),
    _front("y-prototype", "__proto__: x", "unknown-field"), _front("y-template", "template: ../../etc/passwd", "unknown-field"),
    (f"{_TOOLKIT}y-list.md", "---\n- a\n---\nx\n", "front-matter"), (f"{_TOOLKIT}y-none.md", "x\n", "front-matter"),
    (f"{_TOOLKIT}y-unended.md", "---\ntitle: a\n", "front-matter"), (f"{_TOOLKIT}y-empty.md", "", "front-matter"),
]
VALUES: list[Case] = [
    _front("v-minutes-huge", "minutes: 1" + "0" * 40, "value"), _front("v-minutes-more", "minutes: 99999999999999999", "value"),
    _front("v-minutes-less", "minutes: -1", "value"), _front("v-minutes-endless", "minutes: 1e999", "type"),
    _front("v-minutes-nan", "minutes: .nan", "type"), _front("v-minutes-true", "minutes: true", "type"),
    (f"{_TOOLKIT}v-day.md", work(published="2026-02-30"), "value"), (f"{_TOOLKIT}v-day-zero.md", work(published="0000-00-00"), "value"),
    (f"{_TOOLKIT}v-day-first.md", work(updated="0001-01-01"), "value"), (f"{_TOOLKIT}v-day-last.md", work(updated="9999-12-31"), "value"),
    (f"{_TOOLKIT}v-day-big.md", work(updated="99999999-01-01"), "value"), (f"{_TOOLKIT}v-day-number.md", work(updated="20261122"), "value"),
    (f"{_TOOLKIT}v-start.md", work(kind="event", start="9999-12-31T23:59", timezone="Asia/Tokyo", status="planned"), "value"),
    (f"{_TOOLKIT}v-zone.md", work(kind="event", start="2026-12-01", timezone="../../etc/passwd", status="planned"), "value"),
    (f"{_TOOLKIT}v-place.md", work(kind="event", start="2026-12-01", timezone="Africa/Kigali", status="planned", place="x" * 2000), "too-long"),
    (f"{_TOOLKIT}v-title.md", work("x" * 5000), "too-long"), (f"{_TOOLKIT}v-title-list.md", work("[[[x]]]"), "type"),
    (f"{_TOOLKIT}v-topics.md", work(topics="[../../x]"), "vocabulary"), (f"{_TOOLKIT}v-kind.md", work(kind="<script>"), "vocabulary"),
    (f"{_TOOLKIT}v-kind-list.md", work(kind="[toolkit]"), "type"), (f"{_TOOLKIT}v-creators.md", work(creators="[{a: b}]"), "type"),
    *((f"{_TOOLKIT}v-url-{number}.md", work(kind="link", url=url), "value") for number, url in enumerate((
        "javascript:window.pwned=1", "'data:text/html,x'", "file:///etc/passwd", "//evil.example/", "https://bank.example@evil.example/",
        "https://p\u0430ypal.example/", "https://xn--pypal-4ve.example/", "http://127.0.0.1/", "http://0x7f000001/", "'http://[::1]/'",
        "https://a.example:port/", "'https://x.example/\"onclick=x'", "'https://x.example/\\evil'"))),
    *((f"{_TOOLKIT}v-alias-{number}.md", work(aliases=f"[{alias}]"), rule) for number, (alias, rule) in enumerate((
        ("../../../etc/passwd", "value"), ("/etc/passwd", "value"), ("'c:\\x'", "value"), ("'a\\b'", "value"), ("a//b", "value"),
        ("index", "alias"), ("rw/x", "alias"), ("assets/exit", "alias"), ("nul", "value"), ("a" * 200, "value"), ("'<script>'", "value")))),
    *((f"{_TOOLKIT}v-parts-{number}.md", work(parts=f"[{name}]"), "parts") for number, name in enumerate((
        "../../../etc/passwd", "/etc/passwd", "'..'", "'a\\b'", "'<script>'", "'{{ x }}'"))),
    _front("v-source", "sources: [{id: ../x, title: a, publisher: b, url: https://x.example/}]", "value"),
    _front("v-source-url", "sources: [{id: x, title: a, publisher: b, url: 'javascript:x'}]", "value"),
    _front("v-recall", "recalls: [{section: '../x', on: 2026-11-22, safe: [a]}]", "value"),
    ("docs/rw/toolkits/v-of.md", edition("A", of="../en"), "source"), ("docs/rw/toolkits/v-of-list.md", edition("A", of="[en]"), "source"),
    ("docs/rw/toolkits/v-edition.md", page("A", edition="x"), "source"),
]
ENCODINGS: list[Case] = [
    (f"{_TOOLKIT}e-sixteen.md", work("A").encode("utf-16"), "encoding"), (f"{_TOOLKIT}e-latin.md", "---\ntitle: é\n---\n".encode("latin-1"), "encoding"),
    (f"{_TOOLKIT}e-surrogate.md", b"---\ntitle: \xed\xa0\x80\n---\n", "encoding"), (f"{_TOOLKIT}e-overlong.md", b"---\ntitle: \xc0\xbc\n---\n", "encoding"),
    (f"{_TOOLKIT}e-cut.md", work("A").encode()[:-1] + b"\xe2\x80", "encoding"), (f"{_TOOLKIT}e-nul.md", work("A", body="a\0b"), "characters"),
    (f"{_TOOLKIT}e-bidi.md", work("A", body="exam\u202eelp"), "characters"), (f"{_TOOLKIT}e-isolate.md", work("A", body="x\u2067y"), "characters"),
    (f"{_TOOLKIT}e-zero.md", work("A", body="pass\u200bword"), "characters"), (f"{_TOOLKIT}e-tags.md", work("A", body="x\U000e0041\U000e0042"), "characters"),
    (f"{_TOOLKIT}e-bom.md", work("A", body="x\ufeffy"), "characters"), (f"{_TOOLKIT}e-escape.md", work("A", body="\x1b[2J\x07"), "characters"),
    (f"{_TOOLKIT}e-title.md", work('"A\u202eB"'), "characters"), (f"{_TOOLKIT}e-joiner.md", work("A", body="pay\u200dpal"), "characters"),
    ("docs/data/e-note.txt", "\u202ex", "characters"),
]
SIZES: list[Case] = [
    _body("s-big", "word \n" * 60_000, "size"), _body("s-line", "word " * 3000, "size"), _body("s-lines", "\n" * 9000, "size"),
    _body("s-quotes", "> " * 2000 + "x", "size"), _body("s-quotes-tight", ">" * 150 + "x", "size"), _body("s-items", "- " * 2000 + "x", "size"),
    _body("s-numbers", "1. " * 2000 + "x", "size"), _body("s-indent", "\n".join("    " * level + "- x" for level in range(60)), "size"),
    _body("s-boxes", "\n".join("    " * level + "!!! note" for level in range(60)), "size"), _body("s-brackets", "[" * 5000, "size"),
    _body("s-brackets-apart", "[a" * 3000, "size"), _body("s-pictures", "![" * 3000, "size"), _body("s-links", "[x](" * 1500, "size"),
    _body("s-stars", "*a " * 1000 + "b* " * 1000, "size"), _body("s-lines-of-stars", "*a\n" * 1000 + "b*\n" * 1000, "size"),
    _body("s-bars", "_a " * 1000 + "b_ " * 1000, "size"), _body("s-ticks", "`a ``b ```c " * 500, "size"), _body("s-spaces", "# a" + " " * 5000 + "b", "size"),
    _body("s-angles", ("<a " * 2600 + "\n\n") * 20, "size"), _body("s-dots", "." * 6000, "size"), _body("s-hashes", "#" * 6000, "size"), _body("s-equals", "a\n" + "=" * 6000 + "x", "size"),
    _body("s-references", "[@x" * 2000, "size"), _body("s-headings", "# " + "{#a" * 2000, "heading"),
]
#: Pictures that are none of the centre's own stop a build.
PICTURES: list[Case] = [
    _body("p-javascript-on-a-picture", f"[![x](x.png)](javascript:{RUN}) ![x](javascript:{RUN})", "remote"),
    _body("p-data-picture", "![x](data:image/svg+xml,<svg/onload=window.pwned=1>)", "remote"),
    _body("p-picture-from-elsewhere", "![x](https://evil.example/x.png)", "remote"),
    _body("p-picture-without-a-scheme", "![x](//evil.example/x.png) ![x](\\\\\\\\evil.example/x.png) ![x](/\\evil.example/x.png)", "remote"),
    _body("p-picture-with-a-tab", "![x](/\t/evil.example/x.png) ![x](htt\tps://evil.example/x.png)", "remote"),
    _body("p-picture-with-entities", "![x](h&#116;tps&colon;//evil.example/x.png) ![x](&sol;&sol;evil.example/x.png)", "picture"),
    _body("p-picture-by-attribute", "![x](x.png){: srcset=\"https://evil.example/x.png 2x\" src=\"https://evil.example/y.png\" }", "picture"),
    _body("p-picture-with-a-handler", f'![x](x.png){{: onerror="{RUN}" onload="{RUN}" }}', "picture"),
    _body("p-picture-that-breaks-out", f'![" onerror="{RUN}](x.png) ![x](x.png" onerror="{RUN})', "picture"),
    _body("p-set-aside", "![x](set-aside:https://evil.example/x.png)", "remote"),
]
TEXTS: list[Case] = [
    _body("t-html", "<b>x</b>", "html"), _body("t-comment", "<!-- x -->", "html"), _body("t-style", "x\n{: style=\"color:red\" }", "attribute"),
    _body("t-class", "*x*{: .exit }", "attribute"), _body("t-box", "!!! exit\n    x", "attribute"), _body("t-remote", "![x](https://x.example/a.png)", "remote"),
    _body("t-data", "![x](data:image/png;base64,AA)", "remote"), _body("t-javascript", "[x](javascript:x)", "link"),
    _body("t-entities", "[x](java&#115;cript:x)", "link"), _body("t-tab", "[x](<java\tscript:x>)", "link"), _body("t-file", "[x](file:///etc/passwd)", "link"),
    _body("t-up", "[x](../../../../../etc/passwd)", "link"), _body("t-root", "[x](/etc/passwd)", "link"), _body("t-back", "[x](..\\\\..\\\\x.md)", "link"),
    _body("t-encoded", "[x](%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd)", "link"), _body("t-nul", "[x](a%00.md)", "link"), _body("t-gone", "[x](gone.md#x)", "link"),
    _body("t-picture", "![x](../../../mkdocs.yml)", "link"), _body("t-language", "[x](../../rw/index.md)", "link"),
    _body("t-at", "[x](https://bank.example@evil.example/)", "web-address"), _body("t-mixed", "[x](https://p\u0430ypal.example/)", "web-address"),
    _body("t-number", "[x](http://3232235777/)", "web-address"), _body("t-call", "[x](tel:+250788123456)", "telephone"),
    _body("t-phone", "Call ٠٧٨٨ ١٢٣ ٤٥٦.", "telephone"), _body("t-wa", "[x](https://wa.me/250788123456)", "telephone"),
    _body("t-recalled", "[section:recalled:a]", "reference"), _body("t-fact", "[fact:../x.women]", "reference"), _body("t-chart", "[chart:../x]", "reference"),
    _body("t-exit", "## x {#exit-said}", "heading"), _body("t-front", "## x {#front}", "heading"),
]
FILES: list[Case] = [*NAMES, *ATTACHMENTS, *YAML, *VALUES, *ENCODINGS, *SIZES, *PICTURES, *TEXTS]

_V = "docs/data/vocabulary.yml"
CENTRES: list[Case] = [
    (_V, _ANCHORS, "front-matter"), (_V, "a: !!python/object/apply:os.system [x]", "front-matter"), (_V, "[" * 4000, "front-matter"), (_V, "", "vocabulary"),
    (_V, b"\xff\xfe", "encoding"), (_V, "- a", "front-matter"), (_V, VOCABULARY.replace("toolkit:", "../x:"), "vocabulary"),
    (_V, VOCABULARY.replace("toolkit:", "'\"><script>':"), "vocabulary"), (_V, VOCABULARY.replace("address: support", "address: ../x"), "vocabulary"),
    (_V, VOCABULARY.replace("topics:", "topics: &a"), "front-matter"),
    ("docs/data/indicators.csv", 'id,label\n"' + "x" * 200_000, "data"), ("docs/data/indicators.csv", "id\n\0", "data"),
    ("docs/data/indicators.csv", "a,b\n1,2,3", "data"),
    ("docs/data/helplines.csv", "id,country,name,number,purpose,published,publisher,url,tier\nx,RW,,112<script>,P,2016,I,https://x.example/,S", "data"),
    ("docs/data/helplines.csv", "id,country,name,number,purpose,published,publisher,url,tier\nx,RW,,112,P,2016,I,javascript:x,S", "data"),
    ("docs/data/helplines.csv", "id,country,name,number,purpose,published,publisher,url,tier\nx,../,,112,P,2016,I,https://x.example/,S", "data"),
    ("docs/data/helplines.csv", b"\xff\xfe\x00", "encoding"),
    ("docs/data/charts.yml", "use: !!python/name:os.system", "front-matter"), ("docs/data/charts.yml", "- a\n- b", "front-matter"),
    ("docs/data/charts.yml", "use: {title: x, indicators: [../x]}", "data"),
    ("docs/data/glossary/en.yml", "a: !!python/object/apply:os.system [x]", "data"), ("docs/data/glossary/en.yml", _ANCHORS, "data"),
    ("docs/data/glossary/en.yml", "- a", "data"), ("docs/data/glossary/en.yml", "a: b", "data"), ("docs/data/glossary/en.yml", b"\xff", "data"),
    ("docs/data/search/en.yml", "cuts: [[(((((a+)+)+)+)+]]", "search"), ("docs/data/search/en.yml", _ANCHORS, "front-matter"),
    ("docs/data/search/en.yml", "letters: !!python/name:os.system", "front-matter"),
    ("locales/rw.po", 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=1; plural=__import__(\'os\').system(\'x\');\\n"\n', "locale"),
    ("locales/rw.po", b"\xff\xfe\x00", "locale"), ("locales/rw.po", 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=rot13\\n"\n', "locale"),
    ("mkdocs.yml", CONFIG.replace("    rw:", "    ../x:"), "languages"), ("mkdocs.yml", CONFIG.replace("    rw:", "    '\"><script>':"), "languages"),
    ("mkdocs.yml", CONFIG.replace("iso639_3: kin", "iso639_3: kin, locale: ../../x"), "languages"), ("mkdocs.yml", "extra: !!python/object/apply:os.system [x]", "config"),
    ("mkdocs.yml", "[" * 5000, "config"), ("mkdocs.yml", "extra: " + "{a: " * 3000, "config"),
    ("releases/catalogue.json", "[" * 100_000, "address"), ("releases/catalogue.json", '{"works": [[]], "pages": []}', "address"),
    ("releases/catalogue.json", b"\xff\xfe", "address"), ("releases/catalogue.json", '{"works": 5}', "address"),
]
