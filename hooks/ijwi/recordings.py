"""Somebody's voice that reads a page aloud: a sound file of the page's name beside its Markdown file.

`docs/rw/toolkits/lost-phone/say-it.opus` is heard on the page of `say-it.md`, as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .findings import Finding
from .records import Edition

#: The endings of recordings and their media types (IANA), the smallest files first; the first that is there is played.
TYPES = {"opus": "audio/ogg; codecs=opus", "ogg": "audio/ogg", "m4a": "audio/mp4", "mp3": "audio/mpeg"}
#: Bytes of a recording that a reader who pays by the megabyte can still load: eight minutes at 16 kbit/s.
MOST = 1_000_000


@dataclass(frozen=True)
class Recording:
    """A recording of a page. `url` is its address from the site's root, `bytes` its size, `ending` its kind."""

    url: str
    type: str
    bytes: int
    ending: str


def recording(docs: Path, edition: Edition) -> Recording | None:
    """The recording of an edition's page, if there is one."""
    for ending, kind in TYPES.items():
        file = (docs / edition.file).with_suffix(f".{ending}")
        if file.is_file():
            return Recording(edition.url.removesuffix("html") + ending, kind, file.stat().st_size, ending)
    return None


def too_large(file: Path, where: str) -> Iterator[Finding]:
    """A notice for a recording that costs its listeners more than it must. Rule `recording`."""
    size = file.stat().st_size
    if file.suffix.removeprefix(".") in TYPES and size > MOST:
        yield Finding(where, 1, "recording", f"this recording has {size / 1e6:.1f} MB; speech needs 0.12 MB a minute.",
                      "Save it as Opus with one channel and 16 kbit/s, for example with "
                      "`ffmpeg -i in.wav -ac 1 -c:a libopus -b:a 16k out.opus`.", notice=True)
