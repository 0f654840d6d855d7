"""How soon `make serve` shows what was saved, on a centre that is made up."""

from __future__ import annotations

import contextlib
import http.client
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from made_up_centre import write_centre

#: How long is waited for a change at most, in seconds.
PATIENCE = 120.0


def serve_speed(works: int, languages: int, words: int, repeat: int = 5) -> list[dict[str, Any]]:
    """A row for each kind of edit: seconds from the renaming of the saved file until the server gives the new page.

    Medians and the worst of `repeat`, after the centre was read at the start. An edit comes two seconds after the one
    before is shown, while the build that follows that one is going on.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_centre(root, works, languages, words)
        with _served(root) as (server, process):
            return _edits(root, server, process, repeat)


def _edits(root: Path, server: http.client.HTTPConnection, process: subprocess.Popen[str],
           repeat: int) -> list[dict[str, Any]]:
    code = sorted(file.name for file in (root / "docs").iterdir() if (file / "works").is_dir())[-1]
    prefix = "" if code == "en" else f"{code}/"
    address, page = f"/{prefix}works/w0.html", root / "docs" / code / "works" / "w0.md"
    _seconds(page, lambda text, word: f"{text}\n{word}\n", server, address, "begun")  # now the centre is read
    edits: dict[str, tuple[Path, Callable[[str, str], str], str]] = {
        "a text": (page, lambda text, word: f"{text}\n{word}\n", address),
        "a title": (page, _titled, address),
        "a title, in a list": (page, _titled, f"/{prefix}languages.html"),
        "a template": (root / "overrides" / "main.html",
                       lambda text, word: text.replace("</head>", f"<!-- {word} --></head>", 1), address),
        "a string": (root / "locales" / f"{code}.po", _translated, address)}
    rows = []
    for kind, (name, (file, edit, at)) in enumerate(edits.items()):
        seconds = [_seconds(file, edit, server, at, f"word{kind}x{number}") for number in range(repeat)]
        rows.append({"edit": name, "shown after, s": round(statistics.median(seconds), 2),
                     "at worst, s": round(max(seconds), 2), "memory, MB": _memory(process.pid)})
    return rows


def _titled(text: str, word: str) -> str:
    return re.sub("(?m)^title: .*", f"title: {word}", text, count=1)


def _translated(text: str, word: str) -> str:
    """Another translation of a string that each page shows."""
    return re.sub(r'(msgid "Skip to content"\nmsgstr ").*"', rf'\g<1>{word}"', text, count=1)


def _seconds(file: Path, edit: Callable[[str, str], str], server: http.client.HTTPConnection, address: str,
             word: str) -> float:
    beside = file.with_name(f"{file.name}.tmp")
    beside.write_text(edit(file.read_text("utf-8"), word), "utf-8")
    beside.replace(file)
    begun = time.perf_counter()
    while word.encode() not in _content(server, address):
        if time.perf_counter() - begun > PATIENCE:
            raise TimeoutError(f"{file.name}: the change is not shown")
        time.sleep(0.005)
    taken = time.perf_counter() - begun
    time.sleep(2)
    return taken


def _content(server: http.client.HTTPConnection, address: str) -> bytes:
    server.request("GET", address)
    return server.getresponse().read()


@contextlib.contextmanager
def _served(root: Path) -> Iterator[tuple[http.client.HTTPConnection, subprocess.Popen[str]]]:
    """A connection to the preview of a centre, as soon as it is ready to follow, and its process."""
    process = subprocess.Popen([sys.executable, "-u", str(root / "scripts" / "serve.py"), "--port", "0"], cwd=root,
                               text=True, stdout=subprocess.PIPE)
    try:
        assert process.stdout
        port = next(found[1] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:(\d+)/", line)))
        server = http.client.HTTPConnection("127.0.0.1", int(port))
        yield server, process
        server.close()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _memory(process: int) -> float:
    """Megabytes of a process, on Linux (proc(5))."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmRSS:\s*(\d+)", status.read_text("ascii")) if status.exists() else None
    return round(int(found[1]) / 1e3) if found else float("nan")
