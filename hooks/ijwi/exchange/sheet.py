"""What is handed to a translator: a page's segments, row by row, with the translations that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .. import sections
from ..languages import Language
from ..sections import FRONT, LEAD
from . import frontwords
from .segments import Page, Piece, cut


@dataclass(frozen=True)
class Task:
    """A page to translate: its path without language and ending, its two texts, and their languages.

    `edition` is None where the page does not exist in `language` yet.
    """

    page: str
    source: str
    edition: str | None
    of: Language
    language: Language

    @property
    def source_file(self) -> str:
        return f"docs/{self.of.code}/{self.page}.md"

    @property
    def edition_file(self) -> str:
        return f"docs/{self.language.code}/{self.page}.md"

    @cached_property
    def source_page(self) -> Page:
        return cut(self.source, self.source_file)

    @cached_property
    def edition_page(self) -> Page | None:
        return None if self.edition is None else cut(self.edition, self.edition_file)

    def twin(self, piece: Piece) -> Piece | None:
        """The piece of the edition that has this piece's id; its shape may differ."""
        found = self.edition_page.pieces if self.edition_page else ()
        return next((other for other in found if other.id == piece.id), None)

    def translations(self, piece: Piece) -> list[str]:
        """The edition's text of each segment of a source's piece; empty where it has none.

        There is none where the edition's piece is built otherwise, or begun with the source's words in place.
        """
        twin = self.twin(piece)
        if twin is None or twin.skeleton != piece.skeleton:
            return [""] * len(piece.segments)
        stale = self.is_stale(piece.section)
        return ["" if stale and found.text == segment.text else found.text
                for segment, found in zip(piece.segments, twin.segments, strict=True)]

    def is_stale(self, section: str) -> bool:
        """Whether the source's section is not the text that the edition says it translated."""
        return self._recorded.get(section) != self.source_digests.get(section)

    @cached_property
    def _recorded(self) -> Mapping[str, str]:
        return {} if self.edition is None else frontwords.recorded(self.edition, self.edition_file)

    @cached_property
    def source_digests(self) -> Mapping[str, str]:
        """The digest of each section of the source, as editions record it."""
        _front, body, _offset = frontwords.opened(self.source, self.source_file)
        return {FRONT: frontwords.digest(self.source, self.source_file), **sections.body_digests(body)}

    @cached_property
    def edition_digests(self) -> Mapping[str, str]:
        """A digest of each section's words in the edition, to see whether somebody changed it meanwhile."""
        texts: dict[str, list[str]] = {}
        for piece in self.edition_page.pieces if self.edition_page else ():
            texts.setdefault(piece.section, []).extend(segment.text for segment in piece.segments)
        return {section: sections.digest(*found) for section, found in texts.items()}


#: The digests of each section in the source and in the edition when a sheet was made; empty where there was none.
States = Mapping[str, tuple[str, str]]


def states(task: Task) -> States:
    return {section: (task.source_digests.get(section, ""), task.edition_digests.get(section, ""))
            for section in dict.fromkeys(piece.section for piece in task.source_page.pieces)}


def states_written(found: States) -> str:
    """States in one line, that a header or a small line of a document can carry."""
    return " ".join(f"{section}={source or '-'}.{edition or '-'}" for section, (source, edition) in found.items())


def states_read(text: str) -> States:
    """The inverse of `states_written`; what it does not understand is left out."""
    return {match[1]: (match[2].strip("-"), match[3].strip("-"))
            for match in re.finditer(r"([^\s=]+)=([a-p]{10}|-)\.([a-p]{10}|-)(?=\s|$)", text)}


@dataclass(frozen=True)
class Row:
    """A segment, and its translation as it is (empty where there is none). `stale`: the source changed since."""

    context: str
    source: str
    translation: str
    stale: bool


@dataclass(frozen=True)
class Passage:
    """The rows of a section. `own_text` is the edition's text where it is built otherwise than the source's."""

    section: str
    heading: str
    rows: tuple[Row, ...]
    own_text: str


def passages(task: Task) -> Iterator[Passage]:
    """Every section that has words, in the source's order."""
    grouped: dict[str, list[Piece]] = {}
    for piece in task.source_page.pieces:
        grouped.setdefault(piece.section, []).append(piece)
    for section, pieces in grouped.items():
        rows, own = [], []
        for piece in pieces:
            twin = task.twin(piece)
            if twin and twin.skeleton != piece.skeleton and task.edition_page:
                own.append(task.edition_page.raw(twin).strip())
            for segment, text in zip(piece.segments, task.translations(piece), strict=True):
                rows.append(Row(segment.context, segment.text, text, bool(text) and task.is_stale(section)))
        if rows:
            name = {FRONT: task.source_page.pieces[0].segments[0].text, LEAD: ""}.get(section, pieces[0].heading)
            yield Passage(section, name, tuple(rows), "\n\n".join(own))
