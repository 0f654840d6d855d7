"""A bundle of some languages shows of each work the best edition that it carries, labelled with its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from conftest import CONFIG, Built, edition, homes, page, work
from ijwi.downloads.bundle import bundle
from small_centres import built_once, centre_of
from test_bundle import broken, unzipped

LANGUAGES = """
    en: {name: English, iso639_3: eng}
    fr: {name: Français, iso639_3: fra, fallbacks: [en]}
    rw: {name: Ikinyarwanda, iso639_3: kin, fallbacks: [sw, fr, en]}
    sw: {name: Kiswahili, iso639_3: swa, fallbacks: [en]}
    ar: {name: العربية, iso639_3: ara, fallbacks: [fr, en]}
"""
SECTION = "\n\n## One {#one}\n\nText."
TREE = {
    **homes("en", "fr", "rw", "sw", "ar"),
    "mkdocs.yml": re.sub(r"\n    en: .*\n    rw: .*\n    ar: .*\n", LANGUAGES, CONFIG),
    # Kinyarwanda's readers read Swahili best, but the bundle has no Swahili.
    "docs/en/toolkits/plan.md": work("Plan a meeting", body=f"Text.{SECTION}"),
    "docs/sw/toolkits/plan.md": edition("Panga mkutano", body=f"Maandishi.{SECTION}", review="human"),
    "docs/fr/toolkits/plan.md": edition("Préparer une réunion", body=f"Texte.{SECTION}", summary="Une réunion."),
    "docs/en/toolkits/safe.md": work("Stay safe", body="See [a plan](plan.md#one)."),
    "docs/rw/toolkits/safe.md": edition("Kwirinda", body="Reba [gahunda](plan.md#one)."),
    "docs/en/manuals/train/index.md": work("Train others", kind="manual", parts="[first]"),
    "docs/rw/manuals/train/index.md": edition("Guhugura"),
    "docs/en/manuals/train/first.md": page("First part"),
    "docs/sw/manuals/train/first.md": edition("Sehemu ya kwanza"),
    "docs/ar/manuals/train/first.md": edition("الجزء الأول"),
    # A machine draft of a sensitive work is handed to nobody.
    "docs/en/toolkits/record.md": work("Being stalked", sensitive="true", neutral_title="Notes"),
    "docs/rw/toolkits/record.md": edition("Gukurikiranwa", neutral_title="Inyandiko"),
    "docs/en/about.md": page("About us", body="## Take part {#contribute}\n\nText."),
    "docs/sw/about.md": edition("Kuhusu", body="## Shiriki {#contribute}\n\nMaandishi."),
    "docs/fr/about.md": edition("À propos", body="## Participer {#contribute}\n\nTexte."),
}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory.mktemp("languages"), TREE)


@pytest.fixture(scope="module")
def cut(centre: Built) -> Callable[..., dict[str, bytes]]:
    """The files of a bundle in some languages."""
    read = centre_of(centre.root)

    def made(languages: Sequence[str], complete: bool = False) -> dict[str, bytes]:
        files = unzipped(bundle(centre.site, read, languages, None, complete=complete, key=None))[1]
        assert broken(files) == []
        return files
    return made


def tree(text: bytes | str) -> HtmlElement:
    return html.document_fromstring(text.decode() if isinstance(text, bytes) else text)


def card(document: HtmlElement, title: str) -> HtmlElement:
    """The first card with a title."""
    [found, *_] = [one for one in document.xpath("//li[contains(@class, 'card ')]")
                   if one.xpath("./*[@class='card-title']")[0].text_content() == title]
    return found


def link(document: HtmlElement, words: str) -> HtmlElement:
    """The only link with words."""
    [found] = [one for one in document.xpath("//a") if " ".join(one.text_content().split()).startswith(words)]
    return found


@pytest.mark.parametrize("path", ["rw/library.html", "rw/topics/online-safety.html", "rw/kinds/toolkit.html", "rw/index.html"])
def test_a_card_shows_the_best_edition_that_is_carried(path: str, centre: Built, cut: Callable[..., dict[str, bytes]]) -> None:
    assert card(tree(centre.text(path)), "Panga mkutano") is not None, "the site shows a better one"
    shown = tree(cut(["rw", "fr"])[path])
    found = card(shown, "Préparer une réunion")
    [title] = found.xpath("./*[@class='card-title']")
    assert (title.get("lang"), title.get("dir")) == ("fr", None), "it runs as the page does"
    [target] = title.xpath("./a")
    assert target.get("href").endswith("fr/toolkits/plan.html") and target.get("hreflang") == "fr"
    [summary] = found.xpath("./*[@class='card-summary']")
    assert (summary.text_content(), summary.get("lang")) == ("Une réunion.", "fr")
    tags = [tag.text_content() for tag in found.xpath(".//span[contains(@class, 'tag')]")]
    assert tags[0] == "Igifaransa" and "umushinga wakozwe na mashini" in tags, "what is said of it is said of the French edition"
    assert "Panga mkutano" not in shown.text_content()


def test_lists_have_no_other_order_or_words_where_everything_is_carried(centre: Built, cut: Callable[..., dict[str, bytes]]) -> None:
    """What is made anew is what the build made."""
    files = cut(["en", "fr", "rw", "sw", "ar"], complete=True)

    def lists(text: bytes | str) -> list[str]:
        return [" ".join(html.tostring(one, encoding="unicode", with_tail=False).split())
                for one in tree(text).xpath("//ul[@class='cards'] | //*[@class='other-languages']")]
    compared = 0
    for path in files:
        if path.endswith(".html") and not path.startswith("rw/") and path in centre.pages():
            assert lists(files[path]) == lists(centre.text(path)), path
            compared += len(lists(files[path]))
    assert compared > 40


def test_an_own_edition_that_is_not_handed_out_makes_place_for_another_among_the_other_languages(
        cut: Callable[..., dict[str, bytes]]) -> None:
    library = tree(cut(["rw", "en"], complete=True)["rw/kinds/toolkit.html"])
    found = card(library, "Being stalked")
    assert found.xpath("./*[@class='card-title']")[0].get("lang") == "en"
    assert found.getparent().xpath("preceding-sibling::*[@class='other-languages']")
    assert b"Gukurikiranwa" not in cut(["rw", "en"], complete=True)["rw/status.html"]


def test_a_link_in_a_text_leads_to_the_carried_edition_and_says_its_language(centre: Built, cut: Callable[..., dict[str, bytes]]) -> None:
    assert link(tree(centre.text("rw/toolkits/safe.html")), "gahunda").text_content() == "gahunda (Igiswahili)"
    found = link(tree(cut(["rw", "fr"])["rw/toolkits/safe.html"]), "gahunda")
    assert found.text_content() == "gahunda (Igifaransa)"
    assert (found.get("href"), found.get("hreflang")) == ("../../fr/toolkits/plan.html#one", "fr")


def test_parts_show_the_carried_edition(cut: Callable[..., dict[str, bytes]]) -> None:
    manual = tree(cut(["rw", "ar"])["rw/manuals/train/index.html"])
    [part] = manual.xpath("//nav[@class='parts']//a")
    assert (part.text, part.get("href"), part.get("lang"), part.get("dir")) == ("الجزء الأول", "../../../ar/manuals/train/first.html", "ar", "rtl")
    assert [tag.text for tag in part.xpath("following-sibling::span")] == ["Icyarabu"]
    [words] = manual.xpath("//a[@class='next']/strong")
    assert (words.text, words.get("lang"), words.get("dir")) == ("الجزء الأول", "ar", "rtl")
    part = tree(cut(["ar", "rw"])["ar/manuals/train/first.html"])
    assert part.xpath("//nav[@class='path']/a[2]")[0].text == "Guhugura", "the front page, which Arabic lacks"
    assert part.xpath("//nav[@class='path']/a[2]/@lang") == ["rw"]


def test_the_map_the_tasks_and_the_menu_keep_what_the_bundle_has(cut: Callable[..., dict[str, bytes]]) -> None:
    status = tree(cut(["rw", "fr"])["rw/status.html"])
    rows = {row.text_content().strip(): row for row in status.xpath("//table[@class='heat-map']/tbody//th")}
    assert set(rows) == {"Préparer une réunion", "Kwirinda", "Guhugura"}
    [title] = rows["Préparer une réunion"].xpath("./a")
    assert (title.get("lang"), rows["Préparer une réunion"].get("lang")) == ("fr", None)
    tasks = [one for one in status.xpath("//ol[@class='tasks']/li/a") if one.text == "Préparer une réunion"]
    assert tasks and {one.get("lang") for one in tasks} == {"fr"}
    [about] = status.xpath("//details[@class='menu']//li[last()]/a")
    assert about.get("href") == "../fr/about.html"
    assert status.xpath("//a[@class='button']/@href") == ["../fr/about.html#contribute"]


def test_links_that_name_their_language_never_lead_to_another(cut: Callable[..., dict[str, bytes]]) -> None:
    files = cut(["rw", "fr"])
    for path in files:
        if path.endswith(".html") and path not in ("START-HERE.html", "index.html"):
            for one in tree(files[path]).xpath("//a[@hreflang]"):
                assert one.get("href").startswith("https://") or one.get("hreflang") in ("rw", "fr"), (path, one.get("href"))
    read = tree(files["fr/toolkits/plan.html"]).xpath("//aside//a[@hreflang='en']")
    assert read and all(one.get("href").startswith("https://small.example/toolkits/plan.html") for one in read)


def test_the_french_pages_of_such_a_bundle_stay_french(cut: Callable[..., dict[str, bytes]], tmp_path: Path) -> None:
    library = tree(cut(["rw", "fr"])["fr/library.html"])
    assert card(library, "Préparer une réunion").xpath("./*[@class='card-title']/@lang") == []
    assert card(library, "Kwirinda").xpath("./*[@class='card-title']/@lang") == ["rw"]
