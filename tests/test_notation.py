"""The centre's own notation, links to works of other languages, and how content is made harmless."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from markdown import Markdown

from conftest import CONFIG, SMALL, edition, page, work, write_tree
from ijwi.centre import Centre, read_centre
from ijwi.crosslinks import elsewhere
from ijwi.notation import Notation
from ijwi.references import PageScope, references

INDICATORS = """
id,label,place,year,women,men,gap,value,unit,gap_basis,approximate,publisher,source,url,tier
world,People using the internet,World,2024,65,70,5,,percent,points,,ITU,Facts & Figures,https://itu.example/?a=1&b=2,P
africa,People using the internet,Africa,2022/23,30,40,10,,percent,points,women men,GSMA,The Gap,https://gsma.example/,P
works,Works,World,2024,,,,7,count,,,UN <Women>,A "report",https://un.example/,S
"""
HELPLINES = """
id,country,name,number,purpose,published,publisher,url,tier
rw-112,RW,,112,General emergency,2016,IGIHE,https://igihe.example/,S
ke-1195,KE,*Sauti* [one] `x`,1195,Violence,,United Nations,https://un.example/,P
"""
CHARTS = """
use: {title: People using the internet, indicators: [world, africa]}
"""
ARABIC = """
msgid ""
msgstr ""
"Language: ar\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid ", "
msgstr "، "

msgid "about %(figure)s"
msgstr "نحو %(figure)s"
"""
SOURCES = ("[{id: one, title: First, publisher: P, url: 'https://one.example/'}, "
           "{id: two, title: '\"Second\" <b>', publisher: P, url: 'https://two.example/'}]")
OWN = "[{id: part, title: Of the part, publisher: P, url: 'https://p.example/'}, " \
      "{id: both, title: The part says, publisher: P, url: 'https://p.example/'}]"
SHARED = "[{id: both, title: The work says, publisher: P, url: 'https://w.example/'}, " \
         "{id: work, title: Of the work, publisher: P, url: 'https://w.example/'}]"
#: As a reader sees it.
ITU = " (ITU, 2024)"
GSMA = " (GSMA, 2022/23)"

TREE = {
    "docs/data/indicators.csv": INDICATORS, "docs/data/helplines.csv": HELPLINES, "docs/data/charts.yml": CHARTS,
    "locales/ar.po": ARABIC,
    "docs/en/toolkits/a.md": work("A", sources=SOURCES), "docs/rw/toolkits/a.md": edition("A"), "docs/ar/toolkits/a.md": edition("أ"),
    "docs/en/toolkits/b.md": work("B"), "docs/ar/toolkits/c.md": work("C"), "docs/en/about.md": page("About"),
    "docs/en/m/index.md": work("M", parts="[p, q]", sources=SHARED), "docs/en/m/p.md": page("P", sources=OWN),
    "docs/en/m/q.md": page("Q"), "docs/rw/m/p.md": edition("P"),
}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    root = write_tree(tmp_path_factory.mktemp("notation"), {**SMALL, **TREE})
    found = read_centre(root, root / "docs", yaml.safe_load(CONFIG)["extra"])
    found.require_sound()
    return found


def scope(centre: Centre, language: str = "en", path: str = "toolkits/a") -> PageScope:
    document = centre.catalogue.documents[path]
    return PageScope(centre.catalogue, centre.facts, centre.strings[language], document, document.editions[language])


def markdown() -> tuple[Markdown, Notation]:
    """Markdown with the extensions of the configuration, and our notation in it."""
    names: list[str | Notation] = []
    settings = {}
    for entry in yaml.safe_load(CONFIG)["markdown_extensions"]:
        name, options = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        names.append(name)
        settings[name] = options
    notation = Notation()
    return Markdown(extensions=[*names, notation], extension_configs=settings), notation


Html = Callable[..., str]


@pytest.fixture
def html(centre: Centre) -> Html:
    """A page's text as HTML."""
    def of(text: str, language: str = "en", path: str = "toolkits/a") -> str:
        converter, notation = markdown()
        notation.scope = scope(centre, language, path)
        return str(converter.convert(text))
    return of


@pytest.fixture
def said(centre: Centre) -> Callable[..., list[str]]:
    """The findings in a page's text."""
    def of(text: str, path: str = "toolkits/a", first_line: int = 1) -> list[str]:
        return [str(finding) for finding in references(text, scope(centre, path=path), f"docs/en/{path}.md", first_line)]
    return of


Said = Callable[..., list[str]]


def words(html: str) -> str:
    """What a reader sees of it, without line ends."""
    return entities.unescape(re.sub(r"<[^>]+>", "", html)).replace("\n", " ").strip()


