"""`catalogue.csv`: the editions of works and parts as a table, in the terms of Dublin Core (DCMI Metadata Terms).

For people with a spreadsheet. A sensitive work stands in it as it may be shared: such a
table is printed and passed on, and lies on shared computers. That it is sensitive is not
said here; programs that must know find it in catalogue.json.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from ..records import Document, Edition, Part, Work
from ..sharing import Shared, Sharing, is_private
from .licences import licence_url

COLUMNS = ("identifier", "title", "description", "language", "type", "subject", "audience", "educationLevel",
           "creator", "license", "issued", "modified", "isVersionOf", "isPartOf", "extent", "source", "provenance")
#: A byte order mark, by which spreadsheets know UTF-8.
BOM = "\ufeff"
#: What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def catalogue_csv(sharings: Mapping[str, Sharing]) -> bytes:
    """One row an edition of a work or a part (RFC 4180, UTF-8), sorted by address. `sharings` by language."""
    rows = sorted((row for sharing in sharings.values() for row in _rows(sharing)), key=lambda row: row["identifier"])
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(f"dcterms:{name}" for name in COLUMNS)
    writer.writerows([harmless(row[name]) for name in COLUMNS] for row in rows)
    return (BOM + target.getvalue()).encode()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe makes text of it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _rows(sharing: Sharing) -> Iterator[dict[str, str]]:
    for work in sharing.catalogue.offered:
        pages: tuple[Document, ...] = (work, *work.parts)
        for page in pages:
            edition = page.editions.get(sharing.language)
            shared = sharing.of(page, edition) if edition else None
            if edition and shared:
                yield _row(sharing, work, page, edition, shared)


def _row(sharing: Sharing, work: Work, page: Document, edition: Edition, shared: Shared) -> dict[str, str]:
    part = page if isinstance(page, Part) else None
    minutes = part.fields.minutes if part else work.minutes
    front = work.editions.get(edition.language, work.source_edition)
    private = is_private(sharing.catalogue, page)
    return {
        "identifier": shared.url, "title": shared.title, "description": shared.text, "language": edition.language,
        "type": work.kind if part is None else "session" if part.fields.session
        else "handout" if part.fields.handout else "part",
        "subject": _joined(topic.id for topic in sharing.topics(work)),
        "audience": "" if is_private(sharing.catalogue, work) else _joined(work.fields.audiences),
        "educationLevel": work.fields.level, "creator": _joined(sharing.creators(work)),
        "license": licence_url(work.fields.licence) or work.fields.licence,
        "issued": work.fields.published.isoformat(), "modified": shared.updated.isoformat(),
        "isVersionOf": "" if edition.is_source else sharing.site_url + page.source_edition.url,
        "isPartOf": sharing.site_url + front.url if part else "",
        "extent": f"PT{minutes}M" if minutes else "",
        "source": "" if private else _joined(source.url for source in page.fields.sources),
        "provenance": edition.review,
    }


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)
