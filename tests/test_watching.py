"""Changes of files are heard, however they are saved: with the system's own word of them, and by looking."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers.polling import PollingObserver

from conftest import write_tree
from ijwi.preview import watching
from ijwi.preview.watching import Watcher


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "centre", {"docs/en/a.md": "a", "docs/en/old/b.md": "b", "mkdocs.yml": "x", "other.yml": "y"})


@pytest.fixture(params=[False, True], ids=["told", "looking"])
def watcher(root: Path, request: pytest.FixtureRequest) -> Iterator[Watcher]:
    watcher = Watcher([root / "docs", root / "docs" / "en", root / "mkdocs.yml"], poll=request.param)
    yield watcher
    watcher.stop()


def heard(watcher: Watcher, *wanted: Path) -> set[Path]:
    """What changes until all that is wanted has."""
    found: set[Path] = set()
    while not found.issuperset(wanted):
        found |= watcher.changes()
    return found


def test_a_file_written_in_its_place(watcher: Watcher, root: Path) -> None:
    (root / "docs/en/a.md").write_text("longer", "utf-8")
    assert heard(watcher, root / "docs/en/a.md") == {root / "docs/en/a.md"}


def test_a_file_that_another_takes_the_place_of(watcher: Watcher, root: Path) -> None:
    """As vim, sed -i and most editors save, with a name of their own beside it or from elsewhere."""
    for beside in (root / "docs/en/.a.md.swp", root / "docs/en/a.md~", root / "docs/en/4913", root.parent / "elsewhere"):
        beside.write_text(f"now {beside.name}", "utf-8")
        beside.replace(root / "docs/en/a.md")
        assert heard(watcher, root / "docs/en/a.md") == {root / "docs/en/a.md"}


def test_files_that_come_go_and_move(watcher: Watcher, root: Path) -> None:
    (root / "docs/en/new.md").write_text("new", "utf-8")
    heard(watcher, root / "docs/en/new.md")
    (root / "docs/en/new.md").rename(root / "docs/en/newer.md")
    heard(watcher, root / "docs/en/new.md", root / "docs/en/newer.md")
    (root / "docs/en/newer.md").unlink()
    heard(watcher, root / "docs/en/newer.md")


def test_folders_with_all_that_is_in_them(watcher: Watcher, root: Path) -> None:
    (root / "docs/en/x/y").mkdir(parents=True)
    (root / "docs/en/x/y/c.md").write_text("c", "utf-8")
    found: set[Path] = set()
    while not any(path == root / "docs/en/x/y/c.md" or (path.is_dir() and path in (root / "docs/en/x/y/c.md").parents) for path in found):
        found |= watcher.changes()
    shutil.rmtree(root / "docs/en/old")
    heard(watcher, root / "docs/en/old")


def test_a_single_file_is_watched_and_not_what_is_beside_it(watcher: Watcher, root: Path) -> None:
    (root / "other.yml").write_text("changed", "utf-8")
    (root / "docs/en/.hidden").write_text("h", "utf-8")
    (root / "docs/en/__pycache__").mkdir()
    (root / "docs/en/__pycache__/m.py").write_text("", "utf-8")
    (root / "mkdocs.yml").write_text("changed", "utf-8")
    assert heard(watcher, root / "mkdocs.yml") == {root / "mkdocs.yml"}


def test_many_changes_come_together(watcher: Watcher, root: Path) -> None:
    """All that is saved at once is one change, even if the system tells of each file three times."""
    files = {root / "docs/en" / f"f{number}.md" for number in range(20)}
    for file in files:
        file.write_text("x", "utf-8")
    assert heard(watcher, *files) == files


def test_somebody_may_wake_who_waits(watcher: Watcher) -> None:
    watcher.wake()
    assert watcher.changes() == set()


def test_where_the_system_cannot_tell_it_is_looked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        """As inotify is, once all its watches are in use."""

        def schedule(self, *_arguments: object, **_more: object) -> None:
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watching, "Observer", Full)
    watcher = Watcher([root / "docs"])
    try:
        assert isinstance(watcher._observer, PollingObserver)
        (root / "docs/en/a.md").write_text("longer", "utf-8")
        heard(watcher, root / "docs/en/a.md")
    finally:
        watcher.stop()


def test_a_place_behind_a_link_is_named_as_it_was_asked_for(root: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(root / "docs")
    watcher = Watcher([tmp_path / "linked"])
    try:
        (root / "docs/en/a.md").write_text("longer", "utf-8")
        assert heard(watcher, tmp_path / "linked/en/a.md") == {tmp_path / "linked/en/a.md"}
    finally:
        watcher.stop()
