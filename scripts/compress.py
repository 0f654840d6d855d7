"""Writes `.br` and `.gz` beside every file of the site that gets smaller by it, for servers that send them as they are.

A step of publishing, not of every build: it takes about a minute. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

#: What is text. Downloads are compressed in themselves.
ENDINGS = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".ics", ".yml"}


def compress(file: Path) -> tuple[int, int]:
    """Writes both beside a file; bytes before, and as a good server sends them."""
    content = file.read_bytes()
    smallest = brotli.compress(content, quality=11)
    for ending, packed in ((".br", smallest), (".gz", gzip.compress(content, 9, mtime=0))):
        target = file.with_name(file.name + ending)
        if len(packed) < len(content):
            target.write_bytes(packed)
        else:
            target.unlink(missing_ok=True)
    return len(content), min(len(content), len(smallest))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=Path("site"))
    site = parser.parse_args().site
    files = sorted(file for file in site.rglob("*")
                   if file.suffix in ENDINGS and file.relative_to(site).parts[0] != "downloads")
    if not files:
        print(f"There is no site in {site}: run `make site` first.", file=sys.stderr)
        return 1
    with ProcessPoolExecutor() as pool:
        sizes = list(pool.map(compress, files, chunksize=40))
    before, after = (sum(column) / 1e6 for column in zip(*sizes, strict=True))
    print(f"{len(files)} files: {before:.1f} MB, {after:.1f} MB as they are sent")
    return 0


if __name__ == "__main__":
    sys.exit(main())
