"""Files of the site that are no pages: those of one language, and those that belong to none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import rjsmin  # type: ignore[import-untyped]

from .addresses import redirect_page, redirects
from .agenda import agenda_file
from .building.kept import link
from .centre import Centre
from .filters import works_file
from .hosting import headers_file, htaccess
from .installing import install_files
from .interchange.atom import atom_feeds
from .interchange.catalogue_csv import catalogue_csv
from .interchange.catalogue_json import catalogue_json
from .interchange.catalogue_schema import catalogue_schema
from .interchange.events_ics import events_ics
from .interchange.opds import opds_feeds
from .interchange.recalls_json import recalls_json
from .interchange.share_pictures import share_pictures
from .interchange.sitemap import sitemap_xml
from .keeping import keep_lists, keep_words
from .neutral import NEUTRAL_PAGE, neutral_page
from .pages import Build
from .reader import Reader
from .renditions import KEPT, picture_files
from .schema import json_schema
from .search.pieces import pieces
from .sharing import Sharing
from .signing import PUBLIC_KEY, public_key_file

#: Path, relative to the site's root, and content of a file.
File = tuple[str, str | bytes]


def of_language(build: Build, site_name: str, site_url: str | None) -> Iterator[File]:
    """Each file of the language that has been built that is not a page, but for the lists that are there already."""
    if build.lists is None:
        lists = list(_lists(build, site_name, site_url))
        build.lists = tuple(path for path, _content in lists)
        yield from lists
    yield from pieces(build.index, build.centre.tables[build.reader.language.code], build.reader)


def _lists(build: Build, site_name: str, site_url: str | None) -> Iterator[File]:
    """What is made of the catalogue alone, and of no text. Feeds need the site's online address."""
    yield works_file(build.reader)
    yield agenda_file(build.reader)
    yield keep_words(build.strings, build.centre.languages.prefix(build.reader.language.code))
    if site_url:
        sharing = Sharing(build.reader, site_name, site_url)
        yield from atom_feeds(sharing)
        yield from opds_feeds(sharing)
        yield from events_ics(sharing)


def shared(centre: Centre, site_name: str, site_url: str | None) -> Iterator[File]:
    """Each file that belongs to no language."""
    base = f"{(site_url or '').rstrip('/')}/"
    sharings = {code: Sharing(Reader(centre.catalogue, strings), site_name, base)
                for code, strings in centre.strings.items()}
    yield "catalogue.json", catalogue_json(centre.catalogue, sharings)
    yield "catalogue.csv", catalogue_csv(sharings)
    yield "recalls.json", recalls_json(centre.catalogue, base)
    yield "sitemap.xml", sitemap_xml(centre.catalogue, base)
    yield "schemas/front-matter.json", json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    yield "schemas/catalogue.json", json.dumps(catalogue_schema(base), ensure_ascii=False, indent=1) + "\n"
    yield NEUTRAL_PAGE, neutral_page()
    if centre.settings.signing_key:
        yield PUBLIC_KEY, public_key_file(centre.settings.signing_key)
    yield "_headers", headers_file(centre.catalogue)
    yield ".htaccess", htaccess(centre.catalogue, site_url)
    yield from share_pictures(centre.vocabulary.kinds)
    yield from picture_files(centre.pictures, centre.docs, centre.root / KEPT)
    for old, new, language in redirects(centre.catalogue):
        yield old, redirect_page(old, new, language, base + new)


def write(site: str, files: Iterable[File], before: Path | None = None) -> None:
    """Writes files of the site at `site`. Those that are the same in the folder `before` are links to these."""
    folders = set()
    for path, content in files:
        data, target = content.encode() if isinstance(content, str) else content, Path(site) / path
        folder = path.rpartition("/")[0]
        if folder not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        if before and _holds(before / path, data):
            link(before / path, target)
        else:
            target.write_bytes(data)


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def finish(site: str, centre: Centre, site_name: str, site_url: str | None) -> None:
    """Does what is left when all languages are built."""
    write_shared(site, centre, site_name, site_url)
    write(site, keep_lists(Path(site), centre))  # last: they hold the digests of the files


def write_shared(site: str, centre: Centre, site_name: str, site_url: str | None) -> None:
    """Writes all that belongs to no language, where the files of docs/ and overrides/ have been copied already."""
    write(site, shared(centre, site_name, site_url))
    write(site, install_files(Path(site), centre.settings.install_name, centre.languages))
    shrink_scripts(site)


def shrink_scripts(site: str) -> None:
    """Takes comments and needless spaces out of the scripts that the build has copied."""
    for script in (*Path(site).glob("*.js"), *Path(site, "assets").rglob("*.js")):
        script.write_text(shrunk(script.read_text("utf-8")), "utf-8")


def shrunk(script: str) -> str:
    """A script without comments and needless spaces."""
    return f"{rjsmin.jsmin(script)}\n"
