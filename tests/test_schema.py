"""What front matter may hold, and what is said of what it may not."""

from __future__ import annotations

import datetime
import re

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from conftest import edition, page, work
from ijwi.explain import explain
from ijwi.frontmatter import FrontMatter, read, split
from ijwi.schema import (
    EditionPage,
    EventPage,
    LinkPage,
    PartPage,
    SourcePage,
    VideoPage,
    WorkPage,
    field_names,
    json_schema,
    own_word_fields,
    work_model,
)

EVENT = work(kind="event", start="2026-11-22T14:30", timezone="Africa/Kigali", status="planned")
LINK = work(kind="link", url="https://example.org/")
SESSION = page("Session", session="true", minutes="90", group_size="8-24", power="none", internet="helpful",
               objectives="[Say what a password is]", materials="[chalk]")
SOURCE = "{id: newtimes-2009, title: Amakuru, publisher: The New Times, url: https://example.org/, date: 2009-03}"


def front_matter(text: str) -> FrontMatter:
    found, findings = read(split(text)[0] or "", "docs/en/x.md")
    assert findings == []
    assert found is not None
    return found


def said(model: type[BaseModel], text: str) -> list[str]:
    """What is said of a page, without the file's name."""
    found = front_matter(text)
    try:
        model.model_validate(found.values)
    except ValidationError as error:
        return [str(finding).removeprefix("docs/en/x.md:")
                for finding in sorted(explain(error, found, "docs/en/x.md", "en"))]
    return []


@pytest.mark.parametrize(("model", "text"), [
    (SourcePage, page()), (WorkPage, work()), (EventPage, EVENT), (LinkPage, LINK), (PartPage, SESSION), (PartPage, page()),
    (VideoPage, work(kind="video", url="https://example.org/film", languages="[en, rw]")),
    (EditionPage, edition("Murakaza neza")), (EditionPage, edition("أهلاً", review="human")),
    (EditionPage, page(edition="{of: en, review: reviewed, reviewer: Umukobwa wa Musanze, reviewed_on: 2026-11-22, "
                               "adapted: Ingero z’u Rwanda, sections: {first: \"12345678\"}}")),
    (WorkPage, work("حماية الهاتف", licence="no", creators="[no, گروه زنان]")),
    (WorkPage, work(sensitive="true", neutral_title="Plan", withdrawn="Outdated.", minutes="90", parts="[a, b/c]",
                    aliases="[old, a/b-2]", sources=f"[{SOURCE}]")),
    (EventPage, EVENT.replace("planned", "cancelled").replace("---\n\n", "end: 2026\nplace: Kigali\nlink: http://example.org\n---\n\n")),
])
def test_good_pages_are_accepted(model: type[BaseModel], text: str) -> None:
    assert said(model, text) == []


@pytest.mark.parametrize(("model", "text", "field", "example"), [
    (SourcePage, page(), "title", "title: Stay safe online"),
    (SourcePage, page(), "summary", "summary: Seven habits that protect you, your phone and your group."),
    (SourcePage, page(), "updated", "updated: 2026-11-22"),
    (WorkPage, work(), "kind", "kind: toolkit"), (WorkPage, work(), "topics", "topics: [online-safety]"),
    (WorkPage, work(), "audiences", "audiences: [organisers]"), (WorkPage, work(), "level", "level: introductory"),
    (WorkPage, work(), "published", "published: 2026-11-22"), (WorkPage, work(), "creators", "creators: [a trainer]"),
    (WorkPage, work(), "licence", "licence: CC-BY-SA-4.0"), (EventPage, EVENT, "start", "start: 2026-11-22T14:00"),
    (EventPage, EVENT, "timezone", "timezone: Africa/Kigali"), (EventPage, EVENT, "status", "status: planned"),
    (LinkPage, LINK, "url", "url: https://example.org/"), (EditionPage, edition("A"), "edition", "edition: …"),
])
def test_a_missing_field_is_named_with_an_example(model: type[BaseModel], text: str, field: str, example: str) -> None:
    without = re.sub(rf"^{field}: .*\n", "", text, flags=re.MULTILINE)
    assert said(model, without) == [f"1: missing: `{field}` is missing. Add a line such as `{example}`."]


