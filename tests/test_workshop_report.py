"""After a workshop: what a trainer types becomes a report on her device, in which nobody can be picked out."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from docx.oxml.ns import qn
from playwright.sync_api import Browser, Page, expect

from browsing import Watched, serving
from conftest import CONFIG, ROOT, Built, Tree, edition, page, work
from ijwi.downloads.bundle import bundle
from page_weights import MOST, weights
from paper import A4, sheets
from small_centres import built_once, centre_of

ASKED = 'feedback: {organisation: "Our centre", email: "o@mail.example.org", whatsapp: "+250 788-000-000"}'
SESSION = {"session": "true", "minutes": "60", "group_size": "8-24", "power": "none", "internet": "none", "objectives": "[Try]",
           "materials": "[Paper]"}
TREE: Tree = {
    "mkdocs.yml": CONFIG.replace("extra:\n", f"extra:\n  centre:\n    {ASKED}\n"),
    "docs/en/manuals/voices/index.md": work("Voices", kind="manual", parts="[one, two]"),
    "docs/en/manuals/voices/one.md": page("Beans & numbers", **SESSION), "docs/en/manuals/voices/two.md": page("By phone", **SESSION),
    "docs/ar/manuals/voices/index.md": edition("أصوات", review="human"),
    "docs/ar/manuals/voices/one.md": page("حبوب وأرقام", edition="{of: en, review: human}", objectives="[…]", materials="[…]"),
    "docs/en/manuals/care/index.md": work("Answering abuse", kind="manual", parts="[one]", sensitive="true", neutral_title="Plan and reply",
                                          topics="[online-abuse]"),
    "docs/en/manuals/care/one.md": page("After an attack", **SESSION)}
REPORT = "workshop-report.html"
PLAN = "v=1&g=25&no=power&day=09:00,2026-12-01&s=manuals/voices/one,09:30&b=15&s=manuals/care/one&o=30&s=elsewhere/gone"
TYPED = {"date": "December", "place": "A town in the east", "sessions": "Opening\nBeans", "all": "30", "who-1": "24", "who-2": "4",
         "age-1": "3", "age-2": "12", "age-3": "15", "first-1": "28", "worked": "Beans\n\nStories", "suggestions": "More & more\nnow"}
LINES = ["Report of a workshop", "Date: December", "Place: A town in the east", "", "Sessions that were held", "- Opening", "- Beans", "",
         "How many took part", "All together: 30", "Women and men", "- Women: 24", "- Men, not said (merged: one has fewer than 5): 6", "Age",
         "- 25 to 39: 15", "- under 18, 18 to 24 (merged: one has fewer than 5): 15", "At a workshop of ours: Not told apart: a group is too small.",
         "", "What worked", "Beans", "Stories", "", "Suggestions to those who make this centre", "More & more", "now", ""]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("report"), TREE)


@pytest.fixture(scope="module")
def served_report(built: Built) -> Iterator[str]:
    with serving(built.site) as found:
        yield found


@pytest.fixture(params=["web", "disk"])
def address(request: pytest.FixtureRequest, built: Built, served_report: str) -> str:
    return served_report if request.param == "web" else f"{built.site.as_uri()}/"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, accept_downloads=True)
    context.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; }")
    yield Watched(context.new_page())
    context.close()


def fill(page: Page, typed: dict[str, str]) -> None:
    for name, value in typed.items():
        page.locator(f"[name='{name}']").fill(value)


def button(page: Page, what: str) -> Any:
    return page.locator(f".report-result [data-do={what}]")


def file_of(page: Page, what: str, tmp_path: Path) -> Path:
    with page.expect_download() as loading:
        button(page, what).click()
    target = tmp_path / loading.value.suggested_filename
    loading.value.save_as(target)
    return target


# Groups

Merged = Callable[[list[int], int], Any]


@pytest.fixture(scope="module")
def groups(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.evaluate("window.ijwi = {}")
    page.add_script_tag(content=(ROOT / "overrides/assets/report/groups.js").read_text("utf-8"))
    yield page
    page.close()


@pytest.mark.parametrize(("counts", "all_of_them", "shown"), [
    ([20, 5, 0], 0, {"0": 20, "1": 5}), ([25, 0, 0], 25, {"0": 25}), ([0, 0, 0], 0, {}),
    ([20, 3, 2], 25, {"0": 20, "1+2": 5}), ([20, 3, 0], 30, {"0": 20, "1+2": 10}),
    ([20, 8, 2], 0, {"0": 20, "1+2": 10}),  # a single small one takes the next smallest in
    ([20, 1, 2, 9], 0, {"0": 20, "1+2+3": 12}),  # two small ones that are too few together
    ([20, 8, 8, 2], 0, {"0": 20, "1+2+3": 18}),  # of two equal ones neither is preferred
    ([20, 9, 4, 4], 0, {"0": 20, "1+2+3": 17}),  # 8 could only be 4 and 4
    ([20, 2, 0], 0, None), ([3, 0, 0], 3, None), ([4, 4, 0], 0, None)])
def test_groups_of_fewer_than_five_are_merged(counts: list[int], all_of_them: int, shown: dict[str, int] | None, groups: Page) -> None:
    found = groups.evaluate("([counts, all]) => ijwi.report.merged(counts, all)", [counts, all_of_them])
    assert (None if found is None else {"+".join(map(str, row["places"])): row["count"] for row in found}) == shown


def test_no_small_group_can_be_worked_out_from_what_is_shown(groups: Page) -> None:
    """Every group of three up to twenty people, and of four up to nine: as many ways as there are, not one tells."""
    told = groups.evaluate("""() => {
      const told = [];
      for (const [size, most] of [[2, 25], [3, 20], [4, 9]]) {
        const ways = new Map(), merged = ijwi.report.merged;
        (function add(counts) {
          if (counts.length < size) {
            for (let count = 0; count <= most; count++) add(counts.concat(count));
            return;
          }
          const all = ijwi.report.sum(counts);
          if (all < ijwi.report.least) return;
          const key = all + JSON.stringify(merged(counts, all));
          ways.set(key, (ways.get(key) || []).concat([counts]));
        })([]);
        for (const [key, list] of ways) {
          const rows = JSON.parse(key.replace(/^\\d+/, "")) || [{ places: [...Array(size).keys()], count: 99 }];
          for (const row of rows) {
            const alone = row.places.length === 1;
            if (row.count < 5) told.push(key);
            for (const place of row.places) {
              if (new Set(list.map(counts => counts[place])).size === 1 !== alone) told.push(key);
            }
          }
        }
      }
      return told;
    }""")
    assert told == []


@pytest.mark.parametrize(("text", "number"), [("25", 25), (" 7 ", 7), ("٢٥", 25), ("۲۵", 25), ("২৫", 25), ("२५", 25), ("", 0), ("many", 0),
                                              ("-3", 0), ("2.5", 0), ("999999", 0)])
def test_numbers_are_read_in_the_digits_of_every_script(text: str, number: int, groups: Page) -> None:
    assert groups.evaluate("text => ijwi.report.number(text)", text) == number


# The report

def test_what_is_typed_is_shown_and_taken_along_as_text_and_as_a_document(address: str, opened: Watched, tmp_path: Path) -> None:
    opened.page.goto(f"{address}{REPORT}")
    assert not opened.page.locator(".report-result").is_visible()
    fill(opened.page, TYPED)
    paper = opened.page.locator(".report-paper")
    assert paper.locator("h3").inner_text() == "Report of a workshop"
    assert paper.locator("table").nth(1).locator("tr").all_inner_texts() == [
        "Age\tPeople", "25 to 39\t15", "under 18, 18 to 24 (merged: one has fewer than 5)\t15"]
    text = file_of(opened.page, "txt", tmp_path).read_bytes().decode("utf-8-sig")
    assert text.split("\r\n") == LINES
    document = docx.Document(str(file_of(opened.page, "docx", tmp_path)))
    said = [one.text for one in document.paragraphs if one.text]
    assert said[:7] == ["Report of a workshop", "Date: December", "Place: A town in the east", "Sessions that were held", "Opening", "Beans",
                        "How many took part"]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Women and men", "People"], ["Women", "24"], ["Men, not said (merged: one has fewer than 5)", "6"]]
    assert opened.foreign(address) == []
    assert opened.complaints == []


@pytest.mark.parametrize("number", ["4", "3"])
def test_of_a_small_workshop_no_number_is_said(number: str, served_report: str, opened: Watched) -> None:
    opened.page.goto(f"{served_report}{REPORT}")
    fill(opened.page, {"all": number, "who-1": "2", "age-2": "1"})
    assert opened.page.locator(".report-paper p").all_inner_texts() == ["All together: fewer than 5"]
    assert opened.page.locator(".report-paper table").count() == 0


def test_numbers_that_do_not_fit_are_said(served_report: str, opened: Watched) -> None:
    opened.page.goto(f"{served_report}{REPORT}")
    fill(opened.page, {"all": "20", "age-1": "15", "age-2": "15"})
    over = opened.page.locator("[data-groups] [role=status]")
    assert over.all_inner_texts() == ["", "Together these are more than all who took part.", ""]
    assert "All together: 30" in opened.page.locator(".report-paper").inner_text()
    fill(opened.page, {"all": "30"})
    assert over.all_inner_texts() == ["", "", ""]


def test_an_arabic_report_is_mirrored_with_its_digits(built: Built, opened: Watched, tmp_path: Path) -> None:
    opened.page.goto(f"{built.site.as_uri()}/ar/{REPORT}")
    fill(opened.page, {"place": "بلدة", "all": "٣٠", "who-1": "24", "worked": "قصص\nStories"})
    paper = opened.page.locator(".report-paper")
    assert re.findall(r"\d+", paper.locator("table td").first.inner_text()) == ["٢٤"]
    assert paper.evaluate("paper => getComputedStyle(paper).direction") == "rtl"
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360
    document = docx.Document(str(file_of(opened.page, "docx", tmp_path)))
    assert document.core_properties.language == "ar"
    assert document.tables[0].table_direction
    ways = {one.text: one._p.pPr is not None and one._p.pPr.find(qn("w:bidi")) is not None for one in document.paragraphs}
    assert ways["قصص"] is True
    assert "٣٠" in "".join(ways)
    assert opened.complaints == []


# Sessions of a plan

@pytest.mark.parametrize(("prefix", "first"), [("", "Beans & numbers"), ("ar/", "حبوب وأرقام")])
def test_a_plan_brings_its_sessions_by_titles_that_betray_nothing(prefix: str, first: str, built: Built, opened: Watched) -> None:
    opened.page.goto(f"{built.site.as_uri()}/{prefix}{REPORT}#{PLAN}")
    sessions = opened.page.locator("[name=sessions]")
    expect(sessions).to_have_value(re.compile("elsewhere"))
    lines = sessions.input_value().split("\n")
    assert (lines[0], lines[2], len(lines)) == (first, "elsewhere/gone", 3)
    assert lines[1].startswith("Plan and reply"), "by the manual's neutral title"
    assert "attack" not in opened.page.content()


def test_the_link_of_a_plan_adds_what_is_not_there_yet(served_report: str, opened: Watched) -> None:
    opened.page.goto(f"{served_report}{REPORT}")
    fill(opened.page, {"sessions": "Opening\nBy phone", "plan": "https://small.example/agenda.html#v=2&new=1&s=manuals/voices/two&s=manuals/voices/one"})
    expect(opened.page.locator("[name=sessions]")).to_have_value("Opening\nBy phone\nBeans & numbers")
    for nothing in ("https://small.example/", "#v=", "#v=1&s=../../x&s=<b>", "#%E0%A4%A", "#s=manuals/voices/one"):
        opened.page.locator("[name=plan]").fill(nothing)
    assert opened.page.locator("[name=sessions]").input_value() == "Opening\nBy phone\nBeans & numbers"
    assert opened.complaints == []


# Privacy

def test_nothing_is_kept_unless_asked_and_then_it_can_be_forgotten(served_report: str, opened: Watched) -> None:
    page = opened.page
    kept = "JSON.stringify([localStorage, sessionStorage])"
    page.goto(f"{served_report}{REPORT}")
    fill(page, TYPED)
    assert page.evaluate(kept) == "[{},{}]"
    page.reload()
    assert page.locator("[name=place]").input_value() == ""
    fill(page, TYPED)
    button(page, "keep").click()
    assert page.evaluate(kept) == "[{},{}]", "what keeping means is said first"
    button(page, "no").click()
    assert page.evaluate("document.activeElement.dataset.do") == "keep"
    button(page, "keep").click()
    assert "Whoever uses this device" in page.locator("[data-before]").inner_text()
    button(page, "store").click()
    fill(page, {"place": "Another town"})
    page.reload()
    assert {name: page.locator(f"[name='{name}']").input_value() for name in TYPED} == {**TYPED, "place": "Another town"}
    page.goto(f"{served_report}kept.html")
    form = page.locator("[data-kept-form=ijwi-report]")
    assert form.is_visible() and not page.locator("[data-kept-form=ijwi-agenda]").is_visible()
    assert not page.locator("[data-kept-none]").is_visible()
    form.get_by_role("link").click()
    button(page, "forget").click()
    assert page.evaluate(kept) == "[{},{}]"
    assert page.locator(".report-said").inner_text() == "Nothing of it is kept here any more."
    assert page.locator("[name=place]").input_value() == "Another town", "what is on the screen stays"
    assert opened.complaints == []


def test_the_page_of_what_is_kept_forgets_a_report(served_report: str, opened: Watched) -> None:
    page = opened.page
    page.goto(f"{served_report}kept.html")
    assert page.locator("[data-kept-none]").is_visible()
    page.evaluate("localStorage.setItem('ijwi-report', '{}'); localStorage.setItem('another', 'x')")
    page.reload()
    page.locator("[data-kept-form=ijwi-report] button").click()
    assert page.evaluate("JSON.stringify(localStorage)") == '{"another":"x"}'
    assert page.locator("[data-kept-none]").is_visible()


def test_a_message_holds_the_suggestions_and_nothing_else(served_report: str, opened: Watched) -> None:
    opened.page.goto(f"{served_report}{REPORT}")
    message = opened.page.locator("[data-message]")
    fill(opened.page, {name: value for name, value in TYPED.items() if name != "suggestions"})
    assert not message.is_visible()
    fill(opened.page, {"suggestions": TYPED["suggestions"]})
    assert [unquote(link.evaluate("link => link.href")) for link in message.locator("a").all()] == [
        "https://wa.me/250788000000?text=Suggestions after a workshop\nMore & more\nnow",
        "mailto:o@mail.example.org?subject=Suggestions after a workshop&body=Suggestions after a workshop\r\nMore & more\r\nnow"]
    assert all("%26" in link.evaluate("link => link.href") for link in message.locator("a").all())
    shown = message.inner_text()
    assert "This shows your number or name to" in shown and shown.index("This shows") < shown.index("WhatsApp")
    fill(opened.page, {"suggestions": ""})
    assert not message.is_visible()


def test_a_copy_has_the_form_and_no_message(built: Built, opened: Watched, tmp_path: Path) -> None:
    content = bundle(built.site, centre_of(built.root), ["en", "ar"], None, complete=True, key=None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    [found] = [file for file in tmp_path.rglob(REPORT) if file.parent.name != "ar"]
    opened.page.context.set_offline(True)
    opened.page.goto(f"{found.as_uri()}#{PLAN}")
    fill(opened.page, TYPED)
    assert opened.page.locator("[data-message]").count() == 0
    assert "wa.me/250" not in opened.page.content()
    target = file_of(opened.page, "docx", tmp_path)
    assert docx.Document(str(target)).paragraphs[0].text == "Report of a workshop"
    assert opened.complaints == []


def test_a_centre_that_wants_no_messages_has_a_report_without(tmp_path: Path, browser: Browser) -> None:
    without = built_once(tmp_path, {**TREE, "mkdocs.yml": CONFIG})
    assert "data-message" not in without.text(REPORT)
    page = browser.new_page()
    page.goto((without.site / REPORT).as_uri())
    fill(page, {"suggestions": "More"})
    assert "More" in page.locator(".report-paper").inner_text()
    page.close()


# By hand, by keyboard, on paper

@pytest.mark.parametrize("prefix", ["", "rw/", "ar/"])
def test_without_javascript_it_is_a_sheet_to_fill_in_by_hand(prefix: str, served_report: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{served_report}{prefix}{REPORT}")
    assert page.locator("main button:visible").count() == 0
    page.locator("[name=date]").fill("x")
    page.keyboard.press("Enter")
    assert page.url == f"{served_report}{prefix}{REPORT}", "there is nothing that a form could be sent to"
    page.locator("[name=date]").fill("")
    assert sheets(page) == [A4]
    page.emulate_media(media="print")
    assert page.locator("[name=who-1]").is_visible() and page.locator("[name=suggestions]").is_visible()
    for words in page.locator("textarea").all():
        box = words.bounding_box()
        assert box and box["height"] > 45, "room for a hand"
    context.close()


def test_the_sheet_prints_on_one_page_in_every_language(real_site: Path, browser: Browser) -> None:
    page, found = browser.new_page(), {}
    for file in [*sorted(real_site.glob(f"*/{REPORT}")), real_site / REPORT]:
        page.goto(file.as_uri())
        found[file.parent.name] = sheets(page)
    page.close()
    assert len(found) >= 24
    assert {name: pages for name, pages in found.items() if pages != [A4]} == {}


def test_what_is_filled_in_prints_as_the_report_alone(served_report: str, opened: Watched) -> None:
    page = opened.page
    page.goto(f"{served_report}{REPORT}")
    page.emulate_media(media="print")
    assert page.locator("[name=place]").is_visible()
    page.emulate_media(media="screen")
    fill(page, TYPED)
    button(page, "print").click()
    assert page.evaluate("printed") == 1
    page.emulate_media(media="print")
    assert page.locator(".report-paper").is_visible()
    for hidden in ("[name=place]", ".report-buttons", ".page-head h1", "[data-message]", ".notice", ".exit"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert sheets(page) == [A4]


def test_a_report_is_made_with_the_keyboard_alone(served_report: str, opened: Watched, tmp_path: Path) -> None:
    page = opened.page
    page.goto(f"{served_report}{REPORT}")
    page.locator("#content").focus()
    for _step in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.dataset.do || ''")
        if name in TYPED:
            page.keyboard.insert_text(TYPED[name])
        if name == "txt":
            break
    with page.expect_download() as loading:
        page.keyboard.press("Enter")
    loading.value.save_as(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_bytes().decode("utf-8-sig").split("\r\n") == LINES


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_the_page_has_no_barrier(prefix: str, scheme: Any, served_report: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{served_report}{prefix}{REPORT}")
    fill(page, {**TYPED, "all": "5"})
    button(page, "keep").click()
    found = Axe().run(page).response
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"] if one["impact"] in ("serious", "critical")] == []
    assert found["passes"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for control in page.locator("main :is(input, textarea, button, .share a):visible").all():
        box = control.bounding_box()
        assert box and box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 360, control
    context.close()


def test_the_page_weighs_little_and_what_makes_documents_comes_when_it_is_asked_for(built: Built, served_report: str, opened: Watched) -> None:
    for row in weights(built.site, [f"{prefix}{REPORT}" for prefix in ("", "ar/")]):
        assert all(row[name] <= most for name, most in MOST.items()), row
    opened.page.goto(f"{served_report}{REPORT}")
    fill(opened.page, TYPED)
    assert not [url for url in opened.requests if "docx" in url or "search/" in url]
    assert json.loads(opened.page.evaluate("JSON.stringify(Object.keys(window.ijwi.report))")) == ["least", "number", "merged", "sum"]
