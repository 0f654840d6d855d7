"""What the filters of the library page ask: every work and session of the centre, for the readers of one language.

One script file a language, loaded when a reader opens the filters (overrides/assets/filters.js).
Values that repeat stand once in a table and are named by their place in it; columns of equal
things compress best. Words that the page has already (kinds, topics, levels) are not repeated; what only
the filters say stands here, so that the page itself stays small.
"""

from __future__ import annotations

from typing import Any

from .datafiles import Columns, Table, data_file
from .listings import by_kind
from .reader import Reader
from .records import Document, Edition, Part, Work

#: What is said of an edition on its card, one bit each.
DRAFT, BEHIND, SENSITIVE = 1, 2, 4
#: What a session cannot do without, one bit each.
NEEDS_INTERNET, NEEDS_POWER = 1, 2


def works_file(reader: Reader) -> tuple[str, str]:
    """Path and content of the data file of the reader's language."""
    return data_file(f"{reader.catalogue.languages.prefix(reader.language.code)}search/works.js", works_data(reader))


def _words(reader: Reader) -> dict[str, str]:
    """What the filters say. `number` shows the language's digits and what stands between thousands."""
    _ = reader.strings.gettext
    counted = {"num": "{num}", "all": "{all}"}
    return {
        "works": _("%(num)s of %(all)s works") % counted, "sessions": _("%(num)s of %(all)s sessions") % counted,
        "session": _("Session %(num)s") % counted, "list": _("Sessions"), "comma": _(", "),
        "number": reader.number(1234567890), "draft": _("machine draft"), "behind": _("not up to date"),
        "sensitive": _("sensitive"), "others": _("In other languages"), "more": _("Show more"),
        "hint": _("These works do not exist in %(language)s yet. The label says in which language they open.")
        % {"language": reader.language.name},
        "nothing": _("Nothing matches all of this. Take a choice away."),
        "copied": reader.strings.pgettext("material", "Copied to clipboard")}


def works_data(reader: Reader) -> dict[str, Any]:
    """Tables, works and sessions as columns; each work in the edition that she reads best, in the library's order."""
    catalogue = reader.catalogue
    tables = {name: Table() for name in ("languages", "kinds", "topics", "audiences", "levels", "lengths", "manuals")}
    works = Columns()
    sessions = Columns()
    for place, work in enumerate(sorted(catalogue.offered, key=by_kind(catalogue))):
        shown = reader.edition(work)
        works.add(title=shown.title, summary=shown.summary, path=work.path, **_edition(work, shown, tables),
                  kind=tables["kinds"].place(work.kind),
                  topics=tables["topics"].places(map(catalogue.vocabulary.topic_address, work.fields.topics)),
                  audiences=tables["audiences"].places(work.fields.audiences),
                  level=tables["levels"].place(work.fields.level),
                  length=_length(work.minutes, reader, tables),
                  flags=flags(shown, bool(work.behind(shown.language)), work.fields.sensitive))
        manual = (listed_title(work, shown), tables["languages"].place(shown.language))
        for part in work.parts:
            if not part.fields.session or part.withdrawn:
                continue
            own = reader.edition(part)
            sessions.add(work=place, manual=tables["manuals"].place(manual), number=work.session_number(part),
                         title=listed_title(work, own), path=part.path, **_edition(part, own, tables),
                         length=_length(part.fields.minutes, reader, tables), needs=needs(part),
                         flags=flags(own, bool(own.currency.behind), work.fields.sensitive))
    return {**{name: table.values for name, table in tables.items()}, "words": _words(reader),
            "works": works.columns, "sessions": sessions.columns}


def _edition(document: Document, shown: Edition, tables: dict[str, Table]) -> dict[str, Any]:
    """In which language it opens, and in which it exists."""
    languages = tables["languages"]
    return {"language": languages.place(shown.language), "exists": languages.places(document.readable)}


def _length(minutes: int | None, reader: Reader, tables: dict[str, Table]) -> int:
    """How long it takes, as a number to compare and in her words, which only gettext can count in."""
    return tables["lengths"].place((minutes or 0, reader.minutes(minutes) if minutes else ""))


def flags(edition: Edition, behind: bool, sensitive: bool) -> int:
    return DRAFT * (edition.review == "machine") | BEHIND * behind | SENSITIVE * sensitive


def needs(part: Part) -> int:
    """What it cannot do without: `helpful` is something that it can."""
    return NEEDS_INTERNET * (part.fields.internet == "needed") | NEEDS_POWER * (part.fields.power == "needed")


def listed_title(work: Work, edition: Edition) -> str:
    """What the list of sessions calls a work or its session: if sensitive, its neutral title or nothing at all."""
    return (edition.neutral_title or "") if work.fields.sensitive else edition.title
