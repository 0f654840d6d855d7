"""The English texts can be read after nine years of school: Flesch-Kincaid grade level of each page.

Kincaid et al., Derivation of new readability formulas for Navy enlisted personnel, 1975. Syllables are those between
which pyphen (it comes with WeasyPrint) would hyphenate, a few too few; names and words that a page explains count too.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyphen  # type: ignore[import-untyped]
import pytest

from conftest import ROOT
from ijwi.pagefiles import read_page

HIGHEST = 9.0
_HYPHENS = pyphen.Pyphen(lang="en_US", left=1, right=1)


def grade(body: str) -> float:
    """The grade level of a page's running text: headings, tables and code are no sentences."""
    body = re.sub(r"```.*?```", "", body, flags=re.S)
    lines = [line for line in body.split("\n") if line.strip() and not re.match(r"\s*(#|\||!\[|\[\w+(:|\]))", line)]
    text = "\n".join(re.sub(r"^\s*([-*+>]|\d+\.)\s+", "", line) for line in lines)
    text = re.sub(r"\]\([^)]*\)|\{[^}]*\}|\[(@|fact:)[^\]]*\]|[*_`\[\]]", "", text)
    sentences = [found for found in (re.findall(r"[A-Za-z][A-Za-z'’-]*", part) for part in re.split(r"[.!?…:]+[\s\"”)]|\n", text)) if found]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(len(_HYPHENS.positions(word.lower())) + 1 for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def pages() -> list[Path]:
    return sorted((ROOT / "docs" / "en").rglob("*.md"))


@pytest.mark.parametrize("file", pages(), ids=lambda file: file.relative_to(ROOT / "docs" / "en").as_posix())
def test_an_english_page_is_easy_to_read(file: Path) -> None:
    _front_matter, body, _line = read_page(file)
    if len(body.split()) > 80:
        assert grade(body) <= HIGHEST, file


def test_the_formula_tells_easy_from_hard() -> None:
    easy = "The cat sat on the mat. The dog ran to the gate. She has a red hat.\n"
    hard = ("Notwithstanding considerable organisational heterogeneity, participating institutions systematically operationalised "
            "multidimensional accountability frameworks throughout implementation.\n")
    assert grade(easy) < 2 < 12 < grade(hard)
