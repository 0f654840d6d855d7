"""The site on a home screen: only where the organisation wants it, and under a name that betrays nothing."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Browser

from browsing import serving
from conftest import CONFIG, Built
from ijwi.findings import ContentError
from ijwi.installing import ICONS, install_name

WISHED = CONFIG.replace("extra:\n", "extra:\n  centre: {install: {name: Notes}}\n")


def test_without_a_wish_there_is_no_manifest(build: Callable[..., Built]) -> None:
    built = build({})
    assert 'rel="manifest"' not in built.text("index.html")
    assert not list(built.site.rglob("*.webmanifest"))
    assert not (built.site / ICONS[192]).exists()


def test_the_browser_finds_the_manifest_good(build: Callable[..., Built], browser: Browser) -> None:
    built = build({"mkdocs.yml": WISHED})
    assert built.code == 0, built.log
    context = browser.new_context()
    with serving(built.site) as address:
        for prefix, direction in (("", "ltr"), ("rw/", "ltr"), ("ar/", "rtl")):
            page = context.new_page()
            page.goto(f"{address}{prefix}library.html")
            session = context.new_cdp_session(page)
            found = session.send("Page.getAppManifest")
            assert found["errors"] == []
            assert found["url"] == f"{address}{prefix}app.webmanifest"
            complaints = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
            assert [one["errorId"] for one in complaints] == ["in-incognito"], "a test's tab is private; nothing else"
            manifest = json.loads(found["data"])
            assert (manifest["name"], manifest["dir"]) == ("Notes", direction)
            assert "Small centre" not in found["data"]
    context.close()


def test_its_pictures_are_neutral_or_the_organisation_s_own(build: Callable[..., Built]) -> None:
    own = io.BytesIO()
    Image.new("RGB", (512, 512), "#123456").save(own, "PNG")
    built = build({"mkdocs.yml": WISHED, "overrides/assets/brand/app-512.png": own.getvalue()})
    for width, path in ICONS.items():
        assert Image.open(built.site / path).size == (width, width)
    assert (built.site / ICONS[512]).read_bytes() == own.getvalue()


@pytest.mark.parametrize("wish", ["Notes", {}, {"name": ""}, {"name": "A centre for women"}, {"name": 7}, {"nam": "Notes"}])
def test_a_wish_that_cannot_be_fulfilled_is_said(wish: object) -> None:
    with pytest.raises(ContentError, match=r"mkdocs.yml:1: config: `extra.centre.install` must have a `name`"):
        install_name({"centre": {"install": wish}})
