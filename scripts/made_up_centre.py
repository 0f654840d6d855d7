"""A centre for measuring with: works × languages × words, made up, the same each time."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw

from made_up_pages import PICTURES, body, digests, history, own_words, sheets
from made_up_works import ROOT, Speech, words_of


def write_centre(root: Path, works: int, languages: int, words: int) -> int:
    """Writes a centre of our first `languages` languages with the generator beside it into the folder `root`.

    `works` are the pages of works that a language with all of them has: a manual's parts count, each of them is a
    page like others. Beside them a language has two pages; a few works it may lack. Gives the number of all pages.
    """
    for name in ("hooks", "overrides", "scripts", "locales"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copytree(ROOT / "docs" / "data", root / "docs" / "data", ignore=shutil.ignore_patterns("images.yml"))
    codes = _configuration(root / "mkdocs.yml", languages)
    _pictures(root / "docs")
    vocabulary = yaml.safe_load((ROOT / "docs" / "data" / "vocabulary.yml").read_text("utf-8"))
    topics = [topic for topic, term in vocabulary["topics"].items() if not term.get("sensitive")]
    speeches = [Speech(words_of(code)) for code in codes]
    pages = 0
    for sheet in sheets(works, len(codes), topics, list(vocabulary["audiences"]), list(vocabulary["levels"])):
        recorded: dict[str, str] = {}
        for position, (code, speech) in enumerate(zip(codes, speeches, strict=True)):
            if position in sheet.lacking:
                continue
            own, text = own_words(sheet, speech), body(sheet, speech, words, works)
            if position == 0:
                recorded = digests(own, text)
                own |= {**sheet.neutral, "sections": recorded}
            else:
                own["edition"] = history(sheet.number, position, codes[0], recorded)
            _write(root / "docs" / code / f"{sheet.path}.md", own, text)
            pages += 1
    return pages


def _configuration(file: Path, count: int) -> list[str]:
    """Writes our mkdocs.yml with the first languages only, and gives their codes."""
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    codes = list(yaml.load(config, yaml.BaseLoader)["extra"]["languages"])[:count]
    lines = []
    for line in config.split("\n"):
        language = re.match(r"    ([a-zA-Z-]+): \{name", line)
        if language and language[1] not in codes:
            continue
        if language:
            line = re.sub(r"(fallbacks|beside): \[([^]]*)\]", lambda known: f"{known[1]}: [" + ", ".join(
                code for code in known[2].split(", ") if code in codes) + "]", line)
        lines.append(line)
    file.write_text("\n".join(lines), "utf-8")
    return codes


def _pictures(docs: Path) -> None:
    """Draws small pictures, and says whose they are."""
    chance = random.Random(2)
    folder = docs / "assets" / "images"
    folder.mkdir(parents=True)
    for name in PICTURES:
        image = Image.new("RGB", (480, 320), "#eef")
        draw = ImageDraw.Draw(image)
        for _ in range(12):
            x, y, size = chance.randrange(440), chance.randrange(280), chance.randrange(20, 90)
            draw.ellipse((x, y, x + size, y + size), fill=chance.choice(("#734", "#357", "#a63", "#264")))
        image.save(folder / f"{name}.png")
    record = "".join(f"assets/images/{name}.png: {{credit: Nobody, licence: CC-BY-SA-4.0}}\n" for name in PICTURES)
    (docs / "data" / "images.yml").write_text(record, "utf-8")


def _write(file: Path, fields: Mapping[str, Any], text: str) -> None:
    """Writes a page. JSON is YAML, and quickly written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    file.write_text(f"---\n{front}---\n\n{text}", "utf-8")
