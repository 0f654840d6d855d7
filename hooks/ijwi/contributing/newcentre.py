"""A centre of somebody's own: the generator in a new folder, without the content of the centre at hand.

What goes along is the code, the templates, the words of the interface, the vocabulary, what the search knows of the
chosen languages, and the heads of the empty tables. Pages, figures, helplines, charts and glossaries stay behind, and
so do the tests of the generator, which judge the content of the centre that it comes from.
"""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from ..currency import refusal
from ..findings import ContentError, Finding
from .answers import as_yaml, unusual
from .newlanguages import language_lines

_TEXTS = Path(__file__).parent / "skeletons" / "centre"
#: Taken as they are, where they are there. `tests/machine.py` installs what workflows need on the forge's machines.
_COPIED = ("hooks", "overrides", "hosting", ".github", ".ci", ".gitignore", ".pre-commit-config.yaml", "Makefile",
           "pyproject.toml", "requirements.in", "requirements.txt", "requirements-downloads.in",
           "requirements-downloads.txt", "requirements-links.in", "requirements-links.txt",
           "requirements-cluster.in", "requirements-cluster.txt", "LICENSE", "CODE_OF_CONDUCT.md",
           "locales/ijwi.pot", "docs/data/vocabulary.yml", "docs/data/search/README.txt", "tests/machine.py")
#: For the generator's own developers, or of use only with its tests.
_LEFT = ("bench.py", "benchmark", "guide", "guide_pictures.py", "made_up_*.py", "page_weights.py", "screenshots.py",
         "stems.py")
#: Tables of which only the head goes along.
_TABLES = ("indicators.csv", "helplines.csv")
#: What speaks of the tests: file, what is found there, what is put in its place.
_WITHOUT_TESTS = (
    ("Makefile",
     r"^(?:test|test-long|bench(?:-[a-z]+)?|screenshots|guide-pictures|\$\(VENV\)/test\.stamp):.*\n(?:\t.*\n)+\n?", ""),
    ("Makefile",
     r"(?<=[a-z]) (?:test-long|test|bench(?:-[a-z]+)?|screenshots|guide-pictures|requirements-test)\b(?!\.)", ""),
    (".ci/run", r"\bmake test\b", "make check links"),
    (".github/workflows/check.yml", r"\n  tests:\n(?:    .*\n|\n)+", ""),
    (".github/workflows/check.yml", r", and every test\.", "."),
    (".github/workflows/weekly.yml", r"\n  edits:\n(?:    .*\n|\n)+", "\n"),
    (".pre-commit-config.yaml", r"\n *# The code(?:.*\n)+", "\n"),
)
MOST_LETTERS = 60


@dataclass(frozen=True)
class Wishes:
    """What somebody says of her new centre. `languages` are codes, the default language first."""

    name: str
    url: str
    summary: str
    languages: tuple[str, ...]

    @property
    def source(self) -> str:
        """The language that the others follow: English, in which there are texts to begin with, or the first one."""
        return "en" if "en" in self.languages else self.languages[0]


def problems(wishes: Wishes) -> list[Finding]:
    """What is wrong with the name, the address and the summary of a new centre."""
    found = []
    for option, text, most in (("--title", wishes.name, MOST_LETTERS), ("--summary", wishes.summary, 240)):
        if not text.strip():
            found.append(Finding(option, 1, "missing", "this is needed.", "See `python scripts/new.py --help`."))
        elif wrong := unusual(text) or ("it has several lines" if "\n" in text else "") or (
                f"it has more than {most} letters" if len(text) > most else ""):
            found.append(Finding(option, 1, "value", f"{wrong}.", "Type it again, shorter or without copying it."))
    if not re.fullmatch(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]+)?(/[\w.~-]+)*/?", wishes.url):
        found.append(Finding("--url", 1, "value", "this is not the address of a site.",
                             "Write where readers will find it, for example `https://our-centre.example/`."))
    return found


def check_place(place: Path, root: Path) -> None:
    """Refuses a folder that holds something, and one inside the centre at hand."""
    shown = str(place)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise refusal(shown, "there is something there already; nothing is overwritten.",
                      "Name a folder that does not exist.")
    if place.resolve().is_relative_to(root.resolve()):
        raise refusal(shown, "a centre inside another would be built with it.",
                      f"Name a folder beside it, for example {root.resolve().parent / 'our-centre'}.")
    if place.is_symlink():
        raise refusal(shown, "this is a link to somewhere else.", "Name the folder itself.")


def make(root: Path, place: Path, wishes: Wishes, known: Mapping[str, Mapping[str, object]],
         day: datetime.date) -> None:
    """Makes a centre of the generator at `root`, whole or not at all. `known` are the lines of its languages."""
    found = problems(wishes)
    if found:
        raise ContentError(found)
    check_place(place, root)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as made:
        centre = Path(made) / "centre"
        _copy(root, centre, wishes)
        _write(centre, {**_pages(wishes, day), **_own_texts(wishes, day)})
        config = (root / "mkdocs.yml").read_text("utf-8")
        _write(centre, {"mkdocs.yml": configuration(config, wishes, known)})
        for script in ("strings.py", "forms.py"):
            _run(centre, script)
        if place.exists():
            place.rmdir()
        centre.rename(place)


