"""Interface strings: the words of the site itself, from locales/<language>.po (gettext).

The message ids are English sentences; a string without translation shows as its id.
Message contexts: `kind`, `topic`, `audience`, `level` (vocabulary), `indicator`, `place`,
`helpline`, `country`, `chart` (data), `material` (keys of the theme).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

from .findings import ContentError, Finding
from .languages import Language


#: The mark in a .po file's comment of a string that a person has read: `# reviewed: role, day`.
REVIEWED = "reviewed:"


@dataclass(frozen=True)
class Wording:
    """A string in one language, with what a page must say of that language."""

    language: str
    direction: str
    text: str


class Strings:
    """The strings of one language. `reviewed` are the message ids that a person has read."""

    def __init__(self, translations: Translations, language: Language, reviewed: frozenset[str] = frozenset()) -> None:
        self._translations = translations
        self.language = language
        self.reviewed = reviewed
        #: The strings of the reader's other languages, best first; for `safety`.
        self.beside: tuple[Strings, ...] = ()

    def safety(self, message: str) -> list[Wording]:
        """A string on which somebody's safety depends, and beside it the same in a reviewed language.

        Alone where a person has reviewed it, or where it is the English message itself.
        """
        own = Wording(self.language.code, self.language.direction, self.gettext(message))
        if message in self.reviewed or own.text == message:
            return [own]
        for other in self.beside:
            if message in other.reviewed:
                return [own, Wording(other.language.code, other.language.direction, other.gettext(message))]
        return [own, Wording("en", "ltr", message)]

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
    catalog = read_po_file(file)
    reviewed = frozenset(str(message.id) for message in catalog
                         if any(REVIEWED in comment for comment in message.user_comments))
    return Strings(Translations(io.BytesIO(_compiled(catalog))), language, reviewed)


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
