"""What the search takes for one and the same word: letters, endings, synonyms; and the files that say so."""

from __future__ import annotations

import contextlib
import csv
import itertools
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import snowballstemmer
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from ijwi.findings import ContentError
from ijwi.glossary import expressions
from ijwi.search.folding import APOSTROPHES, Folding
from ijwi.search.learning import learn
from ijwi.search.stemming import Stemming, step
from ijwi.search.tables import LONGEST, Tables, read_tables

LANGUAGES = tuple(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]["languages"])
SNOWBALL = {"en": "english", "fr": "french", "ru": "russian", "es": "spanish", "pt": "portuguese"}
PAIRS = {file.stem: list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
         for file in sorted((ROOT / "tests/stems").glob("*.csv"))}
SPLIT, JOINED = Folding(), Folding(joined=True)
Written = Callable[..., Tables]


@cache
def real(language: str) -> Tables:
    """The tables of this repository."""
    name = f"docs/data/search/{language}.yml"
    return read_tables(ROOT / name, name, expressions(ROOT / f"docs/data/glossary/{language}.yml"))


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """The tables that a file's text makes."""
    def of(text: str | bytes, glossary: tuple[tuple[str, ...], ...] = ()) -> Tables:
        (tmp_path / "xx.yml").write_bytes(text.encode() if isinstance(text, str) else text)
        return read_tables(tmp_path / "xx.yml", "search/xx.yml", glossary)
    return of


def terms(tables: Tables, text: str) -> list[str]:
    """Everything that a text is found under."""
    words = tables.folding.words(text)
    return [*map(tables.term, words), *tables.expressions([tables.stemming.stem(word) for word in words])]


@pytest.mark.parametrize("words", [
    "Ébène ebene EBENE e\u0301be\u0300ne", "œuvre oeuvre Œuvre", "straße STRASSE strasse STRAẞE", "Ørsted orsted", "İstanbul istanbul ISTANBUL ıstanbul",
    "ΣΟΦΟΣ σοφος σοφός σοφοσ", "ﬁle file ＦＩＬＥ", "ƙofa kofa ƘOFA", "ɓera Ɓera bera", "ёлка елка ЁЛКА", "район РАЙОН раи\u0306он", "co\xadopération cooperation",
    "كتاب کتاب كـتـاب كِتَابٌ", "على علی علي علے", "إسلام أسلام اسلام ٱسلام", "آب اب", "مسؤول مسوول", "رائد رايد", "مدرسة مدرسه مدرسە مدرسھ مدرسہ",
    "می‌شود میشود مي\u200cشود", "کوردی كوردي کوردێ", "ګرځ گرځ", "ڕۆژ روژ", "ﻻ لا", "١٢٣ ۱۲۳ 123 १२३ ১২৩", "क़लम कलम क\u093cलम", "ড় ড ড\u09bc", "ল\u200dা লা",
])
def test_words_that_only_look_different_are_one(words: str) -> None:
    assert [len({folding.fold(word) for word in words.split(" ")}) for folding in (SPLIT, JOINED)] == [1, 1]


@pytest.mark.parametrize("words", ["й и", "कि की क", "বই বি", "мир мйр", "ሰላም ሠላም", "ع ا", "ب پ", "ў й", "ख क", "ы и", "ء ا"])
def test_words_of_other_letters_stay_apart(words: str) -> None:
    assert len({*map(SPLIT.fold, words.split(" "))}) == len(words.split(" "))


