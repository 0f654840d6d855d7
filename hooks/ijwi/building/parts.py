"""Parts of a site that other machines built, each with a note of what it was made of.

    parts/rw/…       what the job of a language wrote
    parts/rw.made    the digest of everything that it was made of

Parts fit together only if all were made of the same: `make site` on one machine reads everything once.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path


class PartsError(ValueError):
    """Parts do not make a site. The message says what to do."""


def remove(folder: Path, language: str) -> None:
    """Removes what an earlier build left of a language's part."""
    _note(folder, language).unlink(missing_ok=True)
    shutil.rmtree(folder / language, ignore_errors=True)


def sign(folder: Path, language: str, made_of: str) -> None:
    """Notes the digest of what a finished part was made of."""
    _note(folder, language).write_text(made_of + "\n", "ascii")


def find(folders: Sequence[Path], made_of: str, languages: Sequence[str]) -> dict[str, Path]:
    """The part of each language, which must be made of what is here: `made_of`.

    Raises PartsError if one is missing, doubled, or made of something else.
    """
    places = {code: [folder for folder in folders if _note(folder, code).is_file()] for code in languages}
    missing = [code for code, found in places.items() if not found]
    wrong = [f"Parts are missing in {', '.join(map(str, folders))}: {', '.join(missing)}."] if missing else []
    wrong += [f"The part of `{code}` is in several folders: {', '.join(map(str, found))}. Take one of them away."
              for code, found in places.items() if len(found) > 1]
    wrong += [f"The part of `{code}` in {found[0]} was made of other content, code or libraries than are here. "
              "Build it again." for code, found in places.items()
              if found and _note(found[0], code).read_text("ascii").strip() != made_of]
    if wrong:
        raise PartsError("\n".join(wrong))
    return {code: found[0] / code for code, found in places.items()}


def _note(folder: Path, language: str) -> Path:
    return folder / f"{language}.made"
