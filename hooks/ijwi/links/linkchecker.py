"""LinkChecker as a tool: it is given addresses and says what it found.

Its command line is used, because its Python interface changes, and because its licence (GPL) is that of a
program of its own. Started by root it works as `nobody`, so what it reads must be open to all.
https://linkchecker.github.io/linkchecker/man/linkchecker.html
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

#: The columns that are read, in LinkChecker's order.
_COLUMNS = ("urlname", "parentname", "result", "warningstring", "infostring", "valid", "url", "line")


class LinkCheckerError(Exception):
    """LinkChecker is missing or broke down; the message says what to do."""


@dataclass(frozen=True)
class Row:
    """What LinkChecker says of one link: `address` as it was given, `url` where that led."""

    address: str
    parent: str
    url: str
    valid: bool
    result: str
    warnings: tuple[str, ...]
    infos: tuple[str, ...]
    line: int


def version() -> str:
    """Its version, such as `10.6.0`. Raises LinkCheckerError if it is not installed."""
    if importlib.util.find_spec("linkcheck") is None:
        raise LinkCheckerError("LinkChecker is not installed here. `make links` installs it; or run "
                               "`pip install -r requirements-links.txt`.")
    return importlib.metadata.version("linkchecker")


def run(addresses: Iterable[str], settings: Mapping[str, object], ignore: str = "", everything: bool = False,
        seconds: float | None = None) -> list[Row]:
    """Gives `addresses` to LinkChecker and reads its answers; with `everything` also on links that are well.

    `settings` are those of the part `checking` of its configuration, `ignore` is a regular expression of
    addresses to leave alone. After `seconds` it is stopped, and what it found until then counts.
    Raises LinkCheckerError.
    """
    version()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        lines = ["[checking]", *(f"{key}={value}" for key, value in settings.items())]
        lines += ["[filtering]", "ignore=", f"  {ignore}"] if ignore else []
        lines += ["[csv]", f"parts={','.join(_COLUMNS)}"]
        (folder / "rc").write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "linkcheck", f"--config={folder / 'rc'}", "--no-status", "--stdin",
                   "--output=csv/utf-8", *(["--verbose"] if everything else [])]
        # Its own home, so that nobody's settings change the result; its words in English, to be read here.
        environment = {**os.environ, "XDG_DATA_HOME": name, "HOME": name, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
        with (folder / "found").open("wb") as found, (folder / "said").open("wb") as said:
            try:
                code = subprocess.run(command, input="\n".join(addresses).encode(), stdout=found, stderr=said,  # noqa: S603
                                      env=environment, cwd=name, timeout=seconds, check=False).returncode
            except subprocess.TimeoutExpired:
                code = 0
        if code not in (0, 1):  # 1: it found something
            words = (folder / "said").read_text("utf-8", "replace").strip().splitlines()
            raise LinkCheckerError(f"LinkChecker broke down: {' '.join(words[-3:])}")
        return _rows((folder / "found").read_text("utf-8", "replace"))


def _rows(text: str) -> list[Row]:
    lines = [row for row in csv.reader(StringIO(text, newline=""), delimiter=";") if row and row[0][:2] != "# "]
    if not lines:
        raise LinkCheckerError("LinkChecker said nothing.")
    found = []
    for row in lines[1:]:
        if len(row) < len(_COLUMNS) - 1:  # it was stopped while writing
            continue
        named = dict(zip(_COLUMNS, row, strict=False))  # an address that stands in no page has no line
        found.append(Row(named["urlname"], named["parentname"], named["url"], named["valid"] == "True",
                         named["result"], tuple(filter(None, named["warningstring"].splitlines())),
                         tuple(filter(None, named["infostring"].splitlines())), int(named.get("line") or 0)))
    return found
