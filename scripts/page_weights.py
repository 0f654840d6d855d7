"""What a page weighs on its way to a phone (brotli), without images."""

from __future__ import annotations

import html
import math
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import brotli

#: Pages of the real site, of every kind that there is in these languages; several have more than 2,000 words.
PAGES = [f"{prefix}{page}.html" for prefix in ("", "rw/", "ar/", "fa/", "ru/") for page in (
    "index", "library", "topics/index", "topics/online-safety", "topics/support", "kinds/toolkit", "languages",
    "downloads", "status", "404", "about",
    "toolkits/stay-safe-online/index", "toolkits/communicate-on-little-data/index",
    "manuals/our-tools-our-voices/index", "manuals/our-tools-our-voices/your-phone-your-data",
    "campaigns/digital-divide-rwanda/index", "campaigns/digital-divide-rwanda/commitments")] + [
    f"{page}.html" for page in (
        "toolkits/plan-and-reply/index", "toolkits/plan-and-reply/first-days", "events/sgo-webinar-2021",
        "links/security-in-a-box", "videos/cultural-boundaries-and-cyber-spaces", "case-studies/sms-petition-2004",
        "manuals/our-tools-our-voices/counting-and-showing", "manuals/our-tools-our-voices/handout-consent-form")]

#: What a page may weigh, in KB. Readers pay by the megabyte.
MOST = {"CSS": 11, "scripts": 6, "HTML without its text": 4}
#: What pages that are tools may load beyond that, by their name: scripts and a stylesheet of their own.
TOOLS = {"agenda": {"scripts": 15, "CSS": 2}}
#: The same for a typical text page, of as many words as these.
TYPICAL, TYPICAL_MOST = range(750, 1101), {"first visit": 25, "next page": 8}
#: A chart's drawing is an image, though it stands in the page: it has its light, dark and printed colours from there.
_DRAWING = re.compile(r'<svg [^>]*class="chart-drawing".*?</svg>', re.S)


def weights(site: Path, names: Iterable[str]) -> list[dict[str, Any]]:
    """A row for each page: KB of HTML, of its text alone, of styles and scripts, of a first visit and of the next.

    A page's text is what is left of its main content without tags. Its header, its foot, what it tells search
    engines, its links' addresses and all marks are the weight beside it.
    """
    rows = []
    for name in names:
        page = (site / name).read_text("utf-8")
        written = _DRAWING.sub("", page)
        main = re.search("<main.*</main>", written, re.S)
        text = html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", main[0] if main else "")))
        own, beside = _weight(page), _weight(written) - _weight(text)
        styles, scripts, pictures = (sum(_weight((site / file).read_bytes()) for file in files)
                                     for files in _files(site, name, page))
        rows.append({"page": name, "words": len(text.split()), "HTML": own, "its text": _weight(text),
                     "HTML without its text": beside, "CSS": styles, "scripts": scripts,
                     "first visit": own + styles + scripts + pictures, "next page": own})
    return [{key: _kilobytes(value) if isinstance(value, int) and key != "words" else value
             for key, value in row.items()} for row in rows]


def promised(page: str) -> dict[str, float]:
    """What a page may weigh, in KB, by the names of the columns."""
    beyond = TOOLS.get(posixpath.splitext(posixpath.basename(page))[0], {})
    return {name: most + beyond.get(name, 0) for name, most in MOST.items()}


def _kilobytes(size: int) -> float:
    """Rounded up: a limit that is passed by a byte is passed."""
    return math.ceil(size / 1024 * 100) / 100


def _files(site: Path, name: str, page: str) -> list[list[str]]:
    """The styles, scripts and pictures that a page asks for by itself, those of its stylesheet among them.

    What other generators fetch from elsewhere, such as fonts, does not count.
    """
    styles, scripts, pictures = (
        sorted({posixpath.normpath(posixpath.join("/", posixpath.dirname(name), path))[1:]
                for path in re.findall(pattern, page)})
        for pattern in (r'<link rel="stylesheet" href="((?!http)[^"]+)"', r'<script src="((?!http)[^"]+)"',
                        r'<(?:img|link rel="icon")[^>]* (?:src|href)="((?!http|[^"]*assets/pictures/)[^"]+)"'))
    drawn = sorted({posixpath.normpath(posixpath.join("/", posixpath.dirname(file), path))[1:] for file in styles
                    for path in re.findall(r"""url\(["']?(?!data:|http|#|var)([^"')]+)["']?\)""",
                                           (site / file).read_text("utf-8"))})
    return [styles, scripts, [*pictures, *drawn]]


def _weight(content: str | bytes) -> int:
    """Bytes, as servers send them at their best."""
    return len(brotli.compress(content if isinstance(content, bytes) else content.encode(), quality=11))
