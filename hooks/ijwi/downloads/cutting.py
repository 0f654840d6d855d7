"""A page of the finished site as a bundle carries it: it offers nothing that the bundle does not hold.

What a list offers and the bundle lacks is taken out of the list, and counts are counted anew. Where the bundle
lacks the edition that its reader reads best, the best one that it has takes the place (`editions.py`). Any other link
to a page that is not carried leads to its online address, and says so in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from lxml import html
from lxml.html import HtmlElement

from ..reader import Reader
from .editions import BestEditions
from .pagetree import elements, local_target, parsed

#: Entries of lists, each with the link that says what it offers.
_ENTRIES = ("//li[contains(concat(' ', @class, ' '), ' card ')]", "//*[contains(@class, 'menu')]/ul/li",
            "//ul[@data-languages]/li", "//ul[@class='tiles']/li", "//ul[@class='work-list']/li",
            "//dl[@class='topic-list']/div", "//table[@class='heat-map']/tbody/tr", "//ol[@class='tasks']/li")
#: Links that stand in a row, and go alone.
_LINKS = ("//details[@class='filters']//dd/a", "//nav[@class='pages']/a", "//p[@class='also']/a")
#: What shows a number of works, with the link to the list that is counted.
_COUNTED = "//ul[@class='tiles']/li | //dl[@class='topic-list']/div | //section[./h2/a[@hreflang]]"
#: What is of use on the site alone: in a copy there is nothing to keep for offline, and nothing to install.
_SITE_ONLY = "//*[@data-site-only] | //link[@rel='manifest']"


@dataclass(frozen=True)
class Scissors:
    """What cutting a page needs: which paths the bundle holds, its best editions, the site's online address."""

    carried: frozenset[str]
    best: BestEditions
    site_url: str

    @property
    def reader(self) -> Reader:
        """Whose pages are cut."""
        return self.best.reader

    def cut(self, path: str, text: str) -> bytes:
        """A page, as HTML."""
        page = parsed(text)
        for element in elements(page, _SITE_ONLY):
            element.drop_tree()
        self.best.renew_cards(page, path)
        for link in list(page.iter("a")):
            if link.get("class") != "print-link":
                self.best.lead(link, path)
        self._lead_to_paper(page, path)
        for query in _ENTRIES:
            for entry in elements(page, query):
                if not self._holds(next(entry.iter("a"), None), path):
                    _remove(entry)
        for query in _LINKS:
            for link in elements(page, query):
                if not self._holds(link, path):
                    _remove(link)
        for element in elements(page, "//p[@class='suggest']"):  # nobody writes to the forge from a copy
            element.getparent().remove(element)
        self._recount(page, path)
        self._choices(page)
        for element in list(page.iter("a", "link")):
            target = local_target(element.get("href", ""), path)
            if target is None or target[0] in self.carried:
                continue
            if element.tag == "link":
                element.getparent().remove(element)
            else:
                self._send_online(element, *target)
        return bytes(html.tostring(page, doctype="<!doctype html>", encoding="utf-8")) + b"\n"

    def _holds(self, link: HtmlElement | None, path: str) -> bool:
        """Whether the bundle has what a link offers: the page, and on the page of languages the language."""
        target = local_target(link.get("href", ""), path) if link is not None else None
        if target is None:
            return True
        languages, catalogue = self.reader.page("languages"), self.reader.catalogue
        section = target[1] if target[0] == languages else ""
        return target[0] in self.carried and (
            section not in catalogue.languages or catalogue.languages.prefix(section) + "index.html" in self.carried)

    def _send_online(self, link: HtmlElement, target: str, fragment: str) -> None:
        link.set("href", self.site_url + quote(target) + (f"#{quote(fragment)}" if fragment else ""))
        link.set("rel", " ".join(dict.fromkeys((*link.get("rel", "").split(), "external", "noreferrer"))))
        mark = html.Element("span")
        mark.set("class", "tag")
        mark.text = self.reader.strings.gettext("on the internet")
        last = link[-1] if len(link) else None
        if last is not None:
            last.tail = (last.tail or "") + " "
        else:
            link.text = (link.text or "") + " "
        link.append(mark)

    def _lead_to_paper(self, page: HtmlElement, path: str) -> None:
        """What prints a handout prints the edition that is listed there, and goes with it."""
        for link in elements(page, "//a[@class='print-link']"):
            listed = elements(link, "preceding-sibling::a")[0]
            if self._holds(listed, path):
                link.set("href", f"{listed.get('href')}#print")
                link.set("aria-label", f"{link.text}: {listed.text}")
            else:
                link.drop_tree()

    def _counts(self) -> Iterator[tuple[str, int]]:
        """How many works the bundle holds, by the page that lists them."""
        reader = self.reader
        yield from ((reader.topic_page(topic), count) for topic, count in reader.topics_with_counts())
        yield from ((reader.kind_page(kind), count) for kind, count in reader.kinds_with_counts())
        yield from ((reader.home(code), reader.works_in(code)) for code in reader.catalogue.languages)

    def _recount(self, page: HtmlElement, path: str) -> None:
        counts: Mapping[str, int] = dict(self._counts())
        for entry in elements(page, _COUNTED):
            target = local_target(next(entry.iter("a")).get("href", ""), path)
            if not target or target[0] not in counts:
                continue
            gone = target[0] not in self.carried if entry.tag == "section" else not counts[target[0]]
            if gone and entry.tag != "div":
                _remove(entry)
            else:
                for shown in elements(entry, "./a/span | ./dt/span[@class='tag'] | ./h2/span[@class='tag']"):
                    shown.text = self.reader.works(counts[target[0]])
        for shown in elements(page, "//dd/a/span[@class='count']"):
            target = local_target(shown.getparent().get("href", ""), path)
            if target and target[0] in counts:
                shown.text = self.reader.number(counts[target[0]])

    def _choices(self, page: HtmlElement) -> None:
        """Takes from the filters what the bundle's works have not."""
        reader, vocabulary = self.reader, self.reader.catalogue.vocabulary
        known = {"topic": {vocabulary.topic_address(topic) for topic, count in reader.topics_with_counts() if count},
                 "kind": {kind for kind, count in reader.kinds_with_counts() if count},
                 "language": {code for code in reader.catalogue.languages if reader.works_in(code)}}
        for choice in elements(page, "//fieldset[@data-field]//li"):
            [field] = elements(choice, ".//input")
            if field.get("value") not in known.get(field.get("name"), {field.get("value")}):
                _remove(choice)


def _remove(entry: HtmlElement) -> None:
    """Takes an entry out of its list; an empty list goes with its heading, and a section that held no other."""
    parent = entry.getparent()
    neighbours = (entry.getprevious(), entry.getnext())
    parent.remove(entry)
    dot = next((other for other in neighbours if other is not None and other.get("aria-hidden") == "true"), None)
    if dot is not None and parent.get("class") == "also":
        parent.remove(dot)
    if len(elements(parent, "./a | ./li | ./div | ./dt")) or parent.tag not in ("ul", "ol", "dl", "p", "nav", "dd"):
        return
    section = parent.getparent()
    if parent.tag == "dd":
        _remove(section)
        return
    for query in ("self::p[@class='hint']", "self::*[@class='other-languages']"):
        heading = parent.getprevious()
        if heading is not None and heading.xpath(query):
            section.remove(heading)
    section.remove(parent)
    if section.tag == "section" and not section.xpath("./h2/a | ./ul | ./ol | ./dl"):
        section.getparent().remove(section)
