"""Broken links of a site are all found, at the line where somebody wrote them; sound ones are left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from conftest import Built, edition, homes, run_mkdocs, work, write_tree
from ijwi.findings import Finding
from ijwi.links import linkchecker
from ijwi.links.internal import internal_findings
from ijwi.links.sitefiles import SiteFiles
from ijwi.links.trace import Origins
from small_centres import built_once

BASE = "https://small.example/learn/"


def html(*lines: str) -> str:
    return "<!doctype html>\n<html lang=en><meta charset=utf-8><title>x</title>\n" + "\n".join(lines) + "\n</html>\n"


#: What is broken in a file written by hand: file, its line, and what the finding names.
BROKEN = {
    "a page": ('<a href="gone.html">x</a>', "there is no gone.html"),
    "a page with a space": ('<a href="go%20ne.html">x</a>', "there is no go ne.html"),
    "an anchor of another page": ('<a href="other.html#nope">x</a>', "no place called `nope`"),
    "an anchor of the same page": ('<a href="#nope2">x</a>', "no place called `nope2`"),
    "an encoded anchor": ('<a href="other.html#%D8%A4">x</a>', "no place called `ؤ`"),
    "a picture": ('<img src="a.png" alt="">', "there is no a.png"),
    "a larger picture": ('<img src="good.png" srcset="good.png 1x, b.png 2x" alt="">', "there is no b.png"),
    "a source of a picture": ('<picture><source srcset="c.webp 400w, good.png 800w"><img src="good.png" alt=""></picture>',
                              "there is no c.webp"),
    "a poster": ('<video poster="d.png"></video>', "there is no d.png"),
    "a style": ('<link rel="stylesheet" href="e.css">', "there is no e.css"),
    "a script": ('<script src="f.js"></script>', "there is no f.js"),
    "a drawing of another file": ('<svg><use xlink:href="g.svg#x"></use></svg>', "there is no g.svg"),
    "a redirect": ('<meta http-equiv="refresh" content="0; url=h.html">', "there is no h.html"),
    "a page in another folder": ('<a href="sub/i.html?x=1#y">x</a>', "there is no sub/i.html"),
    "a folder": ('<a href="sub/">x</a>', "is a folder"),
    "outside the site": ('<a href="../../etc/passwd">x</a>', "leads out of the site"),
    "from the root of a server": ('<a href="/learn/index.html">x</a>', "begins with `/`"),
    "an online address": (f'<link rel="canonical" href="{BASE}j.html">', "there is no j.html"),
    "an online address with an anchor": (f'<a href="{BASE}other.html#nope3">x</a>', "no place called `nope3`"),
    "a picture for messengers": (f'<meta property="og:image" content="{BASE}k.png">', "there is no k.png"),
    "linked data": (f'<script type="application/ld+json">{{"url": "{BASE}l.html"}}</script>', "there is no l.html"),
    "what a share link hands on": (f'<a href="https://wa.me/?text=x%0A{BASE.replace("/", "%2F")}m.html&amp;y=1">x</a>',
                                   "there is no m.html"),
    "no address at all": ('<a href="http://[x">x</a>', "is no address"),
}
SOUND = html('<h2 id="umutekano-é">x</h2><a href="#umutekano-é"></a><a href="#umutekano-%C3%A9"></a>',
             '<a href="other.html#%D8%A3"></a><a href="other.html#أ"></a><a href="other.html#old"></a><a href="#top"></a>',
             '<a href="#"></a><a href=""></a><a href="sub/page.html?x=1#y"></a><a href="tel:112"></a><a href="sms:?body=x"></a>',
             f'<a href="{BASE}"></a><a href="{BASE.rstrip("/")}"></a><a href="{BASE}sub/"></a><a href="https://else.example/no.html"></a>',
             '<a href="with%20space.html"></a><img src="good.png" srcset="good.png, good.png 2x" alt=""><img src="data:," alt="">',
             f'<a href="https://t.me/share?url={BASE}other.html&amp;text=x"></a><a href="orphans-are-not-this.html"></a>')
OTHER_FILES = {
    "feeds/all.xml": f'<feed xmlns="http://www.w3.org/2005/Atom">\n<id>{BASE}other.html</id>\n<link href="{BASE}n.html"/></feed>',
    "sitemap.xml": f"<urlset>\n<url><loc>{BASE}index.html</loc></url>\n<url><loc>{BASE}o.html</loc></url></urlset>",
    "catalogue.json": json.dumps({"works": [{"url": "p.html", "sources": [{"url": "https://else.example/p.html"}]},
                                            {"url": "other.html", "cover": f"{BASE}q.png"}]}),
    "events.ics": f"BEGIN:VCALENDAR\r\nURL:{BASE}sub/pa\r\n ge.html\r\nURL:{BASE}sub/r\r\n .html\r\n",
    "catalogue.csv": f"a,{BASE}other.html\nb,{BASE}s.html,c\n",
    "data/no.json": f"{{{BASE}v.html", "assets/no.svg": f'<svg><a href="w.html"><text>{BASE}x.html', "assets/empty.svg": "", "assets/empty.html": "",
    "search/t-0.js": 'ijwi.give("search/t-0.js",["other.html","Words of t.html"],["u.html","x"])',
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What is said of a site with one broken link of each sort."""
    site = tmp_path_factory.mktemp("hand") / "site"
    names = [f"broken-{number}.html" for number in range(len(BROKEN))]
    pages = {name: html(line) for name, (line, _words) in zip(names, BROKEN.values(), strict=True)}
    write_tree(site, {
        **pages, **OTHER_FILES, "sound.html": SOUND, "good.png": b"x", "with space.html": html(), "sub/index.html": html(),
        "sub/page.html": html('<p id="y">'), "orphans-are-not-this.html": html(), "lonely.html": html('<a href="index.html"></a>'),
        "other.html": html('<p id="good"><p id="أ"><a name="old">x</a>'), "404.html": html('<a href="/learn/other.html"></a>'),
        "old.html": html('<meta http-equiv="refresh" content="0; url=other.html">'),
        "index.html": html(*(f'<a href="{name}"></a>' for name in [*names, "sound.html", "sub/index.html", "assets/empty.html"]))})
    return internal_findings(SiteFiles(site, BASE), Origins(SimpleNamespace(documents={}), site))  # type: ignore[arg-type]


