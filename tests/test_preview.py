"""What the preview shows at once is what a build writes: every page of a language held ready, after any edits."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Tree, edition, page, run_build, work, write_tree
from ijwi.building import jobs
from ijwi.preview.following import Effect, Follower
from ijwi.preview.overlay import Overlay
from ijwi.rereading import read_again
from small_centres import centre_of, written
from test_build import EVERYTHING
from test_incremental import MORE, Editor

SEEDS = [int(seed) for seed in os.environ.get("EDITS_SEEDS", "1,2").split(",")]
STEPS = 8
#: Its works are found with all texts at hand, so that it is as the last build left it until the next one is done.
RELATED = re.compile(rb'<section class="related".*?</section>\n', re.S)


class WriterAtWork(Editor):
    """Edits that a running preview follows; all others have it start anew."""

    def edit(self) -> str:
        return self.chance.choice([
            self.text, self.text, self.heading, self.front_matter, self.front_matter, self.record, self.add, self.translate,
            self.rename, self.delete, self.vocabulary, self.template, self.string, self.file])()


def files(root: Path) -> dict[Path, tuple[int, int]]:
    return {file: (file.stat().st_ino, file.stat().st_mtime_ns) for name in ("docs", "overrides", "locales")
            for file in (root / name).rglob("*") if file.is_file()}


def addresses(follower: Follower) -> list[str]:
    """Every page that a build writes, but for those that are no page of a document or list."""
    rendering = follower.rendering
    found = []
    for code in rendering.centre.languages:
        rendering.make_ready(code)
        found += [page.file.dest_uri for page in rendering._ready[code].pages]
    return found


def differing(follower: Follower, site: Path, *, related: bool) -> list[str]:
    """The pages that are not, to the byte, what the site has."""
    wrong = []
    for address in addresses(follower):
        rendered = follower.rendering.render(address)
        assert rendered is not None
        if rendered.content is None:
            wrong.append(f"{address}: {rendered.said}")
            continue
        ours, built = rendered.content, (site / address).read_bytes()
        if not related:
            ours, built = RELATED.sub(b"", ours), RELATED.sub(b"", built)
        if ours != built:
            wrong.append(address)
    return wrong


@pytest.fixture
def fresh_memory() -> Iterator[None]:
    """A centre's configuration is read once a process."""
    yield
    jobs.configure.cache_clear()


@pytest.mark.usefixtures("fresh_memory")
@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edits_each_page_is_that_of_a_build(tmp_path: Path, seed: int) -> None:
    """All of it once that build is done; until then all but the works that a page is related to."""
    root = written(tmp_path, {**EVERYTHING, **MORE})
    editor, before = WriterAtWork(root, seed), tmp_path / "before"
    assert run_build(root).code == 0
    follower = Follower(root / "mkdocs.yml", tmp_path / "made")
    assert follower.findings == []
    assert differing(follower, root / "site", related=True) == []
    for step in range(STEPS):
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(root, before, ignore=shutil.ignore_patterns("site", "build", "hooks", "scripts"))
        known = files(root)
        done = [editor.edit() for _ in range(editor.chance.randint(1, 2))]
        changed = {path for path, stamp in known.items() ^ files(root).items() if stamp}
        follower.follow(changed)
        built = run_build(root, "--quiet")
        about = f"seed {seed}, step {step}: {done}\n{built.log}"
        if built.code:  # the last edits made it unsound: take them back
            known = files(root)
            for name in ("docs", "overrides", "locales"):
                shutil.rmtree(root / name)
            shutil.copytree(before, root, dirs_exist_ok=True, copy_function=shutil.copy)  # with new times, as people save
            follower.follow({path for path, _stamp in known.items() ^ files(root).items()})
            assert run_build(root, "--quiet").code == 0
        if follower.outdated:
            follower = Follower(root / "mkdocs.yml", tmp_path / "made")
        assert follower.findings == [], about
        assert differing(follower, root / "site", related=False) == [], about
        follower.rendering.built()
        assert differing(follower, root / "site", related=True) == [], about


@pytest.mark.usefixtures("fresh_memory")
def test_related_works_are_those_of_the_last_build(tmp_path: Path) -> None:
    root = written(tmp_path, {f"docs/en/guides/{name}.md": work(name.title(), body=f"{words} market.")
                              for name, words in (("a", "river"), ("b", "river"), ("c", "mountain"), ("d", "sea"), ("e", "sky"))})
    assert run_build(root).code == 0
    follower = Follower(root / "mkdocs.yml", tmp_path / "made")

    def related() -> list[bytes]:
        rendered = follower.rendering.render("guides/a.html")
        assert rendered is not None and rendered.content is not None
        return re.findall(rb'href="(\w)\.html"', RELATED.search(rendered.content)[0])  # type: ignore[index]

    before = related()
    assert before[0] == b"b"
    write_tree(root, {"docs/en/guides/a.md": work("A", body="sky market.")})
    effect = follower.follow([root / "docs/en/guides/a.md"])
    assert (effect.pages, effect.every, related()) == ({"guides/a.html"}, False, before), "only the text has changed"
    assert run_build(root).code == 0
    follower.rendering.built()
    assert related()[0] == b"e"


