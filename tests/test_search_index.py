"""The index of a language: what is read out of a page, what a word weighs there, and the files it is cut into."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from typing import Any

import pytest
from babel.support import Translations
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, edition, page, work
from ijwi.reader import Reader
from ijwi.records import Catalogue
from ijwi.search.index import MOST_PASSAGES, STEPS, Index, build_index
from ijwi.search.passages import WORDS_A_PASSAGE, Passage, Section, divided, sections
from ijwi.search.pieces import MOST_CHARACTERS, encode, pieces
from ijwi.search.reading import passages
from ijwi.search.tables import Tables, read_tables
from ijwi.strings import Strings
from test_records import LANGUAGES, SENSITIVE, Read, read

__all__ = ["read"]  # the fixture

PAGE = Passage("p.html", "", "", "toolkit", "", "", False, ())


def text(words: str, **fields: Any) -> Passage:
    return replace(PAGE, sections=(Section("", "", words),), **fields)


def weights(term: str, *every: Passage) -> list[int]:
    """What a term weighs in each of some passages."""
    found = dict(build_index(every, Tables()).postings.get(term, ()))
    return [found.get(number, 0) for number in range(len(every))]


def view(catalogue: Catalogue, language: str = "en") -> Reader:
    return Reader(catalogue, Strings(Translations(), LANGUAGES[language]))


@pytest.mark.parametrize(("html", "found"), [
    ("", []), ("plain", [("", "", "plain")]), ("<p>a &amp; b&nbsp;c &lt;d&gt; &eacute;&#x1F4F1;</p>", [("", "", "a & b c <d> é📱")]),
    ('<p>Before.</p><h2 id="a">A <em>b</em><code>c</code></h2>\n<p>One.</p><h4 id="z">Z</h4>', [("", "", "Before."), ("a", "A bc", "One."), ("z", "Z", "")]),
    ('<h2 id="a">Prepare</h2>\n<h3 id="b">Phone</h3>\n<p>x</p>', [("a", "Prepare", ""), ("b", "Phone", "x")]),
    ("<h2>No anchor</h2><p>x</p>", [("", "", "No anchor · x")]), ("<p>un<b>believ</b>able</p>", [("", "", "unbelievable")]),
    ("<p>One.</p><p>Two</p><p>three?</p><p>end</p>", [("", "", "One. Two · three? end")]), ("<p>one<br>two</p>", [("", "", "one · two")]),
    ("<ul><li>One<ul><li>Two</li><li><p>Three;</p></li></ul>four</li></ul>", [("", "", "One · Two · Three; four")]),
    ("<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><td>1</td><td>2</td></tr></table>", [("", "", "A · B · 1 · 2")]),
    ('<div class="admonition"><p class="admonition-title">Care</p><p>Lock it.</p></div>', [("", "", "Care · Lock it.")]),
    ("<details><summary>More</summary>text</details><dl><dt>T</dt><dd>D</dd></dl>", [("", "", "More · text · T · D")]),
    ("<p>a</p><!-- no --><p>b<!-- no -->c</p>", [("", "", "a · bc")]), ("<blockquote><p>قفل؟</p></blockquote><p>نعم۔</p><p>।</p>", [("", "", "قفل؟ نعم۔ ।")]),
    ('<p><span class="fact">5</span><span class="fact-source"> (<a>UN</a>)</span> of <a class="citation">1</a>ten</p>', [("", "", "5 of ten")]),
    ('<h2 id="a">A</h2><div class="section-mark behind"><p>old <a>x</a></p></div><p>t</p>', [("a", "A", "t")]),
    ('<p>a</p><figure class="chart"><svg class="chart-drawing"><text>no</text></svg><figcaption>c</figcaption></figure>', [("", "", "a · c")]),
    ('<p>See <a>this<span class="in-language"> (English)</span></a>.</p>', [("", "", "See this.")]),
])
def test_sections_are_read_out_of_html(html: str, found: list[tuple[str, str, str]]) -> None:
    assert [(section.id, section.heading, section.text) for section in sections(html)] == found


@pytest.mark.parametrize(("lengths", "runs"), [
    ((), [0]), ((0,), [1]), ((250, 250), [2]), ((250, 251), [1, 1]), ((900,), [1]), ((900, 10, 10), [1, 2]), ((10, 900, 10), [1, 1, 1]),
    ((100, 200, 200, 1, 499, 0, 1), [3, 3, 1]),
])
def test_a_long_page_is_divided_between_its_sections(lengths: tuple[int, ...], runs: list[int]) -> None:
    long = replace(PAGE, sections=tuple(Section(f"s{place}", "H", "w " * length) for place, length in enumerate(lengths)))
    found = list(divided(long))
    assert WORDS_A_PASSAGE == 500 and [len(passage.sections) for passage in found] == runs
    assert [passage.continued for passage in found] == [False] + [True] * (len(runs) - 1)
    assert sum((passage.sections for passage in found), ()) == long.sections


def test_a_word_weighs_by_where_it_stands() -> None:
    filled = [replace(PAGE, title="x"), replace(PAGE, sections=(Section("a", "x", ""),)), replace(PAGE, summary="x"),
              replace(PAGE, keywords="x"), text("x")]
    found = weights("x", *filled)
    assert found == sorted(set(found), reverse=True) and found[-1] > 0
    assert weights("x", replace(PAGE, above="x")) == weights("x", replace(PAGE, keywords="x"))


def test_a_word_weighs_more_the_oftener_it_stands_and_less_in_a_long_text() -> None:
    often = weights("x", *(text("x " * count + "w " * (100 - count)) for count in (1, 2, 5, 20, 90)), text("x " * 10 ** 5))
    assert often == sorted(often) and len(set(often)) >= 5 and often[-1] <= STEPS
    spread = weights("x", *(text("x " + "w " * length) for length in (10, 400, 4000)))
    assert spread == sorted(set(spread), reverse=True) and spread[-1] >= 1


def test_further_passages_of_a_page_have_its_title_but_not_its_summary() -> None:
    first = replace(PAGE, title="t", summary="s", keywords="k", above="a")
    assert [weights(term, first, replace(first, continued=True))[1] > 0 for term in "task"] == [True, True, False, False]


def test_synonyms_and_expressions_are_terms_too() -> None:
    index = build_index([text("mesh net pass word two step")], Tables(synonyms={"mesh": "net", "pass word": "password", "two step": "two+step"}))
    assert [*index.postings] == ["net", "pass", "password", "step", "two", "two+step", "word"]


def test_a_common_word_keeps_the_passages_that_it_weighs_most_in() -> None:
    many = [text("x " * (1 + number % 7)) for number in range(300)]
    kept = build_index(many, Tables()).postings["x"]
    every = sorted(weight for passage in many for weight in weights("x", passage))
    assert [*kept] == sorted(kept) and sorted(weight for _passage, weight in kept) == every[-MOST_PASSAGES:]
    assert (build_index(many, Tables()).common, build_index(many[:MOST_PASSAGES], Tables()).common) == ({"x": 300}, {})
    assert len(build_index([*many, *[text("y")] * 900], Tables()).postings["x"]) == 300, "a quarter is not common"


def test_a_word_that_is_everywhere_is_never_rarer_than_one_that_is_in_a_fifth() -> None:
    index = build_index([text("all some" if number % 5 == 0 else "all other", url=f"{number}.html") for number in range(1000)], Tables())
    assert index.vector("0.html") == {"some": 1.0} and index.vector("gone.html") == {}


def test_a_passage_at_the_end_leaves_the_others_postings_byte_for_byte() -> None:
    dice = random.Random(5)
    every = [text(" ".join(dice.choices([f"w{number}" for number in range(300)], k=80))) for _ in range(90)]
    before, after = (build_index(some, Tables()) for some in (every[:-1], every))
    assert before == build_index(every[:-1], Tables()) and [*after.postings] == sorted(after.postings)
    for term, postings in before.postings.items():
        old, new = encode(postings), encode(after.postings[term])
        assert new.startswith(old) and (new == old) == (term not in every[-1].sections[0].text.split())


def decode(written: str) -> list[tuple[int, int]]:
    """Written from the words of pieces.py: how many passages further on, five bits a character, 32 added to all but the last."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
    found, passage, distance, values = [], -1, 0, map(digits.index, written)
    for value in values:
        distance = distance * 32 + value % 32
        if value < 32:
            passage, distance = passage + 1 + distance, 0
            found.append((passage, next(values)))
    return found


