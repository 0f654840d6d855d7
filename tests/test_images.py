"""The record of pictures, what is refused, and the files that are made of what is not."""

from __future__ import annotations

import hashlib
import random
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from conftest import ROOT, Built, run_mkdocs, work, write_tree
from drawn_pictures import (
    BLUE,
    GREEN,
    RED,
    SECRET,
    exif,
    halves,
    line_drawing,
    looks,
    photograph,
    saved,
    swapped_profile,
)
from ijwi import renditions
from ijwi.findings import ContentError
from ijwi.images import Pictures, read_pictures, undecodable
from ijwi.pagepictures import picture_problems, shown
from ijwi.picture import shown_size
from ijwi.picturefile import MOST_BYTES
from ijwi.renditions import picture_files

FREE = "{credit: Somebody, licence: CC-BY-SA-4.0}"
SMALL = saved(halves(60, 40), "PNG")


def read(tmp_path: Path, files: Mapping[str, bytes | str]) -> tuple[Pictures, list[str]]:
    """The pictures of a folder of content, and what is said of it."""
    shutil.rmtree(tmp_path / "docs", ignore_errors=True)
    docs = write_tree(tmp_path / "docs", files)
    pictures, findings = read_pictures(docs)
    assert not any(finding.notice for finding in findings)
    return pictures, list(map(str, findings))


def one(tmp_path: Path, name: str, content: bytes, record: str = FREE) -> tuple[Pictures, list[str]]:
    return read(tmp_path, {f"assets/images/{name}": content, "data/images.yml": f"assets/images/{name}: {record}\n"})


# The record


def test_a_picture_is_known_by_what_it_is_and_what_is_said_of_it(tmp_path: Path) -> None:
    pictures, said = one(tmp_path, "market.jpg", photograph(160, 100),
                         "{credit: A trainer, licence: 'all rights reserved, used with consent', bundles: false}")
    assert said == []
    [picture] = pictures.shown.values()
    assert (picture.path, picture.width, picture.height, picture.transparent) == ("assets/images/market.jpg", 160, 100, False)
    assert (picture.record.credit, picture.record.bundles) == ("A trainer", False)
    assert pictures.files == {"assets/images/market.jpg"}


@pytest.mark.parametrize(("record", "expected"), [
    ("{credit: Somebody}", "docs/data/images.yml:1: picture: `assets/images/a.png.licence`: Field required."),
    ("{licence: CC0-1.0}", "docs/data/images.yml:1: picture: `assets/images/a.png.credit`: Field required."),
    ("{credit: '', licence: CC0-1.0}", "docs/data/images.yml:1: picture: `assets/images/a.png.credit`: String should have at least"),
    ("{credit: A, licence: B, bundle: false}", "docs/data/images.yml:1: picture: `assets/images/a.png.bundle`: Extra inputs"),
    ("{credit: A, licence: B, bundles: perhaps}", "docs/data/images.yml:1: picture: `assets/images/a.png.bundles`: Input should be"),
    ("just words", "docs/data/images.yml:1: picture: `assets/images/a.png`: Input should be"),
    ("{credit: A, licence: CC-BY-SA-4.0, bundles: false}", "docs/data/images.yml:1: picture: `assets/images/a.png`: `bundles: false` "
     "does not go with CC-BY-SA-4.0, which lets everybody copy it"),
])
def test_a_record_that_says_too_little_or_too_much_is_refused(record: str, expected: str, tmp_path: Path) -> None:
    said = one(tmp_path, "a.png", SMALL, record)[1]
    assert said[-1].startswith(expected), said


def test_a_file_of_records_that_cannot_be_read_is_the_only_thing_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"docs/data/images\.yml:1: front-matter: `credit` is written twice\."):
        one(tmp_path, "a.png", SMALL, "{credit: A, credit: B}")


def test_pictures_and_records_that_lack_each_other_are_named(tmp_path: Path) -> None:
    said = read(tmp_path, {"assets/images/a.png": SMALL, "data/images.yml": f"# Ours\nassets/images/b.png: {FREE}\n"})[1]
    assert said == [
        "docs/assets/images/a.png:1: picture: this picture has no record. Add to docs/data/images.yml: "
        "`assets/images/a.png: {credit: who made it, licence: CC-BY-SA-4.0}`.",
        "docs/data/images.yml:2: picture: there is no picture docs/assets/images/b.png. Mend the path, or remove its record."]


