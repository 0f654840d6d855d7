"""The answers to the questions on a new page: from a command's options, or from somebody at a terminal.

Every answer is judged at once, by the schema and in its words; a wrong one is asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..centre import Centre
from ..findings import Finding
from ..placeholders import MARK
from .answers import MAX_LETTERS, findings, unusual, value
from .newpage import name_problem, usual
from .questions import PARTS, Question, choices, model_of, questions, required
from .slugs import slug

#: Why a sensitive work is asked for a neutral title and name.
WHY_NEUTRAL = ("Whoever looks at this phone later sees the page's title and address in the browser's history, and in "
               "every link that is passed on.\nFor a sensitive work both must betray nothing: say what anybody might "
               "read, not what it is about.")
#: What stands in a field until somebody who knows it writes it.
LATER = {"objectives": [f"{MARK} Each participant can …"], "materials": [f"{MARK} What to bring, and what replaces it"]}


class Interview:
    """The questions on one new page.

    `folder` is where it will stand, within its language's folder; `in_sensitive` says that its work is sensitive,
    `by_label` that findings name questions as forms do, not as options.
    """

    def __init__(self, centre: Centre, what: str, folder: str, options: Mapping[str, str],
                 in_sensitive: bool = False, by_label: bool = False) -> None:
        self.centre, self.what, self.folder, self.options = centre, what, folder, options
        self.in_sensitive, self.by_label = in_sensitive, by_label
        self.values: dict[str, Any] = {} if what in PARTS else {"kind": what}

    @property
    def sensitive(self) -> bool:
        """Whether somebody may be harmed because she is seen reading the page; known once it was asked."""
        return self.in_sensitive or self.values.get("sensitive") is True

    def from_options(self) -> list[Finding]:
        """Takes the answers from the options alone; returns what is wrong with them or missing."""
        problems: list[Finding] = []
        for question in self.asked():
            typed = self.options.get(question.name)
            found = self.take(question, typed) if typed is not None else self.without(question)
            problems += found
            if found:
                self.values.pop(question.name, None)
        unknown = sorted(set(self.options) - {question.name for question in questions(self.what)})
        problems += [Finding(f"--{name.replace('_', '-')}", 1, "unknown-field", f"a {self.what} has no such field.",
                             "Leave this option out.") for name in unknown]
        return problems or self.contradictions()

    def ask(self, ask: Callable[[str], str], say: Callable[[str], None]) -> None:
        """Asks for what the options do not say, until every answer is right. `ask` gets a prompt, and gives a line."""
        for question in self.asked():
            typed = self.options.get(question.name)
            found = self.take(question, typed) if typed is not None else None
            self._explain(question, say, found)
            while found is None or found:
                for finding in found or ():
                    say(f"  {finding.message} {finding.suggestion}")
                found = self._ask_once(question, ask)
        while problems := self.contradictions():
            for problem in problems:
                say(f"  {problem.message} {problem.suggestion}")
            for question in dict.fromkeys(question for problem in problems for question in self._named_by(problem)):
                found = None
                while found is None or found:
                    found = self._ask_once(question, ask)

    def take(self, question: Question, typed: str) -> list[Finding]:
        """Takes an answer as it was typed. Returns what is wrong with it; then the value is not kept."""
        self.values.pop(question.name, None)
        wrong = unusual(typed) or (f"it has more than {MAX_LETTERS:,} characters" if len(typed) > MAX_LETTERS else "")
        if wrong:
            return [self._problem(question, f"{wrong}.", "Type it again, without copying it.")]
        given = value(question, typed, choices(question, self.what, self.centre.vocabulary))
        if given in (None, []):
            return self.without(question)
        if question.name == "path":
            problem = name_problem(self.centre, str(given), self.folder)
            if problem:
                return [self._problem(question, *problem)]
            if self.sensitive and given == slug(str(self.values.get("title", ""))):
                return [self._problem(question, "the name says what the title says.", "Take a neutral one.")]
        if question.name == "neutral_title" and str(given).casefold() == str(self.values.get("title")).casefold():
            return [self._problem(question, "this is the title itself.", "Write a title that betrays nothing.")]
        candidate = {**self.values, question.name: given}
        found = [] if question.name == "path" else self._judged(candidate, question.name)
        if not found:
            self.values[question.name] = given
        return [self._problem(question, finding.message, finding.suggestion, finding.rule) for finding in found]

    def contradictions(self) -> list[Finding]:
        """What answers that are right each for itself say against each other."""
        found = [finding for finding in self._judged(self.values, None) if finding.rule != "missing"]
        return [self._problem(question, finding.message, finding.suggestion, finding.rule)
                for finding in found for question in self._named_by(finding)[:1]]

    def _named_by(self, finding: Finding) -> list[Question]:
        """The questions whose fields a finding names."""
        names = re.findall(r"`([a-z_]+)", f"{finding.message} {finding.suggestion}")
        return [question for question in self.asked() if question.name in names]

    def default(self, question: Question) -> Any:
        """What is taken where somebody only presses Enter; None if she must answer."""
        if question.name in ("creators", "licence"):
            return usual(self.centre, question.name)
        if question.name == "sensitive":
            return any(self.centre.vocabulary.topics[topic].sensitive for topic in self.values.get("topics", ()))
        if question.name == "path":
            # A sensitive work's name is made of its neutral title, or chosen.
            title = str(self.values.get("neutral_title" if self.sensitive else "title", ""))
            name = slug(title)
            return None if not name or MARK in title or name_problem(self.centre, name, self.folder) else name
        return LATER.get(question.name)

    def asked(self) -> Iterator[Question]:
        """The questions, in order; which come depends on the answers before them."""
        for question in questions(self.what):
            if question.name != "neutral_title" or self.sensitive:
                yield question

    def without(self, question: Question) -> list[Finding]:
        """Takes the default of a question that was not answered. Returns a finding if an answer is needed."""
        default = self.default(question)
        if default is not None:
            self.values[question.name] = default
        elif question.name == "path" and "title" in self.values:
            own = "" if self.sensitive else slug(str(self.values["title"]))
            message = f"is missing: `{own}`, which the title gives, can't be used here." if own \
                else "is missing: no name can be made of the title."
            return [self._problem(question, message, question.ask, "missing")]
        elif question.name != "path" and required(question, self.what, self.values):
            return [self._problem(question, "is missing.", question.ask, "missing")]
        return []

    def _judged(self, values: Mapping[str, Any], name: str | None) -> list[Finding]:
        # Days and what only a tool writes are filled in; `path` is the file's name, not a field.
        filled = {"title": "x", "summary": "x", "updated": "2000-01-01", **values}
        filled.pop("path", None)
        if self.what not in PARTS:
            filled["published"] = "2000-01-01"
        elif self.what != "page" and name is None:
            filled[self.what] = True
        return findings({key: value for key, value in filled.items() if value is not False}, model_of(self.what),
                        self.centre.vocabulary, "", [name] if name else None)

    def _problem(self, question: Question, message: str, suggestion: str, rule: str = "value") -> Finding:
        return Finding(question.label if self.by_label else question.option, 1, rule, message, suggestion)

    def _explain(self, question: Question, say: Callable[[str], None], answered: list[Finding] | None) -> None:
        if answered == []:
            return
        if question.name == "neutral_title":
            say(f"\n{WHY_NEUTRAL}")
        say(f"\n{question.ask}")
        known = choices(question, self.what, self.centre.vocabulary)
        for number, (word, name) in enumerate(known.items(), 1):
            say(f"  {number:2} {word}" + (f" ({name})" if name != word else ""))
        if question.example:
            say(f"  For example: {question.example}")

    def _ask_once(self, question: Question, ask: Callable[[str], str]) -> list[Finding]:
        default = self.default(question)
        if default is not None:
            shown = {True: "yes", False: "no"}.get(default, default) if isinstance(default, bool) else default
            prompt = f"[{'; '.join(shown) if isinstance(shown, list) else shown}] "
        else:
            prompt = "" if required(question, self.what, self.values) else "(Enter: none) "
        lines = [ask(f"{question.label}: {prompt}")]
        while question.shape in ("lines", "sources") and lines[-1].strip():
            lines.append(ask("  one more (Enter: no more): "))
        return self.take(question, "\n".join(lines))