class Browser(HTMLParser):
    """The elements of a page as a browser reads them: character references resolved."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


# Facts

def test_a_figure_is_a_number_for_machines_and_words_for_people_with_its_source_beside_it(html: Html) -> None:
    assert html("So [fact:world.women].") == (
        '<p>So <span class="fact">65%</span><span class="fact-source"> (<a href="https://itu.example/?a=1&amp;b=2" '
        'rel="external noreferrer"><bdi>ITU</bdi></a>, 2024)</span>.</p>')


@pytest.mark.parametrize(("text", "shown"), [
    ("[fact:world.women] [fact:world.men] [fact:world.gap]", f"65% 70% 5 percentage points{ITU}"),
    ("[fact:africa.women]", f"about 30%{GSMA}"),
    ("[fact:works.value]", "7 (UN <Women>, 2024)"),
    ("In 2024, [fact:world.women] of women, [fact:world.men] of men.", f"In 2024, 65% of women, 70%{ITU} of men."),
    ("First [fact:world.women], again [fact:world.women].", f"First 65%, again 65%{ITU}."),
    ("[fact:world.women], [fact:africa.women], [fact:world.men]", f"65%, about 30%{GSMA}, 70%{ITU}"),
    ("**[fact:world.women]** of *[fact:africa.men]*", f"65%{ITU} of about 40%{GSMA}"),
    ("**All [fact:world.women]** and [fact:world.men]", f"All 65% and 70%{ITU}"),
    ("[fact:world.women]\nand\n[fact:world.men]", f"65% and 70%{ITU}"),
    ("One [fact:world.women].\n\nTwo [fact:world.women].", f"One 65%{ITU}. Two 65%{ITU}."),
    ("- One [fact:world.women]\n- Two [fact:world.women]", f"One 65%{ITU} Two 65%{ITU}"),
    ("- One [fact:world.women]\n\n- Two [fact:world.men] [fact:world.women]", f"One 65%{ITU}   Two 70% 65%{ITU}"),
    ("1. One [fact:world.women]\n\n    More [fact:world.men]", f"One 65%{ITU} More 70%{ITU}"),
    ("- One [fact:world.women]\n    - Two [fact:world.men]\n- Three [fact:africa.men]", f"One 65%{ITU} Two 70%{ITU}   Three about 40%{GSMA}"),
    ("- [ ] Ask: [fact:world.women]", f"Ask: 65%{ITU}"),
    ("> Say: [fact:world.women]\n\nThen [fact:world.men]", f"Say: 65%{ITU}  Then 70%{ITU}"),
    ('!!! note "Why"\n    [fact:world.women]', f"Why 65%{ITU}"),
    ('??? note "Why"\n    [fact:world.women]', f"Why 65%{ITU}"),
    ("“[fact:world.women]” ([fact:world.men])", f"“65%” (70%{ITU})"),
    ("Abagore [fact:world.women] na ٦٥ و ۶۵", f"Abagore 65%{ITU} na ٦٥ و ۶۵"),
])
def test_publisher_and_year_stand_after_the_last_figure_of_each_indicator_in_a_paragraph(text: str, shown: str, html: Html) -> None:
    assert words(html(text)).split() == shown.split()


def test_each_cell_of_a_table_has_its_own_source(html: Html) -> None:
    table = "| Where | Women | Both |\n|---|---|---|\n| World | [fact:world.women] | [fact:world.women], [fact:world.men] |"
    cells = re.findall("<td>(.*)</td>", html(table))
    assert [words(cell) for cell in cells] == ["World", f"65%{ITU}", f"65%, 70%{ITU}"]


@pytest.mark.parametrize("text", [
    "- First [fact:world.women]\n    - **Second [fact:world.men]**",
    "1. First [fact:world.women]\n\n    *Second [fact:world.men]*",
    "- **First [fact:world.women]**\n\n    **Second [fact:world.men]**",
])
def test_each_paragraph_of_a_list_item_has_its_own_source_also_where_figures_are_bold(text: str, html: Html) -> None:
    assert words(html(text)).split() == f"First 65%{ITU} Second 70%{ITU}".split()


@pytest.mark.parametrize(("language", "shown"), [
    ("rw", "65%, about 30% (GSMA, 2022/23), 70% (ITU, 2024)"), ("ar", "٦٥٪, نحو ٣٠٪ (GSMA، ٢٠٢٢/٢٣), ٧٠٪ (ITU، ٢٠٢٤)"),
])
def test_figure_and_source_are_in_the_language_of_the_page(language: str, shown: str, html: Html) -> None:
    assert words(html("[fact:world.women], [fact:africa.women], [fact:world.men]", language)) == shown


def test_words_of_the_facts_are_escaped(html: Html) -> None:
    text = html("[fact:works.value]")
    assert "<bdi>UN &lt;Women&gt;</bdi>" in text


@pytest.mark.parametrize("text", [
    "[fact:nothing.women]", "[fact:world.value]", "[fact:world.colour]", "[fact:world.id]", "[fact:world]", "[fact:world.]",
    "[fact:world.women.men]", "[fact: world.women]", "[Fact:world.women]", "[fact:WORLD.women]",
])
def test_a_figure_that_does_not_exist_is_left_as_it_is_written(text: str, html: Html) -> None:
    assert html(text) == f"<p>{text}</p>"


def test_a_link_does_not_stand_within_a_link(html: Html) -> None:
    """A figure or a citation in the text of a link brings a link of its own."""
    for text in ("[only [fact:world.women] of women](b.md)", "[a report [@one]](b.md)"):
        depth = deepest = 0
        for tag in re.findall(r"</?a\b", html(text)):
            depth += 1 if tag == "<a" else -1
            deepest = max(deepest, depth)
        assert deepest == 1, text


# Citations

def cited(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="citation" href="#source-([0-9]+)">([^<]+)</a>', html)


def test_a_citation_is_a_link_to_the_list_of_sources(html: Html) -> None:
    assert html("So it was [@two].") == (
        '<p>So it was <a class="citation" href="#source-1">[1]</a>.</p>')


def test_citations_are_numbered_in_the_order_in_which_they_come(html: Html) -> None:
    text = html("A [@two][@one].\n\n- B [@two]\n\n| C |\n|---|\n| D [@one] |")
    assert cited(text) == [("1", "[1]"), ("2", "[2]"), ("1", "[1]"), ("2", "[2]")]


def test_the_list_of_sources_learns_what_was_cited_in_which_order(centre: Centre) -> None:
    converter, notation = markdown()
    first = notation.scope = scope(centre)
    converter.convert("A [@two] [@one] [@two] [@nobody] `[@x]`")
    second = notation.scope = scope(centre)
    assert words(converter.convert("A [@one]")) == "A [1]", "each page begins again"
    assert (first.cited, second.cited) == (["two", "one"], ["one"])


@pytest.mark.parametrize(("language", "numbers"), [("en", ["[1]", "[2]"]), ("rw", ["[1]", "[2]"]), ("ar", ["[١]", "[٢]"])])
def test_citations_are_numbered_in_the_digits_of_the_language(language: str, numbers: list[str], html: Html) -> None:
    assert cited(html("[@one] [@two]", language)) == list(zip(["1", "2"], numbers, strict=True))


def cited_titles(text: str, centre: Centre, *of: str) -> list[str]:
    converter, notation = markdown()
    notation.scope = scope(centre, *of)
    converter.convert(text)
    return [notation.scope.sources[name].title for name in notation.scope.cited]


def test_a_part_cites_its_own_sources_and_its_works(centre: Centre) -> None:
    assert cited_titles("[@work] [@part]", centre, "en", "m/p") == ["Of the work", "Of the part"]
    assert cited_titles("[@work] [@part]", centre, "en", "m/index") == ["Of the work"]
    assert cited_titles("[@part] [@work]", centre, "rw", "m/p") == ["Of the part", "Of the work"]


def test_where_a_part_and_its_work_use_the_same_id_the_part_is_right(centre: Centre) -> None:
    assert cited_titles("[@both]", centre, "en", "m/p") == ["The part says"]


@pytest.mark.parametrize("text", ["[@nobody]", "[@One]", "[@one, p. 3]", "[@ one]", "[one]", "a@one.example", "[@]"])
def test_a_citation_of_nothing_is_left_as_it_is_written(text: str, html: Html) -> None:
    assert html(text) == f"<p>{text}</p>"


# Helplines and charts

def blocks(html: str) -> list[str]:
    """The tags and classes of helplines and charts, with the countries that are shown."""
    return re.findall(r'<div class="helplines">|<p class="helplines-country">[^<]+|<figure class="chart">', html)


RWANDA = ['<div class="helplines">', '<p class="helplines-country">Rwanda']


@pytest.mark.parametrize(("text", "found"), [
    ("[helplines:rw]", RWANDA),
    ("[helplines]", ['<div class="helplines">', '<p class="helplines-country">Kenya', '<p class="helplines-country">Rwanda']),
    ("[chart:use]", ['<figure class="chart">']),
    ("Before.\n\n[helplines:rw]\n\nBetween.\n\n[chart:use]\n\nAfter.", [*RWANDA, '<figure class="chart">']),
    ("[helplines:rw]  ", RWANDA), ("  [helplines:rw]", RWANDA), ("> [helplines:rw]", RWANDA),
    ('!!! danger "Call"\n\n    [helplines:rw]', RWANDA), ('??? note "Call"\n\n    [helplines:rw]', RWANDA),
    ('??? note "Call"\n    [helplines:rw]', RWANDA), ("- [helplines:rw]", RWANDA),
])
def test_helplines_and_charts_are_shown_where_they_stand_alone(text: str, found: list[str], html: Html) -> None:
    assert blocks(html(text)) == found
    assert not re.search(r"\[(helplines|chart)", words(html(text)))


@pytest.mark.parametrize("text", [
    "[helplines:fr]", "[helplines:]", "[helplines:rwanda]", "[chart:nothing]", "[chart]", "[chart:]", "[Chart:use]", "[chart: use]",
])
def test_helplines_and_charts_that_do_not_exist_are_left_as_they_are_written(text: str, html: Html) -> None:
    assert html(text) == f"<p>{text}</p>"


def test_helplines_within_a_step_of_a_list_stay_in_their_step(html: Html) -> None:
    text = html("1. Call:\n\n    [helplines:rw]\n\n2. Write it down.")
    assert blocks(text) == RWANDA
    assert text.count("<ol") == 1
    assert re.sub(r"\s+", "", text).index('<divclass="helplines">') < re.sub(r"\s+", "", text).index("</li><li><p>Write")


def test_a_number_to_dial_stays_as_it_is_in_every_language(html: Html) -> None:
    assert '<a class="helpline-number" href="tel:112"><bdi dir="ltr">112</bdi></a>' in html("[helplines:rw]", "ar")


def test_what_is_shown_of_helplines_and_charts_is_not_read_as_markdown_again(html: Html) -> None:
    assert "<bdi>*Sauti* [one] `x`</bdi>" in html("[helplines:ke]\n\n[one]: https://x.example/")


def test_the_table_of_a_chart_scrolls_once(html: Html) -> None:
    assert html("[chart:use]").count('class="table-scroll"') == 1


def test_the_same_chart_twice_has_no_id_twice(html: Html) -> None:
    found = re.findall(r' id="([^"]+)"', html("[chart:use]\n\nAgain:\n\n[chart:use]"))
    assert len(found) == len(set(found))


def test_a_drawing_keeps_what_it_needs(html: Html) -> None:
    svg = Browser(html("[chart:use]", "ar")).all("svg")
    assert [set(attributes) for attributes in svg] == [{"viewbox", "role", "class", "direction", "aria-labelledby"}]


# Code

ALL = "[fact:world.women] [@one]"


@pytest.mark.parametrize(("text", "shown"), [
    (f"`{ALL}`", f"<p><code>{ALL}</code></p>"),
    (f"``{ALL} ` ``", f"<p><code>{ALL} `</code></p>"),
    ("`[fact:world.women]\n[@one]`", "<p><code>[fact:world.women]\n[@one]</code></p>"),
    ("`[helplines:rw]`", "<p><code>[helplines:rw]</code></p>"),
    (f"```\n{ALL}\n\n[helplines:rw]\n\n[chart:use]\n```", f'<pre class="highlight"><code>{ALL}\n\n[helplines:rw]\n\n[chart:use]</code></pre>'),
    (f"~~~\n{ALL}\n~~~", f'<pre class="highlight"><code>{ALL}</code></pre>'),
    (f"````\n```\n{ALL}\n```\n````", f'<pre class="highlight"><code>```\n{ALL}\n```</code></pre>'),
    (f"```text\n{ALL}\n```", f'<pre class="highlight"><code class="language-text">{ALL}</code></pre>'),
    (f"    {ALL}", f'<pre class="highlight"><code>{ALL}</code></pre>'),
    ("Text:\n\n    [helplines:rw]\n\nMore.", '<p>Text:</p>\n<pre class="highlight"><code>[helplines:rw]</code></pre>\n<p>More.</p>'),
    ("    [chart:use]", '<pre class="highlight"><code>[chart:use]</code></pre>'),
    ("`<b onclick=x>`", "<p><code>&lt;b onclick=x&gt;</code></p>"),
    ("```\n<script>alert(1)</script>\n```", '<pre class="highlight"><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>'),
    ("`- [ ] box`", "<p><code>- [ ] box</code></p>"),
])
def test_in_code_nothing_happens(text: str, shown: str, html: Html) -> None:
    assert html(text) == shown


# Task boxes and tables

@pytest.mark.parametrize(("text", "shown"), [
    ("- [ ] Lock it\n- [x] Charge it\n- [X] **Hide** it", '<ul> <li class="task">Lock it</li> <li class="task done">Charge it</li> '
     '<li class="task done"><strong>Hide</strong> it</li> </ul>'),
    ("- [ ] **Lock** it", '<ul> <li class="task"><strong>Lock</strong> it</li> </ul>'),
    ("- [ ] Lock it\n\n- [x] Charge it", '<ul> <li class="task"> <p>Lock it</p> </li> <li class="task done"> <p>Charge it</p> </li> </ul>'),
    ("1. [ ] Lock it", '<ol> <li class="task">Lock it</li> </ol>'),
    ("- Phone\n    - [ ] Lock it", '<ul> <li>Phone<ul> <li class="task">Lock it</li> </ul> </li> </ul>'),
    ("- [ ] قفل الهاتف", '<ul> <li class="task">قفل الهاتف</li> </ul>'),
    ("- [y] no box", "<ul> <li>[y] no box</li> </ul>"), ("- [ ]no box", "<ul> <li>[ ]no box</li> </ul>"),
    ("- no [ ] box", "<ul> <li>no [ ] box</li> </ul>"), ("- [x](b.md) link", '<ul> <li><a href="b.md">x</a> link</li> </ul>'),
    ("- `[ ] ` code", "<ul> <li><code>[ ]</code> code</li> </ul>"),
])
def test_a_task_is_an_item_with_a_box_and_nothing_to_press(text: str, shown: str, html: Html) -> None:
    assert html(text).replace("\n", " ") == shown
    assert "<input" not in html(text)


def test_a_task_of_a_paragraph_alone_is_no_task(html: Html) -> None:
    assert html("[ ] Lock it") == "<p>[ ] Lock it</p>"


def test_a_table_scrolls_by_itself_and_is_aligned_by_class(html: Html) -> None:
    assert html("| A | B | C | D |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |") == (
        '<div class="table-scroll" tabindex="0"><table>\n<thead>\n<tr>\n<th class="align-left">A</th>\n<th class="align-center">B</th>\n'
        '<th class="align-right">C</th>\n<th>D</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class="align-left">1</td>\n'
        '<td class="align-center">2</td>\n<td class="align-right">3</td>\n<td>4</td>\n</tr>\n</tbody>\n</table></div>')


@pytest.mark.parametrize("text", ["> | A |\n> |:--|\n> | 1 |", "- x\n\n    | A |\n    |:--|\n    | 1 |",
                                  '!!! note "N"\n    | A |\n    |:--|\n    | 1 |', '??? note "N"\n    | A |\n    |:--|\n    | 1 |'])
def test_tables_within_other_blocks_scroll_too(text: str, html: Html) -> None:
    assert html(text).count('<div class="table-scroll" tabindex="0"><table>') == 1


def test_two_tables_scroll_each_by_itself_and_the_text_between_stays(html: Html) -> None:
    text = html("| A |\n|---|\n| 1 |\n\nBetween.\n\n| B |\n|---|\n| 2 |\n\nAfter.")
    assert re.findall(r'<div class="table-scroll|<p>\w+\.|</div>', text) == [
        '<div class="table-scroll', "</div>", "<p>Between.", '<div class="table-scroll', "</div>", "<p>After."]


# Content is made harmless

WEB = ("http", "https", "mailto", "tel")


def scheme(address: str) -> str:
    """The scheme that a browser sees: it ignores control characters and white space."""
    found = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address).lower())
    return found[1] if found else ""


def dangers(html: str) -> list[str]:
    """Everything in a page that could act, fetch from elsewhere, or look like another page's part."""
    found = []
    for tag, attributes in Browser(html).elements:
        if tag in ("script", "style", "iframe", "object", "embed", "form", "input", "button", "meta", "link", "base", "svg", "math",
                   "video", "audio", "source", "template"):
            found.append(tag)
        for name, value in attributes.items():
            if name.startswith("on") or name in ("style", "srcset", "formaction", "action", "background", "ping", "target", "xlink:href"):
                found.append(f"{tag} {name}")
            if name == "href" and tag in ("a", "area") and scheme(value) not in ("", *WEB):
                found.append(f"{tag} {name}={value}")
            if name == "src" and tag == "img" and (scheme(value) or re.match(r"[\s\x00-\x20]*[/\\]", value)):
                found.append(f"{tag} {name}={value}")
    return found


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script>", "<div onclick='x'>a</div>", "a <b onmouseover=x>b</b> c", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<!-- comment -->", "<iframe src='//x.example'></iframe>", "<style>p{color:red}</style>",
    "<a href='javascript:alert(1)'>x</a>", "<?php echo 1 ?>", "<![CDATA[x]]>", "<!DOCTYPE html>", "<br>", "<SCRIPT SRC=//x.example>",
    "<form action=x><input name=pin></form>", "<details open ontoggle=alert(1)>x</details>", "<\nscript>alert(1)</script>",
])
def test_html_is_shown_as_the_text_that_it_is(text: str, html: Html) -> None:
    shown = html(text)
    assert {tag for tag, _attributes in Browser(shown).elements} == {"p"}
    assert words(shown) == text.replace("\n", " ")


