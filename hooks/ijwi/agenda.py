"""What planning a workshop asks (overrides/agenda.html): every session of the centre, for the readers of one language.

One script file a language, loaded by the page of that name. A session of a sensitive work, or a page with a neutral
title of its own, goes by that title alone: a plan is printed, sent and lies on tables. Its materials, which tell what
it is about, stand on its own page.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from babel.dates import format_date

from . import localise
from .datafiles import Columns, Table, data_file
from .filters import flags, needs
from .findings import ContentError, Finding
from .languages import Language
from .reader import Reader
from .records import Edition, Part, Work

#: The page, in each language; its data lie in a folder of this name.
AGENDA_PAGE = "agenda"
_SETTING = "extra.centre.agendas"
_PATH = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")


def agendas_page(extra: Mapping[str, object]) -> str:
    """The path of the page of ready-made agendas that `extra` of mkdocs.yml names; empty if none.

    A centre may name it before it has it. Raises ContentError for what is no path.
    """
    centre = extra.get("centre")
    path = centre.get("agendas") if isinstance(centre, dict) else None
    if path is None:
        return ""
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        raise ContentError([Finding("mkdocs.yml", 1, "config", f"`{_SETTING}` must be the path of a page.",
                                    "For example `agendas: toolkits/workshop-kit/agendas`, without language and .md.")])
    return path


def session_titles(reader: Reader) -> dict[str, str]:
    """What a plan calls each session, by its path. Those of one title say of which work they are.

    A sensitive one goes by a neutral title: its own, or the work's and its number.
    """
    own = {part.path: _title(work, reader.edition(part)) for work, part in reader.sessions()}
    often, found = Counter(own.values()), {}
    for work, part in reader.sessions():
        title, whole = own[part.path], _title(work, reader.edition(work))
        more = _number(reader, work, part) if not title else whole if often[title] > 1 else ""
        found[part.path] = reader.strings.gettext(", ").join(filter(None, (title or whole, more)))
    return found


def _title(work: Work, edition: Edition) -> str:
    """A neutral title if there is one; nothing if a work is sensitive and there is none."""
    return edition.neutral_title or ("" if work.fields.sensitive else edition.title)


def _number(reader: Reader, work: Work, part: Part) -> str:
    """Which of the sessions of its work it is, in words; nothing for the only one."""
    number = reader.number(work.session_number(part) or 0)
    return reader.strings.gettext("Session %(num)s") % {"num": number} if work.sessions > 1 else ""


def agenda_file(reader: Reader) -> tuple[str, str]:
    """Path and content of the data file of the reader's language."""
    prefix = reader.catalogue.languages.prefix(reader.language.code)
    return data_file(f"{prefix}{AGENDA_PAGE}/sessions.js", agenda_data(reader))


def agenda_data(reader: Reader) -> dict[str, Any]:
    """Words, tables, works and sessions as columns; each in the edition that she reads best, her own language first."""
    catalogue = reader.catalogue
    tables = {name: Table() for name in ("languages", "topics", "levels")}
    places: dict[str, int] = {}
    titles = session_titles(reader)
    works, sessions = Columns(), Columns()

    def place_of(work: Work) -> int:
        if work.path not in places:
            places[work.path] = len(places)
            shown = reader.edition(work)
            works.add(name=work.name, title=_title(work, shown), language=language(shown),
                      topics=tables["topics"].places((catalogue.vocabulary.topic_address(topic), reader.topic(topic))
                                                     for topic in work.fields.topics),
                      level=tables["levels"].place((work.fields.level, reader.level(work.fields.level))),
                      handouts=[handout(work, part) for part in work.parts
                                if part.fields.handout and not part.withdrawn])
        return places[work.path]

    def handout(work: Work, part: Part) -> tuple[str, str, int]:
        shown = reader.edition(part)
        return part.path, _title(work, shown), language(shown)

    def language(edition: Edition) -> int:
        known = catalogue.languages[edition.language]
        return tables["languages"].place((known.code, catalogue.languages.prefix(known.code), known.direction,
                                          reader.language_name(known.code)))

    for work, part in reader.sessions():
        shown = reader.edition(part)
        least, _dash, most = (part.fields.group_size or "0-0").partition("-")
        sessions.add(work=place_of(work), number=_number(reader, work, part), path=part.path,
                     title=titles[part.path], language=language(shown),
                     minutes=part.fields.minutes, least=int(least), most=int(most), needs=needs(part),
                     flags=flags(shown, bool(shown.currency.behind), work.fields.sensitive),
                     materials=[] if shown.neutral_title or work.fields.sensitive else shown.materials)
    return {**{name: table.values for name, table in tables.items()}, "words": agenda_words(reader),
            "works": works.columns, "sessions": sessions.columns}


