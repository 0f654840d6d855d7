"""A correction or a broken link that came by form: the exact place, for a person to decide and to change."""

from __future__ import annotations

import difflib
import re

from ..centre import Centre
from ..pagefiles import read_page
from ..sections import split
from .filled import Filled
from .pagenames import edition_named
from .report import Report


def correction(centre: Centre, filled: Filled, report: Report) -> None:
    """Reports where the words stand that are wrong, and the change as a patch if they stand there once."""
    answers = filled.answers
    _page, edition = edition_named(centre, answers.get("page", ""))
    path = f"docs/{edition.file}"
    front, body, _line = read_page(centre.docs / edition.file)
    text = f"---\n{front}---\n{body}"
    old, new = answers.get("old", "").strip(), answers.get("new", "").strip()
    places = [match.span() for match in _loosely(old).finditer(text)] if old else []
    if len(places) == 1:
        start, end = places[0]
        line = text.count("\n", 0, start) + 1
        report.say(f"A correction to `{path}`, line {line}{_section_at(text, line)}. If it is right, change it there; "
                   "if only typing errors are mended, record it with "
                   "`python scripts/translate.py changed --minor`.")
        patch = difflib.unified_diff(text.splitlines(), (text[:start] + new + text[end:]).splitlines(),
                                     f"a/{path}", f"b/{path}", lineterm="", n=1)
        report.quote("The change:", "\n".join(patch), "diff")
    else:
        found = f"stand there {len(places)} times" if places else "don't stand there word by word"
        report.say(f"A correction to `{path}`. The words that it names {found}: look for the place.")
        report.quote("What stands there, it says:", old)
        report.quote("What should stand there:", new)
    for name in ("section", "why"):
        if name in answers:
            report.quote(f"{filled.label(name)}:", answers[name])


def _loosely(words: str) -> re.Pattern[str]:
    """Words as they may stand in a file: with other line ends, and with the signs of Markdown around them."""
    return re.compile(r"[\s*_`]+".join(re.escape(word) for word in words.split()))


def _section_at(text: str, line: int) -> str:
    """The section in which a line of a whole file stands, in words."""
    name = ""
    first = text[:text.index("\n---\n", 3) + 5].count("\n") + 1
    for section in split("\n".join(text.split("\n")[first - 1:])):
        if section.id and section.line + first - 1 <= line:
            name = section.id
    return f", section `{name}`" if name and line >= first else ""


def broken_link(centre: Centre, filled: Filled, report: Report) -> None:
    """Reports every line of the centre in which a link stands, in all editions and in the data."""
    answers = filled.answers
    _page, edition = edition_named(centre, answers.get("page", ""))
    path = f"docs/{edition.file}"
    link = "".join(answers.get("link", "").split())
    places = []
    for file in sorted(file for file in centre.docs.rglob("*") if file.suffix in (".md", ".csv", ".yml")):
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if link and re.search(rf"{re.escape(link.rstrip('/'))}(?![\w/-]*[\w-])", line):
                places.append(f"docs/{file.relative_to(centre.docs).as_posix()}:{number}")
    report.say(f"A link on `{path}` doesn't work for somebody. Try it yourself before you change it, not on a phone "
               "that matters if it looked dangerous.")
    report.quote("The link, and what happens:", f"{link}\n{answers.get('happens', '')}".strip())
    if places:
        report.quote("It stands in:", "\n".join(places))
    else:
        report.say("No page holds it letter by letter: look at the page.")
    for name in ("better", "notes"):
        if name in answers:
            report.quote(f"{filled.label(name)}:", answers[name])