@pytest.mark.parametrize("text", [
    "<div>\n\n**bold**\n\n</div>", "- <script>x</script>", "| <script>x</script> |\n|---|\n| <img src=x> |",
    '!!! note "<script>x</script>"\n    <script>x</script>', '??? note "<img src=x onerror=y>"\n    a', "## <script>x</script> {#a}",
    '!!! note onclick style "t"\n    a', "[<script>x</script>](b.md)", "![<script>x</script>](a.png)", '[a](b.md "<script>")',
    "&#60;script&#62;x", "&lt;script&gt;x", "[a]: b.md '\"><script>x</script>'\n\n[a]", "<https://x.example/\"onclick=\"x>",
    '[a](https://x.example/"onclick="x)', "\u0002wzxhzdk:0\u0003 <script>x</script>", "*a*<script>x</script>{onclick=x}",
])
def test_html_is_harmless_wherever_it_stands(text: str, html: Html) -> None:
    assert dangers(html(text)) == []


@pytest.mark.parametrize("attributes", [
    "onclick=x", 'onclick="alert(1)"', "ONCLICK=x", "style='color:red'", "srcset=a.png", "formaction=b", "action=b", "target=_blank",
    "background=a.png", "ping=https://x.example/", "contenteditable", "xlink:href=a", "href=javascript:x", "src=https://x.example/a.png",
    "data-source=one", "data-fact=world",
])
@pytest.mark.parametrize("text", ["[a](b.md){: %}", "*a*{: %}", "![a](a.png){: %}", "# a {: %}", "a\n{: %}", "- a\n{: %}"])
def test_attribute_lists_cannot_bring_anything_that_acts(text: str, attributes: str, html: Html) -> None:
    shown = html(text.replace("%", attributes))
    assert dangers(shown) == []
    assert "contenteditable" not in shown


