"""What a translation must carry over as it is: references, addresses of links, code, ids and blanks to fill in."""

from __future__ import annotations

import re
from collections import Counter

_TOKEN = re.compile(r"""
    (?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))
  | (?P<reference>\[(?:fact:|@|helplines|chart|section:)[^\]\n]*\](?![(\[]))
  | \]\(\s*(?P<target><[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*)
  | (?P<address><?(?:https?://|mailto:|tel:)[^\s<>)\]،؛]+)
  | (?P<attributes>\{:?\s*[#.][^}\n]*\})
  | (?P<blank>_{3,}|…{2,})
  """, re.VERBOSE)
#: A word in brackets that its reader replaces by her own, such as [Name]; the word itself is translated.
_FILL_IN = re.compile(r"(?<![\]!])\[(?!fact:|@|helplines|chart|section:|[ xX]\])[^\]\[\n]+\](?![(\[])")


def tokens(text: str) -> Counter[str]:
    """Each thing of a text that must stay as it is, with how often it stands there."""
    found: Counter[str] = Counter()
    for match in _TOKEN.finditer(text):
        if match["blank"]:
            found["______" if match[0].startswith("_") else "……"] += 1
        elif match["target"] is not None:
            found[f"]({match['target'].strip('<>')})"] += 1
        elif match["address"]:
            found[match["address"].strip("<").rstrip(".,;:!?")] += 1
        else:
            found[match[0]] += 1
    found["[…]"] += len(_FILL_IN.findall(_TOKEN.sub("", text)))
    return +found


def differences(source: str, translation: str) -> tuple[list[str], list[str]]:
    """What the translation of a text lacks, and where it leads although the source does not.

    Code and blanks may be added: a language has its own letters and its own examples.
    """
    wanted, given = tokens(source), tokens(translation)
    added = (given - wanted).elements()
    return sorted((wanted - given).elements()), sorted(thing for thing in added if thing.strip("[]")[0] not in "`_…")


def has_words(text: str) -> bool:
    """Whether anything remains to translate when references, code and the like are taken away."""
    without = _TOKEN.sub(lambda match: "]" if match["target"] is not None else " ", text)
    return any(letter.isalnum() for letter in without)
