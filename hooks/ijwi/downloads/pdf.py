"""A work in one language as a PDF: on A4 to print, or narrow with large letters for a phone.

PDF/UA-1 (ISO 14289-1): tagged, with title and language, so that screen readers read it and text
copies in its order. Nothing is loaded from anywhere; nothing tells who or what made the file,
or when: its days are the build's. The same book gives the same bytes with the same fonts.
"""

from __future__ import annotations

import datetime
import hashlib
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pydyf  # type: ignore[import-untyped]
import weasyprint  # type: ignore[import-untyped]
from lxml import html
from lxml.html import HtmlElement, builder

from .book import Book
from .colophon import colophon, elsewhere
from .copiedtext import guard, keep_text
from .fontwatch import fonts_watched
from .reshaping import PICTURE, isolate, reshape

#: CSS counter styles (https://www.w3.org/TR/predefined-counter-styles/) of the digits in languages.DIGITS.
_COUNTERS = {"latn": "decimal", "arab": "arabic-indic", "arabext": "persian", "beng": "bengali"}
_STYLES = Path(__file__).with_name("pdf.css")


@dataclass(frozen=True)
class Paper:
    """A form of the PDF. `columns`: a table with more becomes blocks; `addresses`: links show where they lead."""

    format: str
    styles: str
    columns: int
    addresses: bool


A4 = Paper("pdf", "", 99, True)
PHONE = Paper("pdf-phone", """
/* Twice as high as wide, as screens are; a title on every one of so many pages would cost a page in fifteen. */
@page { size: 90mm 180mm; margin: 7mm 6mm 10mm; @top-center { content: none } @bottom-center { font-size: 8pt } }
html { font-size: 11.5pt; line-height: 1.45 }
html:is(:lang(ar), :lang(fa), :lang(ur), :lang(ps), :lang(ckb)) { font-size: 12.5pt; line-height: 1.65 }
h1 { font-size: 1.45em } h2 { font-size: 1.2em }
.cover-title { font-size: 1.7em }
ul, ol { padding-inline-start: 1.4em }
.contents > ol > li { break-inside: auto }
.contents ol ol { font-size: .9em; padding-inline-start: 1em }
.admonition, .notice, details { padding: .5em .6em }
.picture img { max-height: 10cm }
""", 2, False)
_ADDRESSES = """
.text a[rel~=external]::after, .sources a::after {
  content: " \\2066(" attr(href) ")\\2069"; font-size: .85em; overflow-wrap: anywhere
}
.text .fact-source a[rel]::after, .text table a[rel]::after { content: none }
/* An address that breaks over lines keeps its order only in a box of its own. */
[dir=rtl] :is(.text, .sources) a::after { display: inline-block; direction: ltr; text-align: start }
"""


def pdf(book: Book) -> bytes:
    """The PDF to print. Raises ContentError if no font of this machine has the letters of the book."""
    return _on(A4, book)


def pdf_phone(book: Book) -> bytes:
    """The PDF for a phone; otherwise as `pdf`."""
    return _on(PHONE, book)


def _on(paper: Paper, book: Book) -> bytes:
    language = book.reader.language
    styles = "\n".join((_STYLES.read_text("utf-8").replace("page-digits", _COUNTERS[language.digits]),
                        f"@page {{ @top-center {{ direction: {language.direction} }} }}",
                        paper.styles, _ADDRESSES if paper.addresses else ""))
    text = html.tostring(_document(book, paper), encoding="unicode", doctype="<!doctype html>")
    identifier = hashlib.sha256(f"{book.shared.url} {paper.format} {_day(book)}".encode()).hexdigest()[:32]
    with fonts_watched(book.edition.file, language):
        document = weasyprint.HTML(string=text, url_fetcher=_Pictures(book)).render(
            stylesheets=[weasyprint.CSS(string=styles)], pdf_variant="pdf/ua-1")
        keep_text(document)
        return bytes(document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier,
                                        finisher=anonymous) or b"")


def _day(book: Book) -> datetime.date:
    return book.reader.catalogue.day


def file_head(title: str, day: datetime.date) -> HtmlElement:
    """What a PDF says of itself: a title, and the build's day as that on which it was made."""
    content = f"{day.isoformat()}T00:00:00Z"
    return builder.HEAD(builder.TITLE(title), *(builder.META(name=f"dcterms.{name}", content=content)
                                                for name in ("created", "modified")))


