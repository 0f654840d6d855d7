"""The words in a page's front matter: where each value stands, and how another is written in its place."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from .. import frontmatter
from ..findings import ContentError, Finding
from ..schema import OwnWords
from ..sections import front_digest

#: The fields that are translated, and what one value of each is called.
KINDS = {"title": "title", "summary": "summary", "neutral_title": "neutral-title",
         "objectives": "objective", "materials": "material"}

_RESOLVER: Any = yaml.SafeLoader("")


@dataclass(frozen=True)
class Value:
    """A value of the front matter, with the offsets in the page of what stands for it."""

    field: str
    text: str
    start: int
    end: int


def opened(page: str, where: str) -> tuple[str, str, int]:
    """A page's front matter, its body, and the offset of the body. Raises ContentError if it has no front matter."""
    source, body, _line = frontmatter.split(page)
    if source is None:
        raise ContentError([Finding(where, 1, "front-matter", "the page must begin with its front matter.",
                                    "Start with a line `---`, then `title: …`, and end it with another line `---`.")])
    return source, body, len(page) - len(body)


def values(page: str, where: str) -> Iterator[Value]:
    """The values to translate, in the order of the file. Raises ContentError if the front matter cannot be read."""
    source, _body, _offset = opened(page, where)
    read(page, where)
    root = yaml.compose(source, Loader=yaml.SafeLoader)
    for key, node in root.value if root is not None else ():
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for item in items if key.value in KINDS else ():
            if isinstance(item, yaml.ScalarNode) and item.value.strip():
                start, end = item.start_mark.index, item.end_mark.index
                end = start + len(source[start:end].rstrip())  # a block's end is the next line's begin
                yield Value(key.value, " ".join(re.split(r"\s*\n\s*", item.value.strip())), start + 4, end + 4)


def read(page: str, where: str) -> frontmatter.FrontMatter:
    """The front matter as values. Raises ContentError if it cannot be read."""
    source, _body, _offset = opened(page, where)
    found, findings = frontmatter.read(source, where)
    if found is None:
        raise ContentError(findings)
    return found


def recorded(page: str, where: str) -> dict[str, str]:
    """The digests of the source sections that an edition says it translated."""
    edition = read(page, where).values.get("edition")
    sections = edition.get("sections") if isinstance(edition, dict) else None
    return {str(key): str(value) for key, value in sections.items()} if isinstance(sections, dict) else {}


def digest(page: str, where: str) -> str:
    """The digest of a page's front matter, as `sections.front_digest` has it."""
    found = read(page, where).values
    return front_digest(OwnWords.model_construct(
        title=str(found.get("title", "")), summary=str(found.get("summary", "")),
        neutral_title=found.get("neutral_title"), objectives=tuple(map(str, found.get("objectives") or ())),
        materials=tuple(map(str, found.get("materials") or ()))))


def written(text: str) -> str:
    """A text as YAML: as it is where that means the same everywhere, else in quotes."""
    text = " ".join(re.split(r"\s*\n\s*", text.strip()))
    if _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) != "tag:yaml.org,2002:str":
        return json.dumps(text)  # such as `no`, which other programs take for false
    for source, meant in ((f"k: {text}\n", text), (f"k:\n  - {text}\n", [text]), (f"k: [{text}]\n", [text])):
        found, _findings = frontmatter.read(source, "")
        if found is None or found.values != {"k": meant}:
            return json.dumps(text, ensure_ascii=False)
    return text


def with_field(page: str, name: str, texts: list[str]) -> str:
    """A page whose front matter has a field with these texts, in the field's place or at the end."""
    end = page.index("\n---\n", 3) + 1
    there = re.compile(rf"^{name}[ \t]*:.*\n(?:[ \t#-].*\n|\n)*", re.M).search(page, 4, end)
    start, stop = there.span() if there else (end, end)
    return page[:start] + _field(name, texts) + page[stop:]


def with_day(page: str, day: datetime.date) -> str:
    """A page that says that it last changed on this day."""
    end = page.index("\n---\n", 3) + 1
    return re.sub(r"(?m)^updated[ \t]*:.*$", f"updated: {day.isoformat()}", page[:end], count=1) + page[end:]


def new_edition(page: str, of: str, day: datetime.date, where: str) -> str:
    """The beginning of another edition: the source's words in their order, and of other fields what an edition has."""
    _source, body, _offset = opened(page, where)
    found: dict[str, list[str]] = {}
    for value in values(page, where):
        found.setdefault(value.field, []).append(value.text)
    words = "".join(_field(name, texts) for name, texts in found.items())
    return f"---\n{words}updated: {day.isoformat()}\nedition:\n  of: {of}\n  review: human\n---\n{body}"


def _field(name: str, texts: list[str]) -> str:
    if name in ("objectives", "materials"):
        return f"{name}:\n" + "".join(f"  - {written(text)}\n" for text in texts)
    return f"{name}: {written(texts[0])}\n"
