"""The posters of a work's pages as sheets of paper to print (PDF) and as square pictures to share (PNG).

The headline is as large as its words allow: sizes are tried from the largest, and what is left of the height becomes
room around the words. The same poster gives the same bytes with the same fonts and libraries.
"""

from __future__ import annotations

import copy
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import weasyprint  # type: ignore[import-untyped]
from lxml import etree, html
from lxml.html import HtmlElement, builder
from weasyprint.formatting_structure.boxes import BlockBox  # type: ignore[import-untyped]

from ..findings import ContentError, Finding
from ..poster import GROUP, POSTER
from .book import Book, Chapter
from .copiedtext import guard, keep_text
from .fontwatch import fonts_watched
from .pdf import anonymous, file_head

_STYLES = Path(__file__).with_name("posters.css")
#: Of the picture, in dots; a PDF has 72 points where styles have 96 dots.
_SIDE, _SCALE = 1080, 96 / 72
#: Colours of the picture: six, and the steps between them at the edges of letters.
_COLOURS = 48
#: How much wider than the average of its lines a block of several lines may be: the first that needs no further line.
_SHARES = (1.03, 1.1, 1.2)
#: A hyphen within a word, after which no line may break: a word joiner behind it says so.
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
#: So many letters of the line of the group are not divided.
_ONE_LINE = 24


@dataclass(frozen=True)
class Sheet:
    """What a poster is laid out on: lengths in CSS dots. `sizes` are those that a headline may have."""

    name: str
    width: float
    height: float
    margin: float
    sizes: tuple[int, ...]
    text: tuple[int, int]
    """The smallest and the largest size of the words below the headline."""
    above: float
    """The share of the free height that stands above the headline."""
    colours: tuple[str, str, str, str, str]
    """Of the band: its ground, its lines, two fillings and the outline of what they fill."""


_MM = 96 / 25.4
PAPER = Sheet("poster", 210 * _MM, 297 * _MM, 9 * _MM,
              (128, 118, 108, 99, 90, 82, 74, 67, 60, 54, 48, 42), (27, 42), .4,
              ("#fff", "#15110e", "#b2402c", "#d99a2b", "#15110e"))
CARD = Sheet("card", _SIDE, _SIDE, 0, (136, 126, 116, 107, 98, 90, 82, 74, 67, 60, 54), (30, 44), .45,
             ("#15110e", "#fbf7f2", "#b2402c", "#d99a2b", "none"))


@dataclass(frozen=True)
class Poster:
    """The words of a poster. `number` counts those of its page from 1; `paragraphs` are elements."""

    chapter: Chapter
    number: int
    headline: str
    paragraphs: tuple[HtmlElement, ...]
    group: str


def posters(book: Book) -> Iterator[Poster]:
    """Every poster of a book, page by page, numbered as their marks on the pages are."""
    for chapter in book.chapters:
        figures = chapter.body.xpath(f".//figure[@class='{POSTER}'][figcaption]")
        for number, figure in enumerate(figures, 1):
            paragraphs = [copy.deepcopy(found) for found in figure.iterfind("p") if found.get("class") != GROUP]
            for paragraph in paragraphs:
                paragraph.tail = None
                etree.strip_tags(paragraph, "a", "span", "img")
            yield Poster(chapter, number, _words(figure.find("figcaption")), tuple(paragraphs),
                         _words(figure.find(f"p[@class='{GROUP}']")))


def _words(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())


def poster_pdf(book: Book, poster: Poster) -> bytes:
    """A sheet of A4 for a black-and-white printer. Raises ContentError if it does not fit, or a letter has no font."""
    name = f"{poster.chapter.url} {PAPER.name} {poster.number} {book.reader.catalogue.day}"
    return _drawn(book, poster, PAPER, pdf_variant="pdf/ua-1",
                  pdf_identifier=hashlib.sha256(name.encode()).hexdigest()[:32])


def poster_picture(book: Book, poster: Poster) -> bytes:
    """A square PNG; errors as `poster_pdf`."""
    document = pypdfium2.PdfDocument(_drawn(book, poster, CARD))
    page = document[0]
    bitmap = page.render(scale=_SCALE)
    image = bitmap.to_pil().convert("RGB").quantize(_COLOURS, dither=0)
    for opened in (bitmap, page, document):
        opened.close()
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()


def _drawn(book: Book, poster: Poster, sheet: Sheet, **options: str) -> bytes:
    """The sheet as PDF."""
    file = poster.chapter.edition.file
    with fonts_watched(file, book.reader.language):
        page = _page(book, poster, sheet)
        layout = next((found for size in sheet.sizes if (found := _fitted(page, sheet, size))), None)
        if layout is None:
            raise ContentError([Finding(f"docs/{file}", 1, "poster", f"the poster “{poster.headline}” has a word "
                                        "that is too long, or too many.", "Take shorter words, or fewer.")])
        document = _laid_out(page, sheet, layout, **options)
        keep_text(document)
        return bytes(document.write_pdf(finisher=anonymous, **options) or b"")


