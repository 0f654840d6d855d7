"""Learns `cuts` for docs/data/search/<language>.yml from Snowball and a list of words, one a line.

    .venv/bin/python scripts/stems.py english words.txt

Debian's packages wbritish, wfrench, wportuguese and (through `unmunch`) hunspell-es and hunspell-ru hold such lists.
"""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path

import snowballstemmer

from ijwi.search.folding import Folding
from ijwi.search.learning import learn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("algorithm", choices=snowballstemmer.algorithms())
    parser.add_argument("words", type=Path, help="a list of words, one a line, UTF-8")
    parser.add_argument("--gain", type=float, default=1 / 5000,
                        help="the share of the words that one more rule must put right (default: one in 5000)")
    arguments = parser.parse_args()
    folding = Folding()
    snowball = snowballstemmer.stemmer(arguments.algorithm)
    stems: dict[str, str] = {}
    for word in sorted(set(arguments.words.read_text("utf-8").lower().split())):
        if word.isalpha():
            stems.setdefault(folding.fold(word), folding.fold(snowball.stemWord(word)))
    rules = learn(stems, max(2, round(len(stems) * arguments.gain)))
    print("cuts:")
    print(textwrap.fill(f"[{', '.join(rules)}]", 110, initial_indent="  - ", subsequent_indent="    ",
                        break_on_hyphens=False, break_long_words=False))


if __name__ == "__main__":
    main()
