"""Content is untrusted: it arrives by pull request. Here it loses all that could act.

HTML in Markdown is switched off in `notation.py`; this takes care of attribute lists
(`{onclick=…}`), of boxes and of links. The Content-Security-Policy is the second wall.
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.util import AMP_SUBSTITUTE, ETX, STX

from .languages import TAG
from .webaddresses import can_be_split

#: Marks of our notation until a page is finished; no attribute list can write a space in a name.
FACT, CITED = " fact", " cited"

_KEPT_ATTRIBUTES = frozenset({
    "id", "class", "lang", "dir", "title", "href", "hreflang", "rel", "src", "alt", "width", "height", "start",
    "type", "value", "checked", "disabled", "scope", "tabindex", "role", "datetime", "open", "for",
    "aria-labelledby", "aria-hidden", "data-age", FACT, CITED})
#: Elements that only the generator makes: of charts, and the place of a section's mark.
_OURS = frozenset({"svg", "g", "rect", "text", "section-mark"})
#: What a box may be (`!!! note`): any other word would be a class of the site's own, such as `exit`.
BOXES = frozenset({"abstract", "bug", "danger", "example", "failure", "info", "note", "poster", "question", "quote",
                   "success", "template", "tip", "warning"})
#: Ids of the page around the text, which scripts and labels look for.
OWN_IDS = frozenset({"content", "exit-said", "objectives-title", "materials-title", "outline-title", "sources-title",
                     "parts-title", "search", "search-words", "share-title", "related-title"})
_OWN_FILE = re.compile(r"[^:/?#\\]+(/|$)")
#: The class by which an author says that a picture means nothing: the only one that an attribute list may give.
DECORATIVE = "decorative"
#: What an attribute list may give, and what it may say.
_GIVEN = {"id": re.compile(r"[A-Za-z][\w.:-]*"), "lang": TAG, "dir": re.compile("ltr|rtl")}
#: A sign that Markdown will put back at the very end (`\\\\` in a link).
_ESCAPED = re.compile(f"{STX}([0-9]{{1,6}}){ETX}")
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
    if element.get("id") in OWN_IDS:
        del element.attrib["id"]
    if element.tag == "details" or "admonition" in element.get("class", "").split():
        kept = [name for name in element.get("class", "").split() if name in BOXES or name == "admonition"]
        element.set("class", " ".join(kept) or "note")
    for name in list(element.attrib):
        if name not in _KEPT_ATTRIBUTES:
            del element.attrib[name]
    if element.tag == "img" and not _OWN_FILE.match(_as_a_browser_reads(element.get("src", ""))):
        element.tag, element.text = "span", element.get("alt", "")
        element.attrib.clear()
    address = _as_a_browser_reads(element.get("href", ""))
    if element.tag == "a" and not (_SAFE_LINK.match(address) and can_be_split(element.get("href", ""))):
        element.tag = "span"
        element.attrib.clear()
    if element.tag == "a" and address.lower().startswith(("http:", "https:", "//")):
        element.set("rel", "external noreferrer")


def _as_a_browser_reads(address: str) -> str:
    """Character references and Markdown's escapes resolved, control characters and white space left out."""
    plain = _ESCAPED.sub(lambda sign: chr(int(sign[1])), address.replace(AMP_SUBSTITUTE, "&"))
    return re.sub(r"[\x00-\x20]", "", html.unescape(plain))


class OnlyIds(AttrListTreeprocessor):
    """Attribute lists that give an id, or the language and direction of words; the rest is the site's own business."""

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        attributes, remainder = get_attrs_and_remainder(attrs_string)
        if not (strict and remainder):
            for name, value in attributes:
                if name in _GIVEN and value and _GIVEN[name].fullmatch(value):
                    elem.set(name, value)
                elif (name, value, elem.tag) == (".", DECORATIVE, "img"):
                    elem.set("class", DECORATIVE)
        return remainder
