"""The catalogue: what is read from a folder of pages, and every finding on the way."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from conftest import CONFIG, VOCABULARY, Tree, edition, homes, page, work, write_tree
from ijwi.addresses import RESERVED
from ijwi.catalogue import read_catalogue
from ijwi.languages import read_languages
from ijwi.pagefiles import read_page
from ijwi.records import Catalogue, Part, Work
from ijwi.vocabulary import read_vocabulary

LANGUAGES = read_languages(yaml.safe_load(CONFIG)["extra"]["languages"])
NO_FRONT_MATTER = ("front-matter: the page must begin with its front matter. "
                   "Start with a line `---`, then `title: …`, and end it with another line `---`.")
NOT_UTF_8 = "encoding: this file is not written in UTF-8. Save it again with the encoding UTF-8."
NAME = "may only have small letters, digits and hyphens. For example `stay-safe-online.md`."
TAKEN = "itself (a language or a page that it makes). Rename the file or folder."
MISPLACED = "folder: a page must stand in the folder of its language. Move it to docs/en/."

Read = Callable[..., tuple[Catalogue, list[str]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a small centre's pages: the catalogue, and the findings as they are printed."""
    def of(tree: Tree, day: datetime.date | None = None) -> tuple[Catalogue, list[str]]:
        root = write_tree(tmp_path, {"docs/data/vocabulary.yml": VOCABULARY, **homes("en", "rw", "ar"), **tree})
        vocabulary = read_vocabulary(root / "docs/data/vocabulary.yml", "docs/data/vocabulary.yml")
        catalogue, findings = read_catalogue(root / "docs", LANGUAGES, vocabulary, day)
        return catalogue, [str(finding) for finding in findings]
    return of


@pytest.fixture
def said(read: Read) -> Callable[[Tree], list[str]]:
    """The findings of a small centre."""
    return lambda tree: read(tree)[1]


Said = Callable[[Tree], list[str]]


# What is read

def test_a_sound_centre_has_no_findings_and_every_page_in_its_place(read: Read) -> None:
    catalogue, findings = read({
        "docs/en/about.md": page("About"), "docs/rw/about.md": edition("Ibyacu"),
        "docs/en/toolkits/b.md": work("B"), "docs/en/toolkits/a.md": work("A"), "docs/ar/toolkits/a.md": edition("أ"),
        "docs/en/manuals/m/index.md": work("M", kind="manual", parts="[second, more/first]"),
        "docs/en/manuals/m/second.md": page("Second"), "docs/en/manuals/m/more/first.md": page("First"),
        "docs/rw/manuals/m/second.md": edition("Icya kabiri"),
    })
    assert findings == []
    assert [entry.path for entry in catalogue.works] == ["manuals/m/index", "toolkits/a", "toolkits/b"]
    assert [entry.path for entry in catalogue.plain_pages] == ["about", "index"]
    manual = catalogue.documents["manuals/m/index"]
    assert isinstance(manual, Work)
    assert [(part.name, part.work) for part in manual.parts] == [("second", "manuals/m/index"), ("more/first", "manuals/m/index")]
    assert {path: list(document.editions) for path, document in catalogue.documents.items()} == {
        "about": ["en", "rw"], "index": ["en", "rw", "ar"], "toolkits/a": ["en", "ar"], "toolkits/b": ["en"],
        "manuals/m/index": ["en"], "manuals/m/second": ["en", "rw"], "manuals/m/more/first": ["en"]}


def test_an_edition_is_what_its_file_says(read: Read) -> None:
    catalogue, findings = read({
        "docs/en/toolkits/a.md": work(objectives="[one]", materials="[x, y]"),
        "docs/rw/toolkits/a.md": edition("Kwirinda", review="human", summary="Uko wirinda.", updated="2026-10-02",
                                         neutral_title="Urutonde", objectives="[rimwe]", materials="[a, b]")})
    assert findings == []
    found = catalogue.documents["toolkits/a"].editions["rw"]
    assert (found.language, found.path, found.file, found.url) == (
        "rw", "toolkits/a", "rw/toolkits/a.md", "rw/toolkits/a.html")
    assert (found.title, found.summary, found.updated, found.neutral_title) == (
        "Kwirinda", "Uko wirinda.", datetime.date(2026, 10, 2), "Urutonde")
    assert (found.objectives, found.materials, found.review, found.is_source) == (("rimwe",), ("a", "b"), "human", False)
    source = catalogue.documents["toolkits/a"].source_edition
    assert (source.file, source.url, source.review, source.is_source) == (
        "en/toolkits/a.md", "toolkits/a.html", "source", True)


