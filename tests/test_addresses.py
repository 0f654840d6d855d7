"""Addresses: which the site keeps for itself, and pages that lead on from earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from conftest import CONFIG, VOCABULARY, Tree, edition, homes, page, work, write_tree
from ijwi.addresses import RESERVED, redirect_page, redirects, reserved_segment
from ijwi.centre import Centre, read_centre
from ijwi.languages import read_languages
from ijwi.listings import listings
from ijwi.outputs import shared
from ijwi.records import Catalogue

EXTRA = yaml.safe_load(CONFIG)["extra"]
LANGUAGES = read_languages(EXTRA["languages"])

Read = Callable[[Tree], Centre]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """A small centre in which nothing is wrong."""
    def of(tree: Tree) -> Centre:
        root = write_tree(tmp_path, {"docs/data/vocabulary.yml": VOCABULARY, **homes("en", "rw", "ar"), **tree})
        centre = read_centre(root, root / "docs", EXTRA)
        centre.require_sound()
        return centre
    return of


# What the site keeps for itself

@pytest.mark.parametrize("path", [
    "library", "topics", "topics/online-safety", "kinds/toolkit", "languages", "404", "assets/a", "data", "catalogue", "sitemap",
    "schemas/front-matter", "search", "downloads", "feeds", "status", "library/2", "topics/support/2", "en", "rw", "rw/toolkits/a", "ar/index",
])
def test_an_address_of_the_site_itself_is_reserved(path: str) -> None:
    assert reserved_segment(path, LANGUAGES)


@pytest.mark.parametrize("path", [
    "index", "about", "toolkits/library", "toolkits/rw", "rwanda", "rwanda/a", "arabic", "english", "fr", "fr/a", "topic", "kind",
    "library-card", "library-2", "my-library", "404s", "database/a", "toolkits/404",
])
def test_an_address_of_which_the_site_makes_no_use_is_free(path: str) -> None:
    assert not reserved_segment(path, LANGUAGES)


def test_everything_that_the_site_makes_lies_at_a_reserved_address(read: Read) -> None:
    centre = read({f"docs/en/w-{number:03}.md": work(f"Work {number}") for number in range(101)})
    made = [listing.path for listing in listings(centre.catalogue)]
    made += [path.rsplit(".", 1)[0] for path, _content in shared(centre, "Small centre", "https://small.example/")]
    assert "library/3" in made and "catalogue" in made
    # What servers read has names that no page can have.
    assert [path for path in made if not reserved_segment(path, LANGUAGES)] == ["_headers", ""]


def test_reserved_names_are_names_that_a_page_could_have() -> None:
    assert all(name == name.lower() and "/" not in name and "." not in name for name in RESERVED)


# Redirects

def moved(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    return list(redirects(catalogue))


def test_an_alias_leads_to_every_edition_in_its_own_language(read: Read) -> None:
    centre = read({"docs/en/toolkits/b.md": work("B", aliases="[old, guides/older]"), "docs/ar/toolkits/b.md": edition("ب"),
                   "docs/en/about.md": page("About", aliases="[who]")})
    assert sorted(moved(centre.catalogue)) == [
        ("ar/guides/older.html", "ar/toolkits/b.html", "ar"), ("ar/old.html", "ar/toolkits/b.html", "ar"),
        ("guides/older.html", "toolkits/b.html", "en"), ("old.html", "toolkits/b.html", "en"), ("who.html", "about.html", "en")]


def test_the_alias_of_a_work_whose_source_is_in_another_language_stays_in_that_languages_folder(read: Read) -> None:
    centre = read({"docs/rw/isoko.md": work("Isoko", aliases="[kera]")})
    assert moved(centre.catalogue) == [("rw/kera.html", "rw/isoko.html", "rw")]


def test_parts_may_have_aliases_too(read: Read) -> None:
    centre = read({"docs/en/m/index.md": work("M", parts="[p]"), "docs/en/m/p.md": page("P", aliases="[m/old, other]")})
    assert moved(centre.catalogue) == [("m/old.html", "m/p.html", "en"), ("other.html", "m/p.html", "en")]


def test_a_centre_without_aliases_has_no_redirects(read: Read) -> None:
    assert moved(read({"docs/en/a.md": work("A")}).catalogue) == []


class Parsed(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += [data.strip()] if data.strip() else []


def test_a_redirect_page_sends_its_reader_on_without_a_script() -> None:
    assert redirect_page("rw/old.html", "rw/toolkits/b.html", "rw", "https://small.example/rw/toolkits/b.html") == (
        '<!doctype html>\n<html lang="rw">\n<meta charset="utf-8">\n<title>→ toolkits/b.html</title>\n'
        '<meta http-equiv="refresh" content="0; url=toolkits/b.html">\n'
        '<link rel="canonical" href="https://small.example/rw/toolkits/b.html">\n<meta name="robots" content="noindex">\n'
        '<p><a href="toolkits/b.html">toolkits/b.html</a></p>\n</html>\n')


@pytest.mark.parametrize(("old", "new", "target"), [
    ("old.html", "new.html", "new.html"), ("old.html", "a/b/new.html", "a/b/new.html"), ("a/old.html", "a/new.html", "new.html"),
    ("a/b/old.html", "new.html", "../../new.html"), ("rw/a/old.html", "rw/b/new.html", "../b/new.html"),
    ("a.html", "a/index.html", "a/index.html"), ("rw/a/b.html", "rw/a.html", "../a.html"),
])
def test_a_redirect_works_online_and_from_the_disk(old: str, new: str, target: str) -> None:
    parsed = Parsed(redirect_page(old, new, "en", f"https://small.example/{new}"))
    assert ("a", {"href": target}) in parsed.elements
    assert ("meta", {"http-equiv": "refresh", "content": f"0; url={target}"}) in parsed.elements


@pytest.mark.parametrize("hostile", [
    '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", '" onmouseover="alert(1)', "a&lt;b&amp;c", "</title><script>",
])
def test_a_redirect_page_escapes_everything_that_it_is_given(hostile: str) -> None:
    text = redirect_page("old.html", f"x{hostile}.html", hostile, f"https://small.example/{hostile}")
    parsed = Parsed(text)
    assert [tag for tag, _attributes in parsed.elements] == ["html", "meta", "title", "meta", "link", "meta", "p", "a"]
    attributes = [attributes for _tag, attributes in parsed.elements]
    assert attributes[0] == {"lang": hostile}
    assert attributes[4] == {"rel": "canonical", "href": f"https://small.example/{hostile}"}
    assert attributes[7] == {"href": parsed.words[-1]}
    assert parsed.words == [f"→ {parsed.words[-1]}", parsed.words[-1]]


def test_every_alias_becomes_a_file_of_the_site(read: Read) -> None:
    centre = read({"docs/en/toolkits/b.md": work("B", aliases="[old]"), "docs/rw/toolkits/b.md": edition("B")})
    files = dict(shared(centre, "Small centre", "https://small.example/"))
    assert files["old.html"] == redirect_page("old.html", "toolkits/b.html", "en", "https://small.example/toolkits/b.html")
    assert files["rw/old.html"] == redirect_page(
        "rw/old.html", "rw/toolkits/b.html", "rw", "https://small.example/rw/toolkits/b.html")
