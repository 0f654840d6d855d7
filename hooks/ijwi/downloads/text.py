"""A work in a language as plain text, for messages: no markup that a messenger would take for its own.

Lists have bullets or numbers, tables a line for each cell under the name of its row, links their
address in brackets, once; where a figure comes from stands among the sources below its chapter.
A line of a right-to-left text that begins with other letters gets the invisible mark that keeps
it right to left (Unicode Standard Annex 9).
"""

from __future__ import annotations

import re
import unicodedata

from lxml.html import HtmlElement

from ..reader import Reader
from .book import Book
from .colophon import colophon, elsewhere
from .reshaping import columns_of_pictures
from .single import drop_repeated

_RLM, _LRM = "\u200f", "\u200e"
_INDENT = "  "
#: Elements that stand in lines of their own.
_BLOCKS = frozenset({"p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre", "section", "aside",
                     "details", "summary", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "nav"})
#: What words alone can't say, or what stands beside it in words.
_SILENT = frozenset({"svg", "script", "style", "input", "button"})


def plain_text(book: Book) -> bytes:
    """The whole work as UTF-8 text with lines of any length: messengers break them."""
    writer = _Writer(book.reader)
    said: set[str] = set()
    for number, chapter in enumerate(book.chapters):
        if number:
            writer.lines += ["", "—————", ""]
        body = chapter.with_links(lambda _chapter, _fragment: "")
        drop_repeated(body, said)
        writer.children(body, "")
        writer.sources_of_figures(bool(body.xpath("./section[@class='sources']")))
    writer.lines += ["", "—————", ""]
    writer.colophon(book)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in writer.lines)).strip()
    if book.reader.language.direction == "rtl":
        text = "\n".join(map(_right_to_left, text.split("\n")))
    return f"{text}\n".encode()


def _right_to_left(line: str) -> str:
    """Not a line in another language alone, such as a wording beside ours; but each line of a list or table."""
    strong = [kind for kind in map(unicodedata.bidirectional, line) if kind in ("L", "R", "AL")]
    mixed = len(set(strong) & {"R", "AL"}) > 0 or not line[:1].isalpha()
    return _RLM + line if strong[:1] == ["L"] and mixed else line


