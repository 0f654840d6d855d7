"""What an earlier build left: the parts of the site, and from what they were made.

    build/parts/rw/…          what the job of a language wrote; the site's files are hard links to these
    build/parts/rw.part       its key, the digest of each page's text, size and time of each of its files
    build/parts/rw.pages      what of each page the others need: its HTML for the index, its anchors, its links

A part is used again if its key and texts are the same and nobody has touched its files. A page of a part with the
same key is used again if its own text is the same, and the works that it is shown to be related to.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: Size in bytes and time of change in nanoseconds of files, by their path.
Stamps = dict[str, list[int]]


@dataclass(frozen=True)
class Page:
    """A page as an earlier build made it. `links` are the anchors that it links to, by the file that has them."""

    html: str
    anchors: list[str]
    links: dict[str, dict[str, str]]
    related: list[str]


@dataclass(frozen=True)
class Part:
    """What a part was made of: a key for all that enters any of its pages, and its pages' own texts."""

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)


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
                and known.get("files") == stamps(self.part(job)))

    def pages(self, job: str, part: Part) -> dict[str, Page]:
        """The pages of a job's part whose own texts are the same and that nothing else has changed."""
        known = _read(self._note(job))
        if known.get("key") != part.key or known.get("files") != stamps(self.part(job)):
            return {}
        texts = known["texts"]  # a page that is made has none, then and now
        return {name: Page(**page) for name, page in _read(self._pages(job)).items()
                if texts.get(name) == part.texts.get(name)}

    def forget(self, job: str) -> None:
        """Before a part is written anew: what is left if that breaks off is not taken for whole."""
        self._note(job).unlink(missing_ok=True)

    def keep(self, job: str, new: Path, part: Part, pages: Mapping[str, Page]) -> None:
        """Puts a finished part in the place of the earlier one."""
        self.forget(job)
        shutil.rmtree(self.part(job), ignore_errors=True)
        new.mkdir(parents=True, exist_ok=True)
        new.rename(self.part(job))
        _write(self._pages(job), {name: asdict(page) for name, page in pages.items()})
        _write(self._note(job), {"key": part.key, "texts": dict(part.texts), "files": stamps(self.part(job))})

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
        _write(self._site, {"inputs": inputs, "files": {str(site): stamps(site)}})

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
    found: Stamps = {}
    waiting = [""]
    while waiting:
        within = waiting.pop()
        try:
            with os.scandir(folder / within) as entries:
                for entry in entries:
                    if entry.is_dir():
                        waiting.append(f"{within}{entry.name}/")
                    else:
                        status = entry.stat()
                        found[within + entry.name] = [status.st_size, status.st_mtime_ns]
        except FileNotFoundError:
            return {}
    return dict(sorted(found.items()))


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


def _write(file: Path, content: object) -> None:
    """Writes a file whole or not at all."""
    beside = file.with_name(file.name + ".new")
    beside.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    beside.replace(file)
