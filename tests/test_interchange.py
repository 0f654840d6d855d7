"""The interchange formats of two centres: valid by validators that nobody here wrote, and all saying the same."""

from __future__ import annotations

import csv
import datetime
import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import feedparser
import pytest
import yaml
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker
from PIL import Image, ImageStat
from pyld import jsonld
from rdflib import DCTERMS, SDO, Graph, URIRef
from rdflib.namespace import RDF

import conftest
from conftest import ROOT, Built, edition, page, run_mkdocs, work, write_tree
from ijwi.neutral import NEUTRAL_PAGE
from machine import JING

ATOM = "{http://www.w3.org/2005/Atom}"
OPDS = "{http://opds-spec.org/2010/catalog}"
TERMS = "{http://purl.org/dc/terms/}"
THREADING = "{http://purl.org/syndication/thread/1.0}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPDS_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"

#: A sensitive work with a part, an event to the minute, one of whole days, a link, a manual, a withdrawn work.
SENSITIVE = {"sensitive": "true", "neutral_title": "Plan and reply", "topics": "[online-abuse, online-safety]",
             "creators": "[Refuge of the Hills]", "audiences": "[survivors]",
             "sources": "[{id: report, title: Report on stalking, publisher: P, url: 'https://stalking.example/r'}]"}
TREE = {
    "docs/data/vocabulary.yml": conftest.VOCABULARY.replace("  organisers: {name: Organisers}",
                                                            "  organisers: {name: Organisers}\n  survivors: {name: Survivors}"),
    "docs/en/toolkits/stay-safe.md": work("Stay safe", minutes="90", aliases="[old/habits]"),
    "docs/rw/toolkits/stay-safe.md": edition("Kwirinda", updated="2026-11-20"),
    "docs/en/toolkits/plan.md": work("Answering abuse", body="x", **SENSITIVE, parts="[]"),
    "docs/rw/toolkits/plan.md": edition("Gusubiza ihohoterwa", neutral_title="Umugambi"),
    "docs/ar/toolkits/plan.md": edition("الرد على الإساءة", review="human", neutral_title="خطة"),
    "docs/en/manuals/care/index.md": work("Caring for survivors", kind="manual", parts="[first]",
                                          **{**SENSITIVE, "neutral_title": "Care"}),
    "docs/en/manuals/care/first.md": page("First hours after violence", session="true", minutes="60", group_size="4-8",
                                          power="none", internet="none", objectives="[Know what violence is]", materials="[Pens]"),
    "docs/en/manuals/voices/index.md": work("Voices", kind="manual", parts="[b, quiet]", updated="2026-11-10"),
    "docs/en/manuals/voices/quiet.md": page("Talking of violence", neutral_title="Talking", updated="2026-11-09"),
    "docs/en/manuals/voices/b.md": page("Part B", updated="2026-11-21", session="true", minutes="45", group_size="4-8",
                                        power="none", internet="needed", objectives="[Speak]", materials="[Pens]"),
    "docs/en/events/market.md": work("Market day; bring \\ friends, all", kind="event", start="2026-12-01T14:30", end="2026-12-01T17:00",
                                     timezone="Africa/Kigali", place="Kimironko market, Kigali", status="planned"),
    "docs/rw/events/market.md": edition("Umunsi w'isoko " + "ñ" * 60),
    "docs/en/events/meeting.md": work("Meeting", kind="event", start="2026-03-28", end="2026-03-30", timezone="Europe/Paris",
                                      link="https://meet.example/room", status="cancelled"),
    "docs/en/events/someday.md": work("Someday", kind="event", start="2026-07", timezone="Africa/Kigali", status="held"),
    "docs/en/events/circle.md": work("Circle against beatings", kind="event", start="2026-12-03", timezone="Africa/Kigali",
                                     place="House of refuge", status="planned", **{**SENSITIVE, "neutral_title": "Circle"}),
    "docs/en/links/elsewhere.md": work("Elsewhere", kind="link", url="https://elsewhere.example/x", languages="[en, fr]"),
    "docs/en/links/abuse.md": work("Stop abuse now", kind="link", url="https://stopabuse.example/",
                                   **{**SENSITIVE, "neutral_title": "A link"}),
    "docs/en/toolkits/old.md": work("Old advice", withdrawn="The app is gone."),
    "docs/en/toolkits/formula.md": work("'=HYPERLINK(\"https://x.example\")'", summary='"+1, \\"quoted\\""'),
    "docs/en/toolkits/escape.md": work('"</script><!-- & <b>"', licence="CC0-1.0"),
}
#: What must stand nowhere but on the pages themselves.
SECRETS = ("Answering abuse", "Gusubiza ihohoterwa", "الرد على الإساءة", "Caring for survivors", "First hours after violence",
           "Know what violence is", "Talking of violence", "Circle against beatings", "House of refuge", "Stop abuse now", "stopabuse.example",
           "Refuge of the Hills", "stalking", "Online abuse", "online-abuse")


