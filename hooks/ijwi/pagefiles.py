"""The files of content: where they may stand, how they may be named, and their two pieces."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from . import frontmatter, limits, sections
from .addresses import reserved_segment
from .attachments import MAINTAINERS
from .filetree import entries
from .findings import Finding
from .frontmatter import FrontMatter, LinesLater, Location
from .languages import LOOKS_LIKE_A_LANGUAGE, Languages
from .memory import FORGETFUL, Memory, digest
from .values import FILE_NAME, too_long_or_a_device

_SEGMENT = re.compile(FILE_NAME)


@dataclass(frozen=True)
class PageFile:
    """A page as it was found: where, what its front matter says; digests of sections, front matter and body."""

    language: str
    path: str
    name: str
    front_matter: FrontMatter
    digests: Mapping[str, str]
    front: str
    text: str

    @property
    def is_edition(self) -> bool:
        return "edition" in self.front_matter.values

    @property
    def has_kind(self) -> bool:
        """Whether it says what kind of work it is, even if it leaves the kind empty."""
        return "kind" in self.front_matter.values

    @property
    def kind(self) -> object:
        return self.front_matter.values.get("kind")


def read_page(file: Path) -> tuple[str, str, int]:
    """A page's front matter and body, with LF line ends and no byte order mark, and the body's first line.

    Raises UnicodeDecodeError if it is not UTF-8.
    """
    source, body, line = _pieces(file.read_bytes())
    return source or "", body, line


def _pieces(content: bytes) -> tuple[str | None, str, int]:
    return frontmatter.split(content.removeprefix(codecs.BOM_UTF8).decode().replace("\r\n", "\n").replace("\r", "\n"))


def write_page(file: Path, front_matter: str, body: str) -> None:
    """Writes a page whole or not at all; `front_matter` is without its `---` lines."""
    beside = file.with_suffix(".new")
    beside.write_text(f"---\n{front_matter}---\n{body}", encoding="utf-8")
    beside.replace(file)


def path_problem(path: str, languages: Languages) -> tuple[str, str] | None:
    """Why no page may have this path, within its language's folder, and what to do; None if it may."""
    segments = path.split("/")
    for segment in segments:
        if not _SEGMENT.fullmatch(segment):
            return (f"the name `{segment}` may only have small letters, digits and hyphens.",
                    "For example `stay-safe-online.md`.")
    if too_long_or_a_device(path):
        return "this name is too long, or means a device on Windows (con, nul, com1).", "Rename the file or folder."
    if reserved_segment(path, languages):
        return (f"the site uses the address `{segments[0]}` itself (a language or a page that it makes).",
                "Rename the file or folder.")
    return None


def open_pages(docs: Path, languages: Languages,
               memory: Memory = FORGETFUL) -> tuple[list[PageFile], list[Finding], set[str]]:
    """Every page of content with its front matter, language after language.

    Also what is wrong with the files, and the paths of those that are there but cannot be read.
    """
    opener = _Opener(docs, languages, memory)
    opener.check_top_folders()
    pages = [page for language in languages for page in opener.pages(language)]
    return pages, opener.findings, opener.unreadable


def open_editions(docs: Path, languages: Languages, path: str) -> tuple[list[PageFile], list[Finding], set[str]]:
    """The pages of one path, what is wrong with their files, and the path if one of them cannot be read."""
    opener = _Opener(docs, languages, FORGETFUL)
    there = [language for language in languages if (docs / language / f"{path}.md").is_file()]
    pages = [page for language in there if (page := opener.open(language, path))]
    return pages, opener.findings, opener.unreadable


def open_language(docs: Path, languages: Languages, language: str, memory: Memory) -> None:
    """Opens every page of one language, so that `memory` knows it."""
    for _page in _Opener(docs, languages, memory).pages(language):
        pass


def _lines(file: str) -> Mapping[Location, int]:
    """The line of each value in a page's front matter, as the file is now."""
    text, _body, _first_line = read_page(Path(file))
    front_matter, _findings = frontmatter.read(text, file)
    return front_matter.lines if front_matter else {}


