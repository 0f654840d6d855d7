"""Bad and hostile contributions: each gets a clear finding, or does nothing in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
from playwright.sync_api import Browser, Page, Route

from browsing import serving
from conftest import CONFIG, ROOT, SMALL, Built, Tree, edition, page, run_mkdocs, work
from hostile.inert import BODIES, WORDS
from hostile.refused import CENTRES, FILES

#: Says as JSON what the check finds in each of the centres that it is given, or which error it died of.
CHECK = """
import datetime, json, sys, traceback
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import check
from ijwi.findings import ContentError
for root in sys.argv[2:]:
    try:
        found = list(check.findings(Path(root), datetime.date(2026, 11, 22)))
    except ContentError as error:
        found = error.findings
    except BaseException:
        print(json.dumps(traceback.format_exc()))
        continue
    print(json.dumps([[one.path, one.rule, str(one)] for one in found]))
"""
#: A page that takes no more than this is no attack. The machine may be busy; an attack takes hours.
LONG = 240


def put(root: Path, tree: Tree) -> Path:
    """Writes a centre as it is: nothing is dedented, and lone surrogates are kept."""
    for name, content in tree.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return root


def with_generator(root: Path, tree: Tree) -> Path:
    for name in ("hooks", "overrides", "scripts", "locales"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    return put(root, tree)


def found_in(*roots: Path) -> list[Any]:
    done = subprocess.run([sys.executable, "-c", CHECK, str(ROOT / "scripts"), *map(str, roots)], text=True,
                          capture_output=True, encoding="utf-8", timeout=LONG)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


# What is refused

@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All bad files in one centre."""
    return with_generator(tmp_path_factory.mktemp("refused"), {**SMALL, **{path: content for path, content, _rule in FILES}})


@pytest.fixture(scope="module")
def said(refused: Path) -> list[list[str]]:
    [found] = found_in(refused)
    assert isinstance(found, list), found
    return found


def test_every_bad_file_has_a_finding_of_its_own(said: list[list[str]]) -> None:
    assert len(FILES) > 150
    names = [path for path, _content, _rule in FILES]
    assert len(set(names)) == len(names), "two cases share a file"
    silent = [(path, rule) for path, _content, rule in FILES
              if not any((path == where or path.startswith(f"{where}/")) and rule == broken for where, broken, _text in said)]
    assert silent == []


def test_findings_hold_no_character_that_acts_in_a_terminal_or_a_log(said: list[list[str]]) -> None:
    for _path, _rule, text in said:
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text), ascii(text)


def test_every_bad_centre_has_a_finding(tmp_path: Path) -> None:
    roots = [put(tmp_path / str(number), {**SMALL, path: content}) for number, (path, content, _rule) in enumerate(CENTRES)]
    answers = found_in(*roots)
    assert len(answers) == len(CENTRES)
    for (path, content, rule), answer in zip(CENTRES, answers, strict=True):
        assert isinstance(answer, list), (path, content[:60], answer)
        assert (path, rule) in {(where, broken) for where, broken, _text in answer}, (path, content[:60], answer)


def test_a_build_of_bad_files_ends_with_its_findings_and_no_traceback(refused: Path) -> None:
    built = run_mkdocs(refused)
    assert built.code == 1
    assert "Traceback" not in built.log
    assert "the content needs mending:" in built.log
    assert not list(refused.rglob("pwned"))


def test_links_to_other_places_of_the_disk_are_refused_and_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(page("Secret"), "utf-8")
    root = put(tmp_path / "centre", SMALL)
    (root / "docs/en/toolkits").mkdir()
    (root / "docs/en/toolkits/link.md").symlink_to(secret)
    (root / "docs/en/folder").symlink_to(tmp_path)
    (root / "docs/assets").mkdir()
    (root / "docs/assets/a.png").symlink_to(secret)
    [found] = found_in(root)
    assert {where for where, rule, _text in found if rule == "file"} == {
        "docs/assets/a.png", "docs/en/folder", "docs/en/toolkits/link.md"}


