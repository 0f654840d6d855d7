"""Works as PDF, and handouts as Word documents, opened with programs that nobody here wrote."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from conftest import ROOT, Built, edition, work
from ijwi.downloads.book import Book
from ijwi.downloads.handout_docx import handout_docx, handouts
from ijwi.downloads.pdf import _Pictures, pdf, pdf_phone
from ijwi.languages import DIGITS
from small_centres import book_of, built_once

FOLDER = "docs/{}/toolkits/safe/{}.md"
TEXT = """
Read [the second part](second.md) and [its end](second.md#end).

## First steps {#first}

1. One
2. Two

A break.

1. Again

- [ ] to do
- point
    - inner point

| Who | What | When |
|---|---|---|
| Ada | the list | today |

!!! warning "Take care"
    Something may happen.

## Last steps {#last}

Done.
"""
ARABIC = """
اقرئي [الجزء الثاني](second.md). استعملي PIN جديدًا ثم أكّدي أنّكنّ بخير (SMS).

## الخطوات {#first}

1. واحد
2. اثنان

| من | ماذا |
|---|---|
| آمنة | القائمة |

## النهاية {#last}

انتهى الأمر.
"""
TREE = {
    FOLDER.format("en", "index"): work("Stay safe", parts="[second]", body=TEXT),
    FOLDER.format("en", "second"): "---\ntitle: Second part\nsummary: More.\nupdated: 2026-11-22\nhandout: true\n---\n"
                                   + TEXT.replace("Last", "Final").replace("{#last}", "{#end}").replace("second.md", "index.md")
                                   .replace("index.md#end", "index.md#last"),
    FOLDER.format("ar", "index"): edition("ابقي آمنة", body=ARABIC),
    FOLDER.format("ar", "second"): edition("الجزء الثاني", body=ARABIC.replace("second.md", "index.md").replace("last", "end")),
    "docs/en/toolkits/reply.md": work("Answering abuse", topics="[online-abuse]", sensitive="true",
                                      neutral_title="Plan and reply", body="## Words {#words}\n\nText.\n\n## More {#more}\n\nText."),
}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("pdf"), TREE)


@pytest.fixture
def small(centre: Built) -> Callable[[str, str], Book]:
    return lambda code, name: book_of(centre.root, centre.site, code, name)


def real(site: Path, code: str, name: str) -> Book:
    return book_of(ROOT, site, code, name)


def text_of(data: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def words(text: str) -> list[str]:
    """Words without marks of direction."""
    plain = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", " ", text)
    plain = unicodedata.normalize("NFC", plain)
    return re.findall(r"\d+|(?:[^\W\d]|[\u064b-\u0652])+", plain)


def test_an_arabic_line_copies_in_its_order(small: Callable[[str, str], Book]) -> None:
    copied = " ".join(words(text_of(pdf(small("ar", "toolkits/safe")))))
    assert "اقرئي الجزء الثاني استعملي PIN جديدًا ثم أكّدي أنّكنّ بخير SMS" in copied


def test_nothing_in_a_pdf_tells_who_made_it_or_when(real_site: Path) -> None:
    book = real(real_site, "fa", "toolkits/stay-safe-online")
    document = pikepdf.open(io.BytesIO(pdf(book)))
    day = book.reader.catalogue.day.strftime("D:%Y%m%d000000Z")
    assert {key: str(value) for key, value in document.docinfo.items()} == {
        "/Title": book.title, "/CreationDate": day, "/ModDate": day}
    xmp = document.Root.Metadata.read_bytes().decode()
    assert "pdfuaid:part=\"1\"" in xmp and book.title in xmp
    assert not re.search(r"weasyprint|producer|creatortool|uuid", xmp, re.I)
    assert str(document.Root.Lang) == "fa"
    assert b"WeasyPrint" not in pdf(book)


SCRIPT = """
import hashlib, sys
sys.path[:0] = [{tests!r}]
from pathlib import Path
from small_centres import book_of
from ijwi.downloads.handout_docx import handouts
from ijwi.downloads.pdf import pdf, pdf_phone
book = book_of(Path({root!r}), Path({site!r}), "en", "toolkits/safe")
for data in (pdf(book), pdf_phone(book), *(data for _name, data in handouts(book))):
    print(hashlib.sha256(data).hexdigest())
"""


def test_the_same_book_gives_the_same_bytes_in_another_process(centre: Built) -> None:
    script = SCRIPT.format(tests=str(ROOT / "tests"), root=str(centre.root), site=str(centre.site))
    outputs = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tehran")):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT / "tests",
                              env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin:/bin"})
        assert done.returncode == 0, done.stderr
        outputs.append(done.stdout.split())
    assert outputs[0] == outputs[1]
    assert len(set(outputs[0])) == 3


def structure(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every structure element of a tagged PDF."""
    found, waiting = [], [document.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                found.append(kid)
                waiting.append(kid)
    return found


def test_a_pdf_is_tagged_for_screen_readers(real_site: Path) -> None:
    document = pikepdf.open(io.BytesIO(pdf(real(real_site, "ar", "campaigns/digital-divide-rwanda"))))
    assert document.Root.MarkInfo.Marked and document.Root.ViewerPreferences.DisplayDocTitle
    elements = structure(document)
    kinds = Counter(str(element.S) for element in elements)
    assert all(kinds[kind] for kind in ("/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Link", "/Figure"))
    assert all("/Alt" in element for element in elements if element.S == "/Figure")
    links = [annotation for page in document.pages for annotation in page.get("/Annots", [])]
    assert len(links) > 20 and all("/Contents" in link and "/StructParent" in link for link in links)
    assert all(page.Tabs == "/S" for page in document.pages)


def test_the_table_of_contents_names_the_pages_in_the_digits_of_the_language(small: Callable[[str, str], Book]) -> None:
    book = small("ar", "toolkits/safe")
    data = pdf(book)
    document = pikepdf.open(io.BytesIO(data))
    names = document.Root.Names.Dests.Names
    places = {str(names[place]): names[place + 1][0] for place in range(0, len(names), 2)}
    pages = {page.objgen: number for number, page in enumerate(document.pages, 1)}
    lines = [" ".join(words(line)) for line in text_of(data, "-f", "2", "-l", "2").splitlines() if "..." in line]
    expected: list[str] = []
    to_arabic = str.maketrans(DIGITS["latn"], DIGITS["arab"])
    for chapter in book.chapters:
        for anchor, title in ((chapter.id, chapter.title), *chapter.sections):
            expected.append(f"{title} {pages[places[anchor].objgen]}".translate(to_arabic))
    assert lines == expected and len(lines) == 6
    with document.open_outline() as outline:
        assert [entry.title for entry in outline.root][1:3] == [chapter.title for chapter in book.chapters]
        assert [entry.title for entry in outline.root[1].children][:2] == ["الخطوات", "النهاية"]


def test_links_between_chapters_stay_in_the_file_and_others_lead_online(small: Callable[[str, str], Book]) -> None:
    document = pikepdf.open(io.BytesIO(pdf(small("en", "toolkits/safe"))))
    links = [link for page in document.pages for link in page.get("/Annots", [])]
    inside = {str(link.Dest) for link in links if "/Dest" in link}
    assert {"c1", "c1-end", "c0-last"} <= inside
    online = {str(link.A.URI) for link in links if "/A" in link}
    assert "https://small.example/topics/online-safety.html" in online
    assert all(address.startswith("https://") for address in online)


def size(page: pikepdf.Page) -> tuple[int, int]:
    left, top, right, bottom = (float(side) for side in page.MediaBox)
    return round((right - left) / 72 * 25.4), round((bottom - top) / 72 * 25.4)


def test_a_pdf_to_print_is_a4_and_one_for_phones_is_narrow_and_without_wide_tables(small: Callable[[str, str], Book]) -> None:
    book = small("en", "toolkits/safe")
    paper, phone = pikepdf.open(io.BytesIO(pdf(book))), pikepdf.open(io.BytesIO(pdf_phone(book)))
    assert {size(page) for page in paper.pages} == {(210, 297)}
    assert {size(page) for page in phone.pages} == {(90, 180)}
    assert "/Table" in {str(element.S) for element in structure(paper)}
    assert "/Table" not in {str(element.S) for element in structure(phone)}
    assert re.search(r"Who: Ada\s+What: the list\s+When: today", text_of(pdf_phone(book)))


def test_the_last_page_says_its_day_and_where_a_newer_one_is(small: Callable[[str, str], Book]) -> None:
    for code, make in (("en", pdf), ("ar", pdf_phone)):
        book = small(code, "toolkits/safe")
        data = make(book)
        document = pikepdf.open(io.BytesIO(data))
        last = str(len(document.pages))
        text = text_of(data, "-f", last, "-l", last)
        assert set(words(book.reader.date(book.reader.catalogue.day))) <= set(words(text))
        links = [str(link.A.URI) for link in document.pages[-1].get("/Annots", []) if "/A" in link]
        assert book.shared.url in links


def test_pages_show_the_running_title_and_their_number(small: Callable[[str, str], Book]) -> None:
    data = pdf(small("en", "toolkits/safe"))
    lines = text_of(data, "-f", "3", "-l", "3").split("\n")
    assert "Stay safe" in lines[0]
    assert "3" in [line.strip() for line in lines if line.strip()][-1]
    assert "1" not in text_of(data, "-f", "1", "-l", "1").split(), "the cover has no number"


def test_a_sensitive_work_shows_its_neutral_title_where_others_see_it(small: Callable[[str, str], Book]) -> None:
    data = pdf(small("en", "toolkits/reply"))
    assert str(pikepdf.open(io.BytesIO(data)).docinfo.Title) == "Plan and reply"
    cover = text_of(data, "-f", "1", "-l", "1")
    assert "Plan and reply" in cover and "abuse" not in cover
    page = text_of(data, "-f", "3", "-l", "3")
    assert page.startswith("Plan and reply") and "Answering abuse" in page
    assert "Answering abuse" not in pikepdf.open(io.BytesIO(data)).Root.Metadata.read_bytes().decode()


FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{fonts}/cache</cachedir></fontconfig>"""


def test_letters_that_no_font_has_are_named(centre: Built, tmp_path: Path) -> None:
    """On a machine with one font, which has no Arabic."""
    (tmp_path / "fonts.conf").write_text(FONTS.format(fonts=tmp_path), encoding="utf-8")
    (tmp_path / "one.ttf").symlink_to("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
    script = SCRIPT.format(tests=str(ROOT / "tests"), root=str(centre.root), site=str(centre.site))
    for code, expected in (("en", ""), ("ar", "index.md:1: fonts: no font of this machine has the letters ")):
        done = subprocess.run([sys.executable, "-c", script.replace('"en"', f'"{code}"')], capture_output=True, text=True,
                              cwd=ROOT / "tests", env={"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PATH": "/usr/bin:/bin",
                                                       "PYTHONIOENCODING": "utf-8"})
        assert (done.returncode == 0) == (not expected), done.stderr
        assert expected in done.stderr
    assert "ا ب" in done.stderr


@pytest.mark.parametrize("address", ["https://small.example/x.png", "file:///etc/hostname", "picture:../mkdocs.yml",
                                     "picture:/etc/hostname", "picture:%2e%2e/mkdocs.yml", "data:text/plain,x"])
def test_a_book_loads_nothing_from_elsewhere(small: Callable[[str, str], Book], address: str) -> None:
    with pytest.raises(ValueError, match="nothing from elsewhere"):
        _Pictures(small("en", "toolkits/safe")).fetch(address)


# Handouts


def test_each_handout_becomes_a_document_with_real_headings_lists_and_tables(small: Callable[[str, str], Book]) -> None:
    [(name, data)] = handouts(small("en", "toolkits/safe"))
    assert name == "second"
    document = docx.Document(io.BytesIO(data))
    styles = {(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style}
    assert {("Heading 1", "Second part"), ("Heading 2", "First steps"), ("List Number", "One"), ("List Bullet", "point"),
            ("List Bullet 2", "inner point"), ("Normal", "☐ to do"), ("Normal", "Take care")} <= styles
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Who", "What", "When"], ["Ada", "the list", "today"]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    targets = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert {"https://small.example/toolkits/safe/index.html", "https://small.example/toolkits/safe/index.html#last"} <= targets
    assert "https://small.example/toolkits/safe/index.html" in document.sections[0].footer.paragraphs[0].text


def test_numbers_begin_again_in_each_list(small: Callable[[str, str], Book]) -> None:
    [(_name, data)] = handouts(small("en", "toolkits/safe"))
    numbers = {paragraph.text: paragraph._p.pPr.numPr.numId.val for paragraph in docx.Document(io.BytesIO(data)).paragraphs
               if paragraph.style and paragraph.style.name == "List Number"}
    assert numbers["One"] == numbers["Two"] != numbers["Again"]


def test_an_arabic_handout_runs_from_right_to_left(small: Callable[[str, str], Book]) -> None:
    book = small("ar", "toolkits/safe")
    document = docx.Document(io.BytesIO(handout_docx(book, book.chapters[1])))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs),
                  *document.sections[0].footer.paragraphs]
    assert all(paragraph._p.pPr.find(qn("w:bidi")) is not None for paragraph in paragraphs)
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    runs = [run for paragraph in paragraphs for run in paragraph.runs if run.text.strip()]
    assert all(bool(run.font.rtl) for run in runs if re.search("[\u0600-\u06ff]", run.text))
    assert {run.text for run in runs if re.search("[A-Z]{3}", run.text) and not run.font.rtl} >= {"PIN", "SMS"}
    assert document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:bidi")) == "ar"
    assert document.core_properties.language == "ar"


def test_a_handout_names_no_author_no_program_and_no_hour(small: Callable[[str, str], Book]) -> None:
    book = small("en", "toolkits/safe")
    [(_name, data)] = handouts(book)
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created is not None
    assert properties.created.date() == book.reader.catalogue.day and properties.created.hour == 0
    package = docx.Document(io.BytesIO(data)).part.package
    others = [part.blob.decode("utf-8", "ignore") for part in package.iter_parts() if "docProps" in str(part.partname)]
    assert not any(re.search("python-docx|Macintosh|Microsoft (Office )?Word", text) for text in others)
