"""The files below a folder, found quickly: thousands of them are looked at by every build."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path


def entries(folder: str | Path, *, follow: bool = False,
            left_out: Callable[[str], bool] = lambda _name: False) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Each file below a folder, by its path from there with `/` between names; none if the folder is not there.

    `follow`: folders that are links are entered too. Folders whose name is `left_out` are not entered.
    """
    waiting = [""]
    while waiting:
        within = waiting.pop()
        try:
            found = os.scandir(f"{folder}/{within}")
        except FileNotFoundError:
            continue
        with found:
            for entry in found:
                if not entry.is_dir(follow_symlinks=follow):
                    yield within + entry.name, entry
                elif not left_out(entry.name):
                    waiting.append(f"{within}{entry.name}/")
