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
        kind = match.lastgroup if match.lastgroup != "ticks" else "code"
        if kind == "blank":
            found["______" if match[0].startswith("_") else "……"] += 1
        elif kind == "target":
            found[f"({match['target'].strip('<>')})"] += 1
        elif kind == "address":
            found[match["address"].strip("<").rstrip(".,;:!?")] += 1
        else:
            found[match[0]] += 1
    outside = _TOKEN.sub("", text)
    found["[…]"] += len(_FILL_IN.findall(outside))
    return +found


def differences(source: str, translation: str) -> tuple[list[str], list[str]]:
    """What the translation of a text lacks, and what it has although the source does not."""
    wanted, given = tokens(source), tokens(translation)
    return sorted((wanted - given).elements()), sorted((given - wanted).elements())


def has_words(text: str) -> bool:
    """Whether anything remains to translate when references, code and the like are taken away."""
    without = _TOKEN.sub(lambda match: "]" if match["target"] is not None else " ", text)
    return any(letter.isalnum() for letter in without)
