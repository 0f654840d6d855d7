"""OPDS 1.2: a language's whole library for reading apps (https://specs.opds.io/opds-1.2).

One acquisition feed, in pages, with facets by topic, kind and language. What a reading app
may fetch of a work is said by `acquisitions` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace

from ..sharing import Shared, Sharing
from .atom import Entry, entry, feed, link, written

OPDS = "http://opds-spec.org/2010/catalog"
TERMS = "http://purl.org/dc/terms/"
THREADING = "http://purl.org/syndication/thread/1.0"
FACET = "http://opds-spec.org/facet"
ACQUISITION = "http://opds-spec.org/acquisition/open-access"
MEDIA_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
#: How many works stand on one page of a feed.
A_PAGE = 100


@dataclass(frozen=True)
class Facet:
    """One way of choosing among the works: `group` is the heading under which an app shows it."""

    group: str
    name: str
    path: str
    count: int
    topic: str = ""
    kind: str = ""


def acquisitions(shared: Shared) -> Iterator[tuple[str, str]]:
    """Address and media type of each form in which a work may be had: today its page."""
    yield shared.url, "text/html"


def path(sharing: Sharing, topic: str = "") -> str:
    """The place in the site of the first page of the whole feed, or of a topic's."""
    name = f"opds/topics/{sharing.topic(topic).id}" if topic else "opds"
    return f"{sharing.prefix}feeds/{name}.xml"


def opds_feeds(sharing: Sharing) -> Iterator[tuple[str, bytes]]:
    """Path and content of each page of a language's feeds: the whole library, each topic, each kind."""
    works = sharing.works()
    if not works:
        return
    facets = list(_facets(sharing))
    yield from _pages(sharing, works, facets, None)
    for facet in facets:
        if facet.topic or facet.kind:
            yield from _pages(sharing, sharing.works(facet.topic, facet.kind), facets, facet)


def _facets(sharing: Sharing) -> Iterator[Facet]:
    gettext = sharing.strings.gettext
    for topic in sharing.catalogue.vocabulary.topics:
        count = len(sharing.works(topic))
        if count:
            yield Facet(gettext("Topic"), sharing.topic(topic).name, path(sharing, topic), count, topic=topic)
    for kind in sharing.catalogue.vocabulary.kinds:
        count = len(sharing.works(kind=kind))
        if count:
            yield Facet(gettext("Kind"), sharing.reader.kinds(kind), f"{sharing.prefix}feeds/opds/kinds/{kind}.xml",
                        count, kind=kind)
    for code, language in sharing.catalogue.languages.items():
        count = sum(sharing.of(work, work.editions[code]) is not None
                    for work in sharing.catalogue.offered if code in work.editions)
        if count:
            prefix = sharing.catalogue.languages.prefix(code)
            yield Facet(gettext("Language"), language.name, f"{prefix}feeds/opds.xml", count)


def _pages(sharing: Sharing, works: list[Entry], facets: list[Facet], chosen: Facet | None) -> Iterator[
        tuple[str, bytes]]:
    first = chosen.path if chosen else path(sharing)
    chunks = [works[start:start + A_PAGE] for start in range(0, len(works), A_PAGE)]
    paths = [first, *(f"{first.removesuffix('.xml')}/{number}.xml" for number in range(2, len(chunks) + 1))]
    for place, (own, chunk) in enumerate(zip(paths, chunks, strict=True)):
        yield own, _page(sharing, chunk, facets, chosen, paths, place)


def _page(sharing: Sharing, works: list[Entry], facets: list[Facet], chosen: Facet | None,
          paths: list[str], place: int) -> bytes:
    for prefix, uri in (("opds", OPDS), ("dcterms", TERMS), ("thr", THREADING)):
        register_namespace(prefix, uri)
    title = f"{sharing.site_name} · {chosen.name}" if chosen else sharing.site_name
    root = feed(sharing, paths[place], title, works)
    around = {"self": place, "first": 0, "previous": place - 1, "next": place + 1, "last": len(paths) - 1}
    link(root, "start", sharing.site_url + path(sharing), MEDIA_TYPE)
    for rel, target in around.items():
        if 0 <= target < len(paths):
            link(root, rel, sharing.site_url + paths[target], MEDIA_TYPE)
    for facet in facets:
        own_language = facet.path == path(sharing)
        _facet(root, sharing, facet, facet == chosen or own_language)
    for work, edition, shared in works:
        _entry(entry(root, sharing, work, shared), work.fields.published.isoformat(), edition.language, shared)
    return written(root)


def _facet(root: Element, sharing: Sharing, facet: Facet, active: bool) -> None:
    element = link(root, FACET, sharing.site_url + facet.path, MEDIA_TYPE, title=facet.name)
    element.set(f"{{{OPDS}}}facetGroup", facet.group)
    if active:
        element.set(f"{{{OPDS}}}activeFacet", "true")
    element.set(f"{{{THREADING}}}count", str(facet.count))


def _entry(element: Element, issued: str, language: str, shared: Shared) -> None:
    SubElement(element, f"{{{TERMS}}}language").text = language
    SubElement(element, f"{{{TERMS}}}issued").text = issued
    SubElement(element, f"{{{TERMS}}}identifier").text = shared.url
    link(element, "alternate", shared.url, "text/html", hreflang=language)
    link(element, "http://opds-spec.org/image", shared.image, "image/png")
    for href, media_type in acquisitions(shared):
        link(element, ACQUISITION, href, media_type)
