"""The order in which translators are asked for help, and the squares of the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from conftest import CONFIG, VOCABULARY, Tree, edition, homes, work, write_tree
from ijwi.catalogue import read_catalogue
from ijwi.languages import read_languages
from ijwi.records import Catalogue
from ijwi.sections import body_digests, front_digest
from ijwi.tasks import Task, cell, tasks
from ijwi.vocabulary import read_vocabulary

BODY = "## One {#one}\n\nText.\n\n## Two {#two}\n\nText.\n"
Read = Callable[..., Catalogue]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def catalogue(tree: Tree, **languages: dict[str, object]) -> Catalogue:
        write_tree(tmp_path, {"vocabulary.yml": VOCABULARY, **homes("en", "rw", "ar"), **tree})
        lines = {code: {**settings, **languages.get(code, {})}
                 for code, settings in yaml.safe_load(CONFIG)["extra"]["languages"].items()}
        found, findings = read_catalogue(tmp_path / "docs", read_languages(lines), read_vocabulary(tmp_path / "vocabulary.yml", "v"))
        assert findings == []
        return found
    return catalogue


def stamped(title: str, source: str, review: str = "machine", behind: tuple[str, ...] = (), **fields: str) -> str:
    """An edition that follows a source with this title and body, but for the sections in `behind`."""
    front = front_digest(type("Words", (), {"title": source, "summary": f"About {source}.", "neutral_title": fields.get("neutral_title"),
                                            "objectives": (), "materials": ()})())
    digests = {"front": front, **body_digests("\n" + BODY)}
    sections = ", ".join(f"{name}: {digest}" for name, digest in digests.items() if name not in behind)
    history = f"{{of: en, review: {review}, sections: {{{sections}}}" + (", reviewer: x, reviewed_on: 2026-11-22}" if review == "reviewed" else "}")
    return edition(title, body=BODY, **{**fields, "edition": history})


def short(found: list[Task]) -> list[tuple[str, str, str, int]]:
    return [(task.what, task.language, task.work.name, task.sections) for task in found]


def test_each_square_says_how_a_work_stands(read: Read) -> None:
    catalogue = read({"docs/en/a.md": work("A", body=BODY), "docs/rw/a.md": stamped("A", "A", behind=("two",)),
                      "docs/en/b.md": work("B", body=BODY), "docs/rw/b.md": stamped("B", "B"), "docs/ar/b.md": stamped("B", "B", "reviewed"),
                      "docs/en/c.md": work("C", body=BODY), "docs/rw/c.md": stamped("C", "C", "human")})
    squares = {name: [(cell(found, code).state, cell(found, code).behind) for code in ("en", "rw", "ar")]
               for name, found in ((found.name, found) for found in catalogue.works)}
    assert squares == {"a": [("source", 0), ("behind", 1), ("missing", 0)], "b": [("source", 0), ("draft", 0), ("reviewed", 0)],
                       "c": [("source", 0), ("human", 0), ("missing", 0)]}


def test_sensitive_works_come_first_then_the_most_sections_and_what_does_not_exist_last(read: Read) -> None:
    catalogue = read({"docs/en/a.md": work("A", body=BODY), "docs/rw/a.md": stamped("A", "A", behind=("two",)),
                      "docs/ar/a.md": stamped("A", "A", behind=("one", "two")),
                      "docs/en/s.md": work("S", body=BODY, sensitive="true", neutral_title="Plan"),
                      "docs/rw/s.md": stamped("S", "S", neutral_title="Plan")})
    assert short(tasks(catalogue)) == [("review", "rw", "s", 3), ("update", "ar", "a", 2), ("update", "rw", "a", 1),
                                       ("translate", "ar", "s", 3)]


def test_a_language_that_the_centre_wants_more_comes_sooner(read: Read) -> None:
    tree = {"docs/en/a.md": work("A", body=BODY), "docs/rw/a.md": stamped("A", "A", behind=("two",)),
            "docs/ar/a.md": stamped("A", "A", behind=("one", "two"))}
    assert [task.language for task in tasks(read(tree, rw={"weight": 3}))] == ["rw", "ar"]


def test_readers_without_another_edition_to_trust_come_before_others(read: Read) -> None:
    tree = {"docs/en/a.md": work("A", body=BODY), "docs/rw/a.md": stamped("A", "A", behind=("two",)),
            "docs/ar/a.md": stamped("A", "A", behind=("one", "two"))}
    assert [task.language for task in tasks(read(tree, rw={"fallbacks": ["ar"]}))] == ["rw", "ar"]


def test_what_is_reviewed_and_current_is_no_task(read: Read) -> None:
    assert tasks(read({"docs/en/a.md": work("A", body=BODY), "docs/rw/a.md": stamped("A", "A", "reviewed"),
                       "docs/ar/a.md": stamped("A", "A", "reviewed")})) == ()
