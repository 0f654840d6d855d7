"""Every kind of page in a real browser, in two ways of writing: as readers meet it, from the web and from the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from browsing import Watched

#: One page of every kind; the Arabic ones are read from right to left.
KINDS = {
    "home": "index.html", "library": "library.html", "topics": "topics/index.html", "topic": "topics/online-safety.html",
    "sensitive topic": "topics/support.html", "kind": "kinds/toolkit.html", "languages": "languages.html",
    "about": "about.html", "status": "status.html", "status (Arabic)": "ar/status.html", "toolkit": "toolkits/stay-safe-online/index.html",
    "sensitive toolkit": "toolkits/plan-and-reply/index.html", "manual": "manuals/our-tools-our-voices/index.html",
    "session": "manuals/our-tools-our-voices/your-phone-your-data.html",
    "handout": "manuals/our-tools-our-voices/handout-consent-form.html",
    "campaign": "campaigns/digital-divide-rwanda/index.html", "event": "events/sgo-webinar-2021.html",
    "case study": "case-studies/isange-one-stop-centre.html",
    "video": "videos/cultural-boundaries-and-cyber-spaces.html", "link": "links/making-it-our-own.html",
    "not found": "404.html", "agenda": "agenda.html", "agenda (Arabic)": "ar/agenda.html",
    "home (Arabic)": "ar/index.html", "library (Arabic)": "ar/library.html", "topic (Arabic)": "ar/topics/online-safety.html",
    "kind (Arabic)": "ar/kinds/toolkit.html", "languages (Arabic)": "ar/languages.html", "about (Arabic)": "ar/about.html",
    "toolkit (Arabic)": "ar/toolkits/stay-safe-online/index.html",
    "manual (Arabic)": "ar/manuals/our-tools-our-voices/index.html",
    "session (Arabic)": "ar/manuals/our-tools-our-voices/your-phone-your-data.html",
    "campaign (Arabic)": "ar/campaigns/digital-divide-rwanda/index.html", "not found (Arabic)": "ar/404.html",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_nobody_else_for_anything_and_has_nothing_to_complain(kind: str, served: str, browser: Browser) -> None:
    context = browser.new_context()
    watched = Watched(context.new_page())
    watched.page.goto(served + KINDS[kind])
    assert watched.foreign(served) == []
    assert watched.complaints == []
    assert any(url.endswith("ijwi.css") for url in watched.requests)
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_serious_barrier(kind: str, served: str, browser: Browser) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740})
        page = context.new_page()
        page.goto(served + KINDS[kind])
        page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
        results = Axe().run(page).response
        serious = [(violation["id"], violation["nodes"][0]["html"]) for violation in results["violations"]
                   if violation["impact"] in ("serious", "critical")]
        assert serious == [], scheme
        assert results["passes"], "axe has looked at the page"
        context.close()


FOCUS = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
  return {tag: element.tagName, text: (element.textContent || '').trim().slice(0, 40), href: element.getAttribute('href'),
          shown: box.width > 0 && box.height > 0 && style.visibility === 'visible' && element.checkVisibility(),
          inside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
          outline: style.outlineStyle + style.outlineWidth};
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_can_be_walked_with_the_tab_key_on_a_small_phone_without_javascript(
        kind: str, served: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served + KINDS[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "nothing is wider than the screen"
    seen = []
    for _step in range(400):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["tag"] == "BODY" or (seen and focus == seen[0]):
            break
        assert focus["shown"] and focus["inside"], f"the focus is where nobody sees it: {focus}"
        seen.append(focus)
    assert seen[0]["href"] == "#content", "the first stop leads past the menus"
    assert [focus["tag"] for focus in seen[1:4]] == ["A", "A", "SUMMARY"], "brand, search, menu"
    assert seen[-1]["tag"] == "A", "the walk ends at the exit link"
    links = page.evaluate("[...document.querySelectorAll('a[href], summary')].filter(e => e.checkVisibility()).length")
    assert len(seen) >= links, "every visible link and fold is a stop"
    context.close()


@pytest.mark.parametrize("path", ["index.html", "ar/index.html"])
def test_the_menu_opens_by_keyboard_without_javascript(path: str, served: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served + path)
    menu = page.locator("details.menu > summary").first
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    assert focus["tag"] == "A" and focus["shown"] and focus["inside"]
    library = page.locator("details.menu a[href$='library.html']").first
    library.click()
    assert page.url.endswith("library.html")
    context.close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "not found" not in kind])
def test_a_page_opens_from_the_disk_as_from_the_web(kind: str, real_site: Path, browser: Browser) -> None:
    context = browser.new_context()
    watched = Watched(context.new_page())
    watched.page.goto((real_site / KINDS[kind]).as_uri())
    assert [url for url in watched.requests if not url.startswith("file:")] == []
    assert watched.complaints == []
    display = watched.page.evaluate("getComputedStyle(document.querySelector('.site-header')).display")
    assert display == "flex", "the stylesheet is there"
    context.close()


def test_a_reader_finds_a_toolkit_in_her_language_from_the_disk(real_site: Path, browser: Browser) -> None:
    """The main job: open the folder, choose Kinyarwanda, pick a topic, open a toolkit, go on to English."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto((real_site / "index.html").as_uri())
    page.locator(".language-row a[hreflang=rw]").click()
    assert page.locator("html").get_attribute("lang") == "rw"
    page.locator(".tiles a[href='topics/online-safety.html']").click()
    page.locator(".card a[href$='rw/toolkits/stay-safe-online/index.html'], .card a[href='../toolkits/stay-safe-online/index.html']").first.click()
    assert page.url.endswith("/rw/toolkits/stay-safe-online/index.html")
    page.locator(".also a[lang=en]").click()
    assert page.url.endswith("site/toolkits/stay-safe-online/index.html")
    context.close()


def test_the_home_page_offers_the_browsers_languages_first(served: str, browser: Browser) -> None:
    context = browser.new_context(locale="ur-PK")
    page = context.new_page()
    page.goto(served + "index.html")
    first = page.locator("[data-languages] a").first
    assert first.get_attribute("hreflang") == "ur"
    assert first.is_visible(), "also a language without works, which is otherwise only on the page of languages"
    assert not page.locator("[data-languages] a[hreflang=hi]").is_visible()
    context.close()


def test_the_age_of_a_check_is_worked_out_by_the_browser(served: str, browser: Browser) -> None:
    """The page says the day; how long ago that is depends on the reader's clock, here set to a fixed day."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.clock.set_fixed_time("2026-12-22T12:00:00Z")
    page.route("**/about.html", lambda route: route.fulfill(
        body='<!doctype html><html lang="en"><title>x</title><time datetime="2026-11-22" data-age>called on</time>'
             '<script src="assets/ijwi.js"></script>', content_type="text/html"))
    page.goto(served + "about.html")
    assert page.locator("body").inner_text().startswith("called on (30 days ago)")
    context.close()


def test_styles_work_in_the_dark_and_on_paper(served: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(served + "index.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 18, 15)"
    page.emulate_media(media="print")
    assert not page.locator(".exit").is_visible()
    assert not page.locator(".site-nav").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


def test_a_long_word_in_the_menu_of_a_right_to_left_page_stays_on_the_screen(served: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served + "ar/index.html")
    page.locator("details.menu > summary").first.click()
    box = page.locator("details.menu[open] ul").bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    context.close()