@pytest.mark.parametrize("sort", BROKEN)
def test_a_broken_link_of_every_sort_is_found(found: list[Finding], sort: str) -> None:
    name = f"site/broken-{list(BROKEN).index(sort)}.html"
    said = [finding for finding in found if finding.path == name]
    assert [(finding.line, finding.rule, finding.notice) for finding in said] == [(3, "link", False)], said
    assert BROKEN[sort][1] in said[0].message


@pytest.mark.parametrize(("name", "line", "target"), [
    ("feeds/all.xml", 3, "n.html"), ("sitemap.xml", 3, "o.html"), ("catalogue.json", 1, "p.html"),
    ("catalogue.json", 1, "q.png"), ("events.ics", 3, "sub/r.html"), ("catalogue.csv", 2, "s.html"), ("search/t-0.js", 1, "u.html"),
    ("data/no.json", 1, "v.html"), ("assets/no.svg", 1, "assets/w.html"), ("assets/no.svg", 1, "x.html")])
def test_a_broken_address_in_a_file_that_is_no_page_is_found(found: list[Finding], name: str, line: int, target: str) -> None:
    assert [finding.line for finding in found if finding.path == f"site/{name}" and f"there is no {target}." in finding.message] == [line]


def test_nothing_else_is_found_and_only_the_lonely_page_is_called_lonely(found: list[Finding]) -> None:
    others = [finding for finding in found if not finding.path.startswith("site/broken-")]
    assert len([finding for finding in others if not finding.notice]) == 10, others
    assert [(finding.path, finding.message) for finding in others if finding.notice] == [("site/lonely.html", "no link leads to this page.")]


