"""The centre's mark as a small square picture, drawn from its drawing."""

from __future__ import annotations

import io
import re
from pathlib import Path

from lxml import etree
from PIL import Image, ImageDraw

Point = tuple[float, float]
#: What our own marks are made of (SVG 2, 9.3.2 to 9.3.4): corners and straight lines.
_STEP = re.compile(r"([MLlHhVvZz])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
#: Drawn so many times larger, so that slanted lines are smooth.
_FINER = 4


def mark_png(site: Path, size: int) -> bytes:
    """`assets/brand/mark.svg` as a PNG of `size` by `size`.

    A mark of other shapes than polygons is not understood; the middle of the neutral picture stands for it.
    """
    image = _drawn(etree.parse(str(site / "assets/brand/mark.svg")).getroot(), size * _FINER)
    if image is None:
        with Image.open(site / "assets/share/neutral.png") as neutral:
            image, side = neutral.convert("RGB"), neutral.height
            image = image.crop(((image.width - side) // 2, 0, (image.width + side) // 2, side))
    target = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(target, "PNG", compress_level=9)
    return target.getvalue()


def _drawn(drawing: etree._Element, size: int) -> Image.Image | None:
    left, top, width, height = (float(word) for word in str(drawing.get("viewBox", "0 0 36 36")).split())
    scale = size / max(width, height)
    image = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(image)
    for shape in drawing:
        fill = shape.get("fill")
        outlines = _outlines(str(shape.get("d", ""))) if etree.QName(shape).localname == "path" else None
        if not outlines or not fill or not fill.startswith("#") or set(shape.attrib) - {"fill", "d"}:
            return None
        for outline in outlines:
            draw.polygon([((x - left) * scale, (y - top) * scale) for x, y in outline], fill=str(fill))
    return image


def _outlines(path: str) -> list[list[Point]] | None:
    """The corners of each polygon of a path; None if it has curves."""
    if re.sub(r"[MLlHhVvZz\d\s.,-]", "", path):
        return None
    outlines: list[list[Point]] = []
    x = y = 0.0
    for command, words in _STEP.findall(path):
        numbers = [float(word) for word in _NUMBER.findall(words)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        if command in "Zz":
            x, y = outlines[-1][0]
            continue
        for a, b in pairs if command in "MLl" else [(number, 0.0) for number in numbers]:
            if command == "M" and (a, b) == pairs[0]:
                outlines.append([])
            match command:
                case "M" | "L":
                    x, y = a, b
                case "l":
                    x, y = x + a, y + b
                case "H":
                    x = a
                case "h":
                    x += a
                case "V":
                    y = a
                case "v":
                    y += a
            outlines[-1].append((x, y))
    return outlines
