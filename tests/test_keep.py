"""Keeping a work for offline, and forgetting it: in a real browser, with a server that breaks off when it is told to."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import CONFIG, Built, edition, page, work
from drawn_pictures import photograph
from ijwi.downloads.bundle import carried_files
from ijwi.downloads.selection import select
from ijwi.hosting import PAGES
from ijwi.keeping import keep_lists
from machine import chromium
from small_centres import built_once, centre_of

TREE = {
    "mkdocs.yml": CONFIG,
    "docs/en/toolkits/first/index.md": work("First work", parts="[second-part]", body="The first text.\n\n"
            "![A market](../../../assets/images/market.jpg)\n\n![A face](../../../assets/images/face.jpg)"),
    "docs/assets/images/market.jpg": photograph(900, 600), "docs/assets/images/face.jpg": photograph(500, 600),
    "docs/data/images.yml": """
        assets/images/market.jpg: {credit: Somebody, licence: CC-BY-SA-4.0}
        assets/images/face.jpg: {credit: Somebody, licence: "all rights reserved, used with consent", bundles: false}
        """,
    "docs/en/toolkits/first/second-part.md": page("Second part", body="The second text."),
    "docs/rw/toolkits/first/index.md": edition("Igikorwa cya mbere"),
    "docs/en/toolkits/other.md": work("Other work"),
    "docs/en/toolkits/quiet.md": work("Somebody threatens me", sensitive="true", neutral_title="Notes on letters"),
    "docs/rw/toolkits/quiet.md": edition("Umuntu arankangisha", neutral_title="Inyandiko"),
}
FIRST, PART, QUIET, KEPT = "toolkits/first/index.html", "toolkits/first/second-part.html", "toolkits/quiet.html", "kept.html"
KEEP, KEEP_IT, ANYWAY, NOT = "Keep this work for offline", "Keep it", "Keep it all the same", "Do not keep it"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("keep"), TREE)


@dataclass
class Network:
    """A server and its faults: `broken` paths (all if it holds ""), and those that are never answered."""

    address: str
    site: Path
    broken: set[str] = field(default_factory=set)
    silent: bool = False
    asked: list[str] = field(default_factory=list)

    def write(self, path: str, text: str, **changed: Any) -> None:
        """Changes a page of the work "first", and its list, as a new build does."""
        (self.site / path).write_text(text, "utf-8")
        file = self.site / "keep/toolkits/first.json"
        content = {**json.loads(file.read_text("utf-8")), **changed}
        for entry in content["files"]:
            found = (self.site / entry[0]).read_bytes()
            entry[1:] = [hashlib.sha256(found).hexdigest(), len(found)]
        file.write_text(json.dumps(content), "utf-8")

    def text(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")


@pytest.fixture
def network(built: Built, tmp_path: Path) -> Iterator[Network]:
    site = tmp_path / "site"
    shutil.copytree(built.site, site)
    found, freed = Network("", site), threading.Event()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/").split("?")[0]
            found.asked.append(path)
            if found.silent:
                freed.wait()
            if found.broken & {"", path}:
                self.close_connection = True
                return
            super().do_GET()

        def end_headers(self) -> None:
            self.send_header("Cache-Control", PAGES)
            super().end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}/"
    yield found
    freed.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def opened(context: BrowserContext, network: Network, path: str) -> Page:
    found = context.new_page()
    found.goto(network.address + path)
    return found


def keep(reader: Page) -> None:
    """Keeps the work whose page is open."""
    reader.get_by_role("button", name=KEEP).click()
    reader.get_by_role("button", name=KEEP_IT, exact=True).click()


def kept(context: BrowserContext, network: Network, path: str = FIRST) -> Page:
    """A page of a work that was kept; its tab is under the worker's care."""
    found = opened(context, network, path)
    keep(found)
    expect(found.get_by_text("Kept on this device, as changed on")).to_be_visible()
    found.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    return found


def stored(reader: Page) -> dict[str, list[str]]:
    """Every cache of the site with the addresses that it holds."""
    return dict(reader.evaluate("""async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async name =>
        [name, (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname.slice(1))])))"""))


