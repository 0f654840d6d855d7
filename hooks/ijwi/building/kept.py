"""What an earlier build left: the parts of the site, and from what they were made.

    build/parts/rw/…          what the job of a language wrote; the site's files are hard links to these
    build/parts/rw.part       its key, digests of each page's text and record, size and time of each of its files
    build/parts/rw.pages      what of each page the others need: its part of the index, its anchors, its links

A part is used again if its key, texts and records are the same and nobody has touched its files. A page of a part with
the same key is used again if its own text is the same, and the records of all pages that it shows something of.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

from ..filetree import entries
from ..search.index import Weighed

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: What is said if another build uses the same folder.
BUSY = "Another build is running here. Wait until it is done."
#: Size in bytes and time of change in nanoseconds of files, by their path.
Stamps = dict[str, list[int]]


@dataclass(frozen=True)
class Page:
    """A page as an earlier build made it. `weighed` is what the index has of it.

    `links` are the anchors that it links to, by the file that has them; `linked` the paths of all pages that its text
    links to, `related` those of the works it is shown to be related to, `shown` those of all pages of whose records it
    shows anything; None: of any.
    """

    weighed: list[Weighed]
    anchors: list[str]
    links: dict[str, dict[str, str]]
    related: list[str]
    linked: list[str]
    shown: list[str] | None


@dataclass(frozen=True)
class Part:
    """What a part was made of: a key for all that enters each of its pages, their own texts, all pages' records."""

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Earlier:
    """What can be used again of an earlier build of a part: pages by file; paths of lists, None if none can."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    lists: tuple[str, ...] | None = None


class Kept:
    """The folder of the parts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        #: Where parts grow, on the same disk.
        self.growing = folder / ".new"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other build uses this folder meanwhile. Raises BlockingIOError if one does."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system takes it away with the process
            yield

    def part(self, job: str) -> Path:
        return self.folder / job

    def holds(self, job: str, part: Part) -> bool:
        """Whether the part of a job is there, whole, and made of just this."""
        known = _read(self._note(job))
        return (known.get("key") == part.key and known.get("texts") == dict(part.texts)
                and known.get("records") == dict(part.records) and known.get("files") == stamps(self.part(job)))

    def earlier(self, job: str, part: Part) -> Earlier:
        """What an earlier build of a job's part made of the same as would be made now."""
        known = _read(self._note(job))
        if known.get("key") != part.key or known.get("files") != stamps(self.part(job)):
            return Earlier()
        found, texts, records = self._earlier(job), known["texts"], known["records"]
        changed = {path for path in records.keys() | part.records.keys() if records.get(path) != part.records.get(path)}
        pages = {name: page for name, page in found.pages.items()
                 if texts.get(name) == part.texts.get(name)}  # a page that is made has none, then and now
        return Earlier({name: page for name, page in pages.items()
                        if not changed or (page.shown is not None and changed.isdisjoint(page.shown))},
                       None if changed else found.lists)

    def _earlier(self, job: str) -> Earlier:
        try:
            found = pickle.loads(self._pages(job).read_bytes())  # noqa: S301 - the build's own folder
        except (OSError, ValueError, EOFError, pickle.UnpicklingError):
            return Earlier()
        return found if isinstance(found, Earlier) else Earlier()

    def related(self, job: str) -> dict[str, list[str]]:
        """The paths of the works that pages were related to when they were built last, by the page's file."""
        return {name: page.related for name, page in self._earlier(job).pages.items()}

    def forget(self, job: str) -> None:
        """Before a part is written anew: what is left if that breaks off is not taken for whole."""
        self._note(job).unlink(missing_ok=True)

    def keep(self, job: str, new: Path, part: Part, made: Earlier) -> None:
        """Puts a finished part in the place of the earlier one."""
        self.forget(job)
        shutil.rmtree(self.part(job), ignore_errors=True)
        new.mkdir(parents=True, exist_ok=True)
        new.rename(self.part(job))
        _write(self._pages(job), pickle.dumps(made))
        _note(self._note(job), {"key": part.key, "texts": dict(part.texts), "records": dict(part.records),
                                 "files": stamps(self.part(job))})

    def take(self, job: str, other: Kept) -> None:
        """Takes over a part that is kept elsewhere on the same disk, in the place of the earlier one."""
        self.forget(job)
        shutil.rmtree(self.part(job), ignore_errors=True)
        for place in (Kept.part, Kept._pages, Kept._note):  # the note says that all is there
            place(other, job).replace(place(self, job))

    def made(self, site: Path, inputs: str) -> bool:
        """Whether a site is as a build of the same inputs left it, which `inputs` stands for."""
        known = _read(self._site)
        return known.get("inputs") == inputs and known.get("files", {}).get(str(site)) == stamps(site)

    def note(self, site: Path, inputs: str) -> None:
        """Notes a finished site."""
        _note(self._site, {"inputs": inputs, "files": {str(site): stamps(site)}})

    @property
    def _site(self) -> Path:
        return self.folder / "site.made"

    def stamp(self, job: str) -> str:
        """What tells a part from every other state of it."""
        known = _read(self._note(job))
        return json.dumps([known.get("key"), known.get("files")])

    def _note(self, job: str) -> Path:
        return self.folder / f"{job}.part"

    def _pages(self, job: str) -> Path:
        return self.folder / f"{job}.pages"


def stamps(folder: Path) -> Stamps:
    """Size and time of every file below a folder."""
    status = ((path, entry.stat()) for path, entry in entries(folder, follow=True))
    return {path: [found.st_size, found.st_mtime_ns] for path, found in sorted(status, key=itemgetter(0))}


def link(source: Path, target: Path) -> None:
    """Gives a file a second name, or copies it where that cannot be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _read(file: Path) -> dict[str, Any]:
    """What was noted in a file; nothing if it is not there or not whole."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _note(file: Path, content: object) -> None:
    _write(file, json.dumps(content, ensure_ascii=False).encode())


def _write(file: Path, content: bytes) -> None:
    """Writes a file whole or not at all."""
    beside = file.with_name(file.name + ".new")
    beside.write_bytes(content)
    beside.replace(file)
