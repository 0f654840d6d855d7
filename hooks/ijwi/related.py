"""Which works a reader may want next: those that share most topics, then most audiences, then words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .reader import Reader
from .records import Document, Work
from .search.index import Index

Vector = Mapping[str, float]


def related(work: Work, reader: Reader, index: Index, count: int = 3) -> list[Work]:
    """The works most like this one, at most `count`, each sharing a topic with it at least.

    First come those that share most topics; among these, those for the same audiences, then
    those in the reader's language, then those whose text in her language is most alike
    (cosine of the weights in the search index). A sensitive work is never offered from an open one.
    """
    def likeness(other: Work) -> tuple[int, int, bool]:
        return (len(set(work.fields.topics) & set(other.fields.topics)),
                len(set(work.fields.audiences) & set(other.fields.audiences)), reader.own(other))

    others = {other.path: (likeness(other), other) for other in reader.catalogue.offered
              if other is not work and (work.fields.sensitive or not other.fields.sensitive)}
    ranked = sorted((entry for entry in others.values() if entry[0][0]), key=lambda entry: entry[0], reverse=True)
    if len(ranked) > count:
        # Text is compared only where it decides.
        ranked = [entry for entry in ranked if entry[0] >= ranked[count - 1][0]]
    own = _vector(work, reader, index)
    ranked.sort(key=lambda entry: (*(-value for value in entry[0]), -_cosine(own, entry[1], reader, index),
                                   entry[1].path))
    return [other for _likeness, other in ranked[:count]]


def _pages(work: Work, reader: Reader) -> Iterable[str]:
    documents: list[Document] = [work, *work.parts]
    return [edition.url for page in documents if (edition := page.readable.get(reader.language.code))]


def _vector(work: Work, reader: Reader, index: Index) -> Vector:
    """The work's terms in the reader's language: the sum of its pages'."""
    found: dict[str, float] = {}
    for url in _pages(work, reader):
        for term, weight in index.vectors.get(url, {}).items():
            found[term] = found.get(term, 0.0) + weight
    return found


def _cosine(own: Vector, other: Work, reader: Reader, index: Index) -> float:
    theirs = _vector(other, reader, index)
    length = sum(value * value for value in theirs.values()) ** 0.5
    return sum(value * own.get(term, 0.0) for term, value in theirs.items()) / length if length else 0.0
