"""The records: what is worked out from a catalogue, and never said twice."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
import yaml

from conftest import CONFIG, VOCABULARY, Tree, edition, homes, page, work, write_tree
from ijwi.catalogue import read_catalogue
from ijwi.languages import read_languages
from ijwi.records import Catalogue, Part, Work
from ijwi.vocabulary import read_vocabulary

LANGUAGES = read_languages(yaml.safe_load(CONFIG)["extra"]["languages"])
SENSITIVE = {"sensitive": "true", "neutral_title": "Plan"}
SESSION = {"session": "true", "group_size": "8-24", "power": "none", "internet": "none", "objectives": "[a]", "materials": "[b]"}

Read = Callable[[Tree], Catalogue]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The catalogue of a small centre in which nothing is wrong."""
    def of(tree: Tree) -> Catalogue:
        vocabulary = VOCABULARY.replace("  organisers:", "  trainers: {name: Trainers}\n  organisers:")
        vocabulary = vocabulary.replace("  online-abuse:", "  skills: {name: Skills}\n  media: {name: Media}\n  online-abuse:")
        root = write_tree(tmp_path, {"vocabulary.yml": vocabulary, **homes("en", "rw", "ar"), **tree})
        catalogue, findings = read_catalogue(root / "docs", LANGUAGES, read_vocabulary(root / "vocabulary.yml", "v"))
        assert findings == []
        return catalogue
    return of


def named(catalogue: Catalogue, path: str) -> Work:
    found = catalogue.documents[path]
    assert isinstance(found, Work)
    return found


# Editions

@pytest.mark.parametrize(("preference", "language"), [
    (("rw", "en", "ar"), "rw"), (("ar", "rw", "en"), "rw"), (("ar", "en", "rw"), "en"), (("en",), "en"),
    (("ar",), "en"), ((), "en"), (("fa", "xx"), "en"),
])
def test_the_best_edition_is_the_first_that_the_reader_prefers_and_else_the_source(
        preference: tuple[str, ...], language: str, read: Read) -> None:
    catalogue = read({"docs/en/a.md": work("A"), "docs/rw/a.md": edition("A")})
    assert catalogue.documents["a"].best_edition(preference).language == language


def test_without_any_language_of_the_reader_the_best_edition_is_the_source_and_not_the_first(read: Read) -> None:
    catalogue = read({"docs/rw/a.md": work("A"), "docs/en/a.md": edition("A", of="rw")})
    assert list(catalogue.documents["a"].editions) == ["en", "rw"]
    assert catalogue.documents["a"].best_edition(("ar",)).language == "rw"


def test_a_withdrawn_edition_is_nobodys_best(read: Read) -> None:
    catalogue = read({"docs/en/a.md": work("A"), "docs/rw/a.md": edition("A", withdrawn="Nabi."), "docs/ar/a.md": edition("أ")})
    document = catalogue.documents["a"]
    assert [document.best_edition(order).language for order in (("rw", "ar", "en"), ("rw",))] == ["ar", "en"]
    assert list(document.readable) == ["en", "ar"]
    assert not document.withdrawn, "the work is still offered"


def test_an_edition_says_how_it_came_about(read: Read) -> None:
    reviewed = page("C", edition="{of: en, review: reviewed, reviewer: A, reviewed_on: 2026-11-22}")
    catalogue = read({"docs/en/a.md": work("A"), "docs/rw/a.md": edition("B", review="human"), "docs/ar/a.md": reviewed,
                      "docs/en/b.md": work("A"), "docs/rw/b.md": edition("B")})
    reviews = {path: [(entry.review, entry.is_source) for entry in catalogue.documents[path].editions.values()] for path in "ab"}
    assert reviews == {"a": [("source", True), ("human", False), ("reviewed", False)],
                       "b": [("source", True), ("machine", False)]}


def test_records_cannot_be_changed(read: Read) -> None:
    catalogue = read({"docs/en/a.md": work("A")})
    for record, field in ((catalogue, "day"), (catalogue.works[0], "path"), (catalogue.works[0].source_edition, "title")):
        with pytest.raises(FrozenInstanceError):
            setattr(record, field, None)


# Works

@pytest.mark.parametrize(("file", "name"), [("a.md", "a"), ("toolkits/a.md", "toolkits/a"), ("toolkits/a/index.md", "toolkits/a"),
                                            ("index.md", "index")])
def test_a_works_public_name_is_its_path_without_index(file: str, name: str, read: Read) -> None:
    assert [entry.name for entry in read({f"docs/en/{file}": work()}).works] == [name]


def test_a_works_minutes_are_its_own_or_else_the_sum_of_its_sessions(read: Read) -> None:
    parts = {"docs/en/{}/a.md": page("A", minutes="90", **SESSION), "docs/en/{}/b.md": page("B", minutes="45", **SESSION),
             "docs/en/{}/c.md": page("C", minutes="500"), "docs/en/{}/d.md": page("D")}
    tree = {name.format(folder): text for folder in ("summed", "said", "none") for name, text in parts.items()}
    for name in ("docs/en/none/a.md", "docs/en/none/b.md"):
        tree[name] = page("A", handout="true", minutes="5")
    catalogue = read({**tree, "docs/en/summed/index.md": work(parts="[a, b, c, d]"),
                      "docs/en/said/index.md": work(parts="[a, b, c, d]", minutes="120"),
                      "docs/en/none/index.md": work(parts="[a, b, c, d]"), "docs/en/short.md": work(minutes="5")})
    assert {entry.name: (entry.minutes, entry.sessions) for entry in catalogue.works} == {
        "summed": (135, 2), "said": (120, 2), "none": (None, 0), "short": (5, 0)}


