"""The build that follows each change: the last change counts, and a build that is under way is ended for it."""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ijwi.building.kept import BUSY
from ijwi.preview.wholebuild import Ended, WholeBuild, without_traceback

Start = Callable[[str], tuple[WholeBuild, "queue.Queue[Ended]"]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Begins with a program in the place of scripts/build.py."""
    started: list[WholeBuild] = []

    def begin(program: str) -> tuple[WholeBuild, queue.Queue[Ended]]:
        ended: queue.Queue[Ended] = queue.Queue()
        file = tmp_path / "program.py"
        file.write_text(program, "utf-8")
        started.append(WholeBuild([sys.executable, str(file), str(tmp_path)], ended.put))
        return started[-1], ended
    yield begin
    for build in started:
        build.close()


def test_a_build_that_is_under_way_is_ended_and_only_the_next_one_tells(start: Start, tmp_path: Path) -> None:
    """The first one would wait for ever: it says that it has begun, and asks for what nobody gives."""
    os.mkfifo(tmp_path / "begun")
    os.mkfifo(tmp_path / "never")
    build, ended = start(
        "import pathlib, sys\nplace = pathlib.Path(sys.argv[1])\nfirst = not (place / 'second').exists()\n"
        "(place / 'second').touch()\nif first:\n    (place / 'begun').write_text('x')\n    (place / 'never').read_text()\n")
    build.begin(1)
    (tmp_path / "begun").read_text("utf-8")
    build.stop()
    build.begin(2)
    assert ended.get(timeout=60) == Ended(2, True, "")
    build.begin(3)
    assert ended.get(timeout=60) == Ended(3, True, "")
    assert ended.empty()


def test_what_came_while_nothing_ran_is_one_build(start: Start) -> None:
    build, ended = start("")
    for change in range(1, 5):
        build.begin(change)
    assert ended.get(timeout=60) == Ended(4, True, "")


def test_a_build_of_another_terminal_is_waited_for(start: Start) -> None:
    build, ended = start(
        "import pathlib, sys\nonce = pathlib.Path(sys.argv[1], 'once')\nif not once.exists():\n    once.touch()\n"
        f"    sys.exit({BUSY!r})\n")
    build.begin(1)
    assert ended.get(timeout=60) == Ended(1, True, "")


def test_what_it_says_comes_without_a_traceback(start: Start) -> None:
    build, ended = start("import sys\nprint('WARNING -  x', file=sys.stderr)\n\ndef f():\n    return 1 / 0\nf()\n")
    build.begin(1)
    found = ended.get(timeout=60)
    assert not found.well
    assert found.said.startswith("WARNING -  x\n  File ")
    assert found.said.endswith("ZeroDivisionError: division by zero")
    assert "Traceback" not in found.said and "line 6" not in found.said, "only the last place"
    assert without_traceback(" no trace \n") == "no trace"


def test_it_closes_whether_or_not_a_build_is_under_way(start: Start, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "begun")
    os.mkfifo(tmp_path / "never")
    build, ended = start("import pathlib, sys\nplace = pathlib.Path(sys.argv[1])\n(place / 'begun').write_text('x')\n(place / 'never').read_text()\n")
    build.begin(1)
    (tmp_path / "begun").read_text("utf-8")
    build.close()
    assert ended.empty()
    assert not build._thread.is_alive()