@pytest.mark.parametrize(("text", "shown"), [
    ("[a](b.md){data-source=nobody}", '<p><a href="b.md">a</a></p>'), ("*a*{data-fact=nobody}", "<p><em>a</em></p>"),
    ("*a*{data-fact=world}", "<p><em>a</em></p>"), ("[a](b.md){data-source=one}", '<p><a href="b.md">a</a></p>'),
])
def test_an_attribute_list_cannot_pose_as_our_notation(text: str, shown: str, html: Html) -> None:
    assert html(text) == shown


def test_attributes_that_text_needs_are_kept(html: Html) -> None:
    assert html('*a*{#i .k lang=ar dir=rtl title="t"}') == '<p><em dir="rtl" id="i" lang="ar">a</em></p>'
    assert html("## Title {#here}") == '<h2 id="here">Title</h2>'


@pytest.mark.parametrize("fence", [
    '``` {.python onclick="alert(1)"}', '``` {.python style="position:fixed"}', "``` {.python x='\"><script>alert(1)</script>'}",
    "``` {.python title='\"><img src=x onerror=alert(1)>'}", "~~~ {.python #i onmouseover=alert(1)}",
    "``` {.python x='\"><a href=\"javascript:alert(1)\">'}",
])
def test_the_attributes_of_a_code_block_cannot_bring_anything_that_acts(fence: str, html: Html) -> None:
    assert dangers(html(f"{fence}\ncode\n{fence[:3]}")) == []


