"""`make serve`: what is saved shows itself, under the same Content-Security-Policy, and what is wrong is said."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from browsing import Watched
from conftest import Tree, edition, page, work
from small_centres import written

#: What a slow machine may need; nothing waits longer than it must.
PATIENCE = 60_000


class Preview:
    """A running preview of a centre, and what it says."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, str(root / "scripts" / "serve.py"), "--port", "0", *arguments], cwd=root, text=True,
            encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"})
        self._said: list[str] = []
        self._more = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()
        found = re.search(r"http://127\.0\.0\.1:\d+/\S*", self.wait_for("Preview: "))
        assert found
        self.address = found[0]

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._more:
                self._said.append(line)
                self._more.notify_all()
        with self._more:
            self._said.append("(the end)")
            self._more.notify_all()

    def mark(self) -> int:
        """A moment: `wait_for` may look at what is said after it."""
        with self._more:
            return len(self._said)

    def wait_for(self, words: str, after: int = 0) -> str:
        """The line with these words, as soon as it is said."""
        def found() -> str | None:
            return next((line for line in self._said[after:] if words in line), None)
        with self._more:
            self._more.wait_for(lambda: found() or "(the end)" in self._said, PATIENCE / 1000)
            line = found()
            assert line, "".join(self._said)
            return line

    @property
    def said(self) -> str:
        return "".join(self._said)

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=60)

    def save(self, name: str, old: str, new: str) -> None:
        """Changes a file as many editors do: another file is written, and takes its place."""
        file = self.root / name
        text = file.read_text("utf-8")
        assert old in text
        beside = file.with_name(f"{file.stem}.tmp1234")
        beside.write_text(text.replace(old, new), "utf-8")
        beside.replace(file)


TREE: Tree = {
    "docs/en/about.md": page("About", body="As it was."),
    **{f"docs/en/{name}.md": page(name.title(), body="As it was.") for name in ("wrong", "links", "template", "code", "policy")},
    "docs/en/toolkits/one.md": work("First title"),
    "docs/rw/toolkits/one.md": edition("Umutwe"),
    "docs/en/toolkits/two.md": work("Second title"),
}


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    running = Preview(written(tmp_path_factory.mktemp("serve"), TREE))
    yield running
    running.end()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    watched = Watched(browser.new_page())
    yield watched
    watched.page.close()


def opened(watched: Watched, preview: Preview, path: str) -> Locator:
    """The main part of a page, whose script has asked for changes already."""
    with watched.page.expect_request("**/livereload?*"):
        watched.page.goto(preview.address + path)
    return watched.page.locator("main")


def shows(where: Locator, words: str) -> None:
    expect(where).to_contain_text(words, timeout=PATIENCE)


def test_a_changed_text_is_shown_and_the_policy_holds(preview: Preview, watched: Watched) -> None:
    main = opened(watched, preview, "about.html")
    shows(main, "As it was.")
    preview.save("docs/en/about.md", "As it was.", "As it is now.")
    shows(main, "As it is now.")
    (preview.root / "docs/en/about.md").write_text(page("About", body="Written in its place."), "utf-8")
    shows(main, "Written in its place.")
    policy = watched.page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert watched.complaints == []
    assert watched.foreign(preview.address) == []


def test_a_changed_title_is_shown_on_its_page_and_in_lists_and_the_site_follows(preview: Preview, watched: Watched) -> None:
    moment = preview.mark()
    main = opened(watched, preview, "toolkits/one.html")
    preview.save("docs/en/toolkits/one.md", "First title", "Another title")
    shows(main, "Another title")
    shows(opened(watched, preview, "library.html"), "Another title")
    preview.wait_for("The whole site is up to date.", moment)
    site = preview.root / "build/preview/all/site"
    assert "Another title" in (site / "library.html").read_text("utf-8")
    assert "Another title" in (site / "catalogue.json").read_text("utf-8")
    assert not (preview.root / "site").exists(), "what make site made is for publishing"


