"""scripts/build.py: the bytes of `mkdocs build` from all cores, and an old site that stays until the new one is whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import CONFIG, Built, Tree, edition, homes, page, run_build, run_mkdocs, work, write_tree
from drawn_pictures import photograph
from ijwi.building import jobs, swapping
from ijwi.building.joining import ClashError, join
from ijwi.building.kept import Kept
from ijwi.search import passages
from small_centres import written

#: Something of every kind that a build writes.
EVERYTHING: Tree = {
    "mkdocs.yml": CONFIG.replace("theme:", "  centre: {install: {name: Notes}}\nextra_templates: [robots.txt]\ntheme:", 1),
    "docs/robots.txt": "Sitemap: {{ config.site_url }}sitemap.xml, {{ config.theme.language }}\n",
    "docs/en/about.md": page("About", body="[Safe](toolkits/stay-safe.md#first) and [abuse](manuals/abuse/index.md)."),
    "docs/rw/about.md": edition("Abo turi bo", body="[Bonyine](toolkits/only-english.md)."),
    "docs/en/toolkits/stay-safe.md": work(aliases="[old/place]", body=(
        "## First {#first}\n\n![A square](../../assets/images/square.jpg)\n\n[Form](../../assets/forms/a.pdf) [Own](../own.pdf)"
        "\n\n| a | b |\n|:--|--:|\n| c | d |\n\n- [ ] tick\n\n[r]\n\n[r]: stay-safe.md\n")),
    "docs/rw/toolkits/stay-safe.md": edition("Kwirinda", body="## Mbere {#first}\n\n[About](../about.md) [Own](../own.pdf)"),
    "docs/ar/toolkits/stay-safe.md": edition("ابق آمنا", body="## أولا {#first}\n\n12345 [About](../about.md)"),
    "docs/en/toolkits/only-english.md": work("Only English", body="Words that are [elsewhere](stay-safe.md)."),
    "docs/en/manuals/abuse/index.md": work("Abuse", kind="manual", topics="[online-abuse]", sensitive="true",
                                           neutral_title="Notes", parts="[one]"),
    "docs/en/manuals/abuse/one.md": page("One", body="Text."),
    "docs/en/toolkits/ended.md": work("Ended", withdrawn="Out of date."),
    "docs/assets/forms/a.pdf": b"%PDF-1.7",
    "docs/en/own.pdf": b"%PDF-1.7 en", "docs/rw/own.pdf": b"%PDF-1.7 rw",
    "docs/assets/images/square.jpg": photograph(800, 600),
    "docs/data/images.yml": "assets/images/square.jpg: {credit: Somebody, licence: CC-BY-4.0}\n",
}


def tree(site: Path) -> dict[str, bytes]:
    """Every file of a site, by its path."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("build"), EVERYTHING)


@pytest.fixture(scope="module")
def stock(centre: Path) -> dict[str, bytes]:
    """The files that `mkdocs build` writes."""
    built = run_mkdocs(centre, "--site-dir", str(centre / "stock"))
    assert built.code == 0, built.log
    return tree(centre / "stock")


