"""Leaving at once, and what a page that may harm its reader leaves behind: in a real browser."""

from __future__ import annotations

import http.server
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from browsing import Watched, serving
from conftest import CONFIG, Built, work
from ijwi.neutral import NEUTRAL_PAGE, NEUTRAL_STYLE, NEUTRAL_TITLE
from machine import chromium
from test_browser import KINDS
from test_real_site import LANGUAGES

PHONE: ViewportSize = {"width": 360, "height": 740}
#: The real site by its own name, and where its exit leads.
HOME, AWAY = "http://ijwi.example/", "https://www.wikipedia.org/"
SENSITIVE = ("toolkits/plan-and-reply/index.html", "toolkits/plan-and-reply/first-days.html",
             "links/keep-pictures-private.html", "topics/support.html", "ar/topics/support.html")
NUMBERS = [str(row * column) for row in range(1, 11) for column in range(1, 11)]
NOTE = "The page stays in the browser's history."


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another site, which remembers what it was told."""

    told: list[dict[str, str]] = []

    def do_GET(self) -> None:
        self.told.append({name.lower(): value for name, value in self.headers.items()})
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title><p>Another site.")

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another site on this machine, which has been told nothing yet."""
    _Elsewhere.told.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def online(browser: Browser, served: str) -> Iterator[Browser]:
    """A browser that finds the real site under its own name, and that keeps left pages for Back, as readers' do.

    The site that the exit leads to is so slow that it never answers, unless a test answers for it.
    """
    place = served.removeprefix("http://").rstrip("/")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        rules = f"MAP ijwi.example {place}, MAP www.wikipedia.org 127.0.0.1:{silent.getsockname()[1]}"
        own = browser.browser_type.launch(
            executable_path=chromium(), ignore_default_args=["--disable-back-forward-cache"],
            args=["--no-sandbox", "--disable-background-networking", f"--host-resolver-rules={rules}"])
        yield own
        own.close()


@pytest.fixture
def reader(online: Browser) -> Iterator[BrowserContext]:
    """Somebody online, on a phone."""
    context = online.new_context(viewport=PHONE)
    context.route(AWAY, lambda route: route.fulfill(
        body="<!doctype html><title>Elsewhere</title><p>Another site.", content_type="text/html"))
    yield context
    context.close()


def by_link(page: Page) -> None:
    page.locator("a.exit").click(no_wait_after=True)


def by_keys(page: Page) -> None:
    for _press in range(3):
        page.keyboard.press("Shift")


both_ways = pytest.mark.parametrize("leave", [by_link, by_keys], ids=["link", "keys"])


def expect_numbers(page: Page) -> None:
    """The neutral page is there, and nothing of the page that was left."""
    page.wait_for_url(f"**/{NEUTRAL_PAGE}")
    expect(page.locator("td").last).to_be_visible()
    assert page.locator("body").inner_text().split() == [*NEUTRAL_TITLE.split(), *NUMBERS]
    assert page.title() == NEUTRAL_TITLE


def expect_whole(page: Page, title: str) -> None:
    """A page of the site as it always looks."""
    assert page.title() == title
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("a.exit")).to_be_visible()
    assert page.locator(".exit-cover").count() == 0
    assert (page.locator("link[rel=icon]").get_attribute("href") or "").endswith("mark.svg")


def history_titles(page: Page) -> list[tuple[str, str]]:
    """Address and title of each page in the tab's history, as the browser lists them."""
    entries = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    return [(entry["url"], entry["title"]) for entry in entries if entry["url"] != "about:blank"]


# The link

