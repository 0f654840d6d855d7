"""What the templates ask: everything a page shows to the reader of one language.

A `Reader` holds one language's view of the catalogue. It prefers her language, then those
that she reads next best; what is not in her language is labelled, with its own `lang`
and `dir`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby

from . import localise
from .languages import Language
from .listings import by_kind
from .records import Catalogue, Document, Edition, Part, Work
from .strings import Strings
from .tasks import Cell, Task, cell, tasks


class Reader:
    def __init__(self, catalogue: Catalogue, strings: Strings) -> None:
        self.catalogue = catalogue
        self.strings = strings
        self.language: Language = strings.language
        self.preference = catalogue.languages.preferred(self.language.code)
        #: What was written once: counts and days come back on every page.
        self._numbers: dict[int | str, str] = {}
        self._dates: dict[datetime.date, str] = {}

    # Words and numbers

    def number(self, value: int | str) -> str:
        if value not in self._numbers:
            self._numbers[value] = localise.number(value, self.language)
        return self._numbers[value]

    def date(self, value: datetime.date) -> str:
        if value not in self._dates:
            self._dates[value] = localise.date(value, self.language)
        return self._dates[value]

    def partial_date(self, value: str) -> str:
        day, _t, time = value.partition("T")
        words = localise.partial_date(day, self.language)
        return self.strings.gettext(", ").join((words, localise.digits(time, self.language))) if time else words

    def minutes(self, count: int) -> str:
        """A duration: minutes up to two hours, then the nearest number of hours."""
        if count <= 120:
            return self._count("%(num)s minute", "%(num)s minutes", count)
        return self._count("%(num)s hour", "%(num)s hours", round(count / 60))

    def size(self, count: int) -> str:
        return localise.size(count, self.language)

    def group_size(self, value: str) -> str:
        return localise.digits(value.replace("-", "–"), self.language)

    def works(self, count: int) -> str:
        return self._count("%(num)s work", "%(num)s works", count)

    def _count(self, one: str, many: str, count: int) -> str:
        return self.strings.ngettext(one, many, count) % {"num": self.number(count)}

    # The vocabulary in her language

    def kind(self, kind: str) -> str:
        return self.strings.pgettext("kind", self.catalogue.vocabulary.kinds[kind].name)

    def kinds(self, kind: str) -> str:
        term = self.catalogue.vocabulary.kinds[kind]
        return self.strings.pgettext("kind", term.plural or term.name)

    def topic(self, topic: str) -> str:
        return self.strings.pgettext("topic", self.catalogue.vocabulary.topics[topic].name)

    def audience(self, audience: str) -> str:
        return self.strings.pgettext("audience", self.catalogue.vocabulary.audiences[audience].name)

    def level(self, level: str) -> str:
        return self.strings.pgettext("level", self.catalogue.vocabulary.levels[level].name)

    def listing(self, items: Iterable[str]) -> str:
        return localise.listing(items, self.language)

    def language_name(self, code: str) -> str:
        """A language's name in hers, or what its own speakers call it."""
        return localise.language_name(code, self.language, self.catalogue.languages)

    # Works and their editions

    def edition(self, document: Document) -> Edition:
        """The edition that she can read best."""
        return document.best_edition(self.preference)

    def own(self, document: Document) -> bool:
        return self.language.code in document.readable

    def others(self, document: Document) -> list[Edition]:
        """The editions in other languages, those she may read first."""
        readable = document.readable
        return [readable[code] for code in self.preference if code in readable and code != self.language.code]

    def split(self, works: Iterable[Work]) -> list[tuple[bool, list[Work]]]:
        """The works that exist in her language, then the others. Empty groups are left out."""
        every = list(works)
        mine = [work for work in every if self.own(work)]
        others = [work for work in every if not self.own(work)]
        return [(flag, group) for flag, group in ((True, mine), (False, others)) if group]

    def groups_by_kind(self, works: Iterable[Work]) -> list[tuple[str, list[Work]]]:
        order = {kind: place for place, kind in enumerate(self.catalogue.vocabulary.kinds)}
        ordered = sorted(works, key=lambda work: order[work.kind])
        return [(kind, list(group)) for kind, group in groupby(ordered, key=lambda work: work.kind)]

    def topics_with_counts(self) -> list[tuple[str, int]]:
        """Every topic with the number of its works."""
        return self._topics_with_counts

    @cached_property
    def _topics_with_counts(self) -> list[tuple[str, int]]:
        counts = Counter(topic for work in self.catalogue.offered for topic in set(work.fields.topics))
        return [(topic, counts[topic]) for topic in self.catalogue.vocabulary.topics]

    def kinds_with_counts(self) -> list[tuple[str, int]]:
        """Every kind with the number of its works."""
        return self._kinds_with_counts

    @cached_property
    def _kinds_with_counts(self) -> list[tuple[str, int]]:
        counts = Counter(work.kind for work in self.catalogue.offered)
        return [(kind, counts[kind]) for kind in self.catalogue.vocabulary.kinds]

    def works_in(self, code: str) -> int:
        """How many works exist in a language."""
        return self._works_in[code]

    @cached_property
    def _works_in(self) -> Counter[str]:
        return Counter(code for work in self.catalogue.offered for code in work.readable)

    def neighbours(self, part: Part) -> tuple[Document | None, Document | None]:
        """The pages before and after a part in its work's reading order; the first is the front page."""
        work = self.catalogue.work_of(part)
        if work is None:
            return None, None
        order: list[Document] = [work, *work.parts]
        place = order.index(part)
        return order[place - 1], order[place + 1] if place + 1 < len(order) else None

    def sessions(self) -> list[tuple[Work, Part]]:
        """Every session that is offered, with its work: those in her language first, otherwise as the library has them.
        """
        found = [(work, part) for work in sorted(self.catalogue.offered, key=by_kind(self.catalogue))
                 for part in work.parts if part.fields.session and not part.withdrawn]
        return sorted(found, key=lambda one: not self.own(one[1]))

    # The state of the editions

    def cells(self, work: Work) -> list[Cell]:
        """The work's squares on the map of the status page, her languages first."""
        return [cell(work, code) for code in self.preference]

    def tasks(self, count: int) -> list[Task]:
        """What to do next, those for her language first."""
        every = tasks(self.catalogue)
        return sorted(every, key=lambda task: task.language != self.language.code)[:count]

    # Addresses, relative to the site's root

    def home(self, code: str) -> str:
        return f"{self.catalogue.languages.prefix(code)}index.html"

    def page(self, path: str) -> str:
        """The address of a page of the site itself in her language."""
        return f"{self.catalogue.languages.prefix(self.language.code)}{path}.html"

    def topic_page(self, topic: str) -> str:
        return self.page(f"topics/{self.catalogue.vocabulary.topic_address(topic)}")

    def kind_page(self, kind: str) -> str:
        return self.page(f"kinds/{kind}")
