"""The commands that people type: scripts/check.py on small centres, and tests/machine.py."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import yaml

import machine
from conftest import CONFIG, ROOT, SMALL, VOCABULARY, edition, page, work, write_tree
from ijwi.centre import read_centre
from test_release import published

#: Noon of 22 November 2026.
TODAY = {"SOURCE_DATE_EPOCH": str(int(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC).timestamp()))}
HELPLINES = """
id,country,name,number,purpose,published,checked_on,publisher,url,tier
rw-112,RW,,112,General emergency,2016,,IGIHE,https://igihe.example/,S
rw-3029,RW,Isange,3029,Violence,2017,2026-05-26,The New Times,https://nt.example/,S
ke-1195,KE,,1195,Violence,,2026-05-25,United Nations,https://un.example/,P
"""
CALL = "Call it, then write the day into `checked_on`."
NEVER = f"docs/data/helplines.csv:2: helpline: RW 112 (General emergency) was never confirmed by a call. {CALL}"
LONG_AGO = f"docs/data/helplines.csv:4: helpline: KE 1195 (Violence) was last confirmed on 2026-05-25, 181 days ago. {CALL}"
NO_SOURCE = "neither this page nor its work has a source with this id. Add it to `sources:` in the front matter."

#: A centre in English alone: no edition can be behind its source, which would be a notice.
ENGLISH = "\n".join(line for line in CONFIG.split("\n") if not line.startswith(("    rw:", "    ar:")))
ALONE = {"mkdocs.yml": ENGLISH, "docs/data/vocabulary.yml": VOCABULARY, "docs/en/index.md": page()}

Done = subprocess.CompletedProcess[str]
Check = Callable[..., Done]


def run(root: Path, *arguments: str, cwd: Path | None = None, **environment: str) -> Done:
    return subprocess.run([sys.executable, str(root / "scripts" / "check.py"), *arguments], cwd=cwd or root, text=True, capture_output=True,
                          encoding="utf-8", timeout=60, env={**os.environ, "PYTHONIOENCODING": "utf-8", **TODAY, **environment})


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """What scripts/check.py says of a small centre in English; `None` stands for a file that is not there."""
    def of(tree: dict[str, str | bytes | None], *arguments: str, cwd: Path | None = None, **environment: str) -> Done:
        script = {"scripts/check.py": (ROOT / "scripts" / "check.py").read_bytes()}
        files = {name: text for name, text in {**ALONE, **script, **tree}.items() if text is not None}
        return run(write_tree(tmp_path / "centre", files), *arguments, cwd=cwd, **environment)
    return of


def said(done: Done, *lines: str, code: int, summary: str) -> None:
    assert done.stdout.splitlines() == list(lines)
    assert (done.stderr, done.returncode) == (f"{summary}\n", code)


# check.py: what it prints and how it ends

def test_a_sound_centre_is_all_good(check: Check) -> None:
    said(check({"docs/en/toolkits/a.md": work("A")}), code=0, summary="All good.")
    said(check({"docs/en/toolkits/a.md": work("A")}, "--quiet"), code=0, summary="All good.")


def test_findings_are_printed_in_the_order_of_files_and_lines_and_the_end_is_a_failure(check: Check) -> None:
    body = "\n".join(f"[@x{number}]" for number in range(3))
    done = check({"docs/en/toolkits/b.md": work("B", topics="[gardens]"), "docs/en/toolkits/a.md": work("A", body=body),
                  "docs/en/toolkits/gone.md": edition("Gone", of="rw"), "docs/en/About Us.md": page()})
    said(done, "docs/en/About Us.md:1: path: the name `About Us` may only have small letters, digits and hyphens. "
         "For example `stay-safe-online.md`.", *(f"docs/en/toolkits/a.md:{14 + number}: reference: `[@x{number}]`: {NO_SOURCE}" for number in range(3)),
         "docs/en/toolkits/b.md:6: vocabulary: `gardens` is not one of the topics. Write one of: online-abuse, online-safety.",
         "docs/en/toolkits/gone.md:5: source: the source edition does not exist: there is no docs/rw/toolkits/gone.md. "
         "Correct `of:`, or rename this file as its source is named.",
         code=1, summary="6 to mend, 0 to know.")


def test_lines_are_sorted_as_numbers(check: Check) -> None:
    done = check({"docs/en/about.md": page("About", body="\n".join(["[@a]"] * 97))})
    lines = [int(line.split(":")[1]) for line in done.stdout.splitlines()]
    assert lines == list(range(7, 104))


def test_the_same_finding_is_printed_once(check: Check) -> None:
    said(check({"docs/en/about.md": page("About", body="[@a] and [@a]")}), f"docs/en/about.md:7: reference: `[@a]`: {NO_SOURCE}",
         code=1, summary="1 to mend, 0 to know.")


def test_notices_alone_are_no_failure(check: Check) -> None:
    said(check({"docs/data/helplines.csv": HELPLINES}), NEVER, LONG_AGO, code=0, summary="0 to mend, 2 to know.")


def test_quietly_notices_are_counted_but_not_printed(check: Check) -> None:
    said(check({"docs/data/helplines.csv": HELPLINES}, "--quiet"), code=0, summary="0 to mend, 2 to know.")


def test_quietly_errors_are_still_printed_and_still_a_failure(check: Check) -> None:
    tree = {"docs/data/helplines.csv": HELPLINES, "docs/en/about.md": page("About", body="[@a]")}
    error = f"docs/en/about.md:7: reference: `[@a]`: {NO_SOURCE}"
    said(check(tree), NEVER, LONG_AGO, error, code=1, summary="1 to mend, 2 to know.")
    said(check(tree, "--quiet"), error, code=1, summary="1 to mend, 2 to know.")


def test_references_are_followed_in_every_edition_and_every_part(check: Check) -> None:
    done = check({**SMALL, "docs/en/m/index.md": work("M", parts="[p]"), "docs/en/m/p.md": page("P", body="[@en]"),
                  "docs/rw/m/p.md": edition("P", body="[@rw]"), "docs/ar/m/p.md": edition("ف", body="\n[chart:ar]").replace("\n", "\r\n")},
                 "--quiet")
    lines = [line for line in done.stdout.splitlines() if ": reference: " in line]
    assert (done.returncode, lines) == (1, ["docs/ar/m/p.md:9: reference: `[chart:ar]`: there is no such chart in docs/data/charts.yml. There is none yet.",
        f"docs/en/m/p.md:7: reference: `[@en]`: {NO_SOURCE}", f"docs/rw/m/p.md:8: reference: `[@rw]`: {NO_SOURCE}"])


def test_mistakes_in_what_all_pages_need_are_said_first_and_alone(check: Check) -> None:
    done = check({"docs/data/helplines.csv": HELPLINES.replace(",RW,,112,", ",Rwanda,,112,"), "docs/en/about.md": page(body="[@a]")})
    said(done, "docs/data/helplines.csv:2: data: `country`: String should match pattern '^[A-Z]{2}$'.",
         code=1, summary="1 to mend, 0 to know.")


def test_the_centre_is_found_from_any_folder(check: Check, tmp_path: Path) -> None:
    said(check({"docs/en/about.md": page("About", body="[@a]")}, cwd=tmp_path), f"docs/en/about.md:7: reference: `[@a]`: {NO_SOURCE}",
         code=1, summary="1 to mend, 0 to know.")


def test_the_check_changes_nothing(check: Check, tmp_path: Path) -> None:
    check({"docs/data/helplines.csv": HELPLINES, "docs/en/about.md": page("About", body="[@a]")})
    root = tmp_path / "centre"
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file() and "__pycache__" not in file.parts}
    run(root)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file() and "__pycache__" not in file.parts} == before


def test_help_and_unknown_options(check: Check) -> None:
    help_text = check({}, "--help")
    assert (help_text.returncode, help_text.stderr) == (0, "")
    assert "--quiet" in help_text.stdout
    assert check({}, "--loud").returncode == 2


def test_letters_of_every_script_are_printed(check: Check) -> None:
    said(check({"docs/en/about.md": page("About", body="[@مصدر]")}), f"docs/en/about.md:7: reference: `[@مصدر]`: {NO_SOURCE}",
         code=1, summary="1 to mend, 0 to know.")


# check.py: the day

@pytest.mark.parametrize(("day", "notices"), [("2026-11-21", [NEVER]), ("2026-11-22", [NEVER, LONG_AGO])])
def test_the_day_decides_which_helplines_were_called_too_long_ago(day: str, notices: list[str], check: Check) -> None:
    noon = datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    done = check({"docs/data/helplines.csv": HELPLINES}, SOURCE_DATE_EPOCH=str(int(noon.timestamp())))
    assert done.stdout.splitlines() == notices


def test_another_program_may_ask_for_the_findings_of_a_day(check: Check, tmp_path: Path) -> None:
    check({"docs/data/helplines.csv": HELPLINES})
    spec = spec_from_file_location("scripts_check", ROOT / "scripts" / "check.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found = [str(finding) for finding in module.findings(tmp_path / "centre", datetime.date(2027, 1, 1))]
    assert found == [NEVER, f"docs/data/helplines.csv:3: helpline: RW 3029 (Violence) was last confirmed on 2026-05-26, 220 days ago. {CALL}",
                     LONG_AGO.replace("181", "221")]


@pytest.mark.parametrize("epoch", ["tomorrow", "-1", "1.5", "2026-11-22"])
def test_a_day_that_is_no_number_is_said_without_a_traceback(epoch: str, check: Check) -> None:
    said(check({}, SOURCE_DATE_EPOCH=epoch), "SOURCE_DATE_EPOCH:1: environment: must be a number of seconds since 1970.",
         code=1, summary="1 to mend, 0 to know.")


# check.py: the last release

RELEASED = {"docs/en/toolkits/a.md": work("A"), "docs/rw/toolkits/a.md": edition("A"), "docs/en/toolkits/b.md": work("B")}


@pytest.fixture
def released(tmp_path: Path) -> str:
    """The catalogue.json of a release with two works."""
    root = write_tree(tmp_path / "released", {**SMALL, **RELEASED})
    return published(read_centre(root, root / "docs", yaml.safe_load(CONFIG)["extra"]).catalogue)


def test_what_the_last_release_offered_and_is_gone_is_said(released: str, check: Check) -> None:
    done = check({**SMALL, "docs/en/toolkits/a.md": work("A"), "releases/catalogue.json": released}, "--quiet")
    assert (done.returncode, done.stdout.splitlines()) == (1, [
        "releases/catalogue.json:1: address: `toolkits/b` was published and is gone; printed links to it would break. "
        "Add `aliases: [toolkits/b]` to the page that replaces it, or bring the page back with `withdrawn: reason`.",
        "releases/catalogue.json:1: address: the edition of `toolkits/a` in `rw` was published and is gone. "
        "Bring it back; a page that should not be read gets `withdrawn: reason`."])


def test_nothing_is_said_where_nothing_vanished(released: str, check: Check) -> None:
    for now in (RELEASED, {**RELEASED, "docs/en/toolkits/b.md": work("B", withdrawn="Outdated.")}):
        done = check({**SMALL, **now, "releases/catalogue.json": released}, "--quiet")
        assert (done.returncode, done.stdout) == (0, "")


def test_a_page_that_moved_with_its_alias_has_not_vanished(released: str, check: Check) -> None:
    moved = {"docs/en/toolkits/b.md": None, "docs/en/guides/b.md": work("B", aliases="[toolkits/b]")}
    done = check({**SMALL, **RELEASED, **moved, "releases/catalogue.json": released}, "--quiet")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("broken", ["", "{", "[]", "{}", "<<<<<<< HEAD\n{}", '{"works": [{}], "pages": []}', "\ufeff{\"works\": [], \"pages\": []}"])
def test_a_release_that_cannot_be_read_is_said_without_a_traceback(broken: str, check: Check) -> None:
    done = check({"releases/catalogue.json": broken})
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if done.stdout else 0)
    assert not done.stdout or done.stdout.startswith("releases/catalogue.json:")


# check.py: the configuration

def test_tags_that_only_mkdocs_knows_are_no_obstacle(check: Check) -> None:
    config = ENGLISH + "\nextra_css: !ENV [CSS, a.css]\nx: !!python/name:material.extensions.emoji.twemoji\ny: !relative $config_dir\n"
    said(check({"mkdocs.yml": config}), code=0, summary="All good.")


def test_every_wrong_setting_of_a_language_is_said(check: Check) -> None:
    config = CONFIG.replace("iso639_3: kin", "iso: kin").replace("digits: arab", "direction: up")
    said(check({"mkdocs.yml": config}),
         "mkdocs.yml:1: languages: `extra.languages`, ar: `direction`: Input should be 'ltr' or 'rtl'.",
         "mkdocs.yml:1: languages: `extra.languages`, rw: `iso639_3`: Field required.",
         "mkdocs.yml:1: languages: `extra.languages`, rw: `iso`: Extra inputs are not permitted.",
         code=1, summary="3 to mend, 0 to know.")


@pytest.mark.parametrize("config", [None, "", "a: [b", "- a", "extra: 5", "extra: [a]", "extra:\n\tlanguages: {}", "extra: {languages: {en: }}",
                                    "\ufeff" + ENGLISH, ENGLISH.replace("\n", "\r\n"), "a\0b"])
def test_a_missing_or_broken_mkdocs_yml_is_said_without_a_traceback(config: str | None, check: Check) -> None:
    done = check({"mkdocs.yml": config})
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if done.stdout else 0)
    assert not done.stdout or done.stdout.startswith("mkdocs.yml:")
    assert done.stdout or (config is not None and "site_name" in config)


@pytest.mark.parametrize(("missing", "finding"), [
    ("docs/data/vocabulary.yml", "docs/data/vocabulary.yml:1: vocabulary: this file is missing. "
     "It lists the kinds, topics, audiences and levels of the centre."),
    ("docs/en/index.md", "docs/en:1: folder: the language `en` has no home page. Make docs/en/index.md, or remove the language from mkdocs.yml."),
])
def test_a_missing_piece_is_said(missing: str, finding: str, check: Check) -> None:
    said(check({"docs/en/about.md": page("About"), missing: None}), finding, code=1, summary="1 to mend, 0 to know.")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\0", b"---\ntitle: \xe9\n---\n", b"---\n- a\n---\n", b"---\na: &b c\n---\n", b"\r\r\r"])
def test_a_page_of_rubbish_does_not_stop_the_check(content: bytes, check: Check) -> None:
    done = check({"docs/en/toolkits/a.md": content, "docs/en/about.md": page("About", body="[@a]")})
    assert "Traceback" not in done.stderr
    assert f"docs/en/about.md:7: reference: `[@a]`: {NO_SOURCE}" in done.stdout.splitlines()
    assert any(line.startswith("docs/en/toolkits/a.md:") for line in done.stdout.splitlines())


def test_this_centre_has_nothing_to_mend() -> None:
    done = run(ROOT, "--quiet")
    assert (done.stdout, done.returncode) == ("", 0)


# machine.py

@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., list[list[str]]]:
    """A machine with Firefox, web servers, these commands and fonts; the list holds what is run on it.

    `installs` names what a successful installation brings, `without` what else is missing.
    """
    def of(*commands: str, fonts: bool = True, root: bool = False, chrome: str | None = None, installs: tuple[str, ...] | None = None,
           without: tuple[str, ...] = ()) -> list[list[str]]:
        there, ran = {"firefox-esr", "nginx", "caddy", *commands} - set(without), []

        def fake_run(command: list[str], **_options: object) -> Done:
            ran.append(command)
            if installs is not None:
                there.update(installs)
                (tmp_path / "naskh.ttf").touch()
            return subprocess.CompletedProcess(command, 1 if installs is None else 0)

        if fonts:
            (tmp_path / "naskh.ttf").touch()
        monkeypatch.setattr(machine, "FONTS", {"fonts-noto-core": str(tmp_path / "naskh.ttf")})
        monkeypatch.setattr(machine, "UNPACKED", tmp_path / "servers")
        monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}" if name in there else None)
        monkeypatch.setattr(machine.os, "geteuid", lambda: 0 if root else 1000)
        monkeypatch.setattr(machine.subprocess, "run", fake_run)
        monkeypatch.delenv("CHROME", raising=False)
        monkeypatch.delenv("FIREFOX", raising=False)
        if chrome:
            monkeypatch.setenv("CHROME", chrome)
        return ran
    return of


Computer = Callable[..., list[list[str]]]


def advice(needed: str, packages: str) -> str:
    return (f"The tests need {needed}. On Debian 12 or later, run this line and try again:\n"
            f"    sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends {packages}'\n"
            "Elsewhere, install a Java runtime and say CHROME=/path/to/chromium FIREFOX=/path/to/firefox make test.\n")


@pytest.mark.parametrize("commands", [("apt-get", "chromium", "java"), ("apt-get", "chromium-browser", "java"), ("chromium", "java")])
def test_on_a_machine_that_has_everything_nothing_is_said_or_run(
        commands: tuple[str, ...], computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    ran = computer(*commands)
    assert (machine.main(), ran, capsys.readouterr()) == (0, [], ("", ""))


@pytest.mark.parametrize(("commands", "fonts", "needed", "packages"), [
    (("apt-get",), False, "chromium, default-jre-headless, fonts-noto-core", "chromium default-jre-headless fonts-noto-core"),
    (("apt-get", "java"), True, "chromium", "chromium"), (("apt-get", "chromium"), True, "default-jre-headless", "default-jre-headless"),
    (("apt-get", "chromium", "java"), False, "fonts-noto-core", "fonts-noto-core"),
])
def test_where_it_may_not_install_it_says_the_exact_line_and_runs_nothing(
        commands: tuple[str, ...], fonts: bool, needed: str, packages: str, computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    ran = computer(*commands, fonts=fonts)
    assert machine.main() == 1
    assert (ran, capsys.readouterr()) == ([], ("", advice(needed, packages)))


@pytest.mark.parametrize("root", [True, False])
def test_on_a_machine_without_apt_it_says_what_to_do_and_does_not_ask_for_debians_fonts(
        root: bool, computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    ran = computer(fonts=False, root=root)
    assert machine.main() == 1
    assert (ran, capsys.readouterr().err) == ([], advice("chromium, default-jre-headless", "chromium default-jre-headless"))


def test_a_browser_of_ones_own_is_enough(computer: Computer) -> None:
    computer("apt-get", "java", chrome="/opt/chrome")
    assert (machine.chromium(), machine.missing(), machine.main()) == ("/opt/chrome", [], 0)


def test_where_it_may_install_it_does(computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    ran = computer("apt-get", fonts=False, root=True, installs=("chromium", "java"))
    assert machine.main() == 0
    line = "apt-get update && apt-get install -y --no-install-recommends chromium default-jre-headless fonts-noto-core"
    assert ran == [["sh", "-c", line]]
    assert capsys.readouterr() == ("Installing chromium default-jre-headless fonts-noto-core …\n", "")


@pytest.mark.parametrize("installs", [None, (), ("java",)])
def test_where_the_installation_fails_or_brings_too_little_it_says_the_line(
        installs: tuple[str, ...] | None, computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    ran = computer("apt-get", root=True, installs=installs)
    assert machine.main() == 1
    assert len(ran) == 1
    assert capsys.readouterr().err == advice("chromium, default-jre-headless", "chromium default-jre-headless")


def test_firefox_is_asked_for_too_and_one_of_ones_own_is_enough(
        computer: Computer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    computer("apt-get", "chromium", "java", without=("firefox-esr",))
    assert machine.main() == 1
    assert capsys.readouterr().err == advice("firefox-esr", "firefox-esr")
    monkeypatch.setenv("FIREFOX", "/opt/firefox")
    assert (machine.firefox(), machine.main()) == ("/opt/firefox", 0)


def test_web_servers_are_unpacked_not_installed(computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    ran = computer("apt-get", "chromium", "java", without=("nginx", "caddy"), installs=("nginx", "caddy"))
    assert machine.main() == 0
    [[_shell, _option, line]] = ran
    assert line.startswith("apt-get -qq download nginx nginx-common caddy && ") and "install" not in line
    assert capsys.readouterr() == ("Unpacking nginx nginx-common caddy …\n", "")


@pytest.mark.parametrize("commands", [("apt-get", "chromium", "java"), ("chromium", "java")])
def test_a_web_server_that_cannot_be_had_is_named(
        commands: tuple[str, ...], computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    computer(*commands, without=("caddy",))
    assert machine.main() == 1
    assert capsys.readouterr().err.startswith("The tests run caddy, to see that hosting/ is right.")
