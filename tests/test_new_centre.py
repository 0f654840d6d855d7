"""`scripts/new.py centre DIR`: a centre of somebody's own, built and checked for real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

import new
from conftest import ROOT, Built, run_mkdocs
from ijwi.contributing import newcentre
from ijwi.contributing.newlanguages import language_lines
from ijwi.languages import read_languages

#: Three languages: one that no file of ours knows, with three letters, and one that is written from right to left.
WISHES = ["--title", "Sauti: zetu", "--url", "https://sauti.example/library", "--summary", "For women who farm.",
          "--languages", "en, luo, ar", "--day", "2026-11-22"]
#: What may name where the generator comes from: its licence must, and its own code is called so.
NAMED = re.compile(r"LICENSE|hooks/ijwi/.*")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new centre, as the command leaves it."""
    place = tmp_path_factory.mktemp("own") / "our-centre"
    patch = pytest.MonkeyPatch()
    patch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert new.main(["centre", str(place), *WISHES], ROOT) == 0
    patch.undo()
    yield place


@pytest.fixture(scope="module")
def built(made: Path) -> Built:
    return run_mkdocs(made, "--strict")


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=root, capture_output=True, text=True, encoding="utf-8",
                          env={**os.environ, "PYTHONIOENCODING": "utf-8"})


def texts(root: Path) -> dict[str, str]:
    """Every text file in a folder, without what was built there."""
    files = [file for file in root.rglob("*") if file.is_file() and not {"site", "build", "__pycache__"} & set(file.parts)]
    return {file.relative_to(root).as_posix(): file.read_text("utf-8", errors="replace") for file in files}


def test_the_new_centre_builds_and_its_pages_open(built: Built, browser: Browser) -> None:
    assert built.code == 0, built.log
    page = browser.new_page()
    for path, language, direction in (("index", "en", "ltr"), ("luo/index", "luo", "ltr"), ("ar/index", "ar", "rtl"), ("about", "en", "ltr")):
        page.goto((built.site / f"{path}.html").as_uri())
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("getComputedStyle(document.documentElement).direction") == direction
        assert "Sauti: zetu" in page.locator("h1").inner_text()
    page.close()


def test_its_checks_have_nothing_to_mend(made: Path, built: Built) -> None:
    done = run(made, "scripts/check.py")
    assert (done.returncode, done.stderr) == (0, "0 to mend, 2 to know.\n")
    assert re.findall(r"^(\S+):\d+: (\w+)", done.stdout, re.M) == [("docs/ar/index.md", "currency"), ("docs/luo/index.md", "currency")]
    forms = run(made, "scripts/forms.py", "--check")
    assert (forms.returncode, forms.stdout) == (0, "")
    links = run(made, "scripts/links.py", "internal")
    assert links.returncode == 0, links.stdout


def test_strings_that_nobody_began_to_translate_are_said_and_stop_nothing(made: Path) -> None:
    done = run(made, "scripts/strings.py", "--check")
    luo = [line for line in done.stdout.splitlines() if line.startswith("locales/luo.po")]
    assert luo == ["locales/luo.po:1: locale: no string is translated yet; readers see the English ones. Open it in Poedit and begin."]
    # A language that came with the generator keeps its strings, and loses those of our helplines.
    arabic = texts(made)["locales/ar.po"]
    assert len(re.findall(r'^msgstr ".+"', arabic, re.M)) > 200 and "Gender-based violence" not in arabic


def test_mkdocs_yml_keeps_its_comments_and_names_nobody_else(made: Path) -> None:
    text = (made / "mkdocs.yml").read_text("utf-8")
    config = yaml.safe_load(text)
    assert (config["site_name"], config["site_url"]) == ("Sauti: zetu", "https://sauti.example/library/")
    assert config["extra"]["languages"] == {
        "en": {"name": "English", "iso639_3": "eng", "date": "d MMMM y"}, "luo": {"name": "Dholuo", "iso639_3": "luo"},
        "ar": {"name": "العربية", "iso639_3": "ara", "digits": "arab", "fallbacks": ["en"]}}
    assert config["extra"]["centre"] == {"exit_url": "https://www.wikipedia.org/"}
    assert not {"repo_url", "edit_uri"} & set(config)
    assert config["exclude_docs"].split() == ["/maintainers/"]
    assert "# One line a language" in text and "# signing_key:" in text and "Ours are" not in text


def test_nothing_of_our_content_goes_along(made: Path, built: Built) -> None:
    found = texts(made)
    for name, text in found.items():
        assert not re.search(r"\bIjwi\b|ijwi\.example|forge\.example/ijwi", text) or NAMED.fullmatch(name), name
    assert sorted(name for name in found if name.startswith("docs/")) == [
        "docs/ar/index.md", "docs/data/helplines.csv", "docs/data/indicators.csv", "docs/data/search/README.txt",
        "docs/data/search/ar.yml", "docs/data/search/en.yml", "docs/data/vocabulary.yml", "docs/en/about.md", "docs/en/index.md", "docs/luo/index.md"]
    assert [found[f"docs/data/{name}.csv"].count("\n") for name in ("helplines", "indicators")] == [1, 1]
    assert sorted(name for name in found if name.startswith(("locales/", "tests/"))) == [
        "locales/ar.po", "locales/ijwi.pot", "locales/luo.po", "tests/machine.py"]
    for page in built.pages():
        assert not re.search(r"\bIjwi\b|ijwi\.example", built.text(page)), page


