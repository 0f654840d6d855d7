"""The steps of from-form.yml run as the forge runs them, on a small centre in Git, with a `gh` that only writes down."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from conftest import CONFIG, ROOT, SMALL, write_tree
from form_bodies import body, named
from ijwi.centre import read_centre
from ijwi.contributing.forms import forms

WORKFLOW = ROOT / ".github" / "workflows" / "from-form.yml"
GH = '#!/bin/sh\necho "$*" >> "$ASKED"\n'
MAKE = "#!/bin/sh\necho 'checked `````'\necho @everyone\nexit 1\n"


class Forge:
    """A repository at `origin`, and a runner's copy of it at `root`."""

    def __init__(self, folder: Path) -> None:
        self.root, self.origin, self.asked = folder / "run", folder / "origin", folder / "asked"
        write_tree(self.origin, {**SMALL, **{f"scripts/{name}.py": (ROOT / "scripts" / f"{name}.py").read_bytes() for name in ("new", "check")}})
        self.git("init", "--quiet", "--initial-branch=main", cwd=self.origin)
        self.git("add", ".", cwd=self.origin)
        self.git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message", "x", cwd=self.origin)
        write_tree(folder, {"bin/gh": GH, "bin/make": MAKE})
        for name in ("gh", "make"):
            (folder / "bin" / name).chmod(0o755)

    def git(self, *arguments: str, cwd: Path) -> str:
        return subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True, text=True, encoding="utf-8").stdout.strip()

    def form(self, name: str, **answers: str) -> str:
        centre = read_centre(self.origin, self.origin / "docs", yaml.safe_load(CONFIG)["extra"])
        return body(named(forms(centre), name), **answers)

    def read(self, text: str) -> None:
        """The job `read`: leaves its outcome in the runner's copy."""
        self._clone()
        (self.root / ".venv" / "bin").mkdir(parents=True)
        (self.root / ".venv" / "bin" / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
        (self.root / ".venv" / "bin" / "python").chmod(0o755)
        event = self.root.parent / "event.json"
        event.write_text(json.dumps({"issue": {"number": 7, "body": text.replace("\n", "\r\n")}}), encoding="utf-8")
        self._run("read", "Make a page of the form", GITHUB_EVENT_PATH=str(event))

    def propose(self) -> list[str]:
        """The job `propose`, on a fresh copy; returns what it asked of the forge."""
        outcome = self.root.parent / "outcome"
        shutil.move(self.root / "outcome", outcome)
        shutil.rmtree(self.root)
        self._clone()
        shutil.move(outcome, self.root / "outcome")
        self._run("propose", "Open a pull request, or answer", ISSUE="7", BASE="main", GH_TOKEN="none")
        return self.asked.read_text("utf-8").splitlines()

    def _clone(self) -> None:
        self.git("clone", "--quiet", str(self.origin), str(self.root), cwd=self.root.parent)

    def _run(self, job: str, step: str, **environment: str) -> None:
        steps = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"][job]["steps"]
        [script] = [found["run"] for found in steps if found.get("name") == step]
        path = f"{self.root.parent / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=self.root, capture_output=True, text=True,
                              env={**os.environ, "PATH": path, "ASKED": str(self.asked), **environment}, timeout=120)
        assert done.returncode == 0, done.stderr
