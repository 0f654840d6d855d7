"""Brings an unpacked copy of the library up to date, or looks whether it is whole. Needs Python 3.11 and nothing else.

    python3 update_bundle.py FOLDER SOURCE    SOURCE: a newer copy's folder or ZIP, a USB stick, an http address
    python3 update_bundle.py FOLDER           only looks whether every file is as it was signed

Only what its own centre has signed comes into a copy: the key lies in FOLDER/minisign.pub. Withdrawn and recalled
pages are exchanged first. Everything else is put together beside the copy; two renamings at the end exchange them,
so an interruption leaves the old copy whole, and the same command goes on where it stopped. Only if it falls
between the two is the copy found as FOLDER.update-old; the same command brings it back.
"""
from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

LIST, SIGNATURE, KEY, FORMAT = "files.json", "files.json.minisig", "minisign.pub", 1
#: No list is longer than this; what is longer is not read.
MOST = 64_000_000
#: Gives the content of a path of a bundle, no more than so many bytes and one.
Read = Callable[[str, int], bytes]
Point = tuple[int, int, int, int]


class RefusedError(Exception):
    """Says in plain words why nothing was changed."""


# Ed25519, verification only (RFC 8032, section 5.1.7)
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def _point(text: bytes) -> Point | None:
    """A point from its 32 bytes, as x, y, 1, xy (section 5.1.3); None if there is none."""
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def _sum(a: Point, b: Point) -> Point:
    """Addition in extended coordinates (section 5.1.4)."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return (f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P


def _times(number: int, point: Point) -> Point:
    product = (0, 1, 1, 0)
    while number:
        product = _sum(product, point) if number & 1 else product
        point, number = _sum(point, point), number >> 1
    return product


BASE = _point((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or (0, 0, 0, 0)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature of 64 bytes is that of the public key, 32 bytes, for the message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = _times(s, BASE), _sum(r, _times(k, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def require_signature(key: str, content: bytes, signature: str) -> None:
    """Verifies the text of a minisign signature with the text of a minisign public key (both are files)."""
    try:
        public = base64.b64decode(key.split("\n")[1], validate=True)
        _untrusted, encoded, comment, encoded_too = signature.rstrip("\n").split("\n")
        first, second = base64.b64decode(encoded, validate=True), base64.b64decode(encoded_too, validate=True)
    except (ValueError, IndexError):
        raise RefusedError("The signature or the key is damaged.") from None
    if len(public) != 42 or len(first) != 74 or first[:2] not in (b"ED", b"Ed") or first[2:10] != public[2:10]:
        raise RefusedError("The list of files is signed with another key than your copy's.")
    message = hashlib.blake2b(content).digest() if first[:2] == b"ED" else content
    trusted = comment.removeprefix("trusted comment: ").encode()
    if not (is_signed(public[10:], message, first[10:]) and is_signed(public[10:], first[10:] + trusted, second)):
        raise RefusedError("The list of files was altered: its signature does not fit.")


def read_list(content: bytes) -> dict[str, Any]:
    """The list of files. Refuses paths that leave the folder, or that some file systems take for others."""
    try:
        found: dict[str, Any] = json.loads(content)
        paths = [entry["path"] for entry in found["files"]]
        extra = [*found["withdrawn"], *(recall["page"] for recall in found["recalls"])]
        good = all(isinstance(entry["bytes"], int) and re.fullmatch("[0-9a-f]{64}", entry["sha256"])
                   for entry in found["files"]) and re.fullmatch(r"\d{4}-\d\d-\d\d", found["day"])
        if found["format"] != FORMAT or not good or not isinstance(found["bundle"], dict):
            raise ValueError
        for path in [*paths, *extra]:
            names = path.split("/")
            if any(not re.fullmatch(r'[^\x00-\x1f\\:*?"<>|]*[^\x00-\x1f\\:*?"<>|. ]', name) or re.match(
                    r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name, re.I) for name in names):
                raise RefusedError(f"The list of files names a path that leaves the folder: {path!r}")
        if len({path.casefold() for path in paths}) < len(paths) or {LIST, SIGNATURE} & set(paths) or {
                str(above) for path in paths for above in PurePosixPath(path).parents} & set(paths):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RefusedError("The list of files is damaged, or a newer update_bundle.py must read it.") from None
    return found


class Remote(io.RawIOBase):
    """A file on a server as one that can be read anywhere: of a ZIP only what is needed is fetched (RFC 9110, 14)."""

    def __init__(self, address: str) -> None:
        self.address, self.place = address, 0
        with _open(address, {"Range": "bytes=0-0"}) as answer:
            total = re.fullmatch(r"bytes 0-0/(\d+)", answer.headers.get("Content-Range", ""))
            if answer.status != 206 or not total:
                raise io.UnsupportedOperation("this server gives no parts of files")
        self.size = int(total[1])

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = offset + (0, self.place, self.size)[whence]
        return self.place

    def readinto(self, buffer: Any) -> int:
        end = min(self.place + len(buffer), self.size)
        if end <= self.place:
            return 0
        with _open(self.address, {"Range": f"bytes={self.place}-{end - 1}"}) as answer:
            content = answer.read(len(buffer)) if answer.status == 206 else b""
        if len(content) != end - self.place:
            raise OSError("the server gave something else than was asked for")
        buffer[:len(content)] = content
        self.place = end
        return len(content)


def _open(address: str, headers: dict[str, str] | None = None) -> Any:
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers or {}), timeout=60)


def _zip(file: str | BinaryIO) -> Read:
    """Reads the bundle in a ZIP."""
    try:
        archive = zipfile.ZipFile(file)
        [top] = [name.removesuffix(LIST) for name in archive.namelist() if re.fullmatch(f"([^/]+/)?{LIST}", name)]
    except OSError:
        raise
    except Exception:  # whatever a damaged file leads to
        raise RefusedError("This ZIP is damaged, or no copy of a library.") from None

    def read(path: str, most: int) -> bytes:
        try:
            with archive.open(top + path) as member:
                return member.read(most + 1)
        except (OSError, KeyError):
            raise
        except Exception:
            raise RefusedError(f"This ZIP is damaged at {path}.") from None
    return read


def _remote_zip(address: str) -> Read:
    try:
        return _zip(io.BufferedReader(Remote(address), 16384))
    except io.UnsupportedOperation:
        file = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the ZIP is read)
    with _open(address) as answer:
        shutil.copyfileobj(answer, file)
    return _zip(file)


def _remote_folder(address: str) -> Read:
    def read(path: str, most: int) -> bytes:
        with _open(f"{address.removesuffix(LIST).removesuffix('/')}/{urllib.parse.quote(path)}") as answer:
            return bytes(answer.read(most + 1))
    return read


def _folder(folder: Path) -> Read:
    def read(path: str, most: int) -> bytes:
        with (folder / path).open("rb") as file:
            return file.read(most + 1)
    return read


def sources(source: str) -> Iterator[tuple[str, Callable[[], Read]]]:
    """Name and opener of each copy that a source holds: a folder or stick may hold several."""
    if re.match("https?://", source):
        is_zip = urllib.parse.urlsplit(source).path.lower().endswith(".zip")
        yield source, partial(_remote_zip if is_zip else _remote_folder, source)
        return
    place = Path(source)
    inside = sorted(place.iterdir()) if place.is_dir() and not (place / LIST).is_file() else [place]
    for entry in inside:
        if (entry / LIST).is_file():
            yield str(entry), partial(_folder, entry)
        elif entry.is_file() and (entry is place or entry.suffix.lower() == ".zip"):
            yield str(entry), partial(_zip, str(entry))


def newest(source: str, key: str, old: dict[str, Any]) -> tuple[bytes, bytes, dict[str, Any], Read]:
    """List as bytes, signature, list and reader of the newest copy at the source that may follow the old one."""
    found, refused = [], []
    for name, opened in sources(source):
        try:
            read = opened()
            content = read(LIST, MOST)
            try:
                signature = read(SIGNATURE, 9999)
            except (FileNotFoundError, KeyError, urllib.error.HTTPError):
                raise RefusedError("It is not signed, so nobody can say whose it is.") from None
            require_signature(key, content, signature.decode("utf-8", "replace"))
            new = read_list(content)
            if (new["bundle"], new["site"]) != (old["bundle"], old["site"]):
                raise RefusedError("It is a copy of something else: other languages, another topic or another centre.")
            if new["day"] < old["day"]:  # two lists of one day may follow each other: a correction must get through
                raise RefusedError(f"It is of {new['day']}, older than your copy of {old['day']}.")
            found.append((new["day"], name, content, signature, new, read))
        except (RefusedError, OSError, KeyError) as why:
            refused.append(f"{name}: {why}")
    if not found:
        raise RefusedError("\n".join(refused) or f"There is no copy of a library at {source}.")
    return max(found, key=lambda one: one[:2])[2:]


def is_whole(folder: Path, entry: dict[str, Any]) -> bool:
    """Whether a file of the list is in the folder as the list says, and not by a link somewhere else."""
    file = folder / entry["path"]
    if not file.is_file() or file.resolve() != file or file.stat().st_size != entry["bytes"]:
        return False
    return hashlib.sha256(file.read_bytes()).hexdigest() == str(entry["sha256"])


def put(file: Path, content: bytes) -> None:
    """Writes a file so that it is there as a whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    with part.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    part.replace(file)


