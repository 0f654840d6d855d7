"""What the search knows of each language: docs/data/search/<language>.yml, and the glossary's variants.

A language without a file is searched by folded words as they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .. import frontmatter
from ..findings import ContentError, Finding
from .folding import SEPARATORS, Folding
from .stemming import Stemming, Step, step

#: Expressions of more words than this are not looked for.
LONGEST = 4


class TableFile(BaseModel):
    """The fields of a language's file; docs/data/search/README.txt explains them to its authors."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    apostrophe: str = Field(default="split", pattern="^(split|join)$")
    letters: dict[str, str] = Field(default_factory=dict)
    irregular: list[list[str]] = Field(default_factory=list)
    cuts: list[list[str]] = Field(default_factory=list)
    synonyms: list[list[str]] = Field(default_factory=list)


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
        return {"marks": self.folding.marks, "separators": SEPARATORS, "letters": dict(self.folding.replaced),
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
    written = _read(file, name) if file.is_file() else TableFile()
    folding = Folding({Folding().fold(key) or key: value for key, value in written.letters.items()},
                      written.apostrophe == "join")
    try:
        steps = tuple(step(map(folding.fold, rules)) for rules in written.cuts)
    except ValueError as error:
        raise ContentError([Finding(name, 1, "search", f"`{error}` cannot be read as a rule of `cuts`.",
                                    "Write umu- or -ing, -ies>y to put something in its place, -s/4 to keep "
                                    "four letters; beginnings and endings stand in lists of their own.")]) from None
    regular = Stemming(steps)
    irregular: dict[str, str] = {}
    for group in written.irregular:
        forms = [folding.fold(form) for form in group]
        irregular |= {form: regular.stem(forms[0]) for form in forms}
    stemming = Stemming(steps, irregular)
    return Tables(folding, stemming, _synonyms([*map(tuple, written.synonyms), *glossary], folding, stemming))


def _synonyms(groups: Iterable[tuple[str, ...]], folding: Folding, stemming: Stemming) -> dict[str, str]:
    """Each expression's term: that of the first of its group. An expression stays in the first group that names it."""
    found: dict[str, str] = {}
    for group in groups:
        keys = [" ".join(map(stemming.stem, folding.words(expression))) for expression in group]
        term = found.get(keys[0], keys[0].replace(" ", "+"))
        for key in keys:
            if 0 < len(key.split()) <= LONGEST and found.setdefault(key, term) == key:
                del found[key]  # a word stands for itself
    return found


def _read(file: Path, name: str) -> TableFile:
    front_matter, findings = frontmatter.read(file.read_text(encoding="utf-8-sig"), name, first_line=1)
    if front_matter is None:
        raise ContentError(findings)
    try:
        return TableFile.model_validate(front_matter.values)
    except ValidationError as error:
        raise ContentError(
            Finding(name, front_matter.line(detail["loc"]), "search",
                    f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg']}.")
            for detail in error.errors()) from error
