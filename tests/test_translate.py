"""The volunteers' tool on small centres: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import polib
import pytest

from conftest import ROOT, Built, Tree, edition, page, run_mkdocs, work
from ijwi.centre import read_centre

sys.path.insert(0, str(ROOT / "scripts"))

from check import extra
from translate import main

SOURCE = "Lead.\n\n## Lock it {#lock}\n\nChoose a PIN of six digits.\n\n## Share less {#share}\n\nAsk first, then post.\n"
KINYARWANDA = "Ijambo.\n\n## Funga {#lock}\n\nHitamo PIN.\n\n## Sangiza bike {#share}\n\nBanza ubaze.\n"
ARABIC = "مقدمة.\n\n## القفل {#lock}\n\nاختاري رمزًا.\n\n## شاركي أقل {#share}\n\nاسألي أولًا.\n"
TREE = {"docs/en/toolkits/t.md": work("Safe", body=SOURCE), "docs/rw/toolkits/t.md": edition("Umutekano", body=KINYARWANDA),
        "docs/ar/toolkits/t.md": edition("أمان", body=ARABIC)}


@pytest.fixture
def root(centre_folder: Callable[[Tree], Path]) -> Path:
    """A centre whose editions follow their source."""
    folder = centre_folder(TREE)
    assert main(["changed", "toolkits/t"], folder) == 0
    for code in ("rw", "ar"):
        assert main(["done", code, "toolkits/t"], folder) == 0
    return folder


def change(root: Path, old: str, new: str, file: str = "docs/en/toolkits/t.md") -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def behind(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    capsys.readouterr()
    assert main(["status", "--json"], root) == 0
    return {row["language"]: row["sections_behind"] for row in json.loads(capsys.readouterr().out)}


def test_an_edition_that_was_never_recorded_is_behind_in_everything(centre_folder: Callable[[Tree], Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert behind(centre_folder(TREE), capsys)["rw"] == ["front", "lead", "lock", "share"]


def test_one_changed_section_is_behind_in_every_other_edition_and_nowhere_else(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert behind(root, capsys) == {"rw": [], "ar": []}
    change(root, "six digits", "eight digits")
    assert behind(root, capsys) == {"rw": ["lock"], "ar": ["lock"]}
    built = run_mkdocs(root)
    assert built.code == 0, built.log
    for code in ("rw", "ar"):
        html = built.text(f"{code}/toolkits/t.html")
        assert html.count('class="section-mark behind"') == 1
        assert html.index('id="lock"') < html.index("section-mark") < html.index('id="share"')
        assert '<a href="../../toolkits/t.html#lock" hreflang="en">' in html
        assert 'class="notice behind"' in html
    assert "section-mark" not in built.text("toolkits/t.html")
    catalogue = json.loads(built.text("catalogue.json"))["works"][0]
    assert [entry.get("sections_behind") for entry in catalogue["editions"]] == [None, ["lock"], ["lock"]]


def test_a_moved_section_is_no_change(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock, share = SOURCE.split("\n## ")[1:]
    change(root, SOURCE, f"Lead.\n\n## {share}\n## {lock}")
    assert behind(root, capsys) == {"rw": [], "ar": []}


def test_a_changed_title_is_behind_as_front(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "title: Safe", "title: Safer")
    assert behind(root, capsys)["rw"] == ["front"]


def test_a_minor_change_is_waved_through_for_those_who_were_up_to_date_and_only_for_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "six digits", "eight digits")
    assert main(["changed", "toolkits/t"], root) == 0
    change(root, "Hitamo PIN.", "Hitamo PIN y'imibare 8.", "docs/rw/toolkits/t.md")
    assert main(["done", "rw", "toolkits/t", "lock"], root) == 0
    change(root, "eight digits.", "eight digits!")
    assert main(["changed", "toolkits/t", "--minor", "--yes"], root) == 0
    assert behind(root, capsys) == {"rw": [], "ar": ["lock"]}, "Arabic never saw the eight digits"


def test_a_minor_change_is_shown_and_written_only_after_a_yes(root: Path, capsys: pytest.CaptureFixture[str],
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    change(root, "six digits", "6 digits")
    before = (root / "docs/rw/toolkits/t.md").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    assert main(["changed", "toolkits/t", "--minor"], root) == 1
    assert "Choose a PIN of 6 digits." in capsys.readouterr().out
    assert (root / "docs/rw/toolkits/t.md").read_bytes() == before


def test_with_git_a_translator_sees_the_changed_words(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@x", *words], check=True, capture_output=True)
    git("init")
    git("add", "docs")
    git("commit", "-m", "x")
    change(root, "six digits", "eight digits")
    git("commit", "-am", "y")
    capsys.readouterr()
    assert main(["diff", "rw", "toolkits/t"], root) == 0
    out = capsys.readouterr().out
    assert "== docs/rw/toolkits/t.md #lock" in out
    assert "PIN of [-six-]{+eight+} digits." in out
    assert "#share" not in out


def test_without_git_a_translator_sees_the_whole_section(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "six digits", "eight digits")
    capsys.readouterr()
    assert main(["diff", "rw", "toolkits/t"], root) == 0
    assert "Choose a PIN of eight digits." in capsys.readouterr().out


def test_done_refuses_a_section_that_is_missing_or_still_the_sources(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "Sangiza bike {#share}\n\nBanza ubaze.", "Share less {#share}\n\nAsk first, then post.", "docs/rw/toolkits/t.md")
    change(root, "## Funga {#lock}\n\nHitamo PIN.\n", "", "docs/rw/toolkits/t.md")
    before = (root / "docs/rw/toolkits/t.md").read_bytes()
    assert main(["done", "rw", "toolkits/t"], root) == 1
    assert capsys.readouterr().err.splitlines() == [
        "docs/rw/toolkits/t.md:1: refused: `lock`: this edition has no such section. Add it, with its heading's id `{#lock}`.",
        "docs/rw/toolkits/t.md:1: refused: `share`: its text is still the source's. Translate it first."]
    assert (root / "docs/rw/toolkits/t.md").read_bytes() == before


@pytest.mark.parametrize(("words", "said"), [
    (["start", "rw", "toolkits/t"], "index:1: refused: there is an edition in `rw` already; nothing is overwritten."),
    (["start", "xx", "toolkits/t"], "xx:1: refused: this is not a language of the centre."),
    (["start", "ar", "toolkits/x"], "toolkits/x:1: refused: there is no such work. Did you mean `toolkits/t`?"),
    (["status", "xx"], "xx:1: refused: this is not a language of the centre."),
    (["done", "ar", "about"], "ar/about:1: refused"),
    (["done", "rw", "toolkits/t", "lok"], "`lok`: the source edition has no such section. Did you mean `lock`?"),
    (["review", "rw", "toolkits/t", "reviewed"], "a review needs somebody who did it, and a day. Add `--by` and `--on`."),
    (["review", "rw", "toolkits/t", "reviewed", "--by", "x", "--on", "tomorrow"], "`tomorrow` is not a day."),
    (["recall", "toolkits/t", "nothing"], "no page of it has a section `nothing`."),
    (["recall", "toolkits/t", "front"], "title and summary cannot be hidden."),
    (["diff", "rw", "toolkits/t", "--page", "x"], "it has no page `x`."),
    (["glossary", "rw"], "docs/data/glossary/rw.yml:1: data: there is no such file."),
])
def test_what_would_lose_work_or_is_not_there_is_refused_and_nothing_is_written(words: list[str], said: str, root: Path,
                                                                               capsys: pytest.CaptureFixture[str]) -> None:
    before = {file: file.read_bytes() for file in (root / "docs").rglob("*") if file.is_file()}
    capsys.readouterr()
    assert main(words, root) == 1
    said = said.replace("index:1", "toolkits/t:1").replace("ar/about:1: refused", "about:1: refused: there is no such work.")
    assert said in capsys.readouterr().err
    assert {file: file.read_bytes() for file in (root / "docs").rglob("*") if file.is_file()} == before


def test_a_review_is_a_fact_of_its_own_and_refused_while_sections_are_behind(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "rw", "toolkits/t", "reviewed", "--by", "A trainer: Huye", "--on", "2026-11-22"], root) == 0
    text = (root / "docs/rw/toolkits/t.md").read_text("utf-8")
    assert '  review: reviewed\n' in text and '  reviewer: "A trainer: Huye"\n  reviewed_on: 2026-11-22\n' in text
    change(root, "six digits", "eight digits")
    assert behind(root, capsys)["rw"] == ["lock"], "reviewed, and behind all the same"
    assert main(["review", "ar", "toolkits/t", "reviewed", "--by", "x", "--on", "2026-11-22"], root) == 1
    assert "1 sections are behind the source." in capsys.readouterr().err
    assert main(["review", "rw", "toolkits/t", "human"], root) == 0
    assert "reviewer" not in (root / "docs/rw/toolkits/t.md").read_text("utf-8")


def test_a_started_edition_holds_the_source_text_and_is_behind_until_it_is_done(centre_folder: Callable[[Tree], Path],
                                                                               capsys: pytest.CaptureFixture[str]) -> None:
    folder = centre_folder({
        "docs/en/manuals/m/index.md": work('"Voices: a manual"', summary="A manual.", kind="manual", parts="[s]", body="Hello there, friends.\n"),
        "docs/en/manuals/m/s.md": page("S", session="true", minutes="60", group_size="4-8", power="none", internet="none",
                                       objectives="[Speak, Listen]", materials="['Chalk: white']", body="## Open {#open}\n\nWelcome.\n")})
    assert main(["start", "rw", "manuals/m"], folder) == 0
    assert capsys.readouterr().out == "docs/rw/manuals/m/index.md\ndocs/rw/manuals/m/s.md\n"
    text = (folder / "docs/rw/manuals/m/s.md").read_text("utf-8")
    assert text == ('---\ntitle: "S"\nsummary: "About S."\nobjectives:\n  - "Speak"\n  - "Listen"\nmaterials:\n  - "Chalk: white"\n'
                    "updated: 2026-11-22\nedition:\n  of: en\n  review: human\n---\n\n## Open {#open}\n\nWelcome.\n\n")
    assert behind(folder, capsys)["rw"] == ["front", "lead", "front", "open"]
    assert main(["done", "rw", "manuals/m"], folder) == 1, "nothing is translated yet"


@pytest.mark.parametrize("history", ["{of: en, review: machine}", "\n  of: en\n  adapted: 'Prices: Rwf'\n  review: machine\n  sections:\n    a: b\n    c: d",
                                     "\n  of: en # source\n  review: machine"])
def test_stamping_changes_nothing_else_of_a_page(history: str, centre_folder: Callable[[Tree], Path]) -> None:
    text = page("Umutekano", body=KINYARWANDA, edition=history).replace("---\n\nIjambo", "withdrawn: no more # remark\n---\n\nIjambo")
    folder = centre_folder({**TREE, "docs/rw/toolkits/t.md": text})
    assert main(["done", "rw", "toolkits/t", "lock"], folder) == 0
    after = (folder / "docs/rw/toolkits/t.md").read_text("utf-8")
    lines = [line for line in after.split("\n") if "sections:" not in line and "of:" not in line and "review:" not in line]
    expected = [line for line in text.split("\n") if not line.startswith(("    a:", "    c:")) and "sections:" not in line
                and "of:" not in line and "review:" not in line]
    assert [line for line in lines if line != "edition:"] == [line for line in expected if line != "edition:"]
    assert after.count("sections: {lock: ") == 1


def test_a_recall_hides_stale_sections_everywhere_until_they_follow(root: Path, build: Callable[..., Built]) -> None:
    change(root, "Choose a PIN of six digits.", "Do not lock it yet, if somebody checks your phone.")
    assert main(["changed", "toolkits/t"], root) == 0
    assert main(["recall", "toolkits/t", "lock", "--on", "2026-11-23"], root) == 0
    built = run_mkdocs(root)
    assert built.code == 0, built.log
    for code, stale in (("rw", "Hitamo PIN."), ("ar", "اختاري رمزًا.")):
        html = built.text(f"{code}/toolkits/t.html")
        assert stale not in html
        assert 'class="section-mark recalled"' in html
        assert "t.html#lock" in html
    assert "Do not lock it yet" in built.text("toolkits/t.html")
    [entry] = json.loads(built.text("recalls.json"))["recalls"]
    assert (entry["path"], entry["section"], entry["on"]) == ("toolkits/t", "lock", "2026-11-23")
    assert [hidden["language"] for hidden in entry["hidden_in"]] == ["rw", "ar"]

    change(root, "Hitamo PIN.", "Ntimufunge ubu.", "docs/rw/toolkits/t.md")
    assert main(["done", "rw", "toolkits/t", "lock"], root) == 0
    change(root, "Do not lock it yet", "Don't lock it yet")
    assert main(["changed", "toolkits/t"], root) == 0
    built = run_mkdocs(root)
    assert "Ntimufunge ubu." in built.text("rw/toolkits/t.html"), "behind a small change, but safe"
    assert 'class="section-mark behind"' in built.text("rw/toolkits/t.html")
    assert "اختاري رمزًا." not in built.text("ar/toolkits/t.html")


def test_each_section_of_a_sensitive_machine_draft_keeps_the_source_a_tap_away(build: Callable[..., Built]) -> None:
    fields = {"sensitive": "true", "neutral_title": "Plan"}
    built = build({"docs/en/toolkits/t.md": work("Abuse", body=SOURCE, **fields),
                   "docs/rw/toolkits/t.md": edition("Ihohoterwa", body=KINYARWANDA, neutral_title="Umugambi"),
                   "docs/ar/toolkits/t.md": edition("إساءة", body=ARABIC, neutral_title="خطة", review="human")})
    assert built.code == 0, built.log
    rw = built.text("rw/toolkits/t.html")
    assert rw.count("section-mark") == 2
    assert "t.html#lock" in rw and "t.html#share" in rw


def test_the_status_page_maps_works_and_languages_and_names_the_next_task(root: Path) -> None:
    change(root, "six digits", "eight digits")
    html = run_mkdocs(root).text("status.html")
    assert html.count('class="state behind"') == 3, "two squares and the legend"
    assert html.index("<strong>Update</strong>") < html.index("</ol>")


def test_every_act_of_the_tool_is_described() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "scripts/translate.py"), "--help"], capture_output=True, text=True, check=True)
    for act in ("status", "start", "diff", "done", "review", "changed", "recall", "glossary"):
        assert f"translate.py {act}" in done.stdout


def test_a_work_that_cannot_be_read_is_said_to_be_wrong_and_not_to_be_missing(centre_folder: Callable[[Tree], Path],
                                                                            capsys: pytest.CaptureFixture[str]) -> None:
    folder = centre_folder({**TREE, "docs/en/toolkits/t.md": work("Safe", level="hard", topics="[]", body=SOURCE)})
    assert main(["status", "rw"], folder) == 0
    capsys.readouterr()
    assert main(["diff", "rw", "toolkits/t"], folder) == 1
    assert "docs/en/toolkits/t.md:6: empty: `topics` is empty." in capsys.readouterr().err


def test_the_tool_gives_ids_and_the_check_wants_them_unique_in_a_work(centre_folder: Callable[[Tree], Path],
                                                                     capsys: pytest.CaptureFixture[str]) -> None:
    folder = centre_folder({"docs/en/manuals/m/index.md": work("M", kind="manual", parts="[s]", body="## Open\n\nHello.\n"),
                            "docs/en/manuals/m/s.md": page("S", body="## Open\n\nHello.\n\n## Close {#close}\n\nBye.\n")})
    assert main(["ids", "manuals/m"], folder) == 0
    assert capsys.readouterr().out == "docs/en/manuals/m/index.md\ndocs/en/manuals/m/s.md\n"
    assert "## Open {#open}" in (folder / "docs/en/manuals/m/index.md").read_text("utf-8")
    assert "## Open {#open-2}" in (folder / "docs/en/manuals/m/s.md").read_text("utf-8")
    assert main(["ids", "manuals/m"], folder) == 0
    assert capsys.readouterr().out == "Every heading has its id.\n"
    change(folder, "{#open-2}", "{#open}", "docs/en/manuals/m/s.md")
    done = subprocess.run([sys.executable, "scripts/check.py"], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "docs/en/manuals/m/s.md:1: heading: the id `open` stands in manuals/m/index.md too." in done.stdout


def test_changing_one_section_of_the_real_toolkit_marks_it_in_every_other_edition_and_nothing_else(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "locales", tmp_path / "locales")

    def everything_behind() -> dict[str, tuple[str, ...]]:
        centre = read_centre(tmp_path, tmp_path / "docs", extra(tmp_path / "mkdocs.yml"))
        assert centre.findings == ()
        return {edition.file: edition.currency.behind for page in centre.catalogue.documents.values()
                for edition in page.editions.values() if edition.currency.behind}

    assert everything_behind() == {}, "the editions of this centre follow their sources"
    change(tmp_path, "Choose a PIN of six digits", "Choose a PIN of eight digits", "docs/en/toolkits/stay-safe-online/index.md")
    assert everything_behind() == {f"{code}/toolkits/stay-safe-online/index.md": ("habit-lock",)
                                   for code in ("fr", "rw", "sw", "ar", "fa", "ru")}


@pytest.mark.parametrize("kind", ["po", "docx"])
def test_a_sheet_goes_out_and_comes_back_with_a_new_translation_recorded(kind: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "six digits", "eight digits")
    before = (root / "docs/rw/toolkits/t.md").read_text("utf-8")
    folder = tmp_path / "sheets"
    assert main(["export", "rw", "toolkits/t", "--format", kind, "--to", str(folder)], root) == 0
    file = folder / f"toolkits__t.rw.{kind}"
    assert main(["export", "rw", "toolkits/t", "--format", kind, "--to", str(folder)], root) == 1, "nothing is overwritten"
    assert "this file is there already" in capsys.readouterr().err
    fill(file, "Choose a PIN of eight digits.", "Hitamo PIN y'imibare umunani.")
    assert main(["import", str(file), "--on", "2026-12-01"], root) == 0
    after = (root / "docs/rw/toolkits/t.md").read_text("utf-8")
    assert "Hitamo PIN y'imibare umunani." in after
    assert "updated: 2026-12-01" in after
    assert "Banza ubaze." in after, "what was not touched is kept"
    assert behind(root, capsys) == {"rw": [], "ar": ["lock"]}
    assert before != after


def fill(file: Path, source: str, translation: str) -> None:
    """What a translator does: finds the text, writes the translation beside it, takes the doubt away."""
    if file.suffix == ".po":
        catalogue = polib.pofile(str(file))
        for entry in catalogue:
            if entry.msgid == source:
                entry.msgstr = translation
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        catalogue.save()
        return
    document = docx.Document(str(file))
    for row in document.tables[0].rows:
        texts = [cell.text for cell in row.cells]
        if source in texts:
            row.cells[-1].text = translation
        elif texts[-1].startswith("(?)"):
            row.cells[-1].text = texts[-1].removeprefix("(?)").strip()
    document.save(str(file))


@pytest.mark.parametrize(("name", "said"), [
    ("letter.docx", "the name of this file does not say which page it is."), ("toolkits__t.xx.po", "this is not a language of the centre."),
    ("toolkits__x.rw.po", "there is no page `toolkits/x`."), ("toolkits__t.rw.po", "there is no such file."),
    ("toolkits__t.en.po", "there is no such file."),
])
def test_a_sheet_that_belongs_nowhere_is_refused(name: str, said: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / name)], root) == 1
    assert said in capsys.readouterr().err


def test_the_sheet_of_a_distressing_work_begins_with_a_warning(centre_folder: Callable[[Tree], Path], tmp_path: Path) -> None:
    folder = centre_folder({"docs/en/toolkits/t.md": work("Abuse", body=SOURCE, sensitive="true", neutral_title="Plan")})
    assert main(["export", "rw", "toolkits/t", "--to", str(tmp_path)], folder) == 0
    assert (tmp_path / "toolkits__t.rw.po").read_text("utf-8").startswith("# Mbere yo gutangira: iyi paji ivuga ibikorwa by'ihohoterwa.")


def test_the_warning_on_a_sheet_is_in_the_translators_language(centre_folder: Callable[[Tree], Path], tmp_path: Path) -> None:
    folder = centre_folder({"docs/en/toolkits/t.md": work("Abuse", body=SOURCE, sensitive="true", neutral_title="Plan")})
    assert main(["export", "ar", "toolkits/t", "--format", "docx", "--to", str(tmp_path)], folder) == 0
    first = docx.Document(str(tmp_path / "toolkits__t.ar.docx")).tables[0].rows[0].cells[-1].text
    warning = next(entry.msgstr for entry in polib.pofile(str(ROOT / "locales/ar.po")) if entry.msgid.startswith("Before you begin"))
    assert first == warning != ""


def test_the_glossary_says_who_agreed_on_a_word_and_what_was_refused(centre_folder: Callable[[Tree], Path], capsys: pytest.CaptureFixture[str]) -> None:
    folder = centre_folder({"docs/data/glossary/en.yml": "link: {term: link, definition: x, variants: []}\npin: {term: PIN, definition: y, variants: []}\n",
                            "docs/data/glossary/rw.yml": "# Agreed by: three trainers. 2026-11-22\n"
                            "link: {term: linki, definition: Ahantu, variants: [umurongo]}\n"
                            "pin: {term: umubare w'ibanga, definition: Imibare, variants: [], agreed: {by: a reviewer, day: 2026-12-01}}\n"})
    assert main(["glossary", "rw"], folder) == 0
    assert capsys.readouterr().out == (
        "Agreed by: three trainers. 2026-11-22\nlink: linki  (not: umurongo)\n    Ahantu\n"
        "PIN: umubare w'ibanga\n    Imibare\n    agreed by a reviewer, 2026-12-01\n")
