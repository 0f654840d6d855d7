"""Interface strings: as they are read, and as scripts/strings.py finds, keeps and checks them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from babel.messages.pofile import read_po, write_po

from conftest import CONFIG, ROOT, SMALL, write_tree
from ijwi.centre import read_centre
from ijwi.findings import ContentError
from ijwi.languages import read_languages
from ijwi.strings import Strings, read_po_file, read_strings

LANGUAGES = read_languages({**yaml.safe_load(CONFIG)["extra"]["languages"], "ru": {"name": "Русский", "iso639_3": "rus"}})
FORMS = {
    "rw": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);",
}
#: Six lines, so that an entry after it begins on line 7.
HEADER = ('msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {}\\n"\n\n')
KINYARWANDA = HEADER.format("rw", FORMS["rw"])
WOMEN = 'msgid "Women"\nmsgstr "Abagore"\n'


@pytest.fixture
def strings(tmp_path: Path) -> Callable[..., Strings]:
    """The strings of a language with this .po."""
    def of(po: str | bytes, code: str = "rw") -> Strings:
        write_tree(tmp_path, {f"locales/{code}.po": po if isinstance(po, bytes) else po.encode()})
        return read_strings(tmp_path / "locales", LANGUAGES[code])
    return of


Read = Callable[..., Strings]


# Reading

def test_a_string_is_translated_and_without_translation_english(strings: Read) -> None:
    found = strings(KINYARWANDA + WOMEN + '\nmsgid "Men"\nmsgstr ""\n')
    assert [found.gettext(text) for text in ("Women", "Men", "Children")] == ["Abagore", "Men", "Children"]
    assert found.language.code == "rw"


def test_without_a_file_every_string_is_english(tmp_path: Path) -> None:
    found = read_strings(tmp_path, LANGUAGES["en"])
    assert [found.gettext("Women"), found.pgettext("kind", "Toolkit"), found.ngettext("%(num)s work", "%(num)s works", 1),
            found.npgettext("kind", "%(num)s work", "%(num)s works", 2)] == ["Women", "Toolkit", "%(num)s work", "%(num)s works"]


def test_the_same_words_in_another_context_are_another_string(strings: Read) -> None:
    found = strings(KINYARWANDA + WOMEN + '\nmsgctxt "topic"\nmsgid "Women"\nmsgstr "Iby\'abagore"\n')
    assert [found.gettext("Women"), found.pgettext("topic", "Women"), found.pgettext("kind", "Women")] == [
        "Abagore", "Iby'abagore", "Women"]


def test_no_words_have_no_translation(strings: Read) -> None:
    assert strings(KINYARWANDA).pgettext("helpline", "") == ""


@pytest.mark.parametrize(("code", "forms", "numbers"), [
    ("rw", ["inyandiko imwe", "inyandiko nyinshi"], {0: 1, 1: 0, 2: 1, 11: 1, 101: 1}),
    ("ru", ["материал", "материала", "материалов"],
     {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 14: 2, 20: 2, 21: 0, 22: 1, 25: 2, 100: 2, 101: 0, 111: 2, 1002: 1}),
    ("ar", ["لا أعمال", "عمل", "عملان", "أعمال", "عملًا", "عمل آخر"],
     {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 101: 5, 102: 5, 103: 3, 110: 3, 111: 4, 200: 5}),
])
def test_a_number_takes_the_plural_form_of_its_language(code: str, forms: list[str], numbers: dict[int, int], strings: Read) -> None:
    entry = 'msgid "%(num)s work"\nmsgid_plural "%(num)s works"\n' + "".join(
        f'msgstr[{place}] "{form}"\n' for place, form in enumerate(forms))
    found = strings(HEADER.format(code, FORMS[code]) + entry + '\nmsgctxt "kind"\n' + entry.replace('] "', '] "k '), code)
    assert {number: found.ngettext("%(num)s work", "%(num)s works", number) for number in numbers} == {
        number: forms[place] for number, place in numbers.items()}
    assert {number: found.npgettext("kind", "%(num)s work", "%(num)s works", number) for number in numbers} == {
        number: f"k {forms[place]}" for number, place in numbers.items()}


def test_a_files_own_plural_forms_count_whatever_its_header_says_besides(strings: Read) -> None:
    entry = 'msgid "%(num)s work"\nmsgid_plural "%(num)s works"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n'
    for header in (HEADER.format("ru", FORMS["ru"]), HEADER.format("kri", FORMS["ru"]),
                   HEADER.format("ru", FORMS["ru"]).replace('"Language: ru\\n"\n', ""), "# A licence.\n\n" + HEADER.format("ru", FORMS["ru"]),
                   "\n\n" + HEADER.format("ru", FORMS["ru"]), HEADER.format("ru", FORMS["ru"].rstrip(";")),
                   HEADER.format("ru", FORMS["ru"].replace("; plural=", ";plural=")), HEADER.format("ru", FORMS["ru"].replace("? 0", '"\n"? 0'))):
        found = strings(header + entry, "ru")
        assert [found.ngettext("%(num)s work", "%(num)s works", number) for number in (1, 2, 5, 21)] == ["a", "b", "c", "a"], header


def test_a_fuzzy_string_is_not_shown(strings: Read) -> None:
    assert strings(KINYARWANDA + "#, fuzzy\n" + WOMEN).gettext("Women") == "Women"


def test_a_string_that_is_no_longer_used_is_not_shown(strings: Read) -> None:
    assert strings(KINYARWANDA + '#~ msgid "Women"\n#~ msgstr "Abagore"\n').gettext("Women") == "Women"


def test_plural_forms_that_are_empty_are_english(strings: Read) -> None:
    found = strings(KINYARWANDA + 'msgid "%(num)s work"\nmsgid_plural "%(num)s works"\nmsgstr[0] "inyandiko"\nmsgstr[1] ""\n')
    assert [found.ngettext("%(num)s work", "%(num)s works", number) for number in (1, 5)] == ["inyandiko", "%(num)s works"]


@pytest.mark.parametrize("text", [
    (KINYARWANDA + WOMEN).replace("\n", "\r\n"), KINYARWANDA + 'msgid ""\n"Wo"\n"men"\nmsgstr ""\n"Aba"\n"gore"\n',
    KINYARWANDA + "# said by everybody\n#: a.py:1\n#, python-format\n" + WOMEN, (KINYARWANDA + WOMEN).rstrip(),
    (KINYARWANDA + WOMEN).replace("charset=utf-8", "charset=UTF-8"), WOMEN,
], ids=["CRLF", "in pieces", "comments", "no last line end", "UTF-8", "no header"])
def test_every_way_of_writing_a_po_file_is_read_alike(text: str, strings: Read) -> None:
    assert strings(text).gettext("Women") == "Abagore"


def test_quotes_line_ends_and_signs_of_every_script_are_kept(strings: Read) -> None:
    found = strings(KINYARWANDA + 'msgid "Say \\"no\\"\\n"\nmsgstr "«هل»\\t\\"oya\\"\\\\\\n"\n')
    assert found.gettext('Say "no"\n') == '«هل»\t"oya"\\\n'


def test_a_translation_that_looks_like_a_header_is_kept(strings: Read) -> None:
    found = strings(KINYARWANDA + 'msgid "Women"\nmsgstr ""\n"Language: "\n"Abagore"\n')
    assert found.gettext("Women") == "Language: Abagore"


def test_an_empty_file_translates_nothing(strings: Read) -> None:
    assert strings("").gettext("Women") == "Women"


# Files that cannot be read

@pytest.mark.parametrize(("po", "line"), [
    (KINYARWANDA + "Women\n", 7), (KINYARWANDA + WOMEN + "\nmsgid \"Men\"\n", 10), (KINYARWANDA + "<<<<<<< HEAD\n" + WOMEN, 7),
    (KINYARWANDA + WOMEN + "=======\n", 9), ("{\"Women\": \"Abagore\"}", 1), ("\n\n<html>", 3),
], ids=["words alone", "no msgstr", "conflict begins", "conflict goes on", "JSON", "HTML"])
def test_a_broken_file_is_said_with_its_line(po: str, line: int, strings: Read) -> None:
    with pytest.raises(ContentError) as caught:
        strings(po)
    [finding] = caught.value.findings
    assert str(finding).startswith(f"locales/rw.po:{line}: locale: this file cannot be read: ")
    assert finding.suggestion == "Mend it in Poedit."


@pytest.mark.parametrize("po", [
    (KINYARWANDA + 'msgid "Women"\nmsgstr "é"\n').encode("cp1252"), (KINYARWANDA + WOMEN).encode("utf-16"),
    KINYARWANDA.replace("utf-8", "CHARSET") + WOMEN, KINYARWANDA.replace("utf-8", "klingon") + WOMEN,
    KINYARWANDA.replace("nplurals=2", "nplurals=INTEGER").replace("(n != 1)", "EXPRESSION") + WOMEN,
    KINYARWANDA.replace("(n != 1)", "EXPRESSION") + WOMEN, KINYARWANDA.replace("(n != 1)", "(n >") + WOMEN,
    KINYARWANDA.replace("(n != 1)", "__import__('os').system('x')") + WOMEN,
    KINYARWANDA + 'msgid "%(num)s work"\nmsgid_plural "%(num)s works"\nmsgstr[x] "a"\n',
    KINYARWANDA + 'msgid "%(num)s work"\nmsgid_plural "%(num)s works"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n',
], ids=["cp1252", "UTF-16", "charset of the template", "unknown charset", "plural of the template", "no expression", "half an expression",
        "code", "no number", "too many forms"])
def test_a_file_with_a_header_or_entry_that_means_nothing_is_said(po: str | bytes, strings: Read) -> None:
    with pytest.raises(ContentError, match=r"^locales/rw\.po:\d+: locale: this file cannot be read: .+ Mend it in Poedit\.$"):
        strings(po)


def test_a_file_in_another_encoding_that_says_so_is_read(strings: Read) -> None:
    po = (KINYARWANDA.replace("utf-8", "iso-8859-1") + 'msgid "Women"\nmsgstr "Égalité"\n').encode("latin-1")
    assert strings(po).gettext("Women") == "Égalité"


def test_the_locales_of_this_centre_can_be_read_with_all_their_plural_forms() -> None:
    real = read_languages(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["extra"]["languages"])
    for code, language in real.items():
        found = read_strings(ROOT / "locales", language)
        for number in (*range(30), 100, 101, 102, 111, 1000):
            assert found.ngettext("%(num)s work", "%(num)s works", number) % {"num": number}, code
        if code != "en":
            assert read_po_file(ROOT / "locales" / f"{code}.po").fuzzy is False, code


# Strings on which somebody's safety depends

LEAVE = "Leave this site"
REVIEWED_LEAVE = f'# reviewed: trainer, 2026-11-22\nmsgid "{LEAVE}"\nmsgstr "{{}}"\n'


def safety(strings: Strings, *beside: Strings) -> list[tuple[str, str, str]]:
    strings.beside = beside
    return [(wording.language, wording.direction, wording.text) for wording in strings.safety(LEAVE)]


def test_a_reviewed_safety_string_stands_alone(strings: Read) -> None:
    assert safety(strings(KINYARWANDA + REVIEWED_LEAVE.format("Va hano"))) == [("rw", "ltr", "Va hano")]


def test_beside_a_safety_string_that_nobody_reviewed_stands_a_reviewed_one_or_the_english_one(strings: Read) -> None:
    draft = strings(HEADER.format("ar", FORMS["ar"]) + f'msgid "{LEAVE}"\nmsgstr "غادري الموقع"\n', "ar")
    reviewed = strings(KINYARWANDA + REVIEWED_LEAVE.format("Va hano"))
    unreviewed = strings(HEADER.format("ru", FORMS["ru"]) + f'msgid "{LEAVE}"\nmsgstr "Уйти"\n', "ru")
    arabic, english = ("ar", "rtl", "غادري الموقع"), ("en", "ltr", LEAVE)
    assert safety(draft) == [arabic, english]
    assert safety(draft, unreviewed) == [arabic, english]
    assert safety(draft, unreviewed, reviewed) == [arabic, ("rw", "ltr", "Va hano")]


@pytest.mark.parametrize("po", [
    "", f'msgid "{LEAVE}"\nmsgstr ""\n', f'#, fuzzy\nmsgid "{LEAVE}"\nmsgstr "Va hano"\n', "#, fuzzy\n" + REVIEWED_LEAVE.format("Va hano"),
])
def test_a_safety_string_that_is_not_translated_is_english_once(po: str, strings: Read) -> None:
    assert [text for _language, _direction, text in safety(strings(KINYARWANDA + po))] == [LEAVE]


@pytest.mark.parametrize("comment", ["#. reviewed: extracted by a program", "#: reviewed: a.py", "# not yet reviewed", "# review: no"])
def test_only_a_translators_own_mark_says_that_a_string_was_reviewed(comment: str, strings: Read) -> None:
    found = strings(KINYARWANDA + f'{comment}\nmsgid "{LEAVE}"\nmsgstr "Va hano"\n')
    assert [text for _language, _direction, text in safety(found)] == ["Va hano", LEAVE]


def test_the_words_in_which_a_centre_falls_back_are_those_of_its_languages(tmp_path: Path) -> None:
    tree = {**SMALL, "locales/rw.po": KINYARWANDA + REVIEWED_LEAVE.format("Va hano"),
            "locales/ar.po": HEADER.format("ar", FORMS["ar"]) + f'msgid "{LEAVE}"\nmsgstr "غادري الموقع"\n'}
    root = write_tree(tmp_path, tree)
    centre = read_centre(root, root / "docs", yaml.safe_load(CONFIG)["extra"])
    assert [wording.text for wording in centre.strings["ar"].safety(LEAVE)] == ["غادري الموقع", "Va hano"]
    assert [wording.text for wording in centre.strings["rw"].safety(LEAVE)] == ["Va hano"]
    assert [wording.text for wording in centre.strings["en"].safety(LEAVE)] == [LEAVE]


# scripts/strings.py: what is missing or broken

INDICATORS = "id,label,place,year,women,men,gap,value,unit,gap_basis,approximate,publisher,source,url,tier,notes\n"
HELPLINES = "id,country,name,number,kind,purpose,answered_by,cost,hours,published,checked_on,sms,source_title,publisher,url,tier,notes\n"
RUSSIAN = CONFIG.replace("    ar: {name: العربية, iso639_3: ara, fallbacks: [en], digits: arab}", "    ru: {name: Русский, iso639_3: rus}")
CODE = """
def words(strings):
    strings.gettext("Women")
    strings.gettext("Men")
    strings.gettext("%(percent)s less likely")
    strings.ngettext("%(num)s work", "%(num)s works", 2)
