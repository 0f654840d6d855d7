"""Charts and wide tables in forms that pages of paper, and of a phone, can lay out."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from lxml.html import HtmlElement, builder

#: What addresses of a book's pictures begin with while it is laid out.
PICTURE = "picture:"
#: What begins an isolate (UAX 9, 2.4), as WeasyPrint knows neither `bdi` nor `dir` inside a paragraph.
_ISOLATES = {"auto": "\u2068", "ltr": "\u2066", "rtl": "\u2067"}
_END = "\u2069"
_INLINE = {"a", "bdi", "cite", "code", "em", "span", "strong"}


def reshape(section: HtmlElement, columns: int) -> None:
    """Gives charts, and tables with more than `columns`, forms that any page can lay out; pictures get `picture:`."""
    for drawing in list(section.iter("svg")):
        parent = drawing.getparent()
        if parent is not None:
            parent.replace(drawing, _bars(drawing))
    for picture in section.iter("img"):
        picture.set("src", PICTURE + picture.get("src", ""))
        picture.set("alt", picture.get("alt") or " ")
    for table in list(section.iter("table")):
        parent = table.getparent()
        heads = [" ".join(cell.text_content().split()) for cell in table.iterfind("thead/tr/th")]
        if len(heads) > columns and parent is not None:
            under = columns_of_pictures(table)
            blocks = builder.E.div(*(map(_pictured, under) if under else
                                     (_block(row, heads) for row in table.iterfind("tbody/tr"))))
            blocks.tail = table.tail
            parent.replace(table, blocks)


def columns_of_pictures(table: HtmlElement) -> list[tuple[HtmlElement, ...]] | None:
    """The columns of a table with a picture in each, below its heading: they are read downwards. None for others."""
    rows = [list(row.iterchildren("th", "td")) for row in table.iter("tr")]
    shown = rows[1] if len(rows) > 1 else []
    if not shown or any(cell.find(".//img") is None or cell.text_content().strip() for cell in shown):
        return None
    return list(zip(*rows, strict=False))


def isolate(body: HtmlElement) -> None:
    """Writes the direction of words inside a paragraph as the characters that stand for it."""
    for element in body.iter(*_INLINE):
        direction = {"bdi": "auto", "code": "ltr"}.get(str(element.tag))
        direction = element.get("dir", direction or "")
        if direction in _ISOLATES:
            element.text = _ISOLATES[direction] + (element.text or "")
            last = element[-1] if len(element) else None
            if last is None:
                element.text += _END
            else:
                last.tail = (last.tail or "") + _END


def _bars(drawing: HtmlElement) -> HtmlElement:
    """A chart (ijwi.chart) in HTML: letters in WeasyPrint's drawings do not join, and copy in the wrong order.

    A bar is followed by its value and by whom it counts, so that it needs no colour.
    """
    width = float(drawing.get("viewBox", drawing.get("viewbox", "0 0 1 1")).split()[2])
    legend, *rows = drawing
    names = {bar.get("class", ""): name.text_content() for bar, name in _pairs(legend)}
    bars = builder.DIV(builder.CLASS("bars"))
    for row in rows:
        bars.append(builder.P(builder.CLASS("label"), row[0].text_content()))
        for bar, value in _pairs(row[1:]):
            whose, share = bar.get("class", ""), 100 * float(bar.get("width", "0")) / width
            line = builder.P(builder.SPAN(builder.CLASS(f"bar {whose}"), style=f"width: {share:.1f}%"), " ",
                             value.text_content())
            line.append(builder.SPAN(builder.CLASS("hint"), f" {names[whose]}"))
            bars.append(line)
    return bars


def _pairs(shapes: Iterable[HtmlElement]) -> list[tuple[HtmlElement, HtmlElement]]:
    """Each bar with the text beside it."""
    found = list(shapes)
    return list(zip(found[::2], found[1::2], strict=True))


def _block(row: HtmlElement, heads: list[str]) -> HtmlElement:
    """A row of a table, a line for each cell."""
    block = builder.E.div(builder.CLASS("row-block"))
    for head, cell in zip(heads, row, strict=False):
        line = builder.P(builder.SPAN(builder.CLASS("row-label"), f"{head}: ")) if head else builder.P()
        content = builder.SPAN(cell.text or "", *(copy.deepcopy(child) for child in cell))
        line.append(content)
        block.append(line)
    return block


def _pictured(column: tuple[HtmlElement, ...]) -> HtmlElement:
    """A picture with its heading and what stands below it."""
    head, *below = column
    block = builder.E.div(builder.CLASS("row-block"), builder.P(builder.SPAN(builder.CLASS("row-label"),
                                                                            head.text_content().strip())))
    for cell in below:
        block.append(builder.P(cell.text or "", *(copy.deepcopy(child) for child in cell)))
    return block
