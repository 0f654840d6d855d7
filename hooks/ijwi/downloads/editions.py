"""Of each work the best edition that the bundle carries, where the site shows a better one that it lacks.

Lists of cards are made anew by the site's own template. Other links that stand for a work or a part, not for one of
its languages, are led to the carried edition and say in which language it is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template, pass_context
from jinja2.runtime import Context
from lxml import html
from lxml.html import HtmlElement

from ..reader import Reader
from ..records import Document, Edition, Work
from ..templating import speaking
from .pagetree import elements, local_target

#: The language of a link's target, beside the link's words (crosslinks.py).
_NOTE = "./span[@class='in-language']"


@dataclass(frozen=True)
class BestEditions:
    """`reader` reads the bundle's own catalogue; `known` are all editions of the site by address; `templates` ours."""

    reader: Reader
    known: Mapping[str, Edition]
    templates: Path

    def renew_cards(self, page: HtmlElement, path: str) -> None:
        """Makes the lists of cards on the page at `path` anew, of the works that are carried."""
        reader = self.reader
        for parent in dict.fromkeys(cards.getparent() for cards in elements(page, "//ul[@class='cards']")):
            block = elements(parent, "./ul[@class='cards'] | ./*[@class='other-languages'] | "
                                     "./*[@class='other-languages']/following-sibling::p[@class='hint'][1]")
            shown = [self._document(link, path) for link in elements(parent, "./ul[@class='cards']/li//a")]
            works = [document for document in shown if isinstance(document, Work)]
            if not works:
                continue  # an empty list is taken out together with its heading
            macros = self._template.make_module({"reader": reader, "language": reader.language, "page_path": path,
                                                 "languages": reader.catalogue.languages})
            level = int(elements(parent, "./*[@class='other-languages'] | ./ul/li/*[@class='card-title']")[0].tag[1])
            if elements(parent, "ancestor-or-self::*[contains(concat(' ', @class, ' '), ' listing ')]"):
                made = macros.works(works, level)  # type: ignore[attr-defined]
            else:
                cards = "".join(macros.card(work, level) for work in works)  # type: ignore[attr-defined]
                made = f'<ul class="cards">{cards}</ul>'
            place = parent.index(block[0])
            for old in block:
                parent.remove(old)
            parent[place:place] = html.fragments_fromstring(made.strip())

    def lead(self, link: HtmlElement, path: str) -> None:
        """Leads a link on the page at `path` to the best edition that is carried, if it leads to one that is not.

        A link that is of a certain language stays: its words name it, or it has `hreflang` and does not only say so
        beside its words.
        """
        target, document = local_target(link.get("href", ""), path), self._document(link, path)
        if target is None or document is None or (link.get("hreflang") and not elements(link, _NOTE)):
            return
        named = self.reader.catalogue.languages.get(link.get("lang", ""))
        if named and link.text_content().strip() == named.name:
            return
        before, shown = self.known[target[0]], self.reader.edition(document)
        if before.language in document.readable:
            return
        place = f"#{target[1]}" if target[1] in shown.digests else ""
        link.set("href", _seen_from(path, shown.url) + place)
        if link.get("hreflang"):
            link.set("hreflang", shown.language)
        for title in (link, *link.iter("strong")):
            if (title.text or "").strip() == before.title:
                for holder in (link, title, link.getparent()):
                    if holder.get("lang") == before.language:
                        for name in ("lang", "dir"):
                            holder.attrib.pop(name, None)
                title.text = shown.title
                title.set("lang", shown.language)
                direction = self.reader.catalogue.languages[shown.language].direction
                if direction != self.reader.language.direction:
                    title.set("dir", direction)
        self._name_language(link, self.reader.language_name(shown.language))

    def _name_language(self, link: HtmlElement, name: str) -> None:
        """Says in which language a link opens, where the site does: within links of a text, behind those to parts."""
        in_parts = bool(elements(link, "ancestor::nav[@class='parts']"))
        if not in_parts and not elements(link, "ancestor::div[@class='text']"):
            return
        [*found] = elements(link, "./following-sibling::span[@class='tag other']" if in_parts else _NOTE)
        note = found[0] if found else html.Element("span", {"class": "tag other" if in_parts else "in-language"})
        note.text = name if in_parts else f" ({name})"
        if not found and in_parts:
            link.addnext(note)
            link.tail = " "
        elif not found:
            link.append(note)

    def _document(self, link: HtmlElement, path: str) -> Document | None:
        """The carried page that a link leads to, in whatever language."""
        target = local_target(link.get("href", ""), path)
        edition = self.known.get(target[0]) if target else None
        return self.reader.catalogue.documents.get(edition.path) if edition else None

    @cached_property
    def _template(self) -> Template:
        env = speaking(Environment(loader=FileSystemLoader(self.templates), autoescape=True), self.reader.strings)
        env.filters["url"] = _relative
        return env.get_template("partials/ijwi.html")


@pass_context
def _relative(context: Context, address: str) -> str:
    """What MkDocs' filter of this name does: an address as seen from the page that is being made."""
    return _seen_from(context["page_path"], address)


def _seen_from(path: str, address: str) -> str:
    return posixpath.relpath(address, posixpath.dirname(path) or ".")
