"""What a whole work needs: ids of its own, sources for what it tells, a mark where it may harm its reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..currency import changed_sections
from ..findings import Finding
from ..glossary import Glossary
from ..records import Catalogue, Document, Work
from ..sections import FRONT, LEAD
from .page import Page

#: Kinds that tell of other people, promises and days.
TELLING = frozenset({"campaign", "case-study", "event", "video"})
#: Terms of the glossary that few texts hold but those about violence.
OF_VIOLENCE = ("blackmail", "deepfake", "doxxing", "gender-based-violence", "harassment", "intimate-image",
               "intimate-image-abuse", "online-abuse", "spyware", "stalking", "survivor", "tech-facilitated-violence")
#: So many of them in a thousand words, and so many at least, make it likely that the work is about violence.
DENSITY, AT_LEAST = 12, 6
#: What to do about a work that may be sensitive.
DECIDE = ("If its reader may come to harm when somebody sees it, add `sensitive: true` and a `neutral_title:`; "
          "if not, `sensitive: false`.")
_WORD = re.compile(r"[^\W\d_]+")


def works(catalogue: Catalogue) -> Iterator[Finding]:
    """Ids that stand twice in a work, tellings without sources, changes that nobody recorded."""
    for work in catalogue.works:
        yield from _shared_ids(work)
        yield from _sources(work)
        yield from _topics(work, catalogue)
    for document in catalogue.documents.values():
        yield from _unrecorded(document)


def _shared_ids(work: Work) -> Iterator[Finding]:
    """Ids are unique in a whole work: its pages are joined in downloads, and links must still meet."""
    owner: dict[str, str] = {}
    for page in (work, *work.parts):
        for name in page.source_edition.digests:
            first = owner.setdefault(name, page.path)
            if name not in (FRONT, LEAD) and first != page.path:
                yield Finding(_file(page), 1, "heading", f"the id `{name}` stands in {first}.md too.",
                              "Each id is used once in a work.")


def _sources(work: Work) -> Iterator[Finding]:
    pages: tuple[Document, ...] = (work, *work.parts)
    if work.kind in TELLING and not work.withdrawn and not any(page.fields.sources for page in pages) \
            and getattr(work.fields, "status", "") != "planned":
        yield Finding(_file(work), 1, "sources", f"this {work.kind} does not say what it relies on.",
                      "Add `sources:` with an id, title, publisher and url for each, and cite them: `[@id]`.")


def _topics(work: Work, catalogue: Catalogue) -> Iterator[Finding]:
    topic = sensitive_topic(work, catalogue)
    if topic and undecided(work):
        yield Finding(_file(work), 1, "perhaps-sensitive", f"its topic `{topic}` is sensitive, the work is not marked.",
                      DECIDE, notice=True)


def sensitive_topic(work: Work, catalogue: Catalogue) -> str:
    """The first of a work's topics that the vocabulary calls sensitive; empty if there is none."""
    terms = catalogue.vocabulary.topics
    return next((name for name in work.fields.topics if name in terms and terms[name].sensitive), "")


def undecided(work: Work) -> bool:
    """Whether a work's front matter says neither `sensitive: true` nor `sensitive: false`."""
    return "sensitive" not in work.fields.model_fields_set


def _unrecorded(document: Document) -> Iterator[Finding]:
    changed = changed_sections(document)
    if changed and document.fields.sections:
        yield Finding(_file(document), 1, "currency",
                      f"sections changed since they were last recorded: {', '.join(changed)}.",
                      "Run `python scripts/translate.py changed` (with `--minor` if only typing errors were mended).",
                      notice=True)


def words_of_violence(page: Page, glossary: Glossary) -> Iterator[Finding]:
    """A notice where a page is full of words about violence, as the glossary of its language has them."""
    forms = {form for name in OF_VIOLENCE if name in glossary
             for term in (glossary[name].term, *glossary[name].variants) for form in _forms(term)}
    if not forms:
        return
    text = " ".join(passage.text for passage in page.passages).casefold()
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + r")")
    found = pattern.findall(text)
    words = len(_WORD.findall(text))
    if len(found) >= AT_LEAST and len(found) * 1000 >= DENSITY * words:
        shown = ", ".join(f"“{word}”" for word in sorted(set(found), key=lambda word: (-found.count(word), word))[:4])
        yield page.finding(1, "perhaps-sensitive", f"{len(found)} of {words} words speak of violence: {shown}.",
                           DECIDE, notice=True)


def _forms(term: str) -> Iterable[str]:
    """A term's words as they are looked for: without what stands in brackets, the last letter cut off for endings."""
    outside = re.sub(r"\(.*?\)", "", term).strip().casefold()
    inside = re.findall(r"\((.*?)\)", term)
    return [form[:-1] if len(form) > 7 else form for form in (outside, *map(str.casefold, inside)) if len(form) > 3]


def _file(page: Document) -> str:
    return f"docs/{page.source_edition.file}"
