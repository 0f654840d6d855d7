"""Adding a page with scripts/new.py: what it asks, what it writes, and that nothing is ever lost."""

from __future__ import annotations

import builtins
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import CONFIG, ROOT, SMALL, VOCABULARY, Tree, page, run_mkdocs, work, write_tree

sys.path.insert(0, str(ROOT / "scripts"))

import new
from ijwi import frontmatter
from ijwi.contributing import newpage, questions
from ijwi.contributing.answers import as_yaml, unusual
from ijwi.contributing.slugs import slug
from ijwi.placeholders import MARK
from ijwi.schema import PartPage, SourcePage, WorkPage, field_names, work_model

KINDS = ("manual", "toolkit", "guide", "campaign", "event", "case-study", "video", "link")
WORDS = VOCABULARY.replace("topics:", """  guide: {name: Guide, plural: Guides}
  campaign: {name: Campaign, plural: Campaigns}
  case-study: {name: Case study, plural: Case studies}
  video: {name: Video, plural: Videos}
topics:""", 1)
#: English alone: no edition of other languages is behind, which would be said too.
ENGLISH = "\n".join(line for line in CONFIG.split("\n") if not line.startswith(("    rw:", "    ar:")))
COMMON = ["--summary", "What it gives.", "--topics", "online-safety", "--audiences", "organisers", "--level", "introductory",
          "--creators", "a trainer; a lawyer", "--day", "2026-11-22"]
OWN = {"event": ["--start", "2026-12-01T14:00", "--timezone", "Africa/Kigali", "--status", "planned"],
       "link": ["--url", "https://example.org/"], "video": ["--url", "https://example.org/"]}
SESSION = ["--minutes", "90", "--group-size", "8-24", "--power", "none", "--internet", "helpful"]
MANUAL = {"docs/en/manuals/m/index.md": work("M", kind="manual", parts="[preparing, first, evaluation, sheet]"),
          "docs/en/manuals/m/preparing.md": page("P"), "docs/en/manuals/m/evaluation.md": page("E"),
          "docs/en/manuals/m/first.md": page("F", body="## A {#sell-activity}\n\nText.", session="true", minutes="60", group_size="8-24",
                                            power="none", internet="none", objectives="[a]", materials="[b]"),
          "docs/en/manuals/m/sheet.md": page("S", handout="true")}


def small(folder: Path, tree: Tree) -> Path:
    """A centre in English with every kind."""
    return write_tree(folder / "centre", {"mkdocs.yml": ENGLISH, "docs/data/vocabulary.yml": WORDS, "docs/en/index.md": page(), **tree})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path, MANUAL)


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)


def pages(root: Path) -> dict[str, str]:
    return {file.relative_to(root / "docs").as_posix(): file.read_text("utf-8") for file in (root / "docs").rglob("*.md")}


