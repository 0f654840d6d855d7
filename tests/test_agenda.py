"""Planning a workshop: what the page is told, and what a trainer does with it, from the disk, by keyboard, on paper."""

from __future__ import annotations

import datetime
import io
import itertools
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
import pypdfium2
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from browsing import serving
from conftest import CONFIG, ROOT, VOCABULARY, Built, Tree, edition, homes, page, work, write_tree
from ijwi.agenda import agenda_data, agendas_page, day_patterns, session_titles, size_patterns
from ijwi.catalogue import read_catalogue
from ijwi.datafiles import data_file
from ijwi.downloads.bundle import bundle
from ijwi.downloads.kits import offer_kits
from ijwi.downloads.offers import Download
from ijwi.findings import ContentError
from ijwi.languages import read_languages
from ijwi.localise import digits, size
from ijwi.outputs import shrunk
from ijwi.reader import Reader
from ijwi.strings import read_strings
from ijwi.vocabulary import read_vocabulary
from small_centres import built_once, centre_of

LANGUAGES = read_languages(yaml.safe_load(CONFIG)["extra"]["languages"])


def session(title: str, *, minutes: int = 60, group: str = "8-30", power: str = "none", internet: str = "none",
            materials: str = "[Paper]", **fields: str) -> str:
    return page(title, session="true", minutes=str(minutes), group_size=group, power=power, internet=internet,
                objectives="[Try it]", materials=materials, **fields)


def in_language(title: str, materials: str) -> str:
    return edition(title, review="human", objectives="[…]", materials=f"[{materials}]")


#: What a session is called in English, Kinyarwanda and Arabic.
NAMES = {"open": ("Open the training", "Gufungura amahugurwa", "افتتاح التدريب"),
         "phone": ("Your phone, your data", "Telefone yawe", "هاتفك وبياناتك"),
         "locks": ("Locks and passwords", "Ingufuri n'amagambo banga", "الأقفال وكلمات السر"),
         "close": ("Teach back and plan", "Gusoza no gutegura", "الختام والخطة")}
MINUTES = {"open": 45, "phone": 90, "locks": 60, "close": 75}
TREE: Tree = {
    "mkdocs.yml": CONFIG.replace("extra:\n", "extra:\n  centre: {agendas: toolkits/kit/ready}\n"),
    "docs/en/manuals/voices/index.md": work("Our voices", kind="manual", parts="[open, phone, locks, close, screen, few, sheet]"),
    "docs/rw/manuals/voices/index.md": edition("Amajwi yacu", review="human"),
    "docs/ar/manuals/voices/index.md": edition("أصواتنا", review="human"),
    **{f"docs/en/manuals/voices/{name}.md": session(titles[0], minutes=MINUTES[name], materials=f"[Paper, Cards for {name}]")
       for name, titles in NAMES.items()},
    **{f"docs/{code}/manuals/voices/{name}.md": in_language(titles[place], paper)
       for name, titles in NAMES.items() for place, code, paper in ((1, "rw", "Impapuro, Amakarita"), (2, "ar", "ورق, بطاقات"))},
    "docs/en/manuals/voices/screen.md": session("On the screen", power="needed", internet="needed", minutes=30),
    "docs/en/manuals/voices/few.md": session("In a small circle", group="4-8", minutes=20),
    "docs/en/manuals/voices/sheet.md": page("A sheet for phones", handout="true"),
    "docs/rw/manuals/voices/sheet.md": edition("Urupapuro rwa telefone", review="human"),
    "docs/ar/manuals/voices/sheet.md": edition("ورقة الهاتف", review="human"),
    "docs/en/manuals/care/index.md": work("Answering abuse", kind="manual", parts="[a, b, card]", sensitive="true",
                                          neutral_title="Plan and reply", topics="[online-abuse]"),
    "docs/en/manuals/care/a.md": session("After an attack", materials="[Cards about violence]"),
    "docs/en/manuals/care/b.md": session("Who hits", neutral_title="A second talk"),
    "docs/en/manuals/care/card.md": page("If he hits you", handout="true"),
    "docs/en/manuals/gone/index.md": work("Gone", kind="manual", parts="[a]", withdrawn="It was wrong."),
    "docs/en/manuals/gone/a.md": session("Wrong advice"),
    "docs/en/toolkits/kit/index.md": work("Kit", parts="[ready, card]"), "docs/en/toolkits/kit/ready.md": page("Agendas to take"),
    "docs/en/toolkits/kit/card.md": page("Care card", handout="true"),
    "docs/en/manuals/long/index.md": work("Long", kind="manual", parts=f"[{', '.join(f's{n}' for n in range(60))}]"),
    **{f"docs/en/manuals/long/s{n}.md": session(f"Number {n}", group="1-5") for n in range(60)}}
V = "manuals/voices/"
#: A day of four sessions with a break, as its address says it.
DAY = f"v=1&g=25&no=power&day=09:00,2026-12-01&s={V}open&s={V}phone&b=30&s={V}locks&s={V}close"


# What the page is told

