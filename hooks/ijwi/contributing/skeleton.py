"""The headings that a page of each kind has, with lasting ids and, under each, what to write there.

They are Markdown files beside this module; a kind that has none, of a centre's own, takes the guide's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from .. import sections
from ..placeholders import MARK

_FOLDER = Path(__file__).parent / "skeletons"
_ID = re.compile(r"\{#([a-z0-9-]+)\}")

#: The further pages that a kind begins with: name and title.
FURTHER = {"manual": (("how-to-use", "How to use this manual"), ("preparing", "Preparing"),
                      ("evaluation", "Evaluation"))}


def skeleton(name: str, language: str) -> str:
    """The body of a new page: of a kind, of a part (`session`, `handout`, `page`), or `manual--preparing` and the like.

    Headings are English words; in another language they are marked as still to be written.
    """
    file = _FOLDER / f"{name}.md"
    body = (file if file.is_file() else _FOLDER / "guide.md").read_text(encoding="utf-8")
    if language != "en":
        body = re.sub(rf"^(#+) (?!{MARK})", rf"\1 {MARK} ", body, flags=re.M)
        body = re.sub(rf"^(\*\*)(?!{MARK})", rf"\1{MARK} ", body, flags=re.M)
    return f"\n{body}"


def with_own_ids(body: str, name: str, taken: Collection[str]) -> str:
    """The body with its ids begun by a word of the page's name, so that none is `taken` in the work."""
    words = name.split("-")
    for count in range(1, len(words) + 1):
        prefix = "-".join(words[:count])
        if not any(f"{prefix}-{given}" in taken for given in _ID.findall(body)):
            return _prefixed(body, prefix)
    numbers = iter(range(2, 1000))
    while any(f"{name}-{(number := next(numbers))}-{given}" in taken for given in _ID.findall(body)):
        pass
    return _prefixed(body, f"{name}-{number}")


def _prefixed(body: str, prefix: str) -> str:
    return _ID.sub(rf"{{#{prefix}-\1}}", body)


def from_text(text: str) -> str:
    """Somebody's own text as a page's body: its highest headings become `##`, and every heading has an id."""
    headings = [section for section in sections.split(text) if section.level]
    lower = 2 - min((section.level for section in headings), default=2)
    lines = text.strip("\n").split("\n")
    offset = text[:len(text) - len(text.lstrip("\n"))].count("\n")
    for section in headings:
        line = section.line - 1 - offset
        level = min(6, section.level + lower)
        lines[line] = "#" * level + " " + lines[line].lstrip(" ").lstrip("#").strip()
    return "\n" + sections.with_ids("\n".join(lines), {sections.FRONT, sections.LEAD}) + "\n"


def ids_of(bodies: Iterable[str]) -> set[str]:
    """Every id of some bodies."""
    return {section.id for body in bodies for section in sections.split(body) if section.id}
