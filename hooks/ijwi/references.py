"""What a page's notation refers to, and references that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown import Markdown

from .facts import FIGURES, Facts
from .findings import Finding, nearest
from .images import Pictures
from .inert import OnlyIds
from .links.memory import LinkMemory
from .records import Catalogue, Document, Edition
from .schema import Source
from .strings import Strings

_ANY = re.compile(r"(?<!\\)\[(?:(?P<sign>fact:|@)(?P<rest>[^\]\n]*)|"
                  r"(?P<block>helplines|chart|section(?=:))(?P<name>:[^\]\n]*)?)\](?![(\[])")
#: Those of mkdocs.yml that decide what is code, a list or a paragraph.
_EXTENSIONS = ["admonition", "attr_list", "pymdownx.details", "pymdownx.superfences", "sane_lists", "tables"]


@dataclass
class PageScope:
    """What the notation of one page refers to, and what it was found to cite."""

    catalogue: Catalogue
    facts: Facts
    strings: Strings
    document: Document
    edition: Edition
    pictures: Pictures = field(default_factory=Pictures)
    links: LinkMemory = field(default_factory=LinkMemory)
    cited: list[str] = field(default_factory=list)
    charts: int = 0
    posters: int = 0
    #: Paths of the pages that it links to, whether they are there or not.
    linked: list[str] = field(default_factory=list)

    @property
    def sources(self) -> dict[str, Source]:
        """The sources that a page may cite: its own, then its work's."""
        work = self.catalogue.work_of(self.document)
        entries = [*(work.fields.sources if work else ()), *self.document.fields.sources]
        return {entry.id: entry for entry in entries}


def references(text: str, scope: PageScope, path: str, first_line: int) -> Iterator[Finding]:
    """A finding for each reference in a page's body that leads nowhere. Code is left alone."""
    found = [(match, _problem(match["sign"] or match["block"], match["rest"] or match["name"] or "", scope))
             for match in _ANY.finditer(text)]
    if not any(problem or match["block"] for match, problem in found):
        return
    numbers = iter(range(len(found)))
    # Markdown itself says what is code and what stands alone: each reference becomes a numbered private sign.
    shown = plain_markdown().convert(_ANY.sub(lambda _match: f"\uf8ff{next(numbers)}\uf8ff", text))
    code = set(re.findall("\uf8ff([0-9]+)\uf8ff", " ".join(re.findall(r"<code.*?</code>", shown, re.S))))
    alone = set(re.findall(r"<(?:p|li)>\s*\uf8ff([0-9]+)\uf8ff\s*</(?:p|li)>", shown))
    for number, (match, problem) in enumerate(found):
        if str(number) in code:
            continue
        if not problem and match["block"] and str(number) not in alone:
            problem = "this must stand alone in a paragraph.", "Put an empty line before and after it."
        if problem:
            line = first_line + text.count("\n", 0, match.start())
            yield Finding(path, line, "reference", f"`{match[0]}`: {problem[0]}", problem[1])


def plain_markdown() -> Markdown:
    """Markdown without HTML, as the site has it: a page of `<` would take it hours."""
    markdown = Markdown(extensions=_EXTENSIONS)
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    markdown.treeprocessors.deregister("attr_list")
    markdown.treeprocessors.register(OnlyIds(markdown), "attr_list", 8)
    return markdown


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
    elif sign == "section":
        return "only the generator writes this.", "Remove it."
    elif sign == "chart":
        if rest.removeprefix(":") not in scope.facts.charts:
            return "there is no such chart in docs/data/charts.yml.", nearest(rest, scope.facts.charts)
    elif not scope.facts.helplines_in(rest.removeprefix(":") if rest else None):
        return "there are no helplines for this country in docs/data/helplines.csv.", \
            "Write the country's two letters, for example `[helplines:rw]`."
    return None
