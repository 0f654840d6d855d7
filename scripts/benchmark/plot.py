"""The measured builds as bars, in SVG: words are text, and without colours ours is the black one."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .builders import OURS
from .comparing import COLD, TEXT, shown

#: In units of the drawing: its width, where names, bars of either side, and a row's height are.
WIDTH, _NAMES, _SIDE, _BAR, _ROW = 960, 250, 350, 210, 26
_SIDES = ((COLD, "Cold, seconds"), (TEXT, "After one edit of a text, seconds"))
_TITLE, _HEAD, _FOOT = "How long it takes to build a site", 44, 34


def plot(measured: Mapping[str, Any]) -> str:
    """Each size with a bar for each generator: the median, and a line from the least to the most of its runs."""
    heights = [_HEAD + 24 + _ROW * len(size["builders"]) for size in measured["sizes"]]
    height = 50 + sum(heights) + _FOOT
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height}", "role": "img",
                          "width": str(WIDTH), "height": str(height), "aria-labelledby": "title description",
                          "font-family": "system-ui, sans-serif", "font-size": "14"})
    SubElement(svg, "title", {"id": "title"}).text = _TITLE
    SubElement(svg, "desc", {"id": "description"}).text = _described(measured)
    # Where the page around it is dark, black letters still stand on white.
    SubElement(svg, "rect", {"width": str(WIDTH), "height": str(height), "fill": "#fff"})
    _text(svg, 16, 32, _TITLE, {"font-size": "20", "font-weight": "bold"})
    top = 50
    for size, own_height in zip(measured["sizes"], heights, strict=True):
        _size(SubElement(svg, "g", {"transform": f"translate(0 {top})"}), size)
        top += own_height
    _text(svg, 16, height - 14, "Bars: medians; lines: from the least to the most of all runs. Each half of a size has "
                                "its own scale.", {"font-size": "12"})
    indent(svg)
    return tostring(svg, encoding="unicode") + "\n"


def _size(group: Element, size: Mapping[str, Any]) -> None:
    heading = f"{size['pages']:,} pages ({size['works']:,} × {size['languages']} languages)"
    _text(group, 16, 22, heading, {"font-weight": "bold"})
    for side, (case, words) in enumerate(_SIDES):
        left = _NAMES + side * _SIDE
        _text(group, left, 44, words, {"font-size": "12"})
        longest = max(max(_seconds(row, case)) for row in size["builders"])
        for place, row in enumerate(size["builders"]):
            y = _HEAD + 10 + place * _ROW
            if side == 0:
                weight = {"font-weight": "bold"} if row["name"] == OURS else {}
                _text(group, 16, y + 15, row["name"], weight)
            _bar(group, left, y, _seconds(row, case), _BAR / longest, row["name"] == OURS)


def _bar(group: Element, left: float, y: float, seconds: list[float], scale: float, is_ours: bool) -> None:
    middle = median(seconds)
    SubElement(group, "rect", {
        "x": f"{left}", "y": f"{y}", "width": f"{max(middle * scale, 1):.1f}", "height": "18",
        "fill": "#000" if is_ours else "#fff", "stroke": "#000"})
    if len(seconds) > 1:
        least, most = (left + value * scale for value in (min(seconds), max(seconds)))
        SubElement(group, "path", {"d": f"M{least:.1f} {y + 21}H{most:.1f}", "stroke": "#000"})
    _text(group, left + max(middle * scale, 1) + 6, y + 14, shown(middle), {"font-size": "12"})


def _seconds(row: Mapping[str, Any], case: str) -> list[float]:
    return [taken["seconds"] for taken in row["runs"][case]]


def _described(measured: Mapping[str, Any]) -> str:
    """The same in words."""
    sentences = []
    for size in measured["sizes"]:
        for case, words in ((COLD, "cold"), (TEXT, "after one edit")):
            took = ", ".join(f"{row['name']} {shown(median(_seconds(row, case)))} s"
                             for row in size["builders"])
            sentences.append(f"{size['pages']:,} pages, {words}: {took}.")
    return " ".join(sentences)


def _text(group: Element, x: float, y: float, words: str, more: Mapping[str, str]) -> None:
    SubElement(group, "text", {"x": f"{x:.4g}", "y": f"{y:g}", **more}).text = words
