"""Files of the site that belong to no page: written once, after all languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .addresses import redirect_page, redirects
from .centre import Centre
from .interchange.catalogue_json import catalogue_json
from .interchange.recalls_json import recalls_json
from .interchange.sitemap import sitemap_xml
from .schema import json_schema


def shared(centre: Centre, site_url: str | None) -> Iterator[tuple[str, str | bytes]]:
    """Path and content of each file that belongs to no language."""
    base = f"{(site_url or '').rstrip('/')}/"
    yield "catalogue.json", catalogue_json(centre.catalogue, base)
    yield "recalls.json", recalls_json(centre.catalogue, base)
    yield "sitemap.xml", sitemap_xml(centre.catalogue, base)
    yield "schemas/front-matter.json", json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    for old, new, language in redirects(centre.catalogue):
        yield old, redirect_page(old, new, language, base + new)


def write(site: Path, path: str, content: str | bytes) -> None:
    """Writes one file of the site; `path` is relative to its root."""
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
