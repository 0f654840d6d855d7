"""The guides for contributors keep their promise: whoever types what stands there gets where they lead.

The commands are taken out of the pages and run, in their order, in a small centre; what the pages say in words is
done by `HANDS` in between.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import new
from conftest import ROOT, run_mkdocs
from ijwi.checks.rules import RULES

GUIDES = ROOT / "docs" / "en" / "contribute"
#: In the order in which a newcomer meets them.
ORDER = ("add-a-resource", "translate", "review", "confirm-a-helpline", "a-centre-of-your-own")
#: Noon of 27 November 2026: the day of every command.
TODAY = str(int(datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC).timestamp()))
WORK = "toolkits/mobile-money-without-fear"
ENGLISH, KINYARWANDA = f"docs/en/{WORK}/index.md", f"docs/rw/{WORK}/index.md"

BODY = """
For a group whose members pay and are paid by phone.

## Before you start {#before}

An hour, and one phone between two.

## Agree on a PIN rule {#step-1}

Nobody tells her PIN, not even a sister.
"""
TRANSLATED = """
Iyi nyandiko ni iy'itsinda ryishyura kandi rikishyurwa kuri telefoni.

## Mbere yo gutangira {#before}

Isaha imwe, na telefoni imwe ku bantu babiri.

## Mwumvikane ku mubare w'ibanga {#step-1}

Nta n'umwe ubwira undi umubare we w'ibanga, yaba n'umuvandimwe.
"""
HELPLINE = ("rw-test,RW,,100,phone,Advice,An organisation,Free,Day and night,2026,2026-11-26,yes,A page,A publisher,"
            "https://helpline.example/,P,\n")


def code(page: str, language: str) -> list[str]:
    """The code blocks of a guide in one language: `sh`, `yaml`, `markdown`."""
    text = (GUIDES / f"{page}.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


class Terminal:
    """Somebody's terminal: it stays in its folder, and keeps what was switched on."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.on, self.said = folder, "", ""

    def type(self, block: str) -> None:
        place = self.folder / ".place"
        script = f"set -eu\n{self.on}\n{block}\npwd > '{place}'"
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, text=True, encoding="utf-8",
                              stdin=subprocess.DEVNULL, timeout=120,
                              env={**os.environ, "SOURCE_DATE_EPOCH": TODAY, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": "",
                                   "MAKEFLAGS": "", "NO_MKDOCS_2_WARNING": "1"})
        self.said = done.stdout + done.stderr
        assert done.returncode == 0, f"{block}\n{self.said}"
        self.folder = Path(place.read_text("utf-8").strip())
        place.unlink()
        if "bin/activate" in block:
            self.on = f". '{self.folder}/.venv/bin/activate'"


def installed(root: Path) -> None:
    """What `make site` installs with the network: here its Python is the one that runs the tests."""
    folder = root / ".venv" / "bin"
    folder.mkdir(parents=True)
    for name, call in (("python", ""), ("mkdocs", "-m mkdocs ")):
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {call}"$@"\n')
        (folder / name).chmod(0o755)
    (folder / "activate").write_text(f'PATH="{folder}:$PATH"\n')
    (root / ".venv" / "site.stamp").touch()


def put(root: Path, name: str, text: str, after: str = "") -> None:
    """Writes a page's text below its front matter, and `after` it."""
    front = re.match(r"---\n.*?\n---\n", (root / name).read_text("utf-8"), re.S)
    assert front
    (root / name).write_text(f"{front[0]}{text}{after}", "utf-8")


def write_the_toolkit(terminal: Terminal) -> None:
    root = terminal.folder
    assert ENGLISH in terminal.said
    (root / "docs/assets/images").mkdir(parents=True)
    Image.new("RGB", (400, 300), "#9b2d1f").save(root / "docs/assets/images/market-stall.png")
    [record], [line] = code("add-a-resource", "yaml"), code("add-a-resource", "markdown")
    (root / "docs/data/images.yml").write_text(record, "utf-8")
    put(root, ENGLISH, BODY, f"\n{line}")


