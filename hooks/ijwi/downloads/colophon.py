"""What every copy of a work says of itself at its end: how far it may be trusted, its day, where a newer one is."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from lxml.etree import tostring

from ..interchange.licences import licence_url
from ..schema import Source
from .book import Book

#: From the least trusted to the most; a book is worth what its least trusted page is.
_REVIEWS = ("machine", "human", "reviewed", "source")


@dataclass(frozen=True)
class Line:
    """A line of the colophon; `address` is where its text leads, if anywhere."""

    label: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """A part that does not exist in the book's language, in the edition that its reader can read best."""

    title: str
    language: str
    direction: str
    language_name: str
    address: str


def colophon(book: Book) -> list[Line]:
    """The lines at the end of a copy, in its language; the last one is the online address."""
    reader, fields, _ = book.reader, book.work.fields, book.reader.strings.gettext
    language = reader.language.code
    lines = [Line(_("Made by"), reader.listing(fields.creators)),
             Line(_("Licence"), fields.licence, licence_url(fields.licence) or ""),
             Line(_("Published"), reader.date(fields.published)),
             Line(_("This edition changed"), reader.date(book.work.updated(language)))]
    if any(chapter.edition.history for chapter in book.chapters):
        behind = sum(len(chapter.edition.currency.behind) for chapter in book.chapters)
        lines += [Line(_("Review"), _review(book)), Line(_("Currency"), reader.strings.ngettext(
            "%(num)s section behind the source", "%(num)s sections behind the source", behind) % {
                "num": reader.number(behind)} if behind else _("up to date with the source"))]
    adapted = [chapter.edition.history.adapted for chapter in book.chapters
               if chapter.edition.history and chapter.edition.history.adapted]
    lines += [Line(_("Adapted"), words) for words in dict.fromkeys(adapted)]
    lines += [Line(_("Date of this copy"), reader.date(reader.catalogue.day)),
              Line(_("A newer one may be here"), book.shared.url, book.shared.url)]
    return lines


def _review(book: Book) -> str:
    reader, _ = book.reader, book.reader.strings.gettext
    edition = min((chapter.edition for chapter in book.chapters), key=lambda edition: _REVIEWS.index(edition.review))
    if edition.review == "machine":
        return _("drafted by a machine, not yet reviewed")
    if edition.history is None or edition.history.reviewed_on is None or edition.review == "human":
        return _("translated by a person, not yet reviewed")
    return _(", ").join((_("reviewed by %(who)s") % {"who": edition.history.reviewer},
                         reader.date(edition.history.reviewed_on)))


def elsewhere(book: Book) -> list[Elsewhere]:
    """The parts that the book lacks because they do not exist in its language."""
    reader, site_url = book.reader, book.shared.url.removesuffix(book.edition.url)
    found = []
    for part in book.missing:
        edition = reader.edition(part)
        found.append(Elsewhere(edition.title, edition.language, reader.catalogue.languages[edition.language].direction,
                               reader.language_name(edition.language), site_url + edition.url))
    return found


def every_source(book: Book) -> list[Source]:
    """What the chapters rest on, each once, in the order of the chapters."""
    named = (source for chapter in book.chapters for source in chapter.document.fields.sources)
    return list({source.url: source for source in named}.values())


def _dead_notes(book: Book) -> dict[str, str]:
    """What the chapters say, as XHTML, of sources that no longer answer, by address."""
    notes = (note for chapter in book.chapters for note in chapter.body.iter("span")
             if note.get("class") == "dead-link")
    return {before.get("href", ""): tostring(note, encoding="unicode", with_tail=False)
            for note in notes if (before := note.getprevious()) is not None}


def colophon_html(book: Book, level: int) -> str:
    """All of this as HTML that is XHTML too; its heading, of the given level, has the id `colophon`."""
    _ = book.reader.strings.gettext
    parts = [f'<h{level} id="colophon">{escape(_("About this edition"))}</h{level}>', '<dl class="colophon">']
    for line in colophon(book):
        words = f"<bdi>{escape(line.text)}</bdi>"
        parts.append(f"<div><dt>{escape(line.label)}</dt><dd>"
                     + (f'<a href="{escape(line.address)}">{words}</a>' if line.address else words) + "</dd></div>")
    parts.append("</dl>")
    missing = "\n".join(
        f'<li><a href="{escape(part.address)}" lang="{part.language}" dir="{part.direction}">'
        f"{escape(part.title)}</a> ({escape(part.language_name)})</li>" for part in elsewhere(book))
    if missing:
        parts.append(f'<h{level + 1}>{escape(_("In other languages"))}</h{level + 1}>\n<ul>\n{missing}\n</ul>')
    notes = _dead_notes(book)
    sources = "\n".join(
        f'<li><a href="{escape(source.url)}"><cite><bdi>{escape(source.title)}</bdi></cite></a>'
        f'{notes.get(source.url, "")}{_(", ")}'
        f"<bdi>{escape(source.publisher)}</bdi>"
        + (_(", ") + escape(book.reader.partial_date(source.date)) if source.date else "") + "</li>"
        for source in every_source(book))
    if sources and len(book.chapters) > 1:  # the only chapter has them at its end
        parts.append(f'<h{level + 1}>{escape(_("Sources"))}</h{level + 1}>\n<ul class="sources">\n{sources}\n</ul>')
    return "\n".join(parts) + "\n"
