"""A bar chart of women's and men's figures, as inline SVG with its table. Made at build time.

Colours are classes of the stylesheet, so that light, dark and print each have their own.
Nothing in it needs a script, and every number also stands in the table.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from .facts import Chart, Facts, Indicator
from .figures import figure, year
from .strings import Strings

# In units of the drawing: about a small phone's width, so that its letters stay readable there.
WIDTH = 320
_ROW, _BAR, _TOP = 66, 15, 30
#: A full bar is 100; beside it there is room for its number.
_SCALE = 2.4


def chart(key: str, facts: Facts, strings: Strings) -> Element:
    """The `figure` element for the chart `key` of docs/data/charts.yml."""
    spec = facts.charts[key]
    indicators = [facts.indicators[name] for name in spec.indicators]
    element = Element("figure", {"class": "chart"})
    caption = SubElement(element, "figcaption", {"id": f"chart-{key}"})
    caption.text = strings.pgettext("chart", spec.title)
    element.append(_drawing(key, indicators, strings))
    element.append(_table(spec, indicators, strings))
    return element


def _drawing(key: str, indicators: list[Indicator], strings: Strings) -> Element:
    """A row for whom the bars count, then a row for each indicator; rows are written alike, so that they pack well.

    Everything grows from the line x = 0; for right-to-left readers that is the right edge.
    """
    rtl = strings.language.direction == "rtl"
    svg = Element("svg", {"viewBox": f"{-WIDTH if rtl else 0} 0 {WIDTH} {_TOP + _ROW * len(indicators)}", "role": "img",
                          "class": "chart-drawing", "aria-labelledby": f"chart-{key}"})
    if rtl:
        svg.set("direction", "rtl")

    def text(row: Element, x: float, y: int, words: str) -> None:
        SubElement(row, "text", {"x": f"{-x if rtl else x:g}", "y": str(y)}).text = words

    def bar(row: Element, x: float, y: int, width: float, height: int, whose: str) -> None:
        SubElement(row, "rect", {"x": f"{-x - width if rtl else x:g}", "y": str(y), "width": f"{width:g}",
                                 "height": str(height), "class": whose})

    names = SubElement(svg, "g")
    for x, sex, whose in ((0, strings.gettext("Women"), "women"), (WIDTH / 2, strings.gettext("Men"), "men")):
        bar(names, x, 4, 12, 12, whose)
        text(names, x + 18, 15, sex)
    for place, indicator in enumerate(indicators):
        row = SubElement(svg, "g", {"transform": f"translate(0 {_TOP + place * _ROW})"})
        text(row, 0, 14, _label(indicator, strings))
        for y, whose in ((20, "women"), (23 + _BAR, "men")):
            if value := getattr(indicator, whose):
                width = round(float(value) * _SCALE, 1)
                bar(row, 0, y, width, _BAR, whose)
                text(row, width + 6, y + 12, figure(indicator, whose, strings))
    return svg


def _table(spec: Chart, indicators: list[Indicator], strings: Strings) -> Element:
    details = Element("details", {"class": "chart-table"})
    SubElement(details, "summary").text = strings.gettext("The figures as a table, with their sources")
    scroll = SubElement(details, "div", {"class": "table-scroll", "tabindex": "0"})
    table = SubElement(scroll, "table")
    header = SubElement(SubElement(table, "thead"), "tr")
    for words in (strings.pgettext("chart", spec.title), strings.gettext("Women"), strings.gettext("Men"),
                  strings.gettext("Source")):
        SubElement(header, "th", {"scope": "col"}).text = words
    body = SubElement(table, "tbody")
    for indicator in indicators:
        row = SubElement(body, "tr")
        SubElement(row, "th", {"scope": "row"}).text = _label(indicator, strings)
        for field in ("women", "men"):
            SubElement(row, "td").text = figure(indicator, field, strings) if getattr(indicator, field) else "–"
        link = SubElement(SubElement(row, "td"), "a", {"href": indicator.url, "rel": "external noreferrer"})
        SubElement(link, "bdi").text = indicator.publisher
    return details


def _label(indicator: Indicator, strings: Strings) -> str:
    return strings.gettext(", ").join((strings.pgettext("place", indicator.place), year(indicator, strings.language)))
