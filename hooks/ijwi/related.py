"""Which works a reader may want next: those that share most topics, then most audiences, then words."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from .reader import Reader
from .records import Document, Work
from .search.index import Index

Vector = Mapping[str, float]
#: So many of a work's terms are compared, those that tell most of it: the others hardly matter, and take as long.
TERMS = 64


@dataclass(frozen=True)
class _Traits:
    """What is compared before words are. Works with the same traits are alike to every other work."""

    topics: frozenset[str]
    audiences: frozenset[str]
    own: bool
    sensitive: bool

    def likeness(self, other: _Traits) -> tuple[int, int, bool]:
        return len(self.topics & other.topics), len(self.audiences & other.audiences), other.own


class Related:
    """Finds the works most like one, for the readers of one language.

    First come those that share most topics; among these, those for the same audiences, then
    those in the reader's language, then those whose text in her language is most alike
    (cosine of the weights in the search index). A sensitive work is never offered from an open one.
    """

    def __init__(self, reader: Reader, index: Index) -> None:
        self._reader, self._index = reader, index
        self._groups: dict[_Traits, list[Work]] = defaultdict(list)
        self._ranked: dict[_Traits, list[list[Work]]] = {}
        self._vectors: dict[str, tuple[Vector, float]] = {}
        self._found: dict[tuple[str, int], list[Work]] = {}
        for work in reader.catalogue.offered:
            self._groups[self._of(work)].append(work)

    def to(self, work: Work, count: int = 3) -> list[Work]:
        """The works most like this one, at most `count`, each sharing a topic with it at least."""
        if (work.path, count) not in self._found:
            self._found[work.path, count] = self._to(work, count)
        return self._found[work.path, count]

    def _to(self, work: Work, count: int) -> list[Work]:
        found: list[Work] = []
        for alike in self._by_likeness(self._of(work)):
            others = [other for other in alike if other is not work]
            # Words are compared only where they decide.
            own, _length = self._vector(work) if len(others) > 1 else ({}, 0.0)
            found += sorted(others, key=lambda other: (-self._cosine(own, other), other.path))
            if len(found) >= count:
                break
        return found[:count]

    def _of(self, work: Work) -> _Traits:
        return _Traits(frozenset(work.fields.topics), frozenset(work.fields.audiences), self._reader.own(work),
                       work.fields.sensitive)

    def _by_likeness(self, traits: _Traits) -> list[list[Work]]:
        """The works that share a topic, the most alike first; those that are equally alike together."""
        if traits not in self._ranked:
            scored = [(traits.likeness(other), works) for other, works in self._groups.items()
                      if traits.topics & other.topics and (traits.sensitive or not other.sensitive)]
            scored.sort(key=lambda entry: entry[0], reverse=True)
            self._ranked[traits] = [[work for _likeness, works in group for work in works]
                                    for _likeness, group in groupby(scored, key=lambda entry: entry[0])]
        return self._ranked[traits]

    def _vector(self, work: Work) -> tuple[Vector, float]:
        """The work's terms in the reader's language, the sum of its pages', and their length."""
        if work.path not in self._vectors:
            terms: dict[str, float] = defaultdict(float)
            documents: list[Document] = [work, *work.parts]
            for page in documents:
                edition = page.readable.get(self._reader.language.code)
                for term, weight in self._index.vector(edition.url).items() if edition else ():
                    terms[term] += weight
            heaviest = dict(heapq.nlargest(TERMS, terms.items(), key=itemgetter(1)))
            self._vectors[work.path] = heaviest, sum(value * value for value in heaviest.values()) ** 0.5
        return self._vectors[work.path]

    def _cosine(self, own: Vector, other: Work) -> float:
        theirs, length = self._vector(other) if own else ({}, 0.0)
        return sum([value * own[term] for term, value in theirs.items() if term in own]) / length if length else 0.0