DISGUISES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "<javascript:alert(1)>", "java\tscript:alert(1)",
    "\u0001javascript:alert(1)", "\u00a0javascript:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)", "java&#115;cript:alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript&#x3A;alert(1)",
    "&#0000106avascript:alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script&colon;alert(1)", "&#1;javascript:alert(1)",
    "&#x20;javascript:alert(1)", "\\javascript:alert(1)", "javascript\\:alert(1)", "vbscript:x", "data:text/html,<script>x</script>",
    "data:text/html;base64,PHNjcmlwdD4=", "DATA:text/html,x", "data&colon;text/html,x", "file:///etc/passwd", "blob:x", "about:blank",
    "set-aside:javascript:alert(1)", "set-aside:b.md", "view-source:x", "intent://x", "feed:javascript:x", "javascript:alert(1)//b.md",
    "javascript:/*.md#a*/alert(1)",
]


@pytest.mark.parametrize("address", DISGUISES)
@pytest.mark.parametrize("text", ["[words](%)", '[words](% "title")', "[words][r]\n\n[r]: %", "[words](b.md){href='%'}", "[![words](a.png)](%)"])
def test_a_link_that_could_run_something_becomes_its_own_text(text: str, address: str, html: Html) -> None:
    assert dangers(html(text.replace("%", address))) == []


def test_such_a_link_keeps_its_words(html: Html) -> None:
    assert html("See [**my** page](javascript:alert(1)).") == "<p>See <span><strong>my</strong> page</span>.</p>"


