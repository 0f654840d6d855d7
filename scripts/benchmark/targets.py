"""What was promised, beside what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .builders import OURS, STOCK
from .comparing import COLD, NOTHING, TEXT, median, memory, shown

Measured = Mapping[str, Any]
Rows = Mapping[str, Any]


@dataclass(frozen=True)
class Target:
    """A promise, what came of it, and whether it was kept; None if this run does not say."""

    promise: str
    found: str
    kept: bool | None

    @property
    def row(self) -> dict[str, str]:
        return {"promised": self.promise, "measured": self.found,
                "kept": {True: "yes", False: "**no**", None: "not in this run"}[self.kept]}


def targets(measured: Measured) -> list[Target]:
    """Every promise, judged by the medians of one run."""
    sizes = {(size["works"], size["languages"]): {row["name"]: {**row, "pages": size["pages"]}
                                                  for row in size["builders"]} for size in measured["sizes"]}
    small, middle, large = (sizes.get(size, {}) for size in ((200, 5), (500, 10), (1000, 20)))
    return [*_times_faster(small, "1,000 pages in 5 languages", 4), *_times_faster(middle, "5,000 pages in 10", 12),
            *_faster_than_others(middle), *_after_an_edit(middle), *_linear(small, large),
            *_at_most(large, "nothing changed at 20,000 pages: under 3 s", 3, lambda row: median(row, NOTHING), "s"),
            *_at_most(large, "at most 400 MB a process at 20,000 pages", 400, memory, "MB")]


def _times_faster(rows: Rows, where: str, times: float) -> Iterator[Target]:
    promise = f"{where}: at least {times:g} times faster cold than the stock stack"
    if OURS in rows and STOCK in rows:
        found = median(rows[STOCK], COLD) / median(rows[OURS], COLD)
        yield Target(promise, f"{found:.1f} times", found >= times)
    else:
        yield Target(promise, "–", None)


def _others(rows: Rows) -> list[str]:
    return [name for name in rows if name not in (OURS, STOCK)]


def _faster_than_others(rows: Rows) -> Iterator[Target]:
    promise = "5,000 pages cold: faster than Hugo and Eleventy, each with Pagefind, and than Zensical"
    others = {name: median(rows[name], COLD) for name in _others(rows)}
    if OURS not in rows or not others:
        yield Target(promise, "–", None)
        return
    own = median(rows[OURS], COLD)
    said = ", ".join(f"{name} {shown(took)} s" for name, took in others.items())
    yield Target(promise, f"{shown(own)} s; {said}", own < min(others.values()))


def _after_an_edit(rows: Rows) -> Iterator[Target]:
    promise = "5,000 pages after one edit: at least 10 times faster than the fastest of them"
    others = {name: median(rows[name], TEXT) for name in _others(rows)}
    if OURS not in rows or not others:
        yield Target(promise, "–", None)
        return
    own, fastest = median(rows[OURS], TEXT), min(others, key=lambda name: others[name])
    found = others[fastest] / own
    yield Target(promise, f"{found:.1f} times ({shown(own)} s; {fastest} {shown(others[fastest])} s)", found >= 10)


def _linear(small: Rows, large: Rows) -> Iterator[Target]:
    promise = "pages a second at 20,000 pages: at least 90 % of those at 1,000"
    if OURS not in small or OURS not in large:
        yield Target(promise, "–", None)
        return
    little, much = (rows[OURS]["pages"] / median(rows[OURS], COLD) for rows in (small, large))
    yield Target(promise, f"{100 * much / little:.0f} % ({much:.0f} and {little:.0f})", much >= .9 * little)


def _at_most(rows: Rows, promise: str, most: float, what: Callable[[Mapping[str, Any]], float],
             unit: str) -> Sequence[Target]:
    if OURS not in rows:
        return [Target(promise, "–", None)]
    found = what(rows[OURS])
    return [Target(promise, f"{found:.1f} {unit}", found < most if unit == "s" else found <= most)]
