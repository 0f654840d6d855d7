"""What runs on the forge: least permissions, pinned by digest, no secret for strangers, only commands that exist."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from conftest import ROOT
from forge_runs import Forge
from small_centres import built_once

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
SCHEMAS = files("check_jsonschema") / "builtin_schemas"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
#: Who may write what: each with the one job that needs it.
WRITES = {("site.yml", "publish"): {"pages", "id-token"}, ("release.yml", "release"): {"contents"},
          ("weekly.yml", "remember"): {"contents", "pull-requests"}, ("from-form.yml", "propose"): {"contents", "pull-requests", "issues"}}


def workflow(file: Path) -> dict[str, Any]:
    """A workflow; `on` is a word here, not YAML 1.1's "true"."""
    content: dict[Any, Any] = yaml.safe_load(file.read_text("utf-8"))
    return {"on" if key is True else str(key): value for key, value in content.items()}


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file in FILES:
        for name, job in workflow(file)["jobs"].items():
            yield file.name, name, job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for file, name, job in jobs():
        for step in job["steps"]:
            yield f"{file}: {name}: {step.get('name') or step.get('uses')}", step


def test_there_is_a_workflow_for_each_job_of_the_forge() -> None:
    assert [file.name for file in FILES] == ["check.yml", "from-form.yml", "preview.yml", "release.yml", "site.yml", "weekly.yml"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_workflow_is_what_the_forge_wants(file: Path) -> None:
    for schema in ("vendor/github-workflows.json", "custom/github-workflows-require-timeout.json"):
        jsonschema.validate(workflow(file), json.loads((SCHEMAS / schema).read_text("utf-8")))


def test_zizmor_has_nothing_to_say() -> None:
    """https://docs.zizmor.sh: injection, permissions, credentials that stay, caches that can be poisoned."""
    command = Path(sys.executable).with_name("zizmor")
    done = subprocess.run([command, "--offline", "--no-progress", "--persona", "auditor", "--format", "json", ".github"], cwd=ROOT,
                          capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout) == [], done.stderr
    assert done.stderr.count("completed") >= len(FILES) + 1, "it has looked at each of them, and at dependabot.yml"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_workflow_may_nothing_that_no_job_asks_for(file: Path) -> None:
    content = workflow(file)
    assert content["permissions"] == {}
    for name, job in content["jobs"].items():
        written = {what for what, level in job["permissions"].items() if level == "write"}
        assert set(job["permissions"].values()) <= {"read", "write"}
        assert written == WRITES.get((file.name, name), set())


def test_no_workflow_runs_strangers_code_with_our_rights() -> None:
    for file in FILES:
        content = workflow(file)
        assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(content["on"]), file.name
        if "pull_request" in content["on"]:
            assert "secrets." not in file.read_text("utf-8"), file.name
            assert not any(job.get("environment") for job in content["jobs"].values()), file.name


def test_a_secret_is_only_in_a_protected_environment_and_only_for_one_step() -> None:
    seen = 0
    for file, name, job in jobs():
        for step in job["steps"]:
            if "secrets." in json.dumps(step):
                seen += 1
                assert job["environment"] == "publish", (file, name)
                assert set(job["permissions"].items()) == {("contents", "read")}, (file, name)
                assert step["env"] == {"IJWI_SIGNING_KEY": "${{ secrets.IJWI_SIGNING_KEY }}"} and step["run"] == "make release"
        assert "secrets." not in json.dumps({key: value for key, value in job.items() if key != "steps"}), (file, name)
    assert seen == 2


def test_every_action_is_pinned_by_its_digest_with_its_version_beside_it() -> None:
    lines = [line for file in FILES for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert len(lines) >= 20
    pinned: dict[str, set[str]] = {}
    for line in lines:
        match = re.fullmatch(r"\s*(?:- )?uses: (actions/[a-z-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", line)
        assert match, line
        pinned.setdefault(match[1], set()).add(match[2])
    assert all(len(versions) == 1 for versions in pinned.values()), pinned


def test_no_checkout_leaves_its_credentials_behind() -> None:
    checkouts = [(where, step) for where, step in steps() if str(step.get("uses", "")).startswith("actions/checkout@")]
    assert len(checkouts) >= 8
    for where, step in checkouts:
        assert step["with"]["persist-credentials"] is False, where
        assert "ref" not in step["with"] and "repository" not in step["with"], where


def test_every_job_ends_by_itself_and_none_stands_in_anothers_way() -> None:
    for file, name, job in jobs():
        assert 5 <= job["timeout-minutes"] <= 60, (file, name)
        assert job["runs-on"] == "ubuntu-24.04", (file, name)
    for file in FILES:
        concurrency = workflow(file)["concurrency"]
        assert concurrency["group"].startswith(file.stem.removeprefix("from-")), file.name
        assert concurrency["cancel-in-progress"] is ("pull_request" in workflow(file)["on"]), file.name


def test_nothing_is_written_into_a_command_by_the_forge() -> None:
    """`${{ … }}` is put into a script before the shell reads it: a title could become a command."""
    for where, step in steps():
        assert "${{" not in step.get("run", ""), where
        for value in step.get("env", {}).values():
            assert not re.search(r"(body|title|head_ref|user|label|message|comment)\b", value), where


def test_every_command_is_one_that_everybody_can_run() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M)) | {".venv/site.stamp"}
    ran = []
    for where, step in steps():
        for target in re.findall(r"\bmake (?:--silent )?(\S+)", step.get("run", "")):
            ran.append(target)
            assert target in targets, where
        for script in re.findall(r"(?:python3?) ((?:scripts|tests)/\S+)", step.get("run", "")):
            assert (ROOT / script).is_file(), where
    assert {"check", "test", "test-long", "release", "links-external", "links"} <= set(ran)