def test_a_work_may_have_its_source_edition_in_any_language(read: Read) -> None:
    catalogue, findings = read({"docs/rw/toolkits/a.md": work("Isoko"), "docs/en/toolkits/a.md": edition("Market", of="rw"),
                                "docs/ar/toolkits/a.md": edition("سوق", of="rw")})
    assert findings == []
    assert catalogue.documents["toolkits/a"].source == "rw"
    assert list(catalogue.documents["toolkits/a"].editions) == ["en", "rw", "ar"], "in the order of the languages"


def test_a_page_below_a_work_is_its_part_and_one_with_a_kind_is_a_work_of_its_own(read: Read) -> None:
    catalogue, findings = read({
        "docs/en/campaigns/c/index.md": work("C", parts="[a, deep/index]"), "docs/en/campaigns/c/a.md": page("A"),
        "docs/en/campaigns/c/deep/index.md": page("Deep"), "docs/en/campaigns/c/own.md": work("Own"),
        "docs/en/campaigns/other.md": work("Other"), "docs/en/campaigns/plain.md": page("Plain")})
    assert findings == []
    kinds = {path: type(document).__name__ for path, document in catalogue.documents.items() if path != "index"}
    assert kinds == {"campaigns/c/index": "Work", "campaigns/c/a": "Part", "campaigns/c/deep/index": "Part",
                     "campaigns/c/own": "Work", "campaigns/other": "Work", "campaigns/plain": "Document"}


def test_a_folder_whose_index_is_no_work_holds_pages_of_their_own(read: Read) -> None:
    catalogue, findings = read({"docs/en/about/index.md": page("About"), "docs/en/about/team.md": page("Team")})
    assert findings == []
    assert [entry.path for entry in catalogue.plain_pages] == ["about/index", "about/team", "index"]
    assert not isinstance(catalogue.documents["about/team"], Part)


def test_the_nearest_work_around_a_page_owns_it(read: Read) -> None:
    catalogue, findings = read({
        "docs/en/m/index.md": work(), "docs/en/m/inner/index.md": work(parts="[a]"), "docs/en/m/inner/a.md": page()})
    assert findings == []
    part = catalogue.documents["m/inner/a"]
    assert isinstance(part, Part)
    assert (part.work, part.name) == ("m/inner/index", "a")


def test_the_home_page_makes_no_part_of_other_pages(read: Read) -> None:
    catalogue, findings = read({"docs/en/index.md": work("Home"), "docs/en/about.md": page("About")})
    assert findings == []
    assert [entry.path for entry in catalogue.plain_pages] == ["about"]


def test_the_day_of_the_catalogue_is_the_newest_date_in_the_content(read: Read) -> None:
    tree = {**{name: text.replace("2026-11-22", "2025-01-01") for name, text in homes("en", "rw", "ar").items()},
            "docs/en/toolkits/a.md": work(published="2026-01-02", updated="2025-01-01")}
    assert read(tree)[0].day == datetime.date(2026, 1, 2)
    assert read({**tree, "docs/rw/toolkits/a.md": edition("A", updated="2026-03-04")})[0].day == datetime.date(2026, 3, 4)
    assert read(tree, datetime.date(2024, 5, 6))[0].day == datetime.date(2024, 5, 6), "unless the build is told its day"


