"""Web addresses that look like what they are not."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

#: Scripts that are written together; others beside each other are a disguise (Unicode TS 39, "highly restrictive").
_TOGETHER = ({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}, {"LATIN", "CJK", "HANGUL"}, {"LATIN", "CJK", "BOPOMOFO"})
_NOT_A_SCRIPT = {"DIGIT", "HYPHEN-MINUS", "FULL", "COMBINING"}


def can_be_split(address: str) -> bool:
    """Whether an address has parts at all: some brackets and signs leave none."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def disguised(address: str) -> str:
    """Why an address does not lead where it seems to; empty if it does."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 (raises where it is no number)
    except ValueError:
        return "is not a web address that can be read"
    if parts.username is not None or parts.password is not None:
        return "must not hold `@` before the host: what stands before it only looks like the address"
    if re.fullmatch(r"[0-9.]+|0x[0-9a-f]+|\[?[0-9a-f:]*:[0-9a-f:.]*\]?", host):
        return "must name its host in letters, not as a number"
    for label in host.split("."):
        if mixed_scripts(_decoded(label)):
            return f"mixes letters of several scripts in its host (`{label}`), to look like another one"
    return ""


def mixed_scripts(word: str) -> bool:
    """Whether a word mixes letters of scripts that are not written together, as `pаypal` with a Cyrillic а."""
    scripts = {_script(letter) for letter in word if letter.isalpha()} - _NOT_A_SCRIPT
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(" ")[0]


def _decoded(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label
