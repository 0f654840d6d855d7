"""The checks before each commit: .pre-commit-config.yaml calls what everybody calls, and its commands work."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, SMALL, edition, work, write_tree

CONFIG = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
HOOKS = {hook["id"]: hook for repo in CONFIG["repos"] for hook in repo["hooks"]}


def test_nothing_is_fetched_from_elsewhere_and_every_command_is_one_of_ours() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(BIN)/", ".venv/bin/")
    assert {repo["repo"] for repo in CONFIG["repos"]} == {"local"}
    assert set(HOOKS) == {"content", "strings", "forms", "ruff", "mypy"}
    for hook in HOOKS.values():
        assert hook["language"] == "system"
        # Quiet or not, it is the same command.
        assert hook["entry"] in makefile, hook["id"]
        for script in re.findall(r"scripts/\w+\.py", hook["entry"]):
            assert (ROOT / script).is_file()


@pytest.mark.parametrize(("name", "chosen"), [
    ("docs/rw/toolkits/a.md", {"content"}), ("docs/data/vocabulary.yml", {"content", "strings", "forms"}),
    ("locales/rw.po", {"strings"}), ("hooks/ijwi/schema.py", {"strings", "forms", "ruff", "mypy"}),
    ("tests/test_new.py", {"ruff"}), ("README.md", set()),
])
def test_a_changed_file_calls_the_checks_that_know_it(name: str, chosen: set[str]) -> None:
    python = {"python"} if name.endswith(".py") else set()
    assert {hook["id"] for hook in HOOKS.values() if re.search(hook.get("files", ""), name)
            and set(hook.get("types", [])) <= python} == chosen


def run(hook: str, root: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """A hook's command as pre-commit runs it: from the top folder, with the changed files behind it if it wants them."""
    program, *words = shlex.split(HOOKS[hook]["entry"])
    assert program == ".venv/bin/python"
    given = files if HOOKS[hook].get("pass_filenames", True) else ()
    return subprocess.run([sys.executable, *words, *given], cwd=root, capture_output=True, text=True, encoding="utf-8")


def test_a_commit_with_a_mistake_is_stopped_and_says_only_what_is_in_its_files(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "centre", {
        **SMALL, "docs/en/toolkits/a.md": work("A", body="<b>x</b>"), "docs/en/toolkits/b.md": work("B", body="[x](gone.md)"),
        "docs/rw/toolkits/a.md": edition("A"), "scripts/check.py": (ROOT / "scripts/check.py").read_bytes()})
    done = run("content", root, "docs/en/toolkits/b.md", "docs/data/vocabulary.yml")
    assert done.returncode == 1
    assert done.stdout.startswith("docs/en/toolkits/b.md:14: link: ") and done.stdout.count("\n") == 1
    assert run("content", root, "docs/rw/toolkits/a.md").returncode == 0


def test_strings_and_forms_are_judged_in_the_centre_itself() -> None:
    assert run("forms", ROOT).returncode == 0
    done = run("strings", ROOT)
    # Strings may wait for their translation here; what is asked is that the command reads them.
    assert "Traceback" not in done.stderr and all(re.match(r"locales/\w+\.po:\d+: locale: ", line) for line in done.stdout.splitlines())
