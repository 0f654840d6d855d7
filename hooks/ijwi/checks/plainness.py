"""Plain language and plain tables: what a reader with a small phone and little time can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding
from .page import Page

#: Words a sentence may have. Languages that write articles, prepositions or pronouns as one word have fewer.
LONGEST_SENTENCE = 40
_OF_LANGUAGE = {"rw": 32, "sn": 30, "sw": 36, "ar": 36, "ckb": 36, "ru": 34, "ky": 30, "uz": 30, "tr": 30, "tg": 38,
                "am": 30, "fr": 45, "fa": 45, "es": 45, "pt": 45}
#: They write no spaces between words (CLDR: line breaks by dictionary): counting would mean nothing.
_WITHOUT_SPACES = frozenset({"zh", "ja", "yue", "th", "lo", "km", "my", "bo", "dz", "shn", "nod"})
_END = re.compile(r"(?<![.!?؟…۔।॥።፧])[.!?؟…۔।॥።፧]+[\"'”’»›)\]*_]*(?=\s|$)|[:;؛፤]\s|\n\s*\n")

COLUMNS = 5
LONGEST_CELL = 240
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*")


def long_sentences(page: Page) -> Iterator[Finding]:
    """A notice for each sentence that has too many words."""
    code = page.language.code.split("-")[0]
    if code in _WITHOUT_SPACES:
        return
    limit = _OF_LANGUAGE.get(code, LONGEST_SENTENCE)
    for passage in page.passages:
        if passage.kind not in ("paragraph", "item", "quote", "field"):
            continue
        start = 0
        for end in (*(match.end() for match in _END.finditer(passage.text)), len(passage.text)):
            sentence = passage.text[start:end]
            count = sum(any(map(str.isalnum, word)) for word in _words_alone(sentence).split())
            if count > limit:
                place = start + len(sentence) - len(sentence.lstrip())
                words = " ".join(sentence.split()[:6])
                yield page.finding(passage.line_at(place), "sentence", f"this sentence has {count} words: “{words} …”.",
                                   "Make two or three of it.", notice=True)
            start = end


def wide_tables(page: Page) -> Iterator[Finding]:
    """A notice for tables that a phone cannot show: many columns, or cells like paragraphs."""
    lines = page.without_code.split("\n")
    for number, line in enumerate(lines):
        if number and "|" in lines[number - 1] and _TABLE_RULE.fullmatch(line):
            columns = len(line.strip().strip("|").split("|"))
            if columns > COLUMNS:
                yield page.finding(page.first_line + number - 1, "table", f"this table has {columns} columns.",
                                   f"Make two tables of at most {COLUMNS}, or a list.", notice=True)
    for passage in page.passages:
        if passage.kind == "cell" and len(passage.text) > LONGEST_CELL:
            yield page.finding(passage.line, "table", f"a cell has {len(passage.text)} characters: "
                               f"“{passage.text[:30]}…”.", "Write a heading and a paragraph, or a list.", notice=True)


def _words_alone(text: str) -> str:
    text = re.sub(r"\]\([^)\n]*\)", " ", text)
    return re.sub(r"\[(?:fact:|@|helplines|chart)[^\]\n]*\]|\{[^}\n]*\}|https?://\S+", " ", text)
