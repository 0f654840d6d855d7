"""Helplines as readers see them: the number as it is dialled, who answers, and how sure we are of it."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest

from ijwi.facts import Facts, Helpline
from ijwi.helplines import country_name, helpline_list
from ijwi.languages import read_languages
from ijwi.strings import Strings, read_strings

LANGUAGES = read_languages({
    "en": {"name": "English", "iso639_3": "eng"},
    "rw": {"name": "Ikinyarwanda", "iso639_3": "kin", "date": "d MMMM y"},
    "ar": {"name": "العربية", "iso639_3": "ara", "digits": "arab"},
    "fa": {"name": "فارسی", "iso639_3": "fas", "calendar": "persian"},
})
HINT = "Calls and messages stay in the phone's log. If somebody checks your phone, use another one."
ARABIC = f"""
msgid ""
msgstr ""
"Language: ar\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "{HINT}"
msgstr "تبقى المكالمات والرسائل في سجلّ الهاتف."

msgid "answered by: %(who)s"
msgstr "يجيب: %(who)s"

msgid "call or SMS"
msgstr "مكالمة أو رسالة"

msgid "called on %(day)s"
msgstr "اتصلنا به في %(day)s"

msgid "published %(year)s, not confirmed by us"
msgstr "نُشر عام %(year)s ولم نتأكد منه"

msgctxt "country"
msgid "Rwanda"
msgstr "رواندا"

msgctxt "helpline"
msgid "Violence"
msgstr "العنف"

msgctxt "helpline"
msgid "Police"
msgstr "الشرطة"

