"""Downloads cut in several processes: the same files, one by one or all at once, stopped or not, and nobody's name."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest

from conftest import Built, edition, page, work
from ijwi.downloads.offers import write_whole
from small_centres import built_once

TREE = {"docs/en/toolkits/a.md": work("Alpha", body="## First {#first}\n\nSee [part](m/index.md).\n"),
        "docs/en/toolkits/m/index.md": work("Many", parts="[p]"), "docs/en/toolkits/m/p.md": page("Part", handout="true"),
        "docs/rw/toolkits/a.md": edition("Alefu", body="## Mbere {#first}\n\nMuraho.\n"),
        "docs/ar/toolkits/a.md": edition("ألف", body="## أولًا {#first}\n\nمرحبًا.\n")}
LIGHT = ("--format", "html", "--format", "epub", "--format", "txt", "--format", "docx")
DAY = (2026, 11, 22)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("parallel"), TREE)


@pytest.fixture
def site(centre: Built, tmp_path: Path) -> Path:
    return Path(shutil.copytree(centre.site, tmp_path / "site", ignore=shutil.ignore_patterns("downloads.json")))


def environment(**more: str) -> Mapping[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "", **more}


def command(site: Path, *arguments: str) -> list[str]:
    return [sys.executable, "scripts/downloads.py", "--site", str(site), *arguments]


def cut(centre: Built, site: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(site, *arguments), cwd=centre.root, text=True, capture_output=True, encoding="utf-8",
                          timeout=600, env=environment(**more))


def files(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def whole(centre: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site with every download, cut one after the other."""
    site = Path(shutil.copytree(centre.site, tmp_path_factory.mktemp("whole") / "one"))
    done = cut(centre, site, "--jobs", "1", PYTHONHASHSEED="1", TZ="UTC")
    assert done.returncode == 0, done.stderr
    return files(site)


