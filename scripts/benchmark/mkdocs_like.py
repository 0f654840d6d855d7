"""The stock stack and its successor, as they come: MkDocs with Material and static-i18n, and Zensical."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from .builders import STOCK, Builder
from .corpora import Corpus, copy_pictures, pictures_nearer, write_text
from .running import Step
from .tools import material_languages, zensical, zensical_languages

#: Those of our mkdocs.yml.
_EXTENSIONS: list[Any] = ["admonition", "attr_list", "pymdownx.betterem", "pymdownx.details",
                          {"pymdownx.highlight": {"use_pygments": False}}, "pymdownx.superfences", "sane_lists",
                          "tables", "toc"]
#: static-i18n refuses codes of three letters; this one stands for the same readers.
_SHORTER = {"ckb": "ku"}


def stock(corpus: Corpus, folder: Path) -> Builder:
    """One project with all languages.

    It stops at a language that its theme lacks: that gets a file without words, and shows English.
    """
    codes = {code: _SHORTER.get(code, code) for code in corpus.languages}
    for text in corpus.texts:
        write_text(folder / "docs" / codes[text.language] / f"{text.path}.md", text, text.body,
                   description=text.fields["summary"])
    copy_pictures(corpus, folder / "docs")
    partials = folder / "overrides" / "partials" / "languages"
    partials.mkdir(parents=True)
    for code in set(codes.values()) - material_languages():
        (partials / f"{code}.html").write_text("{% macro t(key) %}{% endmacro %}", "utf-8")
    languages = [{"locale": codes[code], "name": language.name, "build": True,
                  "default": code == corpus.languages.default} for code, language in corpus.languages.items()]
    _configure(folder, corpus, {
        "theme": {"name": "material", "custom_dir": "overrides"},
        "plugins": ["search", {"i18n": {"docs_structure": "folder", "languages": languages}}]})
    steps = [Step("build", [sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)]
    edited = folder / "docs" / codes[corpus.edited.language] / "works" / "w0.md"
    return Builder(STOCK, folder, "site", steps, steps, ("site",), edited, "works/w0/index.html",
                   ("search/search_index.json",), forgets=True)


def zensical_a_language(corpus: Corpus, folder: Path) -> Builder:
    """A project a language, as it knows of no more. After an edit only that language is built again."""
    known = zensical_languages()
    links = [{"name": language.name, "link": f"/{code}/", "lang": code} for code, language in corpus.languages.items()]
    steps = {}
    for code in corpus.languages:
        own = folder / code
        for text in corpus.texts:
            if text.language == code:
                write_text(own / "docs" / f"{text.path}.md", text, pictures_nearer(text.body),
                           description=text.fields["summary"])
        copy_pictures(corpus, own / "docs")
        _configure(own, corpus, {
            "site_url": f"https://bench.example/{code}/",
            "theme": {"language": code if code in known else "en"}, "extra": {"alternate": links}})
        steps[code] = Step("build", [str(zensical()), "build"], own)
    last = corpus.edited.language
    return Builder("Zensical", folder, "*/site", list(steps.values()), [steps[last]], ("*/site", "*/.cache"),
                   folder / last / "docs" / "works" / "w0.md", "works/w0/index.html", ("search.json",))


def _configure(folder: Path, corpus: Corpus, more: Mapping[str, Any]) -> None:
    config = {"site_name": corpus.name, "site_url": "https://bench.example/", "markdown_extensions": _EXTENSIONS,
              **more}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
