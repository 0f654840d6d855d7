"""A small centre that all tests of a module share: built once, for downloads cut from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from conftest import ROOT, SMALL, Built, Tree, run_mkdocs, write_tree
from ijwi.centre import Centre, read_centre
from ijwi.downloads.book import Book, read_book
from ijwi.reader import Reader
from ijwi.sharing import Sharing


def written(folder: Path, tree: Tree) -> Path:
    """Writes a centre with the generator beside it."""
    root = write_tree(folder / "centre", {**SMALL, **tree})
    for name in ("hooks", "overrides", "scripts", "locales"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    return root


def built_once(folder: Path, tree: Tree) -> Built:
    """Builds a centre with the generator beside it, as the fixture `build` does for a single test."""
    built = run_mkdocs(written(folder, tree))
    assert built.code == 0, built.log
    return built


def centre_of(root: Path) -> Centre:
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    return read_centre(root, root / "docs", config["extra"])


def book_of(root: Path, site: Path, code: str, name: str) -> Book:
    """A work in a language, from a finished site."""
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    centre = centre_of(root)
    sharing = Sharing(Reader(centre.catalogue, centre.strings[code]), config["site_name"], config["site_url"])
    [found] = [one for one in centre.catalogue.works if one.name == name]
    book = read_book(site, found, sharing)
    assert book is not None
    return book