@pytest.mark.parametrize(("field", "written", "findings"), [
    ("title", "", ["2: type: `title` must be text. Put the value in quotes."]),
    ("title", "2026", ["2: type: `title` must be text. Put the value in quotes."]),
    ("title", "1e3", ["2: type: `title` must be text. Put the value in quotes."]),
    ("title", "true", ["2: type: `title` must be text. Put the value in quotes."]),
    ("title", "[Stay safe]", ["2: type: `title` must be text. Put the value in quotes."]),
    ("title", '"  "', ["2: empty: `title` is empty. Write for example `title: Stay safe online`."]),
    ("title", "ب" * 91, ["2: too-long: `title` has more than 90 characters. Shorten it; details belong in the text."]),
    ("summary", "a" * 241, ["3: too-long: `summary` has more than 240 characters. Shorten it; details belong in the text."]),
    ("neutral_title", "a" * 61,
     ["12: too-long: `neutral_title` has more than 60 characters. Shorten it; details belong in the text."]),
    ("updated", "", ["4: value: `updated` must be a day, year first, such as 2026-11-22."]),
    ("updated", "22/11/2026", ["4: value: `updated` must be a day, year first, such as 2026-11-22."]),
    ("updated", "22.11.2026", ["4: value: `updated` must be a day, year first, such as 2026-11-22."]),
    ("updated", "20261122", ["4: value: `updated` must be a day, year first, such as 2026-11-22."]),
    ("updated", "2026", ["4: value: `updated` must be a day, year first, such as 2026-11-22."]),
    ("updated", "2026-11", ["4: value: `updated` must be a day, year first, such as 2026-11-22."]),
    ("updated", "2026-1-2", ["4: value: `updated` must be a day, year first, such as 2026-11-22."]),
    ("updated", "2026-11-22T14:30", ["4: value: `updated` must be a day, year first, such as 2026-11-22."]),
    ("updated", '"2026-11-22\\n"', ["4: value: `updated` must be a day, year first, such as 2026-11-22."]),
    ("updated", "2026-02-30", ["4: value: `updated` is not a day of the calendar."]),
    ("updated", "2026-13-01", ["4: value: `updated` is not a day of the calendar."]),
    ("updated", "0000-01-01", ["4: value: `updated` is not a day of the calendar."]),
    ("published", "1:30", ["9: value: `published` must be a day, year first, such as 2026-11-22."]),
    ("topics", "online-safety", ["6: type: `topics` must be a list. Write `topics: [one, two]`."]),
    ("topics", "", ["6: type: `topics` must be a list. Write `topics: [one, two]`."]),
    ("topics", "{a: b}", ["6: type: `topics` must be a list. Write `topics: [one, two]`."]),
    ("topics", "[]", ["6: empty: `topics` is empty. Write for example `topics: [online-safety]`."]),
    ("topics", "[a, b, c, d, e]", ["6: too-long: `topics` has more than 4 entries. Keep those that matter most."]),
    ("topics", "[a, 5]", ["6: type: `topics.1` must be text. Put the value in quotes."]),
    ("audiences", "[]", ["7: empty: `audiences` is empty. Write for example `audiences: [organisers]`."]),
    ("level", "1", ["8: type: `level` must be text. Put the value in quotes."]),
    ("creators", "Somebody", ["10: type: `creators` must be a list. Write `creators: [one, two]`."]),
    ("licence", '""', ["11: empty: `licence` is empty. Write for example `licence: CC-BY-SA-4.0`."]),
    ("licence", "4.0", ["11: type: `licence` must be text. Put the value in quotes."]),
    ("minutes", "1:30", ["12: type: `minutes` must be a whole number. Minutes, for example `90`."]),
    ("minutes", "90 min", ["12: type: `minutes` must be a whole number. Minutes, for example `90`."]),
    ("minutes", "٩٠", ["12: type: `minutes` must be a whole number. Minutes, for example `90`."]),
    ("minutes", "۹۰", ["12: type: `minutes` must be a whole number. Minutes, for example `90`."]),
    ("minutes", "1.5", ["12: type: `minutes` must be a whole number. Minutes, for example `90`."]),
    ("minutes", "[90]", ["12: type: `minutes` must be a whole number. Minutes, for example `90`."]),
    ("sensitive", "maybe", ["12: type: `sensitive` must be `true` or `false`."]),
    ("sensitive", "", ["12: type: `sensitive` must be `true` or `false`."]),
    ("sensitive", "2", ["12: type: `sensitive` must be `true` or `false`."]),
    ("sensitive", "نعم", ["12: type: `sensitive` must be `true` or `false`."]),
    ("sensitive", "true", ["1: value: a sensitive work needs a `neutral_title:` that betrays nothing."]),
    ("sensitive", "yes", ["1: value: a sensitive work needs a `neutral_title:` that betrays nothing."]),
    ("sensitive", "no", []), ("minutes", '"90"', []), ("title", '" Stay safe "', []),
    ("parts", "one", ["12: type: `parts` must be a list. Write `parts: [one, two]`."]),
    ("aliases", "old", ["12: type: `aliases` must be a list. Write `aliases: [one, two]`."]),
    ("titel", "x", ["12: unknown-field: there is no field `titel` on this kind of page. Did you mean `title`?"]),
    ("Licence", "x", ["12: unknown-field: there is no field `Licence` on this kind of page. Did you mean `licence`?"]),
    ("license", "x", ["12: unknown-field: there is no field `license` on this kind of page. Did you mean `licence`?"]),
    ("author", "x", ["12: unknown-field: there is no field `author` on this kind of page. Write one of: aliases, audiences, "
                     "creators, kind, level, licence, materials, minutes, neutral_title, objectives, parts, published, "
                     "recalls, sections, sensitive, sources, summary, title, topics, updated, withdrawn."]),
    ("topics", "[5]", ["6: type: `topics.0` must be text. Put the value in quotes."]),
    ("creators", "['', A, ' ']", ["10: empty: `creators.0` is empty. Fill it, or remove it.",
                                  "10: empty: `creators.2` is empty. Fill it, or remove it."]),
    ("creators", "['']", ["10: empty: `creators.0` is empty. Fill it, or remove it."]),
    ("minutes", "0", ["12: value: `minutes` must be at least 1."]),
    ("minutes", "-5", ["12: value: `minutes` must be at least 1."]),
    ("minutes", "10001", ["12: value: `minutes` must be at most 10000."]),
    ("minutes", "1e999", ["12: type: `minutes` must be a whole number. Minutes, for example `90`."]),
    ("minutes", "true", ["12: type: `minutes` must be a whole number. Minutes, for example `90`."]),
    # Whoever writes `withdrawn:` wants the page gone.
    ("withdrawn", "", ["12: value: `withdrawn` needs a reason."]),
    ("withdrawn", "true", ["12: type: `withdrawn` must be text. Put the value in quotes."]),
])
def test_a_wrong_value_is_said_with_its_line_and_what_to_write(field: str, written: str, findings: list[str]) -> None:
    title = {"title": written} if field == "title" else {}
    text = work(**{field: written}) if not title else work().replace("Stay safe", written, 1)
    assert said(WorkPage, text) == findings


