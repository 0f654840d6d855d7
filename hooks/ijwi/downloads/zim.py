"""A centre's pages as a ZIM file, for Kiwix and other readers of offline libraries (https://wiki.openzim.org).

    zim(site / "downloads/rw/ijwi.zim", site, centre, ["rw"])

It carries what a bundle of the same languages carries, cut in the same way. The same site gives the
same entries and metadata; libzim gives each file an identifier of its own.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from libzim.writer import Creator, Hint, IndexData, Item, StringProvider  # type: ignore[import-untyped]
from lxml import html

from ..addresses import redirects
from ..centre import Centre
from .bundle import carried_files
from .mark import mark_png
from .offers import PART
from .selection import Selection, select

#: The longest title and description, in letters as a reader counts them (https://wiki.openzim.org/wiki/Metadata).
TITLE, DESCRIPTION = 30, 80
ILLUSTRATION = 48
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
          ".csv": "text/csv", ".txt": "text/plain", ".yml": "text/plain", ".xml": "application/xml",
          ".ics": "text/calendar", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
          ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif",
          ".pdf": "application/pdf", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
_JOINER = "\u200d"


def zim(target: Path, site: Path, centre: Centre, languages: Sequence[str], *, complete: bool = False) -> None:
    """Writes the ZIM of `languages` at `target`, once it is whole; sensitive works only if `complete`.

    `site` is the folder of the finished site. Raises ValueError for a language that the centre does not have.
    """
    selection = select(centre.catalogue, languages, None, complete)
    files = carried_files(site, centre, selection)
    moved = {old: new for old, new, _language in redirects(centre.catalogue) if old in files and new in files}
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}{PART}")
    part.unlink(missing_ok=True)
    [*own] = selection.languages
    first = centre.languages[own[0]]
    # Words are reduced to their stems by the rules of one language, where Xapian has them; with several
    # languages ("mul") they stay as they are.
    stems = first.iso639_3 if len(own) == 1 else "mul"
    creator = Creator(part).config_indexing(True, stems).config_nbworkers(1)
    creator.set_mainpath(f"{centre.languages.prefix(first.code)}index.html")
    with _silence(), creator:
        for name, value in metadata(site, centre, selection).items():
            creator.add_metadata(name, value)
        creator.add_illustration(ILLUSTRATION, mark_png(site, ILLUSTRATION))
        for path in sorted(files):
            if path in moved:
                creator.add_redirection(path, PurePosixPath(path).stem, moved[path], {Hint.FRONT_ARTICLE: 0})
            else:
                creator.add_item(_Entry(path, files[path]))
    part.replace(target)


@contextmanager
def _silence() -> Iterator[None]:
    """libzim tells every step on both outputs, past Python's own, and cannot be asked not to."""
    kept = [(number, os.dup(number)) for number in (1, 2)]
    try:
        with Path(os.devnull).open("w") as nowhere:
            for number, _copy in kept:
                os.dup2(nowhere.fileno(), number)
            yield
    finally:
        for number, copy in kept:
            os.dup2(copy, number)
            os.close(copy)


def metadata(site: Path, centre: Centre, selection: Selection) -> Mapping[str, str]:
    """What a library of ZIM files shows of this one."""
    identity = json.loads((site / "catalogue.json").read_text("utf-8"))
    name, languages = identity["name"], [centre.languages[code] for code in selection.languages]
    every = len(languages) == len(centre.languages)
    label = "" if every else f" ({languages[0].name})" if len(languages) == 1 else f" ({len(languages)})"
    home = centre.catalogue.documents["index"].editions[languages[0].code]
    tags = ["_category:other", "_ftindex:yes", "_sw:no", "_videos:no"]
    codes = "mul" if len(languages) > 1 else languages[0].code
    return {
        "Name": f"{urlsplit(identity['site']).hostname}_{codes}_{'all' if not selection.complete else 'complete'}",
        "Title": shortened(f"{name}{label}", TITLE), "Description": shortened(home.summary, DESCRIPTION),
        "Language": ",".join(dict.fromkeys(language.iso639_3 for language in languages)),
        "Creator": name, "Publisher": name, "Date": centre.catalogue.day.isoformat(), "Source": identity["site"],
        "Tags": ";".join(tags), "Scraper": "ijwi"}


def letters(text: str) -> list[str]:
    """Letters with the marks on them, as a reader counts them: near enough to Unicode's grapheme clusters (UAX 29)."""
    found: list[str] = []
    for character in text:
        joins = unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or (found and found[-1].endswith(_JOINER))
        if found and joins:
            found[-1] += character
        else:
            found.append(character)
    return found


def shortened(text: str, most: int) -> str:
    """The text, or as many whole words of it as fit before an ellipsis."""
    if len(letters(text)) <= most:
        return text
    cut = "".join(letters(text)[:most - 1])
    return re.sub(r"[\s,.;:،؛]*\s\S*$", "", cut) + "…"


class _Entry(Item):  # type: ignore[misc]
    """A file of the site. Of a page only its own text is searched, not the menus around it."""

    def __init__(self, path: str, content: bytes) -> None:
        super().__init__()
        self._path, self._content = path, content
        self._type = _TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
        self._page = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8")) \
            if self._type == "text/html" else None

    def get_path(self) -> str:
        return self._path

    def get_title(self) -> str:
        return "" if self._page is None else str(self._page.xpath("string(//head/title)")).rsplit(" · ", 1)[0]

    def get_mimetype(self) -> str:
        return self._type

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._content)

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: int(bool(self._articles())),
                Hint.COMPRESS: int(not self._type.startswith("image/") or self._type == "image/svg+xml")}

    def get_indexdata(self) -> IndexData | None:
        texts = [" ".join(article.itertext()) for article in self._articles()]
        return _Words(self.get_title(), " ".join(" ".join(texts).split()))

    def _articles(self) -> list[html.HtmlElement]:
        if self._page is None or self._page.xpath("//meta[@name='robots'][contains(@content, 'noindex')]"):
            return []
        return list(self._page.iter("article"))


class _Words(IndexData):  # type: ignore[misc]
    """What the full-text search knows of an entry."""

    def __init__(self, title: str, content: str) -> None:
        super().__init__()
        self._title, self._content = title, content

    def has_indexdata(self) -> bool:
        return bool(self._content)

    def get_title(self) -> str:
        return self._title

    def get_content(self) -> str:
        return self._content

    def get_keywords(self) -> str:
        return ""

    def get_wordcount(self) -> int:
        return len(self._content.split())

    def get_geoposition(self) -> None:
        return None
