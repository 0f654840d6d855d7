"""What a page weighs is promised: 3G is slow and paid by the megabyte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def test_no_page_of_any_kind_is_heavier_than_promised(real_site: Path) -> None:
    """`make bench` prints the same table. Kilobytes, brotli; images apart, of which our pages have none."""
    done = subprocess.run([sys.executable, "scripts/bench.py", "pages", "--json", "--site", str(real_site)], cwd=ROOT,
                          check=True, capture_output=True, text=True, timeout=300)
    [rows] = json.loads(done.stdout).values()
    assert len(rows) >= 60
    for row in rows:
        assert row["CSS"] <= 11, row
        assert row["scripts"] <= 6, row
        assert row["first visit"] <= 25, row
        assert row["words"] > 1100 or row["next page"] <= 8, row
        assert row["HTML without its text"] <= 6, row
