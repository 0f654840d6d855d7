"""Currency by section: an edition is never called up to date with a text that it did not translate."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ijwi import sections

BODY = "Lead.\n\n## First {#first}\n\nOne.\n\n```\n## No heading {#no}\n```\n\n### Second {#second .wide}\n\nTwo.\n"


def test_a_section_goes_from_its_heading_to_the_next() -> None:
    assert [(section.id, section.level, section.heading, section.line) for section in sections.split(BODY)] == [
        ("lead", 0, "", 1), ("first", 2, "First", 3), ("second", 3, "Second", 11)]
    assert "## No heading" in sections.split(BODY)[1].text


@pytest.mark.parametrize(("line", "found"), [
    ("## A {#a}", ("a", "A")), ("##   A   { #a }  ", ("a", "A")), ("## A {: #a .b }", ("a", "A")), ("## A ##", ("", "A")),
    ("## كيف نبدأ {#start}", ("start", "كيف نبدأ")), ("## A", ("", "A")), ("   ## A {#a}", ("a", "A")),
])
def test_headings_are_recognised(line: str, found: tuple[str, str]) -> None:
    [section] = sections.split(line)
    assert (section.id, section.heading) == found


@pytest.mark.parametrize("line", ["    ## code {#a}", "#hashtag", "Not ## a heading", "####### seven {#a}"])
def test_what_looks_like_a_heading_is_not_one(line: str) -> None:
    assert [section.id for section in sections.split(line)] == ["lead"]


@pytest.mark.parametrize("fence", ["```", "~~~", "`````"])
def test_a_fence_ends_only_with_its_own_kind(fence: str) -> None:
    body = f"## A {{#a}}\n\n{fence} text\n## x {{#x}}\n~~\n``\n{fence}\n\n## B {{#b}}\n"
    assert [section.id for section in sections.split(body)] == ["a", "b"]


def test_a_digest_does_not_see_white_space_and_is_never_a_number() -> None:
    assert sections.digest("a", "b  c\nd") == sections.digest(" a ", "b c d")
    assert sections.digest("a b") != sections.digest("a", "b")
    assert all(re.fullmatch("[a-p]{10}", sections.digest(str(number))) for number in range(200))


def test_marks_stand_in_their_sections_and_a_recalled_text_is_gone() -> None:
    marked = sections.mark(BODY, {"first": "recalled", "second": "behind", "lead": "behind"})
    assert "One." not in marked
    assert "No heading" not in marked
    assert [line for line in marked.split("\n") if line] == [
        "Lead.", "## First {#first}", "[section:recalled:first]", "### Second {#second .wide}", "[section:behind:second]", "Two."]
    assert sections.mark(BODY, {}) == BODY


def test_a_recalled_lead_is_gone_too() -> None:
    assert "Lead." not in sections.mark(BODY, {"lead": "recalled"})


def test_headings_without_id_and_with_a_used_one_are_said() -> None:
    found = sections.problems(sections.split("## A\n## B {#b}\n## C {#b}\n## D {#lead}\n"))
    assert [(section.line, message) for section, message, _hint in found] == [
        (1, "the heading “A” has no id."), (3, "the id `b` is used twice."), (4, "the id `lead` has a meaning of its own.")]


Text = st.text(st.sampled_from("ab c.\n"), min_size=0, max_size=12)
Page = dict[str, str]


def body(page: Page) -> str:
    return "\n".join(f"## {text.split(chr(10))[0] or 'x'} {{#{name}}}\n\n{text}\n" for name, text in page.items())


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, int, int, str]]:
    kinds = st.sampled_from(["reword", "move", "rename", "split", "merge", "delete", "insert"])
    return draw(st.lists(st.tuples(kinds, st.integers(0, 9), st.integers(0, 9), Text), max_size=8))


def edited(page: Page, changes: list[tuple[str, int, int, str]]) -> Page:
    """A page after some edits of the kinds that people make."""
    items = list(page.items())
    for step, (kind, first, second, text) in enumerate(changes):
        if kind == "insert":
            items.insert(first % (len(items) + 1), (f"new{step}", text))
        if not items or kind == "insert":
            continue
        here, there = first % len(items), second % len(items)
        name, old = items[here]
        if kind == "reword":
            items[here] = (name, text)
        elif kind == "move":
            items.insert(there, items.pop(here))
        elif kind == "rename":
            items[here] = (f"{name}r{step}", old)
        elif kind == "delete":
            items.pop(here)
        elif kind == "split":
            items[here:here + 1] = [(name, old[:len(old) // 2]), (f"split{step}", old[len(old) // 2:])]
        elif kind == "merge" and here != there:
            items[here] = (name, old + "\n" + items[there][1])
            items.pop(there)
    return dict(items)


@settings(max_examples=400, deadline=None, database=None, derandomize=True)
@given(st.dictionaries(st.sampled_from("pqrstuv"), Text, min_size=1, max_size=6), edits())
def test_no_edit_of_a_source_leaves_a_changed_section_up_to_date_or_marks_an_unchanged_one(page: Page, changes: list[tuple[str, int, int, str]]) -> None:
    translated = sections.body_digests(body(page))
    now = edited(page, changes)
    behind = sections.behind(sections.body_digests(body(now)), translated)

    def same(name: str) -> bool:
        return name in page and name in now and page[name].split() == now[name].split() \
            and (page[name].split("\n")[0] or "x").split() == (now[name].split("\n")[0] or "x").split()

    for name in {*page, *now}:
        assert (name not in behind) == same(name), name


def test_headings_get_lasting_ids_of_their_words_unique_in_the_work() -> None:
    body = "## Agree who may see the photo!\n\n## Été à Kigali {#keep}\n\n```\n## no\n```\n\n## Keep\n\n## كيف نبدأ\n\n## كيف\n\n## Plan ##\n"
    assert sections.with_ids(body, {"keep", "plan"}) == (
        "## Agree who may see the photo! {#agree-who-may-see-the}\n\n## Été à Kigali {#keep}\n\n```\n## no\n```\n\n"
        "## Keep {#keep-2}\n\n## كيف نبدأ {#section}\n\n## كيف {#section-2}\n\n## Plan ## {#plan-2}\n")
    assert sections.with_ids(sections.with_ids(body, set()), set()) == sections.with_ids(body, set())
