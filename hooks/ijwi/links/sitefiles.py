"""The built site as it lies on the disk: its files, their ids, and every address in them.

LinkChecker's check of anchors parses a page again for each anchor (on our site, six times as slow) and does
not look at those within the page that it starts from; it also leaves alone `<source srcset>`, whatever leaves the
folder, and files that are no pages. So all of these are read here.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree, html

#: Attributes that hold one address.
_ADDRESSES = ("href", "src", "poster", "data", "action", "formaction", "cite", "xlink:href")
_SRCSETS = ("srcset", "imagesrcset")
_REFRESH = re.compile(r"\s*[0-9.]+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.I)


@dataclass(frozen=True, order=True)
class Link:
    """An address in a file of the site, as it is written there. `followed`: a reader gets there by it."""

    file: str
    line: int
    address: str
    followed: bool = False


def _html(content: bytes) -> html.HtmlElement:
    try:
        return html.document_fromstring(content)
    except etree.ParserError:  # nothing in it
        return html.document_fromstring("<p>")


def _xml(content: bytes) -> etree._Element:
    """As much as can be read: a drawing may be somebody's own. Nothing is fetched for it."""
    try:
        root = etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        root = None
    return root if root is not None else etree.Element("nothing")


class SiteFiles:
    """Every file of the site at `folder`, which is published at `site_url` (or nowhere yet)."""

    def __init__(self, folder: Path, site_url: str | None) -> None:
        self.folder = folder
        self.base = f"{site_url.rstrip('/')}/" if site_url else ""
        self.files = frozenset(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
        self._own = re.compile(re.escape(self.base) + r"[^\s\"'<>\\),;|\]]*") if self.base else None

    @property
    def pages(self) -> list[str]:
        return sorted(file for file in self.files if file.endswith(".html"))

    @cached_property
    def _trees(self) -> dict[str, html.HtmlElement]:
        return {page: _html((self.folder / page).read_bytes()) for page in self.pages}

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The places in each page that a link may name."""
        return {page: frozenset([*tree.xpath("//@id"), *tree.xpath("//a/@name")])
                for page, tree in self._trees.items()}

    @cached_property
    def links(self) -> list[Link]:
        """Every address in every file, each once a line."""
        found = {link for page, tree in self._trees.items() for link in self._of_page(page, tree)}
        for file in self.files:
            found |= set(self._of_other(file))
        return sorted(found)

    def target(self, link: Link) -> tuple[str, str] | None:
        """The path in the site, and the id, that a link names; None if it leads elsewhere.

        A path that begins with `../` lies outside the site. Raises ValueError if the address is none.
        """
        address = link.address.strip()
        online = bool(self.base) and f"{address}/".startswith(self.base)
        parts = urlsplit(address.removeprefix(self.base.rstrip("/")) if online else address)
        if parts.scheme or parts.netloc:
            return None
        path, root = unquote(parts.path), "/" if online else urlsplit(self.base).path or "/"
        if online or path.startswith("/"):
            path = posixpath.relpath(path or "/", root) if (path or "/").startswith(root) else f"..{path}"
            if not parts.path.strip("/") or parts.path.endswith("/"):
                path = posixpath.normpath(f"{path}/index.html")  # only a server does this for a folder
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(link.file), path)) if path else link.file
        return path, unquote(parts.fragment)

    def _of_page(self, page: str, tree: html.HtmlElement) -> Iterator[Link]:
        for element in tree.iter("*"):
            line = element.sourceline or 1
            for name in _ADDRESSES:
                value = element.get(name)
                if value is not None:
                    yield Link(page, line, value, element.tag in ("a", "area"))
                    yield from self._within(page, line, value)
            for name in _SRCSETS:
                for candidate in re.split(r",\s+|,$", element.get(name) or ""):
                    if candidate.strip():
                        yield Link(page, line, candidate.split()[0])
            if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
                found = _REFRESH.match(element.get("content") or "")
                if found:
                    yield Link(page, line, found[1], followed=True)
            elif element.tag == "meta":
                yield from self._own_addresses(page, line, element.get("content") or "")
            elif element.tag == "script" and "json" in (element.get("type") or "") and element.text:
                yield from self._of_json_text(page, line, element.text)

    def _within(self, page: str, line: int, address: str) -> Iterator[Link]:
        """What a link that shares a page hands on: `https://wa.me/?text=…`, `mailto:?body=…`."""
        if self.base and "?" in address and not address.startswith(self.base):
            for _name, value in parse_qsl(address.partition("?")[2]):
                yield from self._own_addresses(page, line, value)

    def _of_other(self, file: str) -> Iterator[Link]:
        ending = posixpath.splitext(file)[1]
        if ending == ".json":
            yield from self._of_json_text(file, 1, (self.folder / file).read_text("utf-8", "replace"))
        elif ending in (".xml", ".svg"):
            for element in _xml((self.folder / file).read_bytes()).iter("*"):
                line = element.sourceline if isinstance(element.sourceline, int) else 1
                for name in ("href", "src", "{http://www.w3.org/1999/xlink}href"):
                    if element.get(name):
                        yield Link(file, line, element.get(name, ""))
                yield from self._own_addresses(file, line, element.text or "")
        elif ending in (".csv", ".txt", ".ics", ".yml"):
            text = (self.folder / file).read_text("utf-8", "replace")
            text = re.sub(r"\r?\n[ \t]", "", text) if ending == ".ics" else text  # RFC 5545, 3.1: folded lines
            for line, words in enumerate(text.splitlines(), 1):
                yield from self._own_addresses(file, line, words)
        elif ending == ".js" and "search/" in file:
            yield from self._of_search(file)

    def _of_json_text(self, file: str, line: int, text: str) -> Iterator[Link]:
        try:
            yield from self._of_json(file, line, json.loads(text))
        except (ValueError, RecursionError):  # a file of somebody's own that is no JSON
            yield from self._own_addresses(file, line, text)

    def _of_json(self, file: str, line: int, value: object, key: str = "") -> Iterator[Link]:
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from self._of_json(file, line, inner, name)
        elif isinstance(value, list):
            for inner in value:
                yield from self._of_json(file, line, inner, key)
        elif isinstance(value, str):
            if key == "url" and "://" not in value:  # relative to the site's root
                yield Link(file, line, posixpath.relpath(value, posixpath.dirname(file) or "."))
            yield from self._own_addresses(file, line, value)

    def _of_search(self, file: str) -> Iterator[Link]:
        """The pages that the index of the search leads to, relative to the site's root."""
        text = (self.folder / file).read_text("utf-8")
        for address in re.findall(r'"([a-z0-9][a-z0-9/-]*\.html)"', text):
            yield Link(file, 1, posixpath.relpath(address, posixpath.dirname(file) or "."))

    def _own_addresses(self, file: str, line: int, text: str) -> Iterator[Link]:
        for address in self._own.findall(text) if self._own else ():
            yield Link(file, line, address.rstrip(".:!?"))
