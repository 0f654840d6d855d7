"""Firefox as its readers have it, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks itself.

Playwright drives a patched Firefox of its own, or one newer than Debian's; this needs no more than a websocket.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import socketserver
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from machine import firefox

#: How long a page may take to do what it is asked for, in seconds.
PATIENCE = 10.0
#: Keys that are no letters (https://www.w3.org/TR/webdriver2/#keyboard-actions).
KEYS = {"Shift": "\ue008", "Enter": "\ue007", "Escape": "\ue00c"}

PREFERENCES: dict[str, bool | int | str] = {
    # What Firefox sets for testers would let pages from the disk read other files; readers' Firefox does not.
    "remote.prefs.recommended": False,
    # Everything but the disk goes through a proxy that only remembers what was asked for.
    "network.proxy.type": 1, "network.proxy.no_proxies_on": "", "network.proxy.allow_hijacking_localhost": True,
    # It does not call home, ask, or show pages of its own.
    "app.normandy.enabled": False, "app.update.disabledForTesting": True,
    "browser.contentblocking.category": "custom", "browser.region.network.url": "", "browser.search.update": False,
    "browser.newtabpage.enabled": False, "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.blockedURIs.enabled": False, "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False, "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False, "browser.startup.page": 0,
    "browser.startup.homepage_override.mstone": "ignore", "browser.topsites.contile.enabled": False,
    "datareporting.healthreport.uploadEnabled": False, "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.usage.uploadEnabled": False, "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False, "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False, "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#nobody/v1", "termsofuse.bypassNotification": True,
    "toolkit.telemetry.enabled": False, "toolkit.telemetry.server": "data:,",
}

#: Says on the console which files of a page could not be had: Firefox itself says it of other sites' only.
_SAY_WHAT_IS_MISSING = """() => addEventListener("error", event => {
  if (event.target instanceof Element) console.error("not there: " + (event.target.src || event.target.href));
}, true)"""


class BidiError(Exception):
    """What the browser answered when it could not do something."""


class _Proxy(socketserver.ThreadingTCPServer):
    """Gives nothing to anybody, and remembers what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Refusal)
        self.asked: list[str] = []