@pytest.mark.parametrize("alias", ["/a", "a/", "a//b", "a.md", "A", "a b", "inama_1", "حماية", "../a", "https://example.org/"])
def test_an_alias_is_a_path_in_small_letters_without_ending(alias: str) -> None:
    assert said(SourcePage, page(aliases=f"[good, '{alias}']")) == [
        "5: value: `aliases.1` must be a path of small letters, digits and hyphens, without language and ending, "
        "such as toolkits/stay-safe-online."]


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "javascript:alert(1)", "https://", "https://a b",
                                     'https://a\\"b', "https://<a>", "//example.org", "HTTPS//example.org"])
def test_an_address_of_the_web_starts_with_http(address: str) -> None:
    assert said(LinkPage, work(kind="link", url=f'"{address}"')) == [
        "12: value: `url` must be a web address that starts with https:// or http://."]


@pytest.mark.parametrize(("date", "problem"), [
    ("2009", None), ("2009-03", None), ("2009-03-31", None), ("2009-03-31T14:30", None), ('"2009"', None),
    ("2009-13", "is not a day of the calendar"), ("2009-02-30", "is not a day of the calendar"),
    ("2009-03-31T25:00", "is not a day of the calendar"), ('"0000"', "is not a day of the calendar"),
    *((wrong, "must be a date as precise as it is known: 2026, 2026-11, 2026-11-22 or, where it has a time, 2026-11-22T14:30")
      for wrong in ("March 2009", "31.03.2009", "2009/03", "200", "20090331", "2009.5", "true", "[2009]", "2009-03-31 14:30",
                    "2009-03-31T14:30:00Z")),
])
def test_a_date_is_as_precise_as_it_is_known(date: str, problem: str | None) -> None:
    source = SOURCE.replace("2009-03}", f"{date}}}")
    assert said(SourcePage, page(sources=f"[{source}]")) == ([f"5: value: `sources.0.date` {problem}."] if problem else [])


