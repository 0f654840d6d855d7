"""A poster is a box in a page, a sheet of A4 to print and a square picture to share, in every script, or a finding."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
import yaml
from lxml import html
from PIL import Image

from conftest import CONFIG, ROOT, Built, edition, page, work
from exchange_tasks import DAY, small
from ijwi.checks.page import Page
from ijwi.checks.posters import HEADLINE, PARAGRAPHS, TEXT, letters, poster_lines, posters
from ijwi.downloads.book import Book
from ijwi.downloads.epub import epub
from ijwi.downloads.handout_docx import handouts
from ijwi.downloads.posters import CARD, PAPER, Poster, _fitted, _page, poster_pdf, poster_picture
from ijwi.downloads.posters import posters as posters_of
from ijwi.downloads.single import single_file
from ijwi.downloads.text import plain_text
from ijwi.exchange import docx as sheets
from ijwi.exchange import po
from ijwi.findings import ContentError
from ijwi.languages import read_languages
from ijwi.localise import size
from small_centres import book_of, built_once

#: By language: the headline, what stands below it, who says it.
WORDS = {
    "en": ("Open the door on Thursdays", "We work when the computer room is open.", "The Thursday Women, Hill Market"),
    "fr": ("Ouvrez la porte le jeudi", "Nous travaillons quand la salle est ouverte.", "Les femmes du jeudi, marché de la colline"),
    "rw": ("Mufungure umuryango ku wa kane", "Dukora iyo icyumba cya mudasobwa gifunguye.", "Abagore bo ku wa kane, Isoko ryo ku musozi"),
    "ar": ("افتحوا الباب يوم الخميس", "نعمل حين تكون غرفة الحاسوب مفتوحة.", "نساء الخميس، سوق الجبل"),
    "fa": ("پنجشنبه‌ها در را باز کنید", "وقتی اتاق رایانه باز است، کار می‌کنیم.", "زنان پنجشنبه، بازار تپه"),
}
SECOND = '\n\n!!! poster "{0}"\n    {2}\n'
BOX = '## A poster {{#a-poster}}\n\n!!! poster "{0}"\n    *{1}*\n\n    {2}\n'
FENCED = '\n```text\n!!! poster "Nobody draws this"\n    Group\n```\n'


def body(code: str) -> str:
    return (BOX + FENCED + SECOND).format(*WORDS[code])


LISTED = CONFIG.replace("    ar:", "    fr: {name: Français, iso639_3: fra}\n    fa: {name: فارسی, iso639_3: fas, digits: arabext}\n    ar:")
LANGUAGES = read_languages(yaml.safe_load(LISTED)["extra"]["languages"])
PART = "docs/{}/toolkits/kit/sheet.md"
TREE = {
    "mkdocs.yml": LISTED, "docs/fr/index.md": edition("Accueil"), "docs/fa/index.md": edition("خانه"),
    "docs/en/toolkits/kit/index.md": work("Kit", parts="[sheet]"),
    PART.format("en"): page("One sheet", body=body("en"), handout="true"),
    "docs/en/about.md": page("About", body=BOX.format(*WORDS["en"])),
    "docs/en/toolkits/plain.md": work("Plain"),
    "docs/en/toolkits/care.md": work("Betraying", topics="[online-abuse]", sensitive="true", neutral_title="A plan", body=BOX.format(*WORDS["en"])),
    "docs/rw/toolkits/care.md": edition("Kugambana", neutral_title="Umugambi", body=BOX.format(*WORDS["rw"])),
    **{f"docs/{code}/toolkits/kit/index.md": edition(f"Kit {code}") for code in WORDS if code != "en"},
    **{PART.format(code): edition(f"Sheet {code}", body=body(code), review="machine" if code == "rw" else "human") for code in WORDS if code != "en"},
}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("posters"), TREE)


@pytest.fixture
def book(centre: Built) -> Callable[..., Book]:
    return lambda code, name="toolkits/kit": book_of(centre.root, centre.site, code, name)


def cut(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "scripts/downloads.py", "--format", "poster", "--format", "card", *arguments], cwd=root,
                          text=True, capture_output=True, encoding="utf-8", timeout=300,
                          env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""})


@pytest.fixture(scope="module")
def downloaded(centre: Built) -> Built:
    """The same centre after its posters were cut and offered."""
    done = cut(centre.root)
    assert done.returncode == 0, done.stderr
    return centre


def figures(text: str) -> list[html.HtmlElement]:
    return list(html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8")).iter("figure"))


def words(text: str) -> str:
    """Words of a line as they are read, without marks of direction."""
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFC", text)).split())


def file_of(code: str, number: int, ending: str) -> str:
    return f"downloads/{code}/toolkits-kit-sheet-poster-{number}.{ending}"


# On the page


@pytest.mark.parametrize("code", WORDS)
def test_a_poster_is_text_with_its_headline_as_caption(centre: Built, code: str) -> None:
    text = centre.text(f"{LANGUAGES.prefix(code)}toolkits/kit/sheet.html")
    first, second = figures(text)
    headline, below, group = WORDS[code]
    assert first.get("class") == second.get("class") == "poster"
    assert [(part.tag, part.get("class"), words(part.text_content())) for part in first] == [
        ("figcaption", None, headline), ("p", None, below), ("p", "poster-group", group)]
    assert [part.tag for part in second] == ["figcaption", "p"]
    assert "Nobody draws this" in text, "what stands in a fence is shown as it is written"
    assert "admonition" not in text
    assert re.findall(r"<h[1-6] id=", text) == re.findall(r"<h[1-6] id=", text.replace(headline, "")), "a headline is no heading"


def test_a_page_of_no_work_shows_its_poster_and_offers_nothing(centre: Built) -> None:
    text = centre.text("about.html")
    assert len(figures(text)) == 1 and "<!--downloads" not in text


def test_posters_stand_in_every_other_form_of_the_work(book: Callable[..., Book]) -> None:
    headline, below, group = WORDS["en"]
    text = plain_text(book("en")).decode()
    assert f"{headline}\n\n{below}\n\n{group}\n" in text
    [(_name, data)] = handouts(book("en"))
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    assert [words(paragraph.text) for paragraph in paragraphs if paragraph.text in WORDS["en"]][:3] == list(WORDS["en"])
    assert next(paragraph for paragraph in paragraphs if paragraph.text == headline).runs[0].bold
    with zipfile.ZipFile(io.BytesIO(epub(book("en")))) as archive:
        chapters = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))
    for form in (chapters, single_file(book("en")).decode()):
        assert f'<figure class="poster">\n<figcaption>{headline}</figcaption>' in form and "<!--downloads" not in form


# As files


@pytest.mark.parametrize("code", WORDS)
def test_a_poster_is_one_sheet_of_a4_with_its_words(downloaded: Built, code: str) -> None:
    data = (downloaded.site / file_of(code, 1, "pdf")).read_bytes()
    [sheet] = pypdfium2.PdfDocument(data)
    assert [round(length * 25.4 / 72) for length in sheet.get_size()] == [210, 297]
    text = words(sheet.get_textpage().get_text_range())
    assert all(words(part) in text for part in WORDS[code]), text
    with pikepdf.open(io.BytesIO(data)) as document:
        assert str(document.docinfo.Title) == WORDS[code][0] and str(document.Root.Lang) == code
        assert set(document.docinfo) == {"/Title", "/CreationDate", "/ModDate"}


@pytest.mark.parametrize("code", WORDS)
def test_a_poster_is_a_square_picture_of_its_own(downloaded: Built, code: str) -> None:
    content = (downloaded.site / file_of(code, 1, "png")).read_bytes()
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size, image.info.keys() & {"Software", "date:create"}) == ("PNG", (1080, 1080), set())
        pale = image.convert("L").crop((0, 200, 1080, 850))
    dark = sum(pale.histogram()[:100]) / (1080 * 650)
    assert .02 < dark < .4, "the words stand on a light ground"
    assert len(content) < 80_000
    others = {(downloaded.site / file_of(other, number, "png")).read_bytes() for other in WORDS for number in (1, 2)}
    assert len(others) == 2 * len(WORDS)


def test_arabic_words_stand_at_the_right(downloaded: Built) -> None:
    edges = {}
    for code in ("en", "ar"):
        with Image.open(downloaded.site / file_of(code, 2, "png")) as image:
            words_alone = image.convert("L").crop((0, 150, 1080, 850)).point(lambda value: 255 * (value < 100))
            left, _top, right, _bottom = words_alone.getbbox() or (0, 0, 0, 0)
            edges[code] = left, 1080 - right
    assert edges["en"][0] < 100 < edges["en"][1] and edges["ar"][1] < 100 < edges["ar"][0]


@pytest.mark.parametrize("code", WORDS)
def test_a_sheet_survives_a_photocopier(downloaded: Built, code: str) -> None:
    """Outlines on white: no large dark area, and the words stay when all that is not black becomes white."""
    [sheet] = pypdfium2.PdfDocument((downloaded.site / file_of(code, 1, "pdf")).read_bytes())
    grey = sheet.render(scale=1).to_pil().convert("L")
    black = sum(grey.histogram()[:128]) / (grey.width * grey.height)
    assert .02 < black < .2
    assert sum(grey.histogram()[250:]) / (grey.width * grey.height) > .7


def test_a_machine_s_draft_says_so_on_the_poster_too(downloaded: Built) -> None:
    said = {code: words(pypdfium2.PdfDocument((downloaded.site / file_of(code, 1, "pdf")).read_bytes())[0].get_textpage().get_text_range())
            for code in WORDS}
    assert [code for code, text in said.items() if "nturasuzumwa" in text] == ["rw"]


def test_a_longer_headline_has_smaller_letters(book: Callable[..., Book]) -> None:
    [first, _second] = posters_of(book("en"))
    sizes = []
    for headline in ("Open", "Open the door on Thursdays", "Open the door on Thursdays, and let us in when it rains, please"):
        for sheet in (PAPER, CARD):
            longer = Poster(first.chapter, 1, headline, first.paragraphs, first.group)
            found = (size for size in sheet.sizes if _fitted(_page(book("en"), longer, sheet), sheet, size))
            sizes.append(next(found))
    assert sizes[0] >= sizes[2] > sizes[4] and sizes[1] >= sizes[3] > sizes[5]


@pytest.mark.parametrize("headline", ["Supercalifragilisticexpialidociousness", "word " * 200])
def test_what_cannot_fit_is_a_finding(book: Callable[..., Book], headline: str) -> None:
    [first, _second] = posters_of(book("en"))
    for make in (poster_pdf, poster_picture):
        with pytest.raises(ContentError, match=r"^docs/en/toolkits/kit/sheet\.md:1: poster: the poster “") as error:
            make(book("en"), Poster(first.chapter, 1, headline, first.paragraphs, first.group))
        assert "Take shorter words" in str(error.value)


@pytest.mark.parametrize("code", WORDS)
def test_the_longest_poster_that_the_rules_allow_fits(book: Callable[..., Book], code: str) -> None:
    [first, _second] = posters_of(book(code))
    headline = " ".join([WORDS[code][0]] * 4)[:HEADLINE].strip()
    text = " ".join([WORDS[code][1]] * 8)[:TEXT - letters(first.group)].strip()
    longest = Poster(first.chapter, 1, headline, (html.fromstring(f"<p>{text}</p>"),), first.group)
    assert len(pypdfium2.PdfDocument(poster_pdf(book(code), longest))) == 1
    assert len(poster_picture(book(code), longest)) < 100_000


SCRIPT = """
import hashlib, sys
sys.path[:0] = [{tests!r}]
from pathlib import Path
from small_centres import book_of
from ijwi.downloads.posters import poster_pdf, poster_picture, posters
book = book_of(Path({root!r}), Path({site!r}), {code!r}, "toolkits/kit")
for poster in posters(book):
    print(hashlib.sha256(poster_pdf(book, poster)).hexdigest(), hashlib.sha256(poster_picture(book, poster)).hexdigest())
