"""JSON-LD of a page in the words of schema.org: a LearningResource, and the event that it may be about.

The page is a sensitive work's own, but search engines carry these words elsewhere: they are
what `sharing` lets out.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from ..moments import moment
from ..records import Document, Edition, Part, Work
from ..schema import EventPage, LinkPage, VideoPage
from ..sharing import Shared, Sharing, is_private
from .licences import licence_url

#: What would end a script element or open a comment in it (HTML, "Restrictions for contents of script elements").
_UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
_SCHEMA = "https://schema.org/"


def json_ld(sharing: Sharing, document: Document, edition: Edition) -> Markup | None:
    """The content of a page's script element of type `application/ld+json`; None where nothing is shared."""
    work, shared = sharing.catalogue.work_of(document), sharing.of(document, edition)
    if work is None or shared is None:
        return None
    data = learning_resource(sharing, document, edition, work, shared)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704 - escaped in the line itself


def learning_resource(sharing: Sharing, document: Document, edition: Edition, work: Work,
                      shared: Shared) -> dict[str, Any]:
    """The page in schema.org's words. Its picture and the site's name stand in its Open Graph."""
    fields = document.fields if isinstance(document, Part) else None
    minutes = fields.minutes if fields else work.minutes
    entry: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "LearningResource", "@id": shared.url, "url": shared.url,
        "name": shared.title, "description": shared.text, "inLanguage": edition.language,
        "learningResourceType": sharing.reader.kind(work.kind),
        "educationalLevel": sharing.reader.level(work.fields.level),
        "audience": [{"@type": "Audience", "audienceType": name} for name in sharing.audiences(work)],
        "about": [{"@type": "DefinedTerm", "url": topic.page} for topic in sharing.topics(work)],
        "timeRequired": f"PT{minutes}M" if minutes else None,
        "license": licence_url(work.fields.licence) or work.fields.licence,
        "isAccessibleForFree": True,
        "creator": [{"name": name} for name in sharing.creators(work)],
        "datePublished": work.fields.published.isoformat(), "dateModified": shared.updated.isoformat(),
        **_editions(sharing, document, edition), **_parts(sharing, document, edition, work),
    }
    if not is_private(sharing.catalogue, document):
        entry["teaches"] = list(edition.objectives)
        # The page's own list of sources says what they are.
        entry["isBasedOn"] = [source.url for source in document.fields.sources]
    if document is work:
        entry["mainEntity"] = (_event(sharing, work, work.fields, shared) if isinstance(work.fields, EventPage)
                               else _elsewhere(sharing, work))
    return {key: _without_gaps(value) for key, value in entry.items() if value not in (None, [], "")}


def _without_gaps(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_gaps(inner) for key, inner in value.items() if inner not in (None, [], "")}
    return [_without_gaps(inner) for inner in value] if isinstance(value, list) else value


def _reference(sharing: Sharing, edition: Edition) -> dict[str, str]:
    """An edition by its address: the page there says what it is called."""
    return {"@type": "LearningResource", "@id": sharing.site_url + edition.url, "inLanguage": edition.language}


def _editions(sharing: Sharing, document: Document, edition: Edition) -> dict[str, Any]:
    """The page's other languages: from the source edition to the others, from another to the source edition."""
    if not edition.is_source:
        source = document.source_edition
        return {"translationOfWork": _reference(sharing, source)} if sharing.of(document, source) else {}
    return {"workTranslation": [_reference(sharing, other) for other in document.editions.values()
                                if other is not edition and sharing.of(document, other)]}


def _parts(sharing: Sharing, document: Document, edition: Edition, work: Work) -> dict[str, Any]:
    """The page's place in its work: only in the same language, so that a whole is of one language."""
    if document is not work:
        front = work.editions.get(edition.language)
        return {"isPartOf": _reference(sharing, front)} if front and sharing.of(work, front) else {}
    parts = [(part, part.editions.get(edition.language)) for part in work.parts]
    return {"hasPart": [_reference(sharing, own) for part, own in parts if own and sharing.of(part, own)]}


def _event(sharing: Sharing, work: Work, fields: EventPage, shared: Shared) -> dict[str, Any]:
    """The event that the page tells of. Where it is held is not said of a sensitive one."""
    place, link = (None, None) if is_private(sharing.catalogue, work) else (fields.place, fields.link)
    locations = [{"@type": "Place", "name": place, "address": place} if place else None,
                 {"@type": "VirtualLocation", "url": link} if link else None]
    mode = {(True, True): "Mixed", (True, False): "Offline", (False, True): "Online"}.get((bool(place), bool(link)))
    return {"@type": "Event", "name": shared.title, "description": shared.text, "url": shared.url,
            "startDate": moment(fields.start, fields.timezone),
            "endDate": moment(fields.end, fields.timezone) if fields.end else None,
            "eventStatus": _SCHEMA + ("EventCancelled" if fields.status == "cancelled" else "EventScheduled"),
            "eventAttendanceMode": f"{_SCHEMA}{mode}EventAttendanceMode" if mode else None,
            "location": [location for location in locations if location], "image": shared.image}


def _elsewhere(sharing: Sharing, work: Work) -> dict[str, Any] | None:
    """What a link or a video leads to; not said of a sensitive work."""
    fields = work.fields
    if not isinstance(fields, LinkPage | VideoPage) or is_private(sharing.catalogue, work):
        return None
    return {"@type": "VideoObject" if isinstance(fields, VideoPage) else "CreativeWork",
            "@id": fields.url, "url": fields.url, "inLanguage": list(fields.languages)}