def test_a_record_may_be_long(tmp_path: Path) -> None:
    lines = "".join(f"assets/images/a{number}.png:\n  credit: A\n  licence: B\n" for number in range(200))
    assert len(read(tmp_path, {"data/images.yml": lines})[1]) == 200


# What is refused


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of these chunks."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
                                           for kind, data in (*chunks, (b"IEND", b"")))


def header(width: int, height: int) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)


def moving(format: str) -> bytes:
    frames = [halves(40, 30), halves(40, 30).transpose(Image.Transpose.ROTATE_180)]
    return saved(frames[0], format, save_all=True, append_images=frames[1:], duration=100)


UNREADABLE = "this is no JPEG, PNG or WebP that can be read."


@pytest.mark.parametrize(("name", "content", "expected"), [
    ("a.jpg", SMALL, "its name ends in `.jpg`, but it holds a picture in the format PNG. Rename it to `a.png`."),
    ("a.png", saved(halves(60, 40), "JPEG"), "format JPEG. Rename it to `a.jpg`."),
    ("a.jpeg", saved(halves(60, 40), "WEBP"), "format WEBP. Rename it to `a.webp`."),
    ("a.gif", saved(halves(60, 40), "GIF"), UNREADABLE), ("a.png", saved(halves(60, 40), "GIF"), UNREADABLE),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", UNREADABLE), ("a.avif", saved(halves(60, 40), "AVIF"), UNREADABLE),
    ("a.bmp", saved(halves(60, 40), "BMP"), UNREADABLE), ("a.tiff", saved(halves(60, 40), "TIFF"), UNREADABLE),
    ("a.jpg", b"", UNREADABLE), ("a.jpg", b"words", UNREADABLE), ("a.png", SMALL[:20], UNREADABLE),
    ("a.jpg", saved(halves(60, 40), "JPEG")[:150], UNREADABLE),
    ("a.txt", b" <!-- x --> <svg onload='x'>", UNREADABLE), ("a.csv", saved(halves(60, 40), "JPEG"), "format JPEG. Rename it to `a.jpg`."),
    ("a.png", moving("PNG"), "moving pictures are not shown."), ("a.webp", moving("WEBP"), "moving pictures are not shown."),
    ("a.png", png(header(60000, 60000), (b"IDAT", b"")), "this picture has too many points."),
    ("a.png", png(header(10000, 9500), (b"IDAT", b"")), "this picture has too many points."),
    ("a.png", png(header(8000, 7000), (b"IDAT", b"")), "this picture has too many points, it has 8000 × 7000."),
    ("a.png", png(header(13000, 10), (b"IDAT", b"")), "this picture has too many points, it has 13000 × 10."),
    ("a.png", png(header(2 ** 31 - 1, 2 ** 31 - 1), (b"IDAT", b"")), "this picture has too many points."),
    ("a.png", png(header(10, 10), (b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000))), (b"IDAT", b"")), UNREADABLE),
    ("a.jpg", saved(halves(60, 40), "JPEG") + bytes(MOST_BYTES), "this picture has 8.0 MB; 8 are enough."),
    ("IMG_2034.jpg", saved(halves(60, 40), "JPEG"), "the name `IMG_2034` may only have small letters, digits and hyphens."),
    ("my market.png", SMALL, "the name `my market` may only have small letters, digits and hyphens."),
    ("صورة.png", SMALL, "the name `صورة` may only have"), ("a.PNG", SMALL, "its name ends in `.PNG`"),
    ("A/b.png", SMALL, "the name `A` may only have"),
])
def test_what_the_site_cannot_show_is_refused(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    pictures, said = one(tmp_path, name, content)
    rule = "path" if expected.startswith("the name") else "picture"
    assert len(said) == 1 and said[0].startswith(f"docs/assets/images/{name}:1: {rule}: ") and expected in said[0], said
    assert f"assets/images/{name}" in pictures.files, "it is not published either"


@pytest.mark.parametrize(("name", "content"), [
    ("a.jpg", saved(halves(60, 40), "JPEG")), ("a.jpeg", saved(halves(60, 40), "JPEG")), ("a.png", SMALL),
    ("a.webp", saved(halves(60, 40), "WEBP", lossless=True)), ("a-2.png", saved(halves(60, 40).convert("P"), "PNG")),
    ("grey.png", saved(halves(60, 40).convert("L"), "PNG")), ("ink.png", saved(halves(60, 40).convert("1"), "PNG")),
    ("print.jpg", saved(halves(60, 40).convert("CMYK"), "JPEG")), ("point.png", saved(halves(1, 1), "PNG")),
    ("line.png", saved(halves(1, 9000), "PNG")), ("flat.png", saved(halves(9000, 1), "PNG")),
    ("two.jpg", saved(halves(60, 40), "MPO", save_all=True, append_images=[halves(60, 40)])),
    ("deep.png", saved(halves(60, 40).convert("I;16"), "PNG")), ("veil.png", saved(halves(60, 40).convert("LA"), "PNG")),
    ("torn-exif.jpg", saved(halves(60, 40), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")),
    ("odd-exif.jpg", saved(halves(60, 40), "JPEG", exif=exif(77))),
])
def test_pictures_of_every_making_are_shown(name: str, content: bytes, tmp_path: Path) -> None:
    pictures, said = one(tmp_path, name, content)
    assert said == []
    files = dict(picture_files(pictures, tmp_path / "docs", tmp_path / "kept"))
    assert {Path(path).suffix for path in files} >= {".avif", ".webp"}
    for path, made in files.items():
        image = looks(made)
        assert image.width == int(Path(path).stem.split("-")[1])


def test_a_picture_that_breaks_off_is_found_by_the_check_and_stops_the_build(tmp_path: Path) -> None:
    whole = saved(halves(600, 400), "JPEG")
    pictures, said = one(tmp_path, "a.jpg", whole[:len(whole) // 2])
    assert said == [], "its beginning is fine"
    expected = "docs/assets/images/a.jpg:1: picture: this picture is damaged: it can't be read to its end. Copy it again from where it came."
    assert [str(said) for path in pictures.shown for said in undecodable(path, tmp_path / "docs")] == [expected]
    with pytest.raises(ContentError) as caught:
        list(picture_files(pictures, tmp_path / "docs", tmp_path / "kept"))
    assert str(caught.value) == expected
    assert list((tmp_path / "kept").iterdir()) == [], "nothing half made is kept"


def test_bytes_changed_at_random_never_end_in_anything_but_a_finding(tmp_path: Path) -> None:
    dice = random.Random(5)
    for original, name in ((photograph(60, 40), "a.jpg"), (line_drawing(60, 40), "a.png"),
                           (saved(halves(60, 40), "WEBP", exif=exif()), "a.webp")):
        for turn in range(60):
            content = bytearray(original)
            for _ in range(dice.randint(1, 6)):
                content[dice.randrange(8, len(content))] = dice.randrange(256)
            pictures, _said = one(tmp_path, name, bytes(content))
            damaged = [said for path in pictures.shown for said in undecodable(path, tmp_path / "docs")]
            if turn % 4 == 0 and not damaged:
                list(picture_files(pictures, tmp_path / "docs", tmp_path / "kept"))


# The files that are published


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str, bytes], dict[str, bytes]]:
    """What is published of a picture, by width and format."""
    def make(name: str, content: bytes) -> dict[str, bytes]:
        pictures, said = one(tmp_path, name, content)
        assert said == []
        return {path.partition("-")[2]: found for path, found in picture_files(pictures, tmp_path / "docs", tmp_path / "kept")}
    return make


@pytest.mark.parametrize(("width", "names"), [
    (1600, {"480.avif", "960.avif", "480.webp", "960.webp", "640.jpg"}), (600, {"480.avif", "600.avif", "480.webp", "600.webp", "600.jpg"}),
    (480, {"480.avif", "480.webp", "480.jpg"}), (90, {"90.avif", "90.webp", "90.jpg"})])
def test_two_widths_in_two_formats_and_one_for_all_none_enlarged(width: int, names: set[str],
                                                                made: Callable[[str, bytes], dict[str, bytes]]) -> None:
    files = made("a.jpg", saved(halves(width, width // 3), "JPEG"))
    assert set(files) == names
    assert {name: looks(content).size for name, content in files.items()} == {
        name: (int(name.split(".")[0]), round(width // 3 * int(name.split(".")[0]) / width)) for name in names}


def near(colour: object, other: tuple[int, ...], by: int = 24) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) <= by for a, b in zip(colour, other, strict=True))


def test_they_stand_upright_whatever_the_camera_wrote(made: Callable[[str, bytes], dict[str, bytes]]) -> None:
    turned = {1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
              5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270}
    upright = Image.new("RGB", (300, 200), RED)
    upright.paste(BLUE, (0, 0, 150, 100))
    for value, turn in turned.items():
        image = upright.transpose(turn) if turn is not None else upright
        for name, format in (("a.jpg", "JPEG"), ("a.webp", "WEBP"), ("a.png", "PNG")):
            for content in made(name, saved(image, format, exif=exif(value))).values():
                seen = looks(content).convert("RGB")
                assert seen.size == (300, 200), (value, format)
                assert [near(seen.getpixel(place), BLUE) for place in ((40, 40), (260, 40), (40, 160), (260, 160))] == [
                    True, False, False, False], (value, format)


def test_nothing_but_points_is_in_them(made: Callable[[str, bytes], dict[str, bytes]]) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_itxt("XML:com.adobe.xmp", SECRET)
    originals = {"a.jpg": photograph(900, 600), "a.png": saved(halves(900, 600).convert("RGBA"), "PNG", exif=exif(), pnginfo=text, dpi=(72, 72)),
                 "a.webp": saved(halves(900, 600), "WEBP", exif=exif(), xmp=SECRET.encode())}
    for name, original in originals.items():
        assert SECRET.encode() in original
        for made_name, content in made(name, original).items():
            assert SECRET.encode() not in content
            assert not any(mark in content for mark in (b"Exif", b"http://ns.adobe", b"xmpmeta", b"tEXt", b"eXIf", b"pHYs", b"ICCP", b"EXIF"))
            image = looks(content)
            assert dict(image.getexif()) == {}
            assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression", "transparency",
                                       "loop", "background", "timestamp", "duration"}, made_name


def test_colours_are_those_that_the_picture_s_own_profile_means(made: Callable[[str, bytes], dict[str, bytes]]) -> None:
    profile = swapped_profile()
    for content in made("a.png", saved(Image.new("RGB", (90, 60), (255, 0, 0)), "PNG", icc_profile=profile)).values():
        assert near(looks(content).convert("RGB").getpixel((45, 30)), GREEN, 40)
    for content in made("a.png", saved(Image.new("RGB", (90, 60), (255, 0, 0)), "PNG", icc_profile=b"no profile")).values():
        assert near(looks(content).convert("RGB").getpixel((45, 30)), (255, 0, 0))


def test_sixteen_bits_of_grey_keep_their_tone(made: Callable[[str, bytes], dict[str, bytes]]) -> None:
    for content in made("a.png", saved(Image.new("I;16", (90, 60), 128 * 256), "PNG")).values():
        assert near(looks(content).convert("RGB").getpixel((45, 30)), (128, 128, 128), 8)


def test_what_is_transparent_stays_so(made: Callable[[str, bytes], dict[str, bytes]]) -> None:
    files = made("a.png", line_drawing(700, 500))
    assert set(files) == {"480.avif", "700.avif", "480.webp", "700.webp", "640.png"}
    for name, content in files.items():
        seen = looks(content).convert("RGBA")
        assert seen.getpixel((seen.width // 2, seen.height // 2))[3] < 10, name  # type: ignore[index]
        assert seen.getpixel((seen.width // 2, round(8 * seen.height / 500)))[3] > 240, name  # type: ignore[index]


def test_a_drawing_with_few_colours_is_carried_away_as_it_was_drawn(made: Callable[[str, bytes], dict[str, bytes]]) -> None:
    """As a JPEG it would be three times as large, with grey stains around its lines."""
    few = Image.new("L", (600, 600), 255)
    draw = ImageDraw.Draw(few)
    for place in range(20, 580, 40):
        draw.ellipse((place, place, place + 120, place + 60), outline=0, width=9)
    original = saved(few.quantize(8), "PNG", optimize=True)
    files = made("a.png", original)
    assert set(files) == {"480.avif", "600.avif", "480.webp", "600.webp", "600.png"}
    assert looks(files["600.png"]).convert("L").tobytes() == few.tobytes()
    assert len(files["600.png"]) <= 1.1 * len(original)
    assert "640.png" in made("a.png", saved(few.resize((1200, 1200)).quantize(8), "PNG"))
    assert "600.jpg" in made("a.png", saved(Image.effect_noise((600, 600), 90).quantize(200), "PNG"))


def test_the_same_picture_gives_the_same_bytes_under_a_name_that_tells_nothing(tmp_path: Path) -> None:
    pictures, _said = one(tmp_path, "stalker.jpg", photograph(1000, 700))
    first = dict(picture_files(pictures, tmp_path / "docs", tmp_path / "one"))
    program = ("import sys, hashlib; from pathlib import Path; from ijwi.images import read_pictures; from ijwi.renditions import picture_files\n"
               "docs = Path(sys.argv[1]); pictures, _ = read_pictures(docs)\n"
               "for path, content in picture_files(pictures, docs, Path(sys.argv[2])): print(path, hashlib.sha256(content).hexdigest())")
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "docs"), str(tmp_path / "two")], text=True, capture_output=True,
                          check=True, cwd=ROOT)
    assert done.stdout.splitlines() == [f"{path} {hashlib.sha256(content).hexdigest()}" for path, content in first.items()]
    assert not any("stalker" in path for path in first)


def test_what_was_made_is_kept_until_the_picture_or_the_settings_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[str] = []
    encode = renditions._encoded
    monkeypatch.setattr(renditions, "_encoded", lambda content, picture, wanted: encoded.append(picture.path) or encode(content, picture, wanted))

    def published(content: bytes) -> dict[str, bytes]:
        return dict(picture_files(one(tmp_path, "a.png", content)[0], tmp_path / "docs", tmp_path / "kept"))
    first = published(SMALL)
    assert published(SMALL) == first
    assert len(encoded) == 1
    published(saved(halves(61, 40), "PNG"))
    assert len(encoded) == 2
    assert published(SMALL) == first and len(encoded) == 2
    next(iter((tmp_path / "kept").rglob("*.webp"))).unlink()
    next(iter((tmp_path / "kept").rglob("*.webp"))).unlink()
    assert published(SMALL) == first and len(encoded) == 3, "what is missing is made again"
    monkeypatch.setitem(renditions.SETTINGS, "webp", {"quality": 10})
    assert published(SMALL) != first and len(encoded) == 4


@pytest.mark.parametrize(("size", "expected"), [
    ((1600, 1000), (672, 420)), ((300, 200), (300, 200)), ((1080, 2400), (320, 711)), ((1000, 8000), (320, 2560)), ((100, 2000), (100, 2000)),
    ((900, 900), (640, 640)), ((9000, 1), (672, 1))])
def test_a_picture_is_shown_in_a_size_that_fits_a_page(size: tuple[int, int], expected: tuple[int, int], tmp_path: Path) -> None:
    pictures, _said = one(tmp_path, "a.png", png(header(*size), (b"IDAT", b"")))
    assert shown_size(pictures.shown["assets/images/a.png"]) == expected


# In pages


def problems(body: str, files: frozenset[str] = frozenset({"assets/images/a.png", "rw/images/b.png"})) -> list[str]:
    return list(map(str, picture_problems(body, "rw/toolkits/x.md", Pictures(files=files), "docs/rw/toolkits/x.md", 10)))


@pytest.mark.parametrize("body", [
    "![Words](../../assets/images/a.png)", "Text ![Words](../images/b.png) text.", "- ![Words][one]\n\n[one]: ../../assets/images/a.png",
    "![](../../assets/images/a.png){.decorative}", "`![](x.png)`", "```\n![](x.png)\n```", "    ![](x.png)", "\\![](x.png)", "<img src='x.png'>",
    "!!! note\n    ![Words](../../assets/images/a.png)", "| ![Words](../images/b.png) |\n| --- |\n| b |", "[![Words](../images/b.png)](y.md)",
])
def test_pictures_that_are_there_and_speak_are_fine(body: str) -> None:
    assert problems(body) == []


@pytest.mark.parametrize(("body", "expected"), [
    ("\n\n![](../../assets/images/a.png)", "docs/rw/toolkits/x.md:12: picture: `../../assets/images/a.png` says nothing to readers who can't see it."),
    ("a\n\n![ ](../../assets/images/a.png)", "x.md:12: picture: `../../assets/images/a.png` says nothing"),
    ("![Words](../../assets/images/a.png){.decorative}", "x.md:10: picture: `../../assets/images/a.png` has words although it is `.decorative`."),
    ("`![](x)` and\n![Words](../images/c.png)", "x.md:11: picture: there is no picture docs/rw/images/c.png. From this page the shared ones are `../../assets/images/…`."),
    ("![Words](../images/a.png)", "there is no picture docs/rw/images/a.png."), ("![Words](../../assets/images/A.png)", "there is no picture"),
    ("![Words](../../../outside.png)", "`../../../outside.png` is not a file of this centre"),
    ("![Words](https://x.example/a.png)", "`https://x.example/a.png` is not a file of this centre"),
    ("![Words][r]\n\n[r]: //x.example/a.png", "`//x.example/a.png` is not a file of this centre"), ("![Words](/assets/images/a.png)", "is not a file"),
    ("![Words](data:image/png;base64,AAAA)", "is not a file of this centre"), ("![Words](b.png){#b}", "there is no picture docs/rw/toolkits/b.png"),
    ("??? note\n    a\n\n    ![Words](c.png)", "x.md:13: picture: there is no picture"), ("![Words](http://[x)", "is not a file of this centre"),
])
def test_a_picture_that_is_not_there_or_says_nothing_is_found_with_its_line(body: str, expected: str) -> None:
    [said] = problems(body)
    assert expected in said


def test_the_pictures_of_a_page_are_known_in_order() -> None:
    body = "![A](../images/b.png)\n\n`![no](c.png)`\n\n[![B](../../assets/images/a.png)](d.md) ![C][c]\n\n[c]: ../images/b.png"
    assert [(image.path, image.words, image.line) for image in shown(body, "rw/toolkits/x.md")] == [
        ("rw/images/b.png", "A", 1), ("assets/images/a.png", "B", 5), ("rw/images/b.png", "C", 5)]


def test_a_build_says_everything_at_once_and_check_says_it_too(build: Callable[..., Built]) -> None:
    built = build({"docs/assets/images/a.png": SMALL, "docs/assets/images/unseen.png": SMALL, "docs/assets/images/B.svg": b"<svg/>",
                   "docs/data/images.yml": f"assets/images/a.png: {FREE}\nassets/images/unseen.png: {FREE}\n",
                   "docs/en/toolkits/x.md": work("X", body="![](../../assets/images/a.png)\n\n![X](../../assets/images/c.png)")})
    assert built.code == 1
    assert "Traceback" not in built.log
    assert "docs/assets/images/B.svg:1: path: the name `B`" in built.log
    assert "docs/assets/images/B.svg:1: picture: this is no JPEG" in built.log
    done = subprocess.run([sys.executable, "scripts/check.py"], cwd=built.root, text=True, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    for line in ("docs/assets/images/B.svg:1: picture: this is no JPEG", "docs/en/toolkits/x.md:14: picture: `../../assets/images/a.png` says nothing",
                 "docs/en/toolkits/x.md:16: picture: there is no picture docs/assets/images/c.png", "docs/data/images.yml:2: picture: no page shows assets/images/unseen.png"):
        assert line in done.stdout, done.stdout
    (built.root / "docs/assets/images/B.svg").unlink()
    again = run_mkdocs(built.root)
    assert again.code == 1 and "Traceback" not in again.log
    assert "docs/en/toolkits/x.md:14: picture:" in again.log and "docs/en/toolkits/x.md:16: picture:" in again.log