@pytest.mark.parametrize("day", ["٢٠٢٦-١١-٢٢", "۲۰۲۶-۱۱-۲۲"])
def test_a_day_in_digits_of_another_script_is_answered_with_how_to_write_it(day: str) -> None:
    assert said(SourcePage, page(updated=day)) == ["4: value: `updated` must be a day, year first, such as 2026-11-22."]


def test_what_is_wrong_with_a_source_is_said_for_each_of_its_lines() -> None:
    text = ("---\ntitle: A\nsummary: B\nupdated: 2026-11-22\nsources:\n  - id: New Times\n    title: Amakuru\n"
            "    url: newtimes.co.rw\n  - id: b\n    title: 2026\n    publisher: C\n    url: https://example.org/\n"
            "    date: x\n  - just words\n---\n")
    assert said(SourcePage, text) == [
        "6: missing: `sources.0.publisher` is missing. Add a line such as `publisher: The New Times`.",
        "6: value: `sources.0.id: New Times` has not the form that is needed. "
        "Use small letters, digits and hyphens: `newtimes-2009`.",
        "8: value: `sources.0.url` must be a web address that starts with https:// or http://.",
        "10: type: `sources.1.title` must be text. Put the value in quotes.",
        "13: value: `sources.1.date` must be a date as precise as it is known: 2026, 2026-11, 2026-11-22 "
        "or, where it has a time, 2026-11-22T14:30.",
        "14: type: `sources.2` must be indented lines of `key: value`."]


def test_everything_that_is_wrong_with_an_event_is_said() -> None:
    assert said(EventPage, work(kind="event", start="2026-11-31", end="tomorrow", timezone="Kigali", status="done",
                                link="example.org", place='""')) == [
        "12: value: `start` is not a day of the calendar.",
        "13: value: `end` must be a date as precise as it is known: 2026, 2026-11, 2026-11-22 "
        "or, where it has a time, 2026-11-22T14:30.",
        "14: value: `timezone: Kigali` has not the form that is needed. Write the zone by its city: `Africa/Kigali`.",
        "15: value: `status: done` is not known. Write one of: planned, held, cancelled.",
        "16: value: `link` must be a web address that starts with https:// or http://.",
        "17: empty: `place` is empty. Write for example `place: …`."]


@pytest.mark.parametrize("field", ["minutes", "group_size", "power", "internet", "objectives", "materials"])
def test_a_session_says_what_it_needs(field: str) -> None:
    without = re.sub(rf"^{field}: .*\n", "", SESSION, flags=re.MULTILINE)
    assert said(PartPage, without) == [f"1: value: a session also needs `{field}`."]
    assert said(PartPage, without.replace("session: true", "session: no")) == []


