"""Everything that a build reads, and its digests: what is made of the same is the same."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig

from ..centre import Centre
from ..filetree import entries
from ..memory import Memory, digest
from ..pages import EVERYWHERE
from ..records import Document, Work
from .kept import Part

#: Settings from outside that change what is built.
ENVIRONMENT = ("SOURCE_DATE_EPOCH", "IJWI_LANGUAGE")
#: Where this library is.
PACKAGE = Path(__file__).resolve().parent.parent


class Inputs:
    """The inputs of a build, read once, before anything is built.

    Into every page of every language may enter: each file that is no page, and a little of the catalogue; that makes
    the `key`. Into some pages enter records, of others and their own: what a page's editions say in their front matter,
    which sections they have and which of them are behind. Of texts only its own enters a page.
    """

    def __init__(self, config: MkDocsConfig, centre: Centre, memory: Memory) -> None:
        documents = centre.catalogue.documents
        self._texts: dict[str, dict[str, str]] = {code: {} for code in centre.languages}
        for document in documents.values():
            for edition in document.editions.values():
                self._texts[edition.language][edition.file] = edition.text
        own = {path: record(document) for path, document in documents.items()}
        self._records = {path: digest(own[path], *(own[part.path] for part in document.parts))
                         if isinstance(document, Work) else own[path] for path, document in documents.items()}
        pages = {f"{config.docs_dir}/{name}" for texts in self._texts.values() for name in texts}
        files = [f"{file.name} {memory.recall_file(file.place, f'digest {file.name}', digest)}"
                 for file in input_files(config) if file.place not in pages]
        kinds = sorted({work.kind for work in centre.catalogue.offered})
        self._key = digest(_surroundings(config), *files, *kinds, *(self._records.get(path, "") for path in EVERYWHERE))

    def part(self, job: str) -> Part:
        """What the part of a job is made of."""
        return Part(digest(job, self._key), self._texts.get(job, {}), self._records)

    @property
    def everything(self) -> str:
        """The digest of all inputs, texts included."""
        return digest(self._key, repr((self._records, self._texts)))


def record(document: Document) -> str:
    """A digest of what pages may show of a page, its text apart."""
    editions = [(code, edition.front, edition.currency, list(edition.digests))
                for code, edition in document.editions.items()]
    return digest(repr((document.path, document.source, editions)))


class InputFile(NamedTuple):
    """A file that a build may read: its name in the centre or in this library, where it is, size and time of change."""

    name: str
    place: str
    size: int
    time: int


def places(config: MkDocsConfig) -> set[str]:
    """Every file and folder that a build may read: what mkdocs.yml names or watches, and this library."""
    root = str(Path(config.config_file_path).parent)
    return {config.docs_dir, config.config_file_path, f"{root}/locales", str(PACKAGE),
            *(str(Path(root, str(name))) for name in (*config.hooks, *config.watch)),
            *([config.theme.custom_dir] if config.theme.custom_dir else [])}


def input_files(config: MkDocsConfig) -> list[InputFile]:
    """Every file that a build may read, by name."""
    root = str(Path(config.config_file_path).parent)
    found: dict[str, InputFile] = {}
    for place in sorted(places(config)):
        base = str(PACKAGE.parent) if Path(place).is_relative_to(PACKAGE) else root
        for file, status in _files(place):
            name = os.path.relpath(file, base) if not file.startswith(f"{base}/") else file[len(base) + 1:]
            found.setdefault(name, InputFile(name, file, status.st_size, status.st_mtime_ns))
    return sorted(found.values())


def stamp(config: MkDocsConfig) -> str:
    """What tells the inputs of a build from those of every other, from sizes and times alone: quick, and enough."""
    return digest(_surroundings(config), repr([(file.name, file.size, file.time) for file in input_files(config)]))


def _files(place: str) -> Iterator[tuple[str, os.stat_result]]:
    """A file, or every file below a folder."""
    if Path(place).is_file():
        yield place, Path(place).stat()
    else:
        for _path, entry in entries(place, follow=True, left_out=_is_made_by_python):
            yield entry.path, entry.stat()


def _is_made_by_python(name: str) -> bool:
    return name == "__pycache__" or name.endswith(".egg-info")


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
