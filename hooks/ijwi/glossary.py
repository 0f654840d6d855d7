"""The words that translators agreed on (docs/data/glossary/<language>.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from .findings import ContentError, Finding

if TYPE_CHECKING:
    from .centre import Centre


class Agreed(BaseModel):
    """Who agreed on a term later than on the others."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    by: str
    day: Annotated[str, BeforeValidator(str)]


class Term(BaseModel):
    """A word that was agreed on. `variants` are other words for it, which were refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    term: str = Field(min_length=1)
    definition: str
    variants: tuple[str, ...] = ()
    agreed: Agreed | None = None


Glossary = Mapping[str, Term]
_TERMS: TypeAdapter[dict[str, Term]] = TypeAdapter(dict[str, Term])


def read_glossary(file: Path) -> Glossary:
    """The terms of a language by their names; none if there is no such file. Raises ContentError."""
    if not file.is_file():
        return {}
    name = f"docs/data/glossary/{file.name}"
    try:
        text = file.read_text("utf-8")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader)):
            raise ContentError([Finding(name, 1, "data", "`*` at the start of a value has a special meaning.",
                                        "Put the value in quotes, or write it out.")])
        return _TERMS.validate_python(yaml.load(text, yaml.CSafeLoader))
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            raise ContentError(Finding(name, 1, "data", f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg']}.")
                               for detail in error.errors()) from error
        mark = getattr(error, "problem_mark", None)
        raise ContentError([Finding(name, mark.line + 1 if mark else 1, "data", "this is not valid YAML in UTF-8.",
                                    "Put text that contains `: ` in quotes.")]) from error


def as_text(centre: Centre, language: str) -> str:
    """The glossary of a language: who agreed, then each term with its meaning and the words that were refused.

    A term that somebody else agreed on later says so itself: `agreed: {by: a role, day: 2026-11-22}`.
    """
    folder = centre.docs / "data" / "glossary"
    file = folder / f"{language}.yml"
    if not file.exists():
        raise ContentError([Finding(f"docs/data/glossary/{file.name}", 1, "data", "there is no such file.")])
    glossary, english = read_glossary(file), read_glossary(folder / "en.yml")
    lines = [line.lstrip("# ") for line in file.read_text("utf-8").splitlines() if line.startswith("#")]
    for name, entry in glossary.items():
        refused = f"  (not: {', '.join(entry.variants)})" if entry.variants else ""
        agreed = f"\n    agreed by {entry.agreed.by}, {entry.agreed.day}" if entry.agreed else ""
        source = english[name].term if name in english else name
        lines.append(f"{source}: {entry.term}{refused}\n    {entry.definition}{agreed}")
    return "\n".join(lines)


#: `gukumira (block)`: a term with the word that people also know it by.
_TERM = re.compile(r"(.+?)\s*\((.+)\)")


def expressions(file: Path) -> list[tuple[str, ...]]:
    """Each term of a glossary with the other words for it; none if there is no such file. Raises ContentError."""
    groups = []
    for entry in read_glossary(file).values():
        term = _TERM.fullmatch(entry.term)
        groups.append((*(term.groups() if term else (entry.term,)), *entry.variants))
    return groups
