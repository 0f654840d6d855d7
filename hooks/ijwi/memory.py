"""What a check found out about a file, remembered until the file, or what the answer depends on, changes.

Answers are values that JSON can hold, each under a digest of everything that it was made of; a
lost or damaged memory costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
#: Whose answers are remembered too: another version may give others.
_LIBRARIES = ("babel", "markdown", "pydantic", "pymdown-extensions", "pyyaml")


def digest(*pieces: str | bytes) -> str:
    """A digest of texts; where one ends and the next begins counts too."""
    found = hashlib.sha256()
    for piece in pieces:
        content = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(content) + content)
    return found.hexdigest()[:32]


def digest_of_files(*files: Path) -> str:
    """A digest of files' contents; a file that is not there counts as such."""
    return digest(*(file.read_bytes() if file.is_file() else b"\0missing" for file in files))


class Memory:
    """Answers by their keys, kept in a file. Without a file it forgets everything at once."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self._known: dict[str, Any] = {}
        self._used: dict[str, Any] = {}
        self._new = False
        if file:
            self._code = code_version()
            self._known = self._read(file)

    def recall(self, key: str, find_out: Callable[[], Any]) -> Any:
        """The answer for a key. `find_out` is asked where it is not known; it returns what JSON can hold."""
        if self.file is None:
            return find_out()
        if key in self._known:
            self._used[key] = self._known[key]
        elif key not in self._used:
            self._used[key] = find_out()
            self._new = True
        return self._used[key]

    def recall_file(self, file: str | Path, about: str, read: Callable[[bytes], Any]) -> Any:
        """The answer for a file's content, which `read` is given if it is not known; `about` says what is asked."""
        content = Path(file).read_bytes()
        if self.file is None:
            return read(content)
        return self.recall(digest(about, content), lambda: read(content))

    def keep(self) -> None:
        """Writes what was asked this time, and forgets the rest. Where it cannot write, it does without."""
        if self.file is None or not (self._new or len(self._used) < len(self._known)):
            return
        beside = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps({"code": self._code, "answers": self._used}), encoding="utf-8")
            beside.replace(self.file)
        except OSError:
            beside.unlink(missing_ok=True)

    def _read(self, file: Path) -> dict[str, Any]:
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
            answers = kept["answers"] if kept["code"] == self._code else {}
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return {}
        return answers if isinstance(answers, dict) else {}


@cache
def code_version() -> str:
    """A digest of the generator's own code and of the libraries whose answers are remembered."""
    code = sorted(_HERE.rglob("*.py"))
    return digest(*(f"{name} {version(name)}" for name in _LIBRARIES),
                  *(file.relative_to(_HERE).as_posix() for file in code), digest_of_files(*code))


#: For whoever reads once: each file is read as it is.
FORGETFUL = Memory()
