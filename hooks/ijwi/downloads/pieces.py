"""The pieces of an order of downloads: what is cut by itself, in any order, in any process.

    for piece in pieces(order):
        cut(order, piece)

A file stands under its name only when it is whole: it is written beside, and renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..centre import Centre
from ..reader import Reader
from ..records import Work
from ..sharing import Sharing
from . import epub, pdf, single, text
from .book import Book, read_book
from .bundle import bundle
from .filelist import SigningKey
from .handout_docx import handouts
from .offers import EVERY, FOLDER, OF_A_POSTER, Download, download, poster_file, write_whole
from .posters import Poster, poster_pdf, poster_picture, posters
from .zim import zim

#: The formats of a work in one file: the ending of its name, and what makes it.
OF_A_WORK: dict[str, tuple[str, Callable[[Book], bytes]]] = {
    "html": (".html", single.single_file), "epub": (".epub", epub.epub), "pdf-phone": ("-phone.pdf", pdf.pdf_phone),
    "pdf": (".pdf", pdf.pdf), "txt": (".txt", text.plain_text)}
#: The formats of a poster: the ending of its file, and what makes it.
_OF_A_POSTER: dict[str, tuple[str, Callable[[Book, Poster], bytes]]] = {
    "poster": (".pdf", poster_pdf), "card": (".png", poster_picture)}
#: How long a format takes for a page of a work, in no unit but compared with the others.
_EFFORT = {"html": 1, "epub": 1, "pdf-phone": 12, "pdf": 12, "txt": 1, "docx": 1, "poster": 4, "card": 4,
           "zip": 4, "zip-complete": 4, "zim": 4}


@dataclass(frozen=True)
class Order:
    """What is to be cut from which site. None stands for all."""

    site: Path
    centre: Centre
    site_name: str
    site_url: str
    languages: list[str] | None
    topics: list[str] | None
    works: list[str] | None
    formats: list[str] | None
    key: SigningKey | None

    def wants(self, language: str | None, format: str) -> bool:
        """Whether a language (None: all together) and a format are asked for."""
        return format in (self.formats or EVERY) and (language in self.languages if self.languages else True)


@dataclass(frozen=True)
class Piece:
    """One format of a work in a language, of a language (or a topic in it), or of everything. `effort` compares.

    `beside` are the languages that travel in the ZIP of its language.
    """

    format: str
    language: str | None = None
    work: str | None = None
    topic: str | None = None
    effort: int = 1
    beside: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(filter(None, (self.language, self.work, self.topic, self.format)))


def pieces(order: Order) -> list[Piece]:
    """The pieces of an order, by language and work; always in the same order."""
    found = [] if order.topics else [*_of_works(order)]
    if not order.works:
        found += _of_languages(order)
        if not order.languages and not order.topics:
            found += _of_everything(order)
    return found


def _of_works(order: Order) -> Iterator[Piece]:
    """Every work in every language that holds it."""
    catalogue = order.centre.catalogue
    for code in order.centre.strings:
        for work in catalogue.works:
            if code in work.readable and not (order.works and work.name not in order.works):
                pages = 1 + sum(code in part.readable for part in work.parts)
                for format in (*OF_A_WORK, "docx"):
                    if order.wants(code, format):
                        yield Piece(format, code, work.name, effort=_EFFORT[format] * pages)
                drawn = [format for format in OF_A_POSTER if order.wants(code, format)]
                if drawn and _has_posters(order, work, code):
                    yield from (Piece(format, code, work.name, effort=_EFFORT[format]) for format in drawn)


def _has_posters(order: Order, work: Work, code: str) -> bool:
    """Whether the finished pages of a work in a language show any: most works have none, and need no piece for it."""
    return any(b'<figure class="poster">' in (order.site / document.readable[code].url).read_bytes()
               for document in (work, *work.parts) if code in document.readable)


def _of_languages(order: Order) -> Iterator[Piece]:
    """The library of each language that holds works, whole and topic by topic."""
    catalogue = order.centre.catalogue
    for code in order.centre.languages:
        works = _open_works(order, code)
        topics = [topic for topic in catalogue.vocabulary.topics
                  if not catalogue.vocabulary.topics[topic].sensitive
                  and any(topic in work.fields.topics for work in works)]
        for topic in (None, *topics) if works and order.wants(code, "zip") else ():
            if (topic is None and not order.topics) or (topic and topic in (order.topics or topics)):
                beside = _beside(order, code, topic)
                carried = sum(len(_open_works(order, one)) for one in (code, *beside))
                yield Piece("zip", code, topic=topic, effort=_EFFORT["zip"] * carried, beside=beside)
        if works and order.wants(code, "zim") and not order.topics:
            yield Piece("zim", code, effort=_EFFORT["zim"] * len(works))


def _beside(order: Order, code: str, topic: str | None) -> tuple[str, ...]:
    """The languages that travel in the ZIP of a language (of a topic in it): those that have anything to read there."""
    return tuple(other for other in order.centre.languages[code].beside
                 if any(topic is None or topic in work.fields.topics for work in _open_works(order, other)))


def _of_everything(order: Order) -> Iterator[Piece]:
    """All languages together."""
    works = sum(len(_open_works(order, code)) for code in order.centre.languages)
    yield from (Piece(format, effort=_EFFORT[format] * works) for format in ("zip", "zip-complete", "zim")
                if order.wants(None, format))


def _open_works(order: Order, code: str) -> list[Work]:
    return [work for work in order.centre.catalogue.offered if code in work.readable and not work.fields.sensitive]


def cut(order: Order, piece: Piece) -> list[Download]:
    """Writes the files of a piece, none if there is nothing to hand out. Raises ContentError or ValueError."""
    found = []
    for url, write in _files(order, piece):
        write(order.site / url)
        found.append(download(order.site, url, piece.format, language=piece.language, work=piece.work,
                              topic=piece.topic, beside=piece.beside))
    return found


def _files(order: Order, piece: Piece) -> Iterator[tuple[str, Callable[[Path], object]]]:
    """The address of each file of a piece, and what writes it."""
    centre, catalogue = order.centre, order.centre.catalogue
    if piece.work:
        yield from _files_of_work(order, piece)
        return
    codes = [piece.language] if piece.language else [
        code for code in centre.languages if any(code in work.readable for work in catalogue.offered)]
    complete = piece.format == "zip-complete"
    name = (catalogue.vocabulary.topic_address(piece.topic) if piece.topic else "complete" if complete else "library")
    url = f"{FOLDER}/{f'{piece.language}/' if piece.language else ''}{name}.{'zim' if piece.format == 'zim' else 'zip'}"
    if piece.format == "zim":
        yield url, partial(zim, site=order.site, centre=centre, languages=codes)
    else:
        content = bundle(order.site, centre, codes, piece.topic, complete=complete, key=order.key,
                         beside=piece.beside)
        yield url, partial(write_whole, content=content)


def _files_of_work(order: Order, piece: Piece) -> Iterator[tuple[str, Callable[[Path], object]]]:
    [work] = [work for work in order.centre.catalogue.works if work.name == piece.work]
    strings = order.centre.strings[piece.language or ""]
    sharing = Sharing(Reader(order.centre.catalogue, strings), order.site_name, order.site_url)
    book = read_book(order.site, work, sharing)
    if book is None:
        return
    name = f"{FOLDER}/{piece.language}/{work.name.replace('/', '-')}"
    if piece.format == "docx":
        files = [(f"{name}-{part.replace('/', '-')}.docx", content) for part, content in handouts(book)]
    elif piece.format in _OF_A_POSTER:
        ending, draw = _OF_A_POSTER[piece.format]
        files = [(poster_file(piece.language or "", poster.chapter.document.path, poster.number) + ending,
                  draw(book, poster)) for poster in posters(book)]
    else:
        ending, make = OF_A_WORK[piece.format]
        files = [(name + ending, make(book))]
    for url, content in files:
        yield url, partial(write_whole, content=content)