@pytest.fixture
def reader(tmp_path: Path) -> Callable[[str], Reader]:
    """The view that the reader of a language has of the small centre."""
    root = write_tree(tmp_path, {"vocabulary.yml": VOCABULARY, **homes("en", "rw", "ar"), **TREE})
    catalogue, findings = read_catalogue(root / "docs", LANGUAGES, read_vocabulary(root / "vocabulary.yml", "v"))
    assert findings == []
    return lambda code: Reader(catalogue, read_strings(root / "locales", LANGUAGES[code]))


def rows(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    columns = data[name]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def test_every_session_that_is_offered_is_told_of_those_in_her_language_first(reader: Callable[[str], Reader]) -> None:
    data = agenda_data(reader("rw"))
    found = rows(data, "sessions")
    assert [row["path"] for row in found[:5]] == [f"{V}open", f"{V}phone", f"{V}locks", f"{V}close", "manuals/care/a"]
    assert len(found) == 4 + 2 + 2 + 60, "none of a withdrawn work"
    first = found[0]
    assert (first["title"], first["minutes"], first["least"], first["most"]) == ("Gufungura amahugurwa", 45, 8, 30)
    assert data["languages"][first["language"]][:3] == ("rw", "rw/", "ltr")
    manual = rows(data, "works")[first["work"]]
    assert (manual["name"], manual["title"]) == ("manuals/voices", "Amajwi yacu")
    assert [(path, title) for path, title, _language in manual["handouts"]] == [(f"{V}sheet", "Urupapuro rwa telefone")]
    screen = next(row for row in found if row["path"] == f"{V}screen")
    assert screen["needs"] == 3 and data["languages"][screen["language"]][0] == "en"


def test_what_is_told_of_a_sensitive_work_betrays_nothing(reader: Callable[[str], Reader]) -> None:
    data = agenda_data(reader("en"))
    care = {row["path"]: row for row in rows(data, "sessions") if row["path"].startswith("manuals/care/")}
    assert care["manuals/care/a"]["title"] == "Plan and reply, Session 1", "it has no neutral title of its own"
    assert care["manuals/care/b"]["title"] == "A second talk"
    assert [row["materials"] for row in care.values()] == [[], []]
    assert "," not in {row["path"]: row["title"] for row in rows(data, "sessions")}["manuals/long/s1"]
    assert not re.search("violence|attack|hits|abuse", data_file("x", {**data, "topics": []})[1])


def test_days_and_sizes_are_written_as_python_writes_them() -> None:
    from mkdocs.config import load_config
    for language in read_languages(load_config(str(ROOT / "mkdocs.yml")).extra["languages"]).values():
        assert len(set(day_patterns(language))) == 12
        assert all(pattern.count("{day}") == pattern.count("{year}") == 1 for pattern in day_patterns(language))
        kilobytes, megabytes, tenths = size_patterns(language)
        assert kilobytes.replace("{num}", digits("45", language)) == size(45_000, language)
        assert megabytes.replace("{num}", digits(f"7{tenths}2", language)) == size(7_200_000, language)


def test_the_page_of_ready_made_agendas_is_a_setting() -> None:
    assert agendas_page({}) == agendas_page({"centre": {}}) == ""
    assert agendas_page({"centre": {"agendas": "toolkits/kit/ready"}}) == "toolkits/kit/ready"
    for wrong in (5, True, "/toolkits/kit", "toolkits/kit.md", ["a"], ""):
        with pytest.raises(ContentError) as raised:
            agendas_page({"centre": {"agendas": wrong}})
        assert str(raised.value.findings[0]).startswith("mkdocs.yml:1: config: `extra.centre.agendas` must be the path of a page.")


def test_sessions_of_one_title_say_of_which_work_they_are(tmp_path: Path) -> None:
    tree = {f"docs/en/toolkits/{name}/{file}.md": text for name in ("one", "two") for file, text in (
        ("index", work(f"Work {name}", parts="[half]")), ("half", session("A half-day workshop")))}
    root = write_tree(tmp_path, {"vocabulary.yml": VOCABULARY, **homes("en", "rw", "ar"), **tree})
    catalogue, _findings = read_catalogue(root / "docs", LANGUAGES, read_vocabulary(root / "vocabulary.yml", "v"))
    assert list(session_titles(Reader(catalogue, read_strings(root / "locales", LANGUAGES["en"]))).values()) == [
        "A half-day workshop, Work one", "A half-day workshop, Work two"]


# The page

@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("agenda"), TREE)


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with serving(built.site) as found:
        yield found


