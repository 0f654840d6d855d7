"""The centre's public key: said once in mkdocs.yml, shown on the about page, beside the site and in each bundle."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser

from conftest import CONFIG, Built, edition, page, work
from ijwi.downloads.bundle import bundle
from ijwi.downloads.filelist import SigningKey
from ijwi.findings import ContentError
from ijwi.signing import read_signing_key
from small_centres import built_once, centre_of
from test_bundle import unzipped

KEY, OTHER = SigningKey(b"number 1", b"1" * 32), SigningKey(b"number 2", b"2" * 32)
PAGES = {"docs/en/toolkits/a.md": work("Alpha"), "docs/en/about.md": page("About us"), "docs/ar/about.md": edition("من نحن")}


def config(key: str | None) -> str:
    return CONFIG.replace("extra:\n", f"extra:\n  centre: {{signing_key: {key}}}\n", 1) if key else CONFIG


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A centre that says its key."""
    return built_once(tmp_path_factory.mktemp("signed"), {**PAGES, "mkdocs.yml": config(KEY.public)})


def cut(root: Path, key: SigningKey | None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "IJWI_SIGNING_KEY"}
    return subprocess.run([sys.executable, "scripts/downloads.py", "--language", "en", "--format", "zip", "--quiet"], cwd=root, text=True,
                          capture_output=True, encoding="utf-8", timeout=300, check=False,
                          env={**environment, "NO_MKDOCS_2_WARNING": "1", **({"IJWI_SIGNING_KEY": key.secret_file} if key else {})})


def test_the_about_page_shows_the_key_from_left_to_right_in_each_language(signed: Built) -> None:
    for path in ("about.html", "ar/about.html"):
        document = html.document_fromstring(signed.text(path))
        shown = document.xpath("//section[@aria-labelledby='signing-key']//pre")
        assert [(one.get("lang"), one.get("dir")) for one in shown] == [("zxx", "ltr")] * 2, "else Arabic's letters, where I is as l"
        assert shown[0].text == KEY.public
        assert shown[1].text.split("\n") == [f"minisign -Vm files.json -P {KEY.public}", "python3 update_bundle.py ."]
        assert document.xpath("//h2[@id='signing-key']")
    others = [name for name in signed.pages() if KEY.public in signed.text(name)]
    assert sorted(others) == ["about.html", "ar/about.html"]


def test_the_key_fits_a_phone(signed: Built, browser: Browser) -> None:
    shown = browser.new_page(viewport={"width": 360, "height": 740})
    for path in ("about.html", "ar/about.html"):
        shown.goto((signed.site / path).as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") <= 360
        assert shown.evaluate("[...document.querySelectorAll('pre')].every(one => one.scrollWidth <= one.clientWidth)"), "all of it is seen"
    shown.close()


def test_the_site_and_its_bundles_carry_the_same_key(signed: Built) -> None:
    key = signed.text("minisign.pub")
    assert key.splitlines()[1] == KEY.public
    assert base64.b64decode(KEY.public)[2:10][::-1].hex().upper() in key.splitlines()[0]
    _name, files = unzipped(bundle(signed.site, centre_of(signed.root), ["en"], None, complete=False, key=KEY))
    assert files["minisign.pub"].decode() == key
    assert KEY.public in files["about.html"].decode()


def test_a_centre_without_a_key_says_nothing_of_one(build: Callable[..., Built]) -> None:
    built = build(PAGES)
    assert built.code == 0, built.log
    assert not (built.site / "minisign.pub").exists()
    assert "signing-key" not in built.text("about.html")


@pytest.mark.parametrize("wrong", ["not a key", "1234", KEY.public[:-4], base64.b64encode(b"XX" + b"1" * 40).decode(), "[RWQ]", "true"])
def test_what_is_no_public_key_is_refused_with_what_to_write(wrong: str, build: Callable[..., Built]) -> None:
    with pytest.raises(ContentError) as refused:
        read_signing_key({"signing_key": yaml.safe_load(wrong)})
    [finding] = refused.value.findings
    assert (finding.path, finding.rule) == ("mkdocs.yml", "config")
    assert "second line of your minisign.pub" in finding.suggestion


def test_a_wrong_key_stops_the_build_with_its_finding(build: Callable[..., Built]) -> None:
    built = build({**PAGES, "mkdocs.yml": config("nonsense")})
    assert built.code == 1
    assert "mkdocs.yml:1: config: `extra.centre.signing_key` must be a public key" in built.log
    assert "Traceback" not in built.log


def test_a_secret_key_is_refused_and_not_repeated() -> None:
    secret = KEY.secret_file.splitlines()[1]
    with pytest.raises(ContentError, match="is a secret key") as refused:
        read_signing_key({"signing_key": secret})
    assert secret not in str(refused.value)


@pytest.mark.parametrize("settings", [None, {}, {"exit_url": "https://example.org/"}, {"signing_key": None}])
def test_a_key_may_be_left_out(settings: object) -> None:
    assert read_signing_key(settings) is None


def test_signing_with_another_key_is_refused(signed: Built) -> None:
    before = sorted(signed.site.rglob("*"))
    done = cut(signed.root, OTHER)
    assert done.returncode == 1 and sorted(signed.site.rglob("*")) == before
    assert OTHER.public in done.stderr and KEY.public in done.stderr and "extra.centre.signing_key" in done.stderr
    assert "Traceback" not in done.stderr
    assert OTHER.secret_file.splitlines()[1] not in done.stderr


def test_signing_with_the_key_that_is_shown_says_nothing(signed: Built) -> None:
    done = cut(signed.root, KEY)
    assert (done.returncode, done.stderr) == (0, "")
    _name, files = unzipped((signed.site / "downloads" / "en" / "library.zip").read_bytes())
    assert files["minisign.pub"].decode() == signed.text("minisign.pub")
    assert "files.json.minisig" in files


def test_it_is_said_when_readers_have_no_key_to_compare_with_or_nothing_is_signed(signed: Built, build: Callable[..., Built]) -> None:
    done = cut(signed.root, None)
    assert done.returncode == 0 and "not signed: IJWI_SIGNING_KEY is not set" in done.stderr
    done = cut(build(PAGES).root, KEY)
    assert done.returncode == 0 and f"signing_key: {KEY.public}" in done.stderr