class _Opener:
    def __init__(self, docs: Path, languages: Languages, memory: Memory) -> None:
        self.docs, self.languages, self.memory = docs, languages, memory
        self.findings: list[Finding] = []
        self.unreadable: set[str] = set()

    def say(self, name: str, line: int, rule: str, message: str, suggestion: str = "") -> None:
        self.findings.append(Finding(f"{self.docs.name}/{name}", line, rule, message, suggestion))

    def check_top_folders(self) -> None:
        for entry in sorted(self.docs.iterdir()):
            if entry.is_dir() and LOOKS_LIKE_A_LANGUAGE.fullmatch(entry.name) and entry.name not in self.languages:
                self.say(entry.name, 1, "folder",
                         f"`{entry.name}` looks like a language, but is none of this centre's.",
                         f"Add a line `{entry.name}:` to `extra.languages` in mkdocs.yml, or rename the folder.")
            elif entry.is_dir() and entry.name not in (*self.languages, MAINTAINERS):
                for page in sorted(entry.rglob("*.md")):
                    self.say(page.relative_to(self.docs).as_posix(), 1, "folder",
                             "a page must stand in the folder of its language.",
                             f"Move it to docs/{self.languages.default}/.")
            elif entry.suffix == ".md":
                self.say(entry.name, 1, "folder", "a page must stand in the folder of its language.",
                         f"Move it to docs/{self.languages.default}/.")

    def pages(self, language: str) -> Iterator[PageFile]:
        for path in sorted(path.removesuffix(".md") for path, entry in entries(self.docs / language)
                           if path.endswith(".md") and entry.is_file()):
            if page := self.open(language, path):
                yield page

    def open(self, language: str, path: str) -> PageFile | None:
        name = f"{language}/{path}.md"
        problem = path_problem(path, self.languages)
        if problem:
            self.say(name, 1, "path", *problem)
            return None
        file = f"{self.docs}/{name}"
        if Path(file).stat().st_size > limits.MAX_BYTES:
            self.say(name, 1, "size", f"this file has more than {limits.MAX_BYTES} bytes.",
                     "Break it into parts; pictures stand in files of their own.")
            self.unreadable.add(path)
            return None
        found = self.memory.recall_file(file, f"page {self.docs.name}/{name}",
                                        lambda content: self._read(name, content))
        self.findings += (Finding(*finding) for finding in found["findings"])
        if found["values"] is None:
            self.unreadable.add(path)
            return None
        front_matter = FrontMatter(found["values"], LinesLater(partial(_lines, file)))
        return PageFile(language, path, name, front_matter, found["digests"], found["front"], found["text"])

    def _read(self, name: str, content: bytes) -> dict[str, Any]:
        """What a page's file says, in values that a memory can keep."""
        where = f"{self.docs.name}/{name}"

        def refused(*findings: tuple[int, str, str, str]) -> dict[str, Any]:
            return {"values": None, "findings": [(where, *finding) for finding in findings]}

        try:
            text, body, first_line = _pieces(content)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            return refused((line, "encoding", "this file is not written in UTF-8.",
                            "Save it again with the encoding UTF-8."))
        if not text:
            return refused((1, "front-matter", "the page must begin with its front matter.",
                            "Start with a line `---`, then `title: …`, and end it with another line `---`."))
        too_much = [(first_line + line - 1, "size", message, hint) for line, message, hint in limits.too_much(body)]
        too_much += [(line + 1, "size", message, hint) for line, message, hint in limits.too_much(text)
                     if "characters" in message]
        if too_much:
            return refused(*too_much)
        front_matter, findings = frontmatter.read(text, where)
        if front_matter is None:
            return refused(*((finding.line, finding.rule, finding.message, finding.suggestion)
                             for finding in findings))
        return {"values": front_matter.values, "findings": [],
                "digests": sections.body_digests(body), "front": digest(text), "text": digest(body)}
