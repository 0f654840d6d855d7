"""How fast scripts/build.py is, and what it needs, on a centre that is made up."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from made_up_centre import write_centre


def build_speed(works: int, languages: int, words: int, repeat: int = 3) -> list[dict[str, Any]]:
    """One row: a clean build, one after an edit of one page's text, one after nothing. Medians of `repeat`.

    Memory is the most that any one process of the build had in it.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_centre(root, works, languages, words)
        edited = sorted((root / "docs").glob("*/works/w0.md"))[-1]
        cold, edit, nothing = [], [], []
        for number in range(repeat):
            for built in ("build/parts", "site", ".site.spare"):
                subprocess.run(["rm", "-rf", str(root / built)], check=True)
            cold.append(_seconds(root))
            nothing.append(_seconds(root))
            edited.write_text(edited.read_text("utf-8") + f"\nMore words, {number}.\n", "utf-8")
            edit.append(_seconds(root))
        pages = sum(1 for _page in (root / "site").rglob("*.html"))
        size = sum(file.stat().st_size for file in (root / "site").rglob("*") if file.is_file())
        index = sum(file.stat().st_size for file in (root / "site").rglob("search/[wvti]*.js"))
    (wall, cpu), (wall_edit, cpu_edit), (wall_nothing, cpu_nothing) = map(_medians, (cold, edit, nothing))
    return [{
        "works": works, "languages": languages, "words": words, "pages": pages, "cores": os.cpu_count(),
        "cold, s": wall, "cold, CPU s": cpu, "pages a second": round(pages / wall),
        "CPU ms a page": round(1000 * cpu / pages, 1), "one edit, s": wall_edit, "one edit, CPU s": cpu_edit,
        "nothing, s": wall_nothing, "nothing, CPU s": cpu_nothing,
        "memory of a process, MB": _memory(), "site, MB": round(size / 1e6, 1), "index, MB": round(index / 1e6, 1)}]


def _seconds(root: Path) -> tuple[float, float]:
    """Seconds by the clock and of CPU, all processes together, of one build."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, str(root / "scripts" / "build.py"), "--quiet"], cwd=root, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _medians(measured: list[tuple[float, float]]) -> tuple[float, float]:
    walls, cpus = zip(*measured, strict=True)
    return round(statistics.median(walls), 2), round(statistics.median(cpus), 2)


def _memory() -> int:
    """Megabytes; Linux counts kilobytes, macOS bytes (getrusage(2))."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit)
