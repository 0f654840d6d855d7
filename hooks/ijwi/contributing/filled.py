"""A form as somebody filled it in: the text that the forge makes of it, read back into answers.

The forge writes `### Label`, an empty line and the answer for each field, in the form's order, and
`_No response_` for none. Answers are text of strangers: one that holds a heading of the form itself
can't be told from the form, and is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..findings import ContentError, Finding
from .forms import Field, Form, form_of

#: Issues hold 65,536 characters; what is longer comes from elsewhere.
MAX_LETTERS = 70_000
WHERE = "form"

_LABEL = re.compile(r"### (.+)")
_NONE = "_No response_"


@dataclass(frozen=True)
class Filled:
    """A form with its answers, by the fields' ids, as they were typed; empty ones are left out."""

    form: Form
    answers: Mapping[str, str]

    def label(self, name: str) -> str:
        return next(field.label for field in self.form.fields if field.id == name)


def read_filled(text: str, known: Iterable[Form]) -> Filled:
    """Reads a form's text. Raises ContentError if it is no form of ours, or can't be read without guessing."""
    if len(text) > MAX_LETTERS:
        raise _refused(1, f"this is longer than any form: {len(text):,} characters.",
                       "Send a long text by pull request.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    labels = {number: match[1].strip() for number, line in enumerate(lines)
              if (match := _LABEL.fullmatch(line.rstrip()))}
    form = form_of(labels.values(), known)
    if form is None:
        raise _refused(1, "this text was not made with one of the forms.",
                       "Open a new issue, choose a form, and copy the text into its fields.")
    starts = _starts(labels, form)
    if any(line.strip() for line in lines[:starts[0]]):
        raise _refused(1, "text stands before the form's first heading.", "Move it into one of the fields.")
    ends = [*starts[1:], len(lines)]
    answers = {}
    for field, start, end in zip(form.fields, starts, ends, strict=True):
        typed = "\n".join(lines[start + 1:end]).strip("\n").rstrip()
        if typed.strip() not in ("", _NONE):
            answers[field.id] = _meant(field, typed)
    return Filled(form, answers)


def _starts(labels: Mapping[int, str], form: Form) -> list[int]:
    """The line of each field's label."""
    own = {field.label for field in form.fields}
    rest = iter(sorted(labels))
    starts: list[int] = []
    for field in form.fields:
        start = next((number for number in rest if labels[number] == field.label), None)
        if start is None:
            raise _refused(1, f"the form's headings don't stand in their order: `{field.label}` is missing or comes "
                              "too early.", "Fill in the form again; don't write its headings yourself.")
        starts.append(start)
    for number, label in labels.items():
        if label in own and number not in starts and number < starts[-1]:
            raise _refused(number + 1, f"an answer holds the heading `### {label}`, which is the form's own.",
                           "Write that line without `###`.")
    return starts


def _meant(field: Field, typed: str) -> str:
    """What was chosen in a list, as the words that it stands for; other answers as they are."""
    if field.options is None:
        return typed
    if field.type == "checkboxes":
        ticked = re.findall(r"^- \[[xX]\] (.*)$", typed, re.M)
        return ", ".join(field.options[label.strip()] for label in ticked if label.strip() in field.options)
    chosen = typed.split(", ") if field.type == "several" else [typed]
    return ", ".join(field.options.get(word.strip(), word.strip()) for word in chosen)


def _refused(line: int, message: str, suggestion: str) -> ContentError:
    return ContentError([Finding(WHERE, line, "form", message, suggestion)])
