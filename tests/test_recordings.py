"""A page that somebody read aloud: the recording beside its text is heard there, and nowhere else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from browsing import Watched, serving
from conftest import Built, edition, page, work
from ijwi.downloads.bundle import bundle
from small_centres import built_once, centre_of
from test_bundle import unzipped

SOUND = b"OggS" + b"\0" * 240_000
TREE: dict[str, str | bytes] = {
    "docs/en/toolkits/t/index.md": work("Phone", parts="[say-it]"), "docs/en/toolkits/t/say-it.md": page("Say it"),
    "docs/rw/toolkits/t/index.md": edition("Telefoni"), "docs/rw/toolkits/t/say-it.md": edition("Kubivuga"),
    "docs/ar/toolkits/t/index.md": edition("هاتف"), "docs/ar/toolkits/t/say-it.md": edition("قولي"),
    "docs/en/toolkits/t/say-it.mp3": SOUND, "docs/en/toolkits/t/say-it.opus": SOUND, "docs/ar/toolkits/t/say-it.m4a": SOUND,
    "docs/en/toolkits/t/index.ogg": SOUND}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("recordings"), TREE)


@pytest.mark.parametrize(("path", "kind", "size"), [
    ("toolkits/t/say-it", "opus", "240 kB"), ("toolkits/t/index", "ogg", "240 kB"), ("ar/toolkits/t/say-it", "m4a", "٢٤٠")])
def test_a_recording_is_heard_on_its_page(path: str, kind: str, size: str, built: Built) -> None:
    text = built.text(f"{path}.html")
    name = path.rpartition("/")[2]
    assert re.findall(r'<source src="([^"]+)"', text) == [f"{name}.{kind}"]
    assert f'<a href="{name}.{kind}" download>' in text and size in text
    assert (built.site / f"{path}.{kind}").read_bytes() == SOUND


def test_a_page_without_a_recording_has_nothing_of_it(built: Built) -> None:
    assert [path for path in built.pages() if "<audio" in built.text(path)] == [
        "ar/toolkits/t/say-it.html", "toolkits/t/index.html", "toolkits/t/say-it.html"]


def test_nothing_is_loaded_before_it_is_asked_for(built: Built, browser: Browser) -> None:
    with serving(built.site) as address:
        tab = browser.new_page()
        watched = Watched(tab)
        tab.goto(f"{address}toolkits/t/say-it.html")
        tab.wait_for_load_state("networkidle")
        assert [url for url in watched.requests if "say-it." in url and not url.endswith(".html")] == []
        assert watched.complaints == []
        tab.close()


def test_a_bundle_carries_the_recordings_of_its_language(built: Built) -> None:
    _folder, files = unzipped(bundle(built.site, centre_of(built.root), ["ar"], None, complete=False, key=None))
    assert [path for path in files if path.endswith((".opus", ".m4a", ".ogg", ".mp3"))] == ["ar/toolkits/t/say-it.m4a"]