"""


class Done(NamedTuple):
    code: int
    out: str
    err: str


def run(root: Path, *arguments: str) -> Done:
    """Runs scripts/strings.py of a centre, in this process because it is run often."""
    spec = spec_from_file_location("scripts_strings", root / "scripts" / "strings.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    sys.path.insert(0, str(root / "scripts"))
    try:
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            spec.loader.exec_module(module)
            code = module.main(list(arguments))
    finally:
        sys.path.remove(str(root / "scripts"))
        sys.modules.pop("check", None)
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre in English, Kinyarwanda and Russian in which every string is translated (by itself)."""
    root = write_tree(tmp_path_factory.mktemp("strings") / "centre", {
        **SMALL, "mkdocs.yml": RUSSIAN, "hooks/words.py": CODE, "overrides/page.html": '{{ _("Library") }}',
        "docs/data/indicators.csv": INDICATORS, "docs/data/helplines.csv": HELPLINES, "docs/data/charts.yml": "",
        "locales/rw.po": KINYARWANDA, "locales/ru.po": HEADER.format("ru", FORMS["ru"])})
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    assert run(root) == (0, "", "")
    for code in ("rw", "ru"):
        file = root / "locales" / f"{code}.po"
        catalog = read_po(io.BytesIO(file.read_bytes()))
        for message in catalog:
            if message.id and message.pluralizable:
                message.string = (message.id[1],) * catalog.num_plurals
            elif message.id:
                message.string = message.id
        target = io.BytesIO()
        write_po(target, catalog, omit_header=True)
        file.write_bytes(HEADER.format(code, FORMS[code]).encode() + target.getvalue())
    assert run(root) == (0, "", "")
    return root


