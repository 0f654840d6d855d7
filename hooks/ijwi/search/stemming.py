"""Words of one kin are found under one stem: a table of affixes to cut, the same on both sides.

Light on purpose: a stem only has to bring forms of a word together, not to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: How many letters of a word must remain beside an affix unless its rule says otherwise.
KEEP = 3

_RULE = re.compile(r"(?P<prefix>[^-/>\s]+)-(?:>(?P<before>[^-/>\s]*))?(?:/(?P<left>\d))?"
                   r"|-(?P<suffix>[^-/>\s]+)(?:>(?P<after>[^-/>\s]*))?(?:/(?P<right>\d))?")


@dataclass(frozen=True)
class Step:
    """Affixes of one side of the word. The longest one that leaves enough is cut, once.

    `rules`: affix → what takes its place, and how many letters of the word must remain beside it.
    """

    prefix: bool
    rules: Mapping[str, tuple[str, int]]

    def cut(self, word: str) -> str:
        for length in range(min(self._longest, len(word)), 0, -1):
            rule = self.rules.get(word[:length] if self.prefix else word[-length:])
            if rule and len(word) - length >= rule[1] and (rule[0] or len(word) > length):
                return rule[0] + word[length:] if self.prefix else word[:-length] + rule[0]
        return word

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.rules), default=0)


@dataclass(frozen=True)
class Stemming:
    """The table of one language: irregular words first, else one step after the other."""

    steps: tuple[Step, ...] = ()
    irregular: Mapping[str, str] = field(default_factory=dict)

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        if word in self.irregular:
            return self.irregular[word]
        for step in self.steps:
            word = step.cut(word)
        return word


def step(rules: Iterable[str]) -> Step:
    """A step from rules as people write them: `umu-`, `-ing`, `-ies>y`, `-s/4` (four letters must remain).

    Raises ValueError with the rule that cannot be read, that cuts at the other end than those before, or
    that says otherwise than an earlier one.
    """
    found: dict[str, tuple[str, int]] = {}
    sides: set[bool] = set()
    for rule in rules:
        match = _RULE.fullmatch(rule)
        sides |= {match["prefix"] is not None} if match else set()
        if not match or len(sides) > 1:
            raise ValueError(rule)
        if match["prefix"]:
            affix, put, keep = match["prefix"], match["before"], match["left"]
        else:
            affix, put, keep = match["suffix"], match["after"], match["right"]
        rewritten = (put or "", int(keep) if keep else KEEP)
        if found.setdefault(affix, rewritten) != rewritten:
            raise ValueError(rule)
    return Step(sides == {True}, found)
