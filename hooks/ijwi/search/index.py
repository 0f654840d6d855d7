"""The inverted index of one language: which term weighs how much in which passage.

A posting's weight is BM25F's saturated term frequency (Robertson, Zaragoza, Taylor: Simple
BM25 extension to multiple weighted fields, 2004), worked out here once and rounded to one
character. Length is measured against a fixed length and not the average, so that a new
work leaves the postings of all others as they are.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from .passages import Passage
from .tables import Tables

#: How much a word counts by where it stands.
TITLE, HEADING, SUMMARY, KEYWORD, TEXT = 8.0, 4.0, 3.0, 1.5, 1.0
#: How slowly further occurrences stop counting, and how much a long text must have more of them.
SATURATION, LENGTH_MATTERS, USUAL_LENGTH = 4.0, 0.4, 600
#: Weights are rounded to this many steps.
STEPS = 63
#: A term in more passages than this, and more than every fourth, keeps those in which it weighs most.
MOST_PASSAGES = 100


#: A term in one passage: the passage's number and the term's weight there, from 1 to `STEPS`. A plain pair,
#: because there are hundreds of thousands of them.
Posting = tuple[int, int]
#: What each term of a passage weighs in it.
Weights = Mapping[str, int]
Weighed = tuple[Passage, Weights]


@dataclass(frozen=True)
class Index:
    """The passages of one language and the postings of each term, by passage."""

    passages: tuple[Passage, ...]
    postings: Mapping[str, tuple[Posting, ...]]
    #: In how many passages the terms are of which only the heaviest postings were kept.
    common: Mapping[str, int] = field(default_factory=dict)

    #: What the terms of each page's passages weigh, by the page's address.
    weights: Mapping[str, Sequence[Weights]] = field(default_factory=dict, repr=False, compare=False)

    def vector(self, url: str) -> dict[str, float]:
        """A page's terms by their weight times rarity, of length one. Terms that are nearly everywhere tell nothing."""
        terms: dict[str, float] = {}
        for weights in self.weights.get(url, ()):
            for term, weight in weights.items():
                if term not in self.common:
                    terms[term] = max(terms.get(term, 0.0), weight * self._rarity(term))
        length = math.sqrt(sum([value * value for value in terms.values()]))
        return {term: value / length for term, value in terms.items()}

    def _rarity(self, term: str) -> float:
        return math.log(1 + len(self.passages) / len(self.postings[term]))


def build_index(passages: Iterable[Passage], tables: Tables) -> Index:
    """The index of passages in their order."""
    terms = Terms(tables)
    return index_of((passage, terms.weights(passage)) for passage in passages)


def index_of(weighed: Iterable[Weighed]) -> Index:
    """The index of passages whose terms have been weighed already."""
    every: list[Passage] = []
    pages: dict[str, list[Weights]] = defaultdict(list)
    postings: dict[str, list[Posting]] = defaultdict(list)
    for number, (passage, weights) in enumerate(weighed):
        every.append(passage)
        pages[passage.url].append(weights)
        for term, weight in weights.items():
            postings[term].append((number, weight))
    most = max(MOST_PASSAGES, len(every) / 4)
    common = {term: len(found) for term, found in sorted(postings.items()) if len(found) > most}
    for term in common:
        heaviest = sorted(postings[term], key=lambda posting: (-posting[1], posting[0]))[:MOST_PASSAGES]
        postings[term] = sorted(heaviest)
    return Index(tuple(every), {term: tuple(postings[term]) for term in sorted(postings)}, common, pages)


class Terms:
    """Weighs the terms of passages; what a word comes to is worked out once."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._stem = cache(tables.stemming.stem)

    def weights(self, passage: Passage) -> dict[str, int]:
        """Each term of a passage and how much it weighs there."""
        counts: dict[str, float] = defaultdict(float)
        length = 0
        self._count(counts, passage.title, TITLE)
        self._count(counts, passage.above, KEYWORD)
        if not passage.continued:
            self._count(counts, passage.summary, SUMMARY)
            self._count(counts, passage.keywords, KEYWORD)
        for section in passage.sections:
            self._count(counts, section.heading, HEADING)
            length += self._count(counts, section.text, TEXT)
        norm = SATURATION * (1 - LENGTH_MATTERS + LENGTH_MATTERS * length / USUAL_LENGTH)
        return {term: max(1, round(STEPS * count / (count + norm))) for term, count in counts.items()}

    def _count(self, counts: dict[str, float], text: str, weight: float) -> int:
        stems = [self._stem(word) for word in self._tables.folding.words(text)]
        synonyms = self._tables.synonyms
        for stem, count in Counter(stems).items():
            counts[synonyms.get(stem, stem)] += weight * count
        for term in self._tables.expressions(stems):
            counts[term] += weight
        return len(stems)
