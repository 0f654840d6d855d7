"""The catalogue after one page was edited: nothing but that page is read again. The preview's, which cannot wait."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path

from .catalogue import CatalogueReader
from .findings import Finding
from .pagefiles import PageFile, open_editions
from .records import Catalogue, Part, Work


def read_again(docs: Path, before: Catalogue, path: str,
               day: datetime.date | None = None) -> tuple[Catalogue | None, list[Finding]]:
    """The catalogue with the page of one path as its files are now, and what is wrong with these.

    It shares everything else with the catalogue `before`, which it is if anything is wrong. None if other pages become
    something else with this one: then all must be read again. What can be wrong between pages is not looked for, but
    for a work's parts.
    """
    reader = _Reader(docs, before.languages, before.vocabulary)
    catalogue = reader.read_again(before, path, day)
    findings = sorted(set(reader.findings))
    return before if findings else catalogue, findings


class _Reader(CatalogueReader):
    def read_again(self, before: Catalogue, path: str, day: datetime.date | None) -> Catalogue | None:
        pages, self.findings, self.unreadable = open_editions(self.docs, self.languages, path)
        source = self._source_of(pages) if pages else None
        old, new = before.documents.get(path), None
        if source:
            new = self._document(source, pages, {path: source, **self._works_above(before, path)})
        if self.findings:
            return before
        if path.endswith("/index") and type(old) is not type(new):
            return None
        others = {name: page for name, page in before.documents.items() if name != path}
        documents = dict(sorted({**others, **({path: new} if new else {})}.items()))
        changed = {page.work if isinstance(page, Part) else page.path for page in (old, new) if page}
        parts = [page for page in documents.values() if isinstance(page, Part)]
        works = tuple(self._with_parts(work, [part for part in parts if part.work == work.path], ())
                      if work.path in changed else work for work in documents.values() if isinstance(work, Work))
        return self._catalogue(documents, works, day)

    def _works_above(self, before: Catalogue, path: str) -> dict[str, PageFile]:
        """The source editions of the works in whose folders a page stands."""
        folders = itertools.accumulate(path.split("/")[:-1], "{}/{}".format)
        works = [work for folder in folders if isinstance(work := before.documents.get(f"{folder}/index"), Work)]
        return {work.path: page for work in works if work.path != path
                for page in open_editions(self.docs, self.languages, work.path)[0] if page.language == work.source}
