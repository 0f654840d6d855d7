"""How far long work is, said on standard error: on a terminal one line, written over; in a log a line for each step."""

from __future__ import annotations

import shutil
import sys
import time


class Progress:
    """Begins to count the time. If `quiet` it says nothing."""

    def __init__(self, quiet: bool) -> None:
        self._quiet, self._terminal = quiet, sys.stderr.isatty()
        self._begun = time.perf_counter()

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._begun

    def now(self, words: str, share: float) -> None:
        """On a terminal: where the work is. `share` of it is done, from 0 to 1: it tells the time that is left."""
        if self._terminal and not self._quiet and share > 0:
            line = f"{words}, about {self.seconds * (1 / min(share, 1) - 1):.0f} s left"
            self._over(line[:shutil.get_terminal_size().columns - 1])

    def step(self, words: str) -> None:
        """In a log: a step is done."""
        if not self._terminal and not self._quiet:
            print(words, file=sys.stderr, flush=True)

    def say(self, words: str) -> None:
        """Something that must be known, even if `quiet`."""
        self.end()
        print(words, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Takes the line away."""
        if self._terminal and not self._quiet:
            self._over("")

    def _over(self, line: str) -> None:
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
