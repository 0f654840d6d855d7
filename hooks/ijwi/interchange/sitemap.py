"""`sitemap.xml` with the real editions of each page, and nothing that only looks like one.

https://www.sitemaps.org/protocol.html, with hreflang links as search engines read them:
each edition names all, itself too, and x-default is the one for everybody else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from ..listings import KEPT_PAGE, listings
from ..records import Catalogue
from ..sharing import updated

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def sitemap_xml(catalogue: Catalogue, site_url: str) -> bytes:
    """The sitemap. Pages that ask not to be indexed are left out."""
    # Each edition names all: with many languages this is by far the largest file. A tree of it would be six times that.
    target = io.BytesIO()
    for line in _lines(catalogue, site_url):
        target.write(f"{line}\n".encode())
    return target.getvalue()


def _lines(catalogue: Catalogue, site: str) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield f'<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}">'
    for document in catalogue.documents.values():
        indexed = [edition for edition in document.editions.values()
                   if not catalogue.hidden_from_search_engines(document, edition)]
        links = [(edition.language, edition.url) for edition in indexed]
        links += [("x-default", edition.url) for edition in indexed if edition.is_source]
        others = [] if len({url for _code, url in links}) == 1 else [
            f'  <xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(site + url)} />' for code, url in links]
        for edition in indexed:
            yield from _entry(site + edition.url, updated(document, edition).isoformat(), others)
    for listing in listings(catalogue):
        if listing.path == KEPT_PAGE:
            continue
        # A list exists in every language: that stands in its own head, and would make this file grow by its square.
        for code in catalogue.languages:
            yield from _entry(f"{site}{catalogue.languages.prefix(code)}{listing.path}.html")
    yield "</urlset>"


def _entry(address: str, changed: str = "", others: Sequence[str] = ()) -> Iterator[str]:
    """The lines of a page: its address, the day when it changed last, the links to its editions."""
    yield " <url>"
    yield f"  <loc>{escape(address)}</loc>"
    if changed:
        yield f"  <lastmod>{changed}</lastmod>"
    yield from others
    yield " </url>"
