"""Words and works for measuring with, as many as one likes: the same each time."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
#: So many rare words a language has.
RARE = 30_000


class Speech:
    """Says chains of the words of a language, and rare ones as a library has, one of twenty."""

    def __init__(self, words: Sequence[str], endings: Sequence[str] = ("",)) -> None:
        self._chance = random.Random(4)
        self._words = words
        self._following: dict[str, list[str]] = {}
        for word, after in pairwise(words):
            self._following.setdefault(word, []).append(after)
        syllables = [word[:3].lower() for word in words if _of_letters(word) and len(word) > 5]
        self._rare = ["".join(self._chance.choices(syllables, k=2)) + self._chance.choice(endings)
                      for _ in range(RARE)]

    def text(self, count: int) -> str:
        """So many words."""
        chance, words, following, rare = self._chance, self._words, self._following, self._rare
        word, found = chance.choice(words), []
        for _ in range(count):
            word = chance.choice(following.get(word, words))
            # By rank, as words are in any language: a few rare ones often, most of them hardly ever.
            found.append(rare[int(RARE ** chance.random()) - 1] if chance.random() < .05 else word)
        return " ".join(found)


def made_up(count: int, length: int = 800) -> Iterator[tuple[str, str]]:
    """Title and HTML of works that read like our English ones. `length` is about how many words a work has."""
    # Of works alone: guides for contributors are full of code, and grow with the generator.
    words = [word for file in sorted((ROOT / "docs" / "en").glob("*/**/*.md")) if "contribute" not in file.parts
             for word in re.findall(r"[A-Za-z']+[.,]?", file.read_text("utf-8").split("\n---\n", 1)[-1])]
    speech = Speech(words, ("ing", "s", "", "er"))
    text = speech.text
    for _ in range(count):
        yield text(5).title(), f"<p>{text(60)}</p>" + "".join(
            f'<h2 id="s{number}">{text(5)}</h2><p>{text(55)}</p><p>{text(60)}</p>'
            for number in range(sections(length)))


def sections(length: int) -> int:
    """How many sections a page of about `length` words has."""
    return max(1, round(length * 6 / 800))


def words_of(code: str) -> list[str]:
    """The words of our pages in a language, and of its interface: every language has at least a thousand."""
    texts = [file.read_text("utf-8").split("\n---\n", 1)[-1] for file in sorted((ROOT / "docs" / code).rglob("*.md"))]
    locale = ROOT / "locales" / f"{code}.po"
    if locale.exists():
        texts += [entry.msgstr for entry in polib.pofile(str(locale))]
    return [word for text in texts for word in text.split() if _of_letters(word.rstrip(".,،؛।።"))]


def _of_letters(word: str) -> bool:
    """Whether a word has nothing but letters and their marks: no Markdown, no digits, nothing that cannot be seen."""
    return bool(word) and all(unicodedata.category(sign)[0] in "LM" for sign in word)
