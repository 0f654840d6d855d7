"""A new work, or a new page of a work that is there: what is written where. Nothing is ever overwritten."""

from __future__ import annotations

import datetime
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import stamping
from ..centre import Centre
from ..currency import find_page, refusal
from ..findings import ContentError, Finding
from ..pagefiles import path_problem, read_page, write_page
from ..placeholders import MARK
from ..records import Work
from ..schema import PartPage
from .answers import as_yaml, findings
from .questions import PARTS, model_of
from .skeleton import FURTHER, from_text, ids_of, skeleton, with_own_ids
from .slugs import slug

#: The order in which front matter is read most easily.
ORDER = ("title", "summary", "neutral_title", "kind", "topics", "audiences", "level", "minutes", "published", "updated",
         "creators", "licence", "url", "languages", "format", "resource_licence", "start", "end", "timezone", "place",
         "link", "status", "sensitive", "parts", "sources")
PART_ORDER = ("title", "summary", "neutral_title", "updated", "session", "handout", "minutes", "group_size", "power",
              "internet", "objectives", "materials", "sources")
#: Works that have a folder from the beginning, because further pages often follow.
IN_FOLDERS = ("manual", "toolkit", "campaign")
#: Names that some file systems keep for themselves; `index` is the front page of a folder.
_REFUSED = frozenset({"index", "con", "prn", "aux", "nul"})


@dataclass
class Draft:
    """Files to write: path within docs, front matter, body; and the work whose `parts` grow."""

    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    changed: dict[str, tuple[str, str]] = field(default_factory=dict)


def folder_of(centre: Centre, kind: str) -> str:
    """The folder in which works of a kind stand: where most of them do, or else the kind's plural."""
    used = Counter(work.path.split("/")[0] for work in centre.catalogue.works
                   if work.kind == kind and "/" in work.path)
    if used:
        return min(used, key=lambda name: (-used[name], name))
    term = centre.vocabulary.kinds[kind]
    return slug(term.plural) or f"{kind}s"


def usual(centre: Centre, name: str) -> Any:
    """The value that most works have in a field, such as the licence; None where there are no works."""
    counts = Counter(getattr(work.fields, name) for work in centre.catalogue.works)
    if not counts:
        return "CC-BY-SA-4.0" if name == "licence" else None
    most = max(counts, key=lambda found: (counts[found], str(found)))
    return list(most) if isinstance(most, tuple) else most


def work_path(centre: Centre, kind: str, name: str) -> str:
    """The path of a new work within its language's folder, without `.md`."""
    return f"{folder_of(centre, kind)}/{name}" + ("/index" if kind in IN_FOLDERS else "")


def name_problem(centre: Centre, name: str, folder: str) -> tuple[str, str] | None:
    """Why no page in `folder` can have this name, and what to do; None if it can."""
    path = f"{folder}/{name}"
    if "/" in name or name in _REFUSED:
        return f"no page can be called `{name}`.", "Write one short name, for example `stay-safe-online`."
    problem = path_problem(path, centre.languages)
    if problem:
        return problem
    taken = {alias for page in centre.catalogue.documents.values() for alias in page.fields.aliases}
    files = [centre.docs / code / f"{path}{end}" for code in centre.languages for end in ("", ".md")]
    if path in taken or f"{path}/index" in taken or any(file.exists() for file in files):
        return f"`{path}` is there already.", "Choose another name, or change the page that is there."
    return None


def draft_work(centre: Centre, kind: str, language: str, values: Mapping[str, Any], day: datetime.date,
               text: str = "") -> Draft:
    """A new work of `kind` with these answers (`path` among them), in its source language.

    Its body is `text` if somebody has written it already, or else the kind's skeleton. Raises ContentError.
    """
    path = work_path(centre, kind, str(values["path"]))
    further = FURTHER.get(kind, ())
    fields = {**values, "kind": kind, "published": day, "updated": day, "parts": [name for name, _title in further]}
    body = from_text(text) if text.strip() else skeleton(kind, language)
    draft = Draft({f"{language}/{path}.md": (_front(centre, fields, kind, f"docs/{language}/{path}.md"), body)})
    for name, title in further:
        own = {"title": title if language == "en" else f"{MARK} {title}", "summary": f"{MARK} One sentence.",
               "updated": day}
        page = f"{language}/{path.removesuffix('index')}{name}.md"
        draft.pages[page] = (as_yaml(own), skeleton(f"{kind}--{name}", language))
    return draft


