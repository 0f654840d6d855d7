"""The sections of a page, and the digest by which an edition remembers the text that it translated.

A section begins at a heading with an explicit id and ends at the next heading. What stands
before the first heading is the section `lead`; title, summary and the like of the front
matter are the section `front`. Where a section stands in the page does not matter to it.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .inert import OWN_IDS
from .schema import OwnWords

#: Ids of the two sections that have no heading.
FRONT, LEAD = "front", "lead"

_HEADING = re.compile(r" {0,3}(#{1,6})\s+")
_ID = re.compile(r"#([A-Za-z0-9_-]+)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True)
class Section:
    """A piece of a page's body. `line` is the heading's, counted from the body's first line, which is 1."""

    id: str
    level: int
    heading: str
    text: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A line that is a heading: its level, where its words begin and end in the line, its id (or nothing)."""

    level: int
    begin: int
    end: int
    id: str


def heading(line: str) -> Heading | None:
    """What a line says as a heading, `## Words {#id}`; None if it is none."""
    match = _HEADING.match(line)
    if not match:
        return None
    words = line[:len(line.rstrip().rstrip("#").rstrip())]
    attributes = words.rfind("{") if words.endswith("}") else -1
    found = _ID.search(words, attributes) if attributes >= match.end() else None
    if found:
        words = words[:attributes].rstrip()
    return Heading(len(match[1]), match.end(), max(len(words), match.end()), found[1] if found else "")


def split(body: str) -> list[Section]:
    """The sections of a body, in order. A heading without an id gets an empty one."""
    sections: list[Section] = []
    current: tuple[str, int, str, int] = (LEAD, 0, "", 1)
    lines: list[str] = []
    fence = ""
    for number, line in enumerate(body.split("\n"), 1):
        fence_here = _FENCE.match(line)
        if fence_here and (not fence or (fence_here[1].startswith(fence) and not line.strip().strip(fence[0]))):
            fence = "" if fence else fence_here[1]
        title = None if fence or fence_here else heading(line)
        if title:
            sections.append(Section(*current[:3], "\n".join(lines), current[3]))
            current, lines = (title.id, title.level, line[title.begin:title.end], number), []
        else:
            lines.append(line)
    sections.append(Section(*current[:3], "\n".join(lines), current[3]))
    return [section for section in sections if section.level or section.text.strip()]


def digest(*texts: str) -> str:
    """Forty bits of SHA-256 over texts, in ten letters; white space is folded.

    Letters only, so that no digest can be taken for a number in YAML.
    """
    folded = "\0".join(" ".join(text.split()) for text in texts)
    letters = hashlib.sha256(folded.encode()).hexdigest()[:10]
    return letters.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))


def front_digest(words: OwnWords) -> str:
    """The digest of the words in a page's front matter."""
    return digest(words.title, words.summary, words.neutral_title or "", *words.objectives, *words.materials)


def body_digests(body: str) -> dict[str, str]:
    """The digest of each section of a body, by its id."""
    found: dict[str, str] = {}
    for section in split(body):
        if section.id:
            found.setdefault(sys.intern(section.id), digest(section.heading, section.text))
    return found


def behind(source: Mapping[str, str], recorded: Mapping[str, str]) -> tuple[str, ...]:
    """The sections that an edition should look at again.

    `source` holds the digests of the source edition as it is, `recorded` those of the texts
    that the edition translated. A section that the source no longer has counts too.
    """
    changed = [name for name, value in source.items() if recorded.get(name) != value]
    return (*changed, *(name for name in recorded if name not in source))


def mark(body: str, states: Mapping[str, str]) -> str:
    """The body with a line of notation in the sections that have a state.

    `recalled` replaces the section's text by a notice; others put a mark under the heading.
    """
    if not states:
        return body
    lines = body.split("\n")
    for section in reversed(split(body)):
        state = states.get(section.id)
        first = section.line if section.level else section.line - 1
        last = first + section.text.count("\n") + 1
        if state == "recalled":
            lines[first:last] = ["", f"[section:recalled:{section.id}]", ""]
        elif state and section.level:
            lines[first:first] = ["", f"[section:{state}:{section.id}]", ""]
    return "\n".join(lines)


def with_ids(body: str, taken: set[str]) -> str:
    """The body with an id at each heading that has none, made of its words; `taken` are those of the whole work.

    Ids are ASCII, so that they survive every messenger. A heading in another script gets a number.
    """
    lines = body.split("\n")
    used = set(taken)
    for section in split(body):
        if not section.level or section.id:
            continue
        plain = unicodedata.normalize("NFKD", section.heading).encode("ascii", "ignore").decode()
        base = "-".join(re.findall(r"[a-z0-9]+", plain.lower())[:5]) or "section"
        name = next(name for name in (base, *(f"{base}-{number}" for number in range(2, 10000))) if name not in used)
        used.add(name)
        line = section.line - 1
        lines[line] = f"{lines[line].rstrip()} {{#{name}}}"
    return "\n".join(lines)


def problems(sections: Iterable[Section]) -> Iterator[tuple[Section, str, str]]:
    """Headings without an id, and ids that are used twice or belong to the generator."""
    seen: set[str] = set()
    for section in sections:
        if not section.level:
            continue
        if not section.id:
            yield section, f"the heading “{section.heading[:60]}” has no id.", \
                "Run `python scripts/translate.py ids`, or add one that will last: `{#short-name}`."
        elif section.id in (FRONT, LEAD):
            yield section, f"the id `{section.id}` has a meaning of its own.", "Choose another."
        elif section.id in OWN_IDS:
            yield section, f"the id `{section.id}` is used by the page around the text.", "Choose another."
        elif section.id in seen:
            yield section, f"the id `{section.id}` is used twice.", "Each heading needs an id of its own."
        seen.add(section.id)
