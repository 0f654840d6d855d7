"""A workshop from plan to room with the ZIPs that our own site offers: unzipped, no network, no mouse; in Kinyarwanda, and
in Arabic, mirrored."""

from __future__ import annotations

import datetime
import itertools
import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browsing import Watched
from conftest import ROOT
from ijwi.centre import Centre
from ijwi.downloads.pieces import Order, cut, pieces
from ijwi.records import Part
from small_centres import centre_of
from test_agenda import Keys, clashes, digit_words, events, fragment, items, paper, plain

#: The day of the plan: lunch comes after its second session.
LUNCH, DAY = 60, datetime.date(2026, 12, 1)
WRITTEN = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: text => { window.written = text; return Promise.resolve(); }}})"


@pytest.fixture(scope="module")
def centre() -> Centre:
    return centre_of(ROOT)


@dataclass(frozen=True)
class Library:
    """An unzipped library, and what is special about its language. `onward` turns a flip chart."""

    folder: Path
    code: str
    direction: str
    onward: str
    back: str


@pytest.fixture(scope="module", params=[("rw", "ltr", "ArrowRight", "ArrowLeft"), ("ar", "rtl", "ArrowLeft", "ArrowRight")],
                ids=["rw", "ar"])
def library(request: pytest.FixtureRequest, real_site: Path, centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The ZIP of the whole library, as scripts/downloads.py cuts it for the page of downloads."""
    code = request.param[0]
    # Downloads are written into the site, and the site that all tests share is only to be read.
    site = Path(shutil.copytree(real_site, tmp_path_factory.mktemp("site") / "site", copy_function=os.link))
    order = Order(site, centre, "Ijwi", "https://ijwi.example/", [code], None, None, ["zip"], None)
    [whole] = [piece for piece in pieces(order) if piece.topic is None]
    [made] = cut(order, whole)
    place = tmp_path_factory.mktemp("unzipped")
    with zipfile.ZipFile(site / made.url) as archive:
        archive.extractall(place)
    [folder] = place.iterdir()
    return Library(folder, *request.param)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1000, "height": 740}, offline=True)
    context.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; }")
    yield context
    context.close()


def barriers(page: Page) -> list[tuple[str, str]]:
    """What stands in somebody's way. axe asks for no file: a page from the disk must not be given any."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]


def spans(page: Page, code: str) -> list[tuple[int, int]]:
    """Begin and end of each item of the plan on the screen, in minutes of the day."""
    latin = str.maketrans(digit_words(code, "0123456789"), "0123456789")
    times = [[one.split(":") for one in plain(time).translate(latin).split("–")] for time, _title in items(page)]
    return [(int(start[0]) * 60 + int(start[1]), int(end[0]) * 60 + int(end[1])) for start, end in times]


def plan_a_day(page: Page, code: str, parts: Mapping[str, Part]) -> None:
    """Four sessions for 25 people in a room without power, as many as fill the day."""
    keys = Keys(page)
    keys.write("[name=group]", digit_words(code, "25"))
    keys.press("[name=power]", "Space")
    offered = [parts[str(one.get_attribute("data-path"))].fields for one in page.locator(".pick [data-path]").all()]
    assert len(offered) >= 8, "enough to choose from"
    for fields in offered:
        least, most = map(int, str(fields.group_size).split("-"))
        assert least <= 25 <= most and fields.power != "needed"
    for place in (1, 2, 3, 4):
        keys.press(f".pick:nth-of-type({place}) [data-path]")
        if place == 2:
            keys.press("[data-do=break]")
            page.keyboard.press("Control+A")
            page.keyboard.type(digit_words(code, str(LUNCH)))
    keys.to("[name=date]")
    page.keyboard.type(f"{DAY:%m%d%Y}")
    assert page.locator(".item").count() == 5 and clashes(page) == []
    found = spans(page, code)
    assert found[0][0] == 9 * 60 and 15 * 60 <= found[-1][1] <= 18 * 60, "they fill the day"
    assert all(before[1] == after[0] for before, after in itertools.pairwise(found))


def print_it(page: Page, code: str) -> None:
    """The agenda, which hangs on the wall, is one sheet; the trainer's plan begins on the next."""
    Keys(page).press("[data-do=print]")
    assert page.evaluate("window.printed") == 1
    first, *rest = paper(page)
    ends = [digit_words(code, f"{minute // 60:02}:{minute % 60:02}") for span in spans(page, code) for minute in span]
    assert rest and all(time in first or time[::-1] in first for time in ends)
    agenda, trainer = page.locator(".paper section").all()
    trainer.evaluate("one => { one.hidden = true; }")
    assert len(paper(page)) == 1
    trainer.evaluate("one => { one.hidden = false; }")
    assert agenda.locator("tbody tr").count() == 5


def link_of(page: Page, code: str) -> str:
    """The link of the plan, without the address of the site on the internet."""
    page.evaluate(WRITTEN)
    keys = Keys(page)
    keys.press("[data-do=link]")
    keys.press("[data-do=copy]")
    address, _hash, plan = str(page.evaluate("window.written")).partition("#")
    assert address == f"https://ijwi.example/{code}/agenda.html" and plan == fragment(page)
    return plan


def read_calendar(page: Page, code: str) -> None:
    """The calendar parses, and its minutes are those of the plan."""
    with page.expect_download() as waiting:
        Keys(page).press("[data-do=ics]")
    assert waiting.value.suggested_filename == "agenda.ics"
    found = events(Path(waiting.value.path()).read_bytes())
    assert [title for title, _start, _end in found] == [title for _time, title in items(page)]
    assert {start.date() for _title, start, _end in found} == {DAY}
    assert [(start.hour * 60 + start.minute, end.hour * 60 + end.minute) for _title, start, end in found] == spans(page, code)


def read_side_by_side(page: Page, library: Library) -> None:
    """From the page of a session to its two editions, section beside section, and back."""
    title, sections = page.locator("h1").inner_text(), page.locator(".text h2").all_inner_texts()
    Keys(page).press(".also a[href*=side-by-side]")
    rows = page.locator(".beside-row")
    expect(rows).to_have_count(len(sections) + 2)  # its title, and its plan before the first section
    assert page.url.startswith(library.folder.as_uri())
    assert rows.first.locator("h2").first.inner_text() == title
    directions = [library.direction, "ltr"]
    for row, heading in zip(rows.all(), [title, None, *sections], strict=True):
        cells = row.locator(".beside-cell")
        assert cells.evaluate_all("all => all.map(one => one.lang)") == [library.code, "fr"]
        assert cells.evaluate_all("all => all.map(one => getComputedStyle(one).direction)") == directions
        assert cells.evaluate_all("all => all.map(one => one.dir)") == directions
        own, french = (box for cell in cells.all() if (box := cell.bounding_box()))
        assert own["y"] == french["y"] and (own["x"] < french["x"]) is (library.direction == "ltr")
        assert own["width"] == french["width"]
        if heading:
            assert cells.nth(0).locator("h2").inner_text() == heading
            assert cells.nth(1).locator("h2").inner_text() not in ("", heading)
    assert barriers(page) == []
    page.go_back()
    expect(page.locator("h1")).to_have_text(title)


def run_as_flip_chart(page: Page, library: Library, minutes: int) -> None:
    """Forward, the clock of a step, back, and away: the page is as it was."""
    page.clock.install()
    title = page.locator("h1").inner_text()
    Keys(page).to("[data-flipchart] button")
    html, address, place = page.locator("body").inner_html(), page.url, page.evaluate("scrollY")
    page.keyboard.press("Enter")
    page.clock.run_for(100)
    heading, clock = page.locator(".flipchart-title"), page.locator(".flipchart-clock")
    expect(heading).to_have_text(title)
    latin = str.maketrans(digit_words(library.code, "0123456789"), "0123456789")
    steps = [int(text.translate(latin).strip(" ′")) for text in page.locator(".flipchart-minutes").all_text_contents()]
    assert sum(steps) == minutes, "the steps add up"
    turned = 0
    while heading.inner_text() == title and turned < 3:  # a long plan goes on on a second screen
        page.keyboard.press(library.onward)
        turned += 1
    assert clock.inner_text() == digit_words(library.code, f"{steps[0]}:00")
    assert barriers(page) == []
    page.keyboard.press("t")
    page.clock.run_for(61_000)
    assert clock.inner_text() == digit_words(library.code, f"{steps[0] - 2}:59")
    for _screen in range(turned):
        page.keyboard.press(library.back)
    expect(heading).to_have_text(title)
    expect(clock).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".flipchart")).to_have_count(0)
    assert (page.locator("body").inner_html(), page.url, page.evaluate("scrollY")) == (html, address, place)
    expect(page.locator("[data-flipchart] button")).to_be_focused()


