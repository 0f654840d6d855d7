"""What `scripts/new.py` leaves for somebody to write is found, line by line, until it is written."""

from __future__ import annotations

from ijwi.findings import Finding
from ijwi.placeholders import placeholders

REPLACE = "Replace the text from ✍ on, or remove the line if you don't need it."


def test_each_line_that_tells_what_to_write_is_a_finding_front_matter_included() -> None:
    text = '---\ntitle: A\nmaterials:\n  - "✍ What to bring"\n---\n\nWritten.\n\n## Step: ✍ name it {#x}\n\n| ✍ | ✍ |\n> ✍ Say it. Twice.\n'
    assert list(placeholders(text, "docs/en/a.md")) == [
        Finding("docs/en/a.md", line, "placeholder", message, REPLACE) for line, message in [
            (4, "here stands what to write, not yet what you write: “What to bring”."),
            (9, "here stands what to write, not yet what you write: “name it”."),
            (11, "this place still holds a ✍ and nothing else."),
            (12, "here stands what to write, not yet what you write: “Say it”.")]]


def test_a_page_that_is_written_has_none_also_if_it_speaks_of_the_mark() -> None:
    assert list(placeholders("---\ntitle: A\n---\nLines with `✍` wait for a text.\n", "x")) == []
