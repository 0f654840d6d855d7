"""Atom feeds (RFC 4287): a language's newest works, all of them and by topic."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from ..records import Edition, Work
from ..sharing import Shared, Sharing

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/atom+xml"
#: How many of the newest works a feed names.
NEWEST = 50

#: A work of this language, ready to be named in a feed.
Entry = tuple[Work, Edition, Shared]


def path(sharing: Sharing, topic: str = "") -> str:
    """The place of a feed in the site."""
    name = f"topics/{sharing.topic(topic).id}" if topic else "all"
    return f"{sharing.prefix}feeds/{name}.xml"


def atom_feeds(sharing: Sharing) -> Iterator[tuple[str, bytes]]:
    """Path and content of each feed of a language: the newest of all, and of each topic that has works in it."""
    for topic in ("", *sharing.catalogue.vocabulary.topics):
        works = sharing.works(topic)
        if works:
            yield path(sharing, topic), _feed(sharing, topic, works[:NEWEST])


def _feed(sharing: Sharing, topic: str, works: list[Entry]) -> bytes:
    title = f"{sharing.site_name} · {sharing.topic(topic).name}" if topic else sharing.site_name
    about = sharing.topic(topic).page if topic else sharing.site_url + sharing.reader.page("library")
    root = feed(sharing, path(sharing, topic), title, works)
    link(root, "self", sharing.site_url + path(sharing, topic), MEDIA_TYPE)
    link(root, "alternate", about, "text/html", hreflang=sharing.language)
    for work, edition, shared in works:
        link(entry(root, sharing, work, shared), "alternate", shared.url, "text/html", hreflang=edition.language)
    return written(root)


def feed(sharing: Sharing, own_path: str, title: str, works: list[Entry]) -> Element:
    """A feed's root with what every feed says of itself. Its id is its own online address.

    The makers of works are named in each entry; the feed's author is the centre.
    """
    register_namespace("", ATOM)
    root = Element(_name("feed"), {XML_LANG: sharing.language})
    SubElement(root, _name("id")).text = sharing.site_url + own_path
    SubElement(root, _name("title")).text = title
    SubElement(root, _name("updated")).text = instant(max(shared.updated for _work, _edition, shared in works))
    author = SubElement(root, _name("author"))
    SubElement(author, _name("name")).text = sharing.site_name
    SubElement(author, _name("uri")).text = sharing.site_url
    return root


def entry(root: Element, sharing: Sharing, work: Work, shared: Shared) -> Element:
    """An edition of a work in a feed. Its id is its online address, which lasts (`aliases` keep earlier ones)."""
    element = SubElement(root, _name("entry"))
    for name, text in (("id", shared.url), ("title", shared.title), ("updated", instant(shared.updated)),
                       ("published", instant(work.fields.published))):
        SubElement(element, _name(name)).text = text
    for creator in sharing.creators(work):
        SubElement(SubElement(element, _name("author")), _name("name")).text = creator
    if shared.text:
        SubElement(element, _name("summary")).text = shared.text
    SubElement(element, _name("rights")).text = work.fields.licence
    kinds = sharing.site_url + sharing.reader.kind_page(work.kind)
    SubElement(element, _name("category"), {"term": work.kind, "scheme": kinds.rpartition(work.kind)[0],
                                            "label": sharing.reader.kind(work.kind)})
    for topic in sharing.topics(work):
        SubElement(element, _name("category"), {"term": topic.id, "scheme": topic.page.rpartition(topic.id)[0],
                                                "label": topic.name})
    return element


def link(parent: Element, rel: str, href: str, media_type: str, **more: str) -> Element:
    """A link of a feed or an entry."""
    return SubElement(parent, _name("link"), {"rel": rel, "href": href, "type": media_type, **more})


def instant(day: datetime.date) -> str:
    """The beginning of a day, as RFC 3339 has it: a record knows its day, not its hour."""
    return f"{day.isoformat()}T00:00:00Z"


def written(root: Element) -> bytes:
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"
