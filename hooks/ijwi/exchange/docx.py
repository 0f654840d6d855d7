"""A page as a document with two columns, to fill in on a phone: the source, and its translation.

A row's first cell holds its segment's context, small and grey: text is the one thing that Word,
LibreOffice and Google Docs all keep. A row that is not a segment has `#` and a digest of its
text there, so that words written into it are noticed.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Collection

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ..findings import ContentError, Finding
from ..languages import Language
from ..sections import digest
from .arrival import Arrival, Entry, folded, short
from .assembly import Imported, assembled
from .docxrows import Rows, read_rows
from .labels import Labels, labels_in
from .sheet import Task, passages, states, states_read, states_written

#: Before a translation that is older than its source; whoever has checked it deletes this.
DOUBTFUL = "(?)"
#: The name of the row that says what the document was made for.
STATE = "#state"

_WIDTHS = (Cm(1.5), Cm(8.5), Cm(8.5))
_GREY = RGBColor(0x76, 0x76, 0x76)
_SHADE = "EFEAE0"
#: What editors put into a name: spaces, line ends, soft hyphens, marks of direction.
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_MADE_FOR = re.compile(r"page=(\S+)\s+of=(\S+)\s+language=(\S+)")
_MARKED = re.compile(r"^[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]*\(\s*[?؟]\s*\)\s*")


def export(task: Task, *, distressing: bool = False, labels: Labels | None = None) -> bytes:
    """The page as a .docx: a row a segment, with the edition's text where it has one.

    Translations whose source changed begin with `(?)`. A distressing page begins with a calm warning.
    """
    words = labels or labels_in()
    document = docx.Document()
    _prepare(document)
    sheet = _Sheet(document.add_table(rows=0, cols=3), task)
    found = list(passages(task))
    if distressing:
        sheet.across(words.warning, task.language, bold=True)
    sheet.across(words.guidance, task.language)
    if any(row.stale for passage in found for row in passage.rows):
        sheet.across(words.doubtful, task.language)
    sheet.row(_name_of([task.of.name, task.language.name]), task.of.name, task.language.name, bold=True)
    for passage in found:
        sheet.across(passage.heading or passage.section, task.of, bold=True)
        if passage.own_text:
            sheet.across(f"{words.own_text}\n\n{passage.own_text}", task.language)
        for row in passage.rows:
            sheet.row(row.context, row.source, f"{DOUBTFUL} {row.translation}" if row.stale else row.translation)
    header = f"page={task.page} of={task.of.code} language={task.language.code}"
    sheet.across(f"{header} {states_written(states(task))}", None, name=STATE)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def import_(data: bytes, task: Task, *, where: str, day: datetime.date, replace: Collection[str] = ()) -> Imported:
    """The edition's page with the translations of a .docx; `where` is the file's name for findings.

    Rows may have moved, changed their look or become more; text that belongs to no segment is
    in `notices`. A finding's line is the row, counted from 1. See `assembly.assembled` for
    `day`, `replace` and what is refused.
    """
    return assembled(_arrival(read_rows(data, where), where, task), task, day, replace)


def _arrival(rows: Rows, where: str, task: Task) -> Arrival:
    entries, findings, header = [], [], ""
    notices = [Finding(where, 1, "exchange", f"“{short(text)}” {place}; it was not used.", notice=True)
               for texts, place in ((rows.outside, "stands outside the table"), (rows.comments, "is a comment"))
               for text in texts]
    known = {folded(segment.text) for segment in task.source_page.segments.values()}
    for number, cells in enumerate(rows.rows, 1):
        name, texts = _INVISIBLE.sub("", cells[0]) if cells else "", cells[1:]
        if name == STATE:
            header = " ".join(texts)
        elif name.startswith("#") and name == _name_of(texts):
            continue
        elif len(texts) > 1 and ("/" in name or folded(texts[0]) in known):
            translation = "\n".join(text for text in texts[1:] if text)
            doubtful = bool(_MARKED.match(translation))
            entries.append(Entry(name, texts[0], _MARKED.sub("", translation), doubtful, number))
        elif "/" in name and any(texts):
            findings.append(Finding(where, number, "exchange", f"the row of `{name}` has one cell, "
                                    f"“{short(texts[0])}”, where source and translation should stand.",
                                    "Split it again."))
        elif any(cells):
            notices.append(Finding(where, number, "exchange", f"“{short(' '.join(texts or cells))}” stands in a row "
                                   "that belongs to no text; it was not used.", notice=True))
    if findings:
        raise ContentError(findings)
    made_for = _MADE_FOR.search(header)  # before the states, whose sections may be called `page` too
    page, of, language = made_for.groups() if made_for else ("", "", "")
    return Arrival(where, page, of, language, states_read(header), tuple(entries), tuple(notices))


def _name_of(texts: list[str]) -> str:
    """The name of a row that is not a segment."""
    return "#" + digest(" ".join(texts))


def _prepare(document: Document) -> None:
    """A sheet of A4 with narrow margins, and nobody's name on it."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.2)
    properties = document.core_properties
    properties.author = properties.title = properties.comments = properties.last_modified_by = ""


class _Sheet:
    """The table that is being written."""

    def __init__(self, table: Table, task: Task) -> None:
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = width  # LibreOffice reads it here, Word in each cell
        self._table, self._task = table, task

    def row(self, name: str, source: str, translation: str, bold: bool = False) -> None:
        cells = self._cells(name)
        _write(cells[1], source, self._task.of, bold=bold)
        _write(cells[2], translation, self._task.language, bold=bold)

    def across(self, text: str, language: Language | None, bold: bool = False, name: str = "") -> None:
        cells = self._cells(name or _name_of([text]))
        cell = cells[1].merge(cells[2])
        _write(cell, text, language, bold=bold)
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)

    def _cells(self, name: str) -> list[_Cell]:
        cells: list[_Cell] = list(self._table.add_row().cells)  # type: ignore[no-untyped-call]
        for cell, width in zip(cells, _WIDTHS, strict=True):
            cell.width = width
        _write(cells[0], name, None)
        return cells


def _write(cell: _Cell, text: str, language: Language | None, bold: bool = False) -> None:
    """Writes a cell; what has no language is small and grey."""
    for number, part in enumerate(text.split("\n\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        run = paragraph.add_run(part)
        if language is None:
            run.font.no_proof, run.font.size, run.font.color.rgb = True, Pt(5), _GREY
            continue
        run.font.bold = run.font.cs_bold = bold or None
        _set_language(paragraph, language)


def _set_language(paragraph: Paragraph, language: Language) -> None:
    """Language and direction of a paragraph, its runs, and of what will be typed into it while it is empty.

    `w:bidi` turns the paragraph, `w:rtl` a run; without the second, digits and signs jump.
    """
    right_to_left = language.direction == "rtl"
    properties = paragraph._p.get_or_add_pPr()
    if right_to_left:
        properties.append(OxmlElement("w:bidi"))
    typed = OxmlElement("w:rPr")
    properties.append(typed)
    for target in (*(run._r.get_or_add_rPr() for run in paragraph.runs), typed):
        if right_to_left:
            target.append(OxmlElement("w:rtl"))
        mark = OxmlElement("w:lang")
        mark.set(qn("w:bidi" if right_to_left else "w:val"), language.code)
        target.append(mark)