class Place(NamedTuple):
    """A finished site and the centre that it was built from."""

    site: Path
    docs: Path
    base: str

    def text(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8-sig")

    def catalogue(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.text("catalogue.json"))
        return data

    def feeds(self) -> list[Path]:
        return sorted(path for folder in self.site.rglob("feeds") for path in folder.rglob("*.xml"))

    def calendars(self) -> list[Path]:
        return sorted(self.site.rglob("*.ics"))

    def prefix(self, code: str) -> str:
        return "" if code == self.catalogue()["languages"][0]["language"] else f"{code}/"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Place:
    root = tmp_path_factory.mktemp("small") / "centre"
    write_tree(root, {**conftest.SMALL, **TREE})
    for name in ("hooks", "overrides", "locales"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    built = run_mkdocs(root)
    assert built.code == 0, built.log
    return Place(built.site, root / "docs", "https://small.example/")


@pytest.fixture(params=["small", "real"])
def place(request: pytest.FixtureRequest) -> Place:
    if request.param == "small":
        return request.getfixturevalue("small_site")  # type: ignore[no-any-return]
    return Place(request.getfixturevalue("real_site"), ROOT / "docs", "https://ijwi.example/")


class Row(NamedTuple):
    """What all formats must agree on."""

    url: str
    title: str
    language: str
    updated: str


def expected(place: Place, parts: bool = False) -> set[Row]:
    """The editions that may be shared, from catalogue.json; with `parts`, parts too."""
    rows = set()
    for entry in place.catalogue()["works"]:
        for document in [entry, *(entry["parts"] if parts else [])]:
            for one in document["editions"]:
                if not entry["withdrawn"] and not (entry["sensitive"] and one["review"] == "machine"):
                    rows.add(Row(place.base + one["url"], one["title"], one["language"], one["updated"]))
    assert len(rows) > 5
    return rows


def atom_rows(root: ElementTree.Element) -> list[Row]:
    """The entries of a feed, in its order."""
    rows = []
    for entry in root.iter(f"{ATOM}entry"):
        link = next(link for link in entry.iter(f"{ATOM}link") if link.get("rel") == "alternate")
        assert entry.findtext(f"{ATOM}id") == link.get("href")
        rows.append(Row(link.get("href", ""), entry.findtext(f"{ATOM}title", ""), link.get("hreflang", ""),
                        entry.findtext(f"{ATOM}updated", "").removesuffix("T00:00:00Z")))
    return rows


def linked_data(site: Path, path: str) -> dict[str, Any] | None:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', (site / path).read_text(encoding="utf-8"))
    assert len(found) <= 1
    data: dict[str, Any] | None = json.loads(found[0]) if found else None
    return data


def everything_linked(place: Place) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(place.site.rglob("*.html")):
        data = linked_data(place.site, path.relative_to(place.site).as_posix())
        if data:
            yield path, data


# One truth


def test_the_library_feed_of_reading_apps_names_every_edition_that_may_be_shared(place: Place) -> None:
    rows: set[Row] = set()
    for language in place.catalogue()["languages"]:
        path: str | None = f"{place.prefix(language['language'])}feeds/opds.xml"
        if not (place.site / str(path)).exists():
            assert not [row for row in expected(place) if row.language == language["language"]]
            continue
        while path:
            root = ElementTree.fromstring(place.text(path))
            found = atom_rows(root)
            assert {row.language for row in found} == {language["language"]}
            rows.update(found)
            following = [link.get("href", "") for link in root.findall(f"{ATOM}link") if link.get("rel") == "next"]
            path = following[0].removeprefix(place.base) if following else None
    assert rows == expected(place)


def test_the_atom_feed_of_a_language_names_its_newest_editions(place: Place) -> None:
    for language in place.catalogue()["languages"]:
        mine = [row for row in expected(place) if row.language == language["language"]]
        file = place.site / f"{place.prefix(language['language'])}feeds/all.xml"
        assert file.exists() == bool(mine), "a feed only where there is a work"
        if mine:
            newest = sorted(mine, key=lambda row: row.updated, reverse=True)[:50]
            root = ElementTree.parse(file).getroot()
            rows = atom_rows(root)
            assert [row.updated for row in rows] == [row.updated for row in newest]
            assert set(rows) <= set(mine) and len(rows) == len(newest)
            assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language["language"]
            assert root.findtext(f"{ATOM}updated") == f"{newest[0].updated}T00:00:00Z"


def test_a_topic_feed_names_the_works_of_its_topic(place: Place) -> None:
    catalogue = place.catalogue()
    for language in (entry["language"] for entry in catalogue["languages"]):
        for topic in catalogue["vocabulary"]["topics"]:
            mine = {Row(place.base + one["url"], one["title"], language, one["updated"])
                    for entry in catalogue["works"] if topic in entry["topics"] for one in entry["editions"]
                    if one["language"] == language} & expected(place)
            for name, limit in ((f"feeds/topics/{topic}.xml", 50), (f"feeds/opds/topics/{topic}.xml", 100)):
                file = place.site / (place.prefix(language) + name)
                assert file.exists() == bool(mine), file
                if mine:
                    rows = atom_rows(ElementTree.parse(file).getroot())
                    assert set(rows) <= mine and len(rows) == min(limit, len(mine)), file


def test_the_table_says_the_same_as_the_catalogue(place: Place) -> None:
    rows = list(csv.DictReader(place.text("catalogue.csv").splitlines()))
    assert {Row(row["dcterms:identifier"], row["dcterms:title"].removeprefix("'"), row["dcterms:language"],
                row["dcterms:modified"]) for row in rows} == expected(place, parts=True)
    assert len(rows) == len(expected(place, parts=True))
    addresses = {row["dcterms:identifier"] for row in rows}
    for row in rows:
        assert row["dcterms:isVersionOf"] in {"", *addresses}
        assert row["dcterms:isPartOf"] in {"", *addresses}
        assert bool(row["dcterms:isPartOf"]) == (row["dcterms:type"] in ("part", "session", "handout"))


def test_the_pages_say_of_themselves_what_the_catalogue_says(place: Place) -> None:
    rows = {Row(data["url"], data["name"], data["inLanguage"], data["dateModified"])
            for _path, data in everything_linked(place)}
    assert rows == expected(place, parts=True)
    for path, data in everything_linked(place):
        assert data["url"] == place.base + path.relative_to(place.site).as_posix()


def test_the_sitemap_names_every_edition_with_its_other_languages(place: Place) -> None:
    root = ElementTree.fromstring(place.text("sitemap.xml"))
    days = {url.findtext(f"{SITEMAP}loc", ""): url.findtext(f"{SITEMAP}lastmod") for url in root}
    links = {url.findtext(f"{SITEMAP}loc", ""): {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
             for url in root}
    rows = expected(place, parts=True)
    assert {row.url: row.updated for row in rows}.items() <= days.items()
    catalogue = place.catalogue()
    known = {row.url for row in rows}
    for entry in catalogue["works"]:
        for document in (entry, *entry["parts"]):
            shown = {one["language"]: place.base + one["url"] for one in document["editions"]
                     if place.base + one["url"] in known}
            source = next((place.base + one["url"] for one in document["editions"] if one["source"]), None)
            for url in shown.values():
                assert links[url] == ({**shown, "x-default": source} if len(shown) > 1 else {})
            if not shown:
                assert not [one for one in document["editions"] if place.base + one["url"] in days]


# Sensitive works


def test_no_format_holds_what_a_sensitive_work_is_about(small_site: Place) -> None:
    formats = [small_site.site / name for name in ("catalogue.json", "catalogue.csv", "sitemap.xml", "recalls.json")]
    for file in [*formats, *small_site.feeds(), *small_site.calendars()]:
        text = file.read_text(encoding="utf-8").replace("\r\n ", "")
        assert [secret for secret in SECRETS if secret in text] == [], file
        assert ("Survivors" in text or "survivors" in text) == (file.name == "catalogue.json"), "only in the vocabulary"
    for file in small_site.site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        head = text[:text.index("<body")] if "<body" in text else ""
        assert [secret for secret in SECRETS if secret in html.unescape(head)] == [], file
    catalogue = small_site.catalogue()
    private = [entry for entry in catalogue["works"] if entry["sensitive"]]
    assert [entry["editions"][0]["title"] for entry in private] == ["Circle", "A link", "Care", "Plan and reply"]
    assert "Survivors" not in json.dumps(private)
    assert private[0]["topics"] == ["support", "online-safety"]


def test_no_format_of_the_real_site_holds_the_title_of_a_sensitive_work(real_site: Path) -> None:
    """Words of which other titles are made, such as "Three minutes to read aloud", or that are neutral betray nothing."""
    titles, others = set(), set()
    for source in sorted((ROOT / "docs" / "en").rglob("*.md")):
        front = yaml.safe_load(source.read_text(encoding="utf-8").split("\n---\n")[0])
        if "kind" not in front:
            continue
        pages = [source, *(source.parent / f"{name}.md" for name in front.get("parts", []))]
        for code in (folder.name for folder in (ROOT / "docs").iterdir() if folder.is_dir()):
            for name in pages:
                file = ROOT / "docs" / code / name.relative_to(ROOT / "docs" / "en")
                if file.exists():
                    own = yaml.safe_load(file.read_text(encoding="utf-8").split("\n---\n")[0])
                    (titles if front.get("sensitive") else others).update((own["title"], own["summary"]))
                    others.add(own.get("neutral_title", ""))
    titles = {title for title in titles if not any(title in other for other in others)}
    assert len(titles) >= 200
    place = Place(real_site, ROOT / "docs", "https://ijwi.example/")
    for file in [real_site / "catalogue.json", real_site / "catalogue.csv", *place.feeds(), *place.calendars()]:
        text = file.read_text(encoding="utf-8")
        assert [title for title in titles if title in text] == [], file


def test_a_machine_draft_of_a_sensitive_work_is_handed_to_nobody(small_site: Place) -> None:
    page = small_site.text("rw/toolkits/plan.html")
    assert linked_data(small_site.site, "rw/toolkits/plan.html") is None
    assert 'class="share"' not in page
    assert 'property="og:title" content="Umugambi"' in page, "a messenger that is given the address shows what betrays nothing"
    assert "rw/toolkits/plan.html" not in "".join(file.read_text(encoding="utf-8") for file in small_site.feeds())
    assert 'class="share"' in small_site.text("ar/toolkits/plan.html"), "a person has translated this one"
    [entry] = [entry for entry in small_site.catalogue()["works"] if entry["path"] == "toolkits/plan"]
    assert {one["language"] for one in entry["editions"]} == {"en", "rw", "ar"}, "the memory of addresses is complete"


def test_a_withdrawn_work_is_remembered_and_not_offered(small_site: Place) -> None:
    assert [entry["path"] for entry in small_site.catalogue()["works"] if entry["withdrawn"]] == ["toolkits/old"]
    for file in [small_site.site / "catalogue.csv", small_site.site / "sitemap.xml", *small_site.feeds()]:
        assert "toolkits/old" not in file.read_text(encoding="utf-8"), file
    assert linked_data(small_site.site, "toolkits/old.html") is None


# catalogue.json and its table


def test_the_catalogue_keeps_to_its_published_schema(place: Place) -> None:
    schema = json.loads(place.text("schemas/catalogue.json"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    catalogue = place.catalogue()
    assert list(validator.iter_errors(catalogue)) == []
    assert catalogue["$schema"] == schema["$id"] == f"{place.base}schemas/catalogue.json"
    for where in (catalogue, catalogue["works"][0], catalogue["works"][0]["editions"][0], catalogue["languages"][0],
                  catalogue["vocabulary"], catalogue["pages"][0]):
        where["surprise"] = 1
        assert list(validator.iter_errors(catalogue)), "nothing may be added unseen"
        del where["surprise"]
    del catalogue["works"][0]["licence"]
    assert list(validator.iter_errors(catalogue))


def test_the_words_of_the_catalogue_are_in_its_vocabulary(place: Place) -> None:
    catalogue = place.catalogue()
    vocabulary = catalogue["vocabulary"]
    for entry in catalogue["works"]:
        assert entry["kind"] in vocabulary["kinds"]
        assert entry["level"] in vocabulary["levels"]
        assert set(entry["topics"]) <= set(vocabulary["topics"])
        assert set(entry["audiences"]) <= set(vocabulary["audiences"])


def test_a_work_changed_when_its_part_did(small_site: Place) -> None:
    [entry] = [entry for entry in small_site.catalogue()["works"] if entry["path"] == "manuals/voices"]
    assert entry["editions"][0]["updated"] == "2026-11-21"
    assert entry["minutes"] == 45, "the sum of its sessions"


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(small_site: Place) -> None:
    raw = (small_site.site / "catalogue.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfdcterms:identifier,dcterms:title,")
    assert raw.count(b"\r\n") == raw.count(b"\n"), "lines end as RFC 4180 has it"
    rows = {row["dcterms:identifier"]: row for row in csv.DictReader(raw.decode("utf-8-sig").splitlines(), strict=True)}
    formula = rows["https://small.example/toolkits/formula.html"]
    assert formula["dcterms:title"] == '\'=HYPERLINK("https://x.example")'
    assert formula["dcterms:description"] == "'+1, \"quoted\""
    assert not [cell for row in rows.values() for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]
    safe = rows["https://small.example/rw/toolkits/stay-safe.html"]
    assert safe == {
        "dcterms:identifier": "https://small.example/rw/toolkits/stay-safe.html", "dcterms:title": "Kwirinda",
        "dcterms:description": "About Kwirinda.", "dcterms:language": "rw", "dcterms:type": "toolkit",
        "dcterms:subject": "online-safety", "dcterms:audience": "organisers", "dcterms:educationLevel": "introductory",
        "dcterms:creator": "Somebody", "dcterms:license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "dcterms:issued": "2026-11-01", "dcterms:modified": "2026-11-20",
        "dcterms:isVersionOf": "https://small.example/toolkits/stay-safe.html", "dcterms:isPartOf": "",
        "dcterms:extent": "PT90M", "dcterms:source": "", "dcterms:provenance": "machine"}


def test_every_column_of_the_table_is_a_term_of_dublin_core(small_site: Place) -> None:
    known = set(map(str, dir(DCTERMS)))
    header = small_site.text("catalogue.csv").splitlines()[0].split(",")
    assert [name for name in header if name.replace("dcterms:", str(DCTERMS)) not in known] == []


# Feeds


def test_every_feed_is_valid_by_the_grammar_of_rfc_4287(place: Place, tmp_path: Path) -> None:
    """Jing, the reference implementation of RELAX NG, with the grammar of the RFC's appendix B."""
    wrong = tmp_path / "wrong.xml"
    wrong.write_text('<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>', encoding="utf-8")
    done = subprocess.run(["java", "-jar", JING, "-c", str(ROOT / "tests" / "schemas" / "atom.rnc"), str(wrong),
                           *map(str, place.feeds())], capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert done.stderr == ""
    assert len(place.feeds()) > 10
    assert len(lines) == 1 and 'element "feed" incomplete' in lines[0], lines[:5]


def test_every_feed_can_be_read_by_a_feed_reader(place: Place) -> None:
    for file in place.feeds():
        read = feedparser.parse(file.read_bytes())
        assert not read.bozo, (file, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.entries, file
        addresses = [entry.id for entry in read.entries]
        assert len(set(addresses)) == len(addresses)
        own = place.base + file.relative_to(place.site).as_posix()
        assert read.feed.id == own
        assert [link.href for link in read.feed.links if link.rel == "self"] == [own]
        for entry in read.entries:
            assert (place.site / entry.link.removeprefix(place.base)).exists()
            assert entry.author, "the grammar's Schematron rule: somebody answers for every entry"


def test_reading_apps_find_acquisitions_facets_and_further_pages(place: Place) -> None:
    """The rules of OPDS 1.2 (specs.opds.io/opds-1.2) that the grammar of Atom does not know."""
    catalogue = place.catalogue()
    for file in (file for file in place.feeds() if "opds" in file.as_posix()):
        root = ElementTree.parse(file).getroot()
        links = root.findall(f"{ATOM}link")
        for rel in ("self", "start", "first", "last"):
            [link] = [link for link in links if link.get("rel") == rel]
            assert link.get("type") == OPDS_TYPE
        active: dict[str, int] = {}
        for facet in (link for link in links if link.get("rel") == "http://opds-spec.org/facet"):
            assert facet.get("type") == OPDS_TYPE and facet.get("title")
            target = place.site / facet.get("href", "").removeprefix(place.base)
            group = facet.get(f"{OPDS}facetGroup", "")
            assert group in ("Topic", "Kind", "Language") or root.get("{http://www.w3.org/XML/1998/namespace}lang") != "en"
            assert facet.get(f"{THREADING}count") == str(len(ElementTree.parse(target).getroot().findall(f"{ATOM}entry")))
            if facet.get(f"{OPDS}activeFacet"):
                active[group] = active.get(group, 0) + 1
        assert active and set(active.values()) == {1}, "at most one active facet in a group"
        for entry in root.iter(f"{ATOM}entry"):
            assert entry.findtext(f"{TERMS}language") in {one["language"] for one in catalogue["languages"]}
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry.findtext(f"{TERMS}issued", ""))
            acquisitions = [link for link in entry.iter(f"{ATOM}link")
                            if link.get("rel") == "http://opds-spec.org/acquisition/open-access"]
            assert [link.get("type") for link in acquisitions] == ["text/html"]
            [image] = [link for link in entry.iter(f"{ATOM}link") if link.get("rel") == "http://opds-spec.org/image"]
            assert (place.site / image.get("href", "").removeprefix(place.base)).exists()


def test_a_long_library_goes_on_and_the_newest_are_fifty(build: Callable[..., Built]) -> None:
    built = build({f"docs/en/toolkits/t{number:03}.md": work(f"Toolkit {number:03}", updated=f"2026-{1 + number // 28:02}-{1 + number % 28:02}")
                   for number in range(103)})
    assert built.code == 0, built.log
    newest = atom_rows(ElementTree.fromstring(built.text("feeds/all.xml")))
    assert [row.title for row in newest] == [f"Toolkit {number:03}" for number in range(102, 52, -1)]
    first, second = (ElementTree.fromstring(built.text(name)) for name in ("feeds/opds.xml", "feeds/opds/2.xml"))
    assert [len(atom_rows(root)) for root in (first, second)] == [100, 3]
    around = [{link.get("rel"): link.get("href", "").removeprefix("https://small.example/") for link in root.findall(f"{ATOM}link")
               if link.get("rel") in ("first", "previous", "next", "last")} for root in (first, second)]
    assert around == [{"first": "feeds/opds.xml", "next": "feeds/opds/2.xml", "last": "feeds/opds/2.xml"},
                      {"first": "feeds/opds.xml", "previous": "feeds/opds.xml", "last": "feeds/opds/2.xml"}]
    assert len(atom_rows(ElementTree.fromstring(built.text("feeds/opds/topics/online-safety/2.xml")))) == 3
    assert 'count="103"' in built.text("feeds/opds/2.xml")


def test_home_library_and_topic_pages_lead_to_their_feeds(place: Place) -> None:
    def alternates(path: str) -> list[tuple[str, str]]:
        return re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">', place.text(path))

    prefixes = ["", "rw/"]
    for prefix in prefixes:
        for path in ("index.html", "library.html"):
            assert alternates(prefix + path) == [("application/atom+xml", "feeds/all.xml"), (OPDS_TYPE, "feeds/opds.xml")]
        assert alternates(prefix + "topics/online-safety.html") == [
            ("application/atom+xml", "../feeds/topics/online-safety.xml"), (OPDS_TYPE, "../feeds/opds/topics/online-safety.xml")]
        assert place.text(prefix + "index.html").count('class="follow" href="feeds/all.xml"') == 1
    assert "· Support (Atom)" in place.text("topics/support.html"), "a sensitive topic's feed has its neutral name"


def test_without_an_online_address_there_are_no_feeds_and_nothing_to_share(build: Callable[..., Built]) -> None:
    built = build({**TREE, "mkdocs.yml": conftest.CONFIG.replace("site_url: https://small.example/\n", "")})
    assert built.code == 0, built.log
    assert not list(built.site.rglob("feeds")) and not list(built.site.rglob("*.ics"))
    for name in built.pages():
        assert "og:title" not in built.text(name) and 'class="share"' not in built.text(name)
    assert json.loads(built.text("catalogue.json"))["site"] == "/"


# Calendars


def test_calendars_hold_the_events_to_the_minute_and_survive_a_round_trip(small_site: Place) -> None:
    assert [file.relative_to(small_site.site).as_posix() for file in small_site.calendars()] == [
        "events/circle.ics", "events/market.ics", "events/meeting.ics", "feeds/events.ics", "rw/events/market.ics", "rw/feeds/events.ics"]
    for file in small_site.calendars():
        raw = file.read_bytes()
        assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "lines are folded (RFC 5545, section 3.1)"
        calendar = Calendar.from_ical(raw)
        assert calendar.to_ical() == raw
        assert not [component.errors for component in calendar.walk() if component.errors]
        assert calendar["version"] == "2.0" and calendar["prodid"]
    [market] = Calendar.from_ical((small_site.site / "events" / "market.ics").read_bytes()).events
    assert str(market["summary"]) == "Market day; bring \\ friends, all"
    assert market["summary"].params["language"] == "en"
    assert market["dtstart"].dt.isoformat() == "2026-12-01T14:30:00+02:00"
    assert market["dtstart"].params["tzid"] == "Africa/Kigali"
    assert market["dtend"].dt.isoformat() == "2026-12-01T17:00:00+02:00"
    assert (str(market["location"]), str(market["status"])) == ("Kimironko market, Kigali", "CONFIRMED")
    assert str(market["url"]) == "https://small.example/events/market.html"
    assert market["dtstamp"].dt == datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC), "the day of the edition, not of the build"


def test_an_event_is_one_in_all_languages_and_has_its_time_zone(small_site: Place) -> None:
    calendars = [Calendar.from_ical((small_site.site / name).read_bytes()) for name in ("events/market.ics", "rw/events/market.ics")]
    assert {str(event["uid"]) for calendar in calendars for event in calendar.events} == {"events/market@small.example"}
    for file in small_site.calendars():
        calendar = Calendar.from_ical(file.read_bytes())
        zones = {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")}
        assert zones == {event["dtstart"].params["tzid"] for event in calendar.events if "tzid" in event["dtstart"].params}
    everything = Calendar.from_ical((small_site.site / "feeds" / "events.ics").read_bytes())
    assert [str(event["uid"]).partition("@")[0] for event in everything.events] == ["events/meeting", "events/market", "events/circle"]


def test_whole_days_end_on_the_morrow_and_a_cancelled_event_says_so(small_site: Place) -> None:
    [meeting] = Calendar.from_ical((small_site.site / "events" / "meeting.ics").read_bytes()).events
    assert (meeting["dtstart"].dt, meeting["dtend"].dt) == (datetime.date(2026, 3, 28), datetime.date(2026, 3, 31))
    assert str(meeting["status"]) == "CANCELLED"
    assert str(meeting["location"]) == "https://meet.example/room"


def test_an_event_of_an_unknown_day_is_in_no_calendar(place: Place) -> None:
    vague = [entry for entry in place.catalogue()["works"] if entry["kind"] == "event" and len(entry["start"]) < 10]
    assert vague
    for entry in vague:
        for one in entry["editions"]:
            assert not (place.site / one["url"].replace(".html", ".ics")).exists()
            assert ".ics" not in place.text(one["url"])


def test_the_page_of_an_event_to_come_offers_its_calendar_file(small_site: Place) -> None:
    assert '<a class="button" href="market.ics" type="text/calendar">' in small_site.text("events/market.html")
    assert '<a class="button" href="market.ics" type="text/calendar">' in small_site.text("rw/events/market.html")
    assert 'href="meeting.ics"' in small_site.text("events/meeting.html"), "it takes a cancelled event out again"


# Linked data


#: schema.org's own context maps every term to itself; addresses are links. The test may not ask the network for it.
CONTEXT = {"@vocab": "https://schema.org/", **{name: {"@type": "@id"} for name in
           ("url", "license", "eventStatus", "eventAttendanceMode", "image")}}


def test_linked_data_use_only_words_of_schema_org(place: Place) -> None:
    """Expanded by pyld, read by rdflib, whose SDO namespace lists schema.org's terms."""
    known, seen, count = set(map(str, dir(SDO))), set(), 0
    assert str(SDO.inLanguage) in known and "https://schema.org/inLanguages" not in known
    for path, data in everything_linked(place):
        assert data.pop("@context") == "https://schema.org"
        expanded = jsonld.expand({"@context": CONTEXT, **data})
        graph = Graph().parse(data=jsonld.to_rdf(expanded, {"format": "application/n-quads"}), format="nt")
        assert (URIRef(place.base + path.relative_to(place.site).as_posix()), RDF.type, SDO.LearningResource) in graph
        for _subject, predicate, value in graph:
            seen.add(str(predicate))
            if predicate == RDF.type:
                seen.add(str(value))
        count += 1
    assert count > 10
    assert seen - known == {str(RDF.type)}


def test_linked_data_describe_a_translation_its_source_and_its_whole(small_site: Place) -> None:
    site, base = small_site.site, small_site.base
    source, other = (linked_data(site, name) for name in ("toolkits/stay-safe.html", "rw/toolkits/stay-safe.html"))
    assert source and other
    assert [entry["@id"] for entry in source["workTranslation"]] == [f"{base}rw/toolkits/stay-safe.html"]
    assert other["translationOfWork"]["@id"] == source["@id"] == f"{base}toolkits/stay-safe.html"
    assert source["timeRequired"] == "PT90M"
    assert source["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert source["datePublished"] == "2026-11-01"
    assert source["about"] == [{"@type": "DefinedTerm", "url": f"{base}topics/online-safety.html"}]
    assert source["audience"] == [{"@type": "Audience", "audienceType": "Organisers"}]
    front, part = (linked_data(site, f"manuals/voices/{name}.html") for name in ("index", "b"))
    assert front and part
    parts = [linked_data(site, entry["@id"].removeprefix(base)) or {} for entry in front["hasPart"]]
    assert [entry["name"] for entry in parts] == ["Part B", "Talking"], "a page may be neutral in an open work"
    assert front["hasPart"][0]["@id"] == part["@id"]
    assert part["isPartOf"]["@id"] == front["@id"]
    assert part["teaches"] == ["Speak"]
    plan = linked_data(site, "toolkits/plan.html")
    assert plan
    assert [entry["inLanguage"] for entry in plan["workTranslation"]] == ["ar"], "the machine draft is left out"
    assert "isBasedOn" not in plan and "audience" not in plan


def test_linked_data_say_when_and_where_an_event_is(small_site: Place) -> None:
    events = {name: (linked_data(small_site.site, f"events/{name}.html") or {})["mainEntity"]
              for name in ("market", "meeting", "someday", "circle")}
    assert all(event["@type"] == "Event" for event in events.values())
    assert events["market"]["startDate"] == "2026-12-01T14:30:00+02:00"
    assert events["market"]["eventStatus"] == "https://schema.org/EventScheduled"
    assert events["market"]["location"] == [{"@type": "Place", "name": "Kimironko market, Kigali", "address": "Kimironko market, Kigali"}]
    assert events["meeting"]["eventStatus"] == "https://schema.org/EventCancelled"
    assert events["meeting"]["location"] == [{"@type": "VirtualLocation", "url": "https://meet.example/room"}]
    assert events["meeting"]["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert events["someday"]["startDate"] == "2026-07"
    assert "location" not in events["circle"]
    link = linked_data(small_site.site, "links/elsewhere.html")
    assert link and link["mainEntity"] == {"@type": "CreativeWork", "@id": "https://elsewhere.example/x",
                                           "url": "https://elsewhere.example/x", "inLanguage": ["en", "fr"]}


def test_no_title_ends_the_script_that_holds_it(small_site: Place) -> None:
    data = linked_data(small_site.site, "toolkits/escape.html")
    assert data and data["name"] == "</script><!-- & <b>"
    text = small_site.text("toolkits/escape.html")
    start = text.index('application/ld+json">')
    assert not set("<>&") & set(text[start + len('application/ld+json">'):text.index("</script>", start)])


# What messengers show


def tags(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<meta property="([^"]+)" content="([^"]*)">', text):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def test_every_page_says_what_a_messenger_shows_of_it(place: Place) -> None:
    for path in sorted(place.site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text or path.name == NEUTRAL_PAGE:
            continue
        found, name = tags(text), path.relative_to(place.site).as_posix()
        assert [len(found[key]) for key in ("og:title", "og:description", "og:type", "og:locale", "og:site_name", "og:image")] == [1] * 6, name
        assert found.get("og:url", []) == ([] if path.name == "404.html" else [place.base + name])
        [image] = found["og:image"]
        assert (place.site / image.removeprefix(place.base)).exists()
        assert (found["og:image:width"], found["og:image:height"]) == (["1200"], ["630"]) and found["og:image:alt"][0]
        [tab] = re.findall(r"<title>(.*?)</title>", text)
        assert found["og:title"][0] in html.unescape(tab), "what the tab says, neutral where the tab is"
        data = linked_data(place.site, name)
        if data:
            assert (found["og:title"][0], found["og:description"][0]) == (data["name"], data["description"])


def test_a_page_names_its_language_with_a_territory(small_site: Place) -> None:
    home, safe, plan = (tags(small_site.text(name)) for name in ("index.html", "rw/toolkits/stay-safe.html", "toolkits/plan.html"))
    assert home["og:locale"] == ["en_US"] and home["og:type"] == ["website"]
    assert (safe["og:locale"], safe["og:type"]) == (["rw_RW"], ["article"])
    assert plan["og:image"] == ["https://small.example/assets/share/neutral.png"]
    assert safe["og:image"] == ["https://small.example/assets/share/toolkit.png"]


def test_pictures_are_small_and_of_the_right_size_and_each_kind_has_its_own(place: Place) -> None:
    kinds = set(place.catalogue()["vocabulary"]["kinds"])
    files = sorted((place.site / "assets" / "share").glob("*.png"))
    assert {file.stem for file in files} == kinds | {"neutral"}
    assert len({file.read_bytes() for file in files}) == len(files)
    for file in files:
        assert file.stat().st_size < 12_000, file
        with Image.open(file) as image:
            image.verify()
        with Image.open(file) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630))
            assert len(image.convert("RGB").getcolors() or []) >= 4, "a pattern, not a plain field"
            assert min(ImageStat.Stat(image.convert("L")).stddev) > 30, "light and dark stand apart"
