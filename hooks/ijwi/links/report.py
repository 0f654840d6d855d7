"""What to mend where: a report by language and work, most urgent first, to read or to post as an issue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ..records import Catalogue
from .answers import WORDS
from .memory import DEAD_AFTER, DEAD_SPAN, LinkMemory, Remembered
from .shown import Place

Shown = Mapping[str, tuple[Place, ...]]

#: GitHub takes issues of at most 65,536 characters.
LONGEST = 60_000


@dataclass(frozen=True)
class _Group:
    """What is wrong with some addresses, and what to do about it."""

    title: str
    advice: str
    holds: Callable[[Remembered], bool]


GROUPS = (
    _Group("No longer answer, and no copy is known",
           "Find where the page is now and mend the link, or find an archived copy and write its address into the "
           "column `archived` of `docs/data/links.csv`: readers are then offered it.",
           lambda link: link.dead and not link.archived),
    _Group("No longer answer; readers are offered the archived copy",
           "Mend the link when you find where the page is now.", lambda link: link.dead),
    _Group("Failed lately",
           f"Nothing to do yet. Readers are told when an address failed on {DEAD_AFTER} days in a row, over "
           f"{DEAD_SPAN.days} days or more.", lambda link: link.failing),
    _Group("Moved for good", "Open the new address; if it shows the same page, write it in place of the old one.",
           lambda link: link.status == "moved"),
    _Group("Not to be judged by a machine", "Open them now and then.",
           lambda link: link.status in ("refused", "busy", "robots", "unclear")),
)


def group_of(link: Remembered) -> _Group | None:
    """The first group that an address belongs to; None if there is nothing to say of it."""
    return next((group for group in GROUPS if group.holds(link)), None)


def summary(shown: Shown, links: LinkMemory) -> str:
    """A few lines: how many addresses there are of each group."""
    known = [links.of(address) for address in shown]
    counts = {"Answer": sum(link.status == "works" for link in known),
              **{group.title: sum(group_of(link) is group for link in known) for group in GROUPS},
              "Not asked yet": sum(link.status == "" for link in known)}
    return "\n".join([f"{len(known)} addresses", *(f"{count:6} {title}" for title, count in counts.items() if count)])


def report(shown: Shown, links: LinkMemory, catalogue: Catalogue) -> str:
    """The report as Markdown. The same memory gives the same bytes."""
    asked = max((link.last_asked for link in links.addresses.values() if link.last_asked), default=None)
    parts = [f"# Links to other people's pages{f', last asked on {asked}' if asked else ''}\n\n"
             f"```\n{summary(shown, links)}\n```\n", _by_language(shown, links, catalogue)]
    length = sum(map(len, parts))
    for group in GROUPS:
        addresses = [address for address in shown if group_of(links.of(address)) is group]
        lines = [f"\n## {group.title}\n\n{group.advice}"] if addresses else []
        lines += _entries(addresses, shown, links, catalogue)
        for line in lines:
            length += len(line) + 1
            if length > LONGEST:
                return "\n".join([*parts, "\nThis is not all. `make links-external` shows the rest.\n"])
            parts.append(line)
    return "\n".join(parts) + "\n"


def _by_language(shown: Shown, links: LinkMemory, catalogue: Catalogue) -> str:
    """How many addresses that fail, or have moved, the readers of each language meet."""
    rows = []
    for code, language in catalogue.languages.items():
        met = [links.of(address) for address, places in shown.items() if any(code in place.seen for place in places)]
        counts = [sum(link.dead for link in met), sum(link.failing and not link.dead for link in met),
                  sum(link.status == "moved" for link in met)]
        if any(counts):
            rows.append(f"| {language.name} (`{code}`) | {' | '.join(map(str, (len(met), *counts)))} |")
    head = "| readers of | meet | no longer answer | failed lately | moved |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n" if rows else ""


def _entries(addresses: list[str], shown: Shown, links: LinkMemory, catalogue: Catalogue) -> Iterator[str]:
    """The addresses of a group by the language and work in whose files they stand, then data and settings."""
    order = {code: number for number, code in enumerate(catalogue.languages)}
    owners = sorted({(place.language, place.work) for address in addresses for place in shown[address]},
                    key=lambda owner: (order.get(owner[0], len(order)), owner))
    for language, work in owners:
        name = catalogue.languages[language].name if language else ""
        yield f"\n### {name} (`{language}`): {work}\n" if language else "\n### Data and settings of all languages\n"
        for address in addresses:
            places = [place for place in shown[address] if (place.language, place.work) == (language, work)]
            if places:
                yield _entry(links.of(address), places)


def _entry(link: Remembered, places: list[Place]) -> str:
    said = [f"- <{link.address}>: {WORDS[link.status]}."]
    if link.failing:
        said.append(f"Last worked on {link.last_worked}." if link.last_worked else "We never saw it work.")
        said.append(f"Failed on {link.failures} {'day' if link.failures == 1 else 'days'} "
                    f"since {link.failing_since}.")
    if link.status == "moved" and link.moved_to:
        front = urlsplit(link.moved_to).path in ("", "/") and urlsplit(link.address).path not in ("", "/")
        said.append(f"New address: <{link.moved_to}>" + (", which is only the front page of the site: the page "
                                                         "itself may be lost." if front else ""))
    if link.archived:
        said.append(f"Archived copy: <{link.archived}>")
    elif link.dead:
        said.append(f"Look for a copy: <https://web.archive.org/web/*/{quote(link.address, safe=':/?&=%')}>")
    where = ", ".join(f"`{place.path}:{place.line}`" for place in places)
    also = sorted({code for place in places for code in place.seen} - {places[0].language})
    return " ".join(said) + f"\n  Written in {where}" + (f"; also shown in {', '.join(also)}" if also else "") + "."
