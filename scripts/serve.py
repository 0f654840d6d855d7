"""Shows the site while it is written: what is saved is in the browser at once.

    .venv/bin/python scripts/serve.py                    at http://127.0.0.1:8000/
    .venv/bin/python scripts/serve.py --language rw      this language alone, which is built sooner
    .venv/bin/python scripts/serve.py --port 8001        elsewhere

It builds the site, serves it and watches all that a build reads. A changed page is made at once, in memory; a build of
the whole site follows, and a further change ends it. What is wrong is said here and at the bottom of the page, which
stays as it was until it is mended. After a change of code or mkdocs.yml it starts itself anew.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from ijwi.building import inputs, jobs
from ijwi.findings import ContentError
from ijwi.languages import read_languages
from ijwi.preview.server import Server
from ijwi.preview.session import Session
from ijwi.preview.watching import Watcher
from ijwi.preview.wholebuild import without_traceback
from ijwi.stack import ONE_LANGUAGE

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = _arguments()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # the last is that of a terminal that is closed; Windows has none
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    gc.set_threshold(100_000, 20, 100)
    os.environ[ONE_LANGUAGE] = arguments.language
    try:
        config = jobs.configure(arguments.config)
        languages = read_languages(config.extra.get("languages"))
        if arguments.language and arguments.language not in languages:
            print(f"--language {arguments.language}: this centre has {', '.join(languages)}.", file=sys.stderr)
            return 1
        if arguments.attempt:
            return 0
        base = f"{urlsplit(config.site_url or '').path.rstrip('/')}/"
        return _serve(arguments, config, base, languages.prefix(arguments.language or languages.default))
    except KeyboardInterrupt:
        return 0
    except (ContentError, MkDocsException) as error:
        print(f"ERROR   -  {error}", file=sys.stderr)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--language", default=os.environ.get(ONE_LANGUAGE, ""), help="build this one only, as in rw")
    parser.add_argument("--config", type=lambda name: Path(name).resolve(), default=ROOT / "mkdocs.yml",
                        help="another mkdocs.yml")
    parser.add_argument("--poll", action="store_true", help="look for changes, on a disk that tells of none")
    parser.add_argument("--again", action="store_true", help=argparse.SUPPRESS)  # it has started itself anew
    parser.add_argument("--attempt", action="store_true", help=argparse.SUPPRESS)  # only see whether it would start
    return parser.parse_args()


def _serve(arguments: argparse.Namespace, config: MkDocsConfig, base: str, prefix: str) -> int:
    """Serves until it is interrupted: KeyboardInterrupt. Only if it cannot begin it returns, with an exit code."""
    # Not site/: what `make site` or `make downloads` put there stays, to be published.
    place = arguments.config.parent / "build" / "preview" / (arguments.language or "all")
    build = [sys.executable, str(ROOT / "scripts" / "build.py"), "--config", str(arguments.config),
             "--site", str(place / "site")]
    watcher = Watcher([*inputs.places(config), ROOT / "scripts"], poll=arguments.poll)
    session = Session(arguments.config, place / "site", place / "made", [*build, "--quiet"], watcher.wake)
    with contextlib.ExitStack() as ending:  # the last one first
        ending.callback(watcher.stop)
        ending.callback(session.close)
        try:
            server = Server(arguments.port, session, base)
        except OSError as error:
            print(f"Port {arguments.port}: {error.strerror}. Another one: make serve PORT=8001", file=sys.stderr)
            return 1
        ending.callback(server.close)
        ending.callback(signal.signal, signal.SIGINT, signal.SIG_IGN)  # once is enough
        well = True
        if not arguments.again:
            well = _build(build)
            server.start()
            print(f"Preview: http://127.0.0.1:{server.server_port}{base}{prefix}  Control-C ends it.", flush=True)
        session.read()
        server.start()
        if arguments.again or not well:
            session.begin(other_code=arguments.again)
        _follow(arguments, watcher, session)
    print("Starting anew, with what has changed.", flush=True)
    command = [sys.executable, str(ROOT / "scripts" / "serve.py"), "--config", str(arguments.config), "--again",
               "--port", str(server.server_port), "--language", arguments.language]
    return os.execv(sys.executable, [*command, *(["--poll"] if arguments.poll else [])])


def _build(command: list[str]) -> bool:
    """Builds the site, and shows how far it is. Whether that went well."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait() == 0
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _follow(arguments: argparse.Namespace, watcher: Watcher, session: Session) -> None:
    """Follows changes until there is something that this process cannot follow."""
    while True:
        paths = watcher.changes()
        code = {path for path in paths if _is_code(path, arguments.config)}
        if code or not paths:
            said = _attempt(arguments)
            session.refuse(said)
            if not said:
                return
        if paths - code:
            session.follow(paths - code)


def _is_code(path: Path, config_file: Path) -> bool:
    return path.suffix == ".py" or path == config_file or path.is_relative_to(inputs.PACKAGE)


def _attempt(arguments: argparse.Namespace) -> str:
    """What is wrong with code or mkdocs.yml as they are now; nothing if a new process would start."""
    command = [sys.executable, str(ROOT / "scripts" / "serve.py"), "--config", str(arguments.config), "--attempt",
               "--language", arguments.language]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    return without_traceback(done.stderr) if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main())
