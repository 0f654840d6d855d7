"""What a server's answer means, and how it is said to people who are no programmers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from .linkchecker import Row
from .memory import Status

#: What each status says, to continue "the address …:".
WORDS: dict[Status, str] = {
    "": "it was not asked yet",
    "works": "it answers",
    "moved": "it answers, and says that it has moved for good",
    "not-found": "its server says that there is no such page (404)",
    "gone": "its server says that the page was taken away (410)",
    "server-error": "its server has a fault (500 to 599)",
    "no-answer": "its server is silent, or breaks off",
    "no-server": "there is no such server, or it is switched off",
    "certificate": "its certificate is not valid: browsers warn their readers, and readers should heed that",
    "loop": "its server sends visitors round in a circle",
    "refused": "its server does not let a machine in (401, 403 or the like)",
    "busy": "its server asked us to come back later (429)",
    "robots": "its robots.txt asks machines to stay away",
    "unclear": "we did not understand the answer",
}
#: What may be over in a minute. It is asked again in the same run.
PASSING: frozenset[str] = frozenset({"busy", "server-error", "no-answer", "no-server"})
#: Without a word from the server itself: the network may be at fault, ours included.
SILENT: frozenset[str] = frozenset({"no-answer", "no-server", "certificate", "unclear"})

_REDIRECT = re.compile(r"Redirected to `(?P<url>.*)' status: (?P<code>[0-9]{3})")
_PERMANENT = ("301", "308")


@dataclass(frozen=True)
class Answer:
    """`moved_to` is where the address leads for good, `wait` how many seconds a busy server asked for."""

    status: Status
    moved_to: str | None = None
    wait: int = 0


def answer(row: Row) -> Answer:
    """What LinkChecker's row about an address means."""
    if any("robots.txt" in info for info in row.infos):
        return Answer("robots")
    code = re.match(r"([0-9]{3})\b", row.result)
    status = _of_code(int(code[1])) if code else _of_error(row.result)
    if status == "busy":
        wait = re.search(r"Retry-After: ([0-9]{1,6})\)", " ".join(row.warnings))
        return Answer(status, wait=int(wait[1]) if wait else 0)
    moved_to = _for_good(row.address, row.warnings)
    if status == "works" and moved_to and is_web_address(moved_to):
        return Answer("moved", moved_to)
    return Answer(status)


def is_web_address(text: str) -> bool:
    return re.fullmatch(r"https?://[^\s<>\"]+", text) is not None


def _of_code(code: int) -> Status:
    known: dict[int, Status] = {404: "not-found", 410: "gone", 429: "busy"}
    if code in known:
        return known[code]
    return "works" if code < 400 else "server-error" if 500 <= code < 600 else "refused"


def _of_error(result: str) -> Status:
    if result.startswith("SSLError"):
        return "certificate"
    if result.startswith("TooManyRedirects"):
        return "loop"
    if re.search(r"NameResolutionError|NewConnectionError|Hostname not found|Bad hostname", result):
        return "no-server"
    return "no-answer" if re.match(r"\w*(Timeout|ConnectionError|Protocol|ChunkedEncoding)", result) else "unclear"


def _for_good(address: str, warnings: Iterable[str]) -> str | None:
    """The last address of an unbroken chain of permanent redirects.

    LinkChecker remembers the answer of each page: an address to which another one led gets that one's warnings
    too, up to the redirect that led to it.
    """
    chain = [(found["url"], found["code"]) for found in map(_REDIRECT.search, warnings) if found]
    start = max((place + 1 for place, (url, _code) in enumerate(chain) if url == address), default=0)
    permanent = list(takewhile(lambda step: step[1] in _PERMANENT, chain[start:]))
    return permanent[-1][0] if permanent else None
