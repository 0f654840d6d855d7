"""What the templates ask: words, numbers, editions and addresses for the reader of one language."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from conftest import CONFIG, VOCABULARY, Tree, edition, homes, page, work, write_tree
from ijwi.catalogue import read_catalogue
from ijwi.languages import read_languages
from ijwi.reader import Reader
from ijwi.records import Part, Work
from ijwi.strings import read_strings
from ijwi.vocabulary import read_vocabulary

LANGUAGES = read_languages({**yaml.safe_load(CONFIG)["extra"]["languages"],
                            "sw": {"name": "Kiswahili", "iso639_3": "swa", "fallbacks": ["rw"]},
                            "fa": {"name": "فارسی", "iso639_3": "fas", "calendar": "persian"}})
HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {}\\n"\n\n'
ARABIC_FORMS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"
ARABIC = HEADER.format("ar", ARABIC_FORMS) + """
msgid "%(num)s minute"
msgid_plural "%(num)s minutes"
msgstr[0] "لا دقائق"
msgstr[1] "دقيقة"
msgstr[2] "دقيقتان"
msgstr[3] "%(num)s دقائق"
msgstr[4] "%(num)s دقيقة"
msgstr[5] "%(num)s دقيقة."

msgid "%(num)s hour"
msgid_plural "%(num)s hours"
msgstr[0] "لا ساعات"
msgstr[1] "ساعة"
msgstr[2] "ساعتان"
msgstr[3] "%(num)s ساعات"
msgstr[4] "%(num)s ساعة"
msgstr[5] "%(num)s ساعة."

msgid ", "
msgstr "، "

msgctxt "kind"
msgid "Toolkits"
msgstr "أدوات"

msgctxt "topic"
msgid "Online safety"
msgstr "السلامة على الإنترنت"
"""
KINYARWANDA = HEADER.format("rw", "nplurals=2; plural=(n != 1);") + """
msgid "%(num)s work"
msgid_plural "%(num)s works"
msgstr[0] "inyandiko %(num)s"
msgstr[1] "inyandiko zose: %(num)s"

msgctxt "kind"
msgid "Toolkit"
msgstr "Igikoresho"

msgctxt "topic"
msgid "Toolkit"
msgstr "Undi murongo"

msgctxt "audience"
msgid "Organisers"
msgstr "Abategura"

