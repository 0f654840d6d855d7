"""A page of the finished site as a tree, and where its links lead."""

from __future__ import annotations

import posixpath
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import html
from lxml.html import HtmlElement


def elements(element: HtmlElement, query: str) -> list[HtmlElement]:
    """The elements that an XPath query finds."""
    return cast("list[HtmlElement]", element.xpath(query))


def parsed(page: str) -> HtmlElement:
    """A page of the site as a tree."""
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def local_target(href: str, path: str) -> tuple[str, str] | None:
    """Path and fragment, from the root of the site, of a link on the page at `path`; None if it leaves the site."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))), unquote(parts.fragment)
