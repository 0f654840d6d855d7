"""Open Graph: what a messenger shows beside a link to a page (https://ogp.me)."""

from __future__ import annotations

from collections.abc import Iterator

from babel.core import get_global

from ..records import Document
from ..sharing import Sharing
from .share_pictures import SIZE


def locale(code: str) -> str:
    """A language as Open Graph writes it, with a territory: `rw_RW`, `pt_BR`.

    Where the tag names none, CLDR's likely subtags do (UTS 35).
    """
    language, *subtags = code.split("-")
    likely = get_global("likely_subtags").get(code.replace("-", "_")) or get_global("likely_subtags").get(language, "")
    territory = next((tag for tag in subtags if tag.isupper()), "") or likely.rpartition("_")[2]
    return f"{language}_{territory}" if territory else language


def open_graph(sharing: Sharing, title: str, text: str, path: str | None,
               document: Document | None = None) -> Iterator[tuple[str, str]]:
    """Property and content of each tag of one page.

    `title` and `text` are what the page itself calls itself in public (never a sensitive
    title), used where it has no edition to share; `path` is its address in the site.
    """
    edition = document.editions.get(sharing.language) if document else None
    shared = sharing.of(document, edition) if document and edition else None
    if shared:
        title, text = shared.title, shared.text
    article = document is not None and document.path != "index"
    yield "og:type", "article" if article else "website"
    yield "og:site_name", sharing.site_name
    yield "og:title", title
    if text:
        yield "og:description", text
    if path:
        yield "og:url", sharing.site_url + path
    yield "og:locale", locale(sharing.language)
    yield "og:image", shared.image if shared else sharing.image(None)
    yield "og:image:width", str(SIZE[0])
    yield "og:image:height", str(SIZE[1])
    yield "og:image:alt", sharing.strings.gettext("A geometric pattern")