@pytest.mark.parametrize("script", [True, False], ids=["JavaScript", "no JavaScript"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_has_the_exit_in_thumbs_reach(kind: str, script: bool, served: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=script, viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(served + KINDS[kind])
    exit = page.locator("a.exit")
    box = exit.bounding_box()
    assert box is not None
    assert box["height"] >= 44 and box["width"] >= 44
    assert box["y"] > PHONE["height"] / 2 and box["y"] + box["height"] <= PHONE["height"], "in the lower half"
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert not exit.locator(".exit-keys").is_visible(), "a phone has no Shift key to press"
    context.close()


def test_every_page_of_the_site_ends_with_the_exit(real_site: Path) -> None:
    pages = [page for page in real_site.rglob("*.html") if page.name != NEUTRAL_PAGE]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text:
            continue
        links = re.findall(r'<a class="exit" href="([^"]+)" rel="noreferrer nofollow" data-inside="([^"]+)"', text)
        assert len(links) == 1, page
        assert links[0][0] == AWAY
        inside = real_site / links[0][1].lstrip("/") if page.name == "404.html" else page.parent / links[0][1]
        assert inside.resolve() == (real_site / NEUTRAL_PAGE).resolve(), page
    assert len(pages) > 500


@pytest.mark.parametrize("path", ["index.html", *SENSITIVE])
def test_without_javascript_the_link_leads_away_from_the_web_and_from_the_disk(path: str, base: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.route(AWAY, lambda route: route.fulfill(body="<p>Another site.", content_type="text/html"))
    page = context.new_page()
    page.goto(base + path)
    title = page.title()
    page.locator("a.exit").click()
    page.wait_for_url(AWAY)
    page.go_back()
    assert page.title() == title, "Back shows the page again, and the site never said anything else"
    expect(page.locator("h1")).to_be_visible()
    context.close()


def test_a_centre_that_names_no_place_to_leave_to_leaves_to_its_neutral_page(build: Callable[..., Built], browser: Browser) -> None:
    built = build({"docs/en/toolkits/stay-safe.md": work()})
    assert built.code == 0, built.log
    page = browser.new_page(java_script_enabled=False)
    page.goto((built.site / "toolkits" / "stay-safe.html").as_uri())
    page.locator("a.exit").click()
    expect_numbers(page)
    page.close()


@pytest.mark.parametrize("path", ["index.html", SENSITIVE[1], SENSITIVE[3]])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_exit_hides_nothing_at_the_end_of_a_page(code: str, path: str, served: str, browser: Browser, real_site: Path) -> None:
    prefix = "" if code == "en" else f"{code}/"
    page = browser.new_page(viewport=PHONE)
    page.goto(served + (prefix + path if (real_site / prefix / path).exists() else path))
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    top = page.evaluate("(document.querySelector('.exit-bar') || document.querySelector('.exit')).getBoundingClientRect().top")
    last = page.evaluate("Math.max(...[...document.querySelectorAll('.site-footer p')].map(one => one.getBoundingClientRect().bottom))")
    assert last <= top
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.emulate_media(media="print")
    assert not page.locator("a.exit").is_visible()
    assert not page.locator(".exit-bar").is_visible()
    page.close()


# Online

@both_ways
@pytest.mark.parametrize("path", ["index.html", "ar/library.html", "404.html", *SENSITIVE])
def test_the_exit_takes_the_pages_place_and_back_shows_the_page_before_it(
        path: str, leave: Callable[[Page], None], reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(HOME + "about.html")
    before = page.title()
    page.goto(HOME + path)
    leave(page)
    page.wait_for_url(AWAY)
    assert [url for url, _title in history_titles(page)] == [HOME + "about.html", AWAY]
    page.go_back(wait_until="commit")
    expect_whole(page, before)
    assert page.url == HOME + "about.html"


#: Makes a page tell what can be seen of it when it is covered, and when the browser shows it again: while a
#: navigation is under way, nobody outside can ask it.
TELL = """() => {
  const tell = name => console.log(JSON.stringify({
    name, title: document.title, icon: document.querySelector("link[rel=icon]").getAttribute("href"), state: history.state,
    shown: [...document.querySelectorAll("body *")].filter(one => one.checkVisibility()).map(one => one.className).slice(0, 9),
    points: [...new Set([5, 90, 180, 270, 355].flatMap(x => [5, 200, 400, 735].map(y =>
      (document.elementFromPoint(x, y) || document.body).className)))],
    colour: getComputedStyle(document.querySelector(".exit-cover") || document.body).backgroundColor,
    said: (document.querySelector("[role=alert]") || {}).textContent || ""}));
  new MutationObserver(() => { if (document.documentElement.className) setTimeout(tell, 100, "left"); })
    .observe(document.documentElement, {attributes: true});
  addEventListener("pageshow", event => { tell(event.persisted ? "kept" : "new"); });
}"""


def told(page: Page, name: str, heard: list[dict[str, Any]]) -> dict[str, Any]:
    for _wait in range(100):
        for entry in heard:
            if entry["name"] == name:
                return entry
        page.wait_for_timeout(50)
    raise AssertionError(f"the page never said that it was {name}: {heard}")


@both_ways
@pytest.mark.parametrize("path", ["index.html", "ar/index.html", SENSITIVE[1]])
def test_the_screen_is_empty_before_the_other_site_answers(path: str, leave: Callable[[Page], None], online: Browser) -> None:
    context = online.new_context(viewport=PHONE)
    page = context.new_page()
    heard: list[dict[str, Any]] = []
    page.on("console", lambda message: heard.append(json.loads(message.text)) if message.text.startswith("{") else None)
    page.goto(HOME + path)
    title = page.title()
    page.evaluate(TELL)
    leave(page)
    left = told(page, "left", heard)
    assert page.url == HOME + path, "the other site is not there yet"
    assert left["shown"] == ["exit-cover", "visually-hidden"] and left["points"] == ["exit-cover"]
    assert left["colour"] == "rgb(251, 247, 242)", "the page's own"
    assert left["title"] == "www.wikipedia.org", "what a tab says while a page is loading"
    assert left["icon"] == "data:,"
    assert left["said"] != ""
    # She goes elsewhere and comes back: the browser had kept the page as it was, covered.
    page.goto(HOME + "about.html")
    page.go_back(wait_until="commit")
    kept = told(page, "kept", heard)
    assert kept["title"] == title and kept["icon"].endswith("mark.svg")
    assert "exit-cover" not in kept["shown"] and len(kept["shown"]) == 9
    context.close()


def test_what_was_searched_for_does_not_stay_with_the_page(online: Browser) -> None:
    context = online.new_context(viewport=PHONE)
    page = context.new_page()
    heard: list[dict[str, Any]] = []
    page.on("console", lambda message: heard.append(json.loads(message.text)) if message.text.startswith("{") else None)
    page.goto(HOME + "index.html")
    page.evaluate(TELL)
    page.locator("a[data-search]").first.click()
    page.locator("#search[data-ready]").wait_for()
    page.locator("#search input").fill("password")
    page.keyboard.press("Enter")
    page.wait_for_function("() => history.state && history.state.search === 'password'")
    by_keys(page)
    assert told(page, "left", heard)["state"] is None
    context.close()


# Shift

def test_two_presses_a_capital_letter_or_a_slow_third_press_are_no_wish_to_leave(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.clock.install()
    page.goto(HOME + "index.html")
    said = page.locator("#exit-said")
    page.keyboard.press("Shift")
    expect(said).to_contain_text("1")
    page.keyboard.press("Shift")
    expect(said).to_contain_text("2")
    page.clock.fast_forward(5100)
    expect(said).to_contain_text("0")
    page.keyboard.press("Shift")
    expect(said).to_contain_text("1")
    page.keyboard.press("a")
    expect(said).to_be_empty()
    for _word in range(4):
        page.keyboard.press("Shift+A")
    page.keyboard.down("Shift")
    for _held in range(5):
        page.keyboard.down("Shift")  # the key repeats while it is held
    page.keyboard.up("Shift")
    page.keyboard.press("Shift")
    page.wait_for_timeout(100)
    expect(page.locator("h1")).to_be_visible()
    assert page.url == HOME + "index.html"
    page.keyboard.press("Shift")
    page.wait_for_url(AWAY)


def test_three_presses_work_while_the_reader_types_a_search(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(HOME + "index.html")
    page.locator("a[data-search]").first.click()
    expect(page.locator("#search input")).to_be_focused()
    by_keys(page)
    page.wait_for_url(AWAY)


def test_presses_are_announced_in_the_digits_of_the_language(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(HOME + "ar/index.html")
    assert page.locator("#exit-said").get_attribute("role") == "status"
    page.keyboard.press("Shift")
    expect(page.locator("#exit-said")).to_contain_text("١")


def test_a_reader_with_a_keyboard_is_told_of_the_keys(online: Browser) -> None:
    page = online.new_page(viewport={"width": 1000, "height": 700})
    page.goto(HOME + "index.html")
    expect(page.locator(".exit-keys")).to_be_visible()
    page.close()
    page = online.new_page(viewport={"width": 1000, "height": 700}, java_script_enabled=False)
    page.goto(HOME + "index.html")
    expect(page.locator(".exit-keys")).not_to_be_visible()
    page.close()


# Inside a copy

@both_ways
@pytest.mark.parametrize("path", ["index.html", "ar/library.html", *SENSITIVE])
def test_a_copy_on_the_disk_or_on_a_hotspot_leaves_to_its_own_neutral_page(
        path: str, leave: Callable[[Page], None], base: str, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE)
    watched = Watched(context.new_page())
    page = watched.page
    page.goto(base + "about.html")
    before = page.title()
    page.goto(base + path)
    leave(page)
    expect_numbers(page)
    assert page.url == base + NEUTRAL_PAGE
    assert watched.foreign(base) == []
    by_keys(page)
    page.reload()
    expect_numbers(page)
    assert [url for url, _title in history_titles(page)] == [base + "about.html", base + NEUTRAL_PAGE]
    page.go_back()
    page.wait_for_url(base + "about.html")
    expect_whole(page, before)
    assert watched.complaints == []
    context.close()


@both_ways
@pytest.mark.parametrize("path", ["index.html", "ar/404.html", SENSITIVE[1]])
def test_without_a_network_the_exit_needs_none(path: str, leave: Callable[[Page], None], reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(HOME + "about.html")
    before = page.title()
    page.goto(HOME + path)
    reader.set_offline(True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    leave(page)
    expect_numbers(page)
    assert page.evaluate("history.state") is None
    # The browser fetches the icon of the page before when it likes.
    assert [url for url in asked if not url.startswith("data:") and not url.endswith("/mark.svg")] == []
    assert [url for url, _title in history_titles(page)] == [HOME + "about.html", HOME + NEUTRAL_PAGE]
    page.go_back(wait_until="commit")
    expect_whole(page, before)
    assert page.url == HOME + "about.html"


@pytest.mark.parametrize(("host", "inside"), [
    ("ijwi.example", False), ("www.ijwi.example", False), ("192.168.4.1", True), ("10.0.0.1", True), ("172.20.1.1", True),
    ("library.local", True), ("box", True), ("mirror.example", True), ("10.example", True)])
def test_where_a_copy_lies_tells_whether_there_is_an_internet(host: str, inside: bool, browser: Browser, real_site: Path) -> None:
    context = browser.new_context()
    context.route(AWAY, lambda route: route.fulfill(body="<p>Another site.", content_type="text/html"))
    context.route(f"http://{host}/**", lambda route: route.fulfill(path=real_site / route.request.url.split("/", 3)[3]))
    page = context.new_page()
    page.goto(f"http://{host}/about.html")
    by_link(page)
    page.wait_for_url(f"**/{NEUTRAL_PAGE}" if inside else AWAY)
    context.close()


def test_the_neutral_page_says_nothing_needs_nothing_and_is_listed_nowhere(real_site: Path) -> None:
    text = (real_site / NEUTRAL_PAGE).read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="([^"]*)"', text) == ["data:,", NEUTRAL_STYLE]
    assert (real_site / NEUTRAL_STYLE).exists()
    assert '<meta name="robots" content="noindex">' in text
    assert "<script" not in text and "<a " not in text
    assert "ijwi" not in text.lower() and "exit" not in text.lower()
    # The lists of "keep for offline" name every file that a kept page needs, the exit's among them.
    data = [file for file in real_site.rglob("*.json") if "keep" not in file.relative_to(real_site).parts]
    for file in [*real_site.rglob("*.xml"), *data, *real_site.glob("**/search/**/*.js"),
                 real_site / "catalogue.csv", real_site / "library.html"]:
        listed = re.sub(r'data-inside="[^"]*"', "", file.read_text(encoding="utf-8"))
        assert NEUTRAL_PAGE not in listed, file


# Sensitive works

@pytest.mark.parametrize("path", SENSITIVE)
def test_a_sensitive_page_says_beside_the_exit_what_leaving_does_not_do(path: str, served: str, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(served + path)
    note = page.locator(".exit-bar p")
    expect(note).to_be_visible()
    assert len(note.inner_text()) > 15
    assert path.startswith("ar/") or note.inner_text() == NOTE
    page.goto(served + "toolkits/stay-safe-online/index.html")
    assert page.locator(".exit-bar").count() == 0
    assert "stay in your browser's history" in page.locator(".site-footer").inner_text()
    page.close()


@pytest.mark.parametrize("path", SENSITIVE)
def test_a_sensitive_page_stores_nothing(path: str, served: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served + path)
    page.locator("a[data-search]").first.click()
    page.locator("#search[data-ready]").wait_for()
    page.locator("#search input").fill("password")
    page.keyboard.press("Enter")
    page.locator(".search-results li").first.wait_for()
    by_link(page)
    expect_numbers(page)
    page.goto(served + "index.html")
    assert context.cookies() == []
    assert page.evaluate("""async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
        (await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length, name]""") == \
        [0, 0, 0, 0, 0, ""]
    context.close()


@pytest.mark.parametrize("way", ["link", "keys", "no JavaScript", "a source"])
def test_no_other_site_is_told_where_its_visitor_comes_from(way: str, online: Browser, elsewhere: str,
                                                           build: Callable[..., Built]) -> None:
    tree = {"mkdocs.yml": CONFIG.replace("extra:\n", f"extra:\n  centre: {{exit_url: '{elsewhere}'}}\n", 1)
            .replace("https://small.example/", "http://ijwi.example/"),
            "docs/en/toolkits/quiet.md": work("Loud", neutral_title="Quiet", sensitive="true",
                                             body=f"[another site]({elsewhere})")}
    built = build(tree)
    assert built.code == 0, built.log
    context = online.new_context(java_script_enabled=way != "no JavaScript")
    context.route("http://ijwi.example/**", lambda route: route.fulfill(path=built.site / route.request.url.split("/", 3)[3]))
    page = context.new_page()
    page.goto(HOME + "toolkits/quiet.html")
    if way == "keys":
        by_keys(page)
    elif way == "a source":
        page.locator(".text a[rel~=external]").click()
    else:
        by_link(page)
    page.wait_for_url(elsewhere)
    assert page.title() == "Elsewhere"
    assert _Elsewhere.told and all("referer" not in headers and "cookie" not in headers for headers in _Elsewhere.told)
    assert page.evaluate("[document.referrer, String(opener)]") == ["", "null"]
    context.close()


def test_the_history_lists_sensitive_pages_by_their_neutral_titles(served: str, browser: Browser) -> None:
    page = browser.new_page()
    real = []
    for path in SENSITIVE:
        page.goto(served + path)
        real.append(page.locator("h1").inner_text())
        assert page.locator("h1").inner_text() not in page.title()
    listed = history_titles(page)
    assert [url for url, _title in listed] == [served + path for path in SENSITIVE]
    assert all(title and not any(name in title for name in real) for _url, title in listed), listed
    by_link(page)
    expect_numbers(page)
    assert [title for _url, title in history_titles(page)] == [title for _url, title in listed[:-1]] + [NEUTRAL_TITLE]
    page.close()


def test_the_newest_works_of_no_home_page_are_sensitive_ones(real_site: Path) -> None:
    for code in LANGUAGES:
        text = (real_site / ("" if code == "en" else code) / "index.html").read_text(encoding="utf-8")
        newest = re.search(r'aria-labelledby="home-new">(.*?)</section>', text, re.DOTALL)
        assert newest and "card" in newest[1], code
        assert not [path for path in SENSITIVE if path.split("/")[1].removesuffix(".html") in newest[1]], code


def test_a_copy_served_by_any_small_server_has_all_that_the_exit_needs(real_site: Path, browser: Browser) -> None:
    """As on a hotspot: another name, a folder that anybody serves."""
    with serving(real_site) as address:
        watched = Watched(browser.new_page())
        watched.page.goto(address + "rw/index.html")
        by_link(watched.page)
        expect_numbers(watched.page)
        watched.page.reload()
        assert any(url.endswith(NEUTRAL_STYLE) for url in watched.requests)
        assert watched.foreign(address) == [] and watched.complaints == []
        watched.page.close()
