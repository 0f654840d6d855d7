"""A picture in a page: the smallest file that the reader's screen needs, with its size, its words and its credit.

    ![What it shows](../../assets/images/market.jpg "Words below it")
    ![](../../assets/images/border.png){.decorative}

Alone in its paragraph it is a figure, with credit and licence below; within a line it is the picture alone.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from . import renditions
from .crosslinks import ASIDE
from .images import Picture, Record
from .inert import DECORATIVE
from .interchange.licences import licence_url
from .references import PageScope
from .renditions import Rendition
from .strings import Strings

#: On an `img` that may not be carried away: downloads put its words in its place.
NO_COPIES = "data-no-copies"
#: In CSS pixels: the width of a column of text and of a narrow screen's margins, and how high a picture should be.
_COLUMN, _MARGINS, _HEIGHT, _NARROWEST = 672, 32, 640, 320
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def picture_path(address: str, page: str) -> str | None:
    """The path, from docs/, to which a picture's address on a page leads; None if it leaves docs/."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/") or "\\" in address:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return None if path.startswith("..") else path


def place_pictures(root: Element, scope: PageScope) -> None:
    """Puts each picture's files in the place of its `img`; an `img` that names no picture becomes its words."""
    first = _first_block(root)
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag != "img":
                continue
            path = picture_path(child.get("src", ""), scope.edition.file)
            picture = scope.pictures.shown.get(path or "")
            if picture is None:
                child.tag, child.text = "span", child.get("alt", "")
                child.attrib.clear()
                continue
            # What stands first is seen at once; and what is printed must be there although nobody scrolled to it.
            lazy = parent is not first and not getattr(scope.document.fields, "handout", False)
            placed = _picture(picture, child, scope, lazy)
            words = child.get("title", "")
            if parent.tag == "p" and len(parent) == 1 and not f"{parent.text or ''}{child.tail or ''}".strip():
                _make_figure(parent, placed, picture.record, words, scope.strings)
                continue
            if words:
                placed[-1].set("title", words)
            placed.tail = child.tail
            parent[index] = placed


def _first_block(root: Element) -> Element | None:
    """The page's first paragraph, if nothing stands before it."""
    return root[0] if len(root) and root[0].tag == "p" else None


def _picture(picture: Picture, image: Element, scope: PageScope, lazy: bool) -> Element:
    width, height = shown_size(picture)
    sizes = f"(min-width: {width + _MARGINS}px) {width}px, calc(100vw - {_MARGINS}px)"
    element = Element("picture")
    for kind in renditions.MODERN:
        files = renditions.modern(picture, kind)
        SubElement(element, "source", {
            "type": f"image/{kind}", "sizes": sizes,
            "srcset": ", ".join(f"{_address(file, scope)} {file.width}w" for file in files)})
    classes = [name for name in image.get("class", "").split() if name != DECORATIVE]
    classes += ["see-through"] if picture.transparent else []
    SubElement(element, "img", {
        **({"id": image.attrib["id"]} if image.get("id") else {}),
        **({"class": " ".join(classes)} if classes else {}),
        "alt": image.get("alt", ""), "src": ASIDE + _address(renditions.fallback(picture), scope),
        "width": str(width), "height": str(height), **({"loading": "lazy"} if lazy else {}), "decoding": "async",
        **({} if picture.record.bundles else {NO_COPIES: ""})})
    return element


def shown_size(picture: Picture) -> tuple[int, int]:
    """Width and height in CSS pixels where there is room: none is enlarged, a phone's screenshot is not endless."""
    width = min(picture.width, _COLUMN, max(_NARROWEST, _HEIGHT * picture.width // picture.height))
    return width, max(1, round(picture.height * width / picture.width))


def _address(rendition: Rendition, scope: PageScope) -> str:
    return posixpath.relpath(rendition.path, posixpath.dirname(scope.edition.url) or ".")


def _make_figure(paragraph: Element, placed: Element, record: Record, words: str, strings: Strings) -> None:
    tail = paragraph.tail
    paragraph.clear()
    paragraph.tag, paragraph.tail = "figure", tail
    paragraph.set("class", "picture")
    paragraph.append(placed)
    caption = SubElement(paragraph, "figcaption")
    if words:
        caption.text = f"{words} "
    caption.append(_credit(record, strings))


def _credit(record: Record, strings: Strings) -> Element:
    """Who made it, and under which licence; what is written in the record may run in another direction."""
    element = last = Element("span", {"class": "picture-credit"})
    for piece in re.split(r"(%\(\w+\)s)", strings.gettext("Picture: %(credit)s, %(licence)s")):
        if piece == "%(credit)s":
            last = SubElement(element, "bdi")
            last.text = record.credit
        elif piece == "%(licence)s":
            last = _licence(element, record.licence, strings)
        elif last is element:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece
    return element


def _licence(parent: Element, licence: str, strings: Strings) -> Element:
    """The licence with its address; one in words (`all rights reserved, …`) in the reader's language."""
    address = licence_url(licence)
    if address:
        link = SubElement(parent, "a", {"href": address, "rel": "license external noreferrer"})
        SubElement(link, "bdi").text = licence
        return link
    element = SubElement(parent, "bdi")
    element.text = strings.pgettext("licence", licence)
    return element