@pytest.fixture
def centre(translated: Path, tmp_path: Path) -> Path:
    """A copy of it to break."""
    return Path(shutil.copytree(translated, tmp_path / "centre"))


def replace(file: Path, old: str, new: str) -> int:
    """Replaces the only place of a text in a file; returns the line on which the entry's msgid (or msgctxt) stands."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


WORKS = 'msgid "%(num)s work"\nmsgid_plural "%(num)s works"\n'
PERCENT = 'msgid "%(percent)s less likely"\nmsgstr "%(percent)s less likely"\n'


def check(root: Path, *findings: str) -> None:
    """The check says exactly this and fails, or says nothing and does not."""
    done = run(root, "--check")
    assert done.out.splitlines() == list(findings)
    assert (done.code, done.err) == (1 if findings else 0, "")


def test_strings_that_are_all_translated_have_no_findings(centre: Path) -> None:
    check(centre)


def test_a_missing_translation_is_found(centre: Path) -> None:
    line = replace(centre / "locales/rw.po", 'msgid "Women"\nmsgstr "Women"\n', 'msgid "Women"\nmsgstr ""\n')
    check(centre, f"locales/rw.po:{line}: locale: “Women” is not translated.")


def test_a_missing_entry_is_found(centre: Path) -> None:
    replace(centre / "locales/rw.po", 'msgid "Women"\nmsgstr "Women"\n', "")
    check(centre, "locales/rw.po:1: locale: “Women” is not translated.")


def test_an_entry_with_another_letter_counts_as_missing(centre: Path) -> None:
    replace(centre / "locales/rw.po", 'msgid "Women"\nmsgstr "Women"\n', 'msgid "women"\nmsgstr "Women"\n')
    assert "“Women” is not translated." in run(centre, "--check").out


@pytest.mark.parametrize("broken", ['msgid "Women\nmsgstr "Women"\n', "msgid Women\nmsgstr Women\n"])
def test_an_entry_without_its_quotes_is_said_with_its_line(broken: str, centre: Path) -> None:
    line = replace(centre / "locales/rw.po", 'msgid "Women"\nmsgstr "Women"\n', broken)
    assert f"locales/rw.po:{line}: locale: this file cannot be read: “msgid " in run(centre, "--check").out


def test_a_string_in_another_context_does_not_count(centre: Path) -> None:
    replace(centre / "locales/rw.po", 'msgctxt "kind"\nmsgid "Toolkit"\n', 'msgctxt "topic"\nmsgid "Toolkit"\n')
    check(centre, "locales/rw.po:1: locale: “Toolkit” is not translated.")


def test_a_fuzzy_translation_is_found(centre: Path) -> None:
    line = replace(centre / "locales/rw.po", 'msgid "Women"\nmsgstr "Women"\n', '#, fuzzy\nmsgid "Women"\nmsgstr "Women"\n') + 1
    check(centre, f"locales/rw.po:{line}: locale: “Women” is marked fuzzy. Check it and remove the mark.")


def test_an_empty_plural_form_is_found(centre: Path) -> None:
    line = replace(centre / "locales/ru.po", WORKS + 'msgstr[0] "%(num)s works"\nmsgstr[1] "%(num)s works"\n',
                   WORKS + 'msgstr[0] "%(num)s works"\nmsgstr[1] ""\n')
    check(centre, f"locales/ru.po:{line}: locale: “%(num)s work” is not translated in all 3 plural forms.")


def test_too_few_plural_forms_are_found(centre: Path) -> None:
    forms = "".join(f'msgstr[{place}] "%(num)s works"\n' for place in range(3))
    line = replace(centre / "locales/ru.po", WORKS + forms, WORKS + 'msgstr[0] "%(num)s works"\n')
    check(centre, f"locales/ru.po:{line}: locale: “%(num)s work” is not translated in all 3 plural forms.")


def test_a_plural_that_was_translated_as_one_string_is_found(centre: Path) -> None:
    forms = "".join(f'msgstr[{place}] "%(num)s works"\n' for place in range(2))
    replace(centre / "locales/rw.po", WORKS + forms, 'msgid "%(num)s work"\nmsgstr "%(num)s works"\n')
    assert "“%(num)s work” is not translated in all 2 plural forms." in run(centre, "--check").out


def test_a_header_of_the_wrong_plural_forms_is_found(centre: Path) -> None:
    replace(centre / "locales/rw.po", FORMS["rw"], FORMS["ru"])
    found = run(centre, "--check").out.splitlines()
    assert found and all(line.endswith("is not translated in all 3 plural forms.") for line in found)


@pytest.mark.parametrize("translation", [
    "less likely", "%(percentage)s less likely", "%(percent) less likely", "%percent less likely", "%s less likely", "%(percent)s %(num)s",
    "(percent)s", "% (percent)s less likely",
])
def test_a_broken_placeholder_is_found(translation: str, centre: Path) -> None:
    line = replace(centre / "locales/rw.po", PERCENT, PERCENT.replace('msgstr "%(percent)s less likely"', f'msgstr "{translation}"'))
    check(centre, f"locales/rw.po:{line}: locale: “%(percent)s less likely” must keep percent in the form %(…)s.")


@pytest.mark.parametrize("translation", ["%(percent)s", "ni %(percent)s, kandi %(percent)s", "«%(percent)s»", "٪%(percent)s"])
def test_a_placeholder_may_stand_anywhere_and_twice(translation: str, centre: Path) -> None:
    replace(centre / "locales/rw.po", PERCENT, PERCENT.replace('msgstr "%(percent)s less likely"', f'msgstr "{translation}"'))
    check(centre)


def test_a_percent_sign_of_its_own_that_would_stop_the_build_is_found(centre: Path) -> None:
    """Every string with placeholders is filled in with Python's `%`."""
    line = replace(centre / "locales/rw.po", PERCENT, PERCENT.replace('msgstr "', 'msgstr "50 % ya '))
    done = run(centre, "--check")
    assert (done.code, done.out.count("\n")) == (1, 1)
    assert done.out.startswith(f"locales/rw.po:{line}: locale: “%(percent)s less likely” ")


