"""The pictures of a centre, and the record of each: who made it, under which licence, who may have copies.

A picture is a file in docs/, mostly in docs/assets/images/. `docs/data/images.yml` says of each:

    assets/images/market.jpg: {credit: Ijwi contributors, licence: CC-BY-SA-4.0}
    assets/images/trainer.jpg: {credit: A trainer, licence: "all rights reserved, used with consent", bundles: false}

What counts is what a file holds, not its name. No original is published: it may tell where and when
it was taken (see `renditions`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from . import frontmatter
from .attachments import MAINTAINERS
from .filetree import entries
from .findings import Finding
from .picturefile import (
    FORMATS,
    MOST_BYTES,
    RefusedError,
    decoded,
    format_of,
    has_few_colours,
    opened,
    too_large,
    upright_size,
)
from .values import Words, too_long_or_a_device

#: The record of pictures, from docs/.
RECORD = "data/images.yml"
MOST_LINES = 20_000

_SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ENDINGS = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".gif", ".svg", ".svgz", ".avif",
                      ".heic", ".heif", ".bmp", ".tif", ".tiff", ".ico", ".jxl", ".dng"})
#: How files begin that hold pictures, whatever they are called.
_BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP|GIF8|II\*\0|MM\0\*|....ftyp(heic|heix|mif1|msf1|avif)|"
                         rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]", re.S)


class Record(BaseModel):
    """What docs/data/images.yml says of a picture."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    credit: Words = Field(description="Who made it, as it is to be named; a role or a group is enough")
    licence: Words = Field(description="SPDX identifier, or words such as: all rights reserved, used with consent")
    bundles: bool = Field(default=True, description="false: shown on the site, left out of all that is carried away")

    @model_validator(mode="after")
    def _what_is_not_copied_is_not_free(self) -> Record:
        if not self.bundles and self.licence.upper().startswith("CC"):
            raise PydanticCustomError("licence", "`bundles: false` does not go with {licence}, which lets everybody "
                                      "copy it and can't be taken back; a portrait is "
                                      "`all rights reserved, used with consent`", {"licence": self.licence})
        return self


@dataclass(frozen=True)
class Picture:
    """A picture that can be shown. `path` is from docs/; `width` and `height` are as it is seen, upright.

    `transparent`: it has points through which its ground may show. `drawn`: its file says that it has few colours, as
    lines have, and screens.
    """

    path: str
    digest: str
    width: int
    height: int
    transparent: bool
    drawn: bool
    record: Record


@dataclass(frozen=True)
class Pictures:
    """The pictures of a centre by path, those that can be shown; `files` are all, none of which is published."""

    shown: Mapping[str, Picture] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each record in its file."""


def read_pictures(docs: Path) -> tuple[Pictures, list[Finding]]:
    """The pictures in `docs` with their records, and what is wrong with either. Files are opened, not decoded.

    Raises ContentError if docs/data/images.yml can't be read at all.
    """
    findings: list[Finding] = []
    records, lines = _records(docs, findings)
    shown: dict[str, Picture] = {}
    files: set[str] = set()
    for path in sorted(path for path, _entry in entries(docs) if not path.endswith(".md")):
        file = docs / path
        if not _is_picture(file, path):
            continue
        files.add(path)
        findings += [Finding(f"{docs.name}/{path}", 1, "path", *said) for said in _name_problems(path)]
        wrong: list[tuple[str, str]] = []
        if path not in lines:
            wrong.append(("this picture has no record.", f"Add to {docs.name}/{RECORD}: "
                          f"`{path}: {{credit: who made it, licence: CC-BY-SA-4.0}}`."))
        try:
            picture = _picture(file, path, records.get(path))
        except RefusedError as error:
            wrong.append((error.message, error.suggestion))
        else:
            shown |= {path: picture} if picture else {}
        findings += [Finding(f"{docs.name}/{path}", 1, "picture", *said) for said in wrong]
    for path, line in lines.items():
        if path not in files:
            findings.append(Finding(f"{docs.name}/{RECORD}", line, "picture",
                                    f"there is no picture {docs.name}/{path}.", "Mend the path, or remove its record."))
    return Pictures(shown, frozenset(files), lines), findings


def undecodable(path: str, docs: Path) -> Iterator[Finding]:
    """A finding if a picture, by its path from docs/, begins well and breaks off. Reads every point of it."""
    try:
        decoded((docs / path).read_bytes())
    except RefusedError as error:
        yield Finding(f"{docs.name}/{path}", 1, "picture", error.message, error.suggestion)


def unused(pictures: Pictures, used: set[str], docs: str = "docs") -> Iterator[Finding]:
    """A notice for each picture that no page shows; `used` are the paths that pages show."""
    for path in sorted(set(pictures.shown) - used):
        yield Finding(f"{docs}/{RECORD}", pictures.lines[path], "picture", f"no page shows {path}.",
                      "Its copies are on the site all the same: remove the file and its record if it is not needed.",
                      notice=True)


def _records(docs: Path, findings: list[Finding]) -> tuple[dict[str, Record], dict[str, int]]:
    """The sound records by path, and the line of every record."""
    name = f"{docs.name}/{RECORD}"
    try:
        front_matter = frontmatter.read_file(docs / RECORD, name, MOST_LINES)
    except FileNotFoundError:
        return {}, {}
    records = {}
    for path, value in front_matter.values.items():
        try:
            records[path] = Record.model_validate(value)
        except ValidationError as error:
            for detail in error.errors():
                where = ".".join(map(str, (path, *detail["loc"])))
                findings.append(Finding(name, front_matter.line((path, *detail["loc"])), "picture",
                                        f"`{where}`: {detail['msg']}.",
                                        "Each picture has `credit:` and `licence:`, and may have `bundles: false`."))
    return records, {path: front_matter.line((path,)) for path in front_matter.values}


def _is_picture(file: Path, path: str) -> bool:
    parts = path.split("/")
    if parts[0] == MAINTAINERS or any(part.startswith(".") for part in parts) or not file.is_file():
        return False
    if file.suffix.lower() in _ENDINGS:
        return True
    with file.open("rb") as stream:
        return bool(_BEGINNINGS.match(stream.read(512)))


def _name_problems(path: str) -> Iterator[tuple[str, str]]:
    name = PurePosixPath(path)
    for segment in (*name.parent.parts[1:], name.stem):
        if not _SEGMENT.fullmatch(segment):
            yield (f"the name `{segment}` may only have small letters, digits and hyphens.",
                   "For example `women-at-the-market.jpg`; its pages and its record must name it so too.")
    if too_long_or_a_device(str(name.with_suffix(""))):
        yield "this name is too long, or means a device on Windows (con, nul, com1).", "Rename the file or folder."


def _picture(file: Path, path: str, record: Record | None) -> Picture | None:
    """The picture in a file; None without a record. Raises RefusedError if it is not as it must be."""
    size, name = file.stat().st_size, PurePosixPath(path)
    if size > MOST_BYTES:
        raise too_large(f"this picture has {size / 1e6:.1f} MB; {MOST_BYTES / 1e6:.0f} are enough.")
    content = file.read_bytes()
    image = opened(content)
    format = format_of(image)
    if name.suffix not in FORMATS[format]:
        raise RefusedError(f"its name ends in `{name.suffix}`, but it holds a picture in the format {format}.",
                           f"Rename it to `{name.stem}{FORMATS[format][0]}`.")
    return Picture(path, hashlib.sha256(content).hexdigest(), *upright_size(image), image.has_transparency_data,
                   has_few_colours(image), record) if record else None
