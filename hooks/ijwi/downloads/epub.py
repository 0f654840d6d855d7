"""A work in a language as EPUB 3.3 (https://www.w3.org/TR/epub-33/), for reading apps on phones and computers.

The package says nothing of who or what made it. A sensitive work has its neutral title in the
package and as the title of each file, and no words on its cover; its real title stands only
inside, above its text and in the table of contents.
"""

from __future__ import annotations

import io
import mimetypes
import re
import zipfile
from html import escape
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from .book import Book, Chapter
from .colophon import colophon_html

_XHTML, _SVG, _XML = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "{http://www.w3.org/XML/1998/namespace}"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
#: Pictures that every reading system shows (EPUB 3.3, section 3.2); others become their description.
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"}
#: What XML 1.0 cannot hold.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HERE = Path(__file__).parent
_COVER = (600, 900)


class _Item(NamedTuple):
    """A file of the book: its name, media type and content, and what the package must say of it."""

    name: str
    type: str
    content: bytes
    properties: str = ""


def epub(book: Book) -> bytes:
    """The EPUB of a work in a language. The same book gives the same bytes."""
    pictures: dict[str, _Item] = {}
    chapters = [_chapter(book, chapter, pictures) for chapter in book.chapters]
    texts = [_Item("cover.xhtml", "application/xhtml+xml", _cover_page(book)),
             _Item("nav.xhtml", "application/xhtml+xml", _contents(book), "nav"), *chapters,
             _Item("colophon.xhtml", "application/xhtml+xml", _colophon_page(book))]
    others = [_Item("cover.svg", "image/svg+xml", _cover(book), "cover-image"),
              _Item("book.css", "text/css", b"".join((_HERE / name).read_bytes() for name in ("book.css", "epub.css"))),
              *pictures.values()]
    package = _package(book, texts, others)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, book, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, book, "META-INF/container.xml", _CONTAINER.encode())
        _add(archive, book, "EPUB/package.opf", package)
        for item in (*texts, *others):
            _add(archive, book, f"EPUB/{item.name}", item.content)
    return target.getvalue()


def _add(archive: zipfile.ZipFile, book: Book, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
    day = book.reader.catalogue.day
    entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, method
    archive.writestr(entry, content, compresslevel=9)


def _package(book: Book, texts: list[_Item], others: list[_Item]) -> bytes:
    shared, language = book.shared, book.reader.language
    open_words = "" if book.private else (
        f"<dc:publisher>{escape(book.site_name)}</dc:publisher>\n"
        f"<dc:description>{escape(book.edition.summary)}</dc:description>\n")
    shows = any("svg" in item.properties for item in texts) or any(item.name.startswith("picture") for item in others)
    access = [("accessMode", "textual"), *([("accessMode", "visual")] if shows else []),
              ("accessModeSufficient", "textual"), ("accessibilityFeature", "tableOfContents"),
              ("accessibilityFeature", "structuralNavigation"), ("accessibilityFeature", "displayTransformability"),
              *([("accessibilityFeature", "alternativeText")] if shows else []), ("accessibilityHazard", "none")]
    manifest = "\n".join(
        f'<item id="{item.name.replace(".", "-")}" href="{item.name}" media-type="{item.type}"'
        + (f' properties="{item.properties}"' if item.properties else "") + "/>" for item in (*texts, *others))
    spine = "\n".join(f'<itemref idref="{item.name.replace(".", "-")}"/>' for item in texts)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language.code}" \
dir="{language.direction}" prefix="schema: http://schema.org/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{escape(shared.url)}</dc:identifier>
<dc:title>{escape(shared.title)}</dc:title>
<dc:language>{language.code}</dc:language>
<dc:date>{shared.updated.isoformat()}</dc:date>
{open_words}<dc:rights>{escape(book.work.fields.licence)}</dc:rights>
<meta property="dcterms:modified">{book.reader.catalogue.day.isoformat()}T00:00:00Z</meta>
{chr(10).join(f'<meta property="schema:{name}">{value}</meta>' for name, value in access)}
</metadata>
<manifest>
{manifest}
</manifest>
<spine page-progression-direction="{language.direction}">
{spine}
</spine>
</package>
""".encode()


def _page(book: Book, title: str, body: str) -> bytes:
    language = book.reader.language
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="{_XHTML}" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language.code}" xml:lang="{language.code}" \
dir="{language.direction}"{f' data-digits="{language.digits}"' if language.digits != "latn" else ""}>
<head><title>{escape(title)}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>
{body}
</body>
</html>
""".encode()


def _chapter(book: Book, chapter: Chapter, pictures: dict[str, _Item]) -> _Item:
    def address(other: str, fragment: str) -> str:
        return f"{other}.xhtml#{fragment}" if fragment in book.ids else f"{other}.xhtml"

    body = chapter.with_links(address)
    for unfolded in body.iter("details"):
        unfolded.set("open", "")  # many reading systems can't unfold
    for picture in list(body.iter("img")):
        _bring_in(book, picture, pictures)
    properties = "svg" if body.find(".//svg") is not None else ""
    text = etree.tostring(_as_xhtml(body, _XHTML), encoding="unicode")
    title = book.shared.title if book.private else chapter.edition.neutral_title or chapter.title
    return _Item(f"{chapter.id}.xhtml", "application/xhtml+xml", _page(book, title, text), properties)


