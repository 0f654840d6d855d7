"""The set-ups in `hosting/`, run: real web servers give out a small centre, and the container's steps make the real one."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from conftest import ROOT, Built, work
from ijwi.hosting import ASSETS, HEADERS, PAGES
from machine import UNPACKED, server
from small_centres import built_once

HOSTING = ROOT / "hosting"
TREE = {"docs/en/toolkits/a.md": work("Alpha"), "docs/en/events/day.md": work(
    "A day", kind="event", start="2026-12-01", timezone="Africa/Kigali", status="planned", place="Kigali")}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def of_this_machine(text: str, changes: dict[str, str]) -> str:
    """A set-up with other places and another port. Fails if it does not name them once."""
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def nginx(site: Path, folder: Path, port: int) -> list[str]:
    types = UNPACKED / "etc" / "nginx" / "mime.types"
    scratch = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(of_this_machine((HOSTING / "nginx.conf").read_text(encoding="utf-8"), {
        "listen 80 default_server": f"listen 127.0.0.1:{port} default_server", "root /srv/site": f"root {site}",
        "/etc/nginx/mime.types": str(types if types.exists() else "/etc/nginx/mime.types"), "/run/nginx.pid": f"{folder}/pid",
        "worker_processes auto;": f"worker_processes 1;\ndaemon off;\n{'user root;' if os.geteuid() == 0 else ''}",
        "http {\n": f"http {{\n{scratch}"}), encoding="utf-8")
    return [server("nginx") or "nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(site: Path, folder: Path, port: int) -> list[str]:
    (folder / "Caddyfile").write_text(of_this_machine((HOSTING / "Caddyfile").read_text(encoding="utf-8"), {
        "\n:80 {": f"\nhttp://127.0.0.1:{port} {{", "root * /srv/site": f"root * {site}"}), encoding="utf-8")
    return [server("caddy") or "caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server, as soon as it answers. As in the container, it has no home to write into."""
    nowhere = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), "/proc/nowhere")
    process = subprocess.Popen(command, env={"PATH": os.environ["PATH"], **nowhere}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _wait in range(200):
            assert process.poll() is None and process.stdout, process.communicate()[0].decode()
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("served"), TREE)


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def port(request: pytest.FixtureRequest, centre: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port at which a server gives out the centre."""
    found = free_port()
    with running(request.param(centre.site, tmp_path_factory.mktemp("server"), found), found):
        yield found


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by lower-case name, and content."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    names = [name.lower() for name, _value in answer.getheaders()]
    assert len(set(names)) == len(names), "nothing is said twice"
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


@pytest.mark.parametrize(("path", "file", "kind"), [
    ("/", "index.html", "text/html"), ("/rw/", "rw/index.html", "text/html"), ("/toolkits/a.html", "toolkits/a.html", "text/html"),
    ("/assets/ijwi.css", "assets/ijwi.css", "text/css"), ("/ar/library.html?x=1", "ar/library.html", "text/html")])
def test_pages_come_with_every_header(port: int, path: str, file: str, kind: str, centre: Built) -> None:
    status, headers, content = ask(port, path)
    assert status == 200 and content == (centre.site / file).read_bytes()
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS
    assert headers["cache-control"] == (ASSETS if path.startswith("/assets/") else PAGES)
    assert headers["content-type"].startswith(kind) and headers["content-type"].lower().endswith("charset=utf-8")
    assert not any(character.isdigit() for character in headers.get("server", "")), "which version it is helps nobody"


@pytest.mark.parametrize(("path", "page"), [
    ("/nothing.html", "404.html"), ("/rw/nothing.html", "rw/404.html"), ("/ar/a/b/", "ar/404.html"), ("/toolkits/nothing.html", "404.html"),
    ("/_headers", "404.html"), ("/.htaccess", "404.html")])
def test_what_is_not_there_is_said_in_the_language_of_the_folder(port: int, path: str, page: str, centre: Built) -> None:
    status, headers, content = ask(port, path)
    assert status == 404 and content == (centre.site / page).read_bytes()
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS


def test_phones_that_look_for_a_network_find_one(port: int) -> None:
    for path, status, content, kind in (("/generate_204", 204, b"", None), ("/gen_204", 204, b"", None),
                                        ("/connecttest.txt", 200, b"Microsoft Connect Test", "text/plain"),
                                        ("/hotspot-detect.html", 200, b"<TITLE>Success</TITLE>", "text/html")):
        answer = ask(port, path)
        assert answer[0] == status and content in answer[2], path
        assert kind is None or answer[1]["content-type"].startswith(kind), path


def test_pages_are_compressed_and_calendars_have_their_type(port: int, centre: Built) -> None:
    _status, headers, content = ask(port, "/", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip" and len(content) < len((centre.site / "index.html").read_bytes()) / 2
    [calendar] = (centre.site / "events").glob("*.ics")
    assert ask(port, f"/events/{calendar.name}")[1]["content-type"].startswith("text/calendar")


# The container

def steps() -> list[tuple[str, str]]:
    """The lines of the container file: instruction and its words."""
    text = re.sub(r"\\\n", " ", (HOSTING / "Containerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, rest.strip()) for name, _space, rest in (line.partition(" ") for line in lines)]


def python_of(requirements: Path, folder: Path) -> Path:
    """The programs of a Python that has exactly the libraries of a list, taken from the one that runs the tests."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    [packages] = (folder / "lib").glob("python3*/site-packages")
    for line in re.findall(r"^([A-Za-z0-9].*?)(?: \\)?$", requirements.read_text(encoding="utf-8"), re.MULTILINE):
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate():
            continue  # for another system
        found = distribution(wanted.name)
        assert found.version in wanted.specifier, line
        for top in {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "__pycache__")}:
            if not (packages / top).exists():
                (packages / top).symlink_to(str(found.locate_file(top)))
    return folder / "bin"