@pytest.mark.parametrize(("field", "written", "finding"), [
    ("group_size", "many", "7: value: `group_size: many` has not the form that is needed. "
                           "Write the smallest and the largest group: `8-24`."),
    ("group_size", "8 - 24", "7: value: `group_size: 8 - 24` has not the form that is needed. "
                             "Write the smallest and the largest group: `8-24`."),
    ("group_size", "8–24", "7: value: `group_size: 8–24` has not the form that is needed. "
                           "Write the smallest and the largest group: `8-24`."),
    ("group_size", "24", "7: type: `group_size` must be text. Put the value in quotes."),
    ("power", "no", "8: value: `power: no` is not known. Write one of: none, helpful, needed."),
    ("session", "maybe", "5: type: `session` must be `true` or `false`."),
    ("objectives", "Speak", "10: type: `objectives` must be a list. Write `objectives: [one, two]`."),
])
def test_a_wrong_value_of_a_session_is_said(field: str, written: str, finding: str) -> None:
    assert said(PartPage, re.sub(rf"^{field}: .*$", f"{field}: {written}", SESSION, flags=re.MULTILINE)) == [finding]


@pytest.mark.parametrize("digits", ["٨-٢٤", "۸-۲۴"])
def test_the_size_of_a_group_is_written_in_digits_that_every_edition_can_show(digits: str) -> None:
    assert said(PartPage, SESSION.replace("8-24", digits)) == [
        f"7: value: `group_size: {digits}` has not the form that is needed. "
        "Write the smallest and the largest group: `8-24`."]


@pytest.mark.parametrize(("history", "finding"), [
    ("", "5: type: `edition` must be indented lines of `key: value`."),
    ("en", "5: type: `edition` must be indented lines of `key: value`."),
    ("[en]", "5: type: `edition` must be indented lines of `key: value`."),
    ("{review: machine}", "5: missing: `edition.of` is missing. Add a line such as `of: en`."),
    ("{of: en}", "5: missing: `edition.review` is missing. Add a line such as `review: machine`."),
    ("{of: 5, review: machine}", "5: type: `edition.of` must be text. Put the value in quotes."),
    ("{of: en, review: done}", "5: value: `edition.review: done` is not known. Write one of: machine, human, reviewed."),
    ("{of: en, review: no}", "5: value: `edition.review: no` is not known. Write one of: machine, human, reviewed."),
    ("{of: en, review: human, adapted: ''}", "5: empty: `edition.adapted` is empty. Write for example `adapted: …`."),
    ("{of: en, review: machine, sections: {a: 5}}", "5: type: `edition.sections.a` must be text. Put the value in quotes."),
    ("{of: en, review: machine, sections: [a]}", "5: type: `edition.sections` must be indented lines of `key: value`."),
    ("{of: en, review: reviewed, reviewer: A, reviewed_on: 2026-02-30}",
     "5: value: `edition.reviewed_on` is not a day of the calendar."),
])
def test_a_wrong_history_of_an_edition_is_said(history: str, finding: str) -> None:
    assert said(EditionPage, page(edition=history)) == [finding]


@pytest.mark.parametrize("history", [
    "review: reviewed", "review: reviewed, reviewer: A", "review: reviewed, reviewed_on: 2026-11-22",
    "review: machine, reviewer: A, reviewed_on: 2026-11-22", "review: human, reviewer: A, reviewed_on: 2026-11-22",
    "review: machine, reviewer: A", "review: human, reviewed_on: 2026-11-22",
])
def test_reviewed_goes_with_a_reviewer_and_a_day_and_only_with_them(history: str) -> None:
    assert said(EditionPage, page(edition=f"{{of: en, {history}}}")) == [
        "5: value: `review: reviewed` goes with `reviewer:` and `reviewed_on:`, and only with it."]


