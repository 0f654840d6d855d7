"""A session's minutes: those of its steps, and their sum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding
from ..sections import Section
from .page import Page

#: A break that a session may leave between its steps, in minutes.
LONGEST_BREAK = 30
#: What a step begins with: bold words with its minutes in any digits, `**15 minutes.**` or `**Iminota 15.**`.
_TIMED = re.compile(r"\s*\*\*(?=[^*\n]*\d)(?P<before>\D*)(?P<minutes>\d{1,3})(?!\d)[^*\n]*\*\*")


def step_minutes(section: Section) -> int | None:
    """The minutes that a step says it takes; None for a section that is no step. Flip charts count them down."""
    found = _TIMED.match(section.text)
    return int(found["minutes"]) if found and section.level == 2 else None


def steps_add_up(page: Page) -> Iterator[Finding]:
    """The steps of a session take as long as its front matter says, with a break at most. Rule `session-time`."""
    told = page.values.get("minutes")
    steps = [minutes for section in page.sections if (minutes := step_minutes(section)) is not None]
    if not page.values.get("session") or not isinstance(told, int) or not steps:
        return
    if not sum(steps) <= told <= sum(steps) + LONGEST_BREAK:
        yield page.finding(page.front_line("minutes"), "session-time",
                           f"the steps take {' + '.join(map(str, steps))} = {sum(steps)} minutes, the session {told}.",
                           f"Write `minutes: {sum(steps)}`, with a break up to {LONGEST_BREAK} more, or mend a step.")
