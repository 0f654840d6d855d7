"""Adding a work changes the files that speak of it, and no others."""

from __future__ import annotations

import re
from collections.abc import Callable

from conftest import Built, edition, homes, page, work

#: A centre in which works have topics and words of their own.
BEFORE = {
    **homes("en", "rw", "ar"),
    "docs/en/about.md": page("About", body="Quiet quails."),
    "docs/en/toolkits/a.md": work("Alpha", body="Radio, market, milk.", published="2026-11-01"),
    "docs/en/toolkits/b.md": work("Beta", body="Yellow yams.", published="2026-11-02", topics="[online-abuse]",
                                  sensitive="true", neutral_title="A plan"),
    "docs/en/manuals/m/index.md": work("Manual", kind="manual", parts="[p]", published="2026-11-03", body="Jute.",
                                       topics="[online-abuse]", sensitive="true", neutral_title="A course"),
    "docs/en/manuals/m/p.md": page("Part", body="Kites."),
    "docs/rw/toolkits/a.md": edition("Alefu", body="Radiyo."),
}
NEW = {"docs/en/toolkits/new.md": work("Nova", body="Radio, zebra.", published="2026-11-20")}

#: What lists works, or counts them: pages of lists, the catalogue, feeds (OPDS counts in
#: each of its facets), and the head of the index.
LISTS = re.compile(r"((rw|ar)/)?(index|library|status|languages|topics/index|topics/online-safety|kinds/toolkit)\.html"
                   r"|catalogue\.(json|csv)|sitemap\.xml|((rw|ar)/)?search/(index|works)\.js"
                   r"|feeds/(all|topics/online-safety)\.xml|(rw/)?feeds/opds[a-z/-]*\.xml")
#: Words that the new work has: its title, text, summary and keywords. So small an index is in one piece.
WORDS = re.compile(r"search/w-\.js|search/v-(6e|72|7a|61|74|6f|73|75|66|79|68|65|6c|6d|70)[0-9a-f-]*\.js")


def contents(built: Built) -> dict[str, bytes]:
    assert built.code == 0, built.log
    return {file.relative_to(built.site).as_posix(): file.read_bytes()
            for file in built.site.rglob("*") if file.is_file()}


def test_adding_a_work_changes_only_the_files_that_speak_of_it(build: Callable[..., Built]) -> None:
    before = contents(build(BEFORE))
    after = contents(build({**BEFORE, **NEW}))
    assert set(before) - set(after) == set()
    added = set(after) - set(before)
    assert {name for name in added if "/search/" not in f"/{name}"} == {"toolkits/new.html", "keep/toolkits/new.json"}
    changed = {name for name in before if after[name] != before[name]}
    # Its page, and the pages of works that it is now related to.
    assert {name for name in changed if name.endswith(".html") and not LISTS.fullmatch(name)} == {
        "toolkits/a.html", "rw/toolkits/a.html"}
    assert {name for name in changed if not name.endswith(".html") and not LISTS.fullmatch(name)
            and not WORDS.fullmatch(name)} == {"keep/toolkits/a.json", "rw/keep/toolkits/a.json"}, "they hold digests of pages"
    # Texts that are kept for excerpts keep their numbers; words that the new work lacks keep their postings.
    for name in ("search/t-0.js", "search/t-1.js", "search/t-2.js", "search/t-3.js", "search/t-4.js", "search/v-6a.js",
                 "search/v-6b.js", "search/v-71.js", "rw/search/t-0.js", "topics/support.html", "kinds/manual.html",
                 "about.html", "manuals/m/p.html", "recalls.json", "schemas/catalogue.json"):
        assert after[name] == before[name], name
    assert b"Nova" in after["search/t-5.js"]
