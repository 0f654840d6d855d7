"""The bar chart: a drawing that fits every direction of reading, and a table with every number in it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest

from ijwi.chart import WIDTH, chart
from ijwi.facts import Chart, Facts, Indicator
from ijwi.languages import read_languages
from ijwi.strings import Strings, read_strings

LANGUAGES = read_languages({
    "en": {"name": "English", "iso639_3": "eng"},
    "ar": {"name": "العربية", "iso639_3": "ara", "digits": "arab"},
    "fa": {"name": "فارسی", "iso639_3": "fas", "calendar": "persian"},
})
ARABIC = """
msgid ""
msgstr ""
"Language: ar\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Women"
msgstr "النساء"

msgid "Men"
msgstr "الرجال"

msgid "Source"
msgstr "المصدر"

msgid "The figures as a table, with their sources"
msgstr "الأرقام في جدول مع مصادرها"

msgid ", "
msgstr "، "

msgctxt "place"
msgid "World"
msgstr "العالم"

msgctxt "chart"
msgid "People using the internet"
msgstr "مستخدمو الإنترنت"
"""


def indicator(name: str, place: str, women: str, men: str, **fields: str) -> Indicator:
    return Indicator.model_validate({
        "id": name, "label": "People using the internet", "place": place, "year": "2024", "women": women, "men": men,
        "gap": "", "value": "", "unit": "percent", "gap_basis": "", "approximate": "", "publisher": "ITU", "source": "Facts",
        "url": "https://itu.example/", "tier": "P", **fields})


FACTS = Facts(
    {entry.id: entry for entry in (
        indicator("world", "World", "65", "70"),
        indicator("rwanda", "Rwanda", "48", "62.5", year="2022/23", approximate="women men", publisher="NISR",
                  url="https://nisr.example/?a=1&b=2"),
        indicator("least", "Least developed <countries>", "29", ""),
        indicator("all", "Everybody", "100", "0"),
        indicator("none", "Nobody asked", "", ""))},
    {}, {"use": Chart(title="People using the internet", indicators=("rwanda", "world")),
         "gaps": Chart(title="People using the internet", indicators=("least", "none", "all")),
         "one": Chart(title="People using the internet", indicators=("world",))})


@pytest.fixture
def strings(tmp_path: Path) -> dict[str, Strings]:
    (tmp_path / "ar.po").write_text(ARABIC, encoding="utf-8")
    return {code: read_strings(tmp_path, language) for code, language in LANGUAGES.items()}


def drawing(figure: Element) -> Element:
    found = figure.find("svg")
    assert found is not None
    return found


def table(figure: Element) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in figure.iter("tr")]


def shapes(svg: Element, name: str) -> list[tuple[float, float, float, float]]:
    """Left and top edge (of a text: where it starts, and its line), width and height, in the drawing as a whole."""
    found = []
    for row in svg:
        down = float(row.attrib.get("transform", "translate(0 0)").removeprefix("translate(0 ").rstrip(")"))
        found += [(float(part.attrib["x"]), down + float(part.attrib["y"]), float(part.attrib.get("width", 0)),
                   float(part.attrib.get("height", 0))) for part in row.iter(name)]
    return found


def bars(figure: Element) -> list[tuple[float, float]]:
    """Start and width of each bar, without the legend's two squares."""
    return [(x, width) for x, _y, width, _height in shapes(drawing(figure), "rect")][2:]


# The table

def test_the_table_has_every_number_of_the_chart_in_its_order(strings: dict[str, Strings]) -> None:
    assert table(chart("use", FACTS, strings["en"])) == [
        ["People using the internet", "Women", "Men", "Source"],
        ["Rwanda, 2022/23", "about 48%", "about 62.5%", "NISR"], ["World, 2024", "65%", "70%", "ITU"]]


def test_a_number_that_was_not_published_is_a_dash_and_has_no_bar(strings: dict[str, Strings]) -> None:
    figure = chart("gaps", FACTS, strings["en"])
    assert table(figure)[1:] == [["Least developed <countries>, 2024", "29%", "–", "ITU"], ["Nobody asked, 2024", "–", "–", "ITU"],
                                 ["Everybody, 2024", "100%", "0%", "ITU"]]
    assert len(bars(figure)) == 3


def test_the_table_is_in_the_words_and_digits_of_the_language(strings: dict[str, Strings]) -> None:
    assert table(chart("one", FACTS, strings["ar"])) == [
        ["مستخدمو الإنترنت", "النساء", "الرجال", "المصدر"], ["العالم، ٢٠٢٤", "٦٥٪", "٧٠٪", "ITU"]]
    assert table(chart("one", FACTS, strings["fa"]))[1] == ["World, ۲۰۲۴", "۶۵٪", "۷۰٪", "ITU"]


def test_rows_and_columns_of_the_table_are_named_and_it_scrolls_by_itself(strings: dict[str, Strings]) -> None:
    figure = chart("use", FACTS, strings["en"])
    assert [header.attrib for header in figure.iter("th")] == [{"scope": "col"}] * 4 + [{"scope": "row"}] * 2
    assert [(summary.tag, summary.text) for summary in figure.findall("details/summary")] == [
        ("summary", "The figures as a table, with their sources")]
    assert [box.attrib for box in figure.findall("details/div")] == [{"class": "table-scroll", "tabindex": "0"}]


