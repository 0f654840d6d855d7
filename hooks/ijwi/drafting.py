"""Making a work ready to be translated: ids for its headings, and files with the source text in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import sections, stamping
from .centre import Centre
from .currency import known_language, pages_of, refusal
from .pagefiles import read_page, write_page
from .records import Document


def start(centre: Centre, language: str, work: Document, pages: Iterable[Document]) -> list[str]:
    """Makes a file for each of a work's pages that a language lacks, with the source text in place.

    Returns the files made, relative to docs. Refuses if there is nothing to start.
    """
    known_language(centre, language)
    lacking = [page for page in pages if language not in page.editions]
    if not lacking:
        raise refusal(work.path, f"there is an edition in `{language}` already; nothing is overwritten.",
                      "See what is behind with `diff`, or change the files in "
                      f"docs/{language}/{work.path}.md.")
    made = []
    for page in lacking:
        target = centre.docs / language / f"{page.path}.md"
        if target.exists():
            raise refusal(f"docs/{language}/{page.path}.md", "this file is there already, though it cannot be used.",
                          "See what `make check` says of it.")
        target.parent.mkdir(parents=True, exist_ok=True)
        _front, body, _line = read_page(centre.docs / page.source_edition.file)
        write_page(target, new_front_matter(page), body)
        made.append(f"{language}/{page.path}.md")
    return made


def new_front_matter(page: Document, words: Mapping[str, str] | None = None, review: str = "human") -> str:
    """The front matter of a new edition: the source's words, but for those of `words` (title, summary, …)."""
    source = page.source_edition
    own = {"title": source.title, "summary": source.summary, "neutral_title": source.neutral_title, **(words or {})}
    lines = [f"{name}: {stamping.quoted(text)}" for name, text in own.items() if text]
    for name in ("objectives", "materials"):
        if getattr(source, name):
            lines += [f"{name}:", *(f"  - {stamping.quoted(item)}" for item in getattr(source, name))]
    lines += [f"updated: {source.updated.isoformat()}", "edition:", f"  of: {page.source}", f"  review: {review}"]
    return "\n".join(lines) + "\n"


def give_ids(centre: Centre, work: Document) -> list[str]:
    """Gives each heading of a work's source pages an id, unique in the work, where it has none.

    Returns the files changed.
    """
    bodies = {page.source_edition.file: read_page(centre.docs / page.source_edition.file) for page in pages_of(work)}
    taken = {sections.FRONT, sections.LEAD}
    for _front, body, _line in bodies.values():
        taken |= {section.id for section in sections.split(body)}
    changed = []
    for name, (front, body, _line) in bodies.items():
        new = sections.with_ids(body, taken)
        taken |= {section.id for section in sections.split(new)}
        if new != body:
            write_page(centre.docs / name, front, new)
            changed.append(name)
    return changed
