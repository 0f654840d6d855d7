"""What a page weighs on its way to a phone (brotli), without images."""

from __future__ import annotations

import html
import posixpath
import re
from pathlib import Path
from typing import Any

import brotli

#: Pages of every kind, in a Latin, the Arabic and the Cyrillic script; the text pages have about 800 words.
PAGES = [f"{language}{page}" for language in ("", "rw/", "ar/", "ru/") for page in (
    "index.html", "library.html", "topics/index.html", "topics/online-safety.html", "kinds/toolkit.html",
    "languages.html", "downloads.html", "status.html", "404.html", "about.html", "toolkits/stay-safe-online/index.html",
    "manuals/our-tools-our-voices/index.html", "manuals/our-tools-our-voices/your-phone-your-data.html",
    "campaigns/digital-divide-rwanda/index.html", "campaigns/digital-divide-rwanda/commitments.html")]


def weights(site: Path) -> list[dict[str, Any]]:
    """A row for each page: KB of HTML, of its text alone, of styles and scripts, of a first visit and of the next."""
    rows = []
    for name in PAGES:
        page = (site / name).read_text("utf-8")
        main = re.search("<main.*</main>", page, re.S)
        text = html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", main[0] if main else "")))
        own, words = _weight(page.encode()), _weight(text.encode())
        styles, scripts, pictures = (sum(_weight((site / file).read_bytes()) for file in files)
                                     for files in _files(site, name, page))
        rows.append({"page": name, "words": len(text.split()), "HTML": own, "its text": words,
                     "HTML without its text": round(own - words, 1), "CSS": styles, "scripts": scripts,
                     "first visit": round(own + styles + scripts + pictures, 1), "next page": own})
    return rows


def _files(site: Path, name: str, page: str) -> list[list[str]]:
    """The styles, scripts and pictures that a page asks for by itself, those of its stylesheet among them."""
    styles, scripts, pictures = (
        sorted({posixpath.normpath(posixpath.join("/", posixpath.dirname(name), path))[1:]
                for path in re.findall(pattern, page)})
        for pattern in (r'<link rel="stylesheet" href="([^"]+)"', r'<script src="([^"]+)"',
                        r'<(?:img|link rel="icon")[^>]* (?:src|href)="((?![^"]*assets/pictures/)[^"]+)"'))
    rules = "".join((site / file).read_text("utf-8") for file in styles)
    drawn = sorted({f"assets/{path}" for path in re.findall(r"url\(([^)]+)\)", rules)})
    return [styles, scripts, [*pictures, *drawn]]


def _weight(content: bytes) -> float:
    """Kilobytes of 1,024 bytes, as servers send them at their best."""
    return round(len(brotli.compress(content, quality=11)) / 1024, 1)