@given(st.dictionaries(st.integers(0, 40_000), st.integers(1, STEPS)))
def test_postings_come_back_as_they_were(postings: dict[int, int]) -> None:
    assert decode(encode(sorted(postings.items()))) == sorted(postings.items())


def files(index: Index, reader: Reader) -> dict[str, Any]:
    """What each file gives, by its path; every file is one call with its own path."""
    found: dict[str, Any] = {}
    for path, content in pieces(index, Tables(), reader):
        call = re.fullmatch(r'ijwi\.give\("([^"]+)",([^\n\r\u2028\u2029]*)\);\n', content)
        assert call and call[1] == path and path.lower() not in {name.lower() for name in found}
        assert re.fullmatch(r"(rw/)?search/(index|w-(?:[0-9a-f]+(?:-[0-9a-f]+)*)?|v-[0-9a-f]+|t-[0-9a-f]+)\.js", path), "Windows has no other letters"
        assert max(map(len, path.split("/"))) <= 255, "no file system has longer names"
        found[path] = json.loads(call[2])
    return found


def check(index: Index, reader: Reader) -> dict[str, Any]:
    """All files of an index, read as a reader reads them."""
    found = files(index, reader)
    head = found["search/index.js"]
    stored: dict[str, str] = {}
    for beginning in head["pieces"]:
        for line in found.pop(f"search/w-{'-'.join(f'{ord(letter):x}' for letter in beginning)}.js").split("\n"):
            term, postings, *common = line.split(" ")
            longest = max((other for other in head["pieces"] if term.startswith(other)), key=len)
            assert longest == beginning and term not in stored and common == ([str(index.common[term])] if term in index.common else [])
            stored[term] = postings
    assert {term: tuple(decode(postings)) for term, postings in stored.items()} == dict(index.postings)
    assert not [path for path in found if "/w-" in path], "every piece is listed"
    known = [term for letter in head["letters"] for term in found[f"search/v-{ord(letter):x}.js"].split(" ")]
    assert sorted(known) == sorted(index.postings) and len(head["passages"]) == len(index.passages)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_every_term_stands_in_the_piece_where_a_reader_looks_for_it(seed: int, read: Read) -> None:
    dice = random.Random(seed)
    letters = ["ab", "abc", "aሀ\U0001e900й", "abcdefghijklmnopqrstuvwxyz"][seed % 4]
    terms = {"".join(dice.choices(letters, k=dice.randint(1, 9))) for _ in range(dice.choice((0, 3, 400, 3000)))}
    postings = {term: tuple((number, dice.randint(1, STEPS)) for number in sorted(dice.sample(range(9000), dice.choices((1, 2, 30, 3000), (50, 30, 20, 1))[0])))
                for term in sorted(terms)}
    check(Index((PAGE,) * 40, postings, dict.fromkeys([*postings][::9], 999)), view(read({})))


