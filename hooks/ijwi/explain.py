"""What the schema finds wrong, in words for somebody who is not a programmer."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from .findings import Finding, nearest
from .frontmatter import FrontMatter
from .schema import field_names, fields_of, own_word_fields

#: What to write where a field is missing.
EXAMPLES = {
    "title": "title: Stay safe online",
    "summary": "summary: Seven habits that protect you, your phone and your group.",
    "kind": "kind: toolkit",
    "topics": "topics: [online-safety]",
    "audiences": "audiences: [organisers]",
    "level": "level: introductory",
    "published": "published: 2026-11-22",
    "updated": "updated: 2026-11-22",
    "creators": "creators: [a trainer]",
    "licence": "licence: CC-BY-SA-4.0",
    "start": "start: 2026-11-22T14:00",
    "timezone": "timezone: Africa/Kigali",
    "status": "status: planned",
    "url": "url: https://example.org/",
    "of": "of: en",
    "review": "review: machine",
    "id": "id: newtimes-2009",
    "publisher": "publisher: The New Times",
}


def explain(error: ValidationError, front_matter: FrontMatter, path: str, source_language: str) -> Iterator[Finding]:
    """A finding for each thing that a model of `schema` did not accept.

    `source_language` is where the fields belong that do not depend on language.
    """
    for detail in error.errors():
        location = detail["loc"]
        name = ".".join(str(key) for key in location)
        key = str(location[-1]) if location else ""
        line = front_matter.line(location)
        context = detail.get("ctx", {})
        match detail["type"]:
            case "missing":
                example = EXAMPLES.get(key, f"{key}: …")
                yield Finding(path, line, "missing", f"`{name}` is missing.", f"Add a line such as `{example}`.")
            case "extra_forbidden" if len(location) == 1 and key in field_names() - own_word_fields() \
                    and "edition" in front_matter.values:
                yield Finding(path, line, "neutral-field", f"`{key}` does not depend on language; "
                              f"it stands once, in the source edition ({source_language}).", "Remove this line.")
            case "extra_forbidden":
                here = INNER[str(location[0])] if location[1:] else error.title
                yield Finding(path, line, "unknown-field", f"there is no field `{name}` on this kind of page.",
                              nearest(key, fields_of(here)) if key not in field_names() else "Remove this line.")
            case "literal_error" | "enum":
                empty = detail["input"] in (None, "")
                given = f"`{name}` is empty." if empty else f"`{name}: {detail['input']}` is not known."
                yield Finding(path, line, "value", given,
                              f"Write one of: {str(context['expected']).replace(' or ', ', ').replace(chr(39), '')}.")
            case "string_too_long":
                yield Finding(path, line, "too-long", f"`{name}` has more than {context['max_length']} characters.",
                              "Shorten it; details belong in the text.")
            case "too_short" if detail["input"]:
                continue  # its entries are wrong, which is said for each of them
            case "string_too_short" | "too_short" if isinstance(location[-1], int):
                yield Finding(path, line, "empty", f"`{name}` is empty.", "Fill it, or remove it.")
            case "string_too_short" | "too_short":
                yield Finding(path, line, "empty", f"`{name}` is empty.",
                              f"Write for example `{EXAMPLES.get(key, key + ': …')}`.")
            case "too_long":
                yield Finding(path, line, "too-long", f"`{name}` has more than {context['max_length']} entries.",
                              "Keep those that matter most.")
            case "tuple_type" | "list_type":
                yield Finding(path, line, "type", f"`{name}` must be a list.", f"Write `{key}: [one, two]`.")
            case "string_type":
                yield Finding(path, line, "type", f"`{name}` must be text.", "Put the value in quotes.")
            case "bool_type" | "bool_parsing":
                yield Finding(path, line, "type", f"`{name}` must be `true` or `false`.")
            case "greater_than_equal" | "less_than_equal":
                limit = context.get("ge", context.get("le"))
                more = "at least" if "ge" in context else "at most"
                yield Finding(path, line, "value", f"`{name}` must be {more} {limit}.")
            case "int_type" | "int_parsing" | "int_from_float" | "int_parsing_size" | "finite_number":
                yield Finding(path, line, "type", f"`{name}` must be a whole number.", "Minutes, for example `90`.")
            case "model_type" | "dict_type" | "model_attributes_type":
                yield Finding(path, line, "type", f"`{name}` must be indented lines of `key: value`.")
            case "string_pattern_mismatch":
                yield Finding(path, line, "value", f"`{name}: {detail['input']}` has not the form that is needed.",
                              PATTERN_HELP.get(key, ""))
            case _:
                subject = f"`{name}` " if name and not detail["msg"].startswith(("a ", "`")) else ""
                yield Finding(path, line, "value", f"{subject}{detail['msg']}.")


PATTERN_HELP = {
    "group_size": "Write the smallest and the largest group: `8-24`.",
    "timezone": "Write the zone by its city: `Africa/Kigali`.",
    "id": "Use small letters, digits and hyphens: `newtimes-2009`.",
}

#: The models of the values that have keys of their own.
INNER = {"edition": "History", "sources": "Source", "recalls": "Recall"}