def update(folder: Path, source: str) -> str:
    """Brings the copy in `folder` up to date; gives what there is to say about it."""
    beside, before = (folder.with_name(f"{folder.name}.update-{name}") for name in ("new", "old"))
    # An interruption may have come between the two renamings, or after them.
    if not folder.exists() and before.exists():
        before.rename(folder)
    if before.exists():
        shutil.rmtree(before)
    if not (folder / KEY).is_file():
        raise RefusedError("Your copy has no key of its centre, so it can't be updated: get a whole new copy.")
    old = read_list((folder / LIST).read_bytes())
    content, signature, new, read = newest(source, (folder / KEY).read_text("utf-8"), old)
    files, fetched = {entry["path"]: entry for entry in new["files"]}, []

    def gather(entry: dict[str, Any]) -> None:
        """Puts a file of the list beside the copy; from the copy itself if it is the same there."""
        path, found = entry["path"], b""
        if is_whole(beside, entry):
            return
        if is_whole(folder, entry):
            found = (folder / path).read_bytes()
        else:
            found = read(path, entry["bytes"])
            fetched.append(len(found))
        if hashlib.sha256(found).hexdigest() != entry["sha256"]:
            raise RefusedError(f"{path} was altered or damaged: it is not the file that was signed.")
        put(beside / path, found)

    # What must not be read or followed any more goes first, whatever becomes of the rest.
    urgent = {*new["withdrawn"], *(recall["page"] for recall in new["recalls"])}
    for path in sorted(urgent):
        place = folder / path
        if not place.is_file() or place.resolve() != place:
            continue
        if path not in files:
            place.unlink()
        elif not is_whole(folder, files[path]):
            gather(files[path])
            put(place, (beside / path).read_bytes())
    for entry in new["files"]:
        gather(entry)
    put(beside / LIST, content)
    put(beside / SIGNATURE, signature)
    known = {*files, LIST, SIGNATURE}
    for file in [file for file in beside.rglob("*") if file.is_file()]:
        if file.relative_to(beside).as_posix() not in known:
            file.unlink()
    # What people have put into the folder stays theirs.
    known |= {*(entry["path"] for entry in old["files"]), *urgent}
    for file in [file for file in folder.rglob("*") if file.is_file()]:
        if (path := file.relative_to(folder).as_posix()) not in known:
            put(beside / path, file.read_bytes())
    folder.rename(before)
    beside.rename(folder)
    shutil.rmtree(before)
    return f"Your copy is now of {new['day']}: {len(fetched)} of {len(files)} files were fetched, {sum(fetched)} bytes."