@pytest.mark.parametrize(("form", "translation"), [
    (0, "%(number)s works"), (1, "%(number)s works"), (2, "works"), (1, "works"), (0, "works"), (0, "%(num) works"), (1, "%(num) works"),
])
def test_a_broken_placeholder_in_one_plural_form_is_found(form: int, translation: str, centre: Path) -> None:
    """In Russian every form serves many numbers: 1, 21, 31; 2, 3, 4, 22; 5, 6, 11."""
    forms = [f'msgstr[{place}] "%(num)s works"\n' for place in range(3)]
    broken = [*forms[:form], f'msgstr[{form}] "{translation}"\n', *forms[form + 1:]]
    line = replace(centre / "locales/ru.po", WORKS + "".join(forms), WORKS + "".join(broken))
    check(centre, f"locales/ru.po:{line}: locale: “%(num)s work” must keep num in the form %(…)s.")


def test_a_plural_form_of_one_single_number_may_say_it_in_words(centre: Path) -> None:
    replace(centre / "locales/rw.po", WORKS + 'msgstr[0] "%(num)s works"\n', WORKS + 'msgstr[0] "one work"\n')
    check(centre)


def test_a_missing_file_is_found(centre: Path) -> None:
    (centre / "locales/rw.po").unlink()
    check(centre, "locales/rw.po:1: locale: there is no such file. Run `make strings`.")


