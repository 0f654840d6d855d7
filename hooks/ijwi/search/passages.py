"""The searchable text of a page: sections read out of its HTML, gathered into passages.

A passage is what one file of the index holds and a result shows: a page, or where it is
long a run of its sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import html
from lxml.html import HtmlElement

#: A page longer than this many words is divided between its sections: a result loads one passage, not the page.
WORDS_A_PASSAGE = 500

_HEADINGS = ("h2", "h3", "h4")
_BLOCKS = frozenset({"p", "li", "td", "th", "dt", "dd", "div", "summary", "figure", "figcaption", "pre", "blockquote",
                     "br", *_HEADINGS})
#: What the generator adds to a text: marks of sections, sources of figures, citations, languages of links, drawings,
#: credits of pictures.
_ADDED = ("section-mark", "in-language", "fact-source", "citation", "chart-drawing", "picture-credit")
_ENDS = re.compile(r"[.!?…:;؟؛۔।።,،–]$")


@dataclass(frozen=True)
class Section:
    """A heading with the text under it, up to the next; `id` is its anchor, empty before the first heading."""

    id: str
    heading: str
    text: str

    @property
    def length(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True)
class Passage:
    """One document of the index. `above` is the title of the work that a part belongs to.

    `keywords` are found but not shown: topics, kind, audience. `continued`: an earlier
    passage of the same page comes before this one.
    """

    url: str
    title: str
    above: str
    kind: str
    summary: str
    keywords: str
    sensitive: bool
    sections: tuple[Section, ...]
    continued: bool = False


def sections(content: str) -> Iterator[Section]:
    """The sections of a page's HTML, in order."""
    id_, heading, pieces = "", "", _Text()
    for element, closing in _walk(html.fragment_fromstring(content, create_parent="div")):
        tag = element.tag
        if tag in _HEADINGS and element.get("id"):
            if not closing:
                if heading or pieces.text():
                    yield Section(id_, heading, pieces.text())
                id_, heading, pieces = element.get("id", ""), "", _Text()
                pieces.add(element.text)
            else:
                heading, pieces = pieces.text(), _Text()
                pieces.add(element.tail)
            continue
        if tag in _BLOCKS:
            pieces.end_block()
        pieces.add(element.tail if closing else element.get("alt") if tag == "img" else element.text)
    if pieces.text() or heading:
        yield Section(id_, heading, pieces.text())


def _walk(element: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """Every element as it opens and as it closes, but nothing of what the generator added."""
    added = not isinstance(element.tag, str) or set((element.get("class") or "").split()) & set(_ADDED)
    if not added:
        yield element, False
        for child in element:
            yield from _walk(child)
        yield element, True
    elif element.tail:
        tail = html.Element("span")
        tail.tail = element.tail
        yield tail, True


class _Text:
    """Text gathered from blocks: each ends as a sentence does, or else with a dot between it and the next."""

    def __init__(self) -> None:
        self._blocks: list[str] = [""]

    def add(self, text: str | None) -> None:
        self._blocks[-1] += text or ""

    def end_block(self) -> None:
        self._blocks[-1] = " ".join(self._blocks[-1].split())
        if self._blocks[-1]:
            self._blocks.append("")

    def text(self) -> str:
        self.end_block()
        blocks = [block for block in self._blocks if block]
        return " ".join(block if _ENDS.search(block) or block is blocks[-1] else f"{block} ·" for block in blocks)


def divided(passage: Passage) -> Iterator[Passage]:
    """The passage, or where it is long the passages that its sections make."""
    start, length, continued = 0, 0, False
    for place, section in enumerate(passage.sections):
        if place > start and length + section.length > WORDS_A_PASSAGE:
            yield replace(passage, sections=passage.sections[start:place], continued=continued)
            start, length, continued = place, 0, True
        length += section.length
    yield replace(passage, sections=passage.sections[start:], continued=continued)