def traces(reader: Page) -> list[Any]:
    """What the site has left in the browser beside its history."""
    return list(reader.evaluate("""async () => [(await navigator.serviceWorker.getRegistrations()).length,
        (await caches.keys()).length, localStorage.length, sessionStorage.length, document.cookie,
        (await indexedDB.databases()).length]"""))


NOTHING = [0, 0, 0, 0, "", 0]


def test_nothing_is_kept_and_no_worker_exists_before_somebody_asks(context: BrowserContext, network: Network) -> None:
    reader = opened(context, network, "index.html")
    for path in (FIRST, PART, QUIET, "library.html", KEPT):
        reader.goto(network.address + path)
        reader.wait_for_load_state("networkidle")
    reader.goto(network.address + FIRST)
    reader.get_by_role("button", name=KEEP).click()
    expect(reader.get_by_role("button", name=KEEP_IT, exact=True)).to_be_focused()
    assert traces(reader) == NOTHING
    assert "keep-worker.js" not in network.asked
    assert "assets/keep.js" not in network.asked[:network.asked.index(KEPT)], "not loaded for those who only read"


def test_the_button_says_what_it_takes(context: BrowserContext, network: Network) -> None:
    reader = opened(context, network, FIRST)
    reader.get_by_role("button", name=KEEP).click()
    listed = json.loads(network.text("keep/toolkits/first.json"))
    size = sum(entry[2] for entry in listed["files"])
    assert listed["size"] == f"{round(size / 1000)} kB"
    expect(reader.get_by_text(f"They take up {listed['size']}.")).to_be_visible()
    expect(reader.get_by_text("Whoever uses this device can find what is kept.")).to_be_visible()


def test_a_kept_work_reads_without_a_network(context: BrowserContext, network: Network) -> None:
    reader = kept(context, network)
    network.broken.add("")
    reader.reload()
    expect(reader.get_by_text("The first text.")).to_be_visible()
    assert reader.evaluate("getComputedStyle(document.querySelector('.band')).height") == "16px", "with its style"
    reader.get_by_role("link", name="Next").click()
    expect(reader.get_by_text("The second text.")).to_be_visible()
    expect(reader.get_by_text("Kept on this device, as changed on")).to_be_visible()
    reader.locator("a.exit").click()
    expect(reader.locator("td").last).to_have_text("100")


@pytest.mark.parametrize("path", ["toolkits/first", "toolkits/first/", "toolkits/first/second-part"])
def test_a_kept_page_opens_under_each_address_that_hosts_give_it(path: str, context: BrowserContext, network: Network) -> None:
    reader = kept(context, network)
    network.broken.add("")
    reader.goto(network.address + path)
    expect(reader.get_by_text("The second text." if "part" in path else "The first text.")).to_be_visible()


def test_of_a_picture_one_file_is_kept_and_of_one_that_may_not_be_copied_none(context: BrowserContext, network: Network) -> None:
    reader = kept(context, network)
    [files] = stored(reader).values()
    assert [path.rpartition(".")[2] for path in files if path.startswith("assets/pictures/")] == ["jpg"]
    network.broken.add("")
    reader.reload()
    for words, shown in (("A market", True), ("A face", False)):
        picture = reader.get_by_alt_text(words)
        picture.scroll_into_view_if_needed()
        picture.evaluate("image => image.complete || new Promise(done => { image.onload = image.onerror = done; })")
        assert picture.evaluate("image => image.naturalWidth > 0") is shown


def test_what_is_not_kept_leads_to_the_page_that_says_what_is(context: BrowserContext, network: Network) -> None:
    reader = kept(context, network)
    network.broken.add("")
    reader.goto(network.address + "toolkits/other.html")
    expect(reader.get_by_text("There is no network, and the page that you asked for is not kept here.")).to_be_visible()
    assert reader.url == f"{network.address}{KEPT}#not-kept"
    reader.get_by_role("link", name="First work").click()
    expect(reader.get_by_text("The first text.")).to_be_visible()


