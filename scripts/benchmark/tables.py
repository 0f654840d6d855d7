"""Tables, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def markdown(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows with the same keys as a Markdown table."""
    lines: Iterable[Iterable[Any]] = ([*rows[0]], ["---"] * len(rows[0]), *(row.values() for row in rows))
    return "".join(f"| {' | '.join(map(str, cells))} |\n" for cells in lines)


def table(name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Prints a table under its name."""
    print(f"\n{name}\n\n{markdown(rows)}", end="")


def tables(measured: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Prints every table under its name."""
    for name, rows in measured.items():
        table(name, rows)
