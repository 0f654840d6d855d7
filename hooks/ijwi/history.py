"""What Git remembers of a page: the text of a section as it was when an edition translated it.

Everything here is a help for people. Without Git, or without the commit, the answer is None.
"""

from __future__ import annotations

import difflib
import re
import subprocess
from pathlib import Path

from . import frontmatter, sections

#: Older versions than this are not looked through.
MAX_VERSIONS = 200


def text_of(root: Path, file: str, section: str, digest: str) -> str | None:
    """The text of a section whose digest was `digest`, from the history of `file`, newest first.

    `file` is relative to `root`, the top of the work tree.
    """
    commits = _git(root, "log", f"--max-count={MAX_VERSIONS}", "--format=%H", "--follow", "--", file)
    for commit in (commits or "").split():
        content = _git(root, "show", f"{commit}:{file}")
        if content is None:
            continue
        _front_matter, body, _line = frontmatter.split(content)
        for found in sections.split(body):
            if found.id == section and sections.digest(found.heading, found.text) == digest:
                return whole_text(found)
    return None


def whole_text(section: sections.Section) -> str:
    """A section's heading and text, as a person reads them."""
    return f"{section.heading}\n{section.text}".strip()


def word_diff(before: str, after: str) -> str:
    """The changed words: [-taken away-] and {+new+}, with some words around."""
    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    pieces = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            same = "".join(old[a:b])
            pieces.append(same if len(same) < 160 else f"{same[:60]} … {same[-60:]}")
            continue
        if b > a:
            pieces.append(f"[-{''.join(old[a:b])}-]")
        if d > c:
            pieces.append(f"{{+{''.join(new[c:d])}+}}")
    return "".join(pieces)


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments],  # noqa: S603, S607 (fixed words, no shell)
                              capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
