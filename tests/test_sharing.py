"""What leaves the site about a page, and the links that hand it on."""

from __future__ import annotations

import datetime
import html
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Built, edition, page, work
from ijwi.interchange.catalogue_csv import harmless
from ijwi.interchange.licences import licence_url
from ijwi.interchange.opengraph import locale
from ijwi.moments import exact, moment
from ijwi.sharing import Shared

PLACES = {"toolkit": "toolkits/stay-safe-online/index.html", "toolkit (Arabic)": "ar/toolkits/stay-safe-online/index.html",
          "session": "manuals/our-tools-our-voices/your-phone-your-data.html"}


def shared(title: str = "Stay safe & sound?") -> Shared:
    return Shared("en", title, "About it.", "https://x.example/a/b.html", "https://x.example/i.png", datetime.date(2026, 1, 2))


# Links


@pytest.mark.parametrize("title", ["Stay safe & sound?", "100% of it; “ñ” + #1", "ابقي آمنة", "a=b&text=c", "%41", "x\ny"])
def test_what_a_link_hands_on_arrives_as_it_was_written(title: str) -> None:
    links = shared(title).links
    address = "https://x.example/a/b.html"
    assert parse_qs(urlsplit(links["whatsapp"]).query)["text"] == [f"{title}\n{address}"]
    assert parse_qs(links["sms"].partition("?")[2]) == {"body": [f"{title}\n{address}"]}
    assert parse_qs(urlsplit(links["telegram"]).query) == {"url": [address], "text": [title]}
    assert parse_qs(links["email"].partition("?")[2]) == {"subject": [title], "body": [address]}


def test_links_are_encoded_exactly_once() -> None:
    for name, href in shared("ابقي 5% آمنة").links.items():
        assert "%2525" not in href, name
        assert "5% آمنة" in unquote(href)
        assert not set(href) & set(' "<>\n+'), "a plus would arrive as a space"


def test_a_browser_hands_on_letters_of_every_script_as_utf_8(browser: Browser) -> None:
    """Such letters stand in the page as they are; the address that the browser opens is ASCII."""
    tab = browser.new_page()
    title = "ابقي آمنة، ابقَيْنَ می‌مانید हिन्दी “ñ” é 😀"
    for name, href in shared(title).links.items():
        tab.set_content(f'<meta charset="utf-8"><a href="{html.escape(href)}">x</a>')
        address = str(tab.locator("a").evaluate("link => link.href"))
        assert address.isascii(), name
        assert title in unquote(address), name
    tab.close()


def test_links_go_where_they_say() -> None:
    assert [href.partition("?")[0] for href in shared().links.values()] == ["https://wa.me/", "sms:", "https://t.me/share/url", "mailto:"]


# Small rules


@pytest.mark.parametrize(("licence", "url"), [
    ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"), ("CC-BY-NC-ND-3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
    ("CC-BY-3.0-IGO", "https://creativecommons.org/licenses/by/3.0/igo/"), ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("MIT", None), ("CC-BY-SA", None), ("All rights reserved", None)])
def test_a_creative_commons_licence_has_an_address(licence: str, url: str | None) -> None:
    assert licence_url(licence) == url


@pytest.mark.parametrize(("code", "name"), [("en", "en_US"), ("rw", "rw_RW"), ("ckb", "ckb_IQ"), ("pt-BR", "pt_BR"), ("pt-PT", "pt_PT"),
                                            ("zh-Hant-TW", "zh_TW"), ("fa", "fa_IR")])
def test_a_language_has_a_territory_for_open_graph(code: str, name: str) -> None:
    assert locale(code) == name


def test_a_moment_has_the_offset_of_its_day() -> None:
    assert moment("2026-01-15T09:00", "Europe/Paris") == "2026-01-15T09:00:00+01:00"
    assert moment("2026-07-15T09:00", "Europe/Paris") == "2026-07-15T09:00:00+02:00"
    assert moment("2026-07-15T09:00", "UTC") == "2026-07-15T09:00:00+00:00"
    assert moment("2026-07-15", "Europe/Paris") == "2026-07-15"
    assert moment("2026-07", "Europe/Paris") == "2026-07"
    assert moment("2026-07-15T09:00", "Mars/Olympus") == "2026-07-15T09:00:00", "a zone that does not exist is not made up"
    assert exact("2026-07", "UTC") is None


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\n=x"])
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"a{cell}") == f"a{cell}"


# Pages


