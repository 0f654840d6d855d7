"""A link that no longer answers says so to its reader, and offers an archived copy where one is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conftest import Built, edition, run_mkdocs, work
from ijwi.downloads import epub, single, text
from ijwi.links.memory import COLUMNS
from small_centres import book_of, built_once

DEAD, LOST, ALIVE, LATELY, FACT = (f"https://{name}.org/page?a=1&b=2" for name in ("dead", "lost", "alive", "lately", "fact"))
ARCHIVED = "https://archive.org/web/2025/https://dead.org/page?a=1&b=2"
MEMORY = f"""\
{",".join(COLUMNS)}
{DEAD},not-found,2026-05-03,2026-11-20,4,2026-11-01,,{ARCHIVED}
{LOST},no-server,,2026-11-20,3,2026-11-06,,
{FACT},gone,2026-10-01,2026-11-20,3,2026-11-01,,https://archive.org/fact
{ALIVE},works,2026-11-20,2026-11-20,,,,https://archive.org/alive
{LATELY},not-found,2026-11-01,2026-11-20,3,2026-11-08,,https://archive.org/lately
"""
INDICATORS = ("id,label,place,year,women,men,gap,value,unit,gap_basis,approximate,publisher,source,url,tier,notes\n"
              f"use,People using the internet,World,2024,65,70,5,,percent,points,,ITU,Facts,{FACT},P,\n")
BODY = f"Read [this]({DEAD}#part), [that]({ALIVE}), <{LOST}> and [those]({LATELY}) [@dead].\n\nIt was [fact:use.women].\n"
SOURCES = (f"[{{id: dead, title: 'Old & gold', publisher: P, url: '{DEAD}'}}, {{id: alive, title: New, publisher: P, url: '{ALIVE}'}}]")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("dead"), {
        "docs/data/links.csv": MEMORY, "docs/data/indicators.csv": INDICATORS,
        "docs/en/toolkits/safe.md": work(body=BODY, sources=SOURCES),
        "docs/en/toolkits/more.md": work("More", body=f"[that]({ALIVE})"),
        "docs/ar/toolkits/safe.md": edition("أمان", body=BODY),
        "docs/en/manuals/safe/index.md": work("Book", kind="manual", body=BODY, sources=SOURCES, parts="[one]"),
        "docs/en/manuals/safe/one.md": "---\ntitle: One\nsummary: One.\nupdated: 2026-11-22\n---\n\nText.\n",
        "docs/en/links/old.md": work("Old", kind="link", url=f"'{DEAD}'"),
        "docs/en/links/new.md": work("New", kind="link", url=f"'{ALIVE}'"),
    })


def notes(page: str) -> list[tuple[str, str]]:
    """Each note of a page with the address of the link before it."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(?:(?!</a>).)*</a><span class="dead-link">(.*?)</span>', page, re.S)
    return [(address.replace("&amp;", "&"), note) for address, note in found]


def test_dead_links_of_the_text_its_figures_and_its_sources_are_marked(small: Built) -> None:
    page = small.text("toolkits/safe.html")
    copy = f'<a href="{ARCHIVED.replace("&", "&amp;")}" rel="external noreferrer">archived copy</a>'
    said = " [<bdi>no longer answers; last worked on May 3, 2026</bdi> · " + copy + "]"
    assert notes(page) == [
        (f"{DEAD}#part", said), (LOST, " [<bdi>no longer answers</bdi>]"),
        (FACT, ' [<bdi>no longer answers; last worked on October 1, 2026</bdi> · <a href="https://archive.org/fact" rel="external noreferrer">archived copy</a>]'),
        (DEAD, said)]
    assert page.count("dead-link") == 4, "neither what works nor what failed for less than two weeks is marked"
    assert "Old &amp; gold" in page


def test_the_button_of_a_link_is_marked(small: Built) -> None:
    [(address, note)] = notes(small.text("links/old.html"))
    assert address == DEAD and "archived copy" in note
    assert "dead-link" not in small.text("links/new.html")


def test_the_note_has_the_reader_s_digits_and_words_go_where_they_belong(small: Built) -> None:
    found = notes(small.text("ar/toolkits/safe.html"))
    assert [address for address, _note in found] == [f"{DEAD}#part", LOST, FACT, DEAD]
    assert "٢٠٢٦" in found[0][1] and "2026" not in found[0][1]


def test_a_page_without_dead_links_costs_no_byte(small: Built, tmp_path: Path) -> None:
    before = small.text("toolkits/more.html")
    (small.root / "docs/data/links.csv").unlink()
    try:
        built = run_mkdocs(small.root, "--site-dir", str(tmp_path / "site"))
    finally:
        (small.root / "docs/data/links.csv").write_text(MEMORY, "utf-8")
    assert built.code == 0, built.log
    assert (tmp_path / "site/toolkits/more.html").read_text("utf-8") == before
    assert "dead-link" not in (tmp_path / "site/toolkits/safe.html").read_text("utf-8")


def test_books_and_plain_text_say_it_too(small: Built) -> None:
    book = book_of(small.root, small.site, "en", "manuals/safe")
    whole = single.single_file(book).decode()
    colophon = whole[whole.rindex('<ul class="sources">'):]
    assert whole.count("last worked on May 3, 2026") == 3 and colophon.count("last worked on May 3, 2026") == 1
    assert ARCHIVED.replace("&", "&amp;") in colophon
    plain = text.plain_text(book).decode()
    assert "no longer answers; last worked on May 3, 2026" in plain and f"archived copy ({ARCHIVED})" in plain
    assert len(epub.epub(book)) > 1000


def test_bad_data_stop_the_build_with_their_line(small: Built, tmp_path: Path) -> None:
    file = small.root / "docs/data/links.csv"
    file.write_text(MEMORY.replace("2026-05-03", "3/5/2026"), "utf-8")
    try:
        built = run_mkdocs(small.root, "--site-dir", str(tmp_path / "site"))
    finally:
        file.write_text(MEMORY, "utf-8")
    assert built.code == 1 and "docs/data/links.csv:2: data: `last_worked`: must be a day, year first" in built.log
    assert "Traceback" not in built.log


@pytest.mark.parametrize("path", ["toolkits/safe.html", "ar/toolkits/safe.html", "links/old.html"])
def test_both_links_can_be_followed_on_a_narrow_screen(small: Built, browser: Browser, path: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 720})
    try:
        page.goto((small.site / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator(".dead-link a").first.is_visible()
        assert page.locator(".dead-link a").first.get_attribute("href") == ARCHIVED
    finally:
        page.close()
