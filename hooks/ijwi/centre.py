"""A centre as it is read from its folder: languages, vocabulary, facts, catalogue, findings."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .catalogue import read_catalogue
from .contact import contact_address
from .facts import Facts, read_facts
from .findings import ContentError, Finding
from .glossary import expressions
from .images import Pictures, read_pictures
from .installing import install_name
from .languages import Languages, read_languages
from .links.memory import NAME as LINKS
from .links.memory import LinkMemory, read_memory
from .records import Catalogue
from .search.tables import Tables, read_tables
from .signing import read_signing_key
from .strings import Strings, read_strings
from .vocabulary import Vocabulary, read_vocabulary


@dataclass(frozen=True)
class Centre:
    """A centre read from its folder: everything that a build or a check starts from."""

    root: Path
    docs: Path
    languages: Languages
    vocabulary: Vocabulary
    facts: Facts
    links: LinkMemory
    catalogue: Catalogue
    strings: Mapping[str, Strings]
    tables: Mapping[str, Tables]
    install_name: str | None
    pictures: Pictures
    findings: tuple[Finding, ...]
    signing_key: str | None
    contact: str = ""
    """The centre's e-mail address, if it wants letters."""

    def require_sound(self) -> None:
        """Raises ContentError if there is anything to mend."""
        errors = [finding for finding in self.findings if not finding.notice]
        if errors:
            raise ContentError(errors)


def read_centre(root: Path, docs: Path, extra: dict[str, object]) -> Centre:
    """Reads languages, vocabulary, facts, memory of links and catalogue of the centre at `root`.

    `extra` is the part of that name of mkdocs.yml. Mistakes in pages are kept as findings;
    mistakes in what all pages need raise ContentError at once.
    """
    languages = read_languages(extra.get("languages"))
    vocabulary = read_vocabulary(docs / "data" / "vocabulary.yml", "docs/data/vocabulary.yml")
    facts = read_facts(docs / "data")
    links = read_memory(docs / "data" / LINKS, f"docs/data/{LINKS}")
    missing = [Finding(f"{docs.name}/{code}", 1, "folder", f"the language `{code}` has no home page.",
                       f"Make {docs.name}/{code}/index.md, or remove the language from mkdocs.yml.")
               for code in languages if not (docs / code / "index.md").is_file()]
    catalogue, findings = read_catalogue(docs, languages, vocabulary, build_day())
    strings = {code: read_strings(root / "locales", language) for code, language in languages.items()}
    for code, own in strings.items():
        own.beside = tuple(strings[other] for other in languages.preferred(code) if other != code)
    tables = {code: read_tables(docs / "data" / "search" / f"{code}.yml", f"docs/data/search/{code}.yml",
                                expressions(docs / "data" / "glossary" / f"{code}.yml")) for code in languages}
    pictures, unfit = read_pictures(docs)
    return Centre(root=root, docs=docs, languages=languages, vocabulary=vocabulary, facts=facts, links=links,
                  catalogue=catalogue, strings=strings, tables=tables, install_name=install_name(extra),
                  pictures=pictures, findings=(*missing, *findings, *unfit),
                  signing_key=read_signing_key(extra.get("centre")), contact=contact_address(extra))


def build_day() -> datetime.date | None:
    """The day that the build is told to be, from SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    if not epoch.isdigit():
        raise ContentError([Finding("SOURCE_DATE_EPOCH", 1, "environment", "must be a number of seconds since 1970.")])
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
