"""Builds one corpus with every generator that is installed, in turn, and gathers what it took."""

from __future__ import annotations

import datetime
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ijwi.progress import Progress
from made_up_centre import write_centre
from page_weights import weights

from . import mkdocs_like, pagefind_sites, tools
from .builders import STOCK, Builder, Maker, ours
from .corpora import read_corpus
from .running import Step, run

#: What is measured: nothing is there yet; nothing has changed; a paragraph, or a title, was changed on one page.
COLD, NOTHING, TEXT, TITLE = "cold", "nothing changed", "text edited", "title edited"
CASES = (COLD, NOTHING, TEXT, TITLE)
#: Those of a generator that forgets everything: the rest is as cold.
_OF_FORGETFUL = (COLD, TEXT)

Size = tuple[int, int]
_MAKERS: Mapping[str, Maker] = {"Hugo": pagefind_sites.with_hugo, "Eleventy": pagefind_sites.with_eleventy,
                                "Zensical": mkdocs_like.zensical_a_language}


def compare(sizes: Sequence[Size], words: int, repeat: int, stock_repeat: int, *, alone: bool = False,
            quiet: bool = False) -> dict[str, Any]:
    """Measures all sizes (works × languages), each generator `repeat` times, the stock stack `stock_repeat` times.

    In every repetition ours goes first and each of the others follows, so that whatever else the machine does hits all
    alike. `alone`: ours only. Raises FailedError if a generator does not build.
    """
    lacking = {} if alone else tools.missing()
    makers = [ours] if alone else [ours, mkdocs_like.stock,
                                   *(maker for name, maker in _MAKERS.items() if name not in lacking)]
    progress = Progress(quiet)
    for line in lacking.values():
        progress.step(line)
    measured = [_one_size(size, words, makers, {STOCK: stock_repeat}, repeat, progress) for size in sizes]
    return {"day": datetime.datetime.now(datetime.UTC).date().isoformat(), "machine": tools.machine(),
            "versions": tools.versions(), "missing": lacking, "sizes": measured}


def _one_size(size: Size, words: int, makers: Sequence[Maker], fewer: Mapping[str, int], repeat: int,
              progress: Progress) -> dict[str, Any]:
    works, languages = size
    with tempfile.TemporaryDirectory(prefix="ijwi-bench-") as place:
        root = Path(place) / "centre"
        progress.now(f"{works} × {languages}: writing", .001)
        pages = write_centre(root, works, languages, words)
        corpus = read_corpus(root)
        builders = [maker(corpus, Path(place) / f"other-{number}") for number, maker in enumerate(makers)]
        rows = {builder.name: {"runs": {case: [] for case in CASES}} for builder in builders}
        rounds = _rounds(builders, fewer, repeat)
        for number, (repetition, builder) in enumerate(rounds):
            def say(case: str, number: int = number, builder: Builder = builder) -> None:
                progress.now(f"{works} × {languages}: {number + 1}/{len(rounds)} {builder.name}, {case}",
                             max(number, .1) / len(rounds))
            _measure(builder, repetition, rows[builder.name], say)
            cold = rows[builder.name]["runs"][COLD][-1]["seconds"]
            progress.step(f"{works} × {languages}: {number + 1}/{len(rounds)} {builder.name}: {cold:.1f} s cold")
        progress.end()
    return {"works": works, "languages": languages, "words": words, "pages": pages,
            "builders": [{"name": name, **row} for name, row in rows.items()]}


def _rounds(builders: Sequence[Builder], fewer: Mapping[str, int], repeat: int) -> list[tuple[int, Builder]]:
    """Which builder goes when: ours, then each of the others, and again."""
    return [(repetition, builder) for repetition in range(repeat) for builder in builders
            if repetition < fewer.get(builder.name, repeat)]


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


def median(row: Mapping[str, Any], case: str, what: str = "seconds") -> float | None:
    """The median of a case's runs; None if it was not measured."""
    values = [taken[what] for taken in row["runs"][case]]
    return statistics.median(values) if values else None


def memory(row: Mapping[str, Any]) -> float:
    """The most that one process of any build had in it, in MB."""
    return max(taken["memory"] for runs in row["runs"].values() for taken in runs)


def summary(measured: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row for each generator and size, with medians."""
    rows = []
    for size in measured["sizes"]:
        for row in size["builders"]:
            cold = median(row, COLD) or 0
            steps = [taken["steps"].get("Pagefind") for taken in row["runs"][COLD]]
            rows.append({
                "pages": f"{size['pages']:,} ({size['works']} × {size['languages']})", "generator": row["name"],
                "cold, s": _shown(cold), "of that the search's index": "–" if None in steps else _shown(
                    statistics.median(steps)),
                "pages a second": round(size["pages"] / cold), "text edited, s": _shown(median(row, TEXT)),
                "title edited, s": _shown(median(row, TITLE)), "nothing changed, s": _shown(median(row, NOTHING)),
                "CPU, s": _shown(median(row, COLD, "cpu")), "memory of a process, MB": round(memory(row)),
                "site, MB": f"{row['bytes'] / 1e6:.1f}", "index, MB": f"{row['index'] / 1e6:.2f}",
                "HTML files": f"{row['html']:,}", "first visit, KB": row["first visit"],
                "runs": len(row["runs"][COLD])})
    return rows


def _shown(seconds: float | None) -> str:
    return "as cold" if seconds is None else f"{seconds:.2f}" if seconds < 10 else f"{seconds:.1f}"
