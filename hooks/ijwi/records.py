"""The frozen records that everything else is a function of: Catalogue → Work → Edition, Part."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .languages import Languages
from .schema import History, PartPage, SourcePage, WorkPage
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Currency:
    """How far an edition follows its source: section ids, in the source's order."""

    behind: tuple[str, ...] = ()
    recalled: tuple[str, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        """The state of each section that is not fine."""
        return {**dict.fromkeys(self.behind, "behind"), **dict.fromkeys(self.recalled, "recalled")}


@dataclass(frozen=True, slots=True)
class Edition:
    """One page in one language."""

    language: str
    path: str
    file: str
    url: str
    title: str
    summary: str
    updated: datetime.date
    neutral_title: str | None = None
    withdrawn: str | None = None
    objectives: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    history: History | None = None
    digests: Mapping[str, str] = field(default_factory=dict)
    currency: Currency = Currency()
    #: Digests of its front matter and of its body, as they are written.
    front: str = ""
    text: str = ""

    @property
    def is_source(self) -> bool:
        return self.history is None

    @property
    def review(self) -> str:
        """`source`, `machine`, `human` or `reviewed`."""
        return self.history.review if self.history else "source"


@dataclass(frozen=True)
class Document:
    """A page independent of language, with its editions by language code."""

    path: str
    source: str
    fields: SourcePage
    editions: Mapping[str, Edition]

    @property
    def source_edition(self) -> Edition:
        return self.editions[self.source]

    @property
    def withdrawn(self) -> bool:
        return self.source_edition.withdrawn is not None

    @cached_property
    def readable(self) -> Mapping[str, Edition]:
        """The editions that are not withdrawn."""
        return {code: edition for code, edition in self.editions.items() if edition.withdrawn is None}

    def best_edition(self, preference: tuple[str, ...]) -> Edition:
        """The edition for a reader whose languages are `preference`, best first; else the source."""
        readable = self.readable
        return next((readable[code] for code in preference if code in readable), self.source_edition)


@dataclass(frozen=True)
class Part(Document):
    """A further page of a work."""

    fields: PartPage
    work: str

    @property
    def name(self) -> str:
        """Its path within the work."""
        return self.path.removeprefix(self.work.removesuffix("/index") + "/")


@dataclass(frozen=True)
class Work(Document):
    """A resource independent of language: its front page and its parts in reading order."""

    fields: WorkPage
    parts: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        """Its public name: the path without `/index`."""
        return self.path.removesuffix("/index")

    @property
    def kind(self) -> str:
        return self.fields.kind

    @property
    def minutes(self) -> int | None:
        """How long it takes: what the front page says, or else the sum of its sessions."""
        if self.fields.minutes is not None:
            return self.fields.minutes
        return sum(part.fields.minutes or 0 for part in self.parts if part.fields.session) or None

    @property
    def sessions(self) -> int:
        return sum(part.fields.session for part in self.parts)

    def session_number(self, part: Part) -> int | None:
        """A session's place among the sessions of its work, from 1; None for other parts."""
        sessions = [other.path for other in self.parts if other.fields.session]
        return sessions.index(part.path) + 1 if part.path in sessions else None

    def behind(self, language: str) -> int:
        """How many sections of an edition, its parts included, are behind the source edition."""
        pages: list[Document] = [self, *self.parts]
        return sum(len(page.editions[language].currency.behind) for page in pages if language in page.editions)

    def updated(self, language: str) -> datetime.date:
        """When an edition last changed, its parts included."""
        pages: list[Document] = [self, *self.parts]
        return max(page.editions[language].updated for page in pages if language in page.editions)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything the centre holds. `day` is the only "today" of a build. Each is equal to itself alone."""

    languages: Languages
    vocabulary: Vocabulary
    works: tuple[Work, ...]
    plain_pages: tuple[Document, ...]
    day: datetime.date
    _by_path: Mapping[str, Document] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        pages: list[Document] = [*self.works, *self.plain_pages, *(part for work in self.works for part in work.parts)]
        object.__setattr__(self, "_by_path", {page.path: page for page in pages})

    @property
    def documents(self) -> Mapping[str, Document]:
        """Every page by its path: works, their parts, and plain pages."""
        return self._by_path

    @cached_property
    def offered(self) -> tuple[Work, ...]:
        """The works that lists show: all but the withdrawn ones."""
        return tuple(work for work in self.works if not work.withdrawn)

    def work_of(self, document: Document) -> Work | None:
        """The work that a page belongs to; None for plain pages."""
        if isinstance(document, Work):
            return document
        if isinstance(document, Part):
            work = self._by_path[document.work]
            return work if isinstance(work, Work) else None
        return None

    def hidden_from_search_engines(self, document: Document, edition: Edition) -> bool:
        """Withdrawn works, and machine drafts of sensitive works, are not offered to search engines."""
        work = self.work_of(document)
        return edition.withdrawn is not None or document.withdrawn or (work is not None and (
            work.withdrawn or (work.fields.sensitive and edition.review == "machine")))

    def newest(self, count: int) -> list[Work]:
        """The works published last. Sensitive ones stay out: such a list stands on the home page."""
        public = [work for work in self.offered if not work.fields.sensitive]
        return sorted(public, key=lambda work: (-work.fields.published.toordinal(), work.path))[:count]
