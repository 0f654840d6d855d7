"""Figures with their units, in words that fit the number and the language."""

from __future__ import annotations

from pathlib import Path

import pytest

from ijwi.facts import Indicator
from ijwi.figures import figure, percent, year
from ijwi.languages import read_languages
from ijwi.strings import Strings, read_strings

LANGUAGES = read_languages({
    "en": {"name": "English", "iso639_3": "eng"},
    "fr": {"name": "Français", "iso639_3": "fra"},
    "rw": {"name": "Ikinyarwanda", "iso639_3": "kin"},
    "sw": {"name": "Kiswahili", "iso639_3": "swa"},
    "ar": {"name": "العربية", "iso639_3": "ara", "digits": "arab"},
    "fa": {"name": "فارسی", "iso639_3": "fas", "calendar": "persian"},
    "ru": {"name": "Русский", "iso639_3": "rus"},
    "ckb": {"name": "کوردیی ناوەندی", "iso639_3": "ckb"},
    "ur": {"name": "اردو", "iso639_3": "urd"},
    "tr": {"name": "Türkçe", "iso639_3": "tur"},
})

#: Plural forms of a language, and its words for points, millions, "less likely" and "about".
WORDS = {
    "rw": ("nplurals=2; plural=(n != 1);", ["ingingo %(num)s y'ijanisha", "ingingo %(num)s z'ijanisha"], ["miliyoni %(num)s"] * 2,
           "amahirwe ari hasi ho %(percent)s", "nka %(figure)s"),
    "ru": ("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
           ["%(num)s процентный пункт", "%(num)s процентных пункта", "%(num)s процентных пунктов"],
           ["%(num)s миллион", "%(num)s миллиона", "%(num)s миллионов"], "на %(percent)s реже", "примерно %(figure)s"),
    "ar": ("nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);",
           ["لا نقاط مئوية", "نقطة مئوية واحدة", "نقطتان مئويتان", "%(num)s نقاط مئوية", "%(num)s نقطة مئوية", "%(num)s من النقاط المئوية"],
           ["%(num)s مليون", "مليون", "مليونان", "%(num)s ملايين", "%(num)s مليونًا", "%(num)s مليون"],
           "أقلّ احتمالًا بنسبة %(percent)s", "نحو %(figure)s"),
}


def indicator(women: str = "", gap: str = "", value: str = "", unit: str = "percent", basis: str = "", approximate: str = "",
              published: str = "2024") -> Indicator:
    return Indicator.model_validate({
        "id": "a", "label": "A", "place": "World", "year": published, "women": women, "men": "", "gap": gap, "value": value,
        "unit": unit, "gap_basis": basis, "approximate": approximate, "publisher": "ITU", "source": "S",
        "url": "https://itu.example/", "tier": "P"})


@pytest.fixture
def strings(tmp_path: Path) -> dict[str, Strings]:
    """The strings of every language; those of `WORDS` are translated."""
    for code, (forms, points, millions, less, about) in WORDS.items():
        entries = [("%(num)s percentage point", "%(num)s percentage points", points), ("%(num)s million", "%(num)s million", millions)]
        text = f'msgid ""\nmsgstr ""\n"Language: {code}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {forms}\\n"\n\n'
        text += f'msgid "%(percent)s less likely"\nmsgstr "{less}"\n\nmsgid "about %(figure)s"\nmsgstr "{about}"\n\n'
        for one, many, translations in entries:
            text += f'msgid "{one}"\nmsgid_plural "{many}"\n'
            text += "".join(f'msgstr[{place}] "{words}"\n' for place, words in enumerate(translations)) + "\n"
        (tmp_path / f"{code}.po").write_text(text, encoding="utf-8")
    return {code: read_strings(tmp_path, language) for code, language in LANGUAGES.items()}


# Percentages

@pytest.mark.parametrize(("code", "shown"), [
    ("en", ["65%", "40.7%", "0.70%"]), ("fr", ["65\u00a0%", "40,7\u00a0%", "0,70\u00a0%"]), ("rw", ["65%", "40,7%", "0,70%"]),
    ("sw", ["65%", "40.7%", "0.70%"]), ("ar", ["٦٥٪", "٤٠٫٧٪", "٠٫٧٠٪"]), ("fa", ["۶۵٪", "۴۰٫۷٪", "۰٫۷۰٪"]),
    ("ru", ["65\u00a0%", "40,7\u00a0%", "0,70\u00a0%"]), ("ckb", ["٦٥٪", "٤٠٫٧٪", "٠٫٧٠٪"]), ("ur", ["65%", "40.7%", "0.70%"]),
    ("tr", ["%65", "%40,7", "%0,70"]),
])
def test_a_percentage_has_the_languages_sign_in_its_place(code: str, shown: list[str]) -> None:
    assert [percent(text, LANGUAGES[code]) for text in ("65", "40.7", "0.70")] == shown


# Units

@pytest.mark.parametrize(("unit", "value", "shown"), [
    ("percent", "65", "65%"), ("percent", "7.0", "7.0%"), ("ratio", "0.94", "0.94"), ("ratio", "0.70", "0.70"),
    ("count", "1234567", "1,234,567"), ("million", "945", "945 million"), ("million", "1", "1 million"),
    ("million", "2.6", "2.6 million"), ("million", "1200", "1,200 million"),
])
def test_a_figure_is_shown_with_its_unit(unit: str, value: str, shown: str, strings: dict[str, Strings]) -> None:
    assert figure(indicator(value=value, unit=unit), "value", strings["en"]) == shown
    assert figure(indicator(women=value, unit=unit), "women", strings["en"]) == shown


