"""The kinds of values that front matter and data may hold: days, addresses, paths, words."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from .webaddresses import disguised

#: Days before it are typing errors, and calendars other than ours cannot name them all.
FIRST_YEAR, LAST_YEAR = 1000, 2199
#: What a file, a folder and a piece of an address may be called.
FILE_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
#: Letters of a name, and of a whole path: with the site's own folders before it, Windows opens files up to 260.
LONGEST_NAME, LONGEST_PATH = 80, 160
#: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(^|/)(con|prn|aux|nul|com[0-9]|lpt[0-9])(/|$)")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?")


def _day(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "must be a day, year first, such as 2026-11-22")
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("day", "is not a day of the calendar") from error
    _possible(day.year)
    return day


def _partial(value: Any) -> Any:
    text = str(value)
    if not _PARTIAL.fullmatch(text):
        raise PydanticCustomError("day", "must be a date as precise as it is known: 2026, 2026-11, 2026-11-22 "
                                         "or, where it has a time, 2026-11-22T14:30")
    try:
        day = datetime.datetime.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
    except ValueError as error:
        raise PydanticCustomError("day", "is not a day of the calendar") from error
    _possible(day.year)
    return text


def _possible(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PydanticCustomError("day", f"must be a day between the years {FIRST_YEAR} and {LAST_YEAR}")


def _any_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f-\x9f]+", value):
        raise PydanticCustomError("address", "must be a web address that starts with https:// or http://")
    return value


def _web_address(value: str) -> str:
    problem = disguised(_any_address(value))
    if problem:
        raise PydanticCustomError("address", problem)
    return value


def on_one_line(text: str) -> str:
    """The text with a space where it has ends of lines (those of Unicode too) and tabs."""
    return re.sub(r"[ ]*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+[ ]*", " ", text)


def too_long_or_a_device(path: str) -> bool:
    """Whether a path has a name that some computer cannot write: a copy of the site must unpack everywhere."""
    return len(path) > LONGEST_PATH or any(len(name) > LONGEST_NAME for name in path.split("/")) \
        or bool(_DEVICE.search(path))


def _path(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*", value):
        raise PydanticCustomError("path", "must be a path of small letters, digits and hyphens, "
                                          "without language and ending, such as toolkits/stay-safe-online")
    if too_long_or_a_device(value):
        raise PydanticCustomError("path", "must be shorter, and no name of a device on Windows (con, nul, com1)")
    return value


def _given(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("given", "needs a reason")
    return value


def _no_truth_value(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "must be a whole number")
    return value


Day = Annotated[datetime.date, BeforeValidator(_day, json_schema_input_type=str)]
PartialDate = Annotated[str, BeforeValidator(_partial, json_schema_input_type=str | int)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
#: What somebody's server answered with: its host may be a number, too.
AnyAddress = Annotated[str, AfterValidator(_any_address)]
Path = Annotated[str, AfterValidator(_path)]
Words = Annotated[str, Field(min_length=1, max_length=400)]
#: A key that is there wants something said: `withdrawn:` alone is a mistake, not "no".
Reason = Annotated[Words | None, BeforeValidator(_given)]
Minutes = Annotated[int, BeforeValidator(_no_truth_value), Field(ge=1, le=10000)]
Need = Literal["none", "helpful", "needed"]
