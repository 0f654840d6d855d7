"""The jobs of a build: one a language, and `shared` for what belongs to no language.

Each writes its part of the site into a folder of its own, in any order and in any process. A process reads the
centre once: it inherits what `prepare` read before it began, or reads it itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from .. import outputs, stack
from ..centre import Centre, read_centre
from ..findings import ContentError
from ..keeping import keep_lists
from ..languages import read_languages
from ..pages import BUILD
from .engine import SiteFiles, build_language
from .filememory import FileMemory, read_ahead
from .inputs import Inputs
from .kept import Earlier, Kept, Part, link

#: The job that belongs to no language. No language code has six letters.
SHARED = "shared"
#: Where parts are kept between builds, beside mkdocs.yml.
_KEPT = Path("build", "parts")


@dataclass(frozen=True)
class Prepared:
    """What every job starts from."""

    config: MkDocsConfig
    centre: Centre
    files: SiteFiles
    inputs: Inputs


@dataclass(frozen=True)
class Outcome:
    """How a job ended. `said` are levels and texts of what MkDocs and our hooks had to say, warnings and worse."""

    job: str
    said: tuple[tuple[str, str], ...]
    whole: bool


class StoppedError(Exception):
    """The site cannot be built. The message says all there is to say."""


#: What this process has prepared, by its mkdocs.yml.
_prepared: dict[Path, Prepared] = {}


@cache
def configure(config_file: Path) -> MkDocsConfig:
    """Reads mkdocs.yml, once a process. Raises ConfigurationError."""
    config = load_config(str(config_file))
    config.plugins.on_startup(command="build", dirty=False)
    return config


def prepare(config_file: Path, processes: int = 1) -> Prepared:
    """Reads a centre, once a process; pages that were never read, in so many processes.

    Raises ContentError, ConfigurationError or BuildError.
    """
    if config_file not in _prepared:
        config = configure(config_file)
        stack.keep_compiled(config, config_file.parent / _KEPT / "templates")
        memory = file_memory(config_file)
        read_ahead(Path(config.docs_dir), read_languages(config.extra.get("languages")), memory, processes)
        centre = read_centre(config_file.parent, Path(config.docs_dir), dict(config.extra), memory)
        BUILD.start(centre)
        files, inputs = SiteFiles(config, centre.languages, centre.pictures.files), Inputs(config, centre, memory)
        memory.keep()
        _prepared[config_file] = Prepared(config, centre, files, inputs)
    return _prepared[config_file]


def file_memory(config_file: Path) -> FileMemory:
    """What earlier builds read from the files of a centre."""
    return FileMemory(config_file.parent / _KEPT / "files.memory")


def kept(config_file: Path) -> Kept:
    """Where parts are kept. A build of one language has a place of its own, or else it would take the site's parts."""
    only = stack.only_one_language()
    return Kept(config_file.parent / _KEPT.with_name(f"{_KEPT.name}-{only}" if only else _KEPT.name))


def names(centre: Centre) -> list[str]:
    """Every job, the longest first, so that none is left at the end for one core alone."""
    only = stack.only_one_language()
    pages = {code: sum(code in document.editions for document in centre.catalogue.documents.values())
             for code in ([only] if only else centre.languages)}
    return [SHARED, *sorted(pages, key=lambda code: -pages[code])]


def run(config_file: Path, job: str, into: Path, earlier: Kept | None = None,
        tell: Callable[[], None] = lambda: None, *, own: Kept | None = None) -> Outcome:
    """Writes the part of the site that a job makes into the folder `into`, which is not there yet.

    With `earlier`, pages that have not changed are taken from there, and the part that has become whole is kept there;
    with `own`, it is kept in that one.
    """
    with listening() as heard:
        made = Earlier()
        prepared = prepare(config_file)
        part = prepared.inputs.part(job)
        try:
            prepared.config.site_dir = str(into)
            if job == SHARED:
                prepared.files.copy_shared(prepared.config)
                outputs.write_shared(str(into), prepared.centre, prepared.config.site_name, prepared.config.site_url)
            else:
                made = _build(prepared, job, into, earlier, tell)
        except (BuildError, ContentError) as error:
            heard.append(("ERROR", str(error)))
    whole = fit(heard, prepared.config)
    keeper = own or earlier
    if keeper and whole:
        # What was warned of must be said again by the next build: such a part is not used again.
        keeper.keep(job, into, part if not heard else Part(""), made)
    return Outcome(job, tuple(heard), whole)


def _build(prepared: Prepared, language: str, into: Path, earlier: Kept | None,
           tell: Callable[[], None]) -> Earlier:
    known = earlier.earlier(language, prepared.inputs.part(language)) if earlier else Earlier()
    try:
        built = build_language(prepared.config, language, prepared.files, known,
                               earlier.part(language) if earlier else None, tell)
    except Exception as error:
        prepared.config.plugins.on_build_error(error=error)
        raise
    for path in built.reused:
        if earlier:  # or else nothing was known
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            link(earlier.part(language) / path, into / path)
    return built.made


def run_keep(config_file: Path, site: Path, earlier: Kept, job: tuple[str, Part]) -> None:
    """Writes the lists of what browsers keep of a language's works, which need the site but for these.

    `job` is the language and what they are made of.
    """
    language, part = job
    into = earlier.growing / language
    memory = FileMemory(earlier.folder / f"{keep_job(language)}.memory")
    lists = keep_lists(site, prepare(config_file).centre, [language], memory)
    outputs.write(str(into), lists, earlier.part(keep_job(language)))
    memory.keep()
    earlier.keep(keep_job(language), into, part, Earlier())


def keep_job(language: str) -> str:
    return f"{language}+keep"


def fit(heard: list[tuple[str, str]], config: MkDocsConfig) -> bool:
    """Whether what was made can be shown, after what was said of it. If mkdocs.yml is `strict`, each warning counts."""
    return not ({"ERROR", "CRITICAL"} & {level for level, _text in heard} or (config.strict and heard))


@contextmanager
def listening() -> Iterator[list[tuple[str, str]]]:
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
