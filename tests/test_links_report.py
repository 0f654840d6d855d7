"""Which addresses a centre shows, where they are written, and the report of what to mend."""

from __future__ import annotations

import datetime
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from answering import answering
from conftest import SMALL, edition, page, work, write_tree
from ijwi.centre import Centre
from ijwi.links.memory import LinkMemory, Remembered, read_memory
from ijwi.links.report import LONGEST, report, summary
from ijwi.links.shown import Place, is_askable, shown_addresses
from small_centres import centre_of

HELPLINES = ("id,country,name,number,kind,purpose,answered_by,cost,hours,published,checked_on,sms,source_title,publisher,url,tier,notes\n"
             "rw-112,RW,,112,phone,General emergency,,,,2016,,,T,IGIHE,https://line.org/,S,see https://notes.org/\n")
INDICATORS = ("id,label,place,year,women,men,gap,value,unit,gap_basis,approximate,publisher,source,url,tier,notes\n"
              "use,People using the internet,World,2024,65,70,5,,percent,points,,ITU,Facts,https://fact.org/a,P,\n"
              "own,People using the internet,World,2023,60,70,10,,percent,points,,ITU,Facts,https://fact.org/a,P,\n")
TREE = {
    "docs/data/helplines.csv": HELPLINES, "docs/data/indicators.csv": INDICATORS,
    "docs/data/charts.yml": "use: {title: Use, indicators: [own]}\n",
    "docs/en/toolkits/safe/index.md": work(
        sources="[{id: s, title: T, publisher: P, url: 'https://source.org/x'}]", parts="[more]",
        body="Read [a](https://text.org/a#part) and [b](https://text.org/ab), <https://text.org/c>.\n\n"
             "`https://code.org/` and <a href=\"https://html.org/\">x</a> and https://bare.org/ lead nowhere.\n\n"
             "[d][d] at [example](https://sub.example.org/) or [here](http://localhost/), [m](mailto:a@b.org).\n\n"
             "[d]: https://text.org/d\n\n[fact:use.women]"),
    "docs/en/toolkits/safe/more.md": page("More", body="[a](https://text.org/a)"),
    "docs/rw/toolkits/safe/index.md": edition("Umutekano", body="[a](https://text.org/a) [chart:use]\n\n[chart:use]"),
    "docs/en/links/old.md": work("Old", kind="link", url="https://link.org/"),
    "docs/en/events/gone.md": work("Gone", kind="event", start="2026-12-01", timezone="Africa/Kigali", status="planned",
                                   link="https://gone.org/", withdrawn="It was cancelled."),
    "docs/rw/events/gone.md": edition("Gone", body="[a](https://gone.org/rw)"),
    "mkdocs.yml": str(SMALL["mkdocs.yml"]).replace("extra:\n", "repo_url: https://forge.org/x\nextra:\n  centre: {exit_url: https://exit.org/}\n"),
    "overrides/partials/footer.html": '<p>\n<a href="https://licence.org/">x</a> <a href="https://{{ own }}/">y</a></p>',
}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    root = write_tree(tmp_path_factory.mktemp("shown"), {**SMALL, **TREE})
    return centre_of(root)


@pytest.fixture(scope="module")
def shown(centre: Centre) -> dict[str, tuple[Place, ...]]:
    return shown_addresses(centre, centre.root / "mkdocs.yml", centre.root / "overrides")


def line_of(centre: Centre, file: str, words: str) -> int:
    return next(number for number, line in enumerate((centre.root / file).read_text("utf-8").splitlines(), 1) if words in line)


def test_every_address_that_readers_or_data_show_is_found_and_no_other(shown: dict[str, tuple[Place, ...]]) -> None:
    assert list(shown) == ["https://exit.org/", "https://fact.org/a", "https://forge.org/x", "https://licence.org/", "https://line.org/",
                           "https://link.org/", "https://source.org/x", "https://text.org/a", "https://text.org/ab",
                           "https://text.org/c", "https://text.org/d"]