@pytest.mark.parametrize(("gap", "unit", "basis", "shown"), [
    ("5", "percent", "points", "5 percentage points"), ("1", "percent", "points", "1 percentage point"),
    ("0", "percent", "points", "0 percentage points"), ("12.1", "percent", "points", "12.1 percentage points"),
    ("1.0", "percent", "points", "1.0 percentage points"), ("-0.3", "percent", "points", "0.3 percentage points"),
    ("-1", "percent", "points", "1 percentage point"), ("14", "percent", "less-likely", "14% less likely"),
    ("0.94", "ratio", "parity", "0.94"), ("0.70", "ratio", "parity", "0.70"), ("230", "million", "difference", "230 million"),
    ("12", "count", "difference", "12"), ("5", "percent", "", "5%"), ("12", "percent", "difference", "12%"),
])
def test_three_kinds_of_gap_are_never_mixed(gap: str, unit: str, basis: str, shown: str, strings: dict[str, Strings]) -> None:
    assert figure(indicator(gap=gap, unit=unit, basis=basis), "gap", strings["en"]) == shown


@pytest.mark.parametrize("basis", ["points", "less-likely", "parity", "difference", ""])
def test_the_basis_of_the_gap_says_nothing_of_the_other_figures(basis: str, strings: dict[str, Strings]) -> None:
    assert figure(indicator(women="65", gap="5", basis=basis), "women", strings["en"]) == "65%"


def test_only_the_figures_that_their_source_calls_approximate_are_shown_so(strings: dict[str, Strings]) -> None:
    found = indicator(women="30", gap="10", value="2", basis="points", approximate="women gap")
    assert [figure(found, field, strings["en"]) for field in ("women", "gap", "value")] == [
        "about 30%", "about 10 percentage points", "2%"]


@pytest.mark.parametrize("field", ["women", "men", "gap", "value"])
def test_a_figure_that_is_not_there_is_refused(field: str, strings: dict[str, Strings]) -> None:
    with pytest.raises(KeyError, match=field):
        figure(indicator(), field, strings["en"])


# The words of other languages

@pytest.mark.parametrize(("code", "shown"), [
    ("ru", {"1": "1 процентный пункт", "2": "2 процентных пункта", "5": "5 процентных пунктов", "11": "11 процентных пунктов",
            "21": "21 процентный пункт", "22": "22 процентных пункта", "0": "0 процентных пунктов"}),
    ("ar", {"0": "لا نقاط مئوية", "1": "نقطة مئوية واحدة", "2": "نقطتان مئويتان", "3": "٣ نقاط مئوية", "10": "١٠ نقاط مئوية",
            "11": "١١ نقطة مئوية", "99": "٩٩ نقطة مئوية", "100": "١٠٠ من النقاط المئوية", "-2": "نقطتان مئويتان"}),
    ("rw", {"1": "ingingo 1 y'ijanisha", "5": "ingingo 5 z'ijanisha", "12.1": "ingingo 12,1 z'ijanisha"}),
])
def test_points_take_the_plural_form_of_their_number(code: str, shown: dict[str, str], strings: dict[str, Strings]) -> None:
    assert {gap: figure(indicator(gap=gap, basis="points"), "gap", strings[code]) for gap in shown} == shown


@pytest.mark.parametrize(("code", "shown"), [
    ("ru", {"1": "1 миллион", "3": "3 миллиона", "945": "945 миллионов"}),
    ("ar", {"1": "مليون", "2": "مليونان", "3": "٣ ملايين", "945": "٩٤٥ مليونًا", "100": "١٠٠ مليون"}),
    ("rw", {"1": "miliyoni 1", "945": "miliyoni 945"}),
])
def test_millions_take_the_plural_form_of_their_number(code: str, shown: dict[str, str], strings: dict[str, Strings]) -> None:
    assert {value: figure(indicator(value=value, unit="million"), "value", strings[code]) for value in shown} == shown


@pytest.mark.parametrize(("code", "shown"), [
    ("ru", ["примерно на 14\u00a0% реже", "примерно 2"]), ("ar", ["نحو أقلّ احتمالًا بنسبة ١٤٪", "نحو ٢"]),
    ("rw", ["nka amahirwe ari hasi ho 14%", "nka 2"]), ("fr", ["about 14\u00a0% less likely", "about 2"]),
    ("fa", ["about ۱۴٪ less likely", "about ۲"]),
])
def test_words_around_a_figure_are_the_languages_own_or_english_where_they_are_not_translated(
        code: str, shown: list[str], strings: dict[str, Strings]) -> None:
    found = [indicator(gap="14", basis="less-likely", approximate="gap"), indicator(gap="2", basis="parity", approximate="gap")]
    assert [figure(entry, "gap", strings[code]) for entry in found] == shown


@pytest.mark.parametrize(("code", "shown"), [("en", "2010/11"), ("ar", "٢٠١٠/١١"), ("ckb", "٢٠١٠/١١"), ("fa", "۲۰۱۰/۱۱"), ("ru", "2010/11")])
def test_a_year_is_a_year_and_no_number(code: str, shown: str) -> None:
    assert year(indicator(published="2010/11"), LANGUAGES[code]) == shown
    assert year(indicator(published="2024"), LANGUAGES["en"]) == "2024"
