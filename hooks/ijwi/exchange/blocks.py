"""The words in a page's Markdown: where each paragraph, heading, item, cell and title stands.

The rules are those of Python-Markdown, which builds the site: what belongs to an item or a box is
indented by four, a list does not begin in the middle of a paragraph. https://python-markdown.github.io/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..sections import heading
from .tokens import has_words

_FENCE = re.compile(r" {0,3}(?P<sign>`{3,}|~{3,})")
_BOX = re.compile(r' {0,3}(?:!!!|\?\?\?\+?) ?[\w -]*(?:"(?P<words>.*)")?\s*$')
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)\s+(?:\[[ xX]\]\s+)?(?P<words>\S.*?)?\s*$")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_DEFINITION = re.compile(r""" {0,3}\[[^\]]+\]:\s*\S+\s*("[^"]*"|'[^']*'|\([^)]*\))?\s*$""")
_BAR = re.compile(r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))|\\.|(?P<bar>\|)")

#: A line of the page, without what its container puts before it: its offset in the page, its text.
Line = tuple[int, str]


@dataclass(frozen=True)
class Block:
    """Words that belong together. `lines` are the offsets of the words' begin and end, line by line."""

    kind: str
    lines: tuple[tuple[int, int], ...]
    place: str = ""
    """Of a cell: its row and column."""


def blocks(body: str) -> Iterator[Block]:
    """The blocks of a body that have words to translate, in order."""
    lines: list[Line] = []
    offset = 0
    for text in body.split("\n"):
        lines.append((offset, text))
        offset += len(text) + 1
    yield from (block for block in _scan(lines, "paragraph") if block.lines)


def _scan(lines: Sequence[Line], kind: str) -> Iterator[Block]:
    """The blocks of lines whose paragraphs are of this kind (in a quote they are `quote`)."""
    at = 0
    while at < len(lines):
        text = lines[at][1]
        if not text.strip():
            at += 1
        elif _indent(text) >= 4:
            at = _end_of_indented(lines, at)  # a block of code
        elif _FENCE.match(text):
            at = _end_of_fence(lines, at)
        elif title := heading(text):
            yield _words("heading", [(lines[at][0] + title.begin, text[title.begin:title.end])])
            at += 1
        elif box := _BOX.match(text):
            yield _words("box", [lines[at]], box)
            end = _end_of_indented(lines, at + 1)
            yield from _scan([_cut(line, 4) for line in lines[at + 1:end]], kind)
            at = end
        elif _QUOTE.match(text):
            end = next((n for n in range(at, len(lines)) if not lines[n][1].strip()), len(lines))
            yield from _scan([_unquoted(line) for line in lines[at:end]], "quote")
            at = end
        elif item := _ITEM.match(text):
            end = _end_of_item(lines, at)
            inner = [_cut(line, 4) for line in lines[at + 1:end]]
            words = item["words"] or ""
            if words and (_breaks(words) or _ITEM.match(words)):  # a heading or a quote in an item
                inner.insert(0, (lines[at][0] + item.start("words"), text[item.start("words"):]))
                yield from _scan(inner, kind)
                at = end
                continue
            head = next((n for n, line in enumerate(inner) if _breaks(line[1]) or _ITEM.match(line[1])), len(inner))
            yield _words("item", [lines[at], *inner[:head]], item)
            yield from _scan(inner[head:], kind)
            at = end
        elif "|" in text and at + 1 < len(lines) and "|" in lines[at + 1][1] and _RULE.match(lines[at + 1][1]):
            end = next((n for n in range(at, len(lines)) if not lines[n][1].strip()), len(lines))
            for row, line in enumerate([lines[at], *lines[at + 2:end]], 1):
                yield from _cells(line, row)
            at = end
        elif _DEFINITION.match(text):
            at += 1
        else:
            end = next((n for n in range(at + 1, len(lines)) if _breaks(lines[n][1])), len(lines))
            yield _words(kind, lines[at:end])
            at = end


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _cut(line: Line, columns: int) -> Line:
    columns = min(columns, _indent(line[1]))
    return line[0] + columns, line[1][columns:]


def _unquoted(line: Line) -> Line:
    sign = _QUOTE.match(line[1])
    return (line[0] + sign.end(), line[1][sign.end():]) if sign else line


def _breaks(text: str) -> bool:
    """Whether a line ends the paragraph above it."""
    return not text.strip() or heading(text) is not None or any(sign.match(text) for sign in (_FENCE, _BOX, _QUOTE)) \
        or (not any(letter.isalnum() for letter in text) and bool(re.fullmatch(r"\s*([-=*_]\s*)+", text)))


def _end_of_indented(lines: Sequence[Line], at: int) -> int:
    """Where what is indented by four ends: before the blank lines after it."""
    end = at
    for number in range(at, len(lines)):
        if lines[number][1].strip():
            if _indent(lines[number][1]) < 4:
                break
            end = number + 1
    return max(end, at)


def _end_of_fence(lines: Sequence[Line], at: int) -> int:
    opening = _FENCE.match(lines[at][1])
    sign = opening["sign"] if opening else ""
    for number in range(at + 1, len(lines)):
        text = lines[number][1].strip()
        if text.startswith(sign) and not text.strip(sign[0]):
            return number + 1
    return len(lines)


def _end_of_item(lines: Sequence[Line], at: int) -> int:
    end = at + 1
    for number in range(at + 1, len(lines)):
        text = lines[number][1]
        if not text.strip():
            continue
        after_blank = number > end
        if _indent(text) < 4 and (after_blank or _ITEM.match(text) or _breaks(text)):
            break
        end = number + 1
    return end


def _words(kind: str, lines: Sequence[Line], first: re.Match[str] | None = None) -> Block:
    """A block of lines; of the first line only the group `words`. Without words it has no lines."""
    found = []
    for number, (start, text) in enumerate(lines):
        begin, end = first.span("words") if first and not number else (0, len(text))
        words = text[begin:end] if begin >= 0 else ""
        found.append((start + begin + len(words) - len(words.lstrip()), start + begin + len(words.rstrip()), words))
    if not has_words("\n".join(words for _begin, _end, words in found)):
        return Block(kind, ())
    return Block(kind, tuple((begin, max(begin, end)) for begin, end, _words in found))


def _cells(line: Line, row: int) -> Iterator[Block]:
    start, text = line
    bars = [match.start() for match in _BAR.finditer(text) if match["bar"]]
    if not text.lstrip().startswith("|"):
        bars.insert(0, -1)
    if not bars or text[bars[-1] + 1:].strip():
        bars.append(len(text))
    for column, (left, right) in enumerate(pairwise(bars), 1):
        words = text[left + 1:right]
        if has_words(words):
            begin = start + left + 1 + len(words) - len(words.lstrip())
            yield Block("cell", ((begin, begin + len(words.strip())),), f"{row}.{column}")
