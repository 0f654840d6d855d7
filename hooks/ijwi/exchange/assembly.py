"""An edition made from what came back, and everything that speaks against making it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..findings import ContentError, Finding
from ..sections import FRONT
from . import frontwords
from .arrival import Arrival, Entry, Matches, folded, refuse_other_page, short
from .segments import Page, Piece, Segment, cut, filled, fits, fitted
from .sheet import Task
from .tokens import differences


@dataclass(frozen=True)
class Imported:
    """The edition's page, and what its translator should know. Segments are named by their contexts.

    `kept`: the file had no translation, the edition's old one stays.
    `untranslated`: there is no translation; where the section is new, the source's words stand there.
    `doubtful`: still marked as doubtful in the file.
    `outdated`: translated, but the source's text changed after the file was made.
    `current`: the sections that are translated whole and follow the source, with the digest to record.
    `notices`: what was in the file and is not in the page.
    """

    text: str
    kept: tuple[str, ...]
    untranslated: tuple[str, ...]
    doubtful: tuple[str, ...]
    outdated: tuple[str, ...]
    current: Mapping[str, str]
    notices: tuple[Finding, ...]


def assembled(arrival: Arrival, task: Task, day: datetime.date, replace: Collection[str] = ()) -> Imported:
    """The edition with the translations that came back.

    `day` becomes the day of the last change, if anything changed. In sections named in `replace`
    the file wins over whatever the edition has. Raises ContentError, with a finding for each
    piece of work that would be lost, and for each text that would not fit.
    """
    refuse_other_page(arrival, task)
    work = _Assembly(arrival, task, replace)
    if work.findings:
        raise ContentError(work.findings)
    text = work.page(day)
    return Imported(text, tuple(work.kept), tuple(work.untranslated), tuple(work.doubtful),
                    tuple(sorted(work.matches.outdated & set(work.new))), work.current(), arrival.notices)


class _Assembly:
    def __init__(self, arrival: Arrival, task: Task, replace: Collection[str]) -> None:
        self.arrival, self.task, self.replace = arrival, task, replace
        self.matches = Matches(arrival, task)
        self.findings = self.matches.findings
        self.new: dict[str, str] = {}
        self.kept: list[str] = []
        self.untranslated: list[str] = []
        self.doubtful: list[str] = []
        for piece in task.source_page.pieces:
            self._look_at(piece)
        self._look_at_strays()

    def say(self, line: int, message: str, suggestion: str) -> None:
        self.findings.append(Finding(self.arrival.where, line, "exchange", message, suggestion))

    def _look_at(self, piece: Piece) -> None:
        twin = self.task.twin(piece)
        same = twin is not None and twin.skeleton == piece.skeleton
        given = []
        for segment, old in zip(piece.segments, self.task.translations(piece), strict=True):
            entry = self.matches.found.get(segment.context)
            text = fitted(segment, entry.translation) if entry else ""
            if entry and text:
                self.new[segment.context] = text
                given.append(entry)
                if entry.doubtful:
                    self.doubtful.append(segment.context)
                if text != old:
                    self._check(entry, piece, segment, text, old)
                continue
            (self.kept if old or (twin and not same) else self.untranslated).append(segment.context)
            if entry is None and old and piece.section not in self.replace:
                self.say(1, f"`{segment.context}`, “{short(segment.text)}”, is in the edition, but not in this file.",
                         f"Add it again from a new export; the edition has “{short(old)}”.")
            if entry and self._overwritten(entry, segment):
                self.say(entry.line, f"the source text of `{segment.context}` was changed to “{short(entry.source)}”, "
                         "and there is no translation.", "Move the words to the place of the translation.")
        if twin and not same and given and piece.section not in self.replace:
            self.say(given[0].line, f"the edition's section `{piece.section}` is built otherwise than the source's; "
                     f"{len(given)} translations would replace it.",
                     "Bring them into the page by hand, or import again and say that this section is replaced.")

    def _overwritten(self, entry: Entry, segment: Segment) -> bool:
        """Whether somebody wrote over the source's words, where these have not changed since."""
        return segment.context not in self.matches.outdated and folded(entry.source) != folded(segment.text)

    def _check(self, entry: Entry, piece: Piece, segment: Segment, text: str, old: str) -> None:
        lost, added = differences(segment.text, text)
        for missing in lost if segment.context not in self.matches.outdated else ():
            self.say(entry.line, f"the translation of `{segment.context}` lacks “{missing}”.",
                     f"Write “{missing}” where it belongs in “{short(text)}”.")
        for extra in added:
            self.say(entry.line, f"the translation of `{segment.context}` has “{extra}”, the source has not.",
                     "Take it out; what is only for this language is written in the page itself.")
        if not fits(self.task.source_page, piece, segment, text):
            self.say(entry.line, f"the translation of `{segment.context}`, “{short(text)}”, would be something else in "
                     "the page.", "Do not begin with a sign such as `#`, `-`, `>`, `1.` or `!!!`; in tables write "
                     "`\\|` for a bar.")
        then = self.arrival.states.get(piece.section, ("", ""))[1]
        if old and then != self.task.edition_digests.get(piece.section) and piece.section not in self.replace:
            self.say(entry.line, f"the edition's section `{piece.section}` was changed after this file was made: "
                     f"`{segment.context}` is now “{short(old)}”, here “{short(text)}”.",
                     "Export again and choose, or import again and say that this section is replaced.")

    def _look_at_strays(self) -> None:
        edition = self.task.edition_page
        there = {folded(segment.text) for segment in edition.segments.values()} if edition else set()
        for entry in self.matches.strays:
            if entry.translation.strip() and folded(entry.translation) not in there:
                self.say(entry.line, f"the source has no “{short(entry.source)}” any more (`{entry.context}`); "
                         f"its translation “{short(entry.translation)}” would be lost.",
                         "Export again, and put the translation where it belongs now.")

    def page(self, day: datetime.date) -> str:
        """The edition's text."""
        task = self.task
        if task.edition_page is None:
            return self._joined(cut(frontwords.new_edition(task.source, task.of.code, day, task.source_file)))
        text = self._joined(task.edition_page)
        return text if text == task.edition else frontwords.with_day(text, day)

    def _joined(self, base: Page) -> str:
        """Front matter and body: of each section the base's form if it is the source's, else what it has."""
        body = [piece for piece in base.pieces if piece.section != FRONT]
        head = base.text[:body[0].start] if body else base.text.rstrip("\n") + "\n\n"
        parts = [(filled(owner, piece, self.new), piece.end == len(owner.text)) for owner, piece in self._order(base)]
        return self._with_front(base, head) + _glued(parts)

    def _with_front(self, base: Page, head: str) -> str:
        found = {piece.id: piece for piece in base.pieces if piece.section == FRONT}
        changed = []
        for piece in self.task.source_page.pieces:
            texts = [self.new.get(segment.context, segment.text) for segment in piece.segments]
            given = any(segment.context in self.new for segment in piece.segments)
            twin = found.get(piece.id)
            if piece.section == FRONT and given and (twin is None or twin.skeleton != piece.skeleton):
                changed.append((piece.id.split("/")[1], texts))
        for piece in sorted(found.values(), key=lambda piece: -piece.start):
            if all(piece.id.split("/")[1] != name for name, _texts in changed):
                head = head[:piece.start] + filled(base, piece, self.new) + head[piece.end:]
        for name, texts in changed:
            head = frontwords.with_field(head, name, texts)
        return head

    def _order(self, base: Page) -> Iterator[tuple[Page, Piece]]:
        """The sections of the new page: the source's order, each of the base's own after the one it follows there."""
        source = self.task.source_page
        known = {piece.id for piece in source.pieces}
        own: dict[str, list[Piece]] = {}
        before = ""
        for piece in base.pieces:
            if piece.section != FRONT and piece.id not in known:
                own.setdefault(before, []).append(piece)
            elif piece.section != FRONT:
                before = piece.id
        there = {piece.id: piece for piece in base.pieces}
        yield from ((base, other) for other in own.get("", ()))
        for piece in source.pieces:
            if piece.section == FRONT:
                continue
            twin = there.get(piece.id)
            given = any(segment.context in self.new for segment in piece.segments)
            if twin and (twin.skeleton == piece.skeleton or not given):
                yield base, twin
            elif given:
                yield source, piece
            yield from ((base, other) for other in own.get(piece.id, ()))

    def current(self) -> dict[str, str]:
        """The sections that follow the source, with the digest of the text that was translated."""
        open_ends = {context.split("/")[0] for context in (*self.kept, *self.untranslated, *self.doubtful)}
        late = {context.split("/")[0] for context in self.matches.outdated}
        digests = {section: self.arrival.states.get(section, ("",))[0] if section in late else now
                   for section, now in self.task.source_digests.items() if section not in open_ends}
        return {section: value for section, value in digests.items() if value}


def _glued(parts: list[tuple[str, bool]]) -> str:
    """Sections one after another, with an empty line between them; a file ends with one line end."""
    text = ""
    for number, (part, was_last) in enumerate(parts):
        last = number == len(parts) - 1
        if last != was_last:
            part = part.rstrip("\n") + ("\n" if last else "\n\n")
        text += part
    return text
