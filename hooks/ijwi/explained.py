"""The words that the centre uses again and again, explained to readers: the page `glossary` of every language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .glossary import Glossary, read_glossary
from .languages import Language
from .reader import Reader
from .search.folding import taken_apart

#: Alphabets whose order is not that of Unicode: Persian puts پ after ب, and و before ه.
_ALPHABETS = {"fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"}


@dataclass(frozen=True)
class Word:
    """A term and what it means. `id` is the same in every language; `others` are other words for it.

    `source` is the term in the language in which the words were agreed first, or nothing if this is that language.
    """

    id: str
    term: str
    meaning: str
    others: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Words:
    """The words of one language in alphabetical order. `language` is not the reader's where hers has none."""

    language: str
    source: str
    words: tuple[Word, ...]


def explained(docs: Path, reader: Reader) -> Words:
    """The words in the language that the reader reads best; none if no language has any. Raises ContentError."""
    source = reader.catalogue.languages.default
    first = _glossary(docs, source)
    for code in reader.preference:
        found = _glossary(docs, code)
        if found:
            order = _order(reader.catalogue.languages[code])
            of = first if code != source else {}
            words = (Word(name, entry.term, entry.definition, entry.variants, of[name].term if name in of else "")
                     for name, entry in found.items())
            return Words(code, source, tuple(sorted(words, key=lambda word: order(word.term))))
    return Words(reader.language.code, source, ())


def _glossary(docs: Path, code: str) -> Glossary:
    return read_glossary(docs / "data" / "glossary" / f"{code}.yml")


def _order(language: Language) -> Callable[[str], str]:
    """Gives each term its place: by the letters of the language's alphabet, without accents."""
    places = {letter: chr(place) for place, letter in enumerate(_ALPHABETS.get(language.code, ""), 1)}
    return lambda term: "".join(places.get(letter, letter) for letter in term) if places else taken_apart(term)