def _document(book: Book, paper: Paper) -> HtmlElement:
    language = book.reader.language
    head = file_head(book.shared.title, _day(book))
    body = builder.BODY(_cover(book))
    if len(book.chapters) > 1 or len(book.chapters[0].sections) > 1:
        body.append(_contents(book))
    for chapter in book.chapters:
        section = chapter.with_links(lambda other, anchor: f"#{anchor if anchor in book.ids else other}")
        section.set("class", "chapter")
        reshape(section, paper.columns)
        body.append(section)
    body.append(_colophon(book))
    if language.direction == "rtl":
        guard(body)
    isolate(body)
    return builder.HTML(head, body, lang=language.code, dir=language.direction)


def _cover(book: Book) -> HtmlElement:
    """Title and summary by which the work goes outside: the cover is what others see."""
    cover = builder.E.div(builder.CLASS("cover"))
    cover.append(html.fromstring(_BAND))
    cover.append(builder.P(builder.CLASS("cover-title"), book.shared.title))
    cover.append(builder.P(builder.CLASS("cover-summary"), book.shared.text))
    cover.append(builder.P(builder.CLASS("cover-centre"), book.site_name))
    cover.append(builder.P(book.reader.date(_day(book))))
    return cover


#: The band of the site's head (overrides/assets/brand/band.svg), as an ornament without meaning.
_BAND = ('<svg class="band" aria-hidden="true" viewBox="0 0 480 16" xmlns="http://www.w3.org/2000/svg"><title> </title>'
         '<path fill="#15110e" d="M0 0h480v16H0z"/>' + "".join(
             f'<path fill="none" stroke="#fbf7f2" stroke-width="2.2" d="M{x} 14l12-12 12 12"/>'
             f'<path fill="#b2402c" d="M{x + 12} 8l6 6h-12z"/><path fill="#d99a2b" d="M{x} 8l-6-6h12z"/>'
             for x in range(0, 480, 24)) + "</svg>")


def _contents(book: Book) -> HtmlElement:
    """Parts and sections with their pages; parts that exist in other languages only lead to the site."""
    reader, title = book.reader, book.reader.strings.pgettext("material", "Table of contents")
    parts = builder.OL()
    for chapter in book.chapters:
        line = builder.LI(_entry(chapter.id, chapter.title))
        if chapter.sections and not (isinstance(chapter.document, type(book.work)) and len(book.chapters) > 8):
            line.append(builder.OL(*(builder.LI(_entry(*section)) for section in chapter.sections)))
        parts.append(line)
    contents = builder.E.div(builder.CLASS("contents"), builder.H1(title), parts)
    if book.missing:
        contents.append(builder.H2(reader.strings.gettext("In other languages")))
        contents.append(builder.UL(*(
            builder.LI(builder.A(other.title, href=other.address, lang=other.language, dir=other.direction),
                       f" ({other.language_name})") for other in elsewhere(book))))
    return contents


def _entry(anchor: str, title: str) -> HtmlElement:
    return builder.A(title, href=f"#{anchor}", **{"class": "to"})


def _colophon(book: Book) -> HtmlElement:
    """The end of the last page; its last line is the online address."""
    lines = builder.DL()
    for line in colophon(book):
        text = builder.E.bdi(line.text, **({"dir": "ltr"} if line.text == line.address else {}))
        shown = builder.A(text, href=line.address) if line.address else text
        lines.append(builder.DIV(builder.DT(line.label), builder.DD(shown)))
    return builder.E.section(builder.CLASS("colophon"),
                             builder.H1(book.reader.strings.gettext("About this edition")), lines, id="colophon")


class _Pictures(weasyprint.urls.URLFetcher):  # type: ignore[misc]
    """Gives the pictures of the book, and nothing else."""

    def __init__(self, book: Book) -> None:
        super().__init__(allowed_protocols=())
        self._book = book

    def fetch(self, url: str, headers: object = None) -> weasyprint.urls.URLFetcherResponse:
        path = posixpath.normpath(unquote(url.removeprefix(PICTURE)))
        if not url.startswith(PICTURE) or path.startswith(("/", "..")):
            raise ValueError(f"A book loads nothing from elsewhere: {url}")
        return weasyprint.urls.URLFetcherResponse(url, self._book.file(path))


def anonymous(document: weasyprint.Document, made: pydyf.PDF) -> None:
    """Takes the name and version of the program out of both places that hold it."""
    made.info.pop("Producer", None)
    for thing in made.objects:
        if isinstance(thing, pydyf.Stream) and thing.extra.get("Type") == "/Metadata":
            thing.stream = [re.sub(rb' pdf:Producer="[^"]*"', b"", part) for part in thing.stream]
