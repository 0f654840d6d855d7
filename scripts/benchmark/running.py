"""Runs commands, and says what they took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


class FailedError(Exception):
    """A command that is to be measured did not do its work. The message has the end of what it said."""


@dataclass(frozen=True)
class Step:
    """One command of a build: what it does, in a word or two, and how it is called."""

    does: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """What a build took: seconds by the clock and of CPU (all processes together), the memory of the largest process
    in MB, and the seconds of each of its steps."""

    seconds: float
    cpu: float
    memory: float
    steps: Mapping[str, float]

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def run(steps: Sequence[Step]) -> Taken:
    """Runs the steps of a build, one after the other. Raises FailedError."""
    seconds, cpu, memory = 0.0, 0.0, 0.0
    by_step: dict[str, float] = {}
    for step in steps:
        took, used, largest = _run(step)
        seconds, cpu, memory = seconds + took, cpu + used, max(memory, largest)
        by_step[step.does] = round(by_step.get(step.does, 0) + took, 3)
    return Taken(round(seconds, 3), round(cpu, 3), round(memory, 1), by_step)


def _run(step: Step) -> tuple[float, float, float]:
    """Seconds by the clock, of CPU, and megabytes of the largest process, the command's own children among them.

    What a process used comes with its end (wait4(2)), together with that of the children that it waited for.
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "", **step.environment}
    log = step.folder / "bench.log"
    with log.open("wb") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(step.command, cwd=step.folder, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=said, stderr=subprocess.STDOUT)
        _pid, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        words = log.read_text("utf-8", "replace")[-2000:]
        raise FailedError(f"{' '.join(step.command)} ended with {process.returncode}:\n{words}")
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
