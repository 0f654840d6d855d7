"""Which letters count as the same, and where words end.

Both sides of the search do just this: put spaces for raised signs, NFKD, lower case, replace
letters and groups of letters (each place once), take the marks out, split at the separators.
The character classes are written so that Python and JavaScript read them alike; they travel
to the reader with the index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: Left out of words: accents, Arabic vowel signs and hamza above or below, tatweel, joiners,
#: direction marks, soft hyphens, the dots of Devanagari and Bengali loan letters.
#: Vowel signs of the Indic scripts are letters of the word and stay.
MARKS = (r"\xad\u0300-\u036f\u0483-\u0487\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
         r"\u093c\u09bc\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff")

#: Signs that NFKD would make letters of the word beside them: raised figures, №, ™.
SIGNS = r"\xb2\xb3\xb9\u2070-\u209f\u2100-\u214f"

#: The apostrophes that people type, straight, curled or turned.
APOSTROPHES = r"'`\xb4\u02b9\u02bb\u02bc\u2018\u2019"

#: What ends a word: controls, spaces, punctuation and signs of all our scripts, and pictures.
SEPARATORS = (r"\x00-/:-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u02b9-\u02df\u0375\u037e\u0387\u0589\u05be\u05f3"
              r"\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u06dd\u06de\u06e9\u0964\u0965\u0970\u1360-\u1368"
              r"\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3030\ufd3e\ufd3f\ufe10-\ufe6f\ufff9-\uffff"
              "\U0001f000-\U0001faff\U000e0000-\U000e0fff")


_SIGNS = re.compile(f"[{SIGNS}]")


def taken_apart(text: str) -> str:
    """The text in lower case, its letters apart from their signs (NFKD)."""
    if text.isascii():
        return text.lower()
    # The acute accent alone is somebody's apostrophe.
    return unicodedata.normalize("NFKD", _SIGNS.sub(" ", text.replace("\xb4", "'"))).lower()


def _common_letters() -> dict[str, str]:
    """Letters that are one and the same to somebody who searches, in any language."""
    letters = {"й": "й", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ"}
    letters |= {"ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y"}
    letters = {taken_apart(key): value for key, value in letters.items()}
    # One form of each Arabic letter, whichever keyboard it was typed on.
    letters |= dict.fromkeys("ىیېۍےێ", "ي") | dict.fromkeys("کڪ", "ك") | dict.fromkeys("ةەہھۀۂۃ", "ه")
    letters |= dict.fromkeys("ٱ", "ا") | dict.fromkeys("ۆۇۋ", "و") | {"ڵ": "ل", "ڕ": "ر", "ں": "ن", "ګ": "گ"}
    for zero in "٠۰०০":
        letters |= {chr(ord(zero) + digit): str(digit) for digit in range(10)}
    return letters


COMMON_LETTERS: Mapping[str, str] = _common_letters()


@dataclass(frozen=True)
class Folding:
    """The folding of one language. `letters` are its own on top of the common ones.

    `joined`: an apostrophe is a letter of the word (ng'ombe, oʻzbek) and not its end (l'école).
    """

    letters: Mapping[str, str] = field(default_factory=dict)
    joined: bool = False

    @cached_property
    def marks(self) -> str:
        return MARKS + (APOSTROPHES if self.joined else "")

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        return {**COMMON_LETTERS, **{taken_apart(key): value for key, value in self.letters.items()}}

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        """A private character for each group of letters that is replaced as one: so it is not replaced again.

        Such groups are й, which NFKD takes apart, and what a language adds.
        """
        groups = sorted(key for key in self.replaced if len(key) > 1)
        return {key: chr(_PRIVATE + number) for number, key in enumerate(groups)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self._groups, key=len, reverse=True))))

    @cached_property
    def _single(self) -> dict[int, str | None]:
        """What each single character becomes; marks become nothing."""
        single: dict[int, str | None] = dict.fromkeys(map(ord, re.findall(f"[{self.marks}]", _ALL)))
        return single | {ord(self._groups.get(key, key)): value for key, value in self.replaced.items()}

    def fold(self, text: str) -> str:
        """The text with one form for all letters that count as the same."""
        text = taken_apart(text)
        return self._pattern.sub(lambda match: self._groups[match[0]], text).translate(self._single)

    def words(self, text: str) -> list[str]:
        """The folded words of a text, in order."""
        return [word for word in _SPLIT.split(self.fold(text)) if word]


#: Where characters begin that nobody may use in a text.
_PRIVATE = 0x10F000
#: Every character of the Basic Multilingual Plane.
_ALL = "".join(map(chr, range(0x10000)))
_SPLIT = re.compile(f"[{SEPARATORS}]+")

#: The folding of a language that has no letters of its own.
COMMON = Folding()