def agenda_words(reader: Reader) -> dict[str, Any]:
    """What the scripts say, and how they write numbers and days."""
    _, language = reader.strings.gettext, reader.language
    counted = {name: f"{{{name}}}" for name in ("num", "all", "title", "time", "before", "day")}
    return {
        "digits": localise.digits("0123456789", language), "comma": _(", "), "days": day_patterns(language),
        "calendar": language.calendar, "sizes": size_patterns(language),
        "min": _("%(num)s min") % counted, "day": _("Day %(num)s") % counted,
        "found": _("%(num)s of %(all)s sessions") % counted,
        "nothing": _("Nothing matches all of this. Take a choice away."), "more": _("Show more"),
        "group": _("Group"),
        "draft": _("machine draft"), "behind": _("not up to date"), "sensitive": _("sensitive"),
        "handout": _("handout"), "break": _("Break"), "own": _("Own item"), "unknown": _("not in this centre"),
        "until": _("Ends at %(time)s") % counted,
        "added": _("Added: %(title)s") % counted, "removed": _("Removed: %(title)s") % counted,
        "moved": _("%(title)s: %(day)s, place %(num)s") % counted,
        "overlap": _("%(title)s begins at %(time)s, before %(before)s has ended.") % counted,
        "midnight": _("%(day)s goes on after midnight.") % counted,
        "least": _("The group is too small for %(title)s (at least %(num)s).") % counted,
        "most": _("The group is too large for %(title)s (at most %(num)s).") % counted,
        "no_power": _("%(title)s needs electricity.") % counted,
        "no_internet": _("%(title)s needs internet.") % counted,
        "twice": _("%(title)s is in the plan twice.") % counted,
        "copied": reader.strings.pgettext("material", "Copied to clipboard"),
        "agenda": _("Agenda"), "when": _("When"), "what": _("What"), "minutes": _("Minutes"), "people": _("People"),
        "trainer": _("For the trainer"), "materials": _("Materials"), "elsewhere": _("see its page"),
        "dates": _("A calendar needs the date of each day."),
        "kept": _("Kept on this device"), "forgotten": _("Nothing of it is kept here any more."),
        "full": _("There is not enough room on this device. Nothing has changed.")}


def day_patterns(language: Language) -> list[str]:
    """How a day of each month is written: `{day} December {year}`. In the Gregorian calendar, in every language."""
    found = []
    for month in range(1, 13):
        words = format_date(datetime.date(2001, month, 22), language.date or "long", locale=language.cldr)
        found.append(words.replace("2001", "{year}").replace("22", "{day}"))
    return found


def size_patterns(language: Language) -> tuple[str, str, str]:
    """How the size of a file is written: in kilobytes, in megabytes, and what stands before the tenths of these."""
    kilobytes, megabytes = localise.size(333_000, language), localise.size(3_300_000, language)
    three = localise.digits("3", language)
    [tenths] = re.findall(f"{three}(.+?){three}", megabytes)
    return kilobytes.replace(three * 3, "{num}"), megabytes.replace(f"{three}{tenths}{three}", "{num}"), tenths
