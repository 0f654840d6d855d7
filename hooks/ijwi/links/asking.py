"""Asking other people's servers whether our links still work: seldom, slowly, and under our own name."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from . import linkchecker
from .answers import PASSING, SILENT, Answer, answer
from .memory import LinkMemory

#: If servers of so many names are all silent, it is our own network that does not work.
OUR_OWN_FAULT = 3


@dataclass(frozen=True)
class Manners:
    """How we ask. Times are seconds.

    LinkChecker asks one address after the other, honours robots.txt, sends no referrer, and reads no page: it
    takes the first line of the answer and hangs up (HEAD, which would ask for no page at all, is answered wrongly
    by many servers). Between two questions to one server it waits `pause` to six times `pause`.
    """

    site_url: str
    """Where people who wonder about us find out who we are."""
    limit: int = 200
    pause: float = 2
    timeout: int = 30
    rounds: int = 3
    """How often an address is asked that may only be in trouble for the moment."""
    back_off: float = 60
    """The wait before the second round; it doubles. A busy server's own wish counts if it is longer."""
    patience: float = 600
    """The longest wait. Whoever wants more is left alone until the next run."""
    longest_round: float = 3600

    def settings(self) -> dict[str, object]:
        """The same for LinkChecker."""
        about = f" (+{self.site_url})" if self.site_url else ""
        return {"threads": 0, "recursionlevel": 0, "timeout": self.timeout,
                "maxrequestspersecond": 1 / max(self.pause, 0.001),
                "useragent": f"LinkChecker/{linkchecker.version()}{about}"}


def ask(addresses: Collection[str], links: LinkMemory, today: datetime.date, manners: Manners,
        sleep: Callable[[float], object] = time.sleep) -> LinkMemory:
    """Asks for those of `addresses` that are due; what is known of all of them then.

    What is no longer among them is forgotten. Raises LinkCheckerError if it could not ask; nothing is known then.
    """
    due = due_addresses(addresses, links, manners.limit)
    answers = _rounds(due, manners, sleep) if due else {}
    hosts = {urlsplit(address).netloc for address in answers}
    if len(hosts) >= OUR_OWN_FAULT and all(found.status in SILENT for found in answers.values()):
        raise linkchecker.LinkCheckerError(f"Not one of {len(hosts)} servers answered: is this machine connected? "
                                           "Nothing was remembered.")
    known = {address: links.of(address) for address in addresses}
    for address, found in answers.items():
        known[address] = known[address].after(found.status, today, found.moved_to)
    return LinkMemory(known)


def due_addresses(addresses: Iterable[str], links: LinkMemory, limit: int) -> list[str]:
    """The addresses to ask, those that were not asked for longest first; servers take turns."""
    never = datetime.date.min
    longest = sorted(addresses, key=lambda address: (links.of(address).last_asked or never, address))[:max(limit, 0)]
    hosts: dict[str, list[str]] = {}
    for address in longest:
        hosts.setdefault(urlsplit(address).netloc, []).append(address)
    return [address for address in chain.from_iterable(zip_longest(*hosts.values())) if address]


def _rounds(due: list[str], manners: Manners, sleep: Callable[[float], object]) -> dict[str, Answer]:
    """The answers; an address for which there was no time has none."""
    answers: dict[str, Answer] = {}
    waiting = due
    for number in range(manners.rounds):
        rows = linkchecker.run(waiting, manners.settings(), everything=True, seconds=manners.longest_round)
        answers |= {row.address: answer(row) for row in rows if row.address in waiting}
        waiting = [address for address in waiting if address in answers and answers[address].status in PASSING
                   and answers[address].wait <= manners.patience]
        if not waiting or number == manners.rounds - 1:
            break
        sleep(min(manners.patience, max(manners.back_off * 2 ** number,
                                        *(answers[address].wait for address in waiting))))
    return answers
