"""Whatever is edited, scripts/build.py makes of the earlier build's parts what a clean `mkdocs build` makes of nothing.

Random edits, the same ones for a seed. `make test` tries a few, `make test-long` many: EDITS_SEEDS=7,8 names others.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import edition, page, run_build, run_mkdocs, work
from ijwi.building.kept import stamps
from small_centres import written
from test_build import EVERYTHING, same, tree

SEEDS = [int(seed) for seed in os.environ.get("EDITS_SEEDS", "1").split(",")]
STEPS = 8
CODES = ("en", "rw", "ar")

#: More pages, so that there is something to be related to, and a text that others follow by sections.
MORE = {
    **{f"docs/en/guides/g{number}.md": work(f"Guide {number}", topics="[online-safety]", body=(
        f"## One {{#one}}\n\nWords of {number}: {'river ' * (number % 3)}{'mountain ' * (number % 2)}market.\n\n"
        f"## Two {{#two}}\n\n[Other](g{(number + 1) % 5}.md#one)")) for number in range(5)},
    **{f"docs/rw/guides/g{number}.md": edition(f"Uko {number}", body=(
        f"## Rimwe {{#one}}\n\nIsoko {number}.\n\n## Kabiri {{#two}}\n\nUmusozi."),
        edition="{of: en, review: human, sections: {one: abcdefgh, two: abcdefgh}}") for number in range(3)},
}


class Editor:
    """Makes random edits to a centre, as people would, and says what it did."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.chance = root, random.Random(seed)
        self.environment: dict[str, str] = {}
        self.count = 0

    def edit(self) -> str:
        kinds: list[Callable[[], str]] = [
            self.text, self.text, self.text, self.heading, self.front_matter, self.front_matter, self.add, self.translate,
            self.record, self.record, self.rename, self.delete, self.vocabulary, self.template, self.string, self.configuration, self.file, self.day,
            self.data, self.outside]
        return self.chance.choice(kinds)()

    def pages(self) -> list[Path]:
        return sorted(file for code in CODES for file in (self.root / "docs" / code).rglob("*.md"))

    def page(self) -> Path:
        return self.chance.choice(self.pages())

    def word(self) -> str:
        self.count += 1
        return f"{self.chance.choice(('river', 'market', 'isoko', 'umusozi', 'سوق', 'letter'))}{self.count % 7}"

    def change(self, file: Path, old: str, new: str) -> str:
        text = file.read_text("utf-8")
        assert re.search(old, text), (file, old)
        file.write_text(re.sub(old, lambda _found: new, text, count=1), "utf-8")
        return f"{file.relative_to(self.root)}: {new!r}"

    def text(self) -> str:
        file = self.page()
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"\nA {self.word()} more.\n")
        return f"text of {file.relative_to(self.root)}"

    def heading(self) -> str:
        file = self.page()
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"\n## A {self.word()} {{#s{self.count}}}\n\nWords [here](#s{self.count}).\n")
        return f"heading in {file.relative_to(self.root)}"

    def front_matter(self) -> str:
        file = self.page()
        old, new = self.chance.choice((("title: .*", f"title: New {self.word()}"), ("summary: .*", f"summary: On {self.word()}."),
                                       ("updated: .*", f"updated: 2026-11-{self.chance.randint(10, 28)}")))
        return self.change(file, old, new)

    def record(self) -> str:
        """What lists, cards and counts are made of."""
        file = self.chance.choice(sorted((self.root / "docs/en/guides").glob("*.md")) or self.pages())
        old, new = self.chance.choice((
            ("kind: .*", f"kind: {self.chance.choice(('toolkit', 'manual', 'link'))}"),
            ("topics: .*", f"topics: {self.chance.choice(('[online-safety]', '[online-abuse]', '[online-safety, online-abuse]'))}"),
            ("(minutes: .*\n)?---\n\n", f"minutes: {self.chance.randint(5, 200)}\n---\n\n"),
            ("(withdrawn: .*\n)?---\n\n", self.chance.choice(("withdrawn: It was wrong.\n---\n\n", "---\n\n")))))
        return self.change(file, old, new) if re.search(old, file.read_text("utf-8")) else f"no {old} in {file.name}"

    def add(self) -> str:
        name = f"docs/en/guides/new{self.count}.md"
        (self.root / name).write_text(work(f"New {self.word()}", topics="[online-safety]", body=f"A {self.word()}."), "utf-8")
        return f"add {name}"

    def translate(self) -> str:
        missing = [(code, file.name) for code in CODES[1:] for file in sorted((self.root / "docs/en/guides").glob("*.md"))
                   if not (self.root / "docs" / code / "guides" / file.name).exists() and (self.root / "docs" / code).exists()]
        if not missing:
            return "nothing to translate"
        code, name = self.chance.choice(missing)
        target = self.root / "docs" / code / "guides" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(edition(f"Mu {self.word()}", body=f"## Rimwe {{#one}}\n\n{self.word()}."), "utf-8")
        return f"translate {name} to {code}"

    def rename(self) -> str:
        file = self.chance.choice(sorted((self.root / "docs/en/guides").glob("*.md")))
        name = f"moved{self.count}-{self.chance.randint(0, 999)}.md"
        for code in CODES:
            if (self.root / "docs" / code / "guides" / file.name).exists():
                (self.root / "docs" / code / "guides" / file.name).rename(self.root / "docs" / code / "guides" / name)
        self.change(self.root / "docs/en/guides" / name, "(aliases: .*\n)?---\n\n", f"aliases: [guides/{file.stem}]\n---\n\n")
        return f"rename {file.name} to {name}"

    def delete(self) -> str:
        code = self.chance.choice(CODES)
        files = sorted((self.root / "docs" / code / "guides").glob("*.md"))
        if not files:
            return "nothing to delete"
        file = self.chance.choice(files)
        for other in CODES if code == "en" else (code,):
            (self.root / "docs" / other / "guides" / file.name).unlink(missing_ok=True)
        return f"delete {code} {file.name}"

    def vocabulary(self) -> str:
        return self.change(self.root / "docs/data/vocabulary.yml", r"name: \w+ ?\w*", f"name: {self.word().capitalize()}")

    def template(self) -> str:
        name = self.chance.choice(("work.html", "partials/footer.html", "library.html", "404.html", "assets/ijwi.css"))
        with (self.root / "overrides" / name).open("a", encoding="utf-8") as stream:
            stream.write(f"/* {self.word()} */" if name.endswith("css") else f"{{# {self.word()} #}}<p>{self.word()}</p>")
        return f"template {name}"

    def string(self) -> str:
        return self.change(self.root / "locales/rw.po", r'msgid "Library"\nmsgstr ".*"', f'msgid "Library"\nmsgstr "{self.word()}"')

    def configuration(self) -> str:
        return self.change(self.root / "mkdocs.yml", "site_name: .*", f"site_name: The {self.word()}")

    def file(self) -> str:
        name = self.chance.choice(("docs/assets/forms/a.pdf", "docs/rw/own.pdf", "docs/en/own.pdf", "docs/robots.txt"))
        (self.root / name).write_text(self.word(), "utf-8")
        return f"file {name}"

    def day(self) -> str:
        self.environment = {"SOURCE_DATE_EPOCH": str(1_795_000_000 + 86_400 * self.chance.randint(0, 90))}
        return f"day {self.environment}"

    def data(self) -> str:
        (self.root / "docs/data/search").mkdir(exist_ok=True)
        (self.root / "docs/data/search/en.yml").write_text(f"synonyms:\n  - [river, {self.word()}]\n", "utf-8")
        return "synonyms"

    def outside(self) -> str:
        """What `make downloads` does to pages, and what a stray hand does to what was kept."""
        place = self.root / self.chance.choice(("site", "build/parts/rw", "build/parts/en"))
        files = sorted(place.rglob("*.html"))
        if files:
            file = self.chance.choice(files)
            file.write_bytes(file.read_bytes() + b"<!-- spoiled -->")
        return f"spoil {place.relative_to(self.root)}"


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edits_the_site_is_that_of_a_clean_build(tmp_path: Path, seed: int) -> None:
    root = written(tmp_path, {**EVERYTHING, **MORE})
    editor = Editor(root, seed)
    before = tmp_path / "before"
    for step in range(STEPS):
        done = [editor.edit() for _ in range(editor.chance.randint(1, 2))] if step else ["nothing"]
        stock = run_mkdocs(root, "--site-dir", str(tmp_path / "stock"), **editor.environment)
        built = run_build(root, "--quiet", **editor.environment)
        about = f"seed {seed}, step {step}: {done}\n{built.log}\n{stock.log}"
        assert built.code == stock.code, about
        if built.code:  # the last edits made it unsound: take them back
            for name in ("docs", "overrides", "locales", "mkdocs.yml"):
                shutil.rmtree(root / name) if (root / name).is_dir() else (root / name).unlink()
            shutil.copytree(before, root, dirs_exist_ok=True)
            continue
        print(about)
        same(tree(built.site), tree(tmp_path / "stock"))
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(root, before, ignore=shutil.ignore_patterns("site", "build", "hooks", "scripts"))


