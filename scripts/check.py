"""Says everything that is wrong with the content, at once.

    python scripts/check.py            findings as path:line: rule: message; exit 1 if there is an error
    python scripts/check.py --quiet    without notices (such as helplines that nobody confirmed yet)
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from ijwi.centre import Centre, build_day, read_centre
from ijwi.facts import unconfirmed
from ijwi.findings import ContentError, Finding
from ijwi.pagefiles import read_page
from ijwi.references import PageScope, references
from ijwi.release import vanished

ROOT = Path(__file__).resolve().parent.parent


def findings(root: Path, today: datetime.date) -> Iterator[Finding]:
    """Every finding of the centre at `root`. `today` decides which helplines were confirmed too long ago."""
    try:
        centre = read_centre(root, root / "docs", extra(root / "mkdocs.yml"))
    except ContentError as error:
        yield from error.findings
        return
    yield from centre.findings
    yield from _references(centre)
    yield from vanished(centre.catalogue, root / "releases" / "catalogue.json", "releases/catalogue.json")
    yield from unconfirmed(centre.facts, today)


def _references(centre: Centre) -> Iterator[Finding]:
    for document in centre.catalogue.documents.values():
        for edition in document.editions.values():
            scope = PageScope(centre.catalogue, centre.facts, centre.strings[edition.language], document, edition)
            _front_matter, body, first_line = read_page(centre.docs / edition.file)
            yield from references(body, scope, f"docs/{edition.file}", first_line)


def extra(file: Path) -> dict[str, object]:
    """The `extra` of mkdocs.yml, whatever tags other parts of it hold."""
    class Loader(yaml.SafeLoader):
        """mkdocs.yml may hold tags that only MkDocs knows."""

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    return dict(yaml.load(file.read_text("utf-8"), Loader).get("extra") or {})


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quiet", action="store_true", help="leave out notices")
    options = parser.parse_args(arguments)
    found = sorted(set(findings(ROOT, build_day() or datetime.datetime.now(datetime.UTC).date())))
    errors = [finding for finding in found if not finding.notice]
    for finding in errors if options.quiet else found:
        print(finding)
    print(f"{len(errors)} to mend, {len(found) - len(errors)} to know." if found else "All good.", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
