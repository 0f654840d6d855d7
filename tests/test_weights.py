"""What a page weighs is promised: 3G is slow and paid by the megabyte."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmark.tables import table
from conftest import Built
from every_kind import EVERY_KIND, KINDS
from ijwi.downloads.offers import FORMATS, Download, offer
from ijwi.reader import Reader
from page_weights import MOST, PAGES, TYPICAL, TYPICAL_MOST, promised, weights
from small_centres import built_once, centre_of

SCRIPTS = {"": "en", "ar/": "ar", "ru/": "ru"}


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The centre with a page of every kind, its downloads offered."""
    built = built_once(tmp_path_factory.mktemp("kinds"), EVERY_KIND)
    centre = centre_of(built.root)
    one = Download("en", None, None, "zip", "downloads/en/site.zip", 12_345_678, "0" * 64)
    downloads = [replace(one, language=code, work=work, format=format, url=f"downloads/{code}/{work or 'all'}.{format}",
                         beside=("en", "ar") if format == "zip" else ())
                 for code in centre.languages for work in (None, "toolkits/constructs", "manuals/voices") for format in FORMATS]
    offer(built.site, [Reader(centre.catalogue, strings) for strings in centre.strings.values()], downloads)
    return built


def heavy(rows: Iterable[dict[str, Any]]) -> list[str]:
    """What is heavier than promised; a text page of 750 to 1,100 words is a typical one."""
    return [f"{row['page']}: {name} {row[name]} KB, promised {most}" for row in rows
            for name, most in {**promised(row["page"]), **(TYPICAL_MOST if row["words"] in TYPICAL else {})}.items() if row[name] > most]


def test_no_page_of_the_real_site_is_heavier_than_promised(real_site: Path) -> None:
    """`make bench` prints the same table. Kilobytes, brotli; images apart."""
    rows = weights(real_site, PAGES)
    table("Weights, KB (brotli)", rows)  # shown if this fails
    assert heavy(rows) == []
    typical = [row["page"] for row in rows if row["words"] in TYPICAL]
    assert {"about.html", "ar/about.html", "ru/about.html", "fa/about.html", "rw/about.html"} <= set(typical)


def test_no_kind_of_page_in_any_script_is_heavier_than_promised(every_kind: Built) -> None:
    pages = [f"{prefix}{path}.html" for prefix in SCRIPTS for path in KINDS.values()]
    rows = weights(every_kind.site, pages)
    table("Weights, KB (brotli)", rows)
    assert len(rows) == len(SCRIPTS) * len(KINDS) >= 69
    assert heavy(rows) == []
    offers = every_kind.text("ru/downloads.html"), every_kind.text("ar/toolkits/constructs.html")
    assert all(text.count('class="offer"') >= len(FORMATS) for text in offers)
    assert 'class="exit-bar"' in every_kind.text("ar/toolkits/care.html")
    assert 'aria-current="page"' in every_kind.text("library/2.html")


def test_a_page_that_is_too_heavy_is_named(tmp_path: Path, every_kind: Built) -> None:
    page = every_kind.text("about.html")
    dice = random.Random(1)
    words = " ".join(f"{dice.getrandbits(32):x}" for _ in range(2000))
    (tmp_path / "assets").symlink_to(every_kind.site / "assets")
    (tmp_path / "a.html").write_text(page.replace("</footer>", f'<p title="{words}"></p></footer>'), encoding="utf-8")
    (tmp_path / "b.html").write_text(page.replace("</main>", f"<p>{words}</p></main>"), encoding="utf-8")
    [said] = heavy(weights(tmp_path, ["a.html", "b.html"]))
    assert said.startswith("a.html: HTML without its text "), "text is what a page is for"


def test_the_table_can_be_had_by_other_programs(real_site: Path) -> None:
    row = weights(real_site, ["about.html"])[0]
    assert set(json.loads(json.dumps(row))) >= {*MOST, *TYPICAL_MOST, "page", "words", "its text"}