msgctxt "helpline"
msgid "24/7"
msgstr "24 ساعة، 7 أيام"
"""


def helpline(key: str, **fields: str) -> Helpline:
    return Helpline.model_validate({
        "id": key, "country": "RW", "name": "", "number": "3512", "purpose": "Violence", "published": "", "publisher": "IGIHE",
        "url": "https://igihe.example/?a=1&b=2", "tier": "S", **fields})


FULL = helpline("full", name="Isange", number="+250 788 100", answered_by="Police", cost="Free", hours="24/7", sms="yes",
                published="2017", checked_on="2026-11-01")
BARE = helpline("bare", number="112", purpose="General emergency")
DATED = helpline("dated", published="2016")
KENYA = helpline("kenya", country="KE", number="1195", hours="24/7")


@pytest.fixture
def strings(tmp_path: Path) -> dict[str, Strings]:
    (tmp_path / "ar.po").write_text(ARABIC, encoding="utf-8")
    return {code: read_strings(tmp_path, language) for code, language in LANGUAGES.items()}


def shown(strings: Strings, *lines: Helpline, country: str | None = "rw") -> Element:
    return helpline_list(country, Facts({}, {line.id: line for line in lines}, {}), strings)


def words(element: Element) -> list[str]:
    """The text of each entry, a piece each."""
    return [" | ".join("".join(piece.itertext()) for piece in entry) for entry in element.iter("li")]


def test_an_entry_says_all_that_is_known(strings: dict[str, Strings]) -> None:
    assert words(shown(strings["en"], FULL)) == [
        "+250 788 100 | Violence | Isange | answered by: Police · Free · 24/7 · call or SMS | called on November 1, 2026 (IGIHE)"]


def test_an_entry_does_not_say_what_is_not_known(strings: dict[str, Strings]) -> None:
    assert words(shown(strings["en"], BARE, DATED)) == [
        "112 | General emergency | not confirmed by us (IGIHE)", "3512 | Violence | published 2016, not confirmed by us (IGIHE)"]


@pytest.mark.parametrize(("fields", "about"), [
    ({"answered_by": "Police"}, "answered by: Police"), ({"cost": "Free"}, "Free"), ({"hours": "24/7"}, "24/7"),
    ({"sms": "yes"}, "call or SMS"), ({"cost": "Free", "sms": "yes"}, "Free · call or SMS"),
    ({"sms": "no"}, None), ({"sms": ""}, None), ({}, None),
])
def test_what_a_caller_should_know_stands_in_one_line(fields: dict[str, str], about: str | None, strings: dict[str, Strings]) -> None:
    assert [line.text for line in shown(strings["en"], helpline("a", **fields)).iter("span")
            if line.attrib["class"] == "helpline-about"] == ([about] if about else [])


@pytest.mark.parametrize("code", ["en", "ar", "fa"])
@pytest.mark.parametrize(("number", "dialled"), [("112", "tel:112"), ("+250 788 100", "tel:+250788100"), ("0800 1 2", "tel:080012")])
def test_a_number_is_dialled_by_a_tap_and_written_as_on_the_keys_in_every_language(
        number: str, dialled: str, code: str, strings: dict[str, Strings]) -> None:
    link = shown(strings[code], helpline("a", number=number)).find("ul/li/a")
    assert link is not None
    assert link.attrib == {"href": dialled, "class": "helpline-number"}
    assert [(child.tag, child.attrib, child.text) for child in link] == [("bdi", {"dir": "ltr"}, number)]


def test_a_call_is_dated_for_people_and_for_the_browser_that_counts_the_days(strings: dict[str, Strings]) -> None:
    days = {code: shown(strings[code], FULL).find(".//time") for code in LANGUAGES}
    assert {code: day.text for code, day in days.items() if day is not None} == {
        "en": "called on November 1, 2026", "rw": "called on 1 Ugushyingo 2026", "ar": "اتصلنا به في ١ نوفمبر ٢٠٢٦",
        "fa": "called on ۱۰ آبان ۱۴۰۵ (۱ نوامبر ۲۰۲۶)"}
    assert all(day is not None and day.attrib == {"datetime": "2026-11-01", "data-age": ""} for day in days.values())


def test_a_number_that_nobody_called_has_no_day(strings: dict[str, Strings]) -> None:
    assert shown(strings["en"], BARE, DATED).find(".//time") is None


def test_an_entry_leads_to_its_source_without_saying_from_where(strings: dict[str, Strings]) -> None:
    for line in (FULL, BARE, DATED):
        links = [link for link in shown(strings["en"], line).iter("a") if not link.attrib["href"].startswith("tel:")]
        assert [link.attrib for link in links] == [{"href": "https://igihe.example/?a=1&b=2", "rel": "external noreferrer"}]
        assert [(child.tag, child.text) for child in links[0]] == [("bdi", "IGIHE")]


def test_everything_is_in_the_readers_language_but_names_and_numbers(strings: dict[str, Strings]) -> None:
    element = shown(strings["ar"], helpline("a", name="Isange", answered_by="Police", hours="24/7", sms="yes", published="2016"))
    assert words(element) == [
        "3512 | العنف | Isange | يجيب: الشرطة · ٢٤ ساعة، ٧ أيام · مكالمة أو رسالة | نُشر عام ٢٠١٦ ولم نتأكد منه (IGIHE)"]
    country = element.find("p[@class='helplines-country']")
    assert country is not None and country.text == "رواندا"
    name = element.find(".//span[@class='helpline-name']/bdi")
    assert name is not None and name.text == "Isange", "a Latin name does not jumble the line"


def test_the_warning_about_the_phones_log_comes_before_the_first_number(strings: dict[str, Strings]) -> None:
    element = shown(strings["en"], KENYA, FULL, country=None)
    assert (element.tag, element.attrib) == ("div", {"class": "helplines"})
    assert (element[0].tag, element[0].attrib, "".join(element[0].itertext())) == ("p", {"class": "hint"}, HINT)
    assert "".join(element.itertext()).count(HINT) == 1


def test_a_warning_that_nobody_reviewed_stands_in_english_too(tmp_path: Path, strings: dict[str, Strings]) -> None:
    def warning(strings: Strings) -> list[tuple[dict[str, str], str | None]]:
        return [(span.attrib, span.text) for span in shown(strings, FULL)[0]]

    arabic = "تبقى المكالمات والرسائل في سجلّ الهاتف."
    assert warning(strings["ar"]) == [({"class": "wording"}, arabic), ({"class": "wording", "lang": "en", "dir": "ltr"}, HINT)]
    assert warning(strings["fa"]) == [({"class": "wording"}, HINT)], "not translated"
    (tmp_path / "ar.po").write_text(ARABIC.replace(f'msgid "{HINT}"', f'# reviewed: trainer, 2026-11-22\nmsgid "{HINT}"'), encoding="utf-8")
    assert warning(read_strings(tmp_path, LANGUAGES["ar"])) == [({"class": "wording"}, arabic)]


def test_the_helplines_of_one_country_stand_under_its_name(strings: dict[str, Strings]) -> None:
    element = shown(strings["en"], FULL, KENYA, BARE)
    assert [part.tag for part in element] == ["p", "p", "ul"]
    assert element[1].text == "Rwanda"
    assert [entry[:12] for entry in words(element)] == ["+250 788 100", "112 | Genera"]


def test_all_helplines_stand_country_by_country(strings: dict[str, Strings]) -> None:
    element = shown(strings["en"], FULL, KENYA, BARE, country=None)
    assert [(part.tag, part.text if part.tag == "p" else len(part)) for part in element][1:] == [
        ("p", "Kenya"), ("ul", 1), ("p", "Rwanda"), ("ul", 2)]
    assert [part.attrib for part in element.findall("p")[1:]] == [{"class": "helplines-country"}] * 2


@pytest.mark.parametrize(("code", "name"), [
    ("RW", "Rwanda"), ("CD", "Congo - Kinshasa"), ("CI", "Côte d’Ivoire"), ("PS", "Palestinian Territories"), ("ZZ", "Unknown Region"),
    ("QX", "QX"),
])
def test_a_country_has_its_english_name_which_is_then_translated(code: str, name: str) -> None:
    assert country_name(code) == name


def test_words_of_the_data_are_escaped(strings: dict[str, Strings]) -> None:
    text = tostring(shown(strings["en"], helpline("a", name="<b>Isange</b>", purpose='"A" & <B>')), encoding="unicode")
    assert "&lt;b&gt;Isange&lt;/b&gt;" in text
    assert "<b>" not in text
    assert '"A" &amp; &lt;B&gt;' in text