def write_it_in_kinyarwanda(terminal: Terminal) -> None:
    root = terminal.folder
    assert terminal.said == f"{KINYARWANDA}\n"
    [line] = code("add-a-resource", "markdown")
    line = line.replace("A sign at a market stall: pay here by phone", "Icyapa cyo ku isoko: mwishyurire hano kuri telefoni")
    put(root, KINYARWANDA, TRANSLATED, "\n" + line.replace("Ask for the name before you pay.", "Mubanze mubaze izina."))
    front = (root / KINYARWANDA).read_text("utf-8")
    front = front.replace('"Mobile money without fear"', "Amafaranga kuri telefoni nta bwoba")
    front = re.sub('^summary: .*$', "summary: Murinde umubare w'ibanga, simukadi n'ayo mwazigamye.", front, flags=re.M)
    (root / KINYARWANDA).write_text(front, "utf-8")


def change_the_original(terminal: Terminal) -> None:
    file = terminal.folder / ENGLISH
    file.write_text(file.read_text("utf-8").replace("not even a sister.", "not even a daughter."), "utf-8")
    terminal.type(f"python scripts/translate.py changed {WORK}")


def follow_the_original(terminal: Terminal) -> None:
    assert "#step-1" in terminal.said and "#before" not in terminal.said
    assert "daughter" in terminal.said
    file = terminal.folder / KINYARWANDA
    file.write_text(file.read_text("utf-8").replace("umuvandimwe", "umukobwa we"), "utf-8")
    terminal.type(f"python scripts/translate.py done rw {WORK}")


def call_a_helpline(terminal: Terminal) -> None:
    with (terminal.folder / "docs/data/helplines.csv").open("a", encoding="utf-8") as table:
        table.write(HELPLINE)


def install_the_new_centre(terminal: Terminal) -> None:
    installed(terminal.folder.parent / "our-library")


