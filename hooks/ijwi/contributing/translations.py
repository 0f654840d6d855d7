"""A translation that came by form: a new edition, with the source's text where nothing was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from .. import currency, drafting, frontmatter, sections
from ..centre import Centre
from ..explain import explain
from ..findings import ContentError
from ..pagefiles import read_page, write_page
from ..schema import EditionPage
from ..sections import FRONT, LEAD, Section
from .filled import Filled
from .pagenames import page_named


@dataclass(frozen=True)
class NewEdition:
    """An edition that was just written. `sent` are the sections whose text was sent, `no_place` the rest of it."""

    page: str
    language: str
    name: str
    file: Path
    sent: tuple[str, ...]
    no_place: str

    def record(self, centre: Centre) -> tuple[list[str], list[str]]:
        """Records in the centre as it is now what the edition follows; returns that, and what is still untranslated."""
        page = centre.catalogue.documents[self.page]
        source, own = page.source_edition.digests, page.editions[self.language].digests
        followed = [name for name in self.sent if own.get(name) != source[name]]
        if followed:
            currency.done(centre, self.language, page, followed)
        return followed, [name for name in self.sent if name not in followed]


def new_edition(centre: Centre, filled: Filled, text: str) -> NewEdition:
    """Writes the edition that a form describes. Raises ContentError, and writes nothing, if it can't be one."""
    answers = filled.answers
    page, _of = page_named(centre, answers.get("page", ""))
    language = answers.get("language", "")
    currency.known_language(centre, language)
    name = f"{language}/{page.path}.md"
    file = centre.docs / name
    if language in page.editions or file.exists():
        raise currency.refusal(f"docs/{name}", "this edition is there already; nothing is overwritten.",
                               "Compare the text below with it, section by section.")
    source_body = read_page(centre.docs / page.source_edition.file)[1]
    body, sent, no_place = merged(source_body, text)
    words = {key: " ".join(answers[key].split()) for key in ("title", "summary", "neutral_title") if key in answers}
    review = "machine" if answers.get("review") == "machine" else "human"
    front = drafting.new_front_matter(page, words, review)
    read, problems = frontmatter.read(front, f"docs/{name}")
    if read is not None:
        try:
            EditionPage.model_validate(read.values)
        except ValidationError as error:
            problems = list(explain(error, read, f"docs/{name}", page.source))
    if problems:
        raise ContentError(problems)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_page(file, front, body)
    # The words of the front matter are all translated unless a session has lists of its own.
    own = page.source_edition
    whole = not own.objectives and not own.materials and (not own.neutral_title or "neutral_title" in words)
    return NewEdition(page.path, language, name, file, ((FRONT,) if whole else ()) + sent, no_place)


def merged(source: str, text: str) -> tuple[str, tuple[str, ...], str]:
    """A source's body with the sections that were sent in place of its own; their ids; and what found no place.

    Sections belong together by their ids, or, where none was kept, one by one if there are as many of each level.
    """
    theirs = sections.split(source)
    ours = [section for section in sections.split(text) if section.text.strip() or section.level]
    placed: dict[str, Section] = {}
    headings = [section for section in ours if section.level]
    wanted = [section for section in theirs if section.level]
    if not any(section.id for section in headings) and len(headings) == len(wanted):
        placed = {there.id: here for there, here in zip(wanted, headings, strict=True) if there.id}
    else:
        ids = {section.id for section in wanted}
        for section in headings:
            if section.id in ids:
                placed.setdefault(section.id, section)
    lead = next((section for section in ours if not section.level), None)
    if lead and any(not section.level for section in theirs) and (placed or not wanted):
        placed[LEAD] = lead
    used = {id(section) for section in placed.values()}
    no_place = "\n\n".join(_as_text(section) for section in ours if id(section) not in used)
    sent = tuple(section.id for section in theirs if section.id in placed)
    return _joined(theirs, placed), sent, no_place


def _joined(theirs: list[Section], placed: Mapping[str, Section]) -> str:
    pieces = []
    for section in theirs:
        mine = placed.get(section.id, section)
        text = mine.text.strip("\n")
        mark = f" {{#{section.id}}}" if section.id else ""
        pieces.append(f"{'#' * section.level} {mine.heading}{mark}\n\n{text}" if section.level else text)
    return "\n" + "\n\n".join(piece.rstrip() for piece in pieces) + "\n"


def _as_text(section: Section) -> str:
    return (f"{'#' * section.level} {section.heading}\n\n" if section.level else "") + section.text.strip("\n")
