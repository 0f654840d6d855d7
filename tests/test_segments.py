"""Pages cut into segments and put together again."""

from __future__ import annotations

import re

import pytest

from exchange_tasks import DOCS, PAGES, SOURCE, text_of
from ijwi.exchange.segments import Page, cut, fits, fitted, put
from ijwi.exchange.tokens import differences, has_words, tokens
from ijwi.findings import ContentError
from ijwi.frontmatter import read, split

HEAD = "---\ntitle: T\nsummary: S.\n---\n\n"


def found(body: str) -> list[tuple[str, str]]:
    """Context and text of a body's segments."""
    return [(context, segment.text) for context, segment in cut(HEAD + body).segments.items()
            if segment.section != "front"]


@pytest.fixture(scope="module", params=PAGES)
def pages(request: pytest.FixtureRequest) -> dict[str, Page]:
    """All pages of one language."""
    return {name: cut(text_of(DOCS / name), name) for name in PAGES[request.param]}


def test_putting_every_segment_in_its_own_place_gives_the_same_file(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        texts = {context: segment.text for context, segment in page.segments.items()}
        assert put(page, texts) == text_of(DOCS / name), name
        assert sum(len(piece.segments) for piece in page.pieces) == len(texts), f"two segments of {name} share a context"


def test_nothing_but_words_changes_when_every_segment_does(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        marked = put(page, {context: f"⟦{segment.text}⟧" for context, segment in page.segments.items()})
        again = cut(marked, name)
        assert {context: segment.text for context, segment in again.segments.items()} == \
            {context: f"⟦{segment.text}⟧" for context, segment in page.segments.items()}, name
        body = marked[marked.index("\n---\n", 3):]
        assert body.replace("⟦", "").replace("⟧", "") == page.text[page.text.index("\n---\n", 3):], name
        assert [piece.skeleton for piece in again.pieces] == [piece.skeleton for piece in page.pieces], name


#: Commands and examples: nobody translates them.
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
#: What a line may hold besides segments: the sign of a box, of an item to tick, of a numbered item.
SIGNS = re.compile(r"[ >]*(?:(?:!!!|\?\?\?\+?) [a-z]+|[-*+] \[[xX]\]|\d+\.)")


def test_every_word_of_a_body_is_in_a_segment_or_is_a_reference(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        body = {context: "" for context, segment in page.segments.items() if segment.section != "front"}
        _front, rest, _line = split(put(page, body))
        assert [line for line in FENCED.sub("", rest).split("\n") if has_words(SIGNS.sub("", line))] == [], name


def test_the_kinds_of_segments_and_their_contexts() -> None:
    assert list(cut(SOURCE).segments) == [
        "front/title/1", "front/summary/1", "lead/paragraph/1",
        "lock/heading/1", "lock/item/1", "lock/item/2", "lock/box/1", "lock/paragraph/1",
        "count/heading/1", "count/cell/1.1.1", "count/cell/1.1.2", "count/cell/1.2.1", "count/cell/1.2.2"]


def test_a_context_does_not_depend_on_other_sections() -> None:
    before = cut(SOURCE).segments
    after = cut(SOURCE.replace("## Lock", "New.\n\n## New {#new}\n\n- One\n\n## Lock")).segments
    assert all(after[context].text == segment.text for context, segment in before.items())


@pytest.mark.parametrize(("body", "expected"), [
    ("One\ntwo.\n", [("lead/paragraph/1", "One\ntwo.")]),
    ("```\ncode\n\n## no {#no}\n```\n\nText\n", [("lead/paragraph/1", "Text")]),
    ("~~~~\n```\ncode\n~~~~\n", []),
    ("Text\n\n    code\n\n        more\n\nText\n", [("lead/paragraph/1", "Text"), ("lead/paragraph/2", "Text")]),
    ("[helplines:rw]\n\n[chart:use]\n\n[fact:a.women] [@one]\n\n`code`\n", []),
    ("*[fact:a.women]* of women\n", [("lead/paragraph/1", "*[fact:a.women]* of women")]),
    ("[more](a.md)\n", [("lead/paragraph/1", "[more](a.md)")]),
    ("[GROUP]: meeting today\n", [("lead/paragraph/1", "[GROUP]: meeting today")]),
    ("[one]: https://one.example/ \"One\"\n", []),
    ("## Now {#now}\n", [("now/heading/1", "Now")]),
    ("### Now { .x #now }\n", [("now/heading/1", "Now")]),
    ("## Now ##\n\n## Then\n", [("untitled/heading/1", "Now"), ("untitled~2/heading/1", "Then")]),
    ("## A {#a}\n\n## B {#a}\n", [("a/heading/1", "A"), ("a~2/heading/1", "B")]),
    ("Lead.\n\n## A {#lead}\n", [("lead/paragraph/1", "Lead."), ("lead~2/heading/1", "A")]),
    ("## A {#front}\n", [("front~2/heading/1", "A")]),
    ("- a\n* b\n1. c\n10. d\n", [(f"lead/item/{n}", t) for n, t in enumerate("abcd", 1)]),
    ("- [ ] a\n- [x] b\n- [X] c [ ]\n", [("lead/item/1", "a"), ("lead/item/2", "b"), ("lead/item/3", "c [ ]")]),
    ("- a\n  b\n- c\n", [("lead/item/1", "a\nb"), ("lead/item/2", "c")]),
    ("- a\n    - b\n    - c\n\n    d\n\n        code\n\n    > e\n- f\n",
     [("lead/item/1", "a"), ("lead/item/2", "b"), ("lead/item/3", "c"), ("lead/paragraph/1", "d"),
      ("lead/quote/1", "e"), ("lead/item/4", "f")]),
    ("- a\n\n    b\n\nc\n", [("lead/item/1", "a"), ("lead/paragraph/1", "b"), ("lead/paragraph/2", "c")]),
    ("- # a\n- > b\n- - c\n    - d\n-\n", [("lead/heading/1", "a"), ("lead/quote/1", "b"), ("lead/item/1", "c"),
                                           ("lead/item/2", "d")]),
    ("Text\n- not an item\n", [("lead/paragraph/1", "Text\n- not an item")]),
    ("> a\n> b\n>\n> c\n", [("lead/quote/1", "a\nb"), ("lead/quote/2", "c")]),
    ("> 1. a\n> 2. b\n", [("lead/item/1", "a"), ("lead/item/2", "b")]),
    ('!!! note "A "b" c"\n    d\n\n    !!! tip "e"\n        f\n\ng\n',
     [("lead/box/1", 'A "b" c'), ("lead/paragraph/1", "d"), ("lead/box/2", "e"), ("lead/paragraph/2", "f"),
      ("lead/paragraph/3", "g")]),
    ("??? note \"a\"\n    b\n\n???+ note\n    c\n\n!!! note \"\"\n    d\n",
     [("lead/box/1", "a"), ("lead/paragraph/1", "b"), ("lead/paragraph/2", "c"), ("lead/paragraph/3", "d")]),
    ("    code\n\n!!! note\n    - a\n\n        b\n\n            code\n\n!!! note\n\n        code\n",
     [("lead/item/1", "a"), ("lead/paragraph/1", "b")]),
    ("| a | |\n|---|--:|\n| `x|y` b | c \\| d |\n| ____ | [@one] |\n",
     [("lead/cell/1.1.1", "a"), ("lead/cell/1.2.1", "`x|y` b"), ("lead/cell/1.2.2", "c \\| d")]),
    ("a | b\n--- | ---\nc | d\n\n| e |\n|---|\n",
     [("lead/cell/1.1.1", "a"), ("lead/cell/1.1.2", "b"), ("lead/cell/1.2.1", "c"), ("lead/cell/1.2.2", "d"),
      ("lead/cell/2.1.1", "e")]),
    ("a\n\n---\n\n***\n\nb\n{: .x }\n\n{: #y }\n", [("lead/paragraph/1", "a"), ("lead/paragraph/2", "b\n{: .x }")]),
])
def test_what_is_a_segment(body: str, expected: list[tuple[str, str]]) -> None:
    assert found(body) == expected
    page = cut(HEAD + body)
    assert put(page, {context: segment.text for context, segment in page.segments.items()}) == HEAD + body


def test_a_text_of_several_lines_keeps_what_stands_before_each() -> None:
    page = cut(HEAD + "> a\n>  b\n\n!!! note\n    c\n    d\n\n- e\n    f\n")
    assert put(page, {"lead/quote/1": "A\nB", "lead/paragraph/1": "C", "lead/item/1": "E\nF\nG"}) == \
        HEAD + "> A\n>  B\n\n!!! note\n    C\n\n- E\n    F\n    G\n"


@pytest.mark.parametrize(("value", "line"), [
    ("Plain words", "title: Plain words"),
    ("One: two", 'title: "One: two"'),
    ("no", 'title: "no"'), ("12:30", 'title: "12:30"'), ("12", 'title: "12"'), ("- a", 'title: "- a"'), ("a #b", 'title: "a #b"'),
    ("«الأمان»: أولًا", 'title: "«الأمان»: أولًا"'),
    ("می‌شود", "title: می‌شود"),
    ("Qui\u202f? «\u00a0moi\u00a0»", "title: Qui\u202f? «\u00a0moi\u00a0»"),
    ('Say "no"', 'title: Say "no"'), ("[a] b", 'title: "[a] b"'), ("a, b", 'title: "a, b"'),
])
def test_front_matter_is_written_so_that_it_is_read_as_meant(value: str, line: str) -> None:
    text = put(cut(HEAD), {"front/title/1": value})
    assert text == HEAD.replace("title: T", line)
    front, _body, _line = split(text)
    values, findings = read(front or "", "page")
    assert not findings and values and values.values["title"] == value


def test_front_matter_in_every_form_of_yaml() -> None:
    text = ('---\ntitle: "A: b"\nsummary: >-\n  One\n  two.\nneutral_title: \'It\'\'s\'  # why\nobjectives: [x, "y"]\n'
            "materials:\n- one\n  more\n-\n- two\n---\n")
    page = cut(text)
    assert {context: segment.text for context, segment in page.segments.items()} == {
        "front/title/1": "A: b", "front/summary/1": "One two.", "front/neutral-title/1": "It's",
        "front/objective/1": "x", "front/objective/2": "y", "front/material/1": "one more", "front/material/2": "two"}
    assert put(page, {context: segment.text for context, segment in page.segments.items()}) == text
    assert put(page, {"front/summary/1": "Three", "front/neutral-title/1": "Its", "front/objective/2": "a, b",
                      "front/material/2": "z"}) == \
        ('---\ntitle: "A: b"\nsummary: Three\nneutral_title: Its  # why\nobjectives: [x, "a, b"]\n'
         "materials:\n- one\n  more\n-\n- z\n---\n")


@pytest.mark.parametrize("text", ["No front matter.\n", "---\ntitle: [\n---\n", "---\ntitle: &a b\n---\n"])
def test_a_page_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ContentError) as error:
        cut(text, "docs/en/a.md")
    assert [finding.path for finding in error.value.findings] == ["docs/en/a.md"]


def fit(page: Page, context: str, text: str) -> bool:
    piece = next(piece for piece in page.pieces for segment in piece.segments if segment.context == context)
    return fits(page, piece, page.segments[context], text)


@pytest.mark.parametrize(("context", "text", "good"), [
    ("lead/paragraph/1", "ابدأن هنا", True), ("lead/paragraph/1", "- a", False), ("lead/paragraph/1", "1. a", False),
    ("lead/paragraph/1", "# a", False), ("lead/paragraph/1", "> a", False), ("lead/paragraph/1", '!!! note "a"', False),
    ("lead/paragraph/1", "```", False), ("lead/paragraph/1", "[helplines]", False), ("lead/paragraph/1", "", False),
    ("lead/paragraph/1", "a\x00b", False), ("lead/paragraph/1", "a\n\nb", False), ("lead/paragraph/1", "-a", True),
    ("lock/heading/1", "القفل", True), ("lock/heading/1", "C #", True), ("lock/heading/1", "a\n## b", False),
    ("lock/item/1", "[ ] a", False), ("lock/item/1", "a [ ]", True),
    ("lock/item/1", "# a", False), ("lock/item/1", "1. a", False), ("lock/item/1", "> a", False), ("lock/box/1", 'say "no"', True),
    ("lock/box/1", "a\nb", False), ("count/cell/1.2.1", "a | b", False), ("count/cell/1.2.1", "a \\| b", True),
    ("front/title/1", "- a: b", True), ("front/title/1", "a\x07", False),
])
def test_a_text_fits_if_the_page_keeps_its_form(context: str, text: str, good: bool) -> None:
    assert fit(cut(SOURCE), context, text) is good


def test_a_translation_has_one_line_where_the_source_has_one() -> None:
    one, two = cut(HEAD + "a\n\nb\nc\n").segments["lead/paragraph/1"], cut(HEAD + "b\nc\n").segments["lead/paragraph/1"]
    assert fitted(one, " x\n\n  y\u2028z\r\n") == "x y z"
    assert fitted(two, "x\n y\n") == "x\ny"
    assert fitted(one, "Qui\u202f?\u00a0Moi") == "Qui\u202f?\u00a0Moi"


def test_the_form_of_a_section_does_not_depend_on_signs_of_one_meaning() -> None:
    def skeletons(body: str) -> list[str]:
        return [piece.skeleton for piece in cut(HEAD + body).pieces[2:]]

    base = skeletons("- a\n\n1. b\n\n| c |\n|---|\n| __ |\n\n……\n")
    assert base == skeletons("* x\n\n۲. y\n\n| z |\n|------:|\n|  __  |\n\n......\n")
    for other in ("- a\n\n1. b\n", "1. a\n\n1. b\n\n| c |\n|---|\n| __ |\n\n……\n"):
        assert base != skeletons(other)
    assert skeletons("[helplines]\n\na\n") != skeletons("[helplines:rw]\n\na\n")


def test_tokens() -> None:
    text = ("`*#06#` and ``a`b`` [fact:a.women] [@one] [helplines:rw] [a](../b.md#c) ![d](e.svg \"title\") <https://f.example/> "
            "https://g.example/x. [Name] ______ …… {: .x } [h](i_(j).md) [ ]")
    assert tokens(text) == {
        "`*#06#`": 1, "``a`b``": 1, "[fact:a.women]": 1, "[@one]": 1, "[helplines:rw]": 1, "](../b.md#c)": 1,
        "](e.svg)": 1, "https://f.example/": 1, "https://g.example/x": 1, "[…]": 1, "______": 1, "……": 1, "{: .x }": 1,
        "](i_(j).md)": 1}
    assert not tokens("Plain words (in brackets), 5 *of* them … {x}")


@pytest.mark.parametrize(("source", "translation", "expected"), [
    ("[@a] b [@a]", "[@a] ب", (["[@a]"], [])),
    ("[a](b.md)", "[ا](b.md)", ([], [])),
    ("[a](b.md)", "[ا](c.md)", (["](b.md)"], ["](c.md)"])),
    ("[Name] came", "جاءت", (["[…]"], [])),
    ("[Name] came", "جاءت [الاسم]", ([], [])),
    ("a", "`é` ______ [نام]", ([], [])),
    ("a", "a [b](https://c.example/) [@d] https://e.example/ {: .f }",
     ([], ["[@d]", "](https://c.example/)", "https://e.example/", "{: .f }"])),
])
def test_what_a_translation_lacks_or_adds(source: str, translation: str, expected: tuple[list[str], list[str]]) -> None:
    assert differences(source, translation) == expected
