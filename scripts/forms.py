"""Writes the forge's forms, .github/ISSUE_TEMPLATE/*.yml, from the schema, the vocabulary and the languages.

    python scripts/forms.py            write them
    python scripts/forms.py --check    change nothing; exit 1 if they are not as they would be written
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from check import configuration
from ijwi.centre import read_centre
from ijwi.contributing.issueforms import FOLDER, issue_forms
from ijwi.findings import ContentError, Finding

ROOT = Path(__file__).resolve().parent.parent


def outdated(folder: Path, files: dict[str, str]) -> Iterator[Finding]:
    """A finding for each file that is not as it would be written. A centre without forms needs none."""
    if not folder.is_dir():
        return
    there = {file.name: file.read_text("utf-8") for file in folder.glob("*.yml")}
    for name in sorted(there.keys() | files.keys()):
        if there.get(name) != files.get(name):
            yield Finding(f"{FOLDER}/{name}", 1, "form", "this form is not as the schema and the vocabulary are now.",
                          "Run `python scripts/forms.py`.")


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, say what is outdated")
    options = parser.parse_args(arguments)
    try:
        config = configuration(root / "mkdocs.yml")
        centre = read_centre(root, root / "docs", config["extra"])
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    folder, files = root / FOLDER, issue_forms(centre, str(config.get("site_url") or ""))
    if options.check:
        findings = list(outdated(folder, files))
        print("\n".join(map(str, findings)) or "The forms are current.", file=sys.stderr)
        return 1 if findings else 0
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.yml"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        print(f"{FOLDER}/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
