"""Addresses of licences by their SPDX identifiers (https://spdx.org/licenses/)."""

from __future__ import annotations

import re

_COMMONS = re.compile(r"CC-(?P<terms>BY(-NC)?(-ND|-SA)?)-(?P<version>[0-9]\.[0-9])(-(?P<port>[A-Z]{2,3}))?")


def licence_url(licence: str) -> str | None:
    """The address of a Creative Commons licence's deed; None for words that name no such licence."""
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    match = _COMMONS.fullmatch(licence)
    if not match:
        return None
    port = f"{match['port'].lower()}/" if match["port"] else ""
    return f"https://creativecommons.org/licenses/{match['terms'].lower()}/{match['version']}/{port}"
