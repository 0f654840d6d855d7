"""A centre as it is read from its folder: languages, vocabulary, facts, catalogue, findings."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .attachments import attachments
from .catalogue import read_catalogue
from .facts import Facts, read_facts
from .findings import ContentError, Finding
from .glossary import expressions
from .images import Pictures, read_pictures
from .languages import Languages, read_languages
from .links.memory import NAME as LINKS
from .links.memory import LinkMemory, read_memory
from .memory import FORGETFUL, Memory
from .records import Catalogue
from .search.tables import Tables, read_tables
from .settings import Settings, read_settings
from .strings import Strings, read_strings
from .vocabulary import Vocabulary, read_vocabulary


@dataclass(frozen=True)
class Content:
    """What a centre holds: all that a check of its content needs."""

    root: Path
    docs: Path
    settings: Settings
    languages: Languages
    vocabulary: Vocabulary
    facts: Facts
    links: LinkMemory
    pictures: Pictures
    catalogue: Catalogue
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Centre(Content):
    """A centre read from its folder: its content, and the words of its languages. A build starts from it."""

    strings: Mapping[str, Strings]
    tables: Mapping[str, Tables]

    def require_sound(self) -> None:
        """Raises ContentError if there is anything to mend."""
        errors = [finding for finding in self.findings if not finding.notice]
        if errors:
            raise ContentError(errors)


def read_centre(root: Path, docs: Path, extra: dict[str, object], memory: Memory = FORGETFUL) -> Centre:
    """Reads settings, languages, vocabulary, facts, pictures, catalogue and strings of the centre at `root`.

    `extra` is the part of that name of mkdocs.yml. Mistakes in pages are kept as findings;
    mistakes in what all pages need raise ContentError at once. What `memory` knows of a file is not read again.
    """
    content = read_content(root, docs, extra, memory)
    languages = content.languages
    strings = {code: read_strings(root / "locales", language, memory) for code, language in languages.items()}
    _set_beside(strings, languages)
    tables = {code: read_language_tables(docs, code) for code in languages}
    return Centre(**vars(content), strings=strings, tables=tables)


def with_strings(centre: Centre, code: str) -> Centre:
    """The centre with the strings of one language as they are now. Raises ContentError."""
    strings = {**centre.strings, code: read_strings(centre.root / "locales", centre.languages[code])}
    _set_beside(strings, centre.languages)
    return replace(centre, strings=strings)


def with_data(centre: Centre) -> Centre:
    """The centre with the facts, links, records of pictures and words of docs/data as they are now.

    Raises ContentError. Whether pages have words that are not there any more is not looked at.
    """
    data, docs = centre.docs / "data", centre.docs
    vocabulary = read_vocabulary(data / "vocabulary.yml", "docs/data/vocabulary.yml")
    return replace(centre, vocabulary=vocabulary, facts=read_facts(data), pictures=read_pictures(docs)[0],
                   links=read_memory(data / LINKS, f"docs/data/{LINKS}"),
                   catalogue=replace(centre.catalogue, vocabulary=vocabulary))


def _set_beside(strings: Mapping[str, Strings], languages: Languages) -> None:
    for code, own in strings.items():
        own.beside = tuple(strings[other] for other in languages.preferred(code) if other != code)


def read_content(root: Path, docs: Path, extra: dict[str, object], memory: Memory = FORGETFUL) -> Content:
    """The same without the words of its languages. What `memory` knows of a file is not read again."""
    settings = read_settings(extra)
    languages = read_languages(extra.get("languages"))
    vocabulary = read_vocabulary(docs / "data" / "vocabulary.yml", "docs/data/vocabulary.yml")
    facts = read_facts(docs / "data")
    links = read_memory(docs / "data" / LINKS, f"docs/data/{LINKS}")
    missing = [Finding(f"{docs.name}/{code}", 1, "folder", f"the language `{code}` has no home page.",
                       f"Make {docs.name}/{code}/index.md, or remove the language from mkdocs.yml.")
               for code in languages if not (docs / code / "index.md").is_file()]
    pictures, unfit = read_pictures(docs)
    catalogue, wrong = read_catalogue(docs, languages, vocabulary, build_day(), memory)
    findings = (*missing, *wrong, *unfit, *attachments(docs, pictures.files))
    return Content(root, docs, settings, languages, vocabulary, facts, links, pictures, catalogue, findings)


def read_language_tables(docs: Path, code: str) -> Tables:
    """What the search knows of a language. Raises ContentError."""
    return read_tables(docs / "data" / "search" / f"{code}.yml", f"docs/data/search/{code}.yml",
                       expressions(docs / "data" / "glossary" / f"{code}.yml"))


def build_day() -> datetime.date | None:
    """The day that the build is told to be, from SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    if not epoch.isdigit():
        raise ContentError([Finding("SOURCE_DATE_EPOCH", 1, "environment", "must be a number of seconds since 1970.")])
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
