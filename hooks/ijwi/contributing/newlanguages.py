"""The lines of `extra.languages` for a new centre: what its languages are called, and their three-letter codes.

Names and codes are those of the Unicode CLDR, by way of Babel, but for a language that the centre at hand has:
then its own line is taken over, as it may correct the CLDR.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from ..findings import ContentError, Finding
from ..languages import TAG
from ..stamping import quoted

#: The bibliographic codes of ISO 639-2, which differ from those of ISO 639-3.
_BIBLIOGRAPHIC = ("alb", "arm", "baq", "bur", "chi", "cze", "dut", "fre", "geo", "ger", "gre", "ice", "mac", "mao",
                  "may", "per", "rum", "slo", "tib", "wel")
#: Where the last of CLDR's codes is not the language's own.
_OTHERWISE = {"ak": "aka", "gu": "guj"}


def chosen(typed: str) -> list[str]:
    """The codes in `en, rw, ar`, the default language first. Raises ContentError with all that is wrong with them."""
    codes = typed.replace(",", " ").replace("،", " ").split()
    findings = [_finding(code, *problem) for code in dict.fromkeys(codes) if (problem := _problem(code))]
    findings += [_finding(code, "this language is named twice.", "Name it once.")
                 for code in dict.fromkeys(codes) if codes.count(code) > 1]
    if not codes:
        findings.append(_finding("", "a centre has at least one language.",
                                 "Write their codes, the default language first, for example `en,fr,rw`."))
    if findings:
        raise ContentError(findings)
    return codes


def language_lines(codes: Sequence[str], known: Mapping[str, Mapping[str, object]]) -> str:
    """The YAML lines of these languages; `known` are the lines of the centre at hand."""
    lines = {code: _pairs(_settings(code, codes, known.get(code, {}))) for code in codes}
    return "".join(f"    {_in_braces(code)}: {{{pairs}}}\n" for code, pairs in lines.items())


def _problem(code: str) -> tuple[str, str] | None:
    two_letters = get_global("language_aliases").get(code)
    if not TAG.fullmatch(code):
        return "this is not a language code.", "Write the BCP 47 tag, for example `rw`, `ckb` or `pt-BR`."
    if two_letters and len(two_letters) == 2:
        return "this language has a code of two letters.", f"Write `{two_letters}`."
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = None
    if locale is None or not locale.get_language_name():
        return ("there are no locale data for this language.", "Begin without it. Then add a line to mkdocs.yml, with "
                f"the language whose months and numbers it borrows: `{code}: {{name: …, iso639_3: …, locale: sw}}`, "
                f"and docs/{code}/index.md.")
    return None


def _finding(code: str, message: str, suggestion: str) -> Finding:
    return Finding("--languages", 1, "languages", f"`{code}`: {message}" if code else message, suggestion)


def _settings(code: str, codes: Sequence[str], line: Mapping[str, object]) -> dict[str, object]:
    locale = Locale.parse(code, sep="-")
    name = locale.get_display_name() or code
    settings = {"name": name[0].upper() + name[1:], "iso639_3": _three_letters(locale.language), **line}
    for setting in ("fallbacks", "beside"):
        others = settings.pop(setting, [])
        kept = [other for other in others if other in codes] if isinstance(others, list) else []
        if kept:
            settings[setting] = kept
    settings.pop("weight", None)  # how much that centre wanted it
    return settings


def _three_letters(language: str) -> str:
    if len(language) == 3:
        return language
    aliases = [code for code, short in get_global("language_aliases").items() if short == language and len(code) == 3]
    return _OTHERWISE.get(language) or [code for code in aliases if code not in _BIBLIOGRAPHIC][-1]


def _pairs(settings: Mapping[str, object]) -> str:
    return ", ".join(f"{key}: [{', '.join(map(str, value))}]" if isinstance(value, list)
                     else f"{key}: {_in_braces(str(value))}" for key, value in settings.items())


def _in_braces(text: str) -> str:
    """A value in a line with braces: plain where YAML reads it as the same text there."""
    try:
        plain = yaml.safe_load(f"[{text}]") == [text]
    except yaml.YAMLError:
        plain = False
    return text if plain else quoted(text)
