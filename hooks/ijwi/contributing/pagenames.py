"""The page that somebody means: by its address, its path, or its file."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from ..centre import Centre
from ..currency import refusal
from ..findings import nearest
from ..records import Document, Edition


def page_named(centre: Centre, typed: str) -> tuple[Document, str]:
    """The page and the language of `https://…/rw/toolkits/x.html#y`, `rw/toolkits/x`, `docs/rw/toolkits/x.md`.

    Without a language it is that of the page's source; there may be no edition in the language that is named.
    Raises ContentError if there is no such page.
    """
    words = typed.split()
    # Only a path is read; whose site an address belongs to does not matter: copies stand elsewhere.
    try:
        path = unquote(urlsplit(words[0]).path) if words else ""
    except ValueError:
        path = ""
    segments = [segment for segment in re.sub(r"\.(html|md)$", "", path).split("/") if segment]
    documents = centre.catalogue.documents
    for start in range(len(segments) + 1):
        language, rest = "", segments[start:]
        if rest and rest[0] in centre.languages:
            language, rest = rest[0], rest[1:]
        name = "/".join(rest)
        for candidate in (name, f"{name}/index", "index" if not name and language else ""):
            page = documents.get(candidate) or _by_alias(centre, candidate)
            if page is not None:
                return page, language or page.source
    shown = "/".join(segments[-2:])
    raise refusal("page", f"there is no page `{shown[:100]}`.", nearest(shown, documents) if shown else
                  "Copy its address from the browser.")


def edition_named(centre: Centre, typed: str) -> tuple[Document, Edition]:
    """The page and the edition that somebody means. Raises ContentError if there is none."""
    page, language = page_named(centre, typed)
    if language not in page.editions:
        raise refusal("page", f"`{page.path}` has no edition in `{language}`.", nearest(language, page.editions))
    return page, page.editions[language]


def _by_alias(centre: Centre, path: str) -> Document | None:
    return next((page for page in centre.catalogue.documents.values() if path and path in page.fields.aliases), None)