@pytest.mark.usefixtures("fresh_memory")
def test_what_a_change_changes(tmp_path: Path) -> None:
    root = written(tmp_path, EVERYTHING)
    follower = Follower(root / "mkdocs.yml", tmp_path / "made")

    def after(name: str, content: str | bytes | None) -> Effect:
        if content is None:
            (root / name).unlink()
        else:
            write_tree(root, {name: content})
        return follower.follow([root / name])

    assert after("docs/en/about.md", page("About", body="Other words.")) == Effect(pages={"about.html"})
    assert after("docs/en/about.md", page("About us", body="Other words.")) == Effect(pages={"about.html"}, every=True)
    assert after("docs/ar/about.md", edition("حول")) == Effect(pages={"ar/about.html"}, every=True)
    assert after("docs/ar/about.md", None) == Effect(every=True)
    assert after("docs/assets/forms/a.pdf", b"%PDF-2") == Effect(files={"assets/forms/a.pdf": b"%PDF-2"}, every=True, later=True)
    assert after("docs/rw/own.pdf", b"%PDF-2") == Effect(files={"rw/own.pdf": b"%PDF-2"}, every=True, later=True)
    assert after("docs/rw/new.pdf", b"%PDF-3") == Effect(files={"rw/new.pdf": b"%PDF-3"}, every=True, later=True)
    assert after("docs/rw/new.pdf", None) == Effect(every=True, later=True)
    style = after("overrides/assets/ijwi.css", "body { color: red }")
    assert style == Effect(files={"assets/ijwi.css": b"body { color: red }"}, every=True)
    script = after("overrides/assets/exit.js", "/* Why. */\nvar   a = 1;\n")
    assert script.files == {"assets/exit.js": b"var a=1;\n"}, "as a build writes it"
    assert after("overrides/main.html", "x") == Effect(every=True)
    assert after("locales/rw.po", (root / "locales/rw.po").read_bytes()) == Effect(every=True)
    assert follower.follow([root / "docs/en/about.md.tmp12"]) == Effect(), "it came and went"
    assert follower.findings == [] and not follower.outdated


@pytest.mark.usefixtures("fresh_memory")
@pytest.mark.parametrize(("name", "broken", "said"), [
    ("docs/en/about.md", "no front matter", "docs/en/about.md:1: front-matter"),
    ("docs/rw/about.md", edition("Abo", colour="red"), "docs/rw/about.md:6: unknown-field"),
    ("locales/rw.po", 'msgid "a"\nmsgid "b"\nmsgstr ""\n', "locales/rw.po:1: locale"),
    ("docs/data/vocabulary.yml", "kinds: 1\n", "docs/data/vocabulary.yml:1: "),
])
def test_what_is_wrong_stays_as_it_was_until_it_is_mended(tmp_path: Path, name: str, broken: str, said: str) -> None:
    root = written(tmp_path, EVERYTHING)
    follower = Follower(root / "mkdocs.yml", tmp_path / "made")
    before, sound = follower.rendering.centre, (root / name).read_bytes()
    write_tree(root, {name: broken})
    assert follower.follow([root / name]) == Effect()
    assert said in "\n".join(map(str, follower.findings))
    assert follower.rendering.centre is before
    write_tree(root, {name: sound})
    follower.follow([root / name])
    assert follower.findings == []


@pytest.mark.usefixtures("fresh_memory")
def test_a_page_that_was_wrong_at_the_start_comes_in_when_it_is_mended(tmp_path: Path) -> None:
    root = written(tmp_path, {"docs/en/about.md": page("About", colour="red")})
    follower = Follower(root / "mkdocs.yml", tmp_path / "made")
    assert [finding.rule for finding in follower.findings] == ["unknown-field"]
    write_tree(root, {"docs/en/about.md": page("About", body="It is mended.")})
    follower.follow([root / "docs/en/about.md"])
    rendered = follower.rendering.render("about.html")
    assert rendered is not None and rendered.content is not None and b"It is mended." in rendered.content


# One page of the catalogue read again

PARTS: Tree = {"docs/en/manuals/m/index.md": work("Manual", kind="manual", parts="[one, two]"),
               "docs/en/manuals/m/one.md": page("One"), "docs/en/manuals/m/two.md": page("Two"),
               "docs/rw/manuals/m/one.md": edition("Rimwe"), "docs/en/about.md": page("About")}


