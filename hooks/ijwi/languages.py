"""The one registry of languages: everything that differs from language to language, but its words.

Languages are listed once, in mkdocs.yml under `extra.languages`. Names of months and the
form of numbers come from the Unicode CLDR, by way of Babel; what CLDR lacks or has wrong
is said in the language's line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from babel import Locale, UnknownLocaleError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .findings import ContentError, Finding

#: Language tags as BCP 47 (RFC 5646) has them, without extensions: language, script, region.
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
#: A top folder of docs/ that looks like one language's content.
LOOKS_LIKE_A_LANGUAGE = re.compile(r"[a-z]{2}([-_][A-Za-z]{2,4})?|[a-z]{3}-[A-Za-z]{2,4}")

#: What to do about a language that the centre does not have.
_UNKNOWN = "Remove it, or give it a line of its own."

DIGITS = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹", "beng": "০১২৩৪৫৬৭৮৯"}


class Language(BaseModel):
    """One language of the centre."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(description="BCP 47 tag; also the name of its folder and its .po file")
    name: str = Field(min_length=1, description="What its speakers call it")
    iso639_3: str = Field(pattern=r"^[a-z]{3}$", description="Three-letter code (ISO 639-3)")
    locale: str = Field(description="The CLDR locale for months and numbers")
    direction: Literal["ltr", "rtl"]
    digits: Literal["latn", "arab", "arabext", "beng"]
    calendar: Literal["gregorian", "persian"] = "gregorian"
    date: str | None = Field(default=None, description="CLDR date pattern, where CLDR's is wrong")
    fallbacks: tuple[str, ...] = ()
    beside: tuple[str, ...] = Field(default=(), description="Languages that travel in the ZIP of this one")
    weight: int = Field(default=1, ge=1, description="How much the centre wants it; orders translators' tasks")

    @cached_property
    def cldr(self) -> Locale:
        return Locale.parse(self.locale, sep="-")


class Languages(Mapping[str, Language]):
    """The languages of a centre, in the order of its configuration; the first is the default."""

    def __init__(self, languages: list[Language]) -> None:
        self._by_code = {language.code: language for language in languages}
        self.default = languages[0].code

    def __getitem__(self, code: str) -> Language:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)

    def prefix(self, code: str) -> str:
        """Where a language lives in the site: nothing for the default language, else `code/`."""
        return "" if code == self.default else f"{code}/"

    def preferred(self, code: str) -> tuple[str, ...]:
        """Every language in the order in which a reader of `code` would choose them."""
        return tuple(dict.fromkeys((code, *self[code].fallbacks, *self)))


def read_languages(lines: object, where: str = "mkdocs.yml") -> Languages:
    """The registry from `extra.languages`.

    `lines` maps a code to its settings (see mkdocs.yml). Raises ContentError with every finding.
    """
    if not isinstance(lines, dict) or not lines:
        raise ContentError([Finding(where, 1, "languages", "`extra.languages` must list at least one language.",
                                    "Write a line such as `en: {name: English, iso639_3: eng}`.")])
    languages, findings = [], []

    def say(code: object, message: str, suggestion: str = "") -> None:
        findings.append(Finding(where, 1, "languages", f"`extra.languages`, {code}: {message}", suggestion))

    for code, settings in lines.items():
        if not isinstance(code, str) or not TAG.fullmatch(code):
            say(code, "this is not a language code.",
                "Write the BCP 47 tag, for example `rw`, `ckb` or `pt-BR`; put `no` in quotes.")
            continue
        if not isinstance(settings, dict):
            say(code, "settings must stand in braces.", "For example `{name: English, iso639_3: eng}`.")
            continue
        try:
            languages.append(Language.model_validate(_with_cldr(code, settings)))
        except UnknownLocaleError:
            say(code, f"there are no locale data for `{settings.get('locale', code)}`.",
                "Add `locale:` with the language whose months and numbers it borrows.")
        except ValidationError as error:
            for detail in error.errors():
                say(code, f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg']}.")
        for fallback in _codes(settings, "fallbacks"):
            if fallback not in lines:
                say(code, f"the fallback `{fallback}` is not a language of this centre.", _UNKNOWN)
        beside = _codes(settings, "beside")
        for other in dict.fromkeys(beside):
            if other not in lines:
                say(code, f"`beside`: `{other}` is not a language of this centre.", _UNKNOWN)
            elif other == code:
                say(code, f"`beside` names `{code}` itself, which is in its own ZIP anyway.",
                    "Name the languages that travel with it, or remove `beside`.")
            elif beside.count(other) > 1:
                say(code, f"`beside` names `{other}` twice.", "Name it once.")
    if findings:
        raise ContentError(findings)
    return Languages(languages)


def _codes(settings: Mapping[str, object], name: str) -> list[str]:
    """The codes in a list of languages; what is none of them, or no list, the model says."""
    values = settings.get(name)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _with_cldr(code: str, settings: dict[str, object]) -> dict[str, object]:
    """Completes a language's line with what CLDR knows of it."""
    name = code if settings.get("locale") is None else str(settings["locale"])
    try:
        cldr = Locale.parse(name, sep="-")
    except ValueError as error:
        raise UnknownLocaleError(name) from error
    system = cldr.default_numbering_system
    return {"direction": cldr.text_direction, "digits": system if system in DIGITS else "latn",
            **{key: value for key, value in settings.items() if value is not None}, "locale": name, "code": code}
