"""Takes pictures of every kind of page, to be looked at as a designer would: phone and desktop, light and dark.

    python scripts/screenshots.py [LANGUAGE …]     from site/ into screenshots/; default: en rw ar
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from machine import chromium  # noqa: E402  (the one place that knows where the browser is)

DEVICES = {"phone": (360, 740), "desktop": (1280, 900)}
LISTS = {"home": "index", "library": "library", "topics": "topics/index", "topic": "topics/online-safety",
         "sensitive-topic": "topics/support", "kind": "kinds/toolkit", "languages": "languages", "status": "status",
         "about": "about", "not-found": "404"}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a finished site. Served, not opened from the disk: a page "not found" only comes from a server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def opened() -> Iterator[Browser]:
    """The browser that takes the pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def addresses(site: Path, code: str) -> Iterator[tuple[str, str]]:
    """Name and address of one page of each kind that exists in a language."""
    catalogue = json.loads((site / "catalogue.json").read_text("utf-8"))
    prefix = "" if code == catalogue["languages"][0]["language"] else f"{code}/"
    for name, path in LISTS.items():
        if (site / f"{prefix}{path}.html").exists():
            yield name, f"{prefix}{path}.html"
    seen: set[str] = set()
    for work in catalogue["works"]:
        kinds = [(work["kind"] + ("-sensitive" if work.get("sensitive") else ""), work)]
        kinds += [("session" if part.get("session") else "handout" if part.get("handout") else "part", part)
                  for part in work["parts"]]
        for kind, page in kinds:
            for edition in page["editions"]:
                if edition["language"] == code and kind not in seen:
                    seen.add(kind)
                    yield kind, edition["url"]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", default=["en", "rw", "ar"])
    options = parser.parse_args(arguments)
    site, target = ROOT / "site", ROOT / "screenshots"
    target.mkdir(exist_ok=True)
    with served(site) as base, opened() as browser:
        for device, (width, height) in DEVICES.items():
            for scheme in ("light", "dark"):
                page = browser.new_context(viewport={"width": width, "height": height},
                                           color_scheme="dark" if scheme == "dark" else "light").new_page()
                for code in options.languages:
                    for name, address in addresses(site, code):
                        if scheme == "dark" and name not in ("home", "toolkit", "campaign"):
                            continue
                        page.goto(base + address)
                        page.screenshot(path=target / f"{code}-{name}-{device}{'-dark' * (scheme == 'dark')}.png",
                                        full_page=device == "phone")
    print(f"{len(list(target.glob('*.png')))} pictures in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
