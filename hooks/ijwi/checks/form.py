"""The form of a file that nobody sees: ends of lines, spaces at their ends, French spaces. All of it mends itself.

`mended` gives the text as it should be; what it changes is what the findings speak of, so both agree.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from ..findings import Finding
from ..frontmatter import split
from .page import code_lines

#: Files whose form is looked at.
TEXTS = (".md", ".yml", ".csv", ".txt")

_FRENCH_BEFORE = re.compile(r"(?<=[\w»)\]”’*]) (?=[;!?](?:[\s*_»)\]]|$))")
_FRENCH_COLON = re.compile(r"(?<=[\w»)\]”’*]) (?=:(?:[\s*_»)\]]|$))")
_FRENCH_OPEN, _FRENCH_CLOSE = re.compile(r"(?<=«) (?=\S)"), re.compile(r"(?<=\S) (?=»)")


def problems_of_form(content: bytes, file: str, language: str) -> Iterator[Finding]:
    """What is wrong with the form of a text file. `language` is the page's, or empty."""
    try:
        text = decoded(content)
    except UnicodeDecodeError:
        return  # its reader says so
    if content.startswith(codecs.BOM_UTF8):
        yield Finding(file, 1, "line-ends", "an invisible mark stands before the first letter.", notice=True)
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        yield Finding(file, line, "line-ends", "lines end as they do on Windows or on old Macs.", notice=True)
    elif text and not text.endswith("\n"):
        yield Finding(file, text.count("\n") + 1, "line-ends", "the last line has no end.", notice=True)
    text = lf(text)
    yield from _changed(text, _without_spaces, file, "spaces", "spaces stand at the end of this line.")
    if language == "fr" and file.endswith(".md"):
        yield from _changed(text, _french, file, "typography",
                            "a space that may break stands before ; : ! ? or within « ».")


def mended(content: bytes, file: str, language: str) -> bytes:
    """A text file in its right form. What it says stays the same."""
    try:
        text = lf(decoded(content))
    except UnicodeDecodeError:
        return content
    text = _without_spaces(text, file)
    if language == "fr" and file.endswith(".md"):
        text = _french(text, file)
    return (text if not text or text.endswith("\n") else f"{text}\n").encode()


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 if its first bytes say so. Raises UnicodeDecodeError."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def lf(text: str) -> str:
    """The text with LF line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _changed(text: str, mend: Callable[[str, str], str], file: str, rule: str, message: str) -> Iterator[Finding]:
    lines = [number for number, (line, new) in enumerate(
        zip(text.split("\n"), mend(text, file).split("\n"), strict=True), 1) if line != new]
    if lines:
        more = f" So it is on {len(lines)} lines." if len(lines) > 1 else ""
        yield Finding(file, lines[0], rule, message + more, "`scripts/check.py --fix` mends it.", notice=True)


def _without_spaces(text: str, file: str) -> str:
    """Without spaces at the ends of lines. In Markdown two of them are a break of the line, and code keeps its own."""
    lines = text.split("\n")
    code = code_lines(lines) if file.endswith(".md") else set()
    for number, line in enumerate(lines):
        bare = line.rstrip(" \t")
        breaks = file.endswith(".md") and line.endswith("  ") and bare and not bare.startswith("#")
        if number not in code and not breaks and not (file.endswith(".csv") and '"' in text):
            lines[number] = bare
    return "\n".join(lines)


def _french(text: str, file: str) -> str:
    """Plain spaces that must not break, as those that do not: fine (U+202F) before ; ! ?, wide (U+00A0) else."""
    _front, body, _first_line = split(text)
    lines = body.split("\n")
    code = code_lines(lines)
    for number, line in enumerate(lines):
        if number in code or "`" in line or line.startswith(("|", "    ", "\t")):
            continue
        line = _FRENCH_BEFORE.sub("\u202f", line)
        line = _FRENCH_COLON.sub("\u00a0", line)
        lines[number] = _FRENCH_CLOSE.sub("\u00a0", _FRENCH_OPEN.sub("\u00a0", line))
    return text[:len(text) - len(body)] + "\n".join(lines)
