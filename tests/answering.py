"""Servers on this machine that answer as other people's do: well, badly, late, or not at all."""

from __future__ import annotations

import contextlib
import datetime
import http.server
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

#: A page that must never be fetched whole.
HUGE = 400_000_000


@dataclass
class Answering:
    """A server and what it was asked. `busy` and `broken`: how often it still says so (429, 500) before it answers well."""

    address: str = ""
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    sent: int = 0
    open: int = 0
    most_at_once: int = 0
    busy: int = 1
    broken: int = 1
    hurried: bool = True
    """It wants none of LinkChecker's pauses, and says so."""

    def paths(self) -> list[str]:
        """What was asked, without robots.txt."""
        return [path for _method, path, _headers in self.asked if path != "/robots.txt"]


class _Handler(http.server.BaseHTTPRequestHandler):
    state: Answering

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        state = self.state
        state.asked.append((self.command, self.path, dict(self.headers)))
        state.times.append(time.monotonic())
        state.open += 1
        state.most_at_once = max(state.most_at_once, state.open)
        try:
            self._answer(self.path)
        except OSError:
            """The other side has gone."""
        finally:
            state.open -= 1

    def _answer(self, path: str) -> None:
        state = self.state
        moved = {"/moved": (301, "/good"), "/moved-front": (301, "/"), "/elsewhere": (302, "/good"),
                 "/both": (308, "/elsewhere"), "/loop": (302, "/loop"), "/to-gone": (301, "/missing")}
        if path in moved:
            self._say(moved[path][0], location=moved[path][1])
        elif path == "/robots.txt":
            self._say(200, b"User-agent: *\nDisallow: /private/\n", kind="text/plain")
        elif path == "/busy" and state.busy:
            state.busy -= 1
            self._say(429, **{"retry-after": "7"})
        elif path == "/sometimes" and state.broken:
            state.broken -= 1
            self._say(500)
        elif path == "/huge":
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.send_header("content-length", str(HUGE))
            self._hurry()
            self.end_headers()
            while state.sent < HUGE:
                state.sent += self.wfile.write(b"x" * 65536)
        elif path == "/silent":
            time.sleep(3)
        elif path == "/slow":
            time.sleep(0.3)
            self._say(200, b"at last")
        else:
            codes = {"/missing": 404, "/gone": 410, "/broken": 500, "/wall": 403, "/busy-for-ever": 429}
            self._say(codes.get(path, 200), b"<a href='/linked'>hello</a>")

    def _say(self, code: int, body: bytes = b"", kind: str = "text/html", **headers: str) -> None:
        self.send_response(code)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self._hurry()
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


    def _hurry(self) -> None:
        if self.state.hurried:
            self.send_header("linkchecker", "1")


@contextlib.contextmanager
def answering(certificate: Path | None = None, hurried: bool = True) -> Iterator[Answering]:
    """A server for a while; with a certificate's file it speaks TLS."""
    state = Answering(hurried=hurried)
    handler = type("Handler", (_Handler,), {"state": state})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    state.address = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()


def nobody_listens() -> str:
    """The address of a port at which nothing answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def own_certificate(file: Path) -> Path:
    """A certificate that nobody but its maker vouches for, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
                   .serial_number(1).not_valid_before(datetime.datetime(2020, 1, 1))
                   .not_valid_after(datetime.datetime(2090, 1, 1)).sign(key, hashes.SHA256()))
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                       serialization.NoEncryption())
                     + certificate.public_bytes(serialization.Encoding.PEM))
    return file
