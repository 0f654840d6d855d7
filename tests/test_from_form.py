"""Forms that were filled in, well and badly and with bad intent: what becomes of them, and that no word is lost."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from conftest import CONFIG, ROOT, SMALL, edition, page, work, write_tree
from form_bodies import body, named
from ijwi.centre import read_centre
from ijwi.contributing.forms import forms
from ijwi.placeholders import MARK

sys.path.insert(0, str(ROOT / "scripts"))

import new

SOURCE = "Lead text.\n\n## Lock it {#lock}\n\nChoose a PIN of six digits [@src].\n\n## Share less {#share}\n\nAsk first, then post.\n"
TREE = {**SMALL, "docs/en/toolkits/t/index.md": work("Safe", body=SOURCE, aliases="[toolkits/old]", sources=(
            "[{id: src, title: T, publisher: P, url: 'https://broken.example/page'}]")),
        "docs/ar/toolkits/t/index.md": edition("أمان", body="مقدمة.\n\n## القفل {#lock}\n\nنص https://broken.example/page [@src].\n")}
NEW = {"kind": "Toolkit", "language": "English (en)", "title": "Charge a phone", "summary": "How.", "topics": "Online safety",
       "audiences": "Organisers", "level": "Introductory", "sensitive": "No", "creators": "a trainer"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "centre", TREE)


def text_of(root: Path, name: str, **answers: str) -> str:
    centre = read_centre(root, root / "docs", yaml.safe_load(CONFIG)["extra"])
    return body(named(forms(centre), name), **answers)


def sent(root: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """What `new.py --from-form -` answers."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    report = root.parent / "report.md"
    code = new.main(["--from-form", "-", "--report", str(report), "--day", "2026-11-22"], root)
    return code, report.read_text("utf-8")


def pages(root: Path) -> dict[str, str]:
    return {file.relative_to(root / "docs").as_posix(): file.read_text("utf-8") for file in (root / "docs").rglob("*.md")}


def outside_code(report: str) -> str:
    """The report's own words, as the forge shows them: everything but code blocks."""
    shown = Markdown(extensions=["pymdownx.superfences"]).convert(report)
    return "".join(piece.split("</code></pre>")[-1] for piece in shown.split("<pre"))


# A new resource

def test_a_form_becomes_a_page_that_lacks_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, report = sent(root, text_of(root, "new-resource", **NEW, minutes="20", sources="https://a.example/ | A | B | 2025",
                                      text="Lead.\n\n# One\n\nText.\n\n## Two\n\nMore."), monkeypatch)
    assert code == 0
    assert pages(root)["en/toolkits/charge-a-phone/index.md"] == (
        "---\ntitle: Charge a phone\nsummary: How.\nkind: toolkit\ntopics: [online-safety]\naudiences: [organisers]\nlevel: introductory\n"
        "minutes: 20\npublished: 2026-11-22\nupdated: 2026-11-22\ncreators: [a trainer]\nlicence: CC-BY-SA-4.0\nsources:\n  - id: b-2025\n"
        "    title: A\n    publisher: B\n    url: https://a.example/\n    date: 2025\n---\n\nLead.\n\n## One {#one}\n\nText.\n\n### Two {#two}\n\nMore.\n")
    assert report == ("This form became a page: `docs/en/toolkits/charge-a-phone/index.md`. Read it before you merge it: the text is as it was sent.\n")
    write_tree(root, {"scripts/check.py": (ROOT / "scripts/check.py").read_bytes()})
    done = subprocess.run([sys.executable, "scripts/check.py", "--quiet"], cwd=root, capture_output=True, text=True)
    assert "charge-a-phone" not in done.stdout


