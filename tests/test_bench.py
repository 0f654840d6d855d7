"""The made-up centre that `make bench` measures with: the same each time, of all kinds, and sound."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmark.profiling import profile
from conftest import CONFIG, ROOT, run_build, run_mkdocs
from ijwi.centre import Centre
from made_up_centre import write_centre
from made_up_works import made_up
from small_centres import centre_of, written

LANGUAGES = 3


def pages(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted((root / "docs").rglob("*")) if file.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A centre, and how many pages it was said to have."""
    root = tmp_path_factory.mktemp("made") / "centre"
    return root, write_centre(root, 40, LANGUAGES, 150)


@pytest.fixture(scope="module")
def centre(made: tuple[Path, int]) -> Centre:
    return centre_of(made[0])


def check(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(root / "scripts" / "check.py"), "--quiet"], cwd=root, text=True, capture_output=True, encoding="utf-8")


def test_it_is_the_same_each_time(made: tuple[Path, int], tmp_path: Path) -> None:
    assert write_centre(tmp_path / "centre", 40, LANGUAGES, 150) == made[1]
    assert pages(tmp_path / "centre") == pages(made[0])


def test_the_number_of_its_pages_is_known(made: tuple[Path, int]) -> None:
    root, said = made
    assert said == sum(name.endswith(".md") for name in pages(root))
    # 40 pages of works, a home page and one more, in three languages; one of twenty is missing in every second of them.
    assert said == 42 * LANGUAGES - 2


def test_pages_have_as_many_words_as_asked_for(tmp_path: Path) -> None:
    write_centre(tmp_path / "centre", 1, 2, 800)
    for code in ("en", "fr"):
        words = (tmp_path / "centre" / "docs" / code / "works" / "w0.md").read_text("utf-8").split("\n---\n")[1].split()
        assert 750 <= len(words) <= 1000, code


def test_its_pages_are_of_all_kinds(centre: Centre) -> None:
    works = {work.path: work for work in centre.catalogue.works}
    assert {work.kind for work in works.values()} == {"manual", "toolkit", "guide", "campaign", "event", "case-study", "video", "link"}
    assert {work.fields.sensitive for work in works.values()} == {True, False}
    assert [path for path, work in works.items() if work.withdrawn] == ["works/w17"]
    assert any(work.fields.aliases for work in works.values())
    parts = works["works/w10/index"].parts
    assert [(part.fields.session, part.fields.handout) for part in parts] == [(True, False)] * 3 + [(False, True)] * 2
    assert len(centre.pictures.shown) == 4


def test_its_editions_differ_in_review_and_currency_and_some_are_missing(centre: Centre) -> None:
    documents = centre.catalogue.documents.values()
    editions = [edition for document in documents for edition in document.editions.values() if not edition.is_source]
    assert {edition.review for edition in editions} == {"machine", "human", "reviewed"}
    behind = [edition for edition in editions if edition.currency.behind]
    assert {edition.currency.behind for edition in behind} == {("s0",)}
    assert 0 < len(behind) < len(editions) / 2
    assert {tuple(document.editions) for document in documents} == {("en", "fr", "rw"), ("en", "rw")}


def test_it_passes_the_checks_and_builds(made: tuple[Path, int]) -> None:
    root, _said = made
    checked = check(root)
    assert checked.returncode == 0, checked.stdout
    assert checked.stderr.startswith("0 to mend"), checked.stderr
    built = run_build(root, "--quiet", PYTHONPATH=str(root / "hooks"))
    assert built.code == 0, built.log
    shown = built.text("rw/works/w9.html")
    assert 'class="chart"' in shown and "Isange One Stop Centre" in shown and 'class="fact' in shown
    assert "<picture" in built.text("works/w16.html")
    assert 'href="p11.html"' in built.text("works/w10/index.html")


def test_every_language_says_its_own_words_and_is_sound(tmp_path: Path) -> None:
    root = tmp_path / "centre"
    write_centre(root, 20, 24, 40)
    for code, letters in (("ar", "؀ۿ"), ("ru", "Ѐӿ"), ("hi", "ऀॿ"), ("am", "ሀ፿"), ("ckb", "؀ۿ")):
        text = (root / "docs" / code / "works" / "w0.md").read_text("utf-8").split("\n---\n")[1]
        words = [word for word in text.split() if word.isalpha() or not word.isascii()]
        assert sum(letters[0] <= word[0] <= letters[1] for word in words) > .9 * len(words), code
    checked = check(root)
    assert checked.returncode == 0, checked.stdout


def test_works_for_the_search_are_the_same_each_time() -> None:
    first, again = list(made_up(2)), list(made_up(2))
    assert first == again and first[0] != first[1]
    assert all(html.count("<h2 ") == 6 for _title, html in first)


# The folder for maintainers

def test_what_is_for_maintainers_is_no_content(tmp_path: Path) -> None:
    root = written(tmp_path, {"mkdocs.yml": CONFIG + "\nexclude_docs: /maintainers/\n", "docs/maintainers/speed.md": "# Speed\n", "docs/maintainers/speed.svg": "<svg/>",
                              "docs/maintainers/speed.json": "{}", "docs/maintainers/en/toolkits/not-a-work.md": "# No front matter\n"})
    checked = check(root)
    assert "maintainers" not in checked.stdout and checked.returncode == 0, checked.stdout
    for build in (run_build, run_mkdocs):
        built = build(root, PYTHONPATH=str(root / "hooks"))
        assert built.code == 0, built.log
        assert not [file for file in built.site.rglob("*") if {"maintainers", "speed.svg"} & set(file.relative_to(built.site).parts)]
        assert "not-a-work" not in built.text("catalogue.json")


def test_our_own_configuration_keeps_it_out() -> None:
    assert "\nexclude_docs: /maintainers/ " in (ROOT / "mkdocs.yml").read_text("utf-8")
    assert (ROOT / "docs" / "maintainers" / "speed.md").is_file()


def test_a_page_in_another_folder_is_still_refused(tmp_path: Path) -> None:
    root = written(tmp_path, {"docs/notes/speed.md": "# Speed\n"})
    assert "docs/notes/speed.md:1: folder: a page must stand in the folder of its language." in check(root).stdout



def test_a_profile_tells_every_stage_of_a_languages_job() -> None:
    rows = profile(8, 2, 60)
    shares = {row["stage"]: int(row["share"].removesuffix(" %")) for row in rows}
    assert 95 <= sum(shares.values()) <= 105 and min(shares.values()) >= 0
    assert min(float(row["ms a page"]) for row in rows if row["stage"] in ("Markdown to HTML", "templates")) > 0, "functions have other names now"