def test_a_file_that_cannot_be_read_is_found_and_the_others_are_checked_too(centre: Path) -> None:
    (centre / "locales/rw.po").write_text(KINYARWANDA + "<<<<<<< HEAD\n", encoding="utf-8")
    line = replace(centre / "locales/ru.po", 'msgid "Women"\nmsgstr "Women"\n', 'msgid "Women"\nmsgstr ""\n')
    done = run(centre, "--check")
    assert (done.code, done.err) == (1, "")
    first, second = done.out.splitlines()
    assert first == f"locales/ru.po:{line}: locale: “Women” is not translated."
    assert second.startswith("locales/rw.po:7: locale: this file cannot be read: ")


def test_findings_are_sorted_by_file_and_line(centre: Path) -> None:
    for name in ("rw", "ru"):
        for text in ("Women", "Men"):
            replace(centre / f"locales/{name}.po", f'msgid "{text}"\nmsgstr "{text}"\n', f'msgid "{text}"\nmsgstr ""\n')
    places = [line.split(":")[:2] for line in run(centre, "--check").out.splitlines()]
    assert [(file, int(number)) for file, number in places] == sorted((file, int(number)) for file, number in places)
    assert len(places) == 4


def snapshot(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (root / "locales").iterdir()}


def test_the_check_changes_nothing(centre: Path) -> None:
    replace(centre / "locales/rw.po", 'msgid "Women"\nmsgstr "Women"\n', "")
    before = snapshot(centre)
    run(centre, "--check")
    assert snapshot(centre) == before


