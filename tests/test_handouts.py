"""Handouts on paper: one sheet each in every language, two on one sheet if asked, straight from the list of parts."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browsing import Watched, serving
from conftest import ROOT, Built, Tree, edition, page, work
from ijwi.centre import Centre
from ijwi.downloads.bundle import bundle
from ijwi.keeping import keep_lists
from paper import A4, A4_ACROSS, sheets
from small_centres import built_once, centre_of

SHEET = "| A | B |\n| --- | --- |\n| | |\n\n- [ ] done\n\n!!! note\n    Careful.\n\n[Far away](https://far.example/)"
TREE: Tree = {
    "docs/en/manuals/voices/index.md": work("Voices", kind="manual", parts="[one, sheet, later]"),
    "docs/en/manuals/voices/one.md": page("First part"),
    "docs/en/manuals/voices/sheet.md": page('A "sheet"', body=SHEET, handout="true"),
    "docs/en/manuals/voices/later.md": page("Another sheet", body="Words.", handout="true"),
    "docs/ar/manuals/voices/index.md": edition("أصوات", review="human"), "docs/ar/manuals/voices/sheet.md": edition("ورقة", body=SHEET, review="human"),
    "docs/rw/manuals/voices/index.md": edition("Amajwi")}
WORK, HANDOUT = "manuals/voices/index.html", "manuals/voices/sheet.html"
#: In which the real site has handouts.
LANGUAGES = sorted({file.relative_to(ROOT / "docs").parts[0] for file in (ROOT / "docs").rglob("handout-*.md")})
STUB = "window.printed = []; window.print = () => window.printed.push(document.querySelectorAll('.two-up article').length);"
#: The smallest letters of a handout's text as it is printed, in points, and the words that have them.
SMALLEST = """() => [...document.querySelectorAll(".handout .text, .handout h1")].flatMap(part => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) {
    const element = walker.currentNode.parentElement;
    if (element.checkVisibility()) found.push([parseFloat(getComputedStyle(element).fontSize) * 0.75, element.outerHTML.slice(0, 80)]);
  }
  return found;
}).sort((a, b) => a[0] - b[0])[0]"""
#: What of the two halves does not fit, is not shown, or is not the same.
HALVES = """() => [...document.querySelectorAll(".two-up article")].map(half => {
  const box = half.getBoundingClientRect();
  return [half.scrollHeight <= half.clientHeight && half.scrollWidth <= half.clientWidth, box.width > 400 && box.height > 700,
          half.innerText.trim(), parseFloat(getComputedStyle(half).fontSize) * 0.75];
})"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("handouts"), TREE)


@pytest.fixture(scope="module")
def served_handouts(built: Built) -> Iterator[str]:
    with serving(built.site) as found:
        yield found


