"""Reads the front matter of every page, once, and makes the catalogue of it.

It is the only reader of front matter. All findings are collected before anything is
said, so that a contributor can mend them in one go.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from . import sections
from .addresses import RESERVED, reserved_segment
from .explain import explain
from .findings import Finding, nearest
from .languages import Languages
from .memory import FORGETFUL, Memory
from .pagefiles import PageFile, open_pages
from .records import Catalogue, Currency, Document, Edition, Part, Work
from .schema import EditionPage, OwnWords, PartPage, SourcePage, WorkPage, work_model
from .vocabulary import Vocabulary, unknown_words


def read_catalogue(docs: Path, languages: Languages, vocabulary: Vocabulary,
                   day: datetime.date | None = None, memory: Memory = FORGETFUL) -> tuple[Catalogue, list[Finding]]:
    """The catalogue of `docs` and everything that is wrong with its front matter.

    With findings the catalogue holds only what could be read. `day` is the day of the
    build; without it, the newest date in the content. What `memory` knows of a file is not read again.
    """
    reader = CatalogueReader(docs, languages, vocabulary, memory)
    catalogue = reader.read(day)
    return catalogue, sorted(set(reader.findings))


class CatalogueReader:
    """Makes the records of pages' files. What is wrong with them is in `findings`."""

    def __init__(self, docs: Path, languages: Languages, vocabulary: Vocabulary, memory: Memory = FORGETFUL) -> None:
        self.docs, self.languages, self.vocabulary, self.memory = docs, languages, vocabulary, memory
        self.findings: list[Finding] = []
        self.unreadable: set[str] = set()

    def say(self, name: str, line: int, rule: str, message: str, suggestion: str = "") -> None:
        self.findings.append(Finding(f"{self.docs.name}/{name}", line, rule, message, suggestion))

    def read(self, day: datetime.date | None) -> Catalogue:
        files, self.findings, self.unreadable = open_pages(self.docs, self.languages, self.memory)
        pages: dict[str, list[PageFile]] = defaultdict(list)
        for file in files:  # in the order of the languages
            pages[file.path].append(file)
        sources = {path: source for path, files in pages.items() if (source := self._source_of(files))}
        documents = {path: document for path, source in sorted(sources.items())
                     if (document := self._document(source, pages[path], sources))}
        parts: dict[str, list[Part]] = defaultdict(list)
        for part in documents.values():
            if isinstance(part, Part):
                parts[part.work].append(part)
        # A page that is wrong in itself has its own findings; it is not called missing too.
        wrong = sorted(path for path in {*pages, *self.unreadable} if path not in documents)
        works = tuple(self._with_parts(work, parts[work.path], wrong) for work in documents.values()
                      if isinstance(work, Work))
        self._check_aliases(documents, sources)
        return self._catalogue(documents, works, day)

    def _catalogue(self, documents: Mapping[str, Document], works: tuple[Work, ...],
                   day: datetime.date | None) -> Catalogue:
        plain = tuple(page for page in documents.values() if not isinstance(page, Work | Part))
        dates = [edition.updated for page in documents.values() for edition in page.editions.values()]
        dates += [work.fields.published for work in works]
        return Catalogue(self.languages, self.vocabulary, works, plain,
                         day or max(dates, default=datetime.date(1970, 1, 1)))

    def _source_of(self, files: list[PageFile]) -> PageFile | None:
        """The source edition among the files of one path."""
        sources = [file for file in files if not file.is_edition]
        if not sources and files[0].path not in self.unreadable:
            own = [file for file in files if _follows(file) == file.language]
            for file in own or files:
                of = _follows(file)
                line = file.front_matter.line(("edition", "of"))
                if of == file.language:
                    self.say(file.name, line, "source", "an edition cannot be its own source.",
                             "Remove `edition:` if the others follow this page, or name the language that it follows.")
                    continue
                self.say(file.name, line, "source",
                         f"the source edition does not exist: there is no {self.docs.name}/{of or '…'}/{file.path}.md.",
                         "Correct `of:`, or rename this file as its source is named.")
        if not sources:
            return None
        for file in sources[1:]:
            self.say(file.name, 1, "source", f"{sources[0].name} is already the source edition of this page.",
                     f"Add `edition:` with `of: {sources[0].language}` and `review: machine`, `human` or `reviewed`.")
        return sources[0]

    def _document(self, source: PageFile, files: list[PageFile], sources: Mapping[str, PageFile]) -> Document | None:
        work = self._work_around(source.path, sources)
        model = work_model(source.kind) if source.has_kind else PartPage if work else SourcePage
        fields = self._validate(source, model, source.language)
        if issubclass(model, WorkPage):
            self._check_vocabulary(source)
        words = {file.language: self._validate(file, EditionPage, source.language)
                 for file in files if file.is_edition}
        if not isinstance(fields, SourcePage):
            return None
        editions = {}
        for file in files:
            own = fields if file is source else words.get(file.language)
            if own is fields or (isinstance(own, EditionPage) and self._edition_fits(file, own, source, fields)):
                currency = _currency(_digests(source, fields), fields, own)
                editions[file.language] = _edition(file, own, self.languages, currency)
        if isinstance(fields, WorkPage):
            return Work(source.path, source.language, fields, editions)
        if isinstance(fields, PartPage) and work:
            return Part(source.path, source.language, fields, editions, work)
        return Document(source.path, source.language, fields, editions)

    def _work_around(self, path: str, sources: Mapping[str, PageFile]) -> str | None:
        """The path of the work whose folder holds this page."""
        folder = path
        while "/" in folder:
            folder = folder.rsplit("/", 1)[0]
            index = f"{folder}/index"
            if index != path and index in sources and sources[index].has_kind:
                return index
        return None

    def _validate(self, file: PageFile, model: type[OwnWords], source_language: str) -> OwnWords | None:
        try:
            return model.model_validate(file.front_matter.values)
        except ValidationError as error:
            self.findings += explain(error, file.front_matter, f"{self.docs.name}/{file.name}", source_language)
            return None

    def _edition_fits(self, file: PageFile, words: EditionPage, source: PageFile, fields: SourcePage) -> bool:
        if words.edition.of != source.language:
            self.say(file.name, file.front_matter.line(("edition", "of")), "source",
                     f"the source edition of this page is `{source.language}`, not `{words.edition.of}`.",
                     f"Write `of: {source.language}`.")
            return False
        if isinstance(fields, WorkPage) and fields.sensitive and not words.neutral_title:
            self.say(file.name, 1, "sensitive", "an edition of a sensitive work needs a `neutral_title:` of its own.",
                     "Write a title that betrays nothing.")
        for name in ("objectives", "materials"):
            if len(getattr(words, name)) != len(getattr(fields, name)):
                self.say(file.name, file.front_matter.line((name,)), "parity",
                         f"`{name}` has {len(getattr(words, name))} entries, the source edition "
                         f"{len(getattr(fields, name))}.", "Translate each of them.")
        return True

    def _check_vocabulary(self, file: PageFile) -> None:
        for location, message, suggestion in unknown_words(file.front_matter.values, self.vocabulary):
            self.say(file.name, file.front_matter.line(location), "vocabulary", message, suggestion)

    def _with_parts(self, work: Work, parts: Iterable[Part], wrong: Iterable[str]) -> Work:
        """The work with its parts in the order of `parts`; says which are missing on either side."""
        found = {part.name: part for part in parts}
        source = work.source_edition.file
        folder = work.path.removesuffix("index") if work.path.endswith("/index") else f"{work.path}/"
        there = found.keys() | {path.removeprefix(folder) for path in wrong if path.startswith(folder)}
        for name in sorted({name for name in work.fields.parts if work.fields.parts.count(name) > 1}):
            self.say(source, 1, "parts", f"`parts` names `{name}` twice.", "Keep one of them.")
        for name in sorted(set(work.fields.parts) - there):
            self.say(source, 1, "parts", f"`parts` names `{name}`, but there is no such page beside it.",
                     nearest(name, unnamed) if (unnamed := found.keys() - set(work.fields.parts)) else "")
        for name in sorted(found.keys() - set(work.fields.parts)):
            self.say(found[name].source_edition.file, 1, "parts", f"{source} does not name this page.",
                     f"Add `{name}` to its `parts`, where it belongs in the reading order.")
        ordered = tuple(found[name] for name in dict.fromkeys(work.fields.parts) if name in found)
        return Work(work.path, work.source, work.fields, work.editions, ordered)

    def _check_aliases(self, documents: Mapping[str, Document], sources: Mapping[str, PageFile]) -> None:
        taken: dict[str, str] = {}
        for path, document in documents.items():
            if f"{path}/index" in documents:
                self.say(document.source_edition.file, 1, "path", f"this page and {path}/index.md have the same name.",
                         "Keep the folder's index.md and give it what this page says.")
            for index, alias in enumerate(document.fields.aliases):
                line = sources[path].front_matter.line(("aliases", index))
                if alias in documents or (f"{alias}/index" in documents and f"{alias}/index" != path):
                    self.say(sources[path].name, line, "alias", f"the alias `{alias}` is the path of another page.",
                             "Remove it.")
                elif reserved_segment(alias, self.languages):
                    self.say(sources[path].name, line, "alias", f"the site uses `{alias.split('/')[0]}` itself.",
                             f"Aliases may not start with a language or with: {', '.join(sorted(RESERVED))}.")
                elif alias in taken:
                    self.say(sources[path].name, line, "alias", f"`{alias}` is already an alias of {taken[alias]}.",
                             "Keep it in one of them.")
                taken.setdefault(alias, path)


def _edition(file: PageFile, words: OwnWords, languages: Languages, currency: Currency) -> Edition:
    return Edition(file.language, file.path, file.name, f"{languages.prefix(file.language)}{file.path}.html",
                   words.title, words.summary, words.updated, words.neutral_title, words.withdrawn,
                   words.objectives, words.materials, words.edition if isinstance(words, EditionPage) else None,
                   _digests(file, words), currency, file.front, file.text)


def _digests(file: PageFile, words: OwnWords) -> Mapping[str, str]:
    return {sections.FRONT: sections.front_digest(words), **file.digests}


def _currency(source: Mapping[str, str], fields: SourcePage, words: OwnWords) -> Currency:
    """How far an edition is behind a source edition with these digests and recalls."""
    if not isinstance(words, EditionPage):
        return Currency()
    recorded = words.edition.sections
    recalled = tuple(recall.section for recall in fields.recalls if recorded.get(recall.section) not in recall.safe)
    return Currency(sections.behind(source, recorded), recalled)


def _follows(file: PageFile) -> object:
    """The language of the source edition that an edition names."""
    edition = file.front_matter.values["edition"]
    return edition.get("of") if isinstance(edition, dict) else None
