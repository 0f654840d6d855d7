"""`sitemap.xml` with the real editions of each page, and nothing that only looks like one.

https://www.sitemaps.org/protocol.html, with hreflang links as search engines read them:
each edition names all, itself too, and x-default is the one for everybody else.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from ..listings import KEPT_PAGE, listings
from ..records import Catalogue
from ..sharing import updated

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def sitemap_xml(catalogue: Catalogue, site_url: str) -> bytes:
    """The sitemap. Pages that ask not to be indexed are left out."""
    register_namespace("", SITEMAP)
    register_namespace("xhtml", XHTML)
    root = Element(f"{{{SITEMAP}}}urlset")
    for document in catalogue.documents.values():
        indexed = [edition for edition in document.editions.values()
                   if not catalogue.hidden_from_search_engines(document, edition)]
        links = [(edition.language, edition.url) for edition in indexed]
        links += [("x-default", edition.url) for edition in indexed if edition.is_source]
        for edition in indexed:
            _entry(root, site_url, edition.url, links, updated(document, edition).isoformat())
    for listing in listings(catalogue):
        if listing.path == KEPT_PAGE:
            continue
        # A list exists in every language: that stands in its own head, and would make this file grow by its square.
        for code in catalogue.languages:
            _entry(root, site_url, f"{catalogue.languages.prefix(code)}{listing.path}.html", [], None)
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: Element, site: str, url: str, links: list[tuple[str, str]], changed: str | None) -> None:
    entry = SubElement(root, f"{{{SITEMAP}}}url")
    SubElement(entry, f"{{{SITEMAP}}}loc").text = site + url
    if changed:
        SubElement(entry, f"{{{SITEMAP}}}lastmod").text = changed
    if len({other for _code, other in links}) > 1:
        for code, other in links:
            SubElement(entry, f"{{{XHTML}}}link", {"rel": "alternate", "hreflang": code, "href": site + other})
