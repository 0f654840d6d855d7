"""A bar chart of women's and men's figures, as inline SVG with its table. Made at build time.

Colours are classes of the stylesheet, so that light, dark and print each have their own.
Nothing in it needs a script, and every number also stands in the table.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from .facts import Chart, Facts, Indicator
from .figures import figure, year
from .strings import Strings

# In units of the drawing; the stylesheet lets it grow with the page.
WIDTH = 640
_LEFT, _ROW, _BAR, _TOP = 10, 78, 18, 34
_SCALE = (WIDTH - 110) / 100


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
                          "aria-labelledby": f"chart-{key}", "direction": "ltr"})

    def across(x: float, width: float = 0) -> str:
        return f"{WIDTH - x - width if rtl else x:g}"

    def text(x: float, y: float, words: str, name: str) -> None:
        # The drawing itself stays left to right; for right-to-left readers it is mirrored.
        label = SubElement(svg, "text", {"x": across(x), "y": f"{y:g}", "class": name,
                                         "text-anchor": "end" if rtl else "start"})
        label.text = words

    for x, sex, name in ((_LEFT, strings.gettext("Women"), "women"), (_LEFT + 150, strings.gettext("Men"), "men")):
        SubElement(svg, "rect", {"x": across(x, 14), "y": "4", "width": "14", "height": "14", "class": f"bar {name}"})
        text(x + 22, 16, sex, "legend")
    for row, indicator in enumerate(indicators):
        top = _TOP + row * _ROW
        text(_LEFT, top + 16, _label(indicator, strings), "label")
        for offset, field in ((24, "women"), (24 + _BAR + 3, "men")):
            value = getattr(indicator, field)
            if not value:
                continue
            width = float(value) * _SCALE
            SubElement(svg, "rect", {"x": across(_LEFT, width), "y": f"{top + offset}", "width": f"{width:g}",
                                     "height": f"{_BAR}", "class": f"bar {field}"})
            text(_LEFT + width + 8, top + offset + 14, figure(indicator, field, strings), "value")
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
