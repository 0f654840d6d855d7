"""What of a page is searched: its edition's words, what the vocabulary calls it, its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..reader import Reader
from ..records import Document, Edition, Part, Work
from .passages import Passage, Section, divided, sections


def passages(contents: Mapping[str, str], reader: Reader) -> Iterator[Passage]:
    """The passages of the reader's language. `contents` maps the path of a page to its HTML.

    Works stand in the order in which they were published, so that a new one comes last and
    the numbers of the others stay. Home pages and withdrawn works are not searched.
    """
    for document in in_order(reader):
        if document.path in contents:
            yield from page_passages(document, contents[document.path], reader)


def page_passages(document: Document, content: str, reader: Reader) -> Iterator[Passage]:
    """The passages of one page with this HTML; none if it is not searched."""
    edition = document.readable.get(reader.language.code)
    if edition and not document.withdrawn and document.path != "index":
        yield from divided(_passage(document, edition, reader, tuple(sections(content))))


def in_order(reader: Reader) -> Iterator[Document]:
    """Every page that lists show, as the index has them."""
    catalogue = reader.catalogue
    yield from sorted(catalogue.plain_pages, key=lambda page: page.path)
    for work in sorted(catalogue.offered, key=lambda work: (work.fields.published, work.path)):
        yield work
        yield from work.parts


def _passage(document: Document, edition: Edition, reader: Reader, found: tuple[Section, ...]) -> Passage:
    work = reader.catalogue.work_of(document)
    above = reader.edition(work).title if isinstance(document, Part) and work else ""
    keywords = []
    if isinstance(document, Work):
        keywords = [reader.kind(document.kind), *map(reader.topic, document.fields.topics),
                    *map(reader.audience, document.fields.audiences)]
    return Passage(edition.url, edition.title, above, work.kind if work else "", edition.summary,
                   " · ".join((*keywords, *edition.objectives, *edition.materials)),
                   work is not None and work.fields.sensitive, found)
