"""The page that explains words: the same ids in every language, in the order of each alphabet, and honest where there is none."""

from __future__ import annotations

import re

import pytest
import yaml

from conftest import CONFIG, ROOT, Built, edition, work
from small_centres import built_once

ENGLISH = """
consent: {term: consent, definition: A free yes., variants: [agreement]}
account: {term: account, definition: Your place in a service.}
ecoute: {term: évidence, definition: What shows that it happened.}
follower: {term: follower, definition: Who reads you.}
"""
ARABIC = "consent: {term: موافقة, definition: قبول حرّ., variants: [قبول]}\naccount: {term: حساب, definition: مكانكِ.}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("words"), {
        "docs/data/glossary/en.yml": ENGLISH, "docs/data/glossary/ar.yml": ARABIC,
        "docs/en/toolkits/a.md": work("A", body="Ask for [consent](../glossary.md)."), "docs/ar/toolkits/a.md": edition("أ")})


def terms(text: str) -> list[tuple[str, str]]:
    return re.findall(r'<div id="([a-z]+)"><dt>([^<]+?) ?<', text)


def test_words_stand_in_the_order_of_the_alphabet_with_what_they_mean(built: Built) -> None:
    text = built.text("glossary.html")
    assert terms(text) == [("account", "account"), ("consent", "consent"), ("ecoute", "évidence"), ("follower", "follower")]
    assert "A free yes." in text and re.search(r"Other words for it: <?[^<]*agreement", text)


def test_another_language_has_the_same_ids_and_shows_the_source_s_word(built: Built) -> None:
    text = built.text("ar/glossary.html")
    assert sorted(terms(text)) == [("account", "حساب"), ("consent", "موافقة")]
    assert '<span class="in-language" lang="en" dir="ltr">consent</span>' in text


def test_a_language_without_words_shows_those_that_its_readers_read_next_best(built: Built) -> None:
    text = built.text("rw/glossary.html")
    assert '<dl class="topic-list words" lang="en">' in text and "A free yes." in text
    assert terms(text)[0] == ("account", "account")


def test_a_text_may_link_to_the_words(built: Built) -> None:
    assert 'href="../glossary.html"' in built.text("toolkits/a.html")


def test_persian_follows_its_alphabet(tmp_path_factory: pytest.TempPathFactory) -> None:
    words = {name: {"term": term, "definition": "x"} for name, term in (("a", "گروه"), ("b", "پیام"), ("c", "تلفن"), ("d", "هرزنامه"), ("e", "وب"), ("f", "آرشیو"))}
    built = built_once(tmp_path_factory.mktemp("persian"), {
        "mkdocs.yml": CONFIG.replace("    ar:", "    fa: {name: فارسی, iso639_3: fas, fallbacks: [en]}\n    ar:"),
        "docs/fa/index.md": edition("خانه"), "docs/data/glossary/fa.yml": yaml.safe_dump(words, allow_unicode=True)})
    assert [name for name, _term in terms(built.text("fa/glossary.html").replace("</dt>", " <"))] == ["f", "b", "c", "a", "e", "d"]


def test_the_real_words_are_explained_in_every_language_that_has_them() -> None:
    files = sorted((ROOT / "docs" / "data" / "glossary").glob("*.yml"))
    every = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in files}
    assert len(every) >= 7
    for code, glossary in every.items():
        assert set(glossary) == set(every["en"]), code
        assert all(len(entry["definition"].split()) >= 3 for entry in glossary.values()), code