@pytest.mark.parametrize(("change", "path"), [
    ({"docs/en/about.md": page("About us", updated="2026-12-24")}, "about"),
    ({"docs/en/manuals/m/one.md": page("The first")}, "manuals/m/one"),
    ({"docs/rw/manuals/m/one.md": edition("Mbere")}, "manuals/m/one"),
    ({"docs/rw/manuals/m/two.md": edition("Kabiri")}, "manuals/m/two"),
    ({"docs/en/manuals/m/index.md": work("Manual", kind="manual", parts="[two, one]")}, "manuals/m/index"),
    ({"docs/en/new.md": work("New")}, "new"),
    ({"docs/en/about.md": work("A work")}, "about"),
    ({"docs/en/about.md": None, "docs/rw/about.md": None}, "about"),
    ({"docs/rw/manuals/m/one.md": None}, "manuals/m/one"),
])
def test_one_page_read_again_makes_the_catalogue_of_all_read_anew(
        tmp_path: Path, change: dict[str, str | None], path: str) -> None:
    root = written(tmp_path, {**EVERYTHING, **PARTS})
    before = centre_of(root).catalogue
    for name, content in change.items():
        if content is None:
            (root / name).unlink()
        else:
            write_tree(root, {name: content})
    after, findings = read_again(root / "docs", before, path)
    anew = centre_of(root).catalogue
    assert after is not None and findings == []
    assert (after.works, after.plain_pages, after.day) == (anew.works, anew.plain_pages, anew.day)
    assert (after.works, after.plain_pages) != (before.works, before.plain_pages)
    assert list(after.documents) == list(anew.documents)
    kept = [name for name, document in after.documents.items() if document is before.documents.get(name)]
    assert set(before.documents) - set(kept) <= {path, "manuals/m/index"}, "all else is shared"


def test_where_other_pages_become_something_else_all_must_be_read(tmp_path: Path) -> None:
    root = written(tmp_path, PARTS)
    before = centre_of(root).catalogue
    write_tree(root, {"docs/en/manuals/m/index.md": page("No manual any more")})
    assert read_again(root / "docs", before, "manuals/m/index") == (None, [])
    write_tree(root, {"docs/en/manuals/m/index.md": work("Manual", kind="manual", parts="[one, three]")})
    after, findings = read_again(root / "docs", before, "manuals/m/index")
    assert after is before
    assert [finding.rule for finding in findings] == ["parts", "parts"]


# What is newer than the site

def test_a_page_is_made_again_after_each_change_that_touches_it_until_a_build_has_caught_up() -> None:
    overlay = Overlay()
    assert overlay.touched("a.html") == 0
    overlay.own["a.html"] = 1
    assert (overlay.touched("a.html"), overlay.touched("b.html"), overlay.holds("a.html")) == (1, 0, False)
    overlay.put("a.html", b"one", 1)
    assert overlay.holds("a.html")
    overlay.every = 2
    assert not overlay.holds("a.html") and overlay.touched("b.html") == 2
    overlay.put("a.html", None, 2)
    assert (overlay.holds("a.html"), overlay.content("a.html")) == (True, b"one"), "the last good page stays"
    overlay.settle(1)
    assert overlay.content("a.html") == b"one" and overlay.touched("a.html") == 2, "the build began before the last change"
    overlay.settle(2)
    assert overlay.content("a.html") is None and overlay.touched("a.html") == 0


def test_a_random_order_of_changes_and_builds_never_leaves_a_page_older_than_its_site() -> None:
    """The site has what was there at the last build, the overlay what came later, whatever is asked for when."""
    chance = random.Random(3)
    overlay, truth, site, change = Overlay(), {"a": 0, "b": 0}, {"a": 0, "b": 0}, 0
    history: dict[int, dict[str, int]] = {0: dict(truth)}
    for _ in range(2000):
        what = chance.randrange(4)
        if what == 0:
            change += 1
            if chance.random() < .5:
                overlay.every, truth = change, dict.fromkeys(truth, change)
            else:
                name = chance.choice("ab")
                overlay.own[name], truth[name] = change, change
            history[change] = dict(truth)
        elif what == 1:
            of = chance.randint(max(0, change - 2), change)
            if history[of].items() >= {}.items() and all(history[of][name] >= site[name] for name in site):
                site = dict(history[of])
                overlay.settle(of)
        else:
            name = chance.choice("ab")
            if overlay.touched(name) and not overlay.holds(name):
                overlay.put(name, str(truth[name]).encode(), change)
            newer = overlay.content(name) if overlay.touched(name) else None
            assert int(newer if newer is not None else site[name]) == truth[name]
