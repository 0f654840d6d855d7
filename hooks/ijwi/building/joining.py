"""The parts that the jobs wrote, put side by side: the site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path

from ..filetree import entries
from .kept import link


class ClashError(ValueError):
    """Two jobs wrote one path with different bytes. The message names both, path by path."""


def join(parts: Mapping[str, Path], site: Path, copied: Container[str] = (), *, whole: bool = True) -> None:
    """Puts the files of all parts, by their job, into the folder `site`.

    They are hard links to the parts' files; those of the jobs in `copied` are files of their own. Links that are
    there already stay; if the parts are the `whole` site, everything else is removed.
    Raises ClashError with every path that two jobs wrote with different bytes.
    """
    site.mkdir(parents=True, exist_ok=True)
    there = {path: entry.inode() for path, entry in entries(site)}
    owners: dict[str, str] = {}
    clashes = []
    for job, part in parts.items():
        linked = job not in copied and part.is_dir() and part.stat().st_dev == site.stat().st_dev
        for path, entry in entries(part):
            if path in owners:
                if (part / path).read_bytes() != (parts[owners[path]] / path).read_bytes():
                    clashes.append(f"{path}: `{owners[path]}` and `{job}` both write this file, and not the same.")
                continue
            owners[path] = job
            if linked and (_linked(part, site, path) if path not in there else there[path] == entry.inode()):
                continue
            _place(part / path, site / path, shutil.copyfile if job in copied else link)
    if clashes:
        raise ClashError("\n".join(sorted(clashes)))
    if whole:
        _remove(site, there.keys() - owners.keys())


def _linked(part: Path, site: Path, path: str) -> bool:
    """Whether a file that was not there could be linked at once: its folder was."""
    try:
        os.link(f"{part}/{path}", f"{site}/{path}")
    except OSError:
        return False
    return True


def _place(source: Path, target: Path, write: Callable[[Path, Path], object]) -> None:
    """Writes a file, in the place of whatever is there."""
    if target.is_dir():
        shutil.rmtree(target)
    try:
        target.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
    except (NotADirectoryError, FileExistsError):  # what is a folder now was a file
        next(parent for parent in target.parents if parent.is_file()).unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
    write(source, target)


def _remove(site: Path, paths: Iterable[str]) -> None:
    """Removes files, and the folders that are empty then."""
    for path in paths:
        file = site / path
        if not file.is_file():  # it went with a folder, or is one now
            continue
        file.unlink()
        for folder in file.parents:
            if folder == site or any(folder.iterdir()):
                break
            folder.rmdir()