def test_terms_that_begin_otherwise_leave_a_piece_as_it_is(read: Read) -> None:
    reader, terms = view(read({})), [f"{letter}{number:04}" for letter in "abc" for number in range(900)]
    before, after = (files(Index((PAGE,), dict.fromkeys(sorted(some), ((0, 1),))), reader) for some in (terms, [*terms, "b", "bx", "d0001"]))
    assert {path for path in before if before[path] != after.get(path)} <= {"search/index.js", "search/w-62.js", "search/v-62.js", "search/w-62-30.js"}


@pytest.mark.parametrize("words", [["x" * 5000], ["y" * 300], [f"{'z' * 200}{number:03}" for number in range(60)],
                                   [f"{'አ' * 80}{number:03}" for number in range(200)]])
def test_words_of_any_length_make_files_that_can_be_written(words: list[str], read: Read) -> None:
    check(build_index([text(" ".join(words))], Tables()), view(read({})))


def test_a_passage_is_given_as_it_is_whatever_its_letters(read: Read) -> None:
    strange = replace(PAGE, url="a.html", title='</script><script>"\\', summary="\u2028\u2029\n\x00\t", sections=(Section("i", "‮h", "é</SCRIPT>"),))
    found = check(build_index([strange, replace(PAGE, continued=True, sensitive=True)], Tables()), view(read({})))
    assert found["search/t-0.js"] == ["a.html", strange.title, "", "toolkit", 0, strange.summary, [["i", "‮h", "é</SCRIPT>"]]]
    assert found["search/t-1.js"][4] == 1 and found["search/index.js"]["passages"] == "01"


