"""The stylesheets cover every page, and hold nothing that no page needs; nothing else stands before the text.

ijwi.css is every page's; a tool has one of its own beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Route, expect

from browsing import serving
from conftest import ROOT, Built
from every_kind import EVERY_KIND, KINDS
from small_centres import built_once

SHEETS = [file for file in sorted((ROOT / "overrides" / "assets").glob("*.css")) if file.name != "numbers.css"]
CSS = re.sub(r"/\*.*?\*/", "", "\n".join(file.read_text(encoding="utf-8") for file in SHEETS), flags=re.S)
#: What stands before each `{`, without the conditions of media queries.
SELECTORS = " ".join(found for found in re.findall(r"([^{}]+)\{", CSS) if not found.strip().startswith("@"))
STYLED = set(re.findall(r"\.([a-z][\w-]*)", SELECTORS))
#: Classes that name something for scripts, for downloads, or for an organisation's own styles, and need no rule.
NAMES_ONLY = {"languages", "card-summary", "note", "hero-name", "kind-toolkit", "related", "suggest", "helpline-name", "align-left", "highlight"}
#: Elements that look right as they are: what they hold, or the text around them, has the rules.
AS_THEY_ARE = {"html", "head", "meta", "title", "link", "script", "main", "header", "footer", "nav", "section", "article",
               "aside", "div", "span", "p", "strong", "em", "br", "hr", "del", "time", "bdi", "cite", "abbr", "details",
               "summary", "thead", "tbody", "tr", "form", "fieldset", "legend", "label", "input", "button", "dl", "dt", "dd",
               "template", "option", "g", "rect", "path", "source"}

#: Ends when the browser has painted text or a picture for the first time.
PAINTED = """() => new Promise(painted => new PerformanceObserver(seen => {
  if (seen.getEntriesByName("first-contentful-paint").length) painted();
}).observe({ type: "paint", buffered: true }))"""


class Names(HTMLParser):
    """The elements and classes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.classes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.classes |= set((dict(attrs).get("class") or "").split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A centre with a page of every kind and every Markdown construct."""
    return built_once(tmp_path_factory.mktemp("styles"), EVERY_KIND)


def names(site: Path) -> Iterator[tuple[Path, Names]]:
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if "ijwi.css" in text:
            yield file, Names(text)


def uncovered(site: Path) -> dict[str, set[str]]:
    """What pages use and the stylesheet does not know, by page."""
    elements = set(re.findall(r"(?<![\w.#:\[=-])[a-z][a-z0-9]*(?![\w-]*\()", re.sub(r"\[[^\]]*\]", "", SELECTORS)))
    found = {str(file): {name for name in page.classes - STYLED - NAMES_ONLY if not name.startswith("language-")} | (page.elements - elements - AS_THEY_ARE) for file, page in names(site)}
    return {file: unknown for file, unknown in found.items() if unknown}


def test_every_class_and_element_of_the_real_site_is_known_to_the_stylesheet(real_site: Path) -> None:
    """Where a template or the notation invents a class, the stylesheet is thought of too."""
    assert uncovered(real_site) == {}


def test_every_construct_that_markdown_may_hold_is_known_to_the_stylesheet(site: Built) -> None:
    assert uncovered(site.site) == {}
    page = Names(site.text("toolkits/constructs.html"))
    assert {"h2", "h3", "h4", "table", "blockquote", "pre", "code", "ol", "ul", "img", "svg", "hr", "br", "details",
            "figure", "figcaption", "picture", "source"} <= page.elements
    assert {"align-left", "align-center", "align-right", "task", "done", "note", "tip", "warning", "danger", "example", "template",
            "citation", "fact", "helpline", "chart-drawing", "table-scroll", "picture", "picture-credit"} <= page.classes
    assert " style=" not in site.text("toolkits/constructs.html"), "tables are aligned by class"


def test_what_nobody_thought_of_is_found(site: Built, tmp_path: Path) -> None:
    text = site.text("about.html").replace("<h1>", '<h1 class="invented"><marquee></marquee>')
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    assert uncovered(tmp_path) == {str(tmp_path / "a.html"): {"invented", "marquee"}}


def test_no_rule_is_for_a_class_that_nothing_uses(site: Built, real_site: Path) -> None:
    used = set().union(*(page.classes for folder in (site.site, real_site) for _file, page in names(folder)))
    # What scripts make, and what templates and the notation show only at times.
    for file in (*(ROOT / "overrides").rglob("*.js"), *(ROOT / "overrides").rglob("*.html"), *(ROOT / "hooks").rglob("*.py")):
        for quoted in re.findall(r'"([\w {}%.-]+)"' + "|'([\\w {}%.-]+)'", file.read_text(encoding="utf-8")):
            used |= set(re.findall(r"[a-z][\w-]*", " ".join(quoted)))
        used |= set(re.findall(r'class=\\?"([^"]*)', file.read_text(encoding="utf-8")))
        used |= {name for value in re.findall(r'class="([^"]*)', file.read_text(encoding="utf-8"))
                 for name in re.sub(r"\{[{%].*?[}%]\}", " ", value).split()}
    used |= {f"kind-{kind}" for kind in yaml.safe_load((ROOT / "docs/data/vocabulary.yml").read_text(encoding="utf-8"))["kinds"]}
    assert STYLED - used == set()


@pytest.mark.parametrize("kind", ["home", "library", "toolkit", "sensitive work", "session"])
def test_nothing_but_the_stylesheet_stands_before_the_first_text(kind: str, site: Built, browser: Browser) -> None:
    """Every script is held back until the reader has seen the page."""
    held: list[Route] = []
    page = browser.new_page()
    page.route("**/*.js", lambda route: held.append(route))
    with serving(site.site) as address:
        page.goto(f"{address}{KINDS[kind]}.html", wait_until="commit")
        expect(page.locator("h1")).to_be_visible()
        page.evaluate(PAINTED)
        expect(page.locator("footer.site-footer")).to_be_visible()
        assert len(held) >= 2 and page.evaluate("typeof ijwi") == "undefined", "no script has run yet"
        for route in held:
            route.continue_()
        page.wait_for_load_state("load")
        assert page.evaluate("typeof ijwi") == "object"
    page.close()
