"""Numbers that belong into the data: telephone numbers and statistics, in the digits of every script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..findings import Finding
from .page import Page, Passage
from .posters import poster_lines

_DIAL = re.compile(
    r"(?<![\w.,/#=&?-])(?P<number>(?:\+|00)[\s(]*\d(?:[\s().\-/]*\d){6,14}|0\d(?:[ ().\-/\u2011\u00a0\u202f]?\d){7,11}|"
    r"\(0?\d{1,4}\)[ \-]?\d(?:[ .\-]?\d){4,9})(?![\w%٪]|[.,]\d)")
#: Words before a short number that make a call of it. Short numbers alone may be years or amounts.
_CALLS = re.compile(r"(?i)(\bcall|\bdial|\bring|\bphone|\btext|\bsms|\bappele|\bcompose|\bhamagar|\bpiga|\bpigia|"
                    r"\bllam|\bmarque|\bligue|اتصل|الرقم|تماس|شماره|звони|позвони|наберит|номер)\w*[^\d.!?\n]{0,24}$")
_SHORT = re.compile(r"(?<![\w.,+-])\d{3,6}(?![\w%٪]|[.,-]\d)")
_DAY = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}")

_NUMBER = r"\d{1,15}(?:[.,٫\u00a0\u202f ]\d{1,15}){0,5}"
_PERCENT = re.compile(
    rf"(?<![\w.,/])(?P<number>{_NUMBER})[\s\u00a0\u202f]?(?:[%٪﹪]|per ?cent\b|pour cent\b|por ciento\b|por cento\b|"
    rf"ku ijana\b|في المئة|في المائة|بالمئة|بالمائة|درصد|фӣ ҳаз|процент\w*)|[%٪][\s\u00a0]?{_NUMBER}|"
    rf"\b(?:asilimia|ku ijana) {_NUMBER}", re.I)
_MILLIONS = re.compile(
    rf"(?<![\w.,/])(?P<number>{_NUMBER})[\s\u00a0\u202f]*(?:million|billion|milliard|miliyoni|miliyari|milioni|bilioni|"
    r"مليون|ملايين|مليار|میلیون|میلیارد|миллион|миллиард|млн|млрд|millones|milhões)\w*", re.I)
#: What stands beside a figure and says where it comes from.
_SOURCED = re.compile(r"\[(?:fact:|@)[^\]\n]+\]")
#: What somebody says, or must not say.
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|«[^»\n]*»|„[^“”\n]*[“”]")
#: Nobody measured these.
_ROUND = frozenset({"0", "100"})


def telephone_numbers(page: Page, helplines: frozenset[str]) -> Iterator[Finding]:
    """Telephone numbers in words and links. `helplines` are the numbers of the data, without spaces."""
    for link in page.links:
        if re.match(r"\s*(tel|sms|whatsapp|callto):|https?://(wa\.me|api\.whatsapp\.com)/\+?\d", link.target, re.I):
            yield page.finding(link.line, "telephone", f"`{link.target[:40]}` is a number to call, typed in.",
                               "Put it into docs/data/helplines.csv, and show it with `[helplines:rw]`.")
    for passage in page.passages:
        text = in_european_digits(_without_targets(passage.text))
        for match in _DIAL.finditer(text):
            if not _DAY.search(match[0]):
                yield _telephone(page, passage, match.start(), passage.text[match.start():match.end()])
        for match in _SHORT.finditer(text):
            if match[0] in helplines and (_CALLS.search(text[max(0, match.start() - 60):match.start()])
                                          or passage.line_at(match.start()) in poster_lines(page)):
                yield _telephone(page, passage, match.start(), match[0])


def _telephone(page: Page, passage: Passage, place: int, number: str) -> Finding:
    line, said = passage.line_at(place), f"“{number.strip()}” looks like a telephone number."
    if line in poster_lines(page):
        return page.finding(line, "telephone", said, "Leave it out: numbers die, and the poster stays. Show helplines "
                            "on the page, below the poster.")
    return page.finding(line, "telephone", said,
                        "Put it into docs/data/helplines.csv, and show it with `[helplines:rw]`. In an example, "
                        "write letters: 07X XXX XXX.")


def typed_figures(page: Page) -> Iterator[Finding]:
    """Percentages and millions in a passage that cites no source.

    Not in examples and quotations: they are composed.
    """
    for passage in page.passages:
        if passage.kind == "field" or passage.line in page.example_lines or _SOURCED.search(passage.text):
            continue
        text = _QUOTED.sub(_blank, in_european_digits(_without_targets(passage.text)))
        for match in (*_PERCENT.finditer(text), *_MILLIONS.finditer(text)):
            number = match.groupdict().get("number") or re.sub(r"[^\d.,]", "", match[0])
            if number not in _ROUND:
                shown = passage.text[match.start():match.end()].strip()
                yield page.finding(passage.line_at(match.start()), "figure", f"“{shown}” has no source beside it.",
                                   "Show it with `[fact:…]` from docs/data/indicators.csv, or cite its source: "
                                   "`[@id]`.")


def in_european_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9; as long as before."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _without_targets(text: str) -> str:
    """The text without the addresses of its links, as long as before."""
    return re.sub(r"\]\([^)\n]*\)|<[a-z]+:[^>\n]*>|https?://\S+|\{[^}\n]*\}", _blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
