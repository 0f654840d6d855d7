"""Who does the jobs of a build: this process, processes on all cores, or a cluster."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from ..progress import Progress
from . import cluster, jobs
from .jobs import Outcome, StoppedError
from .kept import Kept
from .processes import METHOD, EndedError, one_each


class Pages(Progress):
    """How many of the pages that jobs read and write are done, and how many jobs."""

    def __init__(self, every: int, steps: int, quiet: bool) -> None:
        super().__init__(quiet)
        self._every, self._steps, self._finished, self._taken = every, max(1, steps), 0, 0

    def page(self) -> None:
        self.show(self._taken + 1)

    def show(self, taken: int) -> None:
        """`taken` steps are done: a page read, or a page written."""
        self._taken, share = taken, taken / self._steps
        self.now(f"{self._finished}/{self._every}  {min(99, int(100 * share))} %", share)

    def jobs(self) -> None:
        self.now(f"{self._finished}/{self._every}", self._finished / self._every)

    def done(self, outcome: Outcome) -> None:
        self._finished += 1
        self.step(f"{self._finished}/{self._every}  {outcome.job}")


def outcomes(config: Path, wanted: Sequence[str], into: Path, kept: Kept | None, progress: Pages, *,
             processes: int, scheduler: str | None) -> Iterator[Outcome]:
    """Has jobs done, each part below the folder `into` or where parts are `kept`, and gives their outcomes as they end.

    By the workers of a Dask scheduler if its address is given, or else here, each job in a process of its own.
    Raises StoppedError if a job broke off.
    """
    if scheduler and wanted:
        made_of = jobs.prepare(config).inputs.everything
        for outcome in cluster.outcomes(scheduler, config, made_of, wanted, into, kept, progress.say):
            yield outcome
            progress.jobs()  # nobody counts pages there
    elif len(wanted) == 1:
        yield jobs.run(config, wanted[0], into / wanted[0], kept, progress.page)
    else:
        gc.freeze()  # what was read before is never looked through again, so that processes go on sharing it
        counter = METHOD.Value("L", 0)
        job = partial(_job, counter, config, into, kept)
        try:
            yield from one_each(job, wanted, processes, lambda: progress.show(counter.value))
        except EndedError:
            raise StoppedError("A process was ended from outside; there may be too little memory. "
                               "Try with --jobs 1.") from None


def _job(counter: Synchronized[int], config: Path, into: Path, kept: Kept | None, job: str) -> Outcome:
    """Does a job in this process; how many pages it has read or written is added to `counter`."""
    gc.disable()  # this process ends before its waste is worth looking for: a twentieth of the time

    def count() -> None:
        with counter.get_lock():
            counter.value += 1

    return jobs.run(config, job, into / job, kept, count)
