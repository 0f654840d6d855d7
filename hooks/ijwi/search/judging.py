"""Real queries with the pages that each may find: the judge of this search, and of another beside it.

tests/queries/<language>.csv: what somebody types, what kind of difficulty it is, and the
paths of good answers. Every third row is held out: nobody tunes the search by it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: A query is answered if a good page is among this many.
FIRST = 5


@dataclass(frozen=True)
class Query:
    """`kind`: plain, misspelled, letters, inflected, prefix, two, phrase or synonym."""

    language: str
    words: str
    kind: str
    pages: frozenset[str]
    held_out: bool

    @property
    def typing(self) -> bool:
        """Whether the last word is still being typed."""
        return self.kind == "prefix"

    def answered(self, found: Iterable[str], prefix: str) -> bool:
        """Whether a good page is among the first of these addresses; `prefix` is the language's own."""
        paths = [address.removeprefix(prefix).removesuffix(".html") for address in found]
        return bool(self.pages & set(paths[:FIRST]))


def read_queries(folder: Path) -> list[Query]:
    """All queries, by language."""
    found = []
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            found += [Query(file.stem, row["query"], row["kind"], frozenset(row["pages"].split("|")), number % 3 == 0)
                      for number, row in enumerate(csv.DictReader(lines), 1)]
    return found


#: Run in a page of the site with [prefix, words, typing, number of results]: the addresses that our search gives.
ASK = """async ([prefix, words, typing, most]) => {
  await Promise.all(["words", "index"].map(name => ijwi.load("assets/search/" + name + ".js")));
  const index = await ijwi.index(prefix), found = await index.search(words, typing), addresses = [];
  while (found.pages.length && addresses.length < most) {
    const result = await index.result(found.pages.shift(), found);
    if (result) addresses.push(result.url);
  }
  return addresses;
}"""
