"""What a section says of itself: its source changed, it was recalled, or it is an unreviewed draft."""

from __future__ import annotations

import posixpath
from xml.etree.ElementTree import Element, SubElement

from .crosslinks import ASIDE
from .localise import language_name
from .references import PageScope
from .sections import LEAD
from .wordings import add_wordings


def section_mark(state: str, section: str, scope: PageScope) -> Element:
    """The mark of a section in the reader's language, with a link to the same section of the source edition.

    `state` is `behind`, `recalled` or `draft`.
    """
    gettext = scope.strings.gettext
    element = Element("div", {"class": f"section-mark {state}"})
    words = SubElement(element, "p")
    if state == "recalled":
        add_wordings(SubElement(words, "strong"), scope.strings.safety(
            "This section is hidden. Its advice was corrected, and this edition does not have the correction yet."))
    elif state == "behind":
        SubElement(words, "span").text = gettext("The source of this section has changed since it was translated.")
    if len(words):
        words[0].tail = " "
    source = scope.document.source_edition
    anchor = "" if section == LEAD else f"#{section}"
    address = posixpath.relpath(source.url, posixpath.dirname(scope.edition.url) or ".") + anchor
    link = SubElement(words, "a", {"href": ASIDE + address, "hreflang": source.language})
    link.text = gettext("Read this section in %(language)s") % {
        "language": language_name(source.language, scope.strings.language, scope.catalogue.languages)}
    return element
