"""Says everything that is wrong with the content, at once.

    python scripts/check.py                   findings as path:line: rule: message; exit 1 if there is an error
    python scripts/check.py docs/rw FILE …    those of these files and folders alone
    python scripts/check.py --quiet           without notices (such as helplines that nobody confirmed yet)
    python scripts/check.py --fix             mends what cannot change a text's meaning, then says the rest
    python scripts/check.py --format github   for other programs: github, json, sarif

Every rule, with an example: the page "Rules" of the built site. What was found out about a file is remembered in
build/check.json, which may be deleted; where CI is set nothing is remembered, as a pull request could bring its own.
"""

from __future__ import annotations

import argparse
import datetime
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ijwi.centre import build_day, read_content
from ijwi.checks.formats import FORMATS
from ijwi.checks.inspection import inspect
from ijwi.checks.mending import give_ids, mend
from ijwi.findings import ContentError, Finding
from ijwi.memory import FORGETFUL, Memory

ROOT = Path(__file__).resolve().parent.parent


def findings(root: Path, today: datetime.date, memory: Memory = FORGETFUL) -> Iterator[Finding]:
    """Every finding of the centre at `root`. `today` decides which helplines were confirmed too long ago."""
    yield from inspect(root, extra(root / "mkdocs.yml"), today, memory)


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
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise refused(mark.line + 1 if mark else 1,
                      f"this is not valid YAML: {getattr(error, 'problem', error)}.") from error
    if not isinstance(config, dict) or not isinstance(config.get("extra"), dict):
        raise refused(1, "`extra:` must be there, with the centre's languages.")
    return config


def of_files(found: list[Finding], names: list[str], root: Path) -> list[Finding]:
    """The findings of these files and folders, and what is wrong with the names themselves."""
    chosen: set[Finding] = set()
    for name in names:
        path = Path(name)
        place = Path(os.path.abspath(path))  # noqa: PTH100 (a link stays what it is)
        inside = place.is_relative_to(root)
        shown = place.relative_to(root).as_posix() if inside else name
        if not place.exists() and not place.is_symlink():
            chosen.add(Finding(shown, 1, "argument", "there is no such file or folder.",
                               "Name it as it is seen from here."))
            continue
        of_it = {finding for finding in found if inside and (
            shown == "." or finding.path == shown or finding.path.startswith(f"{shown}/")
            or shown.startswith(f"{finding.path}/"))}
        is_content = inside and shown.split("/")[0] in (".", "docs", "locales", "releases", "mkdocs.yml")
        if not of_it and not is_content:
            chosen.add(Finding(shown, 1, "argument", "this does not belong to the content of the centre, so no rule "
                               "is about it.", "A page stands in docs/, in the folder of its language: "
                               "docs/en/toolkits/my-toolkit.md."))
        chosen |= of_it
    return sorted(chosen)


def fix(root: Path, names: list[str]) -> list[str]:
    """Mends what is safe, in these files and folders or in all; the files changed, relative to docs/."""
    docs = root / "docs"
    places = [Path(os.path.abspath(name)) for name in names]  # noqa: PTH100
    only = frozenset(file for file in docs.rglob("*") if any(file.is_relative_to(place) for place in places)) \
        if names else None
    changed = mend(docs, only)
    content = read_content(root, docs, extra(root / "mkdocs.yml"))
    return sorted({*changed, *give_ids(content, only)})


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="FILE", help="only what is found in these files and folders")
    parser.add_argument("--quiet", action="store_true", help="leave out notices")
    parser.add_argument("--fix", action="store_true", help="mend what cannot change a text's meaning")
    parser.add_argument("--format", choices=list(FORMATS), default="text")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    memory = Memory(None if os.environ.get("CI") else ROOT / "build" / "check.json")
    try:
        if options.fix:
            for name in fix(ROOT, options.files):
                print(f"mended: docs/{name}", file=sys.stderr)
        found = sorted(set(findings(ROOT, build_day() or datetime.datetime.now(datetime.UTC).date(), memory)))
    except ContentError as error:
        found = error.findings
    else:
        memory.keep()
    if options.files:
        found = of_files(found, options.files, ROOT)
    errors = [finding for finding in found if not finding.notice]
    sys.stdout.write(FORMATS[options.format](errors if options.quiet else found))
    print(f"{len(errors)} to mend, {len(found) - len(errors)} to know." if found else "All good.", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
