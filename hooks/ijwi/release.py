"""Addresses last for years: what the last release offered must still lead somewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .findings import Finding
from .records import Catalogue


def vanished(catalogue: Catalogue, last_release: Path, name: str) -> Iterator[Finding]:
    """A finding for each path of the last release's catalogue.json that is gone without a trace.

    A path may become an alias of another page, or stay with a `withdrawn` notice; an
    edition may not disappear from a work that is still offered.
    """
    if not last_release.exists():
        return
    try:
        released = json.loads(last_release.read_text(encoding="utf-8"))
        pages = [page for work in released["works"] for page in (work, *work["parts"])] + released["pages"]
        editions = [(page["aliases"], [(edition["language"], edition["url"]) for edition in page["editions"]])
                    for page in pages]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        yield Finding(name, 1, "address", f"this is not a catalogue.json of a release: {error}.",
                      "Copy site/catalogue.json of the release here again.")
        return
    aliases = {alias: document for document in catalogue.documents.values() for alias in document.fields.aliases}
    for earlier, published in editions:
        for alias in earlier:
            if alias not in catalogue.documents and alias not in aliases:
                yield _gone(alias, name)
        for language, url in published:
            path = url.removesuffix(".html").removeprefix(f"{language}/")
            document = catalogue.documents.get(path) or aliases.get(path)
            if document is None:
                yield _gone(path, name)
                break
            if language not in document.editions:
                yield Finding(name, 1, "address", f"the edition of `{path}` in `{language}` was published "
                              "and is gone.", "Bring it back; a page that should not be read gets `withdrawn: reason`.")


def _gone(path: str, name: str) -> Finding:
    return Finding(name, 1, "address", f"`{path}` was published and is gone; printed links to it would break.",
                   f"Add `aliases: [{path}]` to the page that replaces it, or bring the page back "
                   "with `withdrawn: reason`.")
