"""Both sides of the search make the same of a text: Python when it writes the index, the script when somebody asks."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT
from ijwi.findings import ContentError
from ijwi.search.folding import APOSTROPHES
from ijwi.search.tables import Tables, read_tables
from test_search_tables import LANGUAGES, real

#: What an author may write into a language's file, and a text that it changes.
WRITTEN = {
    "letters: {й: y, и: i}": "йод Йод и\u0306 и мир", "letters: {sh: s, s: z}": "shs ssh sa\xadsh s\u200dh SH",
    'letters: {".": "", "a+": b, "(": "[", "c|d": e}': "3.5 a.b a+b aab a+ (x) c|d c d", "letters: {ii: i, i: j}": "iii iiii I İ ı",
    'letters: {"": x}': "a b", "letters: {ҷ: ч, ñ: ny, ß: sz, ሐ: ሀ, ъ: ''}": "ҶА año ano straße ẞ ሐረግ объём",
    "cuts: [[umu-, m->w, u-/1], [-ies>y, -es/4, -s, -constructor], [-ле, -е>/2]]":
        "umuntu mtu utu us u m flies boxes does dress baconstructor constructor tostring valueOf поле се le",
    "cuts: [[-𞤀, -𞤀𞤀/2], [-ta/4]]": "𞤀𞤁𞤀 𞤁𞤁𞤀𞤀 𞤁𞤁𞤁𞤀 ba𠀀ta 𠀀𠀀𠀀ta", "cuts: [[-s/0], [a-/0]]": "s ss a as",
    "irregular: [[women, woman], [constructor, toString], [__proto__, hasOwnProperty]]": "woman constructor tostring __proto__ hasOwnProperty",
    "synonyms: [[web, net], [net, mesh], [mesh net, web page], [constructor, valueOf]]": "mesh net web page webs constructor valueof hasownproperty",
    "synonyms: [[two-step check, 2FA, double check], [one two three four, four], [ab, cd ab, ab ab], [x y z w v, x]]":
        "two-step checks two step check 2FA double check double one two three four four cd ab ab ab x y z w v",
    "apostrophe: join\ncuts: [[ng'-], [-i'm]]": "ng'ombe ng´ombe ng’ombe ngʻombe `a` d'accord i'm",
    "synonyms: [['?', help], [e-mail, email]]": "help e mail email",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """A page from the disk that has the site's script and the one under test, and nothing else."""
    folder = tmp_path_factory.mktemp("sides")
    for name in ("ijwi.js", "search/words.js"):
        script = folder / "assets" / name
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_bytes((ROOT / "overrides" / "assets" / name).read_bytes())
    (folder / "index.html").write_text('<!doctype html><html lang="en"><meta charset="utf-8"><form id="search" hidden></form>'
                                       '<script src="assets/ijwi.js" data-prefix=""></script>', encoding="utf-8")
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    page.evaluate('ijwi.load("assets/search/words.js")')
    yield page
    page.close()


#: The texts of which the script makes something else than Python did: [text, what it should be, what it is].
DIFFERENCES = """message => {
  const [tables, texts] = JSON.parse(message), side = ijwi.words(tables);
  return JSON.stringify(texts.map(([text, made]) => {
    const words = side.words(text);
    const other = [side.fold(text), words, words.map(side.term), side.expressions(words).map(found => found.term).sort()];
    if (side.parts(text).join("") !== text) other.push("parts");
    return JSON.stringify(other) === JSON.stringify(made) ? null : [text, made, other];
  }).filter(Boolean).slice(0, 3));
}"""


def made(own: Tables, text: str) -> list[Any]:
    words = own.folding.words(text)
    found = own.expressions([own.stemming.stem(word) for word in words])
    # JavaScript sorts by UTF-16.
    return [own.folding.fold(text), words, [own.term(word) for word in words], sorted(found, key=lambda term: term.encode("utf-16-be"))]


def differences(page: Page, own: Tables, texts: list[str]) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(page.evaluate(DIFFERENCES, json.dumps([own.to_json(), [[text, made(own, text)] for text in texts]])))
    return found


@cache
def every_letter() -> list[str]:
    """All assigned characters of the BMP, alone and inside a word; of scripts with thousands of letters alike, each fiftieth."""
    letters = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
               and (code % 50 == 0 or not (0x1400 < code < 0x1680 or 0x3300 < code < 0xa4c7 or 0xac00 < code < 0xd7a4))]
    return ["\n".join(f"{letter} ba{letter}ta" for letter in letters[start:start + 16]) for start in range(0, len(letters), 16)]


