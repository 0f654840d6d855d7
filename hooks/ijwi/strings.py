"""Interface strings: the words of the site itself, from locales/<language>.po (gettext).

The message ids are English sentences; a string without translation shows as its id.
Message contexts: `kind`, `topic`, `audience`, `level` (vocabulary), `indicator`, `place`,
`helpline`, `country`, `chart` (data), `material` (keys of the theme).
"""

from __future__ import annotations

import codecs
import gettext
import io
import re
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

from .findings import ContentError, Finding
from .languages import Language
from .memory import FORGETFUL, Memory

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

    def safety(self, message: str, **values: str) -> list[Wording]:
        """A string on which somebody's safety depends, and beside it the same in a reviewed language.

        Alone where a person has reviewed it, or where it is the English message itself. `values` take the places of
        `%(names)s`, each isolated: a name in Latin letters does not turn an Arabic sentence about.
        """
        filled = {name: f"\u2068{value}\u2069" for name, value in values.items()}
        return [replace(wording, text=wording.text % filled) if filled else wording
                for wording in self._safety(message)]

    def _safety(self, message: str) -> list[Wording]:
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


def read_strings(locales: Path, language: Language, memory: Memory = FORGETFUL) -> Strings:
    """The strings of `locales/<code>.po`; English message ids where there is no such file.

    What `memory` knows of the file is not read again. Raises ContentError if it is not valid.
    """
    file = locales / f"{language.code}.po"
    if not file.exists():
        return Strings(Translations(), language)
    compiled, plural, reviewed = memory.recall_file(file, f"strings {file.name}", partial(_compiled, file))
    translations = Translations(io.BytesIO(compiled))
    # Babel writes no rule for a language that it lacks.
    translations.plural = gettext.c2py(plural)  # type: ignore[assignment]
    return Strings(translations, language, frozenset(reviewed))


def read_po_file(file: Path) -> Catalog:
    """A .po file's catalogue. Raises ContentError if it cannot be read."""
    return _catalog(file, file.read_bytes())


def _catalog(file: Path, content: bytes) -> Catalog:
    try:
        text = content.decode(_charset(content)).replace("\r\n", "\n")
        _check_lines(text)
        forms = plural_forms(text)
        # Babel takes encoding and plural rule from the header, and knows no Kinyarwanda: both are given here.
        header = _header(text)
        text = text.replace(header, re.sub(r'"(Language:|Content-Type:)[^"]*"', '""', header), 1)
        catalog = read_po(io.BytesIO(text.encode("utf-8")), charset="utf-8", abort_invalid=True)
        catalog.mime_headers = [("Plural-Forms", f"nplurals={forms[0]}; plural={forms[1]};")]
    except (PoFileError, LookupError, ValueError) as error:
        line = getattr(error, "lineno", 0) or (error.args[1] if len(error.args) == 2 else 1)
        reason = str(error.args[0] if error.args and not isinstance(error, UnicodeError) else error)
        raise ContentError([Finding(f"{file.parent.name}/{file.name}", line, "locale",
                                    f"this file cannot be read: {reason}.", "Mend it in Poedit.")]) from error
    return catalog


def plural_forms(text: str) -> tuple[int, str]:
    """Number and rule of the plural forms in a .po file's header; English's where it says none.

    Raises ValueError if the rule means nothing.
    """
    header = "".join(re.findall(r'^"(.*)"$', _header(text), re.M)).replace("\\n", "\n")
    match = re.search(r"Plural-Forms:\s*nplurals\s*=\s*([^;\n]*);\s*plural\s*=\s*([^;\n]*)", header, re.I)
    if not match:
        return 2, "(n != 1)"
    if not match[1].strip().isdigit():
        raise ValueError("nplurals in Plural-Forms is no number")
    gettext.c2py(match[2].strip())  # refuses whatever is no formula in n
    return int(match[1]), match[2].strip()


def _header(text: str) -> str:
    """The entry whose msgid is empty: it describes the file."""
    match = re.search(r'^msgid\s+""\s*\nmsgstr\s+".*"\n(?:".*"\s*\n)*', text, re.M)
    return match[0] if match else ""


def _charset(content: bytes) -> str:
    match = re.search(rb'charset=([^\\"\s;]+)', content[:2000])
    return codecs.lookup(match[1].decode("ascii", "replace")).name if match else "utf-8"


_LINE = re.compile(r'\s*(#.*|(?P<key>msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+".*"|".*")?\s*')


def _check_lines(text: str) -> None:
    """Raises ValueError with the number of a line that has no place in a .po file. Babel reads over some."""
    open_message = 0
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line)
        if not match:
            raise ValueError(f"“{line.strip()[:40]}” has no place here", number)
        key = match["key"] or ""
        if key == "msgid":
            if open_message:
                raise ValueError("a msgid without its msgstr", open_message)
            open_message = number
        elif key.startswith("msgstr"):
            open_message = 0
    if open_message:
        raise ValueError("a msgid without its msgstr", open_message)


def _compiled(file: Path, content: bytes) -> tuple[bytes, str, list[str]]:
    """A .po file in the form that gettext reads, its plural rule, and the messages whose translation was reviewed."""
    catalog, target = _catalog(file, content), io.BytesIO()
    write_mo(target, catalog)
    reviewed = [str(message.id) for message in catalog
                if any(REVIEWED in comment for comment in message.user_comments)]
    return target.getvalue(), catalog.plural_expr, reviewed
