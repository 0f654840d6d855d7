"""The pages that list works: library, topics, kinds, languages. Made from the catalogue, never by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .records import Catalogue, Work

#: The page that shows what a browser keeps, and forgets it (keeping.py). It lists nothing of the centre.
KEPT_PAGE = "kept"
#: A list longer than this continues on a further page.
WORKS_A_PAGE = 50


@dataclass(frozen=True)
class Listing:
    """One page of a list. `path` is language-independent, without ending.

    `about` names what is listed: the id of a topic or kind, or nothing for the whole library.
    """

    path: str
    template: str
    about: str = ""
    works: tuple[Work, ...] = ()
    page: int = 1
    pages: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The path of the list's first page."""
        return self.pages[0] if self.pages else self.path


def listings(catalogue: Catalogue) -> list[Listing]:
    """Every listing page of the centre; each language has all of them."""
    found = [Listing(path, f"{path}.html") for path in (
        "agenda", "downloads", "glossary", KEPT_PAGE, "languages", "question-box", "rules", "side-by-side",
        "workshop-report")]
    found.append(Listing("topics/index", "topics.html"))
    found += _paged("status", "status.html", "", catalogue.offered, lambda work: (work.path,))
    found += _paged("library", "library.html", "", catalogue.offered, by_kind(catalogue))
    for topic in catalogue.vocabulary.topics:
        works = tuple(work for work in catalogue.offered if topic in work.fields.topics)
        found += _paged(f"topics/{catalogue.vocabulary.topic_address(topic)}", "topic.html", topic, works,
                        by_kind(catalogue))
    for kind in catalogue.vocabulary.kinds:
        works = tuple(work for work in catalogue.offered if work.kind == kind)
        found += _paged(f"kinds/{kind}", "kind.html", kind, works, by_title)
    return found


def by_kind(catalogue: Catalogue) -> Callable[[Work], tuple[int, str]]:
    """Orders works as the vocabulary orders kinds, then by title."""
    order = {kind: place for place, kind in enumerate(catalogue.vocabulary.kinds)}
    return lambda work: (order.get(work.kind, len(order)), work.source_edition.title.casefold())


def by_title(work: Work) -> tuple[str, str]:
    return work.source_edition.title.casefold(), work.path


def _paged(path: str, template: str, about: str, works: tuple[Work, ...],
           order: Callable[[Work], tuple[object, ...]]) -> Iterator[Listing]:
    ordered = sorted(works, key=order)
    chunks = [tuple(ordered[start:start + WORKS_A_PAGE])
              for start in range(0, len(ordered), WORKS_A_PAGE)] or [()]
    paths = tuple(path if number == 1 else f"{path}/{number}" for number in range(1, len(chunks) + 1))
    for number, (chunk, own_path) in enumerate(zip(chunks, paths, strict=True), 1):
        yield Listing(own_path, template, about, chunk, number, paths)
