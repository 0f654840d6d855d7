"""Numbers, dates and lists in the form that a language's readers expect."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal

import jdatetime
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from .languages import DIGITS, Language, Languages

PERSIAN_MONTHS = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
                  "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")


def digits(text: str, language: Language) -> str:
    """`text` with its European digits in the language's own."""
    return text.translate(str.maketrans(DIGITS["latn"], DIGITS[language.digits]))


def number(value: int | float | Decimal | str, language: Language) -> str:
    """A number with the language's digits and separators; trailing zeros of a string are kept."""
    exact = Decimal(str(value))
    exponent = exact.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    pattern = "#,##0" + ("." + "0" * places if places else "")
    # The separators that belong to the digits, where CLDR has them for this language.
    system = language.digits if language.digits in language.cldr.number_symbols else "latn"
    return digits(format_decimal(exact, format=pattern, locale=language.cldr, numbering_system=system), language)


def date(value: datetime.date, language: Language) -> str:
    """A day in words, as in "22 November 2026"; Persian gives the Solar Hijri day beside it."""
    words = digits(format_date(value, language.date or "long", locale=language.cldr), language)
    if language.calendar == "persian":
        solar = jdatetime.date.fromgregorian(date=value)
        return digits(f"{solar.day} {PERSIAN_MONTHS[solar.month - 1]} {solar.year}", language) + f" ({words})"
    return words


def partial_date(value: str, language: Language) -> str:
    """A date as precise as it is known: `2021`, `2021-07` or `2021-07-01`."""
    match value.count("-"):
        case 2:
            return date(datetime.date.fromisoformat(value), language)
        case 1:
            month = datetime.date.fromisoformat(f"{value}-01")
            return digits(format_date(month, "LLLL y", locale=language.cldr), language)
        case _:
            return digits(value, language)


def listing(items: Iterable[str], language: Language) -> str:
    """`a, b and c` in the language's form."""
    return format_list(list(items), locale=language.cldr)


def language_name(code: str, language: Language, known: Languages) -> str:
    """The name of the language `code` in `language`, or else what its own speakers call it."""
    if code == language.code:
        return language.name
    names = language.cldr.languages
    name = names.get(code.replace("-", "_")) or names.get(code.split("-")[0])
    return name or (known[code].name if code in known else code)


def size(count: int, language: Language) -> str:
    """The size of a file in the reader's words and digits: whole kilobytes, or megabytes with one decimal."""
    value, unit = (max(1, round(count / 1000)), "kilobyte") if count < 1_000_000 else (
        round(count / 1_000_000, 1), "megabyte")
    words = format_unit(value, f"digital-{unit}", length="short", locale=language.cldr)
    return digits(words, language)
