"""What translators and reviewers could do next, in an order whose rule is printed beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .records import Catalogue, Document, Work


@dataclass(frozen=True)
class Cell:
    """One square of the map: a work in a language. `state` is source, missing, behind, draft, human or reviewed."""

    language: str
    state: str
    behind: int = 0


@dataclass(frozen=True)
class Task:
    """Something to do for a work in a language: `what` is update, review or translate."""

    work: Work
    language: str
    what: str
    sections: int


def cell(work: Work, language: str) -> Cell:
    """How a work stands in a language, its parts included."""
    if language == work.source:
        return Cell(language, "source")
    if language not in work.readable:
        return Cell(language, "missing")
    pages: list[Document] = [work, *work.parts]
    reviews = {page.editions[language].review for page in pages if language in page.editions}
    behind = work.behind(language)
    state = "behind" if behind else next(name for name in ("machine", "human", "reviewed") if name in reviews)
    return Cell(language, "draft" if state == "machine" else state, behind)


@lru_cache(maxsize=1)  # every language asks
def tasks(catalogue: Catalogue) -> tuple[Task, ...]:
    """All tasks: sensitive works first, then languages whose readers have no other edition that they may trust,
    then by the sections to do times the language's weight.

    A work that a language lacks comes after those that it has: bad advice is worse than none.
    """
    found = []
    for work in catalogue.offered:
        for code in catalogue.languages:
            state = cell(work, code)
            if state.state in ("source", "reviewed"):
                continue
            what = {"behind": "update", "missing": "translate"}.get(state.state, "review")
            found.append(Task(work, code, what, state.behind or _sections(work, code)))
    place = {"update": 0, "review": 1, "translate": 2}
    return tuple(sorted(found, key=lambda task: (
        task.what == "translate", not task.work.fields.sensitive, _trusted_elsewhere(catalogue, task),
        -task.sections * catalogue.languages[task.language].weight, place[task.what], task.work.path, task.language)))


def _trusted_elsewhere(catalogue: Catalogue, task: Task) -> bool:
    """Whether the task's readers have the work in another of their languages: the source, or reviewed and current."""
    others = [cell(task.work, code).state for code in catalogue.languages[task.language].fallbacks]
    return any(state in ("source", "reviewed") for state in others)


def _sections(work: Work, language: str) -> int:
    """The sections of a work's pages that exist in a language, or of all its pages if none does."""
    pages: list[Document] = [work, *work.parts]
    own = [page for page in pages if language in page.editions]
    return sum(len(page.source_edition.digests) for page in own or pages)
