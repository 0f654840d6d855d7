"""`make serve`: a page that is changed shows itself again, under the same Content-Security-Policy."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect

from browsing import Watched
from conftest import Tree, page


@contextmanager
def mkdocs_serve(root: Path) -> Iterator[str]:
    """The address at which `mkdocs serve` shows a centre."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"], cwd=root, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "", "PYTHONUNBUFFERED": "1"})
    assert server.stdout is not None
    said = []
    try:
        for line in server.stdout:
            said.append(line)
            if found := re.search(r"Serving on (http://127\.0\.0\.1:\d+/)", line):
                # What it says later must be read too, or it waits for a reader.
                threading.Thread(target=server.stdout.read, daemon=True).start()
                yield found[1]
                return
        raise AssertionError("".join(said))
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_a_changed_page_is_shown_again(centre_folder: Callable[[Tree], Path], browser: Browser) -> None:
    root = centre_folder({"docs/en/about.md": page("About", body="As it was.")})
    watched = Watched(browser.new_page())
    with mkdocs_serve(root) as address:
        with watched.page.expect_request("**/livereload/**"):
            watched.page.goto(f"{address}about.html")
        expect(watched.page.locator("main")).to_contain_text("As it was.")
        (root / "docs/en/about.md").write_text(page("About", body="As it is now."), encoding="utf-8")
        expect(watched.page.locator("main")).to_contain_text("As it is now.", timeout=60_000)
        policy = watched.page.locator("meta[http-equiv]").get_attribute("content") or ""
        assert "script-src 'self'" in policy and "unsafe-inline" not in policy
        assert watched.complaints == []
        assert watched.foreign(address) == []
        watched.page.close()
