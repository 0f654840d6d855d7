"""For those who translate and those who change a source.

    translate.py status [LANGUAGE] [--json]         what exists, how far it is behind, who has read it
    translate.py start LANGUAGE WORK                files ready to translate, with the source text in place
    translate.py diff LANGUAGE WORK                 what changed in the source since it was translated
    translate.py done LANGUAGE WORK [SECTION …]     this edition follows the source as it is now
    translate.py review LANGUAGE WORK KIND          who read it: machine, human, or reviewed --by … --on …
    translate.py changed WORK [--minor]             the source changed; --minor: only typing errors were mended
    translate.py ids WORK                           gives every heading of the source its lasting id
    translate.py export LANGUAGE WORK [--format docx]   sheets for Poedit, Weblate, or a phone
    translate.py import FILE …                      brings filled sheets back
    translate.py recall WORK SECTION                earlier texts of a section are dangerous: hide them everywhere
    translate.py glossary [LANGUAGE]                the agreed words

WORK is a work's path, such as toolkits/stay-safe-online, or a page's, such as about. With a
work come its parts; `--page NAME` takes only one of its pages.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path

from check import extra
from ijwi import currency, drafting, glossary, history, statuses
from ijwi.centre import Centre, read_centre
from ijwi.exchange import desk
from ijwi.findings import ContentError
from ijwi.pagefiles import read_page
from ijwi.records import Document
from ijwi.sections import split

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    options = _parser().parse_args(arguments)
    try:
        centre = read_centre(root, root / "docs", extra(root / "mkdocs.yml"))
        code: int = options.act(centre, options) or 0
        return code
    except ContentError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    acts = parser.add_subparsers(required=True, metavar="ACT")

    def act(name: str, function: object, *words: str) -> argparse.ArgumentParser:
        sub = acts.add_parser(name, help=(function.__doc__ or "").split("\n")[0])
        sub.set_defaults(act=function)
        for word in words:
            sub.add_argument(word)
        if "work" in words:
            sub.add_argument("--page", help="only this page of the work, by its name, such as before-you-start")
        return sub

    act("status", show_status).add_argument("language", nargs="?")
    acts.choices["status"].add_argument("--json", action="store_true", help="as a list of records")
    act("start", start, "language", "work")
    act("diff", show_diff, "language", "work")
    act("done", done, "language", "work").add_argument("section", nargs="*")
    review = act("review", set_review, "language", "work")
    review.add_argument("kind", choices=["machine", "human", "reviewed"])
    review.add_argument("--by", default="", help="a role or a pseudonym is enough")
    review.add_argument("--on", help="the day, such as 2026-11-22")
    changed = act("changed", record_change, "work")
    changed.add_argument("--minor", action="store_true", help="editions that were up to date stay so")
    changed.add_argument("--yes", action="store_true", help="without asking")
    act("ids", give_ids, "work")
    recall = act("recall", set_recall, "work", "section")
    recall.add_argument("--on", help="the day of the correction; default: today")
    act("export", export, "language", "work").add_argument("--format", choices=["po", "docx"], default="po")
    acts.choices["export"].add_argument("--to", default="translations", help="the folder for the sheets")
    back = act("import", import_)
    back.add_argument("file", nargs="+")
    back.add_argument("--on", help="the day of the change; default: today")
    back.add_argument("--replace", nargs="+", default=[], metavar="SECTION", help="the file wins in these sections")
    act("glossary", show_glossary).add_argument("language", nargs="?", default="en")
    return parser


def show_status(centre: Centre, options: argparse.Namespace) -> None:
    """A table of languages and works."""
    currency.known_language(centre, options.language)
    rows = [row for row in statuses.statuses(centre) if options.language in (None, row.language)]
    if options.json:
        print(json.dumps([{"language": row.language, "work": row.work, "sections_behind": list(row.sections_behind),
                           "review": row.review} for row in rows], ensure_ascii=False, indent=1))
        return
    print(statuses.as_table(centre, rows))


def start(centre: Centre, options: argparse.Namespace) -> None:
    """Files ready to translate."""
    work = currency.find_page(centre, options.work)
    for name in drafting.start(centre, options.language, work, _only(work, options.page)):
        print(f"docs/{name}")


def show_diff(centre: Centre, options: argparse.Namespace) -> None:
    """What changed in the source."""
    for page in _chosen(centre, options):
        if options.language not in page.editions:
            continue
        edition, source = page.editions[options.language], page.source_edition
        recorded = edition.history.sections if edition.history else {}
        _front, body, _line = read_page(centre.docs / source.file)
        now = {section.id: history.whole_text(section) for section in split(body)}
        for name in edition.currency.behind:
            print(f"\n== docs/{edition.file} #{name}")
            known = name in recorded and name in now
            before = history.text_of(centre.root, f"docs/{source.file}", name, recorded[name]) if known else None
            if name not in source.digests:
                print("The source no longer has this section.")
            elif name not in now:
                print(f"Title, summary or other words of the front matter: {source.title} · {source.summary}")
            elif before is None:
                print(now[name])
            else:
                print(history.word_diff(before, now[name]))


def done(centre: Centre, options: argparse.Namespace) -> None:
    """The edition follows the source now."""
    pages = [page for page in _chosen(centre, options) if options.language in page.editions]
    if not pages:
        raise currency.refusal(options.work, f"there is no edition in `{options.language}`.", "Begin with `start`.")
    for page in pages:
        names = [name for name in options.section if name in page.source_edition.digests]
        if options.section and not names and len(pages) > 1:
            continue
        recorded = currency.done(centre, options.language, page, names or options.section)
        print(f"docs/{page.editions[options.language].file}: {len(recorded)} sections recorded")


def set_review(centre: Centre, options: argparse.Namespace) -> None:
    """Who read the edition."""
    for page in _chosen(centre, options):
        if options.language in page.editions:
            currency.review(centre, options.language, page, options.kind, options.by, _day(options.on))
            print(f"docs/{page.editions[options.language].file}: {options.kind}")


def record_change(centre: Centre, options: argparse.Namespace) -> int:
    """The source changed."""
    pages = [(page, currency.changed_sections(page)) for page in _chosen(centre, options)]
    for page, names in pages:
        for name in names if options.minor else ():
            _show_minor(centre, page, name)
    if options.minor and not options.yes:
        print("Only typing errors, nothing that a translator must look at? [y/N] ", end="", flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            print("Nothing was written.")
            return 1
    for page, _names in pages:
        changed = currency.record_change(centre, page, options.minor)
        print(f"docs/{page.source_edition.file}: {len(changed)} sections changed")
    return 0


def _show_minor(centre: Centre, page: Document, name: str) -> None:
    """All that --minor would wave through: the difference to the text that the source remembers."""
    source = page.source_edition
    _front, body, _line = read_page(centre.docs / source.file)
    now = next((history.whole_text(section) for section in split(body) if section.id == name), "")
    before = history.text_of(centre.root, f"docs/{source.file}", name, page.fields.sections.get(name, ""))
    print(f"\n== docs/{source.file} #{name}")
    print("The earlier text is not in Git; this is the whole section:\n" + now if before is None
          else history.word_diff(before, now))


def give_ids(centre: Centre, options: argparse.Namespace) -> None:
    """Every heading of the source gets its id."""
    changed = drafting.give_ids(centre, currency.find_page(centre, options.work))
    print("\n".join(f"docs/{name}" for name in changed) or "Every heading has its id.")


def set_recall(centre: Centre, options: argparse.Namespace) -> None:
    """Earlier texts of a section are dangerous."""
    pages = [page for page in _chosen(centre, options) if options.section in page.source_edition.digests]
    if not pages:
        raise currency.refusal(options.work, f"no page of it has a section `{options.section}`.")
    for page in pages[:1]:
        hidden = currency.recall(centre, page, options.section, _day(options.on) or _today())
        for edition in hidden:
            print(f"docs/{edition.file}: #{options.section} is hidden until it follows the source")


def show_glossary(centre: Centre, options: argparse.Namespace) -> None:
    """The agreed words."""
    print(glossary.as_text(centre, options.language))


def export(centre: Centre, options: argparse.Namespace) -> None:
    """Sheets for Poedit or Weblate (po), or to fill in on a phone (docx)."""
    for file in desk.export(centre, options.language, _chosen(centre, options), options.format, Path(options.to)):
        print(file)


def import_(centre: Centre, options: argparse.Namespace) -> None:
    """Brings filled sheets back."""
    for file in options.file:
        name, imported = desk.import_(centre, Path(file), _day(options.on) or _today(), options.replace)
        print(f"docs/{name}: {len(imported.current)} sections translated, "
              f"{len(imported.untranslated)} segments not yet, {len(imported.doubtful)} doubtful")
        for notice in imported.notices:
            print(notice)


def _chosen(centre: Centre, options: argparse.Namespace) -> list[Document]:
    work = currency.find_page(centre, options.work)
    return _only(work, options.page)


def _only(work: Document, name: str | None) -> list[Document]:
    pages = currency.pages_of(work)
    chosen = [page for page in pages if name is None or page.path.endswith(f"/{name}")]
    if not chosen:
        raise currency.refusal(work.path, f"it has no page `{name}`.",
                               f"It has: {', '.join(page.path.rsplit('/', 1)[-1] for page in pages)}.")
    return chosen


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise currency.refusal("--on", f"`{text}` is not a day.", "Write it as 2026-11-22.") from error


if __name__ == "__main__":
    sys.exit(main())
