"""The registry of languages: what a line of mkdocs.yml may say, and what follows from it."""

from __future__ import annotations

import pytest
import yaml
from babel.dates import get_month_names

from conftest import CONFIG
from ijwi.findings import ContentError
from ijwi.languages import LOOKS_LIKE_A_LANGUAGE, TAG, Language, Languages, read_languages

ENGLISH = {"name": "English", "iso639_3": "eng"}
NOT_A_CODE = "this is not a language code. Write the BCP 47 tag, for example `rw`, `ckb` or `pt-BR`; put `no` in quotes."


def small() -> Languages:
    return read_languages(yaml.safe_load(CONFIG)["extra"]["languages"])


def said(lines: object) -> list[str]:
    """The findings of a registry that is refused, without what all of them begin with."""
    with pytest.raises(ContentError) as caught:
        read_languages(lines)
    assert caught.value.findings == sorted(caught.value.findings)
    prefix = "mkdocs.yml:1: languages: "
    assert all(str(finding).startswith(prefix) for finding in caught.value.findings)
    return [str(finding).removeprefix(prefix).removeprefix("`extra.languages`, ") for finding in caught.value.findings]


def test_languages_keep_the_order_of_the_configuration_and_the_first_is_the_default() -> None:
    assert list(small()) == ["en", "rw", "ar"]
    assert len(small()) == 3
    assert small().default == "en"
    assert read_languages({"rw": {"name": "Ikinyarwanda", "iso639_3": "kin"}, "en": ENGLISH}).default == "rw"
    assert "fr" not in small()


def test_the_default_language_lies_at_the_root_and_the_others_in_folders() -> None:
    assert {code: small().prefix(code) for code in small()} == {"en": "", "rw": "rw/", "ar": "ar/"}


def test_a_language_is_what_its_line_says_completed_from_the_locale_data() -> None:
    assert small()["rw"] == Language(code="rw", name="Ikinyarwanda", iso639_3="kin", locale="rw", direction="ltr", digits="latn",
                                     calendar="gregorian", date="d MMMM y", fallbacks=("en",))
    assert small()["ar"] == Language(code="ar", name="العربية", iso639_3="ara", locale="ar", direction="rtl", digits="arab",
                                     calendar="gregorian", date=None, fallbacks=("en",))


@pytest.mark.parametrize(("code", "direction", "digits"), [
    ("rw", "ltr", "latn"), ("fr", "ltr", "latn"), ("sw", "ltr", "latn"), ("ru", "ltr", "latn"), ("lg", "ltr", "latn"),
    ("ar", "rtl", "latn"), ("fa", "rtl", "arabext"), ("ckb", "rtl", "arab"), ("ps", "rtl", "arabext"), ("ur", "rtl", "latn"),
    ("he", "rtl", "latn"), ("pt-BR", "ltr", "latn"), ("zh-Hant-TW", "ltr", "latn"), ("es-419", "ltr", "latn"),
    ("bn", "ltr", "beng"), ("ne", "ltr", "latn"),
])
def test_direction_and_digits_come_from_the_locale_data(code: str, direction: str, digits: str) -> None:
    found = read_languages({code: ENGLISH})[code]
    assert (found.locale, found.direction, found.digits) == (code, direction, digits)


def test_a_line_may_correct_the_locale_data() -> None:
    found = read_languages({"en": {**ENGLISH, "direction": "rtl", "digits": "arab", "calendar": "persian", "date": "y"}})["en"]
    assert (found.direction, found.digits, found.calendar, found.date) == ("rtl", "arab", "persian", "y")


def test_a_language_without_locale_data_borrows_those_of_another() -> None:
    found = read_languages({"loz": {"name": "Silozi", "iso639_3": "loz", "locale": "pt-BR"}})["loz"]
    assert (found.code, found.locale, found.direction) == ("loz", "pt-BR", "ltr")
    assert get_month_names(locale=found.cldr)[1] == "janeiro"


