"""A new site beside the old one, which takes its place at once when it is whole.

The new site is made in `.<site>.spare/`, on the same disk: what the site was one build before, brought up to date.
At the end the two folders are exchanged: where Linux can (renameat2(2), RENAME_EXCHANGE) there is no moment without
a site; elsewhere renames do it, and `repair`, at the next start, mends what an interruption between them left.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def spare(site: Path) -> Path:
    """Where a new site is made."""
    return site.parent / f".{site.name}.spare"


def _former(site: Path) -> Path:
    """Where the old site stands between two renames."""
    return site.parent / f".{site.name}.old"


def repair(site: Path) -> None:
    """Ends an exchange that was interrupted: with the old site if the new one was not in its place yet."""
    if _former(site).exists() and not site.exists():
        _former(site).rename(site)
    elif _former(site).exists():
        _retire(_former(site), site)
    elif site.exists() and spare(site).exists():
        _move_hidden(spare(site), site)


def exchange(site: Path) -> None:
    """Puts the finished spare in the place of the site, which becomes the spare.

    Hidden files at its top that a build does not write (a `.git`, say) stay, as MkDocs leaves them.
    """
    new = spare(site)
    if not site.exists():
        new.rename(site)
    elif _exchanged(new, site):
        _move_hidden(new, site)
    else:
        site.rename(_former(site))
        new.rename(site)
        _retire(_former(site), site)


def _retire(former: Path, site: Path) -> None:
    """Makes an old site the spare."""
    _move_hidden(former, site)
    shutil.rmtree(spare(site), ignore_errors=True)
    former.rename(spare(site))


def _move_hidden(former: Path, site: Path) -> None:
    """Moves hidden files at the top of an old site to the new one, if that has none of the name."""
    for entry in former.iterdir():
        if entry.name.startswith(".") and not (site / entry.name).exists():
            entry.rename(site / entry.name)


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