def real_texts(language: str) -> list[str]:
    """The lines of the language's pages, of its glossary, tables, pairs and interface strings."""
    files = [*sorted((ROOT / "docs" / language).rglob("*.md")), ROOT / f"docs/data/glossary/{language}.yml", ROOT / f"locales/{language}.po",
             ROOT / f"docs/data/search/{language}.yml", ROOT / f"tests/stems/{language}.csv"]
    lines = {line for file in files if file.is_file() for line in file.read_text(encoding="utf-8").splitlines()}
    return sorted(line for line in lines if not line.startswith(("msgid", "#")))


def mixed_texts(own: Tables, texts: list[str], count: int) -> list[str]:
    """Words, their pieces, the tables' own keys and rare signs in any order: the seed is fixed, so is what comes out."""
    dice = random.Random(7)
    words = [word for text in dice.sample(texts, min(400, len(texts))) for word in text.split()] or ["word"]
    affixes = [affix for rules in own.stemming.steps for affix in rules.rules]
    parts = [*affixes, *own.folding.replaced, *own.stemming.irregular, *own.synonyms, *APOSTROPHES.encode().decode("unicode_escape"),
             *"-.+*?()[]{}|^$/\\ \u200c\u200d\u200f\u0640\u0301\u0306\u0308\u093c\u0654\xad\ufe0f\u20e3Σσ№²½…ﷺﬁ", "📱", "👩‍👧", "𝒜"]
    texts = []
    for _ in range(count):
        drawn = [dice.choice(dice.choice((words, parts))) for _ in range(dice.randint(1, 9))]
        drawn = [dice.choice((part, part, part.upper(), part.title(), part[:dice.randint(1, 5)], part[::-1])) for part in drawn]
        texts.append("".join(part + dice.choice(("", "", " ", "-")) for part in drawn))
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_make_the_same_of_a_languages_words(language: str, page: Page) -> None:
    own, texts = real(language), real_texts(language)
    mixed = mixed_texts(own, texts, 400)
    assert sum(len(own.folding.words(text)) for text in texts) > 1500
    assert differences(page, own, texts + mixed) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_make_the_same_of_every_letter(language: str, page: Page) -> None:
    letters = every_letter()
    assert len(letters) * 16 > 10_000
    assert differences(page, real(language), letters) == []


@pytest.mark.parametrize("written", WRITTEN)
def test_both_sides_make_the_same_with_whatever_tables_an_author_writes(written: str, tmp_path: Path, page: Page) -> None:
    (tmp_path / "xx.yml").write_text(written, encoding="utf-8")
    try:
        own = read_tables(tmp_path / "xx.yml", "xx.yml", (("gukumira", "block it"), ("net", "réseau")))
    except ContentError:
        return  # refused, which is as good
    assert differences(page, own, [WRITTEN[written], *mixed_texts(own, [WRITTEN[written]], 100)]) == []


@pytest.mark.parametrize("text", ["ΣΑΣ ΟΔΟΣ. ς", "İI ıi ẞß ŉ ǆ Ǆ", "", " ", "'", "ﷺ ½ № ² ⑤ ㎏ ™", "\x00a\x7fb\x85c\u2028d\ufeffe", "\ufffe\uffff\u180e\u1680x",
                                  "𝒜𝒷 ｆｕｌｌ", "1️⃣ 👩‍👧 🇷🇼", "constructor __proto__ hasOwnProperty"])
def test_both_sides_make_the_same_of_strange_texts_without_any_table(text: str, page: Page) -> None:
    assert differences(page, Tables(), [text]) == []


def test_what_a_word_begins_with_is_what_its_term_begins_with(page: Page) -> None:
    """`begun` cuts beginnings as `term` does, so that a word can be found while it is still being typed."""
    own = real("rw")
    words = sorted({word for text in real_texts("rw") for word in own.folding.words(text) if len(word) > 4})
    begun = page.evaluate("([tables, words]) => words.map(ijwi.words(tables).begun)", [own.to_json(), words])
    for word, beginning in zip(words, begun, strict=True):
        stem = word
        for step in own.stemming.steps:
            stem = step.cut(stem) if step.prefix else stem
        assert beginning == stem
    assert sum(beginning != word for word, beginning in zip(words, begun, strict=True)) > 100