def test_in_another_language_too(context: BrowserContext, network: Network) -> None:
    reader = opened(context, network, "rw/toolkits/first/index.html")
    reader.locator("[data-keep] button").click()
    reader.locator(".keep button").first.click()
    expect(reader.locator(".keep a")).to_have_attribute("href", f"{network.address}rw/kept.html")
    network.broken.add("")
    for path in ("rw/toolkits/other.html", "toolkits/other.html"):
        reader.goto(network.address + path)
        assert reader.url == f"{network.address}rw/kept.html#not-kept", "the only language in which something is kept"
    reader.get_by_role("link", name="Igikorwa cya mbere").click()
    expect(reader.locator("h1")).to_have_text("Igikorwa cya mbere")


def test_a_network_that_never_answers_does_not_keep_a_reader_waiting(context: BrowserContext, network: Network) -> None:
    reader = kept(context, network)
    network.silent = True
    reader.goto(network.address + PART, timeout=60_000)
    expect(reader.get_by_text("The second text.")).to_be_visible()


def test_a_sensitive_work_needs_a_second_explained_yes(context: BrowserContext, network: Network) -> None:
    reader = opened(context, network, QUIET)
    keep(reader)
    expect(reader.get_by_text("This work could put you at risk if somebody finds it on this device.")).to_be_visible()
    expect(reader.get_by_role("button", name=NOT)).to_be_focused()
    assert traces(reader) == NOTHING
    reader.get_by_role("button", name=NOT).click()
    assert traces(reader) == NOTHING
    reader.get_by_role("button", name=KEEP_IT, exact=True).click()
    reader.get_by_role("button", name=ANYWAY).click()
    expect(reader.get_by_text("Kept on this device, as changed on")).to_be_visible()
    reader.goto(network.address + KEPT)
    expect(reader.get_by_role("link", name="Notes on letters")).to_be_visible()
    assert "threatens" not in reader.content()


def test_a_machine_draft_of_a_sensitive_work_is_never_kept(context: BrowserContext, network: Network) -> None:
    assert "data-keep" not in network.text("rw/toolkits/quiet.html")
    assert not (network.site / "rw/keep/toolkits/quiet.json").exists()
    assert "data-keep" in network.text("rw/toolkits/first/index.html")


def test_pieces_of_the_search_are_never_stored(context: BrowserContext, network: Network) -> None:
    """They hold the titles of all works, the sensitive ones too."""
    reader = kept(context, network)
    reader.locator("[data-search]").first.click()
    reader.locator("#search-words").fill("somebody")
    reader.locator(".search-results a").first.wait_for()
    assert any("search/" in path for path in network.asked), "they were loaded"
    [files] = stored(reader).values()
    assert FIRST in files
    assert [path for path in files if "search" in path] == []


def test_online_she_reads_what_is_new_and_fetches_for_offline_only_what_changed(context: BrowserContext, network: Network) -> None:
    reader = kept(context, network)
    network.write(PART, network.text(PART).replace("The second text.", "The newer text."))
    network.asked.clear()
    reader.goto(network.address + PART)
    expect(reader.get_by_text("The newer text.")).to_be_visible()
    expect(reader.get_by_text("There is a newer text.")).to_be_visible()
    before = stored(reader)
    network.broken.add("")
    reader.reload()
    expect(reader.get_by_text("The second text.")).to_be_visible()
    network.broken.clear()
    reader.reload()
    reader.wait_for_load_state("networkidle")
    network.asked.clear()
    reader.get_by_role("button", name="Fetch it").click()
    expect(reader.get_by_role("button", name="Forget this work")).to_be_visible()
    expect(reader.get_by_text("There is a newer text.")).to_be_hidden()
    assert [path for path in network.asked if path.endswith(".html") or path.startswith("assets")] == [PART]
    assert len(stored(reader)) == 1
    assert stored(reader).keys() != before.keys()
    network.broken.add("")
    reader.reload()
    expect(reader.get_by_text("The newer text.")).to_be_visible()


def test_what_must_not_be_followed_any_more_is_exchanged_without_asking(context: BrowserContext, network: Network) -> None:
    reader = kept(context, network)
    network.write(PART, network.text(PART).replace("The second text.", "The safe text."), urgent=[PART])
    network.write(FIRST, network.text(FIRST).replace("The first text.", "The newer text."))
    reader.goto(network.address + KEPT)
    expect(reader.get_by_text("A corrected page was fetched: do not follow the earlier text.")).to_be_visible()
    network.broken.add("")
    reader.goto(network.address + PART)
    expect(reader.get_by_text("The safe text.")).to_be_visible()
    reader.goto(network.address + FIRST)
    expect(reader.get_by_text("The first text.")).to_be_visible()


