"""The forms that people fill in on the forge, made of the questions, the vocabulary and the languages.

`issueforms.py` writes them as the forge wants them, `filled.py` reads what somebody filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..centre import Centre
from .questions import Question, choices, questions, required

#: Every form's issues carry it; the workflow that reads forms looks for it.
LABEL = "form"


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `options` maps what a list shows to what it means."""

    id: str
    label: str
    description: str = ""
    type: Literal["input", "textarea", "dropdown", "several", "checkboxes"] = "input"
    required: bool = False
    placeholder: str = ""
    options: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Form:
    """A form: what it is called, what stands above it, and its fields.

    The last field may be long and hold headings of its own: whatever follows its label belongs to it.
    """

    name: str
    title: str
    about: str
    note: str
    fields: tuple[Field, ...]


_PUBLIC = ("Everybody can read what you send here, with the name of your account, and copies can't be called back. "
           "Write no names of people who didn't agree, no telephone numbers, nothing that could harm somebody.")
_PAGE = Field("page", "Page", "Its address in the browser, or its path such as `toolkits/stay-safe-online`.",
              required=True, placeholder="toolkits/stay-safe-online")
_AGREED = Field("agreed", "Before you send it", type="checkboxes", required=True, options={
    "I wrote this text, or I may publish it under the licence named above.": "own",
    "It names nobody who didn't agree, and it can't harm anybody.": "harmless"})


def forms(centre: Centre) -> tuple[Form, ...]:
    """The forms of a centre."""
    languages = {f"{language.name} ({code})": code for code, language in centre.languages.items()}
    return (_new_resource(centre, languages), _translation(languages), _CORRECTION, _BROKEN_LINK)


def _new_resource(centre: Centre, languages: Mapping[str, str]) -> Form:
    kinds = list(centre.vocabulary.kinds)
    asked: dict[str, tuple[Question, list[str]]] = {}
    for kind in kinds:
        for question in questions(kind):
            asked.setdefault(question.name, (question, []))[1].append(kind)
    sources = asked.pop("sources")
    fields = [Field("kind", "Kind", "What is it?", "dropdown", True,
                    options=_shown({kind: term.name for kind, term in centre.vocabulary.kinds.items()})),
              Field("language", "Language", "In which language do you write?", "dropdown", True, options=languages)]
    for question, own in (*asked.values(), sources):
        fields.append(_field(question, own, own == kinds, centre))
    fields += [_AGREED, Field("text", "Text", "The page itself, if you have written it: plain text or Markdown, with a "
                              "`## heading` for each section. Without it the page tells what to write.", "textarea")]
    return Form("new-resource", "Add a resource", "Something of yours, or a good resource kept elsewhere.",
                f"It becomes a page that maintainers read before it is published. {_PUBLIC}", tuple(fields))


def _field(question: Question, kinds: list[str], of_all: bool, centre: Centre) -> Field:
    """A question as a field; one that only some kinds have says which."""
    names = [centre.vocabulary.kinds[kind].name.lower() for kind in kinds]
    only = "" if of_all else f" (only for: {', '.join(names)})"
    known = choices(question, kinds[0], centre.vocabulary)
    kind = {"yes": "dropdown", "choice": "dropdown", "choices": "several" if known else "input", "lines": "textarea",
            "sources": "textarea"}.get(question.shape, "input")
    shown = {"No": "no", "Yes": "yes"} if question.shape == "yes" else _shown(known) if known else None
    needed = of_all and required(question, kinds[0], {}) and question.name not in ("path", "creators", "licence")
    return Field(question.name, question.label + only, question.ask, kind,  # type: ignore[arg-type]
                 needed, question.example, shown)


def _shown(known: Mapping[str, str]) -> dict[str, str]:
    """Choices by what a list shows: their names, or the words themselves where a name holds the list's comma."""
    return {name if "," not in name else word: word for word, name in known.items()}


def _translation(languages: Mapping[str, str]) -> Form:
    return Form("translation", "Translate a page", "A page in your language that is not there yet.",
                "Only a part of the page is welcome too: leave the other sections out. For long pages, the sheets of "
                f"`scripts/translate.py export` are more comfortable. {_PUBLIC}", (
                    Field("language", "Language", "Into which language?", "dropdown", True, options=languages), _PAGE,
                    Field("title", "Title", "The page's title in your language.", required=True),
                    Field("summary", "Summary", "The sentence below the title.", required=True),
                    Field("neutral_title", "Neutral title", "Only if the page is sensitive: a title that betrays "
                                                            "nothing."),
                    Field("review", "How it was made", type="dropdown", required=True, options={
                        "A person translated it": "human", "A machine drafted it": "machine"}),
                    _AGREED,
                    Field("text", "Text", "The translation, with the headings as `## heading`. Keep marks such as "
                          "`{#photo-consent}`, `[@source]` and `[fact:…]` as they are: they tell which section it is.",
                          "textarea", True)))


_CORRECTION = Form("correction", "Correct something", "A mistake, or something that is no longer true.",
                   f"Is somebody in danger because of it? Say so in the first line. {_PUBLIC}", (
                       _PAGE,
                       Field("section", "Section", "Under which heading?"),
                       Field("why", "Why", "What is wrong with it? Where can one see that?", "textarea"),
                       Field("old", "What stands there", "Copy the words that are wrong.", "textarea", True),
                       Field("new", "What should stand there", "", "textarea", True)))
_BROKEN_LINK = Form("broken-link", "Report a broken link", "A link that leads nowhere, or elsewhere than it says.",
                    f"Don't open a link again that looked dangerous. {_PUBLIC}", (
                        _PAGE,
                        Field("link", "Link", "The address that doesn't work.", required=True,
                              placeholder="https://example.org/"),
                        Field("happens", "What happens", type="dropdown", required=True, options={
                            "The page is not found": "not found", "It shows something else": "something else",
                            "It asks for money or a password": "asks for something",
                            "It looks dangerous": "looks dangerous"}),
                        Field("better", "A better address", "If you know one."),
                        Field("notes", "Anything else", type="textarea")))


def form_of(labels: Iterable[str], known: Iterable[Form]) -> Form | None:
    """The form whose labels a text holds; None if it is none of these."""
    found = set(labels)
    fitting = [form for form in known if all(field.label in found for field in form.fields)]
    return max(fitting, key=lambda form: len(form.fields), default=None)