def test_an_edition_of_a_work_changed_when_its_newest_page_did(read: Read) -> None:
    catalogue = read({
        "docs/en/m/index.md": work(parts="[a, b]", updated="2026-01-01"), "docs/en/m/a.md": page(updated="2026-03-03"),
        "docs/en/m/b.md": page(updated="2026-02-02"), "docs/rw/m/index.md": edition("M", updated="2026-01-15"),
        "docs/rw/m/b.md": edition("B", updated="2025-05-05"), "docs/ar/m/a.md": edition("A", updated="2024-04-04")})
    manual = named(catalogue, "m/index")
    assert [manual.updated(code) for code in ("en", "rw", "ar")] == [
        datetime.date(2026, 3, 3), datetime.date(2026, 1, 15), datetime.date(2024, 4, 4)]


# The catalogue

def test_every_page_is_found_by_its_path(read: Read) -> None:
    catalogue = read({"docs/en/about.md": page(), "docs/en/a.md": work(), "docs/en/m/index.md": work(parts="[b]"),
                      "docs/en/m/b.md": page()})
    assert sorted(catalogue.documents) == ["a", "about", "index", "m/b", "m/index"]
    assert all(document.path == path for path, document in catalogue.documents.items())


def test_a_part_and_a_work_belong_to_their_work_and_a_plain_page_to_none(read: Read) -> None:
    catalogue = read({"docs/en/about.md": page(), "docs/en/m/index.md": work(parts="[deep/b]"), "docs/en/m/deep/b.md": page()})
    manual = named(catalogue, "m/index")
    part = catalogue.documents["m/deep/b"]
    assert isinstance(part, Part)
    assert (part.name, part.work) == ("deep/b", "m/index")
    assert catalogue.work_of(part) is manual
    assert catalogue.work_of(manual) is manual
    assert manual.parts == (part,), "the work that is found has its parts"
    assert catalogue.work_of(catalogue.documents["about"]) is None


def test_withdrawn_works_are_held_but_not_offered(read: Read) -> None:
    catalogue = read({"docs/en/a.md": work(), "docs/en/b.md": work(withdrawn="Outdated.")})
    assert [entry.path for entry in catalogue.works] == ["a", "b"]
    assert [entry.path for entry in catalogue.offered] == ["a"]
    assert [catalogue.documents[path].withdrawn for path in "ab"] == [False, True]


def test_the_newest_are_the_works_published_last_without_sensitive_and_withdrawn_ones(read: Read) -> None:
    catalogue = read({
        "docs/en/a.md": work(published="2026-01-01", updated="2026-11-22"), "docs/en/z.md": work(published="2026-03-03"),
        "docs/en/d.md": work(published="2026-02-02"), "docs/en/c.md": work(published="2026-02-02"),
        "docs/en/secret.md": work(published="2026-11-22", **SENSITIVE),
        "docs/en/gone.md": work(published="2026-11-22", withdrawn="Outdated."), "docs/en/about.md": page()})
    assert [entry.path for entry in catalogue.newest(9)] == ["z", "c", "d", "a"]
    assert [entry.path for entry in catalogue.newest(2)] == ["z", "c"]
    assert catalogue.newest(0) == []


def test_lists_do_not_depend_on_the_order_in_which_works_were_read(read: Read) -> None:
    catalogue = read({"docs/en/a.md": work(), "docs/en/b.md": work(), "docs/en/c.md": work(published="2026-11-03")})
    turned = replace(catalogue, works=catalogue.works[::-1])
    assert [entry.path for entry in turned.newest(9)] == [entry.path for entry in catalogue.newest(9)] == ["c", "a", "b"]


def hidden(catalogue: Catalogue) -> list[str]:
    """The files of editions that are not offered to search engines."""
    return [entry.file for document in catalogue.documents.values() for entry in document.editions.values()
            if catalogue.hidden_from_search_engines(document, entry)]


def test_machine_drafts_of_sensitive_works_and_their_parts_are_hidden_from_search_engines(read: Read) -> None:
    tree = {"docs/en/s/index.md": work(parts="[p]", **SENSITIVE), "docs/en/s/p.md": page(), "docs/rw/s/p.md": edition("P"),
            "docs/rw/s/index.md": edition("S", neutral_title="A"), "docs/ar/s/p.md": edition("P", review="human"),
            "docs/ar/s/index.md": edition("S", neutral_title="B", review="human"),
            "docs/en/open.md": work(), "docs/rw/open.md": edition("Open"), "docs/en/about.md": page(),
            "docs/rw/about.md": edition("About")}
    assert sorted(hidden(read(tree))) == ["rw/s/index.md", "rw/s/p.md"]


def test_withdrawn_works_with_all_their_parts_and_withdrawn_pages_are_hidden_from_search_engines(read: Read) -> None:
    tree = {"docs/en/w/index.md": work(parts="[p]", withdrawn="Outdated."), "docs/en/w/p.md": page(),
            "docs/rw/w/p.md": edition("P", review="human"), "docs/en/m/index.md": work(parts="[p, q]"),
            "docs/en/m/p.md": page(withdrawn="Outdated."), "docs/rw/m/p.md": edition("P"), "docs/en/m/q.md": page(),
            "docs/en/about.md": page(withdrawn="Outdated."), "docs/rw/about.md": edition("About")}
    assert sorted(hidden(read(tree))) == ["en/about.md", "en/m/p.md", "en/w/index.md", "en/w/p.md", "rw/about.md", "rw/m/p.md",
                                          "rw/w/p.md"]


def test_an_edition_that_is_withdrawn_alone_is_hidden_from_search_engines(read: Read) -> None:
    """release.py advises it for a translation that should not be read."""
    assert hidden(read({"docs/en/a.md": work(), "docs/rw/a.md": edition("A", withdrawn="Nabi.")})) == ["rw/a.md"]