@pytest.mark.parametrize("address", [
    "b.md", "../index.md#top", "#top", "?q=1", "", "https://x.example/a:b?c#d", "http://x.example", "HTTPS://X.example", "mailto:a@x.example",
    "tel:+250788", "notes/a:b.md", "a%20b.md", "b.md?x=javascript:y", "#javascript:x", "https://x.example/javascript:alert(1)",
    "https://fr.wikipedia.org/wiki/Rwanda", "قائمة.md",
])
def test_an_honest_link_stays_a_link(address: str, html: Html) -> None:
    assert [attributes["href"] for attributes in Browser(html(f"[a](<{address}>)")).all("a")] == [address]


@pytest.mark.parametrize("address", ["https://x.example/", "http://x.example/", "HTTPS://X.EXAMPLE/", "Http://x.example/", "//x.example/"])
@pytest.mark.parametrize("text", ["[a](%)", "[a][r]\n\n[r]: %", "[a](%){rel=opener}"])
def test_another_site_does_not_learn_where_its_reader_comes_from(text: str, address: str, html: Html) -> None:
    assert [attributes.get("rel") for attributes in Browser(html(text.replace("%", address))).all("a")] in (["external noreferrer"], [])


@pytest.mark.parametrize("address", ["b.md", "#top", "mailto:a@x.example", "tel:112"])
def test_a_link_within_the_centre_says_nothing_of_other_sites(address: str, html: Html) -> None:
    assert html(f"[a]({address})") == f'<p><a href="{address}">a</a></p>'


def test_addresses_written_out_are_links(html: Html) -> None:
    assert html("<https://x.example/>") == '<p><a href="https://x.example/" rel="external noreferrer">https://x.example/</a></p>'
    assert Browser(html("<a@x.example>")).all("a") == [{"href": "mailto:a@x.example"}]


@pytest.mark.parametrize("address", [
    "https://x.example/a.png", "HTTP://x.example/a.png", "//x.example/a.png", "/a.png", "\\\\x.example\\a.png", "/\\x.example/a.png",
    "data:image/png;base64,AAAA", "data:image/svg+xml,<svg onload=x>", "blob:x", "file:///a.png", "javascript:alert(1)", "ftp://x.example/a",
    "https&colon;//x.example/a.png", "https&#58;//x.example/a.png", "&#104;ttps://x.example/a.png", "&sol;&sol;x.example/a.png",
    "&#47;&#47;x.example/a.png", "&bsol;&bsol;x.example/a.png", "\u0001//x.example/a.png", "https:x.example/a.png", "&Tab;//x.example/a.png",
])
@pytest.mark.parametrize("text", ["![words](%)", "![words][r]\n\n[r]: %", "![words](a.png){src='%'}", "[![words](%)](b.md)"])
def test_a_picture_from_elsewhere_becomes_its_words(text: str, address: str, html: Html) -> None:
    assert dangers(html(text.replace("%", address))) == []
    assert "words" in html(text.replace("%", address))


@pytest.mark.parametrize("address", ["a.png", "../../assets/pictures/a.png", "./a.png", "pictures/a-b_c.png", "صورة.png"])
def test_a_picture_that_the_centre_does_not_have_becomes_its_words(address: str, html: Html) -> None:
    """Those that it has: test_images.py. No original is ever asked for."""
    assert html(f'![words]({address} "t")') == "<p><span>words</span></p>"


@pytest.mark.parametrize("text", ["{{ config }} {% raw %}", "${x}", "{%- set a=1 -%}"])
def test_the_language_of_templates_is_text(text: str, html: Html) -> None:
    assert words(html(text)) == text


@pytest.mark.parametrize("text", [
    "[our page](http://[your-site])", "[a](https://[)", "[a](//[x]/b.md)", "[a](http://[::1/b.md)", "![a](http://[x])", "[a]([x].md)",
    "[a](http://x:port/)", "[a](b.md", "[[a](b.md)", "![](", "[](b.md)", "[a](<>)",
])
def test_a_link_that_is_written_wrongly_does_not_stop_the_build(text: str, html: Html) -> None:
    shown = html(text)
    assert dangers(shown) == []
    for attributes in Browser(shown).all("a", "img"):
        urlsplit(attributes.get("href", attributes.get("src", "")))  # as MkDocs does next; it raises ValueError


def test_without_a_page_nothing_can_be_converted() -> None:
    converter, _notation = markdown()
    with pytest.raises(RuntimeError, match="a page is converted before its scope is set"):
        converter.convert("Hello.")


# References that lead nowhere

NO_SOURCE = "neither this page nor its work has a source with this id."
NO_HELPLINES = ("there are no helplines for this country in docs/data/helplines.csv. "
                "Write the country's two letters, for example `[helplines:rw]`.")
NO_INDICATOR = "there is no such indicator in docs/data/indicators.csv."
NO_FIGURE = "this indicator has no such figure."


def finding(reference: str, problem: str, line: int = 1, path: str = "toolkits/a") -> str:
    return f"docs/en/{path}.md:{line}: reference: `{reference}`: {problem}"


@pytest.mark.parametrize("text", [
    "", "\n", "Hello.", "[fact:world.women] [@one], [@two]", "[helplines:rw]", "[helplines]", "[chart:use]", "[a](b.md) [b] [c][d]",
    "[@handle](https://x.example/) [chart: a](b.md) [helplines in Kenya][k]", "[fact:africa.women]: so", "{@nobody} @nobody (chart:x)",
    "Before.\n\n[chart:use]\n\nAfter.", "- [helplines:rw]", "> [helplines:rw]", "1. Call:\n\n    [helplines:rw]", "  [helplines:rw]  ",
    '!!! danger "Call"\n\n    [helplines:rw]', '!!! danger "Call"\n    [helplines:rw]', '??? note "Call"\n\n    [helplines:rw]',
    "Write `[helplines:rw]` in a line of its own.", "```\nCall [helplines:rw].\n```",
])
def test_references_that_lead_somewhere_are_not_said(text: str, said: Said) -> None:
    assert said(text) == []


