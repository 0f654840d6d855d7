"""The shape of `catalogue.json`, for programs that read it (JSON Schema 2020-12). Nothing else may stand in it."""

from __future__ import annotations

from typing import Any

_WORDS = {"type": "string", "minLength": 1}
_FLAG = {"type": "boolean"}
_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_PARTIAL_DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?$"}
_LANGUAGE = {"type": "string", "description": "BCP 47 tag",
             "pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"}
_PATH = {"type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)*$",
         "description": "Independent of language, without ending"}
_ADDRESS = {"type": "string", "format": "uri", "pattern": "^https?://"}
_MINUTES = {"type": "integer", "minimum": 1}
_NEED = {"enum": ["none", "helpful", "needed"]}


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required),
            "properties": {**required, **(optional or {})}}


def _terms(description: str) -> dict[str, Any]:
    return {"type": "object", "description": description, "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "additionalProperties": _WORDS}


_EDITION = _object(
    {"language": _LANGUAGE, "title": _WORDS, "summary": {"type": "string"},
     "url": {"type": "string", "pattern": r"^[A-Za-z0-9-]+(/[A-Za-z0-9-]+)*\.html$",
             "description": "Relative to the site's root"},
     "source": {**_FLAG, "description": "Whether the other editions follow this one"},
     "review": {"enum": ["source", "machine", "human", "reviewed"]}, "updated": _DAY},
    {"sections_behind": _list(_WORDS, uniqueItems=True), "sections_recalled": _list(_WORDS, uniqueItems=True),
     "reviewer": _WORDS, "reviewed_on": _DAY})
_EDITIONS = _list({"$ref": "#/$defs/edition"}, minItems=1)
_SOURCE = _object({"id": _WORDS, "title": _WORDS, "publisher": _WORDS, "url": _ADDRESS}, {"date": _PARTIAL_DATE})
_PART = _object({"path": _PATH, "aliases": _list(_PATH), "session": _FLAG, "handout": _FLAG, "editions": _EDITIONS},
                {"minutes": _MINUTES, "group_size": {"type": "string", "pattern": "^[0-9]+-[0-9]+$"},
                 "power": _NEED, "internet": _NEED})
_WORK = _object(
    {"path": _PATH, "kind": _WORDS,
     "topics": _list(_WORDS, minItems=1, description="The last parts of their pages' addresses"),
     "audiences": _list(_WORDS, description="Empty for a sensitive work"), "level": _WORDS, "published": _DAY,
     "creators": _list(_WORDS, minItems=1), "licence": {**_WORDS, "description": "SPDX identifier"},
     "licence_url": {"anyOf": [_ADDRESS, {"type": "null"}]},
     "sensitive": {**_FLAG, "description": "May harm its reader if somebody sees that she reads it: show no more "
                                           "of it than stands here, and keep it out of lists of recommendations"},
     "aliases": _list(_PATH, description="Earlier paths"), "withdrawn": _FLAG, "editions": _EDITIONS,
     "parts": _list({"$ref": "#/$defs/part"})},
    {"minutes": _MINUTES, "sources": _list(_SOURCE), "start": _PARTIAL_DATE, "end": _PARTIAL_DATE,
     "timezone": _WORDS, "place": _WORDS, "link": _ADDRESS, "status": {"enum": ["planned", "held", "cancelled"]},
     "url": {**_ADDRESS, "description": "Of the resource elsewhere that a link or video is about"},
     "languages": _list(_WORDS), "format": _WORDS, "resource_licence": _WORDS})


def catalogue_schema(base: str) -> dict[str, Any]:
    """The schema; `base` is the site's root, where it is published as schemas/catalogue.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{base}schemas/catalogue.json",
        "title": "The catalogue of a centre: its works, their editions and their addresses",
        **_object({
            "$schema": {"type": "string"}, "site": {"type": "string", "pattern": "/$"}, "name": _WORDS,
            "generated": _DAY,
            "languages": _list(_object({"language": _LANGUAGE, "name": _WORDS,
                                        "iso639_3": {"type": "string", "pattern": "^[a-z]{3}$"},
                                        "direction": {"enum": ["ltr", "rtl"]}}), minItems=1),
            "vocabulary": _object({"kinds": _terms("Id and English name"), "topics": _terms("Address and English name"),
                                   "audiences": _terms("Id and English name"),
                                   "levels": _terms("Id and English name")}),
            "works": _list({"$ref": "#/$defs/work"}),
            "pages": _list(_object({"path": _PATH, "aliases": _list(_PATH), "editions": _EDITIONS}))}),
        "$defs": {"work": _WORK, "part": _PART, "edition": _EDITION},
    }
