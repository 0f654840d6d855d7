"""What Markdown may not carry: HTML, attributes that act or paint, things from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding
from .page import Page

_TAG = re.compile(r"<(?:/?[a-z][a-z0-9-]*(?=[\s/>])[^<>]*>?|!--|![a-z]|\?[a-z])", re.I)
_ATTRIBUTES = re.compile(r"\{:?(?P<inside>[^{}\n]*)\}")
#: `{#id .class}`: one line, as the extension `attr_list` reads it.
_HARMLESS = re.compile(r"\s*([#.][\w-]+\s*)*")
_PAIR = re.compile(r"[\w:-]+\s*=")


def markup(page: Page) -> Iterator[Finding]:
    """HTML in the text, `{…}` lists with more than an id or a class, pictures from elsewhere."""
    text = page.without_code
    for match in _TAG.finditer(text):
        line = page.first_line + text.count("\n", 0, match.start())
        yield page.finding(line, "html", f"`{_short(match[0])}` is HTML; readers would see it as it stands here.",
                           "Write Markdown. To show such signs, put them between backticks.")
    for match in _ATTRIBUTES.finditer(text):
        if not _HARMLESS.fullmatch(match["inside"]) and (_PAIR.search(match["inside"]) or match[0].startswith("{:")):
            line = page.first_line + text.count("\n", 0, match.start())
            yield page.finding(line, "attribute", f"`{_short(match[0])}` holds more than an id or a class.",
                               "Keep `#id` and `.class`, and remove the rest.")
    for link in page.links:
        if link.image and re.match(r"\s*([a-z][a-z0-9+.-]*:|//|\\\\)", link.target, re.I):
            yield page.finding(link.line, "remote", f"the picture `{_short(link.target)}` would come from elsewhere.",
                               "Put the file into docs/assets, with its credit, and name it from there.")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
