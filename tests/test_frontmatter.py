"""Front matter: where it ends, what its values mean, and what is refused with which words."""

from __future__ import annotations

from typing import Any

import pytest

from ijwi.frontmatter import MAX_LINES, read, split

QUOTE = "Put text that contains `: ` or starts with a sign such as [ { & * ! | > @ ` in quotes."


def values(source: str) -> dict[str, Any]:
    front_matter, findings = read(source, "docs/en/x.md")
    assert findings == []
    assert front_matter is not None
    return front_matter.values


def refusal(source: str) -> str:
    front_matter, findings = read(source, "docs/en/x.md")
    assert front_matter is None
    [finding] = findings
    return str(finding)


@pytest.mark.parametrize(("text", "expected"), [
    ("---\ntitle: A\n---\nBody\n", ("title: A\n", "Body\n", 4)),
    ("---\ntitle: A\n---\n\nBody\n", ("title: A\n", "\nBody\n", 4)),
    ("---\ntitle: A\nsummary: B\n---\nBody\n", ("title: A\nsummary: B\n", "Body\n", 5)),
    ("---\ntitle: A\n---\n", ("title: A\n", "", 4)),
    ("---\ntitle: A\n---\nOne\n\n---\n\nTwo\n", ("title: A\n", "One\n\n---\n\nTwo\n", 4)),
    ("---\ntitle: Umutekano\n---\nMurakaza neza, أهلاً ۱۲۳\n", ("title: Umutekano\n", "Murakaza neza, أهلاً ۱۲۳\n", 4)),
    ("---\n---\nBody\n", ("", "Body\n", 3)),
    ("---\ntitle: |\n  A\n  ---\n---\nBody\n", ("title: |\n  A\n  ---\n", "Body\n", 6)),
], ids=["plain", "empty-line", "two-fields", "no-body", "rule-in-body", "scripts", "nothing-inside", "indented-dashes"])
def test_front_matter_ends_at_the_first_line_of_three_hyphens(text: str, expected: tuple[str, str, int]) -> None:
    assert split(text) == expected


def test_front_matter_may_end_the_file_without_a_last_line_end() -> None:
    assert split("---\ntitle: A\n---")[:2] == ("title: A\n", "")


@pytest.mark.parametrize("text", [
    "", "---", "---\n", "Hello\n", "# Hello\n\n---\n", "\n---\ntitle: A\n---\n", " ---\ntitle: A\n---\n",
    "---\ntitle: A\n", "---\ntitle: A\n----\n", "---\ntitle: A\n...\n", "----\ntitle: A\n---\n",
])
def test_a_page_without_both_lines_of_hyphens_has_no_front_matter(text: str) -> None:
    assert split(text) == (None, text, 1)


