"""The command that cuts downloads, what it says of them, and how pages offer them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from conftest import CONFIG, Built, edition, page, work
from ijwi.languages import read_languages
from ijwi.localise import size

LANGUAGES = read_languages(yaml.safe_load(CONFIG)["extra"]["languages"])
TREE = {"docs/en/toolkits/a.md": work("Alpha", body="## First {#first}\n\nSee [part](m/index.md).\n"),
        "docs/en/toolkits/m/index.md": work("Many", parts="[p]"), "docs/en/toolkits/m/p.md": page("Part"),
        "docs/rw/toolkits/a.md": edition("Alefu", body="## Mbere {#first}\n\nMuraho.\n"),
        "docs/en/toolkits/s.md": work("Betraying", sensitive="true", neutral_title="A plan"),
        "docs/rw/toolkits/s.md": edition("Kugambana", neutral_title="Umugambi")}
LIGHT = ("--format", "html", "--format", "epub", "--format", "txt")


def cut(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "scripts/downloads.py", *arguments], cwd=root, text=True, capture_output=True,
                          encoding="utf-8", timeout=300, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""})


@pytest.fixture
def built(build: Callable[..., Built]) -> Built:
    found = build(TREE)
    assert found.code == 0, found.log
    return found


def listed(built: Built) -> list[dict[str, object]]:
    return list(json.loads(built.text("downloads/downloads.json")))


def test_every_download_is_listed_with_its_size_and_digest(built: Built) -> None:
    done = cut(built.root, *LIGHT)
    assert done.returncode == 0, done.stderr
    entries = listed(built)
    for entry in entries:
        assert set(entry) == {"language", "work", "topic", "format", "url", "bytes", "sha256", "beside"}
        content = (built.site / str(entry["url"])).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    found = {(entry["language"], entry["work"], entry["format"]) for entry in entries}
    assert {("en", "toolkits/a", "epub"), ("rw", "toolkits/a", "html"), ("en", "toolkits/m", "txt"),
            ("en", "toolkits/s", "html")} <= found
    assert ("rw", "toolkits/s", "html") not in found, "the machine draft of a sensitive work is not handed out"
    assert "Betraying" not in " ".join(str(entry["url"]) for entry in entries)


def test_the_same_site_gives_the_same_downloads_and_pages(built: Built) -> None:
    cut(built.root, *LIGHT)
    first = {file: file.read_bytes() for file in built.site.rglob("*") if file.is_file()}
    cut(built.root, *LIGHT)
    assert {file: file.read_bytes() for file in built.site.rglob("*") if file.is_file()} == first


def test_a_choice_leaves_the_other_downloads_as_they_are(built: Built) -> None:
    cut(built.root, *LIGHT)
    before = listed(built)
    (built.site / "downloads/rw/toolkits-a.txt").unlink()
    done = cut(built.root, "--language", "rw", "--format", "txt")
    assert done.stdout.startswith("1 files")
    assert listed(built) == before


def test_a_work_offers_its_downloads_with_their_sizes_and_the_others_links_to_them_work(built: Built) -> None:
    assert "offers-title" not in built.text("toolkits/a.html"), "nothing is offered before it is there"
    cut(built.root, *LIGHT)
    text = built.text("rw/toolkits/a.html")
    offers = re.findall(r'<a class="offer" href="([^"]+)" download>(.+?)</a> <span class="tag">(.+?)</span>', text)
    assert [href for href, _words, _size in offers] == [
        f"../../downloads/rw/toolkits-a.{ending}" for ending in ("html", "epub", "txt")]
    for href, _words, said in offers:
        file = (built.site / "rw/toolkits" / href).resolve()
        assert said == size(file.stat().st_size, LANGUAGES["rw"])
    assert "downloads/rw/toolkits-s" not in built.text("rw/toolkits/s.html")


def test_wrong_names_are_said_and_nothing_is_made(built: Built, tmp_path: Path) -> None:
    for arguments, said in ((("--language", "xx"), "--language xx: there is no such language."),
                            (("--work", "toolkits/z"), "--work toolkits/z: there is no such work."),
                            (("--topic", "radio"), "--topic radio: there is no such topic."),
                            (("--site", str(tmp_path / "none")), "run `make site` first")):
        done = cut(built.root, *arguments)
        assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert not (built.site / "downloads/downloads.json").exists()
