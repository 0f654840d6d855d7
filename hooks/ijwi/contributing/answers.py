"""From what somebody typed to the value of a field, judged by the schema and in its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from .. import frontmatter
from ..explain import explain
from ..findings import Finding
from ..schema import SourcePage
from ..stamping import quoted
from ..vocabulary import Vocabulary, unknown_words
from .questions import Question
from .slugs import slug

#: More than any field of front matter may hold; what is longer is not even read as one.
MAX_LETTERS = 20_000

#: Signs that turn the text after them around, whatever its language (Unicode Standard Annex #9).
_OVERRIDES = re.compile("[\u202a-\u202e]")
#: Lists of sentences, one a line.
_BLOCKS = ("objectives", "materials")
_OPENED, _CLOSED = "\u2066\u2067\u2068", "\u2069"


def unusual(text: str) -> str:
    """What is wrong with the characters of a text; empty if nothing is. Line ends and tabs are as usual as letters."""
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\r\t" for letter in text):
        return "it holds a character that cannot be shown"
    depth = 0
    for letter in text:
        depth += (letter in _OPENED) - (letter == _CLOSED)
        if depth < 0 or (depth and letter == "\n"):
            break
    if depth or _OVERRIDES.search(text):
        return "it holds an invisible sign that turns text around"
    return ""


def value(question: Question, typed: str, known: Mapping[str, str]) -> Any:
    """What was typed as the value of its field; None if it is empty. Nothing is judged here.

    `known` are the choices with their names: a choice may be typed as word, name or number in the list.
    """
    text = " ".join(typed.split())
    if not text:
        return None
    match question.shape:
        case "number":
            return int(text) if text.isdecimal() and len(text) < 9 else text
        case "yes":
            return {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}.get(
                text.casefold(), text)
        case "choice":
            return _choice(text, known)
        case "choices":
            return [_choice(word.strip(), known) for word in re.split("[,،;؛]", text) if word.strip()]
        case "entries":
            return [entry.strip() for entry in re.split("[;؛\n]", typed) if entry.strip()]
        case "lines":
            return [" ".join(line.split()).removeprefix("- ") for line in typed.splitlines() if line.strip(" -\t")]
        case "sources":
            return sources(typed)
        case _:
            return text


def _choice(text: str, known: Mapping[str, str]) -> str:
    words = list(known)
    if text.isdecimal() and 0 < int(text) <= len(words):
        return words[int(text) - 1]
    names = {name.casefold(): word for word, name in known.items()}
    plain = text.casefold()
    return plain if plain in known else names.get(plain, text)


def sources(typed: str) -> list[dict[str, str]]:
    """Sources typed one a line, `address | title | publisher | date`, each with an id made of publisher and year."""
    found: list[dict[str, str]] = []
    for line in typed.splitlines():
        fields = [" ".join(field.split()) for field in line.removeprefix("- ").split("|")]
        if not any(fields):
            continue
        url, title, publisher, date, *more = (*fields, "", "", "")[:max(4, len(fields))]
        entry = {"title": title or url, "publisher": publisher, "url": url,
                 "date": " | ".join(filter(None, (date, *more)))}
        base = slug(f"{publisher} {date[:4]}") or slug(title) or "source"
        names = {other["id"] for other in found}
        entry["id"] = next(name for name in (base, *(f"{base}-{n}" for n in range(2, 999))) if name not in names)
        found.append({key: entry[key] for key in ("id", "title", "publisher", "url", "date") if entry[key]})
    return found


def as_yaml(values: Mapping[str, Any]) -> str:
    """Values as the lines of front matter, plainly where that is read as the same value."""
    lines = []
    for name, given in values.items():
        if isinstance(given, list) and given and isinstance(given[0], dict):
            lines.append(f"{name}:")
            for entry in given:
                pairs = [f"{key}: {_scalar(item)}" for key, item in entry.items()]
                lines += [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]
        elif isinstance(given, list):
            flow = [_scalar(item, inside=True) for item in given]
            short = f"{name}: [{', '.join(flow)}]"
            block = len(short) > 100 or name in _BLOCKS
            lines += [f"{name}:", *(f"  - {_scalar(item)}" for item in given)] if block else [short]
        else:
            lines.append(f"{name}: {_scalar(given)}")
    return "".join(f"{line}\n" for line in lines)


def _scalar(item: object, inside: bool = False) -> str:
    """One value; `inside` brackets. Quoted unless it is read as itself without."""
    if isinstance(item, bool):
        return "true" if item else "false"
    text = str(item)
    if isinstance(item, int):
        return text
    read, findings = frontmatter.read(f"x: [{text}]\n" if inside else f"x: {text}\n", "")
    same = not findings and read is not None and read.values == {"x": [text] if inside else text}
    plain = same and text.isprintable() and "\n" not in text and "#" not in text
    dates = re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}(T[0-9]{2}:[0-9]{2})?", text)
    return text if plain or dates else quoted(text)


def findings(values: Mapping[str, Any], model: type[SourcePage], vocabulary: Vocabulary, path: str,
             only: Iterable[str] | None = None) -> list[Finding]:
    """What the schema and the vocabulary say of values, with the lines of `as_yaml(values)`.

    `only` names the fields to judge; what is missing or contradicts another field is said without it alone.
    """
    text = as_yaml(values)
    read, found = frontmatter.read(text, path)
    if read is None:
        return found
    try:
        model.model_validate(read.values)
    except ValidationError as error:
        found += explain(error, read, path, "")
    if "kind" in values:
        found += [Finding(path, read.line(location), "vocabulary", message, suggestion)
                  for location, message, suggestion in unknown_words(read.values, vocabulary)]
    if only is None:
        return sorted(set(found))
    starts = {read.lines[name,]: name for name in values}
    wanted = set(only)

    def concerned(finding: Finding) -> bool:
        line = max((start for start in starts if start <= finding.line), default=0)
        return starts.get(line, "") in wanted

    return sorted({finding for finding in found if concerned(finding)})
