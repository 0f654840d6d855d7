"""A poster in a page: a box whose few words also become a sheet to print and a picture to share.

    !!! poster "Open the door on Thursdays"
        We work when the computer room is open.

        The Thursday Women, Hill Market

The title is the headline, the last paragraph the line of the group. On the page it is a `figure` with its headline
as caption: text to everybody, and no heading. Beside it stands the mark into which `downloads/offers.py` writes the
files, once they are there.
"""

from __future__ import annotations

from xml.etree.ElementTree import Comment, Element

from .references import PageScope

#: The class of the box, and of the figure that it becomes.
POSTER = "poster"
#: The class of its last paragraph, which says who speaks and where.
GROUP = "poster-group"


def place_posters(root: Element, scope: PageScope) -> None:
    """Turns the boxes of a page into posters, each followed by the mark of its downloads.

    Only a page of a work is handed out, so that posters on others have no mark.
    """
    boxes = [box for box in root.iter("div") if {"admonition", POSTER} <= set(box.get("class", "").split())]
    if not boxes:
        return
    handed_out = scope.catalogue.work_of(scope.document) is not None
    parents = {child: parent for parent in root.iter() for child in parent}
    for box in boxes:
        _become_a_figure(box)
        if handed_out and box.find("figcaption") is not None:
            scope.posters += 1
            _mark(box, parents[box], f"downloads:{scope.document.path}#{scope.posters}")


def _mark(poster: Element, parent: Element, name: str) -> None:
    begin, end = Comment(name), Comment("/downloads")
    begin.tail, end.tail, poster.tail = "", poster.tail, "\n"
    place = list(parent).index(poster) + 1
    parent.insert(place, begin)
    parent.insert(place + 1, end)


def _become_a_figure(box: Element) -> None:
    box.tag = "figure"
    box.set("class", POSTER)
    for part in box:
        if part.tag == "p" and "admonition-title" in part.get("class", "").split():
            part.tag = "figcaption"
            del part.attrib["class"]
    paragraphs = box.findall("p")
    if paragraphs:
        paragraphs[-1].set("class", GROUP)