def _page(book: Book, poster: Poster, sheet: Sheet) -> str:
    """The poster as HTML. The blocks of its words have ids."""
    language, _ = book.reader.language, book.reader.strings.gettext
    headline, group = builder.H1(poster.headline), builder.P(builder.CLASS("group"), *_parts(poster.group))
    text = builder.DIV(builder.CLASS("text"), *map(copy.deepcopy, poster.paragraphs))
    for number, block in enumerate((headline, *text, group)):
        block.set("id", f"block-{number}")
    foot = builder.DIV(builder.CLASS("foot"), group)
    if poster.chapter.edition.review == "machine":
        foot.append(builder.P(builder.CLASS("draft"), _("drafted by a machine, not yet reviewed")))
    body = builder.BODY(builder.CLASS(sheet.name), html.fromstring(_band(sheet)),
                        builder.DIV(builder.CLASS("words"), headline, text), foot)
    for element in body.iter():
        element.text, element.tail = (_HYPHEN.sub("-\u2060", text) if text else text
                                      for text in (element.text, element.tail))
    if language.direction == "rtl":
        guard(body)
    private = book.sensitive or poster.chapter.document.source_edition.neutral_title
    title = (poster.chapter.edition.neutral_title or book.shared.title) if private else poster.headline
    page = builder.HTML(file_head(title, book.reader.catalogue.day), body, lang=language.code, dir=language.direction)
    return str(html.tostring(page, encoding="unicode", doctype="<!doctype html>"))


def _parts(group: str) -> Iterator[HtmlElement]:
    """Name and place, each of which stays on one line where it is short; a comma of any script divides them."""
    for part in re.split(r"(?<=[,،፣、])\s+", group):
        span = builder.SPAN(part)
        if len(part) <= _ONE_LINE:
            span.set("class", "whole")
        span.tail = " "
        yield span


def _band(sheet: Sheet) -> str:
    """Imigongo across the sheet: diamonds one within another, triangles in the gaps. It means nothing."""
    ground, lines, first, second, outline = sheet.colours
    drawn = "".join(
        f'<path fill="none" stroke="{lines}" stroke-width="2" d="M{x} 2l14 14-14 14-14-14z"/>'
        f'<path fill="{first}" stroke="{outline}" d="M{x} 9l7 7-7 7-7-7z"/>'
        f'<path fill="{second}" stroke="{outline}" d="M{x + 7} 1h18l-9 9zM{x + 7} 31h18l-9-9z"/>'
        for x in range(-16, 401, 32))
    return ('<svg class="band" aria-hidden="true" viewBox="0 0 384 32" xmlns="http://www.w3.org/2000/svg">'
            f'<title> </title><path fill="{ground}" d="M0 0h384v32H0z"/>{drawn}</svg>')


@dataclass(frozen=True)
class _Layout:
    """The size of the headline, the height that is left (None: not known yet), and the widths of blocks by id."""

    size: int
    free: float | None = None
    widths: Mapping[str, float] = field(default_factory=dict)


def _fitted(page: str, sheet: Sheet, size: int) -> _Layout | None:
    """The layout with a headline of this size; None if a word is wider, or all of it higher, than the sheet."""
    laid = _laid_out(page, sheet, _Layout(size))
    if len(laid.pages) > 1:
        return None
    plain = _Laid(laid)
    free = sheet.height - 2 * sheet.margin - plain.height
    if free < 0 or plain.has_too_long_words:
        return None
    widths: dict[str, float] = {}
    waiting = {block: lines for block, lines in plain.lines.items() if len(lines) > 1}
    for share in _SHARES:
        tried = {block: share * sum(lines) / len(lines) for block, lines in waiting.items() if block not in widths}
        found = _Laid(_laid_out(page, sheet, _Layout(size, widths=tried))) if tried else plain
        widths |= {block: width for block, width in tried.items() if len(found.lines[block]) == len(waiting[block])}
    return _Layout(size, free, widths)


class _Laid:
    """What is measured of words that were laid out on endless paper."""

    def __init__(self, document: weasyprint.Document) -> None:
        [page] = document.pages
        boxes = [box for box in page._page_box.descendants() if box.element is not None]
        [body] = [box for box in boxes if box.element.tag == "body" and isinstance(box, BlockBox)]
        blocks = {box.element.get("id"): box for box in boxes if isinstance(box, BlockBox) and box.element.get("id")}
        self.height = float(body.margin_height()) + 1
        #: The widths of each block's lines.
        self.lines = {name: [float(line.width) for line in block.children] for name, block in blocks.items()}
        self.has_too_long_words = any(line > block.width + .5 for name, block in blocks.items()
                                      for line in self.lines[name])


def _laid_out(page: str, sheet: Sheet, layout: _Layout, **options: str) -> weasyprint.Document:
    """The sheet with the free height divided around its words; on endless paper if that is not known."""
    smallest, largest = sheet.text
    below = min(max(layout.size * .42, smallest), largest)
    free = layout.free or 0
    height = 20 * sheet.height if layout.free is None else sheet.height
    styles = (f"@page {{ size: {sheet.width:.2f}px {height:.2f}px; margin: {sheet.margin:.2f}px }}"
              f"@page {{ background: {sheet.colours[0]} }}"
              f"html {{ font-size: {layout.size}px }} .text, .foot {{ font-size: {below:.1f}px }}"
              f".words {{ padding-block: {sheet.above * free + below:.2f}px {(1 - sheet.above) * free + below:.2f}px }}"
              + "".join(f"#{block} {{ max-width: {width:.1f}px }}" for block, width in layout.widths.items()))
    return weasyprint.HTML(string=page, url_fetcher=weasyprint.urls.URLFetcher(allowed_protocols=())).render(
        stylesheets=[weasyprint.CSS(string=_STYLES.read_text("utf-8") + styles)], **options)
