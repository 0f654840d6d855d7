"""Where the source of a figure, and a citation, are put in a page."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from .figures import year
from .inert import FACT
from .references import PageScope


def unlink(root: Element) -> None:
    """A citation within a link stands after it: links do not nest."""
    for parent in list(root.iter()):
        for index, link in reversed(list(enumerate(parent))):
            if link.tag != "a":
                continue
            inner = [(holder, child) for holder in link.iter() for child in holder if child.tag == "a"]
            for holder, child in reversed(inner):
                tail, child.tail = child.tail, None
                place = list(holder).index(child)
                holder.remove(child)
                if place:
                    holder[place - 1].tail = (holder[place - 1].tail or "") + (tail or "")
                else:
                    holder.text = (holder.text or "") + (tail or "")
                child.tail, link.tail = link.tail, None
                parent.insert(index + 1, child)


def sources_of_figures(root: Element, scope: PageScope) -> None:
    """Puts publisher and year after the last figure of each indicator in a paragraph."""
    last: dict[tuple[int, str], tuple[Element, Element]] = {}

    def walk(element: Element, block: int, link: tuple[Element, Element] | None) -> None:
        for child in element:
            within = link or ((element, child) if child.tag == "a" else None)
            if block and child.get(FACT):
                last[block, child.attrib.pop(FACT)] = within or (element, child)
            walk(child, id(child) if child.tag in ("p", "li", "td", "dd") else block, within)

    walk(root, 0, None)
    for (_block, name), (parent, element) in last.items():
        indicator = scope.facts.indicators[name]
        note = Element("span", {"class": "fact-source"})
        note.text = " ("
        link = SubElement(note, "a", {"href": indicator.url, "rel": "external noreferrer"})
        SubElement(link, "bdi").text = indicator.publisher
        link.tail = f"{scope.strings.gettext(', ')}{year(indicator, scope.strings.language)})"
        note.tail, element.tail = element.tail, None
        parent.insert(list(parent).index(element) + 1, note)
    for element in root.iter():
        element.attrib.pop(FACT, None)
