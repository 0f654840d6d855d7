"""`sitemap.xml` with the real editions of each page, and nothing that only looks like one.

https://www.sitemaps.org/protocol.html, with hreflang links as search engines read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from ..listings import listings
from ..records import Catalogue, Document, Edition

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def sitemap_xml(catalogue: Catalogue, site_url: str) -> bytes:
    """The sitemap. Pages that ask not to be indexed are left out."""
    register_namespace("", SITEMAP)
    register_namespace("xhtml", XHTML)
    root = Element(f"{{{SITEMAP}}}urlset")
    for document in catalogue.documents.values():
        indexed = list(_indexed(catalogue, document))
        for edition in indexed:
            links = [(other.language, other.url) for other in indexed]
            _entry(root, site_url, edition.url, links, edition.updated.isoformat())
    for listing in listings(catalogue):
        links = [(code, f"{catalogue.languages.prefix(code)}{listing.path}.html") for code in catalogue.languages]
        for _code, url in links:
            _entry(root, site_url, url, links, None)
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _indexed(catalogue: Catalogue, document: Document) -> Iterator[Edition]:
    for edition in document.editions.values():
        if not catalogue.hidden_from_search_engines(document, edition):
            yield edition


def _entry(root: Element, site: str, url: str, links: list[tuple[str, str]], changed: str | None) -> None:
    entry = SubElement(root, f"{{{SITEMAP}}}url")
    SubElement(entry, f"{{{SITEMAP}}}loc").text = site + url
    if changed:
        SubElement(entry, f"{{{SITEMAP}}}lastmod").text = changed
    if len(links) > 1:
        for code, other in links:
            SubElement(entry, f"{{{XHTML}}}link", {"rel": "alternate", "hreflang": code, "href": site + other})