"""


def script(centre: Built, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    text = SCRIPT.format(tests=str(ROOT / "tests"), root=str(centre.root), site=str(centre.site), code=code)
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, cwd=ROOT / "tests",
                          env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8", **environment})


def test_the_same_poster_gives_the_same_bytes_in_another_process(centre: Built) -> None:
    first, second = (script(centre, "fa", PYTHONHASHSEED=seed, TZ=zone) for seed, zone in (("1", "UTC"), ("2", "Asia/Tehran")))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert len(set(first.stdout.split())) == 4


FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{fonts}/cache</cachedir></fontconfig>"""


def test_letters_that_no_font_has_are_named(centre: Built, tmp_path: Path) -> None:
    """On a machine with one font, which has no Arabic."""
    (tmp_path / "fonts.conf").write_text(FONTS.format(fonts=tmp_path), encoding="utf-8")
    (tmp_path / "one.ttf").symlink_to("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
    assert script(centre, "en", FONTCONFIG_FILE=str(tmp_path / "fonts.conf")).returncode == 0
    done = script(centre, "ar", FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    assert done.returncode and "sheet.md:1: fonts: no font of this machine has the letters " in done.stderr


# What is offered


def test_every_edition_that_may_be_handed_out_has_its_posters_and_no_other(downloaded: Built) -> None:
    entries = json.loads(downloaded.text("downloads/downloads.json"))
    assert {(entry["language"], entry["work"], entry["format"]) for entry in entries} == {
        ("en", "toolkits/care", "poster"), ("en", "toolkits/care", "card"),
        *((code, "toolkits/kit", format) for code in WORDS for format in ("poster", "card"))}
    assert "Betraying" not in str(entries) and not list(downloaded.site.glob("downloads/rw/*care*"))
    with pikepdf.open(downloaded.site / "downloads/en/toolkits-care-poster-1.pdf") as document:
        assert str(document.docinfo.Title) == "A plan"


@pytest.mark.parametrize("code", WORDS)
def test_files_are_offered_beside_their_poster_with_their_sizes(downloaded: Built, code: str) -> None:
    address = f"{LANGUAGES.prefix(code)}toolkits/kit/sheet.html"
    file = downloaded.site / address
    for number, figure in enumerate(figures(file.read_text("utf-8")), 1):
        offers = next(element for element in figure.itersiblings() if isinstance(element.tag, str))
        assert (offers.tag, offers.get("class")) == ("ul", "offers")
        targets = [(file.parent / link.get("href")).resolve().relative_to(downloaded.site).as_posix() for link in offers.iter("a")]
        assert targets == [file_of(code, number, ending) for ending in ("pdf", "png")]
        assert [tag.text for tag in offers.iter("span")] == [
            size((downloaded.site / target).stat().st_size, LANGUAGES[code]) for target in targets]
    spoken = [words(link.text or "") for link in figures(file.read_text("utf-8"))[0].getparent().iter("a") if link.get("class") == "offer"]
    assert (spoken[:2] == ["Poster to print (PDF)", "Picture to share (PNG)"]) == (code == "en")
    first = downloaded.text(f"{LANGUAGES.prefix(code)}toolkits/kit/index.html")
    assert "-poster-" not in first, "they stand beside their box, not in the list of the work"


def test_offers_change_no_other_form_of_the_work_and_come_again_the_same(downloaded: Built, book: Callable[..., Book]) -> None:
    pages = {file: file.read_bytes() for file in downloaded.site.rglob("*") if file.is_file()}
    forms = [make(book("en")) for make in (plain_text, single_file)]
    assert not any("Poster to print" in form.decode() for form in forms)
    assert cut(downloaded.root).returncode == 0
    assert {file: file.read_bytes() for file in downloaded.site.rglob("*") if file.is_file()} == pages
    done = subprocess.run([sys.executable, "scripts/downloads.py", "--format", "zip", "--language", "en"], cwd=downloaded.root,
                          text=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""})
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(downloaded.site.glob("downloads/en/library.zip"))) as archive:
        [sheet] = [archive.read(name).decode() for name in archive.namelist() if name.endswith("kit/sheet.html")]
        assert not [name for name in archive.namelist() if "poster" in name]
        assert not [name for name in archive.namelist() if b"Picture to share" in archive.read(name)], "not in the search either"
        assert any(b"computer room" in archive.read(name)
                   for name in archive.namelist() if "/search/t-" in name), "but the words of the poster are found"
    assert figures(sheet) and "<!--downloads" not in sheet


