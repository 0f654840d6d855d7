"""Data that pages load when their scripts ask for them: one script file a language and purpose.

Such a file works from the disk too, where `fetch` does not (`ijwi.load` in overrides/assets/ijwi.js). Values that
repeat stand once in a table and are named by their place in it; columns of equal things compress best.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from typing import Any


def data_file(path: str, data: object) -> tuple[str, str]:
    """Path and content of a file that gives `data` to whoever loads `path`, which begins at the site's root."""
    return path, f"ijwi.give({as_script(path)},{as_script(data)});\n"


class Table:
    """Values, each once, in the order in which they were first met."""

    def __init__(self) -> None:
        self._places: dict[Hashable, int] = {}

    def place(self, value: Hashable) -> int:
        return self._places.setdefault(value, len(self._places))

    def places(self, values: Iterable[Hashable]) -> list[int]:
        return [self.place(value) for value in values]

    @property
    def values(self) -> list[Hashable]:
        return list(self._places)


class Columns:
    """Rows kept as columns, by name."""

    def __init__(self) -> None:
        self.columns: dict[str, list[Any]] = {}

    def add(self, **row: Any) -> None:
        for name, value in row.items():
            self.columns.setdefault(name, []).append(value)


def as_script(value: object) -> str:
    """JSON that is a script too: older browsers end a line at U+2028 and U+2029, and a page a script at `</`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
