"""Other people's servers are asked politely, and their answers are understood."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from answering import HUGE, Answering, answering, nobody_listens, own_certificate
from ijwi.links.asking import Manners, ask, due_addresses
from ijwi.links.linkchecker import LinkCheckerError
from ijwi.links.memory import LinkMemory, Remembered

TODAY = datetime.date(2026, 11, 26)
#: No pauses for servers that say that they want none, and one question each.
BRISK = Manners("https://small.example/", pause=0.001, timeout=1, rounds=1)

#: What is asked, and what is remembered of it.
EXPECTED = {
    "/good": "works", "/slow": "works", "/huge": "works", "/good?x=[1]&y=%E2%80%94": "works", "/é": "works", "/good%20x": "works",
    "/missing": "not-found", "/gone": "gone", "/broken": "server-error", "/wall": "refused", "/busy-for-ever": "busy",
    "/moved": "moved", "/elsewhere": "works", "/both": "moved", "/to-gone": "not-found", "/loop": "loop",
    "/private/x": "robots", "/silent": "no-answer",
}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Answering, LinkMemory, dict[str, str]]]:
    """A server that was asked for everything once, what is known then, and the addresses of two others."""
    certificate = own_certificate(tmp_path_factory.mktemp("tls") / "own.pem")
    with pytest.MonkeyPatch.context() as patch, answering() as server, answering(certificate) as secret:
        patch.setenv("no_proxy", "127.0.0.1")
        others = {"certificate": f"{secret.address}/good", "no-server": f"{nobody_listens()}/x"}
        addresses = [*(server.address + path for path in EXPECTED), *others.values()]
        yield server, ask(addresses, LinkMemory(), TODAY, BRISK), others


@pytest.mark.parametrize("path", EXPECTED)
def test_an_answer_is_understood(answered: tuple[Answering, LinkMemory, dict[str, str]], path: str) -> None:
    server, known, _others = answered
    found = known.of(server.address + path)
    assert (found.status, found.last_asked) == (EXPECTED[path], TODAY)
    assert found.last_worked == (TODAY if found.status in ("works", "moved") else None)
    failed = found.status in ("not-found", "gone", "server-error", "loop", "no-answer")
    assert (found.failures, found.failing_since) == ((1, TODAY) if failed else (0, None))


@pytest.mark.parametrize("status", ["certificate", "no-server"])
def test_a_bad_certificate_and_a_lost_server_are_told_apart(answered: tuple[Answering, LinkMemory, dict[str, str]], status: str) -> None:
    _server, known, others = answered
    assert known.of(others[status]).status == status


def test_only_a_chain_of_permanent_redirects_is_a_correction(answered: tuple[Answering, LinkMemory, dict[str, str]]) -> None:
    server, known, _others = answered
    moved = {path: known.of(server.address + path).moved_to for path in ("/moved", "/both", "/elsewhere", "/to-gone")}
    assert moved == {"/moved": f"{server.address}/good", "/both": f"{server.address}/elsewhere", "/elsewhere": None, "/to-gone": None}


def test_nobody_is_told_where_we_come_from_and_everybody_who_we_are(answered: tuple[Answering, LinkMemory, dict[str, str]]) -> None:
    server, _known, _others = answered
    for method, path, headers in server.asked:
        assert method == "GET" and "Referer" not in headers and "Cookie" not in headers, path
    agents = {headers["User-Agent"] for _method, path, headers in server.asked if path != "/robots.txt"}
    assert len(agents) == 1 and "LinkChecker/" in min(agents) and "(+https://small.example/)" in min(agents)


def test_what_robots_may_not_see_is_not_asked_for(answered: tuple[Answering, LinkMemory, dict[str, str]]) -> None:
    server, _known, _others = answered
    assert "/private/x" not in server.paths() and "/good" in server.paths()
    assert "/linked" not in server.paths(), "nor what a page links to"
    assert [path for _method, path, _headers in server.asked].count("/robots.txt") == 1


def test_a_huge_page_is_not_fetched(answered: tuple[Answering, LinkMemory, dict[str, str]]) -> None:
    server, _known, _others = answered
    assert 0 < server.sent < HUGE / 20


def test_a_server_is_asked_one_thing_at_a_time_with_a_pause() -> None:
    with answering(hurried=False) as one, answering(hurried=False) as other:
        ask([f"{server.address}/{name}" for server in (one, other) for name in ("slow", "good")], LinkMemory(), TODAY,
            replace(BRISK, pause=0.7))
        for server in (one, other):
            times = [when for when, (_method, path, _headers) in zip(server.times, server.asked, strict=True) if path != "/robots.txt"]
            assert server.most_at_once == 1 and len(times) == 2
            assert min(later - earlier for earlier, later in pairwise(times)) >= 0.69


def test_servers_take_turns_and_the_longest_unasked_come_first() -> None:
    day = datetime.date(2026, 11, 1)
    known = {f"https://{host}/{number}": Remembered(address=f"https://{host}/{number}", status="works", last_worked=day, last_asked=day)
             for host, number in (("a.org", 1), ("a.org", 2))}
    known["https://a.org/2"] = known["https://a.org/2"].after("works", TODAY)
    addresses = ["https://a.org/1", "https://a.org/2", "https://a.org/3", "https://b.org/1", "https://b.org/2"]
    assert due_addresses(addresses, LinkMemory(known), 4) == ["https://a.org/3", "https://b.org/1", "https://a.org/1", "https://b.org/2"]
    assert due_addresses(addresses, LinkMemory(known), 1) == ["https://a.org/3"]
    assert due_addresses(addresses, LinkMemory(known), 0) == []


def test_what_may_be_over_soon_is_asked_again_when_the_server_wished(tmp_path: Path) -> None:
    """It asked for 7 seconds (429), longer than we would have waited; a fault (500) is over then too."""
    waits: list[float] = []
    with answering() as server:
        addresses = [server.address + path for path in ("/busy", "/sometimes", "/good", "/missing")]
        known = ask(addresses, LinkMemory(), TODAY, replace(BRISK, rounds=3, back_off=5), waits.append)
        assert {path: known.of(server.address + path).status for path in ("/busy", "/sometimes", "/good", "/missing")} == \
            {"/busy": "works", "/sometimes": "works", "/good": "works", "/missing": "not-found"}
        assert waits == [7]
        assert sorted(server.paths()) == ["/busy", "/busy", "/good", "/missing", "/sometimes", "/sometimes"]


def test_the_wait_grows_and_ends() -> None:
    waits: list[float] = []
    with answering() as server:
        known = ask([f"{server.address}/broken"], LinkMemory(), TODAY, replace(BRISK, rounds=3, back_off=5), waits.append)
        assert waits == [5, 10] and len(server.paths()) == 3
        assert known.of(f"{server.address}/broken").failures == 1
        ask([f"{server.address}/busy"], LinkMemory(), TODAY, replace(BRISK, rounds=3, patience=6), waits.append)
        assert waits == [5, 10] and server.paths().count("/busy") == 1, "7 seconds were too many"


def test_no_more_than_the_limit_are_asked_and_the_others_wait(tmp_path: Path) -> None:
    with answering() as server:
        addresses = [f"{server.address}/{name}" for name in "abcde"]
        known = ask(addresses, LinkMemory(), TODAY, replace(BRISK, limit=2))
        assert sorted(server.paths()) == ["/a", "/b"]
        known = ask(addresses, known, TODAY, replace(BRISK, limit=2))
        assert sorted(server.paths()) == ["/a", "/b", "/c", "/d"]
        assert [known.of(address).status for address in addresses] == ["works"] * 4 + [""]


def test_nothing_is_remembered_when_our_own_network_is_down() -> None:
    with pytest.raises(LinkCheckerError, match="is this machine connected"):
        ask([f"{nobody_listens()}/{number}" for number in range(3)], LinkMemory(), TODAY, BRISK)


def test_what_is_no_longer_shown_is_forgotten() -> None:
    gone = Remembered(address="https://a.org/", archived="https://b.org/")
    kept = Remembered(address="https://c.org/", archived="https://d.org/")
    known = LinkMemory({record.address: record for record in (gone, kept)})
    assert ask(["https://c.org/"], known, TODAY, replace(BRISK, limit=0)).addresses == {"https://c.org/": kept}


def test_a_run_that_lasts_too_long_is_stopped_and_keeps_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    whole_run = subprocess.run

    def stopped(command: list[str], *, input: bytes, timeout: float, **named: Any) -> None:
        whole_run(command, input=input.splitlines()[0], **named)
        raise subprocess.TimeoutExpired(command, timeout)
    monkeypatch.setattr("ijwi.links.linkchecker.subprocess.run", stopped)
    with answering() as server:
        addresses = [f"{server.address}/{name}" for name in ("good", "x")]
        known = ask(addresses, LinkMemory(), TODAY, BRISK)
        assert known.of(addresses[0]).status == "works"
        assert known.of(addresses[1]) == Remembered(address=addresses[1]), "not asked, so nothing is known"


def test_linkchecker_leaves_no_trace_and_takes_nobody_s_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / ".config/linkchecker").mkdir(parents=True)
    (home / ".config/linkchecker/linkcheckerrc").write_text("[checking]\nuseragent=Somebody else\n", "utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    before = sorted(home.rglob("*"))
    with answering() as server:
        ask([f"{server.address}/good"], LinkMemory(), TODAY, BRISK)
        assert "Somebody else" not in {headers["User-Agent"] for _method, _path, headers in server.asked}
    assert sorted(home.rglob("*")) == before


def test_a_linkchecker_that_breaks_down_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ijwi.links.linkchecker.sys.executable", shutil.which("false"))
    monkeypatch.setattr("ijwi.links.linkchecker.version", lambda: "1")
    with pytest.raises(LinkCheckerError, match="said nothing"):
        ask(["https://a.org/"], LinkMemory(), TODAY, BRISK)
