"""Facts kept once: indicators and helplines (docs/data/*.csv), each with its source.

The files are CSV so that anybody can mend them in a spreadsheet and download them from
the site. Three kinds of gap are in use and are never mixed: percentage points, "less
likely" (GSMA) and the parity score (ITU).
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from . import frontmatter
from .findings import ContentError, Finding, nearest
from .values import Day, WebAddress

#: A number as it was published, so that "0.70" keeps its zero; empty where there is none.
Figure = Annotated[str, Field(default="", pattern=r"^(-?[0-9]+(\.[0-9]+)?)?$")]
Names = Annotated[tuple[Literal["women", "men", "gap", "value"], ...], BeforeValidator(str.split)]
OptionalDay = Annotated[Day | None, BeforeValidator(lambda value: value or None)]


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    publisher: str = Field(min_length=1)
    url: WebAddress
    tier: Literal["P", "M", "S", "P/S"] = Field(description="P publisher's page, M mirror of it, S secondary")
    notes: str = ""


class Indicator(Record):
    """A figure about a place and a year. `label` and `place` are message ids."""

    label: str = Field(min_length=1)
    place: str = Field(min_length=1)
    year: str = Field(pattern=r"^[0-9]{4}(/[0-9]{2})?$")
    women: Figure
    men: Figure
    gap: Figure
    value: Figure
    unit: Literal["percent", "ratio", "million", "count"]
    gap_basis: Literal["", "points", "less-likely", "parity", "difference"]
    approximate: Names = Field(default=(), description="The figures that their source calls approximate")
    source: str = Field(min_length=1, description="Publisher, title, and who reported it")


#: The fields of an indicator that `[fact:id.field]` may show.
FIGURES = ("women", "men", "gap", "value")


class Helpline(Record):
    """A number to dial. It is shown as it is dialled, whatever the language."""

    country: str = Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2")
    name: str
    number: str = Field(pattern=r"^\+?[0-9 ]+$")
    kind: str = "phone"
    purpose: str = Field(min_length=1)
    answered_by: str = ""
    cost: str = ""
    hours: str = ""
    sms: str = ""
    published: str = Field(pattern=r"^([0-9]{4})?$", description="Year of the source")
    checked_on: OptionalDay = Field(default=None, description="The day an organisation last called the number")
    source_title: str = ""


R = TypeVar("R", bound=Record)


class Chart(BaseModel):
    """A chart of women's and men's figures of some indicators (docs/data/charts.yml)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    indicators: Mapping[str, Indicator]
    helplines: Mapping[str, Helpline]
    charts: Mapping[str, Chart]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each helpline in its file."""

    def helplines_in(self, country: str | None) -> list[Helpline]:
        """The helplines of a country (any case), or all, by country, in the order of the file."""
        chosen = [line for line in self.helplines.values()
                  if country is None or country.upper() == line.country]
        return sorted(chosen, key=lambda line: line.country)


def read_facts(data: Path) -> Facts:
    """Reads the files of docs/data. Raises ContentError with every finding."""
    findings: list[Finding] = []
    indicators = {record.id: record for _line, record in _records(data / "indicators.csv", Indicator, findings)}
    helplines = list(_records(data / "helplines.csv", Helpline, findings))
    charts = _charts(data / "charts.yml", indicators, findings)
    if findings:
        raise ContentError(findings)
    return Facts(indicators, {record.id: record for _line, record in helplines}, charts,
                 {record.id: line for line, record in helplines})


def unconfirmed(facts: Facts, today: datetime.date, days: int = 180) -> Iterator[Finding]:
    """A notice for each helpline that nobody called, or nobody for more than `days` days."""
    for line in facts.helplines.values():
        where = f"{line.country} {line.number} ({line.purpose})"
        if line.checked_on is None:
            message = f"{where} was never confirmed by a call."
        elif (today - line.checked_on).days > days:
            message = f"{where} was last confirmed on {line.checked_on}, {(today - line.checked_on).days} days ago."
        else:
            continue
        yield Finding("docs/data/helplines.csv", facts.lines.get(line.id, 1), "helpline", message,
                      "Call it, then write the day into `checked_on`.", notice=True)


def _records(file: Path, model: type[R], findings: list[Finding]) -> Iterator[tuple[int, R]]:
    if not file.exists():
        return
    name = f"docs/data/{file.name}"
    seen: set[str] = set()
    rows = csv.DictReader(io.StringIO(_text(file, name, findings), newline=""))
    for line, row in _rows(rows, name, findings):
        if None in row:
            findings.append(Finding(name, line, "data", "this row has more cells than there are columns.",
                                    "Put a cell that holds a comma in double quotes."))
            continue
        try:
            record = model.model_validate({key: (value or "").strip() for key, value in row.items()})
        except ValidationError as error:
            findings += [Finding(name, line, "data", f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg']}.")
                         for detail in error.errors()]
            continue
        if record.id in seen:
            findings.append(Finding(name, line, "data", f"the id `{record.id}` is used twice."))
        seen.add(record.id)
        yield line, record


def _rows(rows: csv.DictReader[str], name: str, findings: list[Finding]) -> Iterator[tuple[int, dict[Any, Any]]]:
    """Each row with its line, as far as the table can be read."""
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        findings.append(Finding(name, rows.line_num, "data", f"this table cannot be read: {error}.",
                                "A quotation mark that opens must close."))


def _text(file: Path, name: str, findings: list[Finding]) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.append(Finding(name, 1, "encoding", "this file is not written in UTF-8.",
                                "Save it again with the encoding UTF-8."))
        return ""


def _charts(file: Path, indicators: Mapping[str, Any], findings: list[Finding]) -> dict[str, Chart]:
    if not file.exists():
        return {}
    name = f"docs/data/{file.name}"
    front_matter, problems = frontmatter.read(_text(file, name, findings), name, first_line=1)
    findings += problems
    charts = {}
    for key, value in (front_matter.values if front_matter else {}).items():
        try:
            charts[key] = Chart.model_validate(value)
        except ValidationError as error:
            findings += [Finding(name, 1, "data", f"`{key}`: {detail['msg']}.") for detail in error.errors()]
            continue
        for indicator in charts[key].indicators:
            if indicator not in indicators:
                findings.append(Finding(name, 1, "data", f"`{key}` names the unknown indicator `{indicator}`.",
                                        nearest(indicator, indicators)))
            elif indicators[indicator].unit != "percent":
                findings.append(Finding(name, 1, "data", f"`{key}` names `{indicator}`, which is no percentage."))
    return charts
