"""The files of a picture that are published, made of its original, which is not.

Each picture has AVIF and WebP in two widths, and one JPEG for browsers that know neither and for everything that is
carried away; PNG where its ground shows through, or if it is drawn: that has a third of the size, and clean lines. They
hold points and nothing else: upright, in sRGB, without Exif, place, day, camera or profile. Their names are digests: a
name may betray a page's subject.

The same original gives the same bytes with the same libraries. Encoding takes about a second, so what
was made is kept in build/pictures/.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, features

from .findings import ContentError, Finding
from .images import Picture, Pictures
from .picturefile import FEW_COLOURS, RefusedError, decoded, orientation

#: Where they are in the site, and where they are kept between builds.
FOLDER, KEPT = "assets/pictures", "build/pictures"
#: Widths in points: a column of text has 672; a small phone's has about 330, at one or two points each.
WIDTHS = (480, 960)
#: The one width of the file that every program can show.
FALLBACK_WIDTH = 640
#: How each format is written. One thread and a named encoder: or else the bytes depend on the machine.
SETTINGS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 52, "speed": 5, "subsampling": "4:2:0", "codec": "aom", "max_threads": 1},
    "webp": {"quality": 74, "method": 6},
    "jpg": {"quality": 80, "optimize": True, "progressive": True, "subsampling": "4:2:0"},
    "png": {"optimize": True},
}
_PILLOW_NAMES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG", "png": "PNG"}
#: The modern formats, best first. Some machines' Pillow can't write AVIF; the site does without it there.
MODERN = tuple(kind for kind in ("avif", "webp") if features.check(kind))
_LIBRARIES = [(name, features.version(name)) for name in ("pil", "avif", "webp", "jpg", "zlib", "littlecms2")]
#: What sets a picture upright, by Exif's orientation.
_TURNS = dict(enumerate((Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM,
                         Image.Transpose.TRANSPOSE, Image.Transpose.ROTATE_270, Image.Transpose.TRANSVERSE,
                         Image.Transpose.ROTATE_90), 2))
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@dataclass(frozen=True)
class Rendition:
    """One published file. `path` is from the site's root, `kind` its format and ending; sizes are in points."""

    path: str
    kind: str
    width: int
    height: int


def modern(picture: Picture, kind: str) -> list[Rendition]:
    """The files in a modern format, narrowest first. None is wider than the picture itself."""
    return [_rendition(picture, kind, width) for width in sorted({min(width, picture.width) for width in WIDTHS})]


def fallback(picture: Picture) -> Rendition:
    """The file that every program can show."""
    kind = "png" if picture.transparent or picture.drawn else "jpg"
    return _rendition(picture, kind, min(FALLBACK_WIDTH, picture.width))


def renditions(picture: Picture) -> list[Rendition]:
    return [*(rendition for kind in MODERN for rendition in modern(picture, kind)), fallback(picture)]


def picture_files(pictures: Pictures, docs: Path, kept: Path) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file to publish; `kept` is the folder of those made before.

    Raises ContentError with each picture that turns out to be damaged.
    """
    findings = []
    for picture in pictures.shown.values():
        try:
            yield from _files(picture, docs / picture.path, kept)
        except RefusedError as error:
            findings.append(Finding(f"{docs.name}/{picture.path}", 1, "picture", error.message, error.suggestion))
    if findings:
        raise ContentError(findings)


def _rendition(picture: Picture, kind: str, width: int) -> Rendition:
    height = max(1, round(picture.height * width / picture.width))
    return Rendition(f"{FOLDER}/{picture.digest[:16]}-{width}.{kind}", kind, width, height)


def _files(picture: Picture, original: Path, kept: Path) -> Iterator[tuple[str, bytes]]:
    made_of = repr((picture.digest, WIDTHS, FALLBACK_WIDTH, SETTINGS, MODERN, _LIBRARIES))
    folder = kept / hashlib.sha256(made_of.encode()).hexdigest()[:32]
    wanted = renditions(picture)
    if not all((folder / Path(rendition.path).name).is_file() for rendition in wanted):
        _keep(folder, _encoded(original.read_bytes(), picture, wanted))
    for rendition in wanted:
        yield rendition.path, (folder / Path(rendition.path).name).read_bytes()


def _keep(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Writes a folder whole or not at all: a build may be interrupted."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        for path, content in files:
            (beside / Path(path).name).write_bytes(content)
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _encoded(content: bytes, picture: Picture, wanted: list[Rendition]) -> Iterator[tuple[str, bytes]]:
    image = _only_points(decoded(content), picture.transparent)
    for rendition in wanted:
        scaled = image.resize((rendition.width, rendition.height), Image.Resampling.LANCZOS)
        if rendition.kind == "png":
            scaled = _with_few_colours(scaled, picture)
        target = io.BytesIO()
        scaled.save(target, _PILLOW_NAMES[rendition.kind], **SETTINGS[rendition.kind])
        yield rendition.path, target.getvalue()


def _with_few_colours(image: Image.Image, picture: Picture) -> Image.Image:
    """The picture as a PNG of a third of the size; only one method knows points that are transparent."""
    if picture.transparent:
        return image.quantize(256, Image.Quantize.FASTOCTREE)
    return image.quantize(FEW_COLOURS, dither=Image.Dither.NONE)


def _only_points(image: Image.Image, transparent: bool) -> Image.Image:
    """A picture upright and in sRGB, with nothing beside its points."""
    points = _in_srgb(image, image.info.get("icc_profile"))
    if transparent:
        points.putalpha(image.convert("RGBA").getchannel("A"))
    turn = _TURNS.get(orientation(image))
    upright = points.transpose(turn) if turn is not None else points
    upright.info.clear()
    return upright


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey, of which Pillow would keep the wrong end
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGBA").convert("RGB")
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, own, _SRGB, outputMode="RGB")
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that is broken, or made for other colours: the points are taken as they are
    return image.convert("RGB")
