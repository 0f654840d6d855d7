"""One preview from its start to its end: changed files come in, pages go out, and a build follows."""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from ..findings import ContentError, shown
from .following import Effect, Follower
from .overlay import Overlay
from .server import file_content
from .wholebuild import Ended, WholeBuild

#: What names a file, in a line that says what is wrong.
_A_FILE = re.compile(r"\.(md|html|po|ya?ml|csv|css|js|py)\b")


class Session:
    """What is served (server.Shown), and what brings it up to date.

    `site` is where builds put the site, `folder` is for files on their way, `build` the command of a quiet build.
    `anew` is called when the centre has become something that only a new process can know.
    """

    def __init__(self, config_file: Path, site: Path, folder: Path, build: Sequence[str],
                 anew: Callable[[], None]) -> None:
        self.changed, self.count, self.files, self.wrong = threading.Condition(), 0, 0, ""
        self._config_file, self._site, self._folder, self._anew = config_file, site, folder, anew
        self._lock, self._change, self._overlay = threading.RLock(), 0, Overlay()
        self._follower: Follower | None = None
        #: What is wrong: with all, with code, with single pages by their address, and what the last build had to say.
        self._unread, self._code, self._failed, self._build_said = "", "", dict[str, str](), ""
        #: Pages show files that only a build makes.
        self._later = False
        self._build = WholeBuild(build, self._built)

    def read(self) -> None:
        """Reads the centre and holds it ready. What is wrong with it is said."""
        with self._lock:
            try:
                self._follower, self._unread = Follower(self._config_file, self._folder), ""
            except (ContentError, MkDocsException) as error:
                self._unread = str(error)
            gc.freeze()  # it stays
            self._tell()

    def begin(self, *, other_code: bool) -> None:
        """Has the site built. With `other_code` than it was built by, any page may look another way meanwhile."""
        with self._lock:
            self._change += 1
            self._take(Effect(every=other_code))
        self._build.begin(self._change)

    def close(self) -> None:
        self._build.close()

    def content(self, address: str) -> bytes | None:
        """The bytes at an address of the site, as it would be built now."""
        if not address.endswith(".html"):
            newer = self._overlay.content(address)
        elif self._overlay.touched(address):
            with self._lock:
                self._make(address)
                newer = self._overlay.content(address)
        else:
            newer = None
            self._expect(address)
        return newer if newer is not None else file_content(self._site, address)

    def follow(self, paths: Iterable[Path]) -> None:
        """Takes changed files: the pages that they make are shown at once, and a build begins."""
        there = [path for path in paths if path.exists() or not path.suffix or _A_FILE.search(path.name)]
        if not there:
            return  # files that came and went
        self._build.stop()
        with self._lock:
            self._change += 1
            if self._follower:
                effect = self._follower.follow(there)
            else:
                self.read()
                effect = Effect(every=True)
            self._forget_said(there)
            self._take(effect)
            if self._follower and self._follower.outdated:
                self._anew()
        self._build.begin(self._change)

    def refuse(self, said: str) -> None:
        """Says what is wrong with code, which is not used until it is mended."""
        with self._lock:
            self._code = said
            self._tell()

    def _take(self, effect: Effect) -> None:
        if effect.every:
            self._overlay.every = self._change
            self._failed.clear()
        self._later |= effect.later
        self.files += bool(effect.files)
        for address, content in effect.files.items():
            self._overlay.put(address, content, self._change)
        for address in effect.pages:
            self._overlay.own[address] = self._change
            self._make(address)  # even if nobody looks at it: what is wrong with it is said
        self._tell(changed=True)

    def _make(self, address: str) -> None:
        """Makes a page, if it was not made since it was touched."""
        if self._follower and not self._overlay.holds(address):
            rendered = self._follower.rendering.render(address)
            self._overlay.put(address, rendered.content if rendered else None, self._change)
            self._failed.pop(address, None)
            if rendered and rendered.said:
                self._failed[address] = "\n".join(rendered.said)
            self._tell()

    def _expect(self, address: str) -> None:
        """Somebody reads a language: it is made ready, so that her first change need not wait for that."""
        rendering = self._follower.rendering if self._follower else None
        if rendering and (code := rendering.language(address)) and not rendering.is_ready(code):
            threading.Thread(target=self._make_ready, args=(code,), daemon=True).start()

    def _make_ready(self, code: str) -> None:
        with self._lock:
            if self._follower and not self._follower.rendering.is_ready(code):
                self._follower.rendering.make_ready(code)

    def _built(self, ended: Ended) -> None:
        with self._lock:
            last = ended.change == self._change
            self._build_said = "" if ended.well else ended.said
            if ended.well:
                self._overlay.settle(ended.change)
                if self._follower:
                    self._follower.rendering.built()
            if ended.well and last:
                self._failed.clear()
                if self._later:
                    self.files, self._later = self.files + 1, False
                if not self._follower or self._follower.findings:
                    self._anew()  # it has become right in a way that single files do not tell
            self._tell(changed=True)
            if ended.well and last:
                print("The whole site is up to date.", flush=True)

    def _forget_said(self, paths: Iterable[Path]) -> None:
        """After a change: what the last build said is not true any more where it names a file that has changed."""
        names = [path.relative_to(self._config_file.parent).as_posix().removeprefix("docs/") for path in paths
                 if path.is_relative_to(self._config_file.parent)]
        left = [line for line in self._build_said.splitlines() if not any(name in line for name in names)]
        whole = any(not name.endswith(".md") for name in names) or not any(map(_A_FILE.search, left))
        self._build_said = "" if whole else "\n".join(left)

    def _tell(self, *, changed: bool = False) -> None:
        """Says what is wrong now, and tells all who wait if that or anything else has changed."""
        single = [str(finding) for finding in self._follower.findings] if self._follower else []
        said = "\n".join((self._code, self._unread, self._build_said, *single, *self._failed.values()))
        lines = list(dict.fromkeys(shown(line.rstrip()) for line in said.splitlines() if line.strip()))
        wrong = "\n".join(lines)
        if wrong != self.wrong:
            before, self.wrong, changed = self.wrong.splitlines(), wrong, True
            print("\n".join(line for line in lines if line not in before) or "Mended.", flush=True)
        if changed:
            with self.changed:
                self.count += 1
                self.changed.notify_all()
