"""Links: where they lead, and the words that say so."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ..findings import Finding, nearest
from ..listings import listings
from ..records import Catalogue
from ..webaddresses import can_be_split, disguised
from .page import Link, Page

#: Words that say nothing of where a link leads, in the languages in which we know them.
SAYS_NOTHING: Mapping[str, frozenset[str]] = {
    "en": frozenset({"here", "click here", "this", "this link", "this page", "link", "more", "read more", "see more",
                     "tap here", "go", "page", "website", "download"}),
    "fr": frozenset({"ici", "cliquez ici", "cliquer ici", "ce lien", "lien", "cette page", "plus", "en savoir plus",
                     "lire la suite", "suite", "page", "site"}),
    "rw": frozenset({"hano", "kanda hano", "aha", "iyi linki", "linki", "ibindi", "soma ibindi", "komeza"}),
    "sw": frozenset({"hapa", "bonyeza hapa", "bofya hapa", "kiungo", "kiungo hiki", "zaidi", "soma zaidi",
                     "ukurasa huu"}),
    "ar": frozenset({"هنا", "اضغط هنا", "انقر هنا", "اضغطي هنا", "انقري هنا", "هذا الرابط", "الرابط", "رابط", "المزيد",
                     "اقرأ المزيد", "اقرئي المزيد", "هذه الصفحة"}),
    "fa": frozenset({"اینجا", "این‌جا", "اینجا کلیک کنید", "این لینک", "لینک", "پیوند", "این پیوند", "بیشتر", "ادامه",
                     "این صفحه"}),
    "ru": frozenset({"здесь", "тут", "сюда", "нажмите здесь", "нажмите сюда", "по ссылке", "ссылка", "эта ссылка",
                     "подробнее", "далее", "эта страница"}),
    "es": frozenset({"aquí", "haz clic aquí", "haga clic aquí", "este enlace", "enlace", "más", "leer más",
                     "esta página"}),
    "pt": frozenset({"aqui", "clique aqui", "este link", "link", "mais", "leia mais", "saiba mais", "esta página"}),
}
_LIST = re.compile(r"\{[^{}\n]*\}")
_ID = re.compile(r"#([A-Za-z][\w:.-]*)")
_BARE = re.compile(r"(?<![\w(\[<\"'/=.])(?:https?://|www\.)[^\s<>)\]]+", re.I)
_SCHEMES = ("http", "https", "mailto")


def link_words(page: Page) -> Iterator[Finding]:
    """Links whose words do not say where they lead, and addresses in place of words."""
    silent = SAYS_NOTHING.get(page.language.code, frozenset()) | SAYS_NOTHING["en"]
    for link in page.links:
        words = re.sub(r"[*_`]", "", link.words).strip()
        plain = words.casefold().strip(" .!…»›>→")
        if link.image:
            continue
        if plain in silent:
            yield page.finding(link.line, "link-text", f"“{words}” does not say where the link leads.",
                               "Put the link on the name of what it leads to.")
        elif re.match(r"(https?://|www\.)", plain):
            yield page.finding(link.line, "link-text", f"“{words}” is an address, not words.",
                               "Put the link on the name of what it leads to.")
        elif not plain and not link.target.startswith(("http", "mailto")) and link.words:
            yield page.finding(link.line, "link-text", "this link has no words.", "Write where it leads.")
    for passage in page.passages:
        for match in _BARE.finditer(re.sub(r"\]\([^)\s]*", lambda m: " " * len(m[0]), passage.text)):
            if passage.kind != "field":
                yield page.finding(passage.line_at(match.start()), "link-text",
                                   f"`{match[0][:60]}` stands in the text as an address.",
                                   "Write a link: `[what it is](https://…)`.")


def web_addresses(page: Page) -> Iterator[Finding]:
    """Links to other sites: their scheme, and whether they are what they look like."""
    for link in page.links:
        target = _as_a_browser_reads(link.target)
        scheme = re.match(r"([a-z][a-z0-9+.-]*):", target, re.I)
        if scheme and scheme[1].lower() == "tel":
            continue  # `telephone` speaks of it
        if scheme and scheme[1].lower() not in _SCHEMES and not link.image:
            yield page.finding(link.line, "link", f"`{link.target[:60]}`: links begin with https://, http:// or "
                               "mailto:, or name a page of the centre.", "Remove it, or give the page's web address.")
        elif target.startswith(("http:", "https:", "//")):
            problem = disguised(target if scheme else f"https:{target}")
            if problem or not re.match(r"(?i)https?://[^/\\]", target):
                yield page.finding(link.line, "web-address",
                                   f"`{link.target[:60]}` {problem or 'must start with https:// or http://'}.",
                                   "Copy the address from the browser's own line.")


def inner_links(page: Page) -> dict[str, Any]:
    """The links of a page within the centre (target, line, whether a picture), and the ids that it gives."""
    links = [(link.target, link.line, link.image) for link in page.links if _is_inner(link)]
    ids = {name for found in _LIST.findall(page.without_code) for name in _ID.findall(found)}
    return {"links": links, "ids": sorted(ids)}


def _is_inner(link: Link) -> bool:
    target = _as_a_browser_reads(link.target)
    return not re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.I)


def _as_a_browser_reads(target: str) -> str:
    return re.sub(r"[\x00-\x20]", "", html.unescape(target))


class Targets:
    """Everything in the centre that a link may lead to."""

    def __init__(self, catalogue: Catalogue, docs: Path) -> None:
        self.catalogue, self.docs = catalogue, docs
        self.made = {listing.path for listing in listings(catalogue)}
        self.ids: dict[str, frozenset[str]] = {}

    def problem(self, target: str, file: str, language: str, *, image: bool) -> tuple[str, str] | None:
        """What is wrong with a link of `docs/<file>`, and what to write; None if it leads somewhere."""
        parts = urlsplit(target) if can_be_split(target) else None
        if parts is None:
            return "this is not an address.", "Write the path of a page, such as `plan.md`."
        path, anchor = unquote(parts.path), unquote(parts.fragment)
        if path.startswith(("/", "\\")) or "\\" in path or "\0" in path:
            return "a link within the centre begins at the page itself.", "For example `../toolkits/plan.md`."
        found = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
        if found.startswith("../") or found == "..":
            return "this leads out of the centre.", "Name a page or a file in docs/."
        if image or not found.endswith(".md"):
            return self._file_problem(found)
        folder, _slash, name = found.partition("/")
        name = name.removesuffix(".md")
        if folder not in self.catalogue.languages:
            return f"there is no such page: docs/{found}.", self._suggestion(found)
        if folder != language and path:
            return "a link leads to the page in the reader's own language.", \
                f"Write it as if {name}.md stood in docs/{language}/."
        document = self.catalogue.documents.get(name)
        if document is None:
            if name in self.made and not anchor:
                return None
            return f"there is no such page: docs/{found}.", self._suggestion(found)
        edition = document.best_edition(self.catalogue.languages.preferred(language))
        known = set(edition.digests) - {"front", "lead"} | self.ids.get(edition.file, frozenset())
        if anchor and anchor not in known and not anchor.startswith("source-"):
            where = "this page" if found == file else edition.file
            return f"{where} has no section `{anchor}`.", nearest(anchor, known)
        return None

    def _file_problem(self, found: str) -> tuple[str, str] | None:
        file = self.docs / found
        try:
            if file.is_file():
                return None
            is_folder = file.is_dir()
        except (OSError, ValueError):
            is_folder = False
        page = found.removesuffix(".html") + ("/index.md" if is_folder else ".md")
        if is_folder or found.endswith(".html") or (self.docs / page).is_file():
            return f"docs/{found} is no page.", f"Name the page's file: `{posixpath.basename(page)}`."
        return f"there is no such file: docs/{found}.", "Correct the path; it begins at this page's folder."

    def _suggestion(self, found: str) -> str:
        path = found.partition("/")[2].removesuffix(".md")
        name = path.removesuffix("/index").rpartition("/")[2]
        alias = next((document.path for document in self.catalogue.documents.values()
                      if path in document.fields.aliases), None)
        alike = [known for known in self.catalogue.documents if known.removesuffix("/index").rpartition("/")[2] == name]
        best = alias or (alike[0] if alike else "")
        return f"Did you mean {best}.md?" if best else "Correct the path; it begins at this page's folder."
