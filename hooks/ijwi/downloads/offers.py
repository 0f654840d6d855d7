"""What is offered for download: the record of each file, `downloads.json`, and its place on the pages.

The site is built before its downloads are cut, so its pages hold an empty mark where they are
offered (`<!--downloads:…-->`); when the files are there, their sizes are written into it. A mark
names a work, nothing (where all are listed), or a page and the number of a poster on it.
"""

from __future__ import annotations

import hashlib
import html
import json
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from ..localise import size
from ..reader import Reader

#: Where downloads lie in the site.
FOLDER = "downloads"
LIST = f"{FOLDER}/downloads.json"
#: How the name of a file ends that is not whole yet.
PART = ".part"

#: Formats in the order in which they are offered: those that a phone can use first.
FORMATS = ("html", "epub", "pdf-phone", "pdf", "txt", "docx", "zip", "zip-complete", "zim")
#: Those of a poster, offered beside it: on paper, and as a picture.
OF_A_POSTER = ("poster", "card")
EVERY = (*FORMATS, *OF_A_POSTER)
_MARK = re.compile(r"<!--downloads:(?P<work>[^:>#]*)(?:#(?P<poster>\d+))?-->.*?<!--/downloads-->", re.S)


@dataclass(frozen=True)
class Download:
    """One file. `language`, `work` and `topic` are None where the file is of all of them; `url` begins at the root.

    `beside` are the languages that travel in the ZIP of its language.
    """

    language: str | None
    work: str | None
    topic: str | None
    format: str
    url: str
    bytes: int
    sha256: str
    beside: tuple[str, ...] = ()


def download(site: Path, url: str, format: str, *, language: str | None = None, work: str | None = None,
             topic: str | None = None, beside: Sequence[str] = ()) -> Download:
    """The record of a file that is there."""
    content = (site / url).read_bytes()
    return Download(language, work, topic, format, url, len(content), hashlib.sha256(content).hexdigest(),
                    tuple(beside))


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file beside its place and puts it there, so that at no time half of it stands there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}{PART}")
    part.write_bytes(content)
    part.replace(file)


def poster_file(language: str, page: str, number: int) -> str:
    """The address of the files of a poster, without their ending. `page` is its page's path."""
    return f"{FOLDER}/{language}/{page.removesuffix('/index').replace('/', '-')}-poster-{number}"


def without_offers(text: str) -> str:
    """A page of the site without what it offers for download."""
    return _MARK.sub("", text)


def read_downloads(site: Path) -> list[Download]:
    """The downloads that the site lists, as far as their files are there, and as they are there."""
    file = site / LIST
    entries = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return [download(site, found.url, found.format, language=found.language, work=found.work, topic=found.topic,
                     beside=found.beside)
            for found in (Download(**entry) for entry in entries) if (site / found.url).is_file()]


def write_downloads(site: Path, downloads: Iterable[Download]) -> None:
    """Writes `downloads.json`: by language, work, format and address."""
    ordered = sorted(downloads, key=lambda found: (found.language or "", found.work or "", EVERY.index(found.format),
                                                   found.topic or "", found.url))
    text = json.dumps([asdict(found) for found in ordered], ensure_ascii=False, indent=1)
    write_whole(site / LIST, f"{text}\n".encode())


def meaning(found: Download, reader: Reader) -> str:
    """What a download is good for, in the reader's words."""
    _ = reader.strings.gettext
    if found.topic:
        return f"{reader.topic(found.topic)} (ZIP)"
    if found.format == "zip" and found.language is None:
        return _("Everything, in all languages: for a computer (ZIP)")
    return {"html": _("One file: opens in any browser, good for sending"),
            "epub": _("EPUB: for reading apps, in letters as large as you like"),
            "pdf": _("PDF to print (A4)"),
            "pdf-phone": _("PDF for a phone: narrow pages, large letters"),
            "txt": _("Plain text: to paste into messages"),
            "poster": _("Poster to print (PDF)"),
            "card": _("Picture to share (PNG)"),
            "docx": _("Word document of a handout: to change and print"),
            "zip": _("The whole library in this language, with its search: for a computer (ZIP)"),
            "zip-complete": _("Everything, in all languages: for a computer (ZIP)"),
            "zim": _("For the app Kiwix (ZIM)")}[found.format]


def offer(site: Path, readers: Iterable[Reader], downloads: Iterable[Download]) -> None:
    """Writes the offers into the marks of the finished pages. Doing it again gives the same pages."""
    every = list(downloads)
    for reader in readers:
        pages = [reader.page("downloads"), *(edition.url for work in reader.catalogue.works
                                             for document in (work, *work.parts)
                                             if (edition := document.readable.get(reader.language.code)))]
        for page in pages:
            file = site / page
            text = file.read_text("utf-8") if file.is_file() else ""
            if _MARK.search(text):
                root = posixpath.relpath(".", posixpath.dirname(page) or ".")
                filled = partial(_filled, downloads=every, reader=reader, root=root)
                write_whole(file, _MARK.sub(filled, text).encode())


def _filled(mark: re.Match[str], downloads: list[Download], reader: Reader, root: str) -> str:
    work = html.unescape(mark["work"])
    file = poster_file(reader.language.code, work, int(mark["poster"])) if mark["poster"] else ""
    chosen = [found for found in downloads if (
        found.url.rpartition(".")[0] == file if file or found.format in OF_A_POSTER
        else found.work == (work or None) and found.language in (reader.language.code, None))]
    lines = "\n".join(_line(found, reader, root) for found in sorted(
        chosen, key=lambda found: (found.topic is not None, EVERY.index(found.format), found.language is None,
                                   found.url)))
    _ = reader.strings.gettext
    if file:
        text = f'<ul class="offers">\n{lines}\n</ul>' if lines else ""
    elif work:
        title = html.escape(_("Keep it or pass it on"))
        text = f'<h2 id="offers-title">{title}</h2>\n<ul class="offers">\n{lines}\n</ul>' if lines else ""
    else:
        text = (f'<ul class="offers">\n{lines}\n</ul>' if lines
                else f"<p>{html.escape(_('There are no downloads here yet.'))}</p>")
    return f"{mark[0].partition('>')[0]}>{text}<!--/downloads-->"


def _line(found: Download, reader: Reader, root: str) -> str:
    _ = reader.strings.gettext
    address = html.escape(posixpath.join(root, found.url))
    hints = {"zip": _("Sensitive works are left out."), "zim": _("Sensitive works are left out."), "zip-complete": _(
        "This one holds the sensitive works too. The file stays in the folder of downloads, where others can see it.")}
    hint = f'<span class="hint">{html.escape(hints[found.format])}</span>' if found.format in hints else ""
    along = "".join(f'<span class="tag">+ <span lang="{other.code}" dir="{other.direction}">{html.escape(other.name)}'
                    "</span></span> " for code in found.beside if (other := reader.catalogue.languages.get(code)))
    return (f'<li><a class="offer" href="{address}" download>{html.escape(meaning(found, reader))}</a> {along}'
            f'<span class="tag">{html.escape(size(found.bytes, reader.language))}</span>{hint}</li>')
