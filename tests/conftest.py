"""Small centres written in the test itself, and the real one, built for real."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

pytest_plugins = ["browsing", "firefox"]
# What is started in the background by a shell ignores Control-C, and so would all that the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
ROOT = Path(__file__).resolve().parent.parent

CONFIG = """
site_name: Small centre
site_url: https://small.example/
extra:
  languages:
    en: {name: English, iso639_3: eng}
    rw: {name: Ikinyarwanda, iso639_3: kin, fallbacks: [en], date: d MMMM y}
    ar: {name: العربية, iso639_3: ara, fallbacks: [en], digits: arab}
theme: {name: material, custom_dir: overrides, font: false}
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_material: false
      languages: [{locale: en, name: English, default: true}]
hooks: [hooks/centre.py]
use_directory_urls: false
strict: true
markdown_extensions:
  [admonition, attr_list, pymdownx.details, pymdownx.highlight: {use_pygments: false}, pymdownx.superfences,
   sane_lists, tables, toc]
validation:
  nav: {omitted_files: ignore}
  links: {not_found: warn, anchors: warn}
"""

VOCABULARY = """
kinds:
  toolkit: {name: Toolkit, plural: Toolkits, description: For one task.}
  manual: {name: Manual, plural: Manuals}
  event: {name: Event, plural: Events}
  link: {name: Link, plural: Links}
topics:
  online-safety: {name: Online safety, description: Habits that protect.}
  online-abuse: {name: Online abuse, sensitive: true, neutral: {address: support, name: Support}}
audiences:
  organisers: {name: Organisers}
levels:
  introductory: {name: Introductory}
"""


def page(title: str = "Home", *, body: str = "Hello.", **fields: str) -> str:
    """A page's text: title, summary and day are filled in, other fields as YAML."""
    lines = {"title": title, "summary": f"About {title}.", "updated": "2026-11-22", **fields}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + f"---\n\n{body}\n"


def work(title: str = "Stay safe", *, body: str = "Hello.", **fields: str) -> str:
    """A work's source edition."""
    return page(title, body=body, **{
        "kind": "toolkit", "topics": "[online-safety]", "audiences": "[organisers]", "level": "introductory",
        "published": "2026-11-01", "creators": "[Somebody]", "licence": "CC-BY-SA-4.0", **fields})


def edition(title: str, *, body: str = "Muraho.", of: str = "en", review: str = "machine", **fields: str) -> str:
    """An edition in another language."""
    return page(title, body=body, **{"edition": f"{{of: {of}, review: {review}}}", **fields})


def homes(*languages: str, source: str = "en") -> dict[str, str]:
    """A home page for each language."""
    return {f"docs/{code}/index.md": page() if code == source else edition("Home", of=source) for code in languages}


def write_tree(root: Path, tree: Mapping[str, str | bytes]) -> Path:
    """Writes a folder from a mapping of path to text; text is dedented."""
    for name, content in tree.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else textwrap.dedent(content).lstrip("\n").encode())
    return root


#: What every small centre has unless a test says otherwise.
SMALL = {"mkdocs.yml": CONFIG, "docs/data/vocabulary.yml": VOCABULARY, **homes("en", "rw", "ar")}

Tree = Mapping[str, str | bytes]


@pytest.fixture
def centre_folder(tmp_path: Path) -> Callable[[Tree], Path]:
    """Writes a small centre with the generator beside it, as an organisation would have it."""
    def write(tree: Tree) -> Path:
        root = tmp_path / "centre"
        write_tree(root, {**SMALL, **tree})
        for name in ("hooks", "overrides", "scripts"):
            shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True,
                            ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        if not (root / "locales").exists():
            shutil.copytree(ROOT / "locales", root / "locales")
        return root
    return write


class Built:
    """A finished build: what it printed, and the site."""

    def __init__(self, root: Path, done: subprocess.CompletedProcess[str]) -> None:
        self.root, self.site = root, root / "site"
        self.code, self.log = done.returncode, done.stdout + done.stderr

    def text(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")

    def pages(self) -> list[str]:
        return sorted(file.relative_to(self.site).as_posix() for file in self.site.rglob("*.html"))


def run_mkdocs(root: Path, *arguments: str, **environment: str) -> Built:
    """Runs `mkdocs build` in a folder, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", *arguments], cwd=root, text=True,
                          capture_output=True, encoding="utf-8", timeout=300,
                          env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "", **environment})
    return Built(root, done)


def run_build(root: Path, *arguments: str, **environment: str) -> Built:
    """Runs scripts/build.py of a folder, in two processes if not told otherwise."""
    done = subprocess.run([sys.executable, str(root / "scripts" / "build.py"), "--jobs", "2", *arguments], cwd=root,
                          text=True, capture_output=True, encoding="utf-8", timeout=300,
                          env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment})
    return Built(root, done)


@pytest.fixture
def build(centre_folder: Callable[[Tree], Path]) -> Callable[..., Built]:
    """Builds a small centre; `build({path: text}, "--flag", NAME="value")`."""
    def run(tree: Tree, *arguments: str, **environment: str) -> Built:
        return run_mkdocs(centre_folder(tree), *arguments, **environment)
    return run


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The site of this repository, built once: the first worker that needs it builds it, others wait. Only to be read."""
    base = tmp_path_factory.getbasetemp()
    target = (base if worker_id == "master" else base.parent) / "real" / "site"
    target.parent.mkdir(exist_ok=True)
    with (target.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (target.parent / "built").exists():
            built = run_mkdocs(ROOT, "--quiet", "--site-dir", str(target))
            assert built.code == 0, built.log
            (target.parent / "built").touch()
    return target
