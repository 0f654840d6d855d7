"""What is remembered of other people's addresses, in `docs/data/links.csv`; the rule when one counts as dead.

The file is written by `scripts/links.py external` and may be mended by people: `archived` is theirs.
A build only reads it, so that a page does not change with the clock.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, get_args
from urllib.parse import urldefrag

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from ..findings import ContentError, Finding, nearest
from ..values import AnyAddress, Day, WebAddress

#: Where it lies in the folder docs/data.
NAME = "links.csv"

Failure = Literal["not-found", "gone", "server-error", "no-answer", "no-server", "certificate", "loop"]
#: `works`, `moved`: it answers. `refused`, `busy`, `robots`, `unclear`: it was not told whether it works,
#: often because the server lets people in and keeps machines out. "": it was never asked.
Status = Literal["", "works", "moved", "refused", "busy", "robots", "unclear", Failure]
FAILURES: frozenset[str] = frozenset(get_args(Failure))
WORKING: frozenset[str] = frozenset({"works", "moved"})

#: An address is dead when it failed on so many days one after the other, the first and the last at least so far apart.
DEAD_AFTER, DEAD_SPAN = 3, datetime.timedelta(days=14)


def _or_none(value: object) -> object:
    return value or None


_Day = Annotated[Day | None, BeforeValidator(_or_none)]
_Answered = Annotated[AnyAddress | None, BeforeValidator(_or_none)]
_Typed = Annotated[WebAddress | None, BeforeValidator(_or_none)]


class Remembered(BaseModel):
    """What is known of one address, which has no fragment. Days are those on which it was asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    address: AnyAddress
    status: Status = Field(default="", description="What came of it when it was last asked")
    last_worked: _Day = None
    last_asked: _Day = None
    failures: Annotated[int, BeforeValidator(lambda value: value or 0), Field(ge=0)] = Field(
        default=0, description="The days on which it failed since it last worked")
    failing_since: _Day = Field(default=None, description="The first of these days")
    moved_to: _Answered = Field(default=None, description="Where its server says it has moved for good")
    archived: _Typed = Field(default=None, description="A copy in an archive, found by a person")

    @model_validator(mode="after")
    def _what_goes_together(self) -> Remembered:
        if bool(self.failures) != (self.failing_since is not None):
            raise PydanticCustomError("memory", "`failures` and `failing_since` go together: fill both, or empty both")
        if (self.status != "") != (self.last_asked is not None):
            raise PydanticCustomError("memory", "`status` and `last_asked` go together: fill both, or empty both")
        if self.last_asked and max(self.failing_since or self.last_asked, self.last_worked or self.last_asked) \
                > self.last_asked:
            raise PydanticCustomError("memory", "`last_asked` is before `last_worked` or `failing_since`")
        return self

    @property
    def failing(self) -> bool:
        """Whether it did not work when it was last asked."""
        return self.status in FAILURES

    @property
    def dead(self) -> bool:
        """Whether it failed often enough, and long enough, that readers should know."""
        return (self.failing and self.failures >= DEAD_AFTER and self.last_asked is not None
                and self.failing_since is not None and self.last_asked - self.failing_since >= DEAD_SPAN)

    def after(self, status: Status, day: datetime.date, moved_to: str | None = None) -> Remembered:
        """What is known once it was asked on `day`. A day counts once; an unclear answer says nothing."""
        if status not in WORKING | FAILURES and self.last_asked == day:
            return self
        known: dict[str, object] = {"status": status, "last_asked": day, "moved_to": moved_to}
        if status in WORKING:
            known |= {"last_worked": day, "failures": 0, "failing_since": None}
        elif status in FAILURES and not (self.failing and self.last_asked == day):
            known |= {"failures": self.failures + 1, "failing_since": self.failing_since or day}
        return Remembered.model_validate({**self.model_dump(), **known})


COLUMNS = tuple(Remembered.model_fields)


def without_fragment(address: str) -> str:
    """An address as it is remembered: what follows `#` is a place within the page and is never sent."""
    return urldefrag(address).url


@dataclass(frozen=True)
class LinkMemory:
    """Everything remembered, by address."""

    addresses: Mapping[str, Remembered] = field(default_factory=dict)

    def of(self, address: str) -> Remembered:
        """What is known of an address; of an unknown one, nothing."""
        bare = without_fragment(address)
        return self.addresses.get(bare) or Remembered(address=bare)

    def dead(self, address: str) -> Remembered | None:
        """What is known of an address if it is dead."""
        found = self.addresses.get(without_fragment(address))
        return found if found and found.dead else None


def read_memory(file: Path, name: str) -> LinkMemory:
    """Reads the file; there need not be one. `name` is what findings call it. Raises ContentError."""
    if not file.exists():
        return LinkMemory()
    findings: list[Finding] = []
    found: dict[str, Remembered] = {}
    for line, record in _rows(file, name, findings):
        if record.address in found:
            findings.append(Finding(name, line, "data", f"the address {record.address} stands here twice.",
                                    "Keep the line that was asked last."))
        found[record.address] = record
    if findings:
        raise ContentError(findings)
    return LinkMemory(found)


def _rows(file: Path, name: str, findings: list[Finding]) -> Iterator[tuple[int, Remembered]]:
    try:
        rows = csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
        for column in rows.fieldnames or ():
            if column not in COLUMNS:
                findings.append(Finding(name, 1, "data", f"there is no column `{column}`.", nearest(column, COLUMNS)))
        for row in rows if not findings else ():
            line = rows.line_num
            if None in row:
                findings.append(Finding(name, line, "data", "this row has more cells than there are columns.",
                                        "Put a cell that holds a comma in double quotes."))
                continue
            try:
                record = Remembered.model_validate({key: (value or "").strip() for key, value in row.items()})
            except ValidationError as error:
                findings += [_finding(name, line, ".".join(map(str, detail["loc"])), detail["msg"])
                             for detail in error.errors()]
                continue
            if record.address != without_fragment(record.address):
                findings.append(Finding(name, line, "data", f"{record.address} must end before its `#`."))
            yield line, record
    except UnicodeDecodeError:
        findings.append(Finding(name, 1, "encoding", "this file is not written in UTF-8.",
                                "Save it again with the encoding UTF-8."))
    except csv.Error as error:
        findings.append(Finding(name, 1, "data", f"this is not a table of commas: {error}.",
                                "Open it in a spreadsheet and save it as CSV."))


def _finding(name: str, line: int, column: str, message: str) -> Finding:
    return Finding(name, line, "data", f"`{column}`: {message}." if column else f"{message}.")


def write_memory(file: Path, records: Iterable[Remembered]) -> None:
    """Writes the whole file or leaves it as it is. Sorted by address: the same records give the same bytes."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in sorted(records, key=lambda record: record.address):
        values = record.model_dump(mode="json").values()
        writer.writerow(["" if value in (None, 0) else value for value in values])
    beside = file.with_suffix(".new")
    try:
        beside.write_text(table.getvalue(), encoding="utf-8", newline="\n")
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