@pytest.fixture(scope="module")
def folders(built: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A bundle of one language each, unzipped."""
    found, centre = {}, centre_of(built.root)
    for code in ("rw", "ar"):
        place = tmp_path_factory.mktemp(code)
        with zipfile.ZipFile(io.BytesIO(bundle(built.site, centre, [code], None, complete=False, key=None))) as archive:
            archive.extractall(place)
        [found[code]] = place.iterdir()
    return found


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address; at the end no script may have complained."""
    contexts, complaints = [], []

    def open_one(where: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 360, "height": 740}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(where)
        if options.get("java_script_enabled", True):
            page.locator("[data-agenda]").wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def fragment(page: Page) -> str:
    return str(page.evaluate("location.hash")).removeprefix("#")


def plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


def items(page: Page) -> list[tuple[str, str]]:
    """Time and title of each item, as they are read."""
    return [(one.locator(".item-time").inner_text(), one.locator(".item-title").inner_text()) for one in page.locator(".item").all()]


def clashes(page: Page) -> list[str]:
    return [plain(text) for text in page.locator(".clashes li").all_inner_texts()]


def fold(page: Page, nth: int) -> None:
    page.locator(".item").nth(nth).locator("summary").click()


def saved(page: Page, what: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(f"[data-do={what}]").click()
    assert waiting.value.suggested_filename == f"agenda.{what}"
    return Path(waiting.value.path()).read_bytes()


def paper(page: Page) -> list[str]:
    """The text of each sheet that the page prints as, without spaces: a PDF has them between letters."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    return [re.sub(r"\s+", "", document[number].get_textpage().get_text_range()) for number in range(len(document))]


def events(content: bytes) -> list[tuple[str, datetime.datetime, datetime.datetime]]:
    return [(str(event["summary"]), event["dtstart"].dt, event["dtend"].dt) for event in Calendar.from_ical(content).walk("VEVENT")]


def digit_words(code: str, text: str) -> str:
    return digits(text, LANGUAGES[code])


# By keyboard alone, from an unzipped bundle, without a network

class Keys:
    """Somebody who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        """Walks with the Tab key to what matches, from wherever the focus is."""
        for _step in range(300):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"no way to {selector}")

    def press(self, selector: str, key: str = "Enter") -> None:
        self.to(selector)
        self.page.keyboard.press(key)

    def write(self, selector: str, text: str) -> None:
        self.to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)


