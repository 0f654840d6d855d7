"""From a plan's link to the room: an unzipped bundle, no network, no mouse; in Kinyarwanda, and in Arabic, mirrored."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from conftest import ROOT, Built
from ijwi.downloads.bundle import bundle
from small_centres import built_once, centre_of
from test_agenda import DAY, MINUTES, NAMES, TREE, Keys, V, in_language, session

#: Session two has a step; the others are read in test_flipchart.py.
STEP = "## %s {#try}\n\n**%s %d.** %s\n"
WITH_A_STEP = {
    f"docs/en/{V}phone.md": session(NAMES["phone"][0], minutes=MINUTES["phone"], materials="[Paper, Cards]", body=STEP % ("Try it", "Minutes:", 90, "In pairs.")),
    f"docs/rw/{V}phone.md": in_language(NAMES["phone"][1], "Impapuro, Amakarita") + "\n" + STEP % ("Gerageza", "Iminota", 90, "Babiri babiri."),
    f"docs/ar/{V}phone.md": in_language(NAMES["phone"][2], "ورق, بطاقات") + "\n" + STEP % ("جرّبن", "دقائق:", 90, "اثنتين اثنتين.")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("journey"), {**TREE, **WITH_A_STEP})


@pytest.fixture(scope="module")
def folder(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle in two languages, unzipped: who interprets carries both."""
    place = tmp_path_factory.mktemp("unzipped")
    content = bundle(built.site, centre_of(built.root), ["rw", "ar"], None, complete=False, key=None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(place)
    [found] = place.iterdir()
    return found


@pytest.mark.parametrize(("code", "other", "onward"), [("rw", "ar", "ArrowRight"), ("ar", "rw", "ArrowLeft")])
def test_session_two_of_a_plan_is_read_in_two_languages_and_run_as_a_flip_chart(
        code: str, other: str, onward: str, folder: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 900, "height": 700}, offline=True)
    page = context.new_page()
    page.goto(f"{(folder / code).as_uri()}/agenda.html#{DAY}")
    keys = Keys(page)
    second = page.locator(".item").nth(1).locator("a").first
    expect(second).to_be_visible()
    assert V in str(second.get_attribute("href"))
    title = second.inner_text()
    second.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    keys.press(".also a[href*=side-by-side]")
    head = page.locator(".beside-head .beside-cell")
    expect(head).to_have_count(2)
    assert [cell.get_attribute("lang") for cell in head.all()] == [code, other]
    assert head.first.locator("h2").inner_text() == title
    assert [cell.get_attribute("dir") for cell in head.all()] == ["rtl" if one == "ar" else "ltr" for one in (code, other)]
    page.go_back()
    keys.press("[data-flipchart] button")
    expect(page.locator(".flipchart-title")).to_have_text(title)
    page.keyboard.press(onward)
    expect(page.locator(".flipchart-title")).not_to_have_text(title)
    page.keyboard.press("Escape")
    expect(page.locator(".flipchart")).to_have_count(0)
    expect(page.locator("h1")).to_have_text(title)
    context.close()


@pytest.mark.parametrize("code", ["rw", "ar"])
def test_our_own_library_has_days_for_25_people_without_power(code: str) -> None:
    """Two days of four sessions, none longer than two hours, in the language itself."""
    centre = centre_of(ROOT)
    fitting = [part for work in centre.catalogue.offered for part in work.parts if part.fields.session
               and code in part.readable and part.fields.power != "needed" and int(str(part.fields.group_size).split("-")[1]) >= 25
               and (part.fields.minutes or 0) <= 120]
    assert len(fitting) >= 8