msgctxt "level"
msgid "Introductory"
msgstr "Intangiriro"
"""

Read = Callable[..., Reader]


@pytest.fixture
def reader(tmp_path: Path) -> Read:
    """The view that the reader of a language has of a small centre."""
    def of(code: str, tree: Tree | None = None) -> Reader:
        root = write_tree(tmp_path, {"locales/ar.po": ARABIC, "locales/rw.po": KINYARWANDA, "vocabulary.yml": VOCABULARY,
                                     **homes("en", "rw", "ar", "sw", "fa"), **(tree or {})})
        catalogue, findings = read_catalogue(root / "docs", LANGUAGES, read_vocabulary(root / "vocabulary.yml", "v"))
        assert findings == []
        return Reader(catalogue, read_strings(root / "locales", LANGUAGES[code]))
    return of


def works(reader: Reader) -> dict[str, Work]:
    return {entry.name: entry for entry in reader.catalogue.works}


# Words and numbers

@pytest.mark.parametrize(("minutes", "shown"), [
    (1, "1 minute"), (5, "5 minutes"), (90, "90 minutes"), (120, "120 minutes"), (121, "2 hours"), (149, "2 hours"), (151, "3 hours"),
    (180, "3 hours"), (991, "17 hours"), (10000, "167 hours"),
])
def test_a_duration_is_in_minutes_up_to_two_hours_and_then_in_hours(minutes: int, shown: str, reader: Read) -> None:
    assert reader("en").minutes(minutes) == shown


@pytest.mark.parametrize(("minutes", "shown"), [
    (1, "دقيقة"), (2, "دقيقتان"), (3, "٣ دقائق"), (11, "١١ دقيقة"), (100, "١٠٠ دقيقة."), (125, "ساعتان"), (180, "٣ ساعات"),
    (720, "١٢ ساعة"), (6000, "١٠٠ ساعة."),
])
def test_a_duration_takes_the_plural_form_and_the_digits_of_the_language(minutes: int, shown: str, reader: Read) -> None:
    assert reader("ar").minutes(minutes) == shown


@pytest.mark.parametrize(("code", "shown"), [
    ("en", ["0 works", "1 work", "1,200 works"]), ("rw", ["inyandiko zose: 0", "inyandiko 1", "inyandiko zose: 1.200"]),
    ("fa", ["۰ works", "۱ work", "۱٬۲۰۰ works"]),
])
def test_works_are_counted_in_the_words_of_the_language(code: str, shown: list[str], reader: Read) -> None:
    assert [reader(code).works(count) for count in (0, 1, 1200)] == shown


@pytest.mark.parametrize(("code", "shown"), [("en", "8–24"), ("ar", "٨–٢٤"), ("fa", "۸–۲۴"), ("rw", "8–24")])
def test_the_size_of_a_group_is_a_range_in_the_languages_digits(code: str, shown: str, reader: Read) -> None:
    assert reader(code).group_size("8-24") == shown


@pytest.mark.parametrize(("code", "shown"), [
    ("en", ["2021", "July 2021", "July 1, 2021", "July 1, 2021, 09:00"]),
    ("rw", ["2021", "Nyakanga 2021", "1 Nyakanga 2021", "1 Nyakanga 2021, 09:00"]),
    ("ar", ["٢٠٢١", "يوليو ٢٠٢١", "١ يوليو ٢٠٢١", "١ يوليو ٢٠٢١، ٠٩:٠٠"]),
    ("fa", ["۲۰۲۱", "ژوئیه ۲۰۲۱", "۱۰ تیر ۱۴۰۰ (۱ ژوئیهٔ ۲۰۲۱)", "۱۰ تیر ۱۴۰۰ (۱ ژوئیهٔ ۲۰۲۱), ۰۹:۰۰"]),
])
def test_an_events_start_is_as_precise_as_it_is_known(code: str, shown: list[str], reader: Read) -> None:
    found = reader(code)
    assert [found.partial_date(value) for value in ("2021", "2021-07", "2021-07-01", "2021-07-01T09:00")] == shown


def test_days_and_numbers_are_the_languages_own(reader: Read) -> None:
    found = reader("fa")
    assert found.date(datetime.date(2026, 11, 22)) == "۱ آذر ۱۴۰۵ (۲۲ نوامبر ۲۰۲۶)"
    assert [found.number(12), found.number("12.50")] == ["۱۲", "۱۲٫۵۰"]
    assert found.listing(["a", "b"]) == "a و b"


# The vocabulary

def test_the_vocabulary_is_in_the_readers_language(reader: Read) -> None:
    found = reader("rw")
    assert [found.kind("toolkit"), found.audience("organisers"), found.level("introductory")] == [
        "Igikoresho", "Abategura", "Intangiriro"]
    assert [reader("ar").kinds("toolkit"), reader("ar").topic("online-safety")] == ["أدوات", "السلامة على الإنترنت"]


def test_a_word_without_translation_is_english(reader: Read) -> None:
    found = reader("sw")
    assert [found.kind("toolkit"), found.kinds("toolkit"), found.topic("online-safety"), found.level("introductory")] == [
        "Toolkit", "Toolkits", "Online safety", "Introductory"]


def test_a_kind_without_a_plural_is_called_by_its_name(reader: Read) -> None:
    vocabulary = VOCABULARY.replace("{name: Manual, plural: Manuals}", "{name: Manual}")
    assert reader("en", {"vocabulary.yml": vocabulary}).kinds("manual") == "Manual"


def test_the_same_word_in_another_place_has_its_own_translation(reader: Read) -> None:
    vocabulary = VOCABULARY.replace("{name: Online safety,", "{name: Toolkit,")
    found = reader("rw", {"vocabulary.yml": vocabulary})
    assert [found.topic("online-safety"), found.kind("toolkit")] == ["Undi murongo", "Igikoresho"]


def test_languages_are_named_in_the_readers_language(reader: Read) -> None:
    assert [reader("rw").language_name(code) for code in ("en", "rw", "ar")] == ["Icyongereza", "Ikinyarwanda", "Icyarabu"]


# Editions

MANY = {"docs/en/a.md": work("A"), "docs/rw/a.md": edition("A"), "docs/ar/a.md": edition("أ"),
        "docs/en/b.md": work("B"), "docs/ar/c.md": work("C"), "docs/rw/c.md": edition("C", of="ar"),
        "docs/en/gone.md": work("Gone", withdrawn="Outdated.")}


@pytest.mark.parametrize(("code", "languages"), [
    ("en", {"a": "en", "b": "en", "c": "rw"}), ("rw", {"a": "rw", "b": "en", "c": "rw"}), ("ar", {"a": "ar", "b": "en", "c": "ar"}),
    ("sw", {"a": "rw", "b": "en", "c": "rw"}), ("fa", {"a": "en", "b": "en", "c": "rw"}),
])
def test_a_reader_gets_her_language_or_what_she_reads_next_best(code: str, languages: dict[str, str], reader: Read) -> None:
    found = reader(code, MANY)
    assert {name: found.edition(entry).language for name, entry in works(found).items() if name != "gone"} == languages


@pytest.mark.parametrize(("code", "others"), [
    ("en", ["rw", "ar"]), ("rw", ["en", "ar"]), ("ar", ["en", "rw"]), ("sw", ["rw", "en", "ar"]), ("fa", ["en", "rw", "ar"]),
])
def test_editions_in_other_languages_come_in_the_order_in_which_she_may_read_them(code: str, others: list[str], reader: Read) -> None:
    found = reader(code, MANY)
    assert [entry.language for entry in found.others(works(found)["a"])] == others
    assert found.own(works(found)["a"]) is (code in ("en", "rw", "ar"))


def test_a_withdrawn_edition_is_offered_to_nobody(reader: Read) -> None:
    tree = {"docs/en/a.md": work("A"), "docs/rw/a.md": edition("A", withdrawn="Bibi."), "docs/ar/a.md": edition("أ")}
    found = reader("rw", tree)
    entry = works(found)["a"]
    assert (found.own(entry), found.edition(entry).language, [other.language for other in found.others(entry)]) == (
        False, "en", ["en", "ar"])
    assert [found.works_in(code) for code in ("en", "rw", "ar")] == [1, 0, 1]


def test_works_in_her_language_come_before_the_others_each_in_the_order_given(reader: Read) -> None:
    found = reader("rw", MANY)
    every = [works(found)[name] for name in ("b", "c", "a")]
    assert [(mine, [entry.name for entry in group]) for mine, group in found.split(iter(every))] == [(True, ["c", "a"]), (False, ["b"])]
    assert [(mine, [entry.name for entry in group]) for mine, group in found.split(every[:1])] == [(False, ["b"])]
    assert [(mine, [entry.name for entry in group]) for mine, group in found.split(every[1:])] == [(True, ["c", "a"])]
    assert found.split([]) == []


def test_works_are_grouped_by_kind_in_the_vocabularys_order(reader: Read) -> None:
    found = reader("en", {"docs/en/a.md": work("A", kind="manual"), "docs/en/b.md": work("B"), "docs/en/c.md": work("C", kind="manual"),
                          "docs/en/d.md": work("D")})
    every = [works(found)[name] for name in ("c", "d", "a", "b")]
    assert [(kind, [entry.name for entry in group]) for kind, group in found.groups_by_kind(every)] == [
        ("toolkit", ["d", "b"]), ("manual", ["c", "a"])]
    assert found.groups_by_kind([]) == []


def test_topics_and_kinds_are_counted_without_withdrawn_works(reader: Read) -> None:
    found = reader("rw", {**MANY, "docs/en/m.md": work("M", kind="manual", topics="[online-safety, online-abuse]")})
    assert found.topics_with_counts() == [("online-safety", 4), ("online-abuse", 1)]
    assert found.kinds_with_counts() == [("toolkit", 3), ("manual", 1), ("event", 0), ("link", 0)]


def test_the_works_of_a_language_are_counted_without_withdrawn_works(reader: Read) -> None:
    found = reader("en", MANY)
    assert [found.works_in(code) for code in ("en", "rw", "ar", "sw", "xx")] == [2, 2, 2, 0, 0]


def test_an_empty_centre_counts_nothing(reader: Read) -> None:
    found = reader("en")
    assert found.topics_with_counts() == [("online-safety", 0), ("online-abuse", 0)]
    assert found.works_in("en") == 0


# Parts

def test_parts_lead_to_the_one_before_and_the_one_after_and_the_first_to_the_front_page(reader: Read) -> None:
    found = reader("en", {"docs/en/m/index.md": work("M", parts="[c, a, b]"),
                          **{f"docs/en/m/{name}.md": page(name) for name in "abc"}})
    paths = {}
    for name in "abc":
        part = found.catalogue.documents[f"m/{name}"]
        assert isinstance(part, Part)
        paths[name] = [neighbour.path if neighbour else None for neighbour in found.neighbours(part)]
    assert paths == {"c": ["m/index", "m/a"], "a": ["m/c", "m/b"], "b": ["m/a", None]}


# Addresses

@pytest.mark.parametrize(("code", "library", "topic", "kind"), [
    ("en", "library.html", "topics/support.html", "kinds/toolkit.html"),
    ("rw", "rw/library.html", "rw/topics/support.html", "rw/kinds/toolkit.html"),
])
def test_pages_of_the_site_lie_at_the_root_or_in_the_folder_of_the_language(
        code: str, library: str, topic: str, kind: str, reader: Read) -> None:
    found = reader(code)
    assert [found.page("library"), found.topic_page("online-abuse"), found.kind_page("toolkit")] == [library, topic, kind]
    assert [found.home(other) for other in ("en", "rw", "ar")] == ["index.html", "rw/index.html", "ar/index.html"]