@pytest.fixture(params=["web", "disk"])
def address(request: pytest.FixtureRequest, built: Built, served_handouts: str) -> str:
    return served_handouts if request.param == "web" else f"{built.site.as_uri()}/"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script(STUB)
    yield Watched(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def centre() -> Centre:
    return centre_of(ROOT)


# The real site's

@pytest.mark.parametrize("code", LANGUAGES)
def test_every_handout_prints_on_one_sheet_and_two_of_it_on_one_across(code: str, centre: Centre, real_site: Path, browser: Browser) -> None:
    """In letters of at least nine points; halves as large as they can be, and nothing of them is cut off."""
    context = browser.new_context()
    context.add_init_script(STUB)
    page, problems, count = context.new_page(), {}, 0
    for document in centre.catalogue.documents.values():
        own = document.readable.get(code)
        if own is None or not getattr(document.fields, "handout", False):
            continue
        count += 1
        page.goto((real_site / own.url).as_uri())
        found, said = sheets(page), []
        page.emulate_media(media="print")
        smallest = page.evaluate(SMALLEST)
        page.emulate_media(media="null")
        page.locator("[data-do=two]").click()
        page.emulate_media(media="print")
        halves = page.evaluate(HALVES)
        page.emulate_media(media="null")
        two = sheets(page)
        if found != [A4]:
            said.append(f"{len(found)} sheets")
        if smallest[0] < 9:
            said.append(f"{smallest[0]:.2f} points: {smallest[1]}")
        if two != [A4_ACROSS] or [half[:2] for half in halves] != [[True, True]] * 2 or halves[0] != halves[1] or len(halves[0][2]) < 40:
            said.append(f"two on one: {two} {[half[:2] for half in halves]} at {halves[0][3]} points")
        if said:
            problems[own.url] = said
    context.close()
    assert problems == {}
    assert count >= 18


@pytest.mark.parametrize("code", ["", "ar/"])
def test_a_handout_in_pictures_shows_them_large_on_a_phone_and_on_paper(code: str, real_site: Path, browser: Browser) -> None:
    """On a phone each stands below its heading and above its line, one after the other; on paper they fill the sheet."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto((real_site / f"{code}toolkits/lost-phone/handout-in-pictures.html").as_uri())
    for table in page.locator(".text table").all():
        tops = table.evaluate("""table => [0, 1, 2].flatMap(place => [...table.rows].map(row => {
            const box = row.cells[place].getBoundingClientRect(); return [box.top, box.left]; }))""")
        assert tops == sorted(tops) and len({top for top, _left in tops}) == 9
    assert min(picture.bounding_box()["width"] for picture in page.locator(".text img").all()) >= 220  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 703, "height": 1000})  # what A4 leaves between its margins, at 96 dots an inch
    page.emulate_media(media="print")
    widths = [picture.bounding_box()["width"] / 96 * 25.4 for picture in page.locator(".text img").all()]  # type: ignore[index]
    assert len(widths) == 6 and min(widths) >= 54, "millimetres"
    page.close()


# A small one's

@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_two_on_one_sheet_is_asked_for_with_a_key_and_leaves_the_page_as_it_was(prefix: str, address: str, opened: Watched) -> None:
    page = opened.page
    page.goto(f"{address}{prefix}{HANDOUT}")
    before = page.evaluate("document.querySelector('main').innerHTML + document.body.children.length")
    page.locator("[data-do=two]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("printed") == [2], "both halves are there when the browser prints"
    assert page.evaluate("document.querySelector('main').innerHTML + (document.body.children.length - 1)") == before
    assert not page.locator(".two-up").is_visible(), "nothing of it is on the screen"
    halves = page.evaluate(HALVES)
    assert [half[:2] for half in halves] == [[True, True]] * 2 and halves[0] == halves[1]
    assert round(halves[0][3], 2) == 11, "a short text in large letters"
    assert "far.example" in page.locator(".two-up a[rel]").first.evaluate("link => getComputedStyle(link, '::after').content + link.href")
    assert page.evaluate("document.querySelectorAll('[id]').length === new Set([...document.querySelectorAll('[id]')].map(one => one.id)).size")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelector('main').innerHTML + document.body.children.length") == before
    assert sheets(page) == [A4]
    assert opened.foreign(address) == [] and opened.complaints == []


def test_on_paper_the_halves_stand_side_by_side_with_nothing_else(served_handouts: str, opened: Watched) -> None:
    page = opened.page
    page.goto(f"{served_handouts}{HANDOUT}")
    page.locator("[data-do=two]").click()
    page.emulate_media(media="print")
    first, second = (half.bounding_box() for half in page.locator(".two-up article").all())
    assert first and second and first["y"] == second["y"] and first["x"] + first["width"] <= second["x"] + 1
    assert abs(first["width"] - second["width"]) < 1
    assert not page.locator("main").is_visible() and not page.locator(".exit").first.is_visible()
    for hidden in (".handout-bar", "nav", ".lead"):
        assert page.locator(f".two-up {hidden}").count() == 0
    assert page.locator(".two-up .printed").first.is_visible()


def test_a_long_handout_gets_smaller_letters_until_it_fits(served_handouts: str, opened: Watched) -> None:
    page = opened.page
    page.goto(f"{served_handouts}{HANDOUT}")
    page.evaluate("const text = document.querySelector('.text'); text.innerHTML = '<p>Many words that go on and on.</p>'.repeat(45)")
    page.locator("[data-do=two]").click()
    [[fits, _large, _text, size], _second] = page.evaluate(HALVES)
    assert fits and 6 < size < 11


def test_without_javascript_there_are_no_buttons(served_handouts: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served_handouts}{HANDOUT}")
    assert page.locator("[data-handout]").count() == 1 and not page.locator("[data-handout]").is_visible()
    assert sheets(page) == [A4]
    context.close()


def test_the_list_of_parts_leads_straight_to_paper(address: str, opened: Watched) -> None:
    page = opened.page
    page.goto(f"{address}{WORK}")
    links = page.locator(".parts .print-link")
    assert links.evaluate_all("links => links.map(link => link.getAttribute('aria-label'))") == ['Print: A "sheet"', "Print: Another sheet"]
    links.first.click()
    page.wait_for_url(f"{address}{HANDOUT}#print")
    # A function, not an expression: that would be looked at by `eval`, which our pages do not allow.
    page.wait_for_function("() => window.printed.length")
    assert page.evaluate("printed") == [0], "the whole sheet"
    page.goto(f"{address}{HANDOUT}")
    assert page.evaluate("printed") == [], "who came to read is not asked"


def test_pages_without_a_handout_carry_nothing_of_it(built: Built) -> None:
    for path in built.pages():
        handout = path.endswith(("/sheet.html", "/later.html"))
        assert ("handout.js" in built.text(path)) is handout, path
        assert ("two-up.css" in built.text(path)) is handout, path


def test_a_copy_prints_the_edition_that_it_carries(built: Built, tmp_path: Path, opened: Watched) -> None:
    content = bundle(built.site, centre_of(built.root), ["rw", "ar"], None, complete=True, key=None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    [first] = tmp_path.rglob("rw/manuals/voices/index.html")
    opened.page.context.set_offline(True)
    opened.page.goto(first.as_uri())
    links = opened.page.locator(".parts a").evaluate_all("links => links.map(link => [link.getAttribute('href'), link.getAttribute('aria-label')])")
    assert ["../../../ar/manuals/voices/sheet.html", None] in links
    assert [label.partition(": ")[2] for href, label in links if href == "../../../ar/manuals/voices/sheet.html#print"] == ["ورقة"]
    assert not [href for href, _label in links if href.endswith("later.html#print")], "what is not carried cannot be printed"
    opened.page.goto(f"{(first.parents[3] / 'ar' / HANDOUT).as_uri()}")
    opened.page.locator("[data-do=two]").click()
    assert opened.page.evaluate("printed") == [2]
    assert opened.complaints == []


def test_who_keeps_a_work_keeps_its_way_to_paper(built: Built) -> None:
    lists = {path: json.loads(content) for path, content in keep_lists(built.site, centre_of(built.root))}
    files = {entry[0] for entry in lists["keep/manuals/voices.json"]["files"]}
    assert {HANDOUT, "assets/handout.js", "assets/handout.css", "assets/two-up.css"} <= files


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [HANDOUT, f"ar/{HANDOUT}", WORK])
def test_the_pages_have_no_barrier(path: str, scheme: Any, served_handouts: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page: Page = context.new_page()
    page.goto(f"{served_handouts}{path}")
    found = Axe().run(page).response
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"] if one["impact"] in ("serious", "critical")] == []
    for control in page.locator(".handout-bar button, .print-link").all():
        box = control.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44
    context.close()
