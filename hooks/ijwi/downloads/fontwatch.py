"""Letters that no font of this machine has: WeasyPrint draws a box for each, and says so in its log."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from ..findings import ContentError, Finding
from ..languages import Language

_NO_GLYPH = re.compile(r"notdef glyph .*\(U\+([0-9A-F]+)\)")


@contextmanager
def fonts_watched(file: str, language: Language) -> Iterator[None]:
    """Listens while something is laid out and drawn. Raises ContentError, on `file`, if a letter has no font."""
    missing: dict[str, None] = {}

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if found := _NO_GLYPH.search(record.getMessage()):
                letter = chr(int(found[1], 16))
                if unicodedata.category(letter)[0] in "LMN":
                    missing[letter] = None

    logger, listener = logging.getLogger("weasyprint"), Listener()
    handlers, logger.handlers = logger.handlers, [listener]
    try:
        yield
    finally:
        logger.handlers = handlers
    if missing:
        letters = " ".join(sorted(missing)[:10])
        raise ContentError([Finding(file, 1, "fonts", f"no font of this machine has the letters {letters}.",
                                    f"Install a font for {language.name}; Debian: fonts-noto-core.")])
