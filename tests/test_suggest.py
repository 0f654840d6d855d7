""""Suggest a change" leads from every section to the forge's editor, on the right file; and the centre's e-mail address."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import Watched
from conftest import CONFIG, Built, edition, page, run_mkdocs, work
from ijwi.contact import contact_address, with_contact
from ijwi.downloads.bundle import bundle
from ijwi.findings import ContentError
from ijwi.forge import editor
from small_centres import built_once, centre_of

BODY = "Lead.\n\n## First & “best” {#first}\n\nText.\n\n### Not this {#third}\n\nText.\n\n## Second {#second}\n\nText.\n"
ARABIC = "مقدمة.\n\n## الأول {#first}\n\nنص.\n\n### هذا {#third}\n\nنص.\n\n## الثاني {#second}\n\nنص.\n"
TAKE_PART = "Lead.\n\n## With a form {#form}\n\nText.\n\n## By e-mail {#email}\n\nWrite to us:\n\n[contact]\n\nThank you.\n\n## Then {#then}\n\nText.\n"
CENTRE = CONFIG.replace("extra:", "repo_url: https://forge.example/a/b\nedit_uri: edit/main/docs/\nextra:\n  centre: {contact: centre@example.org}")
TREE = {"mkdocs.yml": CENTRE, "docs/en/toolkits/t.md": work("T", body=BODY), "docs/ar/toolkits/t.md": edition("ت", body=ARABIC),
        "docs/en/toolkits/s.md": work("S", body=BODY, topics="[online-abuse]", sensitive="true", neutral_title="N"),
        "docs/en/contribute.md": page("How to take part", body=TAKE_PART)}
EDIT = "https://forge.example/a/b/edit/main/docs/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("suggest"), TREE)


@pytest.fixture
def opened(built: Built, browser: Browser) -> Watched:
    return Watched(browser.new_context(viewport={"width": 360, "height": 740}).new_page())


def pencils(page: Page) -> list[tuple[str | None, ...]]:
    return [tuple(link.get_attribute(name) for name in ("href", "rel", "aria-label")) for link in page.locator(".section-head > a").all()]


@pytest.mark.parametrize(("path", "file", "titles"), [
    ("toolkits/t.html", "en/toolkits/t.md", ["First & “best”", "Second"]), ("ar/toolkits/t.html", "ar/toolkits/t.md", ["الأول", "الثاني"])])
def test_every_section_leads_to_the_editor_on_the_edition_that_is_read(path: str, file: str, titles: list[str], built: Built, opened: Watched) -> None:
    opened.page.goto((built.site / path).as_uri())
    found = pencils(opened.page)
    assert [href for href, _rel, _label in found] == [EDIT + file] * 2
    assert {rel for _href, rel, _label in found} == {"external noreferrer"}
    for (_href, _rel, label), title in zip(found, titles, strict=True):
        assert label and title in label and "Small centre" in label, "which section, and that it leaves the site"
    heading = opened.page.locator("h2#first")
    assert heading.text_content() == titles[0], "the heading is the same to those who hear the page"
    for link in opened.page.locator(".section-head > a").all():
        box = link.bounding_box()
        assert box and box["width"] >= 44 and box["height"] >= 44
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert opened.complaints == []


def test_from_a_sensitive_page_nobody_is_sent_away_by_a_slip_of_the_finger(built: Built, opened: Watched) -> None:
    opened.page.goto((built.site / "toolkits/s.html").as_uri())
    assert [href for href, _rel, _label in pencils(opened.page)] == ["#suggest"] * 2
    opened.page.locator(".section-head > a").first.click()
    assert opened.page.url.endswith("toolkits/s.html#suggest")
    foot = opened.page.locator("#suggest")
    assert foot.is_visible()
    assert "This leaves Small centre" in foot.inner_text()
    assert "Everybody can see what you send there, and the name of your account." in foot.inner_text()
    assert foot.locator("a").get_attribute("href") == f"{EDIT}en/toolkits/s.md"


def test_without_javascript_the_link_at_the_foot_remains_and_the_page_holds_no_address_twice(built: Built, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / "toolkits/t.html").as_uri())
    assert page.locator(".section-head").count() == 0
    assert page.locator(".suggest a").first.get_attribute("href") == f"{EDIT}en/toolkits/t.md"
    assert built.text("toolkits/t.html").count(EDIT) == 1
    assert page.locator(".suggest a").nth(1).get_attribute("href") == "../contribute.html"
    context.close()


def test_paper_has_no_pencils(built: Built, opened: Watched) -> None:
    opened.page.goto((built.site / "toolkits/t.html").as_uri())
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".section-head > a").first.is_visible()
    assert not opened.page.locator("#suggest").is_visible()


def test_a_copy_to_carry_away_suggests_nothing(built: Built) -> None:
    import io
    import zipfile
    packed = bundle(built.site, centre_of(built.root), ["en", "ar"], None, complete=True, key=None)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")]
    assert any('id="first"' in page for page in pages)
    assert not any("forge.example" in page or "suggest" in page for page in pages)


def test_a_centre_without_a_forge_suggests_nothing(built: Built, tmp_path: Path) -> None:
    root = tmp_path / "centre"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("site"))
    (root / "mkdocs.yml").write_text(CENTRE.replace("repo_url: https://forge.example/a/b\nedit_uri: edit/main/docs/\n", "").replace(
        "  centre: {contact: centre@example.org}\n", ""), "utf-8")
    without = run_mkdocs(root)
    assert without.code == 0, without.log
    assert 'id="suggest"' not in without.text("toolkits/t.html")
    assert "e-mail" not in without.text("contribute.html") and "[contact]" not in without.text("contribute.html")
    assert 'id="form"' in without.text("contribute.html") and 'id="then"' in without.text("contribute.html")


@pytest.mark.parametrize(("repo_url", "edit_uri", "address"), [
    ("https://github.com/a/b", "edit/main/docs/", "https://github.com/a/b/edit/main/docs/"),
    ("https://github.com/a/b/", "edit/main/docs", "https://github.com/a/b/edit/main/docs/"),
    ("https://gitlab.com/group/sub/b", "-/edit/main/docs/", "https://gitlab.com/group/sub/b/-/edit/main/docs/"),
    ("https://codeberg.org/a/b", "_edit/main/docs/", "https://codeberg.org/a/b/_edit/main/docs/"),
    ("https://forge.example/a/b", "https://editor.example/?file=docs/", "https://editor.example/?file=docs/"),
    ("https://forge.example/a/b", "/other/edit/docs/", "https://forge.example/other/edit/docs/"),
    ("https://forge.example/a/b", "?path=", "https://forge.example/a/b/?path="),
    ("javascript:alert(1)", "x", ""), ("https://github.com/a/b", None, ""), ("https://github.com/a/b", "", ""), (None, "edit/main/docs/", ""), ("", "x", "")])
def test_the_editor_of_each_forge(repo_url: str | None, edit_uri: str | None, address: str) -> None:
    assert editor(repo_url, edit_uri) == address


# The centre's e-mail address

def test_the_address_stands_where_a_page_asks_for_it(built: Built) -> None:
    html = built.text("contribute.html")
    assert '<a href="mailto:centre@example.org">centre@example.org</a>' in html
    assert "[contact]" not in html


@pytest.mark.parametrize(("body", "left"), [
    (TAKE_PART, TAKE_PART.replace("## By e-mail {#email}\n\nWrite to us:\n\n[contact]\n\nThank you.\n\n", "")),
    ("[contact]\n\n## A {#a}\n\nText.", "## A {#a}\n\nText."), ("## A {#a}\n\n[contact]", ""), ("Write [contact] here.", "Write [contact] here."),
    ("    [contact]", "    [contact]"), ("", "")])
def test_without_an_address_the_section_that_needs_it_is_left_out(body: str, left: str) -> None:
    assert with_contact(body, "") == left


def test_only_an_address_is_taken_for_one() -> None:
    assert contact_address({"centre": {"contact": "a.b+c@mail.example.org"}}) == "a.b+c@mail.example.org"
    assert [contact_address(extra) for extra in ({}, {"centre": None}, {"centre": {}}, {"centre": {"contact": None}})] == [""] * 4
    for wrong in ("x", "a@b", "a b@example.org", "a@example.org)\n<script>", 5, "https://example.org/", "a@example.org?bcc=b@example.org"):
        with pytest.raises(ContentError, match="must be an e-mail address"):
            contact_address({"centre": {"contact": wrong}})