def without_zim(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """libzim writes a random identifier into its files."""
    list_ = json.loads(found["downloads/downloads.json"])
    for entry in list_:
        if entry["format"] == "zim":
            entry["sha256"] = entry["bytes"] = None
    offered = {path: re.sub(rb'(\.zim" download>[^<]*</a> <span class="tag">)[^<]*', rb"\1", content)
               for path, content in found.items() if not path.endswith(".zim")}
    return {**offered, "downloads/downloads.json": json.dumps(list_).encode()}


def test_processes_cut_the_same_files_and_list_as_one_after_the_other(centre: Built, site: Path, whole: dict[str, bytes]) -> None:
    """In another folder, with other hashes, in another time zone, from another place in the file system."""
    done = cut(centre, site, "--jobs", "3", PYTHONHASHSEED="2", TZ="Asia/Tehran", HOME=str(site.parent), LANG="C.UTF-8")
    assert done.returncode == 0, done.stderr
    found = files(site)
    assert set(found) == set(whole)
    assert {entry["format"] for entry in json.loads(whole["downloads/downloads.json"])} == {
        "html", "epub", "pdf-phone", "pdf", "txt", "docx", "zip", "zip-complete", "zim"}
    one, other = without_zim(whole), without_zim(found)
    assert [path for path in one if one[path] != other[path]] == []


def inner(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and what is in it if it is a ZIP; its dates are the build's."""
    yield path, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                if not path.endswith(".epub"):
                    assert entry.date_time == (*DAY, 0, 0, 0), (path, entry.filename)
                assert (entry.comment, entry.create_system) == (b"", 3)
                yield from inner(f"{path}!{entry.filename}", archive.read(entry))


def test_no_download_names_a_person_a_machine_a_program_or_another_day(centre: Built, whole: dict[str, bytes]) -> None:
    named = re.compile(rb"weasyprint|pydyf|python-docx|microsoft (office )?(word|macintosh)|harfbuzz|lxml|libreoffice|ebooklib|"
                       + re.escape(str(centre.root.parent).encode()), re.I)
    kinds = set()
    for name, content in whole.items():
        if not name.startswith("downloads/"):
            continue
        for path, text in inner(name, content):
            kinds.add(path.rsplit(".", 1)[-1])
            assert not named.search(text), path
            if path.endswith((".opf", "core.xml", "app.xml")):
                assert not re.search(rb"<(Application|AppVersion|Company|Manager|Template)>|generator", text), path
                assert set(re.findall(rb"\d{4}-\d\d-\d\d", text)) <= {b"2026-11-22", b"2026-11-01"}, path
                assert not re.search(rb"<(dc:creator|cp:lastModifiedBy|cp:category|cp:keywords)>[^<]", text) or path.endswith(".opf")
            if path.endswith(".pdf"):
                document = pikepdf.open(io.BytesIO(text))
                assert set(document.docinfo) == {"/Title", "/CreationDate", "/ModDate"}, path
                assert {str(document.docinfo[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20261122000000Z"}
                assert not named.search(document.Root.Metadata.read_bytes())
                assert b"xmpMM" not in document.Root.Metadata.read_bytes()
    assert {"opf", "pdf", "docx", "epub", "zip", "html", "txt"} <= kinds


def test_a_wrong_value_is_told_with_what_to_write(centre: Built, site: Path) -> None:
    for arguments, said in ((("--jobs", "many"), "--jobs: many is no number of processes: write 1, 2, 3"),
                            (("--jobs", "0"), "--jobs: 0 is no number of processes"),
                            (("--format", "xlsx"), "--format: invalid choice: 'xlsx' (choose from ")):
        done = cut(centre, site, *arguments)
        assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
    assert not (site / "downloads/downloads.json").exists()


def test_what_cannot_be_cut_is_told_and_the_rest_is_cut(centre: Built, site: Path) -> None:
    (site / "rw/toolkits/a.html").unlink()
    done = cut(centre, site, "--jobs", "2", "--format", "txt")
    assert done.returncode == 1
    assert "rw toolkits/a txt: " in done.stderr and "Traceback" not in done.stderr
    assert {entry["url"] for entry in json.loads((site / "downloads/downloads.json").read_text())} == {
        "downloads/ar/toolkits-a.txt", "downloads/en/toolkits-a.txt", "downloads/en/toolkits-m.txt"}


def test_a_log_gets_a_line_for_each_piece_and_who_wants_quiet_gets_none(centre: Built, site: Path) -> None:
    lines = cut(centre, site, "--jobs", "2", "--format", "txt").stderr.splitlines()
    assert [line.split()[0] for line in lines] == [f"{number}/4" for number in range(1, 5)]
    assert sorted(line.split(maxsplit=1)[1] for line in lines) == [
        "ar toolkits/a txt", "en toolkits/a txt", "en toolkits/m txt", "rw toolkits/a txt"]
    done = cut(centre, site, "--jobs", "2", "--format", "txt", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_terminal_gets_one_line_with_the_time_left(centre: Built, site: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(command(site, "--format", "txt"), cwd=centre.root, stderr=theirs, stdout=subprocess.DEVNULL,
                          env=environment(COLUMNS="80")):
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
    os.close(ours)
    parts = shown.decode().split("\r\x1b[K")
    assert parts[0] == parts[-1] == "", "the line is taken away at the end"
    assert len(parts) == 6 and all(re.fullmatch(r"\d/4  \S+ \S+ txt, about \d+ s left", part) for part in parts[1:-1])
    assert b"\n" not in shown


@pytest.mark.parametrize(("to_all", "number"), [(True, signal.SIGINT), (False, signal.SIGTERM)], ids=["control-c", "terminated"])
def test_a_stopped_run_leaves_every_file_whole_and_no_process(
        centre: Built, site: Path, whole: dict[str, bytes], to_all: bool, number: signal.Signals) -> None:
    cuts = [path for path in whole if path.startswith("downloads/") and not path.endswith(".json")]
    earlier = {path: f"what stood at {path}".encode() * 99 for path in cuts}
    for path, content in earlier.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    (site / "downloads/downloads.json").write_bytes(whole["downloads/downloads.json"])
    with subprocess.Popen(command(site, "--jobs", "2"), cwd=centre.root, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          env=environment(), start_new_session=True, text=True) as running:
        assert running.stderr
        for line in running.stderr:
            if line.startswith("2/"):
                break
        (os.killpg if to_all else os.kill)(running.pid, number)
        said = running.stderr.read()
    assert running.returncode == 130
    assert "Every file that is there is whole." in said and "Traceback" not in said
    found = files(site)
    new = {path for path in cuts if found[path] != earlier[path]}
    assert 2 <= len(new) < len(cuts), "it was stopped in the middle"
    assert [path for path in new if not path.endswith(".zim") and found[path] != whole[path]] == []
    assert set(found) == set(whole), "nothing half written lies beside"
    for entry in json.loads(found["downloads/downloads.json"]):
        assert entry["sha256"] == hashlib.sha256(found[entry["url"]]).hexdigest()
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("a process is left")


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"earlier")
    real = Path.write_bytes

    def full(self: Path, content: bytes) -> int:
        real(self, content[:2])
        raise OSError("No space left on device")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"newer")
    assert file.read_bytes() == b"earlier"
