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
from typing import Any

import yaml

from ijwi.centre import Centre, build_day, read_centre
from ijwi.currency import changed_sections
from ijwi.facts import unconfirmed
from ijwi.findings import ContentError, Finding
from ijwi.images import undecodable, unused
from ijwi.pagefiles import read_page
from ijwi.pagepictures import picture_problems, shown
from ijwi.parity import compare, refused_words
from ijwi.placeholders import placeholders
from ijwi.records import Document, Edition
from ijwi.references import PageScope, references
from ijwi.release import vanished
from ijwi.sections import FRONT, LEAD, problems, split

ROOT = Path(__file__).resolve().parent.parent


def findings(root: Path, today: datetime.date) -> Iterator[Finding]:
    """Every finding of the centre at `root`. `today` decides which helplines were confirmed too long ago."""
    centre = read_centre(root, root / "docs", extra(root / "mkdocs.yml"))
    yield from centre.findings
    for document in centre.catalogue.documents.values():
        for edition in document.editions.values():
            yield from _page(centre, document, edition)
    yield from _shared_ids(centre)
    yield from _unrecorded(centre)
    yield from vanished(centre.catalogue, root / "releases" / "catalogue.json", "releases/catalogue.json")
    yield from unconfirmed(centre.facts, today)
    yield from undecodable(centre.pictures, centre.docs)
    yield from unused(centre.pictures, _shown_pictures(centre))


def _page(centre: Centre, document: Document, edition: Edition) -> Iterator[Finding]:
    """What is wrong with the text of one page: references, headings, and how it follows its source."""
    path = f"docs/{edition.file}"
    scope = PageScope(centre.catalogue, centre.facts, centre.strings[edition.language], document, edition)
    front_matter, body, first_line = read_page(centre.docs / edition.file)
    own = split(body)
    yield from placeholders(f"---\n{front_matter}---\n{body}", path)
    yield from references(body, scope, path, first_line)
    yield from picture_problems(body, edition.file, centre.pictures, path, first_line)
    for section, message, suggestion in problems(own):
        yield Finding(path, first_line + section.line - 1, "heading", message, suggestion)
    if edition.is_source:
        return
    source = split(read_page(centre.docs / document.source_edition.file)[1])
    followed = set(document.source_edition.digests) - set(edition.currency.behind)
    yield from compare(source, own, path, first_line, followed)
    glossary = centre.docs / "data" / "glossary" / f"{edition.language}.yml"
    if glossary.exists():
        yield from refused_words(own, yaml.safe_load(glossary.read_text("utf-8")), path, first_line)
    if edition.currency.behind:
        yield Finding(path, 1, "currency", f"{len(edition.currency.behind)} sections are behind the source: "
                      f"{', '.join(edition.currency.behind)}.",
                      f"See `python scripts/translate.py diff {edition.language} "
                      f"{document.path.removesuffix('/index')}`.", notice=True)


def _shown_pictures(centre: Centre) -> set[str]:
    """The paths of the pictures that any page shows."""
    return {image.path for document in centre.catalogue.documents.values() for edition in document.editions.values()
            for image in shown(read_page(centre.docs / edition.file)[1], edition.file) if image.path}


def _shared_ids(centre: Centre) -> Iterator[Finding]:
    """Ids are unique in a whole work: its pages are joined in downloads, and links must still meet."""
    for work in centre.catalogue.works:
        owner: dict[str, str] = {}
        for page in (work, *work.parts):
            for name in page.source_edition.digests:
                first = owner.setdefault(name, page.path)
                if name not in (FRONT, LEAD) and first != page.path:
                    yield Finding(f"docs/{page.source_edition.file}", 1, "heading",
                                  f"the id `{name}` stands in {first}.md too.", "Each id is used once in a work.")


def _unrecorded(centre: Centre) -> Iterator[Finding]:
    for document in centre.catalogue.documents.values():
        changed = changed_sections(document)
        if changed and document.fields.sections:
            yield Finding(f"docs/{document.source_edition.file}", 1, "currency",
                          f"sections changed since they were last recorded: {', '.join(changed)}.",
                          "Run `python scripts/translate.py changed` (with `--minor` if only typing errors were "
                          "mended).", notice=True)


def extra(file: Path) -> dict[str, object]:
    """The `extra` of mkdocs.yml. Raises ContentError."""
    found: dict[str, object] = configuration(file)["extra"]
    return found


def configuration(file: Path) -> dict[str, Any]:
    """What mkdocs.yml says, whatever tags parts of it hold; it has an `extra`. Raises ContentError."""
    class Loader(yaml.SafeLoader):
        """mkdocs.yml may hold tags that only MkDocs knows."""

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    def refused(line: int, message: str) -> ContentError:
        return ContentError([Finding(file.name, line, "config", message, "See mkdocs.yml of a new centre.")])

    try:
        config = yaml.load(file.read_text("utf-8"), Loader)
    except FileNotFoundError as error:
        raise refused(1, "this file is missing.") from error
    except UnicodeDecodeError as error:
        raise refused(1, "this file is not written in UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise refused(mark.line + 1 if mark else 1,
                      f"this is not valid YAML: {getattr(error, 'problem', error)}.") from error
    if not isinstance(config, dict) or not isinstance(config.get("extra"), dict):
        raise refused(1, "`extra:` must be there, with the centre's languages.")
    return config


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quiet", action="store_true", help="leave out notices")
    options = parser.parse_args(arguments)
    try:
        found = sorted(set(findings(ROOT, build_day() or datetime.datetime.now(datetime.UTC).date())))
    except ContentError as error:
        found = error.findings
    errors = [finding for finding in found if not finding.notice]
    for finding in errors if options.quiet else found:
        print(finding)
    print(f"{len(errors)} to mend, {len(found) - len(errors)} to know." if found else "All good.", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
