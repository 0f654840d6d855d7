"""The parts that the jobs wrote, put side by side: the site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Mapping
from pathlib import Path

from .kept import link


class ClashError(ValueError):
    """Two jobs wrote one path with different bytes. The message names both, path by path."""


def join(parts: Mapping[str, Path], site: Path, copied: Container[str] = ()) -> None:
    """Puts the files of all parts, by their job, into the folder `site`.

    They are hard links to the parts' files; those of the jobs in `copied` are files of their own.
    Raises ClashError with every path that two jobs wrote with different bytes.
    """
    site.mkdir(parents=True, exist_ok=True)
    owners: dict[str, str] = {}
    clashes = []
    for job, part in parts.items():
        for folder, _folders, files in os.walk(part):
            within = os.path.relpath(folder, part)
            if files:
                (site / within).mkdir(parents=True, exist_ok=True)
            for name in files:
                path, source, target = os.path.normpath(f"{within}/{name}"), Path(folder, name), site / within / name
                if path not in owners:
                    owners[path] = job
                    (shutil.copyfile if job in copied else link)(source, target)
                elif source.read_bytes() != target.read_bytes():
                    clashes.append(f"{path}: `{owners[path]}` and `{job}` both write this file, and not the same.")
    if clashes:
        raise ClashError("\n".join(sorted(clashes)))