def test_a_name_that_is_no_text_is_said(tmp_path: Path) -> None:
    root = put(tmp_path / "centre", SMALL)
    (Path(str(root)) / "docs/en" / b"caf\xe9.md".decode("utf-8", "surrogateescape")).write_text(page())
    [found] = found_in(root)
    assert [text for _where, rule, text in found if rule == "path"] == [
        "docs/en/caf\\udce9.md:1: path: the name `caf\\udce9` may only have small letters, digits and hyphens. "
        "For example `stay-safe-online.md`."]


# What is slow, and just within the limits

#: Bodies that are as bad as the limits allow.
SLOW = {
    "brackets": "[a" * 295, "references": ("[@x" * 295 + "\n\n") * 50, "pictures": "![" * 295, "links": "[x](" * 295, "links-long": "[x](" * 250 + "a" * 199 + "/b" * 3300, "code-in-angles": "`[@x]`\n\n" + "<a " * 295 + ("a " * 3000 + "\n\n") * 20,
    "calls": "(" * 7,
    "stars": "*a " * 140 + "b* " * 140, "double": "**a " * 140 + "b** " * 140, "mixed": "*_a" * 90 + "_*" * 90, "bars": "_a " * 140 + "b_ " * 140,
    "quotes": "\n\n".join("> " * 8 + "x" for _ in range(1500)), "items": ("    " * 9 + "- x\n") * 3000, "empty": "\n" * 4900,
    "numbers": "\n".join("    " * level + "1. 1. 1. x" for level in range(10)), "ticks": ("`a ``b ```c " * 90 + "\n\n") * 60,
    "headings": ("# " + "{#a" * 2600 + "\n\n") * 20, "blanks": ("- a" + " " * 190 + "b\n") * 500, "entities": "&#" * 3900, "angles": "<a " * 295 + "a " * 3000,
    "dots": ".!" * 3900, "definitions": "".join(f"[{n}]: x{n}\n" + "\n" * (n % 200 == 0) for n in range(2400)), "tables": "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + "|b" * 2000 + "|",
    "boxes": "\n".join("    " * level + "!!! note" for level in range(10)), "fences": "```\nx\n```\n\n" * 1200, "braces": "{" * 199 + "{: " * 2000, "percent": "1 " * 3900 + "%",
    "digits": "9 " * 3900, "rules": "a\n" + "=-" * 3900, "pipes": "\n".join("a | b" for _ in range(4000)), "colons": "x: " * 2600, "stars-apart": "\n\n".join("*a" for _ in range(2400)),
}


def test_pages_as_bad_as_the_limits_allow_are_checked_and_built_in_time(tmp_path: Path) -> None:
    tree = {f"docs/en/toolkits/{name}.md": work(name, body=body) for name, body in SLOW.items()}
    root = with_generator(tmp_path / "centre", {**SMALL, **tree, "mkdocs.yml": CONFIG.replace("strict: true", "strict: false")})
    [found] = found_in(root)
    assert isinstance(found, list), found
    assert not [text for _where, rule, text in found if rule == "size"], "the cases are meant to be just allowed"
    built = run_mkdocs(root)
    assert "Traceback" not in built.log and "Recursion" not in built.log, built.log[-3000:]


# What is shown, and does nothing

def in_yaml(text: str) -> str:
    """A value in double quotes. The escapes that a text already writes stay."""
    escaped = text if re.search(r"\\[nr]", text) else text.replace('"', '\\"')
    return f'"{escaped}"'


