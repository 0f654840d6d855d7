"""How every work stands in every language, for translators at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .centre import Centre
from .records import Document, Work


@dataclass(frozen=True)
class Status:
    """How a work's edition stands: sections behind, its parts' included, and the least review of its pages."""

    language: str
    work: str
    sections_behind: tuple[str, ...]
    missing_parts: int
    review: str


def statuses(centre: Centre) -> Iterator[Status]:
    """The status of each work in each language that is not its source; `review` is `missing` where there is none."""
    for work in centre.catalogue.offered:
        for code in centre.languages:
            if code != work.source:
                yield status(work, code)


def status(work: Work, language: str) -> Status:
    if language not in work.editions:
        return Status(language, work.name, (), len(work.parts), "missing")
    pages: list[Document] = [work, *work.parts]
    editions = [page.editions[language] for page in pages if language in page.editions]
    order = ("machine", "human", "reviewed")
    return Status(language, work.name, tuple(name for edition in editions for name in edition.currency.behind),
                  len(pages) - len(editions), min((edition.review for edition in editions), key=order.index))


def as_table(centre: Centre, rows: Sequence[Status]) -> str:
    """Works down, languages across; what the signs mean is said below."""
    languages = {row.language for row in rows}
    codes = [code for code in centre.languages if code in languages]
    states = {(row.work, row.language): row for row in rows}
    width = max((len(work.name) for work in centre.catalogue.offered), default=4)
    lines = [" ".join([" " * width, *(f"{code:>5}" for code in codes)])]
    for work in centre.catalogue.offered:
        cells = [_cell(states.get((work.name, code))) for code in codes]
        lines.append(" ".join([work.name.ljust(width), *(f"{cell:>5}" for cell in cells)]))
    lines.append("a number: sections behind · m machine draft · h human · r reviewed · + parts missing · . not there "
                 "· = source")
    return "\n".join(lines)


def _cell(row: Status | None) -> str:
    if row is None:
        return "="
    if row.review == "missing":
        return "."
    return f"{len(row.sections_behind) or ''}{row.review[0]}{'+' if row.missing_parts else ''}"
