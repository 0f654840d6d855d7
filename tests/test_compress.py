"""Files compressed beside themselves, for servers that send them as they are."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import brotli

from conftest import ROOT, write_tree


def run(site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "scripts" / "compress.py"), "--site", str(site)], text=True,
                          capture_output=True, timeout=120)


def test_each_text_is_compressed_beside_itself_and_comes_out_again(tmp_path: Path) -> None:
    page = "<p>Muraho. </p>" * 200
    site = write_tree(tmp_path, {"index.html": page, "a/b.js": "x=1;" * 50, "tiny.txt": "a", "picture.png": b"\x89PNG" * 90,
                                 "downloads/all.txt": page})
    done = run(site)
    assert done.returncode == 0, done.stderr
    assert "3 files" in done.stdout
    made = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.suffix in (".br", ".gz")}
    assert made == {"index.html.br", "index.html.gz", "a/b.js.br", "a/b.js.gz"}
    assert brotli.decompress((site / "index.html.br").read_bytes()) == (site / "index.html").read_bytes()
    assert gzip.decompress((site / "index.html.gz").read_bytes()) == (site / "index.html").read_bytes()
    before = {name: (site / name).read_bytes() for name in made}
    (site / "index.html").write_text(page + "!", "utf-8")
    run(site)
    assert gzip.decompress((site / "index.html.gz").read_bytes()).endswith(b"!"), "what changed is compressed anew"
    assert {name for name in made if (site / name).read_bytes() != before[name]} == {"index.html.br", "index.html.gz"}


def test_without_a_site_it_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert (done.returncode, "make site" in done.stderr) == (1, True)
