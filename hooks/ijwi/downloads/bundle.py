"""A site bundle: the pages of some languages as a ZIP that works from a disk, and can be brought up to date.

    bundle(site, centre, ["rw"], None, complete=False, key=filelist.key_from_environment())

Everything is cut from the finished site; what counts or lists works is made anew for what is carried. The ZIP
holds one folder: START-HERE.html, the site, the signed list of its files and `update_bundle.py`.
"""

from __future__ import annotations

import datetime
import io
import json
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from lxml import html

from ..agenda import agenda_file
from ..centre import Centre
from ..filters import works_file
from ..neutral import NEUTRAL_PAGE
from ..reader import Reader
from ..search.index import build_index
from ..search.pieces import pieces
from ..search.reading import passages
from .cutting import Scissors
from .editions import BestEditions
from .filelist import SigningKey, with_list
from .offers import without_offers
from .pagetree import elements, local_target, parsed
from .pictures import one_file_each
from .selection import Selection, select
from .starthere import NAME as START
from .starthere import start_page

UPDATER = "update_bundle.py"
#: Scripts that pages load by themselves when they are needed. A copy is kept already: it has no service worker; and no
#: messages and source maps.
_SCRIPTS = re.compile(r"assets/(?!.*(?:worker|/sw\.|feedback\.|keep\.)).*\.js")
#: What a link may lead to that is no page, and is carried. Feeds and downloads are not: they belong online.
_FILES = re.compile(r"(?!(?:.*/)?(?:feeds|downloads|schemas|search)/|assets/share/).*/.*\.(?!html$|map$|webman)\w+")


def bundle(site: Path, centre: Centre, languages: Sequence[str], topic: str | None, *, complete: bool,
           key: SigningKey | None, beside: Sequence[str] = ()) -> bytes:
    """The ZIP of the works of `topic` (all if None) in `languages`; sensitive ones only if `complete`.

    `site` is the folder of the finished site. Languages `beside` travel along: their works are carried too, after the
    others, and to whoever brings a copy up to date it stays the ZIP of `languages`. Without a `key` the list is not
    signed and says so: such a bundle can't be brought up to date. Raises ValueError for a language or topic that the
    centre does not have.
    """
    selection = select(centre.catalogue, languages, topic, complete, beside)
    files = carried_files(site, centre, selection)
    identity = json.loads((site / "catalogue.json").read_text("utf-8"))
    address = centre.catalogue.vocabulary.topic_address(topic) if topic else None
    folder = folder_name(identity["name"], selection, len(centre.languages), address)
    home = START if centre.languages.default not in selection.languages else None
    start = start_page(files, centre, selection, identity["name"], identity["site"])
    files |= {START: start, UPDATER: (centre.root / "scripts" / UPDATER).read_bytes()}
    if home:
        files["index.html"] = start  # what a server shows for the folder
    # The bundle of all languages stays the same one when the centre gets another language.
    some = sorted(selection.own) if len(selection.own) < len(centre.languages) else None
    facts = {"languages": some, "topic": address, "complete": complete}
    return zipped(folder, with_list(files, key, day=centre.catalogue.day, site=identity["site"], name=identity["name"],
                                    bundle=facts, recalls=selection.recalls(), withdrawn=selection.withdrawn()),
                  centre.catalogue.day)


