"""A page cut into segments to translate, and put together again with other words.

Everything that is not words stays with the page: indentation, signs of lists, `{#ids}`, bars of
tables, code, paragraphs that are only a reference. What stands inside words, such as a link or
`[fact:…]`, stays in the segment; `tokens.py` watches over it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from .. import sections
from ..sections import FRONT
from . import frontwords
from .blocks import Block, blocks

_ODD_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE_ENDS = re.compile(r"[ \t]*[\n\v\f\r\x85\u2028\u2029]+[ \t]*")


@dataclass(frozen=True)
class Segment:
    """Words that are translated together.

    `context` names them for good: section id, kind, and position among its kind in the section.
    `lines` are the offsets in the page of the words' begin and end, line by line.
    """

    context: str
    kind: str
    text: str
    lines: tuple[tuple[int, int], ...]

    @property
    def section(self) -> str:
        return self.context.split("/")[0]


@dataclass(frozen=True)
class Piece:
    """What is put together as one: a section of the body, or a field of the front matter.

    `skeleton` is what remains of it without words; two editions of a piece with the same
    skeleton have the same segments.
    """

    id: str
    section: str
    heading: str
    start: int
    end: int
    segments: tuple[Segment, ...]
    skeleton: str


@dataclass(frozen=True)
class Page:
    """A page's text and its pieces, in order."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def segments(self) -> dict[str, Segment]:
        """Every segment by its context."""
        return {segment.context: segment for piece in self.pieces for segment in piece.segments}

    def raw(self, piece: Piece) -> str:
        return self.text[piece.start:piece.end]


def cut(text: str, where: str = "page") -> Page:
    """A page cut into pieces and segments. Raises ContentError if its front matter cannot be read."""
    front: dict[str, list[frontwords.Value]] = {}
    for value in frontwords.values(text, where):
        front.setdefault(value.field, []).append(value)
    _source, body, offset = frontwords.opened(text, where)
    return Page(text, (*(_front_piece(name, found) for name, found in front.items()), *_body_pieces(body, offset)))


def _front_piece(name: str, found: list[frontwords.Value]) -> Piece:
    kind = frontwords.KINDS[name]
    segments = tuple(Segment(f"{FRONT}/{kind}/{number}", kind, value.text, ((value.start, value.end),))
                     for number, value in enumerate(found, 1))
    return Piece(f"{FRONT}/{name}", FRONT, "", found[0].start, found[-1].end, segments, f"{name} {len(found)}")


def _body_pieces(body: str, offset: int) -> list[Piece]:
    """The pieces of a body that begins at this offset of its page."""
    line_starts = [0]
    for line in body.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    found = sections.split(body)
    starts = [line_starts[section.line - 1] for section in found]
    ends = [*starts[1:], len(body)][:len(found)]
    groups: list[list[Block]] = [[] for _section in found]
    for block in blocks(body):
        groups[max(bisect_right(starts, block.lines[0][0]) - 1, 0)].append(block)
    pieces, seen = [], Counter({FRONT: 1})
    for section, start, end, group in zip(found, starts, ends, groups, strict=True):
        name = section.id or "untitled"
        seen[name] += 1
        name = name if seen[name] == 1 else f"{name}~{seen[name]}"
        segments = _segments(body, name, group)
        skeleton = _skeleton(body, start, end, segments)
        moved = tuple(replace(segment, lines=tuple((a + offset, b + offset) for a, b in segment.lines))
                      for segment in segments)
        pieces.append(Piece(name, name, section.heading, start + offset, end + offset, moved, skeleton))
    return pieces


def _segments(text: str, section: str, found: list[Block]) -> tuple[Segment, ...]:
    counts: Counter[str] = Counter()
    segments = []
    for block in found:
        if block.place:
            counts["table"] += block.place == "1.1"
            place = f"{max(counts['table'], 1)}.{block.place}"
        else:
            counts[block.kind] += 1
            place = str(counts[block.kind])
        words = "\n".join(text[start:end] for start, end in block.lines)
        segments.append(Segment(f"{section}/{block.kind}/{place}", block.kind, words, block.lines))
    return tuple(segments)


def _skeleton(text: str, start: int, end: int, segments: tuple[Segment, ...]) -> str:
    """What stands between the words, without what does not change the meaning: number signs, widths, white space."""
    parts, at = [], start
    for segment in segments:
        parts += [text[at:segment.lines[0][0]], f"\0{segment.context}\0"]
        at = segment.lines[-1][1]
    rest = "".join([*parts, text[at:end]])
    rest = re.sub(r"(?m)^((?: |>)*)\d+\.(?=\s)", r"\g<1>1.", rest)
    rest = re.sub(r"(?m)^((?: |>)*)[*+](?=\s)", r"\g<1>-", rest)
    rest = re.sub(r":?-{3,}:?", "---", rest)
    rest = re.sub(r"…{2,}|_{3,}|\.{4,}", "___", rest)
    return " ".join(rest.split())


def fitted(segment: Segment, text: str) -> str:
    """A translation in the form that its segment has: one line where the source has one line."""
    lines = [line for line in _LINE_ENDS.split(text.strip()) if line]
    return ("\n" if len(segment.lines) > 1 else " ").join(lines)


def fits(page: Page, piece: Piece, segment: Segment, text: str) -> bool:
    """Whether the page would still have the same segments with this text in the segment's place.

    A bar in a cell, or a paragraph that begins like a list, would make another page of it.
    """
    if not text or _ODD_CHARACTERS.search(text):
        return False
    if piece.section == FRONT:
        return True
    trial = _body_pieces(filled(page, piece, {segment.context: text}), 0)
    wanted = [(found.kind, text if found is segment else found.text) for found in piece.segments]
    return len(trial) == 1 and [(found.kind, found.text) for found in trial[0].segments] == wanted


def put(page: Page, texts: Mapping[str, str]) -> str:
    """The whole page with these texts, by context; what has none keeps its words."""
    parts, at = [], 0
    for piece in sorted(page.pieces, key=lambda piece: piece.start):
        parts += [page.text[at:piece.start], filled(page, piece, texts)]
        at = piece.end
    return "".join([*parts, page.text[at:]])


def filled(page: Page, piece: Piece, texts: Mapping[str, str]) -> str:
    """A piece with these texts, by context; what has none keeps its words."""
    parts, at = [], piece.start
    for segment in piece.segments:
        text = texts.get(segment.context, segment.text)
        if piece.section == FRONT:
            if text == segment.text:
                continue  # a value keeps its spelling, with or without quotes
            edits = [(*segment.lines[0], frontwords.written(text))]
        else:
            edits = _edits(page.text, segment, text)
        for start, end, words in edits:
            parts += [page.text[at:start], words]
            at = end
    return "".join([*parts, page.text[at:piece.end]])


def _edits(text: str, segment: Segment, words: str) -> list[tuple[int, int, str]]:
    """Line by line where there are as many lines as before, so that each keeps what stands before it."""
    lines = words.split("\n")
    if len(lines) == len(segment.lines):
        return [(start, end, line) for (start, end), line in zip(segment.lines, lines, strict=True)]
    between = text[segment.lines[0][1]:segment.lines[1][0]] if len(segment.lines) > 1 else " "
    return [(segment.lines[0][0], segment.lines[-1][1], between.join(lines))]
