"""What a page's notation refers to, and references that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .facts import FIGURES, Facts
from .findings import Finding, nearest
from .records import Catalogue, Document, Edition
from .schema import Source
from .strings import Strings

_ANY = re.compile(r"\[(?P<sign>fact:|@|helplines|chart)(?P<rest>[^\]\n]*)\](?![(\[])")


@dataclass
class PageScope:
    """What the notation of one page refers to, and what it was found to cite."""

    catalogue: Catalogue
    facts: Facts
    strings: Strings
    document: Document
    edition: Edition
    cited: list[str] = field(default_factory=list)

    @property
    def sources(self) -> dict[str, Source]:
        """The sources that a page may cite: its own, then its work's."""
        work = self.catalogue.work_of(self.document)
        entries = [*self.document.fields.sources, *(work.fields.sources if work else ())]
        return {entry.id: entry for entry in entries}


def references(text: str, scope: PageScope, path: str, first_line: int) -> Iterator[Finding]:
    """A finding for each reference in a page's body that leads nowhere. Code is left alone."""
    in_code = False
    for number, line in enumerate(text.split("\n"), first_line):
        if line.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
        if in_code:
            continue
        for match in _ANY.finditer(re.sub(r"`[^`]*`", "", line)):
            problem = _problem(match["sign"], match["rest"], scope)
            if problem:
                yield Finding(path, number, "reference", f"`{match[0]}`: {problem[0]}", problem[1])


def _problem(sign: str, rest: str, scope: PageScope) -> tuple[str, str] | None:
    if sign == "@":
        if rest not in scope.sources:
            return "neither this page nor its work has a source with this id.", \
                nearest(rest, scope.sources) if scope.sources else "Add it to `sources:` in the front matter."
    elif sign == "fact:":
        name, _dot, figure_name = rest.partition(".")
        indicator = scope.facts.indicators.get(name)
        if indicator is None:
            return "there is no such indicator in docs/data/indicators.csv.", nearest(name, scope.facts.indicators)
        known = [key for key in FIGURES if getattr(indicator, key)]
        if figure_name not in known:
            return "this indicator has no such figure.", f"Write one of: {', '.join(known)}."
    elif sign == "chart":
        if rest.removeprefix(":") not in scope.facts.charts:
            return "there is no such chart in docs/data/charts.yml.", nearest(rest, scope.facts.charts)
    elif rest and not scope.facts.helplines_in(rest.removeprefix(":")):
        return "there are no helplines for this country in docs/data/helplines.csv.", \
            "Write the country's two letters, for example `[helplines:rw]`."
    return None