class _Writer:
    """Turns elements into lines. Each method takes the indent of what it writes."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.lines: list[str] = []
        self._given: set[str] = set()
        self._figures: dict[str, str] = {}

    def children(self, element: HtmlElement, indent: str) -> None:
        """The content of an element: runs of words become a line, blocks write themselves."""
        run = element.text or ""
        for child in element:
            if isinstance(child.tag, str) and (child.tag in _BLOCKS):
                self._say(run, indent)
                run = ""
                self.block(child, indent)
            elif isinstance(child.tag, str):
                run += self.words(child)
            run += child.tail or ""
        self._say(run, indent)

    def _say(self, words: str, indent: str) -> None:
        for line in words.split("\v"):
            said = " ".join(line.split())
            if said:
                self.lines.append(indent + said)

    def block(self, element: HtmlElement, indent: str) -> None:
        name = element.tag
        classes = element.get("class", "").split()
        if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            title = " ".join(self._inside(element).split())
            self.lines += ["", title if name == "h1" else f"▪ {title}", ""]
        elif name in ("ul", "ol"):
            self._list(element, indent)
        elif name == "dl":
            self._facts(element, indent)
        elif name == "table":
            self._table(element, indent)
        elif name == "pre":
            self.lines += ["", *(indent + line for line in element.text_content().rstrip("\n").split("\n")), ""]
        elif name == "blockquote":
            self._apart(element, indent + _INDENT)
        elif name in ("p", "figcaption", "summary") and not {"admonition-title", "helplines-country"} & {*classes} \
                and name != "summary":
            self._apart(element, indent)
        elif name in ("p", "summary"):
            self.lines.append("")
            self.children(element, indent)
        else:
            self.children(element, indent)
            self.lines.append("")

    def _apart(self, element: HtmlElement, indent: str) -> None:
        self.children(element, indent)
        self.lines.append("")

    def _list(self, element: HtmlElement, indent: str) -> None:
        number = int(element.get("start", "1"))
        for item in element.iterchildren("li"):
            classes = item.get("class", "").split()
            mark = f"{self.reader.number(number)}." if element.tag == "ol" else "•"
            if "task" in classes:
                mark = "☑" if "done" in classes else "☐"
            number += 1
            begun = len(self.lines)
            if "helpline" in classes:
                self._helpline(item, indent + _INDENT)
            else:
                self.children(item, indent + _INDENT)
            self._mark(begun, indent, mark)
        if not indent:
            self.lines.append("")

    def _mark(self, begun: int, indent: str, mark: str) -> None:
        """Puts the mark of an item before its first line, and takes empty lines out of the item."""
        item = [line for line in self.lines[begun:] if line]
        if item:
            item[0] = f"{indent}{mark} {item[0].strip()}"
        self.lines[begun:] = item

    def _helpline(self, item: HtmlElement, indent: str) -> None:
        """What to dial, then whom one reaches; the rest below."""
        told = [" ".join(self.words(child).split()) for child in item]
        self.lines.append(indent + " – ".join(told[:2]))
        self.lines += [indent + words for words in told[2:]]

    def _facts(self, element: HtmlElement, indent: str) -> None:
        term = ""
        for part in element.iter("dt", "dd"):
            if part.tag == "dt":
                term = " ".join(part.text_content().split())
            else:
                joined = [link.text_content() for link in part.iterchildren("a")]  # topics: names without addresses
                words = self.reader.strings.gettext(", ").join(joined) if joined else part.text_content()
                self.lines.append(f"{indent}{term}: {' '.join(words.split())}")
        self.lines.append("")

    def _table(self, element: HtmlElement, indent: str) -> None:
        under = columns_of_pictures(element)
        if under:
            for column in under:
                head, *below = (" ".join(self._inside(cell).split()) for cell in column)
                self.lines += ["", f"{indent}• {head}", *(indent + _INDENT + line for line in below if line)]
            self.lines.append("")
            return
        rows = [[" ".join(self._inside(cell).split()) for cell in row.iterchildren("th", "td")]
                for row in element.iter("tr")]
        heads = rows.pop(0) if element.find(".//thead") is not None else []
        self.lines.append("")
        if heads and any(heads):
            self.lines += [indent + " | ".join(filter(None, heads)), ""] if len(heads) < 3 else []
        for row in rows:
            first, *others = row or [""]
            if len(row) == 2:
                self.lines.append(f"{indent}• {first or '…'}: {others[0] or '…'}")
                continue
            self.lines.append(f"{indent}• {first or '…'}")
            for place, cell in enumerate(others, 1):
                head = heads[place] if place < len(heads) else ""
                if cell or head:
                    self.lines.append(f"{indent}{_INDENT}{head}: {cell or '…'}" if head else f"{indent}{_INDENT}{cell}")
        self.lines.append("")

    def words(self, element: HtmlElement) -> str:
        """An element within a line."""
        if element.tag in _SILENT or element.get("hidden") is not None or element.get("class") == "picture-credit":
            return ""
        if element.tag == "br":
            return "\v"
        if element.tag == "img":
            return str(element.get("alt", ""))
        inside = self._inside(element)
        if element.tag == "a":
            return self._link(element, inside)
        return f"{inside}\v" if element.get("class") == "wording" else inside

    def _inside(self, element: HtmlElement) -> str:
        return (element.text or "") + "".join(
            (self.words(child) if isinstance(child.tag, str) else "") + (child.tail or "") for child in element)

    def _link(self, element: HtmlElement, inside: str) -> str:
        address = element.get("href", "")
        if address.startswith("tel:"):
            number = address.removeprefix("tel:")
            # Groups of digits would change places in a right-to-left line.
            held = self.reader.language.direction == "rtl" and not number.isdigit()
            return f"{_LRM}{number}{_LRM}" if held else number
        if not address or not inside.strip():
            return inside
        holders = {holder.get("class") for holder in element.iterancestors()}
        if holders & {"fact-source", "helpline-checked"}:
            self._figures[address] = " ".join(inside.split())
            return inside
        if address in self._given and "sources" not in holders:
            return inside
        self._given.add(address)
        shown = address.removeprefix("mailto:")
        return inside if inside.strip() == shown else f"{inside} ({shown})"

    def sources_of_figures(self, continued: bool) -> None:
        """The addresses behind a chapter's figures and helplines, `continued` below its other sources."""
        if self._figures and not continued:
            self.lines += ["", f"▪ {self.reader.strings.gettext('Sources')}"]
        if self._figures:
            self.lines += ["", *(f"• {name} ({address})" for address, name in self._figures.items()), ""]
        self._figures = {}

    def colophon(self, book: Book) -> None:
        """What a copy says of itself; the date and the address of a newer one come last."""
        missing = [f"• {part.title} – {part.language_name} ({part.address})" for part in elsewhere(book)]
        if missing:
            self.lines += [f"▪ {book.reader.strings.gettext('In other languages')}", "", *missing, ""]
        for line in colophon(book):
            address = f" ({line.address})" if line.address and line.address != line.text else ""
            self.lines.append(f"{line.label}: {line.text}{address}")
