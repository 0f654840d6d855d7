"""Front matter: YAML read to plain values, with the line of each.

It is read to nodes and given YAML 1.2's meaning, so that `no` stays a word and `1:30` is
not ninety. Duplicate keys, tags, anchors and aliases are refused. https://yaml.org/spec/1.2.2/
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .findings import ContentError, Finding

#: More than any honest front matter needs; a wall against files made to be slow.
MAX_LINES = 400
MAX_DEPTH = 6

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None,
          "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class FrontMatter:
    """The values of a page's front matter, and the line of each by its path of keys."""

    values: dict[str, Any]
    lines: Mapping[Location, int]

    def line(self, location: Location) -> int:
        """The line of a value, or of the nearest thing around it that was written."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


class LinesLater(Mapping[Location, int]):
    """Lines that are found when somebody asks: nobody does while nothing is wrong."""

    def __init__(self, find: Callable[[], Mapping[Location, int]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> Mapping[Location, int]:
        return self._find()

    def __getitem__(self, location: Location) -> int:
        return self._found[location]

    def __iter__(self) -> Iterator[Location]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class _RefusedError(Exception):
    """What front matter may not contain; `line` counts from 0."""

    def __init__(self, line: int, message: str, suggestion: str = "") -> None:
        self.line, self.message, self.suggestion = line, message, suggestion


def split(text: str) -> tuple[str | None, str, int]:
    """A page's front matter (None if it has none), its body, and the line on which the body starts."""
    if not text.startswith("---\n"):
        return None, text, 1
    end = text.find("\n---\n", 3)
    if end < 0 and text.endswith("\n---"):
        end = len(text) - 4
    if end < 0:
        return None, text, 1
    return text[4:end + 1], text[end + 5:], text.count("\n", 0, end + 5) + 1


def read(source: str, path: str, first_line: int = 2,
         most_lines: int = MAX_LINES) -> tuple[FrontMatter | None, list[Finding]]:
    """Reads YAML to values. `source` starts on `first_line` of the file `path`.

    Returns None and one finding where it cannot be read.
    """
    def refused(line: int, message: str, suggestion: str) -> tuple[None, list[Finding]]:
        return None, [Finding(path, line, "front-matter", message, suggestion)]

    try:
        if source.count("\n") > most_lines:
            raise _RefusedError(most_lines, f"the front matter is longer than {most_lines} lines.",
                                "Move text into the page itself.")
        with suppress(yaml.YAMLError, _RefusedError, ValueError):
            return _read(source, first_line, yaml.CSafeLoader), []  # in C, more than ten times as fast
        return _read(source, first_line, yaml.SafeLoader), []  # says what is wrong better
    except _RefusedError as error:
        return refused(error.line + first_line, error.message, error.suggestion)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return refused((mark.line if mark else 0) + first_line,
                       f"this is not valid YAML: {error.problem or error.context}.",
                       "Put text that contains `: ` or starts with a sign such as [ { & * ! | > @ ` in quotes.")
    except yaml.YAMLError as error:
        return refused(1, f"this is not valid YAML: {str(error).splitlines()[0]}.", "Remove control characters.")


_Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]


def _read(source: str, first_line: int, loader: _Loader) -> FrontMatter:
    """Raises YAMLError, ValueError or _RefusedError."""
    _refuse_the_unusual(source, loader)
    node = yaml.compose(source, Loader=loader)
    if node is None:
        return FrontMatter({}, {(): 1})
    if not isinstance(node, yaml.MappingNode):
        raise _RefusedError(node.start_mark.line, "front matter must be lines of `key: value`.")
    lines: dict[Location, int] = {}
    return FrontMatter(_value(node, (), lines, first_line), lines)


def _refuse_the_unusual(source: str, loader: _Loader) -> None:
    """Refuses anchors, aliases, tags and deep nesting before any node is made of them."""
    depth = 0
    for token in yaml.scan(source, Loader=loader):
        line = token.start_mark.line
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            raise _RefusedError(line, "`&` and `*` at the start of a value have a special meaning in YAML.",
                                "Put the value in quotes, or write it out.")
        if isinstance(token, yaml.TagToken):
            raise _RefusedError(line, "`!` at the start of a value has a special meaning in YAML.",
                                "Put the value in quotes.")
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > MAX_DEPTH + 1:
            raise _RefusedError(line, f"values are nested more than {MAX_DEPTH} deep.")


_OPENING = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken, yaml.FlowMappingStartToken,
            yaml.FlowSequenceStartToken)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


def _value(node: yaml.Node, location: Location, lines: dict[Location, int], first_line: int) -> Any:
    lines[location] = node.start_mark.line + first_line if location else 1
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = sys.intern(str(key_node.value))  # thousands of pages have the same keys
            line = key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                raise _RefusedError(line, "a key must be one word.")
            _refuse_unprintable(key, line)
            if key in values:
                raise _RefusedError(line, f"`{key}` is written twice.", "Keep one of the two lines.")
            values[key] = _value(value_node, (*location, key), lines, first_line)
            lines[*location, key] = line + first_line
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*location, index), lines, first_line) for index, item in enumerate(node.value)]
    return _scalar(node)


def _refuse_unprintable(text: str, line: int) -> None:
    if yaml.reader.Reader.NON_PRINTABLE.search(text):
        raise _RefusedError(line, "a value holds a character that cannot be shown.", "Remove it.")


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    _refuse_unprintable(text, node.start_mark.line)
    if getattr(node, "style", None):  # quoted, or a block
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text) and len(text) < 18:
        return int(text)
    if _FLOAT.fullmatch(text) and len(text) < 18:
        return float(text)
    return text


def read_file(file: Path, name: str, most_lines: int = MAX_LINES) -> FrontMatter:
    """A whole file of such YAML. `name` is what findings call it. Raises ContentError, or FileNotFoundError."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError([Finding(name, 1, "encoding", "this file is not written in UTF-8.",
                                    "Save it again with the encoding UTF-8.")]) from error
    front_matter, findings = read(text, name, 1, most_lines)
    if front_matter is None:
        raise ContentError(findings)
    return front_matter