def test_a_withdrawn_work_brings_its_notice_to_those_who_kept_it(context: BrowserContext, network: Network) -> None:
    reader = kept(context, network)
    notice = network.text(FIRST).split("<main")[0] + "<main>This page was withdrawn</main>"
    network.write(FIRST, notice + '<script src="../../assets/ijwi.js" data-prefix="" defer></script>', urgent=[FIRST])
    reader.goto(network.address + FIRST)
    reader.evaluate("""async () => {
        for (;;) {
            const [name] = await caches.keys(), page = await (await caches.open(name)).match("/toolkits/first/index.html");
            if ((await page.text()).includes("withdrawn")) return;
            await new Promise(again => setTimeout(again, 50));
        }
    }""")
    network.broken.add("")
    reader.reload()
    expect(reader.get_by_text("This page was withdrawn")).to_be_visible()


def test_the_list_of_a_withdrawn_work_names_its_pages_as_urgent(tmp_path: Path) -> None:
    tree = {**TREE, "docs/en/toolkits/first/index.md": work("First work", parts="[second-part]", withdrawn="It was wrong.")}
    built = built_once(tmp_path, tree)
    listed = json.loads(built.text("keep/toolkits/first.json"))
    assert listed["urgent"] == [FIRST, PART]
    assert "It was wrong." in built.text(FIRST)


def test_a_broken_connection_leaves_nothing_or_the_earlier_copy_whole(context: BrowserContext, network: Network) -> None:
    files = [entry[0] for entry in json.loads(network.text("keep/toolkits/first.json"))["files"]
             if not entry[0].endswith(".jpg")]
    reader = opened(context, network, FIRST)
    for path in (PART, "assets/ijwi.css", files[-1]):
        network.broken = {path}
        keep(reader)
        expect(reader.get_by_text("That did not work: the connection broke off.")).to_be_visible()
        assert traces(reader) == NOTHING, path
        network.broken.clear()
        reader.reload()
    reader = kept(context, network)
    before = stored(reader)
    for path in files:
        network.write(path, network.text(path) + ("<!-- newer -->" if path.endswith(".html") else " "))
    network.broken = {files[-1]}
    reader.reload()
    reader.get_by_role("button", name="Fetch it").click()
    expect(reader.get_by_text("That did not work: the connection broke off.")).to_be_visible()
    assert stored(reader) == before
    network.broken = {""}
    reader.reload()
    expect(reader.get_by_text("The first text.")).to_be_visible()


def test_a_page_that_is_not_the_signed_one_is_refused(context: BrowserContext, network: Network) -> None:
    """A hotel's network answers every address with its own login page."""
    (network.site / PART).write_text("<!doctype html><title>Log in</title>", "utf-8")
    reader = opened(context, network, FIRST)
    keep(reader)
    expect(reader.get_by_text("That did not work")).to_be_visible()
    assert traces(reader) == NOTHING


def test_a_copy_that_was_cut_off_midway_is_no_copy(context: BrowserContext, network: Network) -> None:
    """The tab was closed while files were fetched: the list, which is stored last, is not there."""
    reader = kept(context, network)
    reader.evaluate("caches.keys().then(names => caches.open(names[0])).then(cache => cache.delete('/kept-list'))")
    reader.goto(network.address + KEPT)
    expect(reader.get_by_text("Nothing is kept here.")).to_be_visible()
    network.broken.add("")
    with pytest.raises(Exception, match="ERR_"):
        reader.goto(network.address + PART)


def test_one_work_is_forgotten_and_the_worker_goes_with_the_last(context: BrowserContext, network: Network) -> None:
    reader = kept(context, network)
    kept(context, network, "toolkits/other.html")
    reader.reload()
    reader.get_by_role("button", name="Forget this work").click()
    expect(reader.get_by_text("Nothing of it is kept here any more.")).to_be_visible()
    expect(reader.get_by_text("This cannot erase the browser's history, downloads, or what a spying app has seen.")).to_be_visible()
    assert [name.split()[2] for name in stored(reader)] == ["keep/toolkits/other.json"]
    assert traces(reader)[0] == 1
    reader.goto(network.address + "toolkits/other.html")
    reader.get_by_role("button", name="Forget this work").click()
    expect(reader.get_by_text("Nothing of it is kept here any more.")).to_be_visible()
    assert traces(reader) == NOTHING


