"""What the search knows of each language: docs/data/search/<language>.yml, and the glossary's variants.

A language without a file is searched by folded words as they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..findings import ContentError, Finding
from ..frontmatter import FrontMatter, read_file
from .folding import COMMON, SEPARATORS, SIGNS, Folding
from .stemming import Stemming, Step, step

#: Words or expressions that are one to somebody who searches.
Group = Annotated[list[str], Field(min_length=2)]
#: Expressions of more words than this are not looked for.
LONGEST = 4


class TableFile(BaseModel):
    """The fields of a language's file; docs/data/search/README.txt explains them to its authors."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    apostrophe: str = Field(default="split", pattern="^(split|join)$")
    letters: dict[Annotated[str, Field(min_length=1)], str] = Field(default_factory=dict)
    irregular: list[Group] = Field(default_factory=list)
    cuts: list[list[str]] = Field(default_factory=list)
    synonyms: list[Group] = Field(default_factory=list)


@dataclass(frozen=True)
class Tables:
    """Everything by which both sides turn text into the terms of the index."""

    folding: Folding = field(default_factory=Folding)
    stemming: Stemming = field(default_factory=Stemming)
    #: Stems, joined by a space where an expression has several words → the one term for all of a kind.
    synonyms: Mapping[str, str] = field(default_factory=dict)

    def term(self, word: str) -> str:
        """What a folded word is found under."""
        stem = self.stemming.stem(word)
        return self.synonyms.get(stem, stem)

    def expressions(self, stems: Sequence[str]) -> Iterator[str]:
        """The terms of the expressions of several words that stand among these stems."""
        for start, stem in enumerate(stems):
            for expression, term in self._expressions.get(stem, ()):
                if tuple(stems[start:start + len(expression)]) == expression:
                    yield term

    @cached_property
    def _expressions(self) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
        """The expressions of several words by their first one."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for key, term in self.synonyms.items():
            words = tuple(key.split(" "))
            if len(words) > 1:
                found[words[0]].append((words, term))
        return found

    def to_json(self) -> dict[str, Any]:
        """The same tables for the reader's side."""
        return {"signs": SIGNS, "marks": self.folding.marks, "separators": SEPARATORS,
                "letters": dict(self.folding.replaced),
                "irregular": dict(self.stemming.irregular), "synonyms": dict(self.synonyms),
                "steps": [_step_json(step) for step in self.stemming.steps]}


def _step_json(step: Step) -> dict[str, Any]:
    """A step by the letters that must remain: `rules` maps affix to replacement and, after a slash, that number."""
    return {"prefix": step.prefix,
            "rules": {affix: f"{put}/{keep}" for affix, (put, keep) in sorted(step.rules.items())}}


def read_tables(file: Path, name: str, glossary: Iterable[tuple[str, ...]] = ()) -> Tables:
    """The tables of one language. `glossary` holds terms with their variants.

    Raises ContentError if the file is there but cannot be used; `name` is what findings call it.
    """
    front_matter = read_file(file, name) if file.is_file() else FrontMatter({}, {})
    try:
        written = TableFile.model_validate(front_matter.values)
    except ValidationError as error:
        raise ContentError(
            Finding(name, front_matter.line(detail["loc"]), "search",
                    f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg']}.")
            for detail in error.errors()) from error
    folding = Folding({key: COMMON.fold(value) for key, value in written.letters.items()}, written.apostrophe == "join")
    steps = []
    for number, rules in enumerate(written.cuts):
        folded = list(map(folding.fold, rules))
        try:
            steps.append(step(folded))
        except ValueError as error:
            place = folded.index(str(error))
            raise ContentError([Finding(
                name, front_matter.line(("cuts", number, place)), "search",
                f"`{rules[place]}` cannot stand in this list of `cuts`.",
                "Write umu- or -ing, -ies>y to put something in its place, -s/4 to keep four letters; beginnings and "
                "endings stand in lists of their own, each once.")]) from None
    regular = Stemming(tuple(steps))
    irregular: dict[str, str] = {}
    for number, group in enumerate(written.irregular):
        forms = [folding.words(form) for form in group]
        for place, words in enumerate(forms):
            if len(words) != 1:
                raise ContentError([Finding(
                    name, front_matter.line(("irregular", number, place)), "search",
                    f"`{group[place]}` is not one word.", "Put expressions of several words under `synonyms`.")])
        irregular |= {word: regular.stem(forms[0][0]) for [word] in forms}
    stemming = Stemming(regular.steps, irregular)
    return Tables(folding, stemming, _synonyms([*map(tuple, written.synonyms), *glossary], folding, stemming))


def _synonyms(groups: Iterable[tuple[str, ...]], folding: Folding, stemming: Stemming) -> dict[str, str]:
    """Each expression's term: that of the first of its group. An expression stays in the first group that names it."""
    found: dict[str, str] = {}
    for group in groups:
        keys = [" ".join(map(stemming.stem, folding.words(expression))) for expression in group]
        keys = [key for key in keys if 0 < len(key.split()) <= LONGEST]
        for key in keys:
            found.setdefault(key, found.get(keys[0], keys[0].replace(" ", "+")))
    return {key: term for key, term in found.items() if key != term}
