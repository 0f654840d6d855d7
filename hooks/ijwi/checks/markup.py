"""What Markdown may not carry: HTML, attributes that act or paint, things from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding, nearest
from ..inert import BOXES
from .page import Page

_TAG = re.compile(r"<(?:/?[a-z][a-z0-9-]*(?=[\s/>])[^<>]*>?|!--|![a-z]|\?[a-z])", re.I)
_ATTRIBUTES = re.compile(r"\{:?(?P<inside>[^{}\n]*)\}")
#: An id, or the language of words: what `inert.OnlyIds` keeps.
_HARMLESS = re.compile(r"\s*((\.decorative|#[\w.:-]+|lang=\"?[\w-]+\"?|dir=\"?(ltr|rtl)\"?)\s*)*")
_MEANT = re.compile(r"[\w:-]+\s*=|(^|\s)\.[\w-]+")
_BOX = re.compile(r"^ {0,12}(?:!!!|\?\?\?\+?) ?(?P<kind>[\w-]+)", re.M)


def markup(page: Page) -> Iterator[Finding]:
    """HTML in the text, `{…}` lists with more than an id, pictures from elsewhere, unknown boxes."""
    text = page.without_code
    said: set[int] = set()
    for match in _TAG.finditer(text):
        line = page.first_line + text.count("\n", 0, match.start())
        if line in said or not re.search("[>=]|^<[!?]", match[0]):
            continue  # once a line is enough; `a <b` is no tag
        said.add(line)
        yield page.finding(line, "html", f"`{_short(match[0])}` is HTML; readers would see it as it stands here.",
                           "Write Markdown. To show such signs, put them between backticks.")
    for match in _ATTRIBUTES.finditer(text):
        if not _HARMLESS.fullmatch(match["inside"]) and (_MEANT.search(match["inside"]) or match[0].startswith("{:")):
            line = page.first_line + text.count("\n", 0, match.start())
            yield page.finding(line, "attribute", f"`{_short(match[0])}` does more than to give an id.",
                               "Keep `#id`, or `lang=`, and remove the rest; boxes such as `!!! danger` have a look.")
    for match in _BOX.finditer(text):
        if match["kind"] not in BOXES:
            line = page.first_line + text.count("\n", 0, match.start("kind"))
            yield page.finding(line, "attribute", f"there is no box `{match['kind']}`.", nearest(match["kind"], BOXES))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
