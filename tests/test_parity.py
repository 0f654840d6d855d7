"""What an edition must have of its source, section by section, and how a finding says it."""

from __future__ import annotations

import pytest

from ijwi.glossary import Term
from ijwi.parity import compare, refused_words, source_words
from ijwi.sections import split

SOURCE = """## Lock it {#lock}

Choose a PIN. See [the plan](plan.md#a) and [@who-2020], dial `*#06#`.

- One
- Two
    1. Inner

![A phone](phone.png)

## Share {#share}

Ask first.

- [ ] [Name] signs: ____
"""
EDITION = """## Funga {#lock}

Hitamo PIN. Reba [umugambi](plan.md#a) na [@who-2020], mukande `*#06#`.

- Rimwe
- Kabiri
    1. Imbere

![Telefoni](phone.png)

## Sangiza {#share}

Banza ubaze.

- [ ] [Izina] asinya: ____
"""


def said(edition: str, followed: tuple[str, ...] = ("lock", "share")) -> list[str]:
    return [str(finding) for finding in compare(split(SOURCE), split(edition), "docs/rw/a.md", 10, set(followed))]


def test_an_edition_that_has_all_has_no_finding() -> None:
    assert said(EDITION) == []


@pytest.mark.parametrize(("old", "new", "findings"), [
    ("(plan.md#a)", "(other.md)", ["10: parity: the links in `lock` are not those of the source; missing: plan.md#a; "
                                   "more than there: other.md. Keep them as they are in the source."]),
    (" na [@who-2020]", "", ["10: parity: the references in `lock` are not those of the source; missing: [@who-2020]. "
                             "Keep them as they are in the source."]),
    ("`*#06#`", "*#06#", ["10: parity: the codes in `lock` are not those of the source; missing: `*#06#`. "
                          "Keep them as they are in the source."]),
    ("![Telefoni](phone.png)", "", ["10: parity: the images in `lock` are not those of the source; missing: phone.png. "
                                    "Keep them as they are in the source."]),
    ("- Kabiri\n", "", ["10: parity: `lock` has 2 list items, the source 3. Translate each of them, in its own item."]),
    ("[Izina]", "Izina", ["20: parity: `share` has 0 places in [brackets], the source 1. "
                          "Keep each of them; the words in brackets are translated."]),
    ("____", "", ["20: parity: `share` has 0 blanks, the source 1. "
                  "Keep each of them; the words in brackets are translated."]),
    ("## Sangiza {#share}", "### Sangiza {#share}", ["20: parity: the heading `share` has 3 `#`, in the source it has 2. "
                                                     "Write as many as there."]),
    ("## Sangiza {#share}\n\nBanza ubaze.\n\n- [ ] [Izina] asinya: ____\n", "", [
        "1: parity: the section `share` of the source is missing here. Translate it, under a heading that ends with `{#share}`."]),
    ("asinya: ____\n", "asinya: ____\n\n## Ikindi {#more}\n", [
        "26: parity: the source has no section `more`. Give the heading the source's id, or say in `adapted:` why it is "
        "needed and move it into a section that the source has."]),
])
def test_what_is_missing_is_said_with_its_line(old: str, new: str, findings: list[str]) -> None:
    assert old in EDITION
    assert said(EDITION.replace(old, new)) == [f"docs/rw/a.md:{finding}" for finding in findings]


def test_a_section_that_is_behind_is_not_compared() -> None:
    assert said(EDITION.replace("(plan.md#a)", "(other.md)"), followed=("share",)) == []


def test_more_codes_than_the_source_are_allowed() -> None:
    assert said(EDITION.replace("mukande", "mukande `é` cyangwa")) == []


@pytest.mark.parametrize(("mine", "left"), [
    ("Mbere: never read a code to anybody who calls you today", "never read a code to anybody who calls"),
    ("never read a code to anybody who", ""),
    ("“never read a code to anybody who calls you”", ""),
    ("`never read a code to anybody who calls you`", ""),
])
def test_words_of_the_source_that_were_left_in_place_are_found(mine: str, left: str) -> None:
    assert source_words("Always: never read a code to anybody who calls you.", mine) == left


def test_commands_in_a_block_of_code_are_no_untranslated_text() -> None:
    block = "```sh\npython scripts/new.py centre our library with all its languages\n```\n"
    assert source_words(f"Type:\n\n{block}", f"Mwandike:\n\n{block}") == ""
    after = "never read a code to anybody who calls you"
    assert source_words(f"{block}{after}", f"{block}{after}") == "never read a code to anybody who calls"


def test_names_in_a_row_are_no_untranslated_text() -> None:
    names = "Women Learning Partnership Save Generations Organization Urgent Action Fund Africa"
    assert source_words(names, names) == ""


def test_a_refused_word_is_a_notice_with_the_agreed_one() -> None:
    glossary = {"malware": Term(term="porogaramu yangiza", definition="", variants=("virusi",)), "link": Term(term="linki", definition="")}
    [finding] = refused_words(split("## A {#a}\n\nHari virusi, `virusi`.\n"), glossary, "docs/rw/a.md", 8)
    assert finding.notice
    assert str(finding) == ("docs/rw/a.md:8: glossary: “virusi” in `a`: for `malware` another word was agreed. "
                            "Where it means that, write “porogaramu yangiza”.")
