"""The page for maintainers that says how fast sites are built, with its plot and its figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from .builders import OURS
from .comparing import COLD, TEXT, TITLE, median, summary
from .plot import plot
from .tables import markdown
from .targets import targets

_PAGE = Path(__file__).parent / "speed.md"
#: The page, its plot, its figures, and what its maintainers say of missed targets.
PAGE, PLOT, FIGURES, PROFILE = "speed.md", "speed.svg", "speed.json", "profile.md"
_ABOUT_BUILDS = ("pages", "generator", "cold, s", "of that Pagefind", "pages a second", "text edited, s",
                 "title edited, s", "nothing changed, s", "runs")
_ABOUT_SITES = ("pages", "generator", "CPU, s", "memory of a process, MB", "HTML files", "site, MB", "index, MB",
                "first visit, KB")


def write_report(measured: Mapping[str, Any], folder: Path) -> None:
    """Writes the page, the plot and the figures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PLOT).write_text(plot(measured), "utf-8")
    (folder / FIGURES).write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / PAGE).write_text(page(measured, profiled=(folder / PROFILE).exists()), "utf-8")


def page(measured: Mapping[str, Any], *, profiled: bool = False) -> str:
    """The page's Markdown."""
    machine, rows = measured["machine"], summary(measured)
    left_out = [*measured["missing"].values(), *(
        f"{size['pages']:,} pages: {name} is missing: {words.splitlines()[0]}"
        for size in measured["sizes"] for name, words in size["left out"].items())]
    missed = [target for target in targets(measured) if target.kept is False]
    return Template(_PAGE.read_text("utf-8")).substitute(
        command=measured.get("command", "python scripts/bench.py compare"), day=measured["day"],
        machine=f"{machine['cores']} cores ({machine['processor']}), {machine['memory, GB']} GB, {machine['system']}",
        versions=", ".join(f"{name} {version}" for name, version in measured["versions"].items()),
        words=measured["sizes"][0]["words"], described="Bars: how long each generator takes, cold and after one edit",
        builds=markdown([{name: row[name] for name in _ABOUT_BUILDS} for row in rows]),
        sites=markdown([{name: row[name] for name in _ABOUT_SITES} for row in rows]),
        against=markdown(list(_against(measured))) if any(len(size["builders"]) > 1 for size in measured["sizes"])
        else "Nothing else was measured.\n",
        targets=markdown([target.row for target in targets(measured)]),
        missed=f"What falls short is explained in [{PROFILE}]({PROFILE}).\n" if missed and profiled else "",
        left_out="".join(f"- {line}\n" for line in left_out) or "Nothing was left out.\n")


def _against(measured: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """How many times longer others take than ours."""
    for size in measured["sizes"]:
        own = next(row for row in size["builders"] if row["name"] == OURS)
        for row in size["builders"]:
            if row is not own:
                yield {"pages": f"{size['pages']:,}", "generator": row["name"], **{
                    f"{case}: times ours": f"{median(row, case) / median(own, case):.1f}"
                    for case in (COLD, TEXT, TITLE)}}