def configuration(config: str, wishes: Wishes, known: Mapping[str, Mapping[str, object]]) -> str:
    """mkdocs.yml of a new centre: that of the centre at hand with its comments, and what is its own replaced."""
    own = {"site_name": wishes.name, "site_url": f"{wishes.url.rstrip('/')}/", "site_description": wishes.summary,
           "copyright": f"{wishes.name} contributors"}
    for key, value in own.items():
        config = _put(rf"^{key}: .*$", as_yaml({key: value}).rstrip(), config)
    config = _put(r"^repo_url: .*\nedit_uri: .*\n", "# Where these files are kept on a forge. With both lines every "
                  "page offers to suggest a change.\n# repo_url: https://forge.example/us/centre\n"
                  "# edit_uri: edit/main/docs/\n", config)
    config = _put(r" Ours are [^.]*\.", "", config)
    config = _put(r"^  languages:\n(?:    .*\n)+", f"  languages:\n{language_lines(wishes.languages, known)}", config)
    settings = re.search(r"^  centre:\n((?:    .*\n)+)", config, re.M)
    for line in settings[1].splitlines(keepends=True) if settings else ():
        if not line.startswith(("    #", "    exit_url:")):
            config = config.replace(line, "", 1)
    return config


def _put(pattern: str, text: str, config: str) -> str:
    return re.sub(pattern, lambda _match: text, config, count=1, flags=re.M)


def _copy(root: Path, centre: Path, wishes: Wishes) -> None:
    """The generator, without what nobody needs who does not develop it."""
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "*.mo")
    own = [f"locales/{code}.po" for code in wishes.languages] + [
        f"docs/data/search/{code}.yml" for code in wishes.languages]
    for name in (*_COPIED, *own):
        source, target = root / name, centre / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=ignored)
        elif source.is_file():
            shutil.copy(source, target)
    shutil.copytree(root / "scripts", centre / "scripts", ignore=shutil.ignore_patterns("__pycache__", *_LEFT))
    for name in _TABLES:
        table = root / "docs" / "data" / name
        if table.is_file():
            (centre / "docs" / "data" / name).write_text(table.read_text("utf-8").partition("\n")[0] + "\n", "utf-8")
    for name, pattern, text in _WITHOUT_TESTS:
        file = centre / name
        if file.is_file():
            file.write_text(re.sub(pattern, text, file.read_text("utf-8"), flags=re.M), "utf-8")


def _pages(wishes: Wishes, day: datetime.date) -> dict[str, str]:
    """A home page for each language and, in English, a page about the centre.

    Only English has texts: the home pages of other languages say the centre's name, and that they are behind.
    """
    pages = {}
    for code in wishes.languages:
        front = {"title": wishes.name, "summary": wishes.summary if code == wishes.source else wishes.name,
                 "updated": day}
        own = f"edition:\n  of: {wishes.source}\n  review: human\n" if code != wishes.source else ""
        body = f"\n{_text('home.md', wishes, day)}" if code == "en" else ""
        pages[f"docs/{code}/index.md"] = f"---\n{as_yaml(front)}{own}---\n{body}"
    if "en" in wishes.languages:
        front = {"title": f"About {wishes.name}", "summary": "Who makes this centre, what may be done with it, what "
                 "is known about its readers, and what it can't protect them from.", "updated": day}
        pages["docs/en/about.md"] = f"---\n{as_yaml(front)}---\n\n{_text('about.md', wishes, day)}"
    return pages


def _own_texts(wishes: Wishes, day: datetime.date) -> dict[str, str]:
    texts = {name: _text(name, wishes, day)
             for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-CONTENT")}
    owners = "".join(f"# /docs/{code}/  /locales/{code}.po  <team for this language>\n" for code in wishes.languages)
    return {**texts, ".github/CODEOWNERS": _text("CODEOWNERS", wishes, day) + owners}


def _text(name: str, wishes: Wishes, day: datetime.date) -> str:
    return Template((_TEXTS / name).read_text("utf-8")).substitute(
        name=wishes.name, summary=wishes.summary, source=wishes.source, year=day.year, day=day)


def _write(centre: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = centre / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _run(centre: Path, script: str) -> None:
    """Runs a command of the new centre in it: it brings strings and forms in line with the new content."""
    done = subprocess.run([sys.executable, f"scripts/{script}"], cwd=centre, capture_output=True, text=True,  # noqa: S603
                          encoding="utf-8", check=False)
    if done.returncode:
        raise refusal(f"scripts/{script}", "this command of the new centre failed.", done.stderr.strip() or done.stdout)
