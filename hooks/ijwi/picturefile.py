"""A file opened as a picture. Files come from anybody: what is too large, torn or made to do harm is refused."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile

#: What a picture may be, as Pillow calls it, and the endings of its name; what to write first.
FORMATS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
#: A phone's photograph has up to 8 MB and 50 million points; what is larger is a mistake, or made to do harm.
MOST_BYTES, MOST_POINTS, LONGEST_SIDE = 8_000_000, 50_000_000, 12_000
#: So many colours are few: a drawing has them, a screenshot saved to be small; no photograph.
FEW_COLOURS = 64
#: Exif's tag of the orientation, and its values at which a picture lies on its side.
_ORIENTATION, _LYING = 274, (5, 6, 7, 8)


class RefusedError(Exception):
    """Why a file is no picture for the site, and what to do."""

    def __init__(self, message: str, suggestion: str) -> None:
        super().__init__(message)
        self.message, self.suggestion = message, suggestion


def opened(content: bytes) -> Image.Image:
    """A picture with its header read, its points not yet. Raises RefusedError for what the site can't show."""
    try:
        with _only_bombs_warn():
            image = Image.open(io.BytesIO(content), formats=tuple(FORMATS))
            width, height = image.size
            moving = image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise too_large("this picture has too many points.") from None
    except Exception:  # a decoder of files made to do harm may raise anything
        raise RefusedError("this is no JPEG, PNG or WebP that can be read.",
                           "Save it again as JPEG (photographs) or PNG (drawings, screenshots); the site shows no SVG, "
                           "GIF, HEIC or other formats.") from None
    if width * height > MOST_POINTS or max(width, height) > LONGEST_SIDE:
        raise too_large(f"this picture has too many points, it has {width} × {height}.")
    if moving:
        raise RefusedError("moving pictures are not shown.", "Save one of its pictures as PNG.")
    return image


def decoded(content: bytes) -> Image.Image:
    """A picture with all its points. Raises RefusedError if they can't be read."""
    image = opened(content)
    try:
        with _only_bombs_warn():
            image.load()
    except Exception:
        raise RefusedError("this picture is damaged: it can't be read to its end.",
                           "Copy it again from where it came.") from None
    return image


def format_of(image: Image.Image) -> str:
    """One of FORMATS. Phones put a second picture behind a JPEG, which makes it an MPO."""
    return {"MPO": "JPEG"}.get(str(image.format), str(image.format))


def has_few_colours(image: Image.Image) -> bool:
    """Whether it is a PNG with a short list of its colours. That tells, without reading its points."""
    return image.format == "PNG" and image.mode == "P" and image.palette is not None and (
        len(image.palette.getdata()[1]) <= 3 * FEW_COLOURS)


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as it is seen."""
    width, height = image.size
    return (height, width) if orientation(image) in _LYING else (width, height)


def orientation(image: Image.Image) -> int:
    """How a picture is turned and mirrored until it is seen upright: Exif's 1 (not at all) to 8."""
    exif = Image.Exif()
    try:
        with _only_bombs_warn():
            exif.load(image.info.get("exif", b""))
            found = exif.get(_ORIENTATION, 1)
    except Exception:  # torn or made up: the picture itself may be fine
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def too_large(message: str) -> RefusedError:
    return RefusedError(message, "Make it smaller: 1600 points of width are plenty.")


@contextmanager
def _only_bombs_warn() -> Iterator[None]:
    """Pillow's small complaints (an Exif block that is torn) are nothing that an author must mend."""
    # WeasyPrint lets Pillow take torn pictures for whole ones, in the whole process.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before