def test_the_preview_s_parts_make_the_site(tmp_path: Path) -> None:
    """Its commands as they stand, for every language that the first one names; the site is that of one build."""
    jobs = workflow(FOLDER / "preview.yml")["jobs"]
    command = {name: [step["run"] for step in job["steps"] if "scripts/build.py" in step.get("run", "")] for name, job in jobs.items()}
    here = f"{sys.executable} scripts/build.py --config {built_once(tmp_path, {}).root}/mkdocs.yml"
    [listing], [one], [joined] = (command[name] for name in ("languages", "part", "site"))
    output = tmp_path / "output"

    def run(text: str, **environment: str) -> None:
        text = text.replace(".venv/bin/python scripts/build.py", here).replace(" parts", f" {tmp_path}/parts")
        subprocess.run(["bash", "-euc", text], cwd=ROOT, check=True, timeout=120, env={**os.environ, "GITHUB_OUTPUT": str(output), **environment})

    run(listing)
    codes = json.loads(output.read_text("utf-8").removeprefix("codes="))
    assert codes == ["en", "rw", "ar"]
    for code in codes:
        run(one, CODE=code)
    run(f"{joined} --site {tmp_path}/joined")
    whole = tmp_path / "centre" / "site"
    assert {file.relative_to(whole): file.read_bytes() for file in whole.rglob("*") if file.is_file()} == {
        file.relative_to(tmp_path / "joined"): file.read_bytes() for file in (tmp_path / "joined").rglob("*") if file.is_file()}


def test_the_form_reaches_our_program_as_a_file_and_the_job_that_writes_runs_nothing_of_it() -> None:
    content = workflow(FOLDER / "from-form.yml")
    read, propose = content["jobs"]["read"], content["jobs"]["propose"]
    [command] = [step["run"] for step in read["steps"] if "--from-form" in step.get("run", "")]
    assert '< "$GITHUB_EVENT_PATH" > outcome/form.md' in command and "--from-form outcome/form.md" in command
    assert read["if"].startswith("contains(github.event.issue.labels.*.name, 'form')")
    commands = " ".join(step.get("run", "") for step in propose["steps"])
    assert "python" not in commands and "make" not in commands
    assert '--include="docs/*"' in commands, "only content comes out of a form"
    assert "git ls-remote --exit-code" in commands, "what maintainers did on the branch is never overwritten"


