"""ZIM files, opened with libzim as readers of offline libraries do, and measured by openZIM's rules."""

from __future__ import annotations

import datetime
import hashlib
import io
import posixpath
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from lxml import html
from PIL import Image

from conftest import ROOT, Built, edition, work
from ijwi.downloads.mark import mark_png
from ijwi.downloads.zim import DESCRIPTION, TITLE, letters, shortened, zim
from small_centres import built_once, centre_of

TREE = {
    "docs/en/toolkits/safe.md": work("Stay safe", body="A shared [telephone](reply.md). See [it](https://else.example/x)."),
    "docs/ar/toolkits/safe.md": edition("ابقي آمنة", body="هاتف مشترك"),
    "docs/rw/toolkits/safe.md": edition("Kwirinda", body="Telefoni isangiwe"),
    "docs/en/toolkits/reply.md": work("Answering abuse", topics="[online-abuse]", sensitive="true",
                                      neutral_title="Plan and reply", body="Harassment by telephone."),
    "docs/en/toolkits/moved.md": work("Moved here", aliases="[old/place]", body="It has moved."),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("zim"), TREE)


@pytest.fixture
def made(built: Built, tmp_path: Path) -> Callable[..., Archive]:
    numbers = iter(range(100))

    def make(*languages: str, complete: bool = False) -> Archive:
        target = tmp_path / "zim" / f"{next(numbers)}.zim"
        zim(target, built.site, centre_of(built.root), languages, complete=complete)
        return Archive(target)
    return make


