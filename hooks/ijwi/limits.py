"""How big and how deep a page may be: a wall against files made to be slow, told before anything parses them.

Python-Markdown needs time with the square of a paragraph's open brackets, and a call within a call for
each level of nesting; these limits are ten times what any honest page has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: A page of 200,000 bytes is a book of a hundred pages; it has parts.
MAX_BYTES = 200_000
MAX_LINE = 8_000
MAX_LINES = 5_000
#: Columns before a line's first letter: ten levels of a list.
MAX_INDENT = 40
MAX_NESTING = 8
#: The same sign, or spaces, in a row.
MAX_RUN = 200
#: Brackets and backticks, or stars and underscores, between two empty lines.
MAX_SIGNS = 300

_RUN = re.compile(rf"[ \t]{{{MAX_RUN},}}|(.)\1{{{MAX_RUN},}}")
#: A line without any of this is no more than it seems.
_SIGNS, _SIGN = re.compile(r"[\[`*_<>|\t]"), re.compile(rf" *([-+]|[0-9]+[.)])| {{{MAX_INDENT + 1}}}")
_RULE = re.compile(r"[ \t]*([-*_][ \t]*)+")
_MARKS = re.compile(r"[ \t]*((?:>|[-*+][ \t]|[0-9]{1,9}[.)][ \t])[ \t]*)*")
_MARK = re.compile(r">|[-*+]|[0-9]+[.)]")
_BRACKETS = re.compile(r"\[|`+")
_EMPHASIS = re.compile(r"[*_]+")

#: Line (counted from 1), what is wrong, what to write instead.
Problem = tuple[int, str, str]


def too_much(body: str) -> Iterator[Problem]:
    """Where a page's body is more than a page can be."""
    brackets = emphasis = angles = 0
    if body.count("\n") > MAX_LINES:
        yield MAX_LINES, f"this page has more than {MAX_LINES} lines.", "Break it into parts."
        return
    for number, line in enumerate(body.split("\n"), 1):
        if not _SIGNS.search(line) and not _SIGN.match(line) and len(line) <= MAX_RUN:
            if not line.strip():
                brackets = emphasis = 0
            continue
        if len(line) > MAX_LINE:
            yield number, f"this line has more than {MAX_LINE} characters.", "Break it into paragraphs."
            continue
        run = _RUN.search(line)
        if run and line.strip():
            yield number, f"this line repeats one character more than {MAX_RUN} times.", "Shorten it."
        indent = len(line) - len(line.lstrip(" \t")) + 3 * line[:MAX_INDENT].count("\t")
        if indent > MAX_INDENT and line.strip():
            yield number, f"this line begins with more than {MAX_INDENT} spaces.", "Take it out of its lists."
        marks = _MARKS.match(line)
        if marks and not _RULE.fullmatch(line) and len(_MARK.findall(marks[0])) > MAX_NESTING:
            yield number, f"lists and quotations are nested more than {MAX_NESTING} deep.", "Use headings instead."
        if not line.strip() or line.lstrip().startswith("|"):
            brackets = emphasis = 0
        before = max(brackets, emphasis)
        brackets, emphasis = brackets + len(_BRACKETS.findall(line)), emphasis + len(_EMPHASIS.findall(line))
        # MkDocs looks for the end of each `<` in all the rest of the page.
        opened = angles + line.count("<") if ">" not in line else line.count("<", line.rindex(">"))
        if angles <= MAX_SIGNS < opened:
            yield number, f"there are more than {MAX_SIGNS} signs < without a > after them.", \
                "Put code between backticks, and close what you open."
        angles = opened
        if before <= MAX_SIGNS < max(brackets, emphasis):
            yield number, f"there are more than {MAX_SIGNS} signs such as [ ` * _ in one paragraph.", \
                "Break it into paragraphs, with an empty line between them."