def words(text: str) -> tuple[str, str]:
    """An event that says `text` wherever it can, and its edition in Kinyarwanda."""
    value = in_yaml(text)
    source = work(value, summary=value, creators=f"[{value}]", licence=value, kind="event", start="2026-12-01T10:00", status="planned",
                  timezone="Africa/Kigali", place=value, sources=f"[{{id: a, title: {value}, publisher: {value}, url: https://x.example/}}]", body="[@a]")
    translated = edition(value, summary=value).replace(
        "review: machine", f"review: reviewed, reviewer: {value}, reviewed_on: 2026-11-22, adapted: {value}")
    return source, translated


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All contributions that are shown as text, in one site. Warnings of MkDocs about their links do not stop it."""
    tree: dict[str, str | bytes] = {**SMALL, "mkdocs.yml": CONFIG.replace("strict: true", "strict: false"), "docs/en/toolkits/about.md": page("About")}
    for name, body in BODIES.items():
        tree[f"docs/en/toolkits/{name}.md"] = work(name, body=body)
    for name, text in WORDS.items():
        tree[f"docs/en/words/{name}.md"], tree[f"docs/rw/words/{name}.md"] = words(text)
    tree["docs/data/vocabulary.yml"] = str(SMALL["docs/data/vocabulary.yml"]).replace("name: Online safety,", "name: '<img src=x onerror=window.pwned=1>',")
    tree["docs/data/glossary/rw.yml"] = "x: {term: '<script>window.pwned=1</script>', definition: '{{ 7*7 }}', variants: []}\n"
    root = with_generator(tmp_path_factory.mktemp("shown"), tree)
    translations = root / "locales" / "rw.po"
    text = re.sub(r'(msgid "(?:Library|Licence|Published|Sources|Search)"\nmsgstr )".*"', r'\1"<img src=x onerror=window.pwned=1>\\" onfocus=window.pwned=1 x=\\""',
                  translations.read_text("utf-8"))
    assert "onerror" in text
    translations.write_text(text, "utf-8")
    built = run_mkdocs(root)
    assert built.code == 0, built.log
    return built


WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', event => violations.push(event.violatedDirective + ' ' + event.blockedURI));
document.addEventListener('click', event => {
  const link = event.target.closest && event.target.closest('a');
  if (link && !['javascript:', 'data:', 'vbscript:', 'blob:'].includes(link.protocol)) event.preventDefault();
}, true);
"""
#: Clicks on everything that can be clicked, and tells what should not be there.
TRY = """() => {
  for (const one of document.querySelectorAll('main a, main summary, main [tabindex]')) one.click();
  const all = [...document.querySelectorAll('*')], odd = [];
  if ('pwned' in window) odd.push('a script ran');
  odd.push(...violations);
  for (const link of document.querySelectorAll('a[href]'))
    if (!['http:', 'https:', 'mailto:', 'tel:', 'sms:'].includes(link.protocol)) odd.push(link.getAttribute('href'));
  for (const one of all) for (const name of one.getAttributeNames())
    if (/^on|^style$|^srcdoc$|^formaction$|^ping$|^target$|^download$|^srcset$/.test(name)) odd.push(one.tagName + ' ' + name);
  for (const one of document.querySelectorAll('main script:not([src^="assets/"], [src^="../assets/"]), iframe, object, embed, form[action], base, style, video, audio, math, main .exit, main .exit-cover, main .exit-bar'))
    odd.push(one.outerHTML.slice(0, 80));
  if (document.querySelectorAll('#exit-said').length != 1) odd.push('two places for what the exit says');
  return odd;
}"""


@pytest.fixture(scope="module")
def visits(shown: Built, browser: Browser) -> dict[str, list[str]]:
    """What each page did that it must not: scripts, requests, dialogs, complaints of the browser."""
    found: dict[str, list[str]] = {}
    with serving(shown.site) as base:
        context = browser.new_context()
        odd: list[str] = []

        def let_through(route: Route) -> None:
            if route.request.url.startswith((base, "data:")):
                route.continue_()
            else:
                odd.append(f"asked for {route.request.url}")
                route.abort()

        context.route("**/*", let_through)
        context.add_init_script(WATCH)
        tab: Page = context.new_page()
        tab.on("dialog", lambda dialog: (odd.append(f"dialog {dialog.message}"), dialog.dismiss()))  # type: ignore[func-returns-value]
        tab.on("pageerror", lambda error: odd.append(str(error)))
        tab.on("console", lambda message: odd.append(message.text)
               if message.type in ("error", "warning") and "404 (" not in message.text else None)
        for path in pages_of(shown):
            tab.goto(base + path)
            found[path] = [*tab.evaluate(TRY), *odd]
            odd.clear()
        context.close()
    return found


