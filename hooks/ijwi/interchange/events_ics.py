"""iCalendar (RFC 5545): a language's events as one calendar, and one file beside each event's page.

Only what is known to the day stands in a calendar: an event "in July 2021" has no place in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from ..moments import exact
from ..records import Edition, Work
from ..schema import EventPage
from ..sharing import Shared, Sharing, is_private

_STATUS = {"planned": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def path(edition: Edition) -> str:
    """The place of an event's own file: beside its page."""
    return f"{edition.url.removesuffix('.html')}.ics"


def has_a_day(work: Work) -> bool:
    """Whether a work is an event that a calendar can show."""
    fields = work.fields
    return isinstance(fields, EventPage) and exact(fields.start, fields.timezone) is not None


def events_ics(sharing: Sharing) -> Iterator[tuple[str, bytes]]:
    """Path and content of each calendar file of a language; none without an event in it."""
    events = [entry for entry in sharing.works(kind="event") if has_a_day(entry[0])]
    if events:
        ordered = sorted(events, key=lambda entry: (_fields(entry[0]).start, entry[0].path))
        title = f"{sharing.site_name} · {sharing.reader.kinds('event')}"
        yield f"{sharing.prefix}feeds/events.ics", _calendar(sharing, title, ordered)
    for work, edition, shared in events:
        yield path(edition), _calendar(sharing, shared.title, [(work, edition, shared)])


def _calendar(sharing: Sharing, title: str, events: list[tuple[Work, Edition, Shared]]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{_host(sharing)}//Ijwi//{sharing.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    for work, edition, shared in events:
        calendar.add_component(_event(sharing, work, edition, shared))
    years = [int(fields.start[:4]) for fields in (_fields(work) for work, _edition, _shared in events)]
    # From a year before to a year after: the rules of summer time that hold on these days.
    calendar.add_missing_timezones(first_date=datetime.date(min(years) - 1, 1, 1),
                                   last_date=datetime.date(max(years) + 2, 1, 1))
    return bytes(calendar.to_ical())


def _event(sharing: Sharing, work: Work, edition: Edition, shared: Shared) -> Event:
    """One event. Where it is held is not said of a sensitive one."""
    fields = _fields(work)
    stamp = datetime.datetime.combine(shared.updated, datetime.time(), datetime.UTC)
    event = Event()
    event.add("uid", f"{work.name}@{_host(sharing)}")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    start = exact(fields.start, fields.timezone)
    event.add("dtstart", start)
    end = _end(start, exact(fields.end, fields.timezone) if fields.end else None)
    if end is not None:
        event.add("dtend", end)
    event.add("summary", shared.title, {"language": edition.language})
    event.add("description", "\n\n".join(line for line in (shared.text, shared.url) if line),
              {"language": edition.language})
    event.add("url", shared.url)
    where = None if is_private(sharing.catalogue, work) else fields.place or fields.link
    if where:
        event.add("location", where)
    event.add("status", _STATUS[fields.status])
    return event


def _host(sharing: Sharing) -> str:
    return urlsplit(sharing.site_url).hostname or "localhost"


def _fields(work: Work) -> EventPage:
    return cast(EventPage, work.fields)


def _end(start: datetime.date | None, end: datetime.date | None) -> datetime.date | None:
    """The end in the start's precision, which RFC 5545 asks for: a last day is counted in, so its morrow ends it."""
    if end is None or isinstance(start, datetime.datetime):
        return end if isinstance(end, datetime.datetime) and end != start else None
    last = end.date() if isinstance(end, datetime.datetime) else end
    return last + datetime.timedelta(days=1)
