"""Pages made one at a time, with all that a language's pages need held ready. A page takes some milliseconds."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from .. import stack
from ..building import jobs
from ..building.engine import LanguageBuild, SiteFiles
from ..centre import Centre
from ..findings import ContentError
from ..pages import BUILD


@dataclass(frozen=True)
class Rendered:
    """A page as it would be built now; None if it cannot be. `said` is what there is to say of it."""

    content: bytes | None
    said: tuple[str, ...] = ()


class Rendering:
    """Makes pages of a centre, which is given anew when it changes.

    Which works a page is related to is remembered from the last build: finding it needs all texts. `folder` is for
    files on their way.
    """

    def __init__(self, config: MkDocsConfig, centre: Centre, files: SiteFiles, folder: Path) -> None:
        self.config, self.files = config, files
        self._centre, self._folder = centre, folder
        self._ready: dict[str, LanguageBuild] = {}
        self._kept = jobs.kept(Path(config.config_file_path))
        self._related: dict[str, dict[str, list[str]]] = {}
        #: The language whose pages can be made at once.
        self._open: str | None = None
        shutil.rmtree(folder, ignore_errors=True)

    @property
    def centre(self) -> Centre:
        return self._centre

    @centre.setter
    def centre(self, centre: Centre) -> None:
        self._centre, self._open = centre, None

    def read_templates(self) -> None:
        """They have changed."""
        self._open = None

    def find_files(self, language: str | None) -> None:
        """Files of a language, or of none, have come or gone."""
        if language:
            self.files.find_own(self.config, language)
            self._ready.pop(language, None)
        else:
            self.files.find_shared(self.config, self.centre.languages, self.centre.pictures.files)
            self._ready.clear()
        self._open = None

    def built(self) -> None:
        """A build has been here: what it kept is read again."""
        self._related = {language: self._kept.related(language) for language in self._related}
        self._open = None

    def language(self, address: str) -> str | None:
        """The language of an address; None if pages of that language are not built."""
        first = address.partition("/")[0]
        languages = self.centre.languages
        code = first if "/" in address and first in languages and languages.prefix(first) else languages.default
        return code if stack.only_one_language() in (None, code) else None

    def is_ready(self, language: str) -> bool:
        return language in self._ready

    def make_ready(self, language: str) -> None:
        """Opens a language before a page of it is asked for. What goes wrong is said with the page."""
        with jobs.listening(), contextlib.suppress(Exception):
            self._get_ready(language)

    def _get_ready(self, language: str) -> None:
        """Opens a language. Raises what hooks raise."""
        if self._open == language:
            return
        self._open, BUILD.centre = None, self.centre
        if language in self._ready:
            stack.begin_language(self.config, language)
            BUILD.open(language)
        else:
            self.config.site_dir = str(self._folder)
            self._ready[language] = LanguageBuild(self.config, language, self.files)
        if language not in self._related:
            self._related[language] = self._kept.related(language)
        BUILD.remembered = self._related[language]
        build = self._ready[language]
        build.env = self.config.theme.get_env()
        build.all_read()
        self._open = language

    def render(self, address: str) -> Rendered | None:
        """Makes the page at an address of the site; None if there is none. Whatever goes wrong is said."""
        language = self.language(address)
        if not language:
            return None
        with jobs.listening() as heard:
            content = None
            try:
                self._get_ready(language)
                build = self._ready[language]
                page = build.page(address)
                if not page:
                    return None
                build.read(page)
                BUILD.require_good_references()
                build.write(page)
                content = Path(page.file.abs_dest_path).read_bytes()
            except Exception as error:  # of templates and hooks that somebody is writing just now
                self._open = None
                if isinstance(error, TemplateSyntaxError):
                    name = os.path.relpath(error.filename or "", self.centre.root)
                    heard[:] = [("ERROR", f"{name}:{error.lineno}: {error.message}")]
                elif isinstance(error, BuildError | ContentError) or not heard:  # MkDocs has said the others
                    heard.append(("ERROR", str(error) or repr(error)))
        said = tuple(text for _level, text in heard)
        return Rendered(content if jobs.fit(heard, self.config) else None, said)
