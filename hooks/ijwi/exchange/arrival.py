"""What comes back from a translator, whatever the format, and which segment of the source each row belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..findings import ContentError, Finding
from .segments import Segment
from .sheet import States, Task


@dataclass(frozen=True)
class Entry:
    """A row as it came back, on this line of its file."""

    context: str
    source: str
    translation: str
    doubtful: bool
    line: int


@dataclass(frozen=True)
class Arrival:
    """A file that came back: for which page and languages it was made, and its rows."""

    where: str
    page: str
    of: str
    language: str
    states: States
    entries: tuple[Entry, ...]
    notices: tuple[Finding, ...] = ()


def refuse_other_page(arrival: Arrival, task: Task) -> None:
    """Raises ContentError if the file was made for another page, language or source language."""
    made = (arrival.page, arrival.of, arrival.language)
    if made != (task.page, task.of.code, task.language.code):
        raise ContentError([Finding(
            arrival.where, 1, "exchange",
            f"this file was made for {_made_for(*made)}, "
            f"not for {_made_for(task.page, task.of.code, task.language.code)}.",
            "Import it as what it is. If its header or last row was lost, copy that from a new export.")])


def _made_for(page: str, of: str, language: str) -> str:
    return f"`{page or '?'}` from `{of or '?'}` to `{language or '?'}`"


class Matches:
    """The entry of each segment, by context, and what was found on the way.

    An entry belongs to the segment with its context and source text; else to one of the same
    text in the same section; else to its context, if the section has the segments that it had;
    else to the only segment of that text on the page. What is left has no place: `strays`.
    `outdated` are contexts whose source text changed after the file was made.
    """

    def __init__(self, arrival: Arrival, task: Task) -> None:
        self._arrival, self._task = arrival, task
        self._segments = task.source_page.segments
        self.found: dict[str, Entry] = {}
        self.outdated: set[str] = set()
        self.findings: list[Finding] = []
        self.strays = self._once()
        self._take_exact()
        self._take_by_text(within_section=True)
        self._take_by_place()
        self._take_by_text(within_section=False)

    def _once(self) -> list[Entry]:
        """Every entry, but of those with one context only the one that has words; two are a finding."""
        groups: dict[tuple[str, str], list[Entry]] = {}
        for entry in self._arrival.entries:
            groups.setdefault((entry.context, "" if entry.context in self._segments else folded(entry.source)),
                              []).append(entry)
        chosen = []
        for (context, _source), group in groups.items():
            given = {folded(entry.translation): entry for entry in group if entry.translation.strip()}
            chosen.append(next(iter(given.values()), group[0]))
            if len(given) > 1:
                first, second = list(given.values())[:2]
                self.findings.append(Finding(
                    self._arrival.where, second.line, "exchange",
                    f"`{context}` has two translations, “{short(first.translation)}” and "
                    f"“{short(second.translation)}”.", "Keep one of the two."))
        return chosen

    def _take_exact(self) -> None:
        for entry in list(self.strays):
            segment = self._segments.get(entry.context)
            if segment and folded(segment.text) == folded(entry.source):
                self._take(entry, segment)

    def _take_by_text(self, within_section: bool) -> None:
        def key(section: str, text: str) -> tuple[str, str]:
            return section if within_section else "", folded(text)

        free: dict[tuple[str, str], list[Segment]] = {}
        for segment in self._segments.values():
            if segment.context not in self.found:
                free.setdefault(key(segment.section, segment.text), []).append(segment)
        wanted = Counter(key(_section(entry), entry.source) for entry in self.strays)
        for entry in list(self.strays):
            name = key(_section(entry), entry.source)
            if len(free.get(name, ())) == 1 and wanted[name] == 1:
                self._take(entry, free[name][0])

    def _take_by_place(self) -> None:
        """Takes entries whose source text is another now, in sections that did not change or kept their form."""
        now, then = self._by_section(self._segments), self._by_section(e.context for e in self._arrival.entries)
        for entry in list(self.strays):
            segment, section = self._segments.get(entry.context), _section(entry)
            if segment is None or entry.context in self.found:
                continue
            unchanged = self._arrival.states.get(section, ("",))[0] == self._task.source_digests.get(section)
            if unchanged or now.get(section) == then.get(section):
                self._take(entry, segment)
                if not unchanged:
                    self.outdated.add(entry.context)

    @staticmethod
    def _by_section(contexts: Iterable[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for context in contexts:
            found.setdefault(context.split("/")[0], set()).add(context)
        return found

    def _take(self, entry: Entry, segment: Segment) -> None:
        self.found[segment.context] = entry
        self.strays.remove(entry)


def _section(entry: Entry) -> str:
    return entry.context.split("/")[0]


def folded(text: str) -> str:
    """A text for comparing: editors change white space."""
    return " ".join(text.split())


def short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
