"""The pictures of "How to take part": each step on the forge has one, and they say what the guide says."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import markdown
import pytest
import yaml
from lxml import html
from PIL import Image
from playwright.sync_api import Browser

import guide_pictures as pictures
from conftest import ROOT, SMALL, work, write_tree
from ijwi.checks.form import mended
from ijwi.checks.inspection import inspect
from ijwi.memory import FORGETFUL

EDITIONS = {file.parent.name: file for file in sorted((ROOT / "docs").glob("*/contribute.md"))}
WORDS = pictures.words()
#: The steps of the guide by section, and the picture of each.
STEPS = {"on-a-phone": ["pencil", "private", "fork", "editor", "message", "compare"], "what-the-checks-say": ["checks", "edit"]}
QUOTED = re.compile(r'["“«]\s*([^"“”«»]+?)\s*["”»]')
#: In quotes too, but nothing that the forge shows: a link of our own page, a menu of the browser, her own words.
NOT_OF_THE_FORGE = {"Suggest a change to this page", "Find in page", "I need help", WORDS["languages"]["en"]["message"]}


def section(language: str, name: str) -> html.HtmlElement:
    """A section of the guide, as it is shown."""
    text = EDITIONS[language].read_text("utf-8")
    match = re.search(rf"^## .*\{{#{name}\}}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert match, (language, name)
    return html.fragment_fromstring(markdown.markdown(match[1]), create_parent="section")


def shown(element: html.HtmlElement) -> list[str]:
    return [Path(image.get("src")).stem for image in element.iter("img")]


def said(element: html.HtmlElement) -> str:
    """The words of a step, without those of its picture."""
    return " ".join(element.text_content().split())


def drawn(language: str) -> dict[str, html.HtmlElement]:
    return {figure.get("id"): figure for figure in html.document_fromstring(pictures.screens(language)).iter("figure")}


def test_every_edition_of_the_guide_has_its_own_pictures() -> None:
    assert set(EDITIONS) == set(WORDS["languages"]) and len(EDITIONS) >= 3
    drawings = {name for names in STEPS.values() for name in names} | {"document"}
    assert drawings == {*pictures.DRAWN, "pencil", "document"}
    for language, file in EDITIONS.items():
        assert {picture.stem for picture in (file.parent / "images").glob("*.png")} >= drawings, language


@pytest.mark.parametrize("language", EDITIONS)
def test_every_step_has_one_picture_and_keeps_its_number(language: str) -> None:
    for name, names in STEPS.items():
        [steps] = section(language, name).iter("ol")  # one list: a picture between two would begin again with 1
        assert [shown(step) for step in steps.iterchildren("li")] == [[picture] for picture in names]
        for image in steps.iter("img"):
            alone = image.getparent()
            assert alone.tag == "p" and len(alone) == 1 and not said(alone), "a figure stands alone in its paragraph"
            assert len(image.get("alt")) > 40 and image.get("title")
    assert shown(section(language, "by-email")) == ["document"]


def test_the_guide_names_all_buttons_and_no_other() -> None:
    for language in EDITIONS:
        found = {name for part in STEPS for name in QUOTED.findall(said(section(language, part)))}
        assert found >= set(WORDS["buttons"].values()), language
        if language == "en":
            assert found - NOT_OF_THE_FORGE == set(WORDS["buttons"].values())


@pytest.mark.parametrize("language", EDITIONS)
def test_what_is_to_be_tapped_in_a_drawing_is_named_by_its_step(language: str) -> None:
    figures, buttons = drawn(language), set(WORDS["buttons"].values())
    assert list(figures) == list(pictures.DRAWN)
    assert {name for name in buttons for figure in figures.values() if name in said(figure)} == buttons
    for part, names in STEPS.items():
        for step, name in zip(section(language, part).iter("li"), names, strict=True):
            for ring in figures[name].find_class("ring") if name in figures else ():
                words = said(ring).removeprefix("✓ ")
                assert words in said(step) or words not in buttons, (name, words)
    assert all(figure.find_class("ring") for figure in figures.values())
    assert WORDS["languages"][language]["message"] in QUOTED.findall(said(section(language, "on-a-phone")))


@pytest.mark.parametrize("language", EDITIONS)
def test_a_drawing_has_the_words_of_its_language(language: str) -> None:
    words = {code: {value.strip() for value in known.values() if isinstance(value, str) and len(value) > 2}
             for code, known in WORDS["languages"].items()}
    everything = " ".join(said(figure) for figure in drawn(language).values())
    for other in set(EDITIONS) - {language}:
        assert [value for value in words[other] - words[language] if re.search(rf"\b{re.escape(value)}\b", everything)] == []
    if language == "fr":
        text = "\n".join(sorted(words["fr"])).replace("`", "") + "\n"
        assert mended(text.encode(), "docs/fr/words.md", "fr").decode() == text, "French has its fine spaces"


@pytest.mark.parametrize("language", EDITIONS)
def test_no_drawing_is_outdated_and_each_is_small(language: str) -> None:
    for name in (*pictures.DRAWN, "document", "pencil"):
        file = ROOT / "docs" / language / "images" / f"{name}.png"
        with Image.open(file) as image:
            assert image.width == pictures.WIDTH * pictures.SCALE
            if name in pictures.DRAWN:
                assert image.info.get(pictures.DRAWN_FROM) == pictures.source_of(language), f"{file}: run `make guide-pictures`"
        assert file.stat().st_size <= 32_000, file


@pytest.mark.parametrize("language", EDITIONS)
def test_nothing_in_a_drawing_is_cut_off(language: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": pictures.WIDTH, "height": 900})
    page.set_content(pictures.screens(language))
    assert page.evaluate("""() => [...document.querySelectorAll("figure *")].filter(element => {
        const box = element.getBoundingClientRect(), whole = element.closest("figure").getBoundingClientRect()
        return box.left < whole.left || box.right > whole.right || element.scrollWidth > element.clientWidth + 1 && element.clientWidth
    }).map(element => element.outerHTML)""") == []
    page.close()


def test_the_finding_in_the_drawing_is_what_the_checks_say(tmp_path: Path) -> None:
    sources = "[{id: holistic-how-we-got-here, title: How, publisher: A, url: 'https://a.example/'}]"
    root = write_tree(tmp_path, {**SMALL, "docs/en/toolkits/a.md": work("A", body=f"Time {WORDS['lost']}.", sources=sources)})
    extra = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))["extra"]
    [finding] = [found for found in inspect(root, extra, datetime.date(2026, 11, 22), FORGETFUL) if found.path.endswith("toolkits/a.md")]
    assert f"{finding.message} {finding.suggestion}" == WORDS["said"]
    for language in EDITIONS:
        text = said(drawn(language)["checks"])
        assert WORDS["said"].replace("`", "") in text and WORDS["lost"] in text
        assert language == "en" or WORDS["languages"][language]["meaning"], "the checks speak English"


@pytest.mark.parametrize("language", EDITIONS)
def test_the_document_is_laid_out_from_a_real_one(language: str, tmp_path: Path) -> None:
    wish = WORDS["languages"][language]["document"]
    table = html.document_fromstring(pictures.document(language, tmp_path)).find(".//table")
    rows = [[said(cell) for cell in row] for row in table.iter("tr")]
    assert rows[0][0].startswith("#") and rows[0][1] == "English"
    title, summary = [row for row in rows if row[0].startswith("front/")]
    assert title[2] == wish["filled"] and title[1] and summary[1] and summary[2] == "", "one row is filled in, one is not"
