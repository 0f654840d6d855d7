"""The centre's public key: what a copy's list of files is verified with (https://jedisct1.github.io/minisign/)."""

from __future__ import annotations

import base64
import binascii

from .findings import ContentError, Finding

#: The key's file, at the root of the site and of each signed bundle.
PUBLIC_KEY = "minisign.pub"
_SETTING = "`extra.centre.signing_key`"


def read_signing_key(settings: object, where: str = "mkdocs.yml") -> str | None:
    """The key that `extra.centre` names, as one line of Base64; None if it names none.

    Raises ContentError with what to write instead.
    """
    value = settings.get("signing_key") if isinstance(settings, dict) else None
    if value is None:
        return None
    text = value.strip() if isinstance(value, str) else ""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if len(content) == 42 and content[:2] == b"Ed":
        return text
    message = f"{_SETTING} must be a public key of minisign, one line that begins with `RW`."
    suggestion = f"Write the second line of your {PUBLIC_KEY}; `minisign -G -W` makes one."
    if len(content) == 158:
        message = f"{_SETTING} is a secret key. Whoever has seen this file can sign in your name."
        suggestion = f"Make a new key with `minisign -G -W`, and write the second line of {PUBLIC_KEY} here."
    raise ContentError([Finding(where, 1, "config", message, suggestion)])


def public_key_file(key: str) -> str:
    """The text of the key's file, as minisign writes it."""
    return f"untrusted comment: minisign public key {base64.b64decode(key)[9:1:-1].hex().upper()}\n{key}\n"