@pytest.mark.parametrize(("code", "expected"), [
    ("en", ("en", "rw", "ar", "fa")), ("rw", ("rw", "ar", "en", "fa")), ("ar", ("ar", "fa", "en", "rw")), ("fa", ("fa", "en", "rw", "ar")),
])
def test_a_reader_prefers_her_language_then_its_fallbacks_then_the_others_in_order(code: str, expected: tuple[str, ...]) -> None:
    languages = read_languages({"en": ENGLISH, "rw": {**ENGLISH, "fallbacks": ["ar", "en"]}, "ar": {**ENGLISH, "fallbacks": ["fa"]},
                                "fa": ENGLISH})
    assert languages.preferred(code) == expected


@pytest.mark.parametrize("fallbacks", [["en"], ["rw", "rw"], ["rw", "en", "ar", "rw"]])
def test_no_language_is_preferred_twice(fallbacks: list[str]) -> None:
    """Or an edition would be offered twice."""
    lines = {"en": {**ENGLISH, "fallbacks": fallbacks}, "rw": ENGLISH, "ar": ENGLISH}
    assert sorted(read_languages(lines).preferred("en")) == ["ar", "en", "rw"]


@pytest.mark.parametrize("lines", [None, {}, [], ["en"], "en", 5])
def test_there_must_be_a_language(lines: object) -> None:
    assert said(lines) == ["`extra.languages` must list at least one language. "
                           "Write a line such as `en: {name: English, iso639_3: eng}`."]


@pytest.mark.parametrize("line", [
    "no: {name: Norsk, iso639_3: nor}", "EN: {}", "english: {}", "e: {}", "pt_BR: {}", "pt-br: {}", "zh-hant: {}", "en-: {}",
    "en-x-a: {}", "2026: {}", "../en: {}", "عربي: {}", "null: {}",
])
def test_a_code_is_a_language_tag(line: str) -> None:
    lines = yaml.safe_load(line)
    assert said(lines) == [f"{next(iter(lines))}: {NOT_A_CODE}"]


def test_norwegian_in_quotes_is_a_language() -> None:
    assert list(read_languages(yaml.safe_load("'no': {name: Norsk, iso639_3: nor}"))) == ["no"]


@pytest.mark.parametrize("settings", [None, "English", ["English"], 5])
def test_settings_stand_in_braces(settings: object) -> None:
    assert said({"en": settings}) == ["en: settings must stand in braces. For example `{name: English, iso639_3: eng}`."]


@pytest.mark.parametrize(("settings", "findings"), [
    ({}, ["`iso639_3`: Field required.", "`name`: Field required."]),
    ({**ENGLISH, "name": ""}, ["`name`: String should have at least 1 character."]),
    ({**ENGLISH, "iso639_3": "en"}, ["`iso639_3`: String should match pattern '^[a-z]{3}$'."]),
    ({**ENGLISH, "direction": "right"}, ["`direction`: Input should be 'ltr' or 'rtl'."]),
    ({**ENGLISH, "digits": "deva"}, ["`digits`: Input should be 'latn', 'arab', 'arabext' or 'beng'."]),
    ({**ENGLISH, "calendar": "julian"}, ["`calendar`: Input should be 'gregorian' or 'persian'."]),
    ({**ENGLISH, "color": "red"}, ["`color`: Extra inputs are not permitted."]),
    ({**ENGLISH, "fallbacks": ["fr", "xx"]}, [
        "the fallback `fr` is not a language of this centre. Remove it, or give it a line of its own.",
        "the fallback `xx` is not a language of this centre. Remove it, or give it a line of its own."]),
    ({**ENGLISH, "iso639_3": "EN", "fallbacks": ["fr"]}, [
        "`iso639_3`: String should match pattern '^[a-z]{3}$'.",
        "the fallback `fr` is not a language of this centre. Remove it, or give it a line of its own."]),
    ({**ENGLISH, "beside": ["fr", "en", "rw", "fr", "rw"]}, [
        "`beside` names `en` itself, which is in its own ZIP anyway. Name the languages that travel with it, or remove `beside`.",
        "`beside` names `rw` twice. Name it once.",
        "`beside`: `fr` is not a language of this centre. Remove it, or give it a line of its own."]),
])
def test_a_wrong_setting_is_said_with_its_language(settings: dict[str, object], findings: list[str]) -> None:
    assert said({"en": settings, "rw": ENGLISH}) == [f"en: {finding}" for finding in findings]


