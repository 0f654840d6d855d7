"""Everything that a build reads, and its digests: what is made of the same is the same."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..centre import Centre
from ..pagefiles import read_page
from .kept import Part

#: Settings from outside that change what is built.
ENVIRONMENT = ("SOURCE_DATE_EPOCH", "IJWI_LANGUAGE")
_PACKAGE = Path(__file__).resolve().parent.parent


class Inputs:
    """The inputs of a build, read once, before anything is built.

    Into the pages of a language may enter: every file that is no page; every page's front matter; which sections it
    has and which of them are behind; and of texts only its own pages'. All but the texts make the `key`. It is the
    same for all languages, because each shows titles and states of all.
    """

    def __init__(self, config: MkDocsConfig, centre: Centre) -> None:
        self._texts: dict[str, dict[str, str]] = {code: {} for code in centre.languages}
        digest = hashlib.sha256(_surroundings(config).encode())
        pages = {f"{config.docs_dir}/{edition.file}": edition for document in centre.catalogue.documents.values()
                 for edition in document.editions.values()}
        for name, file in input_files(config):
            edition = pages.get(str(file))
            if edition is None:
                content = _digest(file.read_bytes())
            else:
                front_matter, body, _line = read_page(file)
                self._texts[edition.language][edition.file] = _digest(body.encode())
                content = _digest(front_matter.encode()) + repr((edition.currency, list(edition.digests)))
            digest.update(f"\n{name} {content}".encode())
        self.key = digest.hexdigest()

    def part(self, job: str) -> Part:
        """What the part of a job is made of."""
        return Part(_digest(f"{job} {self.key}".encode()), self._texts.get(job, {}))

    @property
    def everything(self) -> str:
        """The digest of all inputs, texts included."""
        return _digest(repr((self.key, self._texts)).encode())


def input_files(config: MkDocsConfig) -> Iterator[tuple[str, Path]]:
    """Name and place of every file that a build may read: what mkdocs.yml names or watches, and this library."""
    root = Path(config.config_file_path).parent
    places = {Path(config.docs_dir), Path(config.config_file_path), root / "locales", _PACKAGE,
              *(root / str(name) for name in (*config.hooks, *config.watch)),
              *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])}
    found: dict[str, Path] = {}
    for place in sorted(places):
        base = _PACKAGE.parent if place.is_relative_to(_PACKAGE) else root
        for file in [place] if place.is_file() else _files(place):
            found.setdefault(os.path.relpath(file, base), file)
    yield from sorted(found.items())


def stamp(config: MkDocsConfig) -> str:
    """What tells the inputs of a build from those of every other, from sizes and times alone: quick, and enough."""
    files = [(name, status.st_size, status.st_mtime_ns) for name, file in input_files(config)
             if (status := file.stat())]
    return _digest(repr((_surroundings(config), files)).encode())


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if name != "__pycache__" and not name.endswith(".egg-info")]
        yield from (Path(place, name) for name in names)


def _surroundings(config: MkDocsConfig) -> str:
    """Everything but files that changes what is built: versions of Python and of all libraries, settings.

    The folder of a library's metadata has name and version in its name (packaging.python.org, recorded projects).
    """
    versions = sorted(found.name for place in map(Path, sys.path) if place.is_dir() for found in place.iterdir()
                      if found.suffix in (".dist-info", ".egg-info"))
    settings = [f"{name}={os.environ.get(name, '')}" for name in ENVIRONMENT]
    # mkdocs.yml may inherit from another file and name variables: what came of it counts. A function's place does not.
    read = re.sub(r" at 0x[0-9a-f]+", "", repr(config.user_configs))
    return "\n".join((sys.version, *versions, *settings, read))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
