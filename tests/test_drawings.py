"""The drawings of handouts: a picture is what its drawing is, small, and in black and white."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

import draw_pictures

DRAWINGS = sorted(draw_pictures.DRAWINGS.glob("*.svg"))


def test_every_picture_is_made_of_its_drawing_as_it_is() -> None:
    assert [drawing.name for drawing in draw_pictures.outdated()] == []
    assert {drawing.stem for drawing in DRAWINGS} == {file.stem for file in draw_pictures.PICTURES.glob("*.png")}


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_a_picture_survives_a_photocopier_and_a_slow_connection(drawing: Path) -> None:
    """Copied in two shades, it keeps its lines; hardly any dot of it is grey; no words, so that every language can use it."""
    picture = draw_pictures.PICTURES / f"{drawing.stem}.png"
    assert picture.stat().st_size <= 15_000
    with Image.open(picture) as image:
        assert image.size == (600, 600)
        dots = image.convert("L").histogram()
    assert sum(dots[64:192]) / sum(dots) < .03
    assert .03 < sum(dots[:128]) / sum(dots) < .6
    assert "<text" not in drawing.read_text("utf-8")


def test_a_changed_drawing_is_told_from_its_picture_and_drawn_anew(
        tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw_pictures, "DRAWINGS", tmp_path)
    monkeypatch.setattr(draw_pictures, "PICTURES", tmp_path)
    drawing = tmp_path / "dot.svg"
    for radius, corner in ((190, 255), (400, 0)):
        drawing.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><circle cx="200" cy="200" r="{radius}"/></svg>')
        assert draw_pictures.outdated() == [drawing]
        with Image.open(draw_pictures.draw(browser, drawing)) as image:
            assert image.convert("L").getpixel((3, 3)) == corner
        assert draw_pictures.outdated() == []