def test_a_page_that_is_new_is_there_and_the_page_that_says_it_is_not_there_gives_way(preview: Preview, watched: Watched) -> None:
    main = opened(watched, preview, "rw/toolkits/two.html")
    assert watched.page.locator("html").get_attribute("lang") == "rw", "the 404 page of the language"
    (preview.root / "docs/rw/toolkits/two.md").write_text(edition("Uwa kabiri", body="Bishya."), "utf-8")
    shows(main, "Bishya.")


@pytest.mark.parametrize(("name", "old", "new", "said", "by_the_build"), [
    ("wrong", "As it was.", "As it is. [@nobody]", "docs/en/wrong.md:7: reference: `[@nobody]`", "ERROR   -  the content"),
    ("wrong", "title: Wrong", "titel: <b>Wrong</b>", "docs/en/wrong.md:1: missing: `title` is missing.", "ERROR   -  the content"),
    ("links", "As it was.", "As it is: [x](gone.md).", "contains a link 'gone.md'", "WARNING -  Doc file 'en/links.md'"),
])
def test_what_is_wrong_is_said_in_the_browser_and_the_page_stays(
        preview: Preview, watched: Watched, name: str, old: str, new: str, said: str, by_the_build: str) -> None:
    main, moment = opened(watched, preview, f"{name}.html"), preview.mark()
    bar = watched.page.locator("body > div[role=status]").last
    preview.save(f"docs/en/{name}.md", old, new)
    shows(bar, said)
    shows(main, "As it was.")
    preview.wait_for(said, moment)
    preview.wait_for(by_the_build, moment)
    shows(bar, by_the_build)
    shows(bar, said)
    assert bar.locator("b").count() == 0, "it is text"
    preview.save(f"docs/en/{name}.md", new, old)
    expect(bar).to_have_text("", timeout=PATIENCE)
    preview.wait_for("Mended.", moment)
    assert [said for said in watched.complaints if "Security" in said] == []


def test_a_template_a_style_and_a_string_are_followed(preview: Preview, watched: Watched) -> None:
    opened(watched, preview, "template.html")
    body, bar = watched.page.locator("body"), watched.page.locator("body > div[role=status]").last
    preview.save("overrides/main.html", "<body>", "<body><p>From the template.</p>")
    shows(body, "From the template.")
    preview.save("overrides/main.html", "From the template.", "{% nothing %}")
    shows(bar, "overrides/main.html:47: Encountered unknown tag 'nothing'.")
    shows(body, "From the template.")
    preview.save("overrides/main.html", "<p>{% nothing %}</p>", "")
    expect(body).not_to_contain_text("From the template.", timeout=PATIENCE)
    expect(bar).to_have_text("", timeout=PATIENCE)
    preview.save("overrides/assets/ijwi.css", "body {", "body { outline: 3px solid rgb(1, 2, 3);")
    expect(body).to_have_css("outline-color", "rgb(1, 2, 3)", timeout=PATIENCE)

    opened(watched, preview, "rw/index.html")
    po = (preview.root / "locales/rw.po").read_text("utf-8")
    found = re.search(r'msgid "Skip to content"\nmsgstr "(.*)"', po)
    assert found
    preview.save("locales/rw.po", found[0], found[0].replace(found[1], "Jya ku mutima w'urupapuro"))
    shows(watched.page.locator("a.skip"), "Jya ku mutima w'urupapuro")


def test_facts_are_followed(preview: Preview, watched: Watched) -> None:
    main = opened(watched, preview, "topics/index.html")
    preview.save("docs/data/vocabulary.yml", "name: Online safety", "name: Safety online")
    shows(main, "Safety online")


def test_changed_code_is_used_and_broken_code_is_not(preview: Preview, watched: Watched) -> None:
    main, moment = opened(watched, preview, "code.html"), preview.mark()
    bar = watched.page.locator("body > div[role=status]").last
    line = "    state.converted(page.file.src_uri, html)\n"
    preview.save("hooks/centre.py", line, f"{line}    return html +\n")
    shows(bar, "SyntaxError")
    shows(main, "As it was.")
    assert "Traceback" not in bar.inner_text()
    preview.save("hooks/centre.py", "return html +\n", "return html + '<p>From the hook.</p>'\n")
    shows(main, "From the hook.")
    expect(watched.page.locator("body > div[role=status]").last).to_have_text("", timeout=PATIENCE)
    preview.wait_for("Starting anew", moment)
    preview.wait_for("The whole site is up to date.", moment)
    preview.save("docs/en/code.md", "As it was.", "As it is now.")
    shows(main, "As it is now.")
    shows(main, "From the hook.")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_no_process(tmp_path: Path, how: signal.Signals) -> None:
    preview = Preview(written(tmp_path, {"docs/en/about.md": page("About")}), "--poll")
    preview.save("docs/en/about.md", "Hello.", "Hello [@nobody].")
    preview.wait_for("[@nobody]")  # a build is about to begin, or has
    assert preview.end(how) == 0
    preview.wait_for("(the end)")  # nobody holds its output open
    assert "Traceback" not in preview.said


