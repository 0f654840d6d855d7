"""The words that translators agreed on (docs/data/glossary/<language>.yml)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from .findings import ContentError, Finding

if TYPE_CHECKING:
    from .centre import Centre


def as_text(centre: Centre, language: str) -> str:
    """The glossary of a language: who agreed, then each term with its meaning and the words that were refused.

    A term that somebody else agreed on later says so itself: `agreed: {by: a role, day: 2026-11-22}`.
    """
    folder = centre.docs / "data" / "glossary"
    file = folder / f"{language}.yml"
    if not file.exists():
        raise ContentError([Finding(f"docs/data/glossary/{file.name}", 1, "glossary", "there is no such file.")])
    text = file.read_text("utf-8")
    english = yaml.safe_load((folder / "en.yml").read_text("utf-8"))
    lines = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
    for name, entry in yaml.safe_load(text).items():
        refused = f"  (not: {', '.join(entry['variants'])})" if entry.get("variants") else ""
        agreed = f"\n    agreed by {entry['agreed']['by']}, {entry['agreed']['day']}" if entry.get("agreed") else ""
        source = english.get(name, {}).get("term", name)
        lines.append(f"{source}: {entry['term']}{refused}\n    {entry['definition']}{agreed}")
    return "\n".join(lines)


#: `gukumira (block)`: a term with the word that people also know it by.
_TERM = re.compile(r"(.+?)\s*\((.+)\)")


def expressions(file: Path) -> list[tuple[str, ...]]:
    """Each term of a glossary with the other words for it; none if there is no such file."""
    if not file.is_file():
        return []
    groups = []
    for entry in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader).values():
        term = _TERM.fullmatch(entry["term"])
        groups.append((*(term.groups() if term else (entry["term"],)), *entry.get("variants", ())))
    return groups
