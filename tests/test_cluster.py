"""`scripts/build.py --scheduler`: a Dask cluster of two workers does the jobs, whatever becomes of a worker meanwhile."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import CONFIG, Tree, edition, homes, page, run_build, work, write_tree
from ijwi.building.cluster import Build, attempt
from ijwi.building.jobs import StoppedError
from small_centres import written
from test_build import same, tree

#: Notes which process of which worker makes which page in which folder, and holds up the very first one until it is told to go on.
HOLDING = """
import os, time
from pathlib import Path

def on_page_content(html, page, config, files):
    place = os.environ.get("HOLDING")
    if place:
        with open(place + "/done", "a") as log:
            log.write(f"{page.file.src_uri} {os.getpid()} {os.getppid()} {config.site_dir}\\n")
        try:
            Path(place, "held").touch(exist_ok=False)
        except FileExistsError:
            return
        while not Path(place, "on").exists():
            time.sleep(.01)
"""

FIVE: Tree = {
    "mkdocs.yml": CONFIG.replace("    ar:", "    sw: {name: Kiswahili, iso639_3: swa, fallbacks: [en]}\n"
                                 "    fr: {name: Français, iso639_3: fra, fallbacks: [en]}\n    ar:")
                        .replace("[hooks/centre.py]", "[hooks/centre.py, holding.py]"),
    "holding.py": HOLDING, **homes("sw", "fr"),
    "docs/en/about.md": page("About", body="[Safe](toolkits/stay-safe.md#first)."),
    **{f"docs/{code}/about.md": edition("Abo turi bo") for code in ("rw", "sw", "fr", "ar")},
    "docs/en/toolkits/stay-safe.md": work(body="## First {#first}\n\nText."),
    "docs/rw/toolkits/stay-safe.md": edition("Kwirinda", body="## Mbere {#first}\n\n[About](../about.md)"),
    "docs/robots.txt": "Everybody's",
}

Start = Callable[..., subprocess.Popen[str]]


def until(true: Callable[[], object], *running: subprocess.Popen[str]) -> None:
    """Waits for what must come as long as these processes live. A minute is as good as never."""
    for _ in range(3000):
        if true():
            return
        assert all(process.poll() is None for process in running)
        time.sleep(.02)
    pytest.fail("it never came")


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text() if sys.platform == "linux" else True


def pages_done(holding: Path) -> list[list[str]]:
    log = holding / "done"
    return [line.split() for line in log.read_text().splitlines()] if log.exists() else []


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts programs that do not outlive the test; `start(module, *arguments, NAME="value")`."""
    begun: list[subprocess.Popen[str]] = []

    def run(*arguments: str, cwd: Path = tmp_path, **environment: str) -> subprocess.Popen[str]:
        with (tmp_path / f"{len(begun)}.log").open("w") as log:
            begun.append(subprocess.Popen([sys.executable, *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                          text=True, cwd=cwd, env={**os.environ, **environment}))
        return begun[-1]
    yield run
    for process in begun:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(tmp_path: Path, start: Start) -> tuple[str, subprocess.Popen[str]]:
    return scheduling(tmp_path, start)


def scheduling(tmp_path: Path, start: Start, **environment: str) -> tuple[str, subprocess.Popen[str]]:
    """The address of a scheduler without workers, and its process."""
    file = tmp_path / "scheduler.json"
    process = start("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0",
                    "--scheduler-file", str(file), **environment)
    until(lambda: file.exists() and file.read_text().endswith("}"), process)
    return json.loads(file.read_text())["address"], process


def worker(start: Start, address: str, **environment: str) -> subprocess.Popen[str]:
    return start("-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                 "--local-directory", "scratch", **environment)


def build(start: Start, root: Path, address: str, *arguments: str, **settings: Any) -> subprocess.Popen[str]:
    return start(str(root / "scripts/build.py"), "--scheduler", address, *arguments, **settings)


def log_of(tmp_path: Path, number: int) -> str:
    return (tmp_path / f"{number}.log").read_text()


def test_a_worker_that_is_killed_amid_a_job_leaves_the_site_whole(
        tmp_path: Path, start: Start, scheduler: tuple[str, subprocess.Popen[str]]) -> None:
    root = written(tmp_path, FIVE)
    normal = run_build(root)
    assert normal.code == 0, normal.log
    expected = tree(normal.site)
    shutil.rmtree(root / "build")
    shutil.rmtree(root / "site")

    holding = tmp_path / "holding"
    holding.mkdir()
    workers = [worker(start, scheduler[0], HOLDING=str(holding)) for _ in range(2)]
    building = build(start, root, scheduler[0])
    until(lambda: (holding / "held").exists() and pages_done(holding), building, *workers)
    held, process, its_worker, _folder = pages_done(holding)[0]
    [killed] = [one for one in workers if one.pid == int(its_worker)]
    killed.kill()
    # The job is done again by the other worker, while its first process goes on, as if it were not known to be dead.
    until(lambda: [line for line in pages_done(holding) if line[0] == held and line[1] != process], building)
    (holding / "on").touch()
    assert building.wait(60) == 0, log_of(tmp_path, 3)
    same(tree(root / "site"), expected)
    until(lambda: not alive(int(process)))
    same(tree(root / "site"), expected)
    attempts = [line for line in pages_done(holding) if line[0] == held]
    assert len({folder for *_who, folder in attempts}) == 2, "each attempt has a folder of its own"
    others = {line[1] for line in pages_done(holding)} - {process}
    assert len(others) == 1, "one process for all jobs of a worker"
    until(lambda: not any(alive(int(one)) for one in others))
    assert not list((root / "build/parts").glob(".new/*/wanted"))

    # The worker that is left builds what has changed since, with nothing in its head of what was there before.
    write_tree(root, {"docs/rw/about.md": edition("Abo turi bo", body="Bishya.")})
    again = run_build(root, "--scheduler", scheduler[0])
    assert again.code == 0, again.log
    assert "1 of 6 parts built" in again.log
    shutil.rmtree(root / "build")
    found = tree(root / "site")
    assert run_build(root).code == 0
    same(found, tree(root / "site"))


def test_parts_come_from_a_cluster_too(tmp_path: Path, start: Start, scheduler: tuple[str, subprocess.Popen[str]]) -> None:
    """From a worker with settings of its own, whose process somebody ends."""
    root = written(tmp_path, FIVE)
    holding = tmp_path / "holding"
    holding.mkdir()
    worker(start, scheduler[0], IJWI_LANGUAGE="sw", HOLDING=str(holding))
    building = build(start, root, scheduler[0], "--languages", "en,rw,ar", "--into", "../far", cwd=root, SOURCE_DATE_EPOCH="1795305600")
    until(lambda: pages_done(holding), building)
    os.kill(int(pages_done(holding)[0][1]), signal.SIGKILL)
    assert building.wait(60) == 0, log_of(tmp_path, 2)
    built = run_build(root, "--languages", "en,rw,ar", "--into", str(tmp_path / "near"), SOURCE_DATE_EPOCH="1795305600")
    assert built.code == 0, built.log
    same(tree(tmp_path / "far"), tree(tmp_path / "near"))
    assert sorted(place.name for place in (tmp_path / "far").iterdir()) == ["ar", "ar.made", "en", "en.made", "rw", "rw.made"]


def test_without_workers_it_says_so_and_control_c_leaves_the_old_site(
        tmp_path: Path, start: Start, scheduler: tuple[str, subprocess.Popen[str]]) -> None:
    root = write_tree(written(tmp_path, {}), {"site/index.html": "old"})
    building = build(start, root, scheduler[0], "--quiet")
    until(lambda: log_of(tmp_path, 1), building)
    building.send_signal(signal.SIGINT)
    assert building.wait(60) == 130
    assert log_of(tmp_path, 1) == ("No worker is at the scheduler: waiting for one. Control-C ends the build.\n"
                                   "Stopped. The old site is as it was.\n")
    assert tree(root / "site") == {"index.html": b"old"}
    assert not (root / "build/parts/.new").exists()


def test_a_scheduler_that_goes_away_ends_the_build(
        tmp_path: Path, start: Start, scheduler: tuple[str, subprocess.Popen[str]]) -> None:
    root = write_tree(written(tmp_path, {}), {"site/index.html": "old"})
    building = build(start, root, scheduler[0], "--quiet")
    until(lambda: log_of(tmp_path, 1), building)
    scheduler[1].kill()
    assert building.wait(60) == 1
    assert "The scheduler is gone.\n" in log_of(tmp_path, 1)
    assert "Traceback" not in log_of(tmp_path, 1)
    assert tree(root / "site") == {"index.html": b"old"}


def test_a_job_that_its_workers_do_not_survive_is_named(tmp_path: Path, start: Start) -> None:
    """Dask tries it with as many workers as it is told, here with one."""
    root = write_tree(written(tmp_path, FIVE), {"site/index.html": "old", "holding/.keep": ""})
    address, _process = scheduling(tmp_path, start, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    killed = worker(start, address, HOLDING=str(root / "holding"))
    building = build(start, root, address, "--quiet")
    until(lambda: pages_done(root / "holding"), building)
    killed.kill()
    assert building.wait(60) == 1
    found = re.fullmatch(r"Every worker that began with `(\w+)` died; there may be too little memory\.\n", log_of(tmp_path, 2))
    assert found and found[1] in {"en", "rw", "sw", "fr", "ar", "shared"}, "the job in the worker's hands: the one that held, or one given at once with it"
    assert tree(root / "site") == {"index.html": b"old"}


def test_a_machine_that_does_not_fit_is_named(
        tmp_path: Path, start: Start, scheduler: tuple[str, subprocess.Popen[str]]) -> None:
    """One whose environment sets what mkdocs.yml asks for to something else; and what is wrong with the content."""
    root = written(tmp_path, {"mkdocs.yml": CONFIG.replace("Small centre", "!ENV [NAME_OF_IT, Small centre]")})
    worker(start, scheduler[0], NAME_OF_IT="Another centre")
    built = run_build(root, "--scheduler", scheduler[0])
    assert built.code == 1
    assert " has other content, code or libraries than are here.\n" in built.log
    wrong = run_build(write_tree(root, {"docs/rw/index.md": edition("Home", body="[x](#nowhere)")}),
                      "--scheduler", scheduler[0], NAME_OF_IT="Another centre")
    assert wrong.code == 1
    assert "Doc file 'rw/index.md' contains a link '#nowhere', but there is no such anchor on this page." in wrong.log
    assert wrong.log.endswith("The old site is as it was.\n")


@pytest.mark.parametrize(("address", "said"), [
    ("tcp://127.0.0.1:9", "--scheduler tcp://127.0.0.1:9: no Dask scheduler answers there."),
    ("nowhere", "--scheduler nowhere: no Dask scheduler answers there."),
])
def test_where_nobody_answers_it_says_so(tmp_path: Path, address: str, said: str) -> None:
    built = run_build(written(tmp_path, {}), "--scheduler", address, DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="100ms")
    assert built.code == 1
    assert said in built.log
    assert "Traceback" not in built.log


def test_without_the_library_it_says_what_to_install(tmp_path: Path) -> None:
    write_tree(tmp_path, {"without/distributed.py": "raise ImportError"})
    built = run_build(written(tmp_path, {}), "--scheduler", "tcp://127.0.0.1:9", PYTHONPATH=str(tmp_path / "without"))
    assert (built.code, built.log) == (1, "--scheduler needs the library `distributed`, here and where workers are: "
                                       "`make .venv/cluster.stamp`.\n")


def test_a_machine_that_does_not_share_the_disk_says_so(tmp_path: Path) -> None:
    """What it cannot see is the folder that the build has made for it."""
    with pytest.raises(StoppedError, match=rf" does not see {tmp_path}/none\. Machines of a cluster share the centre's disk, "):
        attempt(Build(tmp_path / "mkdocs.yml", "", None, {}, tmp_path / "none"), "rw")
    assert not (tmp_path / "none").exists()
