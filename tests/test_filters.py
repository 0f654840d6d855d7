"""The filters of the library page: their data, and what a reader meets, from the web and from the disk."""

from __future__ import annotations

import functools
import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from conftest import CONFIG, ROOT, VOCABULARY, Built, Tree, edition, homes, page, work, write_tree
from ijwi.catalogue import read_catalogue
from ijwi.centre import Centre, read_centre
from ijwi.datafiles import as_script
from ijwi.filters import BEHIND, DRAFT, NEEDS_INTERNET, NEEDS_POWER, SENSITIVE, works_data, works_file
from ijwi.languages import read_languages
from ijwi.listings import by_title
from ijwi.reader import Reader
from ijwi.records import Work
from ijwi.strings import read_strings
from ijwi.vocabulary import read_vocabulary

LANGUAGES = read_languages(yaml.safe_load(CONFIG)["extra"]["languages"])
#: Where the site's pages in English and in Arabic begin.
PREFIXES = {"en": "", "ar": "ar/"}


def session(title: str, *, power: str, internet: str, minutes: int = 60, **fields: str) -> str:
    return page(title, session="true", minutes=str(minutes), group_size="8-24", power=power, internet=internet,
                objectives="[Try it]", materials="[Paper]", **fields)


#: A manual of three sessions, one of them in Kinyarwanda too, and a sensitive manual with one.
SESSIONS = {
    "docs/en/manuals/voices/index.md": work("Voices", kind="manual", parts="[a, b, c, d]"),
    "docs/en/manuals/voices/a.md": session("On paper", power="none", internet="none", minutes=45),
    "docs/en/manuals/voices/b.md": session("By phone", power="helpful", internet="needed"),
    "docs/en/manuals/voices/c.md": session("On screen", power="needed", internet="helpful", minutes=150),
    "docs/en/manuals/voices/d.md": page("Read this first"),
    "docs/rw/manuals/voices/index.md": edition("Amajwi"),
    "docs/rw/manuals/voices/a.md": page("Ku rupapuro", edition="{of: en, review: machine}", objectives="[Gerageza]",
                                        materials="[Urupapuro]"),
    "docs/en/manuals/care/index.md": work("Answering abuse", kind="manual", parts="[a]", sensitive="true",
                                          neutral_title="Plan and reply", topics="[online-abuse]"),
    "docs/en/manuals/care/a.md": session("After an attack", power="none", internet="none", neutral_title="A plan"),
    "docs/en/toolkits/old.md": work("Old advice", withdrawn="The app no longer exists."),
}


# The data

Read = Callable[..., Reader]


@pytest.fixture
def reader(tmp_path: Path) -> Read:
    """The view that the reader of a language has of a small centre."""
    def of(code: str, tree: Tree) -> Reader:
        root = write_tree(tmp_path, {"vocabulary.yml": VOCABULARY, **homes("en", "rw", "ar"), **tree})
        catalogue, findings = read_catalogue(root / "docs", LANGUAGES, read_vocabulary(root / "vocabulary.yml", "v"))
        assert findings == []
        return Reader(catalogue, read_strings(root / "locales", LANGUAGES[code]))
    return of


