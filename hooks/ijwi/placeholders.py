"""Texts that `scripts/new.py` puts into a page to say what to write there. A page is ready when none is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Finding

#: Begins each such text. A hand that writes, which no other text of ours uses.
MARK = "✍"

#: Code, and a heading's id.
_NO_TEXT = re.compile(r"`[^`\n]*`|\s*\{#[^}\n]*\}\s*$")


def placeholders(text: str, path: str) -> Iterator[Finding]:
    """A finding for each line of a page, front matter included, that still tells what to write. Rule `placeholder`.

    `text` is the whole file `path`. A mark in code is somebody writing about the mark.
    """
    for number, line in enumerate(text.split("\n"), 1):
        _before, mark, told = _NO_TEXT.sub("", line).partition(MARK)
        if mark:
            told = told.strip(f" {MARK}|*\"{{}}#").split(". ")[0].removesuffix(".")
            what = f"here stands what to write, not yet what you write: “{told}”." if told else \
                f"this place still holds a {MARK} and nothing else."
            yield Finding(path, number, "placeholder", what,
                          f"Replace the text from {MARK} on, or remove the line if you don't need it.")