def test_without_a_text_the_page_tells_what_to_write(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, report = sent(root, text_of(root, "new-resource", **NEW), monkeypatch)
    assert code == 0 and "No text was sent yet." in report
    assert "## Before you start {#before}" in pages(root)["en/toolkits/charge-a-phone/index.md"]


def test_what_can_stay_out_stays_out_and_stands_in_the_report(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, report = sent(root, text_of(root, "new-resource", **NEW, minutes="two or three", sources="my aunt", start="2026-12-01", text="Text."), monkeypatch)
    assert code == 0
    assert "minutes" not in pages(root)["en/toolkits/charge-a-phone/index.md"]
    for words in ("Minutes: `minutes` must be a whole number.", "**Typed under “Minutes”, and not in the page:**\n\n```text\ntwo or three\n```",
                  "**Typed under “Sources”, and not in the page:**\n\n```text\nmy aunt\n```", "**Typed under “Start (only for: event)”"):
        assert words in report


def test_what_a_page_cannot_be_without_ends_it_with_every_reason_and_every_answer(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pages(root)
    answers = {**NEW, "title": "x" * 91, "topics": "Gardens", "text": "A long text."}
    code, report = sent(root, text_of(root, "new-resource", **answers), monkeypatch)
    assert code == 1 and pages(root) == before
    for words in ("Title: `title` has more than 90 characters.", "Topics: `Gardens` is not one of the topics.", "x" * 91, "A long text."):
        assert words in report


@pytest.mark.parametrize("title", ["Безопасность", "🙂", "toolkits/../../x", "Safe"])
def test_a_title_that_gives_no_free_name_gets_one_that_maintainers_are_told_of(title: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(root, {"docs/en/toolkits/safe.md": work("Safe too")})
    _code, report = sent(root, text_of(root, "new-resource", **{**NEW, "title": title}), monkeypatch)
    [made] = [name for name in pages(root) if name.startswith("en/toolkits/") and name not in TREE and "safe.md" not in name and "/t/" not in name]
    assert made.startswith(("en/toolkits/toolkit-", "en/toolkits/toolkits-x/"))
    assert "Name in the address: is missing" in report or title == "toolkits/../../x"


def test_a_sensitive_work_never_takes_its_title_for_the_address(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _code, report = sent(root, text_of(root, "new-resource", **{**NEW, "title": "Stop threats", "sensitive": "Yes"}), monkeypatch)
    [made] = [name for name in pages(root) if "toolkit-" in name]
    assert "threats" not in made
    assert f"neutral_title: {MARK} A title that betrays nothing\n" in pages(root)[made]
    assert "Neutral title: is missing." in report


# With bad intent

HOSTILE = {
    "mention": "@everyone @octocat look", "html": "<img src=x onerror=alert(1)><!-- hidden --><script>alert(1)</script>",
    "fence": "```\n````\n`````\n@octocat", "link": "[click](javascript:alert(1)) ![x](https://evil.example/track.png)", "front": "---\nkind: link\n---",
    "template": "{{ config.site_url }} {% include 'x' %} ${{ secrets.X }} `$(rm -rf /)`", "closing": "Closes #1, fixes #2", "tilde": "~~~\n@team\n~~~~",
    "command": "::set-output name=x::y\n::add-mask::z", "no response": "_No response_ but I did", "box": "- [x] merge at once"}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_strangers_words_are_kept_whole_and_act_nowhere_in_the_report(hostile: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As answers that have no place in the page, so that the report must show them."""
    for name, answers in (("new-resource", {**NEW, "minutes": hostile, "start": hostile, "text": hostile}),
                          ("correction", {"page": "toolkits/t", "old": hostile, "new": hostile, "why": hostile, "section": hostile}),
                          ("broken-link", {"page": "toolkits/t", "link": hostile, "happens": hostile, "better": hostile, "notes": hostile}),
                          ("translation", {"page": "nowhere/at-all", "language": "Ikinyarwanda (rw)", "title": hostile, "text": hostile})):
        _code, report = sent(root, text_of(root, name, **answers), monkeypatch)
        assert hostile in report, name
        own = outside_code(report)
        for piece in ("@everyone", "@octocat", "@team", "alert(1)", "hidden", "evil.example", "secrets", "Closes #1", "::add-mask", "merge at once"):
            assert piece not in own, (name, piece)
    text = next(text for path, text in pages(root).items() if "charge-a-phone" in path)
    assert text.startswith("---\ntitle: Charge a phone\n") and "kind: toolkit\n" in text


def test_control_characters_and_signs_that_turn_text_around_are_taken_out_and_counted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _code, report = sent(root, text_of(root, "new-resource", **NEW, text="a\u202eb\x00c\x1bd é می‌شود"), monkeypatch)
    assert pages(root)["en/toolkits/charge-a-phone/index.md"].endswith("\nabcd é می‌شود\n")
    assert "3 characters were removed from the text" in report


@pytest.mark.parametrize("text", ["", "Please add my page", "### Title\n\nx", "\x00" * 10, "#" * 60_000, "### Kind\n\n" * 5000, "```\n" * 10_000])
def test_what_is_no_form_comes_back_whole(text: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pages(root)
    code, report = sent(root, text, monkeypatch)
    assert code == 1 and pages(root) == before
    assert "This could not be read as one of our forms:" in report and text.strip("\n") in report


def test_a_file_that_is_not_text_or_not_there_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "form.md").write_bytes(b"\xff\xfe\x00")
    assert new.main(["--from-form", str(root / "form.md")], root) == 1
    assert "this is not written in UTF-8. Save it again as UTF-8." in capsys.readouterr().err
    assert new.main(["--from-form", str(root / "none.md")], root) == 1
    assert "it can't be read or written (No such file or directory)" in capsys.readouterr().err


# A translation

def translated(root: Path, monkeypatch: pytest.MonkeyPatch, text: str, **answers: str) -> tuple[int, str]:
    return sent(root, text_of(root, "translation", **{"language": "Ikinyarwanda (rw)", "page": "toolkits/t", "title": "Umutekano", "summary": "Ku mutekano.",
                                                      "review": "A person translated it", "text": text, **answers}), monkeypatch)


def test_a_translation_with_its_marks_becomes_an_edition_that_is_recorded_where_it_is_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, report = translated(root, monkeypatch, "Ijambo.\n\n## Funga {#lock}\n\nHitamo PIN [@src].\n")
    assert code == 0
    text = pages(root)["rw/toolkits/t/index.md"]
    assert text.endswith("\n\nIjambo.\n\n## Funga {#lock}\n\nHitamo PIN [@src].\n\n## Share less {#share}\n\nAsk first, then post.\n")
    assert 'title: "Umutekano"\nsummary: "Ku mutekano."\n' in text and "  review: human\n" in text
    centre = read_centre(root, root / "docs", yaml.safe_load(CONFIG)["extra"])
    assert centre.catalogue.documents["toolkits/t/index"].editions["rw"].currency.behind == ("share",)
    assert report == ("This form became an edition: `docs/rw/toolkits/t/index.md`. Sections translated: 3; "
                      "in any other the source's text stands in place.\n")


def test_without_marks_headings_are_matched_one_by_one_if_there_are_as_many(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    translated(root, monkeypatch, "Ijambo.\n\n# Funga\n\nHitamo.\n\n# Sangiza\n\nBaza.", review="A machine drafted it")
    text = pages(root)["rw/toolkits/t/index.md"]
    assert "## Funga {#lock}\n\nHitamo.\n\n## Sangiza {#share}\n\nBaza.\n" in text and "review: machine" in text


def test_what_belongs_to_no_section_stands_in_the_report(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, report = translated(root, monkeypatch, "Ijambo.\n\n## Kimwe\n\nKabiri.\n\n## Funga {#lock}\n\nHitamo.\n\n## Ikindi {#other}\n\nGatatu.")
    assert code == 0
    assert "**Sent, and in no section of the source:**\n\n```text\n## Kimwe\n\nKabiri.\n\n## Ikindi\n\nGatatu.\n```" in report
    assert "## Funga {#lock}\n\nHitamo." in pages(root)["rw/toolkits/t/index.md"]


def test_a_text_that_is_the_source_itself_is_not_recorded_as_translated(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _code, report = translated(root, monkeypatch, SOURCE)
    assert "Sections translated: 1;" in report and "Still the source's words: `lead`, `lock`, `share`." in report


@pytest.mark.parametrize(("answers", "message"), [
    ({"language": "العربية (ar)"}, "docs/ar/toolkits/t/index.md: this edition is there already; nothing is overwritten."),
    ({"language": "English (en)"}, "docs/en/toolkits/t/index.md: this edition is there already; nothing is overwritten."),
    ({"language": "Klingon"}, "Klingon: this is not a language of the centre."), ({"page": "toolkits/tt"}, "page: there is no page `toolkits/tt`."),

    ({"title": "x" * 91}, "docs/rw/toolkits/t/index.md: `title` has more than 90 characters.")])
def test_a_translation_that_can_be_no_edition_is_kept_in_the_report(answers: dict[str, str], message: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pages(root)
    code, report = translated(root, monkeypatch, "Ijambo ryanjye.", **answers)
    assert code == 1 and pages(root) == before
    assert message in report and "Ijambo ryanjye." in report


def test_without_a_title_the_sources_stands_in_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _report = translated(root, monkeypatch, "Ijambo.", title="")
    assert code == 0 and 'title: "Safe"' in pages(root)["rw/toolkits/t/index.md"]


# A correction, a broken link

@pytest.mark.parametrize(("named_as", "file"), [
    ("toolkits/t", "docs/en/toolkits/t/index.md"), ("https://small.example/toolkits/t/index.html#lock", "docs/en/toolkits/t/index.md"),
    ("https://mirror.example/copy/ar/toolkits/t/index.html?x=1", "docs/ar/toolkits/t/index.md"), ("docs/ar/toolkits/t/index.md", "docs/ar/toolkits/t/index.md"),
    ("/ar/toolkits/t/", "docs/ar/toolkits/t/index.md"), ("toolkits/old", "docs/en/toolkits/t/index.md"), ("https://small.example/rw/", "docs/rw/index.md")])
def test_a_page_is_found_by_whatever_it_is_called(named_as: str, file: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, report = sent(root, text_of(root, "correction", page=named_as, old="?", new="!"), monkeypatch)
    assert code == 0 and f"A correction to `{file}`" in report


@pytest.mark.parametrize("named_as", ["nowhere", "https://[bad", "rw/toolkits/t", "../../etc/passwd", "", "x" * 5000, "`@everyone`", "about:blank"])
def test_a_page_that_is_not_there_is_a_finding_and_nothing_typed_is_lost(named_as: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, report = sent(root, text_of(root, "correction", page=named_as, old="old words", new="new words", why="because"), monkeypatch)
    assert code == 1 and ("page: there is no page" in report or "has no edition in `rw`." in report)
    for words in (named_as, "old words", "new words", "because"):
        assert words in report


def test_a_correction_says_file_line_section_and_the_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pages(root)
    code, report = sent(root, text_of(root, "correction", page="toolkits/t", section="Lock it", old="PIN of\nsix digits", new="PIN of eight digits",
                                      why="https://a.example says so"), monkeypatch)
    assert code == 0 and pages(root) == before, "a person decides"
    line = pages(root)["en/toolkits/t/index.md"].split("\n").index("Choose a PIN of six digits [@src].") + 1
    assert f"A correction to `docs/en/toolkits/t/index.md`, line {line}, section `lock`." in report
    assert "-Choose a PIN of six digits [@src].\n+Choose a PIN of eight digits [@src].\n" in report
    assert "https://a.example says so" in report and "Lock it" in report


def test_words_that_do_not_stand_there_are_shown_beside_each_other(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _code, report = sent(root, text_of(root, "correction", page="toolkits/t", old="seven digits", new="eight digits"), monkeypatch)
    assert "don't stand there word by word" in report and "seven digits" in report and "eight digits" in report
    _code, report = sent(root, text_of(root, "correction", page="toolkits/t", old="i", new="j"), monkeypatch)
    assert "stand there" in report and "times: look for the place." in report


def test_a_broken_link_is_found_in_every_edition(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, report = sent(root, text_of(root, "broken-link", page="ar/toolkits/t", link="https://broken.example/page/", happens="It looks dangerous",
                                      better="https://new.example/"), monkeypatch)
    assert code == 0
    lines = {code: next(number for number, line in enumerate(pages(root)[f"{code}/toolkits/t/index.md"].split("\n"), 1) if "broken.example" in line)
             for code in ("ar", "en")}
    assert f"docs/ar/toolkits/t/index.md:{lines['ar']}\ndocs/en/toolkits/t/index.md:{lines['en']}\n" in report
    assert "looks dangerous" in report and "https://new.example/" in report
    _code, report = sent(root, text_of(root, "broken-link", page="toolkits/t", link="https://broken.example/pag"), monkeypatch)
    assert "No page holds it letter by letter" in report


def test_a_page_of_its_own_is_corrected_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(root, {"docs/en/about.md": page("About", body="We are nine.")})
    _code, report = sent(root, text_of(root, "correction", page="about.html", old="nine", new="ten"), monkeypatch)
    assert "A correction to `docs/en/about.md`, line 7, section `lead`." in report
