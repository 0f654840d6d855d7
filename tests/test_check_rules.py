"""The table of rules: it names every finding that the code can make, each of its rules finds its mistake, and no more."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
import yaml

from conftest import CONFIG, ROOT, SMALL, VOCABULARY, edition, page, work, write_tree
from drawn_pictures import line_drawing
from hostile.refused import CENTRES, FILES
from ijwi.checks.inspection import inspect
from ijwi.checks.rules import GROUPS, RULES
from ijwi.findings import ContentError, Finding
from ijwi.memory import FORGETFUL
from ijwi.sections import body_digests
from test_commands import HELPLINES

DAY = datetime.date(2026, 11, 22)
Tree = Mapping[str, str | bytes]
Found = Callable[[Tree], list[Finding]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Everything that is found in a small centre with these files."""
    def of(tree: Tree) -> list[Finding]:
        root = write_tree(tmp_path / "centre", {**SMALL, **tree})
        try:
            extra = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))["extra"]
            return sorted(set(inspect(root, extra, DAY, FORGETFUL)))
        except ContentError as error:
            return error.findings
    return of


def rules_in(code: ast.AST) -> Iterable[str]:
    """The rules that a module's findings name: `Finding(path, line, rule, …)`, and what stands for it elsewhere."""
    place = {"Finding": 2, "say": 2, "finding": 1}
    for node in ast.walk(code):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in place and len(node.args) > place[name] and isinstance(node.args[place[name]], ast.Constant):
                value = node.args[place[name]].value  # type: ignore[attr-defined]
                if isinstance(value, str) and re.fullmatch("[a-z][a-z-]+", value):
                    yield value


def named_in_code() -> dict[str, str]:
    modules = [*sorted((ROOT / "hooks").rglob("*.py")), *sorted((ROOT / "scripts").glob("*.py"))]
    return {rule: str(file) for file in modules for rule in rules_in(ast.parse(file.read_text("utf-8")))}


def test_every_finding_in_the_code_names_a_rule_of_the_table() -> None:
    named = named_in_code()
    assert len(named) > 30
    assert {rule: file for rule, file in named.items() if rule not in RULES} == {}


#: Rules that the code names by a variable, and that of a part which is not there yet: pictures.
BY_ANOTHER_WAY = {"size", "encoding", "front-matter", "line-ends", "spaces", "typography"}


def test_every_rule_of_the_table_is_named_in_the_code() -> None:
    assert set(RULES) - set(named_in_code()) <= BY_ANOTHER_WAY


def test_ids_are_used_once_and_every_rule_says_all_that_a_reader_needs() -> None:
    assert len(RULES) == sum(len(group.rules) for group in GROUPS)
    for rule in RULES.values():
        assert rule.must.endswith(".") and rule.why.endswith("."), rule.id
        assert rule.wrong and rule.right and rule.wrong != rule.right, rule.id
        assert rule.id == rule.id.lower()


HEADING = "## A {#a}\n\n"
LONG = "word " * 45 + "end."
FOLLOWED = body_digests(HEADING)["a"]
SOURCES = "[{id: x, title: T, publisher: P, url: https://x.example/}]"
TOOLKIT = "docs/en/toolkits/a.md"


def body(text: str, **fields: str) -> Tree:
    return {TOOLKIT: work("A", body=text, **fields), "docs/en/toolkits/b.md": work("B", body=HEADING + "x")}


def session(minutes: int, first: str = "**15 minutes.**") -> Tree:
    """A session of three steps that take 70 minutes, beside what is no step."""
    steps = f"## A {{#a}}\n\n{first} In pairs.\n\n## B {{#b}}\n\n**30 minutes**, outside.\n\n## C {{#c}}\n\n**25 min.**\n\n"
    return {TOOLKIT.replace("a.md", "m/index.md"): work("M", parts="[s]"), TOOLKIT.replace("a.md", "m/s.md"): page(
        "S", body=f"{steps}## D {{#d}}\n\n**Rule.** 12 people.\n\n### E {{#e}}\n\n**9 minutes.**\n", session="true", minutes=str(minutes),
        group_size="8-24", power="none", internet="none", objectives="[O]", materials="[M]")}


