"""Reads the front matter of every page, once, and makes the catalogue of it.

It is the only reader of front matter. All findings are collected before anything is
said, so that a contributor can mend them in one go.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from . import frontmatter
from .addresses import RESERVED, reserved_segment
from .explain import explain
from .findings import Finding, nearest
from .frontmatter import FrontMatter
from .languages import LOOKS_LIKE_A_LANGUAGE, Languages
from .records import Catalogue, Document, Edition, Part, Work
from .schema import EditionPage, OwnWords, PartPage, SourcePage, WorkPage, work_model
from .vocabulary import Vocabulary

_SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class _File:
    """A page as it was found: where, and what its front matter says."""

    language: str
    path: str
    name: str
    front_matter: FrontMatter
    body_line: int

    @property
    def is_edition(self) -> bool:
        return "edition" in self.front_matter.values

    @property
    def kind(self) -> object:
        return self.front_matter.values.get("kind")


def read_catalogue(docs: Path, languages: Languages, vocabulary: Vocabulary,
                   day: datetime.date | None = None) -> tuple[Catalogue, list[Finding]]:
    """The catalogue of `docs` and everything that is wrong with its front matter.

    With findings the catalogue holds only what could be read. `day` is the day of the
    build; without it, the newest date in the content.
    """
    reader = _Reader(docs, languages, vocabulary)
    catalogue = reader.read(day)
    return catalogue, sorted(set(reader.findings))


def read_page(file: Path) -> tuple[str, str, int]:
    """A page's front matter and body, with LF line ends and no byte order mark, and the body's first line.

    Raises UnicodeDecodeError if it is not UTF-8.
    """
    text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    source, body, line = frontmatter.split(text)
    return source or "", body, line


class _Reader:
    def __init__(self, docs: Path, languages: Languages, vocabulary: Vocabulary) -> None:
        self.docs, self.languages, self.vocabulary = docs, languages, vocabulary
        self.findings: list[Finding] = []

    def say(self, name: str, line: int, rule: str, message: str, suggestion: str = "") -> None:
        self.findings.append(Finding(f"{self.docs.name}/{name}", line, rule, message, suggestion))

    def read(self, day: datetime.date | None) -> Catalogue:
        self._check_top_folders()
        pages: dict[str, list[_File]] = defaultdict(list)
        for language in self.languages:
            for file in sorted((self.docs / language).rglob("*.md")):
                found = self._open(language, file)
                if found:
                    pages[found.path].append(found)
        sources = {path: source for path, files in pages.items() if (source := self._source_of(files))}
        documents = {path: document for path, source in sorted(sources.items())
                     if (document := self._document(source, pages[path], sources))}
        works = tuple(self._with_parts(work, documents) for work in documents.values() if isinstance(work, Work))
        plain = tuple(page for page in documents.values() if not isinstance(page, Work | Part))
        dates = [edition.updated for page in documents.values() for edition in page.editions.values()]
        dates += [work.fields.published for work in works]
        self._check_aliases(documents, sources)
        return Catalogue(self.languages, self.vocabulary, works, plain,
                         day or max(dates, default=datetime.date(1970, 1, 1)))

    def _check_top_folders(self) -> None:
        for entry in sorted(self.docs.iterdir()):
            if entry.is_dir() and LOOKS_LIKE_A_LANGUAGE.fullmatch(entry.name) and entry.name not in self.languages:
                self.say(entry.name, 1, "folder", f"`{entry.name}` looks like a language, but is none of this centre's.",
                         f"Add a line `{entry.name}:` to `extra.languages` in mkdocs.yml, or rename the folder.")
            elif entry.is_dir() and entry.name not in self.languages:
                for page in sorted(entry.rglob("*.md")):
                    self.say(page.relative_to(self.docs).as_posix(), 1, "folder",
                             "a page must stand in the folder of its language.", f"Move it to docs/{self.languages.default}/.")
            elif entry.suffix == ".md":
                self.say(entry.name, 1, "folder", "a page must stand in the folder of its language.",
                         f"Move it to docs/{self.languages.default}/.")

    def _open(self, language: str, file: Path) -> _File | None:
        name = file.relative_to(self.docs).as_posix()
        path = file.relative_to(self.docs / language).with_suffix("").as_posix()
        segments = path.split("/")
        for segment in segments:
            if not _SEGMENT.fullmatch(segment):
                self.say(name, 1, "path", f"the name `{segment}` may only have small letters, digits and hyphens.",
                         "For example `stay-safe-online.md`.")
                return None
        if reserved_segment(path, self.languages):
            self.say(name, 1, "path", f"the site uses the address `{segments[0]}` itself "
                     "(a language or a page that it makes).", "Rename the file or folder.")
            return None
        try:
            text, _body, body_line = read_page(file)
        except UnicodeDecodeError as error:
            line = file.read_bytes().count(b"\n", 0, error.start) + 1
            self.say(name, line, "encoding", "this file is not written in UTF-8.",
                     "Save it again with the encoding UTF-8.")
            return None
        if not text:
            self.say(name, 1, "front-matter", "the page must begin with its front matter.",
                     "Start with a line `---`, then `title: …`, and end it with another line `---`.")
            return None
        front_matter, findings = frontmatter.read(text, f"{self.docs.name}/{name}")
        self.findings += findings
        return _File(language, path, name, front_matter, body_line) if front_matter else None

    def _source_of(self, files: list[_File]) -> _File | None:
        """The source edition among the files of one path."""
        sources = [file for file in files if not file.is_edition]
        if not sources:
            for file in files:
                edition = file.front_matter.values["edition"]
                of = edition.get("of") if isinstance(edition, dict) else None
                self.say(file.name, file.front_matter.line(("edition", "of")), "source",
                         f"the source edition does not exist: there is no {self.docs.name}/{of or '…'}/{file.path}.md.",
                         "Correct `of:`, or rename this file as its source is named.")
            return None
        for file in sources[1:]:
            self.say(file.name, 1, "source", f"{sources[0].name} is already the source edition of this page.",
                     f"Add `edition:` with `of: {sources[0].language}` and `review: machine`, `human` or `reviewed`.")
        return sources[0]

    def _document(self, source: _File, files: list[_File], sources: Mapping[str, _File]) -> Document | None:
        work = self._work_around(source.path, sources)
        model = work_model(source.kind) if source.kind is not None else PartPage if work else SourcePage
        fields = self._validate(source, model, source.language)
        if not isinstance(fields, SourcePage):
            return None
        editions = {}
        for file in files:  # in the order of the languages
            if file is source:
                editions[file.language] = _edition(file, fields, self.languages)
            elif file.is_edition:
                words = self._validate(file, EditionPage, source.language)
                if isinstance(words, EditionPage) and self._edition_fits(file, words, source, fields):
                    editions[file.language] = _edition(file, words, self.languages)
        if isinstance(fields, WorkPage):
            self._check_vocabulary(source, fields)
            return Work(source.path, source.language, fields, editions)
        if isinstance(fields, PartPage) and work:
            return Part(source.path, source.language, fields, editions, work)
        return Document(source.path, source.language, fields, editions)

    def _work_around(self, path: str, sources: Mapping[str, _File]) -> str | None:
        """The path of the work whose folder holds this page."""
        folder = path
        while "/" in folder:
            folder = folder.rsplit("/", 1)[0]
            index = f"{folder}/index"
            if index != path and index in sources and sources[index].kind is not None:
                return index
        return None

    def _validate(self, file: _File, model: type[OwnWords], source_language: str) -> OwnWords | None:
        try:
            return model.model_validate(file.front_matter.values)
        except ValidationError as error:
            self.findings += explain(error, file.front_matter, f"{self.docs.name}/{file.name}", source_language)
            return None

    def _edition_fits(self, file: _File, words: EditionPage, source: _File, fields: SourcePage) -> bool:
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

    def _check_vocabulary(self, file: _File, fields: WorkPage) -> None:
        allowed = {"kind": self.vocabulary.kinds, "topics": self.vocabulary.topics,
                   "audiences": self.vocabulary.audiences, "level": self.vocabulary.levels}
        for name, known in allowed.items():
            value = getattr(fields, name)
            for index, word in enumerate((value,) if isinstance(value, str) else value):
                if word not in known:
                    self.say(file.name, file.front_matter.line((name, index)), "vocabulary",
                             f"`{word}` is not one of the {name if name.endswith('s') else name + 's'}.",
                             nearest(word, known))

    def _with_parts(self, work: Work, documents: Mapping[str, Document]) -> Work:
        """The work with its parts in the order of `parts`; says which are missing on either side."""
        found = {part.name: part for part in documents.values() if isinstance(part, Part) and part.work == work.path}
        source = work.source_edition.file
        for name in sorted(set(work.fields.parts) - found.keys()):
            self.say(source, 1, "parts", f"`parts` names `{name}`, but there is no such page beside it.",
                     nearest(name, found.keys() - set(work.fields.parts)) if found else "")
        for name in sorted(found.keys() - set(work.fields.parts)):
            self.say(found[name].source_edition.file, 1, "parts", f"{source} does not name this page.",
                     f"Add `{name}` to its `parts`, where it belongs in the reading order.")
        ordered = tuple(found[name] for name in work.fields.parts if name in found)
        return Work(work.path, work.source, work.fields, work.editions, ordered)

    def _check_aliases(self, documents: Mapping[str, Document], sources: Mapping[str, _File]) -> None:
        taken: dict[str, str] = {}
        for path, document in documents.items():
            for index, alias in enumerate(document.fields.aliases):
                line = sources[path].front_matter.line(("aliases", index))
                if alias in documents or f"{alias}/index" in documents:
                    self.say(sources[path].name, line, "alias", f"the alias `{alias}` is the path of another page.",
                             "Remove it.")
                elif reserved_segment(alias, self.languages):
                    self.say(sources[path].name, line, "alias", f"the site uses `{alias.split('/')[0]}` itself.",
                             f"Aliases may not start with a language or with: {', '.join(sorted(RESERVED))}.")
                elif alias in taken:
                    self.say(sources[path].name, line, "alias", f"`{alias}` is already an alias of {taken[alias]}.",
                             "Keep it in one of them.")
                taken.setdefault(alias, path)


def _edition(file: _File, words: OwnWords, languages: Languages) -> Edition:
    return Edition(file.language, file.path, file.name, f"{languages.prefix(file.language)}{file.path}.html",
                   words.title, words.summary, words.updated, words.neutral_title, words.withdrawn,
                   words.objectives, words.materials, words.edition if isinstance(words, EditionPage) else None, file.body_line)
