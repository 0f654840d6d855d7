"""The parts that the jobs wrote, put side by side: the site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Mapping
from pathlib import Path


class ClashError(ValueError):
    """Two jobs wrote one path with different bytes. The message names both, path by path."""


def join(parts: Mapping[str, Path], site: Path, keep: Container[str] = ()) -> None:
    """Puts the files of all parts, by their job, into the folder `site`, which must not exist yet.

    The parts of the jobs in `keep` stay as they are, the others are emptied. Raises ClashError with every path
    that two jobs wrote with different bytes.
    """
    site.mkdir(parents=True)
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
                    shutil.copyfile(source, target) if job in keep else source.rename(target)
                elif source.read_bytes() != target.read_bytes():
                    clashes.append(f"{path}: `{owners[path]}` and `{job}` both write this file, and not the same.")
    if clashes:
        raise ClashError("\n".join(sorted(clashes)))
