"""Lists of works: which there are, in which order, and how long ones continue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from conftest import CONFIG, VOCABULARY, Tree, edition, homes, page, work, write_tree
from ijwi.catalogue import read_catalogue
from ijwi.languages import read_languages
from ijwi.listings import WORKS_A_PAGE, Listing, listings
from ijwi.records import Catalogue
from ijwi.vocabulary import read_vocabulary

LANGUAGES = read_languages(yaml.safe_load(CONFIG)["extra"]["languages"])

Read = Callable[[Tree], Catalogue]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The catalogue of a small centre in which nothing is wrong."""
    def of(tree: Tree) -> Catalogue:
        root = write_tree(tmp_path, {"vocabulary.yml": VOCABULARY, **homes("en", "rw", "ar"), **tree})
        catalogue, findings = read_catalogue(root / "docs", LANGUAGES, read_vocabulary(root / "vocabulary.yml", "v"))
        assert findings == []
        return catalogue
    return of


def listed(catalogue: Catalogue) -> dict[str, list[str]]:
    """The works of each list that has any, the map of editions apart: it holds all."""
    return {listing.path: [work.path for work in listing.works] for listing in listings(catalogue)
            if listing.works and listing.first != "status"}


def test_an_empty_centre_has_every_list_once(read: Read) -> None:
    assert listings(read({})) == [
        Listing("agenda", "agenda.html"), Listing("downloads", "downloads.html"),
        Listing("glossary", "glossary.html"), Listing("kept", "kept.html"),
        Listing("languages", "languages.html"), Listing("question-box", "question-box.html"),
        Listing("rules", "rules.html"), Listing("side-by-side", "side-by-side.html"),
        Listing("workshop-report", "workshop-report.html"),
        Listing("topics/index", "topics.html"), Listing("status", "status.html", pages=("status",)),
        Listing("library", "library.html", pages=("library",)),
        Listing("topics/online-safety", "topic.html", "online-safety", pages=("topics/online-safety",)),
        Listing("topics/support", "topic.html", "online-abuse", pages=("topics/support",)),
        *(Listing(f"kinds/{kind}", "kind.html", kind, pages=(f"kinds/{kind}",)) for kind in ("toolkit", "manual", "event", "link"))]


def test_a_sensitive_topic_has_its_neutral_address(read: Read) -> None:
    paths = [listing.path for listing in listings(read({}))]
    assert "topics/support" in paths
    assert not [path for path in paths if "abuse" in path]


def test_a_work_stands_in_the_library_in_its_kind_and_in_each_of_its_topics(read: Read) -> None:
    catalogue = read({"docs/en/a.md": work("A", topics="[online-safety, online-abuse]"), "docs/en/b.md": work("B"),
                      "docs/en/m/index.md": work("M", kind="manual", parts="[p]", topics="[online-abuse]"),
                      "docs/en/m/p.md": page("Part"), "docs/en/about.md": page("About")})
    assert listed(catalogue) == {
        "library": ["a", "b", "m/index"], "topics/online-safety": ["a", "b"], "topics/support": ["a", "m/index"],
        "kinds/toolkit": ["a", "b"], "kinds/manual": ["m/index"]}


def test_withdrawn_works_stand_in_no_list(read: Read) -> None:
    assert listed(read({"docs/en/a.md": work("A", withdrawn="Outdated.")})) == {}


def test_sensitive_works_can_be_found_in_every_list(read: Read) -> None:
    sensitive = work("A", topics="[online-abuse]", sensitive="true", neutral_title="Plan")
    assert listed(read({"docs/en/a.md": sensitive})) == {"library": ["a"], "topics/support": ["a"], "kinds/toolkit": ["a"]}


