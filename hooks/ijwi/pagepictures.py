"""The pictures that a page shows, and what is wrong with how it shows them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .findings import Finding
from .images import Pictures
from .inert import DECORATIVE
from .picture import picture_path
from .references import plain_markdown

#: Stands before a picture's words while its line is found; a private character of Unicode.
_SIGN = "\uf8ff"
_OPENING = re.compile(r"(?<!\\)!\[")


@dataclass(frozen=True)
class Shown:
    """A picture as a page names it. `path` is from docs/, None if the address leaves it; `line` counts from 1."""

    address: str
    path: str | None
    words: str
    decorative: bool
    line: int


def shown(body: str, page: str) -> list[Shown]:
    """The pictures in the body of a page; `page` is its path from docs/. Markdown itself says what is code."""
    starts = [match.start() for match in _OPENING.finditer(body)]
    if not starts:
        return []
    numbers = iter(range(len(starts)))
    text = _OPENING.sub(lambda _match: f"![{_SIGN}{next(numbers)}{_SIGN}", body)
    found = []
    for image in _images(text):
        sign = re.match(f"{_SIGN}([0-9]+){_SIGN}", image.get("alt", ""))
        line = body.count("\n", 0, starts[int(sign[1])]) + 1 if sign else 1
        words = image.get("alt", "")[sign.end() if sign else 0:].strip()
        address = image.get("src", "")
        found.append(Shown(address, picture_path(address, page), words,
                           DECORATIVE in image.get("class", "").split(), line))
    return found


def picture_problems(body: str, page: str, pictures: Pictures, path: str, first_line: int) -> Iterator[Finding]:
    """A finding for each picture of a page that is not there, or says nothing to readers who can't see it.

    `path` is what findings call the page, `first_line` the line on which its body starts.
    """
    for image in shown(body, page):
        line = first_line + image.line - 1
        if image.path is None:
            yield Finding(path, line, "remote", f"`{image.address}` is not a file of this centre; a picture from "
                          "elsewhere would tell others who reads this page.",
                          f"Put it into docs/assets/images/, and its record, and write `{_shared(page)}/its-name.jpg`.")
        elif image.path not in pictures.files:
            yield Finding(path, line, "picture", f"there is no picture docs/{image.path}.",
                          f"From this page the shared ones are `{_shared(page)}/…`.")
        if not image.words and not image.decorative:
            yield Finding(path, line, "picture", f"`{image.address}` says nothing to readers who can't see it.",
                          "Write what it shows: `![Two women at a market, one with a phone](…)`. If it means nothing: "
                          f"`![](…){{.{DECORATIVE}}}`.")
        elif image.words and image.decorative:
            yield Finding(path, line, "picture", f"`{image.address}` has words although it is `.{DECORATIVE}`.",
                          f"Remove the words, or `{{.{DECORATIVE}}}`.")


def _shared(page: str) -> str:
    """The folder of shared pictures, as a page writes it."""
    return posixpath.relpath("assets/images", posixpath.dirname(page))


def _images(text: str) -> list[Element]:
    """The pictures of a text, as the notation will see them: HTML is text, attribute lists are applied."""
    markdown = plain_markdown()
    collector = _Collector(markdown)
    markdown.treeprocessors.register(collector, "ijwi-pictures", 3)
    markdown.convert(text)
    return collector.images


class _Collector(Treeprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.images: list[Element] = []

    def run(self, root: Element) -> None:
        self.images = list(root.iter("img"))
