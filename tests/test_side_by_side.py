"""Two editions of a page beside each other: aligned, each in its own language, from the web and from the disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browsing import Watched, serving
from conftest import Built, edition, page, work
from small_centres import built_once

EN = "First words.\n\n## One {#one}\n\n1. Wait\n2. Ask\n\n## Two {#two}\n\nSee [the plan](plan.md).\n\n### Deeper {#deep}\n\nMore.\n\n## Three {#three}\n\nOnly here.\n"
RW = "Amagambo.\n\n## Rimwe {#one}\n\n1. Tegereza\n\n## Kabiri {#two}\n\n[Gahunda](plan.md).\n\n## Kane {#four}\n\nHano gusa.\n"
AR = "كلمات.\n\n## واحد {#one}\n\n1. انتظرن\n\n## اثنان {#two}\n\nنص.\n\n## ثلاثة {#three}\n\nهنا.\n"
TREE = {"docs/en/toolkits/w/index.md": work("The work", parts="[plan]", body=EN),
        "docs/rw/toolkits/w/index.md": edition("Igikorwa", body=RW), "docs/ar/toolkits/w/index.md": edition("العمل", body=AR),
        "docs/en/toolkits/w/plan.md": page("The plan", body="Plan."), "docs/rw/toolkits/w/plan.md": edition("Gahunda", body="Gahunda."),
        "docs/en/toolkits/alone.md": work("Alone")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("beside"), TREE)


@pytest.fixture(params=["web", "disk"])
def base(request: pytest.FixtureRequest, built: Built) -> Iterator[str]:
    if request.param == "disk":
        yield f"{built.site.as_uri()}/"
    else:
        with serving(built.site) as address:
            yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    yield context
    context.close()


def rows(page: Page) -> list[list[str]]:
    expect(page.locator(".beside-row").first).to_be_visible()
    return [[" ".join(cell.inner_text().split()) for cell in row.locator(".beside-cell").all()]
            for row in page.locator(".beside-row").all()]


def test_a_page_leads_there_and_the_sections_stand_beside_each_other(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    watched = Watched(page)
    page.goto(f"{base}rw/toolkits/w/index.html")
    page.locator(".also a[href*=side-by-side]").click()
    expect(page.locator(".beside-head .beside-cell")).to_have_count(2)
    assert page.url == f"{base}rw/side-by-side.html#page=toolkits/w/index&with=rw,en"
    page.goto(f"{base}side-by-side.html#page=toolkits/w/index&with=rw,en")
    found = rows(page)
    assert found[0][0].startswith("Ikinyarwanda Igikorwa About Igikorwa.") and found[0][1].startswith("English The work About The work.")
    mark = re.compile(r"Umwimerere w'iki gice wavuguruwe .*?Icyongereza ?")
    assert [bool(mark.search(row[0])) for row in found[1:]] == [False, True, True, False, False], "sections behind say so"
    assert [[mark.sub("", one) for one in row] for row in found[1:]] == [
        ["Amagambo.", "First words."], ["Rimwe Tegereza", "One Wait Ask"],
        ["Kabiri Gahunda.", "Two See the plan. Deeper More."],
        ["This section exists in English only.", "Three Only here."], ["Kane Hano gusa.", "This section exists in Ikinyarwanda only."]]
    assert page.locator("iframe").count() == 0
    assert watched.complaints == [] and watched.foreign(base) == []


def test_each_side_has_its_language_its_direction_and_its_digits(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{base}ar/side-by-side.html#page=toolkits/w/index&with=ar,en")
    assert len(rows(page)) == 5
    cells = page.locator(".beside-row").nth(2).locator(".beside-cell")
    style = "one => [one.lang, getComputedStyle(one).direction, getComputedStyle(one.querySelector('ol')).listStyleType]"
    assert cells.nth(0).evaluate(style) == ["ar", "rtl", "arabic-indic"]
    assert cells.nth(1).evaluate(style) == ["en", "ltr", "decimal"]
    letters = "one => [one, document.body].map(one => getComputedStyle(one).fontFamily + parseFloat(getComputedStyle(one).lineHeight))"
    arabic, english = cells.nth(0).evaluate(letters), cells.nth(1).evaluate(letters)
    assert arabic[0] == arabic[1] != english[0]
    page.goto(f"{base}side-by-side.html#page=toolkits/w/index&with=ar,en")
    assert len(rows(page)) == 5 and cells.nth(1).evaluate(letters) == [english[0]] * 2, "an Arabic page lends English no letters"
    assert cells.nth(0).evaluate(letters)[0] == arabic[0]
    page.go_back()
    assert len(rows(page)) == 5
    boxes = [cells.nth(number).bounding_box() for number in (0, 1)]
    assert boxes[0] and boxes[1] and boxes[0]["x"] > boxes[1]["x"] and boxes[0]["y"] == boxes[1]["y"], "the first stands right"


def test_on_a_phone_section_stands_under_section(base: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{base}side-by-side.html#page=toolkits/w/index&with=en,ar")
    rows(page)
    order = page.locator(".beside-row").nth(2).locator(".beside-cell").evaluate_all("cells => cells.map(one => one.getBoundingClientRect().top)")
    assert order[0] < order[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_other_languages_and_other_parts_are_a_choice_away(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{base}side-by-side.html#page=toolkits/w/index&with=en,rw")
    rows(page)
    page.get_by_label("Second language").select_option("ar")
    expect(page.locator(".beside-head .beside-cell").nth(1)).to_contain_text("العمل")
    page.get_by_role("button", name="Change places").click()
    expect(page.locator(".beside-head .beside-cell").nth(0)).to_contain_text("العمل")
    assert page.url.endswith("#page=toolkits/w/index&with=ar,en")
    page.get_by_label("First language").select_option("en")
    expect(page.locator(".beside-head .beside-cell").nth(0)).to_contain_text("The work")
    page.go_back()
    page.go_back()
    page.go_back()
    expect(page.locator(".beside-head .beside-cell").nth(1)).to_contain_text("Igikorwa")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".beside-head .beside-cell").nth(1)).to_contain_text("Gahunda")
    assert page.get_by_label("First language").locator("option").count() == 2, "this part is not in Arabic"


def test_a_link_in_a_section_leads_to_the_page_of_its_language(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{base}side-by-side.html#page=toolkits/w/index&with=en,rw")
    rows(page)
    assert page.get_by_role("link", name="the plan").get_attribute("href") == f"{base}toolkits/w/plan.html"
    assert page.get_by_role("link", name="Gahunda").get_attribute("href") == f"{base}rw/toolkits/w/plan.html"
    ids = page.evaluate("Array.from(document.querySelectorAll('[id]'), one => one.id)")
    assert len(ids) == len(set(ids))


def test_what_does_not_exist_is_said(base: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{base}side-by-side.html#page=toolkits/w/plan&with=en,ar")
    expect(page.locator(".beside-page > [role=status]")).to_have_text("This page does not exist in العربية.")
    assert rows(page)[0][0].startswith("English The plan")
    page.goto(f"{base}side-by-side.html#page=../../etc/passwd&with=en,ar")
    page.reload()
    expect(page.locator("[data-without]")).to_be_visible()
    assert page.locator("iframe").count() == 0


def test_without_script_the_page_says_what_it_needs(built: Built, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built.site.as_uri()}/side-by-side.html")
    expect(page.get_by_text("This needs JavaScript.")).to_be_visible()
    expect(page.locator("form.beside-choice")).to_be_hidden()
    context.close()


def test_only_a_page_with_other_editions_leads_there_and_only_this_page_may_hold_frames(built: Built, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{built.site.as_uri()}/toolkits/alone.html")
    assert page.get_by_role("link", name="side by side").count() == 0
    framing = [path for path in built.pages() if "frame-src" in built.text(path)]
    assert framing == ["ar/side-by-side.html", "rw/side-by-side.html", "side-by-side.html"]


def test_a_page_tells_nothing_to_another_site(built: Built, context: BrowserContext, tmp_path: Path) -> None:
    with serving(built.site) as ours:
        (tmp_path / "index.html").write_text(
            "<!doctype html><script>heard = []; addEventListener('message', event => heard.push(event.data))</script>"
            f"<iframe src='{ours}toolkits/w/index.html'></iframe>", encoding="utf-8")
        with serving(tmp_path) as theirs:
            page = context.new_page()
            page.goto(theirs.replace("127.0.0.1", "localhost"))
            page.frames[1].wait_for_function("() => window.ijwi && document.querySelector('script[src*=framed]')")
            page.frames[1].wait_for_load_state("networkidle")
            assert page.evaluate("heard") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_for_assistive_technology(built: Built, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{built.site.as_uri()}/ar/side-by-side.html#page=toolkits/w/index&with=ar,en")
    rows(page)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
    context.close()
