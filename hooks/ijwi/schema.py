"""The schema of front matter: every field, what it means and what it may hold.

The source edition of a page carries all that does not depend on language; every other edition
carries its own words and its history. Topics, audiences and levels are checked against
the vocabulary (`vocabulary.py`), relations between pages in `catalogue.py`.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from .values import Day, Minutes, Need, PartialDate, Path, Reason, WebAddress, Words, on_one_line


class Fields(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _values_are_of_one_line(cls, values: Any) -> Any:
        """Words go into tables, feeds and calendars, where an end of a line means something."""
        return {key: _on_one_line(value) for key, value in values.items()} if isinstance(values, dict) else values


def _on_one_line(value: Any) -> Any:
    if isinstance(value, list):
        return [on_one_line(item) if isinstance(item, str) else item for item in value]
    return on_one_line(value) if isinstance(value, str) else value


class Source(Fields):
    """Somebody else's page or document that this one relies on."""

    id: str = Field(pattern=r"^[a-z0-9-]+$", description="Cited in the text as [@id]")
    title: Words = Field(description="Its title, in its own language")
    publisher: Words
    url: WebAddress
    date: PartialDate | None = Field(default=None, description="When it was published, as precisely as known")


class History(Fields):
    """What an edition that is not the source edition says of itself."""

    of: str = Field(description="Language of the source edition")
    review: Literal["machine", "human", "reviewed"] = Field(
        description="machine: drafted by a machine, read by nobody; human: translated by a person; "
                    "reviewed: read against the source by somebody else")
    reviewer: Words | None = Field(default=None, description="Who reviewed it; a role or pseudonym is enough")
    reviewed_on: Day | None = Field(default=None, description="The day of the review")
    adapted: Words | None = Field(default=None, description="What was changed for local readers")
    sections: dict[str, str] = Field(default_factory=dict,
                                     description="State of each source section when translated; written by a tool")

    @model_validator(mode="after")
    def _reviewed_means_by_somebody(self) -> History:
        given = (self.reviewer is not None, self.reviewed_on is not None)
        if given != ((True, True) if self.review == "reviewed" else (False, False)):
            raise PydanticCustomError("review", "`review: reviewed` goes with `reviewer:` and `reviewed_on:`, "
                                                "and only with it")
        return self


class OwnWords(Fields):
    """What each edition of a page says in its own language."""

    title: str = Field(min_length=1, max_length=90, description="Shown as the page's heading")
    summary: str = Field(min_length=1, max_length=240, description="One sentence, shown in lists")
    updated: Day = Field(description="The day this edition last changed in substance")
    neutral_title: str | None = Field(default=None, min_length=1, max_length=60,
                                      description="For sensitive works: what the browser's tab and shared links say")
    withdrawn: Reason = Field(default=None, description="Why this work is no longer offered; "
                                                              "its page becomes this notice")
    objectives: tuple[Words, ...] = Field(default=(), description="Sessions: what each participant can do afterwards")
    materials: tuple[Words, ...] = Field(default=(), description="Sessions: what to bring")


class EditionPage(OwnWords):
    """A page in a language other than its source edition's."""

    edition: History


class Recall(Fields):
    """A section whose earlier texts must not be followed any more."""

    section: str = Field(pattern=r"^[A-Za-z0-9_-]+$")
    on: Day = Field(description="The day of the correction")
    safe: tuple[str, ...] = Field(min_length=1, description="Digests of the texts since; written by a tool")


class SourcePage(OwnWords):
    """A page of its own, such as "about", in its source edition."""

    aliases: tuple[Path, ...] = Field(default=(), description="Earlier paths of this page, kept as redirects")
    sources: tuple[Source, ...] = Field(default=(), description="What the page relies on")
    sections: dict[str, str] = Field(default_factory=dict, description="Digests of its sections as last recorded; "
                                                                       "written by a tool")
    recalls: tuple[Recall, ...] = Field(default=(), description="Sections recalled; written by a tool")

    @model_validator(mode="after")
    def _sources_have_ids_of_their_own(self) -> SourcePage:
        ids = [source.id for source in self.sources]
        for name in ids:
            if ids.count(name) > 1:
                raise PydanticCustomError("source", "two entries of `sources` have the id `{id}`", {"id": name})
        return self


