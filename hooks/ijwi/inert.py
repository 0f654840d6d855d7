"""Content is untrusted: it arrives by pull request. Here it loses all that could act.

HTML in Markdown is switched off in `notation.py`; this takes care of attribute lists
(`{onclick=…}`) and of links. The Content-Security-Policy is the second wall.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE

#: Marks of our notation until a page is finished; no attribute list can write a space in a name.
FACT, CITED = " fact", " cited"

_KEPT_ATTRIBUTES = frozenset({
    "id", "class", "lang", "dir", "title", "href", "hreflang", "rel", "src", "alt", "width", "height", "start",
    "type", "value", "checked", "disabled", "scope", "tabindex", "role", "datetime", "open", "for",
    "aria-labelledby", "aria-hidden", "data-age", FACT, CITED})
#: Elements that only the generator makes: of charts, and the place of a section's mark.
_OURS = frozenset({"svg", "g", "rect", "text", "section-mark"})
_OWN_FILE = re.compile(r"[^:/?#\\]+(/|$)")
_SAFE_LINK = re.compile(r"(?i)(https?:|mailto:|tel:|#|[^:/?#]*([/?#]|$))")


def make_inert(element: Element) -> None:
    """Keeps of an element's attributes only what text needs; turns alignment into a class.

    A link that could run a script, or a picture from elsewhere, becomes its own text.
    """
    if element.tag in _OURS:
        return
    style = element.attrib.pop("style", "")
    align = re.search(r"text-align:\s*(left|center|right)", style)
    if align:
        element.set("class", f"{element.get('class', '')} align-{align[1]}".strip())
    for name in list(element.attrib):
        if name not in _KEPT_ATTRIBUTES:
            del element.attrib[name]
    if element.tag == "img" and not _OWN_FILE.match(_as_a_browser_reads(element.get("src", ""))):
        element.tag, element.text = "span", element.get("alt", "")
        element.attrib.clear()
    address = _as_a_browser_reads(element.get("href", ""))
    if element.tag == "a" and not (_SAFE_LINK.match(address) and _can_be_split(element.get("href", ""))):
        element.tag = "span"
        element.attrib.clear()
    if element.tag == "a" and address.lower().startswith(("http:", "https:", "//")):
        element.set("rel", "external noreferrer")


def _as_a_browser_reads(address: str) -> str:
    """Character references resolved, control characters and white space left out."""
    return re.sub(r"[\x00-\x20]", "", html.unescape(address.replace(AMP_SUBSTITUTE, "&")))


def _can_be_split(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True
