"""Languages that travel in the ZIP of another: what is cut, what it says of itself, and how it is offered."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from libzim.reader import Archive
from lxml import html

from conftest import CONFIG, Built, edition, homes, work
from ijwi.centre import Centre
from ijwi.downloads.bundle import bundle
from ijwi.downloads.offers import read_downloads
from ijwi.downloads.pieces import Order, Piece, cut, pieces
from small_centres import built_once, centre_of
from test_bundle import KEY, broken, unzipped
from test_bundle import TREE as BUNDLES

LANGUAGES = """
    en: {name: English, iso639_3: eng}
    sw: {name: Kiswahili, iso639_3: swa}
    fr: {name: Français, iso639_3: fra}
    rw: {name: Ikinyarwanda, iso639_3: kin, fallbacks: [en], beside: [fr, sw, ar]}
    ar: {name: العربية, iso639_3: ara, digits: arab, beside: [fr]}
"""
#: French has a work of each topic, Arabic one of online safety alone; all that Swahili has is sensitive.
TREE = {
    **homes("en", "sw", "fr", "rw", "ar"), "docs/data/vocabulary.yml": BUNDLES["docs/data/vocabulary.yml"],
    "mkdocs.yml": re.sub(r"\n    en: .*\n    rw: .*\n    ar: .*\n", LANGUAGES, CONFIG),
    "docs/en/toolkits/safe.md": work("Stay safe"), "docs/fr/toolkits/safe.md": edition("Prudence"),
    "docs/rw/toolkits/safe.md": edition("Kwirinda"), "docs/ar/toolkits/safe.md": edition("السلامة"),
    "docs/en/toolkits/plan.md": work("Plan", topics="[digital-skills]"), "docs/fr/toolkits/plan.md": edition("Plan d’action"),
    "docs/rw/toolkits/plan.md": edition("Gahunda"),
    "docs/en/toolkits/record.md": work("Being stalked", sensitive="true", neutral_title="Notes", topics="[online-abuse]"),
    "docs/sw/toolkits/record.md": edition("Kufuatwa", neutral_title="Kumbukumbu", review="human"),
    "docs/fr/toolkits/record.md": edition("Être suivie", neutral_title="Carnet", review="human"),
    "docs/rw/toolkits/record.md": edition("Gukurikiranwa", neutral_title="Inyandiko", review="human")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("beside"), TREE)


@pytest.fixture(scope="module")
def centre(built: Built) -> Centre:
    return centre_of(built.root)


@pytest.fixture
def order(built: Built, centre: Centre, tmp_path: Path) -> Callable[..., Order]:
    """An order from a copy of the site, as the command gives it."""
    site = Path(shutil.copytree(built.site, tmp_path / "site"))

    def give(*languages: str, formats: tuple[str, ...] = ("zip",)) -> Order:
        return Order(site, centre, "Small centre", "https://small.example/", list(languages) or None, None, None, list(formats), KEY)
    return give


def library(order: Order, code: str, topic: str | None = None) -> Piece:
    [found] = [piece for piece in pieces(order) if (piece.format, piece.language, piece.topic) == ("zip", code, topic)]
    return found


def command(built: Built, site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "scripts/downloads.py", "--site", str(site), "--quiet", *arguments], cwd=built.root, text=True,
                          capture_output=True, encoding="utf-8", timeout=300, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(built.root / "hooks")})


def test_what_travels_is_what_has_anything_to_read_there(order: Callable[..., Order]) -> None:
    """In the order of the language's own line; works that are sensitive, and not handed out, are nothing to read."""
    every = order()
    assert {(piece.language, piece.topic): piece.beside for piece in pieces(every) if piece.language} == {
        ("en", None): (), ("en", "online-safety"): (), ("en", "digital-skills"): (),
        ("fr", None): (), ("fr", "online-safety"): (), ("fr", "digital-skills"): (),
        ("rw", None): ("fr", "ar"), ("rw", "online-safety"): ("fr", "ar"), ("rw", "digital-skills"): ("fr",),
        ("ar", None): ("fr",), ("ar", "online-safety"): ("fr",)}
    assert library(every, "rw").effort == (2 + 2 + 1) * library(every, "ar").effort / (1 + 2), "what travels takes time too"


def test_the_zip_carries_both_and_opens_in_its_own_language(order: Callable[..., Order]) -> None:
    one = order("rw")
    [made] = cut(one, library(one, "rw"))
    assert (made.language, made.beside, made.url) == ("rw", ("fr", "ar"), "downloads/rw/library.zip")
    name, files = unzipped((one.site / made.url).read_bytes())
    assert name == "small-centre-rw-fr-ar-2026-11-22", "its own first, though French stands before it in mkdocs.yml"
    assert broken(files) == []
    pages = {path for path in files if path.endswith("toolkits/safe.html")}
    assert pages == {"rw/toolkits/safe.html", "fr/toolkits/safe.html", "ar/toolkits/safe.html"}
    assert {path.split("/")[0] for path in files if path.endswith("side-by-side.html")} == {"rw", "fr", "ar"}
    assert not any("record" in path or b"Carnet" in content for path, content in files.items())
    start = html.document_fromstring(files["START-HERE.html"].decode())
    assert files["index.html"] == files["START-HERE.html"]
    assert (start.get("lang"), start.get("dir")) == ("rw", "ltr")
    assert start.xpath("//section/@lang") == start.xpath("//ul[@class='tiles']//a/@hreflang") == ["rw", "fr", "ar"]