# What is wrong with one


def found(text: str) -> list[str]:
    return [str(finding) for finding in posters(Page("docs/en/toolkits/a.md", LANGUAGES["en"], "", text, 7))]


@pytest.mark.parametrize(("text", "line", "said"), [
    (f'!!! poster "{"a" * (HEADLINE + 1)}"\n    G', 7, f"this headline has {HEADLINE + 1} letters"),
    (f'x\n\n!!! poster "A"\n    {"a" * TEXT}\n\n    G', 9, f"have {TEXT + 1} letters and spaces"),
    ("!!! poster\n    G", 7, "has no headline"), ('!!! poster ""\n    G', 7, "has no headline"),
    ('!!! poster "A"\n\nNot below it.', 7, "nothing stands below"), ('??? poster "A"\n    G', 7, "can't be folded"),
    ('!!! poster "A"\n' + "\n\n".join(["    G"] * (PARAGRAPHS + 1)), 7, f"has {PARAGRAPHS + 1} paragraphs"),
    ('!!! poster "A"\n    G\n\n    [helplines:rw]', 10, "a number may die while it hangs"),
    ('!!! poster "A [helplines]"\n    G', 7, "a number may die while it hangs"),
    ('!!! poster "A"\n    [fact:x.women] of us', 8, "no room for its source"), ('!!! poster "A"\n    Us [@x]', 8, "no room for its source"),
    ('!!! poster "A"\n    [the plan](b.md)', 8, "can't stand on a poster"), ('!!! poster "A"\n    - one\n    - two', 8, "can't stand on a poster"),
    ('!!! poster "A"\n    ![x](a.png)', 8, "can't stand on a poster"), ('!!! poster "A"\n    ### B', 8, "can't stand on a poster"),
    ('- item\n\n    !!! poster "A"\n        | a | b |', 10, "can't stand on a poster"),
])
def test_what_no_poster_may_be_is_said_with_its_line(text: str, line: int, said: str) -> None:
    assert any(finding.startswith(f"docs/en/toolkits/a.md:{line}: poster: ") and said in finding for finding in found(text)), found(text)


