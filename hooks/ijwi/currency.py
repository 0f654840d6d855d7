"""Keeping editions current: what the volunteers' tool does, each act as a function on one centre's files.

Every act refuses what would lose work or tell an untruth, and says why (ContentError).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from . import frontmatter, sections, stamping
from .centre import Centre
from .findings import ContentError, Finding, nearest
from .pagefiles import read_page, write_page
from .records import Document, Edition, Work


def find_page(centre: Centre, name: str) -> Document:
    """The work of that name, such as `toolkits/stay-safe-online`, or the plain page, such as `about`."""
    pages: dict[str, Document] = {work.name: work for work in centre.catalogue.works}
    pages.update({page.path: page for page in centre.catalogue.plain_pages})
    if name not in pages:
        centre.require_sound()  # perhaps it is there, and wrong
        raise refusal(name, "there is no such work.", nearest(name, pages))
    return pages[name]


def pages_of(page: Document) -> list[Document]:
    """A work with its parts; any other page alone."""
    return [page, *page.parts] if isinstance(page, Work) else [page]


def refusal(where: str, message: str, suggestion: str = "") -> ContentError:
    return ContentError([Finding(where, 1, "refused", message, suggestion)])


def known_language(centre: Centre, language: str | None) -> None:
    """Refuses a language that the centre does not have; None stands for all."""
    if language is not None and language not in centre.languages:
        raise refusal(language, "this is not a language of the centre.", nearest(language, centre.languages))


def done(centre: Centre, language: str, page: Document, names: Iterable[str] = ()) -> list[str]:
    """Records that an edition's sections follow the source as it is now; all of them, or those named.

    Returns the sections recorded. Refuses sections that are missing in the edition, or still
    hold the source's own words.
    """
    edition = _edition(page, language)
    source = page.source_edition
    wanted = list(names) or list(source.digests)
    problems = []
    for name in wanted:
        if name not in source.digests:
            problems.append((name, "the source edition has no such section.", nearest(name, source.digests)))
        elif name not in edition.digests:
            problems.append((name, "this edition has no such section.",
                             f"Add it, with its heading's id `{{#{name}}}`."))
        elif edition.digests[name] == source.digests[name] and _has_words(centre, page, name):
            problems.append((name, "its text is still the source's.", "Translate it first."))
    if problems:
        raise ContentError(Finding(f"{centre.docs.name}/{edition.file}", 1, "refused", f"`{name}`: {message}", hint)
                           for name, message, hint in problems)
    recorded = dict(edition.history.sections if edition.history else {})
    recorded.update({name: source.digests[name] for name in wanted})
    kept = {name: recorded[name] for name in source.digests if name in recorded}
    _stamp(centre, edition, kept)
    return wanted


def _has_words(centre: Centre, page: Document, name: str) -> bool:
    """Whether a section holds prose, not only references that are the same in every language."""
    _front, body, _line = read_page(centre.docs / page.source_edition.file)
    text = next((section.heading + section.text for section in sections.split(body) if section.id == name), "")
    return any(word.isalpha() and len(word) > 3 for word in text.split())


def changed_sections(page: Document) -> list[str]:
    """The source edition's sections whose text is not the one that it remembers."""
    return [name for name, value in page.source_edition.digests.items() if page.fields.sections.get(name) != value]


def record_change(centre: Centre, page: Document, minor: bool) -> list[str]:
    """Remembers the source edition's sections as they are now.

    With `minor` the editions that were up to date with the remembered text stay up to date;
    exactly those are stamped anew. Recalled sections' new texts count as safe. Returns the
    sections that changed.
    """
    changed = changed_sections(page)
    remembered, now = page.fields.sections, page.source_edition.digests
    if minor:
        for edition in page.editions.values():
            if edition.history is None:
                continue
            recorded = dict(edition.history.sections)
            again = {name: now[name] for name in changed
                     if name in remembered and name in now and recorded.get(name) == remembered[name]}
            if again:
                _stamp(centre, edition, {**recorded, **again})
    recalls = [{"section": recall.section, "on": recall.on,
                "safe": [*dict.fromkeys((*recall.safe, now[recall.section]))] if recall.section in now else recall.safe}
               for recall in page.fields.recalls]

    def remember(text: str, path: str) -> str:
        return stamping.with_recalls(stamping.with_sections(text, now, path, edition=False), recalls)

    _rewrite(centre, page.source_edition, remember)
    return changed


def recall(centre: Centre, page: Document, name: str, on: datetime.date) -> list[Edition]:
    """Marks a section's earlier texts as dangerous: every edition that does not have the present one hides it.

    Returns the editions that hide it now. Refuses a section that the source does not have.
    """
    now = page.source_edition.digests
    if name not in now:
        raise refusal(page.path, f"the source edition has no section `{name}`.", nearest(name, now))
    if name == sections.FRONT:
        raise refusal(page.path, "title and summary cannot be hidden.", "Use `withdrawn:` for a whole page.")
    recalls = [{"section": other.section, "on": other.on, "safe": other.safe}
               for other in page.fields.recalls if other.section != name]
    recalls.append({"section": name, "on": on, "safe": [now[name]]})
    _rewrite(centre, page.source_edition, lambda text, path: stamping.with_recalls(text, recalls))
    return [edition for edition in page.editions.values()
            if edition.history and edition.history.sections.get(name) != now[name]]


def review(centre: Centre, language: str, page: Document, kind: str, reviewer: str, on: datetime.date | None) -> None:
    """Writes who read an edition. `reviewed` needs a reviewer and a day; it may not be behind then."""
    edition = _edition(page, language)
    if kind == "reviewed" and (not reviewer or on is None):
        raise refusal(edition.file, "a review needs somebody who did it, and a day.", "Add `--by` and `--on`.")
    if kind == "reviewed" and edition.currency.behind:
        raise refusal(edition.file, f"{len(edition.currency.behind)} sections are behind the source.",
                      "Bring them up to date first: `diff`, then `done`.")
    day = on.isoformat() if on and kind == "reviewed" else ""
    _rewrite(centre, edition, lambda text, path: stamping.with_review(
        text, kind, path, reviewer if kind == "reviewed" else "", day))


def _edition(page: Document, language: str) -> Edition:
    if language not in page.editions or page.editions[language].history is None:
        raise refusal(f"{language}/{page.path}", "there is no such edition.", "Begin with `start`.")
    return page.editions[language]


def _stamp(centre: Centre, edition: Edition, digests: dict[str, str]) -> None:
    _rewrite(centre, edition, lambda text, path: stamping.with_sections(text, digests, path, edition=True))


def _rewrite(centre: Centre, edition: Edition, change: Callable[[str, str], str]) -> None:
    """Changes a page's front matter and nothing else of the file."""
    file = centre.docs / edition.file
    front, body, _line = read_page(file)
    path = f"{centre.docs.name}/{edition.file}"
    new = change(front, path)
    read_again, findings = frontmatter.read(new, path)
    if read_again is None:
        raise ContentError(findings)
    write_page(file, new, body)