@pytest.fixture(scope="session")
def real_zim(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    target = tmp_path_factory.mktemp("zim") / "fa.zim"
    zim(target, real_site, centre_of(ROOT), ["fa"])
    return Archive(target)


def entries(archive: Archive) -> dict[str, tuple[str, str, str]]:
    """Title, type and digest of each entry by its path; of a redirect, where it leads."""
    found = {}
    for number in range(archive.entry_count):
        entry = archive._get_entry_by_id(number)
        if entry.is_redirect:
            found[entry.path] = (entry.title, "redirect", entry.get_redirect_entry().path)
        else:
            item = entry.get_item()
            found[entry.path] = (entry.title, item.mimetype, hashlib.sha256(bytes(item.content)).hexdigest())
    return found


def facts(archive: Archive) -> dict[str, bytes]:
    return {key: archive.get_metadata(key) for key in archive.metadata_keys}


def search(archive: Archive, words: str) -> set[str]:
    found = Searcher(archive).search(Query().set_query(words))
    return set(found.getResults(0, 20))


def content(archive: Archive, path: str) -> str:
    return bytes(archive.get_entry_by_path(path).get_item().content).decode()


def test_a_zim_opens_is_whole_and_begins_with_its_home_page(made: Callable[..., Archive]) -> None:
    archive = made("ar")
    assert archive.check() and archive.has_checksum
    assert archive.main_entry.get_item().path == "ar/index.html"
    assert "ابقي آمنة" in content(archive, "ar/toolkits/safe.html")
    assert made("en", "rw", "ar").main_entry.get_item().path == "index.html"


@pytest.mark.parametrize("languages", [("en",), ("ar",), ("en", "rw", "ar")])
def test_metadata_follow_the_rules_of_openzim(made: Callable[..., Archive], languages: tuple[str, ...]) -> None:
    """https://wiki.openzim.org/wiki/Metadata"""
    archive = made(*languages)
    known = {key: value.decode() for key, value in facts(archive).items() if not key.startswith("Illustration")}
    assert {"Name", "Title", "Creator", "Publisher", "Date", "Description", "Language", "Tags", "Scraper"} <= set(known)
    assert 1 <= len(letters(known["Title"])) <= 30
    assert 1 <= len(letters(known["Description"])) <= 80
    assert known["Language"] == ",".join({"en": "eng", "rw": "kin", "ar": "ara"}[code] for code in languages)
    assert datetime.date.fromisoformat(known["Date"]) == datetime.date(2026, 11, 22)
    assert re.fullmatch(r"[\w.-]+_[a-z-]+_\w+", known["Name"])
    assert known["Scraper"] == "ijwi", "no versions, no machine"
    assert "_ftindex:yes" in known["Tags"].split(";")
    picture = Image.open(io.BytesIO(bytes(archive.get_illustration_item(48).content)))
    assert (picture.format, picture.size, picture.info) == ("PNG", (48, 48), {})


def test_the_search_of_the_reader_finds_words_in_each_language(made: Callable[..., Archive]) -> None:
    assert search(made("en"), "telephones") == {"toolkits/safe.html"}, "by the stem"
    assert search(made("ar"), "هاتف") == {"ar/toolkits/safe.html"}
    assert search(made("rw"), "isangiwe") == {"rw/toolkits/safe.html"}
    every = made("en", "rw", "ar")
    assert search(every, "telephone") == {"toolkits/safe.html"}
    assert search(every, "مشترك") == {"ar/toolkits/safe.html"}
    assert not search(every, "Menu"), "words of the menus are not searched"


def test_sensitive_works_are_left_out_unless_it_is_the_complete_one(made: Callable[..., Archive]) -> None:
    archive = made("en")
    assert not archive.has_entry_by_path("toolkits/reply.html")
    assert not search(archive, "harassment")
    for path, (_title, kind, _digest) in entries(archive).items():
        if kind == "text/html":
            assert "Answering abuse" not in content(archive, path), path
    complete = made("en", complete=True)
    assert search(complete, "harassment") == {"toolkits/reply.html"}
    assert complete.get_metadata("Name") != archive.get_metadata("Name")
    assert complete.get_entry_by_path("toolkits/reply.html").title == "Plan and reply"


def test_the_same_site_gives_the_same_entries_and_metadata(made: Callable[..., Archive]) -> None:
    one, other = made("en", "ar"), made("en", "ar")
    assert entries(one) == entries(other)
    assert facts(one) == facts(other)
    assert len(entries(one)) > 30


def test_pages_that_moved_lead_to_where_they_are(made: Callable[..., Archive]) -> None:
    entry = made("en").get_entry_by_path("old/place.html")
    assert entry.is_redirect and entry.get_redirect_entry().path == "toolkits/moved.html"


@pytest.mark.parametrize("which", ["small", "all", "real"])
def test_every_link_leads_to_an_entry_or_says_that_it_leads_outside(
        request: pytest.FixtureRequest, which: str) -> None:
    archive = request.getfixturevalue("real_zim") if which == "real" else \
        request.getfixturevalue("made")(*(("ar",) if which == "small" else ("en", "rw", "ar")))
    pages = [path for path, (_title, kind, _digest) in entries(archive).items() if kind == "text/html"]
    assert len(pages) > 5
    for path in pages:
        page = html.document_fromstring(content(archive, path).encode())
        needed = [str(address) for address in page.xpath("//@src | //link[not(@rel='canonical' or @rel='alternate')]/@href")]
        for address in (*needed, *(link.get("href", "") for link in page.iter("a"))):
            parts = urlsplit(address)
            if not parts.scheme and parts.path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                assert archive.has_entry_by_path(target), (path, address)
        assert not [address for address in needed if urlsplit(address).scheme not in ("", "data")], path
        for link in page.iter("a"):
            if urlsplit(link.get("href", "")).scheme in ("http", "https"):
                assert "noreferrer" in link.get("rel", ""), (path, link.get("href"))


def test_the_real_zim_is_found_by_its_words(real_zim: Archive) -> None:
    assert "fa/toolkits/stay-safe-online/index.html" in search(real_zim, "رمز")
    assert real_zim.get_metadata("Language") == b"fas"
    assert len(letters(real_zim.get_metadata("Description").decode())) <= DESCRIPTION


def test_texts_are_shortened_by_letters_as_readers_count_them() -> None:
    assert letters("كتابٌ") == ["ك", "ت", "ا", "بٌ"]
    assert letters("नमस्ते") == ["न", "म", "स्", "ते"]
    assert shortened("short", TITLE) == "short"
    cut = shortened("one two, three four five six seven eight", TITLE)
    assert cut == "one two, three four five six…" and len(letters(cut)) <= TITLE
    assert shortened("x" * 31, TITLE) == "x" * 29 + "…"


def test_the_mark_is_drawn_from_the_brand_and_something_neutral_stands_for_what_is_not_understood(
        built: Built, tmp_path: Path) -> None:
    site = Path(shutil.copytree(built.site / "assets", tmp_path / "site/assets")).parent
    own = Image.open(io.BytesIO(mark_png(site, 48))).convert("RGB")
    assert own.getpixel((1, 1)) == (0x15, 0x11, 0x0E) and own.getpixel((24, 8))[0] > 0xE0 > 0xA0 > own.getpixel((24, 13))[0]
    (site / "assets/brand/mark.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>', encoding="utf-8")
    other = Image.open(io.BytesIO(mark_png(site, 48)))
    assert other.size == (48, 48) and other.convert("RGB").tobytes() != own.tobytes()


def test_a_language_that_the_centre_does_not_have_is_refused(made: Callable[..., Archive]) -> None:
    with pytest.raises(ValueError, match="no language xx"):
        made("xx")
