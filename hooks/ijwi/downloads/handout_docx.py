"""A handout as a .docx that trainers change and print: real headings, lists and tables, in its direction.

The same handout gives the same bytes; the file names neither an author nor a program nor the hour.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor

from ..languages import Language
from .book import Book, Chapter
from .colophon import colophon
from .docxtext import Writer

_FONT = "Arial"  # has all our scripts on most computers, or a font of the same widths that stands for it
_SIZES = {"Normal": 10.5, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11.5, "Quote": 10.5, "Footer": 8}
_INK = RGBColor(0x1D, 0x17, 0x13)


def handouts(book: Book) -> Iterator[tuple[str, bytes]]:
    """The name (its path within the work) and the document of each handout of a book."""
    for chapter in book.chapters:
        if getattr(chapter.document.fields, "handout", False):
            yield chapter.document.path.rsplit("/", 1)[-1], handout_docx(book, chapter)


def handout_docx(book: Book, chapter: Chapter) -> bytes:
    """A chapter as a .docx. Links to other chapters lead to the online addresses."""
    online = {other.id: other.url for other in book.chapters}
    document = docx.Document()
    _prepare(document, book, chapter)
    body = chapter.with_links(lambda other, anchor: online[other] + (
        f"#{anchor.removeprefix(f'{other}-')}" if anchor in book.ids else ""))
    Writer(document, book.reader.language, book.file).blocks(body)
    _foot(document, book)
    return _same_bytes(document, book.reader.catalogue.day)


def _prepare(document: Document, book: Book, chapter: Chapter) -> None:
    """A4, one font, the language and its direction; nobody's name."""
    language = book.reader.language
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    if language.direction == "rtl":
        section._sectPr.append(OxmlElement("w:bidi"))
    _language(document, language)
    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), _INK
        _fonts(style.element.get_or_add_rPr())
        both = OxmlElement("w:szCs")
        both.set(qn("w:val"), str(int(size * 2)))
        style.element.rPr.append(both)
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    properties, day = document.core_properties, book.reader.catalogue.day
    private = book.sensitive or chapter.document.source_edition.neutral_title
    properties.title = (chapter.edition.neutral_title or book.shared.title) if private else chapter.title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language, properties.revision = language.code, 1
    properties.created = properties.modified = datetime.datetime(day.year, day.month, day.day)
    package = document.part.package
    for key in [key for key, found in package.rels.items() if found.reltype.endswith("/thumbnail")]:
        del package.rels[key]
    for found in package.rels.values():
        if found.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:  # the program that made python-docx's template
            found.target_part._blob = re.sub(rb"<(Application|AppVersion|Company|Manager|Template)>[^<]*</\1>", b"",
                                             found.target_part.blob)


def _language(document: Document, language: Language) -> None:
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:bidi" if language.direction == "rtl" else "w:val"), language.code)
    defaults.append(spoken)


def _fonts(look: BaseOxmlElement) -> None:
    fonts = look.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        look.insert(0, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _foot(document: Document, book: Book) -> None:
    """Licence, day, and where a newer one is, at the foot of every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    writer = Writer(document, book.reader.language, book.file)
    *others, day, address = colophon(book)
    chosen = (*(line for line in others if line.address), day, address)
    writer.text(paragraph, " · ".join(f"{line.label}: {line.text}" for line in chosen))
    writer.direct(paragraph)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _same_bytes(document: Document, day: datetime.date) -> bytes:
    """The document as a ZIP with one date, in one order."""
    made, target = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            new.writestr(entry, old.read(name))
    return target.getvalue()