@pytest.mark.parametrize("text", [
    *(body(code) for code in WORDS), f'!!! poster "{"a" * HEADLINE}"\n    {"a" * TEXT}\n', "```\n!!! poster\n```", "`!!! poster`",
    f'!!! poster "{"*a*" * HEADLINE}"\n    G\n\n[helplines:rw]', '> !!! poster "A"\n>     G\n\n- a list', '!!! poster "A"\n    G\n\n# Next\n'])
def test_a_good_poster_is_let_be(text: str) -> None:
    assert found(text) == []


def test_signs_upon_letters_take_no_room() -> None:
    assert letters("تلّ") == 2 and letters("می‌کنیم") == 6 and letters("**Open**  the\ndoor") == 13


def test_lines_of_posters_are_known() -> None:
    text = Page("a.md", LANGUAGES["en"], "", 'x\n\n!!! poster "A"\n    b\n\n    c\nd\n', 5)
    assert poster_lines(text) == {7, 8, 9, 10}


# Taken out and back


@pytest.mark.parametrize("form", [po, sheets])
def test_posters_come_back_from_translators(form: object) -> None:
    source = page("A", body=BOX.format(*WORDS["en"]), kind="toolkit")
    task = small(edition("B", body=BOX.format(*WORDS["ar"]), review="human"), source)
    assert [segment.text for segment in task.source_page.segments.values() if segment.section == "a-poster"] == [
        "A poster", WORDS["en"][0], f"*{WORDS['en'][1]}*", WORDS["en"][2]]
    imported = form.import_(form.export(task), task, where="sheet", day=DAY)  # type: ignore[attr-defined]
    assert all(part in imported.text for part in WORDS["ar"]) and f'!!! poster "{WORDS["ar"][0]}"\n    *' in imported.text