def _bring_in(book: Book, picture: HtmlElement, pictures: dict[str, _Item]) -> None:
    """Makes a picture of the site a file of the book."""
    source = picture.get("src", "")
    kind = mimetypes.guess_type(source)[0] or ""
    for name in ("srcset", "sizes", "loading", "decoding"):
        picture.attrib.pop(name, None)
    if kind not in _PICTURES:
        picture.tag, picture.text = "span", picture.get("alt", "")
        picture.attrib.clear()
        return
    if source not in pictures:
        name = f"picture{len(pictures) + 1}{Path(source).suffix.lower()}"
        pictures[source] = _Item(name, kind, book.file(source))
    picture.set("src", pictures[source].name)
    picture.set("alt", picture.get("alt", ""))


def _as_xhtml(element: HtmlElement, namespace: str) -> etree._Element:
    """An HTML element as XHTML, with SVG in its own namespace; comments are left out."""
    namespace = _SVG if element.tag == "svg" else namespace
    made = etree.Element(f"{{{namespace}}}{element.tag}", nsmap={None: namespace})  # type: ignore[dict-item]
    for name, value in sorted(element.attrib.items()):
        made.set(name, _speakable(value))
        if name == "lang":
            made.set(f"{_XML}lang", value)
    if element.tag in ("code", "pre"):
        made.set("dir", "ltr")  # style sheets of an EPUB may not say it
    made.text = _speakable(element.text)
    for child in element:
        if isinstance(child.tag, str):
            made.append(_as_xhtml(child, namespace))
            made[-1].tail = _speakable(child.tail)
        elif len(made):
            made[-1].tail = _speakable((made[-1].tail or "") + (child.tail or ""))
        else:
            made.text = _speakable((made.text or "") + (child.tail or ""))
    return made


def _speakable(text: str | None) -> str:
    return _UNSPEAKABLE.sub("", text or "")


def _cover(book: Book) -> bytes:
    """The centre's pattern with its mark, without a word: it betrays nothing, and needs no font."""
    width, height = _COVER
    pattern, mark = (etree.fromstring(book.file(f"assets/brand/{name}.svg")) for name in ("pattern", "mark"))
    left, top, across, down = map(float, pattern.get("viewBox", "0 0 96 96").split())
    inner = "".join(etree.tostring(child, encoding="unicode") for child in pattern)
    figure = "".join(etree.tostring(child, encoding="unicode") for child in mark)
    return (f'<svg xmlns="{_SVG}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
            f'<defs><pattern id="pattern" patternUnits="userSpaceOnUse" width="100" height="{100 * down / across:g}" '
            f'viewBox="{left:g} {top:g} {across:g} {down:g}">{inner}</pattern></defs>'
            f'<rect width="{width}" height="{height}" fill="url(#pattern)"/>'
            f'<svg x="180" y="330" width="240" height="240" viewBox="{mark.get("viewBox", "0 0 36 36")}">{figure}</svg>'
            "</svg>\n").encode()


def _cover_page(book: Book) -> bytes:
    alt = escape(book.reader.strings.gettext("A geometric pattern"))
    words = "" if book.private else (f'<p class="cover-title">{escape(book.title)}</p>\n'
                                       f"<p>{escape(book.site_name)}</p>\n")
    return _page(book, book.shared.title, f'<section class="cover" epub:type="cover">\n<img src="cover.svg" '
                                          f'alt="{alt}"/>\n{words}</section>')


def _contents(book: Book) -> bytes:
    _ = book.reader.strings
    title, about = _.pgettext("material", "Table of contents"), _.gettext("About this edition")
    entries = []
    for chapter in book.chapters:
        sections = "".join(f'<li><a href="{chapter.id}.xhtml#{escape(anchor)}">{escape(heading)}</a></li>\n'
                           for anchor, heading in chapter.sections)
        entries.append(f'<li><a href="{chapter.id}.xhtml">{escape(chapter.title)}</a>'
                       + (f"\n<ol>\n{sections}</ol>" if sections else "") + "</li>\n")
    return _page(book, book.shared.title, (
        '<nav epub:type="toc" id="toc" role="doc-toc" aria-labelledby="toc-title">\n'
        f'<h1 id="toc-title">{escape(title)}</h1>\n'
        f'<ol>\n{"".join(entries)}<li><a href="colophon.xhtml">{escape(about)}</a></li>\n</ol>\n</nav>\n'
        '<nav epub:type="landmarks" hidden="" aria-labelledby="toc-title">\n<ol>\n'
        f'<li><a epub:type="toc" href="nav.xhtml">{escape(title)}</a></li>\n'
        f'<li><a epub:type="bodymatter" href="c0.xhtml">{escape(book.shared.title)}</a></li>\n</ol>\n</nav>'))


def _colophon_page(book: Book) -> bytes:
    _ = book.reader.strings.gettext
    return _page(book, _("About this edition"), f'<section epub:type="colophon" role="doc-colophon" '
                                                f'aria-labelledby="colophon">\n{colophon_html(book, 1)}</section>')
