"""HTML of a chapter as paragraphs, lists and tables of a Word document."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.html import HtmlElement

from ..languages import Language

#: Latin words in a text that runs the other way: runs of their own, as Word reverses signs in others.
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f](?:[\w.,:;/@&?=#%+'()\- ]*[A-Za-z\u00c0-\u024f0-9/])?")
_WIDTH = Cm(17.4)  # between the margins of the page
_BLOCKS = {"p", "div", "section", "aside", "ul", "ol", "dl", "table", "blockquote", "details", "summary", "figure",
           "figcaption", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "footer", "header"}
_BOXES = ("admonition", "notice", "poster", "session-plan", "helpline")
#: Before a task that is open, and one that is done.
_OPEN, _DONE = "\u2610 ", "\u2611 "


class Writer:
    """Writes into a document. `file` gives a picture by its path in the site."""

    def __init__(self, document: Document, language: Language, file: Callable[[str], bytes]) -> None:
        self._document, self._file = document, file
        self._rtl, self._boxed = language.direction == "rtl", False

    def blocks(self, parent: HtmlElement, style: str | None = None) -> None:
        """What stands in an element: blocks, and text between them as a paragraph."""
        loose: list[HtmlElement | str] = [parent.text or ""]
        for child in parent:
            if not isinstance(child.tag, str):
                loose.append(child.tail or "")
            elif child.tag in _BLOCKS:
                self._loose(loose, style)
                self._block(child, style)
                loose = [child.tail or ""]
            else:
                loose += [child, child.tail or ""]
        self._loose(loose, style)

    def _loose(self, pieces: list[HtmlElement | str], style: str | None) -> None:
        if any(piece.strip() if isinstance(piece, str) else piece.text_content().strip() or piece.tag == "img"
               for piece in pieces):
            paragraph = self._paragraph(style)
            for piece in pieces:
                if isinstance(piece, str):
                    self.text(paragraph, piece)
                else:
                    self._inline(paragraph, piece)
            self._trim(paragraph)

    def _block(self, element: HtmlElement, style: str | None) -> None:
        classes, tag = element.get("class", "").split(), element.tag
        if tag in ("ul", "ol"):
            self._list(element)
        elif tag == "table":
            self._table(element)
        elif tag == "dl":
            for entry in element:
                paragraph = self._paragraph(style)
                for place, part in enumerate(entry.iter("dt", "dd")):
                    self.text(paragraph, ": " if place else "")
                    self._inline(paragraph, part, bold=not place)
        elif tag[0] == "h" and tag[1:].isdigit():
            self._whole(element, f"Heading {min(int(tag[1]), 3)}")
        elif tag in ("svg", "hr"):
            return
        elif any(name in classes for name in _BOXES) or tag == "details":
            before, self._boxed = self._boxed, True
            self.blocks(element, style)
            self._boxed = before
        elif tag == "blockquote":
            self.blocks(element, "Quote")
        elif "admonition-title" in classes or tag in ("summary", "figcaption"):
            self._whole(element, style, bold=element.getparent().get("class") != "picture")
        else:
            self.blocks(element, style)

    def _whole(self, element: HtmlElement, style: str | None, *, bold: bool = False) -> None:
        paragraph = self._paragraph(style)
        self._children(paragraph, element, bold=bold)
        self._trim(paragraph)

    def _list(self, element: HtmlElement, level: int = 1) -> None:
        number = self._new_number() if element.tag == "ol" else None
        name = f"List {'Number' if element.tag == 'ol' else 'Bullet'}{'' if level == 1 else f' {min(level, 3)}'}"
        for item in element.iterfind("li"):
            task = "task" in item.get("class", "").split()
            paragraph = self._paragraph("Normal" if task else name)
            if number is not None:
                properties: Any = paragraph._p.get_or_add_pPr()
                properties = properties.get_or_add_numPr()
                properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number
            if task:
                self.text(paragraph, _DONE if "done" in item.get("class", "") else _OPEN)
            self.text(paragraph, item.text or "")
            for child in item:
                if child.tag in ("ul", "ol"):
                    self._list(child, level + 1)
                elif child.tag in _BLOCKS - {"p"}:
                    self._block(child, None)
                else:
                    self._inline(paragraph, child)
                    if "helpline" in item.get("class", ""):
                        self.text(paragraph, " ")
                self.text(paragraph, child.tail or "")
            self._trim(paragraph)

    def _new_number(self) -> int:
        """A numbering that begins with 1, in the form of the style "List Number"."""
        numbering = self._document.part.numbering_part.element
        style = self._document.styles["List Number"].element
        number = numbering.num_having_numId(style.pPr.numPr.numId.val)
        fresh = numbering.add_num(number.abstractNumId.val)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)

    def _table(self, element: HtmlElement) -> None:
        rows = list(element.iter("tr"))
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        table = self._document.add_table(0, columns)
        table.style = "Table Grid"
        if self._rtl:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for row in rows:
            made = table.add_row()
            if row.getparent().tag == "thead":
                made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell, source in zip(made.cells, row, strict=False):
                paragraph = cell.paragraphs[0]
                self._children(paragraph, source, bold=source.tag == "th")
                self._trim(paragraph)
                self.direct(paragraph)
        self._widths(table, rows, columns)
        self._paragraph(None).paragraph_format.space_after = Pt(0)

    def _widths(self, table: Table, rows: list[HtmlElement], columns: int) -> None:
        """Columns as wide as their longest cells ask for, within limits."""
        longest = [max((len(row[place].text_content()) for row in rows if len(row) > place), default=0)
                   for place in range(columns)]
        wishes = [min(max(length, 8), 32) for length in longest]
        table.autofit = False
        for column, wish in zip(table.columns, wishes, strict=True):
            column.width = Length(_WIDTH * wish // sum(wishes))  # LibreOffice reads it here, Word in each cell
            for cell in column.cells:
                cell.width = column.width

    def _paragraph(self, style: str | None) -> Paragraph:
        paragraph: Paragraph = self._document.add_paragraph(style=style)
        self.direct(paragraph)
        if self._boxed:
            border: Any = OxmlElement("w:pBdr")
            for side in ("top", "left", "bottom", "right"):
                line = OxmlElement(f"w:{side}")
                for key, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "666666")):
                    line.set(qn(f"w:{key}"), value)
                border.append(line)
            paragraph._p.get_or_add_pPr().insert_element_before(
                border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:rPr")
        return paragraph

    def direct(self, paragraph: Paragraph) -> None:
        """Sets the direction of a paragraph."""
        if self._rtl:
            direction: Any = OxmlElement("w:bidi")
            paragraph._p.get_or_add_pPr().insert_element_before(
                direction, "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
                "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")

    def text(self, paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False) -> list[Run]:
        """Adds text: spaces and line ends become one space; in a right-to-left language runs have their direction."""
        runs = []
        for piece, latin in self._pieces(re.sub(r"[ \t\r\n]+", " ", text)):
            run = paragraph.add_run(piece)
            run.bold, run.italic = bold or None, italic or None
            if self._rtl and not latin:
                run.font.rtl, run.font.cs_bold, run.font.cs_italic = True, bold or None, italic or None
            runs.append(run)
        return runs

    def _pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        place = 0
        for found in _LATIN.finditer(text) if self._rtl else ():
            if text[place:found.start()]:
                yield text[place:found.start()], False
            yield found[0], True
            place = found.end()
        if text[place:]:
            yield text[place:], False

    def _children(self, paragraph: Paragraph, element: HtmlElement, *, bold: bool = False,
                  italic: bool = False) -> list[Run]:
        runs = self.text(paragraph, element.text or "", bold=bold, italic=italic)
        for child in element:
            runs += self._inline(paragraph, child, bold=bold, italic=italic)
            runs += self.text(paragraph, child.tail or "", bold=bold, italic=italic)
        return runs

    def _inline(self, paragraph: Paragraph, element: HtmlElement, *, bold: bool = False,
                italic: bool = False) -> list[Run]:
        tag = element.tag
        if not isinstance(tag, str) or tag == "svg":
            return []
        if tag == "br":
            paragraph.add_run().add_break()
            return []
        if tag == "img":
            return [self._picture(paragraph, element)]
        runs = self._children(paragraph, element, bold=bold or tag in ("strong", "b", "dt"),
                              italic=italic or tag in ("em", "i", "cite"))
        if tag == "a" and re.match(r"https?:|tel:|sms:|mailto:", element.get("href", "")) and runs:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(element.get("href", ""), RELATIONSHIP_TYPE.HYPERLINK,
                                                          is_external=True))
            runs[0]._r.addprevious(link)
            for run in runs:
                run.font.underline = True
                link.append(run._r)
        return runs

    def _picture(self, paragraph: Paragraph, element: HtmlElement) -> Run:
        """A picture where Word knows its form, else its words."""
        words, source = element.get("alt", ""), element.get("src", "")
        run: Run = paragraph.add_run("" if source.endswith((".png", ".jpg", ".jpeg", ".gif")) else words)
        if not run.text:
            across, down = (float(element.get(side, "454")) * 2.54 / 96 for side in ("width", "height"))
            shape = run.add_picture(io.BytesIO(self._file(source)), width=Cm(min(across, 12, 16 * across / down)))
            shape._inline.docPr.set("descr", words)
        return run

    def _trim(self, paragraph: Paragraph) -> None:
        """Takes the spaces of HTML off both ends."""
        texts = paragraph._p.findall(f".//{qn('w:t')}")
        if texts:
            texts[0].text = (texts[0].text or "").lstrip()
            texts[-1].text = (texts[-1].text or "").rstrip()
