"""A work in a language as one HTML file that needs nothing else: to send in a message, to open from a memory card.

No script, nothing loaded; its Content-Security-Policy forbids all but its own style and pictures.
"""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from html import escape
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from .book import Book
from .colophon import colophon_html

_HERE = Path(__file__).parent
_HEADING = re.compile(r"h([1-5])")


def single_file(book: Book) -> bytes:
    """The whole work as one HTML page. A sensitive one has its neutral title in the window's title."""
    language, _ = book.reader.language, book.reader.strings
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = book.shared.title if book.private else f"{book.title} · {book.site_name}"
    digits = f' data-digits="{language.digits}"' if language.digits != "latn" else ""
    return f"""<!doctype html>
<html lang="{language.code}" dir="{language.direction}"{digits}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{digest}'; img-src data:; \
base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
{_exit(book)}<main>
{_text(book)}
</main>
<footer>
{colophon_html(book, 2)}</footer>
</body>
</html>
""".encode()


def _style() -> str:
    text = "".join((_HERE / name).read_text("utf-8") for name in ("book.css", "single.css"))
    return re.sub(r"\s*([{};])\s*", r"\1", text)


def _exit(book: Book) -> str:
    """The way out, first in the page: a plain link, which works where there is a network."""
    if not book.exit_url:
        return ""
    wordings = " ".join(
        f'<span class="wording" lang="{wording.language}" dir="{wording.direction}">{escape(wording.text)}</span>'
        for wording in book.reader.strings.safety("Leave this site"))
    return f'<a class="exit" href="{escape(book.exit_url)}" rel="noreferrer nofollow">{wordings}</a>\n'


def _text(book: Book) -> str:
    """The chapters one after another; the first one holds the title and the table of contents."""
    said: set[str] = set()
    parts = []
    for number, chapter in enumerate(book.chapters):
        body = chapter.with_links(lambda other, fragment: f"#{fragment if fragment in book.ids else other}")
        body.set("class", "chapter")
        for picture in list(body.iter("img")):
            _bring_in(book, picture)
        if number:
            _lower_headings(body)
        else:
            body.insert(_place_of_contents(body), html.fragment_fromstring(_contents(book)))
        drop_repeated(body, said)
        parts.append(html.tostring(body, encoding="unicode").strip())
    return "\n".join(parts)


def drop_repeated(body: HtmlElement, said: set[str]) -> None:
    """Takes away the notice of a machine draft that an earlier chapter of the same file has given; `said` remembers."""
    for notice in body.xpath("./aside[contains(@class, 'draft')]/p/strong"):
        words = notice.text_content()
        if words in said:
            body.remove(notice.getparent().getparent())
        said.add(words)


def _lower_headings(body: HtmlElement) -> None:
    for element in body.iter():
        match = _HEADING.fullmatch(element.tag) if isinstance(element.tag, str) else None
        if match:
            element.tag = f"h{int(match[1]) + 1}"


def _place_of_contents(body: HtmlElement) -> int:
    """Before the text, behind the title and what must be known first."""
    return next((place for place, child in enumerate(body) if child.get("class") == "text"), len(body))


def _contents(book: Book) -> str:
    title = escape(book.reader.strings.pgettext("material", "Table of contents"))
    entries = []
    for number, chapter in enumerate(book.chapters):
        sections = "".join(f'<li><a href="#{escape(anchor)}">{escape(heading)}</a></li>'
                           for anchor, heading in chapter.sections)
        if number == 0:  # the first chapter's title is the book's, which stands just above
            entries.append(sections)
        else:
            entries.append(f'<li><a href="#{chapter.id}">{escape(chapter.title)}</a>'
                           + (f"<ul>{sections}</ul>" if sections else "") + "</li>")
    about = escape(book.reader.strings.gettext("About this edition"))
    return (f'<nav class="contents" aria-label="{title}"><details><summary>{title}</summary>'
            f'<ul>{"".join(entries)}<li><a href="#colophon">{about}</a></li></ul></details></nav>')


def _bring_in(book: Book, picture: HtmlElement) -> None:
    """Puts a picture into the page."""
    source = picture.get("src", "")
    for name in ("srcset", "sizes", "loading", "decoding"):
        picture.attrib.pop(name, None)
    if not source.startswith("data:"):
        kind = mimetypes.guess_type(source)[0] or "application/octet-stream"
        picture.set("src", f"data:{kind};base64,{base64.b64encode(book.file(source)).decode()}")
