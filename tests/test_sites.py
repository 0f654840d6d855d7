"""Whole small sites: what stands where, in each language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from conftest import CONFIG, ROOT, VOCABULARY, Built, edition, homes, page, run_mkdocs, work
from ijwi.listings import WORKS_A_PAGE
from ijwi.neutral import NEUTRAL_PAGE, NEUTRAL_STYLE

TOOLKIT = {
    "docs/en/toolkits/stay-safe.md": work("Stay safe", body="## First {#first}\n\nLock it."),
    "docs/rw/toolkits/stay-safe.md": edition("Kwirinda", body="## Mbere {#first}\n\nFunga."),
}


def links(html: str) -> list[str]:
    return re.findall(r'<a [^>]*href="([^"]+)"', html)


def test_pages_lie_at_the_root_in_the_default_language_and_in_folders_in_the_others(build: Callable[..., Built]) -> None:
    built = build(TOOLKIT)
    assert built.code == 0, built.log
    names = set(built.pages())
    assert {"index.html", "rw/index.html", "ar/index.html", "toolkits/stay-safe.html", "rw/toolkits/stay-safe.html"} <= names
    assert "ar/toolkits/stay-safe.html" not in names, "no page without a translation"
    made = {"library.html", "languages.html", "topics/index.html", "topics/online-safety.html", "topics/support.html",
            "kinds/toolkit.html", "404.html"}
    for prefix in ("", "rw/", "ar/"):
        assert {prefix + name for name in made} <= names
    assert not [name for name in names if name.startswith("en/")]


def test_every_page_says_its_language_and_direction(build: Callable[..., Built]) -> None:
    built = build(TOOLKIT)
    for name in set(built.pages()) - {NEUTRAL_PAGE}:  # which is in no language
        code = name.split("/")[0] if name.split("/")[0] in ("rw", "ar") else "en"
        direction = "rtl" if code == "ar" else "ltr"
        assert f'<html lang="{code}" dir="{direction}"' in built.text(name), name


def test_a_list_shows_works_of_other_languages_after_its_own_and_labels_them(build: Callable[..., Built]) -> None:
    built = build({**TOOLKIT, "docs/en/toolkits/other.md": work("Another")})
    rw = built.text("rw/kinds/toolkit.html")
    assert rw.index("Kwirinda") < rw.index("Another")
    assert re.search(r'<h3 class="card-title" lang="en"><a href="../../toolkits/other.html" hreflang="en">', rw)
    ar = built.text("ar/kinds/toolkit.html")
    assert 'href="../../toolkits/stay-safe.html" hreflang="en"' in ar, "falls back to English, not to Kinyarwanda"


def test_hreflang_names_only_editions_that_exist(build: Callable[..., Built]) -> None:
    built = build(TOOLKIT)
    found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', built.text("toolkits/stay-safe.html"))
    assert found == [("en", "https://small.example/toolkits/stay-safe.html"),
                     ("rw", "https://small.example/rw/toolkits/stay-safe.html"),
                     ("x-default", "https://small.example/toolkits/stay-safe.html")]


def test_a_machine_draft_says_so_and_leads_to_its_source(build: Callable[..., Built]) -> None:
    built = build(TOOLKIT)
    assert 'class="notice draft"' in built.text("rw/toolkits/stay-safe.html")
    assert 'href="../../toolkits/stay-safe.html" hreflang="en"' in built.text("rw/toolkits/stay-safe.html")
    assert 'class="notice draft"' not in built.text("toolkits/stay-safe.html")


def test_a_link_to_a_work_without_this_language_leads_to_the_readers_next_language(build: Callable[..., Built]) -> None:
    built = build({**TOOLKIT,
                   "docs/en/toolkits/other.md": work("Another", body="## Part {#part}\n\nx"),
                   "docs/rw/toolkits/stay-safe.md": edition("Kwirinda", body="Reba [ibindi](other.md#part).")})
    assert built.code == 0, built.log
    html = built.text("rw/toolkits/stay-safe.html")
    assert '<a href="../../toolkits/other.html#part" hreflang="en">ibindi<span class="in-language"> (Icyongereza)</span></a>' in html


def test_a_link_that_leads_nowhere_stops_the_build(build: Callable[..., Built]) -> None:
    built = build({"docs/en/toolkits/stay-safe.md": work(body="[x](missing.md) and [y](../index.md#gone)")})
    assert built.code == 1
    assert "missing.md" in built.log
    assert "Traceback" not in built.log


def test_a_work_in_parts_shows_them_in_order_with_previous_and_next(build: Callable[..., Built]) -> None:
    built = build({
        "docs/en/manuals/voices/index.md": work("Voices", kind="manual", parts="[b, a]"),
        "docs/en/manuals/voices/a.md": page("Part A"),
        "docs/en/manuals/voices/b.md": page("Part B"),
        "docs/rw/manuals/voices/index.md": edition("Amajwi"),
        "docs/rw/manuals/voices/b.md": edition("Igice B"),
    })
    assert built.code == 0, built.log
    front = built.text("manuals/voices/index.html")
    assert front.index("Part B") < front.index("Part A")
    part = built.text("manuals/voices/b.html")
    assert 'class="previous" href="index.html"' in part
    assert 'class="next" href="a.html"' in part
    assert 'class="next" href="../../../manuals/voices/a.html"' in built.text("rw/manuals/voices/b.html"), \
        "the next part exists in English only"


def test_a_withdrawn_work_becomes_a_notice_and_leaves_all_lists(build: Callable[..., Built]) -> None:
    built = build({
        "docs/en/toolkits/old/index.md": work("Old advice", parts="[more]", withdrawn="The app no longer exists.", body="SECRET"),
        "docs/en/toolkits/old/more.md": page("More of it", body="SECRET"),
        "docs/en/toolkits/new.md": work("New advice"),
    })
    assert built.code == 0, built.log
    for name in ("toolkits/old/index.html", "toolkits/old/more.html"):
        assert "The app no longer exists." in built.text(name)
        assert "SECRET" not in built.text(name)
        assert '<meta name="robots" content="noindex">' in built.text(name)
    for name in ("library.html", "kinds/toolkit.html", "index.html", "topics/online-safety.html", "sitemap.xml"):
        assert "toolkits/old" not in built.text(name), name
    works = json.loads(built.text("catalogue.json"))["works"]
    assert [(entry["path"], entry["withdrawn"]) for entry in works] == [("toolkits/new", False), ("toolkits/old", True)]


def test_an_alias_redirects_without_javascript_in_every_language_of_the_work(build: Callable[..., Built]) -> None:
    built = build({**TOOLKIT, "docs/en/toolkits/stay-safe.md": work("Stay safe", aliases="[safety/habits]")})
    assert '<meta http-equiv="refresh" content="0; url=../toolkits/stay-safe.html">' in built.text("safety/habits.html")
    assert '<a href="../toolkits/stay-safe.html">' in built.text("rw/safety/habits.html")
    assert '<html lang="rw">' in built.text("rw/safety/habits.html")
    assert "ar/safety/habits.html" not in built.pages()


def test_the_library_continues_on_a_further_page_past_fifty_works(build: Callable[..., Built]) -> None:
    built = build({f"docs/en/toolkits/t{number:02}.md": work(f"Toolkit {number:02}") for number in range(53)})
    assert built.code == 0, built.log
    assert built.text("library.html").count('class="card kind-toolkit"') == 50
    assert built.text("library/2.html").count('class="card kind-toolkit"') == 3
    assert 'href="library/2.html"' in built.text("library.html")
    assert 'href="../library.html"' in built.text("library/2.html")
    assert "kinds/toolkit/2.html" in built.pages()


def test_a_sensitive_work_hides_its_title_and_is_not_among_the_newest(build: Callable[..., Built]) -> None:
    fields = {"sensitive": "true", "neutral_title": "Plan and reply", "topics": "[online-abuse]"}
    built = build({"docs/en/toolkits/plan.md": work("Answering abuse", **fields),
                   "docs/rw/toolkits/plan.md": edition("Gusubiza", neutral_title="Umugambi"),
                   "docs/en/toolkits/open.md": work("Open")})
    assert built.code == 0, built.log
    html = built.text("toolkits/plan.html")
    assert "<title>Plan and reply · Small centre</title>" in html
    assert 'name="description"' not in html
    assert "Answering abuse" not in built.text("index.html")
    assert "<title>Support · Small centre</title>" in built.text("topics/support.html")
    draft = built.text("rw/toolkits/plan.html")
    assert "<title>Umugambi · Small centre</title>" in draft
    assert '<meta name="robots" content="noindex">' in draft, "a machine draft of a sensitive work is not offered to search"
    assert "rw/toolkits/plan.html" not in built.text("sitemap.xml")


def test_catalogue_json_names_every_work_with_its_editions(build: Callable[..., Built]) -> None:
    catalogue = json.loads(build(TOOLKIT).text("catalogue.json"))
    assert catalogue["site"] == "https://small.example/"
    assert catalogue["generated"] == "2026-11-22"
    [entry] = catalogue["works"]
    assert (entry["path"], entry["kind"], entry["topics"], entry["audiences"]) == \
        ("toolkits/stay-safe", "toolkit", ["online-safety"], ["organisers"])
    assert entry["editions"] == [
        {"language": "en", "title": "Stay safe", "summary": "About Stay safe.", "url": "toolkits/stay-safe.html",
         "source": True, "review": "source", "updated": "2026-11-22"},
        {"language": "rw", "title": "Kwirinda", "summary": "About Kwirinda.", "url": "rw/toolkits/stay-safe.html",
         "source": False, "review": "machine", "updated": "2026-11-22",
         "sections_behind": ["front", "first"], "sections_recalled": []}]


def test_the_sitemap_is_valid_and_names_real_pages(build: Callable[..., Built]) -> None:
    built = build(TOOLKIT)
    root = ElementTree.fromstring(built.text("sitemap.xml"))
    found = {element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    pages = set(built.pages())
    assert {url.removeprefix("https://small.example/") for url in found} == \
        {name for name in pages if not name.endswith(("404.html", "kept.html"))} - {NEUTRAL_PAGE}


def test_same_input_gives_the_same_bytes(build: Callable[..., Built]) -> None:
    first = build(TOOLKIT)
    before = {name: (first.site / name).read_bytes() for name in first.pages()}
    again = build(TOOLKIT)
    assert {name: (again.site / name).read_bytes() for name in again.pages()} == before


def test_nothing_of_the_theme_that_no_page_uses_is_copied(build: Callable[..., Built]) -> None:
    built = build(TOOLKIT)
    files = {file.relative_to(built.site).as_posix() for file in built.site.rglob("*") if file.is_file()}
    others = {name for name in files if not name.endswith(".html") and not name.startswith("data/")}
    search = {name for name in others if re.fullmatch(r"(rw/|ar/)?search/([wvt]-[0-9a-f-]*|index|works)\.js", name)}
    assert {"search/index.js", "rw/search/t-0.js", "ar/search/index.js"} <= search
    assert others - search == {"assets/ijwi.css", "assets/ijwi.js", "assets/filters.js", "assets/exit.js", "assets/feedback.js", NEUTRAL_STYLE,
                      *(f"assets/{name}" for name in ("docx.js", "forms-keep.js", "handout.css", "handout.js", "question-box.css", "report.css",
                                                      "report/groups.js", "report/report.js", "two-up.css",
                                                      "flipchart.js", "flipchart.css", "side-by-side.js", "side-by-side.css", "framed.js")),
                      "assets/keep.js", "keep-worker.js", *(f"{prefix}keep/words.js" for prefix in ("", "rw/", "ar/")),
                      "keep/toolkits/stay-safe.json", "rw/keep/toolkits/stay-safe.json",
                      "_headers", ".htaccess",
                      *(f"assets/search/{name}.js" for name in ("words", "index", "panel")),
                      *(f"assets/agenda/{file.name}" for file in (ROOT / "overrides/assets/agenda").glob("*.js")),
                      "assets/agenda.css", "assets/docx.js", *(f"{prefix}agenda/sessions.js" for prefix in ("", "rw/", "ar/")),
                      "assets/brand/mark.svg", "assets/brand/band.svg",
                      "assets/brand/pattern.svg", "catalogue.json", "catalogue.csv", "recalls.json", "sitemap.xml",
                      "schemas/front-matter.json", "schemas/catalogue.json",
                      *(f"assets/share/{kind}.png" for kind in ("toolkit", "manual", "event", "link", "neutral")),
                      *(f"{prefix}feeds/{name}.xml" for prefix in ("", "rw/")
                        for name in ("all", "topics/online-safety", "opds", "opds/topics/online-safety", "opds/kinds/toolkit"))}


def test_a_shared_file_is_copied_once_and_found_from_every_language(build: Callable[..., Built]) -> None:
    """Pictures: test_images.py."""
    built = build({"docs/assets/forms/a.pdf": b"%PDF-1.7",
                   "docs/en/toolkits/stay-safe.md": work(body="[A](../../assets/forms/a.pdf)"),
                   "docs/rw/toolkits/stay-safe.md": edition("Kwirinda", body="[A](../../assets/forms/a.pdf)")})
    assert built.code == 0, built.log
    assert [str(file.relative_to(built.site)) for file in built.site.rglob("a.pdf")] == ["assets/forms/a.pdf"]
    assert 'href="../assets/forms/a.pdf"' in built.text("toolkits/stay-safe.html")
    assert 'href="../../assets/forms/a.pdf"' in built.text("rw/toolkits/stay-safe.html")


def test_a_folder_of_a_language_without_its_line_is_refused(build: Callable[..., Built]) -> None:
    built = build({"docs/fa/index.md": edition("خانه")})
    assert built.code == 1
    assert ("docs/fa:1: folder: `fa` looks like a language, but is none of this centre's. "
            "Add a line `fa:` to `extra.languages` in mkdocs.yml, or rename the folder.") in built.log


def test_a_centre_with_kinyarwanda_as_its_default_language(tmp_path: object, build: Callable[..., Built],
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    import conftest
    monkeypatch.setattr(conftest, "SMALL", {})
    config = CONFIG.replace("Small centre", "Umuseke")
    start, end = config.index("    en:"), config.index("theme:")
    config = config[:start] + ("    rw: {name: Ikinyarwanda, iso639_3: kin, date: d MMMM y}\n"
                               "    pt-BR: {name: Português, iso639_3: por, fallbacks: [rw]}\n") + config[end:]
    built = build({
        "mkdocs.yml": config,
        "docs/data/vocabulary.yml": VOCABULARY.replace("online-safety", "ubuhinzi").replace("Online safety", "Ubuhinzi"),
        **homes("rw", "pt-BR", source="rw"),
        "docs/rw/toolkits/isoko.md": work("Isoko", topics="[ubuhinzi]"),
        "docs/pt-BR/toolkits/isoko.md": edition("Feira", of="rw"),
    })
    assert built.code == 0, built.log
    assert '<html lang="rw" dir="ltr">' in built.text("index.html")
    assert "<title>Isoko · Umuseke</title>" in built.text("toolkits/isoko.html")
    assert '<html lang="pt-BR" dir="ltr">' in built.text("pt-BR/toolkits/isoko.html")
    assert "topics/ubuhinzi.html" in built.pages()
    assert '<html lang="rw"' in built.text("404.html")
    for name in built.pages():
        assert "Ijwi" not in built.text(name), name
        assert "forge.example" not in built.text(name), name
    assert json.loads(built.text("catalogue.json"))["languages"][0]["language"] == "rw"


def test_adding_a_language_is_one_line_one_po_and_one_folder(centre_folder: Callable[..., object]) -> None:
    """Sorani: a three-letter code, right to left, which neither plugin nor theme knows."""
    config = CONFIG.replace("theme:", "    ckb: {name: کوردیی ناوەندی, iso639_3: ckb, fallbacks: [ar, en]}\ntheme:", 1)
    po = ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
          '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Library"\nmsgstr "پەڕتووکخانە"\n')
    root = centre_folder({"mkdocs.yml": config, **TOOLKIT, "docs/ckb/index.md": edition("ماڵەوە"),
                          "docs/ckb/toolkits/stay-safe.md": edition("پاراستن", body="## یەکەم {#first}\n\nداخە.")})
    (root / "locales" / "ckb.po").write_text(po, encoding="utf-8")  # type: ignore[operator]
    built = run_mkdocs(root)  # type: ignore[arg-type]
    assert built.code == 0, built.log
    html = built.text("ckb/toolkits/stay-safe.html")
    assert '<html lang="ckb" dir="rtl" data-digits="arab">' in html
    assert "پەڕتووکخانە" in html
    assert '<h2 id="first">' in html
    assert "٢٢" in html, "CLDR says that Sorani writes its own digits"
    assert 'hreflang="ckb"' in built.text("toolkits/stay-safe.html")


def test_one_language_alone_can_be_previewed(build: Callable[..., Built]) -> None:
    built = build(TOOLKIT, IJWI_LANGUAGE="rw")
    assert built.code == 0, built.log
    assert "rw/toolkits/stay-safe.html" in built.pages()
    assert "toolkits/stay-safe.html" not in built.pages()
    assert "ar/index.html" not in built.pages()


def test_no_choice_of_a_language_builds_them_all(build: Callable[..., Built]) -> None:
    """As `make serve` does without LANGUAGE: it hands over an empty word."""
    built = build(TOOLKIT, IJWI_LANGUAGE="")
    assert built.code == 0, built.log
    assert {"index.html", "rw/index.html", "ar/index.html"} <= set(built.pages())



def test_a_preview_of_an_unknown_language_says_which_there_are(build: Callable[..., Built]) -> None:
    built = build(TOOLKIT, IJWI_LANGUAGE="kin")
    assert built.code == 1
    assert "IJWI_LANGUAGE=kin: this centre has en, rw, ar" in built.log
    assert "Traceback" not in built.log


def test_all_findings_come_at_once_with_file_and_line_and_no_traceback(build: Callable[..., Built]) -> None:
    built = build({"docs/en/toolkits/a.md": work(topics="[online-safty]", published="2026-13-01"),
                   "docs/en/toolkits/b.md": page(kind="toolkit"),
                   "docs/rw/toolkits/gone.md": edition("Nta nkomoko"),
                   "docs/en/rw/c.md": page("C")})
    assert built.code == 1
    assert "Traceback" not in built.log
    assert "docs/en/toolkits/a.md:6: vocabulary: `online-safty` is not one of the topics. Did you mean `online-safety`?" in built.log
    assert "docs/en/toolkits/a.md:9: value: `published` is not a day of the calendar." in built.log
    assert "docs/en/toolkits/b.md:1: missing: `topics` is missing. Add a line such as `topics: [online-safety]`." in built.log
    assert "docs/rw/toolkits/gone.md:5: source: the source edition does not exist: there is no docs/en/toolkits/gone.md." in built.log
    assert "docs/en/rw/c.md:1: path: the site uses the address `rw` itself" in built.log


def test_references_that_lead_nowhere_are_found_with_their_lines(build: Callable[..., Built]) -> None:
    built = build({"docs/en/toolkits/a.md": work(body="One [@nobody].\n\nTwo [fact:none.women].\n\n`[@in-code]`\n\n[chart:x]")})
    assert built.code == 1
    assert "Traceback" not in built.log
    assert "docs/en/toolkits/a.md:14: reference: `[@nobody]`: neither this page nor its work has a source with this id." in built.log
    assert "docs/en/toolkits/a.md:16: reference: `[fact:none.women]`: there is no such indicator" in built.log
    assert "docs/en/toolkits/a.md:20: reference: `[chart:x]`: there is no such chart" in built.log
    assert "in-code" not in built.log


def test_a_wrong_mkdocs_yml_is_explained(build: Callable[..., Built]) -> None:
    built = build({"mkdocs.yml": CONFIG.replace("fallbacks: [en], date", "fallbacks: [xx], date")})
    assert built.code == 1
    assert "mkdocs.yml:1: languages: `extra.languages`, rw: the fallback `xx` is not a language of this centre." in built.log
    assert "Traceback" not in built.log


def test_content_cannot_bring_scripts_or_handlers(build: Callable[..., Built]) -> None:
    body = ('<script>alert(1)</script>\n\n<img src=x onerror=alert(2)>\n\n[a](javascript:alert(3))\n\n'
            '[b](JaVaScRiPt:alert(4)){onclick="alert(5)" style="color:red"}\n\n[c](data:text/html,x)\n\n{{ config }} {% raw %}')
    built = build({"docs/en/toolkits/a.md": work(body=body)})
    assert built.code == 0, built.log
    text = built.text("toolkits/a.html")
    main = text[text.index("<main"):text.index("</main>")]
    assert "<script" not in main
    assert "<img" not in main
    assert "javascript:" not in main.lower().replace("&lt;", "<")
    assert "onclick" not in main
    assert "style=" not in main
    assert "data:text" not in main
    assert "{{ config }} {% raw %}" in main, "the template language of the site is not run on content"


def test_titles_are_escaped_everywhere(build: Callable[..., Built]) -> None:
    built = build({"docs/en/toolkits/a.md": work('"<b>Bold</b> & \\"quoted\\""')})
    assert built.code == 0, built.log
    for name in ("toolkits/a.html", "library.html", "index.html", "kinds/toolkit.html"):
        assert "<b>Bold" not in built.text(name), name
        assert "&lt;b&gt;Bold&lt;/b&gt; &amp;" in built.text(name), name


def test_a_first_line_with_a_colon_is_text_and_not_lost_as_metadata(build: Callable[..., Built]) -> None:
    built = build({"docs/en/toolkits/a.md": work().replace("\n\nHello.", "\nWarning: read this first.")})
    assert built.code == 0, built.log
    assert "<p>Warning: read this first.</p>" in built.text("toolkits/a.html")


def test_a_centres_own_extra_template_is_written_as_it_is(build: Callable[..., Built]) -> None:
    built = build({"mkdocs.yml": CONFIG + "extra_templates: [robots.txt]\n", "docs/robots.txt": "Sitemap: {{ config.site_url }}sitemap.xml\n"})
    assert built.code == 0, built.log
    assert "Sitemap: https://small.example/sitemap.xml" in built.text("robots.txt")


def test_the_page_of_languages_names_no_more_works_than_a_list_holds_on_a_page(build: Callable[..., Built]) -> None:
    works = {f"docs/en/toolkits/w{number}.md": work(f"Work {number}") for number in range(WORKS_A_PAGE + 1)}
    few = {f"docs/ar/toolkits/w{number}.md": edition(f"عمل {number}") for number in range(WORKS_A_PAGE)}
    many = {f"docs/rw/toolkits/w{number}.md": edition(f"Igikorwa {number}") for number in range(WORKS_A_PAGE + 1)}
    built = build({**works, **few, **many})
    assert built.code == 0, built.log
    page = built.text("languages.html")
    assert page.count("عمل ") == WORKS_A_PAGE and "Igikorwa" not in page
    assert 'href="rw/library.html"' in page, "more stand in that language's library"
    assert built.text("status.html").count('<th scope="row"') == WORKS_A_PAGE and built.text("status/2.html").count('<th scope="row"') == 1
    assert 'class="tasks"' not in built.text("status/2.html"), "what to do next stands on the first page alone"


def test_a_session_has_a_number_only_beside_others(build: Callable[..., Built]) -> None:
    session = {"session": "true", "minutes": "45", "group_size": "5-20", "power": "none", "internet": "none",
               "objectives": "[Each participant can lock a phone]", "materials": "[A phone]"}
    built = build({"docs/en/one/index.md": work("One", parts="[a]"), "docs/en/one/a.md": page("A", **session),
                   "docs/en/two/index.md": work("Two", parts="[a, b]"), "docs/en/two/a.md": page("A", **session),
                   "docs/en/two/b.md": page("B", **session)})
    assert built.code == 0, built.log
    assert "Session 1" in built.text("two/index.html") and "Session 2" in built.text("two/b.html")
    assert "Session 1" not in built.text("one/index.html") + built.text("one/a.html")
