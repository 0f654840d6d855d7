"""The search box as a reader meets it: by keyboard, on a phone, from the web and from the disk."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from browsing import Watched
from conftest import ROOT

PHONE = {"width": 360, "height": 740}


def search(page: Page, words: str) -> None:
    page.locator("a[data-search]").first.click()
    page.locator("#search input").fill(words)
    page.keyboard.press("Enter")
    page.locator("#search[data-ready]").wait_for()
    wait = page.evaluate("ijwi.load(ijwi.prefix + 'search/index.js').then(head => head.words.wait)")
    status = page.locator("#search [role=status]")
    expect(status).not_to_be_empty()
    expect(status).not_to_have_text(wait)


def test_nothing_of_the_search_is_loaded_before_somebody_asks_for_it(base: str, browser: Browser) -> None:
    watched = Watched(browser.new_page())
    watched.page.goto(base + "index.html")
    assert [url for url in watched.requests if "search" in url] == []
    watched.page.locator("a[data-search]").first.click()
    expect(watched.page.locator("#search input")).to_be_focused()
    watched.page.locator("#search[data-ready]").wait_for()
    assert {url.removeprefix(base) for url in watched.requests if "search" in url} == {
        "assets/search/words.js", "assets/search/index.js", "assets/search/panel.js", "search/index.js"}
    watched.page.close()


def test_a_result_says_title_part_kind_and_the_words_in_context_and_leads_to_the_heading(base: str, browser: Browser) -> None:
    watched = Watched(browser.new_page(viewport=PHONE))
    page = watched.page
    page.goto(base + "manuals/our-tools-our-voices/index.html")
    search(page, "passwords")
    result = page.locator(".search-results li", has_text="Locks and passwords").first
    assert result.locator(".search-about").inner_text().startswith("Manual · Our tools, our voices")
    assert "password" in result.locator("mark").first.inner_text().lower()
    result.locator(".search-section a").click()
    page.wait_for_load_state()
    assert "/manuals/our-tools-our-voices/" in page.url
    anchor = page.url.partition("#")[2]
    assert anchor and page.locator(f"[id='{anchor}']").count() == 1
    assert watched.complaints == []
    page.close()


def test_the_words_never_leave_the_device_and_are_in_no_address(base: str, browser: Browser) -> None:
    watched = Watched(browser.new_page())
    page = watched.page
    page.goto(base + "index.html")
    search(page, "helpline violence zzzsecret")
    page.locator(".search-results a").first.click()
    page.wait_for_load_state()
    assert [url for url in watched.requests if re.search("helpline|violence|secret", url.rsplit("/", 1)[-1])] == []
    assert watched.foreign(base) == []
    assert "helpline" not in page.evaluate("JSON.stringify([location.href, document.referrer, {...localStorage}, document.cookie])")
    page.close()


def test_back_brings_the_results_again(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + "index.html")
    search(page, "password")
    first = page.locator(".search-title a").first
    title = first.inner_text()
    first.click()
    page.wait_for_load_state()
    page.go_back()
    expect(page.locator(".search-title a").first).to_have_text(title)
    assert page.locator("#search input").input_value() == "password"
    page.close()


def test_the_box_works_by_keyboard_alone(base: str, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(base + "index.html")
    for _stop in range(3):  # past the link to the content and the brand
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("passw")
    expect(page.locator(".search-title a").first).to_be_visible()
    for _stop in range(2):  # past the button
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.search-title') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('[data-search]')")
    page.close()


def test_who_is_quicker_than_the_scripts_is_answered_all_the_same(served: str, browser: Browser) -> None:
    watched = Watched(browser.new_page())
    held: list[Route] = []
    watched.page.route("**/assets/search/*.js", lambda route: held.append(route))
    watched.page.goto(served + "index.html")
    watched.page.locator("a[data-search]").first.click()
    watched.page.locator("#search input").fill("password")
    watched.page.keyboard.press("Enter")
    while len(held) < 3:
        watched.page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    expect(watched.page.locator(".search-title a").first).to_be_visible()
    assert watched.complaints == []
    watched.page.close()


def test_without_javascript_the_box_leads_to_the_topics(served: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "rw/index.html")
    for place in range(page.locator("a[data-search]").count()):
        page.goto(served + "rw/index.html")
        page.locator("a[data-search]").nth(place).click()
        assert page.url.endswith("rw/topics/index.html")
    assert not page.locator("#search").is_visible()
    context.close()


def test_what_her_language_lacks_is_found_in_her_other_languages_and_labelled(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + "rw/index.html")
    search(page, "hashtag")
    part = page.locator(".search-results section", has=page.locator("h3", has_text="Icyongereza"))
    expect(part.locator("li").first).to_be_visible()
    assert part.locator(".search-title").first.get_attribute("lang") == "en"
    assert part.locator(".search-title").first.get_attribute("dir") == "ltr"
    page.close()


def test_a_full_page_of_results_offers_the_other_languages_and_more(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + "fr/index.html")
    search(page, "téléphone")
    assert page.locator(".search-results > ol > li").count() == 5
    page.locator("#search input").press("Enter")  # the same again changes nothing
    page.locator(".search-more").first.click()
    expect(page.locator(".search-results > ol > li").nth(5)).to_be_visible()
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('.search-results > ol > li')[5]")
    page.locator(".search-others button").first.click()
    page.locator(".search-results section li, .search-others button:disabled").first.wait_for()
    page.close()


def test_a_phrase_in_quotes_stands_so_in_every_result(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(base + "index.html")
    search(page, '"four locks and two rules"')
    assert page.locator(".search-title a").all_inner_texts() == ["Locks and passwords"]
    search(page, '"rules two and locks four"')
    assert page.locator(".search-title a").count() == 0
    page.close()


def test_arabic_results_count_in_arabic_digits_and_read_from_right_to_left(base: str, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(base + "ar/index.html")
    search(page, "كلمة المرور")
    assert re.search("[٠-٩]", page.locator("#search [role=status]").inner_text())
    assert page.evaluate("getComputedStyle(document.querySelector('.search-results li')).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_a_search_that_cannot_be_loaded_says_so_and_works_later(served: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(served + "index.html")
    page.locator("a[data-search]").first.click()
    page.locator("#search[data-ready]").wait_for()
    page.context.set_offline(True)
    page.locator("#search input").fill("password")
    page.keyboard.press("Enter")
    expect(page.locator("#search [role=status]")).to_have_text(re.compile("could not be loaded"))
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.locator(".search-title a").first).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("path", ["index.html", "ar/index.html"])
def test_the_open_box_with_results_has_no_serious_barrier(path: str, served: str, browser: Browser) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport=PHONE)
        page = context.new_page()
        page.goto(served + path)
        search(page, "PIN")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
        context.close()


def test_a_thousand_works_cost_no_more_than_promised() -> None:
    """The budgets of sizes; speed is only printed by `scripts/bench.py search`."""
    done = subprocess.run([sys.executable, "scripts/bench.py", "search", "--budget", "--json"], cwd=ROOT, check=True,
                          capture_output=True, text=True, timeout=300)
    measured = {row["what"]: row["measured"] for row in json.loads(done.stdout)["budget"]}
    assert measured["works"] == 1000
    assert 750 <= measured["words a work"] <= 850
    assert measured["first query, KB, most"] <= 30
    assert measured["further query, KB, nine of ten"] <= 15
    assert measured["further query, KB, most"] <= 30
    assert measured["index of words, % of the texts"] <= 100


def test_the_real_index_is_small_and_its_names_are_safe_everywhere(real_site: Path) -> None:
    for folder in (real_site / "search", real_site / "ar" / "search"):
        names = sorted(file.name for file in folder.iterdir())
        assert [name for name in names if not re.fullmatch(r"[wvt]-[0-9a-f-]*\.js|index\.js|works\.js", name)] == []
        assert len({name.lower() for name in names}) == len(names)
        sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in folder.iterdir()}
        assert max(size for name, size in sizes.items() if name.startswith(("w-", "t-"))) <= 4096
