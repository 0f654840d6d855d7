"""Pictures as copies carry them: one file each, which every program can show, and none that must stay on the site.

A copy is paid by the megabyte: with both widths in both formats it would carry four times as much.
"""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement

from ..picture import NO_COPIES


def one_file_each(page: HtmlElement) -> None:
    """Leaves of each picture on a page its plain file; one that may not be copied becomes its words."""
    for holder in list(page.iter("picture")):
        [image] = holder.iterchildren("img")
        parent = holder.getparent()
        if parent is None:
            continue
        kept = _words(parent, image) if NO_COPIES in image.attrib else image
        kept.tail = holder.tail
        parent.replace(holder, kept)


def _words(parent: HtmlElement, image: HtmlElement) -> HtmlElement:
    """What stands in the place of a picture that is left out. Nobody is named for what is not there."""
    words = html.Element("p" if parent.tag == "figure" else "span")
    words.text = image.get("alt", "")
    for credit in parent.xpath("./figcaption/span[@class='picture-credit']"):
        credit.getparent().remove(credit)
    return words
