"""Files of content that are neither pages nor pictures (images.py): which kinds are published, how they are named.

Whatever lies in docs/ is copied to the site and has its address there: a file that a browser would
run must never be among them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from pathlib import Path

from .findings import Finding
from .recordings import too_large
from .values import FILE_NAME, too_long_or_a_device

KINDS = ("docx", "m4a", "mp3", "mp4", "odt", "ogg", "opus", "pdf", "vtt", "webm")
#: Those of docs/data alone; a centre's own robots.txt may stand beside the languages.
DATA = ("csv", "txt", "yml")
#: The folder of docs/ that is no content: mkdocs.yml keeps it out of the site (`exclude_docs`).
MAINTAINERS = "maintainers"
_NAME = re.compile(rf"{FILE_NAME}(\.{FILE_NAME})?\.[a-z0-9]+|README\.txt")


def attachments(docs: Path, pictures: Container[str]) -> Iterator[Finding]:
    """What is wrong with the files of docs/ that are neither Markdown nor among `pictures` (paths from docs/)."""
    for folder, folders, files in os.walk(docs):
        folders.sort()
        if Path(folder) == docs and MAINTAINERS in folders:
            folders.remove(MAINTAINERS)
        for name in sorted(folders + files):
            file = Path(folder, name)
            where = file.relative_to(docs.parent).as_posix()
            if file.is_symlink():
                yield Finding(where, 1, "file", "this is a link to another place of somebody's disk.",
                              "Put the file itself here.")
            elif name in files and file.suffix != ".md" and not name.startswith(".") and \
                    file.relative_to(docs).as_posix() not in pictures:
                yield from _attachment(file, where)


def _attachment(file: Path, where: str) -> Iterator[Finding]:
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
                      "For example `market-day.pdf`.")
    else:
        yield from too_large(file, where)
