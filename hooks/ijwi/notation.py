"""The centre's own notation in Markdown, and what its pages may not contain.

    [fact:internet-world-2024.women]   a figure; the last one of a paragraph shows source and year
    [@newtimes-2009]                   a citation of an entry of `sources`
    [helplines:rw] or [helplines]      a country's helplines, or all, alone in a paragraph
    [chart:internet-use]               a chart with its table, alone in a paragraph
    !!! poster "Headline"              a poster: see poster.py

The notation is inert: it names records, nothing is executed. HTML in a page is shown as
text, attributes are kept from a short list, and links may not run scripts.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from .chart import chart
from .crosslinks import ASIDE, PutBack, SetAside
from .facts import FIGURES
from .figures import figure
from .helplines import helpline_list
from .inert import CITED, FACT, OnlyIds, make_inert
from .links.deadnote import mark_dead_links
from .localise import digits
from .picture import place_pictures
from .poster import place_posters
from .references import PageScope
from .sectionmarks import section_mark
from .sourcenotes import sources_of_figures, unlink

FIGURE = r"\[fact:([a-z0-9-]+)\.([a-z]+)\]"
CITATION = r"\[@([a-z0-9-]+)\]"
BLOCK = re.compile(r"^\[(helplines|chart)(?::([A-Za-z0-9-]+))?\]\s*$")
SECTION = re.compile(r"^\[section:(behind|recalled|draft):([A-Za-z0-9_-]+)\]\s*$")

#: Stands for a section's mark until the page was made inert; no content can write it.
_MARK = "section-mark"


class Notation(Extension):
    """The Markdown extension. `scope` is set before each page is converted."""

    scope: PageScope | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.registerExtension(self)
        # Content is untrusted: HTML is shown as the text that it is.
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_PlainFences(md), "ijwi-plain-fences", 26)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_Fact(FIGURE, self), "ijwi-fact", 175)
        md.inlinePatterns.register(_Citation(CITATION, self), "ijwi-citation", 174)
        md.parser.blockprocessors.register(_Block(md, self), "ijwi-block", 75)  # after lists and code
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.deregister("attr_list")
            md.treeprocessors.register(OnlyIds(md), "attr_list", 8)
        # After inline patterns and attribute lists (8), before MkDocs resolves links (0).
        md.treeprocessors.register(_Finish(md, self), "ijwi-finish", 3)
        md.treeprocessors.register(SetAside(md, self), "ijwi-set-aside", 2)
        md.treeprocessors.register(PutBack(md), "ijwi-put-back", -1)

    def need(self) -> PageScope:
        if self.scope is None:
            raise RuntimeError("a page is converted before its scope is set")
        return self.scope


class _PlainFences(Preprocessor):
    """A code block keeps its language and loses its other attributes: they would be written out unescaped."""

    def run(self, lines: list[str]) -> list[str]:
        return [_FENCE.sub(_plain_fence, line) for line in lines]


_FENCE = re.compile(r"^([> ]*(?:`{3,}|~{3,}))[ \t]*\{(.*)\}[ \t]*$")


def _plain_fence(match: re.Match[str]) -> str:
    language = re.search(r"(?:^|\s)\.([\w#+-]+)", match[2])
    return match[1] + (language[1] if language else "")


class _Fact(InlineProcessor):
    def __init__(self, pattern: str, notation: Notation) -> None:
        super().__init__(pattern)
        self.notation = notation

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        scope = self.notation.need()
        indicator = scope.facts.indicators.get(m[1])
        if indicator is None or m[2] not in FIGURES or not getattr(indicator, m[2]):
            return None, None, None
        element = Element("span", {"class": "fact", FACT: m[1]})
        element.text = figure(indicator, m[2], scope.strings)
        return element, m.start(0), m.end(0)


class _Citation(InlineProcessor):
    def __init__(self, pattern: str, notation: Notation) -> None:
        super().__init__(pattern)
        self.notation = notation

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        if m[1] not in self.notation.need().sources:
            return None, None, None
        element = Element("a", {"href": "#", "class": "citation", CITED: m[1]})
        return element, m.start(0), m.end(0)


class _Block(BlockProcessor):
    def __init__(self, md: Markdown, notation: Notation) -> None:
        super().__init__(md.parser)
        self.notation = notation

    def test(self, parent: Element, block: str) -> bool:
        return bool(BLOCK.match(block.strip()) or SECTION.match(block.strip()))

    def run(self, parent: Element, blocks: list[str]) -> bool:
        scope = self.notation.need()
        section = SECTION.match(blocks[0].strip())
        if section:
            blocks.pop(0)
            parent.append(Element(_MARK, {"state": section[1], "section": section[2]}))
            return True
        match = BLOCK.match(blocks[0].strip())
        if match is None:
            return False
        if match[1] == "chart" and match[2] in scope.facts.charts:
            element = chart(match[2], scope.facts, scope.strings)
            scope.charts += 1
            if scope.charts > 1:
                _number_ids(element, scope.charts)
        elif match[1] == "helplines" and scope.facts.helplines_in(match[2]):
            element = helpline_list(match[2], scope.facts, scope.strings)
        else:
            return False
        blocks.pop(0)
        parent.append(_verbatim(element))
        return True


def _number_ids(element: Element, number: int) -> None:
    """Ids of its own for a chart that is not the first of its page."""
    for part in element.iter():
        for name in ("id", "aria-labelledby"):
            if name in part.attrib:
                part.attrib[name] += f"-{number}"


def _verbatim(element: Element) -> Element:
    """Keeps later inline patterns away from text that is ready."""
    from markdown.util import AtomicString
    for node in element.iter():
        node.text = AtomicString(node.text) if node.text else node.text
        node.tail = AtomicString(node.tail) if node.tail else node.tail
    return element


class _Finish(Treeprocessor):
    """Numbers citations, places figures' sources, marks dead links, tidies tables, and keeps only what is allowed."""

    def __init__(self, md: Markdown, notation: Notation) -> None:
        super().__init__(md)
        self.notation = notation

    def run(self, root: Element) -> None:
        scope = self.notation.need()
        for element in root.iter():
            make_inert(element)
            if element.tag == "a" and element.get(CITED):
                _number(element, scope)
        place_pictures(root, scope)
        _place_marks(root, scope)
        unlink(root)
        sources_of_figures(root, scope)
        mark_dead_links(root, scope.links, scope.strings)
        _scrolling_tables(root)
        _boxes(root)
        place_posters(root, scope)


