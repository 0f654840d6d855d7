"""Work spread over processes that begin as copies of this one."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

#: A process begins as a copy of this one where it can: what was read before is there already.
METHOD = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


@contextmanager
def pool(processes: int, begin: Callable[..., None], *arguments: Any) -> Iterator[ProcessPoolExecutor]:
    """So many processes, each made ready by `begin`. They end with this block, at once if something breaks it off."""
    with ProcessPoolExecutor(processes, METHOD, begin, arguments) as executor:
        try:
            yield executor
        except BaseException:
            for process in multiprocessing.active_children():
                process.terminate()
            executor.shutdown(wait=True, cancel_futures=True)
            raise


def leave_signals() -> None:
    """Control-C reaches all processes: the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def spread(work: Callable[[_Item], _Result], items: Sequence[_Item], processes: int) -> Iterator[_Result]:
    """What `work`, which can be pickled, makes of each item, in their order."""
    if processes == 1 or len(items) < 2:
        yield from map(work, items)
        return
    with pool(min(processes, len(items)), leave_signals) as executor:
        yield from executor.map(work, items)
