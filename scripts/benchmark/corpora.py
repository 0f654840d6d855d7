"""The made-up centre as other generators can read it: the same texts and languages, less front matter.

What only ours reads stays in the text as it is written: `[@report]`, `[fact:…]`, `[chart:…]`, `[helplines:…]`.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ijwi.languages import Languages, read_languages

#: Fields that other generators' templates show.
SHOWN = ("title", "summary", "kind", "topics", "audiences", "level", "minutes", "published", "updated", "licence")
_BOX = re.compile(r'^!!! note "(.*)"\n    (.*)$', re.M)
_PICTURE = re.compile(r"\((?:\.\./)+assets/images/")
_LINK = re.compile(r"\]\(((?:\.\./)*[a-z0-9/]+)\.md\)")


@dataclass(frozen=True)
class Text:
    """An edition: `fields` are those that others show, those of its source among them."""

    language: str
    path: str
    fields: Mapping[str, Any]
    body: str


@dataclass(frozen=True)
class Corpus:
    """A centre as others read it. `docs` is the folder of its texts."""

    name: str
    languages: Languages
    texts: tuple[Text, ...]
    docs: Path

    @property
    def edited(self) -> Text:
        """The page that is edited: the first work, in the last language."""
        last = list(self.languages)[-1]
        return next(text for text in self.texts if (text.language, text.path) == (last, "works/w0"))


def read_corpus(root: Path) -> Corpus:
    """The texts of a centre that `write_centre` wrote."""
    config = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    languages = read_languages(config["extra"]["languages"])
    docs = root / "docs"
    sources: dict[str, Mapping[str, Any]] = {}
    texts = []
    for code in languages:
        for file in sorted((docs / code).rglob("*.md")):
            path = file.relative_to(docs / code).with_suffix("").as_posix()
            front, _line, body = file.read_text("utf-8").removeprefix("---\n").partition("\n---\n\n")
            fields = {key: json.loads(value) for key, value in (line.split(": ", 1) for line in front.split("\n"))}
            shown = {key: fields[key] for key in SHOWN if key in fields}
            texts.append(Text(code, path, {**sources.setdefault(path, shown), **shown}, body))
    return Corpus(config["site_name"], languages, tuple(texts), docs)


def write_text(file: Path, text: Text, body: str, **more: Any) -> None:
    """Writes a page with its front matter, in which JSON stands for YAML."""
    file.parent.mkdir(parents=True, exist_ok=True)
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
                    for key, value in {**text.fields, **more}.items())
    file.write_text(f"---\n{front}---\n\n{body}", "utf-8")


def copy_pictures(corpus: Corpus, folder: Path) -> None:
    shutil.copytree(corpus.docs / "assets" / "images", folder / "assets" / "images", dirs_exist_ok=True)


def pictures_nearer(body: str) -> str:
    """The Markdown with pictures looked for in the language's own folder."""
    return _PICTURE.sub(lambda found: found[0].replace("../", "", 1), body)


def plain_markdown(text: Text, prefix: str) -> str:
    """An edition's Markdown without what is Python-Markdown's alone: boxes are quotations.

    Links lead to the finished pages (`prefix` is the address of the language's home), so that nobody needs to resolve
    them; they are not checked.
    """
    folder = posixpath.dirname(text.path)

    def link(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, found[1])).removesuffix("index").rstrip("/")
        return f"]({prefix}{path}/)"

    body = _BOX.sub(r"> **\1**\n>\n> \2", text.body)
    return _LINK.sub(link, _PICTURE.sub("(/assets/images/", body))