class PartPage(SourcePage):
    """A further page of a work: a chapter, a manual's session, a handout."""

    session: bool = Field(default=False, description="A session that a trainer leads")
    handout: bool = Field(default=False, description="One sheet to print and hand out")
    minutes: Minutes | None = Field(default=None, description="How long it takes")
    group_size: str | None = Field(default=None, pattern=r"^[0-9]+-[0-9]+$",
                                   description="Smallest and largest group: 8-24")
    power: Need | None = Field(default=None, description="Electricity: none, helpful or needed")
    internet: Need | None = Field(default=None, description="Internet: none, helpful or needed")

    @model_validator(mode="after")
    def _groups_grow(self) -> PartPage:
        smallest, _dash, largest = (self.group_size or "0-0").partition("-")
        if int(smallest) > int(largest):
            raise PydanticCustomError("group", "`group_size` says the smallest group first, such as 8-24")
        return self

    @model_validator(mode="after")
    def _sessions_say_what_they_need(self) -> PartPage:
        if self.session:
            for name in ("minutes", "group_size", "power", "internet", "objectives", "materials"):
                if getattr(self, name) in (None, ()):
                    raise PydanticCustomError("session", "a session also needs `{field}`", {"field": name})
        return self


class WorkPage(SourcePage):
    """The front page of a work."""

    kind: str = Field(description="What it is; one of the kinds in docs/data/vocabulary.yml")
    topics: tuple[str, ...] = Field(min_length=1, max_length=4)
    audiences: tuple[str, ...] = Field(min_length=1, max_length=4)
    level: str
    minutes: Minutes | None = Field(default=None, description="Minutes to read, watch or do it")
    published: Day
    creators: tuple[Words, ...] = Field(min_length=1, description="Who made it; roles and pseudonyms are welcome")
    licence: str = Field(min_length=1, max_length=60, description="SPDX identifier, such as CC-BY-SA-4.0")
    sensitive: bool = Field(default=False, description="May harm its reader if somebody sees that she reads it")
    parts: tuple[str, ...] = Field(default=(), description="Its further pages in reading order, without .md")

    @model_validator(mode="after")
    def _sensitive_works_have_a_neutral_title(self) -> WorkPage:
        if self.sensitive and not self.neutral_title:
            raise PydanticCustomError("sensitive", "a sensitive work needs a `neutral_title:` that betrays nothing")
        return self


class EventPage(WorkPage):
    kind: Literal["event"]
    start: PartialDate = Field(description="When it starts, in local time, as precisely as known")
    end: PartialDate | None = None
    timezone: str = Field(pattern=r"^[A-Za-z]+(/[A-Za-z_+-]+)+$|^UTC$", description="IANA zone: Africa/Kigali")
    place: Words | None = None
    link: WebAddress | None = None
    status: Literal["planned", "held", "cancelled"]

    @model_validator(mode="after")
    def _events_end_after_they_start(self) -> EventPage:
        if self.end and self.end[:len(self.start)] < self.start[:len(self.end)]:
            raise PydanticCustomError("event", "`end` is before `start`")
        return self


class LinkPage(WorkPage):
    kind: Literal["link"]
    url: WebAddress
    languages: tuple[str, ...] = Field(default=(), description="Languages it is known to exist in (BCP 47)")
    format: Words | None = None
    resource_licence: Words | None = Field(default=None, description="On what terms it may be used, in words")


class VideoPage(WorkPage):
    kind: Literal["video"]
    url: WebAddress
    languages: tuple[str, ...] = ()


PLAIN_KINDS = ("manual", "toolkit", "guide", "campaign", "case-study")
_BY_KIND: dict[str, type[WorkPage]] = {"event": EventPage, "link": LinkPage, "video": VideoPage}


def work_model(kind: object) -> type[WorkPage]:
    """The model for a work of this kind; a centre's own kinds take the general one."""
    return _BY_KIND.get(str(kind), WorkPage)


def field_names() -> set[str]:
    """Every key that some front matter may use."""
    models: list[type[Fields]] = [EditionPage, PartPage, WorkPage, *_BY_KIND.values()]
    return {name for model in models for name in model.model_fields}


def fields_of(model: str) -> set[str]:
    """The keys of a model of this module, by its name."""
    return set(globals()[model].model_fields)


def own_word_fields() -> set[str]:
    """The keys that an edition other than the source edition may use."""
    return set(EditionPage.model_fields)


def json_schema() -> dict[str, Any]:
    """The schema for editors that complete and check front matter while one types (JSON Schema 2020-12)."""
    pages: Any = TypeAdapter(EventPage | LinkPage | VideoPage | WorkPage | PartPage | EditionPage | SourcePage)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Front matter of a page of the centre", **pages.json_schema(mode="validation")}