@pytest.mark.parametrize("apostrophe", re.findall(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|.", APOSTROPHES))
def test_an_apostrophe_joins_or_splits(apostrophe: str) -> None:
    text = f"ng{apostrophe.encode().decode('unicode_escape')}ombe"
    assert (SPLIT.words(text), JOINED.words(text)) == (["ng", "ombe"], ["ngombe"])


@pytest.mark.parametrize("sign", list(" \t\n\xa0-–—/_.,:;!?…()[]{}<>|@#&*+=~^%$€£«»“”„‹›·•→✓¿¡§©°\u3000\u2028")
                         + list("،؛؟۔٪٫٬٭॥।፡።፣") + ["📱", "👩‍👧", "👍🏾", "❤️", "🇷🇼", "☎", "1️⃣"[1:], "🏴\U000e0067\U000e0062\U000e007f"])
def test_signs_and_pictures_end_a_word(sign: str) -> None:
    assert [folding.words(f"{sign}one{sign}two{sign}") for folding in (SPLIT, JOINED)] == [["one", "two"]] * 2


@pytest.mark.parametrize(("text", "word"), [("№5", "5"), ("Rwanda¹", "rwanda"), ("Signal™", "signal")])
def test_a_raised_sign_does_not_hide_the_word_beside_it(text: str, word: str) -> None:
    assert word in SPLIT.words(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    for folding in (SPLIT, JOINED):
        once = folding.fold(text)
        assert (folding.fold(once), folding.words(once)) == (once, folding.words(text))
        assert not {"", " ", "\n"} & {part for word in folding.words(text) for part in (word, *word)}


def test_letters_of_a_language_come_on_top_of_the_common_ones(written: Written) -> None:
    folding = written('letters: {ሐ: ሀ, Sh: ш, ъ: "", й: y}').folding
    assert folding.words("ሐረግ Shash объём é йод Йод") == ["ሀረግ", "шaш", "обем", "e", "yод", "yод"]


def test_a_letter_with_a_sign_does_not_take_the_plain_one_with_it(written: Written) -> None:
    assert written("letters: {ñ: ny, ў: w}").folding.fold("ano año ун ўн") == "ano anyo ун wн"


@pytest.mark.parametrize(("rules", "word", "stem"), [
    ("-s", "cats", "cat"), ("-s", "was", "was"), ("-s/2", "was", "wa"), ("-s/4", "cats", "cats"), ("-ies>y", "stories", "story"),
    ("-ies>y/4", "flies", "flies"), ("-ing -s -ings", "sayings", "say"), ("-ss>ss -s", "class", "class"), ("-es/9 -s", "boxes", "boxe"),
    ("umu- u-", "umugore", "gore"), ("umu- u-", "umwe", "mwe"), ("m->w", "mtoto", "wtoto"), ("nk->r n-/2", "nka", "ka"), ("", "word", "word"),
])
def test_the_longest_affix_that_leaves_enough_is_cut(rules: str, word: str, stem: str) -> None:
    assert step(rules.split()).cut(word) == stem


def test_each_step_cuts_once_in_their_order() -> None:
    assert Stemming((step(["-ka"]),)).stem("barkakaka") == "barkaka"
    steps = step(["-lar"]), step(["-im"])
    assert [Stemming(order).stem("dostimlar") for order in (steps, steps[::-1])] == ["dost", "dostim"]
    assert Stemming((step(["aba-"]), step(["-ye"])), {"abaye": "irregular"}).stem("abaye") == "irregular"


@pytest.mark.parametrize("rule", ["", "-", "s", "-s/", "-s/x", "-s/12", "-s-", "umu", "-a>b>c", "-s/4>y", "umu-s", ">y", "-s /4", "- s"])
def test_a_rule_that_cannot_be_read_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(rule)}$"):
        step([rule])


def test_one_list_holds_beginnings_or_endings_and_each_affix_once() -> None:
    for first, second in (("umu-", "-s"), ("-s", "-s>z")):
        with pytest.raises(ValueError, match=f"^{second}$"):
            step([first, second])


def test_no_rule_leaves_nothing_of_a_word(written: Written) -> None:
    with contextlib.suppress(ContentError):  # a rule that is refused is as good
        assert written("cuts: [[-s/0]]").term("s") and written("cuts: [[s-/0]]").term("s"), "an empty term has no piece to stand in"


def test_rules_and_irregular_forms_are_folded_and_the_first_form_counts(written: Written) -> None:
    tables = written("letters: {ŋ: ng}\ncuts: [[-AŊÉ, -en]]\nirregular: [[Œil, Yeux, ŒILLÈRE], [women, woman]]")
    assert terms(tables, "WALAŊÉ œil yeux œillère") == ["wal", "oeil", "oeil", "oeil"]
    assert terms(tables, "woman women womens") == ["wom", "wom", "womens"], "it is cut itself"


def test_synonyms_and_expressions_in_any_form_come_to_the_first_of_their_group(written: Written) -> None:
    tables = written("cuts: [[-s]]\nsynonyms: [[photos, Picture, images]]")
    assert terms(tables, "photo pictures image other") == ["photo", "photo", "photo", "other"]
    assert "photo" not in tables.synonyms, "a word does not stand for itself"
    tables = written("synonyms: [[web, net]]", (("block", "bar"), ("net", "mesh"), ("lone",)))
    assert terms(tables, "bar net mesh lone") == ["block", "web", "web", "lone"], "the glossary's come after the file's own"
    tables = written("cuts: [[-s]]\nsynonyms: [[two-step checks, 2FA, double check], [password, pass word]]")
    assert terms(tables, "two step check") == ["two", "step", "check", "two+step+check"]
    assert terms(tables, "my 2fa double checks double") == ["my", "two+step+check", "double", "check", "double", "two+step+check"]
    assert terms(tables, "pass words pass") == ["pas", "word", "pas", "password"]
    assert terms(tables, "two check step") == ["two", "check", "step"]


def test_an_expression_stays_in_the_first_group_that_names_it(written: Written) -> None:
    for first in ("web, net", "net, web"):
        tables = written(f"synonyms: [[{first}], [toile, web, reseau], [reseau, grid]]")
        assert len({*terms(tables, "web net")}) == 1, "the first group is whole"
        assert len({*terms(tables, "reseau toile grid")}) == 1, "the others hold what is left to them"


def test_expressions_too_long_or_of_no_word_are_not_looked_for(written: Written) -> None:
    tables = written("synonyms: [[lone, a b c d e], ['?!', help]]")
    assert LONGEST == 4 and terms(tables, "a b c d e help") == ["a", "b", "c", "d", "e", "help"]


@pytest.mark.parametrize(("text", "line", "said"), [
    ("cut: []", 1, "cut"), ("apostrophe: join\n\nletter: {}", 3, "letter"), ("apostrophe: maybe", 1, "apostrophe"), ("letters: [a]", 1, "letters"),
    ("cuts:\n  - [-s]\n  - [-x, s]", 3, "`s`"), ("apostrophe: join\ncuts: [[umu-, -s]]", 2, "`-s`"), ("irregular:\n  - [a, b]\n  - word", 3, "irregular"),
    ("synonyms:\n  - [a, 2]", 2, "synonyms"), ("a: [", 1, "YAML"), ("cuts: []\ncuts: []", 2, "twice"), ("- a", 1, "key"), ("irregular: [[]]", 1, "irregular"),
    ("synonyms: [[a, b], []]", 1, "synonyms"), ('letters: {"": x}', 1, "letters"), ('letters: {é: "caf\xe9"}'.encode("latin-1"), 1, "UTF-8"),
])
def test_a_file_that_cannot_be_used_says_where_and_why(text: str | bytes, line: int, said: str, written: Written) -> None:
    with pytest.raises(ContentError) as raised:
        written(text)
    assert [(finding.path, finding.line) for finding in raised.value.findings] == [("search/xx.yml", line)]
    assert said in str(raised.value)


def test_every_mistake_is_said_at_once_and_no_file_is_none(written: Written, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        written("apostrophe: x\nsynonyms: [1]\nother: y")
    assert [finding.line for finding in raised.value.findings] == [1, 2, 3]
    assert read_tables(tmp_path / "none.yml", "none.yml") == written("\ufeff# nothing\r\n") == Tables()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_languages_file_is_read_and_its_synonyms_lead_to_the_end(language: str) -> None:
    tables = real(language)
    assert language in {*PAIRS, *SNOWBALL}, "its words are tested below"
    assert {key: tables.synonyms[term] for key, term in tables.synonyms.items() if term in tables.synonyms} == {}
    assert "" not in tables.synonyms and "" not in tables.synonyms.values()
    assert [value for value in tables.folding.letters.values() if tables.folding.fold(value) != value] == []


@pytest.mark.parametrize("language", PAIRS)
def test_every_pair_of_words_is_together_or_apart_as_its_row_says(language: str) -> None:
    tables, rows = real(language), PAIRS[language]
    assert {row["same"] for row in rows} == {"yes", "no"}
    assert [row for row in rows if ({*terms(tables, row["first"])} == {*terms(tables, row["second"])}) != (row["same"] == "yes")] == []


#: Families of everyday words for the languages that have only a home page: stem:ending,ending …
FAMILIES = {
    "es": "mujer:,es niñ:a,as,o,os organiza:ción,ciones,r,do,da,dos,das segur:o,a,os,as,amente mensaje:,s comunidad:,es llama:r,da,das,mos,n "
          "comparti:r,do,da,mos publica:r,do,da,ción,ciones denuncia:,s,r,do,da,mos bloque:ar,o,ado,ada,amos envia:r,do,da,mos derecho:,s "
          "aprend:er,e,emos,ido ayud:a,as,ar,amos,ado contraseña:,s violent:o,a,os sesion:es sesión: ley:,es rápid:o,a,amente,os trabaj:ar,o,os,a,an",
    "pt": "mulher:,es menin:a,as,o,os organiza:ção,ções,r,do,da,dos,das segur:o,a,os,as,amente mensage:m,ns comunidade:,s chama:r,da,das,mos,m "
          "partilha:r,do,da,mos publica:r,do,da,ção,ções denuncia:,s,r,do,da,mos bloque:ar,io,ado,ada,amos envia:r,do,da,mos direito:,s "
          "aprend:er,e,emos,ido ajud:a,as,ar,amos,ado senha:,s violent:o,a,os sess:ão,ões lei:,s rápid:o,a,amente,os trabalh:ar,o,os,a,am",
}


def vocabulary(language: str) -> set[str]:
    """The words of a language's pages, without what is written for the generator, and those of its families."""
    text = " ".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs" / language).rglob("*.md")))
    text = re.sub(r"(?ms)^---\n.*?^---\n|\]\([^)]*\)|\{[^}]*\}|`[^`]*`|https?://\S+", " ", text)
    families = (family.partition(":") for family in FAMILIES.get(language, "").split())
    text = " ".join([text, *(start + ending for start, _colon, endings in families for ending in endings.split(","))])
    return {*re.findall("[а-яё]+" if language == "ru" else r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower())}


@pytest.mark.parametrize("language", SNOWBALL)
def test_our_endings_bring_words_together_nearly_as_snowball_does(language: str) -> None:
    tables, snowball = real(language), snowballstemmer.stemmer(SNOWBALL[language])
    fold, stem, words = tables.folding.fold, tables.stemming.stem, vocabulary(language)

    def pairs(key: Callable[[str], str]) -> set[tuple[str, str]]:
        groups = itertools.groupby(sorted(words, key=lambda word: (key(word), word)), key)
        return {pair for _key, group in groups for pair in itertools.combinations(group, 2) if fold(pair[0]) != fold(pair[1])}

    own, theirs = pairs(lambda word: tables.term(fold(word))), pairs(snowball.stemWord)
    listed = {word for word in words if fold(word) in tables.stemming.irregular or stem(fold(word)) in {*tables.synonyms, *tables.synonyms.values()}}
    wanted = [pair for pair in own if pair in theirs or listed.issuperset(pair)]
    assert len(theirs) >= 50 and len(wanted) / len(own) >= 0.75, sorted(own.difference(wanted))
    assert len(own & theirs) / len(theirs) >= 0.85, sorted(theirs - own)


def test_rules_are_learned_where_they_put_enough_words_right() -> None:
    stems = {start + ending: start + put for start in ("walk", "talk", "jump", "look", "help")
             for ending, put in (("", ""), ("s", ""), ("ing", ""), ("ies", "y"))}
    rules = step(learn(stems, 2))
    assert {word: rules.cut(word) for word in stems} == stems and learn(stems, 100) == []
    assert step(learn(dict(reversed(stems.items())), 2)) == rules, "the order of the words does not matter"
