"""Helplines as readers see them: who answers, what it costs, and on which day somebody last called."""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from babel import Locale

from .facts import Facts, Helpline
from .localise import date, digits
from .strings import Strings
from .wordings import add_wordings


def country_name(code: str) -> str:
    """The English name of a country (ISO 3166-1 alpha-2); it is a message id of context `country`."""
    return str(Locale("en").territories.get(code, code))


def helpline_list(country: str | None, facts: Facts, strings: Strings) -> Element:
    """The helplines of one country, or of all, with what a caller must know first."""
    element = Element("div", {"class": "helplines"})
    note = SubElement(element, "p", {"class": "hint"})
    add_wordings(note, strings.safety("Calls and messages stay in the phone's log. "
                                      "If somebody checks your phone, use another one."))
    for code, lines in groupby(facts.helplines_in(country), key=lambda line: line.country):
        SubElement(element, "p", {"class": "helplines-country"}).text = \
            strings.pgettext("country", country_name(code))
        entries = SubElement(element, "ul")
        for line in lines:
            entries.append(_entry(line, strings))
    return element


def _entry(line: Helpline, strings: Strings) -> Element:
    entry = Element("li", {"class": "helpline"})
    number = SubElement(entry, "a", {"href": f"tel:{line.number.replace(' ', '')}", "class": "helpline-number"})
    SubElement(number, "bdi", {"dir": "ltr"}).text = line.number
    SubElement(entry, "strong").text = strings.pgettext("helpline", line.purpose)
    if line.name:
        SubElement(SubElement(entry, "span", {"class": "helpline-name"}), "bdi").text = line.name
    about = [strings.gettext("answered by: %(who)s") % {"who": strings.pgettext("helpline", line.answered_by)}
             if line.answered_by else "",
             strings.pgettext("helpline", line.cost) if line.cost else "",
             digits(strings.pgettext("helpline", line.hours), strings.language) if line.hours else "",
             strings.gettext("call or SMS") if line.sms == "yes" else ""]
    if any(about):
        SubElement(entry, "span", {"class": "helpline-about"}).text = " · ".join(filter(None, about))
    entry.append(_checked(line, strings))
    return entry


def _checked(line: Helpline, strings: Strings) -> Element:
    """When the number was last confirmed. How long ago that is, the browser works out."""
    element = Element("span", {"class": "helpline-checked"})
    if line.checked_on:
        day = SubElement(element, "time", {"datetime": line.checked_on.isoformat(), "data-age": ""})
        day.text = strings.gettext("called on %(day)s") % {"day": date(line.checked_on, strings.language)}
    elif line.published:
        element.text = strings.gettext("published %(year)s, not confirmed by us") % {
            "year": digits(line.published, strings.language)}
    else:
        element.text = strings.gettext("not confirmed by us")
    source = SubElement(element, "a", {"href": line.url, "rel": "external noreferrer"})
    SubElement(source, "bdi").text = line.publisher
    source.tail = ")"
    if len(element) > 1:
        element[-2].tail = " ("
    else:
        element.text = f"{element.text} ("
    return element