def test_a_centre_that_cannot_be_built_is_shown_once_it_is_mended(tmp_path: Path, browser: Browser) -> None:
    preview, watched = Preview(written(tmp_path, {"docs/en/about.md": page("About", colour="red")})), Watched(browser.new_page())
    try:
        opened(watched, preview, "about.html")
        shows(watched.page.locator("body"), "docs/en/about.md:5: unknown-field")
        preview.save("docs/en/about.md", "colour: red\n", "")
        shows(watched.page.locator("main"), "Hello.")
    finally:
        watched.page.close()
        assert preview.end() == 0


def test_one_language_alone_leaves_the_parts_of_the_whole_site(tmp_path: Path, browser: Browser) -> None:
    root = written(tmp_path, {"docs/en/about.md": page("About"), "docs/rw/about.md": edition("Abo turi bo")})
    (root / "build/parts").mkdir(parents=True)
    (root / "build/parts/rw.part").write_text("an earlier build's", "utf-8")
    preview, watched = Preview(root, "--language", "rw"), Watched(browser.new_page())
    try:
        assert preview.address.endswith("/rw/")
        main = opened(watched, preview, "about.html")
        preview.save("docs/rw/about.md", "Muraho.", "Mwaramutse.")
        shows(main, "Mwaramutse.")
        assert (root / "build/parts/rw.part").read_text("utf-8") == "an earlier build's"
        assert (root / "build/parts-rw/rw.part").exists()
        assert not (root / "build/preview/rw/site/index.html").exists(), "English is not built"
    finally:
        watched.page.close()
        assert preview.end() == 0


@pytest.mark.parametrize(("arguments", "said"), [
    (["--language", "xx"], "--language xx: this centre has en, rw, ar."),
    (["--port", "{taken}"], "Another one: make serve PORT=8001"),
])
def test_what_cannot_be_is_explained(tmp_path: Path, arguments: list[str], said: str) -> None:
    root = written(tmp_path, {})
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run([sys.executable, str(root / "scripts" / "serve.py"),
                               *(argument.format(taken=port) for argument in arguments)], cwd=root, text=True,
                              capture_output=True, timeout=60, encoding="utf-8")
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


# `mkdocs serve`, which people know

@contextmanager
def mkdocs_serve(root: Path) -> Iterator[str]:
    """The address at which `mkdocs serve` shows a centre."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"], cwd=root, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "", "PYTHONUNBUFFERED": "1"})
    assert server.stdout is not None
    said = []
    try:
        for line in server.stdout:
            said.append(line)
            if found := re.search(r"Serving on (http://127\.0\.0\.1:\d+/)", line):
                # What it says later must be read too, or it waits for a reader.
                threading.Thread(target=server.stdout.read, daemon=True).start()
                yield found[1]
                return
        raise AssertionError("".join(said))
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_mkdocs_serve_shows_a_changed_page_too(centre_folder: Callable[[Tree], Path], watched: Watched) -> None:
    root = centre_folder({"docs/en/about.md": page("About", body="As it was.")})
    with mkdocs_serve(root) as address:
        with watched.page.expect_request("**/livereload/**"):
            watched.page.goto(f"{address}about.html")
        expect(watched.page.locator("main")).to_contain_text("As it was.")
        (root / "docs/en/about.md").write_text(page("About", body="As it is now."), encoding="utf-8")
        expect(watched.page.locator("main")).to_contain_text("As it is now.", timeout=60_000)
        assert watched.complaints == []
        assert watched.foreign(address) == []
