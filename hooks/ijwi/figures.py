"""Figures as readers see them: an indicator's number with its unit, in a language."""

from __future__ import annotations

import re

from .facts import Indicator
from .languages import Language
from .localise import digits, number
from .strings import Strings


def figure(indicator: Indicator, field: str, strings: Strings) -> str:
    """One figure of an indicator in words, such as "65%", "5 percentage points" or "14% less likely".

    `field` is `women`, `men`, `gap` or `value`. Raises KeyError if the indicator has no such figure.
    """
    text = getattr(indicator, field)
    if not text:
        raise KeyError(field)
    language = strings.language
    if field != "gap" or not indicator.gap_basis:
        shown = _with_unit(text, indicator.unit, strings)
    elif indicator.gap_basis == "points":
        points = text.removeprefix("-")
        shown = strings.ngettext("%(num)s percentage point", "%(num)s percentage points",
                                 _plural(points)) % {"num": number(points, language)}
    elif indicator.gap_basis == "less-likely":
        shown = strings.gettext("%(percent)s less likely") % {"percent": percent(text, language)}
    elif indicator.gap_basis == "difference":
        shown = _with_unit(text, indicator.unit, strings)
    else:
        shown = number(text, language)
    if field in indicator.approximate:
        return strings.gettext("about %(figure)s") % {"figure": shown}
    return shown


def percent(text: str, language: Language) -> str:
    """A percentage with the language's sign, in its place."""
    pattern = str(language.cldr.percent_formats[None].pattern).split(";")[0]
    sign = "٪" if language.digits in ("arab", "arabext") else "%"
    return re.sub(r"[#,.0]+", lambda _number: number(text, language), pattern).replace("%", sign)


def year(indicator: Indicator, language: Language) -> str:
    return digits(indicator.year, language)


def _with_unit(text: str, unit: str, strings: Strings) -> str:
    if unit == "percent":
        return percent(text, strings.language)
    shown = number(text, strings.language)
    if unit == "million":
        return strings.ngettext("%(num)s million", "%(num)s million", _plural(text)) % {"num": shown}
    return shown


def _plural(text: str) -> int:
    """The whole number that decides the plural form; a fraction takes the general one, as a hundred does."""
    return int(text) if text.isdigit() else 100