# What is not built again

@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = written(tmp_path_factory.mktemp("again"), {**EVERYTHING, **MORE})
    assert run_build(root).code == 0
    return root


def test_when_nothing_has_changed_nothing_is_written(centre: Path) -> None:
    before = stamps(centre / "site")
    built = run_build(centre)
    assert (built.code, built.log) == (0, f"Nothing has changed: {centre / 'site'}, {built.log.split(', ')[-1]}")
    assert stamps(centre / "site") == before


def test_one_edited_text_is_one_page_and_its_languages_lists(centre: Path) -> None:
    assert run_build(centre).code == 0
    before = stamps(centre / "site")
    file = centre / "docs/rw/about.md"
    file.write_text(file.read_text("utf-8") + "\nIbindi.\n", "utf-8")
    built = run_build(centre)
    assert "1 of 4 parts built" in built.log
    written_again = {name for name, stamp in stamps(centre / "site").items() if before.get(name) != stamp}
    assert sorted(name for name in written_again if name.endswith(".html")) == ["rw/404.html", "rw/about.html"]
    assert all(name.startswith("rw/") for name in written_again)


def test_a_changed_title_is_built_again_where_it_is_shown(centre: Path) -> None:
    assert run_build(centre).code == 0
    before = stamps(centre / "site")
    file = centre / "docs/en/toolkits/only-english.md"
    file.write_text(file.read_text("utf-8").replace("title: Only English", "title: In one language"), "utf-8")
    assert "4 of 4 parts built" in run_build(centre).log
    after = stamps(centre / "site")
    pages = {name for name in after if name.endswith(".html") and before.get(name) != after[name]}
    assert {"toolkits/only-english.html", "library.html", "rw/library.html", "rw/about.html"} <= pages, "a list, a list, a link"
    assert not {"manuals/abuse/one.html", "rw/toolkits/stay-safe.html", "ar/toolkits/stay-safe.html"} & pages, "they show nothing of it"
    assert "In one language" in (centre / "site/toolkits/only-english.html").read_text("utf-8")