def test_every_row_leads_to_its_source_without_saying_from_where(strings: dict[str, Strings]) -> None:
    links = list(chart("use", FACTS, strings["en"]).iter("a"))
    assert [link.attrib for link in links] == [{"href": "https://nisr.example/?a=1&b=2", "rel": "external noreferrer"},
                                               {"href": "https://itu.example/", "rel": "external noreferrer"}]
    assert [[child.tag for child in link] for link in links] == [["bdi"], ["bdi"]]


# The drawing

def test_the_drawing_has_the_same_words_as_the_table(strings: dict[str, Strings]) -> None:
    assert [[text.text for text in row.iter("text")] for row in drawing(chart("use", FACTS, strings["en"]))] == [
        ["Women", "Men"], ["Rwanda, 2022/23", "about 48%", "about 62.5%"], ["World, 2024", "65%", "70%"]]
    assert [text.text for text in chart("one", FACTS, strings["ar"]).iter("text")] == [
        "النساء", "الرجال", "العالم، ٢٠٢٤", "٦٥٪", "٧٠٪"]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_drawing_is_named_by_the_caption(code: str, strings: dict[str, Strings]) -> None:
    figure = chart("use", FACTS, strings[code])
    caption = figure.find("figcaption")
    assert caption is not None
    assert caption.text == strings[code].pgettext("chart", "People using the internet")
    assert (drawing(figure).attrib["role"], drawing(figure).attrib["aria-labelledby"]) == ("img", caption.attrib["id"])


def test_bars_are_as_long_as_their_numbers(strings: dict[str, Strings]) -> None:
    lengths = {name: [width for _x, width in bars(chart(name, FACTS, strings["en"]))] for name in ("use", "one", "gaps")}
    unit = lengths["gaps"][1] / 100
    assert lengths["use"] == pytest.approx([48 * unit, 62.5 * unit, 65 * unit, 70 * unit])
    assert lengths["one"] == pytest.approx([65 * unit, 70 * unit])
    assert lengths["gaps"] == pytest.approx([29 * unit, 100 * unit, 0])


@pytest.mark.parametrize("code", ["en", "ar", "fa"])
@pytest.mark.parametrize("name", ["use", "gaps", "one"])
def test_everything_lies_within_the_drawing(name: str, code: str, strings: dict[str, Strings]) -> None:
    svg = drawing(chart(name, FACTS, strings[code]))
    left, top, width, height = map(float, svg.attrib["viewBox"].split())
    assert (left, top, width) == (0 if code == "en" else -WIDTH, 0, WIDTH)
    for part in (*shapes(svg, "rect"), *shapes(svg, "text")):
        assert left <= part[0] <= part[0] + part[2] <= left + width
        assert 0 <= part[1] <= part[1] + part[3] <= height


def test_nothing_lies_on_top_of_something_else(strings: dict[str, Strings]) -> None:
    svg = drawing(chart("use", FACTS, strings["en"]))
    bars = [(y, height) for _x, y, _width, height in shapes(svg, "rect")][2:]
    assert len(bars) == 4
    assert all(y + height < below for (y, height), (below, _height) in pairwise(bars))


@pytest.mark.parametrize("name", ["use", "gaps"])
def test_right_to_left_everything_is_mirrored(name: str, strings: dict[str, Strings]) -> None:
    english, arabic = (chart(name, FACTS, strings[code]) for code in ("en", "ar"))
    for shape in ("rect", "text"):
        left, right = (shapes(drawing(figure), shape) for figure in (english, arabic))
        assert [part[1:] for part in left] == [part[1:] for part in right]
        assert [part[0] for part in right] == pytest.approx([-x - width for x, _y, width, _height in left])


@pytest.mark.parametrize("code", ["ar", "fa"])
def test_right_to_left_bars_grow_from_the_right_edge_and_numbers_stand_left_of_them(code: str, strings: dict[str, Strings]) -> None:
    figure = chart("one", FACTS, strings[code])
    assert [x + width for x, width in bars(figure)] == [0, 0], "the right edge"
    numbers = [x for x, _y, _width, _height in shapes(drawing(figure), "text")][3:]
    assert len(numbers) == 2 and all(number < x for number, (x, _width) in zip(numbers, bars(figure), strict=True))


def test_text_says_its_direction_so_that_it_starts_at_the_right_place(strings: dict[str, Strings]) -> None:
    assert drawing(chart("use", FACTS, strings["ar"])).attrib["direction"] == "rtl"
    assert "direction" not in drawing(chart("use", FACTS, strings["en"])).attrib


def test_colours_are_classes_and_nothing_needs_a_style_or_a_script(strings: dict[str, Strings]) -> None:
    figure = chart("use", FACTS, strings["en"])
    assert {part.attrib["class"] for part in figure.iter("rect")} == {"women", "men"}
    names = {name for part in figure.iter() for name in part.attrib}
    assert not {"style", "fill", "stroke"} & names
    assert not [name for name in names if name.startswith("on")]


def test_words_of_the_data_are_escaped(strings: dict[str, Strings]) -> None:
    text = tostring(chart("gaps", FACTS, strings["en"]), encoding="unicode")
    assert "<countries>" not in text
    assert text.count("Least developed &lt;countries&gt;, 2024") == 2


def test_a_chart_is_the_same_each_time(strings: dict[str, Strings]) -> None:
    assert tostring(chart("use", FACTS, strings["ar"])) == tostring(chart("use", FACTS, strings["ar"]))


def test_a_chart_that_is_not_there_is_refused(strings: dict[str, Strings]) -> None:
    with pytest.raises(KeyError, match="nothing"):
        chart("nothing", FACTS, strings["en"])
