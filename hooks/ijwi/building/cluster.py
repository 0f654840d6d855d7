"""The jobs of a build on a Dask cluster whose machines share the disk: a path means the same on each of them.

A worker may die amid a job, or be thought dead and go on: Dask has the job run again elsewhere. So each attempt writes
into a folder of its own, and the build takes the one whose outcome it hears. A worker lives longer than a build, and
what it has read grows old: a process of its own does the work, begun anew for each build.
"""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import jobs
from .inputs import ENVIRONMENT
from .jobs import Outcome, StoppedError
from .kept import Kept

#: How often a job is tried again whose process broke off. How often one whose worker died: Dask's `allowed-failures`.
RETRIES = 2
_WAITING = "No worker is at the scheduler: waiting for one. Control-C ends the build."


@dataclass(frozen=True)
class Build:
    """What workers must know of a build: of what it is made, where parts are from an earlier one, and where to write.

    The file `wanted` is there as long as somebody waits for the build.
    """

    config: Path
    made_of: str
    earlier: Kept | None
    settings: dict[str, str]
    attempts: Path

    @property
    def wanted(self) -> Path:
        return self.attempts / "wanted"


def outcomes(address: str, config: Path, made_of: str, wanted: Sequence[str], into: Path, kept: Kept | None,
             say: Callable[[str], None]) -> Iterator[Outcome]:
    """Has jobs done by the workers of the scheduler at `address`; the parts go below `into`, or where parts are `kept`.

    Raises StoppedError if there is no such scheduler, or if a job broke off time after time.
    """
    into = into.absolute()  # workers have other working folders
    with _connected(address) as client:
        into.mkdir(parents=True, exist_ok=True)
        settings = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        build = Build(config, made_of, kept, settings, Path(tempfile.mkdtemp(prefix=".attempts-", dir=into)))
        try:
            build.wanted.touch()
            pool = client.get_executor(retries=RETRIES)
            for job, future in _finished(client, {pool.submit(attempt, build, job): job for job in wanted}, say):
                outcome, own = _result(future, job)
                if outcome.whole and kept:
                    kept.take(job, own)
                elif outcome.whole:
                    own.part(job).rename(into / job)
                yield outcome
        finally:
            build.wanted.unlink(missing_ok=True)
            shutil.rmtree(build.attempts, ignore_errors=True)


def _connected(address: str) -> Any:
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise StoppedError("--scheduler needs the library `distributed`, here and where workers are: "
                           "`make .venv/cluster.stamp`.") from None
    for noisy in ("distributed.client", "tornado.application"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)  # what matters of it, we say
    try:
        get_address_host_port(address)  # a client of a wrong one goes on for a minute before it ends
        return Client(address, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, ImportError) as error:  # the last one is said of versions that do not fit
        raise StoppedError(f"--scheduler {address}: no Dask scheduler answers there. {error}") from None


def _finished(client: Any, waiting: dict[Future[Any], str],
              say: Callable[[str], None]) -> Iterator[tuple[str, Future[Any]]]:
    """Jobs as they end. Says it when nobody is there to do them."""
    before = True
    while waiting:
        finished = wait(waiting, 1, FIRST_COMPLETED).done
        for future in finished:
            yield waiting.pop(future), future
        there = bool(finished or client.scheduler_info()["workers"])
        if before and not there:
            say(_WAITING)
        before = there


def _result(future: Future[tuple[Outcome, Kept]], job: str) -> tuple[Outcome, Kept]:
    from distributed.scheduler import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        raise StoppedError(f"Every worker that began with `{job}` died; there may be too little memory.") from None
    except CancelledError:
        raise StoppedError("The scheduler is gone.") from None


#: A worker's thread does one job at a time: it has the process for it.
_mine = threading.local()


def attempt(build: Build, job: str) -> tuple[Outcome, Kept]:
    """On a worker: does a job in this thread's process, and says where its part is kept until the build takes it.

    Raises StoppedError if this machine is not fit for the build or the process was ended, or what the job raised.
    """
    if not build.wanted.exists():
        raise StoppedError(f"{socket.gethostname()} does not see {build.attempts}. Machines of a cluster share the "
                           "centre's disk, under the same path; else use --languages, --into and --join.")
    own = Kept(Path(tempfile.mkdtemp(prefix=f"{job}-", dir=build.attempts)))
    try:
        process = _process(build)
        _send(process.stdin, (job, own))
        answer = pickle.load(process.stdout)  # noqa: S301 - our own process
    except (EOFError, BrokenPipeError):
        raise StoppedError(f"The process of `{job}` on {socket.gethostname()} was ended from outside; "
                           "there may be too little memory.") from None
    if isinstance(answer, Exception):
        raise answer
    return answer, own


def _process(build: Build) -> Any:
    if getattr(_mine, "attempts", None) != build.attempts or _mine.process.poll() is not None:
        environment = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT}
        _mine.attempts, _mine.process = build.attempts, subprocess.Popen(  # noqa: S603 - our own code
            [sys.executable, "-P", "-c", f"from {__name__} import serve; serve()"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, cwd=build.config.parent, env={**environment, **build.settings})
        _send(_mine.process.stdin, build)
    return _mine.process


def serve() -> None:
    """In a worker's own process: does jobs as they come, until its worker is gone or nobody wants the build."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anybody prints is no answer
    build: Build = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own worker
    threading.Thread(target=_watch, args=(build,), daemon=True).start()
    while True:
        try:
            job, own = pickle.load(sys.stdin.buffer)  # noqa: S301
        except EOFError:
            return
        try:
            _send(answers, _do(build, job, own))
        except Exception as error:
            _send(answers, error)


def _do(build: Build, job: str, own: Kept) -> Outcome:
    if jobs.prepare(build.config).inputs.everything != build.made_of:
        raise StoppedError(f"{socket.gethostname()} has other content, code or libraries than are here.")
    return jobs.run(build.config, job, own.growing / job, build.earlier, own=own)


def _watch(build: Build) -> None:
    while build.wanted.exists():
        time.sleep(1)
    os._exit(0)


def _send(stream: Any, message: object) -> None:
    pickle.dump(message, stream)
    stream.flush()
