"""Interface strings: the words of the site itself, from locales/<language>.po (gettext).

The message ids are English sentences; a string without translation shows as its id.
Message contexts: `kind`, `topic`, `audience`, `level` (vocabulary), `indicator`, `place`,
`helpline`, `country`, `chart` (data), `material` (keys of the theme).
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

from .findings import ContentError, Finding
from .languages import Language


class Strings:
    """The strings of one language."""

    def __init__(self, translations: Translations, language: Language) -> None:
        self._translations = translations
        self.language = language

    def gettext(self, message: str) -> str:
        return str(self._translations.ugettext(message))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return str(self._translations.ungettext(one, many, count))

    def pgettext(self, context: str, message: str) -> str:
        return str(self._translations.pgettext(context, message)) if message else ""

    def npgettext(self, context: str, one: str, many: str, count: int) -> str:
        return str(self._translations.npgettext(context, one, many, count))


def read_strings(locales: Path, language: Language) -> Strings:
    """The strings of `locales/<code>.po`; English message ids where there is no such file.

    Raises ContentError if the file is not valid.
    """
    file = locales / f"{language.code}.po"
    if not file.exists():
        return Strings(Translations(), language)
    return Strings(Translations(io.BytesIO(_compiled(read_po_file(file)))), language)


def read_po_file(file: Path) -> Catalog:
    """A .po file's catalogue. Raises ContentError if it cannot be read."""
    try:
        # The locale is left out: Babel knows no plural rules for Kinyarwanda, the file has its own.
        return read_po(io.BytesIO(file.read_bytes()), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 1
        raise ContentError([Finding(f"{file.parent.name}/{file.name}", line, "locale",
                                    f"this file cannot be read: {error}.", "Mend it in Poedit.")]) from error


def _compiled(catalog: Catalog) -> bytes:
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()
