"""What maintainers read of a form that was filled in: what became of it, and every word that found no place.

What strangers typed stands in fenced code alone, so that no line of it can act: mentions call nobody,
links and pictures load nothing, headings stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..findings import Finding


@dataclass
class Report:
    """Paragraphs of Markdown, one after the other."""

    paragraphs: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Adds a paragraph of our own words."""
        self.paragraphs.append(text)

    def quote(self, heading: str, text: str, language: str = "text") -> None:
        """Adds somebody's words under a heading of ours."""
        self.paragraphs += [f"**{heading}**", fenced(text, language)]

    def findings(self, heading: str, found: Iterable[Finding]) -> None:
        """Adds findings, which repeat what was typed, under a heading; nothing if there are none."""
        lines = [f"{finding.path}: {finding.message} {finding.suggestion}".rstrip() for finding in found]
        if lines:
            self.quote(heading, "\n".join(lines))

    def __str__(self) -> str:
        return "\n\n".join(self.paragraphs) + "\n"


def fenced(text: str, language: str = "text") -> str:
    """Text as a code block that it can't leave."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"
