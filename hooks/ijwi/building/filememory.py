"""What was read from files, remembered by their size and time: most builds find most files as they were."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..memory import Memory, code_version

#: Size in bytes, time of change in nanoseconds and number of a file.
_Stamp = tuple[int, int, int]


class FileMemory(Memory):
    """Answers about files, kept in a file that this program alone can read.

    A file of the same size, time and number holds the same: not even opened, it is answered for. Only what was asked
    for since the last time is kept.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._place, self._made_by = file, code_version()
        self._before: dict[str, tuple[_Stamp, Any]] = {}
        self._now: dict[str, tuple[_Stamp, Any]] = {}
        try:
            made_by, found = marshal.loads(file.read_bytes())  # noqa: S302 - the build's own folder
        except (OSError, ValueError, EOFError, TypeError):
            return
        if made_by == self._made_by:
            self._before = found

    def recall_file(self, file: str | Path, about: str, read: Callable[[bytes], Any]) -> Any:
        """The answer for a file's content; `read` is given the content if it is not known. Raises OSError."""
        status = Path(file).stat()  # before it is read: what is written meanwhile gives it another time
        stamp = status.st_size, status.st_mtime_ns, status.st_ino
        known = self._before.get(about)
        if not known or known[0] != stamp:
            known = stamp, read(Path(file).read_bytes())
        self._now[about] = known
        return known[1]

    def keep(self) -> None:
        """Writes down what was asked for, if that is not what was there."""
        if self._now.keys() == self._before.keys() and all(
                found is self._before[about] for about, found in self._now.items()):
            return
        self._place.parent.mkdir(parents=True, exist_ok=True)
        beside = self._place.with_name(f"{self._place.name}.{os.getpid()}")
        beside.write_bytes(marshal.dumps((self._made_by, self._now)))
        beside.replace(self._place)
        self._before = dict(self._now)
