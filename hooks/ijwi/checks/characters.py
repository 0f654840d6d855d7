"""Characters that nobody sees: controls, marks of direction, zero-width ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..findings import Finding

#: Turn the order of letters by force: a text can then show what it does not say (CVE-2021-42574).
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
#: Isolates, and marks of direction, have their use in right-to-left text.
_ISOLATES, _END_OF_ISOLATE = frozenset("\u2066\u2067\u2068"), "\u2069"
_MARKS = frozenset("\u200e\u200f\u061c")
#: Join or part letters, in the scripts that have such letters.
_JOINERS = frozenset("\u200c\u200d")
#: Scripts whose letters neither join nor change beside a joiner.
_WITHOUT_JOINERS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARMENIAN", "GEORGIAN", "CJK", "HANGUL", "HIRAGANA",
                    "KATAKANA", "ETHIOPIC", "COMBINING", "VARIATION", "MODIFIER")


def hidden_characters(text: str, file: str, *, rtl: bool) -> Iterator[Finding]:
    """A finding for each line of a text file with characters that may not be there.

    `rtl`: the file is written from right to left.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() and line.isprintable():
            continue
        found = dict.fromkeys(_hidden(line, rtl))
        if found:
            names = ", ".join(f"U+{ord(sign):04X} ({unicodedata.name(sign, 'a control character').lower()})"
                              for sign in found)
            yield Finding(file, number, "characters", f"this line holds what cannot be seen: {names}.",
                          "Delete the line and type it again.")


def _hidden(line: str, rtl: bool) -> Iterator[str]:
    isolates = 0
    for place, sign in enumerate(line):
        if sign in _ISOLATES or sign == _END_OF_ISOLATE:
            isolates += 1 if sign != _END_OF_ISOLATE else -1
            if not rtl or isolates < 0:
                yield sign
        elif sign in _OVERRIDES or (sign in _MARKS and not rtl):
            yield sign
        elif sign in _JOINERS:
            if not _joins(line, place):
                yield sign
        elif sign not in "\t\r" and sign not in _MARKS and (
                unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") or unicodedata.category(sign) in ("Zl", "Zp")):
            yield sign
    if rtl and isolates > 0:
        yield _END_OF_ISOLATE


def _joins(line: str, place: int) -> bool:
    """Whether a joiner stands beside a letter of a script that has such letters, or between picture signs."""
    before, after = line[place - 1:place] if place else "", line[place + 1:place + 2]
    if before and after and unicodedata.category(before) in ("So", "Sk", "Mn") and unicodedata.category(after) == "So":
        return True
    return any(sign and unicodedata.category(sign)[0] in "LM" and not unicodedata.name(sign, "LATIN").startswith(
        _WITHOUT_JOINERS) for sign in (before, after))