def test_each_is_traced_to_its_lines_and_readers(centre: Centre, shown: dict[str, tuple[Place, ...]]) -> None:
    front, rw = "docs/en/toolkits/safe/index.md", "docs/rw/toolkits/safe/index.md"
    assert shown["https://text.org/a"] == (
        Place(front, line_of(centre, front, "text.org/a#part"), "en", "toolkits/safe", ("en",)),
        Place("docs/en/toolkits/safe/more.md", 7, "en", "toolkits/safe", ("en",)),
        Place(rw, line_of(centre, rw, "text.org/a"), "rw", "toolkits/safe", ("rw",)))
    assert shown["https://source.org/x"] == (
        Place(front, line_of(centre, front, "source.org"), "en", "toolkits/safe", ("en", "rw")),), "a source is shown in every edition"
    assert shown["https://fact.org/a"] == (Place("docs/data/indicators.csv", 2, seen=("en",)),
                                           Place("docs/data/indicators.csv", 3, seen=("rw",))), "by a figure and by a chart"
    assert shown["https://line.org/"] == (Place("docs/data/helplines.csv", 2),)
    assert shown["https://exit.org/"] == (Place("mkdocs.yml", line_of(centre, "mkdocs.yml", "exit.org")),)
    assert shown["https://licence.org/"] == (Place("overrides/partials/footer.html", 2),)


@pytest.mark.parametrize(("address", "askable"), [
    ("https://other.org/", True), ("http://8.8.8.8/", True), ("https://é.org/ü", True), ("https://ijwi.example/", False),
    ("https://www.example.com/x", False), ("http://a.test/", False), ("http://x.invalid", False), ("http://localhost:8000/", False),
    ("http://printer/", False), ("http://127.0.0.1/", False), ("http://169.254.169.254/latest", False), ("http://[::1]/", False),
    ("http://10.0.0.1/", False), ("http://me:secret@other.org/", False), ("mailto:a@b.org", False), ("ftp://other.org/", False),
    ("http://[x", False), ("https://a.org/ b", False), ("https:///x", False)])
def test_only_servers_of_the_internet_are_asked(address: str, askable: bool) -> None:
    assert is_askable(address) is askable


def known(*records: Remembered) -> LinkMemory:
    return LinkMemory({record.address: record for record in records})


def remembered(address: str, status: str, **fields: object) -> Remembered:
    return Remembered.model_validate({"address": address, "status": status, "last_asked": datetime.date(2026, 11, 26), **fields})


DEAD = {"failures": 4, "failing_since": datetime.date(2026, 11, 1), "last_worked": datetime.date(2026, 10, 1)}
MEMORY = known(
    remembered("https://text.org/a", "not-found", **DEAD),
    remembered("https://source.org/x", "certificate", **DEAD, archived="https://archive.org/x"),
    remembered("https://fact.org/a", "no-server", failures=1, failing_since=datetime.date(2026, 11, 26)),
    remembered("https://link.org/", "moved", moved_to="https://link.org/new", last_worked=datetime.date(2026, 11, 26)),
    remembered("https://text.org/ab", "moved", moved_to="https://text.org/", last_worked=datetime.date(2026, 11, 26)),
    remembered("https://text.org/c", "refused"), remembered("https://text.org/d", "works", last_worked=datetime.date(2026, 11, 26)))


def test_the_report_says_what_to_mend_where_most_urgent_first(centre: Centre, shown: dict[str, tuple[Place, ...]]) -> None:
    text = report(shown, MEMORY, centre.catalogue)
    titles = [line for line in text.splitlines() if line.startswith("#")]
    assert titles == [
        "# Links to other people's pages, last asked on 2026-11-26",
        "## No longer answer, and no copy is known", "### English (`en`): toolkits/safe", "### Ikinyarwanda (`rw`): toolkits/safe",
        "## No longer answer; readers are offered the archived copy", "### English (`en`): toolkits/safe",
        "## Failed lately", "### Data and settings of all languages",
        "## Moved for good", "### English (`en`): links/old", "### English (`en`): toolkits/safe",
        "## Not to be judged by a machine", "### English (`en`): toolkits/safe"]
    front = "docs/en/toolkits/safe/index.md"
    assert (f"- <https://text.org/a>: its server says that there is no such page (404). Last worked on 2026-10-01. Failed on 4 days since "
            f"2026-11-01. Look for a copy: <https://web.archive.org/web/*/https://text.org/a>\n"
            f"  Written in `{front}:{line_of(centre, front, 'text.org/a#part')}`, `docs/en/toolkits/safe/more.md:7`.\n") in text
    assert "Archived copy: <https://archive.org/x>" in text and "also shown in rw." in text
    assert "We never saw it work. Failed on 1 day since 2026-11-26." in text
    assert "New address: <https://link.org/new>\n" in text
    assert "New address: <https://text.org/>, which is only the front page" in text
    assert "| English (`en`) | 7 | 2 | 1 | 2 |" in text and "| Ikinyarwanda (`rw`) | 3 | 2 | 1 | 0 |" in text
    assert "| العربية" not in text, "its readers meet nothing that fails"
    assert text == report(shown, MEMORY, centre.catalogue)