def test_everything_is_forgotten_at_once(context: BrowserContext, network: Network) -> None:
    kept(context, network)
    reader = kept(context, network, "toolkits/other.html")
    reader.evaluate("caches.open('of another site at this address')")
    reader.goto(network.address + KEPT)
    expect(reader.locator(".kept h2")).to_have_text(["First work", "Other work"])
    reader.get_by_role("button", name="Forget what this site kept").click()
    expect(reader.get_by_text("Nothing of it is kept here any more.")).to_be_visible()
    assert list(stored(reader)) == ["of another site at this address"]
    assert traces(reader)[0] == 0
    expect(reader.get_by_text("The browser's history, which lists the pages that you opened.")).to_be_visible()


def test_the_button_is_absent_on_plain_http_from_the_disk_and_without_script(built: Built, network: Network, browser: Browser) -> None:
    place = network.address.removeprefix("http://").rstrip("/")
    own = browser.browser_type.launch(executable_path=chromium(), args=[
        "--no-sandbox", "--disable-background-networking", f"--host-resolver-rules=MAP small.example {place}"])
    plain = own.new_page()
    plain.goto(f"http://small.example/{FIRST}")
    assert plain.evaluate("isSecureContext") is False
    expect(plain.get_by_role("button", name=KEEP)).to_be_hidden()
    plain.goto(f"http://small.example/{KEPT}")
    expect(plain.get_by_text("The button needs JavaScript and an address that begins with https")).to_be_visible()
    own.close()
    reader = browser.new_page()
    reader.goto((built.site / FIRST).as_uri())
    expect(reader.get_by_role("button", name=KEEP)).to_be_hidden()
    reader.close()
    without = browser.new_context(java_script_enabled=False)
    reader = without.new_page()
    reader.goto(network.address + FIRST)
    expect(reader.get_by_role("button", name=KEEP)).to_be_hidden()
    without.close()


def test_panel_and_page_have_no_serious_barrier(context: BrowserContext, network: Network) -> None:
    reader = opened(context, network, QUIET)
    for state in ("offered", "warned", "kept", "listed"):
        if state == "offered":
            reader.get_by_role("button", name=KEEP).click()
            expect(reader.get_by_role("button", name=KEEP_IT, exact=True)).to_be_visible()
        elif state == "warned":
            reader.get_by_role("button", name=KEEP_IT, exact=True).click()
        elif state == "kept":
            reader.get_by_role("button", name=ANYWAY).click()
            expect(reader.get_by_text("Kept on this device, as changed on")).to_be_visible()
        else:
            reader.goto(network.address + KEPT)
            expect(reader.locator(".kept h2")).to_have_count(1)
        found = Axe().run(reader).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == [], state


def test_lists_name_what_is_there_with_its_digest(built: Built) -> None:
    lists = dict(keep_lists(built.site, centre_of(built.root)))
    assert {"keep/toolkits/first.json", "keep/toolkits/other.json", "keep/toolkits/quiet.json",
            "rw/keep/toolkits/first.json"} == set(lists)
    for path, text in lists.items():
        assert built.text(path) == text
        for name, digest, size in json.loads(text)["files"]:
            content = (built.site / name).read_bytes()
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (digest, size)
    assert {FIRST, PART, KEPT, "assets/keep.js", "numbers.html"} <= {entry[0] for entry in json.loads(lists["keep/toolkits/first.json"])["files"]}


def test_a_copy_to_carry_away_has_nothing_of_it(built: Built) -> None:
    """A copy is kept already, and has no worker."""
    files = carried_files(built.site, centre_of(built.root), select(centre_of(built.root).catalogue, ["en", "rw"], None, True))
    assert FIRST in files
    assert [path for path in files if re.search(r"(^|/)(keep|kept)\b|worker", path)] == []
    assert [path for path, content in files.items() if path.endswith(".html") and b"data-keep=" in content] == []
