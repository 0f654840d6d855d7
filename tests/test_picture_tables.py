"""A table of pictures, carried away: each picture stays with its heading and its line."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from lxml import html

from conftest import ROOT
from ijwi.downloads.reshaping import columns_of_pictures, reshape
from ijwi.downloads.text import plain_text
from small_centres import book_of

PICTURES = """<div><table><thead><tr><th>Lock</th><th>Call</th></tr></thead><tbody>
<tr><td><picture><img src="a.png" alt="A lock"></picture></td><td><img src="b.png" alt="A phone"></td></tr>
<tr><td>Tell nobody.</td><td>First <b>think</b>.</td></tr></tbody></table></div>"""
WORDS = "<div><table><tr><th>Who</th><th>What</th></tr><tr><td>Ada</td><td><img alt='A list' src='a.png'> the list</td></tr></table></div>"


def test_a_table_of_pictures_is_told_from_a_table_with_pictures() -> None:
    assert [[cell.text_content().strip() for cell in column] for column in columns_of_pictures(html.fromstring(PICTURES)[0]) or []] == [
        ["Lock", "", "Tell nobody."], ["Call", "", "First think."]]
    assert columns_of_pictures(html.fromstring(WORDS)[0]) is None
    assert columns_of_pictures(html.fromstring("<table><tr><th>Who</th></tr></table>")) is None


def test_a_narrow_page_shows_one_picture_below_the_other_with_its_words() -> None:
    narrow, wide = html.fromstring(PICTURES), html.fromstring(PICTURES)
    reshape(narrow, 1)
    assert [[line.text_content() or line.find(".//img").get("alt") for line in block] for block in narrow.iterfind(".//div[@class='row-block']")] == [
        ["Lock", "A lock", "Tell nobody."], ["Call", "A phone", "First think."]]
    reshape(wide, 2)
    assert wide.find(".//table") is not None
    other = copy.deepcopy(html.fromstring(WORDS.replace("<tr><th>Who</th><th>What</th></tr>", "<thead><tr><th>Who</th><th>What</th></tr></thead><tbody>")))
    reshape(other, 1)
    assert [line.text_content().strip() for line in other.iter("p")] == ["Who: Ada", "What:  the list"]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_plain_text_says_each_picture_with_its_words(code: str, real_site: Path) -> None:
    book = book_of(ROOT, real_site, code, "toolkits/lost-phone")
    source = (ROOT / "docs" / code / "toolkits" / "lost-phone" / "handout-in-pictures.md").read_text("utf-8").split("\n\n")
    lines = plain_text(book).decode().replace("\u200f", "").splitlines()
    tables = [[[cell.strip() for cell in row.strip("|").split(" | ")] for row in block.split("\n")] for block in source if block.startswith("| ")]
    assert len(tables) == 2
    for heads, _rule, pictures, words in tables:
        for head, picture, line in zip(heads, pictures, words, strict=True):
            place = lines.index(f"• {head.strip()}")
            assert lines[place + 1:place + 3] == [f"  {picture[2:].partition(']')[0]}", f"  {line.strip()}"]
