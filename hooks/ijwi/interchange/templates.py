"""What the templates ask of the interchange formats: metadata and links of one page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from ..listings import Listing
from ..records import Document
from ..sharing import Sharing
from . import atom, events_ics, opds
from .jsonld import json_ld
from .opengraph import open_graph


def template_names(sharing: Sharing | None) -> Mapping[str, Any]:
    """Names that the templates of one language see. Without an online address nothing is shared."""
    if sharing is None:
        return {"sharing": None}
    return {"sharing": sharing, "json_ld": partial(json_ld, sharing), "open_graph": partial(open_graph, sharing),
            "feeds": partial(feeds, sharing), "calendar": partial(calendar, sharing)}


def feeds(sharing: Sharing, listing: Listing | None, document: Document | None) -> list[tuple[str, str, str]]:
    """Address in the site, media type and title of the feeds that the home page, the library or a topic has."""
    topic = listing.about if listing and listing.template == "topic.html" else ""
    home_or_library = (document is not None and document.path == "index") or \
        (listing is not None and listing.template == "library.html")
    if not (topic or home_or_library) or not sharing.works(topic):
        return []
    title = f"{sharing.site_name} · {sharing.topic(topic).name}" if topic else sharing.site_name
    return [(atom.path(sharing, topic), atom.MEDIA_TYPE, f"{title} (Atom)"),
            (opds.path(sharing, topic), opds.MEDIA_TYPE, f"{title} (OPDS)")]


def calendar(sharing: Sharing, document: Document) -> str | None:
    """The address in the site of an event's own calendar file; None if it has none, or is over."""
    work = sharing.catalogue.work_of(document)
    edition = document.editions.get(sharing.language)
    if work is None or edition is None or not events_ics.has_a_day(work) or not sharing.of(document, edition):
        return None
    return events_ics.path(edition) if getattr(work.fields, "status", "") != "held" else None
