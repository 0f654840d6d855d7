"""Pictures that tests draw, with what cameras and programs hide in them."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageCms, ImageDraw
from PIL.TiffImagePlugin import IFDRational

#: Stands in every corner of a file where somebody may have written something.
SECRET = "THE-HOUSE-BEHIND-THE-MILL"
RED, BLUE, GREEN = (220, 30, 30), (30, 30, 220), (0, 255, 0)


def halves(width: int, height: int) -> Image.Image:
    """Left red, right blue, with a white line so that a photograph's encoder has something to do."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height), BLUE)
    draw.line((0, 0, width, height), "white", 3)
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """Where, with what and by whom a photograph was taken."""
    made = Image.Exif()
    made[0x010E] = made[0x010F] = made[0x013B] = SECRET
    made[0x0112] = orientation
    place = made.get_ifd(0x8825)
    place.update({1: "S", 2: tuple(IFDRational(value, 7) for value in (13, 397, 2861)), 3: "E",
                  4: tuple(IFDRational(value, 7) for value in (211, 401, 2833)), 28: SECRET})
    return made


def saved(image: Image.Image, format: str, **settings: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, format, **settings)
    return target.getvalue()


def photograph(width: int, height: int) -> bytes:
    """A JPEG as a phone held upright writes it: it lies on its side, and says so in its Exif data."""
    lying = halves(width, height).transpose(Image.Transpose.ROTATE_90)
    return saved(lying, "JPEG", exif=exif(6), xmp=f"<x>{SECRET}</x>".encode(), comment=SECRET.encode(), dpi=(300, 300),
                 icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def line_drawing(width: int, height: int) -> bytes:
    """A PNG with black lines on no ground."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((5, 5, width - 5, height - 5), outline=(0, 0, 0, 255), width=6)
    return saved(image, "PNG", exif=exif())


def swapped_profile() -> bytes:
    """An ICC profile for which red is green: whoever reads the points without it sees other colours."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


def looks(content: bytes) -> Image.Image:
    """A picture with its points."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image
