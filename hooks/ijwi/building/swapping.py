"""A new site beside the old one, which takes its place at once when it is whole.

The new site grows in `.<site>.new/`, on the same disk. At the end the two folders are exchanged: where Linux can
(renameat2(2), RENAME_EXCHANGE) there is no moment without a site; elsewhere two renames do it, and `repair`, at the
next start, mends what an interruption between them left.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def beside(site: Path) -> Path:
    """Where a new site grows."""
    return site.parent / f".{site.name}.new"


def _former(site: Path) -> Path:
    """Where the old site stands between two renames."""
    return site.parent / f".{site.name}.old"


def repair(site: Path) -> None:
    """Puts an old site back that an interrupted exchange left aside, and removes what a stopped build left."""
    if _former(site).exists():
        if site.exists():
            _remove(_former(site), site)
        else:
            _former(site).rename(site)
    if beside(site).exists():
        shutil.rmtree(beside(site))


def exchange(new: Path, site: Path) -> None:
    """Puts the finished folder `new` in the place of `site` and removes the old one.

    Hidden files at its top that a build does not write (a `.git`, say) stay, as MkDocs leaves them.
    """
    if not site.exists():
        site.parent.mkdir(parents=True, exist_ok=True)
        new.rename(site)
        return
    former = _former(site)
    new.rename(former)  # under the name that `repair` knows
    if not _exchanged(former, site):
        waiting = new
        former.rename(waiting)
        site.rename(former)
        waiting.rename(site)
    _remove(former, site)


def _remove(former: Path, site: Path) -> None:
    """Removes an old site; its hidden files at the top move to the new one, if that has none of the name."""
    for entry in former.iterdir():
        if entry.name.startswith(".") and not (site / entry.name).exists():
            entry.rename(site / entry.name)
    shutil.rmtree(former)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system exchanged two folders in one step; else nothing has happened."""
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    status: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return status == 0
