"""Links: within the built site, and to other people's pages.

    python scripts/links.py internal                 broken links of the site (make links); exit 1 if there are any
    python scripts/links.py external                 asks other people's servers (make links-external)
    python scripts/links.py external --report R.md   and writes what to mend where, as text for an issue
    python scripts/links.py external --offline       asks nobody: the report of what is remembered

`external` remembers its answers in docs/data/links.csv; it exits with 1 only if it could not ask.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from dataclasses import asdict
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from ijwi.centre import Centre, read_centre
from ijwi.findings import ContentError, Finding
from ijwi.links.asking import Manners, ask
from ijwi.links.internal import internal_findings
from ijwi.links.linkchecker import LinkCheckerError
from ijwi.links.memory import NAME, write_memory
from ijwi.links.report import report, summary
from ijwi.links.shown import shown_addresses
from ijwi.links.sitefiles import SiteFiles
from ijwi.links.trace import Origins

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    try:
        config = load_config(str(ROOT / "mkdocs.yml"))
        centre = read_centre(ROOT, Path(config.docs_dir), config.extra)
        return internal(options, config, centre) if options.which == "internal" else external(options, config, centre)
    except (ContentError, LinkCheckerError, MkDocsException, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def internal(options: argparse.Namespace, config: MkDocsConfig, centre: Centre) -> int:
    """Judges the finished site."""
    if not (options.site / "index.html").is_file():
        print(f"There is no site in {options.site}: run `make site` first.", file=sys.stderr)
        return 1
    found = internal_findings(SiteFiles(options.site, config.site_url), Origins(centre.catalogue, centre.docs))
    broken = [finding for finding in found if not finding.notice]
    if options.format == "json":
        print(json.dumps([_plain(finding) for finding in found], ensure_ascii=False, indent=1))
    else:
        print("".join(f"{finding}\n" for finding in found), end="")
    print(f"{len(broken)} to mend, {len(found) - len(broken)} to know." if found else "Every link leads somewhere.",
          file=sys.stderr)
    return 1 if broken else 0


def _plain(finding: Finding) -> dict[str, object]:
    return {key: value for key, value in asdict(finding).items() if key != "notice"}


def external(options: argparse.Namespace, config: MkDocsConfig, centre: Centre) -> int:
    """Asks each address that is due, remembers the answers, reports."""
    shown = shown_addresses(centre, ROOT / "mkdocs.yml", ROOT / "overrides")
    links = centre.links
    if not options.offline:
        manners = Manners(config.site_url or "", pause=options.pause, limit=options.limit)
        today = datetime.datetime.now(datetime.UTC).date()  # the only clock: what it finds is remembered by day
        links = ask(shown, links, today, manners)
        write_memory(centre.docs / "data" / NAME, links.addresses.values())
    if options.report:
        options.report.write_text(report(shown, links, centre.catalogue), encoding="utf-8")
    print(summary(shown, links))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_subparsers(dest="which", required=True)
    inside = which.add_parser("internal", help="links of the built site")
    inside.add_argument("--site", type=Path, default=ROOT / "site")
    inside.add_argument("--format", choices=("text", "json"), default="text")
    outside = which.add_parser("external", help="links to other people's pages")
    outside.add_argument("--offline", action="store_true", help="ask nobody")
    outside.add_argument("--report", type=Path, metavar="FILE.md", help="write what to mend where")
    outside.add_argument("--limit", type=int, default=200, help="ask at most so many (200), the longest unasked first")
    outside.add_argument("--pause", type=float, default=2, help="seconds between two questions to one server (2 to 12)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
