"""Addresses of pages: which names the site keeps for itself, and redirects from earlier ones."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator

from .languages import Languages
from .records import Catalogue

#: First segments of paths that the generator makes or copies.
RESERVED = frozenset({"404", "agenda", "assets", "catalogue", "data", "downloads", "feedback", "feeds", "glossary",
                      "keep", "kept", "kinds", "languages", "library", "numbers", "question-box", "recalls", "rules",
                      "schemas", "search", "side-by-side", "sitemap", "status", "topics", "workshop-report"})


def reserved_segment(path: str, languages: Languages) -> bool:
    """Whether a page at `path` would stand where the site itself puts something.

    The default language lies at the root, so its pages must not begin like a language's.
    """
    first = path.split("/")[0]
    return first in languages or first in RESERVED


def redirects(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Old address, new address and language of every alias's editions; relative to the site's root."""
    for document in catalogue.documents.values():
        for alias in document.fields.aliases:
            for edition in document.editions.values():
                prefix = catalogue.languages.prefix(edition.language)
                yield f"{prefix}{alias}.html", edition.url, edition.language


def redirect_page(old: str, new: str, language: str, canonical: str) -> str:
    """A page that sends its reader on, without JavaScript, online and from the disk."""
    target = html.escape(posixpath.relpath(new, posixpath.dirname(old) or "."))
    return (f'<!doctype html>\n<html lang="{html.escape(language)}">\n<meta charset="utf-8">\n'
            f'<title>→ {target}</title>\n<meta http-equiv="refresh" content="0; url={target}">\n'
            f'<link rel="canonical" href="{html.escape(canonical)}">\n<meta name="robots" content="noindex">\n'
            f'<p><a href="{target}">{target}</a></p>\n</html>\n')
