"""The centre's e-mail address in its pages: `[contact]`, alone on a line of Markdown.

`extra.centre.contact` in mkdocs.yml names it. A centre that has none shows no section that needs it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeGuard

from . import sections
from .findings import ContentError, Finding

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PLACE = re.compile(r"^\[contact\][ \t]*$", re.M)


def contact_address(extra: Mapping[str, object]) -> str:
    """The address that `extra` of mkdocs.yml names; empty if none. Raises ContentError if it is no address."""
    centre = extra.get("centre")
    address = centre.get("contact") if isinstance(centre, dict) else None
    if not address:
        return ""
    if not is_address(address):
        raise ContentError([Finding("mkdocs.yml", 1, "config", "`extra.centre.contact` must be an e-mail address.",
                                    "Write for example `contact: centre@example.org`, or remove the line.")])
    return address


def is_address(text: object) -> TypeGuard[str]:
    """Whether a value of mkdocs.yml is an e-mail address."""
    return isinstance(text, str) and bool(_ADDRESS.fullmatch(text))


def with_contact(body: str, address: str) -> str:
    """A page's body with the address in place of `[contact]`; without one, without the sections that hold it."""
    if not _PLACE.search(body):
        return body
    if address:
        return _PLACE.sub(lambda _match: f"[{address}](mailto:{address})", body)
    lines = body.split("\n")
    for section in reversed(sections.split(body)):
        if _PLACE.search(section.text):
            first = section.line - 1
            del lines[first:first + section.text.count("\n") + 1 + bool(section.level)]
    return "\n".join(lines)
