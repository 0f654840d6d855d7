"""One language built by MkDocs' own functions: `mkdocs.commands.build.build` without what it does in vain.

The stack builds each language as a site of its own. It walks all of docs/ and the theme's ten thousand icons for
every language, makes a Markdown parser for every page, and a menu that no template shows. Here files are found once,
and a language has one parser. Every event of a hook or plugin comes as in MkDocs, in the same order, and the pages are
the same to the byte (tests/test_build.py). Like stack.py, this touches the insides of MkDocs; tests/test_stack.py
fails when they change.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
from jinja2 import Environment, FileSystemLoader
from mkdocs.commands import build as stock
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import nav as navigation
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import File, Files, file_sort_key, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from .. import stack
from ..languages import Languages
from ..pages import BUILD
from . import kept

#: Told after each page that was read, and after each that was written.
Tell = Callable[[], None]


class SiteFiles:
    """The files of docs/ and of the theme, found once: those of each language, and those that belong to none."""

    def __init__(self, config: MkDocsConfig, languages: Languages, withheld: Container[str]) -> None:
        self.own: dict[str, list[File]] = {}
        for code in languages:
            self.find_own(config, code)
        self.find_shared(config, languages, withheld)

    def find_own(self, config: MkDocsConfig, language: str) -> None:
        """Finds the files of a language; again, if some have come or gone."""
        self.own[language] = _files(config, Path(config.docs_dir, language))

    def find_shared(self, config: MkDocsConfig, languages: Languages, withheld: Container[str]) -> None:
        """Finds the files that belong to no language; again, if some have come or gone."""
        top = [entry for entry in Path(config.docs_dir).iterdir() if entry.name not in languages]
        found = Files([file for entry in top for file in _files(config, entry)])
        if config.theme.custom_dir:  # of the theme's own files none is used
            found.add_files_from_theme(Environment(loader=FileSystemLoader(config.theme.custom_dir)), config)  # noqa: S701
        self.shared = list(stack.only_language(found, config, languages, "", (), withheld))
        set_exclusions(self.shared, config)

    def shared_in(self, site: str) -> list[File]:
        """The files that belong to no language, bound for the folder `site`."""
        for file in self.shared:
            file.dest_dir = site
            file.__dict__.pop("abs_dest_path", None)  # MkDocs remembers it
        return self.shared

    def copy_shared(self, config: MkDocsConfig) -> None:
        """Copies what belongs to no language. Templates are not copied: the last language's build writes them."""
        Files([file for file in self.shared_in(config.site_dir)
               if file.src_uri not in config.extra_templates]).copy_static_files()


def _files(config: MkDocsConfig, place: Path) -> list[File]:
    """A file below docs/, or all in a folder, in MkDocs' order."""
    docs = config.docs_dir
    names = [str(place)] if place.is_file() else [
        f"{folder}/{name}" for folder, _folders, names in os.walk(place, followlinks=True) for name in names]
    files = [File(name.removeprefix(f"{docs}/"), docs, config.site_dir, config.use_directory_urls) for name in names]
    return sorted(files, key=file_sort_key)


class LanguageBuild:
    """A language made ready: its files, its menu, its pages. Each page is then read, and with all of them read written.

    Every event of hooks and plugins comes where MkDocs has it; what they raise, this raises.
    """

    def __init__(self, config: MkDocsConfig, language: str, found: SiteFiles) -> None:
        self.config = config = stack.begin_language(config, language)
        config.plugins.on_pre_build(config=config)
        self.env = config.theme.get_env()
        self.files: Files = config.plugins.on_files(Files(found.own[language]), config=config)
        set_exclusions(self.files, config)
        self._own = Files(list(self.files))
        for file in found.shared_in(config.site_dir):
            if file.src_uri not in self.files.src_uris:
                self.files.append(file)
        self.nav = config.plugins.on_nav(_navigation(self.files, config), config=config, files=self.files)
        self._documents = self.files.documentation_pages()
        self.pages = [_page(file, config) for file in self._documents]
        converter = _Converter(config, self.files)
        for page in self.pages:
            page.converter = converter

    def page(self, address: str) -> Page | None:
        """The page at an address of the site."""
        return next((page for page in self.pages if page.file.dest_uri == address), None)

    def copy_files(self) -> None:
        """Copies the language's files that are no pages."""
        self._own.copy_static_files()

    def read(self, page: Page) -> None:
        stock._populate_page(page, self.config, self.files)

    def all_read(self) -> None:
        """Makes the templates ready. Raises ContentError if a page refers to what is not there."""
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)

    def write_templates(self) -> None:
        """Writes what is a page of no document: a language's own, and those of the site with the last language."""
        last = stack.is_last_language(self.config)
        for template in self.config.theme.static_templates if last else ["404.html"]:
            stock._build_theme_template(template, self.env, self.files, self.config, self.nav)
        for template in self.config.extra_templates if last else ():
            stock._build_extra_template(str(template), self.files, self.config, self.nav)

    def write(self, page: Page) -> None:
        stock._build_page(page, self.config, self._documents, self.nav, self.env)
        page.content = None

    def end(self) -> None:
        """Looks at links to anchors, and lets hooks write the rest. What is wrong with links is logged."""
        for page in self.pages:
            page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        self.config.plugins.on_post_build(config=self.config)


