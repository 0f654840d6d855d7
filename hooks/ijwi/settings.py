"""What an organisation decides about its centre: `extra.centre` of mkdocs.yml, beside `exit_url`, which templates read.

Each setting has its own module, which says what it may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .agenda import agendas_page
from .contact import contact_address
from .feedback import Feedback, read_feedback
from .installing import install_name
from .signing import read_signing_key


@dataclass(frozen=True)
class Settings:
    """The settings that the library acts on.

    `install_name`: under which name browsers may install the site; None if they may not.
    `signing_key`: the public half of the key that signs bundles; None if there is none.
    `contact`: an e-mail address for readers; empty if the centre wants no letters.
    `agendas`: the path of a page of ready-made agendas; empty if there is none.
    `feedback`: who gets readers' messages, and how; None if the centre asks for none.
    """

    install_name: str | None
    signing_key: str | None
    contact: str
    agendas: str
    feedback: Feedback | None


def read_settings(extra: Mapping[str, object]) -> Settings:
    """The settings in `extra` of mkdocs.yml. Raises ContentError for one that is not usable."""
    return Settings(install_name(extra), read_signing_key(extra.get("centre")), contact_address(extra),
                    agendas_page(extra), read_feedback(extra))