def test_the_summary_counts(shown: dict[str, tuple[Place, ...]]) -> None:
    assert summary(shown, MEMORY).splitlines() == [
        "11 addresses", "     1 Answer", "     1 No longer answer, and no copy is known",
        "     1 No longer answer; readers are offered the archived copy", "     1 Failed lately", "     2 Moved for good",
        "     1 Not to be judged by a machine", "     4 Not asked yet"]


def test_a_long_report_still_fits_into_an_issue(centre: Centre) -> None:
    many = {f"https://a.org/{number:04}": (Place("docs/en/x.md", number, "en", "x", ("en",)),) for number in range(2000)}
    text = report(many, known(*(remembered(address, "not-found", **DEAD) for address in many)), centre.catalogue)
    assert LONGEST - 500 < len(text) < LONGEST + 500 and text.rstrip().endswith("`make links-external` shows the rest.")


def test_nothing_to_say_is_said_shortly(centre: Centre, shown: dict[str, tuple[Place, ...]]) -> None:
    fine = known(*(remembered(address, "works", last_worked=datetime.date(2026, 11, 26)) for address in shown))
    assert "##" not in report(shown, fine, centre.catalogue).partition("\n")[2]


@pytest.fixture
def command(centre_folder, monkeypatch: pytest.MonkeyPatch) -> ModuleType:  # type: ignore[no-untyped-def]
    """The script of a small centre, which may ask this machine."""
    root = centre_folder({"docs/en/index.md": page(body="[One](http://127.0.0.1:1/)")})
    spec = importlib.util.spec_from_file_location("links_command", root / "scripts" / "links.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "links_command", module)
    monkeypatch.setattr("ijwi.links.shown.is_askable", lambda address: address.startswith("http://127.0.0.1"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.chdir(root)
    spec.loader.exec_module(module)
    return module


def test_the_command_asks_remembers_and_reports(command: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    root: Path = command.ROOT
    memory = root / "docs/data/links.csv"
    with answering() as server:
        (root / "docs/en/index.md").write_text(page(body=f"[One]({server.address}/good) [two]({server.address}/moved)"), "utf-8")
        assert command.main(["external", "--pause", "0.001", "--report", str(root / "r.md")]) == 0
        assert len(server.paths()) == 3
        found = read_memory(memory, "links.csv")
        assert {found.of(f"{server.address}/{name}").status for name in ("good", "moved")} == {"works", "moved"}
        assert "2 addresses\n     1 Answer\n     1 Moved for good\n" in capsys.readouterr().out
        asked, written, said = len(server.asked), memory.read_bytes(), (root / "r.md").read_bytes()
        assert b"## Moved for good" in said and b"docs/en/index.md:7" in said
        assert command.main(["external", "--offline", "--report", str(root / "again.md")]) == 0
        assert len(server.asked) == asked and memory.read_bytes() == written, "nobody is asked, nothing is written"
        assert (root / "again.md").read_bytes() == said
    memory.write_text("adress\n", "utf-8")
    capsys.readouterr()
    assert command.main(["external", "--offline"]) == 1
    assert "docs/data/links.csv:1: data: there is no column `adress`. Did you mean `address`?" in capsys.readouterr().err
