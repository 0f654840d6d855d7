"""Cuts the downloads from the finished site, and offers them on its pages.

    .venv/bin/python scripts/downloads.py                               all of them
    .venv/bin/python scripts/downloads.py --language rw --format epub   only these; the others stay as they are

IJWI_SIGNING_KEY holds the centre's minisign key, or the name of its file: bundles are signed with it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config

from ijwi.centre import Centre, read_centre
from ijwi.downloads import epub, offers, pdf, single, text
from ijwi.downloads.book import Book, read_book
from ijwi.downloads.bundle import bundle
from ijwi.downloads.filelist import ENVIRONMENT, SigningKey, key_from_environment
from ijwi.downloads.handout_docx import handouts
from ijwi.downloads.offers import FOLDER, FORMATS, Download, download
from ijwi.downloads.zim import zim
from ijwi.findings import ContentError
from ijwi.keeping import keep_lists
from ijwi.outputs import write
from ijwi.reader import Reader
from ijwi.sharing import Sharing

#: The formats of a work in one file: the ending of its name, and what makes it.
OF_A_WORK: dict[str, tuple[str, Callable[[Book], bytes]]] = {
    "html": (".html", single.single_file), "epub": (".epub", epub.epub), "pdf-phone": ("-phone.pdf", pdf.pdf_phone),
    "pdf": (".pdf", pdf.pdf), "txt": (".txt", text.plain_text)}


@dataclass(frozen=True)
class Order:
    """What is to be cut from which site. None stands for all."""

    site: Path
    centre: Centre
    site_name: str
    site_url: str
    languages: list[str] | None
    topics: list[str] | None
    works: list[str] | None
    formats: list[str] | None
    key: SigningKey | None

    def wants(self, language: str | None, format: str) -> bool:
        """Whether a language (None: all together) and a format are asked for."""
        return format in (self.formats or FORMATS) and (language in self.languages if self.languages else True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", action="append", help="only this one (may be repeated)")
    parser.add_argument("--topic", action="append", help="only the bundles of this topic")
    parser.add_argument("--work", action="append", help="only this one, as in toolkits/stay-safe-online")
    parser.add_argument("--format", action="append", choices=FORMATS, help="only this one")
    parser.add_argument("--site", type=Path, default=Path("site"))
    arguments = parser.parse_args()
    begun = time.perf_counter()
    try:
        order = _order(arguments)
        made = list(_cut(order))
    except (ContentError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    urls = {found.url for found in made}
    every = [*made, *(found for found in offers.read_downloads(order.site) if found.url not in urls)]
    offers.write_downloads(order.site, every)
    readers = [Reader(order.centre.catalogue, strings) for strings in order.centre.strings.values()]
    offers.offer(order.site, readers, every)
    write(str(order.site), keep_lists(order.site, order.centre))  # the pages have changed: they offer downloads now
    print(f"{len(made)} files, {sum(found.bytes for found in made) / 1e6:.1f} MB, {time.perf_counter() - begun:.0f} s: "
          f"{order.site / FOLDER}")
    return 0


def _order(arguments: argparse.Namespace) -> Order:
    """The order that the arguments give. Raises ContentError or ValueError with what to mend."""
    config = load_config()
    if not (arguments.site / "index.html").is_file():
        raise ValueError(f"There is no site in {arguments.site}: run `make site` first.")
    if not config.site_url:
        raise ValueError("mkdocs.yml has no `site_url`: downloads must say where a newer one is.")
    centre = read_centre(Path(config.config_file_path).parent, Path(config.docs_dir), config.extra)
    centre.require_sound()
    for name, known in (("language", set(centre.languages)), ("topic", set(centre.vocabulary.topics)),
                        ("work", {work.name for work in centre.catalogue.works})):
        unknown = sorted(set(getattr(arguments, name) or ()) - known)
        if unknown:
            raise ValueError(f"--{name} {unknown[0]}: there is no such {name}.")
    return Order(arguments.site, centre, config.site_name, config.site_url, arguments.language, arguments.topic,
                 arguments.work, arguments.format, _key(centre))


def _key(centre: Centre) -> SigningKey | None:
    """The key to sign with: the one that readers know from the about page. Raises ValueError if it is another."""
    key = key_from_environment()
    if key and centre.signing_key and key.public != centre.signing_key:
        raise ValueError(f"{ENVIRONMENT} is not the key of this centre, so nothing was cut: its public half is "
                         f"{key.public}, but `extra.centre.signing_key` in mkdocs.yml is {centre.signing_key}.")
    if key and not centre.signing_key:
        print(f"Bundles are signed, but mkdocs.yml names no key to compare with. Write under `extra.centre`: "
              f"signing_key: {key.public}", file=sys.stderr)
    if centre.signing_key and not key:
        print(f"Bundles are not signed: {ENVIRONMENT} is not set.", file=sys.stderr)
    return key


def _cut(order: Order) -> Iterator[Download]:
    if not order.topics:
        yield from _of_works(order)
    if not order.works:
        yield from _of_languages(order)
        if not order.languages and not order.topics:
            yield from _of_everything(order)


def _of_works(order: Order) -> Iterator[Download]:
    """Every work in every language that holds it."""
    catalogue = order.centre.catalogue
    for code, strings in order.centre.strings.items():
        sharing = Sharing(Reader(catalogue, strings), order.site_name, order.site_url)
        for work in catalogue.works:
            wanted = [format for format in (*OF_A_WORK, "docx") if order.wants(code, format)]
            if not wanted or (order.works and work.name not in order.works):
                continue
            book = read_book(order.site, work, sharing)
            for format in wanted if book else ():
                if book is None:
                    continue
                name = f"{FOLDER}/{code}/{work.name.replace('/', '-')}"
                files = ([(f"{name}-{part.replace('/', '-')}.docx", content) for part, content in handouts(book)]
                         if format == "docx" else [(name + OF_A_WORK[format][0], OF_A_WORK[format][1](book))])
                for url, content in files:
                    _write(order.site / url, content)
                    yield download(order.site, url, format, language=code, work=work.name)


def _of_languages(order: Order) -> Iterator[Download]:
    """The library of each language that holds works, whole and topic by topic."""
    catalogue = order.centre.catalogue
    for code in order.centre.languages:
        works = [work for work in catalogue.offered if code in work.readable and not work.fields.sensitive]
        topics = [topic for topic in catalogue.vocabulary.topics
                  if not catalogue.vocabulary.topics[topic].sensitive
                  and any(topic in work.fields.topics for work in works)]
        for topic in (None, *topics) if works and order.wants(code, "zip") else ():
            if (topic is None and not order.topics) or (topic and topic in (order.topics or topics)):
                url = f"{FOLDER}/{code}/{catalogue.vocabulary.topic_address(topic) if topic else 'library'}.zip"
                _write(order.site / url, bundle(order.site, order.centre, [code], topic, complete=False, key=order.key))
                yield download(order.site, url, "zip", language=code, topic=topic)
        if works and order.wants(code, "zim") and not order.topics:
            url = f"{FOLDER}/{code}/library.zim"
            zim(order.site / url, order.site, order.centre, [code])
            yield download(order.site, url, "zim", language=code)


def _of_everything(order: Order) -> Iterator[Download]:
    """All languages together."""
    codes = [code for code in order.centre.languages
             if any(code in work.readable for work in order.centre.catalogue.offered)]
    for format, complete in (("zip", False), ("zip-complete", True)):
        if order.wants(None, format):
            url = f"{FOLDER}/{'complete' if complete else 'library'}.zip"
            _write(order.site / url, bundle(order.site, order.centre, codes, None, complete=complete, key=order.key))
            yield download(order.site, url, format)
    if order.wants(None, "zim"):
        url = f"{FOLDER}/library.zim"
        zim(order.site / url, order.site, order.centre, codes)
        yield download(order.site, url, "zim")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