def test_what_does_not_depend_on_language_is_sent_back_to_the_source_edition() -> None:
    text = page(edition="{of: en, review: machine}", kind="toolkit", topics="[x]", sources="[]", minutes="5", start="2026",
                url="x", parts="[]", aliases="[]", session="no", titel="x")
    neutral = {6: "kind", 7: "topics", 8: "sources", 9: "minutes", 10: "start", 11: "url", 12: "parts", 13: "aliases",
               14: "session"}
    assert said(EditionPage, text) == [
        *(f"{line}: neutral-field: `{field}` does not depend on language; it stands once, in the source edition (en). "
          "Remove this line." for line, field in neutral.items()),
        "15: unknown-field: there is no field `titel` on this kind of page. Did you mean `title`?"]


@pytest.mark.parametrize(("model", "text", "finding"), [
    (WorkPage, work(session="true"), "12: unknown-field: there is no field `session` on this kind of page."),
    (WorkPage, work(group_size="8-24"), "12: unknown-field: there is no field `group_size` on this kind of page."),
    (WorkPage, work(url="https://example.org/"), "12: unknown-field: there is no field `url` on this kind of page."),
    (SourcePage, page(minutes="90"), "5: unknown-field: there is no field `minutes` on this kind of page."),
    (PartPage, page(topics="[a]"), "5: unknown-field: there is no field `topics` on this kind of page."),
])
def test_a_field_of_another_kind_of_page_is_to_be_removed(model: type[BaseModel], text: str, finding: str) -> None:
    assert said(model, text) == [f"{finding} Remove this line."]


@pytest.mark.parametrize(("model", "text", "suggestion"), [
    (EditionPage, page(edition="{of: en, review: machine, reviewd_on: 2026-11-22}"), "Did you mean `reviewed_on`?"),
    (EditionPage, page(edition="{of: en, review: machine, adaptd: Ingero}"), "Did you mean `adapted`?"),
    (SourcePage, page(sources=f"[{SOURCE[:-1]}, publishr: x}}]"), "Did you mean `publisher`?"),
    (SourcePage, page(sources=f"[{SOURCE[:-1]}, dates: x}}]"), "Did you mean `date`?"),
    (SourcePage, page(sources=f"[{SOURCE[:-1]}, page: 5}}]"), "Write one of: date, id, publisher, title, url."),
])
def test_a_misspelt_key_inside_a_value_is_answered_with_the_keys_that_belong_there(
        model: type[BaseModel], text: str, suggestion: str) -> None:
    [finding] = said(model, text)
    assert finding.endswith(suggestion)


@pytest.mark.parametrize(("model", "text", "finding"), [
    (EventPage, EVENT.replace("status: planned", "status:"),
     "14: value: `status` is empty. Write one of: planned, held, cancelled."),
    (EventPage, EVENT.replace("status: planned", "status: ''"),
     "14: value: `status` is empty. Write one of: planned, held, cancelled."),
    (EditionPage, page(edition="{of: en, review: }"),
     "5: value: `edition.review` is empty. Write one of: machine, human, reviewed."),
    (EventPage, EVENT.replace("start: 2026-11-22T14:30", "start:"),
     "12: value: `start` must be a date as precise as it is known: 2026, 2026-11, 2026-11-22 "
     "or, where it has a time, 2026-11-22T14:30."),
])
def test_a_field_left_empty_is_said_to_be_empty(model: type[BaseModel], text: str, finding: str) -> None:
    assert said(model, text) == [finding]


@pytest.mark.parametrize("written", ["false", "0"])
def test_a_false_or_a_zero_is_not_said_to_be_empty(written: str) -> None:
    [finding] = said(PartPage, page(power=written))
    assert finding.startswith("5: value: `power")
    assert finding.endswith(" Write one of: none, helpful, needed.")
    assert "empty" not in finding


def test_an_empty_power_or_internet_is_as_good_as_none_written() -> None:
    assert said(PartPage, page(power="", internet="")) == []


