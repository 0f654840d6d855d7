"""What a browser needs to keep a work for offline, once its reader asks for it.

A list a work and language, `<language>/keep/<work>.json`: its pages with digests, and what they cannot do without.
`overrides/assets/keep.js` fetches what the list names and checks it; `overrides/keep-worker.js` gives it out while
there is no network. Neither is loaded, and nothing is stored, before somebody has pressed the button. What the search
needs is in no list: it would keep the names of sensitive works.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .centre import Centre
from .listings import KEPT_PAGE
from .localise import date, size
from .memory import FORGETFUL, Memory
from .neutral import NEUTRAL_PAGE, NEUTRAL_STYLE
from .picture import NO_COPIES
from .reader import Reader
from .records import Document, Edition, Work
from .sharing import outward_title
from .strings import Strings, Wording

#: Files that every kept page needs: its look, its exit, and the way to keep and forget.
_EVERYWHERE = ("assets/ijwi.css", "assets/ijwi.js", "assets/exit.js", "assets/keep.js", "assets/brand/band.svg",
               "assets/brand/pattern.svg", "assets/brand/mark.svg", NEUTRAL_PAGE, NEUTRAL_STYLE)
_SHOWN = re.compile(r'<(?:img|audio|video|track|script)\b[^>]*\bsrc="[^>]*>|'
                    r'<link rel="(?:icon|manifest|stylesheet)"[^>]*>')
_ADDRESS = re.compile(r'\b(?:src|href)="([^"]*)"')


def list_path(work: Work, edition: Edition, catalogue_prefix: str) -> str:
    """Where the list of a work lies, relative to the site's root. A sensitive work's path is neutral already."""
    return f"{catalogue_prefix}keep/{work.name}.json"


def keepable(document: Document, reader: Reader) -> Work | None:
    """The work of a page, if readers of this language may keep it: machine drafts of sensitive works are never kept."""
    work = reader.catalogue.work_of(document)
    if work is None or work.withdrawn or not reader.own(work):
        return None
    edition = work.editions[reader.language.code]
    return None if reader.catalogue.hidden_from_search_engines(work, edition) else work


def keep_lists(site: Path, centre: Centre, languages: Iterable[str] | None = None,
               memory: Memory = FORGETFUL) -> Iterator[tuple[str, str]]:
    """Path and content of the list of each work in each language, or in some, from the finished site.

    A withdrawn work has a list too, which brings its notice to those who kept it. What `memory` knows of a file of the
    site is not read again.
    """
    files = _Files(site, memory)
    for code in centre.strings if languages is None else languages:
        reader = Reader(centre.catalogue, centre.strings[code])
        for work in centre.catalogue.works:
            edition = work.editions.get(code)
            if edition and (site / edition.url).is_file() and (keepable(work, reader) or _gone(work, edition)):
                yield _list(files, work, edition, reader)


def _gone(document: Document, edition: Edition) -> bool:
    return document.withdrawn or edition.withdrawn is not None


def _list(site: _Files, work: Work, edition: Edition, reader: Reader) -> tuple[str, str]:
    catalogue, language = reader.catalogue, reader.language
    pages, urgent = [], []
    for document in (work, *work.parts):
        own = document.editions.get(language.code)
        withdrawn = own is not None and (_gone(work, edition) or _gone(document, own))
        if own is None or (not withdrawn and catalogue.hidden_from_search_engines(document, own)):
            continue
        pages.append(own.url)
        if withdrawn or document.fields.recalls:
            urgent.append(own.url)
    prefix = catalogue.languages.prefix(language.code)
    kept_page, words = reader.page(KEPT_PAGE), f"{prefix}keep/words.js"
    paths = dict.fromkeys((*pages, kept_page, words, *_EVERYWHERE,
                           *(shown for page in (*pages, kept_page) for shown in site.shown(page))))
    files = [(path, *digest) for path in paths if (digest := site.digest(path))]
    total = sum(count for _path, _sha256, count in files)
    content = {"title": outward_title(catalogue, work, edition), "page": edition.url, "language": language.code,
               "direction": language.direction, "day": date(work.updated(language.code), language),
               "size": size(total, language), "sensitive": work.fields.sensitive, "urgent": urgent, "files": files}
    return list_path(work, edition, prefix), json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Files:
    """The site's files: their digests, and what pages show. Each is read once, if at all."""

    def __init__(self, site: Path, memory: Memory) -> None:
        self._site, self._memory = site, memory
        self._digests: dict[str, tuple[str, int] | None] = {}

    def digest(self, path: str) -> tuple[str, int] | None:
        """SHA-256 of a file and its size in bytes; None if it is not there."""
        if path not in self._digests:
            file = self._site / path
            self._digests[path] = self._memory.recall_file(
                file, f"digest {path}", lambda content: (hashlib.sha256(content).hexdigest(), len(content))
            ) if file.is_file() else None
        return self._digests[path]

    def shown(self, page: str) -> list[str]:
        """Icons, pictures, sounds, styles and scripts of a page, relative to the site's root."""
        addresses: list[str] = self._memory.recall_file(self._site / page, f"shown {page}", _addresses)
        return [posixpath.normpath(posixpath.join(posixpath.dirname(page), address)) for address in addresses]


def _addresses(content: bytes) -> list[str]:
    """What a page shows. Of a picture only the plain file, which the worker gives for the others, if it has copies."""
    found = [urlsplit(_ADDRESS.findall(element)[0]) for element in _SHOWN.findall(content.decode())
             if NO_COPIES not in element]
    return [unquote(address.path) for address in found if address.path and not address.scheme and not address.netloc]


def keep_words(strings: Strings, prefix: str) -> tuple[str, str]:
    """Path and content of the words that keep.js says in a language; loaded with it, not before."""
    _, path = strings.gettext, f"{prefix}keep/words.js"
    words = {
        "what": _("The pages of this work are stored in this browser and open without a network. They take up "
                  "%(size)s."),
        "found": _spread(strings.safety("Whoever uses this device can find what is kept.")),
        "care": _spread(strings.safety("This work could put you at risk if somebody finds it on this device. "
                                       "Keep it only where nobody else looks.")),
        "keep": _("Keep it"),
        "keep_anyway": _("Keep it all the same"),
        "rather_not": _("Do not keep it"),
        "kept": _("Kept on this device, as changed on %(day)s."),
        "newer": _("There is a newer text. Fetching it takes at most %(size)s."),
        "fetch": _("Fetch it"),
        "corrected": _("A corrected page was fetched: do not follow the earlier text."),
        "failed": _("That did not work: the connection broke off. Nothing has changed. Try again later."),
        "full": _("There is not enough room on this device. Nothing has changed."),
        "forget": _("Forget this work"),
        "forget_all": _("Forget what this site kept"),
        "forgotten": _("Nothing of it is kept here any more."),
        "limits": _spread(strings.safety("This cannot erase the browser's history, downloads, or what a spying app "
                                         "has seen.")),
        "all": _("Everything that is kept"),
        "wait": _("One moment…"),
    }
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return path, f"ijwi.give({json.dumps(path)},{text});\n"


def _spread(wordings: Iterable[Wording]) -> list[tuple[str, str, str]]:
    """Wordings to show one beside the other: language, direction, text."""
    return [(wording.language, wording.direction, wording.text) for wording in wordings]