def test_the_steps_of_the_container_file_make_a_site_out_of_what_they_copy(tmp_path: Path) -> None:
    """In an empty folder, with the libraries of requirements.txt and no others; one language of the real site is enough."""
    place, environment, ran = tmp_path, {"IJWI_LANGUAGE": "en", "HOME": str(tmp_path)}, []
    stages: dict[str, Path] = {}
    for name, words in steps():
        if name == "FROM":
            image, _as, stage = words.partition(" AS ")
            assert re.fullmatch(r"[a-z]+:[\w.-]+", image), "a version is named"
            root = place = tmp_path / (stage or "last")
            root.mkdir()
            stages[stage or "last"] = root
        elif name == "WORKDIR":
            place = root / words.lstrip("/")
            place.mkdir(parents=True)
        elif name == "ENV":
            environment |= dict(pair.split("=", 1) for pair in shlex.split(words))
        elif name == "COPY":
            [*options, source, target] = shlex.split(words)
            origin = stages[options[0].removeprefix("--from=")] if options else ROOT
            found, put = origin / source.lstrip("/"), (root if target.startswith("/") else place) / target.lstrip("/")
            if found.is_dir():
                shutil.copytree(found, put, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
            else:
                put = put / found.name if target.endswith("/") else put
                put.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(found, put)
        elif name == "RUN" and words.startswith("pip "):
            [*_command, _option, file] = shlex.split(words)
            assert words == f"pip install --no-cache-dir --require-hashes -r {file}"
            environment["PATH"] = f"{python_of(place / file, tmp_path / 'python')}:{os.environ['PATH']}"
            ran.append("pip")
        elif name == "RUN":
            assert words.count("/srv/site") == 1
            done = subprocess.run(["sh", "-c", words.replace("/srv/site", f"{root}/srv/site")], cwd=place, env=environment,
                                  text=True, capture_output=True, timeout=300, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            ran.append("build")
        else:
            raise AssertionError(f"{name}: this test does not know what that does")
    assert ran == ["pip", "build"]
    last = stages["last"]
    assert "root * /srv/site" in (last / "etc" / "caddy" / "Caddyfile").read_text(encoding="utf-8")
    for page in ("index.html", "404.html", "numbers.html", "library.html", "assets/ijwi.css", "assets/exit.js", "_headers"):
        assert (last / "srv" / "site" / page).is_file(), page
    assert "wikipedia" in (last / "srv" / "site" / "index.html").read_text(encoding="utf-8"), "it is the real site"
