"""What was read from files, remembered by their size and time: most builds find most files as they were."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from ..languages import Languages
from ..memory import Memory, code_version
from ..pagefiles import open_language
from .processes import spread

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
        self._taken = False
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

    @property
    def empty(self) -> bool:
        return not self._before

    def export(self) -> bytes:
        """What was asked for, to be taken over by another memory."""
        return marshal.dumps(self._now)

    def take(self, exported: bytes) -> None:
        """Takes over what another memory of the same program was asked for."""
        self._taken = True
        self._before |= marshal.loads(exported)  # noqa: S302 - from our own process

    def keep(self) -> None:
        """Writes down what was asked for, if that is not what was there."""
        if not self._taken and self._now.keys() == self._before.keys() and all(
                found is self._before[about] for about, found in self._now.items()):
            return
        self._place.parent.mkdir(parents=True, exist_ok=True)
        beside = self._place.with_name(f"{self._place.name}.{os.getpid()}")
        beside.write_bytes(marshal.dumps((self._made_by, self._now)))
        beside.replace(self._place)
        self._before = dict(self._now)


def read_ahead(docs: Path, languages: Languages, memory: FileMemory, processes: int) -> None:
    """Opens all pages, a language a process, if the memory knows none yet. Nobody waits for what is read then."""
    if memory.empty and processes > 1:
        for found in spread(partial(_read, docs, languages), list(languages), processes):
            memory.take(found)


def _read(docs: Path, languages: Languages, language: str) -> bytes:
    memory = FileMemory(docs / "nowhere")
    open_language(docs, languages, language, memory)
    return memory.export()
