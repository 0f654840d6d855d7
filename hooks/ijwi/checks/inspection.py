"""Everything that is wrong with a centre's content, at once.

A check is a generator of findings. Those of `OF_A_PAGE` see one page alone, so that what they
found is remembered until the page changes; the others see the whole catalogue and are quick.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path

from babel.support import Translations

from ..centre import Content, read_content, read_language_tables
from ..facts import unconfirmed
from ..findings import ContentError, Finding
from ..glossary import Glossary, read_glossary
from ..images import undecodable, unused
from ..languages import Language
from ..limits import MAX_BYTES
from ..memory import Memory, digest, digest_of_files
from ..pagefiles import read_page
from ..pagepictures import picture_problems, shown
from ..parity import compare, refused_words
from ..placeholders import placeholders
from ..records import Document, Edition
from ..references import PageScope, references
from ..release import vanished
from ..sections import problems, split
from ..strings import Strings, read_strings
from .characters import hidden_characters
from .form import TEXTS, problems_of_form
from .links import Targets, inner_links, link_words, web_addresses
from .markup import markup
from .numbers import telephone_numbers, typed_figures
from .page import Page
from .plainness import long_sentences, wide_tables
from .posters import posters
from .sessions import steps_add_up
from .works import sensitive_topic, undecided, words_of_violence, works

#: The checks that need nothing but a page's own text.
OF_A_PAGE: tuple[Callable[[Page], Iterator[Finding]], ...] = (
    markup, link_words, web_addresses, typed_figures, long_sentences, wide_tables, posters, steps_add_up)


def inspect(root: Path, extra: dict[str, object], today: datetime.date, memory: Memory) -> Iterator[Finding]:
    """Every finding of the centre at `root`. `extra` is that part of mkdocs.yml; `today` ages helplines.

    Raises ContentError where what all pages need cannot be read.
    """
    inspection = _Inspection(read_content(root, root / "docs", extra, memory), memory)
    yield from inspection.content.findings
    yield from inspection.words_of_languages()
    yield from inspection.pages()
    yield from inspection.links()
    yield from inspection.pictures()
    yield from inspection.forms()
    yield from works(inspection.content.catalogue)
    yield from vanished(inspection.content.catalogue, root / "releases" / "catalogue.json", "releases/catalogue.json")
    yield from unconfirmed(inspection.content.facts, today)


class _Inspection:
    def __init__(self, content: Content, memory: Memory) -> None:
        self.content, self.memory = content, memory
        self.docs, self.catalogue, self.facts = content.docs, content.catalogue, content.facts
        self._bytes: dict[str, bytes] = {}

    def remembered(self, key: str, find: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
        """The findings under a key; looked for where the memory does not know them."""
        found = self.memory.recall(key, lambda: [(finding.path, finding.line, finding.rule, finding.message,
                                                  finding.suggestion, finding.notice) for finding in find()])
        return (Finding(*values) for values in found)

    def words_of_languages(self) -> Iterator[Finding]:
        """What is wrong with the files of each language: interface strings, glossary, tables of the search."""
        for code, language in self.content.languages.items():
            files = (self.content.root / "locales" / f"{code}.po", self.docs / "data" / "search" / f"{code}.yml",
                     self.docs / "data" / "glossary" / f"{code}.yml")
            yield from self.remembered(digest("words", repr(language), digest_of_files(*files)),
                                       partial(self._words, language))

    def _words(self, language: Language) -> Iterator[Finding]:
        for read in (partial(read_strings, self.content.root / "locales", language),
                     partial(read_language_tables, self.docs, language.code)):
            try:
                read()
            except ContentError as error:
                yield from error.findings

    def pages(self) -> Iterator[Finding]:
        """What is wrong with the text of each page: by itself, in what it refers to, against its source."""
        for document in self.catalogue.documents.values():
            for edition in document.editions.values():
                yield from self.remembered(self._key(document, edition), partial(self._page, document, edition))
                behind = edition.currency.behind
                if behind:
                    yield Finding(f"docs/{edition.file}", 1, "currency",
                                  f"{len(behind)} sections are behind the source: {', '.join(behind)}.",
                                  f"See `python scripts/translate.py diff {edition.language} "
                                  f"{document.path.removesuffix('/index')}`.", notice=True)

    def _key(self, document: Document, edition: Edition) -> str:
        """All that `_page` looks at, besides the code."""
        own = self._content(edition.file)
        work = self.catalogue.work_of(document)
        source = self._content(document.source_edition.file)
        return digest("findings", edition.file, repr(self.content.languages[edition.language]), own, source,
                      repr((self._may_be_sensitive(document), work and work.fields.sources)),
                      repr(document.fields.sources), repr(edition.currency), self._glossary_digest(edition.language),
                      self._dialled, self._facts_digest if b"[" in own else "",
                      repr(sorted(self.content.pictures.files)) if b"![" in own else "")

    def _page(self, document: Document, edition: Edition) -> Iterator[Finding]:
        language = self.content.languages[edition.language]
        front, body, first_line = read_page(self.docs / edition.file)
        page = Page(f"docs/{edition.file}", language, front, body, first_line)
        glossary = self._glossary(edition.language)
        for check in OF_A_PAGE:
            yield from check(page)
        yield from telephone_numbers(page, frozenset(self._dialled.split()))
        yield from placeholders(f"---\n{front}---\n{body}", page.file)
        yield from picture_problems(body, edition.file, self.content.pictures, page.file, first_line)
        for section, message, suggestion in problems(page.sections):
            yield page.finding(first_line + section.line - 1, "heading", message, suggestion)
        scope = PageScope(self.catalogue, self.facts, Strings(Translations(), language), document, edition)
        yield from references(body, scope, page.file, first_line)
        if self._may_be_sensitive(document):
            yield from words_of_violence(page, glossary)
        if not edition.is_source:
            source = split(read_page(self.docs / document.source_edition.file)[1])
            followed = set(document.source_edition.digests) - set(edition.currency.behind)
            yield from compare(source, page.sections, page.file, first_line, followed)
            yield from refused_words(page.sections, glossary, page.file, first_line)

    def _may_be_sensitive(self, document: Document) -> bool:
        """Whether nobody has said if a page's work is sensitive, and its topics don't suggest it by themselves."""
        work = self.catalogue.work_of(document)
        return work is not None and undecided(work) and not sensitive_topic(work, self.catalogue)

    def pictures(self) -> Iterator[Finding]:
        """Pictures that cannot be read to their end, and those that no page shows."""
        pictures = self.content.pictures
        for path, picture in pictures.shown.items():
            yield from self.remembered(digest("points", path, picture.digest),
                                       partial(undecodable, path, self.docs))
        used: set[str] = set()
        for document in self.catalogue.documents.values():
            for edition in document.editions.values():
                content = self._content(edition.file)
                if b"![" in content:
                    key = digest("shown", edition.file, content)
                    used |= set(self.memory.recall(key, partial(self._shown, edition)))
        yield from unused(pictures, used)

    def _shown(self, edition: Edition) -> list[str]:
        return [image.path for image in shown(read_page(self.docs / edition.file)[1], edition.file) if image.path]

    def links(self) -> Iterator[Finding]:
        """Links within the centre that lead nowhere.

        What a page links to is remembered; whether it is there is looked up.
        """
        targets = Targets(self.catalogue, self.docs)
        found = {}
        for document in self.catalogue.documents.values():
            for edition in document.editions.values():
                inner = self.memory.recall(digest("links", self._content(edition.file)),
                                           partial(self._inner, edition))
                found[edition.file] = inner
                targets.ids[edition.file] = frozenset(inner["ids"])
        for file, inner in found.items():
            language = file.partition("/")[0]
            for target, line, image in inner["links"]:
                problem = targets.problem(target, file, language, image=image)
                if problem:
                    yield Finding(f"docs/{file}", line, "link", f"`{target}`: {problem[0]}", problem[1])

    def _inner(self, edition: Edition) -> dict[str, object]:
        page = Page(f"docs/{edition.file}", self.content.languages[edition.language],
                    *read_page(self.docs / edition.file))
        return inner_links(page)

    def forms(self) -> Iterator[Finding]:
        """What is wrong with text files that nobody sees: characters, ends of lines, spaces."""
        for folder, folders, names in os.walk(self.docs):
            folders.sort()
            for file in (Path(folder, name) for name in sorted(names) if name.endswith(TEXTS)):
                if file.is_symlink() or file.stat().st_size > 10 * MAX_BYTES or (
                        file.suffix == ".md" and file.stat().st_size > MAX_BYTES):
                    continue
                where = file.relative_to(self.docs).as_posix()
                content = self._content(where)
                code = where.partition("/")[0] if where.endswith(".md") else file.stem
                yield from self.remembered(digest("form", where, content), partial(self._form, where, content, code))

    def _form(self, where: str, content: bytes, code: str) -> Iterator[Finding]:
        file = f"docs/{where}"
        yield from problems_of_form(content, file, code)
        language = self.content.languages.get(code)
        rtl = language is not None and language.direction == "rtl"
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return
        yield from hidden_characters(text.replace("\r\n", "\n").replace("\r", "\n"), file, rtl=rtl)

    def _content(self, name: str) -> bytes:
        if name not in self._bytes:
            self._bytes[name] = (self.docs / name).read_bytes()
        return self._bytes[name]

    @cached_property
    def _dialled(self) -> str:
        """The numbers of the helplines, without spaces."""
        return " ".join(sorted({line.number.replace(" ", "") for line in self.facts.helplines.values()}))

    @cached_property
    def _facts_digest(self) -> str:
        return digest_of_files(*(self.docs / "data" / name
                                 for name in ("indicators.csv", "helplines.csv", "charts.yml")))

    def _glossary_digest(self, code: str) -> str:
        name = f"data/glossary/{code}.yml"
        return digest(self._content(name)) if (self.docs / name).is_file() else ""

    @cached_property
    def _glossaries(self) -> dict[str, Glossary]:
        return {}

    def _glossary(self, code: str) -> Glossary:
        """The glossary of a language; empty where it cannot be read, which is said elsewhere."""
        if code not in self._glossaries:
            try:
                self._glossaries[code] = read_glossary(self.docs / "data" / "glossary" / f"{code}.yml")
            except ContentError:
                self._glossaries[code] = {}
        return self._glossaries[code]
