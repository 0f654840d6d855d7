"""Cuts the downloads from the finished site, and offers them on its pages.

    .venv/bin/python scripts/downloads.py                               all of them
    .venv/bin/python scripts/downloads.py --language rw --format epub   only these; the others stay as they are

They are cut in as many processes as the machine has cores, or as --jobs says; the files are the same.
What cannot be cut is said, and the rest is cut all the same. Control-C leaves every file that stood there whole.
IJWI_SIGNING_KEY holds the centre's minisign key, or the name of its file: bundles are signed with it.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from mkdocs.config import load_config

from ijwi.building.processes import leave_signals, pool
from ijwi.centre import Centre, read_centre
from ijwi.downloads import offers
from ijwi.downloads.filelist import ENVIRONMENT, SigningKey, key_from_environment
from ijwi.downloads.kits import offer_kits
from ijwi.downloads.offers import EVERY, FOLDER, PART, Download
from ijwi.downloads.pieces import Order, Piece, cut, pieces
from ijwi.findings import ContentError
from ijwi.keeping import keep_lists
from ijwi.progress import Progress
from ijwi.reader import Reader

#: What is told when a piece is done: its files, or why there are none.
_Done = Callable[[Piece, list[Download] | str], None]
#: The order, in the process that cuts from it.
_here: list[Order] = []


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        order = _order(arguments)
    except (ContentError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    _here[:] = [order]
    every, made, failed = pieces(order), list[Download](), list[str]()
    progress = _Pieces(every, arguments.quiet)
    status = 0

    def done(piece: Piece, found: list[Download] | str) -> None:
        if isinstance(found, str):
            failed.append(found)
        else:
            made.extend(found)
        progress.tell(piece)

    try:
        if arguments.jobs == 1:
            for piece in every:
                done(piece, _cut(piece))
        else:
            _in_parallel(arguments, every, done)
    except KeyboardInterrupt:
        status = 130
        failed.append("Stopped. Every file that is there is whole.")
    except BrokenProcessPool:
        status = 1
        failed.append("A process was ended from outside; there may be too little memory. Try with --jobs 1.")
    progress.end()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the list and the files must agree
    _record(order, made)
    print("\n".join(dict.fromkeys(failed)), end="\n" if failed else "", file=sys.stderr)
    if not arguments.quiet:
        print(f"{len(made)} files, {sum(found.bytes for found in made) / 1e6:.1f} MB, {progress.seconds:.0f} s: "
              f"{order.site / FOLDER}")
    return status or bool(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--language", action="append", help="only this one (may be repeated)")
    parser.add_argument("--topic", action="append", help="only the bundles of this topic")
    parser.add_argument("--work", action="append", help="only this one, as in toolkits/stay-safe-online")
    parser.add_argument("--format", action="append", choices=EVERY, help="only this one")
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, help="how many at once; else one a core")
    parser.add_argument("--quiet", action="store_true", help="say only what is wrong")
    return parser.parse_args()


def _jobs(value: str) -> int:
    if not value.isascii() or not value.isdecimal() or not int(value):
        raise argparse.ArgumentTypeError(f"{value} is no number of processes: write 1, 2, 3 …")
    return int(value)


def _order(arguments: argparse.Namespace) -> Order:
    """The order that the arguments give. Raises ContentError or ValueError with what to mend."""
    config = load_config()
    if not (arguments.site / "index.html").is_file():
        raise ValueError(f"There is no site in {arguments.site}: run `make site` first.")
    if not config.site_url:
        raise ValueError("mkdocs.yml has no `site_url`: downloads must say where a newer one is.")
    centre = read_centre(Path(config.config_file_path).parent, Path(config.docs_dir), config.extra)
    centre.require_sound()
    for name, known in (("language", set(centre.languages)), ("topic", set(centre.vocabulary.topics)),
                        ("work", {work.name for work in centre.catalogue.works})):
        unknown = sorted(set(getattr(arguments, name) or ()) - known)
        if unknown:
            raise ValueError(f"--{name} {unknown[0]}: there is no such {name}.")
    return Order(arguments.site, centre, config.site_name, config.site_url, arguments.language, arguments.topic,
                 arguments.work, arguments.format, _key(centre))


def _key(centre: Centre) -> SigningKey | None:
    """The key to sign with: the one that readers know from the about page. Raises ValueError if it is another."""
    key, known = key_from_environment(), centre.settings.signing_key
    if key and known and key.public != known:
        raise ValueError(f"{ENVIRONMENT} is not the key of this centre, so nothing was cut: its public half is "
                         f"{key.public}, but `extra.centre.signing_key` in mkdocs.yml is {known}.")
    if key and not known:
        print(f"Bundles are signed, but mkdocs.yml names no key to compare with. Write under `extra.centre`: "
              f"signing_key: {key.public}", file=sys.stderr)
    if known and not key:
        print(f"Bundles are not signed: {ENVIRONMENT} is not set.", file=sys.stderr)
    return key


def _in_parallel(arguments: argparse.Namespace, every: Sequence[Piece], done: _Done) -> None:
    """Cuts pieces in processes, the longest first, so that none is left at the end for one core alone."""
    with pool(arguments.jobs, _begin, arguments) as executor:
        waiting = {executor.submit(_cut, piece): piece for piece in sorted(every, key=lambda one: -one.effort)}
        for future in as_completed(waiting):
            done(waiting[future], future.result())


def _begin(arguments: argparse.Namespace) -> None:
    """Makes a process ready."""
    leave_signals()
    if not _here:  # where a process does not begin as a copy of the first one
        _here.append(_order(arguments))


def _cut(piece: Piece) -> list[Download] | str:
    """The files of a piece, written; or why they could not be."""
    # Laying out a book makes millions of things that live to its end: looking for waste takes a fifth of the time.
    gc.disable()
    try:
        return cut(_here[0], piece)
    except ContentError as error:
        return str(error)
    except (ValueError, OSError) as error:
        return f"{piece}: {error}"
    finally:
        gc.enable()
        gc.collect()


def _record(order: Order, made: Sequence[Download]) -> None:
    """Writes the list of all downloads that are there, and offers them on the pages."""
    for part in (order.site / FOLDER).rglob(f"*{PART}*"):
        part.unlink()
    urls = {found.url for found in made}
    every = [*made, *(found for found in offers.read_downloads(order.site) if found.url not in urls)]
    offers.write_downloads(order.site, every)
    readers = [Reader(order.centre.catalogue, strings) for strings in order.centre.strings.values()]
    offers.offer(order.site, readers, every)
    offer_kits(order.site, readers, every)
    for path, content in keep_lists(order.site, order.centre):  # the pages have changed: they offer downloads now
        offers.write_whole(order.site / path, content.encode())


class _Pieces(Progress):
    """How many of the pieces are cut."""

    def __init__(self, every: Sequence[Piece], quiet: bool) -> None:
        super().__init__(quiet)
        self._all, self._done = len(every), 0
        self._effort, self._spent = sum(piece.effort for piece in every), 0

    def tell(self, piece: Piece) -> None:
        self._done += 1
        self._spent += piece.effort
        words = f"{self._done}/{self._all}  {piece}"
        self.now(words, self._spent / self._effort)
        self.step(words)


if __name__ == "__main__":
    sys.exit(main())
