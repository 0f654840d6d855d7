"""A copy on a memory card, opened by double click in Firefox as people have it: no server, no network."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, Built, edition, homes, page, work
from firefox import BidiError, Tab
from ijwi.centre import read_centre
from ijwi.downloads.bundle import bundle
from ijwi.downloads.single import single_file
from ijwi.neutral import NEUTRAL_PAGE, NEUTRAL_TITLE
from small_centres import book_of, built_once, centre_of

LONG = "A sesame text.\n\n## One {#one}\n\nText.\n\n## Two {#two}\n\n" + "More text.\n\n" * 60 + "## Three {#three}\n\nThe end.\n\n" + "More.\n\n" * 60
TREE = {
    **homes("en", "rw", "ar"),
    "docs/en/toolkits/safe.md": work("Stay safe", body=LONG, minutes="30"),
    "docs/rw/toolkits/safe.md": edition("Kwirinda", body="Inyandiko y'ijambobanga.\n\n## Rimwe {#one}\n\nAmagambo.\n\n## Kabiri {#two}\n\nAmagambo.\n\n## Gatatu {#three}\n\nIherezo."),
    "docs/ar/toolkits/safe.md": edition("ابقي آمنة", body="كلمة السر.\n\n## واحد {#one}\n\nنص.\n\n## اثنان {#two}\n\nنص.\n\n## ثلاثة {#three}\n\nالنهاية."),
    "docs/en/toolkits/plan.md": work("Plan a meeting", body="A cinnamon text. See [the other](safe.md#two).", level="advanced"),
    "docs/en/manuals/train/index.md": work("Train others", kind="manual", parts="[first, second]", body="A pepper text."),
    "docs/en/manuals/train/first.md": page("First part", body="One.\n\n| a | b |\n|---|--:|\n| 1 | 2 |"),
    "docs/en/manuals/train/second.md": page("Second part", body="Two."),
    "docs/rw/manuals/train/index.md": edition("Guhugura"),
    "docs/en/toolkits/record.md": work("Being stalked", sensitive="true", neutral_title="Notes", topics="[online-abuse]", body="A clove text."),
    "docs/data/vocabulary.yml": """
        kinds:
          toolkit: {name: Toolkit, plural: Toolkits}
          manual: {name: Manual, plural: Manuals}
        topics:
          online-safety: {name: Online safety}
          online-abuse: {name: Online abuse, sensitive: true, neutral: {address: support, name: Support}}
        audiences:
          organisers: {name: Organisers}
        levels:
          introductory: {name: Introductory}
          advanced: {name: Advanced}
        """,
}
#: In each language a word of a text, and the page that has it.
SOUGHT = {"": ("sesame", "toolkits/safe.html"), "rw/": ("ijambobanga", "rw/toolkits/safe.html"), "ar/": ("السر", "ar/toolkits/safe.html")}
NUMBERS = [str(row * column) for row in range(1, 11) for column in range(1, 11)]


def unpacked(content: bytes, folder: Path) -> Path:
    """A ZIP as somebody unpacks it."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)
    [top] = folder.iterdir()
    return top


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small centre."""
    return built_once(tmp_path_factory.mktemp("firefox"), TREE)


@pytest.fixture(scope="module")
def copy(small: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of all of it, in a folder whose name is none for web servers."""
    content = bundle(small.site, centre_of(small.root), ["en", "rw", "ar"], None, complete=True, key=None)
    return unpacked(content, tmp_path_factory.mktemp("card") / "Ikarita y'ububiko #2, 100 %")