class _Refusal(socketserver.StreamRequestHandler):
    server: _Proxy

    def handle(self) -> None:
        self.server.asked.append(self.rfile.readline().decode("latin-1").strip())
        self.wfile.write(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@contextlib.contextmanager
def running() -> Iterator[Firefox]:
    """Firefox with a profile that nobody has used, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="ijwi-firefox-", ignore_cleanup_errors=True) as folder, _Proxy() as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        ports = dict.fromkeys(("network.proxy.http_port", "network.proxy.ssl_port"), proxy.server_address[1])
        hosts = dict.fromkeys(("network.proxy.http", "network.proxy.ssl"), "127.0.0.1")
        (Path(folder) / "user.js").write_text("".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in {**PREFERENCES, **ports, **hosts}.items()), encoding="utf-8")
        # No pings: their thread draws from the global `random`, whose state Hypothesis watches
        # while it runs a property in the same process.
        with _started(folder) as address, connect(f"{address}/session", max_size=None, proxy=None, ping_interval=None) as socket:
            browser = Firefox(socket, proxy.asked)
            yield browser
            browser.call("browser.close")
        proxy.shutdown()


@contextlib.contextmanager
def _started(folder: str) -> Iterator[str]:
    """Starts the process with the profile in a folder; gives the address of its websocket."""
    command = [firefox() or "firefox-esr", "--headless", "--no-remote", "--profile", folder, "--remote-debugging-port=0"]
    # The last one lets it be told not to ask for remote settings.
    environment = {**os.environ, "HOME": folder, "MOZ_CRASHREPORTER_DISABLE": "1", "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    address = next((found[1] for line in process.stderr
                    if (found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line))), None)
    assert address, "Firefox did not start"
    threading.Thread(target=process.stderr.read, daemon=True).start()  # or else it waits for a reader
    try:
        yield address
        process.wait(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()


class Firefox:
    """A running Firefox. `asked` is what it wanted from the network, `events` what it told."""

    def __init__(self, socket: ClientConnection, asked: list[str]) -> None:
        self.events: list[dict[str, Any]] = []
        self.asked = asked
        self._socket = socket
        self._count = 0
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self.call("script.addPreloadScript", functionDeclaration=_SAY_WHAT_IS_MISSING)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Sends a command and gives its answer; events that come in between are kept."""
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            message: dict[str, Any] = json.loads(self._socket.recv(timeout=PATIENCE))
            if message["type"] == "event":
                self.events.append(message)
            elif message["id"] == self._count:
                if message["type"] == "error":
                    raise BidiError(f"{method}: {message['message']}")
                return dict(message["result"])


class Tab:
    """A tab without history, cookies or a past, of the width and height of a screen."""

    def __init__(self, browser: Firefox, width: int = 360, height: int = 740) -> None:
        self.browser = browser
        self._user = browser.call("browser.createUserContext")["userContext"]
        self.context: str = browser.call("browsingContext.create", type="tab", userContext=self._user)["context"]
        self._call("browsingContext.setViewport", viewport={"width": width, "height": height})
        self._begin, self._asked = len(browser.events), len(browser.asked)

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self.browser.call(method, context=self.context, **parameters)

    def close(self) -> None:
        self.browser.call("browser.removeUserContext", userContext=self._user)

    # What a reader does

    def goto(self, address: str) -> None:
        """Opens an address and waits until all of the page is there. Raises BidiError if there is none."""
        self._call("browsingContext.navigate", url=address, wait="complete")

    def back(self) -> None:
        self._call("browsingContext.traverseHistory", delta=-1)

    def click(self, selector: str) -> None:
        """Clicks with a mouse in the middle of the first element that the CSS selector finds."""
        self.wait_for(f"document.querySelector({json.dumps(selector)})?.checkVisibility()")
        found = self.browser.call(
            "script.evaluate", target={"context": self.context}, awaitPromise=False, resultOwnership="none",
            expression=f"{{ const found = document.querySelector({json.dumps(selector)}); "
                       "found.scrollIntoView({block: 'center', behavior: 'instant'}); found; }")["result"]
        place = {"type": "element", "element": {"sharedId": found["sharedId"]}}
        self._call("input.performActions", actions=[{"type": "pointer", "id": "mouse", "actions": [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": place},
            {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]}])

    def press(self, *keys: str) -> None:
        """Presses keys one after another: single letters, or names as in KEYS."""
        self._call("input.performActions", actions=[{"type": "key", "id": "keyboard", "actions": [
            {"type": action, "value": KEYS.get(key, key)} for key in keys for action in ("keyDown", "keyUp")]}])

    # What she sees

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page, as JSON carries it; a promise is awaited."""
        answer = self.browser.call("script.evaluate", target={"context": self.context}, awaitPromise=True,
                                   expression=f"(async () => JSON.stringify(await ({expression})))()")
        if answer["type"] == "exception":
            raise BidiError(f"{expression}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"].get("value", "null"))

    def wait_for(self, expression: str) -> Any:
        """The expression's value, as soon as JavaScript takes it for true. What fails while pages change does not count."""
        end, last = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            try:
                found = self.evaluate(f"[{expression}].filter(Boolean)")
                if found:
                    return found[0]
                last = "it is not"
            except BidiError as error:
                last = str(error)
            time.sleep(0.02)
        raise AssertionError(f"{expression} did not become true at {self.url}: {last}")

    def wait_for_url(self, address: str) -> None:
        """Waits until the page of an address is there as a whole; its fragment does not count."""
        self.wait_for(f"location.href.split('#')[0] === {json.dumps(address)} && document.readyState === 'complete'")

    @property
    def url(self) -> str:
        [tree] = self.browser.call("browsingContext.getTree", root=self.context)["contexts"]
        return str(tree["url"])

    def picture(self) -> bytes:
        """What is on the screen, as PNG."""
        return base64.b64decode(self._call("browsingContext.captureScreenshot")["data"])

    # What the page did

    def _told(self, method: str) -> Iterator[dict[str, Any]]:
        self.browser.call("session.status")  # by then everything that happened before is told
        for event in self.browser.events[self._begin:]:
            parameters = event["params"]
            if event["method"] == method and self.context in (parameters.get("context"),
                                                              parameters.get("source", {}).get("context")):
                yield parameters

    def said(self) -> list[str]:
        """What the page wrote on its console, and its errors."""
        return [entry["text"] or "" for entry in self._told("log.entryAdded")]

    def complaints(self) -> list[str]:
        """Errors and warnings: of scripts, of the Content-Security-Policy, of files that could not be had."""
        return [entry["text"] or "" for entry in self._told("log.entryAdded") if entry["level"] in ("error", "warn")]

    def complained(self, words: str) -> bool:
        """Whether the browser complains of something in these words: it may do so after the page is there."""
        end = time.monotonic() + PATIENCE
        while not (found := any(words in said for said in self.complaints())) and time.monotonic() < end:
            time.sleep(0.02)
        return found

    def foreign(self, base: str) -> list[str]:
        """What was asked for that does not lie under `base`: by the page, and by the browser for it."""
        asked = [entry["request"]["url"] for entry in self._told("network.beforeRequestSent")]
        return [url for url in asked if not url.startswith((base, "data:", "about:blank"))] + self.browser.asked[self._asked:]


@pytest.fixture(scope="session")
def firefox_browser() -> Iterator[Firefox]:
    """Firefox, for all tests of a worker."""
    with running() as browser:
        yield browser


@pytest.fixture
def tab(firefox_browser: Firefox) -> Iterator[Tab]:
    """A tab of its own, as on a phone."""
    one = Tab(firefox_browser)
    yield one
    one.close()
