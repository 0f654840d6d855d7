"""Bringing a bundle up to date: signed lists, sources, interruptions. Judged with minisign's own files and RFC 8032."""

from __future__ import annotations

import datetime
import http.server
import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from conftest import ROOT
from ijwi.downloads.bundle import zipped
from ijwi.downloads.filelist import SigningKey, key_from_environment, new_key, read_key, with_list

SCRIPT = ROOT / "scripts" / "update_bundle.py"
KEY, OTHER_KEY = SigningKey(b"number 1", b"1" * 32), SigningKey(b"number 1", b"2" * 32)
SITE = "https://small.example/"
Files = dict[str, bytes]


def _script() -> Any:
    spec = spec_from_file_location("update_bundle", SCRIPT)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


updating = _script()

OLD: Files = {"START-HERE.html": b"<p>start</p>", "index.html": b"<p>old home</p>", "assets/ijwi.css": b"p {}",
              "rw/a.html": b"<p>the same</p>", "rw/dangerous.html": b"<p>do this</p>", "rw/gone.html": b"<p>leaked</p>",
              "rw/left.html": b"<p>no longer carried</p>", "search/w-61.js": b"x" * 5000}
NEW: Files = {**{path: content for path, content in OLD.items() if path not in ("rw/gone.html", "rw/left.html")},
              "index.html": b"<p>new home</p>", "rw/dangerous.html": b"<p>this was recalled</p>", "rw/b.html": b"<p>new</p>"}
CHANGED = {"index.html", "rw/dangerous.html", "rw/b.html"}
URGENT: dict[str, Any] = {"recalls": [{"page": "rw/dangerous.html", "section": "x", "on": "2026-12-01"}], "withdrawn": ["rw/gone.html"]}


def listed(files: Mapping[str, bytes], day: str, key: SigningKey | None = KEY, **facts: Any) -> Files:
    """The files of a bundle with its list."""
    return with_list(files, key, **{"day": datetime.date.fromisoformat(day), "site": SITE, "name": "Small centre",
                                    "bundle": {"languages": ["rw"], "topic": None, "complete": False},
                                    "recalls": [], "withdrawn": [], **facts})


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def content_of(folder: Path) -> Files:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


OLD_BUNDLE = listed(OLD, "2026-11-22")
NEW_BUNDLE = listed(NEW, "2026-12-01", **URGENT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return written(tmp_path / "copy", OLD_BUNDLE)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path / "newer" / "small-2026-12-01", NEW_BUNDLE)


def refusal(folder: Path, source: object) -> str:
    """What the update says when it refuses; nothing beside the copy may have changed then."""
    before = content_of(folder)
    with pytest.raises(updating.RefusedError) as caught:
        updating.update(folder, str(source))
    assert content_of(folder) == before
    return str(caught.value)


# Signatures

#: RFC 8032, section 7.1: public key, message, signature.
VECTORS = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_signatures_of_rfc_8032_are_known_and_nothing_near_them(public: str, message: str, signature: str) -> None:
    key, text, signed = (bytes.fromhex(value) for value in (public, message, signature))
    assert updating.is_signed(key, text, signed)
    assert not updating.is_signed(key, text + b"x", signed)
    draw = random.Random(8032)
    for _ in range(6):
        place = draw.randrange(64)
        assert not updating.is_signed(key, text, signed[:place] + bytes([signed[place] ^ 1 << draw.randrange(8)]) + signed[place + 1:])
    # Section 5.1.7: S must be below the group's order, or a signature could be written in a second way.
    second = int.from_bytes(signed[32:], "little") + updating.L
    assert not updating.is_signed(key, text, signed[:32] + second.to_bytes(32, "little"))


def test_it_agrees_with_the_library_cryptography_on_random_keys() -> None:
    draw = random.Random(1)
    for _ in range(10):
        private = Ed25519PrivateKey.from_private_bytes(draw.randbytes(32))
        public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        message = draw.randbytes(draw.randrange(300))
        assert updating.is_signed(public, message, private.sign(message))
        assert not updating.is_signed(draw.randbytes(32), message, private.sign(message))


