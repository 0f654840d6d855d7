"""The flip chart of a session: its steps on screens, turned by keys and fingers, timed, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browsing import Watched
from conftest import Built, edition, page, work
from small_centres import built_once

BODY = """
What trainers read.

## Before {before}

Chairs in a circle.

## Open {open}

**15 minutes.** Say [welcome](index.md).

> One voice at a time.

## Try it {try}

**30 minutes,** in pairs.

{many}

| Who | What |
|---|---|
| She | listens |

## Likely questions {questions}

**"Why?"** Because.
"""
LONG = "\n".join(f"{number}. Say the sentence number {number} to each other, twice, and wait for the answer of the other one."
                 for number in range(1, 31))
NAMES = {name: f"{{#{name}}}" for name in ("before", "open", "try", "questions")}
AR = """
## قبل {before}

كراسٍ.

## افتتاح {open}

**١٥ دقيقة.** رحّبن.

## جرّبن {try}

**٣٠ دقيقة.** اثنتين اثنتين.

## أسئلة {questions}

**«لماذا؟»** لأنّ.
"""
SESSION = {"session": "true", "minutes": "45", "group_size": "8-24", "power": "none", "internet": "none",
           "objectives": "[Each can listen.]", "materials": "[Chairs]"}
TREE = {"docs/en/manuals/m/index.md": work("Manual", kind="manual", parts="[s, plain]"),
        "docs/en/manuals/m/s.md": page("Listen", body=BODY.format(many=LONG, **NAMES), **SESSION),
        "docs/en/manuals/m/plain.md": page("No session", body="Text."),
        "docs/ar/manuals/m/index.md": edition("دليل"),
        "docs/ar/manuals/m/s.md": edition("أصغين", body=AR.format(**NAMES), objectives="[تصغي كل واحدة]", materials="[كراسٍ]")}
TITLE = ".flipchart-title"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("flipchart"), TREE)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 900, "height": 700}, offline=True)
    yield context
    context.close()


def opened(built: Built, context: BrowserContext, path: str = "manuals/m/s.html") -> Page:
    """The page of a session from the disk, with its flip chart open."""
    page = context.new_page()
    page.goto((built.site / path).as_uri())
    page.locator("[data-flipchart] button").click()
    expect(page.locator(TITLE)).to_be_visible()
    return page


def turned(page: Page, key: str) -> str:
    page.keyboard.press(key)
    return page.locator(TITLE).inner_text()


def shown(page: Page) -> str:
    return page.locator(".flipchart-sheet:visible").inner_text()


def test_a_session_is_offered_as_a_flip_chart_and_other_pages_carry_nothing_of_it(built: Built) -> None:
    assert "flipchart.js" in built.text("manuals/m/s.html")
    assert [path for path in built.pages() if "flipchart" in built.text(path)] == ["ar/manuals/m/s.html", "manuals/m/s.html"]


def test_the_first_screen_is_the_plan_then_come_the_timed_steps_alone(built: Built, context: BrowserContext) -> None:
    page = opened(built, context)
    assert page.locator(TITLE).inner_text() == "Listen"
    assert shown(page).split("\n") == ["Open 15′", "Try it 30′"]
    assert turned(page, "ArrowRight") == "Open"
    assert "Say welcome." in shown(page) and "15" not in shown(page) and "One voice at a time." in shown(page)
    titles = [turned(page, "PageDown") for _press in range(12)]
    assert set(titles) == {"Try it"}, "neither what comes before nor what is for the trainer alone"


def test_every_word_of_a_step_is_on_one_of_its_screens_and_no_screen_is_too_small(built: Built, context: BrowserContext) -> None:
    page = opened(built, context)
    sheets = page.locator(".flipchart-sheet").all_text_contents()
    assert len(sheets) > 4
    for number in range(1, 31):
        assert sum(f"number {number} " in sheet for sheet in sheets) == 1, number
    assert sum("listens" in sheet for sheet in sheets) == 1
    for _press in range(len(sheets)):
        body = page.locator(".flipchart-body")
        assert body.evaluate("one => one.scrollHeight <= one.clientHeight")
        page.keyboard.press("ArrowDown")
    starts = page.locator(".flipchart-sheet ol[start]").evaluate_all("lists => lists.map(list => list.start)")
    assert starts == sorted(set(starts)) and starts[0] > 1, "numbers go on where the screen before ended"


def test_a_smaller_screen_lays_the_step_out_again(built: Built, context: BrowserContext) -> None:
    page = opened(built, context)
    page.keyboard.press("End")
    before = page.locator(".flipchart-sheet").count()
    page.set_viewport_size({"width": 360, "height": 480})
    expect(page.locator(".flipchart-sheet")).not_to_have_count(before)
    assert page.locator(TITLE).inner_text() == "Try it"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_fingers_turn_the_page_to_the_side_of_reading(built: Built, browser: Browser) -> None:
    for path, names in (("manuals/m/s.html", ("Listen", "Open")), ("ar/manuals/m/s.html", ("أصغين", "افتتاح"))):
        context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True)
        page = opened(built, context, path)
        swipe = """(by) => { const at = x => [new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 })];
          const chart = document.querySelector(".flipchart");
          chart.dispatchEvent(new TouchEvent("touchstart", { touches: at(180), changedTouches: at(180) }));
          chart.dispatchEvent(new TouchEvent("touchend", { touches: [], changedTouches: at(180 + by) })); }"""
        forwards = 90 if path.startswith("ar") else -90
        page.evaluate(swipe, forwards)
        assert page.locator(TITLE).inner_text() == names[1]
        page.evaluate(swipe, -forwards)
        assert page.locator(TITLE).inner_text() == names[0]
        page.evaluate(swipe, forwards / 3)
        assert page.locator(TITLE).inner_text() == names[0], "a small slip is none"
        context.close()


def test_in_arabic_the_arrows_are_mirrored_and_the_digits_its_own(built: Built, context: BrowserContext) -> None:
    page = opened(built, context, "ar/manuals/m/s.html")
    assert shown(page).split("\n") == ["افتتاح ١٥′", "جرّبن ٣٠′"]
    assert turned(page, "ArrowLeft") == "افتتاح" and turned(page, "ArrowRight") == "أصغين"
    turned(page, "ArrowLeft")
    assert page.locator(".flipchart-clock").inner_text() == "١٥:٠٠"
    assert page.locator(".flipchart-position").inner_text().count("٢") == 1


def test_the_clock_counts_the_minutes_of_the_step_beyond_its_end_and_without_a_sound(built: Built, context: BrowserContext) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto((built.site / "manuals/m/s.html").as_uri())
    page.locator("[data-flipchart] button").click()
    page.clock.run_for(100)
    clock, said = page.locator(".flipchart-clock"), page.locator(".flipchart-said")
    expect(clock).to_be_hidden()
    page.keyboard.press("ArrowRight")
    assert clock.inner_text() == "15:00"
    page.keyboard.press("t")
    page.clock.run_for(61_000)
    assert clock.inner_text() == "13:59" and clock.get_attribute("aria-pressed") == "true"
    clock.click()
    page.clock.run_for(600_000)
    assert clock.inner_text() == "13:59", "it stands"
    clock.click()
    page.clock.run_for(14 * 60_000)
    assert clock.inner_text() == "+0:01" and said.inner_text() == "The time is up."
    page.keyboard.press("ArrowRight")
    assert clock.inner_text() == "30:00" and said.inner_text() == "", "the next step has its own time"
    assert page.locator("audio, video").count() == 0


def test_the_page_is_afterwards_as_it_was(built: Built, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto((built.site / "manuals/m/s.html").as_uri())
    page.locator("#try").scroll_into_view_if_needed()
    page.locator("[data-flipchart] button").focus()
    page.evaluate("scrollTo(0, 120)")
    html, address = page.locator("body").inner_html(), page.url
    for leave in ("Escape", "button", "back"):
        page.locator("[data-flipchart] button").focus()
        page.evaluate("scrollTo(0, 120)")
        page.keyboard.press("Enter")
        expect(page.locator(TITLE)).to_be_focused()
        page.keyboard.press("End")
        if leave == "Escape":
            page.keyboard.press("Escape")
        elif leave == "button":
            page.locator(".flipchart-close").click()
        else:
            page.go_back()
        expect(page.locator(".flipchart")).to_have_count(0)
        assert page.locator("body").inner_html() == html and page.url == address
        assert page.evaluate("scrollY") == 120
        expect(page.locator("[data-flipchart] button")).to_be_focused()


def test_by_keyboard_alone_only_the_chart_and_the_way_out_are_reached(built: Built, context: BrowserContext) -> None:
    page = opened(built, context)
    reached = []
    for _press in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className || document.activeElement.getAttribute('aria-label')"))
    assert "exit" in reached and "flipchart-close" in reached
    assert set(reached) <= {"Previous", "Next", "flipchart-close", "exit", None}
    page.keyboard.press("Home")
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press(" ")
    assert page.locator(TITLE).inner_text() == "Open", "a space on a button presses it, once"


@pytest.mark.parametrize("path", ["manuals/m/s.html", "ar/manuals/m/s.html"])
def test_nothing_is_wrong_for_assistive_technology(built: Built, context: BrowserContext, path: str) -> None:
    page = opened(built, context, path)
    page.keyboard.press("PageDown")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_the_exit_hides_the_chart_too_and_nothing_complains(built: Built, context: BrowserContext) -> None:
    page = context.new_page()
    watched = Watched(page)
    page.goto((built.site / "manuals/m/s.html").as_uri())
    page.locator("[data-flipchart] button").click()
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_function("() => !document.body.innerText.includes('Listen')")
    assert watched.complaints == []
