"""How well the search answers, and what it costs: ours and Pagefind, on the same queries."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, sync_playwright

from ijwi.centre import read_centre
from ijwi.outputs import shrink_scripts
from ijwi.reader import Reader
from ijwi.search.index import build_index
from ijwi.search.judging import ASK, FIRST, Query, read_queries
from ijwi.search.passages import Passage, divided, sections
from ijwi.search.pieces import pieces
from made_up_works import ROOT, made_up

BARE = '<!doctype html><html lang="{}"><meta charset="utf-8"><title>.</title>'
PAGEFIND = """async ([words, most]) => {
  const pagefind = await import("/pagefind/pagefind.js"), found = await pagefind.search(words);
  return (await Promise.all(found.results.slice(0, most).map(result => result.data()))).map(data => data.url.slice(1));
}"""



def measure_search(site: Path, works: int, *, queries: bool) -> dict[str, list[dict[str, Any]]]:
    """Sizes and speed on so many made-up works; with `queries`, also which of them the finished `site` answers."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or "chromium", args=[
            "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"])
        measured = {"budget": budget(browser, works)}
        if queries:
            measured["queries"] = against_pagefind(browser, site)
        browser.close()
    return measured


# Which queries are answered

def against_pagefind(browser: Browser, site: Path) -> list[dict[str, Any]]:
    """How many queries find a good page among the first five: ours from both kinds of address, and Pagefind."""
    queries = read_queries(ROOT / "tests" / "queries")
    languages = list(dict.fromkeys(query.language for query in queries))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(site, copy)
        texts = searched(copy)
        for page in copy.rglob("*.html"):
            if page.relative_to(copy).as_posix() not in texts:
                page.unlink()
        subprocess.run([sys.executable, "-m", "pagefind", "--site", str(copy), "--root-selector", "main", "--quiet"],
                       check=True)
        for language in languages:  # our policy forbids WebAssembly: Pagefind runs on a page without one
            (copy / f"{language}-bare.html").write_text(BARE.format(language), "utf-8")
        with served(copy) as address, served(site) as ours:
            asked = {"http": ask_ours(browser, queries, ours), "file": ask_ours(browser, queries, site.as_uri() + "/"),
                     "Pagefind": ask_pagefind(browser, queries, address)}
    rows = []
    for language in (*languages, "all"):
        for held_out in (False, True):
            of = [query for query in queries if language in (query.language, "all") and query.held_out == held_out]
            rows.append({"language": language, "held out": "yes" if held_out else "no", "queries": len(of),
                         **{name: sum(answers[query] for query in of) for name, answers in asked.items()}})
    return rows


def searched(site: Path) -> set[str]:
    """The pages that our index holds: lists and home pages are left out for the other search too."""
    catalogue = json.loads((site / "catalogue.json").read_text("utf-8"))
    pages = [page for page in catalogue["pages"] if page["path"] != "index"]
    for work in catalogue["works"]:
        pages += [work, *work["parts"]]
    return {edition["url"] for page in pages for edition in page["editions"]}


def ask_ours(browser: Browser, queries: list[Query], address: str) -> dict[Query, bool]:
    page = browser.new_page()
    page.goto(f"{address}index.html")
    answers = {}
    for query in queries:
        prefix = "" if query.language == "en" else f"{query.language}/"
        answers[query] = query.answered(page.evaluate(ASK, [prefix, query.words, query.typing, FIRST]), prefix)
    page.close()
    return answers


def ask_pagefind(browser: Browser, queries: list[Query], address: str) -> dict[Query, bool]:
    answers = {}
    pages = {}
    for query in queries:
        prefix = "" if query.language == "en" else f"{query.language}/"
        if query.language not in pages:
            pages[query.language] = browser.new_page()
            pages[query.language].goto(f"{address}{query.language}-bare.html")
        answers[query] = query.answered(pages[query.language].evaluate(PAGEFIND, [query.words, FIRST]), prefix)
    for page in pages.values():
        page.close()
    return answers