#: For each rule that speaks of a text: what is wrong, and nearly the same that is right.
PAIRS: dict[str, list[tuple[Tree, Tree]]] = {
    "heading": [(body("## A\n"), body(HEADING)), (body("## A {#a}\n\n## B {#a}\n"), body("## A {#a}\n\n## B {#b}\n"))],
    "html": [(body("<b>x</b>"), body("`<b>x</b>` and 1 < 2 and a<b")), (body("a <br> b"), body("<https://x.example/>"))],
    "attribute": [(body('*x*{: style="color: red" }'), body("*mot*{: lang=fr } {x} and {name}")), (body("!!! wow\n    x"), body("!!! tip\n    x"))],
    "reference": [(body("[@y]", sources=SOURCES), body("[@x]", sources=SOURCES))],
    "link": [(body("[b](c.md)"), body("[b](b.md)")), (body("[b](b.md#x)"), body("[b](b.md#a)")), (body("[b](b.html)"), body("[b](../index.md)")),
             (body("[b](#x)"), body(HEADING + "[b](#a)")), (body("[x](ftp://x.example/)"), body("[x](mailto:a@x.example)")),
             (body("[all](../library.html)"), body("[all](../library.md)")), (body("[b][d]\n\n[d]: c.md"), body("[b][d]\n\n[d]: b.md"))],
    "link-text": [(body("[Here](b.md)"), body("[The plan of B](b.md)")), (body("See https://x.example/a."), body("See [the list](https://x.example/a).")),
                  (body("[https://x.example](https://x.example)"), body("`https://x.example` is code")), (body("[click here!](b.md)"), body("[here is B](b.md)"))],
    "web-address": [(body("[x](https://bank.example@thief.example/)"), body("[x](https://bank.example/@name)")),
                    (body("[x](https://p\u0430ypal.example/)"), body("[x](https://\u043f\u043e\u0447\u0442\u0430.example/)"))],
    "remote": [(body("![x](https://x.example/a.png)"), {**body("![x](../../assets/a.png)"), "docs/assets/a.png": line_drawing(20, 20), "docs/data/images.yml": "assets/a.png: {credit: A, licence: CC0-1.0}"})],
    "table": [(body("|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n|1|2|3|4|5|6|"), body("|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|")),
              (body(f"|a|b|\n|-|-|\n|{'word ' * 60}|x|"), body(f"|a|b|\n|-|-|\n|{'word ' * 20}|x|"))],
    "sentence": [(body(LONG), body(LONG.replace("word word word word word word word word word word", "word word word word word. Word word word word word."))),
                 (body(f"- {LONG}"), body(f"`{LONG}`"))],
    "figure": [(body("65% of women use it."), body("65% of women use it [@x].", sources=SOURCES)), (body("65 per cent use it."), body("100% sure, 0 % chance.")),
               (body("٦٥٪ من النساء"), body('Never say "65%".')), (body("2.5 million people"), body("!!! example\n    65% of ten beans.")),
               (body("50 pour cent"), body("Add 50 to 100 words."))],
    "telephone": [(body("Call +250 788 123 456."), body("In 2016-2021, 1 000 000 people; 2026-11-22; 10,000.")), (body("0788123456"), body("07X XXX XXX")),
                  (body("٠٧٨٨ ١٢٣ ٤٥٦"), body("Law No 058/2021 of 13/10/2021")), (body("[x](tel:112)"), body("112 women came.")),
                  ({**body("Call 3029 at once."), "docs/data/helplines.csv": HELPLINES}, {**body("3029 women; in 2016."), "docs/data/helplines.csv": HELPLINES}),
                  ({**body('!!! poster "Stop: 3029"\n    G'), "docs/data/helplines.csv": HELPLINES}, {**body('!!! poster "Stop"\n    G\n\n3029 women.'), "docs/data/helplines.csv": HELPLINES}),
                  (body("x", summary='"Call 00 250 788 123 456"'), body("x", summary='"ISBN 978-3-16-148410-0"'))],
    "poster": [(body(f'!!! poster "{"a" * 61}"\n    G'), body(f'!!! poster "{"a" * 60}"\n    G')), (body('!!! poster "A"\n    [helplines]'), body('```\n!!! poster "A"\n    [helplines]\n```')),
               (body('??? poster "A"\n    G'), body('!!! poster "A"\n    We.\n\n    G'))],
    "sources": [({TOOLKIT: work(kind="event", start="2026-01-01", timezone="UTC", status="held")},
                 {TOOLKIT: work(kind="event", start="2026-01-01", timezone="UTC", status="held", sources=SOURCES)}),
                ({TOOLKIT: work(kind="event", start="2026-01-01", timezone="UTC", status="cancelled")},
                 {TOOLKIT: work(kind="event", start="2027-01-01", timezone="UTC", status="planned")})],
    "perhaps-sensitive": [(body("x", topics="[online-abuse]"), body("x", topics="[online-abuse]", sensitive="false")),
                          (body("x", topics="[online-abuse]"), body("x", topics="[online-abuse]", sensitive="true", neutral_title="Plan"))],
    "session-time": [(session(69), session(70)), (session(101), session(100)), (session(60), session(90, "**١٥ دقيقة.**"))],
    "characters": [(body("exam\u202eple"), body("example")), (body("pass\u200bword"), {"docs/ar/toolkits/a.md": edition("ا", body="می\u200cشود \u2067x\u2069"), TOOLKIT: work("A")})],
    "typography": [({TOOLKIT: work("A"), "mkdocs.yml": CONFIG.replace("    ar:", "    fr: {name: F, iso639_3: fra}\n    ar:"), "docs/fr/index.md": edition("H", body="Pourquoi ?")},
                    {TOOLKIT: work("A"), "mkdocs.yml": CONFIG.replace("    ar:", "    fr: {name: F, iso639_3: fra}\n    ar:"), "docs/fr/index.md": edition("H", body="Pourquoi\u202f?")})],
    "spaces": [(body("## A {#a} \n\nb"), body("one  \ntwo"))],
    "line-ends": [({TOOLKIT: work("A").replace("\n", "\r\n")}, {TOOLKIT: work("A")}), ({TOOLKIT: work("A").rstrip("\n")}, {TOOLKIT: work("A")}),
                  ({TOOLKIT: "\ufeff" + work("A")}, {TOOLKIT: work("A")})],
    "parity": [({TOOLKIT: work("A", body=HEADING), "docs/rw/toolkits/a.md": edition("A").replace("machine}", f"machine, sections: {{a: {FOLLOWED}}}}}")},
                {TOOLKIT: work("A", body=HEADING), "docs/rw/toolkits/a.md": edition("A", body="## B {#a}\n")})],
    "glossary": [({TOOLKIT: work("A", body="x"), "docs/rw/toolkits/a.md": edition("A", body="Hari virusi."),
                   "docs/data/glossary/rw.yml": "m: {term: porogaramu mbi, definition: x, variants: [virusi]}\n"},
                  {TOOLKIT: work("A", body="x"), "docs/rw/toolkits/a.md": edition("A", body="Hari porogaramu mbi."),
                   "docs/data/glossary/rw.yml": "m: {term: porogaramu mbi, definition: x, variants: [virusi]}\n"})],
    "currency": [({TOOLKIT: work("A"), "docs/rw/toolkits/a.md": edition("A")}, {TOOLKIT: work("A")})],
    "helpline": [({"docs/data/helplines.csv": HELPLINES}, {"docs/data/helplines.csv": HELPLINES.replace(",2016,,", ",2016,2026-11-01,").replace("2026-05-25", "2026-11-01")})],
    "recording": [({"docs/rw/a.opus": b"x" * 1_000_001}, {"docs/rw/a.opus": b"x" * 1_000_000, "docs/rw/film.webm": b"x" * 1_000_001})],
    "file": [({"docs/assets/a.html": "x"}, {"docs/assets/a.png": "x"}), ({"docs/en/a.txt": "x\n"}, {"docs/data/a.txt": "x\n"})],
}