@pytest.mark.parametrize("locale", ["xx", "tlh", "en_US", "", "5", "a b"])
def test_a_locale_without_data_is_said(locale: str) -> None:
    assert said({"en": {**ENGLISH, "locale": locale}}) == [
        f"en: there are no locale data for `{locale}`. Add `locale:` with the language whose months and numbers it borrows."]


def test_a_language_without_locale_data_is_told_to_borrow_some() -> None:
    assert said({"kri": ENGLISH}) == [
        "kri: there are no locale data for `kri`. Add `locale:` with the language whose months and numbers it borrows."]


def test_all_findings_of_all_languages_come_at_once() -> None:
    assert said({"en": {**ENGLISH, "fallbacks": ["fr"]}, False: ENGLISH, "rw": None, "kri": ENGLISH, "ar": {"name": "العربية"}}) == [
        f"False: {NOT_A_CODE}", "ar: `iso639_3`: Field required.",
        "en: the fallback `fr` is not a language of this centre. Remove it, or give it a line of its own.",
        "kri: there are no locale data for `kri`. Add `locale:` with the language whose months and numbers it borrows.",
        "rw: settings must stand in braces. For example `{name: English, iso639_3: eng}`."]


@pytest.mark.parametrize("name", ["fallbacks", "beside"])
@pytest.mark.parametrize("others", ["en", 5, True, {"rw": 1}])
def test_other_languages_that_are_no_list_are_said_once(name: str, others: object) -> None:
    assert said({"en": {**ENGLISH, name: others}, "rw": ENGLISH}) == [f"en: `{name}`: Input should be a valid tuple."]


@pytest.mark.parametrize("name", ["fallbacks", "beside"])
@pytest.mark.parametrize("other", [["en"], {"en": "rw"}, None, False, 5])
def test_another_language_that_is_no_code_is_said(name: str, other: object) -> None:
    assert said({"en": {**ENGLISH, name: [other]}}) == [f"en: `{name}.0`: Input should be a valid string."]


def test_languages_travel_in_the_order_of_the_line() -> None:
    languages = read_languages({"en": ENGLISH, "fr": ENGLISH, "rw": {**ENGLISH, "beside": ["fr", "en"]}})
    assert (languages["rw"].beside, languages["fr"].beside) == (("fr", "en"), ())


@pytest.mark.parametrize("setting", ["fallbacks", "beside", "direction", "digits", "calendar", "date", "locale"])
def test_a_setting_left_empty_is_as_good_as_none_written(setting: str) -> None:
    assert read_languages({"fa": {**ENGLISH, setting: None}}) == read_languages({"fa": ENGLISH})


@pytest.mark.parametrize("tag", ["en", "rw", "ckb", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419"])
def test_language_tags_are_recognised(tag: str) -> None:
    assert TAG.fullmatch(tag)


@pytest.mark.parametrize(("folder", "expected"), [
    ("en", True), ("fa", True), ("pt-BR", True), ("pt_br", True), ("zh-Hant", True), ("ckb-IQ", True),
    ("data", False), ("assets", False), ("img", False), ("toolkits", False), ("e", False), ("EN", False), ("a1", False),
    ("en-", False), ("my-toolkits", False), (".git", False),
])
def test_a_folder_that_looks_like_a_language_is_recognised(folder: str, expected: bool) -> None:
    assert bool(LOOKS_LIKE_A_LANGUAGE.fullmatch(folder)) is expected