def draft_part(centre: Centre, what: str, work: Work, values: Mapping[str, Any], day: datetime.date) -> Draft:
    """A session, a handout or another page of a work, and the work with the page among its `parts`."""
    folder, language = part_folder(work), work.source
    name = str(values["path"])
    flags = {what: True} if what != "page" else {}
    path = f"{language}/{folder}/{name}.md"
    front = _front(centre, {**values, **flags, "updated": day}, what, f"docs/{path}")
    pages = [page.source_edition.file for page in (work, *work.parts)]
    taken = ids_of(read_page(centre.docs / page)[1] for page in pages)
    body = with_own_ids(skeleton(what, language), name, taken)
    source = work.source_edition.file
    old_front, old_body, _line = read_page(centre.docs / source)
    parts = _placed(work, what, name)
    return Draft({path: (front, body)}, {source: (stamping.with_parts(old_front, parts), old_body)})


def part_folder(work: Work) -> str:
    """The folder for a work's further pages. Refuses a work that is one file."""
    folder, slash, _index = work.path.rpartition("/index")
    if not slash:
        raise refusal(work.path, "this work is one file; further pages need a folder.",
                      f"Move docs/{work.source}/{work.path}.md to docs/{work.source}/{work.path}/index.md, and its "
                      f"editions likewise, and add `aliases: [{work.path}]`.")
    return folder


def find_work(centre: Centre, name: str) -> Work:
    """The work of that name; refuses what is none."""
    page = find_page(centre, name)
    if not isinstance(page, Work):
        raise refusal(name, "this page is no work, it has no further pages.")
    return page


def _placed(work: Work, what: str, name: str) -> list[str]:
    """The work's parts with a new one: a session after the last session, or before the evaluation."""
    parts = list(work.fields.parts)
    sessions = [part.name for part in work.parts if part.fields.session]
    if what == "session" and sessions:
        place = parts.index(sessions[-1]) + 1
    elif what != "handout" and "evaluation" in parts:
        place = parts.index("evaluation")
    else:
        handouts = [part.name for part in work.parts if part.fields.handout]
        place = parts.index(handouts[0]) if handouts and what != "handout" else len(parts)
    return [*parts[:place], name, *parts[place:]]


def _front(centre: Centre, values: Mapping[str, Any], what: str, path: str) -> str:
    """The front matter, in order and without what is empty. Raises ContentError with all that is wrong."""
    order = PART_ORDER if what in PARTS else ORDER
    given = {name: value for name in order if (value := values.get(name)) not in (None, "", [], False)}
    problems = findings(given, PartPage if what in PARTS else model_of(what), centre.vocabulary, path)
    if problems:
        raise ContentError(problems)
    return as_yaml(given)


def write(centre: Centre, draft: Draft) -> list[Path]:
    """Writes a draft whole or not at all, and returns its files, new ones first."""
    files = [centre.docs / name for name in draft.pages]
    for file in files:
        if file.exists():
            raise ContentError([Finding(f"docs/{file.relative_to(centre.docs).as_posix()}", 1, "refused",
                                        "this file is there already; nothing is overwritten.", "Choose another name.")])
    folders = [folder for file in files for folder in _lacking(file.parent)]
    done: list[Path] = []
    try:
        for file, (front, body) in zip(files, draft.pages.values(), strict=True):
            file.parent.mkdir(parents=True, exist_ok=True)
            done.append(file)
            write_page(file, front, body)
        for name, (front, body) in draft.changed.items():
            write_page(centre.docs / name, front, body)
    except OSError:
        for file in done:
            file.unlink(missing_ok=True)
            file.with_suffix(".new").unlink(missing_ok=True)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return [*files, *(centre.docs / name for name in draft.changed)]


def _lacking(folder: Path) -> Iterable[Path]:
    """The highest folder that must be made for this one to be there."""
    while not folder.exists():
        if folder.parent.exists():
            yield folder
        folder = folder.parent