#: What the guides say in words: done after the commands that hold these words.
HANDS: dict[str, Callable[[Terminal], None]] = {
    "new.py toolkit": write_the_toolkit,
    "translate.py start": write_it_in_kinyarwanda,
    "translate.py done": change_the_original,
    "translate.py diff": follow_the_original,
    "translate.py review": call_a_helpline,
    "new.py centre": install_the_new_centre,
}


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small centre in which every command of the guides was typed, one after the other."""
    root = tmp_path_factory.mktemp("guide") / "library"
    patch = pytest.MonkeyPatch()
    patch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert new.main(["centre", str(root), "--title", "Library", "--url", "https://library.example/", "--summary", "Ours.",
                     "--languages", "en,rw,fr", "--day", "2026-11-22"], ROOT) == 0
    patch.undo()
    shutil.copytree(ROOT / "docs/data/glossary", root / "docs/data/glossary",
                    ignore=lambda _folder, names: [name for name in names if name not in ("en.yml", "fr.yml", "rw.yml")])
    installed(root)
    terminal, done = Terminal(root), []
    for page in ORDER:
        for block in code(page, "sh"):
            terminal.type(block)
            for words in [words for words in HANDS if words in block]:
                HANDS[words](terminal)
                done.append(words)
    assert done == list(HANDS)
    return root


def check(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "scripts/check.py", "--quiet", *arguments], cwd=root, capture_output=True, text=True,
                          encoding="utf-8", env={**os.environ, "SOURCE_DATE_EPOCH": TODAY, "PYTHONIOENCODING": "utf-8"})


def test_every_guide_is_followed_and_its_commands_are_all_run(journey: Path) -> None:
    assert {file.stem for file in GUIDES.glob("*.md")} == set(ORDER)
    assert all(code(page, "sh") for page in ORDER)


def test_a_toolkit_with_a_picture_and_a_kinyarwanda_edition_come_of_it(journey: Path) -> None:
    built = run_mkdocs(journey, "--strict", SOURCE_DATE_EPOCH=TODAY)
    assert built.code == 0, built.log
    english, own = built.text(f"{WORK}/index.html"), built.text(f"rw/{WORK}/index.html")
    assert 'alt="A sign at a market stall: pay here by phone"' in english and "Ask for the name before you pay." in english
    assert 'alt="Icyapa cyo ku isoko: mwishyurire hano kuri telefoni"' in own and "umukobwa we" in own
    assert (journey / KINYARWANDA).read_text("utf-8").count("review: reviewed") == 1
    status = subprocess.run([sys.executable, "scripts/translate.py", "status", "rw"], cwd=journey, capture_output=True, text=True)
    assert re.search(rf"^{WORK}\s+0?r$", status.stdout, re.M), status.stdout


def test_a_centre_of_ones_own_came_of_it_and_has_nothing_to_mend(journey: Path) -> None:
    own = journey.parent / "our-library"
    assert (own / "site" / "fr" / "index.html").is_file()
    assert not (own / "docs" / "en" / "toolkits").exists() and "rw-test" not in (own / "docs/data/helplines.csv").read_text("utf-8")
    done = check(own)
    assert (done.returncode, done.stdout) == (0, "")


#: Five typical mistakes: the rule that names each, what was typed, and where.
MISTAKES = {
    "vocabulary": "topics: [money]",
    "picture": "![](../../../assets/images/phone.png)",
    "link": "[another toolkit](../stay-safe.md)",
    "heading": "## Ask a friend",
    "telephone": "Call +250 788 123 456 first.",
}


def test_five_typical_mistakes_are_said_in_one_run_and_mended_as_it_says(journey: Path, tmp_path: Path) -> None:
    root = tmp_path / "library"
    shutil.copytree(journey, root, ignore=shutil.ignore_patterns("site", "build", ".venv"))
    file = root / ENGLISH
    text = file.read_text("utf-8").replace("topics: [money-and-work]", MISTAKES["vocabulary"])
    text += "\n" + "\n\n".join(typed for rule, typed in MISTAKES.items() if rule != "vocabulary") + "\n"
    file.write_text(text, "utf-8")
    Image.new("RGB", (400, 300), "#4b4038").save(root / "docs/assets/images/phone.png")
    done = check(root)
    lines = {typed: number for number, typed in enumerate(text.split("\n"), 1)}
    found = {(match[1], int(match[2]), match[3]): match[4] for match in
             re.finditer(r"^(\S+):(\d+): ([a-z-]+): (.*)$", done.stdout, re.M)}
    record = ("docs/assets/images/phone.png", 1, "picture")
    where = {rule: (ENGLISH, lines[typed], rule) for rule, typed in MISTAKES.items()}
    assert (done.returncode, set(found)) == (1, {*where.values(), record})
    # The guide explains each of them, and each says what to write.
    table = (GUIDES / "add-a-resource.md").read_text("utf-8")
    assert [rule for rule in re.findall(r"^\| `([a-z]+)` \|", table, re.M) if rule in RULES] == list(MISTAKES)
    offered = {rule: re.findall(r"`([^`]+)`", found[where[rule]]) for rule in MISTAKES}
    assert "money-and-work" in found[where["vocabulary"]]
    assert offered["picture"][1].startswith("![Two women at a market, one with a phone](")
    assert found[where["link"]].endswith("Correct the path; it begins at this page's folder.")
    # One of them is shown, in every edition of the guide, as it is really said.
    for edition in (ROOT / "docs").glob("*/contribute/add-a-resource.md"):
        [example] = re.findall(r"^```text\n(.*?)^```$", edition.read_text("utf-8"), re.M | re.S)
        assert example == f"{ENGLISH}:30: link: {found[where['link']]}\n", edition
    # Mended with what was offered.
    with (root / "docs/data/images.yml").open("a", encoding="utf-8") as records:
        records.write(f"{re.findall(r'`([^`]+)`', found[record])[0]}\n")
    for rule, mended in (("vocabulary", "topics: [money-and-work]"), ("link", "[about us](../../about.md)"),
                         ("picture", offered["picture"][1].replace("…", "../../../assets/images/phone.png")),
                         ("telephone", offered["telephone"][0])):
        text = text.replace(MISTAKES[rule], mended)
    file.write_text(text, "utf-8")
    fixed = check(root, "--fix")
    assert "## Ask a friend {#ask-a-friend}" in file.read_text("utf-8"), fixed.stderr
    done = check(root)
    assert (done.returncode, done.stdout) == (0, "")
    built = run_mkdocs(root, "--strict", SOURCE_DATE_EPOCH=TODAY)
    assert built.code == 0, built.log
    assert 'alt="Two women at a market, one with a phone"' in built.text(f"{WORK}/index.html")
