"""Every rule of the centre in one table. The guide's page "Rules" shows it; each finding names one of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One thing that must be true of content.

    `wrong` and `right` are an example. `notice`: worth knowing, but no reason to stop.
    `mended`: `scripts/check.py --fix` does it, because it cannot change what a text means.
    """

    id: str
    must: str
    why: str
    wrong: str
    right: str
    notice: bool = False
    mended: bool = False


@dataclass(frozen=True)
class Group:
    """Rules on one thing."""

    name: str
    rules: tuple[Rule, ...]


GROUPS = (
    Group("Files", (
        Rule("path", "Names have small letters, digits and hyphens, are short, and are not taken by the site itself.",
             "A name becomes an address that people type, print and send; and every computer must be able to write it.",
             "docs/en/About Us.md", "docs/en/about-us.md"),
        Rule("folder", "A page stands in the folder of its language; each language has a home page.",
             "The folder says in which language a page is.", "docs/toolkits/plan.md", "docs/en/toolkits/plan.md"),
        Rule("file", "Only files that readers can open and that do nothing by themselves are published.",
             "Whatever lies in docs/ is copied to the site, and a browser would run a page or script there.",
             "docs/assets/game.html", "docs/assets/market-day.pdf"),
        Rule("picture", "A picture is a JPEG, PNG or WebP of sensible size, has words for those who do not see it, and "
             "a record in docs/data/images.yml with credit and licence.",
             "Many readers hear pages or pay by the megabyte; makers are named; an SVG is a program to a browser.",
             "![](market.svg)", "![Two women at a stall read one phone](../assets/images/market.jpg)"),
        Rule("recording", "A recording that reads a page aloud has its name and is small: at most 1 MB.",
             "Its listeners pay by the megabyte.", "say-it.wav of 30 MB", "say-it.opus, 16 kbit/s, one channel",
             notice=True),
        Rule("encoding", "A file is written in UTF-8.", "Other encodings lose the letters of most languages.",
             "a file saved as Latin-1 or UTF-16", "the same file, saved again as UTF-8", mended=True),
        Rule("size", "A page is not longer, wider or deeper than a page can be.",
             "Such a page is slow on every phone, and may be made to stop the build.",
             "a list in a list in a list …, twenty deep", "headings, and lists of one or two levels"),
        Rule("line-ends", "Lines end as they do on Linux (LF), the last one too, and no mark stands before the first.",
             "Otherwise each change shows the whole file as changed.", "title: A\\r\\n", "title: A\\n",
             notice=True, mended=True),
        Rule("spaces", "No spaces at the end of a line, but two where a line breaks on purpose.",
             "Nobody sees them, and they show up as changes.", "## Plan {#plan} ␠", "## Plan {#plan}",
             notice=True, mended=True),
        Rule("characters", "No character that cannot be seen or that turns the direction of text; the joiners of "
             "Persian, Indian and other scripts, and marks of direction in right-to-left pages, are welcome.",
             "They can make a text say something else than it shows.", "exam\\u202eple", "example"),
    )),
    Group("Front matter", (
        Rule("front-matter", "A page begins with front matter that can be read: lines of `key: value` between `---`.",
             "Title, language and kind of a page stand there.", "title: Plan: the first day",
             'title: "Plan: the first day"'),
        Rule("missing", "Each field that is needed is there.", "Lists, search and downloads show them.",
             "(no summary)", "summary: Seven habits that protect you."),
        Rule("empty", "A field that is there says something.", "An empty line shows nothing to anybody.",
             "title:", "title: Stay safe online"),
        Rule("unknown-field", "Only known fields are used.", "A misspelt field would be lost without a word.",
             "titel: Plan", "title: Plan"),
        Rule("neutral-field", "What does not depend on language stands once, in the source edition.",
             "Two copies soon differ.", "level: introductory (in a translation)", "(no line)"),
        Rule("type", "A value is of its kind: a list, a number, text.", "Programs read it.",
             "topics: online-safety", "topics: [online-safety]"),
        Rule("value", "A value is one that can be: a day of the calendar, a number of minutes, a web address.",
             "Programs and readers rely on it.", "updated: 22.11.2026", "updated: 2026-11-22"),
        Rule("too-long", "Titles and summaries are short; lists hold what matters most.",
             "They must fit on the screen of a small phone.", "a summary of a whole paragraph", "one sentence"),
        Rule("vocabulary", "Kinds, topics, audiences and levels are words of docs/data/vocabulary.yml.",
             "Readers choose by them; each has a name in every language.",
             "topics: [safety]", "topics: [online-safety]"),
        Rule("source", "A page has one source edition, and each other edition names it.",
             "Translations are compared with it.", "of: fr (but the source is English)", "of: en"),
        Rule("parts", "A work names each of its further pages once, in reading order.",
             "Readers go from one to the next.", "parts: [plan, plan]", "parts: [plan, review]"),
        Rule("alias", "An earlier address belongs to one page and is nobody's address now.",
             "It must lead to one place.", "aliases: [toolkits/other]", "aliases: [toolkits/old-name]"),
        Rule("sensitive", "A sensitive work has a neutral title in each edition.",
             "The title stands in the browser's tab, its history and shared links.", "sensitive: true",
             "sensitive: true\nneutral_title: A plan for hard days"),
        Rule("perhaps-sensitive", "A work full of words about violence is marked as sensitive, or somebody has decided "
             "that it is not.", "Its title in a phone's history may put its reader at risk.",
             "(a guide on blackmail that does not say)",
             "sensitive: true, or sensitive: false", notice=True),
    )),
    Group("Text", (
        Rule("heading", "Each heading has a lasting id of its own in the work, `{#like-this}`.",
             "Links and translations hold on to it.", "## Plan the day",
             "## Plan the day {#plan-the-day}", mended=True),
        Rule("placeholder", "No text of a new page's draft is left that only says what to write (✍).",
             "Readers would read the instructions.", "✍ What this section gives", "Agree who may see the photo"),
        Rule("html", "No HTML and no scripts: a page is Markdown.", "Content comes from many hands and must not act; "
             "HTML is shown as the text that it is.", "<b>Stop</b>", "**Stop**"),
        Rule("attribute", "A `{…}` list gives an id or says a language, nothing else; boxes are of the known kinds.",
             "The rest is taken away; the look belongs to the stylesheet.", "*Stop*{:style=\"color: red\"}",
             "!!! danger \"Read this first\""),
        Rule("reference", "A `[…]` reference names something that is there, and stands alone where it must.",
             "Readers would see the brackets.", "[@newtimes]", "[@newtimes-2009]"),
        Rule("link", "A link leads to a page, section or file that exists, or to a web address.",
             "A broken link costs data and trust.", "[the plan](plan.html)", "[the plan](plan.md)"),
        Rule("link-text", "The words of a link say where it leads.",
             "Somebody who hears the page read aloud hears the links alone; addresses are no words.",
             "Click [here](plan.md).", "Read [the plan](plan.md)."),
        Rule("web-address", "A web address is what it looks like.", "`https://bank.example@thief.example` is thief's.",
             "[the bank](https://bank.example@198.51.100.7/)", "[the bank](https://bank.example/)"),
        Rule("remote", "Pictures and files stand in the centre itself.",
             "Loading something from elsewhere tells somebody else who reads what, and fails without internet.",
             "![Stall](https://photos.example/a.jpg)", "![Stall](../assets/images/stall.jpg)"),
        Rule("table", "A table has at most five columns and short cells.",
             "On a phone of 360 dots a reader sees two or three columns.", "| a | b | c | d | e | f |",
             "two tables, or a list", notice=True),
        Rule("sentence", "Sentences are short.", "Many readers read in their second or third language.",
             "a sentence of sixty words", "three sentences of twenty", notice=True),
        Rule("session-time", "The minutes of a session's steps, in bold at the beginning of each, are those of the "
             "session, with a break of up to 30.", "Trainers plan days with them, and a flip chart counts them down.",
             "minutes: 90, and steps of 15 + 30 + 60", "minutes: 105"),
        Rule("figure", "A statistic is shown from docs/data/indicators.csv, or its source is cited beside it.",
             "Every figure shows its source and year, and is mended in one place.", "65% of women use it.",
             "[fact:internet-world-2024.women] of women use it."),
        Rule("telephone", "Telephone numbers stand in docs/data/helplines.csv alone.",
             "A wrong number can cost a life: there it has a source, and the day on which somebody called it.",
             "Call +250 788 123 456.", "[helplines:rw]"),
        Rule("poster", "A poster has a headline of at most 60 letters, and below it at most three short paragraphs of "
             "plain words, 200 letters in all; no helpline, no number to call.",
             "It is read in passing, and hangs for longer than a number lives.",
             "!!! poster \"Stop excluding women from technology\"\n    Call [helplines:rw]",
             "!!! poster \"Open the door on Thursdays\"\n    The Thursday Women, Hill Market"),
        Rule("sources", "A campaign, an event, a case study or a video says what it relies on.",
             "They tell of people and promises: a reader must be able to look it up.", "(no sources)",
             "sources:\n  - {id: newtimes-2009, title: …, publisher: …, url: …}"),
        Rule("typography", "French has its fine spaces: before ; ! ? and inside « » no line may break.",
             "A line must not begin with a question mark.", "Pourquoi ?", "Pourquoi\u202f?", notice=True, mended=True),
    )),
    Group("Editions", (
        Rule("parity", "An edition has the sections, links, references, places and list items of its source.",
             "What is missing, nobody misses until it is needed.", "a section left out", "each section, in its place"),
        Rule("currency", "Editions follow their source; changed texts are recorded.",
             "Readers are told what is behind.", "a source that changed", "python scripts/translate.py changed WORK",
             notice=True),
        Rule("glossary", "A term is said with the word that translators agreed on; the glossary can be read.",
             "One thing has one name.", "a refused word", "the agreed word", notice=True),
        Rule("locale", "Each string of the interface is translated and keeps its places `%(…)s`.",
             "An untranslated string shows in English.", 'msgstr ""', 'msgstr "Kinyarwanda"'),
    )),
    Group("Data and addresses", (
        Rule("data", "The tables in docs/data can be read, and each row is whole.", "Pages show what they say.",
             "country: Rwanda", "country: RW"),
        Rule("helpline", "Somebody called each helpline within the last half year.", "Numbers change.",
             "checked_on: (empty)", "checked_on: 2026-11-22", notice=True),
        Rule("address", "What was published stays at its address, or leads on.", "Links were printed and sent.",
             "a page removed", "aliases: [its/old/path]"),
        Rule("search", "What the search knows of a language can be read.", "Else nothing is found.",
             "cuts: [[umu]]", "cuts: [[umu-]]"),
        Rule("languages", "The languages in mkdocs.yml are written as the first lines there say.",
             "Everything is built from them.", "no: {name: Norsk}", '"no": {name: Norsk, iso639_3: nor}'),
        Rule("config", "mkdocs.yml can be read.", "Nothing can be built without it.",
             "extra:", "extra: {languages: …}"),
        Rule("environment", "SOURCE_DATE_EPOCH, where it is set, is a number of seconds.",
             "It is the only today of a build.", "SOURCE_DATE_EPOCH=today", "SOURCE_DATE_EPOCH=1795305600"),
    )),
    Group("Commands", (
        Rule("argument", "A file or folder named to a command exists and belongs to the content.",
             "The checks know pages by their place.", "scripts/check.py ~/my-page.md",
             "scripts/check.py docs/en/toolkits/my-page.md"),
        Rule("refused", "A command does nothing that would lose work or tell an untruth.", "It says why instead.",
             "translate.py done, with a section missing", "translate the section first"),
        Rule("exchange", "A sheet that comes back from a translator can be read and belongs to its page.",
             "Nothing in it may be lost.", "a .docx without its table", "the document as it was exported"),
        Rule("form", "A form of the forge is as schema and vocabulary are, and its answers can be read.",
             "What a volunteer fills in there becomes a page.", "an outdated form", "make forms"),
        Rule("fonts", "A font for the letters of each page of a PDF is installed.", "Else readers see boxes.",
             "no Arabic font", "apt install fonts-noto-core"),
    )),
)

#: Every rule by its id.
RULES = {rule.id: rule for group in GROUPS for rule in group.rules}