def carried_files(site: Path, centre: Centre, selection: Selection) -> dict[str, bytes]:
    """Path and content of each file of the site that the bundle carries, cut to what it carries."""
    catalogue = selection.catalogue()
    identity = json.loads((site / "catalogue.json").read_text("utf-8"))
    paths = sorted(set(selection.pages(catalogue)))
    texts = {path: _with_plain_pictures(without_offers((site / path).read_text("utf-8"))) for path in paths}
    old = sorted(set(selection.redirects(set(paths))))
    files = {path: (site / path).read_bytes() for path in sorted(_files(site, texts))}
    carried = frozenset((*paths, *old, *files))
    readers = {code: Reader(catalogue, centre.strings[code]) for code in selection.languages}
    by_language = {path: code for code in readers for path in paths
                   if path != NEUTRAL_PAGE and path.startswith(centre.languages.prefix(code)) and
                   (code != centre.languages.default or path.split("/")[0] not in centre.languages)}
    known = {edition.url: edition for document in centre.catalogue.documents.values()
             for edition in document.editions.values()}
    scissors = {code: Scissors(carried, BestEditions(reader, known, centre.root / "overrides"), identity["site"])
                for code, reader in readers.items()}
    for path, text in texts.items():
        code = by_language.get(path)
        files[path] = scissors[code].cut(path, text) if code else text.encode()
    files |= {path: (site / path).read_bytes() for path in old}
    for code, reader in readers.items():
        files |= dict(_of_language(reader, centre, texts, {page for page in paths if by_language.get(page) == code}))
    return files


def _of_language(reader: Reader, centre: Centre, texts: Mapping[str, str],
                 pages: set[str]) -> Iterator[tuple[str, bytes]]:
    """The search of a language, its works and sessions, made of what the bundle carries."""
    contents = {document.path: _text(texts[edition.url])
                for document in reader.catalogue.documents.values()
                if (edition := document.readable.get(reader.language.code)) and edition.url in pages
                and document.path != "index"}
    tables = centre.tables[reader.language.code]
    index = build_index(passages(contents, reader), tables)
    for path, content in (works_file(reader), agenda_file(reader), *pieces(index, tables, reader)):
        yield path, content.encode()


def _with_plain_pictures(text: str) -> str:
    if "<picture" not in text:
        return text
    page = parsed(text)
    one_file_each(page)
    return str(html.tostring(page, doctype="<!doctype html>", encoding="unicode"))


def _text(page: str) -> str:
    """The HTML of a page's text, as Markdown gave it."""
    [text] = elements(parsed(page), "//article/div[@class='text']")
    return (text.text or "") + "".join(html.tostring(child, encoding="unicode") for child in text)


def _files(site: Path, texts: Mapping[str, str]) -> set[str]:
    """What the pages need that is no page: styles, scripts, pictures, data that they link to."""
    found = {file.relative_to(site).as_posix() for file in (site / "assets").rglob("*.js")}
    found = {path for path in found if _SCRIPTS.fullmatch(path)}
    for path, text in texts.items():
        page = parsed(text)
        references = [value for element in page.iter("a", "link", "img", "script", "source", "video", "audio", "track",
                                                     "image", "use", "object")
                      for name in ("href", "src", "data", "poster") if (value := element.get(name))]
        references += [entry.split()[0] for element in elements(page, "//*[@srcset]")
                       for entry in element.get("srcset", "").split(",") if entry.strip()]
        found |= set(_existing(site, references, path))
    for path in [path for path in found if path.endswith(".css")]:
        references = re.findall(r"url\(\s*[\"']?([^\"')]+)", (site / path).read_text("utf-8"))
        found |= set(_existing(site, references, path))
    return found


def _existing(site: Path, references: Iterable[str], path: str) -> Iterator[str]:
    for reference in references:
        target = local_target(reference, path)
        if target and _FILES.fullmatch(target[0]) and (site / target[0]).is_file():
            yield target[0]


def folder_name(name: str, selection: Selection, languages: int, topic: str | None) -> str:
    """The folder in the ZIP: the centre's short name, what it is a part of, and the day; it betrays nothing."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "library"
    part = () if len(selection.own) == languages else selection.languages
    return "-".join((short, *part, *([topic] if topic else ()), selection.whole.day.isoformat()))


def zipped(folder: str, files: Mapping[str, bytes], day: datetime.date) -> bytes:
    """A ZIP that is the same for the same files: sorted, one date, nothing of the machine."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files, key=lambda path: (path != START, path)):
            entry = zipfile.ZipInfo(posixpath.join(folder, path), (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[path])
    return target.getvalue()