@pytest.mark.parametrize(("reference", "problem"), [
    ("[@nobody]", f"{NO_SOURCE} Write one of: one, two."), ("[@on]", f"{NO_SOURCE} Did you mean `one`?"),
    ("[@Two]", f"{NO_SOURCE} Did you mean `two`?"), ("[@one, p. 3]", f"{NO_SOURCE} Write one of: one, two."),
    ("[@one; @two]", f"{NO_SOURCE} Write one of: one, two."), ("[@]", f"{NO_SOURCE} Write one of: one, two."),
    ("[fact:wrld.women]", f"{NO_INDICATOR} Did you mean `world`?"), ("[fact:x.women]", f"{NO_INDICATOR} Write one of: africa, works, world."),
    ("[fact:world]", f"{NO_FIGURE} Write one of: women, men, gap."), ("[fact:world.value]", f"{NO_FIGURE} Write one of: women, men, gap."),
    ("[fact:world.year]", f"{NO_FIGURE} Write one of: women, men, gap."), ("[fact:works.women]", f"{NO_FIGURE} Write one of: value."),
    ("[fact:world.women ]", f"{NO_FIGURE} Write one of: women, men, gap."), ("[fact:]", f"{NO_INDICATOR} Write one of: africa, works, world."),
    ("[chart:us]", "there is no such chart in docs/data/charts.yml. Did you mean `use`?"),
    ("[chart:nothing]", "there is no such chart in docs/data/charts.yml. Write one of: use."),
    ("[chart]", "there is no such chart in docs/data/charts.yml. Write one of: use."),
    ("[helplines:fr]", NO_HELPLINES), ("[helplines:rwanda]", NO_HELPLINES), ("[helplines:]", NO_HELPLINES),
])
def test_a_reference_that_leads_nowhere_is_said(reference: str, problem: str, said: Said) -> None:
    assert said(reference) == [finding(reference, problem)]


def test_a_page_without_sources_is_told_where_to_write_them(said: Said) -> None:
    assert said("[@nobody]", path="toolkits/b") == [
        finding("[@nobody]", f"{NO_SOURCE} Add it to `sources:` in the front matter.", path="toolkits/b")]


def test_references_of_a_part_may_lead_to_its_own_sources_and_its_works(said: Said) -> None:
    assert said("[@part] [@work] [@both]", path="m/p") == []
    assert said("[@part]", path="m/q") == [finding("[@part]", f"{NO_SOURCE} Write one of: both, work.", path="m/q")]


def test_every_finding_has_the_line_in_its_file(said: Said) -> None:
    text = "One [@x] and [@y].\n\n| [@z] |\r\n|---|\n\n> [fact:world.value]\n"
    assert said(text, first_line=14) == [
        finding("[@x]", f"{NO_SOURCE} Write one of: one, two.", 14), finding("[@y]", f"{NO_SOURCE} Write one of: one, two.", 14),
        finding("[@z]", f"{NO_SOURCE} Write one of: one, two.", 16),
        finding("[fact:world.value]", f"{NO_FIGURE} Write one of: women, men, gap.", 19)]


@pytest.mark.parametrize("text", [
    "`[@nobody]` and `a [chart:x] b`", "```\n[@nobody]\n```", "~~~text\n[@nobody]\n~~~", "- a\n\n    ```\n    [@nobody]\n    ```",
    "``[@nobody]``", "`` ` [@nobody] ``", "`one\n[@nobody]`", "````\n```\n[@nobody]\n```\n````", "~~~\n```\n[@nobody]\n~~~",
    "Text:\n\n    [@nobody]\n", "> ```\n> [@nobody]\n> ```",
])
def test_what_is_shown_as_code_is_not_said(text: str, said: Said, html: Html) -> None:
    assert re.search(r"<code[^>]*>[^<]*\[(@nobody|chart:x)\]", html(text)), "it is code"
    assert said(text) == []


@pytest.mark.parametrize("text", [
    "```\ncode\n```\n\n[@nobody]", "~~~\n```\n~~~\n\n[@nobody]", "```code``` is code.\n\n[@nobody]", "A ` sign. [@nobody]",
    "`code` [@nobody] `code`", "````\n```\n````\n\n[@nobody]", "\\`[@nobody]\\`", "- a\n\n    [@nobody]", "1. a\n\n    [@nobody]",
    '!!! note "N"\n    [@nobody]', '!!! note "N"\n\n    [@nobody]', '??? note "N"\n\n    [@nobody]', "- a\n    - b\n\n        [@nobody]",
    "```\ncode\n```\n[@nobody]", "a\n    [@nobody]",
])
def test_what_stands_beside_code_is_said(text: str, said: Said, html: Html) -> None:
    assert "[@nobody]" in words(re.sub(r"<code.*?</code>", "", html(text), flags=re.S)), "it is no code"
    assert said(text) == [finding("[@nobody]", f"{NO_SOURCE} Write one of: one, two.", text.count("\n", 0, text.index("[@nobody]")) + 1)]


@pytest.mark.parametrize("text", ["[charts]", "[helplines in Rwanda]", "[charter]", "See the [chart of the page].", "Write [section] here."])
def test_ordinary_words_in_brackets_are_not_said(text: str, said: Said) -> None:
    assert said(text) == []


def test_a_reference_that_is_escaped_is_text(said: Said, html: Html) -> None:
    assert html(r"Write \[@nobody].") == "<p>Write [@nobody].</p>"
    assert said(r"Write \[@nobody].") == []


