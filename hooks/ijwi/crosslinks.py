"""Links in a page to works that do not exist in its language.

They lead to the edition that its readers read best, and say in which language that is.
MkDocs must not see them, because a language build knows only its own pages: they are set
aside before it resolves links (priority 0) and put back after.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .localise import language_name
from .references import PageScope

if TYPE_CHECKING:
    from .notation import Notation

#: Stands before an address that MkDocs must not look up; it takes this for another scheme.
ASIDE = "set-aside:"


class SetAside(Treeprocessor):
    def __init__(self, md: Markdown, notation: Notation) -> None:
        super().__init__(md)
        self.notation = notation

    def run(self, root: Element) -> None:
        scope = self.notation.need()
        for link in list(root.iter("a")):
            target = elsewhere(link.get("href", ""), scope)
            if target:
                url, code = target
                link.set("href", ASIDE + url)
                link.set("hreflang", code)
                note = SubElement(link, "span", {"class": "in-language"})
                name = language_name(code, scope.strings.language, scope.catalogue.languages)
                note.text = f" ({name})"


class PutBack(Treeprocessor):
    def run(self, root: Element) -> None:
        for tag, name in (("a", "href"), ("img", "src")):
            for element in root.iter(tag):
                if element.get(name, "").startswith(ASIDE):
                    element.set(name, element.attrib[name].removeprefix(ASIDE))


def elsewhere(href: str, scope: PageScope) -> tuple[str, str] | None:
    """The relative address and language that a link should lead to; None where MkDocs does right."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path.endswith(".md"):
        return None
    folder = posixpath.dirname(scope.edition.path)
    path = posixpath.normpath(posixpath.join(folder, parts.path)).removesuffix(".md")
    scope.linked.append(path)
    document = scope.catalogue.documents.get(path)
    if document is None or scope.edition.language in document.editions:
        return None
    edition = document.best_edition(scope.catalogue.languages.preferred(scope.edition.language))
    url = posixpath.relpath(edition.url, posixpath.dirname(scope.edition.url) or ".")
    return url + (f"#{parts.fragment}" if parts.fragment else ""), edition.language