def _place_marks(root: Element, scope: PageScope) -> None:
    """Puts in sections' marks, whose links MkDocs must not look up; only after the page was made inert."""
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag == _MARK:
                parent[index] = section_mark(child.attrib["state"], child.attrib["section"], scope)


def _number(link: Element, scope: PageScope) -> None:
    name = link.attrib.pop(CITED)
    if name not in scope.cited:
        scope.cited.append(name)
    number = scope.cited.index(name) + 1
    link.text = f"[{digits(str(number), scope.strings.language)}]"
    link.set("href", f"{ASIDE}#source-{number}")  # the list of sources stands in the template


def _scrolling_tables(root: Element) -> None:
    """Lets a table scroll by itself on a narrow screen, with the keyboard too."""
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag == "table" and parent.get("class") != "table-scroll":
                wrapper = Element("div", {"class": "table-scroll", "tabindex": "0"})
                wrapper.tail, child.tail = child.tail, None
                parent.remove(child)
                wrapper.append(child)
                parent.insert(index, wrapper)


def _boxes(root: Element) -> None:
    """`- [ ] something to tick` becomes an item with a drawn box: a form control would need a label and a script."""
    for item in root.iter("li"):
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        mark = (holder.text or "").lstrip()[:4].lower()
        if mark in ("[ ] ", "[x] "):
            holder.text = (holder.text or "").lstrip()[4:]
            item.set("class", "task done" if mark == "[x] " else "task")