@pytest.mark.parametrize("language", ["en", "fr", "rw", "sw", "ar", "fa", "ru"])
def test_pieces_of_real_words_are_small(language: str, read: Read) -> None:
    texts = [text(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "docs" / language).rglob("*.md"))]
    index, reader = build_index(texts, read_tables(ROOT / f"docs/data/search/{language}.yml", language)), view(read({}))
    assert len(check(index, reader)["search/index.js"]["pieces"]) > 10
    sizes = [len(content) for path, content in files(index, reader).items() if "/w-" in path]
    assert max(sizes) <= 2 * MOST_CHARACTERS, sorted(sizes)[-5:]


@settings(max_examples=20)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), max_size=5))
def test_no_text_breaks_the_files(texts: list[str]) -> None:
    index = build_index(map(text, texts), Tables())
    assert all(term and not re.search(r"[ \n]", term) for term in index.postings)
    assert all(1 <= weight <= STEPS for postings in index.postings.values() for _passage, weight in postings)


def read_passages(catalogue: Catalogue, language: str = "en") -> list[Passage]:
    return list(passages(dict.fromkeys([*catalogue.documents, "unknown"], "<p>Text.</p>"), view(catalogue, language)))


def test_works_stand_in_the_order_of_their_publication_with_their_parts(read: Read) -> None:
    catalogue = read({
        "docs/en/new.md": work(published="2026-10-02"), "docs/en/older.md": work(published="2025-01-01"), "docs/en/about.md": page("About"),
        "docs/en/m/index.md": work("M", kind="manual", parts="[second, first]", published="2026-10-01"),
        "docs/en/m/first.md": page("First"), "docs/en/m/second.md": page("Second"), "docs/en/also.md": work(published="2025-01-01")})
    found = read_passages(catalogue)
    assert [passage.url for passage in found] == ["about.html", "also.html", "older.html", "m/index.html", "m/second.html", "m/first.html", "new.html"]
    assert [(passage.above, passage.kind) for passage in found if passage.url.startswith("m/")] == [("", "manual"), ("M", "manual"), ("M", "manual")]
    assert (found[0].kind, found[0].keywords, found[1].keywords) == ("", "", "Toolkit · Online safety · Organisers")
    assert next(passages({"new": "x"}, view(catalogue))).sections == (Section("", "", "x"),)


def test_what_a_reader_cannot_read_is_not_found(read: Read) -> None:
    catalogue = read({
        "docs/en/gone.md": work(withdrawn="Old."), "docs/rw/gone.md": edition("B"), "docs/en/a.md": work("A"), "docs/rw/a.md": edition("B", withdrawn="Nabi."),
        "docs/en/m/index.md": work("M", kind="manual", parts="[one, two]"), "docs/en/m/one.md": page("One", withdrawn="Wrong."),
        "docs/rw/m/one.md": edition("Rimwe"), "docs/en/m/two.md": page("Two"), "docs/rw/m/two.md": edition("Kabiri"),
        "docs/en/about.md": page("About", withdrawn="Old."), "docs/rw/about.md": edition("Ibyacu")})
    assert [passage.url for passage in read_passages(catalogue)] == ["a.html", "m/index.html", "m/two.html"]
    assert [(passage.url, passage.title, passage.above) for passage in read_passages(catalogue, "rw")] == [("rw/m/two.html", "Kabiri", "M")]


def test_a_sensitive_work_says_so_in_all_its_pages(read: Read) -> None:
    found = read_passages(read({"docs/en/m/index.md": work("M", kind="manual", parts="[one]", topics="[online-abuse]", **SENSITIVE),
                                "docs/en/m/one.md": page("One"), "docs/en/open.md": work("Open")}))
    assert {passage.url: passage.sensitive for passage in found} == {"m/index.html": True, "m/one.html": True, "open.html": False}