def same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Fails with the paths that differ, not with their content."""
    assert sorted(found) == sorted(expected)
    assert [path for path in sorted(found) if found[path] != expected[path]] == []


# The same bytes

def test_the_site_is_that_of_mkdocs_build(centre: Path, stock: dict[str, bytes]) -> None:
    built = run_build(centre)
    assert built.code == 0, built.log
    same(tree(built.site), stock)
    assert {"rw/own.pdf", "own.pdf", "robots.txt", "rw/app.webmanifest", "old/place.html", "keep/toolkits/stay-safe.json",
            "assets/forms/a.pdf"} <= stock.keys()
    assert stock["robots.txt"] == b"Sitemap: https://small.example/sitemap.xml, ar"


def test_the_html_of_a_page_is_parsed_once(centre: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = passages.html.document_fromstring  # lxml's other ways all lead here

    def counted(content: str, **more: Any) -> Any:
        parsed.append(content)
        return parse(content, **more)

    monkeypatch.setattr(passages.html, "document_fromstring", counted)
    assert jobs.run(centre / "mkdocs.yml", "en", tmp_path / "en").whole
    searched = [file for file in (centre / "docs/en").rglob("*.md") if file.name not in ("index.md", "ended.md")]
    assert len(parsed) == len(set(parsed)) == len([*searched, "the manual's front page"])


def test_one_process_writes_the_same_as_two(centre: Path, stock: dict[str, bytes]) -> None:
    built = run_build(centre, "--jobs", "1", "--site", str(centre / "one"))
    assert built.code == 0, built.log
    same(tree(centre / "one"), stock)


def test_the_parts_of_several_machines_make_the_same_site(centre: Path, stock: dict[str, bytes]) -> None:
    for name, languages in (("a", "rw,en"), ("b", "ar")):
        built = run_build(centre, "--languages", languages, "--into", str(centre / name))
        assert built.code == 0, built.log
    built = run_build(centre, "--join", str(centre / "a"), str(centre / "b"), "--site", str(centre / "joined"))
    assert built.code == 0, built.log
    same(tree(centre / "joined"), stock)
    again = run_build(centre, "--join", str(centre / "a"), str(centre / "b"), "--site", str(centre / "joined"))
    assert again.code == 0, "joining leaves the parts as they are: " + again.log

    shutil.copytree(centre / "a", centre / "double")
    doubled = run_build(centre, "--join", str(centre / "a"), str(centre / "double"), "--site", str(centre / "joined"))
    assert doubled.code == 1
    assert "Parts are missing" in doubled.log
    assert f"{centre / 'double'}: ar." in doubled.log
    assert f"The part of `rw` is in several folders: {centre / 'a'}, {centre / 'double'}. Take one of them away." in doubled.log
    same(tree(centre / "joined"), stock)


def test_parts_of_other_content_are_refused(centre: Path, tmp_path: Path) -> None:
    assert run_build(centre, "--languages", "en,rw,ar", "--into", str(tmp_path / "parts"), SOURCE_DATE_EPOCH="1").code == 0
    built = run_build(centre, "--join", str(tmp_path / "parts"), "--site", str(tmp_path / "site"))
    assert built.code == 1
    assert f"The part of `ar` in {tmp_path / 'parts'} was made of other content, code or libraries" in built.log
    assert not (tmp_path / "site").exists()


def test_one_language_alone_as_mkdocs_does_it(centre: Path) -> None:
    stock = run_mkdocs(centre, "--site-dir", str(centre / "stock-rw"), IJWI_LANGUAGE="rw")
    built = run_build(centre, "--site", str(centre / "rw"), IJWI_LANGUAGE="rw")
    assert (stock.code, built.code) == (0, 0), built.log
    same(tree(centre / "rw"), tree(centre / "stock-rw"))


@pytest.mark.parametrize(("arguments", "said"), [
    (["--languages", "xx", "--into", "p"], "--languages xx: this centre has en, rw, ar."),
    (["--languages", "rw"], "--languages and --into go together"),
    (["--join", "p", "--languages", "rw", "--into", "p"], "--join makes a site of parts; --into writes parts"),
    (["--jobs", "0"], "--jobs must be 1 or more"),
])
def test_what_cannot_be_asked_for_is_explained(centre: Path, arguments: list[str], said: str) -> None:
    built = run_build(centre, *arguments)
    assert built.code != 0
    assert said in built.log
    assert "Traceback" not in built.log


# What is wrong is said, and the old site stays

def broken(root: Path, files: Tree) -> Built:
    """Builds a centre, spoils it, and builds it again: the first site must be there still."""
    write_tree(root, {"site/index.html": "the old site"})
    built = run_build(write_tree(root, files))
    assert built.code == 1
    assert "Traceback" not in built.log
    assert tree(built.site) == {"index.html": b"the old site"}
    return built


def test_findings_of_all_languages_come_at_once(tmp_path: Path) -> None:
    built = broken(written(tmp_path, {}), {"docs/en/a.md": page("A", body="[@nobody]"), "docs/rw/a.md": edition("A", body="[@nobody]")})
    for code in ("en:7", "rw:8"):
        code, line = code.split(":")
        assert f"docs/{code}/a.md:{line}: reference: `[@nobody]`: neither this page nor its work has a source" in built.log
    assert built.log.count("the content needs mending") == 2


def test_wrong_front_matter_and_a_wrong_configuration_are_explained(tmp_path: Path) -> None:
    root = written(tmp_path, {})
    assert "docs/en/a.md:5: unknown-field: " in broken(root, {"docs/en/a.md": page("A", colour="red")}).log
    assert "extra.languages" in broken(root, {"mkdocs.yml": CONFIG.replace("iso639_3: kin", "iso639_3: kinya")}).log
    assert "site_url" in broken(root, {"mkdocs.yml": CONFIG.replace("https://small.example/", "small")}).log


def test_links_and_anchors_that_lead_nowhere_are_said_for_every_language(tmp_path: Path) -> None:
    built = broken(written(tmp_path, {}), {
        "docs/en/a.md": page("A", body="[x](b.md#gone) [y](#nowhere)"), "docs/en/b.md": page("B", body="## Here {#here}"),
        "docs/ar/a.md": edition("A", body="[x](gone.md)")})
    assert "Doc file 'en/a.md' contains a link 'b.md#gone', but the doc 'en/b.md' does not contain an anchor '#gone'." in built.log
    assert "Doc file 'en/a.md' contains a link '#nowhere', but there is no such anchor on this page." in built.log
    assert "Doc file 'ar/a.md' contains a link 'gone.md', but the target 'ar/gone.md' is not found" in built.log


def test_two_jobs_that_write_one_path_with_different_bytes_fail(tmp_path: Path) -> None:
    """A shared file and one of the default language, whose place is the root."""
    built = broken(written(tmp_path, {}), {"docs/en/forms/a.pdf": "English", "docs/forms/a.pdf": "everybody's"})
    assert "forms/a.pdf: `shared` and `en` both write this file, and not the same." in built.log


def test_parts_are_joined_and_equal_files_do_no_harm(tmp_path: Path) -> None:
    write_tree(tmp_path, {"one/a/b.txt": "b", "one/same.txt": "s", "two/a/c.txt": "c", "two/same.txt": "s", "three/a/c.txt": "d"})
    join({"one": tmp_path / "one", "two": tmp_path / "two"}, tmp_path / "site", copied={"two"})
    assert sorted(tree(tmp_path / "site")) == ["a/b.txt", "a/c.txt", "same.txt"]
    assert (tmp_path / "site/a/b.txt").samefile(tmp_path / "one/a/b.txt")
    assert not (tmp_path / "site/a/c.txt").samefile(tmp_path / "two/a/c.txt")
    with pytest.raises(ClashError, match=r"^a/c\.txt: `two` and `three` both write this file, and not the same\.$"):
        join({name: tmp_path / name for name in ("one", "two", "three")}, tmp_path / "other")


def test_a_spare_is_brought_up_to_date_whatever_it_holds(tmp_path: Path) -> None:
    write_tree(tmp_path, {"part/a.html": "a", "part/b/c.html": "c", "part/d": "d", "part/e.html": "e",
                          "site/a.html": "old", "site/b": "a folder now", "site/d/x.html": "a file now", "site/f/g/h.html": "gone"})
    (tmp_path / "site/e.html").hardlink_to(tmp_path / "part/e.html")
    join({"part": tmp_path / "part"}, tmp_path / "site")
    assert tree(tmp_path / "site") == {"a.html": b"a", "b/c.html": b"c", "d": b"d", "e.html": b"e"}
    assert not (tmp_path / "site/f").exists()


# The exchange

def test_an_interrupted_build_leaves_the_old_site(tmp_path: Path) -> None:
    """Control-C on a terminal reaches all processes of a group. The jobs wait for it, however quick the machine is."""
    centre = written(tmp_path, {"mkdocs.yml": CONFIG.replace("[hooks/centre.py]", "[hooks/centre.py, wait.py]")})
    write_tree(centre, {"wait.py": "import pathlib, time\n\ndef on_env(env, config, files):\n"
                                   "    pathlib.Path(__file__).with_name('begun').touch()\n    time.sleep(600)\n"})
    site = write_tree(centre / "interrupted", {"site/index.html": "old"}) / "site"
    process = subprocess.Popen([sys.executable, str(centre / "scripts" / "build.py"), "--site", str(site), "--jobs", "2"],
                               start_new_session=True, text=True, stderr=subprocess.PIPE, cwd=centre)
    while not (centre / "begun").exists():
        assert process.poll() is None
        time.sleep(.01)
    os.killpg(process.pid, signal.SIGINT)
    _out, log = process.communicate(timeout=60)
    assert process.returncode == 130
    assert log.splitlines()[-1] == "Stopped. The old site is as it was."
    assert "Traceback" not in log
    assert tree(site) == {"index.html": b"old"}
    assert not (centre / "build/parts/.new").exists()
    with pytest.raises(ProcessLookupError):  # none of its processes goes on
        os.killpg(process.pid, 0)


def test_two_builds_at_once_do_not_mix(centre: Path) -> None:
    with Kept(centre / "build/parts").alone():
        built = run_build(centre)
    assert (built.code, built.log) == (1, "Another build is running here. Wait until it is done.\n")


@pytest.mark.parametrize("one_step", [True, False])
def test_the_new_site_takes_the_place_of_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_step: bool) -> None:
    if not one_step:
        monkeypatch.setattr(swapping, "_exchanged", lambda one, other: False)
    root = write_tree(tmp_path, {"site/a.html": "old", "site/.git/HEAD": "ref", "site/.htaccess": "old",
                                 ".site.spare/b.html": "new", ".site.spare/.htaccess": "new"})
    swapping.exchange(root / "site")
    assert tree(root) == {"site/b.html": b"new", "site/.git/HEAD": b"ref", "site/.htaccess": b"new",
                          ".site.spare/a.html": b"old", ".site.spare/.htaccess": b"old"}
    swapping.exchange(write_tree(root, {".site.spare/a.html": "newer"}) / "site")
    assert tree(root / "site") == {"a.html": b"newer", ".git/HEAD": b"ref", ".htaccess": b"old"}


def test_folders_are_exchanged_in_one_step_where_the_system_can_and_else_left_alone(tmp_path: Path) -> None:
    """renameat2 is Linux's."""
    root = write_tree(tmp_path, {"a/one": "1", "b/two": "2"})
    done = swapping._exchanged(root / "a", root / "b")
    assert done is (sys.platform == "linux")
    assert tree(root) == ({"a/two": b"2", "b/one": b"1"} if done else {"a/one": b"1", "b/two": b"2"})
    assert not swapping._exchanged(root / "a", root / "none")


