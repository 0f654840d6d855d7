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
_SCALE = (WIDTH - 82) / 100


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
    rtl = strings.language.direction == "rtl"
    height = _TOP + _ROW * len(indicators)
    svg = Element("svg", {"viewBox": f"0 0 {WIDTH} {height}", "role": "img", "class": "chart-drawing",
                          "aria-labelledby": f"chart-{key}"})

    def across(x: float, width: float = 0) -> str:
        return f"{WIDTH - x - width if rtl else x:g}"

    def text(x: float, y: float, words: str, name: str) -> None:
        # For right-to-left readers the drawing is mirrored, and text starts at the right.
        label = SubElement(svg, "text", {"x": across(x), "y": f"{y:g}", "class": name,
                                         "direction": strings.language.direction, "text-anchor": "start"})
        label.text = words

    for x, sex, name in ((0, strings.gettext("Women"), "women"), (WIDTH / 2, strings.gettext("Men"), "men")):
        SubElement(svg, "rect", {"x": across(x, 12), "y": "4", "width": "12", "height": "12", "class": f"bar {name}"})
        text(x + 18, 15, sex, "legend")
    for row, indicator in enumerate(indicators):
        top = _TOP + row * _ROW
        text(0, top + 14, _label(indicator, strings), "label")
        for offset, field in ((20, "women"), (20 + _BAR + 3, "men")):
            value = getattr(indicator, field)
            if not value:
                continue
            width = float(value) * _SCALE
            SubElement(svg, "rect", {"x": across(0, width), "y": f"{top + offset}", "width": f"{width:g}",
                                     "height": f"{_BAR}", "class": f"bar {field}"})
            text(width + 6, top + offset + 12, figure(indicator, field, strings), "value")
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