def test_libraries_and_actions_are_looked_after_every_week() -> None:
    content = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))
    jsonschema.validate(content, json.loads((SCHEMAS / "vendor/dependabot.json").read_text("utf-8")))
    assert {(update["package-ecosystem"], update["schedule"]["interval"]) for update in content["updates"]} == {
        ("github-actions", "weekly"), ("pip", "weekly")}


def test_templates_name_commands_that_exist_and_owners_are_nobody_who_did_not_agree() -> None:
    for file in [*(ROOT / ".github" / "PULL_REQUEST_TEMPLATE").glob("*.md"), ROOT / ".github" / "pull_request_template.md"]:
        text = file.read_text("utf-8")
        assert "- [ ] " in text
        for script in re.findall(r"scripts/\w+\.py", text):
            assert (ROOT / script).is_file(), file.name
    owners = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8")
    assert all(line.startswith("#") for line in owners.splitlines()), "lines begin with # until somebody takes them over"
    assert not re.search(r"@(?!organisation/team)\w", owners)


# The journey of a form, run as the forge runs it

@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


def test_a_form_travels_to_a_branch_and_a_pull_request(forge: Forge) -> None:
    forge.read(forge.form("new-resource", kind="Toolkit", language="English (en)", title='"; touch pwned; $(touch pwned) `touch pwned` #', path="charge",
                          summary="How. ${{ secrets.X }}", topics="Online safety", audiences="Organisers", level="Introductory", sensitive="No",
                          creators="a trainer", text="Text @everyone.\n\n```\n`````\n@everyone"))
    asked = forge.propose()
    assert asked == ["auth setup-git", 'pr create --base main --head form/7 --title From the form of issue #7 --body-file body.md']
    assert forge.git("show", "--stat", "--format=%s", "form/7", cwd=forge.origin).splitlines()[0] == "From the form of issue #7"
    assert "title: \"\\\"; touch pwned; $(touch pwned) `touch pwned` #\"" in forge.git("show", "form/7:docs/en/toolkits/charge.md".replace(
        "charge.md", "charge/index.md"), cwd=forge.origin)
    body = (forge.root / "body.md").read_text("utf-8")
    assert body.startswith("Closes #7.\n\nThis form became a page: `docs/en/toolkits/charge/index.md`.")
    assert body.rstrip().endswith("**What the checks say:**\n\n    checked `````\n    @everyone")
    assert not list(forge.root.parent.rglob("pwned"))


def test_a_branch_that_is_there_is_left_to_the_maintainers(forge: Forge) -> None:
    filled = forge.form("new-resource", kind="Toolkit", language="English (en)", title="Charge", summary="How.", topics="Online safety",
                        audiences="Organisers", level="Introductory", sensitive="No", creators="a trainer")
    forge.git("branch", "form/7", "main", cwd=forge.origin)
    forge.read(filled)
    assert forge.propose() == ["auth setup-git"]
    assert forge.git("rev-parse", "form/7", cwd=forge.origin) == forge.git("rev-parse", "main", cwd=forge.origin)


def test_a_suggestion_is_answered_and_nothing_is_pushed(forge: Forge) -> None:
    forge.read(forge.form("correction", page="index", old="Hello", new="Good day"))
    assert forge.propose() == ["auth setup-git", "issue comment 7 --body-file answer.md"]
    assert "+Good day." in (forge.root / "answer.md").read_text("utf-8")
    assert forge.git("branch", "--list", cwd=forge.origin).split() == ["*", "main"]


def test_a_text_that_is_no_form_is_answered_too(forge: Forge) -> None:
    forge.read("I changed `everything`")
    assert forge.propose()[1:] == ["issue comment 7 --body-file answer.md"]
    assert "This could not be read as one of our forms:" in (forge.root / "answer.md").read_text("utf-8")
