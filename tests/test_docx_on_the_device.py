"""The Word documents that a page makes in the browser (assets/docx.js), opened with a program that nobody here wrote."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree
from playwright.sync_api import Browser

from conftest import ROOT

Make = Callable[..., bytes]

BLOCKS: list[dict[str, Any]] = [
    {"heading": "Numbers", "level": 2}, {"paragraph": "One <b>\"line\"</b> & a half\u0007\nand another  "},
    {"paragraph": {"text": "Une séance", "language": "fr", "direction": "ltr", "strong": True}},
    {"list": ["Paper", "Pens"]},
    {"table": [["Time", "What"], ["9:00", {"text": "افتتاح", "language": "ar", "direction": "rtl"}], ["10:00"]], "head": True, "widths": [1, 3]},
    {"page": "next"}, {"heading": "At the end", "level": 3}]


@pytest.fixture(scope="module")
def make(browser: Browser) -> Iterator[Make]:
    page = browser.new_page()
    page.evaluate("window.ijwi = {}")
    page.add_script_tag(content=(ROOT / "overrides/assets/docx.js").read_text("utf-8"))

    def made(language: str = "en", direction: str = "ltr", title: str = "Report", blocks: list[dict[str, Any]] = BLOCKS) -> bytes:
        whole = {"language": language, "direction": direction, "title": title, "blocks": blocks}
        return bytes(page.evaluate("whole => ijwi.docx(whole).arrayBuffer().then(found => Array.from(new Uint8Array(found)))", whole))
    yield made
    page.close()


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def test_headings_paragraphs_lists_and_tables_are_real_ones(make: Make) -> None:
    document = opened(make())
    assert [(one.style.name if one.style else "", one.text) for one in document.paragraphs if one.text.strip()] == [
        ("Heading 1", "Report"), ("Heading 2", "Numbers"), ("Normal", 'One <b>"line"</b> & a half\nand another  '),
        ("Normal", "Une séance"), ("List Bullet", "Paper"), ("List Bullet", "Pens"), ("Heading 3", "At the end")]
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Time", "What"], ["9:00", "افتتاح"], ["10:00", ""]]
    assert table.rows[0].cells[0].paragraphs[0].runs[0].bold
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    narrow, wide = (cell.width for cell in table.rows[1].cells)
    assert narrow and wide and 2.9 < wide / narrow < 3.1
    assert document.element.body.xpath(".//w:br[@w:type='page']")
    assert (document.sections[0].page_width or 0) < (document.sections[0].page_height or 0)


def test_a_text_that_reads_the_other_way_says_so_in_each_paragraph_and_run(make: Make) -> None:
    document = opened(make("ar", "rtl", "تقرير"))
    french = next(one for one in document.paragraphs if one.text == "Une séance")
    for paragraph in document.paragraphs:
        if paragraph.text.strip() and paragraph.text != french.text:
            assert paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:bidi")) is not None, paragraph.text
            assert all(run._r.rPr is not None and run._r.rPr.find(qn("w:rtl")) is not None for run in paragraph.runs)
    assert french._p.pPr is None
    [run] = french.runs
    assert run.bold and run._r.rPr is not None
    assert run._r.rPr.find(qn("w:rtl")) is None
    language = run._r.rPr.find(qn("w:lang"))
    assert language is not None and language.get(qn("w:val")) == "fr"
    assert document.tables[0].table_direction
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    in_english = opened(make())
    assert not in_english.tables[0].table_direction
    assert len(in_english.element.body.xpath(".//w:rtl")) == len(in_english.element.body.xpath(".//w:bidi")) == 1, "the one Arabic cell"


def test_the_file_names_nobody_and_no_day_and_is_the_same_each_time(make: Make) -> None:
    content = make("rw")
    assert content == make("rw")
    properties = opened(content).core_properties
    assert (properties.title, properties.language) == ("Report", "rw")
    assert (properties.author, properties.last_modified_by, properties.created, properties.modified) == ("", "", None, None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None, "each checksum is right"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


def test_a_report_without_blocks_and_an_empty_table_are_documents_too(make: Make) -> None:
    document = opened(make(title="A & B", blocks=[{"table": []}, {"list": []}, {"paragraph": ""}]))
    assert [one.text for one in document.paragraphs] == ["A & B", ""]
    assert document.tables == []
