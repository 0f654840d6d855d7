"""From an address in a built page back to the line of the file that somebody can mend."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..records import Catalogue


class Origins:
    """Where pages come from: `docs` is the folder of content."""

    def __init__(self, catalogue: Catalogue, docs: Path) -> None:
        self._files = {edition.url: edition.file for document in catalogue.documents.values()
                       for edition in document.editions.values()}
        self._docs = docs
        self._lines = cache(self._read)

    def page(self, page: str) -> str | None:
        """The file of content that a page of the site was made from; None if it was made from the catalogue."""
        file = self._files.get(page)
        return f"{self._docs.name}/{file}" if file else None

    def line(self, page: str, address: str) -> int | None:
        """The line of that file where the address stands, as Markdown or the reader's eye has it."""
        file = self._files.get(page)
        lines = self._lines(file) if file else ()
        for written in _spellings(address):
            for number, line in enumerate(lines, 1):
                if written in line:
                    return number
        return None

    def _read(self, file: str) -> tuple[str, ...]:
        return tuple((self._docs / file).read_text("utf-8-sig", "replace").splitlines())


def _spellings(address: str) -> list[str]:
    """How an address of the site may stand in Markdown, the most telling first: pages end in .md there."""
    found: list[str] = []
    for known in (address, unquote(address)):
        try:
            parts = urlsplit(known)
        except ValueError:  # no address at all
            return [f"({known}"]
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        page = f"{parts.path.removesuffix('.html')}.md" if parts.path.endswith(".html") else parts.path
        name = page.rpartition("/")[2]
        found += [f"({known}", f"({page}{fragment}", f"({page}", f"]: {known}", f"]: {page}"]
        found += [f"{name}{fragment})", f"/{name}"] if name else []
    return [words for words in found if words not in ("(", "]: ")]
