"""Changes of files, as the system tells of them."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

#: How long nothing must change until a change is taken for whole, and after how long it is taken all the same.
QUIET, LONGEST = 0.05, 1.0
#: What editors and Python write beside a file; `4913` is how vim tries whether it can.
_BESIDE = ("~", ".swp", ".swx", ".tmp", ".new", ".pyc")
_CHANGES = {"created", "modified", "moved", "deleted", "closed"}


class Watcher(FileSystemEventHandler):
    """Watches files and folders, with all that is below them. Where the system cannot tell, it looks itself.

    Raises OSError if one of the places is not there.
    """

    def __init__(self, places: Iterable[str | Path], *, poll: bool = False) -> None:
        self._changed: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        #: What is asked for, by its real place: macOS tells of these.
        self._places = {Path(os.path.realpath(place)): Path(place) for place in places}
        self._observer = self._look() if poll else self._listen()

    def changes(self) -> set[Path]:
        """Waits for the next changes, and gives all that come together. None if somebody only called `wake`."""
        first = self._changed.get()
        found, latest = {first}, time.monotonic() + LONGEST
        while time.monotonic() < latest:
            try:
                found.add(self._changed.get(timeout=QUIET))
            except queue.Empty:
                break
        return {path for path in found if path is not None}

    def wake(self) -> None:
        self._changed.put(None)

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return  # a folder is modified with each file in it
        for name in (event.src_path, event.dest_path):
            path = Path(os.fsdecode(name)) if name else None
            if path and not _is_beside(path):
                for real, place in self._places.items():
                    if path == real or path.is_relative_to(real):
                        self._changed.put(place / path.relative_to(real))
                        break

    def _listen(self) -> BaseObserver:
        try:
            return self._started(Observer())
        except FileNotFoundError:
            raise
        except OSError:  # no more watches, or a system that has none
            return self._look()

    def _look(self) -> BaseObserver:
        return self._started(PollingObserver(timeout=0.3))

    def _started(self, observer: BaseObserver) -> BaseObserver:
        folders = {place if place.is_dir() else place.parent: place.is_dir() for place in self._places}
        for folder, below in folders.items():
            if not any(other != folder and folder.is_relative_to(other) and folders[other] for other in folders):
                observer.schedule(self, str(folder), recursive=below)
        observer.start()
        return observer


def _is_beside(path: Path) -> bool:
    name = path.name
    return name.startswith(".") or name.endswith(_BESIDE) or name == "4913" or "__pycache__" in path.parts
