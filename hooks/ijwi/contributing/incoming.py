"""What becomes of a form that was filled in: a page, an edition, or a suggestion for a person to carry out.

Nothing typed is lost: what finds no place in a file stands in the report.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .. import currency, sections
from ..centre import Centre
from ..findings import ContentError
from ..placeholders import MARK
from . import newpage
from .filled import Filled, read_filled
from .forms import forms
from .interview import Interview
from .questions import Question, required
from .report import Report
from .suggestions import broken_link, correction
from .translations import NewEdition, new_edition


@dataclass
class Outcome:
    """The files that were written, and what to tell the maintainers."""

    report: Report = field(default_factory=Report)
    files: list[Path] = field(default_factory=list)
    understood: bool = True


def receive(centre: Centre, text: str, day: datetime.date, again: Callable[[], Centre]) -> Outcome:
    """Does what a form asks for. `again` reads the centre anew, after a file was written."""
    outcome = Outcome()
    try:
        filled = read_filled(text, forms(centre))
    except ContentError as error:
        outcome.understood = False
        outcome.report.findings("This could not be read as one of our forms:", error.findings)
        outcome.report.quote("What was sent:", text)
        return outcome
    try:
        match filled.form.name:
            case "new-resource":
                _resource(centre, filled, day, outcome)
            case "translation":
                _translation(centre, filled, outcome, again)
            case "correction":
                correction(centre, filled, outcome.report)
            case _:
                broken_link(centre, filled, outcome.report)
    except ContentError as error:
        outcome.understood = False
        outcome.report.findings("Nothing was written, because of this:", error.findings)
        for name, typed in filled.answers.items():
            outcome.report.quote(f"{filled.label(name)}:", typed)
    return outcome


def _resource(centre: Centre, filled: Filled, day: datetime.date, outcome: Outcome) -> None:
    """A new page. Optional answers that can't stay are left out; a needed one ends it."""
    answers = dict(filled.answers)
    kind, language = answers.pop("kind", ""), answers.pop("language", "")
    if kind not in centre.vocabulary.kinds:
        raise currency.refusal("kind", "there is no such kind.", "Choose one of the list.")
    currency.known_language(centre, language)
    text, lost = visible(answers.pop("text", ""))
    answers.pop("agreed", None)
    interview = Interview(centre, kind, newpage.folder_of(centre, kind), answers, by_label=True)
    problems, left_out = [], {}
    for question in interview.asked():
        typed = answers.pop(question.name, None)
        found = interview.take(question, typed) if typed else interview.without(question)
        if found and _can_do_without(interview, question, kind):
            left_out[question.name] = (found, typed)
        else:
            problems += found
    problems += interview.contradictions() if not problems else []
    if problems:
        raise ContentError(problems)
    draft = newpage.draft_work(centre, kind, language, interview.values, day, text)
    outcome.files = newpage.write(centre, draft)
    report = outcome.report
    report.say(f"This form became a page: {', '.join(f'`docs/{name}`' for name in draft.pages)}. "
               "Read it before you merge it: the text is as it was sent.")
    if not text:
        report.say(f"No text was sent yet. Where a {MARK} stands, the page tells what to write.")
    if lost:
        report.say(f"{lost} characters were removed from the text that can't be seen or that turn text around.")
    report.findings("To be decided by a person:", [one for found, _typed in left_out.values() for one in found])
    for name, typed in [*((name, typed) for name, (_found, typed) in left_out.items()), *answers.items()]:
        if typed:
            report.quote(f"Typed under “{filled.label(name)}”, and not in the page:", typed)


def _can_do_without(interview: Interview, question: Question, kind: str) -> bool:
    """Whether the page can be written though this answer is wrong or missing; fills in what stands for it."""
    if question.name == "path":
        mark = sections.digest(str(interview.values.get("title")))[:5]
        interview.values["path"] = f"{kind}-{mark}"
        return newpage.name_problem(interview.centre, f"{kind}-{mark}", interview.folder) is None
    if question.name == "neutral_title":
        interview.values["neutral_title"] = f"{MARK} A title that betrays nothing"
        return True
    if question.name in ("creators", "licence"):
        default = interview.default(question)
        interview.values[question.name] = default
        return default is not None
    return not required(question, kind, interview.values)


def _translation(centre: Centre, filled: Filled, outcome: Outcome, again: Callable[[], Centre]) -> None:
    text, lost = visible(filled.answers.get("text", ""))
    made: NewEdition = new_edition(centre, filled, text)
    outcome.files, report = [made.file], outcome.report
    followed, unchanged = made.record(again())
    report.say(f"This form became an edition: `docs/{made.name}`. Sections translated: {len(followed)}; in any "
               "other the source's text stands in place.")
    if unchanged:
        report.say(f"Still the source's words: {', '.join(f'`{name}`' for name in unchanged)}.")
    if lost:
        report.say(f"{lost} characters were removed from the text that can't be seen or that turn text around.")
    if made.no_place:
        report.quote("Sent, and in no section of the source:", made.no_place)


_TURNS = re.compile("[\u202a-\u202e]")


def visible(text: str) -> tuple[str, int]:
    """A text without control characters and signs that turn text around, and how many there were."""
    kept = "".join(letter for letter in text.replace("\r\n", "\n").replace("\r", "\n")
                   if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))
    kept = _TURNS.sub("", kept)
    return kept, len(text.replace("\r\n", "\n")) - len(kept)


