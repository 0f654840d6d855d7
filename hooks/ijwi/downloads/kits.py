"""The downloads of a plan's works: a list of the files of every work with sessions, for the page that plans workshops.

One data file a language, written when the downloads are cut. The page has an empty `data-kit` until then, and no copy
of it has any: there is nothing to download in a bundle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..agenda import AGENDA_PAGE
from ..datafiles import data_file
from ..reader import Reader
from .offers import EVERY, FOLDER, Download, meaning, write_whole

_MARK = re.compile(r'(?<= data-kit=")[^"]*')


def offer_kits(site: Path, readers: Iterable[Reader], downloads: Iterable[Download]) -> None:
    """Writes the lists, and where they are into the pages that plan. Doing it again gives the same files."""
    every = sorted(downloads, key=lambda one: (EVERY.index(one.format), one.url))
    for reader in readers:
        page = site / reader.page(AGENDA_PAGE)
        if page.is_file():
            path, content = kit_file(reader, every)
            write_whole(site / path, content.encode())
            write_whole(page, _MARK.sub(path, page.read_text("utf-8")).encode())


def kit_file(reader: Reader, downloads: Iterable[Download]) -> tuple[str, str]:
    """Path and content of the list for the readers of a language.

    `formats`: each with its meaning; `works`: format, address and bytes of each file, by language and work, of the
    edition that she reads best.
    """
    wanted = {(reader.edition(work).language, work.name) for work, _part in reader.sessions()}
    works: dict[str, list[Any]] = {}
    formats: dict[str, str] = {}
    for found in downloads:
        if found.work and (found.language, found.work) in wanted:
            works.setdefault(found.work, []).append((found.format, found.url, found.bytes))
            formats[found.format] = meaning(found, reader)
    return data_file(f"{FOLDER}/{reader.language.code}/kit.js", {"formats": list(formats.items()), "works": works})
