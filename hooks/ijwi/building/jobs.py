"""The jobs of a build: one a language, and `shared` for what belongs to no language.

Each writes its part of the site into a folder of its own, in any order and in any process. A process reads the
centre once: it inherits what `prepare` read before it began, or reads it itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from .. import outputs, stack
from ..centre import Centre, read_centre
from ..findings import ContentError
from ..pages import BUILD
from .engine import SiteFiles, build_language

#: The job that belongs to no language. No language code has six letters.
SHARED = "shared"


@dataclass(frozen=True)
class Prepared:
    """What every job starts from."""

    config: MkDocsConfig
    centre: Centre
    files: SiteFiles


@dataclass(frozen=True)
class Outcome:
    """How a job ended. `said` are levels and texts of what MkDocs and our hooks had to say, warnings and worse."""

    job: str
    said: tuple[tuple[str, str], ...]
    whole: bool


#: What this process has prepared, by its mkdocs.yml.
_prepared: dict[Path, Prepared] = {}


def prepare(config_file: Path) -> Prepared:
    """Reads a centre, once a process. Raises ContentError, ConfigurationError or BuildError."""
    if config_file not in _prepared:
        config = load_config(str(config_file))
        config.plugins.on_startup(command="build", dirty=False)
        centre = read_centre(config_file.parent, Path(config.docs_dir), dict(config.extra))
        BUILD.start(centre)
        _prepared[config_file] = Prepared(config, centre, SiteFiles(config, centre.languages, centre.pictures.files))
    return _prepared[config_file]


def names(centre: Centre) -> list[str]:
    """Every job, the longest first, so that none is left at the end for one core alone."""
    only = stack.only_one_language()
    pages = {code: sum(code in document.editions for document in centre.catalogue.documents.values())
             for code in ([only] if only else centre.languages)}
    return [SHARED, *sorted(pages, key=lambda code: -pages[code])]


def run(config_file: Path, job: str, into: Path, tell: Callable[[], None] = lambda: None) -> Outcome:
    """Writes the part of the site that a job makes into the folder `into`."""
    with _listening() as heard:
        try:
            prepared = prepare(config_file)
            config = prepared.config
            config.site_dir = str(into)
            if job == SHARED:
                prepared.files.copy_shared(config)
                outputs.write_shared(config.site_dir, prepared.centre, config.site_name, config.site_url)
            else:
                _build(prepared, job, tell)
        except (BuildError, ContentError) as error:
            heard.append(("ERROR", str(error)))
    worst = {level for level, _text in heard}
    return Outcome(job, tuple(heard), not ({"ERROR", "CRITICAL"} & worst or (config.strict and worst)))


def _build(prepared: Prepared, language: str, tell: Callable[[], None]) -> None:
    try:
        build_language(prepared.config, language, prepared.files, tell)
    except Exception as error:
        prepared.config.plugins.on_build_error(error=error)
        raise


@contextmanager
def _listening() -> Iterator[list[tuple[str, str]]]:
    """The warnings and errors that are logged meanwhile; nothing of it is printed."""
    heard: list[tuple[str, str]] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append((record.levelname, record.getMessage()))

    logger, ear = logging.getLogger("mkdocs"), Ear(logging.WARNING)
    before = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [ear], False
    try:
        yield heard
    finally:
        logger.handlers, logger.propagate = before