def test_a_topic_takes_along_what_the_other_language_has_of_it(order: Callable[..., Order]) -> None:
    one = order("rw")
    [made] = cut(one, library(one, "rw", "digital-skills"))
    name, files = unzipped((one.site / made.url).read_bytes())
    assert name == "small-centre-rw-fr-digital-skills-2026-11-22"
    assert {path for path in files if "/toolkits/" in path} == {"rw/toolkits/plan.html", "fr/toolkits/plan.html"}
    assert not [path for path in files if path.startswith("ar/")]


def test_a_zim_stays_of_one_language(order: Callable[..., Order]) -> None:
    one = order("rw", formats=("zim",))
    [piece] = pieces(one)
    [made] = cut(one, piece)
    archive = Archive(one.site / made.url)
    assert (made.beside, archive.get_metadata("Language")) == ((), b"kin")
    assert archive.has_entry_by_path("rw/toolkits/safe.html") and not archive.has_entry_by_path("fr/toolkits/safe.html")


def test_an_earlier_copy_is_brought_up_to_date_when_a_language_begins_to_travel(
        built: Built, centre: Centre, order: Callable[..., Order], tmp_path: Path) -> None:
    """It stays the ZIP of its language, also where all languages of a centre travel together."""
    with zipfile.ZipFile(io.BytesIO(bundle(built.site, centre, ["rw"], None, complete=False, key=KEY))) as archive:
        archive.extractall(tmp_path / "copy")
    [copy] = (tmp_path / "copy").iterdir()
    assert not (copy / "fr").exists()
    one = order("rw")
    [made] = cut(one, library(one, "rw"))
    done = subprocess.run([sys.executable, "-I", "update_bundle.py", ".", str(one.site / made.url)], cwd=copy, capture_output=True,
                          text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert (copy / "fr" / "toolkits" / "safe.html").is_file() and (copy / "rw" / "toolkits" / "safe.html").is_file()
    name, files = unzipped(bundle(built.site, centre, ["rw"], None, complete=False, key=KEY, beside=["fr", "en", "sw", "ar"]))
    assert json.loads(files["files.json"])["bundle"]["languages"] == ["rw"]
    assert name == "small-centre-rw-fr-en-sw-ar-2026-11-22"


def test_a_language_that_the_centre_does_not_have_cannot_travel(built: Built, centre: Centre) -> None:
    with pytest.raises(ValueError, match="the centre has no language xx"):
        bundle(built.site, centre, ["rw"], None, complete=False, key=None, beside=["xx"])


def test_the_offer_names_the_languages_that_travel(built: Built, order: Callable[..., Order]) -> None:
    site = order().site
    done = command(built, site, "--language", "rw", "--language", "ar", "--format", "zip", "--format", "zim")
    assert done.returncode == 0, done.stderr
    listed = {entry["url"]: (entry["language"], entry["beside"]) for entry in json.loads((site / "downloads/downloads.json").read_text("utf-8"))}
    assert listed == {
        "downloads/rw/library.zip": ("rw", ["fr", "ar"]), "downloads/rw/online-safety.zip": ("rw", ["fr", "ar"]),
        "downloads/rw/digital-skills.zip": ("rw", ["fr"]), "downloads/rw/library.zim": ("rw", []),
        "downloads/ar/library.zip": ("ar", ["fr"]), "downloads/ar/online-safety.zip": ("ar", ["fr"]), "downloads/ar/library.zim": ("ar", [])}
    page = html.document_fromstring((site / "rw/downloads.html").read_text("utf-8"))
    shown = {line.xpath("./a/@href")[0].split("/")[-1]: [
        (tag.text_content(), *tag.xpath("./span/@lang"), *tag.xpath("./span/@dir")) for tag in line.xpath("./a/following-sibling::span[@class='tag']")]
        for line in page.xpath("//ul[@class='offers']/li")}
    french, arabic = ("+ Français", "fr", "ltr"), ("+ العربية", "ar", "rtl")
    assert {name: tags[:-1] for name, tags in shown.items()} == {
        "library.zip": [french, arabic], "online-safety.zip": [french, arabic], "digital-skills.zip": [french], "library.zim": []}
    assert all(re.search(r"\d", tags[-1][0]) for tags in shown.values()), "the size stays"


def test_a_list_from_before_is_read_and_says_what_its_files_are(built: Built, order: Callable[..., Order]) -> None:
    """A ZIP that was cut before its language had company is not said to have any."""
    site = order().site
    command(built, site, "--language", "rw", "--format", "zip")
    file = site / "downloads/downloads.json"
    earlier = json.loads(file.read_text("utf-8"))
    for entry in earlier:
        del entry["beside"]
    file.write_text(json.dumps(earlier), "utf-8")
    assert {found.beside for found in read_downloads(site)} == {()}
    command(built, site, "--language", "ar", "--format", "zip")
    assert {found.url: found.beside for found in read_downloads(site)}["downloads/rw/library.zip"] == ()
    assert "+ <span" not in (site / "rw/downloads.html").read_text("utf-8")
    assert "+ <span" in (site / "ar/downloads.html").read_text("utf-8")
    again = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    command(built, site, "--language", "ar", "--format", "zip", "--topic", "online-safety")
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == again, "what is not cut anew stays as it was"
