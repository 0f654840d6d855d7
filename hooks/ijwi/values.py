"""The kinds of values that front matter and data may hold: days, addresses, paths, words."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?")


def _day(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "must be a day, year first, such as 2026-11-22")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("day", "is not a day of the calendar") from error


def _partial(value: Any) -> Any:
    text = str(value)
    if not _PARTIAL.fullmatch(text):
        raise PydanticCustomError("day", "must be a date as precise as it is known: 2026, 2026-11, 2026-11-22 "
                                         "or, where it has a time, 2026-11-22T14:30")
    try:
        datetime.datetime.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
    except ValueError as error:
        raise PydanticCustomError("day", "is not a day of the calendar") from error
    return text


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise PydanticCustomError("address", "must be a web address that starts with https:// or http://")
    return value


def _path(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*", value):
        raise PydanticCustomError("path", "must be a path of small letters, digits and hyphens, "
                                          "without language and ending, such as toolkits/stay-safe-online")
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
Path = Annotated[str, AfterValidator(_path)]
Words = Annotated[str, Field(min_length=1, max_length=400)]
#: A key that is there wants something said: `withdrawn:` alone is a mistake, not "no".
Reason = Annotated[Words | None, BeforeValidator(_given)]
Minutes = Annotated[int, BeforeValidator(_no_truth_value), Field(ge=1, le=10000)]
Need = Literal["none", "helpful", "needed"]
