"""The preview's server: only the site's files, with their types, and word of each change."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import write_tree
from ijwi.hosting import HEADERS
from ijwi.preview.server import CHANGES, SCRIPT, Server, address_of, file_content, state, type_of

PAGE = "<!doctype html><title>x</title><body><p>Hello</p></body>\n"


class Shown:
    """A folder, and what is newer."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.newer = folder, dict[str, bytes]()
        self.changed, self.count, self.files, self.wrong = threading.Condition(), 0, 0, ""

    def content(self, address: str) -> bytes | None:
        return self.newer.get(address) or file_content(self.folder, address)

    def tell(self) -> None:
        with self.changed:
            self.count += 1
            self.changed.notify_all()


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    (tmp_path / "elsewhere").write_text("secret", "utf-8")
    site = write_tree(tmp_path / "site", {
        "index.html": PAGE, "rw/index.html": PAGE, "404.html": "<body>Not here</body>", "rw/404.html": "<body>Ntihari</body>",
        "a b.txt": "text", "assets/style.css": "p {}", "data.json": "{}", "e.ics": "", "bare.html": "no body"})
    (site / "link.html").symlink_to(tmp_path / "elsewhere")
    (site / "folder-link").symlink_to(tmp_path)
    return Shown(site)


@pytest.fixture
def server(shown: Shown) -> Iterator[Server]:
    server = Server(0, shown)
    server.start()
    yield server
    server.close()


def ask(server: Server, path: str, method: str = "GET") -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request(method, path)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@pytest.mark.parametrize("path", [
    "/../elsewhere", "/..%2felsewhere", "/%2e%2e/elsewhere", "/%2e%2e%2felsewhere", "/rw/../../elsewhere", "/..%5celsewhere",
    "//elsewhere", "/./index.html", "/rw//index.html", "/link.html", "/folder-link/elsewhere", "/index.html%00", "/c:/windows",
    "/folder-link/site/../elsewhere", "/rw/..", "/..", "/nothing.html", "/index.html/x", f"/{'a' * 300}", "/%ff",
])
def test_nothing_but_the_sites_files_is_given_out(server: Server, path: str) -> None:
    answer, content = ask(server, path)
    assert answer.status == 404
    assert b"secret" not in content
    assert b"Not here" in content or b"Ntihari" in content


def test_the_server_is_for_this_machine_alone(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(("path", "code", "location"), [
    ("/", 200, None), ("/rw/", 200, None), ("/rw", 301, "/rw/"), ("/a%20b.txt", 200, None), ("/assets", 404, None),
    ("/index.html?x=../y", 200, None)])
def test_folders_are_their_index(server: Server, path: str, code: int, location: str | None) -> None:
    answer, _content = ask(server, path)
    assert (answer.status, answer.headers["Location"]) == (code, location)


def test_what_is_not_there_says_so_in_its_language(server: Server) -> None:
    assert b"Ntihari" in ask(server, "/rw/x/y.html")[1]
    assert b"Not here" in ask(server, "/fr/x.html")[1]


def test_a_site_below_a_path_of_its_address(shown: Shown) -> None:
    server = Server(0, shown, "/centre/")
    server.start()
    try:
        assert ask(server, "/")[0].headers["Location"] == "/centre/"
        assert ask(server, "/centre/")[0].status == 200
        assert ask(server, "/centre/rw")[0].headers["Location"] == "/centre/rw/"
        assert ask(server, "/index.html")[0].status == 404
    finally:
        server.close()


@pytest.mark.parametrize(("address", "kind"), [
    ("a.html", "text/html; charset=utf-8"), ("a.css", "text/css; charset=utf-8"), ("a.json", "application/json; charset=utf-8"),
    ("a.svg", "image/svg+xml; charset=utf-8"), ("a.webp", "image/webp"), ("a.avif", "image/avif"), ("a.png", "image/png"), ("a.pdf", "application/pdf"),
    ("a.ics", "text/calendar; charset=utf-8"), ("app.webmanifest", "application/manifest+json; charset=utf-8"),
    ("a.epub", "application/epub+zip"), ("_headers", "application/octet-stream"), ("a.csv", "text/csv; charset=utf-8")])
def test_files_have_their_type(address: str, kind: str) -> None:
    assert type_of(address) == kind


def test_scripts_are_scripts() -> None:
    assert type_of("a.js") in ("text/javascript; charset=utf-8", "application/javascript; charset=utf-8")


def test_nothing_is_kept_and_the_policy_is_that_of_the_site(server: Server) -> None:
    for path in ("/", "/assets/style.css", "/nothing", SCRIPT):
        headers = ask(server, path)[0].headers
        assert headers["Cache-Control"] == "no-store"
        assert HEADERS.items() <= dict(headers).items()


def test_a_page_carries_the_script_and_its_state(server: Server) -> None:
    answer, content = ask(server, "/")
    script = f'<script src="/livereload.js" data-page="{state(PAGE.encode())}" data-files="0"></script>'
    assert content.decode() == PAGE.replace("</body>", f"{script}</body>")
    assert int(answer.headers["Content-Length"]) == len(content)
    head, nothing = ask(server, "/", "HEAD")
    assert (head.headers["Content-Length"], nothing) == (answer.headers["Content-Length"], b"")
    assert ask(server, "/bare.html")[1].startswith(b'no body<script src="/livereload.js"')
    assert ask(server, "/assets/style.css")[1] == b"p {}"
    assert b"/livereload?" in ask(server, SCRIPT)[1]


def news(server: Server, address: str, page: str, files: str = "0", said: str = "") -> dict[str, str]:
    answer, content = ask(server, f"{CHANGES}?address={address}&page={page}&files={files}&said={said}")
    assert answer.status == 200
    found: dict[str, str] = json.loads(content)
    return found


def test_who_asks_for_changes_is_told_as_soon_as_there_is_one(server: Server, shown: Shown) -> None:
    first = state(PAGE.encode())
    assert news(server, "/", "older")["page"] == first
    assert news(server, "/", first, files="1")["files"] == "0"
    assert news(server, "/nothing.html", "x")["page"] == ""

    told: list[dict[str, str]] = []
    asking = threading.Thread(target=lambda: told.append(news(server, "/", first)))
    asking.start()
    shown.tell()  # something else has changed
    shown.newer["index.html"] = b"newer"
    shown.tell()
    asking.join()
    assert told[0]["page"] == state(b"newer")

    asking = threading.Thread(target=lambda: told.append(news(server, "/", state(b"newer"))))
    asking.start()
    shown.wrong = "docs/en/a.md:1: <b>"
    shown.tell()
    asking.join()
    assert told[1]["wrong"] == "docs/en/a.md:1: <b>"
    assert news(server, "/", "older", said=told[1]["said"])["said"] == told[1]["said"] != ""


@pytest.mark.parametrize(("path", "address"), [
    ("/", "index.html"), ("/a/", "a/index.html"), ("/a/b.html", "a/b.html"), ("/%D9%85.html", "م.html"), ("/a/../b", None), ("/a\\b", None)])
def test_an_address_names_a_file_of_the_site_or_none(path: str, address: str | None) -> None:
    assert address_of(path) == address
