"""A small web server for one person's browser: the site's files, newer pages in their place, and word of changes."""

from __future__ import annotations

import json
import mimetypes
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, quote, unquote

from ..hosting import HEADERS, TYPES
from ..memory import digest

#: Addresses of our own script, and of what it asks.
SCRIPT, CHANGES = "/livereload.js", "/livereload"
#: How long a browser waits for word at most, in seconds.
PATIENCE = 25.0
_NOTHING = b"<!doctype html><html lang=en><meta charset=utf-8><title>404</title><body><p>There is no such page.</body>"
_TYPES = mimetypes.MimeTypes(filenames=())  # the same on every machine
for _ending, _type in TYPES.items():
    _TYPES.add_type(_type, f".{_ending}")


class Shown(Protocol):
    """What is served. `count` grows with each change of anything, and `changed` tells of it."""

    changed: threading.Condition
    count: int
    #: Grows when files change that pages show.
    files: int
    #: What is wrong, as text.
    wrong: str

    def content(self, address: str) -> bytes | None:
        """The bytes at an address within the site; None if there is nothing."""


class Server(ThreadingHTTPServer):
    """Serves what is shown at a port of this machine, below the path `base`. Raises OSError if the port is taken."""

    daemon_threads = True

    def __init__(self, port: int, shown: Shown, base: str = "/") -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.shown, self.base = shown, base
        self.script = (Path(__file__).parent / "browser.js").read_bytes()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True)

    def start(self) -> None:
        """Begins to answer, if it did not before; browsers wait until then."""
        if not self._thread.is_alive():
            self._thread.start()

    def close(self) -> None:
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # else a browser went away


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        path, _mark, query = self.path.partition("?")
        shown = self.server.shown
        if path == SCRIPT:
            return self._answer(200, "text/javascript; charset=utf-8", self.server.script)
        if path == CHANGES:
            return self._answer(200, "application/json", self._news(parse_qs(query, keep_blank_values=True)))
        address = address_of(path, self.server.base)
        content = shown.content(address) if address is not None else None
        if content is not None and address is not None:
            return self._answer(200, type_of(address), content)
        if address is not None and shown.content(f"{address}/index.html") is not None:
            return self._answer(301, "text/plain", b"", Location=quote(unquote(path)) + "/")
        if path == "/" != self.server.base:
            return self._answer(302, "text/plain", b"", Location=self.server.base)
        return self._answer(404, "text/html; charset=utf-8", self._missing(address or ""))

    do_HEAD = do_GET  # noqa: N815 - the names are the library's

    def _missing(self, address: str) -> bytes:
        """The page that says so in the language of an address."""
        first, slash, _rest = address.partition("/")
        own = self.server.shown.content(f"{first}/404.html") if slash else None
        return own or self.server.shown.content("404.html") or _NOTHING

    def _answer(self, code: int, kind: str, content: bytes, **headers: str) -> None:
        if kind.startswith("text/html"):
            content = with_script(content, state(content) if code == 200 else "", self.server.shown.files)
        self.send_response(code)
        for name, value in {**HEADERS, "Cache-Control": "no-store", "Content-Type": kind,
                            "Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _news(self, asked: dict[str, list[str]]) -> bytes:
        """How things stand, as soon as that is not what the browser knows."""
        shown, before = self.server.shown, {name: values[0] for name, values in asked.items()}
        address, end = address_of(before.get("address", ""), self.server.base), time.monotonic() + PATIENCE
        while True:
            count = shown.count  # before we look: what changes meanwhile is not missed
            content = shown.content(address) if address is not None else None
            said = digest(shown.wrong) if shown.wrong else ""
            news = {"page": state(content), "files": str(shown.files), "said": said}
            left = end - time.monotonic()
            if left <= 0 or any(before.get(name) != value for name, value in news.items()):
                return json.dumps({**news, "wrong": shown.wrong}).encode()
            with shown.changed:
                shown.changed.wait_for(lambda count=count: shown.count != count, left)  # type: ignore[misc]

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: what matters is what changes."""


def address_of(path: str, base: str = "/") -> str | None:
    """The address within the site that a request's path names, of a file; None if it can name none."""
    path = unquote(path)
    if not path.startswith(base):
        return None
    *folders, name = path.removeprefix(base).split("/")
    if any(folder in ("", ".", "..") for folder in folders) or name in (".", "..") or set("\\\0:") & set(path):
        return None
    return "/".join((*folders, name or "index.html"))


def type_of(address: str) -> str:
    """The content type of a file, by its ending."""
    kind = _TYPES.guess_type(address, strict=False)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith(("json", "javascript", "xml"))
    return f"{kind}; charset=utf-8" if text else kind


def file_content(folder: Path, address: str) -> bytes | None:
    """The bytes of a file below a folder; None if there is none, or if it is a link to elsewhere."""
    try:
        file = (folder / address).resolve(strict=True)
        return file.read_bytes() if file.is_relative_to(folder.resolve()) and file.is_file() else None
    except (OSError, ValueError):
        return None


def state(content: bytes | None) -> str:
    """What tells a page from what it was before."""
    return digest(content) if content is not None else ""


def with_script(page: bytes, page_state: str, files: int) -> bytes:
    """A page with the script that asks for changes, in a file: the Content-Security-Policy allows no other."""
    script = f'<script src="{SCRIPT}" data-page="{page_state}" data-files="{files}"></script>'.encode()
    head, body, rest = page.rpartition(b"</body>")
    return head + script + body + rest if body else page + script