@pytest.mark.parametrize(("code", "people"), [("rw", "25"), ("ar", "٢٥")])
def test_a_day_for_25_without_power_is_planned_by_keyboard_from_an_unzipped_bundle(
        code: str, people: str, folders: dict[str, Path], open_page: Callable[..., Page]) -> None:
    where = f"{(folders[code] / code).as_uri()}/agenda.html"
    page = open_page(where, offline=True)
    assert page.locator("html").get_attribute("dir") == ("rtl" if code == "ar" else "ltr")
    keys, titles = Keys(page), [names[1 if code == "rw" else 2] for names in NAMES.values()]
    keys.write("[name=group]", people)
    keys.press("[name=power]", "Space")
    assert page.locator(".pick").count() == 4, "the bundle has these, and all fit"
    for place, name in enumerate(NAMES):
        keys.press(f"[data-path='{V}{name}']")
        assert page.evaluate("document.activeElement.dataset.path") == f"{V}{name}", "the focus stays"
        if place == 1:
            keys.press("[data-do=break]")
            page.keyboard.press("Control+A")
            page.keyboard.type(digit_words(code, "30"))
    keys.press(".item:last-child [data-do=earlier]")
    assert page.evaluate("document.activeElement.dataset.do") == "earlier", "the focus moves with the item"
    keys.press("[data-do=later]")
    times = [digit_words(code, text) for text in ("09:00–09:45", "09:45–11:15", "11:15–11:45", "11:45–12:45", "12:45–14:00")]
    pause = page.locator(".item").nth(2).locator(".item-title").inner_text()
    assert items(page) == list(zip(times, [*titles[:2], pause, *titles[2:]], strict=True))
    assert clashes(page) == [] and not page.locator(".clashes").is_visible()
    assert page.locator("[data-handouts] li").all_inner_texts() == [digit_words(code, "25") + (" × Urupapuro rwa telefone" if code == "rw" else " × ورقة الهاتف")]
    assert page.locator(".materials").first.locator("li").all_inner_texts() == (["Impapuro", "Amakarita"] if code == "rw" else ["ورق", "بطاقات"]), "once for all sessions"
    keys.to("[name=date]")
    page.keyboard.type("12012026")
    assert fragment(page) == DAY
    first, *rest = paper(page)
    assert rest and all(digit_words(code, text) in first or digit_words(code, text)[::-1] in first for text in ("09:00", "14:00"))
    # The link of the plan opens it again: here, and in the other language.
    written = "text => { window.written = text; return Promise.resolve(); }"
    page.evaluate(f"Object.defineProperty(navigator, 'clipboard', {{value: {{writeText: {written}}}}})")
    keys.press("[data-do=link]")
    assert page.locator("[data-before=link]").is_visible() and page.evaluate("window.written") is None, "a warning comes first"
    keys.press("[data-do=copy]")
    assert page.evaluate("window.written") == f"https://small.example/{code}/agenda.html#{DAY}"
    again = open_page(f"{where}#{DAY}", offline=True)
    assert items(again) == items(page)
    assert again.locator("[name=group]").input_value() == people and again.locator("[name=power]").is_checked()
    found = events(saved(again, "ics"))
    assert [title for title, _start, _end in found] == [title for _time, title in items(page)]
    assert [(end - start).seconds // 60 for _title, start, end in found] == [45, 90, 30, 60, 75]
    assert all(before[2] == after[1] for before, after in itertools.pairwise(found)), "one follows the other"
    assert found[0][1] == datetime.datetime(2026, 12, 1, 9, 0) and found[-1][2] == datetime.datetime(2026, 12, 1, 14, 0)


def test_a_bundle_has_its_own_sessions_and_nothing_to_download(folders: dict[str, Path]) -> None:
    text = (folders["rw"] / "rw" / "agenda.html").read_text(encoding="utf-8")
    assert "Open the training" not in text and "Agendas to take" not in text and "data-kit" not in text
    assert text.count("<li><a href=\"manuals/voices/") == 4
    data = (folders["rw"] / "rw" / "agenda" / "sessions.js").read_text(encoding="utf-8")
    assert "manuals/long" not in data and "manuals/care" not in data


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_a_mirrored_page_puts_the_handle_and_the_buttons_on_the_other_side(prefix: str, address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}{prefix}agenda.html#{DAY}", viewport={"width": 1280, "height": 900})
    handle, what = page.locator(".item-drag").first.bounding_box(), page.locator(".item-what").first.bounding_box()
    assert handle and what
    assert (handle["x"] > what["x"]) is (prefix == "ar/")


# Choosing

def picks(page: Page) -> list[str]:
    return page.locator(".pick-title").all_inner_texts()


def test_sessions_are_chosen_by_what_they_need_take_and_are_about(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html")
    assert page.locator(".found").inner_text() == "68 of 68 sessions"
    assert page.locator(".pick").count() == 10
    page.locator("[data-do=more]").click()
    assert page.locator(".pick").count() == 20
    assert page.evaluate("document.activeElement.closest('.pick') === document.querySelectorAll('.pick')[10]")
    page.locator("[name=group]").fill("25")
    assert sorted(picks(page)) == sorted([*(names[0] for names in NAMES.values()), "On the screen", "Plan and reply, Session 1", "A second talk"])
    page.locator("[name=internet]").check()
    assert "On the screen" not in picks(page)
    page.locator("[name=fitting]").uncheck()
    page.locator("[name=words]").fill("in a small")
    assert picks(page) == ["In a small circle"], "she may take what does not fit, and is told"
    page.locator("[data-path='manuals/voices/few']").click()
    assert clashes(page) == ["The group is too large for In a small circle (at most 8)."]
    page.locator("[name=fitting]").check()
    assert picks(page) == []
    page.locator("[name=words]").fill("PHONE your")
    assert picks(page) == ["Your phone, your data"]
    page.locator("[name=words]").fill("")
    page.locator("[name=topic]").select_option("support")
    assert picks(page) == ["Plan and reply, Session 1", "A second talk"]
    page.locator("[name=topic]").select_option("")
    page.locator("[name=time]").select_option("60")
    assert "Your phone, your data" not in picks(page) and "Locks and passwords" in picks(page)
    page.locator("[name=level]").select_option("introductory")
    page.locator("[name=words]").fill("nothing like this")
    assert page.locator(".found").inner_text() == "0 of 68 sessions – Nothing matches all of this. Take a choice away."
    page.locator("[name=words]").fill("")
    page.locator("[name=group]").fill("many")
    assert page.locator("[name=group]").get_attribute("aria-invalid") == "true"
    assert "Number 0" in page.locator(".picks").inner_text() or page.locator("[data-do=more]").is_visible()


def test_arabic_letters_are_found_however_they_are_typed(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}ar/agenda.html")
    page.locator("[name=words]").fill("الاقفال وكلمات")
    assert picks(page) == ["الأقفال وكلمات السر"]


def test_a_session_in_another_language_says_so(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}ar/agenda.html#v=1&day=09:00&s={V}screen")
    link = page.locator(".item-title a")
    assert (link.get_attribute("lang"), link.get_attribute("dir")) == ("en", "ltr")
    assert link.evaluate("link => link.href") == f"{address}manuals/voices/screen.html"
    assert page.locator(".item .tag.other").count() == 1


# Putting in order

def titles(page: Page) -> list[str]:
    return [title for _time, title in items(page)]


def test_items_are_moved_within_a_day_and_into_the_next_and_it_is_said(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#v=1&day=09:00&s={V}open&s={V}phone&day=10:00&s={V}close", has_touch=True)
    page.locator(".item").nth(0).locator("[data-do=later]").tap()
    assert titles(page) == ["Your phone, your data", "Open the training", "Teach back and plan"]
    said = page.locator(".said [role=status]")
    assert plain(said.inner_text()) == "Open the training: Day 1, place 2"
    page.locator(".item").nth(1).locator("[data-do=later]").tap()
    assert page.locator(".day").nth(1).locator(".item-title").all_inner_texts() == ["Open the training", "Teach back and plan"]
    assert plain(said.inner_text()) == "Open the training: Day 2, place 1"
    page.locator(".item").nth(1).locator("[data-do=earlier]").tap()
    assert page.locator(".day").nth(0).locator(".item").count() == 2
    page.locator(".item").nth(0).locator("[data-do=earlier]").tap()
    assert titles(page)[0] == "Your phone, your data", "the first one stays where it is"
    assert fragment(page) == f"v=1&day=09:00&s={V}phone&s={V}open&day=10:00&s={V}close"


def test_an_item_is_dragged_with_the_mouse(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#v=1&day=09:00&s={V}open&s={V}phone&s={V}locks&day=09:00", viewport={"width": 1280, "height": 4000})

    def drag(nth: int, target: str, share: float) -> None:
        handle, goal = page.locator(".item-drag").nth(nth).bounding_box(), page.locator(target).bounding_box()
        assert handle and goal
        page.mouse.move(handle["x"] + 10, handle["y"] + 10)
        page.mouse.down()
        page.mouse.move(goal["x"] + 60, goal["y"] + goal["height"] * share, steps=5)
        assert page.locator(".before, .after").count() == 1, "a line shows where it will stand"
        page.mouse.up()
    drag(0, ".item >> nth=2", .9)
    assert titles(page) == ["Your phone, your data", "Locks and passwords", "Open the training"]
    drag(2, ".item >> nth=0", .1)
    assert titles(page) == ["Open the training", "Your phone, your data", "Locks and passwords"]
    drag(0, ".day >> nth=1", .5)
    assert page.locator(".day").nth(1).locator(".item-title").all_inner_texts() == ["Open the training"]
    assert page.locator(".before, .after").count() == 0


def test_what_was_removed_comes_back(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#v=1&day=09:00&s={V}open&o=30&day=10:00&s={V}close")
    before = fragment(page)
    assert not page.locator("[data-do=undo]").is_visible()
    page.locator("[name=title]").fill("Lunch")
    page.locator(".item").nth(1).locator("[data-do=remove]").click()
    assert titles(page) == ["Open the training", "Teach back and plan"]
    assert plain(page.locator(".said [role=status]").inner_text()) == "Removed: Lunch"
    page.locator("[data-do=undo]").click()
    assert page.locator("[name=title]").input_value() == "Lunch" and fragment(page) == before
    assert not page.locator("[data-do=undo]").is_visible()
    page.locator(".day").nth(0).locator(":scope > .buttons [data-do=remove]").click()
    assert titles(page) == ["Teach back and plan"]
    assert not page.locator(".day > .buttons [data-do=remove]").is_visible(), "one day there is always"
    page.locator("[data-do=undo]").click()
    assert fragment(page) == before


def test_breaks_own_items_and_days_are_added_and_changed(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html")
    page.locator("[data-do=own]").click()
    assert page.evaluate("document.activeElement.name") == "title"
    page.keyboard.type("Welcome & tea")
    page.locator("[name=minutes]").fill("20")
    page.locator("[data-do=break]").click()
    page.locator("[name=minutes]").nth(1).fill("a while")
    assert page.locator("[name=minutes]").nth(1).get_attribute("aria-invalid") == "true"
    assert page.locator(".item-time").all_inner_texts() == ["09:00–09:20", "09:20–09:35"], "what can't be read changes nothing"
    page.locator("[data-do=day]").click()
    assert page.locator(".day h3").all_inner_texts() == ["Day 1", "Day 2"]
    page.locator("[name=start]").nth(1).fill("8.30")
    page.locator("[name=date]").nth(1).fill("2026-12-02")
    assert page.locator(".day h3").nth(1).inner_text() == "Day 2 – December 2, 2026"
    page.locator("[name=group]").fill("25")
    page.locator(f"[data-path='{V}open']").click()
    page.locator("[name=into]").select_option("0")
    page.locator(f"[data-path='{V}phone']").click()
    assert fragment(page) == f"v=1&g=25&day=09:00&o=20&b=15&s={V}phone&day=08:30,2026-12-02&s={V}open"
    assert page.locator(".day-end").all_inner_texts()[1] == "Ends at \u206809:15\u2069, 45 min"


def test_an_item_may_begin_at_a_fixed_time(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#v=1&day=09:00&s={V}open&s={V}phone")
    fold(page, 1)
    page.locator("[name=at]").nth(1).fill("10:00")
    assert items(page)[1][0] == "10:00–11:30" and clashes(page) == []
    page.locator("[name=at]").nth(1).fill("9:30")
    assert clashes(page) == ["Your phone, your data begins at 09:30, before Open the training has ended."]
    assert fragment(page) == f"v=1&day=09:00&s={V}open&s={V}phone,09:30"
    page.locator("[name=at]").nth(1).fill("")
    assert items(page)[1][0] == "09:45–11:15" and clashes(page) == []


@pytest.mark.parametrize(("plan", "said"), [
    (f"g=5&day=09:00&s={V}open", ["The group is too small for Open the training (at least 8)."]),
    (f"g=31&day=09:00&s={V}open", ["The group is too large for Open the training (at most 30)."]),
    (f"no=power,internet&day=09:00&s={V}screen", ["On the screen needs electricity.", "On the screen needs internet."]),
    (f"day=09:00&s={V}open&s={V}phone&day=09:00&s={V}open", ["Open the training is in the plan twice."]),
    (f"day=23:30&s={V}open", ["Day 1 goes on after midnight."]), (f"g=8&day=23:15&s={V}open", [])])
def test_what_does_not_fit_is_said_in_words(plan: str, said: list[str], address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#v=1&{plan}")
    assert clashes(page) == said
    assert page.locator(".clashes").is_visible() is bool(said)


# The address

@pytest.mark.parametrize(("plan", "kept"), [
    (DAY, DAY), ("v=1&day=10:00&s=manuals/elsewhere/x&b=15", "v=1&day=10:00&s=manuals/elsewhere/x&b=15"),
    (f"v=7&new=thing&day=09:00&s={V}open&later=1", f"v=1&day=09:00&s={V}open"),
    (f"v=1&s={V}open", f"v=1&day=09:00&s={V}open"), ("v=1&day=25:99,2026-02-31&s=../up&s=A&b=x&o=99999&o=20", "v=1&day=09:00&o=20"),
    ("v=1&g=%D9%A2%D9%A5", "v=1&g=25&day=09:00"), ("v=1&day=10:00&s=constructor&s=__proto__", "v=1&day=10:00&s=constructor")])
def test_an_address_is_read_as_far_as_it_makes_sense(plan: str, kept: str, address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#{plan}")
    page.locator("[name=internet]").check()
    page.locator("[name=internet]").uncheck()
    assert fragment(page) == kept


def test_sessions_of_another_centre_are_kept_and_named_by_their_path(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#v=1&day=10:00&s=manuals/elsewhere/x&s={V}open")
    assert items(page) == [("10:00–10:00", "manuals/elsewhere/x (not in this centre)"), ("10:00–10:45", "Open the training")]
    assert page.locator(".item-title a").count() == 1


@pytest.mark.parametrize("hash", ["", "content", "v=1&%E0%A4", "kind=toolkit", "v=x&day=10:00"])
def test_what_is_no_plan_is_no_plan(hash: str, address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#{hash}")
    assert items(page) == [] and not page.locator("[data-take]").is_visible()
    assert fragment(page) == hash


def test_no_place_no_name_no_note_and_no_words_of_ones_own_enter_the_address(
        built: Built, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{built.site.as_uri()}/agenda.html#v=1&day=09:00&s={V}open&o=30")
    length = page.evaluate("history.length")
    for name, text in (("place", "Secret house"), ("trainers", "Secret Aline")):
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=title]").fill("Secret talk")
    fold(page, 0)
    page.locator(".item [name=notes]").first.fill("Secret note")
    page.locator(".day > label [name=notes]").fill("Secret day")
    page.locator("[name=start]").fill("9:15")
    assert fragment(page) == f"v=1&day=09:15&s={V}open&o=30"
    assert page.evaluate("history.length") == length, "the history is not filled"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0 and page.context.cookies() == []
    leading = page.locator("[data-report] a").evaluate("link => link.href")
    assert leading == f"{built.site.as_uri()}/workshop-report.html#v=1&day=09:15&s={V}open&o=30"
    page.reload()
    page.locator(".item").first.wait_for()
    assert page.locator("[name=title]").input_value() == "Secret talk", "the tab itself remembers"
    sheets = "".join(paper(page))
    assert all(f"Secret{word}" in sheets for word in ("house", "Aline", "talk", "note", "day"))


def test_the_link_is_the_online_address_and_copied_after_a_warning(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#{DAY}")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: {writeText: text => { window.written = text; return Promise.resolve(); }}})")
    page.locator("[data-do=link]").click()
    warning = page.locator("[data-before=link]")
    assert "does not hold place, names, notes" in warning.inner_text() and "where women meet" in warning.inner_text()
    assert page.evaluate("document.activeElement.dataset.before") == "link"
    warning.locator("[data-do=no]").click()
    assert page.evaluate("window.written") is None and not warning.is_visible()
    page.locator("[data-do=link]").click()
    page.locator("[data-do=copy]").click()
    expect(page.locator(".take-said")).to_have_text("Copied to clipboard")
    assert page.evaluate("window.written") == f"https://small.example/agenda.html#{DAY}"
    page.evaluate("() => { window.written = null; navigator.clipboard.writeText = () => Promise.reject(); }")
    page.locator("[data-do=link]").click()
    expect(page.locator(".take-link")).to_have_value(f"https://small.example/agenda.html#{DAY}")


def test_another_language_shows_the_same_plan_and_a_pasted_link_another(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#{DAY}")
    page.locator("details.languages > summary").click()
    page.locator("details.languages a[lang=ar]").click()
    page.locator(".item").first.wait_for()
    assert fragment(page) == DAY and titles(page)[0] == "افتتاح التدريب"
    page.evaluate(f"location.hash = 'v=1&day=09:00&s={V}close'")
    expect(page.locator(".item")).to_have_count(1)


# On the device

def test_a_plan_is_kept_only_if_asked_and_forgotten_with_all(built: Built, open_page: Callable[..., Page]) -> None:
    where = f"{built.site.as_uri()}/agenda.html"
    page = open_page(f"{where}#v=1&day=09:00&s={V}open")
    page.locator("[data-do=keep]").click()
    assert "Whoever uses this device can find what is kept." in page.locator("[data-before=keep]").inner_text()
    assert page.evaluate("localStorage.length") == 0
    page.locator("[data-do=store]").click()
    assert page.locator(".take-said").inner_text() == "Kept on this device"
    assert not page.locator("[data-do=keep]").is_visible()
    page.locator("[name=place]").fill("The hall")
    page.goto("about:blank")
    page.goto(where)
    page.locator(".item").first.wait_for()
    assert titles(page) == ["Open the training"] and page.locator("[name=place]").input_value() == "The hall"
    page.goto("about:blank")
    page.goto(f"{where}#v=1&day=09:00&s={V}close")
    page.locator(".item").first.wait_for()
    assert titles(page) == ["Teach back and plan"] and page.locator("[name=place]").input_value() == "", "a link shows what it says"
    page.locator("[name=place]").fill("Elsewhere")
    assert "The hall" in page.evaluate("localStorage.getItem('ijwi-agenda')"), "the kept plan is not lost for it"
    page.locator("[data-do=forget]").click()
    assert page.evaluate("localStorage.length") == 0
    assert page.locator(".take-said").inner_text() == "Nothing of it is kept here any more."
    page.locator("[name=place]").fill("Elsewhere again")
    assert page.evaluate("localStorage.length") == 0


# Paper and files

@pytest.mark.parametrize("prefix", ["", "rw/", "ar/"])
def test_a_day_of_four_sessions_is_an_agenda_of_one_sheet_and_the_trainers_plan_follows(
        prefix: str, address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}{prefix}agenda.html#{DAY}")
    page.locator("[name=trainers]").fill("Aline")
    page.locator("[name=place]").fill("Kigali")
    page.emulate_media(media="print")
    agenda, trainer = page.locator(".paper section").all()
    assert agenda.locator("tbody tr").count() == 5 and page.locator("form.planner").is_visible() is False
    assert page.locator(".planning-sheet").is_visible() is False and page.locator(".site-header").is_visible() is False
    assert f"https://small.example/{prefix}manuals/voices/open.html" in trainer.inner_text()
    first, second = paper(page)
    assert "Kigali" in first and "Aline" not in first and "Aline" in second
    assert "small.example" not in first


def test_a_calendar_is_strict_and_folds_and_escapes(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}ar/agenda.html#{DAY}&o=45&s=manuals/care/a")
    page.locator("[name=title]").fill("غداء; مع، شاي, وقهوة \\ " + "ن" * 60)
    page.locator("[name=place]").fill("House; second door, left")
    page.locator(".item").nth(0).locator("summary").click()
    page.locator(".item [name=notes]").nth(0).fill("One\nTwo")
    content = saved(page, "ics")
    lines = content.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75 and any(line.startswith(b" ") for line in lines)
    assert all(line.decode() for line in lines[:-1]), "no letter is cut"
    calendar = Calendar.from_ical(content)
    assert (str(calendar["version"]), calendar.errors) == ("2.0", [])
    found = calendar.walk("VEVENT")
    assert len(found) == 7
    assert str(found[5]["summary"]) == "غداء; مع، شاي, وقهوة \\ " + "ن" * 60
    assert str(found[0]["location"]) == "House; second door, left" and str(found[0]["description"]) == "One\nTwo"
    assert all(event["dtstart"].dt.tzinfo is None and event["dtstamp"].dt.utcoffset() == datetime.timedelta() for event in found), "times of the place"
    assert str(found[6]["summary"]).startswith("Plan and reply")
    assert "attack" not in content.decode() and "small.example" not in content.decode()
    uids = [str(event["uid"]) for event in found]
    assert len(set(uids)) == 7
    page.locator(".item").nth(0).locator("[data-do=later]").click()
    again = {str(event["summary"]): str(event["uid"]) for event in Calendar.from_ical(saved(page, "ics")).walk("VEVENT")}
    assert again == {str(event["summary"]): str(event["uid"]) for event in found}, "an event that moves stays the same event"


def test_a_calendar_asks_for_the_days(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#v=1&day=09:00&s={V}open")
    page.locator("[data-do=ics]").click()
    expect(page.locator(".take-said")).to_have_text("A calendar needs the date of each day.")
    assert page.evaluate("document.activeElement.name") == "date"


def test_a_text_is_the_agenda_and_the_trainers_plan(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html#{DAY}")
    lines = saved(page, "txt").decode("utf-8-sig").splitlines()
    assert lines[:2] == ["Agenda", ""]
    assert "December 1, 2026" in lines and "09:00–09:45  Open the training  45" in lines
    assert "- 25 × A sheet for phones" in lines and lines.count("- Paper") == 1 and "- Cards for open" in lines


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_a_document_opens_in_a_word_processor_and_is_mirrored(prefix: str, address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}{prefix}agenda.html#{DAY}&s={V}screen")
    document = Document(io.BytesIO(saved(page, "docx")))
    [table] = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert len(cells) == 7 and cells[1][1] == NAMES["open"][2 if prefix else 0]
    assert cells[1][0] == digit_words("ar" if prefix else "en", "09:00–09:45")
    bidi = [paragraph for paragraph in document.paragraphs if paragraph._p.xpath("./w:pPr/w:bidi")]
    assert bool(bidi) is bool(prefix)
    assert document.paragraphs[0].style.name == "Heading 1"


def test_an_empty_plan_prints_as_the_sheet(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{address}agenda.html")
    assert page.locator(".planning-sheet").is_visible() is False
    [sheet] = paper(page)
    assert "Planningsheet" in sheet and "Openthetraining" not in sheet


# Without scripts

@pytest.mark.parametrize("prefix", ["", "rw/", "ar/"])
def test_without_javascript_there_are_sessions_ready_made_agendas_and_a_sheet(
        prefix: str, built: Built, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{built.site.as_uri()}/{prefix}agenda.html", java_script_enabled=False)
    assert not page.locator("form.planner").is_visible()
    assert page.locator(".ready-made a").all_inner_texts() == ["Agendas to take", "Kit", "Care card"], "what every plan needs"
    listed = page.locator(".by-hand li")
    assert listed.count() == 50, "the page stays small; the library has all"
    assert "Answering abuse" not in page.content() and "After an attack" not in page.content()
    assert page.locator(".planning-sheet").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(paper(page)) == 1


def test_without_its_data_the_page_is_what_it_is_without_scripts(address: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/agenda/sessions.js", lambda route: route.abort())
    page.goto(f"{address}agenda.html", wait_until="networkidle")
    assert page.locator(".planning-sheet").is_visible() and not page.locator("form.planner").is_visible()
    context.close()


# Downloads of a plan

def test_the_kit_names_the_downloads_of_the_plans_works_with_their_size(built: Built, open_page: Callable[..., Page]) -> None:
    centre = centre_of(built.root)
    before = built.text("agenda.html")
    found = [Download(code, name, None, format, f"downloads/{code}/{name}.{format}", 1_200_000 if format == "epub" else 30_000, "0" * 64)
             for code in ("en", "rw") for name in ("manuals/voices", "manuals/care", "toolkits/kit") for format in ("html", "epub")]
    offer_kits(built.site, [Reader(centre.catalogue, strings) for strings in centre.strings.values()], found)
    try:
        page = open_page(f"{built.site.as_uri()}/agenda.html#v=1&day=09:00&s={V}open&s={V}phone&s=manuals/care/a")
        kit = page.locator(".kit")
        assert [re.sub(r"\s+", " ", text) for text in kit.locator("summary").all_inner_texts()] == [
            "One file: opens in any browser, good for sending (2, 60 kB)",
            "EPUB: for reading apps, in letters as large as you like (2, 2.4 MB)"]
        kit.locator("summary").first.click()
        assert kit.locator("a").evaluate_all("all => all.slice(0, 2).map(one => [one.textContent, one.href])") == [
            ["Our voices", f"{built.site.as_uri()}/downloads/en/manuals/voices.html"],
            ["Plan and reply", f"{built.site.as_uri()}/downloads/en/manuals/care.html"]]
        with zipfile.ZipFile(io.BytesIO(bundle(built.site, centre, ["rw"], None, complete=False, key=None))) as archive:
            [name] = [name for name in archive.namelist() if name.endswith("/rw/agenda.html")]
            assert "data-kit" not in archive.read(name).decode() and not any("kit.js" in name for name in archive.namelist())
        offer_kits(built.site, [Reader(centre.catalogue, centre.strings["en"])], found)
        assert json.loads(built.text("downloads/en/kit.js").partition(",")[2].rstrip(");\n") + "")["works"].keys() == {"manuals/voices", "manuals/care"}
    finally:
        (built.site / "agenda.html").write_text(before, encoding="utf-8")


# What it costs, and whom it keeps out

def test_all_scripts_of_the_page_together_fit_into_fifteen_kilobytes() -> None:
    own = [*sorted((ROOT / "overrides/assets/agenda").glob("*.js")), ROOT / "overrides/assets/docx.js", ROOT / "overrides/assets/agenda.css"]
    weights = {file.name: len(brotli.compress((shrunk(text) if file.suffix == ".js" else text).encode(), quality=11))
               for file in own for text in [file.read_text(encoding="utf-8")]}
    assert len(weights) >= 8 and sum(weights.values()) <= 15 * 1024, weights


@pytest.mark.parametrize("prefix", ["", "ar/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_planner_is_no_barrier(prefix: str, width: int, address: str, open_page: Callable[..., Page]) -> None:
    for scheme in ("light", "dark"):
        page = open_page(f"{address}{prefix}agenda.html#{DAY}&o=30&s=manuals/elsewhere/x&day=09:00&s={V}open&s={V}screen", color_scheme=scheme,
                         viewport={"width": width, "height": 740})
        page.evaluate("document.querySelectorAll('.planner details').forEach(fold => fold.open = true)")
        page.locator("[data-do=link]").click()
        found = Axe().run(page).response
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"] if one["impact"] in ("serious", "critical")] == [], scheme
        assert any(one["id"] == "label" for one in found["passes"]), "axe has seen the form"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate("[...document.querySelectorAll('.planner :is(button, select, input:not([type=checkbox]), summary)')]"
                          ".filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)")
    assert small == []


def test_the_sheet_prints_on_one_page_in_every_language(real_site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    found = {}
    for file in [*sorted(real_site.glob("*/agenda.html")), real_site / "agenda.html"]:
        page.goto(file.as_uri())
        found[file.parent.name] = len(paper(page))
    assert len(found) >= 24
    assert {name: count for name, count in found.items() if count != 1} == {}
    context.close()
