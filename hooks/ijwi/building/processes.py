"""Work spread over processes that begin as copies of this one."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

#: A process begins as a copy of this one where it can: what was read before is there already.
METHOD = multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")

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


class EndedError(Exception):
    """A process was ended from outside."""


def one_each(work: Callable[[_Item], _Result], items: Sequence[_Item], processes: int,
             meanwhile: Callable[[], None]) -> Iterator[_Result]:
    """What `work` makes of each item, as it ends: each in a process of its own, so many at a time.

    What an item takes of memory is given back when it ends, so that no process ever holds more than one item needs.
    `meanwhile` is called about five times a second. Raises EndedError, or what `work` raises; the others end then.
    """
    waiting, running = list(reversed(items)), dict[Any, multiprocessing.process.BaseProcess]()
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                here, there = METHOD.Pipe(duplex=False)
                process = METHOD.Process(target=_tell, args=(there, work, waiting.pop()))
                process.start()
                there.close()  # or else nobody hears that the process has ended
                running[here] = process
            for answer in wait(list(running), 0.2):
                yield _heard(answer, running.pop(answer))
            meanwhile()
    finally:
        for left in running.values():
            left.terminate()
        for left in running.values():
            left.join()


def _tell(answer: Connection, work: Callable[[_Item], _Result], item: _Item) -> None:
    leave_signals()
    try:
        answer.send(work(item))
    except Exception as error:
        error.add_note(traceback.format_exc())  # where it was raised does not travel with it
        answer.send(error)


def _heard(answer: Any, process: multiprocessing.process.BaseProcess) -> Any:
    try:
        said = answer.recv()
    except EOFError:
        raise EndedError from None
    finally:
        answer.close()
        process.join()
    if isinstance(said, Exception):
        raise said
    return said
