"""A page as a PO file (gettext), for Poedit, OmegaT, Weblate and the like.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection

import polib

from ..findings import ContentError, Finding
from .arrival import Arrival, Entry, short
from .assembly import Imported, assembled
from .labels import Labels, labels_in
from .sheet import Task, passages, states, states_read, states_written

_PAGE, _OF, _STATES = "X-Page", "X-Source-Language", "X-Sections"


def export(task: Task, *, distressing: bool = False, labels: Labels | None = None) -> str:
    """The page as PO: an entry a segment, with the edition's text where it has one.

    Entries are fuzzy where the source's section changed since it was translated. A distressing
    page begins with a calm warning.
    """
    words = labels or labels_in()
    catalogue = polib.POFile(wrapwidth=100)
    warning = [words.warning] if distressing else []
    catalogue.header = "\n\n".join([*warning, words.guidance])
    catalogue.metadata = {
        "Project-Id-Version": task.page, "Language": task.language.code, "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
        _PAGE: task.page, _OF: task.of.code, _STATES: states_written(states(task))}
    for passage in passages(task):
        notes = [*warning, f"{words.section}: {passage.heading or passage.section}"]
        if passage.own_text:
            notes += [words.own_text, passage.own_text]
        for row in passage.rows:
            catalogue.append(polib.POEntry(
                msgctxt=row.context, msgid=row.source, msgstr=row.translation, comment="\n".join(notes),
                flags=["fuzzy"] if row.stale else []))
            notes, warning = [], []
    return str(catalogue) + "\n"


def import_(text: str, task: Task, *, where: str, day: datetime.date, replace: Collection[str] = ()) -> Imported:
    """The edition's page with the translations of a PO file; `where` is the file's name for findings.

    See `assembly.assembled` for `day`, `replace` and what is refused.
    """
    return assembled(_read(text, where), task, day, replace)


def _read(text: str, where: str) -> Arrival:
    try:
        # The line before keeps polib from taking the text for a file's name.
        catalogue = polib.pofile("\n" + text.removeprefix("\ufeff"), wrapwidth=100)
    except (OSError, UnicodeError, ValueError, IndexError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise ContentError([Finding(where, max(int(line[1]) - 1, 1) if line else 1, "exchange",
                                    "this is not a PO file that can be read.", "Open it in Poedit and save it again.")
                            ]) from error
    metadata = {key: str(value) for key, value in catalogue.metadata.items()}
    live = [entry for entry in catalogue if not entry.obsolete]
    notices = tuple(
        Finding(where, max((entry.linenum or 2) - 1, 1), "exchange", f"“{short(entry.msgstr)}” belongs to a text that "
                "the file's own program struck out; it was not used.", notice=True)
        for entry in catalogue if entry.obsolete and entry.msgstr.strip())
    entries = tuple(Entry(entry.msgctxt or "", entry.msgid, entry.msgstr, "fuzzy" in entry.flags,
                          max((entry.linenum or 2) - 1, 1)) for entry in live)
    return Arrival(where, metadata.get(_PAGE, ""), metadata.get(_OF, ""), metadata.get("Language", ""),
                   states_read(metadata.get(_STATES, "")), entries, notices)
