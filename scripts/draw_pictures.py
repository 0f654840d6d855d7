"""Makes the pictures of docs/assets/images/ out of the drawings in scripts/drawings/.

    python scripts/draw_pictures.py [NAME …]     scripts/drawings/NAME.svg; default: every drawing that has changed

A picture remembers the drawing that it was made of, so that a test can say which is outdated.
"""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser

from screenshots import ROOT, opened

DRAWINGS, PICTURES = ROOT / "scripts" / "drawings", ROOT / "docs" / "assets" / "images"
#: Dots on a side: 5 cm at 300 dots an inch, as large as a drawing is on any sheet.
SIDE = 600
#: Shades of grey: black and white, and what makes their edges smooth.
GREYS = 8
#: Where a PNG says what it was drawn from.
DRAWN_FROM = "drawn-from"


def source_of(drawing: Path) -> str:
    """The digest of a drawing."""
    return hashlib.sha256(drawing.read_bytes()).hexdigest()


def drawn_from(picture: Path) -> str | None:
    """The digest of the drawing that a picture was made of; None if it does not say so, or is not there."""
    try:
        with Image.open(picture) as image:
            return str(image.info[DRAWN_FROM])
    except (KeyError, FileNotFoundError, UnidentifiedImageError):
        return None


def outdated() -> list[Path]:
    """The drawings of which no picture was made yet as they are."""
    return [drawing for drawing in sorted(DRAWINGS.glob("*.svg"))
            if drawn_from(PICTURES / f"{drawing.stem}.png") != source_of(drawing)]


def draw(browser: Browser, drawing: Path) -> Path:
    """Makes the picture of a drawing, and says where it is."""
    page = browser.new_page(viewport={"width": SIDE, "height": SIDE})
    page.set_content(f"<style>body {{margin: 0}} svg {{display: block; width: {SIDE}px; height: {SIDE}px}}</style>"
                     + drawing.read_text("utf-8"))
    image = Image.open(io.BytesIO(page.screenshot())).convert("L").quantize(GREYS, dither=Image.Dither.NONE)
    page.close()
    said, picture = PngInfo(), PICTURES / f"{drawing.stem}.png"
    said.add_text(DRAWN_FROM, source_of(drawing))
    image.save(picture, optimize=True, pnginfo=said)
    return picture


def main() -> int:
    chosen = [DRAWINGS / f"{name}.svg" for name in sys.argv[1:]] or outdated()
    for drawing in chosen:
        if not drawing.is_file():
            print(f"There is no {drawing.relative_to(ROOT)}.", file=sys.stderr)
            return 1
    with opened() as browser:
        for drawing in chosen:
            picture = draw(browser, drawing)
            print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size / 1000:.1f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
