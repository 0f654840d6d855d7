"""Every address outside the centre that its pages and data show: where it is written, and who sees it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from lxml import html

from ..centre import Centre
from ..facts import Record
from ..pagefiles import read_page
from ..records import Document, Edition
from ..references import plain_markdown
from .memory import without_fragment

#: Names that never lead anywhere (RFC 2606, RFC 6761).
_RESERVED = re.compile(r"(?i)(^|\.)(example(\.(com|net|org))?|test|invalid|localhost|local)\.?$")


@dataclass(frozen=True, order=True)
class Place:
    """A line where an address is written.

    `language` and `work` say whose it is: both are empty for data and settings. `seen` are the languages whose
    readers meet it there.
    """

    path: str
    line: int
    language: str = ""
    work: str = ""
    seen: tuple[str, ...] = ()


def is_askable(address: str) -> bool:
    """Whether a server on the internet may be asked for it: no names of examples, no machine of one's own network."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or re.search(r"[\s<>\"]", address):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not _RESERVED.search(host)


def shown_addresses(centre: Centre, settings: Path, templates: Path) -> dict[str, tuple[Place, ...]]:
    """Each address that may be asked for, without its fragment, with its places.

    `settings` is mkdocs.yml, `templates` the folder overrides/.
    """
    found: dict[str, set[Place]] = {}
    for address, place in (*_in_content(centre), *_in_data(centre), *_in_settings(settings), *_in_templates(templates)):
        if is_askable(address):
            found.setdefault(without_fragment(address), set()).add(place)
    return {address: tuple(sorted(found[address])) for address in sorted(found)}


def _in_content(centre: Centre) -> Iterator[tuple[str, Place]]:
    for document in centre.catalogue.documents.values():
        work = centre.catalogue.work_of(document)
        if document.withdrawn or (work and work.withdrawn):
            continue
        for edition in document.readable.values():
            text = (centre.docs / edition.file).read_text("utf-8-sig")
            for address in sorted(_written(document, edition, centre)):
                everywhere = edition.is_source and address in _fields(document)
                seen = tuple(document.readable) if everywhere else (edition.language,)
                for line in _lines(text, address):
                    yield address, Place(f"{centre.docs.name}/{edition.file}", line, edition.language,
                                         work.name if work else document.path, seen)


def _written(document: Document, edition: Edition, centre: Centre) -> set[str]:
    _front_matter, body, _line = read_page(centre.docs / edition.file)
    in_text = _links(body) if "://" in body else set()
    return in_text | (_fields(document) if edition.is_source else set())


def _fields(document: Document) -> set[str]:
    """The addresses of a page's front matter, which all its editions show."""
    own = (getattr(document.fields, name, None) for name in ("url", "link"))
    return {source.url for source in document.fields.sources} | {address for address in own if address}


def _links(body: str) -> set[str]:
    """What Markdown makes links of; HTML and code in a page are shown as text."""
    tree = html.fromstring(f"<div>{plain_markdown().convert(body)}</div>")
    return {address for link in tree.iter("a") if "://" in (address := link.get("href", "").strip())}


def _in_data(centre: Centre) -> Iterator[tuple[str, Place]]:
    seen: dict[str, set[str]] = {}
    for document in centre.catalogue.documents.values():
        for edition in document.readable.values():
            for name in _cited(read_page(centre.docs / edition.file)[1], centre):
                seen.setdefault(name, set()).add(edition.language)
    tables: dict[str, Mapping[str, Record]] = {"indicators.csv": centre.facts.indicators,
                                               "helplines.csv": centre.facts.helplines}
    for file, records in tables.items():
        path = centre.docs / "data" / file
        text = path.read_text("utf-8-sig") if path.exists() else ""
        readers = {name: tuple(code for code in centre.languages if code in seen.get(name, ())) for name in records}
        for name, record in records.items():
            for line in _lines(text, record.url):
                if text.splitlines()[line - 1].startswith(f"{name},"):
                    yield record.url, Place(f"{centre.docs.name}/data/{file}", line, seen=readers[name])


def _cited(body: str, centre: Centre) -> set[str]:
    """The indicators whose source a page's text shows."""
    charts = (centre.facts.charts.get(name) for name in re.findall(r"\[chart:([a-z0-9-]+)\]", body))
    return {*re.findall(r"\[fact:([a-z0-9-]+)\.", body), *(name for chart in charts if chart
                                                          for name in chart.indicators)}


def _in_settings(file: Path) -> Iterator[tuple[str, Place]]:
    """Where "Leave this site" leads, and where changes are suggested."""
    key = ""
    for event in yaml.parse(file.read_text("utf-8"), Loader=yaml.SafeLoader):
        value = event.value if isinstance(event, yaml.ScalarEvent) else ""
        if key in ("exit_url", "repo_url") and event.start_mark:
            yield value, Place(file.name, event.start_mark.line + 1)
        key = value


def _in_templates(folder: Path) -> Iterator[tuple[str, Place]]:
    for file in sorted(folder.rglob("*.html")):
        text = file.read_text("utf-8")
        for found in re.finditer(r'href="(https?://[^"{]+)"', text):
            yield found[1], Place(file.relative_to(folder.parent).as_posix(), text.count("\n", 0, found.start()) + 1)


def _lines(text: str, address: str) -> list[int]:
    """The lines where an address stands whole; the first line if it is written in another way."""
    whole = re.compile(re.escape(address) + r"(?![^\s)>\"'\],}|])")
    return [number for number, line in enumerate(text.splitlines(), 1) if whole.search(line)] or [1]