@pytest.mark.parametrize(("site", "former", "spare", "kept"), [
    (None, "old", "new", "old"),     # between the first and the second rename
    ("new", "old", None, "new"),     # between the second and the third
    ("new", None, "old", "new"),     # exchanged in one step, and no more
])
def test_an_exchange_that_broke_off_is_repaired_at_the_next_start(
        tmp_path: Path, site: str | None, former: str | None, spare: str | None, kept: str) -> None:
    for folder, state in ((tmp_path / "site", site), (tmp_path / ".site.old", former), (tmp_path / ".site.spare", spare)):
        if state:
            write_tree(folder, {"a.html": state, **({".git/HEAD": "ref"} if state == "old" else {})})
    swapping.repair(tmp_path / "site")
    assert tree(tmp_path / "site") == {"a.html": kept.encode(), ".git/HEAD": b"ref"}
    assert not (tmp_path / ".site.old").exists()


def test_a_language_more_is_a_job_more_and_a_language_less_leaves_nothing_behind(tmp_path: Path) -> None:
    root = written(tmp_path, {})
    assert run_build(root).code == 0
    config = "\n".join(line for line in CONFIG.split("\n") if not line.startswith("    ar:"))
    write_tree(root, {"mkdocs.yml": config, **homes("en", "rw")})
    shutil.rmtree(root / "docs" / "ar")
    built = run_build(root)
    assert built.code == 0, built.log
    assert not (built.site / "ar").exists()