def test_the_library_and_topics_follow_the_vocabularys_order_of_kinds_then_titles(read: Read) -> None:
    tree = {f"docs/en/{name}.md": work(title, kind=kind, **more) for name, title, kind, more in (
        ("a", "Zebra", "toolkit", {}), ("b", "apple", "toolkit", {}), ("c", "Étude", "toolkit", {}), ("d", "Banana", "toolkit", {}),
        ("e", "Aardvark", "manual", {}), ("f", "Aaa", "link", {"url": "https://a.example/"}))}
    catalogue = read(tree)
    assert listed(catalogue)["library"] == listed(catalogue)["topics/online-safety"] == ["b", "d", "a", "c", "e", "f"]
    assert listed(catalogue)["kinds/toolkit"] == ["b", "d", "a", "c"]


def test_works_with_the_same_title_stand_in_the_order_of_their_paths(read: Read) -> None:
    catalogue = read({f"docs/en/{name}.md": work("Same") for name in ("b", "z", "a")})
    assert listed(catalogue) == {path: ["a", "b", "z"] for path in ("library", "topics/online-safety", "kinds/toolkit")}


def test_the_order_does_not_depend_on_which_editions_there_are(read: Read) -> None:
    tree = {"docs/en/a.md": work("Apple"), "docs/rw/b.md": work("Banana"), "docs/en/b.md": edition("Aaa", of="rw"),
            "docs/ar/a.md": edition("ي")}
    assert listed(read(tree))["library"] == ["a", "b"]


# Long lists

@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (50, [50]), (51, [50, 1]), (100, [50, 50]), (101, [50, 50, 1])])
def test_a_list_of_more_than_fifty_works_continues_on_further_pages(count: int, sizes: list[int], read: Read) -> None:
    catalogue = read({f"docs/en/w-{number:03}.md": work(f"Work {number:03}") for number in range(count)})
    assert WORKS_A_PAGE == 50
    for first in ("library", "status", "topics/online-safety", "kinds/toolkit"):
        found = [listing for listing in listings(catalogue) if listing.pages and listing.first == first]
        assert [len(listing.works) for listing in found] == sizes
        paths = tuple(first if number == 1 else f"{first}/{number}" for number in range(1, len(sizes) + 1))
        assert [(listing.path, listing.page, listing.pages) for listing in found] == [
            (path, number, paths) for number, path in enumerate(paths, 1)]
        assert [work.path for listing in found for work in listing.works] == [f"w-{number:03}" for number in range(count)]


def test_the_pages_of_a_list_share_their_template_and_what_they_are_about(read: Read) -> None:
    catalogue = read({f"docs/en/w-{number}.md": work(f"Work {number}", topics="[online-abuse]") for number in range(51)})
    found = {listing.path: (listing.template, listing.about) for listing in listings(catalogue)}
    assert found["library"] == found["library/2"] == ("library.html", "")
    assert found["topics/support"] == found["topics/support/2"] == ("topic.html", "online-abuse")
    assert found["kinds/toolkit"] == found["kinds/toolkit/2"] == ("kind.html", "toolkit")


def test_no_two_lists_have_the_same_address(read: Read) -> None:
    catalogue = read({f"docs/en/w-{number}.md": work(f"Work {number}") for number in range(120)})
    paths = [listing.path for listing in listings(catalogue)]
    assert len(paths) == len(set(paths))
    assert "library/3" in paths


def test_the_further_page_of_a_long_list_is_not_the_list_of_another_topic(read: Read) -> None:
    vocabulary = VOCABULARY.replace("  online-abuse:", "  online-safety-2: {name: More}\n  online-abuse:")
    catalogue = read({"vocabulary.yml": vocabulary, **{f"docs/en/w-{number}.md": work(f"Work {number}") for number in range(51)}})
    paths = [listing.path for listing in listings(catalogue)]
    assert sorted(paths) == sorted(set(paths))


def test_a_list_of_one_page_that_continues_nowhere_is_its_own_first_page() -> None:
    assert Listing("languages", "languages.html").first == "languages"
    assert Listing("library/2", "library.html", page=2, pages=("library", "library/2")).first == "library"
