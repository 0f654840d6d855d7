"""A centre for measuring with: works × languages × words, made up, the same each time."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import yaml

from made_up_works import ROOT, made_up

#: Kinds of works that ask for nothing more than every work has.
KINDS = ("toolkit", "guide", "campaign", "case-study", "manual")


def write_centre(root: Path, works: int, languages: int, words: int) -> None:
    """Writes a centre of our first `languages` languages with the generator beside it into the folder `root`."""
    for name in ("hooks", "overrides", "scripts", "locales"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copytree(ROOT / "docs" / "data", root / "docs" / "data", ignore=shutil.ignore_patterns("images.yml"))
    codes = _configuration(root / "mkdocs.yml", languages)
    vocabulary = yaml.safe_load((ROOT / "docs" / "data" / "vocabulary.yml").read_text("utf-8"))
    topics = [topic for topic, term in vocabulary["topics"].items() if not term.get("sensitive")]
    chance = random.Random(1)
    for code in codes:
        _write(root, code, "index", "title: Home\nsummary: The home page.\nupdated: 2026-11-01\n", "Hello.", codes[0])
    for number, (title, html) in enumerate(made_up(works, words)):
        title = re.sub("[^A-Za-z ]", "", title) or "Work"
        own = f"title: {title}\nsummary: About {title}.\nupdated: 2026-11-01\n"
        neutral = (f"kind: {KINDS[number % len(KINDS)]}\ntopics: [{', '.join(chance.sample(topics, 2))}]\n"
                   f"audiences: [{', '.join(chance.sample(list(vocabulary['audiences']), 2))}]\n"
                   f"level: {chance.choice(list(vocabulary['levels']))}\nminutes: {chance.randrange(10, 90, 10)}\n"
                   f"published: 2026-{1 + number % 10:02}-{1 + number % 28:02}\ncreators: [Nobody]\n"
                   "licence: CC-BY-SA-4.0\n")
        for code in codes:
            front_matter = own + neutral if code == codes[0] else own
            _write(root, code, f"works/w{number}", front_matter, _markdown(html), codes[0])


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
            line = re.sub(r"fallbacks: \[([^]]*)\]", lambda known: "fallbacks: [" + ", ".join(
                code for code in known[1].split(", ") if code in codes) + "]", line)
        lines.append(line)
    file.write_text("\n".join(lines), "utf-8")
    return codes


def _write(root: Path, code: str, path: str, front_matter: str, body: str, source: str) -> None:
    file = root / "docs" / code / f"{path}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    edition = "" if code == source else f"edition: {{of: {source}, review: human}}\n"
    file.write_text(f"---\n{front_matter}{edition}---\n\n{body}\n", "utf-8")


def _markdown(html: str) -> str:
    headings = re.sub(r'<h2 id="(\w+)">(.*?)</h2>', r"\n\n## \2 {#\1}\n\n", html)
    return re.sub("</?p>", "\n\n", headings).strip()