@pytest.mark.parametrize("text", [
    "Call: [helplines:rw].", "[helplines:rw]\nThey answer at night.", "They answer at night:\n[helplines:rw]", "- Call [helplines:rw]",
    "| [helplines:rw] |\n|---|", "**[helplines:rw]**", "See [chart:use] below.", "[helplines:rw] [helplines:ke]", "[helplines:RW]",
])
def test_helplines_and_charts_are_either_shown_or_said(text: str, said: Said, html: Html) -> None:
    """A reader must never see `[helplines:rw]` in place of a number to call."""
    assert re.search(r"\[(helplines|chart)", words(html(text))) is None or said(text) != []


def test_helplines_of_a_centre_that_has_none_are_said(centre: Centre, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**SMALL, "docs/en/toolkits/a.md": work("A")})
    empty = read_centre(root, root / "docs", yaml.safe_load(CONFIG)["extra"])
    assert len(list(references("[helplines]", scope(empty), "docs/en/toolkits/a.md", 1))) == 1


# Links to works of other languages

@pytest.mark.parametrize(("language", "path", "link", "target"), [
    ("rw", "toolkits/a", "b.md", ("../../toolkits/b.html", "en")),
    ("rw", "toolkits/a", "b.md#first", ("../../toolkits/b.html#first", "en")),
    ("rw", "toolkits/a", "./b.md", ("../../toolkits/b.html", "en")),
    ("rw", "toolkits/a", "../toolkits/b.md", ("../../toolkits/b.html", "en")),
    ("rw", "toolkits/a", "../about.md", ("../../about.html", "en")),
    ("rw", "toolkits/a", "../m/index.md", ("../../m/index.html", "en")),
    ("rw", "toolkits/a", "../m/q.md#end", ("../../m/q.html#end", "en")),
    ("rw", "toolkits/a", "c.md", ("../../ar/toolkits/c.html", "ar")),
    ("ar", "toolkits/a", "b.md", ("../../toolkits/b.html", "en")),
    ("ar", "toolkits/a", "../m/p.md", ("../../m/p.html", "en")),
    ("en", "toolkits/a", "c.md", ("../ar/toolkits/c.html", "ar")),
    ("en", "index", "toolkits/c.md", ("ar/toolkits/c.html", "ar")),
    ("rw", "index", "about.md", ("../about.html", "en")),
    ("rw", "m/p", "q.md", ("../../m/q.html", "en")),
    ("rw", "m/p", "index.md", ("../../m/index.html", "en")),
])
def test_a_link_to_what_her_language_lacks_leads_to_the_edition_that_she_reads_best(
        language: str, path: str, link: str, target: tuple[str, str], centre: Centre) -> None:
    assert elsewhere(link, scope(centre, language, path)) == target


@pytest.mark.parametrize(("language", "path", "link"), [
    ("rw", "toolkits/a", "a.md"), ("rw", "toolkits/a", "../index.md"), ("rw", "toolkits/a", "../m/p.md#x"), ("ar", "toolkits/a", "c.md"),
    ("en", "toolkits/a", "b.md"), ("rw", "toolkits/a", "missing.md"), ("rw", "toolkits/a", "b.html"), ("rw", "toolkits/a", "b"),
    ("rw", "toolkits/a", ""), ("rw", "toolkits/a", "#b.md"), ("rw", "toolkits/a", "https://x.example/toolkits/b.md"),
    ("rw", "toolkits/a", "//x.example/b.md"), ("rw", "toolkits/a", "mailto:b.md"), ("rw", "toolkits/a", "/toolkits/b.md"),
    ("rw", "toolkits/a", "../../en/toolkits/b.md"), ("rw", "toolkits/a", "../../../about.md"), ("rw", "toolkits/a", "B.md"),
    ("rw", "toolkits/a", "b.md.png"), ("rw", "toolkits/a", "?b.md"), ("rw", "toolkits/a", "../../assets/form.pdf"),
])
def test_all_other_links_are_left_to_mkdocs(language: str, path: str, link: str, centre: Centre) -> None:
    assert elsewhere(link, scope(centre, language, path)) is None


def test_such_a_link_says_in_which_language_it_is_read_in_the_words_of_the_page(html: Html) -> None:
    assert html("Reba [ibindi](b.md#first).", "rw") == (
        '<p>Reba <a href="../../toolkits/b.html#first" hreflang="en">ibindi<span class="in-language"> (Icyongereza)</span></a>.</p>')
    assert html("انظري [هذا](b.md).", "ar") == (
        '<p>انظري <a href="../../toolkits/b.html" hreflang="en">هذا<span class="in-language"> (الإنجليزية)</span></a>.</p>')
    assert html("See [C](c.md).", "en") == (
        '<p>See <a href="../ar/toolkits/c.html" hreflang="ar">C<span class="in-language"> (Arabic)</span></a>.</p>')


def test_links_that_mkdocs_resolves_are_left_as_they_are(html: Html) -> None:
    assert html("[a](a.md) [b](missing.md) [c](https://x.example/b.md)", "rw") == (
        '<p><a href="a.md">a</a> <a href="missing.md">b</a> <a href="https://x.example/b.md" rel="external noreferrer">c</a></p>')


def test_a_link_with_marked_words_keeps_them(html: Html) -> None:
    assert html("[**ibindi** byose](b.md)", "rw") == (
        '<p><a href="../../toolkits/b.html" hreflang="en"><strong>ibindi</strong> byose'
        '<span class="in-language"> (Icyongereza)</span></a></p>')


def test_the_mark_of_a_section_is_not_for_authors(tmp_path: Path) -> None:
    """Or a page could claim that a section was recalled."""
    from ijwi.references import _ANY, _problem
    match = _ANY.search("[section:recalled:a]")
    assert match is not None
    assert _problem(match["block"], match["name"] or "", None) == ("only the generator writes this.", "Remove it.")  # type: ignore[arg-type]
