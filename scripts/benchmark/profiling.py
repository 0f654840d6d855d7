"""What a language's job spends its time with, on a centre that is made up."""

from __future__ import annotations

import cProfile
import pstats
import tempfile
from pathlib import Path
from typing import Any

from ijwi.building import jobs
from made_up_centre import write_centre

#: What is counted: file and function that do it, with all that they call.
_STAGES = {
    "Markdown to HTML": ("building/engine.py", "convert"),
    "what the index has of a page": ("ijwi/pages.py", "converted"),
    "templates": ("building/engine.py", "write"),
    "related works": ("ijwi/related.py", "to"),
    "lists, feeds and files of the search": ("ijwi/outputs.py", "write"),
}


def profile(works: int, languages: int, words: int) -> list[dict[str, Any]]:
    """A row a stage: its share of the CPU time of one language's job, and milliseconds a page.

    The profiler makes small functions look slower than they are: shares are about right, milliseconds too high.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pages = write_centre(root, works, languages, words) / languages
        config = root / "mkdocs.yml"
        language = jobs.names(jobs.prepare(config).centre)[-1]
        profiler = cProfile.Profile()
        profiler.runcall(jobs.run, config, language, root / "part")
    stats: Any = pstats.Stats(profiler)
    spent = {stage: sum(times[3] for (file, _line, name), times in stats.stats.items()
                        if file.endswith(where) and name == function) for stage, (where, function) in _STAGES.items()}
    rows = {**spent, "everything else": stats.total_tt - sum(spent.values())}
    return [{"stage": stage, "share": f"{100 * seconds / stats.total_tt:.0f} %",
             "ms a page": f"{1000 * seconds / pages:.1f}"} for stage, seconds in rows.items()]
