"""The controlled vocabulary: what it means, and what is said of a broken one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import VOCABULARY
from ijwi.findings import ContentError
from ijwi.vocabulary import Neutral, Vocabulary, read_vocabulary

TEXT = VOCABULARY.lstrip()
QUOTE = "Put text that contains `: ` or starts with a sign such as [ { & * ! | > @ ` in quotes."

Read = Callable[[str | bytes], Vocabulary]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a vocabulary from its text."""
    def of(text: str | bytes) -> Vocabulary:
        file = tmp_path / "vocabulary.yml"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_vocabulary(file, "docs/data/vocabulary.yml")
    return of


def said(read: Read, text: str | bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(text)
    return [str(finding).removeprefix("docs/data/vocabulary.yml:") for finding in caught.value.findings]


def test_words_keep_their_order_and_what_is_said_of_them(read: Read) -> None:
    found = read(TEXT)
    assert list(found.kinds) == ["toolkit", "manual", "event", "link"]
    assert list(found.topics) == ["online-safety", "online-abuse"]
    assert (list(found.audiences), list(found.levels)) == (["organisers"], ["introductory"])
    toolkit, manual = found.kinds["toolkit"], found.kinds["manual"]
    assert (toolkit.name, toolkit.plural, toolkit.description, toolkit.sensitive) == ("Toolkit", "Toolkits", "For one task.", False)
    assert (manual.description, manual.neutral) == ("", None)
    assert found.topics["online-abuse"].sensitive
    assert found.topics["online-abuse"].neutral == Neutral(address="support", name="Support")


def test_the_address_of_a_topic_is_its_word_or_its_neutral_one(read: Read) -> None:
    found = read(TEXT)
    assert [found.topic_address(topic) for topic in found.topics] == ["online-safety", "support"]


@pytest.mark.parametrize("text", [
    TEXT.encode("utf-8-sig"), TEXT.replace("\n", "\r\n").encode(), TEXT.replace("\n", "\r\n").encode("utf-8-sig"),
    f"---\n{TEXT}".encode(), f"# Remark\n\n{TEXT}".encode(), TEXT.rstrip().encode(),
], ids=["bom", "windows", "windows-bom", "document-start", "remark", "no-last-line-end"])
def test_a_vocabulary_is_read_however_an_editor_wrote_it(text: bytes, read: Read) -> None:
    assert read(text) == read(TEXT)


def test_words_that_yaml_would_turn_into_something_else_stay_words(read: Read) -> None:
    found = read(TEXT.replace("{name: Introductory}", "{name: no}").replace("introductory", "yes").replace("Manuals", "1:30"))
    assert (list(found.levels), found.levels["yes"].name, found.kinds["manual"].plural) == (["yes"], "no", "1:30")


def test_names_may_be_in_any_script(read: Read) -> None:
    assert read(TEXT.replace("Online safety", "Umutekano · أمان · امنیت")).topics["online-safety"].name == "Umutekano · أمان · امنیت"


def test_a_centre_may_leave_a_group_of_words_empty(read: Read) -> None:
    assert read(TEXT.split("audiences:")[0] + "audiences: {}\nlevels: {}\n").levels == {}


@pytest.mark.parametrize(("old", "new", "finding"), [
    ("plural: Toolkits", "plurl: Toolkits", "2: vocabulary: `kinds.toolkit.plurl`: Extra inputs are not permitted."),
    ("name: Toolkit,", "name: 2026,", "2: vocabulary: `kinds.toolkit.name`: Input should be a valid string."),
    ("name: Toolkit,", "name: ,", "2: vocabulary: `kinds.toolkit.name`: Input should be a valid string."),
    ("name: Online safety, ", "", "7: vocabulary: `topics.online-safety.name`: Field required."),
    ("address: support", "address: Get help",
     "8: vocabulary: `topics.online-abuse.neutral.address`: String should match pattern '^[a-z0-9-]+$'."),
    ("address: support, ", "", "8: vocabulary: `topics.online-abuse.neutral.address`: Field required."),
    ("{address: support, name: Support}", "support",
     "8: vocabulary: `topics.online-abuse.neutral`: Input should be a valid dictionary or instance of Neutral."),
    ("sensitive: true", "sensitive: maybe",
     "8: vocabulary: `topics.online-abuse.sensitive`: Input should be a valid boolean, unable to interpret input."),
    ("{name: Introductory}", "Introductory",
     "12: vocabulary: `levels.introductory`: Input should be a valid dictionary or instance of Term."),
    ("levels:\n", "tags: {}\nlevels:\n", "11: vocabulary: `tags`: Extra inputs are not permitted."),
    ("  manual:", "  toolkit:", "3: front-matter: `toolkit` is written twice. Keep one of the two lines."),
    ("name: Toolkit,", "name: !x Toolkit,",
     "2: front-matter: `!` at the start of a value has a special meaning in YAML. Put the value in quotes."),
    ("name: Toolkit,", "name: &x Toolkit,", "2: front-matter: `&` and `*` at the start of a value have a special meaning in YAML. "
                                            "Put the value in quotes, or write it out."),
    ("For one task.", "Tasks: one.", f"2: front-matter: this is not valid YAML: expected ',' or '}}', but got ':'. {QUOTE}"),
    ("  manual:", "\tmanual:", "3: front-matter: this is not valid YAML: found character '\\t' that cannot start any token. "
                               + QUOTE),
])
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, finding: str, read: Read) -> None:
    assert said(read, TEXT.replace(old, new, 1)) == [finding]