@pytest.fixture(scope="module")
def kinyarwanda(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real site in Kinyarwanda, as it is offered."""
    class Loader(yaml.SafeLoader):
        """Reads over the tags of MkDocs."""
    centre = read_centre(ROOT, ROOT / "docs", yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)["extra"])
    return unpacked(bundle(real_site, centre, ["rw"], None, complete=False, key=None), tmp_path_factory.mktemp("rw") / "card")


def at(folder: Path, path: str) -> str:
    return (folder / path).as_uri()


def fine(tab: Tab, folder: Path) -> None:
    """Nothing was asked for outside of the copy, and nobody complained."""
    assert tab.foreign(f"{folder.as_uri()}/") == []
    assert tab.complaints() == []


# The browser itself

def test_the_browser_tells_of_what_a_page_asks_for_and_may_not_do(tab: Tab, tmp_path: Path) -> None:
    """Or else the other tests would see nothing."""
    (tmp_path / "page.html").write_text(
        "<!doctype html><title>x</title><img src='http://elsewhere.example/x.png'><link rel=stylesheet href=gone.css>", encoding="utf-8")
    (tmp_path / "strict.html").write_text(
        "<!doctype html><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><title>x</title><style>p {}</style>", encoding="utf-8")
    tab.goto(at(tmp_path, "page.html"))
    assert any("elsewhere.example" in asked for asked in tab.foreign(tmp_path.as_uri()))
    assert f"not there: {at(tmp_path, 'gone.css')}" in tab.complaints()
    tab.goto(at(tmp_path, "strict.html"))
    assert tab.complained("Content-Security-Policy")
    with pytest.raises(BidiError, match="NOT_FOUND"):
        tab.goto(at(tmp_path, "gone.html"))


def test_the_browser_keeps_pages_from_reading_other_files_as_readers_browsers_do(tab: Tab, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    (tmp_path / "other.html").write_text("<!doctype html><title>y</title>", encoding="utf-8")
    tab.goto(at(tmp_path, "page.html"))
    assert tab.evaluate("fetch('other.html').then(() => 'read', () => 'refused')") == "refused"


# The copy

def test_start_here_leads_on_in_every_language(tab: Tab, copy: Path) -> None:
    for code, direction in {"en": "ltr", "rw": "ltr", "ar": "rtl"}.items():
        tab.goto(at(copy, "START-HERE.html"))
        assert tab.evaluate("document.title") == "Small centre"
        assert tab.evaluate("getComputedStyle(document.querySelector('.tiles')).listStyleType") == "none", "it has its style"
        tab.click(f".tiles a[hreflang={code}]")
        tab.wait_for_url(at(copy, "index.html" if code == "en" else f"{code}/index.html"))
        assert tab.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == [code, direction]
    fine(tab, copy)


#: The addresses on a page that stay in the copy, without their fragments; places that are named and not there.
LINKS = """[...document.links].filter(link => link.protocol === "file:").map(link => link.href.split("#")[0])"""
MISSING = """[...document.links].filter(link => link.href.split("#")[0] === location.href.split("#")[0] && link.hash.length > 1
  && !document.getElementById(decodeURIComponent(link.hash.slice(1)))).map(link => link.hash)"""


def every_page(tab: Tab, folder: Path) -> set[str]:
    """Opens START-HERE and all that it leads to; gives the paths. Fails at the first link that opens no page."""
    waiting, seen = [at(folder, "START-HERE.html")], set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        tab.goto(address)
        assert tab.evaluate("document.querySelectorAll('h1').length") == 1, address
        assert tab.evaluate(MISSING) == [], address
        waiting += [link for link in dict.fromkeys(tab.evaluate(LINKS)) if link not in seen and link not in waiting
                    and link.endswith(".html")]
    return {address.removeprefix(f"{folder.as_uri()}/") for address in seen}


def test_every_link_of_a_copy_opens_a_page(tab: Tab, copy: Path) -> None:
    opened = every_page(tab, copy)
    assert opened == {file.relative_to(copy).as_posix() for file in copy.rglob("*.html")}
    fine(tab, copy)


def search(tab: Tab, words: str) -> None:
    """Types words into the search of the page and waits for results."""
    tab.click("a[data-search]")
    tab.wait_for("document.querySelector('#search').dataset.ready && document.activeElement.id === 'search-words'")
    tab.press(*words, "Enter")
    tab.wait_for("document.querySelector('.search-results a')")


@pytest.mark.parametrize("prefix", SOUGHT)
def test_the_search_finds_a_work_and_its_result_opens(prefix: str, tab: Tab, copy: Path) -> None:
    words, path = SOUGHT[prefix]
    tab.goto(at(copy, f"{prefix}index.html"))
    search(tab, words)
    assert tab.evaluate("document.querySelector('.search-results mark').textContent")
    tab.click(".search-results .search-title a")
    tab.wait_for_url(at(copy, path))
    tab.back()
    tab.wait_for(f"document.querySelector('#search-words').value === {json.dumps(words)} && document.querySelector('.search-results a')")
    assert words not in tab.url
    fine(tab, copy)


@pytest.mark.parametrize("prefix", SOUGHT)
def test_the_library_can_be_filtered(prefix: str, tab: Tab, copy: Path) -> None:
    library = at(copy, f"{prefix}library.html")
    tab.goto(library)
    tab.wait_for("!document.querySelector('details[data-filters]').hidden")
    tab.click("details[data-filters] > summary")
    tab.click("fieldset[data-field=level] summary")
    tab.click("fieldset[data-field=level] input[value=advanced]")
    shown = "[...document.querySelectorAll('[data-filtered] .card a')].map(link => link.href)"
    tab.wait_for(f"({shown}).length === 1")
    assert tab.evaluate(shown) == [at(copy, "toolkits/plan.html")]
    assert tab.url == f"{library}#level=advanced"
    assert tab.evaluate("document.querySelector('.filter-count').textContent").strip()
    tab.click("[data-filtered] .card a")
    tab.wait_for_url(at(copy, "toolkits/plan.html"))
    tab.back()
    tab.wait_for(f"({shown}).length === 1")
    tab.back()
    tab.wait_for("location.hash === '' && document.querySelector('[data-unfiltered]').checkVisibility()")
    fine(tab, copy)


def test_the_menu_opens_and_closes_and_the_tables_columns_are_aligned(tab: Tab, copy: Path) -> None:
    tab.goto(at(copy, "manuals/train/first.html"))
    assert tab.evaluate("[...document.querySelectorAll('.text td')].map(cell => getComputedStyle(cell).textAlign)") == ["start", "end"]
    tab.click("details.menu > summary")
    tab.wait_for("document.querySelector('details.menu').open && document.querySelector('details.menu a').checkVisibility()")
    tab.press("Escape")
    tab.wait_for("!document.querySelector('details.menu').open")
    fine(tab, copy)


# Leaving

def by_link(tab: Tab) -> None:
    tab.click("a.exit")


def by_keys(tab: Tab) -> None:
    tab.press("Shift", "Shift", "Shift")


both_ways = pytest.mark.parametrize("leave", [by_link, by_keys], ids=["link", "keys"])
#: Makes a page tell what can be seen of it the moment it is left.
TELL = """new MutationObserver(() => console.log(JSON.stringify({
  title: document.title,
  shown: [...document.querySelectorAll("body *")].filter(one => one.checkVisibility()).map(one => one.className),
  points: [...new Set([5, 180, 355].flatMap(x => [5, 200, 400, 735].map(y => (document.elementFromPoint(x, y) || document.body).className)))]})))
  .observe(document.documentElement, {attributes: true}) || true"""


def expect_numbers(tab: Tab, copy: Path) -> None:
    tab.wait_for_url(at(copy, NEUTRAL_PAGE))
    assert tab.evaluate("document.body.innerText").split() == [*NEUTRAL_TITLE.split(), *NUMBERS]
    assert tab.evaluate("document.title") == NEUTRAL_TITLE


@both_ways
@pytest.mark.parametrize("path", ["index.html", "rw/toolkits/safe.html", "ar/library.html", "toolkits/record.html"])
def test_the_exit_covers_the_page_and_ends_on_the_neutral_page_inside_the_copy(
        path: str, leave: Callable[[Tab], None], tab: Tab, copy: Path) -> None:
    tab.goto(at(copy, "topics/index.html"))
    before = tab.evaluate("document.title")
    tab.goto(at(copy, path))
    tab.evaluate(TELL)
    leave(tab)
    expect_numbers(tab, copy)
    told = [json.loads(text) for text in tab.said() if text.startswith("{")]
    assert told, "the page was covered before the next one was there"
    assert set(told[0]["shown"]) == {"exit-cover", "visually-hidden"} and told[0]["points"] == ["exit-cover"]
    tab.back()
    tab.wait_for_url(at(copy, "topics/index.html"))
    assert tab.evaluate("document.title") == before, "the page that was left has no place behind Back"
    assert tab.evaluate("!document.querySelector('.exit-cover') && document.querySelector('h1').checkVisibility()")
    fine(tab, copy)


def test_start_here_is_left_by_its_link(tab: Tab, copy: Path) -> None:
    tab.goto(at(copy, "START-HERE.html"))
    by_link(tab)
    expect_numbers(tab, copy)
    fine(tab, copy)


# Single files

@pytest.mark.parametrize(("code", "title"), [("en", "Stay safe"), ("rw", "Kwirinda"), ("ar", "ابقي آمنة")])
def test_a_single_file_reads_alone(code: str, title: str, tab: Tab, small: Built, tmp_path: Path) -> None:
    alone = tmp_path / "Bluetooth" / "safe.html"
    alone.parent.mkdir()
    alone.write_bytes(single_file(book_of(small.root, small.site, code, "toolkits/safe")))
    tab.goto(alone.as_uri())
    assert tab.evaluate("document.querySelector('h1').textContent") == title
    assert tab.evaluate("getComputedStyle(document.body).direction") == ("rtl" if code == "ar" else "ltr")
    assert tab.evaluate("document.styleSheets[0].cssRules.length") > 20, "the policy's digest is that of the style"
    assert tab.evaluate("getComputedStyle(document.querySelector('.exit')).position") == "fixed"
    tab.click("nav.contents summary")
    tab.click("nav.contents li:nth-child(3) a")
    tab.wait_for("document.querySelector('h2:target')")
    assert tab.evaluate("(top => top >= 0 && top < innerHeight)(document.querySelector('h2:target').getBoundingClientRect().top)")
    assert tab.evaluate("document.querySelector('h2:target').textContent") in ("Three", "Gatatu", "ثلاثة")
    fine(tab, alone)


# The real site

def test_the_real_copy_in_kinyarwanda_reads_searches_and_filters(tab: Tab, kinyarwanda: Path) -> None:
    tab.goto(at(kinyarwanda, "START-HERE.html"))
    tab.click(".tiles a[hreflang=rw]")
    tab.wait_for_url(at(kinyarwanda, "rw/index.html"))
    search(tab, "telefone")
    result = tab.evaluate("document.querySelector('.search-title a').href")
    tab.click(".search-title a")
    tab.wait_for_url(result)
    tab.goto(f"{at(kinyarwanda, 'rw/library.html')}#topic=online-safety")
    cards = tab.wait_for("[...document.querySelectorAll('[data-filtered] .card a')].map(link => link.href)")
    for address in cards:
        tab.goto(address)
    fine(tab, kinyarwanda)


def test_every_link_of_the_real_copy_opens_a_page(tab: Tab, kinyarwanda: Path) -> None:
    pages = {file.relative_to(kinyarwanda).as_posix() for file in kinyarwanda.rglob("*.html")}
    assert every_page(tab, kinyarwanda) == pages - {"index.html"}, "that one is START-HERE for servers"
    fine(tab, kinyarwanda)