@pytest.mark.parametrize(("kind", "model"), [
    ("event", EventPage), ("link", LinkPage), ("video", VideoPage), ("toolkit", WorkPage), ("radio-play", WorkPage),
    (None, WorkPage), (5, WorkPage), (["event"], WorkPage), ("Event", WorkPage),
])
def test_a_kind_has_its_model_and_the_kinds_of_a_centre_the_general_one(kind: object, model: type[WorkPage]) -> None:
    assert work_model(kind) is model


def test_values_are_read_as_what_they_are() -> None:
    found = WorkPage.model_validate(front_matter(work(" Stay ", minutes='"90"', sensitive="no", aliases="[a/b]")).values)
    assert (found.title, found.minutes, found.sensitive, found.aliases) == ("Stay", 90, False, ("a/b",))
    assert (found.updated, found.published) == (datetime.date(2026, 11, 22), datetime.date(2026, 11, 1))
    event = EventPage.model_validate(front_matter(EVENT.replace("2026-11-22T14:30", "2026")).values)
    assert event.start == "2026", "a year alone stays a year"


def test_fields_cannot_be_changed_once_they_are_read() -> None:
    found = SourcePage.model_validate(front_matter(page()).values)
    with pytest.raises(ValidationError):
        found.title = "Other"


def test_editions_may_use_their_own_words_and_nothing_else() -> None:
    assert own_word_fields() == {"title", "summary", "updated", "neutral_title", "withdrawn", "objectives", "materials",
                                 "edition"}
    assert own_word_fields() <= field_names()
    assert {"kind", "start", "url", "session", "aliases", "resource_licence"} <= field_names() - own_word_fields()


def test_the_schema_for_editors_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("text", [
    page(), work(), EVENT, LINK, SESSION, edition("A"), work(sources=f"[{SOURCE}]", parts="[a]", minutes="90"),
    EVENT.replace("2026-11-22T14:30", "2026"), work(kind="video", url="https://example.org/", languages="[en]"),
])
def test_the_schema_for_editors_accepts_good_pages(text: str) -> None:
    assert Draft202012Validator(json_schema()).is_valid(front_matter(text).values)


@pytest.mark.parametrize("text", [
    page(titel="x"), page("a" * 91), work(topics="[]"), work(topics="online-safety"), work(minutes="1:30"), work(start="2026"),
    page(edition="{of: en, review: done}"), edition("A", kind="toolkit"), SESSION.replace("8-24", "many"),
    page().replace("title: Home\n", ""), work(sources="[{id: A B}]"),
])
def test_the_schema_for_editors_refuses_what_the_models_refuse(text: str) -> None:
    assert not Draft202012Validator(json_schema()).is_valid(front_matter(text).values)


def test_the_schema_for_editors_describes_its_fields() -> None:
    definitions = json_schema()["$defs"]
    assert definitions["WorkPage"]["properties"]["licence"]["description"] == "SPDX identifier, such as CC-BY-SA-4.0"
    assert definitions["History"]["properties"]["review"]["enum"] == ["machine", "human", "reviewed"]


@pytest.mark.parametrize(("model", "text", "finding"), [
    (SourcePage, page(sources=f"[{SOURCE}, {SOURCE}]"), "1: value: two entries of `sources` have the id `"),
    (PartPage, SESSION.replace("8-24", "24-8"), "1: value: `group_size` says the smallest group first, such as 8-24."),
    (EventPage, EVENT.replace("status:", "end: 2026-11-21\nstatus:"), "1: value: `end` is before `start`."),
])
def test_values_that_contradict_each_other_are_said(model: type[BaseModel], text: str, finding: str) -> None:
    [said_of_it] = said(model, text)
    assert said_of_it.startswith(finding)


@pytest.mark.parametrize("end", ["2026-11-22T16:00", "2026-11-22", "2026-11", "2026-11-23", "2027"])
def test_an_event_may_end_when_it_starts_or_later(end: str) -> None:
    assert said(EventPage, EVENT.replace("status:", f"end: {end}\nstatus:")) == []
