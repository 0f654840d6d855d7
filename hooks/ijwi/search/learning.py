"""Makes a table of endings from a known stemmer's answers: how our tables for Snowball's languages come about.

Snowball (https://snowballstem.org) is a program a language; the reader's side of the search
has room for a table. So its answers for a long list of words are boiled down to the
endings by which nearly all of them go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from .stemming import KEEP

#: What happens to a word: how many letters go from its end, and what is put there.
Change = tuple[int, str]
_NOTHING: Change = (0, "")
_LONGEST = 9


def learn(stems: Mapping[str, str], gain: int) -> list[str]:
    """Rules for `cuts` by which most words of `stems` get their stem.

    A decision list over endings: a longer ending is listed only where at least `gain` more
    of its words come out right than by the shorter one.
    """
    rules: dict[str, str] = {}
    words = sorted((word, _change(word, stem)) for word, stem in stems.items())
    _learn("", words, _NOTHING, gain, rules)
    return [f"-{ending}>{put}" if put else f"-{ending}" for ending, put in rules.items()]


def _change(word: str, stem: str) -> Change:
    common = 0
    while common < min(len(word), len(stem)) and word[common] == stem[common]:
        common += 1
    return len(word) - common, stem[common:]


def _learn(ending: str, words: list[tuple[str, Change]], inherited: Change, gain: int, rules: dict[str, str]) -> None:
    counts = Counter(change for word, change in words if change[0] <= len(ending) <= len(word) - KEEP)
    best = max(counts, key=lambda change: (counts[change], change == inherited, change), default=inherited)
    if best != inherited and counts[best] - counts[inherited] >= gain:
        rules[ending] = ending[:len(ending) - best[0]] + best[1]
        inherited = best
    longer: dict[str, list[tuple[str, Change]]] = defaultdict(list)
    for word, change in words:
        if len(word) > len(ending) + KEEP:
            longer[word[-len(ending) - 1]].append((word, change))
    for letter, group in sorted(longer.items()):
        if len(group) >= gain and len(ending) < _LONGEST:
            _learn(letter + ending, group, inherited, gain, rules)
