"""The text that a reader copies out of a PDF, where WeasyPrint 70 alone would leave letters out or double them.

WeasyPrint draws no mark without width, so that the zero-width non-joiner, which parts two Persian words, was lost.
It takes a glyph's letters from the place where the glyph first appears, with whatever stands on them there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import weasyprint  # type: ignore[import-untyped]
from lxml.html import HtmlElement
from weasyprint.formatting_structure.boxes import TextBox  # type: ignore[import-untyped]
from weasyprint.text.ffi import ffi, harfbuzz, pango  # type: ignore[import-untyped]
from weasyprint.text.fonts import (  # type: ignore[import-untyped]
    get_hb_object_data,
    get_pango_font_hb_face,
    get_pango_font_key,
)
from weasyprint.text.line_break import Layout  # type: ignore[import-untyped]

from .arabicglyphs import MARKS, arabic_glyphs, mark_glyphs

_ANY_MARK = re.compile(f"[{MARKS}]")
#: Where PDFium (in Chromium and Android) would change about a word's last sign, or a number, and the point after it,
#: and poppler would part a word's last sign from it before a number.
_TURNED = re.compile(r"(?<=[\u064b-\u0655\u0670])(?=[.,:\u060c](?:\s|$)|\s\d|$)"
                     r"|(?<=[\u0660-\u0669\u06f0-\u06f9])(?=[.,:\u060c](?:\s|$))")
_RIGHT_TO_LEFT = "\u200f"


def guard(body: HtmlElement) -> None:
    """Puts a mark of direction after the last sign of an Arabic word, or a number, before what would turn about."""
    for element in body.iter():
        element.text, element.tail = (_TURNED.sub(_RIGHT_TO_LEFT, text) if text else text
                                      for text in (element.text, element.tail))


def keep_text(document: weasyprint.Document) -> None:
    """Makes a laid-out document, before it is written, give every letter once, and the marks without width."""
    document.fonts = _Fonts()
    known: dict[int, Mapping[str, int]] = {}
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TextBox) and _ANY_MARK.search(box.pango_layout.text):
                box.pango_layout.__class__, box.pango_layout.known = _WithMarks, known


class _Fonts(dict[Any, Any]):
    """The fonts of a document, as it meets them."""

    def __setitem__(self, key: Any, font: Any) -> None:
        letters = dict(arabic_glyphs(font.file_content, font.index))
        if letters:
            letters |= {glyph: mark for mark, glyph in mark_glyphs(font.file_content, font.index).items()}
            font.to_unicode = _Letters(letters)
        super().__setitem__(key, font)


class _Letters(dict[int, str]):
    """The letters of each glyph of a font, as the document meets them."""

    def __init__(self, known: Mapping[int, str]) -> None:
        super().__init__()
        self._known = known

    def __setitem__(self, glyph: int, text: str) -> None:
        # One letter is right as it is: scripts share glyphs, such as those of digits.
        super().__setitem__(glyph, text if len(text) == 1 else self._known.get(glyph, text))


class _WithMarks(Layout):  # type: ignore[misc]
    """A line that draws its marks without width, as glyphs in which nothing is to be seen.

    `known` holds those of every font, for all lines of a document.
    """

    known: dict[int, Mapping[str, int]]

    def get_first_line(self) -> tuple[Any, int | None]:
        line, index = super().get_first_line()
        text, run = self.text.encode(), line.runs[0]
        while run != ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            run = run.next
            starts = sorted({glyphs.log_clusters[number] for number in range(glyphs.num_glyphs)} | {item.length})
            for number in range(glyphs.num_glyphs):
                glyph, start = glyphs.glyphs[number], glyphs.log_clusters[number]
                if glyph.glyph != pango.PANGO_GLYPH_EMPTY:
                    continue
                end = starts[starts.index(start) + 1]
                found = _ANY_MARK.search(text[item.offset + start:item.offset + end].decode())
                if found:
                    glyph.glyph = self._marks(item.analysis.font).get(found[0], glyph.glyph)
        return line, index

    def _marks(self, font: Any) -> Mapping[str, int]:
        key = get_pango_font_key(font)[0]
        if key not in self.known:
            face = get_pango_font_hb_face(font)
            self.known[key] = mark_glyphs(get_hb_object_data(face), harfbuzz.hb_face_get_index(face))
        return self.known[key]
