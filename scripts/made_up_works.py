"""Works for measuring with, as many as one likes: the same each time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def made_up(count: int, length: int = 800) -> Iterator[tuple[str, str]]:
    """Title and HTML of works that read like ours: chains of our own words, and rare ones as a library has.

    `length` is about how many words a work has.
    """
    chance = random.Random(4)
    words = [word for file in sorted((ROOT / "docs" / "en").rglob("*.md"))
             for word in re.findall(r"[A-Za-z']+[.,]?", file.read_text("utf-8").split("\n---\n", 1)[-1])]
    following: dict[str, list[str]] = {}
    for word, after in pairwise(words):
        following.setdefault(word, []).append(after)
    syllables = [word[:3].lower() for word in words if word.isalpha() and len(word) > 5]
    rare = ["".join(chance.choices(syllables, k=2)) + chance.choice(("ing", "s", "", "er")) for _ in range(30000)]

    def text(words_wanted: int) -> str:
        word, found = chance.choice(words), []
        for _ in range(words_wanted):
            word = chance.choice(following.get(word, words))
            # By rank, as words are in any language: a few rare ones often, most of them hardly ever.
            found.append(rare[int(30000 ** chance.random()) - 1] if chance.random() < .05 else word)
        return " ".join(found)

    sections = max(1, round(length * 6 / 800))
    for _ in range(count):
        yield text(5).title(), f"<p>{text(60)}</p>" + "".join(
            f'<h2 id="s{number}">{text(5)}</h2><p>{text(55)}</p><p>{text(60)}</p>' for number in range(sections))
