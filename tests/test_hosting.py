"""What a web server says with every file: the files for common hosts, and the set-ups in `hosting/`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import CONFIG, ROOT, Built, edition, homes, page, work
from ijwi.hosting import CONTENT_SECURITY_POLICY, HEADERS, TYPES
from ijwi.neutral import NEUTRAL_PAGE

QUIET = {
    **homes("en", "rw", "ar"),
    "docs/en/toolkits/quiet/index.md": work("Loud", neutral_title="Quiet", sensitive="true", parts="[more]"),
    "docs/en/toolkits/quiet/more.md": page("More"),
    "docs/rw/toolkits/quiet/index.md": edition("Ijwi", neutral_title="Ituze"),
    "docs/en/toolkits/alone.md": work("Alone", neutral_title="Quiet too", sensitive="true"),
    "docs/en/toolkits/alone-at-work.md": work("Open", topics="[online-safety]"),
}
PRIVATE = {"toolkits/quiet/index.html", "toolkits/quiet/more.html", "rw/toolkits/quiet/index.html", "toolkits/alone.html",
           "topics/support.html", "rw/topics/support.html", "ar/topics/support.html"}


def rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """The rules of `_headers`: the pattern of an address, and what is said for it."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("  "):
            name, _colon, value = line.strip().partition(": ")
            found[-1][1][name] = value
        else:
            found.append((line, {}))
    return found


def said(text: str, path: str) -> dict[str, list[str]]:
    """What Netlify and Cloudflare say for a path: all values of all rules that match."""
    values: dict[str, list[str]] = {}
    for pattern, headers in rules(text):
        expression = re.sub(r":[a-z]+", "[^/]+", re.escape(pattern).replace(r"\*", ".*"))
        if re.fullmatch(expression, f"/{path}"):
            for name, value in headers.items():
                values.setdefault(name, []).append(value)
    return values


def test_every_page_carries_the_policy_that_the_servers_say(real_site: Path) -> None:
    for file in real_site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text:
            continue  # has nothing to load
        policies = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
        framing = "; frame-src 'self'" if file.name == "side-by-side.html" else ""
        assert policies == [CONTENT_SECURITY_POLICY + framing], file
    assert HEADERS["Content-Security-Policy"] == f"{CONTENT_SECURITY_POLICY}; frame-src 'self'; frame-ancestors 'self'"
    assert "unsafe" not in CONTENT_SECURITY_POLICY and "http" not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("name", ["_headers", ".htaccess"])
def test_hosts_are_told_every_header(name: str, real_site: Path) -> None:
    text = (real_site / name).read_text(encoding="utf-8")
    for header, value in HEADERS.items():
        assert f"  {header}: {value}\n" in text or f'  Header always set {header} "{value}"\n' in text, header


@pytest.mark.parametrize(("name", "form"), [("nginx.conf", 'add_header {} "{}" always;\n'), ("Caddyfile", '{} "{}"\n')])
def test_the_set_ups_say_the_same_and_write_down_no_visit(name: str, form: str) -> None:
    text = (ROOT / "hosting" / name).read_text(encoding="utf-8")
    for header, value in HEADERS.items():
        assert text.count(form.format(header, value)) == 1, header
    assert "access_log off;" in text or "output discard" in text
    assert "https://" not in text, "a hotspot asks nobody"


def test_only_pages_of_sensitive_works_and_topics_may_not_be_kept(build: Callable[..., Built]) -> None:
    built = build(QUIET)
    assert built.code == 0, built.log
    headers, htaccess = built.text("_headers"), built.text(".htaccess")
    pattern = re.search(r'SetEnvIf Request_URI "([^"]+)" IJWI_SENSITIVE', htaccess)
    assert pattern and "Header set Cache-Control \"no-store\" env=IJWI_SENSITIVE" in htaccess
    pages = set(built.pages())
    assert pages >= PRIVATE
    for path in pages:
        private = path in PRIVATE
        assert ("no-store" in said(headers, path).get("Cache-Control", [])) == private, path
        assert ("no-store" in said(headers, path.removesuffix(".html")).get("Cache-Control", [])) == private, path
        assert bool(re.match(pattern[1], f"/{path}")) == private, path
        assert said(headers, path)["Referrer-Policy"] == ["no-referrer"], path
    assert said(headers, "assets/ijwi.css")["Cache-Control"] == ["max-age=3600"]


def test_a_real_sensitive_page_is_not_kept(real_site: Path) -> None:
    headers = (real_site / "_headers").read_text(encoding="utf-8")
    works = json.loads((real_site / "catalogue.json").read_text(encoding="utf-8"))["works"]
    checked = 0
    for entry in works:
        for one in [*entry["editions"], *(other for part in entry["parts"] for other in part["editions"])]:
            assert ("no-store" in said(headers, one["url"]).get("Cache-Control", [])) == entry["sensitive"], one["url"]
            checked += entry["sensitive"]
    assert checked
    assert len(rules(headers)) <= 100 and max(map(len, headers.splitlines())) <= 2000, "Cloudflare's limits"


def test_a_site_in_a_folder_of_its_host_finds_its_own_page_not_found(build: Callable[..., Built]) -> None:
    built = build({**QUIET, "mkdocs.yml": CONFIG.replace("https://small.example/", "https://small.example/centre/")})
    assert built.code == 0, built.log
    htaccess = built.text(".htaccess")
    assert "\nErrorDocument 404 /centre/404.html\n" in htaccess
    assert '<If "%{REQUEST_URI} =~ m#^/centre/rw/#">\n  ErrorDocument 404 /centre/rw/404.html\n</If>\n' in htaccess
    pattern = re.search(r'SetEnvIf Request_URI "([^"]+)"', htaccess)
    assert pattern and re.match(pattern[1], "/centre/rw/toolkits/quiet/index.html")
    assert not re.match(pattern[1], "/rw/toolkits/quiet/index.html")


def test_a_centre_without_sensitive_works_says_nothing_of_them(build: Callable[..., Built]) -> None:
    built = build({"docs/data/vocabulary.yml": "kinds:\n  toolkit: {name: Toolkit, plural: Toolkits}\ntopics:\n"
                   "  online-safety: {name: Online safety}\naudiences:\n  organisers: {name: Organisers}\n"
                   "levels:\n  introductory: {name: Introductory}\n", "docs/en/toolkits/open.md": work("Open")})
    assert built.code == 0, built.log
    assert "no-store" not in built.text("_headers") + built.text(".htaccess")
    assert "SetEnvIf" not in built.text(".htaccess")


def test_the_neutral_page_has_a_name_that_no_work_can_take(build: Callable[..., Built]) -> None:
    built = build({f"docs/en/{NEUTRAL_PAGE.removesuffix('.html')}.md": work("Numbers")})
    assert built.code == 1
    assert "numbers" in built.log and "Traceback" not in built.log


def test_hosts_know_the_types_of_what_is_downloaded(real_site: Path) -> None:
    htaccess = (real_site / ".htaccess").read_text(encoding="utf-8")
    nginx = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    for ending, kind in TYPES.items():
        assert f"AddType {kind} .{ending}\n" in htaccess
        assert f"{kind} {ending};" in nginx
