"""Numbers, dates, lists and names of languages as readers of nine languages expect them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from ijwi.languages import Language, read_languages
from ijwi.localise import PERSIAN_MONTHS, date, digits, language_name, listing, number, partial_date

LANGUAGES = read_languages({
    "en": {"name": "English", "iso639_3": "eng"},
    "fr": {"name": "Français", "iso639_3": "fra"},
    "rw": {"name": "Ikinyarwanda", "iso639_3": "kin", "date": "d MMMM y"},
    "sw": {"name": "Kiswahili", "iso639_3": "swa"},
    "ar": {"name": "العربية", "iso639_3": "ara", "digits": "arab"},
    "fa": {"name": "فارسی", "iso639_3": "fas", "calendar": "persian"},
    "ru": {"name": "Русский", "iso639_3": "rus"},
    "ckb": {"name": "کوردیی ناوەندی", "iso639_3": "ckb"},
    "ur": {"name": "اردو", "iso639_3": "urd"},
})
DAY = datetime.date(2026, 11, 22)


def other(code: str, **settings: object) -> Language:
    """One of the languages with other settings."""
    return read_languages({code: {"name": "x", "iso639_3": "xxx", **settings}})[code]


# Digits

@pytest.mark.parametrize(("code", "shown"), [
    ("en", "24/7, 2022/23"), ("fr", "24/7, 2022/23"), ("rw", "24/7, 2022/23"), ("sw", "24/7, 2022/23"), ("ru", "24/7, 2022/23"),
    ("ur", "24/7, 2022/23"), ("ar", "٢٤/٧, ٢٠٢٢/٢٣"), ("ckb", "٢٤/٧, ٢٠٢٢/٢٣"), ("fa", "۲۴/۷, ۲۰۲۲/۲۳"),
])
def test_digits_are_those_of_the_language_and_nothing_else_changes(code: str, shown: str) -> None:
    assert digits("24/7, 2022/23", LANGUAGES[code]) == shown


def test_all_ten_digits_are_known() -> None:
    assert [digits("0123456789", LANGUAGES[code]) for code in ("en", "ar", "fa")] == ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]


@pytest.mark.parametrize("text", ["", "Kigali", "٤٥", "½", "v²"])
def test_text_without_european_digits_is_left_as_it_is(text: str) -> None:
    assert digits(text, LANGUAGES["fa"]) == text


# Numbers

@pytest.mark.parametrize(("code", "shown"), [
    ("en", ["0", "7", "1,000", "1,234,567", "40.7", "0.70", "1,234.50"]),
    ("fr", ["0", "7", "1\u202f000", "1\u202f234\u202f567", "40,7", "0,70", "1\u202f234,50"]),
    ("rw", ["0", "7", "1.000", "1.234.567", "40,7", "0,70", "1.234,50"]),
    ("sw", ["0", "7", "1,000", "1,234,567", "40.7", "0.70", "1,234.50"]),
    ("ar", ["٠", "٧", "١٬٠٠٠", "١٬٢٣٤٬٥٦٧", "٤٠٫٧", "٠٫٧٠", "١٬٢٣٤٫٥٠"]),
    ("fa", ["۰", "۷", "۱٬۰۰۰", "۱٬۲۳۴٬۵۶۷", "۴۰٫۷", "۰٫۷۰", "۱٬۲۳۴٫۵۰"]),
    ("ru", ["0", "7", "1\u00a0000", "1\u00a0234\u00a0567", "40,7", "0,70", "1\u00a0234,50"]),
    ("ckb", ["٠", "٧", "١٬٠٠٠", "١٬٢٣٤٬٥٦٧", "٤٠٫٧", "٠٫٧٠", "١٬٢٣٤٫٥٠"]),
    ("ur", ["0", "7", "1,000", "1,234,567", "40.7", "0.70", "1,234.50"]),
])
def test_numbers_have_the_languages_digits_and_separators(code: str, shown: list[str]) -> None:
    numbers = ["0", "7", "1000", "1234567", "40.7", "0.70", "1234.50"]
    assert [number(value, LANGUAGES[code]) for value in numbers] == shown


def test_a_language_that_chooses_digits_takes_their_separators_too() -> None:
    chosen = other("ur", digits="arabext")
    assert [number(value, chosen) for value in ("1234", "40.7")] == ["۱٬۲۳۴", "۴۰٫۷"]
    assert [number(value, other("fa", digits="latn")) for value in ("7", "65")] == ["7", "65"]


def test_digits_that_the_locale_data_do_not_know_of_a_language_stop_nothing() -> None:
    assert number(65, other("rw", digits="arab")) == "٦٥"
    assert number(65, other("sw", digits="arabext")) == "۶۵"


@pytest.mark.parametrize(("value", "shown"), [
    (1234, "1,234"), (12.5, "12.5"), (Decimal("12.50"), "12.50"), ("12.50", "12.50"), (-3, "-3"), ("-0.3", "-0.3"), ("007", "7"),
    (10**15, "1,000,000,000,000,000"),
])
def test_numbers_of_every_type_are_shown_exactly(value: int | float | Decimal | str, shown: str) -> None:
    assert number(value, LANGUAGES["en"]) == shown


def test_zeros_at_the_end_of_a_published_figure_are_kept_in_every_language() -> None:
    assert {code: number("7.0", language)[-2:] for code, language in LANGUAGES.items() if code != "ar"} == {
        "en": ".0", "fr": ",0", "rw": ",0", "sw": ".0", "fa": "٫۰", "ru": ",0", "ckb": "٫٠", "ur": ".0"}


# Dates

@pytest.mark.parametrize(("code", "shown"), [
    ("en", "November 22, 2026"), ("fr", "22 novembre 2026"), ("rw", "22 Ugushyingo 2026"), ("sw", "22 Novemba 2026"),
    ("ar", "٢٢ نوفمبر ٢٠٢٦"), ("fa", "۱ آذر ۱۴۰۵ (۲۲ نوامبر ۲۰۲۶)"), ("ru", "22 ноября 2026\u202fг."),
    ("ckb", "٢٢ی تشرینی دووەمی ٢٠٢٦"), ("ur", "22 نومبر، 2026"),
])
def test_a_day_is_written_in_the_words_and_digits_of_the_language(code: str, shown: str) -> None:
    assert date(DAY, LANGUAGES[code]) == shown


def test_a_language_may_have_its_own_order_of_day_month_and_year() -> None:
    assert date(DAY, other("en", date="d MMMM y")) == "22 November 2026"
    assert date(DAY, other("rw")) != date(DAY, LANGUAGES["rw"])
    assert date(DAY, other("fa", calendar="persian", date="y/MM/dd")) == "۱ آذر ۱۴۰۵ (۲۰۲۶/۱۱/۲۲)"


@pytest.mark.parametrize(("day", "solar"), [
    (datetime.date(2024, 3, 19), "۲۹ اسفند ۱۴۰۲"), (datetime.date(2024, 3, 20), "۱ فروردین ۱۴۰۳"),
    (datetime.date(2025, 3, 20), "۳۰ اسفند ۱۴۰۳"), (datetime.date(2025, 3, 21), "۱ فروردین ۱۴۰۴"),
    (datetime.date(2026, 3, 20), "۲۹ اسفند ۱۴۰۴"), (datetime.date(2026, 9, 22), "۳۱ شهریور ۱۴۰۵"),
    (datetime.date(2026, 9, 23), "۱ مهر ۱۴۰۵"), (datetime.date(1979, 2, 11), "۲۲ بهمن ۱۳۵۷"),
])
def test_the_solar_hijri_day_stands_before_the_gregorian_one_over_leap_years_and_new_years_day(
        day: datetime.date, solar: str) -> None:
    assert date(day, LANGUAGES["fa"]).startswith(f"{solar} (")


def test_every_solar_hijri_month_has_its_name_in_order() -> None:
    days = [datetime.date(2026, 3, 25) + datetime.timedelta(days=30.6 * month) for month in range(12)]
    assert [date(day, LANGUAGES["fa"]).split()[1] for day in days] == [
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
    assert len(PERSIAN_MONTHS) == 12


def test_persian_without_the_solar_calendar_has_the_gregorian_day_alone() -> None:
    assert date(DAY, other("fa")) == "۲۲ نوامبر ۲۰۲۶"


@pytest.mark.parametrize(("code", "year", "month", "day"), [
    ("en", "2021", "July 2021", "July 1, 2021"),
    ("fr", "2021", "juillet 2021", "1 juillet 2021"),
    ("rw", "2021", "Nyakanga 2021", "1 Nyakanga 2021"),
    ("sw", "2021", "Julai 2021", "1 Julai 2021"),
    ("ar", "٢٠٢١", "يوليو ٢٠٢١", "١ يوليو ٢٠٢١"),
    ("fa", "۲۰۲۱", "ژوئیه ۲۰۲۱", "۱۰ تیر ۱۴۰۰ (۱ ژوئیهٔ ۲۰۲۱)"),
    ("ru", "2021", "июль 2021", "1 июля 2021\u202fг."),
    ("ckb", "٢٠٢١", "تەمووز ٢٠٢١", "١ی تەمووزی ٢٠٢١"),
    ("ur", "2021", "جولائی 2021", "1 جولائی، 2021"),
])
def test_a_date_is_as_precise_as_it_is_known(code: str, year: str, month: str, day: str) -> None:
    assert [partial_date(value, LANGUAGES[code]) for value in ("2021", "2021-07", "2021-07-01")] == [year, month, day]


# Lists

@pytest.mark.parametrize(("code", "shown"), [
    ("en", ["", "a", "a and b", "a, b, and c"]), ("fr", ["", "a", "a et b", "a, b et c"]), ("rw", ["", "a", "a, b", "a, b, c"]),
    ("sw", ["", "a", "a na b", "a, b na c"]), ("ar", ["", "a", "a وb", "a وb وc"]),
    ("fa", ["", "a", "a و b", "a،\u200f b، و c"]), ("ru", ["", "a", "a и b", "a, b и c"]), ("ckb", ["", "a", "a, b", "a, b, c"]),
    ("ur", ["", "a", "a اور b", "a، b، اور c"]),
])
def test_a_list_is_joined_as_the_language_joins_one(code: str, shown: list[str]) -> None:
    assert [listing(iter("abc"[:count]), LANGUAGES[code]) for count in range(4)] == shown


# Names of languages

@pytest.mark.parametrize(("code", "names"), [
    ("en", ["English", "French", "Kinyarwanda", "Swahili", "Arabic", "Persian", "Russian", "Central Kurdish", "Urdu"]),
    ("fr", ["anglais", "Français", "kinyarwanda", "swahili", "arabe", "persan", "russe", "sorani", "ourdou"]),
    ("rw", ["Icyongereza", "Igifaransa", "Ikinyarwanda", "Igiswahili", "Icyarabu", "Inyeperisi", "Ikirusiya", "کوردیی ناوەندی",
            "Inyeyurudu"]),
    ("sw", ["Kiingereza", "Kifaransa", "Kinyarwanda", "Kiswahili", "Kiarabu", "Kiajemi", "Kirusi", "Kikurdi cha Sorani", "Kiurdu"]),
    ("ar", ["الإنجليزية", "الفرنسية", "الكينيارواندا", "السواحلية", "العربية", "الفارسية", "الروسية", "السورانية الكردية", "الأوردية"]),
    ("fa", ["انگلیسی", "فرانسوی", "کینیارواندایی", "سواحیلی", "عربی", "فارسی", "روسی", "کردی مرکزی", "اردو"]),
    ("ru", ["английский", "французский", "киньяруанда", "суахили", "арабский", "персидский", "Русский", "центральнокурдский", "урду"]),
    ("ckb", ["ئینگلیزی", "فەرەنسی", "کینیارواندا", "سواهیلی", "عەرەبی", "فارسی", "ڕووسی", "کوردیی ناوەندی", "ئۆردوو"]),
    ("ur", ["انگریزی", "فرانسیسی", "کینیاروانڈا", "سواحلی", "عربی", "فارسی", "روسی", "سینٹرل کردش", "اردو"]),
])
def test_languages_are_named_in_the_readers_language_and_her_own_as_the_centre_writes_it(code: str, names: list[str]) -> None:
    assert [language_name(named, LANGUAGES[code], LANGUAGES) for named in LANGUAGES] == names


@pytest.mark.parametrize(("code", "reader", "name"), [
    ("pt-BR", "en", "Brazilian Portuguese"), ("zh-Hant", "fr", "chinois traditionnel"), ("pt-MZ", "en", "Portuguese"),
    ("de", "ar", "الألمانية"), ("ckb", "rw", "کوردیی ناوەندی"), ("xx", "en", "xx"), ("qaa-Latn", "fa", "qaa-Latn"),
])
def test_a_language_without_a_name_is_called_by_its_own_speakers_name_or_else_its_code(code: str, reader: str, name: str) -> None:
    assert language_name(code, LANGUAGES[reader], LANGUAGES) == name