def checked(root: Path) -> list[str]:
    """What scripts/check.py says, but for placeholders."""
    write_tree(root, {"scripts/check.py": (ROOT / "scripts" / "check.py").read_bytes()})
    done = subprocess.run([sys.executable, "scripts/check.py"], cwd=root, capture_output=True, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return [line for line in done.stdout.splitlines() if ": placeholder: " not in line]


# What is written

@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre to which a work of every kind was added, a session, a handout and a page; built."""
    root = small(tmp_path_factory.mktemp("new"), {})
    patch = pytest.MonkeyPatch()
    patch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    for kind in KINDS:
        assert new.main([kind, "--title", f"My {kind}", *COMMON, *OWN.get(kind, [])], root) == 0
    for what in ("session", "handout", "page"):
        assert new.main([what, "manuals/my-manual", "--title", f"A {what}", "--summary", "What it gives.", "--day", "2026-11-22",
                         *(SESSION if what == "session" else [])], root) == 0
    patch.undo()
    return root


def test_every_kind_is_written_where_it_belongs_and_lacks_nothing_but_its_text(everything: Path) -> None:
    assert sorted(pages(everything)) == sorted([
        "en/index.md", "en/manuals/my-manual/index.md", "en/manuals/my-manual/how-to-use.md", "en/manuals/my-manual/preparing.md",
        "en/manuals/my-manual/evaluation.md", "en/manuals/my-manual/a-session.md", "en/manuals/my-manual/a-handout.md",
        "en/manuals/my-manual/a-page.md", "en/toolkits/my-toolkit/index.md", "en/guides/my-guide.md", "en/campaigns/my-campaign/index.md",
        "en/events/my-event.md", "en/case-studies/my-case-study.md", "en/videos/my-video.md", "en/links/my-link.md"
    ])
    left = checked(everything)
    assert [line.split(":")[0] for line in left] == [f"docs/en/{name}" for name in (
        "campaigns/my-campaign/index.md", "case-studies/my-case-study.md", "videos/my-video.md")]
    assert all(": sources: " in line for line in left), "what they rest on, only their writer knows"
    for name, text in pages(everything).items():
        assert (MARK in text) == (name != "en/index.md")


def test_front_matter_comes_in_its_order_and_reads_plainly(everything: Path) -> None:
    text = pages(everything)["en/events/my-event.md"]
    assert text.startswith("""---
title: My event
summary: What it gives.
kind: event
topics: [online-safety]
audiences: [organisers]
level: introductory
published: 2026-11-22
updated: 2026-11-22
creators: [a trainer, a lawyer]
licence: CC-BY-SA-4.0
start: 2026-12-01T14:00
timezone: Africa/Kigali
status: planned
---

✍ What it is, for whom""")


def test_what_was_added_can_be_built_and_looks_like_its_kind(everything: Path) -> None:
    for name in ("hooks", "overrides", "locales"):
        shutil.copytree(ROOT / name, everything / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    built = run_mkdocs(everything)
    assert built.code == 0, built.log
    session = built.text("manuals/my-manual/a-session.html")
    assert "90 minutes" in session and "8–24" in session
    assert '<h2 id="a-activity">Activity: ✍ name it by what they do</h2>' in session
    assert '<blockquote>' in session
    manual = built.text("manuals/my-manual/index.html")
    places = [manual.index(f">{title}<") for title in ("How to use this manual", "Preparing", "A session", "A page", "Evaluation", "A handout")]
    assert places == sorted(places)
    assert 'admonition template' in built.text("toolkits/my-toolkit/index.html")
    assert "Africa/Kigali" in built.text("events/my-event.html")
    assert 'href="https://example.org/"' in built.text("links/my-link.html")


def test_a_session_follows_the_last_session_a_handout_stands_at_the_end_and_ids_are_the_works_own(root: Path) -> None:
    assert new.main(["session", "manuals/m", "--title", "Sell online", "--summary", "S.", *SESSION], root) == 0
    assert new.main(["handout", "manuals/m", "--title", "Price list", "--summary", "S."], root) == 0
    front = frontmatter.read(frontmatter.split(pages(root)["en/manuals/m/index.md"])[0] or "", "")[0]
    assert front and front.values["parts"] == ["preparing", "first", "sell-online", "evaluation", "sheet", "price-list"]
    session = pages(root)["en/manuals/m/sell-online.md"]
    assert "{#sell-online-activity}" in session, "`sell-activity` stands in another page of the manual"
    assert "{#price-do}" in pages(root)["en/manuals/m/price-list.md"]
    assert checked(root) == []


def test_in_another_language_headings_too_wait_to_be_written(tmp_path: Path) -> None:
    root = small(tmp_path, {"mkdocs.yml": CONFIG, **{name: text for name, text in SMALL.items() if name.endswith("index.md")}})
    assert new.main(["guide", "--language", "ar", "--title", "الهاتف", "--path", "phone", *COMMON], root) == 0
    text = pages(root)["ar/guides/phone.md"]
    assert "title: الهاتف" in text
    assert all(line.startswith("## ✍ ") for line in text.split("\n") if line.startswith("#"))


def test_the_next_two_steps_are_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new.main(["guide", "--title", "Buy a phone", *COMMON], root) == 0
    assert capsys.readouterr().out == ("docs/en/guides/buy-a-phone.md\n\nNow 1. open the first file and write where a ✍ stands;\n"
                                       "    2. run `make check`: it says what is still missing. `make serve` shows the page.\n")


# What is asked

def test_every_field_of_the_schema_is_asked_for_or_named_as_one_that_is_not() -> None:
    every = {question.name for what in (*KINDS, *questions.PARTS) for question in questions.questions(what)}
    assert field_names() - every - {"edition"} <= questions.NOT_ASKED
    assert every - {"path"} <= field_names()
    for kind in KINDS:
        asked = {question.name for question in questions.questions(kind)}
        assert set(work_model(kind).model_fields) - asked <= questions.NOT_ASKED, kind
    assert set(PartPage.model_fields) - {question.name for question in questions.questions("session")} <= questions.NOT_ASKED
    assert set(SourcePage.model_fields) < set(WorkPage.model_fields)


def test_without_a_terminal_nothing_is_asked_and_everything_missing_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = pages(root)
    assert new.main(["event", "--title", "A"], root) == 1
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "--audiences", "--level", "--start", "--status", "--summary", "--timezone", "--topics"]
    assert pages(root) == before


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], list[str]]:
    """Somebody at a terminal who types these lines; returns what she was asked."""
    def give(lines: list[str]) -> list[str]:
        prompts: list[str] = []
        left: Iterator[str] = iter(lines)

        def answer(prompt: str = "") -> str:
            prompts.append(prompt)
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(builtins, "input", answer)
        return prompts
    return give


def test_at_a_terminal_a_wrong_answer_is_explained_by_the_schema_and_asked_again(
        root: Path, typed: Callable[[list[str]], list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    prompts = typed(["x" * 91, "Buy a phone", "How.", "gardens", "1", "Organisers", "1", "two hours", "", "a trainer", "", "", "",
                     "https://example.org/r | A report | The press | 2025-13", "https://example.org/r | A report | The press | 2025-03", ""])
    assert new.main(["guide", "--day", "2026-11-22"], root) == 1, "the second source list was cut short"
    assert new.main(["guide"], root) == 1
    said = capsys.readouterr()
    assert "`title` has more than 90 characters. Shorten it; details belong in the text." in said.out
    assert "`gardens` is not one of the topics." in said.out
    assert "`minutes` must be a whole number." in said.out
    assert "Stopped. Nothing was written." in said.err
    assert [prompt for prompt in prompts if prompt.startswith("Title")] == ["Title: ", "Title: ", "Title: "]
    assert "en/guides/buy-a-phone.md" not in pages(root)


def test_at_a_terminal_a_work_is_made_by_numbers_names_and_the_enter_key(root: Path, typed: Callable[[list[str]], list[str]]) -> None:
    typed(["5", "Buy a phone", "How.", "1", "Organisers", "1", "", "a trainer", "", "", "", "https://example.org/r | A report | The press | 2025-03", ""])
    assert new.main(["--day", "2026-11-22"], root) == 0
    text = pages(root)["en/guides/buy-a-phone.md"]
    assert "topics: [online-safety]\naudiences: [organisers]\nlevel: introductory\n" in text
    assert "sources:\n  - id: the-press-2025\n    title: A report\n    publisher: The press\n    url: https://example.org/r\n    date: 2025-03\n" in text


def test_what_contradicts_another_answer_is_asked_again(root: Path, typed: Callable[[list[str]], list[str]],
                                                        capsys: pytest.CaptureFixture[str]) -> None:
    typed(["2026-12-02", "2026-12-01", "", "", "planned", "", "2026-12-02", "2026-12-03"])
    assert new.main(["event", "--title", "Meet", *COMMON, "--minutes", "60", "--licence", "CC0-1.0", "--sensitive", "no", "--path", "meet",
                     "--timezone", "Africa/Kigali"], root) == 0
    assert "`end` is before `start`." in capsys.readouterr().out
    assert "start: 2026-12-02\nend: 2026-12-03\n" in pages(root)["en/events/meet.md"]


def test_a_sensitive_work_gets_a_neutral_title_and_name_and_why_is_said_in_two_sentences(
        root: Path, typed: Callable[[list[str]], list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    prompts = typed(["", "Stop threats by phone", "Plan and reply", "stop-threats-by-phone", "", ""])
    assert new.main(["guide", "--title", "Stop threats by phone", *COMMON, "--topics", "online-abuse", "--minutes", "9", "--licence", "CC0-1.0"],
                    root) == 0
    out = capsys.readouterr().out
    assert "browser's history" in out and "betray nothing" in out
    assert "this is the title itself." in out and "the name says what the title says." in out
    assert prompts[:5] == ["Sensitive: [yes] ", "Neutral title: ", "Neutral title: ", "Name in the address: [plan-and-reply] ",
                           "Name in the address: [plan-and-reply] "]
    text = pages(root)["en/guides/plan-and-reply.md"]
    assert "neutral_title: Plan and reply\n" in text and "sensitive: true\n" in text
    assert checked(root) == []


def test_a_sensitive_work_without_a_terminal_says_what_it_needs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new.main(["guide", "--title", "Stop threats", *COMMON, "--sensitive", "yes"], root) == 1
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == ["--neutral-title", "--path"]


# Slugs

@pytest.mark.parametrize(("title", "name"), [
    ("Stay safe online!", "stay-safe-online"), ("Écrire à l’élu·e, sans peur", "ecrire-a-lelu-e-sans-peur"),
    ("Kwirinda ry'ibanga", "kwirinda-ryibanga"), ("Oʻzbekcha yozish", "ozbekcha-yozish"), ("Ƙungiyar mata ɗaya", "kungiyar-mata-daya"),
    ("Straße & Größe", "strasse-grosse"), ("ığdır'da iş", "igdirda-is"), ("C’est 5 %", "cest-5"),
    ("one two three four five six seven eight", "one-two-three-four-five-six-seven"),
    ("x" * 61, ""), ("السلامة على الإنترنت", ""), ("Безопасность", ""), ("Safe Безопасность", ""), ("امن ZWNJ می‌شود", ""), ("🙂🙂", ""), ("…", ""), ("", "")])
def test_a_name_is_made_of_a_title_only_if_its_letters_can_be_said_in_latin(title: str, name: str) -> None:
    assert slug(title) == name


def test_a_title_in_another_script_asks_for_a_name(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new.main(["guide", "--title", "Безопасность", *COMMON], root) == 1
    assert capsys.readouterr().err.startswith("--path: is missing: no name can be made of the title. How is it called")


# Hostile answers

TITLES = ["a: b # c", "[x](javascript:alert(1))", "{{ config }} {% raw %}", "- ! & * | > % @ `", "'\"\\", "yes", "null", "~", "1.5", "0x1f",
          "2026-11-22", "<script>alert(1)</script>", "a\nkind: link\nsensitive: true", "---\n---", "🙂 ok", "عربي mixed", "👩‍👩‍👧 family", "x" * 90,
          "---", "? key", "!!python/object:os.system", "*alias", "&anchor", "trailing:", "# comment", "tab\there", "a\u2028b", "%TAG"]


def test_whatever_a_title_holds_it_is_read_back_as_it_was_typed(root: Path) -> None:
    for number, title in enumerate(TITLES):
        assert new.main(["guide", f"--title={title}", "--path", f"odd-{number}", *COMMON], root) == 0, title
        read, findings = frontmatter.read(frontmatter.split(pages(root)[f"en/guides/odd-{number}.md"])[0] or "", "x")
        assert findings == [] and read is not None
        assert read.values["title"] == " ".join(title.split())
        assert read.values["kind"] == "guide" and "sensitive" not in read.values
    assert checked(root) == []


@pytest.mark.parametrize("title", ["a\x00b", "a\x1b[31mred", "a\u202eb", "a\u2066b", "b\u2069", "\ud800", "a\x7f", "a\x85b\x9b"])
def test_a_title_with_letters_that_cannot_be_seen_is_refused(title: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = pages(root)
    assert new.main(["guide", "--title", title, "--path", "odd", *COMMON], root) == 1
    said = capsys.readouterr().err
    assert said.startswith("--title: it holds a") and "Type it again, without copying it." in said
    assert pages(root) == before
    assert unusual(title)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/tmp/x", "..", ".", "a/b", "A b", "x.md", "a\\b", "index", "con", "nul", "-a", "a--b", "a-", "é", "",
                                  "%2e%2e", "a\u202eb", "x" * 300 + "/"])
def test_no_name_leads_out_of_its_folder(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = pages(root)
    code = new.main(["guide", "--title", "Безопасность", f"--path={name}", *COMMON], root)
    assert code == 1
    assert "--path" in capsys.readouterr().err
    assert pages(root) == before
    assert sorted(file.name for file in root.parent.iterdir()) == ["centre"]


@pytest.mark.parametrize(("arguments", "message"), [
    (["guide", "--title", "A", *COMMON, "--summary", "x" * 241], "--summary: `summary` has more than 240 characters."),
    (["guide", "--title", "A", *COMMON, "--summary", "x" * 30000], "--summary: it has more than 20,000 characters."),
    (["guide", "--title", "A", *COMMON, "--topics", "online-safety,nonsense"], "--topics: `nonsense` is not one of the topics."),
    (["guide", "--title", "A", *COMMON, "--minutes", "-3"], "--minutes: `minutes` must be at least 1."),
    (["guide", "--title", "A", *COMMON, "--sensitive", "perhaps"], "--sensitive: `sensitive` must be `true` or `false`."),
    (["guide", "--title", "A", *COMMON, "--start", "2026"], "--start: a guide has no such field. Leave this option out."),
    (["link", "--title", "A", *COMMON, "--url", "javascript:alert(1)"], "--url: `url` must be a web address that starts with https:// or http://."),
    (["guide", "--title", "A", *COMMON, "--sources", "no address"], "--sources: `sources.0.publisher` is missing."),
    (["video", "--language", "xx"], "xx: this is not a language of the centre."),
    (["vidoe"], "vidoe: there is no such kind. Did you mean `video`?"),
    ([], "new.py: it isn't said what to add."),
    (["session"], "new.py: it isn't said which work the page belongs to."),
    (["session", "manuals/mm"], "manuals/mm: there is no such work. Did you mean `manuals/m`?"),
    (["page", "index"], "index: this page is no work, it has no further pages."),
    (["session", "manuals/m", "--title", "A", "--summary", "S.", *SESSION, "--group-size", "24-8"],
     "--group-size: `group_size` says the smallest group first, such as 8-24.")])
def test_what_is_wrong_is_said_in_the_words_of_the_schema(arguments: list[str], message: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = pages(root)
    assert new.main(arguments, root) == 1
    assert message in capsys.readouterr().err
    assert pages(root) == before


# Nothing is overwritten, nothing is half written

@pytest.mark.parametrize("there", ["en/guides/a.md", "en/guides/a/index.md", "rw/guides/a.md"])
def test_a_page_that_is_there_is_never_overwritten(there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    homes = {name: text for name, text in SMALL.items() if name.endswith("index.md")}
    root = small(tmp_path, {"mkdocs.yml": CONFIG, **homes, f"docs/{there}": "precious"})
    assert new.main(["guide", "--title", "B", "--path", "a", *COMMON], root) == 1
    assert "`guides/a` is there already." in capsys.readouterr().err
    assert pages(root)[there] == "precious"


def test_an_earlier_address_of_a_page_is_taken_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(root, {"docs/en/guides/b.md": work("B", kind="guide", aliases="[guides/a]")})
    assert new.main(["guide", "--title", "A", *COMMON], root) == 1
    assert "--path: is missing: `a`, which the title gives, can't be used here." in capsys.readouterr().err


def test_a_work_of_one_file_is_told_how_it_gets_a_folder(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(root, {"docs/en/guides/b.md": work("B", kind="guide")})
    assert new.main(["page", "guides/b", "--title", "A", "--summary", "S."], root) == 1
    assert "Move docs/en/guides/b.md to docs/en/guides/b/index.md" in capsys.readouterr().err


ANOTHER = ["manual", "--title", "Another", *COMMON]
ONE_MORE = ["session", "manuals/m", "--title", "One more", "--summary", "S.", *SESSION]


@pytest.mark.parametrize(("arguments", "fails_at"), [*((ANOTHER, number) for number in range(4)), (ONE_MORE, 0), (ONE_MORE, 1)])
def test_when_the_disk_is_full_everything_is_as_before(arguments: list[str], fails_at: int, root: Path, monkeypatch: pytest.MonkeyPatch,
                                                       capsys: pytest.CaptureFixture[str]) -> None:
    before, texts, real, count = sorted(root.rglob("*")), pages(root), newpage.write_page, iter(range(100))

    def full(file: Path, *text: Any) -> None:
        if next(count) == fails_at:
            raise OSError(28, "No space left on device", str(file))
        real(file, *text)
    monkeypatch.setattr(newpage, "write_page", full)
    assert new.main(arguments, root) == 1
    assert "Nothing was changed." in capsys.readouterr().err
    assert (sorted(root.rglob("*")), pages(root)) == (before, texts)


def test_values_are_quoted_only_where_they_must_be() -> None:
    assert as_yaml({"a": "Plain words, here", "b": "a: b", "c": "yes", "d": "true", "e": ["one", "two, three"], "f": True, "g": "2026", "h": 5}) == (
        'a: Plain words, here\nb: "a: b"\nc: yes\nd: "true"\ne: [one, "two, three"]\nf: true\ng: 2026\nh: 5\n')