def report_on_it(page: Page) -> None:
    """From the plan to the report, which knows its sessions."""
    expect(page.locator(".item")).to_have_count(5)
    titles = [title for _time, title in items(page)]
    Keys(page).press("[data-report] a")
    expect(page.locator("[name=sessions]")).to_have_value("\n".join((*titles[:2], *titles[3:])))
    keys = Keys(page)
    keys.write("[name=all]", "25")
    expect(page.locator(".report-paper")).to_be_visible()
    assert barriers(page) == []


def test_a_trainer_goes_from_the_unzipped_library_to_the_room_and_back(library: Library, centre: Centre, context: BrowserContext) -> None:
    watched = Watched(context.new_page())
    page, code = watched.page, library.code
    parts = {part.path: part for work in centre.catalogue.offered for part in work.parts}
    page.goto((library.folder / "START-HERE.html").as_uri())
    keys = Keys(page)
    assert page.locator("section[lang]").evaluate_all("all => all.map(one => one.lang)") == [code, "fr"], "its own language comes first"
    keys.press("main a")
    expect(page.locator("html")).to_have_attribute("lang", code)
    keys.press("details.menu summary")
    keys.press("details.menu a[href='agenda.html']")
    page.locator("[data-agenda]").wait_for()
    assert page.locator("html").get_attribute("dir") == library.direction
    plan_a_day(page, code, parts)
    assert barriers(page) == []
    print_it(page, code)
    plan = link_of(page, code)

    again = Watched(context.new_page())
    again.page.goto(f"{library.folder.as_uri()}/{code}/agenda.html#{plan}")
    expect(again.page.locator(".item")).to_have_count(5)
    assert items(again.page) == items(page)
    page = again.page
    read_calendar(page, code)
    start, end = spans(page, code)[1]
    second = page.locator(".item").nth(1).locator(".item-title").inner_text()
    Keys(page).press(".item:nth-of-type(2) .item-title a")
    expect(page.locator("h1")).to_have_text(second)
    read_side_by_side(page, library)
    run_as_flip_chart(page, library, end - start)
    page.go_back()
    report_on_it(page)
    for seen in (watched, again):
        assert seen.complaints == [] and seen.foreign(library.folder.as_uri()) == []