def test_linkchecker_is_a_second_judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only LinkChecker finds is said with its own words."""
    site = write_tree(tmp_path / "site", {"index.html": html('<a href="gone.html">x</a>')})
    monkeypatch.setattr("ijwi.links.internal._problem", lambda site, link: None)
    said = internal_findings(SiteFiles(site, None), Origins(SimpleNamespace(documents={}), site))  # type: ignore[arg-type]
    assert [(finding.path, finding.line) for finding in said] == [("site/index.html", 3)]
    assert "LinkChecker says: " in said[0].message and "No such file" in said[0].message


def test_without_linkchecker_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(linkchecker.LinkCheckerError, match="`make links` installs it"):
        linkchecker.run(["file:///x"], {})


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small centre, sound, with what is read from the site afterwards."""
    return built_once(tmp_path_factory.mktemp("small"), {
        **homes("en", "rw", "ar"),
        "docs/en/toolkits/safe.md": work(body="## Lock it {#lock}\n\nText.\n\n[Go on](other.md#keep).", aliases="[toolkits/old]"),
        "docs/rw/toolkits/safe.md": edition("Umutekano", body="## Funga {#lock}\n\n[Komeza](other.md#keep)."),
        "docs/en/toolkits/other.md": work("Other", body="## Keep it {#keep}\n\n[Back](safe.md#lock)."),
    })


def links(built: Built, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "scripts/links.py", "internal", *arguments], cwd=built.root, text=True,
                          capture_output=True, encoding="utf-8", timeout=120)


def test_a_sound_site_passes(small: Built) -> None:
    done = links(small)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    assert "Every link leads somewhere." in done.stderr


def test_findings_name_the_line_of_the_source(small: Built, tmp_path: Path) -> None:
    """Broken Markdown that a build without `strict` lets pass."""
    (small.root / "docs/en/toolkits/safe.md").write_text(  # line 14 is the first of the body
        work(body="## Lock it {#lock}\n\n[One](gone.md)\n[two](other.md#keap)\n\n[three]: lost.html\n\n[Three][three]."), "utf-8")
    (small.root / "docs/rw/toolkits/safe.md").write_text(edition("Umutekano", body="[Komeza](other.md#kep)."), "utf-8")
    assert run_mkdocs(small.root, "--no-strict", "--site-dir", str(tmp_path / "site")).code == 0
    done = links(small, "--site", str(tmp_path / "site"), "--format", "json")
    assert done.returncode == 1
    found = {(entry["path"], entry["line"], entry["suggestion"]) for entry in json.loads(done.stdout)}
    assert {("docs/en/toolkits/safe.md", 17, "Did you mean `keep`?"), ("docs/en/toolkits/safe.md", 19, ""),
            ("docs/rw/toolkits/safe.md", 8, "Did you mean `keep`?")} <= found, found
    named = {(entry["path"], entry["line"]) for entry in json.loads(done.stdout)}
    assert named == {("docs/en/toolkits/safe.md", 16), ("docs/en/toolkits/safe.md", 17), ("docs/en/toolkits/safe.md", 19),
                     ("docs/rw/toolkits/safe.md", 8)}, done.stdout


def test_a_lost_page_is_missed_wherever_it_is_named_and_a_list_says_so_once(small: Built, tmp_path: Path) -> None:
    """Pages, feeds, the catalogue, the sitemap, the search, linked data and redirects all lead to it."""
    assert run_mkdocs(small.root, "--no-strict", "--site-dir", str(tmp_path / "site")).code == 0
    (tmp_path / "site/toolkits/other.html").unlink()
    site = SiteFiles(tmp_path / "site", "https://small.example/")
    naming = {link.file for link in site.links if (site.target(link) or ("", ""))[0] == "toolkits/other.html"}
    assert {"catalogue.json", "catalogue.csv", "sitemap.xml", "feeds/all.xml", "library.html", "rw/library.html", "toolkits/safe.html",
            "search/t-0.js"} <= naming, naming
    assert any(name.startswith("feeds/opds") for name in naming)
    done = links(small, "--site", str(tmp_path / "site"))
    assert done.returncode == 1
    assert len([line for line in done.stdout.splitlines() if "there is no toolkits/other.html." in line]) <= 4, done.stdout
    assert "a template or a list makes them" in done.stdout


def test_a_site_that_was_not_built_is_said_so(small: Built, tmp_path: Path) -> None:
    done = links(small, "--site", str(tmp_path / "nowhere"))
    assert done.returncode == 1 and "run `make site` first" in done.stderr