def test_no_file_of_it_calls_for_what_was_left_behind(made: Path) -> None:
    makefile = (made / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    assert {"site", "check", "downloads", "links"} <= targets
    assert not {"test", "bench", "bench-compare", "bench-tools", "screenshots", "guide-pictures"} & targets
    assert not re.search("bench|made_up", makefile) and not list(made.glob("scripts/*bench*")) + list(made.glob("scripts/made_up*"))
    found = texts(made)
    for name in ("Makefile", ".ci/run", ".pre-commit-config.yaml", "README.md", "CONTRIBUTING.md",
                 *(name for name in found if name.startswith(".github/"))):
        for script in re.findall(r"\b(?:scripts|tests)/\w+\.py", found[name]):
            assert (made / script).is_file(), (name, script)
        for said in re.findall(r"^[^#\n]*\bmake ((?:--silent )?[a-z-]+(?: [a-z-]+)*)", found[name], re.M):
            words = said.removeprefix("--silent ").split()
            assert words[0] in targets or name.endswith(".md") or words[0] in ("sure",), (name, said)
        assert "requirements-test" not in found[name], name
    for file in (made / ".github" / "workflows").glob("*.yml"):
        assert yaml.safe_load(file.read_text("utf-8"))["jobs"], file.name
    assert yaml.safe_load(found[".pre-commit-config.yaml"])["repos"][0]["hooks"][0]["id"] == "content"


@pytest.mark.parametrize(("changes", "said"), [
    ({"--languages": "en,xx9"}, "`xx9`: this is not a language code."),
    ({"--languages": "eng"}, "`eng`: this language has a code of two letters. Write `en`."),
    ({"--languages": "en,qqz"}, "`qqz`: there are no locale data for this language."),
    ({"--languages": "en fr,en"}, "`en`: this language is named twice."),
    ({"--languages": " "}, "a centre has at least one language."),
    ({"--url": "sauti.example"}, "this is not the address of a site."),
    ({"--url": "javascript:alert(1)"}, "this is not the address of a site."),
    ({"--title": ""}, "--title: this is needed."),
    ({"--title": "x" * 61}, "it has more than 60 letters."),
    ({"--summary": "a\u202eb"}, "--summary: "),
])
def test_bad_wishes_are_refused_and_nothing_is_written(changes: dict[str, str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = {**dict(zip(WISHES[::2], WISHES[1::2], strict=True)), **changes}
    place = tmp_path / "our-centre"
    assert new.main(["centre", str(place), *(word for pair in options.items() for word in pair)], ROOT) == 1
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_and_one_inside_the_centre_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path / "full", tmp_path / "file"):
        assert new.main(["centre", str(place), *WISHES], ROOT) == 1
        assert "there is something there already" in capsys.readouterr().err
    assert new.main(["centre", str(ROOT / "build" / "other"), *WISHES], ROOT) == 1
    assert "a centre inside another would be built with it." in capsys.readouterr().err
    assert not (ROOT / "build" / "other").exists()
    assert new.main(["centre"], ROOT) == 1
    assert "it isn't said where the new centre is to be." in capsys.readouterr().err
    assert [file.read_text() for file in (tmp_path / "full" / "mine.txt", tmp_path / "file")] == ["mine", "mine"]


def test_a_failure_half_way_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device", "locales/ar.po")
    monkeypatch.setattr(newcentre, "_run", full)
    (tmp_path / "empty").mkdir()
    assert new.main(["centre", str(tmp_path / "empty"), *WISHES], ROOT) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert [file.name for file in tmp_path.rglob("*")] == ["empty"]


def test_a_centre_without_english_follows_its_first_language(tmp_path: Path) -> None:
    place = tmp_path / "sauti"
    assert new.main(["centre", str(place), *WISHES[:-4], "--languages", "rw,fr", "--day", "2026-11-22"], ROOT) == 0
    assert "edition:" not in (place / "docs/rw/index.md").read_text("utf-8")
    assert "  of: rw\n" in (place / "docs/fr/index.md").read_text("utf-8")
    done = run(place, "scripts/check.py", "--quiet")
    assert done.returncode == 0, done.stdout
    built = run_mkdocs(place, "--strict")
    assert built.code == 0, built.log
    assert 'lang="rw"' in built.text("index.html")


def test_somebody_at_a_terminal_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["Our library", "https://ours.example/", "For us.", "en"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    assert new.main(["centre", str(tmp_path / "ours"), "--day", "2026-11-22"], ROOT) == 0
    assert yaml.safe_load((tmp_path / "ours" / "mkdocs.yml").read_text("utf-8"))["site_name"] == "Our library"


def test_other_languages_that_a_line_names_are_kept_if_they_are_chosen() -> None:
    ours = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["extra"]["languages"]
    made = yaml.safe_load(language_lines(["rw", "fr"], ours))
    assert (made["rw"]["fallbacks"], made["rw"]["beside"]) == (["fr"], ["fr"])
    assert read_languages(made)["rw"].beside == ("fr",)
    alone = yaml.safe_load(language_lines(["rw", "en"], ours))
    assert alone["rw"]["fallbacks"] == ["en"] and "beside" not in alone["rw"]


def test_a_language_has_its_own_name_and_its_three_letters() -> None:
    codes = ["ak", "cy", "de", "fa", "gu", "lv", "ms", "no", "pt-BR", "sq", "zh-Hant", "nyn"]
    read = read_languages(yaml.safe_load(language_lines(codes, {})))
    assert [read[code].iso639_3 for code in codes] == ["aka", "cym", "deu", "fas", "guj", "lav", "msa", "nor", "por", "sqi", "zho", "nyn"]
    assert (read["de"].name, read["pt-BR"].name, read["fa"].direction) == ("Deutsch", "Português (Brasil)", "rtl")
    ours = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["extra"]["languages"]
    made = yaml.safe_load(language_lines(list(ours), {}))
    assert {code: line["iso639_3"] for code, line in made.items()} == {code: line["iso639_3"] for code, line in ours.items()}
