"""Sees that this machine has what the browser and HTML tests need; Debian's packages are installed if that is allowed.

CHROME=/path names a Chromium or Chrome of your own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

#: What is needed: the command, and Debian's package that has it.
NEEDED = {"chromium": "chromium", "java": "default-jre-headless"}
#: What WeasyPrint draws letters with: the library, and Debian's package that has it.
DRAWING = {"pangoft2-1.0": "libpangoft2-1.0-0", "harfbuzz-subset": "libharfbuzz-subset0"}
#: The reference implementation of RELAX NG, which judges the feeds; what reads text out of PDF.
JING = "/usr/share/java/jing.jar"
LIBRARIES = {"libjing-java": JING, "poppler-utils": "/usr/bin/pdftotext"}
#: Without these, screenshots of Arabic, Persian or Sorani show boxes.
FONTS = {"fonts-noto-core": "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"}


def chromium() -> str | None:
    """The browser for the tests."""
    return os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("chromium-browser")


def missing() -> list[str]:
    packages = [package for command, package in NEEDED.items()
                if not (chromium() if command == "chromium" else shutil.which(command))]
    if shutil.which("apt-get"):
        packages += [package for library, package in DRAWING.items() if not find_library(library)]
        packages += [package for package, file in {**FONTS, **LIBRARIES}.items() if not Path(file).exists()]
    return packages


def main() -> int:
    packages = missing()
    if not packages:
        return 0
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {' '.join(packages)} …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(["sh", "-c", line], env=environment, stdout=subprocess.DEVNULL)
        if done.returncode == 0 and not missing():
            return 0
    print(f"The tests need {', '.join(packages)}. On Debian 12 or later, run this line and try again:\n"
          f"    sudo sh -c '{line}'\n"
          "Elsewhere, install a Java runtime and say CHROME=/path/to/chromium make test.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