def test_the_locales_of_this_centre_are_complete() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "strings.py"), "--check"], text=True, capture_output=True,
                          encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"}, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


# scripts/strings.py: updating

def test_updating_twice_changes_nothing(centre: Path) -> None:
    before = snapshot(centre)
    assert run(centre) == (0, "", "")
    assert snapshot(centre) == before


def test_updating_keeps_every_translation_with_its_comments_and_marks(centre: Path) -> None:
    file = centre / "locales/rw.po"
    replace(file, 'msgid "Women"\nmsgstr "Women"\n', 'msgid "Women"\nmsgstr "Abagore"\n')
    replace(file, '#: hooks/words.py\nmsgid "Men"\nmsgstr "Men"\n',
            '# Said so in Huye.\n#: hooks/words.py\n#, fuzzy\nmsgid "Men"\nmsgstr "Abagabo"\n')
    replace(file, WORKS + 'msgstr[0] "%(num)s works"\nmsgstr[1] "%(num)s works"\n', WORKS + 'msgstr[0] "a %(num)s"\nmsgstr[1] "b %(num)s"\n')
    (centre / "overrides/extra.html").write_text('{{ _("A brand new string") }}', encoding="utf-8")
    assert run(centre) == (0, "", "")
    catalog = read_po_file(file)
    assert (catalog.get("Women").string, catalog.get("Men").string) == ("Abagore", "Abagabo")
    assert (catalog.get("Men").fuzzy, catalog.get("Men").user_comments) == (True, ["Said so in Huye."])
    assert catalog.get("%(num)s work").string == ("a %(num)s", "b %(num)s")
    assert catalog.get("A brand new string").string == ""