# What it costs

def budget(browser: Browser, count: int) -> list[dict[str, Any]]:
    """Bytes (gzip) and milliseconds of the search over made-up works of 800 words in English."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)
    centre = read_centre(ROOT, ROOT / "docs", {"languages": {"en": config["extra"]["languages"]["en"]}})
    reader = Reader(centre.catalogue, centre.strings["en"])
    works = list(made_up(count))
    parsing = time.process_time()
    pages = [Passage(f"toolkits/w{number}.html", title, "", "toolkit", content[3:140], "", False,
                     tuple(sections(content))) for number, (title, content) in enumerate(works)]
    indexing = time.process_time()
    passages = [passage for page in pages for passage in divided(page)]
    files = dict(pieces(build_index(passages, centre.tables["en"]), centre.tables["en"], reader))
    done = time.process_time()
    texts = [" ".join((page.title, *(f"{part.heading} {part.text}" for part in page.sections))) for page in pages]
    size = sum(map(compressed, texts))
    by_kind = {kind: sum(compressed(text) for path, text in files.items() if path.startswith(f"search/{kind}"))
               for kind in ("index", "w-", "v-", "t-")}
    of_words = by_kind["index"] + by_kind["w-"] + by_kind["v-"]
    first, further = loaded(browser, files, texts)
    rows = {
        "works": len(works), "words a work": round(statistics.mean(len(text.split()) for text in texts)),
        "different words": len({word for text in texts for word in re.findall(r"\w+", text.lower())}),
        "texts, KB": round(size / 1024), "index of words, KB": round(of_words / 1024),
        "index of words, % of the texts": round(100 * of_words / size, 1),
        "passages for excerpts, % of the texts": round(100 * by_kind["t-"] / size, 1),
        "first query, KB, mean": round(statistics.mean(first) / 1024, 1),
        "first query, KB, most": round(max(first) / 1024, 1),
        "further query, KB, mean": round(statistics.mean(further) / 1024, 1),
        "further query, KB, nine of ten": round(statistics.quantiles(further, n=10)[-1] / 1024, 1),
        "further query, KB, most": round(max(further) / 1024, 1),
        "files": len(files), "indexing, ms of CPU a page": round(1000 * (done - indexing) / len(works), 2),
        "parsing, ms of CPU a page": round(1000 * (indexing - parsing) / len(works), 2)}
    return [{"what": name, "measured": value} for name, value in rows.items()]


def loaded(browser: Browser, files: dict[str, str], texts: list[str]) -> tuple[list[int], list[int]]:
    """Compressed bytes that a first query loads, and a further one, of 40 readers who search for two words, twice."""
    chance = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        shutil.copytree(ROOT / "overrides" / "assets", site / "assets")
        shrink_scripts(folder)
        for path, content in files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(content, "utf-8")
        (site / "index.html").write_text(BARE.format("en") + '<form id="search" hidden></form>'
                                         '<script src="assets/ijwi.js" data-prefix="" defer></script>', "utf-8")
        first, further = [], []
        with served(site) as address:
            for _ in range(40):
                page = browser.new_page()
                page.goto(f"{address}index.html")
                for bytes_loaded in (first, further):
                    asked: list[str] = []
                    page.on("request", lambda request, asked=asked: asked.append(request.url))  # type: ignore[misc]
                    words = chance.sample(re.findall(r"[a-z]{5,}", chance.choice(texts)), 2)
                    page.evaluate(ASK, ["", " ".join(words), False, FIRST])
                    names = [url.removeprefix(address) for url in asked]
                    if bytes_loaded is first:
                        names.append("assets/search/panel.js")
                    bytes_loaded.append(sum(compressed((site / name).read_text("utf-8")) for name in set(names)))
                page.close()
    return first, further


def compressed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
