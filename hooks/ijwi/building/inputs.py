"""Everything that a build reads, and its digest: two builds of the same give the same bytes."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

#: Settings from outside that change what is built.
ENVIRONMENT = ("SOURCE_DATE_EPOCH", "IJWI_LANGUAGE")
_PACKAGE = Path(__file__).resolve().parent.parent


def input_files(config: MkDocsConfig) -> Iterator[tuple[str, Path]]:
    """Name and place of every file that a build may read: what mkdocs.yml names or watches, and this library."""
    root = Path(config.config_file_path).resolve().parent
    places = {Path(config.docs_dir), Path(config.config_file_path), root / "locales", _PACKAGE,
              *(root / str(name) for name in (*config.hooks, *config.watch)),
              *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])}
    found: dict[str, Path] = {}
    for place in sorted(place.resolve() for place in places):
        base = _PACKAGE.parent if place.is_relative_to(_PACKAGE) else root
        for file in [place] if place.is_file() else _files(place):
            found.setdefault(os.path.relpath(file, base), file)
    yield from sorted(found.items())


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if name != "__pycache__" and not name.endswith(".egg-info")]
        yield from (Path(place, name) for name in names)


def surroundings() -> str:
    """Everything but files that changes what is built: versions of Python and of all libraries, settings."""
    versions = sorted(f"{found.metadata['Name']} {found.version}" for found in distributions())
    settings = [f"{name}={os.environ.get(name, '')}" for name in ENVIRONMENT]
    return "\n".join((sys.version, *versions, *settings))


def digest_of_inputs(config: MkDocsConfig) -> str:
    """A digest in hexadecimal of everything that a build is made of."""
    digest = hashlib.sha256(surroundings().encode())
    for name, file in input_files(config):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"\n{name} {content}".encode())
    return digest.hexdigest()
