"""Who does the jobs of a build: this process, processes on all cores, or a cluster."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from ..progress import Progress
from . import cluster, jobs
from .jobs import Outcome, StoppedError
from .kept import Kept
from .processes import METHOD, leave_signals, pool


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

    By the workers of a Dask scheduler if its address is given, or else by so many processes here.
    Raises StoppedError if a job broke off.
    """
    if scheduler and wanted:
        made_of = jobs.prepare(config).inputs.everything
        for outcome in cluster.outcomes(scheduler, config, made_of, wanted, into, kept, progress.say):
            yield outcome
            progress.jobs()  # nobody counts pages there
    elif processes == 1 or len(wanted) <= 1:
        for job in wanted:
            yield jobs.run(config, job, into / job, kept, progress.page)
    else:
        try:
            yield from _on_all_cores(config, wanted, into, kept, progress, processes)
        except BrokenProcessPool:
            raise StoppedError("A process was ended from outside; there may be too little memory. "
                               "Try with --jobs 1.") from None


def _on_all_cores(config: Path, wanted: Sequence[str], into: Path, kept: Kept | None, progress: Pages,
                  processes: int) -> Iterator[Outcome]:
    gc.freeze()  # what was read before is never looked through again, so that processes go on sharing it
    counter = METHOD.Value("L", 0)
    with pool(min(processes, len(wanted)), _begin, counter) as executor:
        waiting: set[Future[Outcome]] = {executor.submit(_job, config, job, into / job, kept) for job in wanted}
        while waiting:
            finished, waiting = wait(waiting, 0.2, FIRST_COMPLETED)
            progress.show(counter.value)
            for future in finished:
                yield future.result()


#: How many pages this process has read or written is added here.
_count: Callable[[], None] = lambda: None  # noqa: E731


def _begin(counter: multiprocessing.sharedctypes.Synchronized[int]) -> None:
    """Makes a process ready."""
    global _count
    leave_signals()

    def count() -> None:
        with counter.get_lock():
            counter.value += 1

    _count = count


def _job(config: Path, job: str, into: Path, kept: Kept | None) -> Outcome:
    return jobs.run(config, job, into, kept, _count)
