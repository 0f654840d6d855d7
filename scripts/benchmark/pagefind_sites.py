"""Generators that leave the search to Pagefind: Hugo and Eleventy, with themes of ours that show what our pages do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from . import tools
from .builders import Builder
from .corpora import Corpus, copy_pictures, plain_markdown, write_text
from .running import Step

_THEMES = Path(__file__).resolve().parent / "themes"
_STYLE = _THEMES / "style.css"
_INDEX = ("pagefind/index/*", "pagefind/fragment/*", "pagefind/*.pf_meta")


def with_hugo(corpus: Corpus, folder: Path) -> Builder:
    shutil.copytree(_THEMES / "hugo", folder)
    (folder / "static").mkdir(exist_ok=True)
    shutil.copy(_STYLE, folder / "static")
    languages: dict[str, Any] = {code: {
        "label": language.name, "locale": code, "direction": language.direction, "weight": place,
        "contentDir": f"content/{code}"} for place, (code, language) in enumerate(corpus.languages.items(), 1)}
    settings = yaml.safe_load((folder / "hugo.yaml").read_text("utf-8"))
    settings |= {"title": corpus.name, "defaultContentLanguage": corpus.languages.default, "languages": languages}
    (folder / "hugo.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    for text in corpus.texts:
        # A folder with further pages begins with `_index.md` here.
        name = text.path.removesuffix("index") + "_index" if text.path.endswith("index") else text.path
        date = {"date": text.fields["published"]} if "published" in text.fields else {}
        write_text(folder / "content" / text.language / f"{name}.md", text,
                   plain_markdown(text, f"/{corpus.languages.prefix(text.language)}"), **date)
    copy_pictures(corpus, folder / "static")
    steps = [Step("generator", [str(tools.hugo()), "build", "--quiet"], folder), _pagefind(folder, "public")]
    return _builder("Hugo + Pagefind", corpus, folder, "public", "content", steps, ("public", "resources", ".hugo*"))


def with_eleventy(corpus: Corpus, folder: Path) -> Builder:
    shutil.copytree(_THEMES / "eleventy", folder)
    shutil.copy(_STYLE, folder / "src")
    (folder / "node_modules").symlink_to(tools.TOOLS / "node_modules")
    languages = [{"code": code, "name": language.name, "direction": language.direction,
                  "prefix": f"/{corpus.languages.prefix(code)}"} for code, language in corpus.languages.items()]
    site = {"name": corpus.name, "address": "https://bench.example", "languages": languages}
    (folder / "src" / "_data").mkdir()
    (folder / "src" / "_data" / "site.json").write_text(json.dumps(site, ensure_ascii=False), "utf-8")
    for language in languages:
        code, prefix = language["code"], language["prefix"]
        (folder / "src" / code).mkdir()
        data = {"lang": code, "layout": "page.njk", "tags": ["texts"]}
        (folder / "src" / code / f"{code}.json").write_text(json.dumps(data), "utf-8")
        for text in corpus.texts:
            if text.language == code:
                address = text.path.removesuffix("index").rstrip("/")
                write_text(folder / "src" / code / f"{text.path}.md", text, plain_markdown(text, prefix),
                           work=text.path, permalink=f"{prefix}{address}/index.html".replace("//", "/"))
    copy_pictures(corpus, folder / "src")
    steps = [Step("generator", ["node", str(tools.eleventy()), "--quiet"], folder,
                  {"NODE_OPTIONS": "--max-old-space-size=8192"}), _pagefind(folder, "_site")]
    return _builder("Eleventy + Pagefind", corpus, folder, "_site", "src", steps, ("_site", ".cache"))


def _pagefind(folder: Path, site: str) -> Step:
    """Only main contents of texts are indexed: their templates say so, lists' do not."""
    return Step("Pagefind", [tools.PAGEFIND, "--site", site, "--quiet"], folder)


def _builder(name: str, corpus: Corpus, folder: Path, site: str, texts: str, steps: list[Step],
             kept: tuple[str, ...]) -> Builder:
    edited = folder / texts / corpus.edited.language / "works" / "w0.md"
    return Builder(name, folder, site, steps, steps, kept, edited, "works/w0/index.html", _INDEX)
