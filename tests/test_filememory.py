"""What a build remembers of files: a file of the same size, time and number is not read again, any other is."""

from __future__ import annotations

import marshal
import os
from pathlib import Path

import pytest

from ijwi.building.filememory import FileMemory, read_ahead
from ijwi.languages import read_languages


def length(memory: FileMemory, file: Path) -> int:
    answer = memory.recall_file(file, "length", len)
    assert isinstance(answer, int)
    return answer


def forbidden(_content: bytes) -> int:
    raise AssertionError("it is read again")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "page.md"
    file.write_text("three", "utf-8")
    return file


def test_what_was_read_is_remembered_for_the_next_process(tmp_path: Path, file: Path) -> None:
    memory = FileMemory(tmp_path / "build" / "memory")
    assert memory.empty and length(memory, file) == 5
    memory.keep()
    later = FileMemory(tmp_path / "build" / "memory")
    assert not later.empty and later.recall_file(file, "length", forbidden) == 5
    assert later.recall_file(file, "letters", lambda content: sorted(content.decode())) == ["e", "e", "h", "r", "t"], "another question"


@pytest.mark.parametrize("change", ["size", "time", "number"])
def test_a_file_that_has_changed_is_read_again(tmp_path: Path, file: Path, change: str) -> None:
    memory = FileMemory(tmp_path / "memory")
    assert memory.recall_file(file, "text", bytes) == b"three"
    memory.keep()
    before = file.stat()
    if change == "number":
        other = tmp_path / "other"
        other.write_text("seven", "utf-8")
        other.replace(file)
    else:
        file.write_text("seven" if change == "time" else "eleven", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + (change == "time")))
    assert FileMemory(tmp_path / "memory").recall_file(file, "text", bytes) == file.read_bytes() != b"three"


def test_what_nobody_asks_for_is_forgotten_and_what_all_ask_for_is_not_written_again(tmp_path: Path, file: Path) -> None:
    kept = tmp_path / "memory"
    memory = FileMemory(kept)
    assert (length(memory, file), memory.recall_file(file, "again", len)) == (5, 5)
    memory.keep()
    fewer = FileMemory(kept)
    assert length(fewer, file) == 5
    fewer.keep()
    written = kept.stat().st_mtime_ns
    same = FileMemory(kept)
    assert length(same, file) == 5
    same.keep()
    assert kept.stat().st_mtime_ns == written
    with pytest.raises(AssertionError, match="read again"):
        FileMemory(kept).recall_file(file, "again", forbidden)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        length(FileMemory(tmp_path / "memory"), tmp_path / "gone.md")


@pytest.mark.parametrize("content", [b"", b"nothing that was written", marshal.dumps(("another program", {"length": 1})), marshal.dumps(7)])
def test_a_memory_that_is_not_ours_is_no_memory(tmp_path: Path, file: Path, content: bytes) -> None:
    (tmp_path / "memory").write_bytes(content)
    memory = FileMemory(tmp_path / "memory")
    assert memory.empty and length(memory, file) == 5


def test_pages_are_read_ahead_in_processes_of_their_own(tmp_path: Path) -> None:
    for code in ("en", "rw"):
        (tmp_path / "docs" / code).mkdir(parents=True)
        (tmp_path / "docs" / code / "a.md").write_text("---\ntitle: A\n---\n\nHello.\n", "utf-8")
    languages = read_languages({"en": {"name": "English", "iso639_3": "eng"}, "rw": {"name": "Ikinyarwanda", "iso639_3": "kin", "fallbacks": ["en"]}})
    memory = FileMemory(tmp_path / "memory")
    read_ahead(tmp_path / "docs", languages, memory, 2)
    for code in ("en", "rw"):
        found = memory.recall_file(tmp_path / "docs" / code / "a.md", f"page docs/{code}/a.md", forbidden)
        assert found["values"] == {"title": "A"}
    memory.keep()
    assert not FileMemory(tmp_path / "memory").empty
