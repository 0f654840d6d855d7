"""Safety strings in content: each wording in an element of its own, with its language."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from .strings import Wording


def add_wordings(parent: Element, wordings: Iterable[Wording]) -> None:
    """Adds each wording as a `span` with its lang and dir; the first is the page's own language."""
    for number, wording in enumerate(wordings):
        span = SubElement(parent, "span", {"class": "wording"})
        if number:
            span.set("lang", wording.language)
            span.set("dir", wording.direction)
            parent[-2].tail = " "
        span.text = wording.text
