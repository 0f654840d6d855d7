"""Which letters each glyph of a font for the Arabic script stands for, so that text copies as it was written.

WeasyPrint 70 takes a glyph's letters from the place where it first appears. In Arabic a letter and the
marks on it come as one there: a letter first met with a mark would carry that mark in every word.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_ARABIC = range(0x0600, 0x0900)
_SHADDA = "\u0651"
#: Marks without width that belong to a text: what keeps letters apart or joins them, and what sets a direction.
MARKS = "\u200c\u200f\u200d"
#: What may stand in for them, after their own glyphs, which in many fonts are drawn as a line.
_EMPTY = (*map(ord, MARKS), 0x200B, 0xFEFF, 0x200E, 0x034F, 0)


@lru_cache(maxsize=8)
def arabic_glyphs(font: bytes, index: int) -> Mapping[int, str]:
    """The letters of each glyph by its number, as far as they are Arabic: forms, ligatures and marks (GSUB)."""
    with TTFont(io.BytesIO(font), fontNumber=index, lazy=True) as opened:
        known = {name: chr(code) for code, name in sorted(opened.getBestCmap().items(), reverse=True)
                 if code in _ARABIC}
        rules = list(_rules(opened)) if known and "GSUB" in opened else []
        found = True
        while found:
            found = False
            for parts, made in rules:
                if made not in known and all(part in known for part in parts):
                    known[made] = "".join(known[part] for part in parts)
                    found = True
        # The doubling of a letter is typed before its vowel.
        return {opened.getGlyphID(name): "".join(sorted(letters, key=_SHADDA.__ne__))
                if all(map(unicodedata.combining, letters)) else letters for name, letters in sorted(known.items())}


@lru_cache(maxsize=8)
def mark_glyphs(font: bytes, index: int) -> Mapping[str, int]:
    """For each of MARKS a glyph that draws nothing and takes no room, as far as the font has enough of them."""
    with TTFont(io.BytesIO(font), fontNumber=index, lazy=True) as opened:
        names, drawn = opened.getBestCmap(), opened.getGlyphSet()
        free = []
        for name in dict.fromkeys(names[code] for code in _EMPTY if code in names):
            pen = BoundsPen(drawn)
            drawn[name].draw(pen)
            if pen.bounds is None and not drawn[name].width:
                free.append(opened.getGlyphID(name))
        return dict(zip(MARKS, free, strict=False))


def _rules(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    """What glyphs become which glyph. Of a glyph that falls into several, the first keeps the letter."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            rule: Any = table.ExtSubTable if lookup.LookupType == 7 else table
            match rule.LookupType:
                case 1:
                    yield from (((old,), new) for old, new in rule.mapping.items())
                case 2:
                    yield from (((old,), new[0]) for old, new in rule.mapping.items() if new)
                case 3:
                    yield from (((old,), new) for old, every in rule.alternates.items() for new in every)
                case 4:
                    yield from (((first, *ligature.Component), ligature.LigGlyph)
                                for first, every in rule.ligatures.items() for ligature in every)