def build_language(config: MkDocsConfig, language: str, found: SiteFiles, earlier: kept.Earlier,
                   before: Path | None, tell: Tell) -> Built:
    """Writes the pages and other files of one language into `config.site_dir`.

    Pages of `earlier` are not converted again, and not written again unless they are related to other works now. Its
    files are in the folder `before`.
    Raises what hooks and plugins raise; what is wrong with links is logged, as MkDocs does.
    """
    build = LanguageBuild(config, language, found)
    build.copy_files()
    for page in build.pages:
        known = earlier.pages.get(page.file.src_uri)
        if known:
            page.recall(known, build.files)
        else:
            build.read(page)
        tell()
    build.all_read()
    build.write_templates()
    BUILD.lists, BUILD.before = earlier.lists, before
    reused = list(earlier.lists or ())
    summaries = {page.file.src_uri: page.summary() for page in build.pages}
    for page in build.pages:
        known = earlier.pages.get(page.file.src_uri)
        if known and known.related == summaries[page.file.src_uri].related:
            reused.append(page.file.dest_uri)
        else:
            if known:
                build.read(page)
            build.write(page)
        tell()
    build.end()
    for file in found.own[language]:
        file.page = None  # or else the pages of all languages that a process builds stay in its memory
    return Built(kept.Earlier(summaries, BUILD.lists), reused)


@dataclass(frozen=True)
class Built:
    """A language that was built: what a later build can use, and the addresses of files that were not written again."""

    made: kept.Earlier
    reused: list[str]


def _navigation(files: Files, config: MkDocsConfig) -> Navigation:
    """The menu of mkdocs.yml. Without one MkDocs nests all pages by folder; no template of ours shows that."""
    if config.nav is not None:
        for file in files.documentation_pages():
            _page(file, config)
        return navigation.get_navigation(files, config)
    pages: list[Page] = [_page(file, config) for file in sorted(files.documentation_pages(), key=file_sort_key)]
    navigation._add_previous_and_next_links(pages)
    return Navigation(list(pages), pages)


def _page(file: File, config: MkDocsConfig) -> _Page:
    """The page of a file, made when it is first asked for."""
    return file.page if isinstance(file.page, _Page) else _Page(None, file, config)


class _Page(Page):
    """A page that is converted by the parser that its language's pages share."""

    converter: _Converter

    def recall(self, known: kept.Page, files: Files) -> None:
        """Takes what an earlier build found in the page."""
        BUILD.recall(self.file.src_uri, known.weighed, known.linked)
        self.present_anchor_ids = set(known.anchors)
        self.links_to_anchors = {file: anchors for name, anchors in known.links.items()
                                 if (file := files.src_uris.get(name))}

    def summary(self) -> kept.Page:
        """What a later build may need of the page; asked when the language's index is made."""
        source = self.file.src_uri
        return kept.Page(BUILD.weighed(source), sorted(self.present_anchor_ids or ()),
                         {file.src_uri: anchors for file, anchors in (self.links_to_anchors or {}).items()},
                         [work.path for work in BUILD.related(source)], BUILD.linked(source), BUILD.shown(source))

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.converter.convert(self)
        self.markdown = None  # nobody needs it again, and all pages of a language are in memory until they are written


class _Converter:
    """MkDocs' own Markdown parser, made once a language and set back for each page."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        extensions: Any = config.markdown_extensions
        self._markdown = markdown.Markdown(extensions=extensions, extension_configs=config.mdx_configs or {})
        nowhere: Any = None
        self._raw_html = mkdocs_pages._RawHTMLPreprocessor()
        self._anchors = mkdocs_pages._ExtractAnchorsTreeprocessor(nowhere, files, config)
        self._links = mkdocs_pages._RelativePathTreeprocessor(nowhere, files, config)
        self._title = mkdocs_pages._ExtractTitleTreeprocessor()
        for processor in (self._raw_html, self._anchors, self._links, self._title):  # in MkDocs' order
            processor._register(self._markdown)

    def convert(self, page: Page) -> None:
        """Gives a page its content, outline and anchors, as `Page.render` does."""
        self._markdown.reset()
        self._raw_html.present_anchor_ids, self._anchors.present_anchor_ids = set(), set()
        self._anchors.file = self._links.file = page.file  # type: ignore[attr-defined]
        self._links.links_to_anchors, self._title.title = {}, None
        page.content = self._markdown.convert(page.markdown or "")
        page.toc = get_toc(getattr(self._markdown, "toc_tokens", []))
        page._title_from_render = self._title.title
        page.present_anchor_ids = self._anchors.present_anchor_ids | self._raw_html.present_anchor_ids
        page.links_to_anchors = self._links.links_to_anchors
