"""Days and hours of events in their time zone, as precise as they are known."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: Length of a partial date that names a day, such as 2026-11-22.
_A_DAY = 10


def zone(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name; None if there is no such zone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def exact(value: str, zone_name: str) -> datetime.date | datetime.datetime | None:
    """A day, or a time of day in its zone; None if only the month or the year is known."""
    if len(value) < _A_DAY:
        return None
    if len(value) == _A_DAY:
        return datetime.date.fromisoformat(value)
    return datetime.datetime.fromisoformat(value).replace(tzinfo=zone(zone_name))


def moment(value: str, zone_name: str) -> str:
    """ISO 8601 with the offset that the zone has on that day: `2026-12-01T14:30` becomes `2026-12-01T14:30:00+02:00`.

    A date without a time stays as precise as it is.
    """
    found = exact(value, zone_name)
    return found.isoformat() if found else value
