"""Sees that this machine has what the browser and HTML tests need; Debian's packages are installed if that is allowed.

CHROME=/path names a Chromium or Chrome of your own, FIREFOX=/path a Firefox.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

#: What is needed: the command, and Debian's package that has it.
NEEDED = {"chromium": "chromium", "firefox": "firefox-esr", "java": "default-jre-headless"}
#: What WeasyPrint draws letters with: the library, and Debian's package that has it.
DRAWING = {"pangoft2-1.0": "libpangoft2-1.0-0", "harfbuzz-subset": "libharfbuzz-subset0"}
#: The reference implementation of RELAX NG, which judges the feeds; what reads text out of PDF.
JING = "/usr/share/java/jing.jar"
LIBRARIES = {"libjing-java": JING, "poppler-utils": "/usr/bin/pdftotext"}
#: Without these, screenshots of Arabic, Persian or Sorani show boxes.
FONTS = {"fonts-noto-core": "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"}

#: Web servers for which `hosting/` has set-ups: the program in Debian's packages, and which these are. They are
#: unpacked into a folder, not installed: nobody wants a server started on her machine by a test.
SERVERS = {"nginx": ("usr/sbin/nginx", ("nginx", "nginx-common")), "caddy": ("usr/bin/caddy", ("caddy",))}
UNPACKED = Path(__file__).resolve().parent.parent / "build" / "servers"


def chromium() -> str | None:
    """The browser for the tests."""
    return os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("chromium-browser")


def firefox() -> str | None:
    """The other browser: ESR, which people have who get no newer one."""
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


#: Where a command may lie under another name.
BROWSERS = {"chromium": chromium, "firefox": firefox}


def server(name: str) -> str | None:
    """A web server's program: the machine's own, or the one that was unpacked."""
    unpacked = UNPACKED / SERVERS[name][0]
    return shutil.which(name) or (str(unpacked) if unpacked.exists() else None)


def missing() -> list[str]:
    packages = [package for command, package in NEEDED.items()
                if not BROWSERS.get(command, lambda command=command: shutil.which(command))()]
    if shutil.which("apt-get"):
        packages += [package for library, package in DRAWING.items() if not find_library(library)]
        packages += [package for package, file in {**FONTS, **LIBRARIES}.items() if not Path(file).exists()]
    return packages


def main() -> int:
    packages = missing()
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {' '.join(packages)} …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(["sh", "-c", line], env=environment, stdout=subprocess.DEVNULL)
        if done.returncode == 0 and not missing():
            packages = []
    if packages:
        print(f"The tests need {', '.join(packages)}. On Debian 12 or later, run this line and try again:\n"
              f"    sudo sh -c '{line}'\n"
              "Elsewhere, install a Java runtime and say CHROME=/path/to/chromium FIREFOX=/path/to/firefox make test.",
              file=sys.stderr)
        return 1
    return unpack_servers()


def unpack_servers() -> int:
    """Fetches the web servers that are missing, if Debian's packages can be had here."""
    packages = [package for name, (_program, every) in SERVERS.items() if not server(name) for package in every]
    if packages and shutil.which("apt-get"):
        print(f"Unpacking {' '.join(packages)} …", flush=True)
        UNPACKED.mkdir(parents=True, exist_ok=True)
        # As anybody may; what APT says of that does not matter.
        subprocess.run(["sh", "-c", f"apt-get -qq download {' '.join(packages)} && for file in *.deb; do "
                                    'dpkg-deb -x "$file" . && rm "$file"; done'], cwd=UNPACKED, stderr=subprocess.DEVNULL)
    lacking = [name for name in SERVERS if not server(name)]
    if lacking:
        print(f"The tests run {' and '.join(lacking)}, to see that hosting/ is right. Install them, or on Debian run "
              "`sudo apt-get update` and try again: they are only unpacked.", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
