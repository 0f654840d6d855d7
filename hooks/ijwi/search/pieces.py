"""The index cut into small files, each a script that hands over its data: `ijwi.give(path, …)`.

- `search/index.js`: a digit for each passage, 1 if it continues the page of the one before; which
  pieces of words exist, first letters, names of kinds, the languages to look in next, the tables,
  what the search box says (overrides/assets/search/panel.js).
- `search/w-….js`: terms that begin alike with their postings. The name holds the code points
  of that beginning in hexadecimal: every file system can store it.
- `search/v-….js`: all terms with one first letter and no more: to find the word that was meant.
- `search/t-….js`: one passage: address, titles, sections. Loaded for the results shown.

A posting is two characters or more: how many passages further on (five bits a character, 32
added to all but the last), then the weight. After the postings of a term that is nearly
everywhere, only the heaviest of which are kept, stands in how many passages it is.
"""

from __future__ import annotations

import json
import string
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from ..reader import Reader
from ..strings import Strings
from .index import Index, Posting
from .passages import Passage
from .tables import Tables

#: A piece of words longer than this is divided by the next letter.
MOST_CHARACTERS = 4000
#: Names hold no more letters than this, however long the words are.
LONGEST_BEGINNING = 8

_DIGITS = string.digits + string.ascii_letters + "-_"


def pieces(index: Index, tables: Tables, reader: Reader) -> Iterator[tuple[str, str]]:
    """Path and content of each file of the reader's language."""
    prefix = reader.catalogue.languages.prefix(reader.language.code)
    words = dict(sorted(_divided("", {term: _line(term, index) for term in index.postings})))
    yield _file(f"{prefix}search/index.js", {
        "passages": "".join("1" if passage.continued else "0" for passage in index.passages),
        "pieces": list(words), "letters": "".join(dict.fromkeys(term[0] for term in index.postings)),
        "kinds": {kind: reader.kind(kind) for kind in reader.catalogue.vocabulary.kinds},
        "others": list(_others(reader)), "tables": tables.to_json(), "words": _words(reader.strings)})
    for beginning, lines in words.items():
        yield _file(f"{prefix}search/{name('w', beginning)}", "\n".join(lines))
    for letter, terms in groupby(index.postings, key=lambda term: term[0]):
        yield _file(f"{prefix}search/{name('v', letter)}", " ".join(terms))
    for number, passage in enumerate(index.passages):
        yield _file(f"{prefix}search/t-{number:x}.js", _passage(passage))


def _words(strings: Strings) -> dict[str, str]:
    _ = strings.gettext
    return {"hint": _("The words do not leave this device; nobody is told what you look for."),
            "results": _("Results: %(num)s") % {"num": "%s"},
            "none": _("Nothing was found. Try another word, or fewer of them, or look through the topics."),
            "elsewhere": _("Nothing in this language; there is something in others."), "more": _("Show more"),
            "others": _("Also look in:"), "wait": _("Searching…"), "sensitive": _("sensitive")}


def _others(reader: Reader) -> Iterator[list[str]]:
    """The languages to look in next: code, name, direction and prefix of those that hold works."""
    languages = reader.catalogue.languages
    for code in dict.fromkeys((*reader.language.fallbacks, languages.default)):
        if code != reader.language.code and reader.works_in(code):
            yield [code, reader.language_name(code), languages[code].direction, languages.prefix(code)]


def name(what: str, beginning: str) -> str:
    """The file of the terms with this beginning: `w` with postings, `v` without."""
    return f"{what}-{'-'.join(f'{ord(letter):x}' for letter in beginning)}.js"


def _line(term: str, index: Index) -> str:
    return " ".join([term, encode(index.postings[term]), *([str(index.common[term])] if term in index.common else [])])


def encode(postings: Sequence[Posting]) -> str:
    """Postings as a string; see the module."""
    text, last = "", -1
    for passage, weight in postings:
        distance = passage - last - 1
        digits = _DIGITS[distance % 32]
        while distance := distance // 32:
            digits = _DIGITS[32 + distance % 32] + digits
        text += digits + _DIGITS[weight]
        last = passage
    return text


def _divided(beginning: str, lines: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Beginnings and the lines of their terms. Where terms go depends on those that begin alike, and on no others."""
    if len(beginning) == LONGEST_BEGINNING or sum(len(line) + 1 for line in lines.values()) <= MOST_CHARACTERS:
        if lines:
            yield beginning, list(lines.values())
        return
    longer: dict[str, dict[str, str]] = defaultdict(dict)
    for term, line in lines.items():
        longer[term[:len(beginning) + 1]][term] = line
    sizes = {start: sum(len(line) + 1 for line in group.values()) for start, group in longer.items()}
    together = sum(sizes.values())
    # The largest groups get pieces of their own until the rest is small enough. The first letter always
    # divides: nobody loads the words of another.
    for start in sorted(sizes, key=lambda start: (-sizes[start], start)):
        if start != beginning and (not beginning or together > MOST_CHARACTERS):
            yield from _divided(start, longer.pop(start))
            together -= sizes[start]
    if longer:
        yield beginning, sorted(line for group in longer.values() for line in group.values())


def _passage(passage: Passage) -> list[Any]:
    return [passage.url, passage.title, passage.above, passage.kind, int(passage.sensitive), passage.summary,
            [[section.id, section.heading, section.text] for section in passage.sections]]


def _file(path: str, data: object) -> tuple[str, str]:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # JSON allows two line ends in strings that older scripts do not; a page that holds the script ends at `</`.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return path, f"ijwi.give({json.dumps(path)},{text});\n"