def about(rule: str, all_of_it: list[Finding]) -> list[str]:
    return [str(finding) for finding in all_of_it if finding.rule == rule and "index.md" not in finding.path.replace("docs/fr/index.md", "")]


@pytest.mark.parametrize(("rule", "number"), [(rule, number) for rule, pairs in PAIRS.items() for number in range(len(pairs))])
def test_a_rule_finds_its_mistake(rule: str, number: int, found: Found) -> None:
    said = found(PAIRS[rule][number][0])
    assert about(rule, said), [str(finding) for finding in said]
    assert all(finding.notice == RULES[rule].notice for finding in said if finding.rule == rule)


@pytest.mark.parametrize(("rule", "number"), [(rule, number) for rule, pairs in PAIRS.items() for number in range(len(pairs))])
def test_a_rule_lets_the_right_thing_be(rule: str, number: int, found: Found) -> None:
    assert about(rule, found(PAIRS[rule][number][1])) == []


#: Where the other rules are seen to fire.
ELSEWHERE = {
    "refused": "test_translate.py", "exchange": "test_po.py", "fonts": "test_pdf.py", "environment": "test_commands.py", "config": "test_commands.py",
    "missing": "test_schema.py", "empty": "test_schema.py", "neutral-field": "test_schema.py", "sensitive": "test_catalogue.py", "argument": "test_check_command.py",
    "picture": "test_images.py", "placeholder": "test_placeholders.py", "form": "test_from_form.py",
}


