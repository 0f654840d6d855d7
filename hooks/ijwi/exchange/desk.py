"""Where sheets for translators go out of a centre's files, and come back into them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from .. import currency, frontmatter, stamping
from ..centre import Centre
from ..pagefiles import read_page, write_page
from ..records import Document
from . import docx, po
from .assembly import Imported
from .labels import labels_in
from .sheet import Task

#: A sheet's file name: the page's path with `__` for `/`, and the language.
_NAME = re.compile(r"(?P<page>[a-z0-9-]+(?:__[a-z0-9-]+)*)\.(?P<language>[A-Za-z0-9-]+)\.(?P<format>po|docx)")


def export(centre: Centre, language: str, pages: Iterable[Document], kind: str, folder: Path) -> list[Path]:
    """Writes a sheet for each page, `kind` is `po` or `docx`; returns the files. Refuses to overwrite one."""
    currency.known_language(centre, language)
    written = []
    for page in pages:
        target = folder / f"{page.path.replace('/', '__')}.{language}.{kind}"
        if target.exists():
            raise currency.refusal(str(target), "this file is there already; somebody may have worked in it.",
                                   "Move it away, or choose another folder with `--to`.")
        work = centre.catalogue.work_of(page)
        distressing = page.source_edition.neutral_title is not None or (work is not None and work.fields.sensitive)
        task = _task(centre, page, language)
        folder.mkdir(parents=True, exist_ok=True)
        labels = labels_in(centre.strings[language].gettext)
        if kind == "po":
            target.write_text(po.export(task, distressing=distressing, labels=labels), encoding="utf-8")
        else:
            target.write_bytes(docx.export(task, distressing=distressing, labels=labels))
        written.append(target)
    return written


def import_(centre: Centre, file: Path, day: datetime.date, replace: Collection[str] = ()) -> tuple[str, Imported]:
    """Brings a sheet's translations into the edition; returns the page's file in docs and what to know of it.

    Sections that are wholly translated are recorded with the source text that the sheet showed.
    """
    match = _NAME.fullmatch(file.name)
    if match is None:
        raise currency.refusal(str(file), "the name of this file does not say which page it is.",
                               "Name it as it was exported, such as toolkits__stay-safe-online__index.rw.po.")
    path, language = match["page"].replace("__", "/"), match["language"]
    currency.known_language(centre, language)
    page = centre.catalogue.documents.get(path)
    if page is None:
        centre.require_sound()
        raise currency.refusal(str(file), f"there is no page `{path}`.", "Name the file as it was exported.")
    if not file.is_file():
        raise currency.refusal(str(file), "there is no such file.")
    task = _task(centre, page, language)
    if match["format"] == "po":
        imported = po.import_(_text(file), task, where=file.name, day=day, replace=replace)
    else:
        imported = docx.import_(file.read_bytes(), task, where=file.name, day=day, replace=replace)
    name = f"{language}/{path}.md"
    front, body, _line = frontmatter.split(imported.text)
    edition = page.editions.get(language)
    recorded = {**(edition.history.sections if edition and edition.history else {}), **imported.current}
    target = centre.docs / name
    target.parent.mkdir(parents=True, exist_ok=True)
    write_page(target, stamping.with_sections(front or "", recorded, name, edition=True), body)
    return name, imported


def _task(centre: Centre, page: Document, language: str) -> Task:
    if language == page.source:
        raise currency.refusal(page.path, f"`{language}` is the language of its source.")
    own = page.editions.get(language)
    source, edition = (_whole(centre.docs / one.file) if one else None for one in (page.source_edition, own))
    return Task(page.path, source or "", edition, centre.languages[page.source], centre.languages[language])


def _whole(file: Path) -> str:
    front, body, _line = read_page(file)
    return f"---\n{front}---\n{body}"


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise currency.refusal(str(file), "this file is not written in UTF-8.", "Save it again as UTF-8.") from error
