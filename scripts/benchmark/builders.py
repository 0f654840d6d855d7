"""How each generator builds the corpus: its files, its commands, what it leaves."""

from __future__ import annotations

import compileall
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .corpora import Corpus
from .running import Step

OURS = "Ijwi"
STOCK = "MkDocs + Material + static-i18n"


@dataclass(frozen=True)
class Builder:
    """A generator with its copy of the corpus.

    `sites` are the folders that it writes, one or one a language, as a pattern below `folder`; `page` is the address
    of the first work, in the first of them. `kept` is all that it leaves: a cold build finds none of it. `again` are
    the steps after an edit. Where a generator forgets everything, only cold builds and those after an edit of a text
    are measured.
    """

    name: str
    folder: Path
    sites: str
    steps: Sequence[Step]
    again: Sequence[Step]
    kept: Sequence[str]
    edited: Path
    page: str
    index: Sequence[str]
    forgets: bool = False

    def wipe(self) -> None:
        """Removes all that earlier builds left."""
        for name in self.kept:
            for place in self.folder.glob(name):
                if place.is_dir() and not place.is_symlink():
                    shutil.rmtree(place)
                else:
                    place.unlink()

    def edit_text(self, number: int) -> None:
        """Adds a paragraph to one page."""
        with self.edited.open("a", encoding="utf-8") as stream:
            stream.write(f"\nMore words, {number}.\n")

    def edit_title(self, number: int) -> None:
        """Gives one page another title."""
        text, found = re.subn(r'^title: "(.*?)( \d+)?"$', rf'title: "\1 {number}"',
                              self.edited.read_text("utf-8"), count=1, flags=re.M)
        if not found:
            raise ValueError(f"{self.edited} has no title")
        self.edited.write_text(text, "utf-8")

    @property
    def site(self) -> Path:
        """The site with the page that is weighed, that of the default language."""
        return next(site for site in self._sites() if (site / self.page).is_file())

    def _sites(self) -> list[Path]:
        return sorted(self.folder.glob(self.sites))

    def files(self) -> list[Path]:
        """All files of the site."""
        return [file for site in self._sites() for file in site.rglob("*") if file.is_file()]

    def index_bytes(self) -> int:
        """What the search has to look into; its programs do not count."""
        found = {file for site in self._sites() for pattern in self.index for file in site.glob(pattern)}
        return sum(file.stat().st_size for file in found)


#: Makes a generator's copy of the corpus in a folder that is not there yet.
Maker = Callable[[Corpus, Path], Builder]


def ours(corpus: Corpus, _folder: Path) -> Builder:
    """Ours builds the centre where it is, with the library that was copied there."""
    root = corpus.docs.parent
    compileall.compile_dir(str(root / "hooks"), quiet=1)  # as pip does with whatever it installs
    steps = [Step("build", [sys.executable, str(root / "scripts" / "build.py"), "--quiet"], root,
                  {"PYTHONPATH": str(root / "hooks")})]
    return Builder(OURS, root, "site", steps, steps, ("build", "site", ".site*"),
                   corpus.docs / corpus.edited.language / "works" / "w0.md", "works/w0.html",
                   ("search/[wvti]*.js", "*/search/[wvti]*.js"))
