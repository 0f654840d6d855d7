"""What readers say to the centre: links that open an app with the right words, after it was said what they show."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browsing import Watched, serving
from conftest import CONFIG, Built, Tree, edition, page, work
from every_kind import EVERY_KIND, KINDS
from ijwi.downloads.bundle import bundle
from ijwi.feedback import Feedback, read_feedback
from ijwi.findings import ContentError
from ijwi.forge import new_issue
from ijwi.interchange.sitemap import sitemap_xml
from ijwi.keeping import keep_lists
from ijwi.links.internal import internal_findings
from ijwi.links.sitefiles import SiteFiles
from ijwi.links.trace import Origins
from page_weights import promised, weights
from small_centres import book_of, built_once, centre_of

ASKED = 'feedback: {organisation: "Women & <friends>", email: "o\'n+x@mail.example.org", whatsapp: "+250 788-000-000", forge: true}'
FORGE = "repo_url: https://forge.example/a/b\nedit_uri: edit/main/docs/\n"
WANTED = CONFIG.replace("extra:\n", f"{FORGE}extra:\n  centre:\n    {ASKED}\n")
TITLE = "First & “best” #1 + 50%?"
TREE: Tree = {
    "mkdocs.yml": WANTED,
    "docs/en/toolkits/t/index.md": work(f"'{TITLE}'", parts="[p, quiet]"), "docs/en/toolkits/t/p.md": page("A part"),
    "docs/en/toolkits/t/quiet.md": page("A part about blows", neutral_title="A part"),
    "docs/rw/toolkits/t/index.md": edition("Igikoresho"), "docs/ar/toolkits/t/index.md": edition("أداة «أولى»", review="human"),
    "docs/en/toolkits/s/index.md": work("Somebody threatens me", topics="[online-abuse]", sensitive="true", neutral_title="Notes", parts="[p]"),
    "docs/en/toolkits/s/p.md": page("About him"), "docs/ar/toolkits/s/index.md": edition("شخص يهددني", review="human", neutral_title="ملاحظات"),
    "docs/en/manuals/m/index.md": work("Manual", kind="manual", parts="[one]"),
    "docs/en/manuals/m/one.md": page("Session", session="true", minutes="60", group_size="8-24", power="none", internet="none",
                                     objectives="[Try]", materials="[Paper]"),
    "docs/en/toolkits/old.md": work("Old", withdrawn="Something better is here."), "docs/en/about.md": page("About")}
WORK, PAGE, BOX = "toolkits/t/index.html", "feedback.html", "question-box.html"
LINK = ".suggest[data-site-only] a"
ONLINE = "https://small.example/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("feedback"), TREE)


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with serving(built.site) as found:
        yield found


@pytest.fixture
def opened(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield Watched(context.new_page())
    context.close()


def messages(page: Page) -> list[tuple[str, str, str, str]]:
    """Every link of a page of messages as its app reads it: way, to whom, subject, text."""
    found = []
    for link in page.locator("section.share a").all():
        parts = urlsplit(link.evaluate("link => link.href"))
        fields = parse_qs(parts.query, keep_blank_values=True)
        assert all(len(values) == 1 for values in fields.values()), "nothing in a text has become a field of its own"
        assert parts.fragment == ""
        subject, text = fields.get("subject", fields.get("title", [""])), fields.get("text", fields.get("body", [""]))
        found.append((parts.scheme if parts.scheme == "mailto" else parts.netloc, unquote(parts.path), subject[0], text[0]))
    return found


def expected(good: str, bad: str, named: list[str]) -> list[tuple[str, str, str, str]]:
    return [(way, to, subject and said, end.join([said, *named, ""])) for said in (good, bad) for way, to, subject, end in (
        ("wa.me", "/250788000000", "", "\n"), ("mailto", "o'n+x@mail.example.org", "yes", "\r\n"),
        ("forge.example", "/a/b/issues/new", "yes", "\n"))]


def said_in(built: Built, code: str) -> tuple[str, str]:
    strings = centre_of(built.root).strings[code]
    return strings.gettext("It was useful"), strings.gettext("Something is wrong")


@pytest.mark.parametrize(("prefix", "code", "title"), [("", "en", TITLE), ("rw/", "rw", "Igikoresho"), ("ar/", "ar", "أداة «أولى»")])
def test_messages_name_the_page_that_the_reader_comes_from(prefix: str, code: str, title: str, built: Built, address: str, opened: Watched) -> None:
    opened.page.goto(f"{address}{prefix}{WORK}")
    opened.page.locator(LINK).click()
    expect(opened.page).to_have_url(f"{address}{prefix}{PAGE}#page=toolkits/t/index")
    expect(opened.page.locator("[data-about] bdi")).to_have_text(title)
    assert messages(opened.page) == expected(*said_in(built, code), [title, f"{ONLINE}{prefix}{WORK}"])
    assert not opened.page.locator("[data-unnamed]").is_visible()
    assert opened.foreign(address) == [], "nothing is asked for elsewhere before a tap"
    assert opened.complaints == []


def test_letters_beyond_ascii_stand_as_they_are_and_nothing_ends_a_text() -> None:
    """Encoded, letters would weigh three times as much."""
    links = Feedback("Us", "a&b?c#d@mail.example.org", "250788000000", True).links("كان مفيدا & جدا#", "https://github.com/a/b", "edit/main/docs/")
    assert links == {
        "whatsapp": "https://wa.me/250788000000?text=كان%20مفيدا%20%26%20جدا%23%0A",
        "email": "mailto:a%26b%3Fc%23d@mail.example.org?subject=كان%20مفيدا%20%26%20جدا%23&body=كان%20مفيدا%20%26%20جدا%23%0D%0A",
        "forge": "https://github.com/a/b/issues/new?title=كان%20مفيدا%20%26%20جدا%23&body=كان%20مفيدا%20%26%20جدا%23%0A"}
    assert list(Feedback("Us", "", "250788000000", False).links("x", None, None)) == ["whatsapp"]


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_what_a_message_shows_is_said_before_the_links(prefix: str, address: str, opened: Watched) -> None:
    opened.page.goto(f"{address}{prefix}{PAGE}")
    warning = opened.page.locator("aside.notice")
    assert "\u2068Women & <friends>\u2069" in (warning.text_content() or ""), "isolated from the direction of the words around it"
    assert "This is not a helpline." in warning.inner_text(), "in English beside it where nobody has read the translation"
    assert "the name of your account" in warning.inner_text()
    box, first = warning.bounding_box(), opened.page.locator("section.share a").first.bounding_box()
    assert box and first and box["y"] + box["height"] <= first["y"]
    for link in opened.page.locator("section.share a").all():
        size = link.bounding_box()
        assert size and size["height"] >= 44 and size["x"] >= 0 and size["x"] + size["width"] <= 360
        assert link.get_attribute("rel") == "external noreferrer"


def test_without_javascript_the_reader_names_the_page(built: Built, address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{WORK}")
    page.locator(LINK).click()
    assert messages(page) == expected(*said_in(built, "en"), [])
    assert page.get_by_text("Write the title of the page, too.").is_visible()
    assert not page.locator("[data-about]").is_visible()
    context.close()


@pytest.mark.parametrize("fragment", [
    "page=toolkits/s/index", "page=toolkits/s/p", "page=toolkits/t/quiet", "page=toolkits/old", "page=about", "page=library", "page=gone",
    "page=../../elsewhere", "page=//elsewhere.example/x", "page=https://elsewhere.example/x", "page=toolkits/t/index?x", "page=", "page",
    "page=<b>x</b>", "Call +1 555 0100"])
def test_a_made_up_address_and_a_sensitive_page_name_nothing(fragment: str, built: Built, address: str, opened: Watched) -> None:
    with opened.page.expect_event("load"):
        opened.page.goto(f"{address}{PAGE}#{fragment}")
    opened.page.wait_for_load_state("networkidle")
    assert messages(opened.page) == expected(*said_in(built, "en"), [])
    assert not opened.page.locator("[data-about]").is_visible()
    assert opened.foreign(address) == []


def test_from_the_disk_the_reader_names_the_page(built: Built, opened: Watched) -> None:
    opened.page.goto(f"{(built.site / PAGE).as_uri()}#page=toolkits/t/index")
    opened.page.wait_for_load_state("networkidle")
    assert messages(opened.page) == expected(*said_in(built, "en"), [])


def test_works_and_parts_lead_to_messages_and_nothing_else_does(built: Built) -> None:
    leading = {path for path in built.pages() if "feedback.html#" in built.text(path)}
    assert leading == {WORK, f"rw/{WORK}", f"ar/{WORK}", "toolkits/t/p.html", "manuals/m/index.html", "manuals/m/one.html"}


def test_a_centre_that_asks_for_none_has_no_page_of_messages(tmp_path: Path) -> None:
    without = built_once(tmp_path, {**TREE, "mkdocs.yml": CONFIG})
    assert not [path for path in without.pages() if "feedback" in path or "feedback.html" in without.text(path)]
    assert (without.site / BOX).exists()


def test_no_copy_and_no_search_engine_has_the_page_of_messages(built: Built) -> None:
    centre = centre_of(built.root)
    with zipfile.ZipFile(io.BytesIO(bundle(built.site, centre, ["en", "ar"], None, complete=True, key=None))) as archive:
        names = archive.namelist()
        pages = {name: archive.read(name).decode() for name in names if name.endswith(".html")}
    assert any(name.endswith(WORK) for name in pages) and any(name.endswith(BOX) for name in pages)
    assert not [name for name in names if "feedback" in name]
    assert not [name for name, text in pages.items() if "feedback.html" in text or "wa.me/250" in text]
    chapters = book_of(built.root, built.site, "en", "toolkits/t").chapters
    assert not [1 for chapter in chapters for link in chapter.body.iter("a") if "feedback" in link.get("href", "")]
    assert b"feedback" not in sitemap_xml(centre.catalogue, ONLINE)
    assert '<meta name="robots" content="noindex">' in built.text(PAGE)
    assert "hreflang" not in built.text(PAGE).partition("</head>")[0]


def test_the_links_to_messages_lead_somewhere(built: Built) -> None:
    findings = internal_findings(SiteFiles(built.site, ONLINE), Origins(centre_of(built.root).catalogue, built.root))
    assert [str(one) for one in findings if "feedback" in str(one) or "question-box" in str(one)] == []


def test_a_page_with_messages_weighs_hardly_more(tmp_path: Path) -> None:
    """The page of a work carries one link, whatever the ways."""
    config = str(EVERY_KIND["mkdocs.yml"]).replace("extra:\n", f"{FORGE}extra:\n  centre:\n    {ASKED}\n")
    asked = built_once(tmp_path, {**EVERY_KIND, "mkdocs.yml": config})
    with_link = 0
    for row in weights(asked.site, [f"{prefix}{path}.html" for prefix in ("", "ar/", "ru/") for path in (*KINDS.values(), "feedback")]):
        assert all(row[name] <= most for name, most in promised(row["page"]).items()), row
        page = asked.text(row["page"])
        without = re.sub(r'<p class="suggest" data-site-only>.*?</p>\n', "", page)
        with_link += without != page
        assert len(brotli.compress(page.encode())) - len(brotli.compress(without.encode())) <= 150, row["page"]
    assert with_link == 3 * 8, "every work and part that is neither sensitive nor withdrawn"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [f"{PAGE}#page=toolkits/t/index", f"ar/{PAGE}", BOX, f"ar/{BOX}"])
def test_the_pages_have_no_barrier(path: str, scheme: Any, address: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}{path}")
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"] if one["impact"] in ("serious", "critical")] == []
    assert found["passes"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


# A question box

#: What an unreviewed translation looks like on paper: every string on which safety depends stands there twice.
TWICE = """document.querySelectorAll("main .wording:only-of-type").forEach(one => one.after(" ", one.cloneNode(true)))"""


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("prefix", ["", "rw/", "ar/"])
def test_a_question_box_prints_on_one_sheet(prefix: str, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}{prefix}{BOX}")
    assert sheets(page) == 1
    page.evaluate(TWICE)
    assert sheets(page) == 1
    page.emulate_media(media="print")
    slips = page.locator(".slip")
    assert slips.count() == 4
    assert all(slip.is_visible() for slip in slips.all())
    assert page.locator("#for-the-trainer").is_visible() and page.locator(".question-box .lead").is_visible()
    assert not page.locator(".exit").first.is_visible()
    page.evaluate("document.querySelector('main').append(document.querySelector('.slips').cloneNode(true))")
    assert sheets(page) == 2, "sheets are counted"
    context.close()


def test_a_question_box_is_found_and_leads_to_what_to_do_by_a_neutral_title(built: Built) -> None:
    leading = {path for path in built.pages() if "question-box.html" in built.text(path).partition("<main")[2]}
    assert leading >= {"manuals/m/index.html", "downloads.html", PAGE}
    assert WORK not in leading, "there where workshops are"
    for path, title, real in ((BOX, "Notes", "threatens"), (f"ar/{BOX}", "ملاحظات", "يهددني")):
        main = built.text(path).partition("<main")[2]
        assert f">{title}</a>" in main and real not in main, "it lies on a table"


def test_a_bundle_without_sensitive_works_has_a_question_box_that_names_none(built: Built) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle(built.site, centre_of(built.root), ["en"], None, complete=False, key=None))) as archive:
        [box] = [archive.read(name).decode() for name in archive.namelist() if name.endswith(BOX)]
    assert "toolkits/s" not in box and "Notes" not in box and "Read before" not in box
    assert '<ul class="work-list">' not in box
    assert box.count('class="slip"') == 4


def test_a_question_box_prints_on_one_sheet_in_every_language(real_site: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    found = {}
    for file in [*sorted(real_site.glob("*/question-box.html")), real_site / BOX]:
        page.goto(file.as_uri())
        found[file.parent.name] = sheets(page)
    assert len(found) >= 24
    assert {name: count for name, count in found.items() if count != 1} == {}
    context.close()


# The setting

def test_what_the_organisation_asks_for_is_read() -> None:
    assert read_feedback({}) is read_feedback({"centre": {}}) is read_feedback({"centre": {"feedback": None}}) is None
    assert read_feedback({"centre": {"feedback": {"organisation": " Us ", "whatsapp": "+250 788-000-000"}}}) == Feedback("Us", "", "250788000000", False)


@pytest.mark.parametrize(("wish", "said"), [
    (True, ["must say who gets messages, and how"]), ([], ["must say who"]), ({}, ["must name the `organisation`", "must have a way"]),
    ({"organisation": "Us"}, ["must have a way"]), ({"organisation": "Us", "forge": False}, ["must have a way"]),
    ({"organisation": "", "email": "a@example.org"}, ["must name the `organisation`"]),
    ({"organisation": "a\nb", "email": "a@example.org"}, ["must name the `organisation`"]),
    ({"organisation": "Us", "email": "a@example.org?bcc=b@example.org"}, ["must be an e-mail address"]),
    ({"organisation": "Us", "email": 5}, ["must be an e-mail address"]),
    ({"organisation": "Us", "forge": "https://forge.example/"}, ["must be `true` or `false`"]),
    ({"organisation": "Us", "mail": "a@example.org"}, ["knows no `mail`. Did you mean `email`?", "must have a way"]),
    *(({"organisation": "Us", "whatsapp": number}, ["in international form, in quotation marks"])
      for number in (250788000000, "0788000000", "+0788000000", "250788000000", "+250(0)788000000", "+123", "+1234567890123456", "+25078٨000000"))])
def test_every_mistake_in_the_setting_is_said(wish: object, said: list[str]) -> None:
    with pytest.raises(ContentError) as raised:
        read_feedback({"centre": {"feedback": wish}})
    lines = [str(finding) for finding in raised.value.findings]
    assert len(lines) == len(said)
    assert all(line.startswith("mkdocs.yml:1: config: ") for line in lines)
    assert all(any(words in line for line in lines) for words in said), lines


def test_a_forge_that_is_not_there_ends_the_build_with_words(build: Callable[..., Built]) -> None:
    built = build({"mkdocs.yml": CONFIG.replace("extra:\n", "extra:\n  centre: {feedback: {organisation: Us, forge: true}}\n")})
    assert built.code != 0
    assert "mkdocs.yml:1: config: `forge: true` needs a forge that we know" in built.log
    assert "Traceback" not in built.log


@pytest.mark.parametrize(("repo_url", "edit_uri", "form"), [
    ("https://github.com/a/b", "edit/main/docs/", "https://github.com/a/b/issues/new?title=T&body=B"),
    ("https://codeberg.org/a/b/", "_edit/main/docs/", "https://codeberg.org/a/b/issues/new?title=T&body=B"),
    ("https://gitlab.com/g/s/b", "edit/master/docs/", "https://gitlab.com/g/s/b/-/issues/new?issue%5Btitle%5D=T&issue%5Bdescription%5D=B"),
    ("https://code.example/a/b", "-/edit/main/docs/", "https://code.example/a/b/-/issues/new?issue%5Btitle%5D=T&issue%5Bdescription%5D=B"),
    ("https://bitbucket.org/a/b", "src/default/docs/", ""), ("https://code.example/a/b", "https://editor.example/?f=", ""),
    ("javascript:alert(1)", "edit/main/docs/", ""), (None, "edit/", ""), ("https://github.com/a/b", None, "")])
def test_the_form_for_issues_of_each_forge(repo_url: str | None, edit_uri: str | None, form: str) -> None:
    assert new_issue(repo_url, edit_uri, "T", "B") == form


def test_whoever_keeps_a_work_keeps_no_page_of_messages(built: Built) -> None:
    centre = centre_of(built.root)
    assert "feedback" not in "".join(str(content) for _path, content in keep_lists(built.site, centre))
