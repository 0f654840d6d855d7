"""The signed list of a bundle's files: what belongs to it, with digests, and what must not be followed any more.

`files.json` says it, `files.json.minisig` signs it in the format of minisign
(https://jedisct1.github.io/minisign/, Ed25519 over the BLAKE2b-512 digest of the file), `minisign.pub`
is the centre's key: `minisign -Vm files.json -p minisign.pub` verifies a bundle's list too.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..signing import PUBLIC_KEY, public_key_file

#: Names of the list and its signature in the bundle's folder, where PUBLIC_KEY lies beside them.
LIST, SIGNATURE = "files.json", "files.json.minisig"
#: Raised when older updaters would read the list wrongly.
FORMAT = 1
#: Where the key may be said: a minisign secret key without password (`minisign -G -W`), or the path of its file.
ENVIRONMENT = "IJWI_SIGNING_KEY"


@dataclass(frozen=True)
class SigningKey:
    """The centre's Ed25519 key: its number, which tells keys apart, and the 32 secret bytes."""

    number: bytes
    seed: bytes

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public(self) -> str:
        """The public key as people write it: one line, `extra.centre.signing_key` of mkdocs.yml."""
        raw = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return base64.b64encode(b"Ed" + self.number + raw).decode()

    @property
    def public_file(self) -> str:
        return public_key_file(self.public)

    @property
    def secret_file(self) -> str:
        """The key as `minisign -G -W` writes it, for whoever makes one here: keep it out of the repository."""
        content = b"Ed\0\0B2" + bytes(48) + self.number + self.seed + base64.b64decode(self.public)[10:] + bytes(32)
        return f"untrusted comment: minisign secret key without password\n{base64.b64encode(content).decode()}\n"

    def signature(self, content: bytes, trusted_comment: str) -> str:
        """The text of a signature file for `content`; the trusted comment, one line, is signed too."""
        signed = self._private.sign(hashlib.blake2b(content).digest())
        both = self._private.sign(signed + trusted_comment.encode())
        return (f"untrusted comment: signature of {LIST}\n{base64.b64encode(b'ED' + self.number + signed).decode()}\n"
                f"trusted comment: {trusted_comment}\n{base64.b64encode(both).decode()}\n")


def new_key() -> SigningKey:
    """A key that nobody has yet."""
    return SigningKey(os.urandom(8), os.urandom(32))


def read_key(text: str) -> SigningKey:
    """A key from the text of a minisign secret key file without password. Raises ValueError if it is none."""
    try:
        content = base64.b64decode(text.strip().splitlines()[-1], validate=True)
    except (binascii.Error, IndexError):
        content = b""
    if len(content) != 158 or content[:2] != b"Ed":
        raise ValueError("this is no secret key of minisign")
    if content[2:4] != b"\0\0":
        raise ValueError("this key asks for a password; make one without: minisign -G -W")
    key = SigningKey(content[54:62], content[62:94])
    # Without a password the tool leaves the checksum empty; the public half says as much.
    if base64.b64decode(key.public)[10:] != content[94:126]:
        raise ValueError("this key is damaged")
    return key


def key_from_environment(environment: Mapping[str, str] = os.environ) -> SigningKey | None:
    """The key that `IJWI_SIGNING_KEY` holds or names the file of; None if it is not set."""
    value = environment.get(ENVIRONMENT, "").strip()
    if not value:
        return None
    return read_key(value if "\n" in value or len(value) == 212 else Path(value).read_text("utf-8"))


def entries(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Path, size and digest of each file, by path."""
    return [{"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for path, content in sorted(files.items())]


def file_list(files: Mapping[str, bytes], *, day: datetime.date, site: str, name: str, bundle: Mapping[str, Any],
              recalls: Iterable[Mapping[str, str]], withdrawn: Iterable[str], signed: bool) -> bytes:
    """The list as bytes.

    `bundle` says which one it is, so that no other can take its place; `recalls` are sections of pages
    whose earlier text must not be followed, `withdrawn` pages that have become a notice or are gone.
    """
    content = {"format": FORMAT, "name": name, "site": site, "bundle": dict(bundle), "day": day.isoformat(),
               "signed": signed, "recalls": list(recalls), "withdrawn": sorted(withdrawn), "files": entries(files)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def with_list(files: Mapping[str, bytes], key: SigningKey | None, **facts: Any) -> dict[str, bytes]:
    """The files with their list, and with a key its signature and public half. `facts`: see `file_list`."""
    every = dict(files)
    if key:
        every[PUBLIC_KEY] = key.public_file.encode()
    listed = file_list(every, signed=key is not None, **facts)
    every[LIST] = listed
    if key:
        every[SIGNATURE] = key.signature(listed, f"{facts['name']} {facts['day'].isoformat()} {LIST}").encode()
    return every
