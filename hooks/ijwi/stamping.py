"""Writes into front matter what a tool remembers there, and leaves every other line as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from . import frontmatter
from .findings import ContentError


def with_sections(text: str, digests: Mapping[str, str], path: str, edition: bool) -> str:
    """A page's front matter with its section digests: of an edition under `edition:`, of a source at the top.

    `text` is the YAML without its `---` lines. Raises ContentError if it cannot be read.
    """
    value = "{" + ", ".join(f"{name}: {digest}" for name, digest in digests.items()) + "}"
    if not edition:
        return _put(text, "sections", f"sections: {value}\n", "")
    text = _in_block_style(text, path)
    start, end = _extent(text, "edition", "")
    block = _put(text[start:end], "sections", f"  sections: {value}\n", "  ")
    return text[:start] + block + text[end:]


def with_review(text: str, review: str, path: str, reviewer: str = "", reviewed_on: str = "") -> str:
    """An edition's front matter with its review; reviewer and day only for `reviewed`."""
    text = _in_block_style(text, path)
    start, end = _extent(text, "edition", "")
    block = _put(text[start:end], "review", f"  review: {review}\n", "  ")
    for key, value in (("reviewer", reviewer), ("reviewed_on", reviewed_on)):
        line = f"  {key}: {json.dumps(value, ensure_ascii=False) if key == 'reviewer' else value}\n" if value else ""
        block = _put(block, key, line, "  ")
    return text[:start] + block + text[end:]


def with_recalls(text: str, recalls: Sequence[Mapping[str, Any]]) -> str:
    """A source edition's front matter with its recalls: section, day, digests of the safe texts."""
    lines = "".join(f"  - {{section: {recall['section']}, on: {recall['on']}, "
                    f"safe: [{', '.join(recall['safe'])}]}}\n"
                    for recall in recalls)
    return _put(text, "recalls", f"recalls:\n{lines}" if lines else "", "")


def with_parts(text: str, parts: Sequence[str]) -> str:
    """A work's front matter with these parts, where `parts` stood or at its end; other lines stay as they were."""
    lines = "".join(f"  - {name}\n" for name in parts)
    return _put(text, "parts", f"parts:\n{lines}", "")


def quoted(text: str) -> str:
    """Text as a YAML value that cannot be taken for anything else."""
    return json.dumps(text, ensure_ascii=False)


def _in_block_style(text: str, path: str) -> str:
    """`edition: {of: en, …}` as lines of its own."""
    front_matter, findings = frontmatter.read(text, path)
    if front_matter is None:
        raise ContentError(findings)
    start, end = _extent(text, "edition", "")
    first = text[start:end].split("\n", 1)[0]
    if not re.fullmatch(r"edition:\s*(#.*)?", first):
        history = front_matter.values.get("edition") or {}
        lines = [f"  {key}: {_yaml(value)}\n" for key, value in history.items()]
        text = text[:start] + "edition:\n" + "".join(lines) + text[end:]
    return text


def _yaml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {item}" for key, item in value.items()) + "}"
    plain = isinstance(value, str) and re.fullmatch(r"[A-Za-z][\w-]*|\d{4}-\d\d-\d\d", value)
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def _extent(text: str, key: str, indent: str) -> tuple[int, int]:
    """Where a key of a block begins and ends, continuation lines included; both at the end if it is not there."""
    match = re.search(rf"^{indent}{key}:", text, re.M)
    if not match:
        return len(text), len(text)
    end = match.start()
    for number, line in enumerate(text[match.start():].splitlines(keepends=True)):
        continued = line.startswith(indent + " ") or (not indent and line.startswith("- "))
        if number and line.strip() and not continued:
            break
        end += len(line)
    return match.start(), end


def _put(text: str, key: str, line: str, indent: str) -> str:
    start, end = _extent(text, key, indent)
    return text[:start] + line + text[end:]
