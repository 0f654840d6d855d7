"""One build: what each page is made of, language after language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from . import sections
from .agenda import session_titles
from .centre import Centre
from .checks.rules import GROUPS
from .contact import with_contact
from .explained import explained
from .feedback import FEEDBACK_PAGE, message_links
from .findings import ContentError, Finding
from .forge import editor
from .hosting import CONTENT_SECURITY_POLICY
from .installing import manifest_path
from .interchange.templates import template_names
from .keeping import keepable
from .links.deadnote import dead_note_html
from .listings import WORKS_A_PAGE, Listing, listings
from .neutral import NEUTRAL_PAGE, NEUTRAL_TITLE
from .notation import Notation
from .pagefiles import read_page
from .pagepictures import picture_problems
from .reader import Reader
from .recordings import recording
from .records import Document, Edition, Part, Work
from .references import PageScope, references
from .related import Related
from .search.index import Index, Terms, Weighed, index_of
from .search.reading import in_order, page_passages
from .sharing import Sharing
from .strings import Strings

#: Pages to which every other page links (overrides/partials/menu.html, ijwi.html).
EVERYWHERE = ("about", "contribute")


@dataclass
class Entry:
    """A page on its way through the build: a page of content, or a list made from the catalogue."""

    title: str
    meta: dict[str, Any]
    scope: PageScope | None = None
    listing: Listing | None = None


@dataclass
class Build:
    """The state of a build. `start` begins a site, `open` one language of it."""

    notation: Notation = field(default_factory=Notation)
    centre: Centre = field(init=False)
    strings: Strings = field(init=False)
    reader: Reader = field(init=False)
    index: Index = field(init=False)
    #: Files made of the catalogue alone, once they are; an earlier build's, if they need not be made again.
    lists: tuple[str, ...] | None = None
    #: Where an earlier build's files of this language are, if there are any.
    before: Path | None = None
    #: The paths of the works that pages are related to, where that is known from an earlier build and not asked again.
    remembered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _related: Related = field(init=False)
    _contents: Mapping[str, tuple[Document, Edition]] = field(default_factory=dict)
    _listings: Mapping[str, Listing] = field(default_factory=dict)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _terms: Terms = field(init=False)
    _weighed: dict[str, list[Weighed]] = field(default_factory=dict)
    _findings: list[Finding] = field(default_factory=list)

    def start(self, centre: Centre) -> None:
        """Begins a site. Raises ContentError if its content needs mending."""
        centre.require_sound()
        self.centre = centre

    def open(self, language: str) -> None:
        """Begins one language."""
        self.strings = self.centre.strings[language]
        self.reader = Reader(self.centre.catalogue, self.strings)
        self._terms = Terms(self.centre.tables[language])
        self._entries, self._weighed, self.lists, self.before, self.remembered = {}, {}, None, None, {}
        self._findings = []
        self._contents = {document.editions[language].file: (document, document.editions[language])
                          for document in self.centre.catalogue.documents.values() if language in document.editions}
        made = listings(self.centre.catalogue)
        if self.centre.settings.feedback:  # no list of the catalogue's: no copy to carry away has it
            made.append(Listing(FEEDBACK_PAGE, "feedback.html"))
        self._listings = {f"{language}/{listing.path}.md": listing for listing in made}

    def made_pages(self) -> Iterator[str]:
        """The source paths of the pages that are made, not written."""
        return iter(self._listings)

    def body(self, source: str) -> str:
        """The Markdown of a page without its front matter, which the catalogue has read already.

        It begins with an empty line, or else MkDocs takes a first line `Word: …` for metadata.
        """
        if source in self._listings:
            listing = self._listings[source]
            self._entries[source] = Entry(listing.path, {"template": listing.template}, listing=listing)
            return "\n"
        document, edition = self._contents[source]
        scope = PageScope(self.centre.catalogue, self.centre.facts, self.strings, document, edition,
                          self.centre.pictures, self.centre.links)
        _front_matter, body, first_line = read_page(self.centre.docs / source)
        name = f"{self.centre.docs.name}/{source}"
        self._findings += references(body, scope, name, first_line)
        self._findings += picture_problems(body, source, self.centre.pictures, name, first_line)
        template = _template(document, edition, self.centre)
        self._entries[source] = Entry(edition.title, {"template": template}, scope=scope)
        body = with_contact(body, self.centre.settings.contact)
        return "\n" + sections.mark(body, self._states(document, edition, body))

    def _states(self, document: Document, edition: Edition, body: str) -> Mapping[str, str]:
        """The sections that say something: behind, recalled, and all of a sensitive work's machine draft."""
        work = self.centre.catalogue.work_of(document)
        if work is None or not work.fields.sensitive or edition.review != "machine":
            return edition.currency.states
        return {**{section.id: "draft" for section in sections.split(body)}, **edition.currency.states}

    def recall(self, source: str, weighed: list[Weighed], linked: list[str]) -> None:
        """Takes a page as an earlier build converted it, in the place of `body`, `enter` and `converted`."""
        if source in self._listings:
            self.body(source)
            return
        document, edition = self._contents[source]
        self._entries[source] = Entry(edition.title, {}, PageScope(
            self.centre.catalogue, self.centre.facts, self.strings, document, edition, self.centre.pictures,
            linked=linked))
        self._weighed[document.path] = weighed

    def weighed(self, source: str) -> list[Weighed]:
        """What the index has of a page."""
        scope = self._entries[source].scope
        return self._weighed[scope.document.path] if scope else []

    def related(self, source: str) -> list[Work]:
        """The works that a page shows as related, once the index is made."""
        scope = self._entries[source].scope
        if not scope or not isinstance(scope.document, Work):
            return []
        if source in self.remembered:
            works = map(self.centre.catalogue.documents.get, self.remembered[source])
            return [work for work in works if isinstance(work, Work) and not work.withdrawn]
        return self._related.to(scope.document)

    def linked(self, source: str) -> list[str]:
        """The paths of the pages that a page's text links to, whether they are there or not."""
        scope = self._entries[source].scope
        return list(dict.fromkeys(scope.linked)) if scope else []

    def shown(self, source: str) -> list[str] | None:
        """The paths of all pages of whose records a page shows anything, but for `EVERYWHERE`; None: of any page."""
        scope = self._entries[source].scope
        if scope is None or scope.document.path == "index":
            return None
        document = scope.document
        work = self.centre.catalogue.work_of(document)
        own = [document, *([work, *work.parts] if work else []), *self.related(source)]
        return list(dict.fromkeys((*(page.path for page in own), *self.linked(source))))

    def enter(self, source: str) -> Entry:
        """The page that is about to be converted to HTML; its notation refers to this page's records."""
        entry = self._entries[source]
        self.notation.scope = entry.scope
        return entry

    def converted(self, source: str, html: str) -> None:
        """Takes from the HTML of a page's text what the index needs."""
        scope = self._entries[source].scope
        if scope is not None:
            self._weighed[scope.document.path] = [
                (passage, self._terms.weights(passage)) for passage in page_passages(scope.document, html, self.reader)]

    def make_index(self) -> None:
        """Makes the language's index, once all its pages are converted."""
        self.index = index_of(weighed for document in in_order(self.reader)
                              for weighed in self._weighed.get(document.path, ()))
        self._related = Related(self.reader, self.index)

    def require_good_references(self) -> None:
        """Raises ContentError with every reference of the language that leads nowhere."""
        findings, self._findings = self._findings, []
        if findings:
            raise ContentError(findings)

    def template_globals(self, config: MkDocsConfig) -> dict[str, Any]:
        """What every template of a language sees."""
        extra = config.extra.get("centre", {})
        sharing = Sharing(self.reader, config.site_name, config.site_url) if config.site_url else None
        return {**template_names(sharing),
                "content_security_policy": CONTENT_SECURITY_POLICY, "neutral_page": NEUTRAL_PAGE,
                "neutral_page_title": NEUTRAL_TITLE,
                "site_host": (urlsplit(config.site_url or "").hostname or "").removeprefix("www."),
                "dead_note": partial(dead_note_html, links=self.centre.links, strings=self.strings),
                "reader": self.reader, "catalogue": self.centre.catalogue, "language": self.reader.language,
                "languages": self.centre.languages, "centre": extra, "rules": GROUPS, "works_a_page": WORKS_A_PAGE,
                "explained": partial(explained, self.centre.docs, self.reader), "settings": self.centre.settings,
                "manifest": manifest_path(self.centre.languages.prefix(self.reader.language.code))
                if self.centre.settings.install_name else None,
                "forge": editor(config.repo_url, config.edit_uri),
                "agendas": self.centre.settings.agendas, "session_titles": session_titles,
                "feedback": self.centre.settings.feedback,
                **message_links(self.centre.settings.feedback, self.strings, config.repo_url, config.edit_uri)}

    def page_context(self, source: str, toc: Any) -> dict[str, Any]:
        """What the template of one page sees besides."""
        entry = self._entries[source]
        if entry.scope is None:
            return {"listing": entry.listing, "address": entry.listing.path if entry.listing else ""}
        scope = entry.scope
        document = scope.document
        work = self.centre.catalogue.work_of(document)
        cited = [scope.sources[name] for name in scope.cited]
        uncited = [source for source in document.fields.sources if source.id not in scope.cited]
        return {"document": document, "edition": scope.edition, "work": work,
                "part": document if isinstance(document, Part) else None,
                "is_work": isinstance(document, Work), "sources": cited + uncited,
                "hidden": self.centre.catalogue.hidden_from_search_engines(document, scope.edition),
                "sensitive": work is not None and work.fields.sensitive, "outline": toc,
                "keepable": keepable(document, self.reader) is not None,
                "recording": recording(self.centre.docs, scope.edition),
                "related": self.related(source)}


#: The build of this process. hooks/centre.py works on it; scripts/build.py gives it a centre that is read already.
BUILD = Build()


def _template(document: Document, edition: Edition, centre: Centre) -> str:
    work = centre.catalogue.work_of(document)
    if edition.withdrawn is not None or document.withdrawn or (work is not None and work.withdrawn):
        return "withdrawn.html"
    if document.path == "index":
        return "home.html"
    if isinstance(document, Work):
        return "work.html"
    return "part.html" if isinstance(document, Part) else "page.html"
