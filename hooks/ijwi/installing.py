"""Installing the site on a phone's home screen, under a name and a picture that betray nothing.

Only if the organisation asks for it in mkdocs.yml: `extra.centre.install: {name: Notes}`. Each language has its
manifest (https://www.w3.org/TR/appmanifest/). Pictures named as ICONS in overrides/assets/brand/ take the place of
the neutral one that is drawn here.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from .findings import ContentError, Finding
from .languages import Languages

#: Pictures of the installed site by their width in pixels, relative to the site's root.
ICONS = {192: "assets/brand/app-192.png", 512: "assets/brand/app-512.png"}
#: Names are cut off on home screens after about so many characters (appmanifest, `short_name`).
LONGEST_NAME = 12
_GROUND, _FIELD = "#4a4f57", "#c9cdd3"


def install_name(extra: Mapping[str, object]) -> str | None:
    """The name under which the site may be installed; None if it may not. Raises ContentError if it is not usable."""
    centre = extra.get("centre")
    wish = centre.get("install") if isinstance(centre, dict) else None
    if wish is None:
        return None
    name = wish.get("name") if isinstance(wish, dict) and set(wish) == {"name"} else None
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
        raise ContentError([Finding("mkdocs.yml", 1, "config", "`extra.centre.install` must have a `name` of up to "
                                    f"{LONGEST_NAME} characters.", "For example `install: {name: Notes}`.")])
    return name.strip()


def manifest_path(prefix: str) -> str:
    """Where a language's manifest lies; `prefix` is the language's place in the site."""
    return f"{prefix}app.webmanifest"


def install_files(site: Path, name: str | None, languages: Languages) -> Iterator[tuple[str, str | bytes]]:
    """Manifests and pictures, or nothing without a name. Addresses in them are relative to the manifest."""
    if name is None:
        return
    for code, language in languages.items():
        prefix = languages.prefix(code)
        root = "../" if prefix else ""
        content = {"name": name, "short_name": name, "lang": code, "dir": language.direction,
                   "start_url": "index.html", "scope": root or "./", "display": "standalone",
                   "background_color": "#ffffff", "theme_color": "#ffffff",
                   "icons": [{"src": root + path, "sizes": f"{width}x{width}", "type": "image/png"}
                             for width, path in ICONS.items()]}
        yield manifest_path(prefix), json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    for width, path in ICONS.items():
        if not (site / path).exists():
            yield path, _neutral_icon(width)


def _neutral_icon(width: int) -> bytes:
    """Nine fields on a plain ground: a table, as in a thousand apps."""
    image = Image.new("P", (width, width))
    image.putpalette([*_rgb(_GROUND), *_rgb(_FIELD)])
    draw = ImageDraw.Draw(image)
    unit = width // 16
    for row in range(3):
        for column in range(3):
            left, top = (3 + 4 * column) * unit, (3 + 4 * row) * unit
            draw.rectangle((left, top, left + 2 * unit - 1, top + 2 * unit - 1), fill=1)
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