def test_works_and_their_parts_can_be_handed_on_and_withdrawn_ones_cannot(build: Callable[..., Built]) -> None:
    built = build({"docs/en/manuals/a/index.md": work("Manual", kind="manual", parts="[one]"), "docs/en/manuals/a/one.md": page("One"),
                   "docs/rw/manuals/a/index.md": edition("Igitabo"),
                   "docs/en/toolkits/old.md": work("Old", withdrawn="Gone.")})
    assert built.code == 0, built.log
    for name, address in (("manuals/a/index.html", "manuals/a/index.html"), ("manuals/a/one.html", "manuals/a/one.html"),
                          ("rw/manuals/a/index.html", "rw/manuals/a/index.html")):
        text = built.text(name)
        assert text.count('class="share"') == 1
        assert f'data-copy="https://small.example/{address}"' in text
    for name in ("toolkits/old.html", "index.html", "library.html"):
        assert 'class="share"' not in built.text(name)


def test_a_sensitive_work_is_handed_on_under_its_neutral_title(build: Callable[..., Built]) -> None:
    built = build({"docs/en/toolkits/plan.md": work("Answering abuse", sensitive="true", neutral_title="Plan and reply",
                                                    topics="[online-abuse]")})
    text = built.text("toolkits/plan.html")
    share = unquote(text[text.index('class="share"'):text.index("</section>", text.index('class="share"'))])
    assert "Plan and reply" in share
    assert "Answering" not in share and "About" not in share


# In a browser


def opened(browser: Browser, address: str, **options: Any) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 740}, **options)
    context.set_default_timeout(10_000)
    tab = context.new_page()
    tab.goto(address)
    return tab


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("way", ["http", "file"])
def test_copy_link_gives_the_online_address_by_keyboard_and_says_so(kind: str, way: str, served: str, real_site: Path,
                                                                    browser: Browser) -> None:
    tab = opened(browser, served + PLACES[kind] if way == "http" else (real_site / PLACES[kind]).as_uri())
    if way == "http":
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = tab.locator(".share button")
    button.focus()
    tab.keyboard.press("Enter")
    said = tab.locator(".share [role=status]")
    done = button.get_attribute("data-done")
    expect(said).not_to_be_empty()
    assert said.inner_text() == done
    tab.evaluate("""() => { const field = document.createElement('textarea'); field.id = 'paste';
                            document.body.prepend(field); field.focus(); }""")
    tab.keyboard.press("Control+V")
    assert tab.locator("#paste").input_value() == f"https://ijwi.example/{PLACES[kind]}"
    tab.context.close()


def test_where_nothing_may_be_copied_the_address_is_shown(served: str, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script("""Object.defineProperty(navigator, 'clipboard', {value: undefined});
                               document.execCommand = () => false;""")
    tab = context.new_page()
    tab.goto(served + PLACES["toolkit"])
    tab.locator(".share button").click()
    assert tab.locator(".share [role=status]").inner_text() == f"https://ijwi.example/{PLACES['toolkit']}"
    context.close()


@pytest.mark.parametrize("kind", PLACES)
def test_the_links_are_there_without_javascript_large_enough_and_within_the_screen(kind: str, served: str, browser: Browser) -> None:
    tab = opened(browser, served + PLACES[kind], java_script_enabled=False)
    assert tab.locator(".share a:visible").count() == 4
    assert not tab.locator(".share button").is_visible(), "it would do nothing"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.context.close()
    tab = opened(browser, served + PLACES[kind])
    targets = tab.locator(".share :is(a, button)")
    boxes = [targets.nth(place).bounding_box() for place in range(targets.count())]
    assert len(boxes) == 5
    for box in boxes:
        assert box and box["width"] >= 44 and box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 360
    first, second = boxes[0], boxes[1]
    assert first and second
    rtl = tab.locator("html").get_attribute("dir") == "rtl"
    assert first["y"] == second["y"] and (first["x"] > second["x"]) == rtl, "in the order of reading"
    tab.context.close()


def test_what_is_shared_is_in_the_language_of_the_page(served: str, browser: Browser) -> None:
    tab = opened(browser, served + PLACES["toolkit (Arabic)"])
    title = tab.locator("h1").inner_text()
    [text] = parse_qs(urlsplit(tab.locator(".share a").first.get_attribute("href") or "").query)["text"]
    assert text.split("\n")[0] == title
    assert text.split("\n")[-1] == f"https://ijwi.example/{PLACES['toolkit (Arabic)']}"
    tab.context.close()
