"""Facts as they are read: indicators, helplines and charts, and every finding on the way."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from ijwi.chart import WIDTH, chart
from ijwi.facts import Chart, Facts, Helpline, Indicator, read_facts, unconfirmed
from ijwi.findings import ContentError
from ijwi.languages import read_languages
from ijwi.strings import read_strings

INDICATORS = "id,label,place,year,women,men,gap,value,unit,gap_basis,approximate,publisher,source,url,tier,notes\n"
WORLD = "world,People using the internet,World,2024,65,70,5,,percent,points,,ITU,Facts and Figures 2024,https://itu.example/,P,\n"
HELPLINES = "id,country,name,number,kind,purpose,answered_by,cost,hours,published,checked_on,sms,source_title,publisher,url,tier,notes\n"
POLICE = "rw-112,RW,,112,phone,General emergency,,,,2016,,,Emergency numbers,IGIHE,https://igihe.example/,S,\n"
ISANGE = "rw-3029,RW,Isange,3029,phone,Violence,Police,Free,24/7,2017,2026-05-26,yes,Isange,The New Times,https://nt.example/,S,\n"
KENYA = "ke-1195,KE,,1195,phone,Violence,,,,,2025-01-31,,A hotline,United Nations,https://un.example/,P,\n"
TODAY = datetime.date(2026, 11, 22)
CALL = "Call it, then write the day into `checked_on`."

Content = str | bytes
Read = Callable[..., Facts]
Said = Callable[..., list[str]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The facts of a folder with these files."""
    def of(indicators: Content | None = None, helplines: Content | None = None, charts: Content | None = None) -> Facts:
        for name, content in (("indicators.csv", indicators), ("helplines.csv", helplines), ("charts.yml", charts)):
            if content is not None:
                (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_facts(tmp_path)
    return of


@pytest.fixture
def said(read: Read) -> Said:
    """The findings of such a folder, as they are printed."""
    def of(*files: Content | None, **named: Content | None) -> list[str]:
        try:
            read(*files, **named)
        except ContentError as error:
            return [str(finding) for finding in error.findings]
        return []
    return of


# What is read

def test_an_indicator_is_what_its_row_says(read: Read) -> None:
    facts = read(INDICATORS + 'gap-2023,"Women, offline",Africa,2022/23,0.70,,-0.3,945,million,less-likely,women gap,GSMA,'
                              '"The ""Gap"", 2023",http://gsma.example/a?b=c&d,P/S,Reported later.\n')
    assert facts == Facts({"gap-2023": Indicator(
        id="gap-2023", label="Women, offline", place="Africa", year="2022/23", women="0.70", men="", gap="-0.3", value="945",
        unit="million", gap_basis="less-likely", approximate="women gap", publisher="GSMA", source='The "Gap", 2023',
        url="http://gsma.example/a?b=c&d", tier="P/S", notes="Reported later.")}, {}, {})
    assert facts.indicators["gap-2023"].approximate == ("women", "gap")


def test_a_helpline_is_what_its_row_says(read: Read) -> None:
    facts = read(helplines=HELPLINES + ISANGE + POLICE)
    assert list(facts.helplines) == ["rw-3029", "rw-112"]
    assert facts.helplines["rw-3029"] == Helpline(
        id="rw-3029", country="RW", name="Isange", number="3029", kind="phone", purpose="Violence", answered_by="Police",
        cost="Free", hours="24/7", published="2017", checked_on="2026-05-26", sms="yes", source_title="Isange",
        publisher="The New Times", url="https://nt.example/", tier="S", notes="")
    assert facts.helplines["rw-3029"].checked_on == datetime.date(2026, 5, 26)
    assert facts.helplines["rw-112"].checked_on is None


def test_a_chart_names_indicators_in_its_own_order(read: Read) -> None:
    facts = read(INDICATORS + WORLD + WORLD.replace("world", "africa"), charts="use:\n  title: Women and men\n"
                 "  indicators:\n    - world\n    - africa\n")
    assert facts.charts == {"use": Chart(title="Women and men", indicators=("world", "africa"))}


def test_a_centre_without_facts_has_none(read: Read) -> None:
    assert read() == Facts({}, {}, {})


@pytest.mark.parametrize("empty", ["", "\ufeff", "\n"])
def test_empty_files_hold_no_facts(empty: str, read: Read) -> None:
    assert read(empty, empty, empty) == Facts({}, {}, {})


def test_files_with_nothing_but_a_first_row_hold_no_facts(read: Read) -> None:
    assert read(INDICATORS, HELPLINES, "# later\n") == Facts({}, {}, {})


@pytest.mark.parametrize("spreadsheet", [
    (INDICATORS + WORLD).replace("\n", "\r\n"), (INDICATORS + WORLD).replace("\n", "\r"), "\ufeff" + INDICATORS + WORLD,
    "\ufeff" + (INDICATORS + WORLD).replace("\n", "\r\n"), (INDICATORS + WORLD).strip(), INDICATORS + "\n" + WORLD + "\n\n",
    INDICATORS + WORLD.replace(",65,", ", 65 ,").replace("ITU", "\u00a0ITU "), INDICATORS + '"' + WORLD.strip().replace(",", '","') + '"\n',
], ids=["CRLF", "CR", "BOM", "BOM and CRLF", "no last line end", "empty lines", "spaces", "quotes"])
def test_every_way_in_which_spreadsheets_write_csv_is_read_alike(spreadsheet: str, read: Read) -> None:
    assert read(spreadsheet) == Facts({"world": Indicator(
        id="world", label="People using the internet", place="World", year="2024", women="65", men="70", gap="5", value="",
        unit="percent", gap_basis="points", approximate="", publisher="ITU", source="Facts and Figures 2024",
        url="https://itu.example/", tier="P")}, {}, {})


def test_columns_may_stand_in_any_order_and_those_that_may_be_empty_may_be_left_out(read: Read) -> None:
    facts = read("unit,url,id,label,place,year,value,gap_basis,publisher,source,tier\n"
                 "count,https://un.example/,works,Works,World,2024,12,,UN,Report,M\n")
    assert facts.indicators["works"] == Indicator(
        id="works", label="Works", place="World", year="2024", value="12", unit="count", gap_basis="", publisher="UN",
        source="Report", url="https://un.example/", tier="M", women="", men="", gap="")


def test_text_in_every_script_is_read_as_it_is(read: Read) -> None:
    row = WORLD.replace("ITU", "الاتحاد الدولي").replace("Facts and Figures 2024", "«آمار ۲۰۲۴»").replace("World", "Isi yose")
    found = read(INDICATORS + row).indicators["world"]
    assert (found.publisher, found.source, found.place) == ("الاتحاد الدولي", "«آمار ۲۰۲۴»", "Isi yose")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1d"])
def test_a_cell_that_was_copied_with_a_line_separator_of_its_own_is_one_cell(separator: str, read: Read) -> None:
    facts = read(INDICATORS + WORLD.replace("Facts and", f"Facts{separator}and") + WORLD.replace("world", "b"))
    assert list(facts.indicators) == ["world", "b"]
    assert facts.indicators["world"].source == f"Facts{separator}and Figures 2024"


@pytest.mark.parametrize("written", ["65", "0.70", "40.7", "-0.3", "0", "945000000", "7.0"])
def test_a_figure_keeps_the_digits_with_which_it_was_published(written: str, read: Read) -> None:
    assert read(INDICATORS + WORLD.replace(",65,", f",{written},")).indicators["world"].women == written


# Findings: indicators

REQUIRED = "Field required."
EMPTY = "String should have at least 1 character."


def indicator(line: int, *problems: str) -> list[str]:
    return [f"docs/data/indicators.csv:{line}: data: {problem}" for problem in problems]


@pytest.mark.parametrize(("old", "new", "problem"), [
    ("world,", ",", r"`id`: String should match pattern '^[a-z0-9-]+$'."),
    ("world,", "The World,", r"`id`: String should match pattern '^[a-z0-9-]+$'."),
    ("world,", "a.b,", r"`id`: String should match pattern '^[a-z0-9-]+$'."),
    ("world,", "é,", r"`id`: String should match pattern '^[a-z0-9-]+$'."),
    ("People using the internet", "", f"`label`: {EMPTY}"),
    ("People using the internet", "  ", f"`label`: {EMPTY}"),
    (",World,", ",,", f"`place`: {EMPTY}"),
    (",2024,65", ",24,65", r"`year`: String should match pattern '^[0-9]{4}(/[0-9]{2})?$'."),
    (",2024,65", ",2010-11,65", r"`year`: String should match pattern '^[0-9]{4}(/[0-9]{2})?$'."),
    (",2024,65", ",2010/2011,65", r"`year`: String should match pattern '^[0-9]{4}(/[0-9]{2})?$'."),
    (",2024,65", ",1:30,65", r"`year`: String should match pattern '^[0-9]{4}(/[0-9]{2})?$'."),
    (",2024,65", ",,65", r"`year`: String should match pattern '^[0-9]{4}(/[0-9]{2})?$'."),
    (",65,", ",65%,", r"`women`: String should match pattern '^(-?[0-9]+(\.[0-9]+)?)?$'."),
    (",70,", ',"70,5",', r"`men`: String should match pattern '^(-?[0-9]+(\.[0-9]+)?)?$'."),
    (",5,,", ",no,,", r"`gap`: String should match pattern '^(-?[0-9]+(\.[0-9]+)?)?$'."),
    (",5,,", ",5,1:30,", r"`value`: String should match pattern '^(-?[0-9]+(\.[0-9]+)?)?$'."),
    ("percent", "%", "`unit`: Input should be 'percent', 'ratio', 'million' or 'count'."),
    ("percent", "", "`unit`: Input should be 'percent', 'ratio', 'million' or 'count'."),
    ("points", "point", "`gap_basis`: Input should be '', 'points', 'less-likely', 'parity' or 'difference'."),
    ("points,,", "points,women woman,", "`approximate.1`: Input should be 'women', 'men', 'gap' or 'value'."),
    ("points,,", "points,yes,", "`approximate.0`: Input should be 'women', 'men', 'gap' or 'value'."),
    ("ITU", "", f"`publisher`: {EMPTY}"),
    ("Facts and Figures 2024", "", f"`source`: {EMPTY}"),
    ("https://itu.example/", "itu.example", "`url`: must be a web address that starts with https:// or http://."),
    ("https://itu.example/", "javascript:alert(1)", "`url`: must be a web address that starts with https:// or http://."),
    ("https://itu.example/", '"https://itu.example/ a"', "`url`: must be a web address that starts with https:// or http://."),
    (",P,", ",p,", "`tier`: Input should be 'P', 'M', 'S' or 'P/S'."),
    (",P,", ",X,", "`tier`: Input should be 'P', 'M', 'S' or 'P/S'."),
])
def test_a_wrong_cell_is_said_with_its_line_and_column(old: str, new: str, problem: str, said: Said) -> None:
    assert old in WORLD
    sound = WORLD.replace("world", "africa")
    assert said(INDICATORS + sound + WORLD.replace(old, new)) == indicator(3, problem)


@pytest.mark.parametrize("figure", ["nan", "inf", "-Infinity", "1_000", "1e3", ".5", "5.", "+5", "٦٥", "۶۵"])
def test_a_figure_of_which_no_number_can_be_made_for_every_reader_is_said(figure: str, said: Said) -> None:
    findings = said(INDICATORS + WORLD.replace(",65,", f",{figure},"))
    assert [finding.split(": ")[:3] for finding in findings] == [["docs/data/indicators.csv:2", "data", "`women`"]]


@pytest.mark.parametrize("year", ["٢٠٢٤", "۲۰۲۴", "２０２４"])
def test_a_year_in_other_digits_is_said_because_not_every_reader_knows_them(year: str, said: Said) -> None:
    assert said(INDICATORS + WORLD.replace(",2024,65", f",{year},65")) == indicator(
        2, r"`year`: String should match pattern '^[0-9]{4}(/[0-9]{2})?$'.")


def test_an_id_that_is_used_twice_is_said_where_it_comes_again(said: Said) -> None:
    assert said(INDICATORS + WORLD + WORLD.replace("world", "africa") + WORLD) == indicator(4, "the id `world` is used twice.")


def test_columns_that_are_missing_and_columns_that_are_unknown_are_said(said: Said) -> None:
    assert said("id,label,Place,year,women,men,gap,unit,gap_basis\nworld,Internet,World,2024,65,70,5,percent,points\n") == indicator(
        2, "`Place`: Extra inputs are not permitted.", f"`place`: {REQUIRED}", f"`publisher`: {REQUIRED}",
        f"`source`: {REQUIRED}", f"`tier`: {REQUIRED}", f"`url`: {REQUIRED}")


def test_a_row_that_ends_too_soon_is_said(said: Said) -> None:
    assert said(INDICATORS + "world,People using the internet,World,2024,65,70,5,,percent,points\n") == indicator(
        2, f"`publisher`: {EMPTY}", f"`source`: {EMPTY}", "`tier`: Input should be 'P', 'M', 'S' or 'P/S'.",
        "`url`: must be a web address that starts with https:// or http://.")


def test_a_row_with_more_cells_than_columns_is_said_and_not_cut(said: Said) -> None:
    """Somebody wrote a comma without quotes: what stands after it would be lost."""
    findings = said(INDICATORS + WORLD.strip() + "Estimated, later revised.\n")
    assert [finding.split(": ")[:2] for finding in findings] == [["docs/data/indicators.csv:2", "data"]]


def test_a_quote_that_never_ends_is_said(said: Said) -> None:
    assert indicator(3, "`url`: must be a web address that starts with https:// or http://.")[0] in said(
        INDICATORS + WORLD.replace("Facts", '"Facts') + WORLD.replace("world", "africa"))


@pytest.mark.parametrize("separator", [";", "\t"])
def test_another_separator_than_the_comma_is_not_taken_for_an_empty_file(separator: str, said: Said) -> None:
    findings = said((INDICATORS + WORLD).replace(",", separator))
    assert indicator(2, f"`id`: {REQUIRED}")[0] in findings
    assert all(finding.startswith("docs/data/indicators.csv:2: data: ") for finding in findings)


@pytest.mark.parametrize(("name", "first", "row"), [("indicators", INDICATORS, WORLD), ("helplines", HELPLINES, POLICE)],
                         ids=["indicators", "helplines"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "cp1256"])
def test_a_file_that_a_spreadsheet_saved_in_another_encoding_is_said(name: str, first: str, row: str, encoding: str,
                                                                     tmp_path: Path) -> None:
    letters = "السلام" if encoding == "cp1256" else "Égalité"
    (tmp_path / f"{name}.csv").write_bytes((first + row.replace(",P,", f",P,{letters}").replace(",S,", f",S,{letters}")).encode(encoding))
    with pytest.raises(ContentError) as caught:
        read_facts(tmp_path)
    assert [(finding.path, finding.rule, finding.message, finding.suggestion) for finding in caught.value.findings] == [
        (f"docs/data/{name}.csv", "encoding", "this file is not written in UTF-8.", "Save it again with the encoding UTF-8.")]


# Findings: helplines

def helpline(line: int, *problems: str) -> list[str]:
    return [f"docs/data/helplines.csv:{line}: data: {problem}" for problem in problems]


@pytest.mark.parametrize("number", ["112", "+250 788 000 000", "0800 123"])
def test_a_number_is_kept_as_it_is_dialled(number: str, read: Read) -> None:
    assert read(helplines=HELPLINES + POLICE.replace(",112,", f",{number},")).helplines["rw-112"].number == number


@pytest.mark.parametrize(("old", "new", "problem"), [
    (",RW,", ",rw,", "`country`: String should match pattern '^[A-Z]{2}$'."),
    (",RW,", ",RWA,", "`country`: String should match pattern '^[A-Z]{2}$'."),
    (",RW,", ",,", "`country`: String should match pattern '^[A-Z]{2}$'."),
    (",112,", ",,", r"`number`: String should match pattern '^\+?[0-9 ]+$'."),
    (",112,", ",١١٢,", r"`number`: String should match pattern '^\+?[0-9 ]+$'."),
    (",112,", ",112/113,", r"`number`: String should match pattern '^\+?[0-9 ]+$'."),
    (",112,", ",tel:112,", r"`number`: String should match pattern '^\+?[0-9 ]+$'."),
    (",112,", ",112+,", r"`number`: String should match pattern '^\+?[0-9 ]+$'."),
    ("General emergency", "", f"`purpose`: {EMPTY}"),
    (",2016,,", ",2016-05,,", r"`published`: String should match pattern '^([0-9]{4})?$'."),
    (",2016,,", ",2016,22/11/2026,", "`checked_on`: must be a day, year first, such as 2026-11-22."),
    (",2016,,", ",2016,11/22/26,", "`checked_on`: must be a day, year first, such as 2026-11-22."),
    (",2016,,", ",2016,46348,", "`checked_on`: must be a day, year first, such as 2026-11-22."),
    (",2016,,", ",2016,2026-11,", "`checked_on`: must be a day, year first, such as 2026-11-22."),
    (",2016,,", ",2016,2026-02-30,", "`checked_on`: is not a day of the calendar."),
    ("https://igihe.example/", "ftp://igihe.example/", "`url`: must be a web address that starts with https:// or http://."),
])
def test_a_wrong_cell_of_a_helpline_is_said_with_its_line_and_column(old: str, new: str, problem: str, said: Said) -> None:
    assert old in POLICE
    assert said(helplines=HELPLINES + ISANGE + KENYA + POLICE.replace(old, new)) == helpline(4, problem)


def test_helplines_are_found_by_country_in_the_order_of_the_file(read: Read) -> None:
    facts = read(helplines=HELPLINES + ISANGE + KENYA + POLICE)
    assert [line.id for line in facts.helplines_in("rw")] == ["rw-3029", "rw-112"]
    assert [line.id for line in facts.helplines_in("ke")] == ["ke-1195"]
    assert facts.helplines_in("fr") == []
    assert facts.helplines_in("") == []


def test_all_helplines_come_country_by_country(read: Read) -> None:
    assert [line.id for line in read(helplines=HELPLINES + ISANGE + KENYA + POLICE).helplines_in(None)] == [
        "ke-1195", "rw-3029", "rw-112"]


@pytest.mark.parametrize("country", ["rw", "RW", "Rw"])
def test_a_country_may_be_written_in_small_or_large_letters(country: str, read: Read) -> None:
    assert [line.id for line in read(helplines=HELPLINES + ISANGE).helplines_in(country)] == ["rw-3029"]


# Helplines that nobody called

def never(line: int, where: str) -> str:
    return f"docs/data/helplines.csv:{line}: helpline: {where} was never confirmed by a call. {CALL}"


def test_helplines_that_nobody_called_for_half_a_year_are_said_with_the_days(read: Read) -> None:
    facts = read(helplines=HELPLINES + POLICE + ISANGE + KENYA)
    notices = list(unconfirmed(facts, TODAY))
    assert [str(notice) for notice in notices] == [
        never(2, "RW 112 (General emergency)"),
        f"docs/data/helplines.csv:4: helpline: KE 1195 (Violence) was last confirmed on 2025-01-31, 660 days ago. {CALL}"]
    assert all(notice.notice for notice in notices), "they stop nothing"


@pytest.mark.parametrize(("today", "days", "said"), [
    (datetime.date(2026, 5, 26), 180, False), (datetime.date(2026, 11, 22), 180, False), (datetime.date(2026, 11, 23), 180, True),
    (datetime.date(2026, 5, 26), 0, False), (datetime.date(2026, 5, 27), 0, True), (datetime.date(2026, 6, 2), 7, False),
    (datetime.date(2026, 6, 3), 7, True),
])
def test_a_call_counts_for_180_days_or_as_many_as_are_said(today: datetime.date, days: int, said: bool, read: Read) -> None:
    facts = read(helplines=HELPLINES + ISANGE)
    assert bool(list(unconfirmed(facts, today, days))) is said
    assert days != 180 or list(unconfirmed(facts, today)) == list(unconfirmed(facts, today, days))


def test_a_centre_without_helplines_has_none_to_call(read: Read) -> None:
    assert list(unconfirmed(read(), TODAY)) == []


@pytest.mark.parametrize(("rows", "line"), [
    ("\n\n" + POLICE, 4), (ISANGE + "\n" + POLICE, 4), (ISANGE.replace(",Isange,The", ',"Isange\nand others",The') + POLICE, 4),
], ids=["empty lines before", "an empty line between", "a cell of two lines"])
def test_the_line_of_such_a_helpline_is_its_line_in_the_file(rows: str, line: int, read: Read) -> None:
    assert [str(notice) for notice in unconfirmed(read(helplines=HELPLINES + rows), TODAY)] == [
        never(line, "RW 112 (General emergency)")]


# Findings: charts

def charts(line: int, problem: str, rule: str = "data") -> list[str]:
    return [f"docs/data/charts.yml:{line}: {rule}: {problem}"]


IN_QUOTES = "Put text that contains `: ` or starts with a sign such as [ { & * ! | > @ ` in quotes."


@pytest.mark.parametrize(("text", "findings"), [
    ("use: {title: Use, indicators: [wrld]}", charts(1, "`use` names the unknown indicator `wrld`. Did you mean `world`?")),
    ("use: {title: Use, indicators: [no, 1:30]}", [
        *charts(1, "`use` names the unknown indicator `1:30`. Write one of: world."),
        *charts(1, "`use` names the unknown indicator `no`. Write one of: world.")]),
    ("use: {indicators: [world]}", charts(1, f"`use`: {REQUIRED}")),
    ("use: {title: Use}", charts(1, f"`use`: {REQUIRED}")),
    ("use: {title: 5, indicators: [world]}", charts(1, "`use`: Input should be a valid string.")),
    ("use: {title: Use, indicators: world}", charts(1, "`use`: Input should be a valid tuple.")),
    ("use: {title: Use, indicators: [world], colour: red}", charts(1, "`use`: Extra inputs are not permitted.")),
    ("use:\n", charts(1, "`use`: Input should be a valid dictionary or instance of Chart.")),
    ("use: world", charts(1, "`use`: Input should be a valid dictionary or instance of Chart.")),
    ("- use", charts(1, "front matter must be lines of `key: value`.", "front-matter")),
    ("use: {title: Use, indicators: [world]}\nuse: {title: Use, indicators: []}",
     charts(2, "`use` is written twice. Keep one of the two lines.", "front-matter")),
    ("use: {title: &a Use, indicators: [world]}",
     charts(1, "`&` and `*` at the start of a value have a special meaning in YAML. Put the value in quotes, or write it out.",
            "front-matter")),
    ("use:\n  title: !x Use", charts(2, "`!` at the start of a value has a special meaning in YAML. Put the value in quotes.",
                                     "front-matter")),
    ("use:\n\ttitle: Use", charts(2, f"this is not valid YAML: found character '\\t' that cannot start any token. {IN_QUOTES}",
                                  "front-matter")),
    ("use:\n  title: Women: men", charts(2, f"this is not valid YAML: mapping values are not allowed here. {IN_QUOTES}",
                                         "front-matter")),
])
def test_a_wrong_chart_is_said(text: str, findings: list[str], said: Said) -> None:
    assert said(INDICATORS + WORLD, charts=text) == findings


def test_charts_with_windows_line_ends_and_a_byte_order_mark_are_read(read: Read) -> None:
    facts = read(INDICATORS + WORLD, charts="\ufeffuse:\r\n  title: 'No: 1:30'\r\n  indicators: [world]\r\n")
    assert facts.charts == {"use": Chart(title="No: 1:30", indicators=("world",))}


def test_charts_in_another_encoding_and_with_control_characters_are_said(said: Said) -> None:
    assert [finding.split(":")[0] for finding in said(charts="use: {title: \0}")] == ["docs/data/charts.yml"]
    assert [finding.split(":")[0] for finding in said(charts="use: {title: Égalité}".encode("cp1252"))] == ["docs/data/charts.yml"]


def test_a_chart_of_what_is_not_a_percentage_is_said_or_fits_its_drawing(read: Read) -> None:
    millions = WORLD.replace(",65,70,5,,percent,points", ",945,715,230,,million,difference")
    try:
        facts = read(INDICATORS + millions, charts="use: {title: Use, indicators: [world]}")
    except ContentError as error:
        assert [finding.path for finding in error.findings] == ["docs/data/charts.yml"]
        return
    english = read_strings(Path(), read_languages({"en": {"name": "English", "iso639_3": "eng"}})["en"])
    ends = [float(bar.attrib["x"]) + float(bar.attrib["width"]) for bar in chart("use", facts, english).iter("rect")]
    assert max(ends) <= WIDTH


# All at once

def test_the_findings_of_all_files_come_at_once_and_sorted(said: Said) -> None:
    assert said(INDICATORS + WORLD.replace("percent", "%") + WORLD.replace("ITU", "").replace("world", "b"),
                HELPLINES + POLICE.replace("RW", "rw"), "use: {title: Use, indicators: [world]}") == [
        *charts(1, "`use` names the unknown indicator `world`. There is none yet."),
        *helpline(2, "`country`: String should match pattern '^[A-Z]{2}$'."),
        *indicator(2, "`unit`: Input should be 'percent', 'ratio', 'million' or 'count'."),
        *indicator(3, f"`publisher`: {EMPTY}")]


def test_the_facts_of_this_centre_are_sound() -> None:
    facts = read_facts(ROOT / "docs" / "data")
    assert facts.indicators and facts.helplines and facts.charts
    assert all(getattr(entry, name) for entry in facts.indicators.values() for name in entry.approximate)
