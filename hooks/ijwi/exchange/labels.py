"""The words around a page in an exchange file, in the language of those who fill it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """Each in the translator's language."""

    warning: str
    guidance: str
    section: str
    own_text: str
    doubtful: str


def labels_in(gettext: Callable[[str], str] = str) -> Labels:
    """The labels by way of a language's `gettext`; without one, in English."""
    return Labels(
        warning=gettext(
            "Before you begin: this page describes violence. Stop whenever you like, for as long as you like. "
            "You may share the work with somebody else, or give it back as it is."),
        guidance=gettext(
            "Write each translation beside its text. Keep what stands in [brackets with @ or fact:], "
            "the addresses of (links) and `code` as they are. What you leave empty stays as it is."),
        section=gettext("Section"),
        own_text=gettext(
            "The present translation of this section is built otherwise. "
            "It stays as long as you leave all of the section empty:"),
        doubtful=gettext("Texts that begin with (?) were translated before their source changed. "
                         "Check them, then delete the (?)."))
