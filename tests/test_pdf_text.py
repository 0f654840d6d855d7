"""What is copied out of a PDF, by two readers that share no code: poppler, and PDFium as in Chromium and Android."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from lxml.html import HtmlElement

from conftest import ROOT, Built, edition, work
from ijwi.downloads import pdf as pdf_module
from ijwi.downloads.arabicglyphs import mark_glyphs
from ijwi.downloads.book import Book
from ijwi.downloads.pdf import A4, PHONE, Paper, _document, _on, pdf_phone
from small_centres import book_of, built_once

NOTO = Path("/usr/share/fonts/truetype/noto")
INLINE = {"a", "bdi", "cite", "code", "em", "span", "strong"}
#: Paper without the addresses that styles write behind links.
PAPER = replace(A4, addresses=False)
TREE = {"docs/en/toolkits/marks.md": work("Marks"), "docs/ar/toolkits/marks.md": edition("علامات", body="""
می‌شود و نمی‌شود. الآلات لا تُرى فورًا، بل تأتي رسائلكنّ. هذا لكِ، وهو [لكنّ](#end). السنة ٢٠٢٤. عادة ٣: قفل.

## النهاية {#end}

انتهى.
""")}


def poppler(data: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def pdfium(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


READERS = {"poppler": poppler, "pdfium": pdfium}


def words(text: str) -> list[str]:
    """Words of letters, with their marks, apostrophes and non-joiners."""
    plain = unicodedata.normalize("NFC", re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text))
    return re.findall(r"(?:[^\W\d_\u0600-\u06ff]|[\u0300-\u036f]|(?<=\w)['’](?=\w))+"
                      r"|(?:[\u0600-\u06ff\u200c](?<![\d،؛؟٪٫٬۔]))+", plain)


def joined(text: str) -> str:
    """Without hyphens between letters: at the end of a line readers part or join the word as they like."""
    return re.sub(r"(?<=[a-zà-ÿа-яё])[-\ufffe\x02]\s*(?=[a-zà-ÿа-яё])", "", text, flags=re.I)


def blocks(element: HtmlElement) -> Iterator[str]:
    """The text of a page, a line for each that the page begins."""
    for part in lines(element):
        yield from filter(str.strip, part.split("\n"))


def lines(element: HtmlElement) -> Iterator[str]:
    def inside(found: HtmlElement) -> str:
        if not isinstance(found.tag, str) or found.tag == "svg":
            return ""
        own = (found.text or "") + "".join(inside(child) + (child.tail or "") for child in found)
        own = re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", own) if found.tag not in INLINE else own.replace("\n", " ")
        parent = found.getparent()
        alone = parent is not None and "helpline" in parent.get("class", "").split()
        return own if found.tag in INLINE and not alone else f"\n{own}\n"
    for child in element:
        # A line of the source is none of the page.
        for text in child.xpath(".//text()"):
            holder = text.getparent()
            if text.is_text:
                holder.text = holder.text.replace("\n", " ")
            else:
                holder.tail = holder.tail.replace("\n", " ")
        yield inside(child)


def real(site: Path, code: str, name: str) -> Book:
    return book_of(ROOT, site, code, name)


WORKS = [("fa", "toolkits/stay-safe-online", PHONE), ("fa", "toolkits/communicate-on-little-data", PAPER),
         ("fa", "campaigns/digital-divide-rwanda", PAPER), ("ar", "campaigns/digital-divide-rwanda", PAPER),
         ("ar", "toolkits/communicate-on-little-data", PHONE), ("rw", "toolkits/stay-safe-online", PHONE),
         ("fr", "toolkits/stay-safe-online", PHONE), ("ru", "toolkits/communicate-on-little-data", PAPER)]


@pytest.mark.parametrize(("code", "name", "paper"), WORKS)
def test_every_word_of_a_work_is_copied_once_and_in_its_order(real_site: Path, code: str, name: str, paper: Paper) -> None:
    """In lines of two directions readers may order the words each by its own rules; the words are whole even there."""
    book = real(real_site, code, name)
    data = _on(paper, book)
    body = _document(book, paper).find("body")
    rtl = book.reader.language.direction == "rtl"
    texts = [block if rtl else joined(block) for block in blocks(body)]
    written = [words(block) for block in texts]
    every = Counter(word for block in written for word in block)
    assert every.total() > 2000
    assert code != "fa" or sum("\u200c" in word for word in every.elements()) > 200
    heads = {word for cell in body.iter("th") for word in words(cell.text_content())}  # stand again on a new page
    mixed = re.compile(r"[\d\n]|[^\W\d\u0600-\u06ff]" if rtl else "\n")
    plain = [found for block in texts if not mixed.search(block) for found in [words(block)] if len(found) > 3]
    assert len(plain) > 30
    title = words(book.shared.title)
    for reader, read in READERS.items():
        copied = words(read(data) if rtl else joined(read(data)))
        found = Counter(copied)
        running = Counter(title * len(pypdfium2.PdfDocument(data))) if paper is PAPER else Counter[str]()
        lost, more = every - found, found - every - running
        # In a line that is Latin for the greater part, a reader may put a Persian word's ends about.
        assert lost.total() <= every.total() // 1500, (reader, lost)
        assert sum(count for word, count in more.items() if word not in heads) <= every.total() // 1500, (reader, more)
        line = " ".join(copied) if paper is PHONE else ""
        broken = [block for block in plain if line and " ".join(block) not in line]
        assert len(broken) <= len(plain) // 50, (reader, broken)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("text"), TREE)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_non_joiners_ligatures_last_signs_and_points_are_copied_in_their_order(centre: Built, read: Callable[[bytes], str]) -> None:
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", read(pdf_phone(book_of(centre.root, centre.site, "ar", "toolkits/marks"))))
    found = " ".join(words(text))
    assert ("می\u200cشود و نمی\u200cشود الآلات لا تُرى فورًا بل تأتي رسائلكنّ هذا لكِ وهو لكنّ السنة عادة قفل") in found
    assert "٢٠٢٤" in text and "٤٢٠٢" not in text


def test_a_point_follows_the_last_sign_in_the_reader_of_browsers(centre: Built) -> None:
    text = pdfium(pdf_phone(book_of(centre.root, centre.site, "ar", "toolkits/marks"))).replace("\u200f", "")
    for end in ("فورًا،", "رسائلكنّ.", "لكِ،", "لكنّ.", "٢٠٢٤.", "٣:"):
        assert end in text


def picture(data: bytes) -> bytes:
    return subprocess.run(["pdftoppm", "-r", "100", "-f", "3", "-l", "3", "-"], input=data, capture_output=True, check=True).stdout


def test_marks_without_width_change_nothing_that_is_seen(centre: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """In many fonts their own glyphs are drawn as lines."""
    book = book_of(centre.root, centre.site, "ar", "toolkits/marks")
    with_marks = picture(pdf_phone(book))
    assert len(set(with_marks)) > 20, "there is something to see"
    monkeypatch.setattr(pdf_module, "keep_text", lambda _document: None)
    assert picture(pdf_phone(book)) == with_marks


@pytest.mark.parametrize("name", ["NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold", "NotoSansArabic-Regular",
                                  "NotoNastaliqUrdu-Regular", "NotoSans-Regular"])
def test_glyphs_of_marks_draw_nothing_and_take_no_room(name: str) -> None:
    file = NOTO / f"{name}.ttf"
    found = mark_glyphs(file.read_bytes(), 0)
    assert "\u200c" in found and len(set(found.values())) == len(found)
    font = TTFont(file)
    for glyph in found.values():
        pen = BoundsPen(font.getGlyphSet())
        drawn = font.getGlyphSet()[font.getGlyphName(glyph)]
        drawn.draw(pen)
        assert (pen.bounds, drawn.width) == (None, 0)
