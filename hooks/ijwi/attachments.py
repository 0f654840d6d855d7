"""Files of content that are no pages: which kinds are published, how they are named, and drawings that do nothing.

Whatever lies in docs/ is copied to the site and has its address there: a file that a browser would
run must never be among them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from .findings import Finding
from .limits import MAX_BYTES
from .memory import Memory, digest
from .values import FILE_NAME, too_long_or_a_device

PICTURES = ("avif", "gif", "jpeg", "jpg", "png", "svg", "webp")
KINDS = ("docx", "m4a", "mp3", "mp4", "odt", "ogg", "opus", "pdf", "vtt", "webm", *PICTURES)
#: Those of docs/data alone; a centre's own robots.txt may stand beside the languages.
DATA = ("csv", "txt", "yml")
_NAME = re.compile(rf"{FILE_NAME}(\.{FILE_NAME})?\.[a-z0-9]+|README\.txt")

_SVG = "{http://www.w3.org/2000/svg}"
#: Elements that draw. None of them loads, moves, runs or links.
_DRAWING = frozenset({
    "circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "marker", "mask", "path", "pattern",
    "polygon", "polyline", "radialGradient", "rect", "stop", "svg", "symbol", "text", "textPath", "title", "tspan",
    "use"})
_ELSEWHERE = re.compile(r"(?i)url\(\s*['\"]?(?!#)|script:|@import|expression\(")


def attachments(docs: Path, memory: Memory) -> Iterator[Finding]:
    """What is wrong with the files of docs/ that are not Markdown."""
    for folder, folders, files in os.walk(docs):
        folders.sort()
        for name in sorted(folders + files):
            file = Path(folder, name)
            where = file.relative_to(docs.parent).as_posix()
            if file.is_symlink():
                yield Finding(where, 1, "file", "this is a link to another place of somebody's disk.",
                              "Put the file itself here.")
            elif name in files and file.suffix != ".md" and not name.startswith("."):
                yield from _attachment(file, where, memory)


def _attachment(file: Path, where: str, memory: Memory) -> Iterator[Finding]:
    ending = file.suffix.removeprefix(".")
    if ending.lower() in ("md", "markdown", "mdown", "mdx"):
        yield Finding(where, 1, "file", f"the name of a page ends in `.md`, not in `{file.suffix}`.",
                      f"Rename it to `{file.stem.lower()}.md`.")
    elif ending.lower() not in (*KINDS, *(DATA if where.split("/")[1] == "data" else ())) \
            and not re.fullmatch(r"[^/]+/robots\.txt", where):
        yield Finding(where, 1, "file", f"files of the kind `{file.suffix or file.name}` are not published here.",
                      f"These are: {', '.join(KINDS)}; in docs/data {', '.join(DATA)}.")
    elif not _NAME.fullmatch(file.name) or too_long_or_a_device(file.stem):
        yield Finding(where, 1, "path", f"the name `{file.name}` may only have small letters, digits and hyphens.",
                      "For example `market-day.webp`.")
    elif ending == "svg":
        if file.stat().st_size > MAX_BYTES:
            yield Finding(where, 1, "size", f"this drawing has more than {MAX_BYTES} bytes.", "Simplify it.")
            return
        content = file.read_bytes()
        found = memory.recall(digest("svg", where, content), lambda: list(problems_of_drawing(content)))
        for message in found:
            yield Finding(where, 1, "svg", message, "Draw it with shapes and text alone, or save it as a picture.")


def problems_of_drawing(content: bytes) -> Iterator[str]:
    """What an SVG holds besides a drawing: scripts, links, styles, animations, things from elsewhere."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield "this drawing is not written in UTF-8."
        return
    declared = re.match(r"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)", text)
    if "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.S) or (declared and declared[1].lower() != "utf-8") \
            or re.search(r"<\?(?!xml\s)", text):
        yield "this drawing holds more than a drawing: a document type, entities or instructions."
        return
    try:
        root = ElementTree.fromstring(text.lstrip())
    except (ElementTree.ParseError, ValueError, RecursionError):
        yield "this drawing is not valid XML."
        return
    for element in root.iter():
        tag = str(element.tag)
        if not tag.startswith(_SVG) or tag.removeprefix(_SVG) not in _DRAWING:
            yield f"a drawing must not hold the element `{tag.rsplit('}', 1)[-1]}`."
        for name, value in element.attrib.items():
            plain = name.rsplit("}", 1)[-1].lower()
            if plain.startswith("on") or (plain in ("href", "src", "base") and not value.strip().startswith("#")) \
                    or _ELSEWHERE.search(re.sub(r"[\x00-\x20]", "", value)):
                yield f"a drawing must not hold the attribute `{plain}` with this value."
