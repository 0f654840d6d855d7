"""The last part of a page's path, made of its title: Latin letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata

#: A path is typed, read aloud and shown in messages: it stays short.
MAX_WORDS, MAX_LETTERS = 7, 60

#: Latin letters that Unicode doesn't take apart into a letter of ASCII and a sign.
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
                        "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ə": "e", "ɛ": "e", "ɔ": "o"})


def slug(title: str) -> str:
    """A path for a title; empty if it has letters that no path can say, such as Arabic or Cyrillic ones."""
    letters = unicodedata.normalize("NFKD", title.casefold().translate(_LATIN))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if any(letter.isalpha() and not letter.isascii() for letter in letters if unicodedata.category(letter) != "Lm"):
        return ""
    # An apostrophe or a modifier letter joins what it stands in: ry'ibanga, oʻzbek.
    letters = "".join(letter for letter in letters if letter not in "'’‘`" and unicodedata.category(letter) != "Lm")
    words = re.findall(r"[a-z0-9]+", letters)[:MAX_WORDS]
    while words and len("-".join(words)) > MAX_LETTERS:
        words.pop()
    return "-".join(words)