def test_updating_keeps_translations_with_windows_line_ends(centre: Path) -> None:
    file = centre / "locales/rw.po"
    before = snapshot(centre)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert run(centre) == (0, "", "")
    assert snapshot(centre) == before


@pytest.mark.parametrize("forms", [
    FORMS["ru"].replace("; plural=", ";plural="), FORMS["ru"].rstrip(";"), FORMS["ru"] + " ", FORMS["ru"].replace("(n%10==1", '"\n"(n%10==1'),
], ids=["no space", "no semicolon at the end", "a space at the end", "on two lines"])
def test_updating_keeps_all_plural_forms_however_their_header_is_written(forms: str, centre: Path) -> None:
    file = centre / "locales/ru.po"
    words = WORKS + 'msgstr[0] "a %(num)s"\nmsgstr[1] "b %(num)s"\nmsgstr[2] "c %(num)s"\n'
    replace(file, WORKS + "".join(f'msgstr[{place}] "%(num)s works"\n' for place in range(3)), words)
    replace(file, FORMS["ru"], forms)
    assert run(centre) == (0, "", "")
    assert words in file.read_text("utf-8")
    found = read_strings(centre / "locales", LANGUAGES["ru"])
    assert [found.ngettext("%(num)s work", "%(num)s works", number)[0] for number in (1, 2, 5)] == ["a", "b", "c"]


def test_updating_adds_new_strings_and_drops_those_that_are_gone(centre: Path) -> None:
    (centre / "overrides/extra.html").write_text('{{ _("A brand new string") }}', encoding="utf-8")
    replace(centre / "docs/data/vocabulary.yml", "Habits that protect.", "Habits that help.")
    assert run(centre) == (0, "", "")
    check(centre, *sorted(
        f"locales/{code}.po:{line}: locale: “{text}” is not translated."
        for code in ("ru", "rw") for text in ("A brand new string", "Habits that help.")
        for line in [(centre / f"locales/{code}.po").read_text("utf-8").split(f'msgid "{text}"')[0].count("\n") + 1]))
    text = (centre / "locales/rw.po").read_text("utf-8")
    assert "Habits that protect." not in text


