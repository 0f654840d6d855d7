"""Whether an edition has all that its source has, section by section.

Only sections that say they follow the source are compared: one that is behind differs
rightly. Words are not judged, but for source text that was left in place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from .findings import Finding
from .glossary import Glossary
from .sections import FRONT, LEAD, Section

_CODE = re.compile(r"`[^`\n]*`")
#: Commands and the like, which nobody translates.
_FENCED = re.compile(r"^(```+|~~~+)[^\n]*\n.*?^\1[`~]*[ \t]*$", re.M | re.S)
_LINK = re.compile(r"(!?)\[[^\]\n]*\]\(([^)\s]+)(?:[ \t][^)\n]*)?\)")
_REFERENCE = re.compile(r"\[(?:fact:|@|helplines|chart:)[^\]\n]*\]")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)]) ", re.M)
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»|\*[^*\n]+\*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

#: So many words of the source in a row were not translated.
SOURCE_RUN = 8

#: What must be the same on both sides: its name in a message, and how it is found in a section's text.
COUNTED: tuple[tuple[str, Callable[[str], list[str]]], ...] = (
    ("links", lambda text: [target for image, target in _LINK.findall(text) if not image]),
    ("images", lambda text: [target for image, target in _LINK.findall(text) if image]),
    ("references", _REFERENCE.findall),
    ("codes", _CODE.findall),
)


#: Places for a reader's own words, which must all be there: `[name]` and blanks to write on.
PLACES = (("places in [brackets]", re.compile(r"\[(?!fact:|@|helplines|chart|[ x]\])[^\]\n]+\](?!\()")),
          ("blanks", re.compile(r"_{3,}")))


def compare(source: list[Section], edition: list[Section], path: str, first_line: int,
            followed: set[str]) -> Iterator[Finding]:
    """Findings on an edition's sections against the source's; `followed` are the ids that are up to date."""
    own = {section.id: section for section in edition}
    for section in source:
        if section.id not in followed or section.id in (FRONT, ""):
            continue
        mine = own.get(section.id)
        if mine is None:
            yield Finding(path, 1, "parity", f"the section `{section.id}` of the source is missing here.",
                          f"Translate it, under a heading that ends with `{{#{section.id}}}`.")
            continue
        line = first_line + mine.line - 1
        if mine.level != section.level:
            yield Finding(path, line, "parity", f"the heading `{section.id}` has {mine.level} `#`, "
                          f"in the source it has {section.level}.", "Write as many as there.")
        yield from _differences(section, mine, path, line)
    known = {section.id for section in source}
    for section in edition:
        if section.id and section.id not in known and section.id != LEAD:
            yield Finding(path, first_line + section.line - 1, "parity",
                          f"the source has no section `{section.id}`.",
                          "Give the heading the source's id, or say in `adapted:` why it is needed and move it "
                          "into a section that the source has.")


def _differences(source: Section, mine: Section, path: str, line: int) -> Iterator[Finding]:
    for name, find in COUNTED:
        theirs, ours = Counter(find(source.text)), Counter(find(mine.text))
        lacking = sorted((theirs - ours).elements())
        # A translator may have to show more letters or keys than the source; not other links.
        extra = sorted((ours - theirs).elements()) if name != "codes" else []
        if lacking or extra:
            said = [f"missing: {', '.join(lacking)}"] if lacking else []
            said += [f"more than there: {', '.join(extra)}"] if extra else []
            yield Finding(path, line, "parity", f"the {name} in `{source.id}` are not those of the source; "
                          f"{'; '.join(said)}.", "Keep them as they are in the source.")
    for name, pattern in PLACES:
        theirs_count, our_count = len(pattern.findall(source.text)), len(pattern.findall(mine.text))
        if theirs_count != our_count:
            yield Finding(path, line, "parity", f"`{source.id}` has {our_count} {name}, the source {theirs_count}.",
                          "Keep each of them; the words in brackets are translated.")
    theirs_items, our_items = len(_ITEM.findall(source.text)), len(_ITEM.findall(mine.text))
    if theirs_items != our_items:
        yield Finding(path, line, "parity", f"`{source.id}` has {our_items} list items, the source {theirs_items}.",
                      "Translate each of them, in its own item.")
    left = source_words(source.text, mine.text)
    if left:
        yield Finding(path, line, "parity", f"`{source.id}` still holds words of the source: “{left}”.",
                      "Translate them; put names and quotations in quotes or italics.")


def source_words(source: str, mine: str) -> str:
    """The first run of source words that stands in an edition too, outside code, links, names and quotations."""
    theirs = _words(source)
    ours = _words(mine)
    runs = {tuple(theirs[start:start + SOURCE_RUN]) for start in range(len(theirs) - SOURCE_RUN + 1)}
    for start in range(len(ours) - SOURCE_RUN + 1):
        run = tuple(ours[start:start + SOURCE_RUN])
        if run in runs and not all(word[:1].isupper() for word in run):
            return " ".join(run)
    return ""


def _words(text: str) -> list[str]:
    for pattern in (_FENCED, _CODE, _REFERENCE, _QUOTED):
        text = pattern.sub(" . ", text)
    text = re.sub(r"\]\([^)]*\)", " ", text)
    return _WORD.findall(text)


def refused_words(sections: list[Section], glossary: Glossary, path: str, first_line: int) -> Iterator[Finding]:
    """A notice where an edition uses a word that the glossary refused for a term; it may mean something else."""
    refused = {word: (name, entry.term) for name, entry in glossary.items() for variant in entry.variants
               if (word := variant.casefold()) not in entry.term.casefold()}
    for section in sections:
        words = f" {' '.join(_WORD.findall(_CODE.sub(' ', _FENCED.sub(' ', section.text)))).casefold()} "
        for variant, (name, term) in refused.items():
            if f" {variant} " in words:
                yield Finding(path, first_line + section.line - 1, "glossary",
                              f"“{variant}” in `{section.id}`: for `{name}` another word was agreed.",
                              f"Where it means that, write “{term}”.", notice=True)
