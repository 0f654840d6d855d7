"""From changed files to what they change: the records of a centre that is held ready, and the pages that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mkdocs.structure.files import File

from ..building import jobs
from ..building.engine import SiteFiles
from ..building.inputs import record
from ..centre import Centre, build_day, read_centre, with_data, with_strings
from ..findings import ContentError, Finding
from ..images import read_pictures
from ..languages import Languages
from ..outputs import shrunk
from ..records import Catalogue
from ..rereading import read_again
from .rendering import Rendering

#: How many pages in which something is wrong are looked at again when another page has changed.
_MOST_AGAIN = 20


@dataclass
class Effect:
    """What changed files change. `pages` are addresses of pages; `files` addresses and bytes of other files.

    `every`: any page may look another way. `later`: pages show files of the site that only a build makes.
    """

    pages: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    every: bool = False
    later: bool = False


class Follower:
    """Holds a centre ready, and brings it up to date. Once it is `outdated`, the whole centre must be read again.

    Raises ContentError or MkDocs' errors if the centre cannot be read.
    """

    def __init__(self, config_file: Path, folder: Path) -> None:
        self._config = jobs.configure(config_file)
        self._docs = Path(self._config.docs_dir)
        centre = read_centre(config_file.parent, self._docs, dict(self._config.extra), jobs.file_memory(config_file))
        files = SiteFiles(self._config, centre.languages, centre.pictures.files)
        self.rendering = Rendering(self._config, centre, files, folder)
        self.outdated = False
        #: What is wrong, by the path of the page, or the name of what else was read.
        self._wrong_pages: dict[str, list[Finding]] = {}
        self._wrong: dict[str, list[Finding]] = {}
        for finding in centre.findings:
            if not finding.notice:
                page = self._page_of(config_file.parent / finding.path)
                of, name = (self._wrong_pages, page[1]) if page else (self._wrong, finding.path)
                of.setdefault(name, []).append(finding)

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the content, as far as single files tell it."""
        every = (*self._wrong_pages.values(), *self._wrong.values())
        return sorted({finding for findings in every for finding in findings})

    def follow(self, changed: Iterable[Path]) -> Effect:
        """Brings the records up to date. What is wrong goes to the findings, and its page stays as it was."""
        effect = Effect()
        pages: dict[str, set[str]] = {}
        for path in sorted({file for place in changed for file in self._files(place)}):
            if page := self._page_of(path):
                pages.setdefault(page[1], set()).add(page[0])
            elif path.is_relative_to(self._docs):
                self._other(path, effect)
            elif path.is_relative_to(self._overrides):
                self._static(path, effect)
                self.rendering.read_templates()
                effect.every = True
            elif path.suffix == ".po" and path.stem in self._languages:
                self._take(f"locales/{path.name}", partial(with_strings, self._centre, path.stem), effect)
        for name, languages in pages.items():
            self._page(name, languages, effect)
        for name in [name for name in self._wrong_pages if name not in pages][:_MOST_AGAIN]:
            self._page(name, set(), effect)
        return effect

    @property
    def _centre(self) -> Centre:
        return self.rendering.centre

    @property
    def _languages(self) -> Languages:
        return self.rendering.centre.languages

    @property
    def _overrides(self) -> Path:
        return Path(self._config.theme.custom_dir or self._docs)

    def _page_of(self, path: Path) -> tuple[str, str] | None:
        """The language and path of the page in a file; None if it is no page."""
        if path.suffix != ".md" or not path.is_relative_to(self._docs):
            return None
        language, _slash, within = path.relative_to(self._docs).as_posix().partition("/")
        return (language, within.removesuffix(".md")) if language in self._languages else None

    def _files(self, path: Path) -> Iterator[Path]:
        """A file; or of a folder those that are there now, and of one that is gone the pages that were."""
        if path.is_dir():
            yield from (file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        elif path.is_file() or path.suffix:
            yield path
        elif path.is_relative_to(self._docs):
            yield from (file for document in self._centre.catalogue.documents.values()
                        for edition in document.editions.values()
                        if (file := self._docs / edition.file).is_relative_to(path))

    def _page(self, name: str, languages: set[str], effect: Effect) -> None:
        """Reads a page again, which has changed in some languages."""
        before: Catalogue = self._centre.catalogue
        after, findings = read_again(self._docs, before, name, build_day())
        if after is None:
            self.outdated = True
            return
        _note(self._wrong_pages, name, findings)
        if findings:
            return
        old, new = before.documents.get(name), after.documents.get(name)
        self.rendering.centre = replace(self._centre, catalogue=after)
        for code in self._languages:
            if (old is not None and code in old.editions) != (new is not None and code in new.editions):
                self.rendering.find_files(code)
        effect.every |= (old and record(old)) != (new and record(new))
        if new:
            effect.pages |= {edition.url for code, edition in new.editions.items() if code in languages}

    def _other(self, path: Path, effect: Effect) -> None:
        """A file of docs/ that is no page."""
        within = path.relative_to(self._docs)
        if not path.is_file() and not self._file(path) and within.as_posix() not in self._centre.pictures.files:
            return  # it came and went
        if within.parts[0] == "data":
            self._take("data", partial(with_data, self._centre), effect)
        else:
            self._take("pictures", lambda: replace(self._centre, pictures=read_pictures(self._docs)[0]), effect)
            effect.later = True
        if not self._wrong.keys() & {"data", "pictures"}:
            self._static(path, effect)

    def _static(self, path: Path, effect: Effect) -> None:
        """A file that is copied to the site, if it is one."""
        if path.is_file() != bool(self._file(path)):
            inside = path.relative_to(self._docs).parts[0] if path.is_relative_to(self._docs) else ""
            self.rendering.find_files(inside if inside in self._languages else None)
        file = self._file(path)
        if file and path.is_file():
            content = path.read_bytes()
            effect.files[file.dest_uri] = shrunk(content.decode()).encode() if path.suffix == ".js" else content

    def _file(self, path: Path) -> File | None:
        found = self.rendering.files
        return next((file for files in (found.shared, *found.own.values()) for file in files
                     if file.abs_src_path == str(path)), None)

    def _take(self, name: str, read: Callable[[], Centre], effect: Effect) -> None:
        try:
            self.rendering.centre = read()
        except ContentError as error:
            _note(self._wrong, name, error.findings)
        else:
            _note(self._wrong, name, [])
            effect.every = True


def _note(wrong: dict[str, list[Finding]], name: str, findings: list[Finding]) -> None:
    wrong.pop(name, None)
    if findings:
        wrong[name] = findings
