"""`catalogue.json`: the whole catalogue for other programs, and the memory of past addresses.

Its shape is written down in catalogue_schema.py and published beside it. It holds every
edition, also withdrawn ones and machine drafts, because addresses that were published must
be remembered. Of a sensitive work it says that it is `sensitive`, so that whoever reuses it
can be careful, and otherwise only what may be shared: the neutral title, and nothing of what
it is about. Its real title stands on its own page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..records import Catalogue, Document, Edition, Part, Work
from ..sharing import Sharing, is_private, outward_title, updated
from .licences import licence_url

#: What a record of a work takes over from its front matter as it stands.
_OPEN = {"level", "licence", "sensitive", "aliases", "start", "end", "timezone", "status"}
#: What would tell of a sensitive work what it is about, or where to find it under its real name.
_BETRAYING = {"sources", "place", "link", "url", "languages", "format", "resource_licence"}
_PART = {"aliases", "session", "handout", "minutes", "group_size", "power", "internet"}


def catalogue_json(catalogue: Catalogue, sharings: Mapping[str, Sharing]) -> str:
    """The catalogue as JSON. `sharings` (by language) say what may be told of each edition.

    In it, `site` is the site's root, to which each edition's `url` is relative.
    """
    vocabulary, centre = catalogue.vocabulary, sharings[catalogue.languages.default]
    topics = {vocabulary.topic_address(topic): (term.neutral or term).name for topic, term in vocabulary.topics.items()}
    document = {
        "$schema": f"{centre.site_url}schemas/catalogue.json",
        "site": centre.site_url,
        "name": centre.site_name,
        "generated": catalogue.day.isoformat(),
        "languages": [{"language": language.code, "name": language.name, "iso639_3": language.iso639_3,
                       "direction": language.direction} for language in catalogue.languages.values()],
        "vocabulary": {"kinds": {kind: term.name for kind, term in vocabulary.kinds.items()}, "topics": topics,
                       "audiences": {name: term.name for name, term in vocabulary.audiences.items()},
                       "levels": {level: term.name for level, term in vocabulary.levels.items()}},
        "works": [_work(work, sharings) for work in catalogue.works],
        "pages": [{"path": page.path, "aliases": list(page.fields.aliases), "editions": _editions(page, sharings)}
                  for page in catalogue.plain_pages],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _work(work: Work, sharings: Mapping[str, Sharing]) -> dict[str, Any]:
    sharing = sharings[work.source]
    private = is_private(sharing.catalogue, work)
    fields = work.fields.model_dump(mode="json", exclude_none=True,
                                    include=_OPEN if private else _OPEN | _BETRAYING)
    minutes = {"minutes": work.minutes} if work.minutes else {}
    return {"path": work.name, "kind": work.kind, "topics": [topic.id for topic in sharing.topics(work)],
            "audiences": [] if private else list(work.fields.audiences), **minutes,
            "published": work.fields.published.isoformat(), "creators": sharing.creators(work),
            "licence_url": licence_url(work.fields.licence), **fields, "withdrawn": work.withdrawn,
            "editions": _editions(work, sharings), "parts": [_part(part, sharings) for part in work.parts]}


def _part(part: Part, sharings: Mapping[str, Sharing]) -> dict[str, Any]:
    fields = part.fields.model_dump(mode="json", exclude_none=True, include=_PART)
    return {"path": part.path, **fields, "editions": _editions(part, sharings)}


def _editions(page: Document, sharings: Mapping[str, Sharing]) -> list[dict[str, Any]]:
    return [_edition(page, edition, sharings[edition.language]) for edition in page.editions.values()]


def _edition(page: Document, edition: Edition, sharing: Sharing) -> dict[str, Any]:
    private = is_private(sharing.catalogue, page)
    entry: dict[str, Any] = {"language": edition.language, "title": outward_title(sharing.catalogue, page, edition),
                             "summary": sharing.text(page, edition), "url": edition.url, "source": edition.is_source,
                             "review": edition.review, "updated": updated(page, edition).isoformat()}
    # The ids of sections are words too.
    if not edition.is_source and not private:
        entry["sections_behind"] = list(edition.currency.behind)
        entry["sections_recalled"] = list(edition.currency.recalled)
    if edition.history and edition.history.reviewed_on:
        entry["reviewer"] = edition.history.reviewer
        entry["reviewed_on"] = edition.history.reviewed_on.isoformat()
    return entry