def test_parts_are_whole_or_not_used(centre: Path) -> None:
    """As after a crash: the note of a part is missing, or its files are not as noted."""
    assert run_build(centre).code == 0
    expected = tree(centre / "site")
    (centre / "build/parts/ar.part").write_text('{"key": ', "utf-8")
    (centre / "build/parts/rw/rw/index.html").unlink()
    (centre / "site/index.html").unlink()
    built = run_build(centre)
    assert "2 of 4 parts built" in built.log
    same(tree(centre / "site"), expected)


def test_a_warning_is_said_again_although_nothing_has_changed(tmp_path: Path) -> None:
    config = str(EVERYTHING["mkdocs.yml"]).replace("strict: true", "strict: false")
    root = written(tmp_path, {**EVERYTHING, "mkdocs.yml": config, "docs/en/a.md": page("A", body="[x](gone.md)")})
    for _ in range(2):
        built = run_build(root)
        assert built.code == 0, built.log
        assert "WARNING -  Doc file 'en/a.md' contains a link 'gone.md'" in built.log


def test_a_link_of_an_unchanged_page_to_an_anchor_that_is_gone_is_found(tmp_path: Path) -> None:
    root = written(tmp_path, {"docs/en/a.md": page("A", body="[x](b.md#here)"), "docs/en/b.md": page("B", body="A paragraph.\n{: #here }")})
    first = run_build(root)
    assert first.code == 0, first.log
    file = root / "docs/en/b.md"
    file.write_text(file.read_text("utf-8").replace("#here", "#there"), "utf-8")
    built = run_build(root)
    assert built.code == 1
    assert "Doc file 'en/a.md' contains a link 'b.md#here', but the doc 'en/b.md' does not contain an anchor '#here'." in built.log