def check(folder: Path) -> str:
    """Looks whether every file is as it was signed; gives what there is to say about it."""
    content = (folder / LIST).read_bytes()
    found = read_list(content)
    if found["signed"]:
        require_signature((folder / KEY).read_text("utf-8"), content, (folder / SIGNATURE).read_text("utf-8"))
    wrong = [entry["path"] for entry in found["files"] if not is_whole(folder, entry)]
    if wrong:
        raise RefusedError("\n".join(("These files are missing or were altered:", *wrong)))
    unsigned = "" if found["signed"] else ", but nobody has signed it"
    return f"This copy of {found['day']} is whole{unsigned}. A newer one may be at {found['site']}"


def main(arguments: list[str]) -> int:
    if not 1 <= len(arguments) <= 2 or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    folder, *source = (one if "://" in one else str(Path(one).resolve()) for one in arguments)
    os.chdir(Path(folder).parent)  # some systems rename no folder in which somebody works
    try:
        print(update(Path(folder), *source) if source else check(Path(folder)))
    except KeyboardInterrupt:
        print("Stopped. Your copy is whole; the same command goes on.", file=sys.stderr)
    except (RefusedError, OSError, KeyError) as why:
        print(f"{why}\nYour copy stays as it was, but for pages that were withdrawn or recalled.", file=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
