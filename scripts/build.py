"""Builds the site: every language at the same time, on all cores. The bytes are those of `mkdocs build`.

    .venv/bin/python scripts/build.py                                  the site, where mkdocs.yml says
    .venv/bin/python scripts/build.py --languages rw,sw --into parts   only these languages' parts of it
    .venv/bin/python scripts/build.py --join parts more/parts          the site, of all languages' parts

The old site stays until the new one is whole, and then gives way to it at once. Whatever is wrong with the content is
said, of all languages together, and the old site stays.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from ijwi.building import jobs, parts, swapping
from ijwi.building.inputs import stamp
from ijwi.building.jobs import SHARED, Prepared, StoppedError
from ijwi.building.joining import ClashError, join
from ijwi.building.kept import BUSY, Kept, Part
from ijwi.building.processes import spread
from ijwi.building.running import Pages, outcomes
from ijwi.findings import ContentError

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    gc.set_threshold(100_000, 20, 100)  # a build makes many things that stay: looking for waste so often is a waste
    begun = time.perf_counter()
    if arguments.list:
        print(json.dumps(list(jobs.configure(arguments.config).extra["languages"])))
        return 0
    try:
        if arguments.into:
            made = _parts(arguments, jobs.prepare(arguments.config, arguments.jobs))
        else:
            # Jobs write elsewhere and say so in the configuration: the place is asked for before.
            site = Path(arguments.site or jobs.configure(arguments.config).site_dir).resolve()
            kept = jobs.kept(arguments.config)
            with kept.alone():
                made = _site(arguments, site, kept)
    except KeyboardInterrupt:
        print("Stopped. The old site is as it was.", file=sys.stderr)
        return 130
    except (ContentError, MkDocsException) as error:
        title = "the content needs mending:\n" if isinstance(error, ContentError) else ""
        print(f"ERROR   -  {title}{error}", file=sys.stderr)
        return 1
    except BlockingIOError:
        print(BUSY, file=sys.stderr)
        return 1
    except (StoppedError, ClashError, parts.PartsError) as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments.quiet:
        print(f"{made}, {time.perf_counter() - begun:.1f} s")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--site", type=Path, help="where the site is to be, if not where mkdocs.yml says")
    parser.add_argument("--config", type=lambda name: Path(name).resolve(), default=ROOT / "mkdocs.yml",
                        help="another mkdocs.yml")
    parser.add_argument("--languages", type=lambda codes: codes.split(","), help="only these, as in rw,sw")
    parser.add_argument("--into", type=Path, metavar="DIR", help="write the parts of the languages, and no site")
    parser.add_argument("--join", type=Path, nargs="+", metavar="DIR", help="make the site of parts written before")
    parser.add_argument("--list", action="store_true", help="only say which languages there are, as JSON")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once; else one a core")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="have it done by the Dask cluster there, as in "
                        "tcp://10.0.0.5:8786; its machines share this folder, under the same path")
    parser.add_argument("--quiet", action="store_true", help="say only what is wrong")
    arguments = parser.parse_args()
    if bool(arguments.languages) != bool(arguments.into):
        parser.error("--languages and --into go together")
    if arguments.into and arguments.join:
        parser.error("--join makes a site of parts; --into writes parts")
    if arguments.jobs < 1:
        parser.error("--jobs must be 1 or more")
    return arguments


def _parts(arguments: argparse.Namespace, prepared: Prepared) -> str:
    """Writes the parts of some languages."""
    unknown = [code for code in arguments.languages if code not in prepared.centre.languages]
    if unknown:
        raise StoppedError(f"--languages {unknown[0]}: this centre has {', '.join(prepared.centre.languages)}.")
    wanted = list(dict.fromkeys(arguments.languages))
    folder: Path = arguments.into
    for code in wanted:
        parts.remove(folder, code)
    _run(arguments, prepared, wanted, folder, None)
    for code in wanted:
        parts.sign(folder, code, prepared.inputs.everything)
    return f"{len(wanted)} languages: {folder}"


def _site(arguments: argparse.Namespace, site: Path, kept: Kept) -> str:
    """Makes the site, of parts that are there or else of its own, and puts it in the old one's place."""
    config = jobs.configure(arguments.config)
    inputs = stamp(config)
    swapping.repair(site)
    if not arguments.join and kept.made(site, inputs):
        return f"Nothing has changed: {site}"
    prepared = jobs.prepare(arguments.config, arguments.jobs)
    every, languages = jobs.names(prepared.centre), list(prepared.centre.languages)
    found = parts.find(arguments.join, prepared.inputs.everything, languages) if arguments.join else {}
    new = swapping.spare(site)
    shutil.rmtree(kept.growing, ignore_errors=True)
    try:
        wanted = [job for job in every if job not in found and not kept.holds(job, prepared.inputs.part(job))]
        silent = _run(arguments, prepared, wanted, kept.growing, kept)
        _join(arguments, every, found, new, kept)
        for sent in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sent, signal.SIG_IGN)
        swapping.exchange(site)
        if stamp(config) != inputs:  # some pages may show what was there before, others what is there now
            for job in every:
                kept.forget(job)
        elif silent and not found:
            kept.note(site, inputs)
    finally:
        shutil.rmtree(kept.growing, ignore_errors=True)
    return f"{len(wanted)} of {len(every)} parts built: {site}"


def _join(arguments: argparse.Namespace, every: Sequence[str], found: Mapping[str, Path], new: Path,
          kept: Kept) -> None:
    """Joins the parts of the site, and adds the lists of what browsers keep, which hold digests of its files."""
    languages = [job for job in every if job != SHARED]
    keys = {code: Part("" if code in found else kept.stamp(code) + kept.stamp(SHARED)) for code in languages}
    stale = [code for code, part in keys.items() if not part.key or not kept.holds(jobs.keep_job(code), part)]
    lists = {jobs.keep_job(code): kept.part(jobs.keep_job(code)) for code in languages if code not in stale}
    join({**{job: found.get(job, kept.part(job)) for job in every}, **lists}, new, copied=found)
    keep = partial(jobs.run_keep, arguments.config, new, kept)
    for _done in spread(keep, [(code, keys[code]) for code in stale], arguments.jobs):
        pass
    join({jobs.keep_job(code): kept.part(jobs.keep_job(code)) for code in stale}, new, whole=False)


def _run(arguments: argparse.Namespace, prepared: Prepared, wanted: Sequence[str], into: Path,
         kept: Kept | None) -> bool:
    """Runs jobs, each into its folder below `into`, and says what they had to say. Whether that was nothing.

    Raises StoppedError if one could not do its work.
    """
    pages = sum(2 * len(prepared.files.own.get(job, ())) for job in wanted)
    progress = Pages(len(wanted), pages, arguments.quiet)
    ended = {}
    try:
        for outcome in outcomes(arguments.config, wanted, into, kept, progress,
                                processes=arguments.jobs, scheduler=arguments.scheduler):
            ended[outcome.job] = outcome
            progress.done(outcome)
    finally:
        progress.end()
    said = [text for job in wanted for text in ended[job].said]
    for level, text in dict.fromkeys(said):
        print(f"{level:<8}-  {text}", file=sys.stderr)
    if not all(outcome.whole for outcome in ended.values()):
        raise StoppedError("The old site is as it was." if kept else "These parts are not whole.")
    return not said


if __name__ == "__main__":
    sys.exit(main())
