"""Links within the built site that lead nowhere, judged twice: by LinkChecker, and by what `sitefiles` reads."""

from __future__ import annotations

import difflib
import os
import posixpath
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..feedback import FEEDBACK_PAGE
from ..findings import Finding, nearest
from ..neutral import NEUTRAL_PAGE
from . import linkchecker
from .sitefiles import Link, SiteFiles
from .trace import Origins

#: A broken link that nobody wrote and that stands in more files than this comes from a template: it is said once.
SAID_EACH = 3


def internal_findings(site: SiteFiles, origins: Origins) -> list[Finding]:
    """Every broken link of the site, and a notice for each page that no link leads to. Raises LinkCheckerError."""
    ours = {link: problem for link in site.links if (problem := _problem(site, link))}
    known = {(link.file, _without_query(link.address)) for link in ours}
    theirs = {link: (f"LinkChecker says: {result}", "") for link, result in _linkchecker(site)
              if (link.file, _without_query(link.address)) not in known}
    return sorted({*_traced({**ours, **theirs}, site, origins), *_orphans(site, origins)})


def _problem(site: SiteFiles, link: Link) -> tuple[str, str] | None:
    """What is wrong with a link, and what to do; None if it is well."""
    try:
        target = site.target(link)
    except ValueError:
        return f"`{link.address}` is no address.", "Write it again."
    if target is None:
        return None
    path, fragment = target
    if path.startswith("../"):
        return f"`{link.address}` leads out of the site.", "Write an address relative to this page."
    if link.address.startswith("/") and link.file.endswith(".html") and not link.file.endswith("404.html"):
        return f"`{link.address}` begins with `/`: opened from the disk, it leads nowhere.", \
            "Write an address relative to this page."
    if path not in site.files and (path == "." or any(file.startswith(f"{path}/") for file in site.files)):
        return f"`{link.address}` is a folder: opened from the disk, it shows no page.", "Link to its `index.html`."
    if path not in site.files:
        return f"`{link.address}` leads nowhere: there is no {path}.", _near_page(path, site)
    if fragment.startswith("page=") and posixpath.basename(path) == f"{FEEDBACK_PAGE}.html":
        return None  # no place, but where the reader comes from (assets/feedback.js)
    if fragment and path in site.ids and fragment not in site.ids[path] and fragment != "top":
        return f"`{link.address}`: {path} has no place called `{fragment}`.", _near(fragment, site.ids[path])
    return None


def _without_query(address: str) -> str:
    """LinkChecker leaves it out of a file's address."""
    before, hash_sign, fragment = address.partition("#")
    return before.partition("?")[0] + hash_sign + fragment


def _near(fragment: str, ids: Iterable[str]) -> str:
    hint = nearest(fragment, ids)
    return hint if hint.startswith("Did") else "Give the heading this id: `## Heading {#" + fragment + "}`."


def _near_page(path: str, site: SiteFiles) -> str:
    """The page of that name in another folder, or of a similar name in the same."""
    folder, name = posixpath.split(path)
    moved = [page for page in site.pages if posixpath.basename(page) == name != "index.html"]
    beside = [posixpath.basename(page) for page in site.pages if posixpath.dirname(page) == folder]
    close = moved or [posixpath.join(folder, near) for near in difflib.get_close_matches(name, beside, 1, 0.8)]
    return f"Did you mean `{close[0]}`?" if close else ""


def _linkchecker(site: SiteFiles) -> Iterator[tuple[Link, str]]:
    """What LinkChecker finds broken when it starts from every page, orphans too."""
    with tempfile.TemporaryDirectory() as name:
        folder = site.folder.resolve()
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # it reads as `nobody`
            Path(name).chmod(0o755)
            folder = Path(name).resolve() / "site"
            shutil.copytree(site.folder, folder)
            for file in (folder, *folder.rglob("*")):
                file.chmod(0o755 if file.is_dir() else 0o644)
        base = f"{folder.as_uri()}/"
        starts = [(folder / page).as_uri() for page in site.pages]
        rows = linkchecker.run(starts, {"threads": 2}, ignore=r"^(https?|tel|mailto|sms|data|geo):")
        for row in rows:
            if not row.valid and row.parent.startswith(base):
                page = unquote(urlsplit(row.parent.removeprefix(base)).path)
                yield Link(page, max(row.line, 1), row.address), row.result.replace(base, "").replace(f"{folder}/", "")


def _traced(problems: dict[Link, tuple[str, str]], site: SiteFiles, origins: Origins) -> Iterator[Finding]:
    """A finding for each problem, at the line where it was written, or else where it stands in the site."""
    made: dict[tuple[str, str], list[Link]] = {}
    for link, (message, suggestion) in problems.items():
        line = origins.line(link.file, link.address)
        if line is None:
            target = "" if message.startswith("LinkChecker") else "/".join(_target_or_none(site, link) or (message,))
            made.setdefault((target or message, suggestion), []).append(link)
        else:
            yield Finding(origins.page(link.file) or link.file, line, "link", message, suggestion)
    for links in made.values():
        said = links if len(links) <= SAID_EACH else links[:1]
        for link in said:
            message, suggestion = problems[link]
            also = f" So do {len(links) - 1} more: a template or a list makes them." if links != said else ""
            yield Finding(f"{site.folder.name}/{link.file}", link.line, "link", message + also, suggestion)


def _orphans(site: SiteFiles, origins: Origins) -> Iterator[Finding]:
    """A notice for each page that cannot be reached from the first one. Some are meant to be like that."""
    leads: dict[str, set[str]] = {}
    sends_on = set()
    for link in site.links:
        target = _target_or_none(site, link) if link.followed else None
        if target:
            leads.setdefault(link.file, set()).add(target[0])
    for page in site.pages:
        if b'http-equiv="refresh"' in (site.folder / page).read_bytes()[:2000]:
            sends_on.add(page)
    found: set[str] = set()
    waiting = {"index.html"}
    while waiting:
        page = waiting.pop()
        found.add(page)
        waiting |= leads.get(page, set()) - found
    for page in site.pages:
        meant = page in sends_on or page == NEUTRAL_PAGE or page.rpartition("/")[2] == "404.html"
        if page not in found and not meant:
            yield Finding(origins.page(page) or f"{site.folder.name}/{page}", 1, "link",
                          "no link leads to this page.", "Link to it, or remove it.", notice=True)


def _target_or_none(site: SiteFiles, link: Link) -> tuple[str, str] | None:
    try:
        return site.target(link)
    except ValueError:
        return None
