"""What readers see beside a link that no longer answers: since when, and an archived copy if one is known."""

from __future__ import annotations

import html
from xml.etree.ElementTree import Element, SubElement, tostring

from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

from ..localise import date
from ..strings import Strings
from .memory import LinkMemory, Remembered


def dead_note(link: Remembered, strings: Strings) -> Element:
    """The note in the reader's language, to stand behind the link."""
    note = Element("span", {"class": "dead-link"})
    note.text = " ["
    words = SubElement(note, "bdi")
    words.text = (strings.gettext("no longer answers; last worked on %(day)s")
                  % {"day": date(link.last_worked, strings.language)} if link.last_worked else
                  strings.gettext("no longer answers"))
    words.tail = "]"
    if link.archived:
        words.tail = " · "
        copy = SubElement(note, "a", {"href": link.archived, "rel": "external noreferrer"})
        copy.text = strings.gettext("archived copy")
        copy.tail = "]"
    return note


def mark_dead_links(root: Element, links: LinkMemory, strings: Strings) -> None:
    """Puts the note behind each dead link of a page's text."""
    for parent in list(root.iter()):
        for link in list(parent):
            dead = link.tag == "a" and links.dead(html.unescape(link.get("href", "").replace(AMP_SUBSTITUTE, "&")))
            if dead:
                note = dead_note(dead, strings)
                note.tail, link.tail = link.tail, None
                parent.insert(list(parent).index(link) + 1, note)


def dead_note_html(address: str, links: LinkMemory, strings: Strings) -> Markup:
    """The note for a template, or nothing."""
    dead = links.dead(address)
    return Markup(tostring(dead_note(dead, strings), encoding="unicode") if dead else "")  # noqa: S704 (escaped by ElementTree)