def pages_of(shown: Built) -> list[str]:
    return [path for path in shown.pages() if re.match(r"(rw/)?(toolkits|words)/|(rw/)?(index|library|rules|status)\.html", path)]


def test_the_set_is_large(shown: Built) -> None:
    assert len(BODIES) + len(WORDS) >= 100
    assert {f"toolkits/{name}.html" for name in BODIES} | {f"words/{name}.html" for name in WORDS} <= set(pages_of(shown))


def test_nothing_acts_in_a_browser(visits: dict[str, list[str]]) -> None:
    assert {path: odd for path, odd in visits.items() if odd} == {}


def test_the_trap_springs(browser: Browser, shown: Built) -> None:
    """The same page and the same eyes see a script, a handler and a foreign picture where there are some."""
    bad = shown.site / "trap.html"
    bad.write_text("<main><a href='javascript:window.pwned=1'>x</a><p onclick='x'>x</p><script>window.pwned=1</script></main>", "utf-8")
    with serving(shown.site) as base:
        tab = browser.new_page()
        tab.add_init_script(WATCH)
        tab.goto(f"{base}trap.html")
        odd = tab.evaluate(TRY)
        tab.close()
    bad.unlink()
    assert {"a script ran", "javascript:window.pwned=1", "P onclick"} <= set(odd)


@pytest.mark.parametrize("name", ["script", "image-with-a-handler", "template", "template-in-a-heading", "frame"])
def test_what_was_written_is_shown_as_text(name: str, shown: Built, browser: Browser) -> None:
    with serving(shown.site) as base:
        tab = browser.new_page(java_script_enabled=False)
        tab.goto(f"{base}toolkits/{name}.html")
        text = tab.locator(".text").inner_text()
        tab.close()
    first = re.sub(r"[#{].*", "", BODIES[name].split("\n")[0].removeprefix("## ")) if "<" in BODIES[name] else "{{ 7*7 }}"
    assert first.strip() in text
    assert "49" not in text


def test_tables_hold_no_formulas(shown: Built) -> None:
    rows = list(csv.reader(io.StringIO((shown.site / "catalogue.csv").read_text("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert any("cmd|" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_feeds_calendars_and_data_can_be_read_and_hold_the_words_as_words(shown: Built) -> None:
    feeds = [*shown.site.rglob("feeds/**/*.xml"), *shown.site.rglob("*opds*/**/*.xml"), shown.site / "sitemap.xml"]
    assert len(feeds) > 3
    for file in feeds:
        ElementTree.parse(file)
    for file in shown.site.rglob("*.json"):
        json.loads(file.read_text("utf-8"))
    calendars = list(shown.site.rglob("*.ics"))
    assert len(calendars) >= len(WORDS)
    for file in calendars:
        calendar = icalendar.Calendar.from_ical(file.read_bytes())
        assert not [component for component in calendar.walk() if "ATTACH" in component or component.name == "VALARM"], file


def test_linked_data_cannot_be_left(shown: Built) -> None:
    for name in WORDS:
        text = shown.text(f"words/{name}.html")
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
        assert len(blocks) == 1
        json.loads(blocks[0])
        assert not re.search("[<\u2028\u2029]", blocks[0])


def test_scripts_of_the_search_hold_the_words_as_words(shown: Built) -> None:
    scripts = [file for file in shown.site.rglob("*.js") if "assets" not in file.parts]
    assert scripts
    for file in scripts:
        assert not re.search("</script|[\u2028\u2029]", file.read_text("utf-8"), re.I), file


def test_translations_of_the_interface_are_text(shown: Built) -> None:
    library = shown.text("rw/library.html")
    assert "&lt;img src=x onerror=window.pwned=1&gt;" in library
    assert "<img src=x" not in library


def test_no_template_was_run(shown: Built) -> None:
    assert "{{ 7*7 }}" in shown.text("toolkits/template.html")
    assert "{{ 7*7 }}" in shown.text("words/template.html")
