"""The build of the whole site that follows each change, in a process of its own."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..building.kept import BUSY

#: How long nothing must be saved before a build begins; how long it may take to end one.
_PAUSE, _LONGEST = 0.3, 20.0


@dataclass(frozen=True)
class Ended:
    """A build that ended by itself, of what was there after a change. `said` is what it printed."""

    change: int
    well: bool
    said: str


class WholeBuild:
    """Has the site built whenever it is asked for. `ended` is told of each build that nobody stopped, on a thread."""

    def __init__(self, command: Sequence[str], ended: Callable[[Ended], None]) -> None:
        self._command, self._ended = list(command), ended
        self._asked = threading.Condition()
        self._wanted: int | None = None
        self._running: subprocess.Popen[str] | None = None
        self._over = False
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def begin(self, change: int) -> None:
        """Asks for a build of what is there now, after a change."""
        with self._asked:
            self._wanted = change
            self._asked.notify_all()

    def stop(self) -> None:
        """Ends a build that is going on; what it made so far is used by the next one. Does not wait for its end."""
        with self._asked:
            self._wanted = None
            if self._running:
                self._running.terminate()
            self._asked.notify_all()

    def close(self) -> None:
        """The same, and waits."""
        with self._asked:
            self._over = True
        self.stop()
        self._thread.join(_LONGEST)
        if self._running:
            self._running.kill()

    def _work(self) -> None:
        while not self._over:
            with self._asked:
                self._asked.wait_for(lambda: self._over or self._wanted is not None)
                if self._asked.wait_for(lambda: self._over or self._wanted is None, _PAUSE):
                    continue  # something was saved just now
                change, self._wanted = self._wanted, None
                # In a group of its own: Control-C is our matter, and it gets one signal, not two.
                self._running = subprocess.Popen(  # noqa: S603 - our own code
                    self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                    text=True, encoding="utf-8", errors="replace", start_new_session=True)
            with contextlib.suppress(OSError, AttributeError):
                os.setpriority(os.PRIO_PROCESS, self._running.pid, 10)  # the page that somebody looks at comes first
            said, code = self._running.communicate()[1], self._running.returncode
            with self._asked:
                self._running = None
                if said.strip() == BUSY and self._wanted is None:  # of another terminal: try again
                    self._wanted = change
                    continue
            if change is not None and code >= 0 and code != 130:
                self._ended(Ended(change, code == 0, without_traceback(said)))


def without_traceback(said: str) -> str:
    """What a process said: of a traceback the last place, and what is wrong there."""
    return re.sub(r"^Traceback .*\n(?=  File )", "", said.strip(), flags=re.S | re.M)
