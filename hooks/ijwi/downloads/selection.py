"""What of a centre a bundle carries: a catalogue of its own, and the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..addresses import redirects
from ..listings import Listing, listings
from ..neutral import NEUTRAL_PAGE
from ..records import Catalogue, Document, Edition, Part, Work

#: Pages that a copy has no use for: it holds no downloads, nobody serves its "not found", and it is kept already.
_NOT_CARRIED = ("downloads", "404", "kept", "rules")
#: Pages for those who hold workshops: without a session there is nothing to plan.
_FOR_WORKSHOPS = ("agenda", "question-box", "workshop-report")


@dataclass(frozen=True)
class CarriedWork(Work):
    """A work of which a bundle may hold fewer parts; what is counted is the whole work's."""

    whole: Work = field(kw_only=True)

    @property
    def minutes(self) -> int | None:
        return self.whole.minutes

    @property
    def sessions(self) -> int:
        return self.whole.sessions

    def session_number(self, part: Part) -> int | None:
        return self.whole.session_number(part)


@dataclass(frozen=True)
class Selection:
    """The works of `topic` (all if None) in `languages`; with the sensitive ones if `complete`.

    The first language is the one that a copy opens in; `beside` are those that only travel along. Machine drafts of
    sensitive works are never handed out: a copy that nobody can call back is no place for them.
    """

    whole: Catalogue
    languages: tuple[str, ...]
    topic: str | None
    complete: bool
    beside: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The languages that the copy is of, whatever travels with them."""
        return tuple(code for code in self.languages if code not in self.beside)

    def holds(self, work: Work) -> bool:
        return (self.topic is None or self.topic in work.fields.topics) and (self.complete or not work.fields.sensitive)

    def editions(self, document: Document) -> dict[str, Edition]:
        """The editions of a page that the bundle carries, withdrawn ones too: their pages are notices."""
        work = self.whole.work_of(document)
        if work is not None and not self.holds(work):
            return {}
        drafts = work is None or not work.fields.sensitive
        return {code: edition for code, edition in document.editions.items()
                if code in self.languages and (drafts or edition.review != "machine")}

    def catalogue(self) -> Catalogue:
        """The centre's catalogue as if it held no more than the bundle: lists and counts are made of it."""
        works = []
        for work in self.whole.offered:
            fields = self._fields(work)
            if fields:
                parts = tuple(replace(part, **found) for part in work.parts if (found := self._fields(part)))
                works.append(CarriedWork(path=work.path, fields=work.fields, whole=work, parts=parts, **fields))
        pages = tuple(replace(page, **found) for page in self.whole.plain_pages if (found := self._fields(page)))
        return replace(self.whole, works=tuple(works), plain_pages=pages)

    def _fields(self, document: Document) -> dict[str, Any]:
        """Editions and source of a page's copy; nothing if none can be read. The source may be one not carried."""
        editions = {code: edition for code, edition in self.editions(document).items() if edition.withdrawn is None}
        if not editions or document.withdrawn:
            return {}
        source = document.source if document.source in editions else next(iter(editions))
        return {"editions": editions, "source": source}

    def pages(self, catalogue: Catalogue) -> Iterator[str]:
        """The pages that the bundle carries, by address; `catalogue` is its own."""
        for document in self.whole.documents.values():
            for edition in self.editions(document).values():
                yield edition.url
        for code in self.languages:
            prefix = self.whole.languages.prefix(code)
            yield from (f"{prefix}{listing.path}.html" for listing in self._listings(catalogue))
        yield NEUTRAL_PAGE

    def _listings(self, catalogue: Catalogue) -> Iterator[Listing]:
        """The lists that have something to list. The first page of a list stays if any of its pages does."""
        offered = {work.path for work in catalogue.offered}
        every = listings(self.whole)
        workshops = any(work.sessions for work in catalogue.offered)
        filled = {listing.first for listing in every if any(work.path in offered for work in listing.works)}
        for listing in every:
            if listing.path in _NOT_CARRIED or (listing.path in _FOR_WORKSHOPS and not workshops) or \
                    (listing.path == "side-by-side" and len(self.languages) == 1):
                continue
            here = any(work.path in offered for work in listing.works)
            if not listing.pages or listing.path == "library" or here or \
                    (listing.page == 1 and listing.first in filled):
                yield listing

    def redirects(self, carried: set[str]) -> Iterator[str]:
        """The earlier addresses of pages that are carried."""
        return (old for old, new, _language in redirects(self.whole) if new in carried)

    def recalls(self) -> list[dict[str, str]]:
        """Pages and sections whose earlier text must not be followed, in every edition that is carried."""
        return sorted(({"page": edition.url, "section": recall.section, "on": recall.on.isoformat()}
                       for document in self.whole.documents.values() for edition in self.editions(document).values()
                       for recall in document.fields.recalls), key=lambda entry: tuple(entry.values()))

    def withdrawn(self) -> set[str]:
        """Pages in the bundle's languages that must not be read any more, whether it carries their notice or not."""
        found = set()
        for document in self.whole.documents.values():
            work = self.whole.work_of(document)
            gone = document.withdrawn or (work is not None and work.withdrawn)
            found |= {edition.url for code, edition in document.editions.items()
                      if code in self.languages and (gone or edition.withdrawn is not None)}
        return found


def select(catalogue: Catalogue, languages: Sequence[str], topic: str | None, complete: bool,
           beside: Sequence[str] = ()) -> Selection:
    """A selection: its languages in the centre's order, after them those that only travel along.

    Raises ValueError for what the centre does not have.
    """
    unknown = [code for code in (*languages, *beside) if code not in catalogue.languages]
    if unknown or not languages:
        raise ValueError(f"the centre has no language {', '.join(unknown) or 'of no name'}")
    if topic is not None and topic not in catalogue.vocabulary.topics:
        raise ValueError(f"the centre has no topic {topic}")
    along = tuple(code for code in dict.fromkeys(beside) if code not in languages)
    own = tuple(code for code in catalogue.languages if code in languages)
    return Selection(catalogue, own + along, topic, complete, along)
