"""Content is untrusted: it arrives by pull request. Here it loses all that could act.

HTML in Markdown is switched off in `notation.py`; this takes care of attribute lists
(`{onclick=…}`) and of links. The Content-Security-Policy is the second wall.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_KEPT_ATTRIBUTES = frozenset({
    "id", "class", "lang", "dir", "title", "href", "hreflang", "rel", "src", "alt", "width", "height", "start",
    "type", "value", "checked", "disabled", "scope", "tabindex", "role", "datetime", "open", "for",
    "aria-labelledby", "aria-hidden", "data-fact", "data-source", "data-age"})
#: Elements that only the generator makes: of charts, and the place of a section's mark.
_OURS = frozenset({"svg", "rect", "text", "section-mark"})
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
    if element.tag == "img" and not _OWN_FILE.match(element.get("src", "").strip()):
        element.tag, element.text = "span", element.get("alt", "")
        element.attrib.clear()
    if element.tag == "a" and not _SAFE_LINK.match(element.get("href", "").strip()):
        element.tag = "span"
        element.attrib.clear()
    if element.tag == "a" and element.get("href", "").startswith(("http:", "https:")):
        element.set("rel", "external noreferrer")
