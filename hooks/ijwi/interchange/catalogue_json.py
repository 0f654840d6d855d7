"""`catalogue.json`: the whole catalogue for other programs, and the memory of past addresses."""

from __future__ import annotations

import json
from typing import Any

from ..records import Catalogue, Edition, Part, Work


def catalogue_json(catalogue: Catalogue, site_url: str) -> str:
    """The catalogue as JSON. `url` values are relative to the site's root, `site` is that root."""
    document = {
        "site": site_url,
        "generated": catalogue.day.isoformat(),
        "languages": [{"language": language.code, "name": language.name, "iso639_3": language.iso639_3,
                       "direction": language.direction} for language in catalogue.languages.values()],
        "works": [_work(work) for work in catalogue.works],
        "pages": [{"path": page.path, "aliases": list(page.fields.aliases),
                   "editions": [_edition(edition) for edition in page.editions.values()]}
                  for page in catalogue.plain_pages],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _work(work: Work) -> dict[str, Any]:
    fields = work.fields.model_dump(mode="json", exclude_none=True,
                                    exclude={"title", "summary", "updated", "objectives", "materials", "parts",
                                             "neutral_title", "withdrawn", "sections", "recalls"})
    return {"path": work.name, **fields, "withdrawn": work.withdrawn,
            "editions": [_edition(edition) for edition in work.editions.values()],
            "parts": [_part(part) for part in work.parts]}


def _part(part: Part) -> dict[str, Any]:
    fields = part.fields.model_dump(mode="json", exclude_none=True,
                                    include={"aliases", "minutes", "session", "handout", "group_size",
                                             "power", "internet"})
    return {"path": part.path, **fields, "editions": [_edition(edition) for edition in part.editions.values()]}


def _edition(edition: Edition) -> dict[str, Any]:
    entry: dict[str, Any] = {"language": edition.language, "title": edition.title, "summary": edition.summary,
                             "url": edition.url, "source": edition.is_source, "review": edition.review,
                             "updated": edition.updated.isoformat()}
    if not edition.is_source:
        entry["sections_behind"] = list(edition.currency.behind)
        entry["sections_recalled"] = list(edition.currency.recalled)
    if edition.history and edition.history.reviewed_on:
        entry["reviewer"] = edition.history.reviewer
        entry["reviewed_on"] = edition.history.reviewed_on.isoformat()
    return entry
