"""One page as the checks see it: its language, its words with their lines, its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .. import frontmatter
from ..exchange.blocks import blocks
from ..findings import Finding
from ..languages import Language
from ..sections import Section, split

_CODE = re.compile(r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.S)
_FENCE = re.compile(r"[> \t]*(`{3,}|~{3,})")
_EXAMPLE = re.compile(r"(?:!!!|\?\?\?\+?) ?example\b")
_LINK = re.compile(r"(?P<image>!?)\[(?P<words>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]"
                   r"(?:\(\s*<?(?P<target>(?:[^()\s<>]|\([^()\s]*\))*)>?[^)]{0,300}\)|\[(?P<name>[^\[\]]*)\])")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<name>[^\[\]]+)\]:\s*<?(?P<target>[^\s>]+)", re.M)
_AUTOLINK = re.compile(r"<(?P<target>[a-z][a-z0-9+.-]{1,20}:[^\s<>]*)>", re.I)
#: Keys of front matter whose values are no words for readers.
_NOT_WORDS = frozenset({"id", "url", "link", "sections", "recalls", "aliases", "parts", "kind", "topics", "audiences",
                        "level", "licence", "languages", "timezone", "published", "updated", "date", "of", "review",
                        "reviewed_on", "start", "end", "group_size", "sources"})


@dataclass(frozen=True)
class Passage:
    """Words that belong together: a paragraph, an item, a cell, a title. Code in it became spaces.

    `line` is that of the file, counted from 1; `kind` as in `exchange.blocks`, or `field`.
    """

    kind: str
    text: str
    line: int

    def line_at(self, position: int) -> int:
        """The line of a place in the text."""
        return self.line + self.text.count("\n", 0, position)


@dataclass(frozen=True)
class Link:
    """A link or a picture: its words, where it leads."""

    words: str
    target: str
    line: int
    image: bool = False


@dataclass(frozen=True)
class Page:
    """A page's text. `file` is relative to the centre's folder; the body begins on `first_line`."""

    file: str
    language: Language
    front: str
    body: str
    first_line: int

    def finding(self, line: int, rule: str, message: str, suggestion: str = "", *, notice: bool = False) -> Finding:
        return Finding(self.file, line, rule, message, suggestion, notice)

    @cached_property
    def sections(self) -> list[Section]:
        return split(self.body)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The values of the front matter."""
        return self._front_matter.values

    def front_line(self, field: str) -> int:
        """The line of a field of the front matter."""
        return self._front_matter.line((field,))

    @cached_property
    def _front_matter(self) -> frontmatter.FrontMatter:
        found, _findings = frontmatter.read(self.front, self.file)
        return found or frontmatter.FrontMatter({}, {})

    @cached_property
    def without_code(self) -> str:
        """The body with its code blocks and spans as spaces: the same lines, the same places."""
        lines = self.body.split("\n")
        for number in code_lines(lines):
            lines[number] = " " * len(lines[number])
        return "\n\n".join(_CODE.sub(_blank, paragraph) for paragraph in "\n".join(lines).split("\n\n"))

    @cached_property
    def passages(self) -> list[Passage]:
        """The page's words: first those of its front matter, then its body's."""
        text = self.without_code
        found = [*self._fields()]
        for block in blocks(self.body):
            words = "\n".join(text[begin:end] for begin, end in block.lines)
            found.append(Passage(block.kind, words, self._line(block.lines[0][0])))
        return found

    def _fields(self) -> Iterator[Passage]:
        for location, value in _leaves(self.values, ()):
            if isinstance(value, str) and not _NOT_WORDS & set(location):
                yield Passage("field", value, self._front_matter.line(location))

    @cached_property
    def example_lines(self) -> frozenset[int]:
        """The lines of the boxes that are examples (`!!! example`): what they tell is composed."""
        found: set[int] = set()
        inside = False
        for number, line in enumerate(self.body.split("\n"), self.first_line):
            if line.strip() and not line.startswith((" ", "\t")):
                inside = bool(_EXAMPLE.match(line))
            if inside:
                found.add(number)
        return frozenset(found)

    @cached_property
    def links(self) -> list[Link]:
        """The links and pictures of the body, in order."""
        text = self.without_code
        defined = {match["name"].casefold(): match for match in _DEFINITION.finditer(text)}
        found = []
        for match in _LINK.finditer(text):
            target = match["target"]
            if target is None:
                definition = defined.get((match["name"] or match["words"]).casefold())
                if definition is None:
                    continue
                target = definition["target"]
            found.append(Link(match["words"], target, self._line(match.start()), bool(match["image"])))
            # A picture that is a link, or a link in a link's words.
            found += [Link(inner["words"], inner["target"] or "", self._line(match.start()), bool(inner["image"]))
                      for inner in _LINK.finditer(match["words"])]
        found += [Link("", match["target"], self._line(match.start())) for match in defined.values()]
        found += [Link("", match["target"], self._line(match.start())) for match in _AUTOLINK.finditer(text)]
        return sorted(found, key=lambda link: link.line)

    def _line(self, offset: int) -> int:
        return self.first_line + self.body.count("\n", 0, offset)


def code_lines(lines: list[str]) -> set[int]:
    """The numbers, from 0, of the lines of blocks of code between fences. A fence that never ends is none."""
    found: set[int] = set()
    fence, opened = "", 0
    for number, line in enumerate(lines):
        sign = _FENCE.match(line)
        if sign and not fence:
            fence, opened = sign[1], number
        elif sign and sign[1].startswith(fence):
            found.update(range(opened, number + 1))
            fence = ""
    return found


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _leaves(value: Any, location: frontmatter.Location) -> Iterator[tuple[frontmatter.Location, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*location, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*location, index))
    else:
        yield location, value
