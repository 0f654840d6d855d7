"""The pictures that messengers show beside a link: imigongo, the art of Rwandan women, without any words.

Messengers show the title themselves, and a picture with letters would need fonts. Every kind
of work has an arrangement of its own; one neutral picture serves all that must not stand out.
Lines run at 45 degrees only, so that they are clean without smoothing and the files small.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from PIL import Image, ImageColor, ImageDraw

from ..sharing import NEUTRAL_PICTURE

#: Width and height that messengers ask for (https://developers.facebook.com/docs/sharing/best-practices).
SIZE = (1200, 630)
_WIDTH, _HEIGHT = SIZE
_MIDDLE = (_WIDTH // 2, _HEIGHT // 2)

# The colours of overrides/assets/brand: soot, kaolin, red and dark red earth, ochre, and two browns.
_PALETTE = ("#15110e", "#fbf7f2", "#b2402c", "#9b2d1f", "#d99a2b", "#332a24", "#8a7a6b")
SOOT, KAOLIN, RED, DARK, OCHRE, BROWN, CLAY = range(len(_PALETTE))

Draw = ImageDraw.ImageDraw


def _diamond(draw: Draw, x: int, y: int, *rings: tuple[int, int]) -> None:
    """Diamonds one within another: radius and colour of each, the outermost first."""
    for radius, colour in rings:
        draw.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], fill=colour)


def _zigzag(draw: Draw, y: int, height: int, thickness: int, colour: int, shift: int = 0) -> None:
    """A line across the picture that rises and falls by `height`, `thickness` tall."""
    steps = range(-2 * height + shift, _WIDTH + 3 * height, height)
    points = [(x, y + (height if place % 2 else 0)) for place, x in enumerate(steps)]
    draw.polygon(points + [(x, up + thickness) for x, up in reversed(points)], fill=colour)


def _teeth(draw: Draw, y: int, size: int, colour: int, down: bool = False, shift: int = 0) -> None:
    """A row of triangles that stand on the line `y`, or hang from it."""
    tip = y + size if down else y - size
    for x in range(-2 * size + shift, _WIDTH + 2 * size, 2 * size):
        draw.polygon([(x, y), (x + size, tip), (x + 2 * size, y)], fill=colour)


def _chevron(draw: Draw, x: int, reach: int, thickness: int, colour: int) -> None:
    """A broad arrow that points to the right; `x` is where its tip begins."""
    y = _MIDDLE[1]
    draw.polygon([(x - reach, y - reach), (x - reach + thickness, y - reach), (x + thickness, y),
                  (x - reach + thickness, y + reach), (x - reach, y + reach), (x, y)], fill=colour)


def _layers(draw: Draw) -> None:
    """A manual: line above line, as its sessions follow each other."""
    colours = (KAOLIN, SOOT, OCHRE, SOOT, KAOLIN, RED, BROWN, SOOT)
    for top in (0, 397):
        for place in range(-3, 6):
            _zigzag(draw, top + place * 45 - 60, 105, 45, colours[place % len(colours)])
    draw.rectangle((0, 233, _WIDTH, 397), fill=KAOLIN)
    draw.rectangle((0, 245, _WIDTH, 385), fill=SOOT)
    for x in range(0, _WIDTH + 120, 120):
        _diamond(draw, x, _MIDDLE[1], (58, RED), (40, SOOT), (28, KAOLIN), (12, SOOT))


def _great_diamonds(draw: Draw) -> None:
    """A toolkit: three great diamonds, and small ones in the gaps."""
    for x in (0, 400, 800, 1200):
        for y in (0, _HEIGHT):
            _diamond(draw, x, y, (290, BROWN), (270, SOOT), (160, DARK), (136, SOOT), (92, OCHRE), (68, SOOT))
    for x in (200, 600, 1000):
        _diamond(draw, x, _MIDDLE[1], (200, KAOLIN), (168, SOOT), (140, RED), (96, KAOLIN), (64, SOOT), (36, OCHRE))


def _way(draw: Draw) -> None:
    """A guide: one way through, with a mark at every turn."""
    for y, thickness, colour in ((20, 62, BROWN), (150, 80, KAOLIN), (166, 48, RED), (330, 62, BROWN)):
        _zigzag(draw, y, 200, thickness, colour)
    for x in range(-400, _WIDTH + 400, 400):
        for across, y in ((x, 90), (x + 200, 490)):
            _diamond(draw, across, y, (62, OCHRE), (40, SOOT), (18, KAOLIN))


def _forward(draw: Draw) -> None:
    """A campaign: arrows one behind another."""
    colours = (BROWN, RED, KAOLIN, SOOT, OCHRE, SOOT, KAOLIN, DARK)
    for place in range(27):
        _chevron(draw, 1560 - 60 * place, 330, 60, colours[(place + 5) % len(colours)])


def _sun(draw: Draw) -> None:
    """An event: rings that spread from where people meet."""
    colours = (BROWN, SOOT, DARK, SOOT, KAOLIN, SOOT, RED, KAOLIN, SOOT, OCHRE, SOOT, KAOLIN)
    for place, radius in enumerate(range(920, 40, -72)):
        _diamond(draw, *_MIDDLE, (radius, colours[place % len(colours)]))
    _diamond(draw, *_MIDDLE, (88, SOOT), (64, OCHRE), (36, SOOT), (16, KAOLIN))


def _weave(draw: Draw) -> None:
    """A case study: many small diamonds that make one cloth."""
    inner = (RED, KAOLIN, OCHRE, KAOLIN)
    for row, y in enumerate(range(15, _HEIGHT + 75, 75)):
        for x in range(-75 * (row % 2), _WIDTH + 150, 150):
            _diamond(draw, x, y, (70, BROWN), (62, SOOT), (44, inner[row % 4]), (20, SOOT))


def _frames(draw: Draw) -> None:
    """A video: triangles one after another, between two strips."""
    for x in (75, 375, 675, 975):
        for inset, colour in ((0, RED), (14, SOOT), (24, KAOLIN), (42, SOOT), (50, OCHRE)):
            reach = 190 - inset * 12 // 5  # 1 + the root of 2: the same distance from all three sides
            left = x - 20 + inset
            draw.polygon([(left, 315 - reach), (left + reach, 315), (left, 315 + reach)], fill=colour)
    for y in (0, _HEIGHT - 66):
        draw.rectangle((0, y, _WIDTH, y + 66), fill=BROWN)
        for x in range(30, _WIDTH + 60, 60):
            _diamond(draw, x, y + 33, (22, KAOLIN), (8, SOOT))


def _chain(draw: Draw) -> None:
    """A link: diamonds that hold each other."""
    for y in (-60, 490):
        _zigzag(draw, y, 150, 50, BROWN)
    for place, x in enumerate(range(0, _WIDTH + 200, 200)):
        _diamond(draw, x, _MIDDLE[1], (190, SOOT), (176, (KAOLIN, RED, KAOLIN, OCHRE)[place % 4]), (128, SOOT))
    for x in range(100, _WIDTH + 200, 200):
        _diamond(draw, x, _MIDDLE[1], (34, CLAY), (18, SOOT))


def _calm(draw: Draw) -> None:
    """The neutral picture: the band from the head of every page."""
    for y, colour in ((120, BROWN), (450, BROWN)):
        _zigzag(draw, y, 60, 12, colour)
    draw.rectangle((0, 207, _WIDTH, 423), fill=SOOT)
    _teeth(draw, 423, 90, RED, shift=90)
    _teeth(draw, 207, 90, OCHRE, down=True)
    _zigzag(draw, 252, 90, 36, KAOLIN)


#: In the order in which our vocabulary has the kinds; a centre's further kinds begin again from the first.
_ARRANGEMENTS = (_layers, _great_diamonds, _way, _forward, _sun, _weave, _frames, _chain)


def share_pictures(kinds: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Path and content of the picture of each kind of the vocabulary, in its order, and of the neutral one."""
    for place, kind in enumerate(kinds):
        yield f"assets/share/{kind}.png", _picture(_ARRANGEMENTS[place % len(_ARRANGEMENTS)])
    yield f"assets/share/{NEUTRAL_PICTURE}.png", _picture(_calm)


@cache
def _picture(arrangement: Callable[[Draw], None]) -> bytes:
    """A PNG with a palette: a few kilobytes, and nothing about when it was made."""
    image = Image.new("P", SIZE, SOOT)
    image.putpalette([channel for colour in _PALETTE for channel in ImageColor.getrgb(colour)])
    arrangement(ImageDraw.Draw(image))
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=9, bits=4)
    return target.getvalue()