def test_a_centre_without_pages_has_a_day_too(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    root = write_tree(tmp_path, {"vocabulary.yml": VOCABULARY})
    catalogue, findings = read_catalogue(root / "docs", LANGUAGES, read_vocabulary(root / "vocabulary.yml", "v"))
    assert (findings, catalogue.day, catalogue.documents) == ([], datetime.date(1970, 1, 1), {})


@pytest.mark.parametrize("written", [
    work().encode(), work().encode("utf-8-sig"), work().replace("\n", "\r\n").encode(), work().replace("\n", "\r").encode(),
    work().replace("\n", "\r\n").encode("utf-8-sig"), work().rstrip().encode(), work().replace("Hello.", "").encode(),
    work().replace("Hello.", "---\nno: yes\n---").encode(), work().replace("title: ", "title:   # remark\n  ").encode(),
], ids=["unix", "bom", "windows", "old-mac", "windows-bom", "no-last-line-end", "no-body", "rules-in-body", "remark"])
def test_pages_are_read_however_an_editor_wrote_them(written: bytes, read: Read) -> None:
    catalogue, findings = read({"docs/en/toolkits/a.md": written})
    assert findings == []
    assert catalogue.documents["toolkits/a"].source_edition.title == "Stay safe"


def test_a_page_is_given_with_unix_line_ends_and_the_line_of_its_body(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("---\r\ntitle: A\r\n---\r\n\r\nUbuntu\rحماية\n".encode("utf-8-sig"))
    assert read_page(file) == ("title: A\n", "\nUbuntu\nحماية\n", 4)


def test_a_folder_that_is_named_like_a_page_is_no_page(said: Said) -> None:
    assert said({"docs/en/notes.md/picture.png": b"\x89PNG"}) == []


def test_files_that_are_no_pages_are_left_alone(said: Said) -> None:
    assert said({"docs/en/toolkits/picture.png": b"\x89PNG", "docs/en/toolkits/Sheet 1.csv": "a,b\n", "docs/data/x.csv": "a\n",
                 "docs/assets/pictures/a.svg": "<svg/>", "docs/robots.txt": "x\n", "docs/rw/.gitkeep": b""}) == []


# Files and folders

@pytest.mark.parametrize(("content", "line", "finding"), [
    (b"", 1, NO_FRONT_MATTER), (b"\n", 1, NO_FRONT_MATTER), (b"\xef\xbb\xbf", 1, NO_FRONT_MATTER),
    (b"# Hello\n", 1, NO_FRONT_MATTER), (b"---\n---\nHello\n", 1, NO_FRONT_MATTER), (b"---\ntitle: A\n", 1, NO_FRONT_MATTER),
    (b"\n---\ntitle: A\n---\n", 1, NO_FRONT_MATTER), (b"title: A\n---\n", 1, NO_FRONT_MATTER),
    (b"+++\ntitle = 1\n+++\n", 1, NO_FRONT_MATTER), (b"\0\0\0\0", 1, NO_FRONT_MATTER),
    (b"---\ntitle: \xe9t\xe9\n---\n", 2, NOT_UTF_8), (b"---\r\ntitle: A\r\n---\r\n\r\n\xff\r\n", 5, NOT_UTF_8),
    ("---\ntitle: A\n---\n".encode("utf-16"), 1, NOT_UTF_8), ("---\ntitle: حماية\n---\n".encode("cp1256"), 2, NOT_UTF_8),
    (b"---\ntitle: A\n---\n\xed\xa0\x80", 4, NOT_UTF_8), (b"---\ntitle: A\n---\n\xc3", 4, NOT_UTF_8),
    (b"---\ntitle: A\0B\n---\n", 1, "front-matter: this is not valid YAML: unacceptable character #x0000: "
                                    "special characters are not allowed. Remove control characters."),
    (b"---\ntitle: Safety: first\n---\n", 2,
     "front-matter: this is not valid YAML: mapping values are not allowed here. "
     "Put text that contains `: ` or starts with a sign such as [ { & * ! | > @ ` in quotes."),
    (b"---\n- title\n---\n", 2, "front-matter: front matter must be lines of `key: value`."),
    (b"---\r\ntitle: A\r\ntitle: B\r\n---\r\n", 3, "front-matter: `title` is written twice. Keep one of the two lines."),
    (b"---\ntitle: !!python/name:os.system x\n---\n", 2,
     "front-matter: `!` at the start of a value has a special meaning in YAML. Put the value in quotes."),
])
def test_a_file_that_cannot_be_read_is_said_once(content: bytes, line: int, finding: str, said: Said) -> None:
    assert said({"docs/en/toolkits/a.md": content}) == [f"docs/en/toolkits/a.md:{line}: {finding}"]


def test_the_line_of_a_wrong_byte_is_right_behind_a_byte_order_mark(said: Said) -> None:
    assert said({"docs/en/a.md": b"\xef\xbb\xbf---\ntitle: A\n---\n\xe9t\xe9\n"}) == [f"docs/en/a.md:4: {NOT_UTF_8}"]


def test_a_page_of_remarks_alone_misses_everything(said: Said) -> None:
    assert said({"docs/en/a.md": b"---\n# to do\n---\n"}) == [
        "docs/en/a.md:1: missing: `summary` is missing. Add a line such as "
        "`summary: Seven habits that protect you, your phone and your group.`.",
        "docs/en/a.md:1: missing: `title` is missing. Add a line such as `title: Stay safe online`.",
        "docs/en/a.md:1: missing: `updated` is missing. Add a line such as `updated: 2026-11-22`."]


@pytest.mark.parametrize(("file", "name"), [
    ("docs/en/Stay.md", "Stay"), ("docs/en/stay_safe.md", "stay_safe"), ("docs/en/stay safe.md", "stay safe"),
    ("docs/en/v1.2.md", "v1.2"), ("docs/en/a--b.md", "a--b"), ("docs/en/-a.md", "-a"), ("docs/en/a-.md", "a-"),
    ("docs/rw/Inama/a.md", "Inama"), ("docs/ar/حماية.md", "حماية"), ("docs/en/١٢.md", "١٢"), ("docs/en/été.md", "été"),
    ("docs/en/.#a.md", ".#a"), ("docs/en/._a.md", "._a"), ("docs/en/a'b.md", "a'b"),
])
def test_a_name_has_small_letters_digits_and_hyphens(file: str, name: str, said: Said) -> None:
    assert said({file: page()}) == [f"{file}:1: path: the name `{name}` {NAME}"]


@pytest.mark.parametrize("name", ["a", "stay-safe-online", "2026", "a1-b2", "x/y/z"])
def test_good_names_are_accepted(name: str, said: Said) -> None:
    assert said({f"docs/en/{name}.md": page()}) == []


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_page_may_not_stand_where_the_site_puts_its_own(name: str, said: Said) -> None:
    finding = f"path: the site uses the address `{name}` {TAKEN}"
    assert said({f"docs/en/{name}.md": page(), f"docs/rw/{name}/a.md": page()}) == [
        f"docs/en/{name}.md:1: {finding}", f"docs/rw/{name}/a.md:1: {finding}"]


@pytest.mark.parametrize("language", ["en", "rw", "ar"])
def test_the_first_segment_may_not_be_the_code_of_a_language(language: str, said: Said) -> None:
    finding = f"path: the site uses the address `{language}` {TAKEN}"
    assert said({f"docs/en/{language}/a.md": page(), f"docs/ar/{language}.md": page()}) == [
        f"docs/ar/{language}.md:1: {finding}", f"docs/en/{language}/a.md:1: {finding}"]


def test_a_language_code_or_a_reserved_word_further_down_is_a_good_name(said: Said) -> None:
    assert said({"docs/en/toolkits/rw.md": page(), "docs/en/toolkits/search/ar.md": page(), "docs/en/fr.md": page()}) == []


def test_pages_outside_the_folders_of_languages_are_misplaced(said: Said) -> None:
    assert said({"docs/README.md": "# Hello\n", "docs/data/notes.md": page(), "docs/toolkits/deep/a.md": page(),
                 "docs/toolkits/b.md": page()}) == [
        f"docs/README.md:1: {MISPLACED}", f"docs/data/notes.md:1: {MISPLACED}", f"docs/toolkits/b.md:1: {MISPLACED}",
        f"docs/toolkits/deep/a.md:1: {MISPLACED}"]


@pytest.mark.parametrize("folder", ["fa", "pt-BR", "pt_BR", "zh-Hant", "ckb-IQ"])
def test_a_folder_of_a_language_that_the_centre_does_not_have_is_said_once(folder: str, said: Said) -> None:
    assert said({f"docs/{folder}/index.md": page(), f"docs/{folder}/toolkits/a.md": work()}) == [
        f"docs/{folder}:1: folder: `{folder}` looks like a language, but is none of this centre's. "
        f"Add a line `{folder}:` to `extra.languages` in mkdocs.yml, or rename the folder."]


# Editions and their sources

def test_an_edition_without_its_source_edition_is_said_at_the_line_of_its_source(said: Said) -> None:
    assert said({"docs/rw/toolkits/a.md": edition("A"), "docs/ar/toolkits/a.md": page(edition="\n  review: human\n  of: en")}) == [
        "docs/ar/toolkits/a.md:7: source: the source edition does not exist: there is no docs/en/toolkits/a.md. "
        "Correct `of:`, or rename this file as its source is named.",
        "docs/rw/toolkits/a.md:5: source: the source edition does not exist: there is no docs/en/toolkits/a.md. "
        "Correct `of:`, or rename this file as its source is named."]


@pytest.mark.parametrize("written", ["", "en", "[en]", "{review: machine}", "{of: }"])
def test_an_edition_without_a_source_that_names_none_is_said(written: str, said: Said) -> None:
    assert said({"docs/rw/a.md": page(edition=written)}) == [
        "docs/rw/a.md:5: source: the source edition does not exist: there is no docs/…/a.md. "
        "Correct `of:`, or rename this file as its source is named."]


def test_an_edition_of_another_source_than_the_one_there_is_is_said(read: Read) -> None:
    catalogue, findings = read({"docs/en/a.md": page(), "docs/rw/a.md": edition("A", of="ar")})
    assert findings == ["docs/rw/a.md:5: source: the source edition of this page is `en`, not `ar`. Write `of: en`."]
    assert list(catalogue.documents["a"].editions) == ["en"]


def test_a_second_source_edition_is_said_and_the_first_language_has_it(read: Read) -> None:
    catalogue, findings = read({"docs/ar/a.md": page("C"), "docs/rw/a.md": page("B"), "docs/en/a.md": page("A")})
    add = "Add `edition:` with `of: en` and `review: machine`, `human` or `reviewed`."
    assert findings == [
        f"docs/ar/a.md:1: source: en/a.md is already the source edition of this page. {add}",
        f"docs/rw/a.md:1: source: en/a.md is already the source edition of this page. {add}"]
    assert catalogue.documents["a"].source_edition.title == "A"


@pytest.mark.parametrize("broken", [b"---\ntitle: a: b\n---\n", b"", b"---\ntitle: \xff\n---\n"],
                         ids=["yaml", "empty", "encoding"])
def test_editions_are_not_told_that_a_source_is_missing_which_is_there_but_broken(broken: bytes, said: Said) -> None:
    findings = said({"docs/en/a.md": broken, "docs/rw/a.md": edition("A"), "docs/ar/a.md": edition("B")})
    assert [finding for finding in findings if "there is no docs/en/a.md" in finding] == []
    assert len(findings) == 1


OWN_SOURCE = ("docs/en/a.md:5: source: an edition cannot be its own source. "
              "Remove `edition:` if the others follow this page, or name the language that it follows.")


def test_an_edition_may_not_name_itself_as_its_source(said: Said) -> None:
    assert said({"docs/en/a.md": edition("A", of="en")}) == [OWN_SOURCE]


def test_other_editions_are_not_told_that_a_source_is_missing_which_names_itself(said: Said) -> None:
    assert said({"docs/en/a.md": edition("A", of="en"), "docs/rw/a.md": edition("A", of="en")}) == [OWN_SOURCE]


def test_fields_that_do_not_depend_on_language_may_not_stand_in_an_edition(said: Said) -> None:
    assert said({"docs/rw/toolkits/a.md": work("Isoko"),
                 "docs/en/toolkits/a.md": edition("Market", of="rw", kind="toolkit", licence="CC0-1.0", aliases="[b]")}) == [
        f"docs/en/toolkits/a.md:{line}: neutral-field: `{field}` does not depend on language; "
        "it stands once, in the source edition (rw). Remove this line."
        for line, field in ((6, "kind"), (7, "licence"), (8, "aliases"))]


def test_an_edition_of_a_sensitive_work_needs_its_own_neutral_title(said: Said) -> None:
    assert said({"docs/en/a.md": work(sensitive="true", neutral_title="Plan"), "docs/rw/a.md": edition("A"),
                 "docs/ar/a.md": edition("B", neutral_title="خطة")}) == [
        "docs/rw/a.md:1: sensitive: an edition of a sensitive work needs a `neutral_title:` of its own. "
        "Write a title that betrays nothing."]


def test_an_edition_has_as_many_objectives_and_materials_as_its_source(said: Said) -> None:
    assert said({"docs/en/a.md": page(objectives="[one, two]", materials="[chalk]"),
                 "docs/rw/a.md": edition("A", objectives="[rimwe]"), "docs/ar/a.md": edition("B", objectives="[a, b]",
                                                                                            materials="[c]")}) == [
        "docs/rw/a.md:1: parity: `materials` has 0 entries, the source edition 1. Translate each of them.",
        "docs/rw/a.md:6: parity: `objectives` has 1 entries, the source edition 2. Translate each of them."]


def test_editions_are_checked_even_where_their_source_is_wrong(said: Said) -> None:
    assert said({"docs/en/a.md": work(published="soon"), "docs/rw/a.md": edition("A", updated="ejo")}) == [
        "docs/en/a.md:9: value: `published` must be a day, year first, such as 2026-11-22.",
        "docs/rw/a.md:4: value: `updated` must be a day, year first, such as 2026-11-22."]


# The vocabulary

@pytest.mark.parametrize(("field", "written", "findings"), [
    ("kind", "tolkit", ["5: vocabulary: `tolkit` is not one of the kinds. Did you mean `toolkit`?"]),
    ("kind", "Toolkit", ["5: vocabulary: `Toolkit` is not one of the kinds. Did you mean `toolkit`?"]),
    ("kind", "TOOLKIT", ["5: vocabulary: `TOOLKIT` is not one of the kinds. Did you mean `toolkit`?"]),
    ("kind", "film", ["5: vocabulary: `film` is not one of the kinds. Write one of: event, link, manual, toolkit."]),
    ("topics", "[online-safty]", ["6: vocabulary: `online-safty` is not one of the topics. Did you mean `online-safety`?"]),
    ("topics", "[Online-Abuse]", ["6: vocabulary: `Online-Abuse` is not one of the topics. Did you mean `online-abuse`?"]),
    ("topics", "[no]", ["6: vocabulary: `no` is not one of the topics. Write one of: online-abuse, online-safety."]),
    ("topics", "[أمان]", ["6: vocabulary: `أمان` is not one of the topics. Write one of: online-abuse, online-safety."]),
    ("topics", "\n  - online-safety\n  - farming", [
        "8: vocabulary: `farming` is not one of the topics. Write one of: online-abuse, online-safety."]),
    ("audiences", "[organizers, xyz]", [
        "7: vocabulary: `organizers` is not one of the audiences. Did you mean `organisers`?",
        "7: vocabulary: `xyz` is not one of the audiences. Write one of: organisers."]),
    ("level", "Introductory", ["8: vocabulary: `Introductory` is not one of the levels. Did you mean `introductory`?"]),
    ("level", "hard", ["8: vocabulary: `hard` is not one of the levels. Write one of: introductory."]),
    ("topics", "[online-safety, 5]", ["6: type: `topics.1` must be text. Put the value in quotes."]),
])
def test_words_outside_the_vocabulary_are_answered_with_the_nearest(field: str, written: str, findings: list[str],
                                                                   said: Said) -> None:
    assert said({"docs/en/toolkits/a.md": work(**{field: written})}) == [
        f"docs/en/toolkits/a.md:{finding}" for finding in findings]


def test_words_are_checked_even_where_another_field_is_wrong(said: Said) -> None:
    assert said({"docs/en/a.md": work(topics="[online-safty]", published="2026-02-30")}) == [
        "docs/en/a.md:6: vocabulary: `online-safty` is not one of the topics. Did you mean `online-safety`?",
        "docs/en/a.md:9: value: `published` is not a day of the calendar."]


# Parts

def test_parts_that_are_named_but_missing_and_there_but_not_named_are_said(read: Read) -> None:
    catalogue, findings = read({"docs/en/m/index.md": work(parts="[two, oen, x/y]"), "docs/en/m/one.md": page(),
                                "docs/en/m/two.md": page(), "docs/rw/m/one.md": edition("Rimwe")})
    assert findings == [
        "docs/en/m/index.md:1: parts: `parts` names `oen`, but there is no such page beside it. Did you mean `one`?",
        "docs/en/m/index.md:1: parts: `parts` names `x/y`, but there is no such page beside it. Write one of: one.",
        "docs/en/m/one.md:1: parts: en/m/index.md does not name this page. "
        "Add `one` to its `parts`, where it belongs in the reading order."]
    assert [part.name for part in catalogue.works[0].parts] == ["two"]


def test_a_part_that_is_missing_where_no_other_is_left_to_suggest(said: Said) -> None:
    assert said({"docs/en/m/index.md": work(parts="[one, two]"), "docs/en/m/one.md": page()}) == [
        "docs/en/m/index.md:1: parts: `parts` names `two`, but there is no such page beside it."]


@pytest.mark.parametrize("name", ["index", "own", "inner/index", "inner/x"])
def test_a_page_that_is_no_part_of_a_work_may_not_be_named_in_its_parts(name: str, said: Said) -> None:
    """Its front page, another work, a part of another work: none would be shown."""
    [finding] = said({"docs/en/m/index.md": work(parts=f"[one, {name}]"), "docs/en/m/one.md": page(),
                      "docs/en/m/own.md": work(), "docs/en/m/inner/index.md": work(parts="[x]"), "docs/en/m/inner/x.md": page()})
    assert finding.startswith(f"docs/en/m/index.md:1: parts: `parts` names `{name}`")


@pytest.mark.parametrize("path", ["docs/en/m.md", "docs/en/m/index.md"])
def test_a_work_of_one_page_has_no_parts_to_name(path: str, said: Said) -> None:
    assert said({path: work(parts="[one]"), "docs/en/one.md": page()}) == [
        f"{path}:1: parts: `parts` names `one`, but there is no such page beside it."]


def test_a_part_may_not_be_named_twice(read: Read) -> None:
    catalogue, findings = read({"docs/en/m/index.md": work(parts="[one, two, one]"), "docs/en/m/one.md": page(),
                                "docs/en/m/two.md": page()})
    assert findings == ["docs/en/m/index.md:1: parts: `parts` names `one` twice. Keep one of them."]
    assert [part.name for part in catalogue.works[0].parts] == ["one", "two"]


def test_a_part_that_is_wrong_in_itself_is_not_called_missing(said: Said) -> None:
    assert said({"docs/en/m/index.md": work(parts="[one]"), "docs/en/m/one.md": page(session="yes")}) == [
        "docs/en/m/one.md:1: value: a session also needs `minutes`."]


def test_a_part_that_cannot_be_read_is_not_called_missing(said: Said) -> None:
    assert said({"docs/en/m/index.md": work(parts="[one]"), "docs/en/m/one.md": b""}) == [
        f"docs/en/m/one.md:1: {NO_FRONT_MATTER}"]


def test_a_page_of_its_own_may_not_be_a_session(said: Said) -> None:
    assert said({"docs/en/about.md": page(session="true")}) == [
        "docs/en/about.md:5: unknown-field: there is no field `session` on this kind of page. Remove this line."]


def test_a_work_whose_kind_was_left_empty_is_not_told_to_remove_all_that_makes_it_one(said: Said) -> None:
    [finding] = said({"docs/en/a.md": work(kind="")})
    assert finding.startswith("docs/en/a.md:5: ")


# Addresses

def test_two_works_may_not_have_the_same_public_name(said: Said) -> None:
    """Both are `toolkits/m` in catalogue.json."""
    assert said({"docs/en/toolkits/m.md": work(), "docs/en/toolkits/m/index.md": work()}) == [
        "docs/en/toolkits/m.md:1: path: this page and toolkits/m/index.md have the same name. "
        "Keep the folder's index.md and give it what this page says."]


@pytest.mark.parametrize("alias", ["b", "m", "m/part", "index", "m/index", "a"])
def test_an_alias_may_not_be_the_path_of_a_page(alias: str, said: Said) -> None:
    assert said({"docs/en/a.md": page(aliases=f"[{alias}]"), "docs/en/b.md": page(),
                 "docs/en/m/index.md": work(parts="[part]"), "docs/en/m/part.md": page()}) == [
        f"docs/en/a.md:5: alias: the alias `{alias}` is the path of another page. Remove it."]


@pytest.mark.parametrize(("alias", "first"), [("rw", "rw"), ("en/about", "en"), ("ar/x/y", "ar"), ("search", "search"),
                                              ("topics/x", "topics"), ("assets/a", "assets"), ("'404'", "404")])
def test_an_alias_may_not_stand_where_the_site_puts_its_own(alias: str, first: str, said: Said) -> None:
    assert said({"docs/en/a.md": page(aliases=f"\n  - good\n  - {alias}")}) == [
        f"docs/en/a.md:7: alias: the site uses `{first}` itself. Aliases may not start with a language or with: "
        "404, agenda, assets, catalogue, data, downloads, feedback, feeds, glossary, keep, kept, kinds, languages, library, numbers, question-box, recalls, rules, schemas, search, side-by-side, sitemap, status, topics, workshop-report."]


def test_an_alias_belongs_to_one_page(said: Said) -> None:
    assert said({"docs/en/a.md": page(aliases="[old]"), "docs/en/b.md": page(aliases="[older, old]"),
                 "docs/en/m/index.md": work(parts="[x]"), "docs/en/m/x.md": page(aliases="[old]")}) == [
        "docs/en/b.md:5: alias: `old` is already an alias of a. Keep it in one of them.",
        "docs/en/m/x.md:5: alias: `old` is already an alias of a. Keep it in one of them."]


def test_good_aliases_are_kept(read: Read) -> None:
    catalogue, findings = read({"docs/en/a.md": page(aliases="[old, deep/er, toolkits/rw]"),
                                "docs/en/m/index.md": work(aliases="[n/index]")})
    assert findings == []
    assert catalogue.documents["a"].fields.aliases == ("old", "deep/er", "toolkits/rw")


def test_a_page_that_grew_into_a_folder_keeps_its_earlier_address_as_an_alias(said: Said) -> None:
    """m.html and m/index.html are two addresses; what vanished() asks for must be allowed."""
    assert said({"docs/en/toolkits/m/index.md": work(parts="[one]", aliases="[toolkits/m]"),
                 "docs/en/toolkits/m/one.md": page()}) == []


# Everything at once

def test_all_findings_of_all_files_come_in_one_sorted_list(said: Said) -> None:
    assert said({
        "docs/notes.md": "x\n", "docs/fa/index.md": page(),
        "docs/en/z.md": page("Z").replace("title: Z\n", ""),
        "docs/en/toolkits/a.md": work(topics="[online-safty]", published="2026-13-01", minutes="1:30", titel="x"),
        "docs/en/toolkits/b.md": b"---\ntitle: a: b\n---\n",
        "docs/en/toolkits/c.md": work("C").encode() + b"\xe9",
        "docs/en/m/index.md": work(parts="[one]", aliases="[z2, rw]"),
        "docs/en/rw/a.md": page(), "docs/rw/Inama.md": page(),
        "docs/rw/toolkits/a.md": edition("A", review="done", level="introductory"),
        "docs/ar/gone.md": edition("B"),
        "docs/ar/index.md": page("Home"),
    }) == [
        "docs/ar/gone.md:5: source: the source edition does not exist: there is no docs/en/gone.md. "
        "Correct `of:`, or rename this file as its source is named.",
        "docs/ar/index.md:1: source: en/index.md is already the source edition of this page. "
        "Add `edition:` with `of: en` and `review: machine`, `human` or `reviewed`.",
        "docs/en/m/index.md:1: parts: `parts` names `one`, but there is no such page beside it.",
        "docs/en/m/index.md:13: alias: the site uses `rw` itself. Aliases may not start with a language or with: "
        "404, agenda, assets, catalogue, data, downloads, feedback, feeds, glossary, keep, kept, kinds, languages, library, numbers, question-box, recalls, rules, schemas, search, side-by-side, sitemap, status, topics, workshop-report.",
        f"docs/en/rw/a.md:1: path: the site uses the address `rw` {TAKEN}",
        "docs/en/toolkits/a.md:6: vocabulary: `online-safty` is not one of the topics. Did you mean `online-safety`?",
        "docs/en/toolkits/a.md:9: value: `published` is not a day of the calendar.",
        "docs/en/toolkits/a.md:12: type: `minutes` must be a whole number. Minutes, for example `90`.",
        "docs/en/toolkits/a.md:13: unknown-field: there is no field `titel` on this kind of page. Did you mean `title`?",
        "docs/en/toolkits/b.md:2: front-matter: this is not valid YAML: mapping values are not allowed here. "
        "Put text that contains `: ` or starts with a sign such as [ { & * ! | > @ ` in quotes.",
        f"docs/en/toolkits/c.md:15: {NOT_UTF_8}",
        "docs/en/z.md:1: missing: `title` is missing. Add a line such as `title: Stay safe online`.",
        "docs/fa:1: folder: `fa` looks like a language, but is none of this centre's. "
        "Add a line `fa:` to `extra.languages` in mkdocs.yml, or rename the folder.",
        f"docs/notes.md:1: {MISPLACED}",
        f"docs/rw/Inama.md:1: path: the name `Inama` {NAME}",
        "docs/rw/toolkits/a.md:5: value: `edition.review: done` is not known. Write one of: machine, human, reviewed.",
        "docs/rw/toolkits/a.md:6: neutral-field: `level` does not depend on language; "
        "it stands once, in the source edition (en). Remove this line."]


def test_what_could_be_read_is_in_the_catalogue_in_spite_of_findings(read: Read) -> None:
    catalogue, findings = read({"docs/en/toolkits/bad.md": work(published="soon"), "docs/en/toolkits/good.md": work("Good"),
                                "docs/rw/toolkits/good.md": edition("x" * 91)})
    assert len(findings) == 2
    assert [entry.path for entry in catalogue.works] == ["toolkits/good"]
    assert list(catalogue.works[0].editions) == ["en"]