#: Made by the tool minisign 0.11: `minisign -G -W`, then `-S` and `-S -l`, over the line "the list".
SECRET = ("untrusted comment: minisign encrypted secret key\n"
          "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAqU1rhR4ZkMQl7MX+qJDdem982z7kctmH8R9uDOfWckYUp9hP1gED"
          "vpIln9Hf5xwCa4pj/YKhZXbo0YzwsgxhJj4FSuOnrCP8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
PUBLIC = "untrusted comment: minisign public key C490191E856B4DA9\nRWSpTWuFHhmQxJIln9Hf5xwCa4pj/YKhZXbo0YzwsgxhJj4FSuOnrCP8\n"
SIGNED = ("untrusted comment: signature from minisign secret key\n"
          "RUSpTWuFHhmQxLvuEVvqRUlZjpvjXAJtDzCS24tcS85L1NBbjqRN82NZY0UJ7ZN1X1n04IVBtdBIKZwZ1JK4LkP76Hy2GHln9ww=\n"
          "trusted comment: Ijwi 2026-11-22 files.json\n"
          "FDpkUEakYqoDbbvcx42JY8TO30Cebps0UR/GuDYTPUWA081uK3k2aXtb/ihO5dLYgB3sb3Zq5Ciw6Wi1YsqKBA==\n")
LEGACY = ("untrusted comment: signature from minisign secret key\n"
          "RWSpTWuFHhmQxBkvElphaWsHOx0xnx5dO5uK7I6h6W3bYHtG90/steM3rYQurkUb40zGlKpfjuTxnHAWrncfnacVGDej47XR2QE=\n"
          "trusted comment: old form\n"
          "Vnei0TmFvzWnU23KEeQC2H2iptYBnyU03MB4ZsQF1T/crFd3PWtOPTyia5cXdjP+v2qpYp6EXmVQafNQk7YeAw==\n")


def test_files_of_the_tool_minisign_are_read_and_ours_are_the_same() -> None:
    key = read_key(SECRET)
    assert key.public_file == PUBLIC
    ours = key.signature(b"the list\n", "Ijwi 2026-11-22 files.json").splitlines()
    assert ours[1:] == SIGNED.splitlines()[1:], "Ed25519 leaves no choice: the tool and we write the same"
    assert key.secret_file.splitlines()[1] == SECRET.splitlines()[1]
    updating.require_signature(PUBLIC, b"the list\n", SIGNED)
    updating.require_signature(PUBLIC, b"the list\n", LEGACY)


@pytest.mark.parametrize(("content", "signature"), [
    (b"the list", SIGNED), (b"the list\n", SIGNED.replace("Ijwi", "Ijwo")), (b"the list\n", LEGACY.replace("old form", "new form")),
    (b"the list\n", LEGACY.replace("RWSp", "RUSp")), (b"the list\n", SIGNED.replace("RUSp", "RUSq")), (b"the list\n", ""),
    (b"the list\n", SIGNED.replace("=", "!")), (b"the list\n", "\n".join(SIGNED.splitlines()[:3]))])
def test_what_is_not_signed_as_it_stands_is_refused(content: bytes, signature: str) -> None:
    with pytest.raises(updating.RefusedError):
        updating.require_signature(PUBLIC, content, signature)


def test_a_key_comes_from_the_environment_or_the_file_that_it_names(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(SECRET, encoding="utf-8")
    key = read_key(SECRET)
    for value in (SECRET, SECRET.splitlines()[1], str(file)):
        assert key_from_environment({"IJWI_SIGNING_KEY": value}) == key
    assert key_from_environment({}) is None
    made = new_key()
    assert read_key(made.secret_file) == made
    assert new_key() != made


@pytest.mark.parametrize("text", ["", "nonsense", PUBLIC, SECRET.replace("RWQAAEIy", "RWRTY0Iy"), SECRET.replace("pIln9", "pIln8")])
def test_a_key_that_is_none_or_damaged_or_asks_for_a_password_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="key"):
        read_key(text)


# What an update does


def test_an_update_makes_the_newer_copy_and_fetches_only_what_changed(copy: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plain = updating._folder

    def watched(folder: Path) -> Callable[[str, int], bytes]:
        def read(path: str, most: int) -> bytes:
            asked.append(path)
            return bytes(plain(folder)(path, most))
        return read

    monkeypatch.setattr(updating, "_folder", watched)
    said = updating.update(copy, str(source))
    assert content_of(copy) == NEW_BUNDLE
    assert set(asked) == {"files.json", "files.json.minisig", *CHANGED}
    assert len(asked) == len(set(asked)), "nothing is fetched twice"
    assert "3 of" in said
    assert "2026-12-01" in said
    assert {entry.name for entry in copy.parent.iterdir()} == {"copy", "newer"}, "nothing is left beside"


def test_what_must_not_be_followed_goes_first_even_if_the_rest_cannot_be_had(copy: Path, source: Path) -> None:
    (source / "rw" / "b.html").unlink()
    with pytest.raises(FileNotFoundError):
        updating.update(copy, str(source))
    expected = {**OLD_BUNDLE, "rw/dangerous.html": NEW["rw/dangerous.html"]}
    del expected["rw/gone.html"]
    assert content_of(copy) == expected
    written(source, NEW_BUNDLE)
    updating.update(copy, str(source))
    assert content_of(copy) == NEW_BUNDLE


def test_what_people_put_into_the_folder_stays(copy: Path, source: Path) -> None:
    written(copy, {"notes/our meeting.txt": b"at ten", "rw/gone.html.bak": b"mine"})
    updating.update(copy, str(source))
    assert content_of(copy) == {**NEW_BUNDLE, "notes/our meeting.txt": b"at ten", "rw/gone.html.bak": b"mine"}


def test_a_copy_that_lost_files_is_made_whole_by_one_of_the_same_day(copy: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other", OLD_BUNDLE)
    (copy / "index.html").unlink()
    (copy / "assets" / "ijwi.css").write_bytes(b"p {x}")
    updating.update(copy, str(other))
    assert content_of(copy) == OLD_BUNDLE


def test_an_update_comes_from_a_zip_and_from_a_stick_that_holds_several(copy: Path, tmp_path: Path) -> None:
    day = datetime.date(2026, 12, 1)
    stick = tmp_path / "stick"
    other = listed(NEW, "2027-01-01", bundle={"languages": ["sw"], "topic": None, "complete": False})
    written(stick, {"small-sw.zip": zipped("small-sw-2027-01-01", other, day), "small.zip": zipped("small-2026-12-01", NEW_BUNDLE, day),
                    "broken.zip": b"PK\x03\x04 and no more", "photos/cat.jpg": b"cat"})
    written(stick / "small-old", OLD_BUNDLE)
    twin = tmp_path / "twin"
    shutil.copytree(copy, twin)
    updating.update(copy, str(stick))
    updating.update(twin, str(stick / "small.zip"))
    assert content_of(copy) == content_of(twin) == NEW_BUNDLE


# What it refuses


def test_an_unsigned_list_is_refused(copy: Path, tmp_path: Path) -> None:
    assert "not signed" in refusal(copy, written(tmp_path / "x", listed(NEW, "2026-12-01", None)))


def test_a_copy_without_a_key_cannot_be_updated(tmp_path: Path, source: Path) -> None:
    assert "no key" in refusal(written(tmp_path / "unsigned", listed(OLD, "2026-11-22", None)), source)


def test_another_key_is_refused_also_under_the_same_number(copy: Path, tmp_path: Path) -> None:
    assert "altered" in refusal(copy, written(tmp_path / "x", listed(NEW, "2026-12-01", OTHER_KEY)))
    stranger = SigningKey(b"number 2", b"2" * 32)
    assert "another key" in refusal(copy, written(tmp_path / "y", listed(NEW, "2026-12-01", stranger)))


def test_an_older_list_is_refused(copy: Path, tmp_path: Path) -> None:
    assert "older" in refusal(copy, written(tmp_path / "x", listed(NEW, "2026-11-21")))


@pytest.mark.parametrize("facts", [{"bundle": {"languages": ["rw"], "topic": None, "complete": True}}, {"site": "https://other.example/"}])
def test_a_bundle_of_something_else_is_refused(copy: Path, tmp_path: Path, facts: dict[str, Any]) -> None:
    assert "something else" in refusal(copy, written(tmp_path / "x", listed(NEW, "2026-12-01", **facts)))


@pytest.mark.parametrize("path", ["../out.html", "/etc/x", "rw/../../x", "rw//x", "./x", "rw\\..\\x", "C:/x", "x\0", "con.html", "rw/.", "",
                                  "rw/x.", "files.json", "index.html/x", "INDEX.html"])
def test_paths_that_leave_the_folder_or_clash_are_refused(copy: Path, tmp_path: Path, path: str) -> None:
    bundle = listed({**NEW, path: b"x"}, "2026-12-01")
    source = tmp_path / "x.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for name in ("files.json", "files.json.minisig", *NEW):
            archive.writestr(f"top/{name}", bundle[name])
    refusal(copy, source)
    assert not (tmp_path / "copy.update-new").exists(), "refused before anything was written"


@pytest.mark.parametrize("facts", [{"withdrawn": ["../newer/small-2026-12-01/index.html"]}, {"recalls": [{"page": "/etc/passwd", "section": "", "on": ""}]}])
def test_withdrawals_and_recalls_cannot_reach_out_of_the_folder_either(copy: Path, source: Path, tmp_path: Path, facts: dict[str, Any]) -> None:
    refusal(copy, written(tmp_path / "x", listed(NEW, "2026-12-01", **{**URGENT, **facts})))
    assert content_of(source) == NEW_BUNDLE


def test_a_link_in_the_copy_does_not_lead_an_update_out_of_it(copy: Path, source: Path, tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", {"dangerous.html": b"mine", "gone.html": b"mine"})
    shutil.rmtree(copy / "rw")
    (copy / "rw").symlink_to(outside)
    updating.update(copy, str(source))
    assert content_of(outside) == {"dangerous.html": b"mine", "gone.html": b"mine"}
    assert {path: content for path, content in content_of(copy).items() if path in NEW_BUNDLE} == NEW_BUNDLE


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_byte_altered_anywhere_never_comes_into_a_copy(tmp_path: Path, form: str) -> None:
    draw, refused = random.Random(f"altered {form}"), 0
    for turn in range(60):
        copy = written(tmp_path / f"copy{turn}", OLD_BUNDLE)
        source = tmp_path / f"source{turn}"
        if form == "zip":
            source = tmp_path / f"source{turn}.zip"
            target = written(tmp_path, {source.name: zipped("small", NEW_BUNDLE, datetime.date(2026, 12, 1))}) / source.name
        else:
            target = written(source, NEW_BUNDLE) / draw.choice(["files.json", "files.json.minisig", *sorted(CHANGED)])
        content = bytearray(target.read_bytes())
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        target.write_bytes(content)
        try:
            updating.update(copy, str(source))
        except (updating.RefusedError, OSError, KeyError):
            refused += 1
            require_whole(copy)
        else:
            assert {path: content for path, content in content_of(copy).items() if not path.startswith("files.json")} == \
                {path: content for path, content in NEW_BUNDLE.items() if not path.startswith("files.json")}
            updating.check(copy)
    assert refused > (40 if form == "folder" else 30), "the rest of a ZIP's bytes is not needed for this update"


def test_check_names_what_is_missing_or_altered(copy: Path, tmp_path: Path) -> None:
    assert "is whole" in updating.check(copy)
    (copy / "index.html").write_bytes(b"<p>odd home</p>")
    (copy / "rw" / "a.html").unlink()
    with pytest.raises(updating.RefusedError, match=r"index\.html\nrw/a\.html"):
        updating.check(copy)
    assert "nobody has signed it" in updating.check(written(tmp_path / "unsigned", listed(OLD, "2026-11-22", None)))


# From a server


class Server:
    """Serves a folder, with or without parts of files, and counts what it gave."""

    def __init__(self, folder: Path, parts: bool) -> None:
        served = self.served = []  # type: list[tuple[str, int]]

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                file = folder / self.path.lstrip("/")
                if not file.is_file():
                    self.send_error(404)
                    return
                content = file.read_bytes()
                asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", "")) if parts else None
                if asked:
                    first, last = int(asked[1]), min(int(asked[2]), len(content) - 1)
                    self.send_response(206)
                    self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
                    content = content[first:last + 1]
                else:
                    self.send_response(200)
                served.append((self.path, len(content)))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def serve() -> Iterator[Callable[[Path, bool], Server]]:
    servers: list[Server] = []

    def start(folder: Path, parts: bool = True) -> Server:
        servers.append(Server(folder, parts))
        return servers[-1]

    yield start
    for server in servers:
        server.server.shutdown()
        server.server.server_close()


def test_from_a_server_only_changed_files_are_asked_for(copy: Path, source: Path, serve: Callable[..., Server]) -> None:
    server = serve(source.parent)
    updating.update(copy, f"{server.address}{source.name}/")
    assert content_of(copy) == NEW_BUNDLE
    assert {path for path, _size in server.served} == {f"/{source.name}/{path}" for path in ("files.json", "files.json.minisig", *CHANGED)}


@pytest.mark.parametrize("parts", [True, False])
def test_from_a_zip_on_a_server_only_what_changed_is_fetched_if_the_server_can(tmp_path: Path, serve: Callable[..., Server], parts: bool) -> None:
    ballast = {f"assets/{number}.bin": random.Random(number).randbytes(40_000) for number in range(10)}
    copy = written(tmp_path / "copy", listed({**OLD, **ballast}, "2026-11-22"))
    new = listed({**NEW, **ballast}, "2026-12-01")
    written(tmp_path / "web", {"small.zip": zipped("small", new, datetime.date(2026, 12, 1))})
    server = serve(tmp_path / "web", parts)
    updating.update(copy, f"{server.address}small.zip")
    assert content_of(copy) == new
    fetched = sum(size for _path, size in server.served)
    assert (fetched < 120_000) if parts else (fetched > 400_000)


def test_a_server_that_is_away_or_has_no_bundle_changes_nothing(copy: Path, source: Path, serve: Callable[..., Server]) -> None:
    server = serve(source.parent)
    assert "404" in refusal(copy, f"{server.address}nothing/")
    assert "404" in refusal(copy, f"{server.address}nothing.zip")


# Interruptions

#: Runs the script and ends its process at once, as if the stick was pulled out, at the n-th change on the disk;
#: of a file that was just written only half is there then.
KILLER = """
import os, runpy, sys
left, counted = int(sys.argv[1]), 0
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate"}
def hook(event, args):
    global counted
    if event in CHANGES or (event == "open" and isinstance(args[1], str) and "w" in args[1]):
        counted += 1
        if counted > left:
            if event == "os.rename" and os.path.isfile(args[0]):
                counted = -10**9
                os.truncate(args[0], os.path.getsize(args[0]) // 2)
            os._exit(9)
sys.argv = sys.argv[2:]
sys.addaudithook(hook)
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    print("changes:", counted)
"""


def run_killed(after: int, copy: Path, source: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", KILLER, str(after), str(SCRIPT), str(copy), str(source)],
                          capture_output=True, text=True, check=False, timeout=60)


def require_whole(copy: Path) -> None:
    """The old copy or the new one, as a whole; of the old one, pages may have been exchanged that must not be followed."""
    found = content_of(copy if copy.exists() else copy.with_name("copy.update-old"))
    if found == NEW_BUNDLE:
        return
    for path, content in OLD_BUNDLE.items():
        if path == "rw/gone.html":
            assert found.get(path) in (content, None)
        elif path == "rw/dangerous.html":
            assert found[path] in (content, NEW[path])
        else:
            assert found[path] == content, path
    assert {path for path in found if not path.endswith(".part")} <= set(OLD_BUNDLE)


def test_an_update_stopped_at_any_change_leaves_a_whole_copy_and_goes_on(tmp_path: Path, source: Path) -> None:
    whole = run_killed(10**6, written(tmp_path / "all" / "copy", OLD_BUNDLE), source)
    assert whole.returncode == 0, whole.stderr
    changes = int(whole.stdout.rpartition("changes: ")[2])
    assert changes > 40
    chosen = {*random.Random(2026).sample(range(changes), 20), *range(changes - 18, changes, 2)}
    between = 0
    for after in sorted(chosen):
        copy = written(tmp_path / str(after) / "copy", OLD_BUNDLE)
        assert run_killed(after, copy, source).returncode == 9
        between += not copy.exists()
        require_whole(copy)
        assert run_killed(after // 2, copy, source).returncode in (0, 9), "stopped a second time"
        require_whole(copy)
        updating.update(copy, str(source))
        assert content_of(copy) == NEW_BUNDLE, after
        assert [entry.name for entry in copy.parent.iterdir()] == ["copy"]


def test_an_interruption_between_the_two_renamings_is_mended(copy: Path, source: Path) -> None:
    copy.rename(copy.with_name("copy.update-old"))
    written(copy.with_name("copy.update-new"), NEW_BUNDLE)
    updating.update(copy, str(source))
    assert content_of(copy) == NEW_BUNDLE
    assert not copy.with_name("copy.update-old").exists()


def test_what_an_interrupted_update_had_fetched_is_not_fetched_again_and_rubbish_is_not_believed(
        copy: Path, source: Path, serve: Callable[..., Server]) -> None:
    written(copy.with_name("copy.update-new"), {"rw/b.html": NEW["rw/b.html"], "index.html": b"<p>half", "evil.html": b"x", "a.part": b""})
    (copy.with_name("elsewhere.html")).write_bytes(OLD["rw/a.html"])
    (copy.with_name("copy.update-new") / "rw" / "a.html").symlink_to(copy.with_name("elsewhere.html"))
    server = serve(source)
    updating.update(copy, server.address)
    assert content_of(copy) == NEW_BUNDLE
    assert not (copy / "rw" / "a.html").is_symlink()
    assert "/rw/b.html" not in {path for path, _size in server.served}


# The command


def test_the_command_says_in_plain_words_what_it_did(copy: Path, source: Path, tmp_path: Path) -> None:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-I", str(SCRIPT), *map(str, arguments)], cwd=copy, capture_output=True, text=True,
                              check=False, timeout=60, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})

    assert run().returncode == 2
    assert run(".").stdout.startswith("This copy of 2026-11-22 is whole.")
    bad = run(".", tmp_path / "nowhere")
    assert bad.returncode == 1
    assert bad.stdout == ""
    assert "Your copy stays as it was" in bad.stderr
    assert "Traceback" not in bad.stderr
    done = run(".", source)
    assert (done.returncode, done.stderr) == (0, "")
    assert content_of(copy) == NEW_BUNDLE


def test_the_script_needs_nothing_but_python() -> None:
    """It travels in the bundle and runs where nobody installs anything."""
    imported = set(re.findall(r"^(?:import|from) (\w+)", SCRIPT.read_text(encoding="utf-8"), re.M))
    assert imported <= sys.stdlib_module_names


def test_the_list_says_all_that_an_updater_needs() -> None:
    listing = json.loads(NEW_BUNDLE["files.json"])
    assert listing["format"] == updating.FORMAT
    assert listing["signed"] is True
    assert listing["bundle"] == {"languages": ["rw"], "topic": None, "complete": False}
    assert [entry["path"] for entry in listing["files"]] == sorted({*NEW, "minisign.pub"})
    assert json.loads(listed(NEW, "2026-12-01", None)["files.json"])["signed"] is False
