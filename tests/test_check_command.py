"""`scripts/check.py`: files named one by one, formats for programs, what it remembers, what it mends."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import jsonschema
import pytest
import yaml

from conftest import CONFIG, ROOT, SMALL, edition, page, work, write_tree
from ijwi import frontmatter
from ijwi.checks.formats import as_json, github, sarif, text
from ijwi.checks.inspection import inspect
from ijwi.checks.rules import RULES
from ijwi.findings import Finding
from ijwi.memory import Memory
from test_commands import HELPLINES, TODAY

TOOLKIT = "docs/en/toolkits/a.md"


@dataclass(frozen=True)
class Done:
    """How a run of the command ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """A small centre with two works, each with a mistake."""
    return write_tree(tmp_path / "centre", {**SMALL, TOOLKIT: work("A", body="[x](gone.md)"), "docs/en/toolkits/b.md": work("B", body="<b>x</b>")})


@pytest.fixture
def check(centre: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as if it lay in the small centre, called from there; `CI` is set where a test says so."""
    spec = spec_from_file_location("the_command", ROOT / "scripts" / "check.py")
    assert spec and spec.loader
    command = module_from_spec(spec)
    spec.loader.exec_module(command)
    monkeypatch.setattr(command, "ROOT", centre)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY["SOURCE_DATE_EPOCH"])
    monkeypatch.chdir(centre)

    def run(*arguments: str, CI: str = "") -> Done:  # noqa: N803 (the variable's name)
        monkeypatch.setenv("CI", CI)
        code = command.main(["--quiet", *arguments])
        return Done(code, *capsys.readouterr())
    return run


def said(done: Done) -> list[str]:
    """Path, line and rule of each finding."""
    return [" ".join(line.split(":")[:3]) for line in done.stdout.splitlines()]


# Files named one by one

def test_only_what_is_found_in_the_files_and_folders_named_is_said(check: Run) -> None:
    assert said(check()) == [f"{TOOLKIT} 14  link", "docs/en/toolkits/b.md 14  html"]
    assert said(check(TOOLKIT)) == [f"{TOOLKIT} 14  link"]
    assert said(check("docs/en/toolkits/")) == said(check())
    assert said(check("docs/rw", "docs/en/index.md")) == []
    assert check("docs/rw").returncode == 0


def test_a_file_that_does_not_exist_or_does_not_belong_is_said(check: Run, centre: Path, tmp_path: Path) -> None:
    (centre / "my-toolkit.md").write_text(work("Mine"))
    (tmp_path / "elsewhere.md").write_text(work("Mine"))
    for name, message in (("docs/en/gone.md", "there is no such file or folder."), ("my-toolkit.md", "this does not belong to the content"),
                          (str(tmp_path / "elsewhere.md"), "this does not belong to the content")):
        done = check(name)
        assert (done.returncode, done.stdout.count("\n")) == (1, 1)
        assert done.stdout.startswith(f"{name}:1: argument: {message}")
    assert "docs/en/toolkits/my-toolkit.md" in check("my-toolkit.md").stdout


def test_a_page_in_the_wrong_place_is_told_where_it_belongs(check: Run, centre: Path) -> None:
    write_tree(centre, {"docs/toolkits/c.md": work("C"), "docs/de/about.md": page("D"), "docs/en/toolkits/Plan.MD": work("E")})
    assert said(check("docs/toolkits/c.md")) == ["docs/toolkits/c.md 1  folder"]
    assert said(check("docs/de/about.md")) == ["docs/de 1  folder"]
    assert check("docs/en/toolkits/Plan.MD").stdout.endswith("Rename it to `plan.md`.\n")


# Formats

ODD = [Finding("docs/en/a,b:c%.md", 3, "link", "50% of\r\n::error::x", "Write: a, b."), Finding("docs/ar/\u202ea.md", 0, "sentence", "طويلة", notice=True)]


def test_text_is_one_line_a_finding_and_shows_what_cannot_be_seen() -> None:
    assert text(ODD) == ("docs/en/a,b:c%.md:3: link: 50% of\\u000d\\u000a::error::x Write: a, b.\n"
                         "docs/ar/\\u202ea.md:0: sentence: طويلة\n")


def test_github_s_commands_are_escaped() -> None:
    assert github(ODD) == (
        "::error file=docs/en/a%2Cb%3Ac%25.md,line=3,title=link::50%25 of\\u000d\\u000a::error::x Write: a, b.\n"
        "::notice file=docs/ar/\\u202ea.md,line=0,title=sentence::طويلة\n")


def test_json_is_a_list_of_records() -> None:
    first, second = json.loads(as_json(ODD))
    assert first == {"path": "docs/en/a,b:c%.md", "line": 3, "rule": "link", "message": "50% of\r\n::error::x", "suggestion": "Write: a, b.", "notice": False}
    assert second["notice"] is True
    assert json.loads(as_json([])) == []


#: What SARIF 2.1.0 asks of the parts that we write (OASIS Standard, sections 3.13, 3.14, 3.19, 3.27, 3.28, 3.49).
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}, "additionalProperties": False}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF = {
    "type": "object", "required": ["version", "runs"], "additionalProperties": False,
    "properties": {"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": {
        "type": "object", "required": ["tool", "results"], "additionalProperties": False,
        "properties": {
            "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            "tool": {"type": "object", "required": ["driver"], "additionalProperties": False, "properties": {"driver": {
                "type": "object", "required": ["name"], "additionalProperties": False,
                "properties": {"name": {"type": "string"}, "rules": {"type": "array", "uniqueItems": True, "items": {
                    "type": "object", "required": ["id"], "additionalProperties": False,
                    "properties": {"id": {"type": "string"}, "shortDescription": _TEXT, "fullDescription": _TEXT, "help": _TEXT,
                                   "defaultConfiguration": {"type": "object", "properties": {"level": _LEVEL}, "additionalProperties": False}}}}}}}},
            "results": {"type": "array", "items": {
                "type": "object", "required": ["message"], "additionalProperties": False,
                "properties": {"ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0}, "level": _LEVEL, "message": _TEXT,
                               "locations": {"type": "array", "items": {
                                   "type": "object", "additionalProperties": False, "properties": {"physicalLocation": {
                                       "type": "object", "additionalProperties": False, "required": ["artifactLocation"], "properties": {
                                           "artifactLocation": {"type": "object", "additionalProperties": False, "properties": {
                                               "uri": {"type": "string", "pattern": "^[!-~]+$"}, "uriBaseId": {"type": "string"}}},
                                           "region": {"type": "object", "additionalProperties": False, "properties": {
                                               "startLine": {"type": "integer", "minimum": 1}}}}}}}}}}}}}}}}


def test_sarif_has_the_form_of_the_standard_and_holds_the_table_of_rules() -> None:
    log = json.loads(sarif(ODD))
    jsonschema.validate(log, SARIF)
    jsonschema.validate(json.loads(sarif([])), SARIF)
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert [(result["ruleId"], rules[result["ruleIndex"]]["id"], result["level"]) for result in run["results"]] == [
        ("link", "link", "error"), ("sentence", "sentence", "note")]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("docs/en/a%2Cb%3Ac%25.md", 3)


@pytest.mark.parametrize("name", ["text", "github", "json", "sarif"])
def test_every_format_says_the_same_findings_and_ends_alike(name: str, check: Run) -> None:
    done = check("--format", name)
    assert done.returncode == 1
    assert len(re.findall(r"gone\.md", done.stdout)) >= 1
    if name in ("json", "sarif"):
        json.loads(done.stdout)


# What is remembered

@pytest.fixture
def remembering(centre: Path, check: Run) -> Callable[[dict[str, str]], None]:
    """Changes files, and holds what is said with the memory of before against what is said without any."""
    check()

    def compare(changes: dict[str, str]) -> None:
        before = check().stdout
        write_tree(centre, changes)
        with_memory = check().stdout
        without = check(CI="true").stdout
        assert with_memory == without
        assert with_memory != before, "the change was meant to be seen"
    return compare


BASE = {"docs/data/helplines.csv": HELPLINES, "docs/rw/toolkits/a.md": edition("A", body="## B {#b}\n")}


@pytest.mark.parametrize(("first", "then"), [
    ({}, {TOOLKIT: work("A", body="[x](b.md)")}),  # the page itself
    ({}, {"docs/en/toolkits/b.md": work("B", topics="[nothing]")}),  # another page
    ({}, {"docs/en/toolkits/gone.md": work("Gone")}),  # the page that a link leads to
    ({TOOLKIT: work("A", body="[x](b.md#s)"), "docs/en/toolkits/b.md": work("B", body="## S {#s}\n")}, {"docs/en/toolkits/b.md": work("B", body="## S {#t}\n")}),
    ({}, {"docs/data/vocabulary.yml": str(SMALL["docs/data/vocabulary.yml"]).replace("online-safety", "safety")}),  # the vocabulary
    ({TOOLKIT: work("A", body="Call 3029 now.")}, {"docs/data/helplines.csv": HELPLINES}),  # helplines
    ({TOOLKIT: work("A", body="[helplines:ke]"), "docs/data/helplines.csv": HELPLINES}, {"docs/data/helplines.csv": HELPLINES.replace(",KE,", ",UG,")}),
    ({TOOLKIT: work("A", body="[fact:x.women]")}, {"docs/data/indicators.csv": "id,label,place,year,women,men,gap,value,unit,gap_basis,source,publisher,url,tier\n"
                                                   "x,L,P,2024,65,70,,,percent,,S,P,https://x.example/,P\n"}),  # facts
    ({TOOLKIT: work("A", body="[@y]")}, {TOOLKIT: work("A", body="[@y]", sources="[{id: y, title: T, publisher: P, url: https://x.example/}]")}),
    ({"docs/en/m/index.md": work("M", parts="[p]"), "docs/en/m/p.md": page("P", body="[@y]")},
     {"docs/en/m/index.md": work("M", parts="[p]", sources="[{id: y, title: T, publisher: P, url: https://x.example/}]")}),  # the part's work
    ({"docs/rw/toolkits/a.md": edition("A", body="## B {#b}\n"), TOOLKIT: work("A", body="## B {#b}\n")},
     {TOOLKIT: work("A", body="## B {#c}\n")}),  # the source edition
    ({}, {"mkdocs.yml": CONFIG.replace("    ar:", "    sw: {name: S, iso639_3: swa}\n    ar:")}),  # the languages
    ({}, {"docs/assets/a.svg": "<svg onload='x'/>"}),  # a picture
    ({}, {"locales/rw.po": "msgid\n"}),  # the interface
    ({}, {"docs/data/search/en.yml": "cuts: [[x]]\n"}),  # the search
    ({}, {"docs/data/glossary/en.yml": "- x\n"}),  # the glossary
])
def test_what_is_remembered_is_never_wrong(first: dict[str, str], then: dict[str, str], remembering: Callable[[dict[str, str]], None], centre: Path) -> None:
    write_tree(centre, first)
    remembering(then)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"code": 1}', '{"code": "x", "answers": []}', "[" * 100_000])
def test_a_damaged_memory_is_no_obstacle(damage: str, check: Run, centre: Path) -> None:
    wanted = check().stdout
    kept = centre / "build" / "check.json"
    assert kept.exists()
    kept.write_text(damage)
    assert check().stdout == wanted
    kept.unlink()
    assert check().stdout == wanted


def test_where_a_pull_request_is_checked_nothing_is_remembered(check: Run, centre: Path) -> None:
    done = check(CI="true")
    assert not (centre / "build").exists()
    check()
    kept = centre / "build" / "check.json"
    lie = json.loads(kept.read_text())
    lie["answers"] = {key: [] if isinstance(value, list) else value for key, value in lie["answers"].items()}
    kept.write_text(json.dumps(lie))
    assert check(CI="true").stdout == done.stdout


def test_a_memory_answers_once_and_forgets_what_is_no_longer_asked(tmp_path: Path) -> None:
    file = tmp_path / "a" / "memory.json"
    asked: list[str] = []

    def find(name: str) -> Callable[[], str]:
        return lambda: asked.append(name) or name  # type: ignore[func-returns-value]

    first = Memory(file)
    assert [first.recall(name, find(name)) for name in ("x", "y", "x")] == ["x", "y", "x"]
    first.keep()
    second = Memory(file)
    assert second.recall("x", find("x")) == "x"
    second.keep()
    third = Memory(file)
    third.recall("y", find("y"))
    assert asked == ["x", "y", "y"]


def test_a_thousand_pages_are_remembered_and_only_the_changed_one_is_read_again(centre: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two seconds that are promised are a matter of `make bench`; here the work itself is counted."""
    write_tree(centre, {f"docs/en/toolkits/w{number}.md": work(f"W{number}", body=f"## S {{#s}}\n\nText {number}.") for number in range(1000)})
    read: list[str] = []
    really = frontmatter.read
    monkeypatch.setattr(frontmatter, "read", lambda source, path, *rest: read.append(path) or really(source, path, *rest))  # type: ignore[func-returns-value]

    def run() -> int:
        memory = Memory(centre / "build" / "check.json")
        list(inspect(centre, yaml.safe_load(CONFIG)["extra"], datetime.date(2026, 11, 22), memory))
        memory.keep()
        pages = [path for path in read if path.endswith(".md")]
        read.clear()
        return len(pages)

    assert run() >= 1000
    assert run() == 0
    write_tree(centre, {"docs/en/toolkits/w5.md": work("W5", body="## S {#s}\n\nOther.")})
    assert 1 <= run() <= 2


# What is mended

def test_what_is_safe_is_mended_and_a_second_run_changes_nothing(check: Run, centre: Path) -> None:
    config = CONFIG.replace("    ar:", "    fr: {name: F, iso639_3: fra}\n    ar:")
    messy = "\ufeff" + work("A", body="## Plan the day \n\nOne  \ntwo \n \n```\ncode \n```\n\n    code \n\n## B {#b}").rstrip("\n")
    write_tree(centre, {"mkdocs.yml": config, TOOLKIT: messy.replace("\n", "\r\n"), "docs/en/toolkits/b.md": work("B").encode("utf-16"),
                        "docs/fr/index.md": edition("Accueil", body="Pourquoi ? « Oui » : non ! http://x.example/?a `a ?`")})
    done = check("--fix")
    assert said(done) == ["docs/fr/index.md 8  link-text"]
    assert "mended: docs/en/toolkits/a.md" in done.stderr
    assert (centre / TOOLKIT).read_bytes().decode() == work(
        "A", body="## Plan the day {#plan-the-day}\n\nOne  \ntwo\n\n```\ncode \n```\n\n    code\n\n## B {#b}")
    assert (centre / "docs/en/toolkits/b.md").read_text("utf-8") == work("B")
    before = {file: file.read_bytes() for file in (centre / "docs").rglob("*") if file.is_file()}
    again = check("--fix")
    assert "mended" not in again.stderr
    assert {file: file.read_bytes() for file in (centre / "docs").rglob("*") if file.is_file()} == before


def test_french_spaces_that_must_not_break(check: Run, centre: Path) -> None:
    config = CONFIG.replace("    ar:", "    fr: {name: F, iso639_3: fra}\n    ar:")
    text = "Pourquoi ? « Oui » : non ! Voir a:b http://x.example/?a"
    write_tree(centre, {"mkdocs.yml": config, TOOLKIT: work("A"), "docs/en/toolkits/b.md": work("B"), "docs/fr/index.md": edition("Accueil", body=text)})
    check("--fix", "docs/fr")
    assert (centre / "docs/fr/index.md").read_text("utf-8").split("---\n")[-1].strip() == (
        "Pourquoi\u202f? «\u00a0Oui\u00a0»\u00a0: non\u202f! Voir a:b http://x.example/?a")


def test_only_the_files_named_are_mended(check: Run, centre: Path) -> None:
    messy = work("B", body="x \n")
    write_tree(centre, {TOOLKIT: work("A", body="x \n"), "docs/en/toolkits/b.md": messy})
    check("--fix", TOOLKIT)
    assert (centre / TOOLKIT).read_text("utf-8") == work("A", body="x\n")
    assert (centre / "docs/en/toolkits/b.md").read_text("utf-8") == messy


def test_mending_keeps_currency(check: Run, centre: Path) -> None:
    """The digests of sections don't see what is mended: no translation falls behind."""
    from ijwi.sections import body_digests
    before = "Words \nand more\u00a0: yes\n\n## A {#a} \n\nx\n"
    after = "Words\nand more\u00a0: yes\n\n## A {#a}\n\nx\n"
    assert body_digests(before) == body_digests(after)


def test_rules_that_say_so_are_mended() -> None:
    assert {rule.id for rule in RULES.values() if rule.mended} == {"encoding", "line-ends", "spaces", "heading", "typography"}
