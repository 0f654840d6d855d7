"""What is asked of somebody who adds a page: one table, for the terminal and for the forge's forms.

What an answer may be is decided by the schema and the vocabulary, not here; a test sees to
it that each of the schema's fields is either asked for or named as one that a tool writes.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..schema import PartPage, SourcePage, WorkPage, work_model
from ..vocabulary import Vocabulary

#: How an answer is written: one line; a number; yes or no; one or several of a list; several short
#: entries; several lines; sources, one a line.
Shape = Literal["line", "number", "yes", "choice", "choices", "entries", "lines", "sources"]

#: Pages that are added to a work that is there.
PARTS = ("session", "handout", "page")


@dataclass(frozen=True)
class Question:
    """One thing to ask. `name` is the field of front matter, or `path`."""

    name: str
    label: str
    ask: str
    shape: Shape = "line"
    example: str = ""

    @property
    def option(self) -> str:
        return f"--{self.name.replace('_', '-')}"


_TITLE = Question("title", "Title", "What is it called?", example="Stay safe online")
_SUMMARY = Question("summary", "Summary", "What does it give its reader? One sentence, shown in lists.",
                    example="Seven habits that protect you, your phone and your group.")
_NEUTRAL = Question("neutral_title", "Neutral title", "Which title betrays nothing? The browser's tab, its history and "
                    "shared links show it.", example="Plan and reply")
_PATH = Question("path", "Name in the address", "How is it called in the address? Small Latin letters, digits and "
                 "hyphens. It stays for ever, so choose a name that fits all languages.", example="stay-safe-online")
_SOURCES = Question("sources", "Sources", "What does it rely on? One source a line: web address | title | "
                    "publisher | date (the date may be left out).", "sources",
                    "https://example.org/report | The report | The publisher | 2025-03")

#: Asked for every work, in this order; then what its kind needs besides.
_WORK = (
    _TITLE, _SUMMARY,
    Question("topics", "Topics", "What is it about? One to four topics.", "choices"),
    Question("audiences", "For whom", "Who is it for? One to four groups.", "choices"),
    Question("level", "Level", "How much must its reader know before?", "choice"),
    Question("minutes", "Minutes", "How many minutes does it take to read, watch or do it?", "number", "90"),
    Question("creators", "Made by", "Who made it? A role or a pseudonym is enough; several with ; between them.",
             "entries", "a trainer; a lawyer"),
    Question("licence", "Licence", "Under which licence is your text?", example="CC-BY-SA-4.0"),
    Question("sensitive", "Sensitive", "Could somebody be harmed because she is seen reading it?", "yes"),
    _NEUTRAL, _PATH,
)
_OF_KINDS = (
    Question("url", "Address of the resource", "Where is it? The web address of the resource itself.",
             example="https://example.org/"),
    Question("languages", "Its languages", "In which languages does it exist? Their codes, with commas.",
             "choices", "en, fr, sw"),
    Question("format", "Format", "In which form is it?", example="PDF, 40 pages"),
    Question("resource_licence", "Its terms", "On what terms may it be used? Freely downloadable is not openly "
             "licensed.", example="All rights reserved, free to read"),
    Question("start", "Start", "When does it start, in local time? As precisely as known.", example="2026-11-22T14:00"),
    Question("end", "End", "When does it end?", example="2026-11-22T16:30"),
    Question("timezone", "Time zone", "In which time zone? Written by its city.", example="Africa/Kigali"),
    Question("place", "Place", "Where does it take place? No private address.", example="Public library, Huye"),
    Question("link", "Link", "Is there a web page about it? Not the link that lets people in.",
             example="https://example.org/meeting"),
    Question("status", "Status", "Is it planned, held or cancelled?", "choice"),
)
_SESSION = (
    Question("minutes", "Minutes", "How many minutes does it take?", "number", "90"),
    Question("group_size", "Group", "How many people, from the smallest to the largest group?", example="8-24"),
    Question("power", "Electricity", "Does it need electricity?", "choice"),
    Question("internet", "Internet", "Does it need internet?", "choice"),
    Question("objectives", "Objectives", "What can each participant do afterwards? One a line, so that a trainer can "
             "see it: “Each participant can …”.", "lines"),
    Question("materials", "Materials", "What is brought? One a line; say what replaces power and internet.", "lines"),
)
#: Fields that nobody is asked for: days and parts are filled in, the others come later in a page's life.
NOT_ASKED = frozenset({"kind", "published", "updated", "parts", "sections", "recalls", "aliases", "withdrawn",
                       "objectives", "materials", "session", "handout"})


def model_of(what: str) -> type[SourcePage]:
    """The model of what is added: a kind of work, or one of PARTS."""
    return PartPage if what in PARTS else work_model(what)


def questions(what: str) -> tuple[Question, ...]:
    """What to ask for a kind of work, or for one of PARTS; the sources last."""
    if what in PARTS:
        return (_TITLE, _SUMMARY, _NEUTRAL, *(_SESSION if what == "session" else ()), _PATH, _SOURCES)
    own = set(work_model(what).model_fields) - set(WorkPage.model_fields)
    return (*_WORK, *(question for question in _OF_KINDS if question.name in own), _SOURCES)


def required(question: Question, what: str, values: Mapping[str, Any]) -> bool:
    """Whether a page of this sort cannot be without the answer; `values` are the answers so far."""
    if question.name == "neutral_title":
        return bool(values.get("sensitive"))
    if what == "session" and question in _SESSION:
        return True
    field = model_of(what).model_fields.get(question.name)
    return question.name == "path" or (field is not None and field.is_required())


def choices(question: Question, what: str, vocabulary: Vocabulary) -> dict[str, str]:
    """What a `choice` or `choices` may be, with the name of each; empty where anything may be."""
    terms = {"topics": vocabulary.topics, "audiences": vocabulary.audiences, "level": vocabulary.levels}
    if question.name in terms:
        return {word: term.name for word, term in terms[question.name].items()}
    field = model_of(what).model_fields.get(question.name)
    return {word: word for word in _literals(field.annotation)} if field and question.shape == "choice" else {}


def _literals(annotation: Any) -> list[str]:
    """The words of a Literal, also of one that may be left out."""
    if typing.get_origin(annotation) is Literal:
        return [str(word) for word in typing.get_args(annotation)]
    return [word for inner in typing.get_args(annotation) for word in _literals(inner)]