def test_updating_does_not_touch_a_file_that_cannot_be_read(centre: Path) -> None:
    broken = (KINYARWANDA + WOMEN + "<<<<<<< HEAD\n").encode()
    (centre / "locales/rw.po").write_bytes(broken)
    done = run(centre)
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("locales/rw.po:9: locale: this file cannot be read: ")
    assert (centre / "locales/rw.po").read_bytes() == broken


def test_a_new_language_gets_its_file_with_plural_forms_and_what_the_theme_knows(centre: Path) -> None:
    config = (centre / "mkdocs.yml").read_text("utf-8")
    (centre / "mkdocs.yml").write_text(config.replace("theme:", "    ar: {name: العربية, iso639_3: ara}\ntheme:", 1), encoding="utf-8")
    assert run(centre) == (0, "", "")
    text = (centre / "locales/ar.po").read_text("utf-8")
    assert text.startswith("# العربية: interface strings.")
    assert '"Language: ar\\n"' in text
    catalog = read_po_file(centre / "locales/ar.po")
    assert catalog.num_plurals == 6
    assert catalog.get("%(num)s work").string == ("",) * 6
    assert catalog.get("Search", "material").string == "بحث"
    assert not (centre / "locales/en.po").exists(), "the message ids are English"


def test_strings_are_found_in_code_templates_vocabulary_facts_and_theme(centre: Path) -> None:
    write_tree(centre, {
        "hooks/extra.py": 'strings.gettext("From code")\nstrings.ngettext("%(num)s egg", "%(num)s eggs", 2)\nstrings.pgettext("kind", "In context")\n',
        "overrides/extra.html": '{% trans %}From a block{% endtrans %}{{ _("From %(place)s", place=x) }}{{ pgettext("level", "Deep") }}',
        "docs/data/indicators.csv": INDICATORS + "a,People online,Everywhere,2024,1,2,,,percent,,,P,S,https://x.example/,P,\n",
        "docs/data/helplines.csv": "\ufeff" + HELPLINES + "h,TN,,1899,phone,Advice,Somebody,Free,24/7,2016,,,T,P,https://x.example/,P,\n",
        "docs/data/charts.yml": "use: {title: A chart, indicators: [a]}\n"})
    assert run(centre) == (0, "", "")
    pot = read_po_file(centre / "locales/ijwi.pot")
    found = {(message.context or "", message.id) for message in pot if message.id}
    assert {("", "From code"), ("", ("%(num)s egg", "%(num)s eggs")), ("kind", "In context"), ("", "From a block"), ("", "From %(place)s"),
            ("level", "Deep"), ("indicator", "People online"), ("place", "Everywhere"), ("helpline", "Advice"), ("helpline", "Somebody"),
            ("helpline", "Free"), ("helpline", "24/7"), ("country", "Tunisia"), ("chart", "A chart"), ("kind", "Toolkit"),
            ("kind", "Toolkits"), ("kind", "For one task."), ("topic", "Online safety"), ("topic", "Support"), ("audience", "Organisers"),
            ("level", "Introductory"), ("material", "Search")} <= found


def test_a_centre_without_facts_has_strings_too(centre: Path) -> None:
    for name in ("indicators.csv", "helplines.csv", "charts.yml"):
        (centre / "docs/data" / name).unlink()
    check(centre)
    assert run(centre) == (0, "", "")


@pytest.mark.parametrize(("old", "new"), [
    ("iso639_3: kin", "iso639: kin"), ("    rw: {", "    rw: x{"), ("extra:\n", "other:\n"), ("site_name: Small centre", "a: [b"),
])
@pytest.mark.parametrize("arguments", [[], ["--check"]])
def test_a_wrong_mkdocs_yml_is_said_without_a_traceback_and_nothing_is_changed(
        old: str, new: str, arguments: list[str], centre: Path) -> None:
    config = (centre / "mkdocs.yml").read_text("utf-8")
    assert old in config
    (centre / "mkdocs.yml").write_text(config.replace(old, new, 1), encoding="utf-8")
    before = snapshot(centre)
    done = run(centre, *arguments)
    assert done.out.startswith("mkdocs.yml:")
    assert (done.code, snapshot(centre)) == (1, before)
