"""A work in one language as a book: its pages without the site around them, read from the finished site.

Every id in a chapter begins with the chapter's own, so that chapters can stand in one file.
A link to another chapter is written `book:<chapter>#<id>`, which each format turns into its
own; a link to any other page of the site leads to the online address.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from lxml import html
from lxml.html import HtmlElement

from ..reader import Reader
from ..records import Document, Edition, Part, Work
from ..sharing import Shared, Sharing, is_private
from .offers import without_offers
from .pagetree import parsed
from .pictures import one_file_each

#: What of a page's article belongs to its text; the rest leads through the site.
_KEPT = (".//p[@class='session-number']", ".//h1", ".//p[@class='lead']", ".//dl[@class='facts']",
         "./header/p[a[@class='button'][@rel]]",  # a link or a video opens elsewhere
         ".//div[@class='session-plan']", "./aside[contains(@class, 'notice')]", "./div[@class='text']",
         "./section[@class='sources']")
_SCHEME = "book:"


@dataclass(frozen=True)
class Chapter:
    """One page of the work. `body` is a `section` element; `sections` are id and heading of its h2."""

    id: str
    title: str
    document: Document
    edition: Edition
    url: str
    body: HtmlElement
    sections: tuple[tuple[str, str], ...]

    def with_links(self, address: Callable[[str, str], str]) -> HtmlElement:
        """A copy of the body; `address` gives a link to a chapter and an id in it (or to nothing in it, "")."""
        body = copy.deepcopy(self.body)
        for link in body.iter("a"):
            target = link.get("href", "")
            if target.startswith(_SCHEME):
                chapter, _hash, fragment = target.removeprefix(_SCHEME).partition("#")
                link.set("href", address(chapter, fragment))
        return body


@dataclass(frozen=True)
class Book:
    """A work in one language. `shared` says by which title and address it goes outside the site.

    `title` is the real one, for the book's own pages. `missing` are parts that do not exist in this language.
    `site` is the folder of the finished site, `exit_url` where its pages lead who must leave ("" for nowhere).
    """

    work: Work
    edition: Edition
    reader: Reader
    shared: Shared
    chapters: tuple[Chapter, ...]
    missing: tuple[Part, ...]
    site: Path
    site_name: str
    exit_url: str

    @property
    def title(self) -> str:
        return self.edition.title

    @property
    def sensitive(self) -> bool:
        return self.work.fields.sensitive

    @property
    def private(self) -> bool:
        """Whether it goes by its neutral title where others may see it: in a list of files, on a shelf of books."""
        return is_private(self.reader.catalogue, self.work)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id in the chapters: a link to anything else of a page leads to its chapter."""
        return frozenset(str(found) for chapter in self.chapters for found in chapter.body.xpath("//@id"))

    def file(self, path: str) -> bytes:
        """A file of the site that a chapter shows: pictures have their path from the site's root."""
        return (self.site / path).read_bytes()


def read_book(site: Path, work: Work, sharing: Sharing) -> Book | None:
    """A work in the language of `sharing`, out of the finished site; None if it is not to be handed out."""
    reader = sharing.reader
    edition = work.readable.get(reader.language.code)
    shared = sharing.of(work, edition) if edition and not work.withdrawn else None
    if edition is None or shared is None:
        return None
    documents = [document for document in (work, *work.parts)
                 if reader.own(document) and not document.withdrawn]
    ids = {document.readable[reader.language.code].url: f"c{number}" for number, document in enumerate(documents)}
    chapters = tuple(_chapter(site, document, ids, sharing.site_url, reader) for document in documents)
    missing = tuple(part for part in work.parts if part not in documents and not part.withdrawn)
    leaving = _page(site, edition).xpath("//a[contains(concat(' ', @class, ' '), ' exit ')]/@href")
    return Book(work, edition, reader, shared, chapters, missing, site, sharing.site_name,
                _address(str(leaving[0]), edition.url, {}, sharing.site_url) if leaving else "")


def _page(site: Path, edition: Edition) -> HtmlElement:
    return parsed(without_offers((site / edition.url).read_text("utf-8")))


def _chapter(site: Path, document: Document, ids: dict[str, str], site_url: str, reader: Reader) -> Chapter:
    edition = document.readable[reader.language.code]
    own = ids[edition.url]
    [article] = _page(site, edition).xpath("//article")
    body = html.Element("section", id=own, lang=edition.language, dir=reader.language.direction)
    for element in _in_order(article):
        element.tail = "\n"
        body.append(element)
    for element in body.iter():
        if isinstance(element.tag, str):
            if element.get("id") and element is not body:
                element.set("id", f"{own}-{element.get('id')}")
            for name in ("aria-labelledby", "aria-describedby", "for"):
                if element.get(name):
                    element.set(name, " ".join(f"{own}-{word}" for word in element.get(name, "").split()))
    for link in body.iter("a"):
        if link.get("href"):
            link.set("href", _address(link.get("href", ""), edition.url, ids, site_url))
    one_file_each(body)
    for picture in body.iter("img"):
        source = picture.get("src", "")
        if not urlsplit(source).scheme:
            picture.set("src", posixpath.normpath(posixpath.join(posixpath.dirname(edition.url), source)))
    for drawing in body.iter("svg"):  # HTML knows no capitals in attributes, its parser gives them back
        if "viewbox" in drawing.attrib:
            drawing.set("viewBox", drawing.attrib.pop("viewbox"))
    found = tuple((heading.get("id", ""), " ".join(heading.text_content().split()))
                  for heading in body.xpath("./div[@class='text']//h2[@id]"))
    return Chapter(own, edition.title, document, edition, site_url + edition.url, body, found)


def _in_order(article: HtmlElement) -> Iterator[HtmlElement]:
    """Copies of what is kept, in the order of the page."""
    kept = {element for path in _KEPT for element in article.xpath(path)}
    inside = {child for element in kept for child in element.iterdescendants()}
    for element in article.iter():
        if element in kept and element not in inside:
            yield copy.deepcopy(element)


def _address(target: str, page: str, ids: dict[str, str], site_url: str) -> str:
    """A link of a page of the site as it is in the book."""
    if urlsplit(target).scheme or target.startswith("//"):
        return target
    path, fragment = urldefrag(target)
    url = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if url in ids:
        return f"{_SCHEME}{ids[url]}#{ids[url]}-{fragment}" if fragment else f"{_SCHEME}{ids[url]}"
    return f"{site_url}{url}" + (f"#{fragment}" if fragment else "")