def test_no_rule_never_fires_in_the_tests() -> None:
    fired = {*PAIRS, *(rule for _path, _content, rule in (*FILES, *CENTRES)), *ELSEWHERE}
    assert set(RULES) - fired == set()
    for rule, module in ELSEWHERE.items():
        assert rule in (ROOT / "tests" / module).read_text("utf-8"), rule


def test_the_vocabulary_of_these_tests_is_the_small_centre_s() -> None:
    assert "online-abuse: {name: Online abuse, sensitive: true" in VOCABULARY and page()


def test_a_work_full_of_words_about_violence_is_noticed_in_its_language(found: Found) -> None:
    words = {"docs/data/glossary/rw.yml": "harassment: {term: ihohoterwa (harcèlement), definition: x}\nblackmail: {term: gukangisha, definition: x}\n"}
    text = "Ihohoterwa ni ribi. " * 4 + "Gukangisha ni bibi. " * 4
    tree = {**words, TOOLKIT: work("A", body="x"), "docs/rw/toolkits/a.md": edition("A", body=text)}
    [finding] = [one for one in found(tree) if one.rule == "perhaps-sensitive"]
    assert (finding.path, finding.notice) == ("docs/rw/toolkits/a.md", True)
    assert "8 of" in finding.message and "“ihohoterw”" in finding.message
    assert not [one for one in found({**tree, TOOLKIT: work("A", body="x", sensitive="false")}) if one.rule == "perhaps-sensitive"]


@pytest.mark.parametrize(("code", "name"), [("th", "ไทย"), ("ja", "日本語"), ("km", "ខ្មែរ")])
def test_sentences_are_not_counted_where_words_have_no_spaces(code: str, name: str, found: Found) -> None:
    config = CONFIG.replace("    ar:", f"    {code}: {{name: {name}, iso639_3: xxx}}\n    ar:")
    assert not [one for one in found({"mkdocs.yml": config, f"docs/{code}/index.md": edition("H", body=LONG)}) if one.rule == "sentence"]


def test_a_page_says_all_of_its_mistakes_at_once_in_the_order_of_lines(found: Found) -> None:
    text = "\n\n".join(["## Plan", "See [here](gone.md).", "65% use it.", "<b>x</b>", "Call +250 788 123 456.", "![x](https://x.example/a.png)"])
    said = [(one.line, one.rule) for one in found(body(text)) if one.path == TOOLKIT]
    assert said == [(14, "heading"), (16, "link"), (16, "link-text"), (18, "figure"), (20, "html"), (22, "telephone"), (24, "remote")]
