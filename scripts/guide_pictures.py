"""Takes the pictures of the guide "How to take part" anew, in each of its languages.

    python scripts/guide_pictures.py     from scripts/guide/ and site/ into docs/<language>/images/

Our own page is a screenshot. The forge's screens are drawn: they look a little different on each forge, and none of
them is ours. The document for translators is laid out from a real one. A drawing remembers what it was drawn from,
so that a test can say which is outdated.
"""

from __future__ import annotations

import hashlib
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import jinja2
import yaml
from markupsafe import Markup, escape
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, Locator

from check import extra
from draw_pictures import DRAWN_FROM
from ijwi.centre import read_centre
from ijwi.exchange import desk
from screenshots import ROOT, opened, served

SOURCES = Path(__file__).resolve().parent / "guide"
#: What the forge shows, in the order of the guide.
DRAWN = ("private", "fork", "editor", "message", "compare", "checks", "edit")
#: The page beside whose heading the pencil is shown.
SHOWN, HEADING = "toolkits/stay-safe-online/index.html", "#before-you-start"
#: In CSS pixels: a drawing is as wide as the text on a phone of 320, so its letters stay as large as they are drawn.
WIDTH, SCALE = 288, 2
#: So many shades are enough for letters on few grounds.
COLOURS = 32

_TEMPLATES = jinja2.Environment(loader=jinja2.FileSystemLoader(SOURCES), autoescape=True,
                                undefined=jinja2.StrictUndefined, keep_trailing_newline=True)


def words() -> dict[str, Any]:
    """scripts/guide/words.yml: the words that all have, and under `languages` those of each."""
    found: dict[str, Any] = yaml.safe_load((SOURCES / "words.yml").read_text("utf-8"))
    return found


def screens(language: str) -> str:
    """The page with the forge's screens in a language, one `figure` each."""
    known = words()
    shared = {name: known[name] for name in ("buttons", "mark", "lost", "said")}
    return _page("screens.html", language=language, in_code=_in_code, **shared, **known["languages"][language])


def source_of(language: str) -> str:
    """The digest of all that a language's drawings are made from."""
    return hashlib.sha256(screens(language).encode()).hexdigest()


def document(language: str, folder: Path) -> str:
    """The page with the beginning of a document for translators, which is written into `folder`."""
    wish = words()["languages"][language]["document"]
    centre = read_centre(ROOT, ROOT / "docs", extra(ROOT / "mkdocs.yml"))
    page = centre.catalogue.documents[wish["page"]]
    nobody_began = replace(page, editions={page.source: page.source_edition})
    [file] = desk.export(centre, wish["language"], [nobody_began], "docx", folder)
    return _page("document.html", rows=list(_rows(file, wish["filled"]))[:4])


def _rows(file: Path, filled: str) -> Iterator[tuple[str, str, str | None]]:
    """The rows from the languages' names on: name, source and translation, or None where one cell goes across.

    The first empty place is filled in.
    """
    cells = [row.cells for row in docx.Document(str(file)).tables[0].rows]
    for name, source, translation in cells[1:]:
        across = source._tc is translation._tc
        written = translation.text
        if not across and not written:
            written, filled = filled, ""
        yield name.text, source.text, None if across else written


def _page(template: str, **values: Any) -> str:
    # The site's own colours, in its light scheme: the first block of its stylesheet.
    palette = re.search(r":root \{[^}]*\}", (ROOT / "overrides" / "assets" / "ijwi.css").read_text("utf-8"))
    assert palette is not None
    return _TEMPLATES.get_template(template).render(
        palette=Markup(palette[0]), style=Markup((SOURCES / "screens.css").read_text("utf-8")), **values)


def _in_code(text: str) -> Markup:
    """A text with what stands between backquotes as code."""
    return Markup(re.sub("`(.+?)`", r"<code>\1</code>", str(escape(text))))


def _take(place: Locator, target: Path, drawn_from: str = "") -> None:
    """Writes what is shown there as a small PNG."""
    _write(Image.open(io.BytesIO(place.screenshot())), target, drawn_from)


def _write(image: Image.Image, target: Path, drawn_from: str = "") -> None:
    target.parent.mkdir(exist_ok=True)
    said = PngInfo()
    if drawn_from:
        said.add_text(DRAWN_FROM, drawn_from)
    few = image.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    few.save(target, optimize=True, pnginfo=said)


def draw(browser: Browser, language: str, target: Path) -> None:
    """Draws the forge's screens and the document for translators into a folder."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=SCALE)
    page.set_content(screens(language))
    for name in DRAWN:
        _take(page.locator(f"#{name}"), target / f"{name}.png", source_of(language))
    with tempfile.TemporaryDirectory() as folder:
        page.set_content(document(language, Path(folder)))
    _take(page.locator("#document"), target / "document.png")
    page.close()


def photograph(browser: Browser, address: str, target: Path) -> None:
    """Takes the pencil beside a heading of our own site, with a ring around it."""
    page = browser.new_page(viewport={"width": 320, "height": 640}, device_scale_factor=SCALE * WIDTH / 320)
    page.goto(address)
    head = page.locator(".section-head", has=page.locator(HEADING))
    head.locator("> a").evaluate("""pencil => {
        Object.assign(pencil.style, {outline: "4px solid var(--accent)", borderRadius: "50%", outlineOffset: "-4px"})
    }""")
    head.scroll_into_view_if_needed()
    box = head.bounding_box()
    assert box is not None
    shot = page.screenshot(clip={"x": 0, "y": box["y"] - 10, "width": 320, "height": 140})
    _write(Image.open(io.BytesIO(shot)), target)
    page.close()


def main() -> int:
    with served(ROOT / "site") as base, opened() as browser:
        for number, language in enumerate(words()["languages"]):
            target = ROOT / "docs" / language / "images"
            draw(browser, language, target)
            photograph(browser, base + (f"{language}/" if number else "") + SHOWN, target / "pencil.png")
            for file in sorted(target.glob("*.png")):
                print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1000:.1f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
