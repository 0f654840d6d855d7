"""What leaves the site about a page: its title, text, address and picture elsewhere.

The single owner of the rule for sensitive works (and for single pages with a `neutral_title`):
outside its own page such a work shows its neutral title, a text that only says what kind of
thing it is, and the neutral picture; neither its audience nor its makers, nor a topic by a name
that betrays. Its machine drafts, and what is withdrawn, are not shared at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from .reader import Reader
from .records import Catalogue, Document, Edition, Work

#: The picture of what has no kind, or must not show it.
NEUTRAL_PICTURE = "neutral"


@dataclass(frozen=True)
class Shared:
    """An edition of a page as the world outside the site sees it. `url` and `image` are online addresses."""

    language: str
    title: str
    text: str
    url: str
    image: str
    updated: datetime.date

    @property
    def links(self) -> Mapping[str, str]:
        """Addresses that hand the page to WhatsApp, SMS, Telegram and e-mail; they load nothing by themselves.

        https://faq.whatsapp.com/5913398998672934, RFC 5724 (sms), https://core.telegram.org/widgets/share,
        RFC 6068 (mailto). Messages are paid by their length: title and address, the messenger shows the rest.
        """
        title, url = encoded(self.title), encoded(self.url)
        return {
            "whatsapp": f"https://wa.me/?text={title}%0A{url}",
            "sms": f"sms:?body={title}%0A{url}",
            "telegram": f"https://t.me/share/url?url={url}&text={title}",
            "email": f"mailto:?subject={title}&body={url}".replace("/", "%2F"),
        }


#: What may stand in a query as it is (RFC 3986), but for what divides it.
_PLAIN = "!$()*,:@/"


def encoded(text: str) -> str:
    """Percent-encoded, so that nothing in it can end the value; but letters beyond ASCII stay as they are.

    A browser encodes those itself, as UTF-8 (https://url.spec.whatwg.org/#query-state). Encoded here they would
    weigh three times as much, and share nothing with the same words elsewhere on the page.
    """
    return "".join(letter if letter.isprintable() and not letter.isascii() else quote(letter, safe=_PLAIN)
                   for letter in text)


@dataclass(frozen=True)
class Topic:
    """A topic as it is named outside the site: `id` is the last part of its page's address."""

    id: str
    name: str
    page: str


def is_private(catalogue: Catalogue, document: Document) -> bool:
    """Whether a page belongs to a sensitive work, or goes by a neutral title of its own in a work that is not."""
    work = catalogue.work_of(document)
    return (work is not None and work.fields.sensitive) or document.source_edition.neutral_title is not None


def outward_title(catalogue: Catalogue, document: Document, edition: Edition) -> str:
    """What a page is called outside the site. A part of a sensitive work goes by the work's neutral title."""
    if not is_private(catalogue, document):
        return edition.title
    work = catalogue.work_of(document) or document
    front = work.editions.get(edition.language, work.source_edition)
    titles = (edition, front, document.source_edition, work.source_edition)
    return next((known.neutral_title for known in titles if known.neutral_title), "")


def updated(document: Document, edition: Edition) -> datetime.date:
    """When an edition last changed: a work with its parts, any other page by itself."""
    return document.updated(edition.language) if isinstance(document, Work) else edition.updated


class Sharing:
    """One language's view of the catalogue for the world outside. `site_url` is the site's online address."""

    def __init__(self, reader: Reader, site_name: str, site_url: str) -> None:
        self.reader, self.catalogue, self.strings = reader, reader.catalogue, reader.strings
        self.language = reader.language.code
        self.prefix = self.catalogue.languages.prefix(self.language)
        self.site_name, self.site_url = site_name, f"{site_url.rstrip('/')}/"

    def of(self, document: Document, edition: Edition) -> Shared | None:
        """An edition as it may be shared; None if it must not be."""
        if self.catalogue.hidden_from_search_engines(document, edition):
            return None
        return Shared(edition.language, outward_title(self.catalogue, document, edition),
                      self.text(document, edition), self.site_url + edition.url,
                      self.image(document), updated(document, edition))

    def text(self, document: Document, edition: Edition) -> str:
        """What may be said of an edition: its summary, or of a sensitive work what its kind is."""
        work = self.catalogue.work_of(document)
        if not is_private(self.catalogue, document):
            return edition.summary
        kind = self.catalogue.vocabulary.kinds[work.kind] if work else None
        return self.strings.pgettext("kind", kind.description or kind.name) if kind else ""

    def image(self, document: Document | None) -> str:
        """The picture that messengers show beside a link; without a document that of the site's own pages."""
        work = self.catalogue.work_of(document) if document and not is_private(self.catalogue, document) else None
        name = work.kind if work else NEUTRAL_PICTURE
        return f"{self.site_url}assets/share/{name}.png"

    def works(self, topic: str = "", kind: str = "") -> list[tuple[Work, Edition, Shared]]:
        """The works of this language that may be shared, those changed last first. `topic` and `kind` choose."""
        return [entry for entry in self._works
                if topic in ("", *entry[0].fields.topics) and kind in ("", entry[0].kind)]

    @cached_property
    def _works(self) -> list[tuple[Work, Edition, Shared]]:
        found = []
        for work in self.catalogue.offered:
            edition = work.editions.get(self.language)
            shared = self.of(work, edition) if edition else None
            if edition and shared:
                found.append((work, edition, shared))
        return sorted(found, key=lambda entry: (-entry[2].updated.toordinal(), entry[0].path))

    def topic(self, topic: str) -> Topic:
        """A topic by the name that betrays nothing."""
        term, address = self.catalogue.vocabulary.topics[topic], self.catalogue.vocabulary.topic_address(topic)
        name = self.strings.pgettext("topic", (term.neutral or term).name)
        return Topic(address, name, self.site_url + self.reader.topic_page(topic))

    def topics(self, work: Work) -> list[Topic]:
        return [self.topic(topic) for topic in work.fields.topics]

    def audiences(self, work: Work) -> list[str]:
        """For whom a work is; nobody is named for a sensitive one ("Survivors" would say it all)."""
        named = () if is_private(self.catalogue, work) else work.fields.audiences
        return [self.reader.audience(audience) for audience in named]

    def creators(self, work: Work) -> list[str]:
        """Who made a work; for a sensitive one the centre answers, as a maker's name may tell what it is about."""
        return [self.site_name] if is_private(self.catalogue, work) else list(work.fields.creators)
