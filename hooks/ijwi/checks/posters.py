"""Posters: few words that can be read in passing, and nothing that dies while they hang."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ..findings import Finding
from .page import Page

#: Letters and spaces that a headline may have, and all paragraphs together.
HEADLINE, TEXT = 60, 200
#: Paragraphs, the line of the group among them.
PARAGRAPHS = 3

_BOX = re.compile(r'(?P<indent>[ >]*)(?P<sign>!!!|\?\?\?\+?) ?poster\b[^"]*(?:"(?P<headline>.*)")?\s*$')
_REFERENCE = re.compile(r"\[(?:helplines|chart|fact:|@)[^\]\n]*\]")
#: What is more than words: links and pictures, code, and at the beginning of a line what makes a block of it.
_MORE = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)|<[a-z]+:[^>\n]*>|`[^`\n]*`|"
                   r"^ *(?:[-*+]|\d+\.|#{1,6}|>|!!!|\?\?\?|```|~~~) .*|^ *\|.*", re.M)
_SIGNS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|\\(?=\W)|\{[^}\n]*\}")


@dataclass(frozen=True)
class _Poster:
    """A poster of a page: its first line, counted from 0, and the lines below it, as they stand in the box."""

    line: int
    folded: bool
    headline: str
    body: tuple[str, ...]

    @property
    def paragraphs(self) -> list[str]:
        return [words for part in re.split(r"\n(?: *\n)+", "\n".join(self.body)) if (words := part.strip())]


def _posters(page: Page) -> Iterator[_Poster]:
    """The posters outside code."""
    lines, shown = page.body.split("\n"), page.without_code.split("\n")
    for number, line in enumerate(shown):
        box = _BOX.match(line)
        if not box:
            continue
        begin, inside = len(box["indent"]), []
        for below in lines[number + 1:]:
            if below.strip(" >") and (below[:begin].strip(" >") or not below[begin:].startswith("    ")):
                break
            inside.append(below[begin:])
        yield _Poster(number, box["sign"] != "!!!", (box["headline"] or "").strip(), tuple(inside))


def poster_lines(page: Page) -> frozenset[int]:
    """The lines of the file on which posters stand."""
    return frozenset(page.first_line + poster.line + number
                     for poster in _posters(page) for number in range(len(poster.body) + 1))


def posters(page: Page) -> Iterator[Finding]:
    """What is wrong with the posters of a page."""
    for poster in _posters(page):
        line = page.first_line + poster.line
        if poster.folded:
            yield page.finding(line, "poster", "a poster can't be folded.", 'Write `!!! poster "Headline"`.')
        if not poster.headline:
            yield page.finding(line, "poster", "this poster has no headline.",
                               'Write it behind the word, a verb first: `!!! poster "Open the door on Thursdays"`.')
        yield from _too_long(page, poster, line)
        yield from _more_than_words(page, poster, line)


def _too_long(page: Page, poster: _Poster, line: int) -> Iterator[Finding]:
    headline, text = letters(poster.headline), sum(map(letters, poster.paragraphs))
    if headline > HEADLINE:
        yield page.finding(line, "poster",
                           f"this headline has {headline} letters and spaces: nobody reads it in passing.",
                           f"Write at most {HEADLINE}: a verb, and what is to be done.")
    if text > TEXT:
        yield page.finding(line, "poster", f"the words below this headline have {text} letters and spaces.",
                           f"Write at most {TEXT}, the line of the group included. Say the rest on the page.")
    if not poster.paragraphs:
        yield page.finding(line, "poster", "nothing stands below this headline.",
                           "Write at least the line of the group, indented by four: its name, its place.")
    elif len(poster.paragraphs) > PARAGRAPHS:
        yield page.finding(line, "poster", f"this poster has {len(poster.paragraphs)} paragraphs.",
                           f"Write at most {PARAGRAPHS}; the last one is the line of the group.")


def _more_than_words(page: Page, poster: _Poster, line: int) -> Iterator[Finding]:
    for number, text in enumerate((poster.headline, *poster.body)):
        for match in _REFERENCE.finditer(text):
            if match[0].startswith("[helplines"):
                said = ("a number may die while it hangs, and a woman who is seen copying it may be asked why.",
                        "Take it out. Show helplines on the page, below the poster.")
            else:
                said = "there is no room for its source and year.", "Take it out, and say it on the page."
            yield page.finding(line + number, "poster", f"`{match[0]}` can't stand on a poster: {said[0]}", said[1])
        for match in _MORE.finditer(_REFERENCE.sub("", text)):
            yield page.finding(line + number, "poster", f"`{match[0].strip()[:40]}` can't stand on a poster.",
                               "Write words alone, in short paragraphs; what is more stands on the page.")


def letters(text: str) -> int:
    """Letters and spaces of a text as it is seen; signs upon letters take no room."""
    plain = " ".join(_SIGNS.sub("", text).split())
    return sum(unicodedata.category(sign) not in ("Mn", "Me", "Cf") for sign in plain)
