"""Pages as documents: what goes out, what a journey may do to them, and what is refused."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from exchange_tasks import DAY, EDITION, ONE_EDITION_EACH, REAL, SOURCE, real, refusals, small
from ijwi.exchange import docxrows
from ijwi.exchange.assembly import Imported
from ijwi.exchange.docx import export, import_
from ijwi.exchange.docxrows import read_rows
from ijwi.exchange.labels import labels_in
from ijwi.exchange.sheet import Task

AFTER = EDITION.replace("2026-11-22", "2027-03-08")


def back(data: bytes, task: Task, **named: object) -> Imported:
    return import_(data, task, where="a.docx", day=DAY, **named)  # type: ignore[arg-type]


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """A document after something was done to it."""
    document = docx.Document(io.BytesIO(data))
    change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def row_of(document: Any, context: str) -> Any:
    return next(row for row in document.tables[0].rows if row.cells[0].text == context)


def filled(data: bytes, context: str, text: str) -> bytes:
    """A document in which somebody wrote a translation."""
    def write(document: Any) -> None:
        row_of(document, context).cells[2].text = text
    return changed(data, write)


def notices(done: Imported) -> list[str]:
    assert all(notice.notice for notice in done.notices)
    return [str(notice) for notice in done.notices]


@pytest.mark.parametrize("name", ONE_EDITION_EACH)
def test_a_real_edition_comes_back_as_it_went(name: str) -> None:
    task = real(name)
    done = back(export(task), task)
    assert done.text == task.edition
    assert done.notices == ()


def test_sections_may_be_called_as_a_document_names_its_page_and_languages() -> None:
    source, edition = (text + "".join(f"\n\n## {title} {{#{name}}}\n\nText.\n" for name, title in sections)
                       for text, sections in ((SOURCE, (("page", "A page"), ("of", "Of"), ("the-language", "Words"))),
                                              (EDITION, (("page", "صفحة"), ("of", "عن"), ("the-language", "كلمات")))))
    task = small(edition, source)
    assert {"page", "of", "the-language"} <= {segment.section for segment in task.source_page.segments.values()}
    assert back(export(task), task).text == task.edition


def test_a_row_a_segment_and_headings_across() -> None:
    rows = read_rows(export(small()), "a.docx").rows
    assert [row for row in rows if not row[0].startswith("#")][2:5] == [
        ["lead/paragraph/1", "Begin here, with [the plan](plan.md) [@one].",
         "(?) ابدأن هنا، مع [الخطة](plan.md) [@one]."],
        ["lock/heading/1", "Lock it", "(?) القفل"], ["lock/item/1", "**Choose** a PIN.", "(?) **اخترن** رمزًا."]]
    assert [row[1] for row in rows if row[0].startswith("#") and len(row) == 2][2:-1] == [
        "Stay safe", "lead", "Lock it", "Count"]


def test_the_warning_comes_first_where_it_is_due() -> None:
    words = replace(labels_in(), warning="تتحدّث هذه الصفحة عن العنف.", guidance="اكتبن هنا.")
    data = export(small(), distressing=True, labels=words)
    assert [row[1] for row in read_rows(data, "").rows[:2]] == [words.warning, words.guidance]
    assert read_rows(export(small(), labels=words), "").rows[0][1] == words.guidance
    assert back(data, small()).notices == ()


@pytest.mark.parametrize(("name", "code"), [("ar/about.md", "ar"), ("fa/about.md", "fa")])
def test_the_translation_runs_from_right_to_left(name: str, code: str) -> None:
    table = docx.Document(io.BytesIO(export(real(name)))).tables[0]
    row = next(row for row in table.rows if row.cells[0].text == "front/summary/1")
    source, translation = row.cells[1].paragraphs[0]._p, row.cells[2].paragraphs[0]._p
    assert translation.pPr.find(qn("w:bidi")) is not None
    runs = translation.findall(qn("w:r"))
    assert runs and all(run.rPr.find(qn("w:rtl")) is not None for run in runs)
    assert {run.rPr.find(qn("w:lang")).get(qn("w:bidi")) for run in runs} == {code}
    assert not list(source.iter(qn("w:bidi"), qn("w:rtl")))
    assert [element.get(qn("w:val")) for element in source.iter(qn("w:lang"))] == ["en", "en"]


def test_an_empty_cell_is_ready_for_right_to_left() -> None:
    table = docx.Document(io.BytesIO(export(small(None)))).tables[0]
    paragraph = next(row for row in table.rows if row.cells[0].text == "lock/item/1").cells[2].paragraphs[0]._p
    assert paragraph.pPr.find(qn("w:bidi")) is not None
    assert paragraph.pPr.find(qn("w:rPr")).find(qn("w:rtl")) is not None


def test_a_source_that_runs_from_right_to_left() -> None:
    task = Task("a", EDITION, SOURCE.replace("kind: toolkit", "edition: {of: ar}"), REAL["ar"], REAL["en"])
    row = next(row for row in docx.Document(io.BytesIO(export(task))).tables[0].rows
               if row.cells[0].text == "lock/item/1")
    assert [len(list(cell._tc.iter(qn("w:bidi")))) for cell in row.cells] == [0, 1, 0]


def test_nobody_is_named_in_the_document() -> None:
    properties = docx.Document(io.BytesIO(export(small()))).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments, properties.title) == ("", "", "", "")


def test_a_new_edition() -> None:
    task = small(None)
    done = back(filled(export(task), "lock/item/1", "اخترن\nرمزًا"), task)
    assert done.text == SOURCE.replace("**Choose** a PIN.", "اخترن رمزًا").replace(
        "kind: toolkit\n", "updated: 2027-03-08\nedition:\n  of: en\n  review: human\n")
    assert "lock/item/1" not in done.untranslated and "lock/item/2" in done.untranslated


@pytest.mark.parametrize("sign", ["(?) ", "(?)", "\u200f(؟) ", " ( ? ) "])
def test_a_doubtful_text_stays_so_until_its_sign_is_deleted(sign: str) -> None:
    task = small()
    done = back(filled(export(task), "lock/item/1", f"{sign}**اخترن** رمزًا."), task)
    assert done.text == EDITION and "lock/item/1" in done.doubtful
    sure = back(filled(export(task), "lock/item/1", "**اخترن** رمزًا."), task)
    assert sure.text == EDITION and "lock/item/1" not in sure.doubtful


def restyled(document: Any) -> None:
    document.tables[0].style = None
    for row in document.tables[0].rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size, run.font.italic = None, True


def split_into_runs(document: Any) -> None:
    """Spelling marks and the like cut a text into many runs; some end up in a link."""
    for element in document.tables[0]._tbl.iter(qn("w:p")):
        paragraph = Paragraph(element, document)
        text = paragraph.text
        for run in list(paragraph.runs):
            run._r.getparent().remove(run._r)
        for letter in text[:-1]:
            paragraph.add_run(letter)
        link = OxmlElement("w:hyperlink")
        element.append(link)
        if text:
            link.append(paragraph.add_run(text[-1])._r)


def shuffled(document: Any) -> None:
    table = document.tables[0]._tbl
    for row in list(table.tr_lst):
        table.remove(row)
        table.insert(2, row)


def emptied_rows(document: Any) -> None:
    document.tables[0].add_row()
    document.add_paragraph("  ")


def in_two_tables(document: Any) -> None:
    table = document.tables[0]._tbl
    second = copy.deepcopy(table)
    for row in list(table.tr_lst)[9:]:
        table.remove(row)
    for row in list(second.tr_lst)[:9]:
        second.remove(row)
    document.add_paragraph()._p.addnext(second)


def names_broken_up(document: Any) -> None:
    for row in document.tables[0].rows:
        if "/" in row.cells[0].text:
            row.cells[0].text = "\u200e" + row.cells[0].text.replace("/", "\u200b/\n ") + " "


def names_lost(document: Any) -> None:
    for row in document.tables[0].rows:
        if row.cells[0].text.startswith("lock/"):
            row.cells[0].text = ""


def in_content_controls(document: Any) -> None:
    """Some editors wrap cells and rows."""
    for element in [*document.tables[0]._tbl.iter(qn("w:tc"))][9:]:
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        element.addprevious(control)
        control.append(content)
        content.append(element)


@pytest.mark.parametrize("journey", [restyled, split_into_runs, shuffled, emptied_rows, in_two_tables,
                                     names_broken_up, names_lost, in_content_controls])
def test_what_a_journey_may_do(journey: Callable[[Any], None]) -> None:
    done = back(changed(filled(export(small()), "lock/item/2", "الجديد `*#06#`"), journey), small())
    assert done.text == AFTER.replace("أدخلن `*#06#`.", "الجديد `*#06#`")
    assert notices(done) == []


def test_a_name_that_was_broken_up_still_tells_equal_texts_apart() -> None:
    task = small(None, SOURCE.replace("- [ ] Dial `*#06#`.", "- **Choose** a PIN."))
    data = filled(filled(export(task), "lock/item/1", "أولًا"), "lock/item/2", "ثانيًا")
    assert "- أولًا\n- ثانيًا\n" in back(changed(data, names_broken_up), task).text


def test_tracked_changes_are_read_as_accepted() -> None:
    def suggest(document: Any) -> None:
        paragraph = row_of(document, "lock/item/1").cells[2].paragraphs[0]._p
        for run in paragraph.findall(qn("w:r")):
            paragraph.remove(run)
        for tag, text in (("del", "قديم"), ("ins", "جديد"), ("moveFrom", "قديم"), ("moveTo", " آخر")):
            inner = "delText" if tag == "del" else "t"
            paragraph.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r>'
                                       f'<w:{inner} xml:space="preserve">{text}</w:{inner}></w:r></w:{tag}>'))
    assert "* جديد آخر\n" in back(changed(export(small()), suggest), small()).text


def test_spaces_and_marks_inside_a_text_stay() -> None:
    text = "می‌شود «Qui\u202f?\u00a0» \u2066`*#06#`\u2069"
    done = back(filled(export(small()), "lock/item/2", text), small())
    assert f"* [ ] {text}\n" in done.text


def test_text_that_belongs_nowhere_is_mentioned() -> None:
    def write(document: Any) -> None:
        for cell, text in zip(document.tables[0].add_row().cells, ("", "Whose?", "لمن؟"), strict=True):
            cell.text = text
        document.add_paragraph("ملاحظة")
        document.add_comment(row_of(document, "lock/item/1").cells[2].paragraphs[0].runs, text="صحيح؟", author="هي")
        across = next(row for row in document.tables[0].rows if row.cells[1].text == "Lock it").cells[1]
        across.text = "Lock it القفل الجديد"

    done = back(changed(export(small()), write), small())
    assert done.text == EDITION
    assert [message.split(": ", 2)[2] for message in notices(done)] == [
        "“ملاحظة” stands outside the table; it was not used.", "“هي: صحيح؟” is a comment; it was not used.",
        "“Lock it القفل الجديد” stands in a row that belongs to no text; it was not used.",
        "“Whose? لمن؟” stands in a row that belongs to no text; it was not used."]


def test_rows_written_twice() -> None:
    def twice(document: Any) -> None:
        row = row_of(document, "lock/item/1")._tr
        row.addnext(copy.deepcopy(row))

    data = changed(export(small()), twice)
    assert back(data, small()).text == EDITION
    assert "`lock/item/1` has two translations" in refusals(back, filled(data, "lock/item/1", "آخر"), small())[0]


def test_a_reference_that_is_missing_is_refused() -> None:
    data = filled(export(small()), "lead/paragraph/1", "ابدأن [هنا](plan.md).")
    number = next(n for n, row in enumerate(read_rows(data, "").rows, 1) if row[0] == "lead/paragraph/1")
    assert refusals(back, data, small()) == [
        f"a.docx:{number}: exchange: the translation of `lead/paragraph/1` lacks “[@one]”. "
        "Write “[@one]” where it belongs in “ابدأن [هنا](plan.md).”."]


def test_a_row_that_was_deleted_is_refused() -> None:
    def delete(document: Any) -> None:
        row = row_of(document, "lock/item/1")._tr
        row.getparent().remove(row)
    assert "`lock/item/1`, “**Choose** a PIN.”, is in the edition, but not in this file" in \
        refusals(back, changed(export(small()), delete), small())[0]


def test_a_translation_written_over_its_source_is_refused() -> None:
    def write(document: Any) -> None:
        row_of(document, "lock/item/1").cells[1].text = "اخترن"
    assert "the source text of `lock/item/1` was changed to “اخترن”, and there is no translation" in \
        refusals(back, changed(export(small(None)), write), small(None))[0]


def test_cells_that_were_joined_are_refused() -> None:
    def join(document: Any) -> None:
        row = row_of(document, "lock/item/1")
        row.cells[1].merge(row.cells[2])
    assert "the row of `lock/item/1` has one cell" in refusals(back, changed(export(small()), join), small())[0]


def test_a_document_for_another_page_or_language_is_refused() -> None:
    for task in (small(page="toolkits/b"), Task("toolkits/a", SOURCE, None, REAL["en"], REAL["fa"])):
        assert "this file was made for `toolkits/a` from `en` to `ar`, not for" in \
            refusals(back, export(small()), task)[0]


def test_a_document_whose_last_row_is_gone_is_refused() -> None:
    def delete(document: Any) -> None:
        row = row_of(document, "#state")._tr
        row.getparent().remove(row)
    assert "this file was made for `?`" in refusals(back, changed(export(small()), delete), small())[0]


def test_an_edition_changed_meanwhile_is_not_overwritten() -> None:
    data = filled(export(small()), "lock/item/1", "من المترجمة")
    now = small(EDITION.replace("**اخترن** رمزًا.", "من المحرّرة"))
    assert "`lock/item/1` is now “من المحرّرة”, here “من المترجمة”" in refusals(back, data, now)[0]


def emptied_archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    return file.getvalue()


@pytest.mark.parametrize("data", [b"", b"no document", emptied_archive()])
def test_what_is_not_a_document_is_refused(data: bytes) -> None:
    assert refusals(back, data, small()) == [
        "a.docx:1: exchange: this is not a .docx document that can be read. Save it again as “Word document (.docx)”."]


def test_a_document_made_to_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = export(small())
    monkeypatch.setattr(docxrows, "MAX_BYTES", 1000)
    assert "this is not a .docx document that can be read" in refusals(back, data, small())[0]


def test_a_section_built_otherwise_shows_what_the_edition_has() -> None:
    task = small(EDITION.replace("## العدّ", "نصّ آخر.\n\n## العدّ"))
    data = export(task)
    assert any("نصّ آخر." in row[1] for row in read_rows(data, "").rows if row[0].startswith("#"))
    done = back(data, task)
    assert done.text == task.edition and notices(done) == []