@pytest.mark.parametrize(("written", "meant"), [
    # What YAML 1.1 would turn into something else stays what was written.
    ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"), ("1:30", "1:30"), ("2026-11-22", "2026-11-22"),
    ("2026-11-22T14:30", "2026-11-22T14:30"), ("0x1F", "0x1F"), ("0o17", "0o17"), ("1_000", "1_000"), (".inf", ".inf"),
    (".nan", ".nan"), ("=", "="), ("1.2.3", "1.2.3"), ("tRUE", "tRUE"),
    # Numbers of YAML 1.2; leading zeros are not octal.
    ("90", 90), ("-5", -5), ("+5", 5), ("0777", 777), ("08", 8), ("1.5", 1.5), ("1.", 1.0), (".5", 0.5), ("1e3", 1000.0),
    # Numbers that are identifiers, and digits of other scripts, are text.
    ("12345678901234567890", "12345678901234567890"), ("+250788123456", 250788123456), ("+250 788 123 456", "+250 788 123 456"),
    ("٩٠", "٩٠"), ("۱۴۰۵", "۱۴۰۵"), ("१२", "१२"),
    ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
    ("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None), ("# only a remark", None),
    # Quotes make text of everything.
    ('"no"', "no"), ("'90'", "90"), ('"true"', "true"), ("''", ""), ('"~"', "~"), ('"a: b"', "a: b"), ("'it''s'", "it's"),
    ("R&D", "R&D"), ("50%", "50%"), ("C# is a language", "C# is a language"), ("Ubuntu n’umutekano", "Ubuntu n’umutekano"),
    ("حماية الهاتف", "حماية الهاتف"), ("امنیت آنلاین", "امنیت آنلاین"), ("\u200fمرحبا", "\u200fمرحبا"), ("😀", "😀"),
    ("[no, 1:30, 5]", ["no", "1:30", 5]), ("{of: en, review: no}", {"of": "en", "review": "no"}), ("[]", []), ("{}", {}),
])
def test_values_mean_what_they_look_like(written: str, meant: object) -> None:
    found = values(f"field: {written}\n")
    assert found == {"field": meant}
    assert type(found["field"]) is type(meant)


def test_block_scalars_and_block_lists_are_read() -> None:
    assert values("title: >\n  Two\n  lines\nsummary: |-\n  Kept\n  apart\nmaterials:\n- chalk\n-   no\n- 5\n") == {
        "title": "Two lines\n", "summary": "Kept\napart", "materials": ["chalk", "no", 5]}


@pytest.mark.parametrize(("written", "key"), [("no", "no"), ("5", "5"), ("true", "true"), ("~", "~"), ("1.5", "1.5")])
def test_keys_are_always_text(written: str, key: str) -> None:
    assert values(f"{written}: x\n") == {key: "x"}


def test_a_merge_key_merges_nothing() -> None:
    assert values("<<: {title: A}\n") == {"<<": {"title": "A"}}


@pytest.mark.parametrize("source", ["", "\n", "# only a remark\n", "\n\n# remark\n\n"])
def test_front_matter_without_a_field_is_empty_but_not_wrong(source: str) -> None:
    assert values(source) == {}


def test_a_byte_order_mark_at_the_start_is_not_part_of_the_first_key() -> None:
    assert values("\ufefftitle: A\n") == {"title": "A"}


def test_windows_and_old_mac_line_ends_separate_fields() -> None:
    assert values("title: A\r\nsummary: B\r\n") == values("title: A\rsummary: B\r") == {"title": "A", "summary": "B"}


def test_every_value_knows_its_line_in_the_file() -> None:
    front_matter, _ = read("title: A\n# remark\ntopics:\n  - one\n  - two\nedition:\n  of: en\nsources:\n"
                           "  - id: a\n    url: x\n  - id: b\n", "docs/en/x.md")
    assert front_matter is not None
    assert front_matter.lines == {
        (): 1, ("title",): 2, ("topics",): 4, ("topics", 0): 5, ("topics", 1): 6, ("edition",): 7, ("edition", "of"): 8,
        ("sources",): 9, ("sources", 0): 10, ("sources", 0, "id"): 10, ("sources", 0, "url"): 11, ("sources", 1): 12,
        ("sources", 1, "id"): 12}


@pytest.mark.parametrize(("location", "line"), [
    (("title",), 2), (("edition", "of"), 4), (("edition", "review"), 3), (("edition", "sections", "x"), 3),
    (("summary",), 1), ((), 1), (("title", 0), 2),
])
def test_a_value_that_is_missing_has_the_line_of_what_is_around_it(location: tuple[str | int, ...], line: int) -> None:
    front_matter, _ = read("title: A\nedition:\n  of: en\n", "docs/en/x.md")
    assert front_matter is not None
    assert front_matter.line(location) == line


@pytest.mark.parametrize(("source", "finding"), [
    ("title: A\nsummary: B\ntitle: C\n", "docs/en/x.md:4: front-matter: `title` is written twice. Keep one of the two lines."),
    ('title: A\n"title": C\n', "docs/en/x.md:3: front-matter: `title` is written twice. Keep one of the two lines."),
    ("edition:\n  of: en\n  of: rw\n", "docs/en/x.md:4: front-matter: `of` is written twice. Keep one of the two lines."),
    ("sources: [{id: a, id: b}]\n", "docs/en/x.md:2: front-matter: `id` is written twice. Keep one of the two lines."),
], ids=["top", "quoted", "nested", "in-list"])
def test_a_key_may_be_written_once(source: str, finding: str) -> None:
    assert refusal(source) == finding


@pytest.mark.parametrize("source", ["a: &x 1\n", "a: &x [1]\nb: *x\n", "a: *x\n", "*x : 1\n", "&x a: 1\n", "<<: *x\n"])
def test_anchors_and_aliases_are_refused(source: str) -> None:
    assert refusal("title: A\n" + source) == (
        "docs/en/x.md:3: front-matter: `&` and `*` at the start of a value have a special meaning in YAML. "
        "Put the value in quotes, or write it out.")


def test_aliases_that_would_multiply_are_refused_before_they_do() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert refusal(bomb).startswith("docs/en/x.md:2: front-matter: `&` and `*` at the start of a value")


@pytest.mark.parametrize("source", [
    "a: !x y\n", "a: !!str 5\n", "a: !!python/object/apply:os.system [ls]\n", "a: !<tag:yaml.org,2002:int> 3\n", "a: !\n",
    "a: !ENV [HOME, x]\n", "!!map {a: b}\n",
])
def test_tags_are_refused(source: str) -> None:
    assert refusal(source) == ("docs/en/x.md:2: front-matter: `!` at the start of a value has a special meaning in YAML. "
                               "Put the value in quotes.")


@pytest.mark.parametrize("depth", [1, 6])
def test_values_may_be_nested_six_deep(depth: int) -> None:
    assert values(f"a: {'[' * depth}{']' * depth}\n")


@pytest.mark.parametrize(("source", "line"), [
    (f"a: {'[' * 7}{']' * 7}\n", 2),
    (f"title: A\na: {'[' * 100}{']' * 100}\n", 3),
    ("".join(f"{'  ' * depth}k:\n" for depth in range(9)), 9),
    (f"title: A\na: {'[' * 1200}{']' * 1200}\n", 3),
    (f"title: A\na: {'{a: ' * 1200}b{'}' * 1200}\n", 3),
], ids=["seven", "hundred", "mappings", "past-the-stack", "mappings-past-the-stack"])
def test_deeper_values_are_refused(source: str, line: int) -> None:
    assert refusal(source) == f"docs/en/x.md:{line}: front-matter: values are nested more than 6 deep."


def test_front_matter_may_have_as_many_lines_as_the_limit_and_no_more() -> None:
    assert values("# x\n" * (MAX_LINES - 1) + "title: A\n") == {"title": "A"}
    assert refusal("# x\n" * MAX_LINES + "title: A\n") == (
        "docs/en/x.md:402: front-matter: the front matter is longer than 400 lines. Move text into the page itself.")


@pytest.mark.parametrize("source", ["- a\n- b\n", "Just words\n", "~\n", "[a, b]\n", "5\n", "title:\u00a0A\n"])
def test_front_matter_that_is_not_keys_and_values_is_refused(source: str) -> None:
    assert refusal(source) == "docs/en/x.md:2: front-matter: front matter must be lines of `key: value`."


@pytest.mark.parametrize("source", ["? [a]\n: b\n", "{a: b}: c\n", "[a, b]: c\n"])
def test_a_key_that_is_not_a_word_is_refused(source: str) -> None:
    assert refusal("title: A\n" + source) == "docs/en/x.md:3: front-matter: a key must be one word."


@pytest.mark.parametrize(("source", "line", "problem"), [
    ("title: Safety: first steps\n", 2, "mapping values are not allowed here"),
    ("title: A\nsummary: B\n  more: C\n", 4, "mapping values are not allowed here"),
    ("title: A\nmaterials:\n\t- chalk\n", 4, "found character '\\t' that cannot start any token"),
    ("\ttitle: A\n", 2, "found character '\\t' that cannot start any token"),
    ("title: @home\n", 2, "found character '@' that cannot start any token"),
    ("title: `code`\n", 2, "found character '`' that cannot start any token"),
    ("title: %5\n", 2, "found character '%' that cannot start any token"),
    ("title: **bold**\n", 2, "expected alphabetic or numeric character, but found '*'"),
    ("title: - A\n", 2, "sequence entries are not allowed here"),
    ("title: [A\n", 3, "expected ',' or ']', but got '<stream end>'"),
    ("title: {A\n", 3, "expected ',' or '}', but got '<stream end>'"),
    ('title: "A\nsummary: B\n', 4, "found unexpected end of stream"),
    ("title: A\nحماية\nsummary: B\n", 4, "could not find expected ':'"),
    ("title: A\n--- \nsummary: B\n", 3, "but found another document"),
    ("title: A\n...\nsummary: B\n", 4, "expected '<document start>', but found '<block mapping start>'"),
    ("%YAML 2.0\n---\ntitle: A\n", 2, "found incompatible YAML document (version 1.* is required)"),
], ids=["colon", "indent", "tab-list", "tab-start", "at", "backquote", "percent", "stars", "dash", "bracket",
        "brace", "quote", "stray-word", "document", "dots", "directive"])
def test_broken_yaml_is_said_with_its_line_and_how_to_mend_it(source: str, line: int, problem: str) -> None:
    assert refusal(source) == f"docs/en/x.md:{line}: front-matter: this is not valid YAML: {problem}. {QUOTE}"


@pytest.mark.parametrize(("character", "code"), [("\0", "0000"), ("\a", "0007"), ("\x1b", "001b"), ("\x7f", "007f"), ("\ufffe", "fffe")])
def test_control_characters_are_refused(character: str, code: str) -> None:
    assert refusal(f"title: A{character}B\n") == (
        f"docs/en/x.md:1: front-matter: this is not valid YAML: unacceptable character #x{code}: "
        "special characters are not allowed. Remove control characters.")


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\x1b", r"\ud800", r"\uFFFE"])
def test_control_characters_do_not_come_in_by_an_escape(escape: str) -> None:
    assert refusal(f'summary: A\ntitle: "A{escape}B"\n') == (
        "docs/en/x.md:3: front-matter: a value holds a character that cannot be shown. Remove it.")


@pytest.mark.parametrize("escape", [r"\0", r"\ud800"])
def test_control_characters_do_not_come_in_by_an_escape_in_a_key(escape: str) -> None:
    assert refusal(f'summary: A\n"A{escape}B": C\n').startswith("docs/en/x.md:3: front-matter: ")
    assert refusal(f'edition:\n  sections: {{"{escape}": x}}\n').startswith("docs/en/x.md:3: front-matter: ")