def rows(data: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """The works or sessions by their path."""
    columns = data[name]
    return {path: {column: values[place] for column, values in columns.items()} for place, path in enumerate(columns["path"])}


def test_each_work_stands_in_the_edition_that_the_reader_reads_best(reader: Read) -> None:
    data = works_data(reader("rw", {**SESSIONS, "docs/en/toolkits/safe.md": work("Stay safe", minutes="15")}))
    found = rows(data, "works")
    assert list(found) == ["toolkits/safe", "manuals/care/index", "manuals/voices/index"], "as the library orders them"
    voices, safe = found["manuals/voices/index"], found["toolkits/safe"]
    assert (voices["title"], data["languages"][voices["language"]]) == ("Amajwi", "rw")
    assert [data["languages"][place] for place in voices["exists"]] == ["en", "rw"]
    assert (safe["title"], safe["summary"], data["languages"][safe["language"]]) == ("Stay safe", "About Stay safe.", "en")
    assert data["lengths"][safe["length"]] == (15, "15 minutes")
    assert data["kinds"][safe["kind"]] == "toolkit" and data["levels"][safe["level"]] == "introductory"
    assert [data["audiences"][place] for place in safe["audiences"]] == ["organisers"]


def test_a_card_is_told_of_drafts_of_sections_behind_and_of_care(reader: Read) -> None:
    data = works_data(reader("rw", SESSIONS))
    assert {path: row["flags"] for path, row in rows(data, "works").items()} == \
        {"manuals/voices/index": DRAFT | BEHIND, "manuals/care/index": SENSITIVE}


def test_a_session_works_without_what_is_only_helpful(reader: Read) -> None:
    found = rows(works_data(reader("en", SESSIONS)), "sessions")
    assert {path: row["needs"] for path, row in found.items()} == {
        "manuals/voices/a": 0, "manuals/voices/b": NEEDS_INTERNET, "manuals/voices/c": NEEDS_POWER, "manuals/care/a": 0}
    assert [row["number"] for row in found.values()] == [1, 1, 2, 3]


def test_the_sessions_of_a_sensitive_work_show_neutral_titles_only(reader: Read) -> None:
    data = works_data(reader("en", SESSIONS))
    care = rows(data, "sessions")["manuals/care/a"]
    assert (care["title"], data["manuals"][care["manual"]][0]) == ("A plan", "Plan and reply")
    bare = works_data(reader("en", {**SESSIONS, "docs/en/manuals/care/a.md": session("After an attack", power="none", internet="none")}))
    assert rows(bare, "sessions")["manuals/care/a"]["title"] == ""
    assert "After an attack" not in json.dumps(bare)


def test_a_sensitive_topic_is_named_by_its_neutral_address_and_withdrawn_works_are_not_named(reader: Read) -> None:
    _path, content = works_file(reader("en", SESSIONS))
    assert '"support"' in content
    assert "online-abuse" not in content
    assert "toolkits/old" not in content


def test_the_data_are_a_script_that_old_browsers_read_too(reader: Read) -> None:
    path, content = works_file(reader("ar", {"docs/en/toolkits/safe.md": work('"Stay\\u2028safe"', summary="Habits.")}))
    assert path == "ar/search/works.js"
    assert content.startswith('ijwi.give("ar/search/works.js",{') and content.endswith("});\n")
    assert "\u2028" not in content and "Stay safe" in content, "a title is one line"
    assert as_script("a\u2028b\u2029</script>") == '"a\\u2028b\\u2029<\\/script>"'


def packed(content: str) -> int:
    return len(gzip.compress(content.encode(), 9))


def test_the_data_of_our_own_library_take_160_bytes_a_work_in_every_language(real_site: Path) -> None:
    """Sessions included: a library of forty works costs who opens the filters six kilobytes."""
    files, works = sorted(real_site.glob("**/search/works.js")), len(own_centre().catalogue.offered)
    assert len(files) == len(own_centre().languages) and works >= 40
    sizes = {file: packed(file.read_text(encoding="utf-8")) for file in files}
    assert {file: size for file, size in sizes.items() if size > 160 * works} == {}


def test_the_data_of_a_thousand_works_fit_into_sixty_kilobytes() -> None:
    """A thousand works with titles and summaries that do not repeat: headings and sentences of our own content."""
    centre = own_centre()
    text = "\n".join(file.read_text(encoding="utf-8").split("---", 2)[2] for file in sorted((ROOT / "docs" / "en").rglob("*.md")))
    sentences = sorted({found.strip() for found in re.findall(r"(?<=[.!?] )[A-Z][^\n|#<>\[\]{}*:]{40,160}?[.!?](?= |$)", text, re.M)})
    headings = sorted(set(re.findall(r"^#+ (.*?) *\{", text, re.M)))
    assert len(sentences) >= 1000 and len(headings) > 200
    works: list[Work] = []
    for number in range(1000):
        old = centre.catalogue.works[number % len(centre.catalogue.works)]
        title = f"{headings[number % len(headings)]}, {headings[number * 7 % len(headings)].lower()}"[:60]
        path = old.path.partition("/")[0] + "/" + re.sub("[^a-z0-9]+", "-", title.lower()).strip("-") + f"-{number}"
        shown = replace(old.source_edition, title=title, summary=sentences[number * 613 % len(sentences)], path=path)
        works.append(replace(old, path=path, editions={old.source: shown, **{c: replace(shown, language=c) for c in old.editions}},
                             fields=old.fields.model_copy(update={"topics": centre.catalogue.works[number * 5 % 24].fields.topics}),
                             parts=()))
    assert len({entry.path for entry in works}) == 1000
    catalogue = replace(centre.catalogue, works=tuple(works), plain_pages=())
    _path, content = works_file(Reader(catalogue, centre.strings["en"]))
    assert packed(content) <= 60 * 1024


# In the browser

@functools.cache
def own_centre() -> Centre:
    """The centre of this repository, to count what the page says it counts."""
    from mkdocs.config import load_config
    return read_centre(ROOT, ROOT / "docs", load_config(str(ROOT / "mkdocs.yml")).extra)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address; at the end no script may have complained."""
    contexts, complaints = [], []

    def open_one(address: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 360, "height": 740}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def unfold(page: Page) -> None:
    """Opens the filters and every field in them."""
    page.locator("[data-filters] > summary").click()
    page.locator(".filter-bar").wait_for()
    page.evaluate("document.querySelectorAll('[data-filters] details').forEach(fold => fold.open = true)")


def choice(page: Page, name: str, value: str) -> Locator:
    return page.locator(f"input[name={name}][value='{value}']")


def shown_counts(page: Page) -> dict[tuple[str, str], str]:
    """What each choice says it leaves."""
    found = page.evaluate("[...document.querySelectorAll('[data-filters] input')].map("
                          "one => [one.name, one.value, one.closest('label').querySelector('.count').textContent])")
    return {(name, value): number for name, value, number in found}


def titles(page: Page) -> list[str]:
    return page.locator("[data-filtered] .card-title").all_inner_texts()


def address(page: Page) -> str:
    return str(page.evaluate("location.href"))


def status(page: Page) -> str:
    return page.locator(".filter-count").inner_text()


#: How many sessions or works say yes to a choice, asked of the records.
def has(item: Any, owner: Work, minutes: int | None, name: str, value: str) -> bool:
    vocabulary, limits = own_centre().vocabulary, {"15": 15, "60": 60, "120": 120, "240": 240}
    return {
        "topic": lambda: value in {vocabulary.topic_address(topic) for topic in owner.fields.topics},
        "kind": lambda: value == owner.kind, "audience": lambda: value in owner.fields.audiences,
        "level": lambda: value == owner.fields.level, "language": lambda: value in item.readable,
        "time": lambda: minutes is not None and (minutes <= limits[value] if value in limits else minutes > 240),
        "internet": lambda: item.fields.internet != "needed", "power": lambda: item.fields.power != "needed",
    }[name]()


def works_with(**values: str) -> list[Work]:
    return [one for one in own_centre().catalogue.offered
            if all(has(one, one, one.minutes, name, value) for name, value in values.items())]


def sessions_with(**values: str) -> list[Any]:
    return [part for one in own_centre().catalogue.offered for part in one.parts if part.fields.session
            and all(has(part, one, part.fields.minutes, name, value) for name, value in values.items())]


def expected(name: str, value: str, **others: str) -> int:
    values = {**others, name: value}
    return len(sessions_with(**values) if {"internet", "power"} & set(values) else works_with(**values))


@pytest.mark.parametrize("code", PREFIXES)
def test_each_choice_says_how_many_works_it_would_leave(code: str, base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}{PREFIXES[code]}library.html")
    reader = Reader(own_centre().catalogue, own_centre().strings[code])
    unfold(page)
    counts = shown_counts(page)
    assert {name for name, _value in counts} == {"topic", "kind", "language", "audience", "time", "level", "internet", "power"}
    assert counts == {(name, value): reader.number(expected(name, value)) for name, value in counts}
    assert "0" not in counts.values() and "٠" not in counts.values(), "what no work has is no choice at all"
    choice(page, "topic", "online-safety").check()
    after = {key: reader.number(expected(*key, topic="online-safety")) for key in counts if key[0] != "topic"}
    assert shown_counts(page) == {**{key: number for key, number in counts.items() if key[0] == "topic"}, **after}
    assert after != {key: counts[key] for key in after}, "the other fields have followed"


@pytest.mark.parametrize("code", PREFIXES)
def test_values_of_one_field_add_up_and_fields_narrow_down(code: str, base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}{PREFIXES[code]}library.html")
    reader = Reader(own_centre().catalogue, own_centre().strings[code])
    unfold(page)
    for name, value in (("topic", "online-safety"), ("kind", "toolkit"), ("kind", "link")):
        choice(page, name, value).check()
    wanted = works_with(topic="online-safety", kind="toolkit") + works_with(topic="online-safety", kind="link")
    assert sorted(titles(page)) == sorted(reader.edition(one).title for one in wanted)
    assert address(page).endswith("library.html#topic=online-safety&kind=toolkit,link")
    words = {"num": reader.number(len(wanted)), "all": reader.number(len(own_centre().catalogue.offered))}
    assert status(page) == reader.strings.gettext("%(num)s of %(all)s works") % words
    assert page.locator(".filter-count").get_attribute("role") == "status"
    assert not page.locator("[data-unfiltered]").is_visible()
    page.locator("[data-clear-list]").click()
    assert page.locator("[data-unfiltered]").is_visible() and not page.locator("[data-filtered]").is_visible()
    assert address(page).endswith("library.html")
    assert page.evaluate("document.activeElement.matches('[data-filters] > summary')"), "the focus is not lost"


CARDS = """selector => [...document.querySelectorAll(selector + ' .card')].map(card => {
  const say = element => element.nodeType === 3 ? element.textContent.replace(/\\s+/g, ' ').trim() : [
    element.tagName, [...element.attributes].map(one => one.name === 'href' ? 'href=' + element.href : one.name + '=' + one.value).sort(),
    [...element.childNodes].map(say).filter(child => child !== '')];
  return say(card);
})"""


@pytest.mark.parametrize("code", PREFIXES)
def test_a_card_made_by_the_script_is_the_card_of_the_page(code: str, base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}{PREFIXES[code]}library.html")
    before = page.evaluate(CARDS, "[data-unfiltered]")
    unfold(page)
    for box in page.locator("input[name=kind]").all():
        box.check()
    assert page.evaluate(CARDS, "[data-filtered]") == before
    assert len(before) == len(own_centre().catalogue.offered)
    outline = "selector => [...document.querySelectorAll(selector + ' :is(h2, h3.other-languages, .hint)')].map(one => one.tagName + one.textContent)"
    assert page.evaluate(outline, "[data-filtered]") == page.evaluate(outline, "[data-unfiltered]")


def test_an_address_brings_its_choice_back_and_so_do_back_and_forward(base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}library.html#topic=support&kind=toolkit")
    page.locator("[data-filtered] .card").first.wait_for()
    wanted = [one.source_edition.title for one in sorted(works_with(topic="support", kind="toolkit"), key=by_title)]
    assert titles(page) == wanted
    assert choice(page, "topic", "support").is_checked() and choice(page, "kind", "toolkit").is_checked()
    unfold(page)
    choice(page, "kind", "link").check()
    choice(page, "topic", "support").uncheck()
    assert address(page).endswith("#kind=toolkit,link")
    page.go_back()
    page.go_back()
    page.wait_for_function("() => !document.querySelector('input[value=link]').checked")
    assert titles(page) == wanted and choice(page, "topic", "support").is_checked()
    page.go_forward()
    page.wait_for_function("() => document.querySelector('input[value=link]').checked")
    assert address(page).endswith("#topic=support&kind=toolkit,link") and len(titles(page)) > len(wanted)
    page.locator("[data-filtered] .card-title a").first.click()
    page.go_back()
    page.locator("[data-filtered] .card").first.wait_for()
    assert choice(page, "kind", "link").is_checked(), "a reader comes back from a work to her list"


@pytest.mark.parametrize("fragment", ["topic=nonsense,online-safety&foo=bar", "topic=online-safety&kind=%E0%A4",
                                      "topic=online-safety&language=tlh&&=&topic", "topic=online%2Dsafety&toString=1"])
def test_what_an_address_says_that_the_form_does_not_know_is_ignored(fragment: str, served: str,
                                                                     open_page: Callable[..., Page]) -> None:
    page = open_page(f"{served}library.html#{fragment}")
    page.locator("[data-filtered] .card").first.wait_for()
    assert len(titles(page)) == len(works_with(topic="online-safety"))
    assert page.locator("[data-filters] input:checked").count() == 1


def test_a_place_on_the_page_is_no_choice(served: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{served}library.html#kind=toolkit")
    page.locator("[data-filtered] .card").first.wait_for()
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#content'")
    assert len(titles(page)) == len(works_with(kind="toolkit"))


@pytest.mark.parametrize("code", PREFIXES)
def test_a_choice_that_would_leave_nothing_is_disabled_and_still_read_out(code: str, base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}{PREFIXES[code]}library.html")
    unfold(page)
    choice(page, "kind", "event").check()
    none_left = [key for key, number in shown_counts(page).items() if number in ("0", "٠")]
    assert ("topic", "support") in none_left
    for key in none_left:
        assert choice(page, *key).is_disabled(), key
    name = Reader(own_centre().catalogue, own_centre().strings[code]).topic("online-abuse")
    assert page.get_by_role("checkbox", name=name, disabled=True).count() == 1, "in the accessibility tree"
    page.goto(f"{base}{PREFIXES[code]}library.html#kind=event&topic=support")
    page.reload()
    page.locator(".filter-bar").wait_for()
    assert titles(page) == []
    assert choice(page, "kind", "event").is_enabled(), "what is chosen can be taken back"


def test_sessions_that_work_without_power_or_internet_are_listed_as_items(build: Callable[..., Built],
                                                                          open_page: Callable[..., Page]) -> None:
    site = build(SESSIONS).site.as_uri()
    page = open_page(f"{site}/library.html")
    unfold(page)
    choice(page, "power", "without").check()
    assert titles(page) == ["A plan", "On paper", "By phone"]
    choice(page, "internet", "without").check()
    assert titles(page) == ["A plan", "On paper"], "both together"
    assert status(page) == "2 of 4 sessions"
    card = page.locator("[data-filtered] .card").last
    assert re.sub(r"\s+", " ", card.inner_text()) == "Voices On paper Session 1 45 minutes"
    assert card.locator("a").evaluate("link => link.href") == f"{site}/manuals/voices/a.html"
    assert "After an attack" not in page.content()
    assert choice(page, "kind", "manual").is_enabled()
    assert shown_counts(page)["time", "60"] == "2", "the choices count sessions now"
    page.goto(f"{site}/rw/library.html#internet=without&language=rw")
    page.locator("[data-filtered] .card").wait_for()
    assert titles(page) == ["Ku rupapuro"], "the only session in Kinyarwanda"
    page.goto(f"{site}/rw/library.html#internet=without")
    page.reload()
    page.locator("[data-filtered] .card").first.wait_for()
    assert titles(page) == ["Ku rupapuro", "A plan", "On screen"]
    assert page.locator("[data-filtered] h3.other-languages").count() == 1


def test_a_work_in_another_language_only_is_labelled_in_the_filtered_list(served: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{served}ur/library.html#kind=case-study")
    card = page.locator("[data-filtered] .card").first
    card.wait_for()
    assert card.locator(".card-title").get_attribute("lang") == "en" and card.locator(".card-title").get_attribute("dir") == "ltr"
    assert card.locator(".card-title a").get_attribute("hreflang") == "en"
    assert card.locator(".tag.other").inner_text() == "انگریزی"
    assert page.locator("[data-filtered] .other-languages").is_visible()


@pytest.mark.parametrize("code", PREFIXES)
def test_the_filters_are_used_with_the_keyboard_alone(code: str, served: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{served}{PREFIXES[code]}library.html")

    def tab_to(selector: str) -> None:
        for _step in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"no way to {selector}")

    tab_to("[data-filters] > summary")
    page.keyboard.press("Enter")
    page.locator(".filter-bar").wait_for()
    tab_to("fieldset[data-field=topic] summary")
    page.keyboard.press("Enter")
    tab_to("input[value='online-safety']")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.value") == "online-safety", "the focus stays on the choice"
    assert len(titles(page)) == len(works_with(topic="online-safety"))
    page.keyboard.press("Enter")
    assert address(page).endswith("library.html#topic=online-safety"), "Enter sends no form"
    tab_to("[data-copy-list]")
    tab_to("[data-filtered] .card-title a")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "library.html" not in url)


@pytest.mark.parametrize("code", PREFIXES)
def test_the_open_filters_are_no_barrier_on_a_small_phone(code: str, served: str, open_page: Callable[..., Page]) -> None:
    for scheme in ("light", "dark"):
        page = open_page(f"{served}{PREFIXES[code]}library.html", color_scheme=scheme, has_touch=True)
        unfold(page)
        choice(page, "topic", "online-safety").check()
        found = Axe().run(page).response
        # The exit link, on every page, stands outside the landmarks on purpose.
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"] if one["id"] != "region"] == [], scheme
        assert any(one["id"] == "label" for one in found["passes"]), "axe has seen the form"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate("[...document.querySelectorAll('[data-filters] :is(label, summary), .filter-bar button')]"
                          ".filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44).map(one => one.textContent)")
    assert small == []


@pytest.mark.parametrize("code", PREFIXES)
def test_without_javascript_the_links_stand_where_they_stood(code: str, base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}{PREFIXES[code]}library.html", java_script_enabled=False)
    assert page.locator("details.filters").locator("visible=true").count() == 1
    page.locator("[data-without-script] > summary").click()
    assert page.locator("[data-without-script] a[href='kinds/toolkit.html']").is_visible()
    assert not page.locator("[data-filters]").is_visible() and not page.locator(".filter-bar").is_visible()
    assert page.locator("[data-unfiltered] .card").first.is_visible()


def test_the_data_are_asked_for_when_the_filters_are_first_opened_and_once(served: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(served)))
    page.goto(f"{served}rw/library.html")
    assert not [url for url in asked if "works.js" in url]
    for _time in range(3):
        page.locator("[data-filters] > summary").click()
    page.locator(".filter-bar").wait_for()
    assert [url for url in asked if "works.js" in url] == ["rw/search/works.js"]
    assert not page.locator("[data-without-script]").is_visible()
    context.close()


def test_without_its_data_the_page_has_its_links_again(real_site: Path, tmp_path: Path, browser: Browser) -> None:
    site = tmp_path / "site"
    shutil.copytree(real_site, site)
    (site / "search" / "works.js").unlink()
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "library.html").as_uri())
    page.locator("[data-filters] > summary").click()
    page.locator("[data-without-script] a[href='kinds/toolkit.html']").wait_for()
    assert not page.locator("[data-filters]").is_visible()
    assert page.locator("[data-unfiltered] .card").first.is_visible()
    context.close()


@pytest.mark.parametrize("clipboard", [True, False])
def test_the_link_to_pass_on_is_the_online_address_also_from_the_disk(clipboard: bool, base: str,
                                                                      open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}ar/library.html#topic=support")
    page.locator("[data-copy-list]").wait_for()
    written = "text => { window.written = text; return Promise." + ("resolve()" if clipboard else "reject()") + "; }"
    page.evaluate(f"Object.defineProperty(navigator, 'clipboard', {{value: {{writeText: {written}}}}})")
    page.locator("[data-copy-list]").click()
    online = f"{own_config()['site_url']}ar/library.html#topic=support"
    assert page.evaluate("window.written") == online
    if clipboard:
        said = own_centre().strings["ar"].pgettext("material", "Copied to clipboard")
        assert page.locator(".filter-said").inner_text() == said
    else:
        field = page.locator(".filter-link")
        assert field.is_visible() and field.input_value() == online
        assert page.evaluate("getSelection().toString() || document.activeElement.value") == online


def own_config() -> dict[str, Any]:
    return {"site_url": re.findall(r"^site_url: (.*)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M)[0]}


def test_another_language_shows_the_same_choice(base: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{base}library.html#kind=toolkit")
    page.locator("[data-filtered] .card").first.wait_for()
    page.locator("details.languages > summary").click()
    page.locator("details.languages a[lang=ar]").click()
    page.locator("[data-filtered] .card").first.wait_for()
    assert address(page).endswith("ar/library.html#kind=toolkit")
    assert len(titles(page)) == len(works_with(kind="toolkit"))


def test_a_library_of_several_pages_is_filtered_as_a_whole(build: Callable[..., Built], open_page: Callable[..., Page]) -> None:
    tree = {f"docs/en/toolkits/t{number:02}.md": work(f"Toolkit {number:02}", minutes=str(10 if number < 2 else 300))
            for number in range(60)}
    site = build({**tree, "docs/rw/toolkits/t07.md": edition("Igikoresho")}).site.as_uri()
    page = open_page(f"{site}/rw/library/2.html")
    unfold(page)
    choice(page, "time", "15").check()
    assert titles(page) == ["Toolkit 00", "Toolkit 01"], "both stand on the first page"
    assert page.locator("[data-filtered] a").first.evaluate("link => link.href") == f"{site}/toolkits/t00.html"
    choice(page, "time", "longer").check()
    assert (titles(page)[0], len(titles(page))) == ("Igikoresho", 50), "her own language first, on whatever page it stood"
    assert not page.locator(".pages").is_visible()
    page.locator(".filter-more").click()
    assert len(set(titles(page))) == 60
    assert page.locator(".filter-more").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Toolkit 50", "the focus is on the first of the new ones"
    assert page.locator("[data-filtered] ul.cards").count() == 2 and page.locator("[data-filtered] h3.other-languages").count() == 1


@pytest.mark.parametrize("code", ["en", "fr", "rw", "ar", "fa", "bn", "es", "ckb"])
def test_large_numbers_are_written_as_the_language_writes_them(code: str, served: str, browser: Browser) -> None:
    """The library's own data, fifty-two times over: 1,248 works."""
    context = browser.new_context()
    page = context.new_page()
    many = "ijwi.give = (give => (path, data) => { const count = data.works.title.length; for (const name in data.works) " \
           "data.works[name] = Array.from({length: 1248}, (_, place) => data.works[name][place % count]); give(path, data); })(ijwi.give);\n"
    page.route("**/search/works.js", lambda route: route.fulfill(body=many + route.fetch().text(), content_type="text/javascript"))
    prefix = own_centre().languages.prefix(code)
    page.goto(f"{served}{prefix}library.html")
    unfold(page)
    reader = Reader(own_centre().catalogue, own_centre().strings[code])
    assert page.locator(".filter-bar").is_visible()
    both = reader.number(1248)
    assert status(page) == reader.strings.gettext("%(num)s of %(all)s works") % {"num": both, "all": both}
    context.close()
