"""What a check has to say: one record for every mistake, everywhere."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake: where it is, which rule it breaks, what must be true, what to write instead.

    `path` is relative to the folder of mkdocs.yml, `line` counts from 1.
    """

    path: str
    line: int
    rule: str
    message: str
    suggestion: str = ""
    notice: bool = False
    """Worth knowing, but no reason to stop."""

    def __str__(self) -> str:
        hint = f" {self.suggestion}" if self.suggestion else ""
        return shown(f"{self.path}:{self.line}: {self.rule}: {self.message}{hint}")


def shown(text: str) -> str:
    """Text of untrusted origin on one line of a terminal or a log: what cannot be seen is written out (`\\u202e`)."""
    return "".join(sign if _can_be_seen(sign) else f"\\u{ord(sign):04x}" for sign in text)


def _can_be_seen(sign: str) -> bool:
    # Besides letters and signs: the joiners that Persian and the languages of India write with.
    return sign.isprintable() or sign in "\u200c\u200d" or unicodedata.category(sign) == "Zs"


class ContentError(Exception):
    """The content cannot be built. Carries every finding, sorted, never only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(set(findings))
        super().__init__("\n".join(map(str, self.findings)))


def nearest(word: str, words: Iterable[str]) -> str:
    """A suggestion that names the most similar of `words`, or lists them all."""
    known = sorted(words)
    close = difflib.get_close_matches(word.strip().lower(), known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean `{close[0]}`?"
    if not known:
        return "There is none yet."
    return f"Write one of: {', '.join(known)}."
