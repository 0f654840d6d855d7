"""What the last release offered must still lead somewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest
import yaml
from babel.support import Translations

from conftest import CONFIG, VOCABULARY, Tree, edition, homes, page, work, write_tree
from ijwi.catalogue import read_catalogue
from ijwi.interchange.catalogue_json import catalogue_json
from ijwi.languages import read_languages
from ijwi.reader import Reader
from ijwi.records import Catalogue
from ijwi.release import vanished
from ijwi.sharing import Sharing
from ijwi.strings import Strings
from ijwi.vocabulary import read_vocabulary

LANGUAGES = read_languages(yaml.safe_load(CONFIG)["extra"]["languages"])
RELEASED = {
    "docs/en/about.md": page("About"), "docs/rw/about.md": edition("Ibyacu"),
    "docs/en/toolkits/a.md": work("A"), "docs/rw/toolkits/a.md": edition("A"), "docs/ar/toolkits/a.md": edition("أ"),
    "docs/en/manuals/m/index.md": work("M", parts="[one, two]"), "docs/en/manuals/m/one.md": page("One"),
    "docs/en/manuals/m/two.md": page("Two"), "docs/rw/manuals/m/two.md": edition("Kabiri"),
}

Said = Callable[..., list[str]]


def read(root: Path, tree: Tree) -> Catalogue:
    """The catalogue of a small centre, in place of whatever was there."""
    rmtree(root / "docs", ignore_errors=True)
    write_tree(root, {"vocabulary.yml": VOCABULARY, **homes("en", "rw", "ar"), **tree})
    catalogue, findings = read_catalogue(root / "docs", LANGUAGES, read_vocabulary(root / "vocabulary.yml", "v"))
    assert findings == []
    return catalogue


def published(catalogue: Catalogue) -> str:
    """The catalogue.json of a release, its interface in English."""
    return catalogue_json(catalogue, {
        code: Sharing(Reader(catalogue, Strings(Translations(), language)), "Small centre", "https://small.example/")
        for code, language in LANGUAGES.items()})


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """The findings of a centre after a release; `None` stands for a file that was removed."""
    def of(changed: dict[str, str | None], released: Tree = RELEASED) -> list[str]:
        memory = tmp_path / "catalogue.json"
        memory.write_text(published(read(tmp_path, released)), encoding="utf-8")
        now = {name: text for name, text in {**released, **changed}.items() if text is not None}
        return [str(finding) for finding in vanished(read(tmp_path, now), memory, "releases/catalogue.json")]
    return of


def gone(path: str) -> str:
    return (f"releases/catalogue.json:1: address: `{path}` was published and is gone; printed links to it would break. "
            f"Add `aliases: [{path}]` to the page that replaces it, or bring the page back with `withdrawn: reason`.")


def edition_gone(path: str, language: str) -> str:
    return (f"releases/catalogue.json:1: address: the edition of `{path}` in `{language}` was published and is gone. "
            "Bring it back; a page that should not be read gets `withdrawn: reason`.")


def test_before_the_first_release_nothing_can_vanish(tmp_path: Path) -> None:
    assert list(vanished(read(tmp_path, {}), tmp_path / "catalogue.json", "releases/catalogue.json")) == []


def test_an_unchanged_centre_has_lost_nothing(said: Said) -> None:
    assert said({}) == []


def test_new_pages_and_new_editions_are_welcome(said: Said) -> None:
    assert said({"docs/en/new.md": page("New"), "docs/ar/about.md": edition("حول"), "docs/rw/manuals/m/index.md": edition("M")}) == []


def test_a_work_that_is_gone_is_said_once_for_all_its_editions(said: Said) -> None:
    assert said({"docs/en/toolkits/a.md": None, "docs/rw/toolkits/a.md": None, "docs/ar/toolkits/a.md": None}) == [
        gone("toolkits/a")]


def test_a_plain_page_and_a_part_that_are_gone_are_said(said: Said) -> None:
    assert said({"docs/en/about.md": None, "docs/rw/about.md": None, "docs/en/manuals/m/one.md": None,
                 "docs/en/manuals/m/index.md": work("M", parts="[two]")}) == [gone("manuals/m/one"), gone("about")]


def test_a_work_in_parts_that_is_gone_is_said_for_each_of_its_pages(said: Said) -> None:
    assert said({name: None for name in RELEASED if "/manuals/" in name}) == [
        gone("manuals/m/index"), gone("manuals/m/one"), gone("manuals/m/two")]


def test_what_was_gone_is_said_by_the_address_that_was_printed(said: Said) -> None:
    """A page whose source edition is not in the default language too."""
    released = {"docs/rw/toolkits/isoko.md": work("Isoko")}
    assert said({"docs/rw/toolkits/isoko.md": None}, released) == [gone("toolkits/isoko")]


def test_a_path_may_become_the_alias_of_another_page(said: Said) -> None:
    moved = {"docs/en/toolkits/a.md": None, "docs/rw/toolkits/a.md": None, "docs/ar/toolkits/a.md": None,
             "docs/en/toolkits/b.md": work("A", aliases="[toolkits/a]"), "docs/rw/toolkits/b.md": edition("A"),
             "docs/ar/toolkits/b.md": edition("أ")}
    assert said(moved) == []
    assert said({**moved, "docs/rw/toolkits/b.md": None}) == [edition_gone("toolkits/a", "rw")]


def test_a_part_may_become_the_alias_of_another_page(said: Said) -> None:
    assert said({"docs/en/manuals/m/index.md": work("M", parts="[two]"), "docs/en/manuals/m/one.md": None,
                 "docs/en/manuals/m/two.md": page("Two", aliases="[manuals/m/one]")}) == []


def test_a_work_may_stay_as_a_withdrawn_notice(said: Said) -> None:
    assert said({"docs/en/toolkits/a.md": work("A", withdrawn="Outdated.")}) == []


def test_an_edition_may_not_disappear_from_a_page_that_is_still_offered(said: Said) -> None:
    assert said({"docs/rw/toolkits/a.md": None, "docs/ar/toolkits/a.md": None, "docs/rw/about.md": None,
                 "docs/rw/manuals/m/two.md": None}) == [
        edition_gone("manuals/m/two", "rw"), edition_gone("toolkits/a", "rw"), edition_gone("toolkits/a", "ar"),
        edition_gone("about", "rw")]


def test_a_source_edition_may_change_its_language(said: Said) -> None:
    assert said({"docs/rw/toolkits/a.md": work("A"), "docs/en/toolkits/a.md": edition("A", of="rw"),
                 "docs/ar/toolkits/a.md": edition("أ", of="rw")}) == []


def test_a_page_may_become_a_part_and_a_part_a_page_of_its_own(said: Said) -> None:
    assert said({"docs/en/manuals/m/index.md": work("M", parts="[two]"), "docs/en/manuals/m/one.md": work("One")}) == []


def test_an_alias_that_was_published_must_still_lead_somewhere(said: Said) -> None:
    """It stood in print before it became an alias."""
    released = {"docs/en/toolkits/b.md": work("B", aliases="[toolkits/older]"),
                "docs/en/about.md": page("About", aliases="[about-us]"),
                "docs/en/manuals/m/index.md": work("M", parts="[one]"), "docs/en/manuals/m/one.md": page(aliases="[first]")}
    assert said({}, released) == []
    again = {"docs/en/toolkits/b.md": work("B"), "docs/en/toolkits/older.md": work("Older")}
    assert said(again, released) == [], "an alias may become a page again"
    without = {"docs/en/toolkits/b.md": work("B"), "docs/en/about.md": page("About"), "docs/en/manuals/m/one.md": page()}
    assert sorted(said(without, released)) == [gone("about-us"), gone("first"), gone("toolkits/older")]


def test_a_page_that_grew_into_a_folder_can_keep_its_address(said: Said) -> None:
    """The finding says `aliases: [toolkits/a]`; doing so must be the end of it."""
    grown = {name.replace("/a.md", "/a/index.md"): text for name, text in RELEASED.items() if name.endswith("toolkits/a.md")}
    assert said({**{name: None for name in RELEASED if name.endswith("toolkits/a.md")}, **grown,
                 "docs/en/toolkits/a/index.md": work("A", aliases="[toolkits/a]")}) == []
