"""What `scripts/check.py --fix` does: the form of files, and ids for headings that have none.

Nothing that it does changes what a text means. Everything is worked out first; then each file is
written whole or not at all. A second run finds nothing to do.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ..centre import Content
from ..currency import pages_of
from ..frontmatter import split
from ..records import Part
from ..sections import FRONT, LEAD, with_ids
from ..sections import split as sections_of
from .form import TEXTS, mended


def mend(docs: Path, only: frozenset[Path] | None = None) -> list[str]:
    """Mends the form of the text files of docs/, or of `only` those. Returns the files changed, relative to docs."""
    changes: dict[str, bytes] = {}
    for folder, folders, names in os.walk(docs):
        folders.sort()
        for file in (Path(folder, name) for name in sorted(names) if name.endswith(TEXTS)):
            if file.is_symlink() or (only is not None and file not in only):
                continue
            name = file.relative_to(docs).as_posix()
            content = file.read_bytes()
            new = mended(content, name, name.partition("/")[0])
            if new != content:
                changes[name] = new
    _write(docs, changes)
    return list(changes)


def give_ids(content: Content, only: frozenset[Path] | None = None) -> list[str]:
    """Gives each heading of a source edition that has none its lasting id, unique in its work."""
    changes: dict[str, bytes] = {}
    for document in content.catalogue.documents.values():
        if isinstance(document, Part):
            continue
        files = [page.source_edition.file for page in pages_of(document)]
        texts = {file: (content.docs / file).read_text("utf-8") for file in files}
        taken = {FRONT, LEAD} | {section.id for text in texts.values() for section in sections_of(split(text)[1])}
        for file, text in texts.items():
            _front, body, _line = split(text)
            new = with_ids(body, taken)
            taken |= {section.id for section in sections_of(new)}
            if new != body and (only is None or content.docs / file in only):
                changes[file] = (text[:len(text) - len(body)] + new).encode()
    _write(content.docs, changes)
    return list(changes)


def _write(docs: Path, changes: Mapping[str, bytes]) -> None:
    for name, content in changes.items():
        file = docs / name
        beside = file.with_name(f"{file.name}.new")
        beside.write_bytes(content)
        beside.chmod(file.stat().st_mode)
        beside.replace(file)
