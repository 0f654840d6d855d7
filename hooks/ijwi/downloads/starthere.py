"""`START-HERE.html`: the first thing that somebody opens who has been handed a bundle, in every language it holds."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping

from lxml import html as lxml_html

from ..centre import Centre
from ..languages import Language
from ..localise import date
from ..neutral import NEUTRAL_PAGE
from ..strings import Strings, Wording
from .pagetree import elements, parsed
from .selection import Selection

NAME = "START-HERE.html"


def start_page(files: Mapping[str, bytes], centre: Centre, selection: Selection, name: str, site_url: str) -> bytes:
    """The page. `files` are what the bundle carries: head and exit link are taken from its first home page."""
    prefix = centre.languages.prefix
    home = parsed(files[f"{prefix(selection.languages[0])}index.html"].decode())
    [meta] = elements(home, "//meta[@http-equiv='Content-Security-Policy']")
    policy = meta.get("content", "")
    first = centre.languages[selection.languages[0]]
    rows = "".join(f'<li><a href="{prefix(code)}index.html" hreflang="{code}"><strong lang="{code}" '
                   f'dir="{centre.languages[code].direction}">{_escaped(centre.languages[code].name)}</strong></a></li>\n'
                   for code in selection.languages)
    sections = "".join("".join(_section(centre.strings[code], centre, selection, name, site_url))
                       for code in selection.languages)
    return (f'<!doctype html>\n<html lang="{first.code}" dir="{first.direction}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_escaped(policy)}">\n'
            '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
            f'<meta name="robots" content="noindex">\n<title>{_escaped(name)}</title>\n'
            '<link rel="icon" type="image/svg+xml" href="assets/brand/mark.svg">\n'
            '<link rel="stylesheet" href="assets/ijwi.css">\n</head>\n<body>\n'
            f'<div class="band" aria-hidden="true"></div>\n<main id="content" class="page">\n'
            f'<h1>{_escaped(name)}</h1>\n<ul class="tiles">\n{rows}</ul>\n{sections}</main>\n'
            f"{_exit(home)}</body>\n</html>\n").encode()


def _section(strings: Strings, centre: Centre, selection: Selection, name: str, site_url: str) -> Iterator[str]:
    """What one language's readers are told."""
    _, language = strings.gettext, strings.language
    day = date(selection.whole.day, language)
    if len(selection.languages) > 1:
        # The languages stand one below the other: each says its name.
        yield (f'<section lang="{language.code}" dir="{language.direction}">\n<h2><a href="{_home(centre, language)}" '
               f'hreflang="{language.code}">{_escaped(language.name)}</a></h2>\n')
    else:
        yield f'<section lang="{language.code}" dir="{language.direction}">\n'
    copy = _("This folder is a copy of %(site)s, made on %(day)s. It works without the internet.")
    unpack = _("If the links do not work, unpack the ZIP file first.")
    hand_on = _("To pass it on, copy the whole folder or the ZIP file.")
    left_out = _("Sensitive works are left out.")
    newer = _("A newer copy may be on the internet:")
    yield f'<p class="lead">{_escaped(copy % {"site": name, "day": day})}</p>\n'
    works = selection.whole.offered
    if selection.complete and any(work.fields.sensitive and selection.editions(work) for work in works):
        risk = strings.safety("This one holds the sensitive works too. The file stays in the folder of downloads, "
                              "where others can see it.")
        yield f'<div class="notice care"><p>{" ".join(map(_wording, risk))}</p></div>\n'
    yield f"<ul>\n<li>{_escaped(unpack)}</li>\n<li>{_escaped(hand_on)}</li>\n"
    if not selection.complete:
        yield f"<li>{_escaped(left_out)}</li>\n"
    address = f"{site_url}{_home(centre, language)}"
    yield (f'<li>{_escaped(newer)} <a href="{_escaped(address)}" rel="external noreferrer">'
           f"<bdi>{_escaped(address)}</bdi></a></li>\n</ul>\n</section>\n")


def _wording(wording: Wording) -> str:
    return (f'<span class="wording" lang="{wording.language}" dir="{wording.direction}">'
            f"{_escaped(wording.text)}</span>")


def _home(centre: Centre, language: Language) -> str:
    return f"{centre.languages.prefix(language.code)}index.html"


def _exit(home: lxml_html.HtmlElement) -> str:
    """The site's exit link. Here no script looks for a network: it leads to the neutral page of the copy."""
    found = elements(home, "//a[contains(concat(' ', @class, ' '), ' exit ')]")
    if not found:
        return ""
    words = "".join(str(lxml_html.tostring(word, encoding="unicode", with_tail=False))
                    for word in elements(found[0], "./span[@class='wording']"))
    return f'<a class="exit" href="{NEUTRAL_PAGE}" rel="noreferrer nofollow">{words}</a>\n'


def _escaped(text: str) -> str:
    return html.escape(str(text))
