"""Builds one corpus with every generator that is installed, in turn, and gathers what it took."""

from __future__ import annotations

import datetime
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ijwi.progress import Progress
from made_up_centre import write_centre
from page_weights import weights

from . import mkdocs_like, pagefind_sites, tools
from .builders import OURS, STOCK, Builder, Maker, ours
from .corpora import read_corpus
from .running import FailedError, Step, run

#: What is measured: nothing is there yet; nothing has changed; a paragraph, or a title, was changed on one page.
COLD, NOTHING, TEXT, TITLE = "cold", "nothing changed", "text edited", "title edited"
CASES = (COLD, NOTHING, TEXT, TITLE)
#: Those of a generator that forgets everything: the rest is as cold.
_OF_FORGETFUL = (COLD, TEXT)

_OTHERS: Mapping[str, Maker] = {STOCK: mkdocs_like.stock, "Hugo": pagefind_sites.with_hugo,
                                "Eleventy": pagefind_sites.with_eleventy, "Zensical": mkdocs_like.zensical_a_language}


@dataclass(frozen=True)
class Plan:
    """What is to be measured: sizes (works, languages), words a page, how often; the stock stack more rarely.

    The stock stack is left out beyond `stock_pages`, each of the others beyond `others_pages`. `alone`: ours only.
    """

    sizes: tuple[tuple[int, int], ...]
    words: int = 800
    repeat: int = 3
    stock_repeat: int = 3
    stock_pages: int = 6_000
    others_pages: int = 30_000
    alone: bool = False


def compare(plan: Plan, save: Callable[[dict[str, Any]], None] = lambda _measured: None, *,
            quiet: bool = False) -> dict[str, Any]:
    """Measures all sizes, and gives `save` what there is after each of them.

    In every repetition ours goes first and each of the others follows, so that whatever else the machine does hits all
    alike. A generator that fails is named and left out. Raises FailedError if that is ours.
    """
    missing = {} if plan.alone else tools.missing()
    makers = {} if plan.alone else {name: maker for name, maker in _OTHERS.items() if name not in missing}
    progress = Progress(quiet)
    for line in missing.values():
        progress.step(line)
    measured: dict[str, Any] = {
        "day": datetime.datetime.now(datetime.UTC).date().isoformat(), "machine": tools.machine(),
        "versions": tools.versions(), "missing": missing, "sizes": []}
    for size in plan.sizes:
        measured["sizes"].append(_one_size(size, plan, makers, progress))
        save(measured)
    return measured


def _one_size(size: tuple[int, int], plan: Plan, makers: Mapping[str, Maker], progress: Progress) -> dict[str, Any]:
    works, languages = size
    about = f"{works} × {languages}:"
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="ijwi-bench-") as place:
        root = Path(place) / "centre"
        pages = write_centre(root, works, languages, plan.words)
        corpus = read_corpus(root)
        for name in makers:
            option, most = ("stock", plan.stock_pages) if name == STOCK else ("others", plan.others_pages)
            if pages > most:
                failed[name] = f"left out beyond {most:,} pages (--{option}-pages)"
        builders = [ours(corpus, root), *(maker(corpus, Path(place) / f"other-{number}") for number, (name, maker)
                                          in enumerate(makers.items()) if name not in failed)]
        rows: dict[str, dict[str, Any]] = {builder.name: {"runs": {case: [] for case in CASES}} for builder in builders}
        rounds = _rounds(builders, plan)
        for number, (repetition, builder) in enumerate(rounds, 1):
            where = f"{about} {number}/{len(rounds)} {builder.name}"

            def say(case: str, number: int = number, where: str = where) -> None:
                progress.now(f"{where}, {case}", max(number - 1, .2) / len(rounds))

            if builder.name not in failed:
                try:
                    _measure(builder, repetition, rows[builder.name], say)
                except FailedError as error:
                    if builder.name == OURS:
                        raise
                    failed[builder.name] = str(error)
                    progress.step(f"{where} failed:\n{error}")
                else:
                    progress.step(f"{where}: {rows[builder.name]['runs'][COLD][-1]['seconds']:.1f} s cold")
        progress.end()
    return {"works": works, "languages": languages, "words": plan.words, "pages": pages, "left out": failed,
            "builders": [{"name": name, **row} for name, row in rows.items() if name not in failed]}


def _rounds(builders: Sequence[Builder], plan: Plan) -> list[tuple[int, Builder]]:
    """Which builder goes when: ours, then each of the others, and again."""
    return [(repetition, builder) for repetition in range(max(plan.repeat, plan.stock_repeat)) for builder in builders
            if repetition < (plan.stock_repeat if builder.name == STOCK else plan.repeat)]


def _measure(builder: Builder, repetition: int, row: dict[str, Any], say: Callable[[str], None]) -> None:
    """One repetition: all cases, one after the other."""
    def took(case: str, steps: Sequence[Step]) -> None:
        say(case)
        if not builder.forgets or case in _OF_FORGETFUL:
            row["runs"][case].append(run(steps).plain())

    builder.wipe()
    took(COLD, builder.steps)
    if repetition == 0:
        row |= outputs(builder)
    took(NOTHING, builder.steps)
    builder.edit_text(repetition)
    took(TEXT, builder.again)
    builder.edit_title(repetition)
    took(TITLE, builder.again)


def outputs(builder: Builder) -> dict[str, Any]:
    """What a builder has written: files, pages, bytes of the site and of its index, KB of a first visit."""
    files = builder.files()
    return {"files": len(files), "html": sum(file.suffix == ".html" for file in files),
            "bytes": sum(file.stat().st_size for file in files), "index": builder.index_bytes(),
            "first visit": weights(builder.site, [builder.page])[0]["first visit"]}


def median(row: Mapping[str, Any], case: str, what: str = "seconds") -> float:
    """The median of a case's runs; that of cold ones where the case was not measured, because it is the same."""
    values = [taken[what] for taken in row["runs"][case] or row["runs"][COLD]]
    return float(statistics.median(values))


def memory(row: Mapping[str, Any]) -> float:
    """The most that one process of any build had in it, in MB."""
    return float(max(taken["memory"] for runs in row["runs"].values() for taken in runs))


def summary(measured: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row for each size and generator, with medians."""
    return [_row(size, row) for size in measured["sizes"] for row in size["builders"]]


def _row(size: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    cold = median(row, COLD)
    of_index = [taken["steps"]["Pagefind"] for taken in row["runs"][COLD] if "Pagefind" in taken["steps"]]
    return {
        "pages": f"{size['pages']:,} ({size['works']:,} × {size['languages']})", "generator": row["name"],
        "cold, s": shown(cold), "of that Pagefind": shown(statistics.median(of_index)) if of_index else "–",
        "pages a second": round(size["pages"] / cold),
        **{f"{case}, s": shown(median(row, case)) if row["runs"][case] else "as cold"
           for case in (TEXT, TITLE, NOTHING)},
        "CPU, s": shown(median(row, COLD, "cpu")), "memory of a process, MB": round(memory(row)),
        "site, MB": f"{row['bytes'] / 1e6:.1f}", "index, MB": f"{row['index'] / 1e6:.2f}",
        "HTML files": f"{row['html']:,}", "first visit, KB": row["first visit"], "runs": len(row["runs"][COLD])}


def shown(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:.1f}"