def test_all_that_is_wrong_is_said_at_once(read: Read) -> None:
    assert said(read, "kinds:\n  toolkit: {plural: 5}\ntopics:\naudience: {}\n") == [
        "1: vocabulary: `audiences`: Field required.", "1: vocabulary: `levels`: Field required.",
        "2: vocabulary: `kinds.toolkit.name`: Field required.", "2: vocabulary: `kinds.toolkit.plural`: Input should be a valid string.",
        "3: vocabulary: `topics`: Input should be a valid dictionary.", "4: vocabulary: `audience`: Extra inputs are not permitted."]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}\n"])
def test_an_empty_vocabulary_misses_its_four_groups(text: str, read: Read) -> None:
    assert said(read, text) == [f"1: vocabulary: `{group}`: Field required."
                                for group in ("audiences", "kinds", "levels", "topics")]


@pytest.mark.parametrize("text", ["- a\n", "words\n"])
def test_a_vocabulary_that_is_no_mapping_is_refused(text: str, read: Read) -> None:
    assert said(read, text) == ["1: front-matter: front matter must be lines of `key: value`."]


def test_a_control_character_is_said_with_a_line_that_exists(read: Read) -> None:
    assert said(read, TEXT.replace("Toolkit,", "Tool\0kit,")) == [
        "1: front-matter: this is not valid YAML: unacceptable character #x0000: special characters are not allowed. "
        "Remove control characters."]


def test_a_vocabulary_that_is_not_utf_8_is_said(read: Read) -> None:
    assert said(read, TEXT.replace("Manuals", "Manuels d’été").encode("cp1252")) == [
        "1: encoding: this file is not written in UTF-8. Save it again with the encoding UTF-8."]


def test_a_vocabulary_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"^docs/data/vocabulary\.yml:1: vocabulary: this file is missing\. "
                                           r"It lists the kinds, topics, audiences and levels of the centre\.$"):
        read_vocabulary(tmp_path / "vocabulary.yml", "docs/data/vocabulary.yml")


@pytest.mark.parametrize("word", ["Case study", "../case", "أمان", "case-", "''"])
@pytest.mark.parametrize(("group", "known", "line"), [("kinds", "toolkit", 2), ("topics", "online-safety", 7),
                                                      ("audiences", "organisers", 10), ("levels", "introductory", 12)])
def test_a_word_has_small_letters_digits_and_hyphens(group: str, known: str, line: int, word: str, read: Read) -> None:
    assert said(read, TEXT.replace(f"  {known}:", f"  {word}:", 1)) == [
        f"{line}: vocabulary: `{group}.{word.strip(chr(39))}.[key]`: String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'."]


def test_a_sensitive_topic_needs_a_neutral_address(read: Read) -> None:
    assert said(read, TEXT.replace(", neutral: {address: support, name: Support}", "")) == [
        "1: vocabulary: the sensitive topic `online-abuse` needs `neutral: {address: …, name: …}`."]


def test_two_topics_may_not_have_the_same_address(read: Read) -> None:
    assert said(read, TEXT.replace("address: support", "address: online-safety")) == [
        "1: vocabulary: `online-abuse` has the same address as `online-safety`."]


def test_a_topic_may_not_stand_where_the_list_of_topics_stands(read: Read) -> None:
    assert said(read, TEXT.replace("address: support", "address: index")) == [
        "1: vocabulary: `online-abuse` has the same address as the list of topics."]
