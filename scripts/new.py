"""Adds a page: asks what it needs, and writes a page that only has to be filled.

    new.py                          asks everything
    new.py toolkit                  a new work of that kind: manual, toolkit, guide, campaign, event, …
    new.py session manuals/x        a new session of a manual; likewise `handout` and `page`
    new.py guide --title … --summary … --topics …    without questions, as far as options go
    new.py centre DIR               a centre of your own in a new folder: this generator without this content
                                    (--title its name, --url where it will be, --summary, --languages en,fr,rw)
    new.py --from-form FILE         the text of a form that was filled in on the forge (- for standard input)

Nothing is overwritten. Without a terminal nothing is asked: what is missing is said.
"""

from __future__ import annotations

import argparse
import datetime
import shlex
import sys
from pathlib import Path

from check import extra
from ijwi.centre import Centre, build_day, read_centre
from ijwi.contributing import incoming, newcentre, newlanguages, newpage
from ijwi.contributing.interview import Interview
from ijwi.contributing.questions import PARTS, questions
from ijwi.currency import known_language, refusal
from ijwi.findings import ContentError, nearest
from ijwi.placeholders import MARK

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    options = _parser().parse_args(arguments)
    try:
        if options.what == "centre":
            return _centre(root, options)
        centre = _read(root)
        return _from_form(centre, options) if options.from_form else _new(centre, options)
    except ContentError as error:
        for finding in error.findings:
            print(f"{finding.path}: {finding.message} {finding.suggestion}".rstrip(), file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: it can't be read or written ({error.strerror}). Nothing was changed.",
              file=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        print("\nStopped. Nothing was written.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", help="a kind of work, or session, handout, page; or centre")
    parser.add_argument("work", nargs="?", metavar="WORK",
                        help="the work that gets a session, handout or page: manuals/our-manual; a new centre's folder")
    parser.add_argument("--from-form", metavar="FILE", help="a form's text; - for standard input")
    parser.add_argument("--report", type=Path, metavar="FILE", help="with --from-form: where to say what became of it")
    parser.add_argument("--language", help="the language you write in; default: the centre's first")
    parser.add_argument("--day", type=_day, help="the day it is published; default: today")
    every = {question.name: question for what in (*PARTS, "event", "link", "video") for question in questions(what)}
    for question in every.values():
        parser.add_argument(question.option, metavar="…", help=question.ask)
    return parser


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"`{text}` is not a day; write it as 2026-11-22") from error


def _read(root: Path) -> Centre:
    return read_centre(root, root / "docs", extra(root / "mkdocs.yml"))


def _from_form(centre: Centre, options: argparse.Namespace) -> int:
    """Prints what became of the form, for maintainers to read; fails if it could not be understood."""
    try:
        raw = sys.stdin.buffer.read() if options.from_form == "-" else Path(options.from_form).read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal(options.from_form, "this is not written in UTF-8.", "Save it again as UTF-8.") from error
    outcome = incoming.receive(centre, text, _today(options), lambda: _read(centre.root))
    if options.report:
        options.report.write_text(str(outcome.report), encoding="utf-8")
    else:
        print(outcome.report, end="")
    return 0 if outcome.understood else 1


def _today(options: argparse.Namespace) -> datetime.date:
    day: datetime.date = options.day or build_day() or datetime.datetime.now(datetime.UTC).date()
    return day


def _new(centre: Centre, options: argparse.Namespace) -> int:
    day = _today(options)
    what = _what(centre, options.what)
    work = newpage.find_work(centre, _work_name(options)) if what in PARTS else None
    language = work.source if work else options.language or centre.languages.default
    known_language(centre, language)
    folder = newpage.part_folder(work) if work else newpage.folder_of(centre, what)
    given = {name: text for name in {question.name for kind in (*PARTS, "event", "link", "video")
                                     for question in questions(kind)} if (text := getattr(options, name)) is not None}
    interview = Interview(centre, what, folder, given, work is not None and work.fields.sensitive)
    if sys.stdin.isatty():
        interview.ask(input, print)
    elif problems := interview.from_options():
        raise ContentError(problems)
    draft = newpage.draft_part(centre, what, work, interview.values, day) if work else \
        newpage.draft_work(centre, what, language, interview.values, day)
    files = newpage.write(centre, draft)
    for file in files:
        print(file.relative_to(centre.root).as_posix())
    print(f"\nNow 1. open the first file and write where a {MARK} stands;\n"
          "    2. run `make check`: it says what is still missing. `make serve` shows the page.")
    return 0


def _centre(root: Path, options: argparse.Namespace) -> int:
    """Makes a centre of somebody's own; asks for what the options don't say, if there is somebody to ask."""
    asked = {"title": "What is your centre called? ", "url": "Where will readers find it? Its web address: ",
             "summary": "What does it give its readers? One sentence: ",
             "languages": "In which languages? Their codes with commas, the default language first, such as en,fr,rw: "}
    if options.work is None:
        raise refusal("new.py centre", "it isn't said where the new centre is to be.",
                      "Write a folder behind `centre`, for example ../our-centre.")
    place = Path(options.work)
    newcentre.check_place(place, root)
    said = {name: getattr(options, name) or (input(ask).strip() if sys.stdin.isatty() else "")
            for name, ask in asked.items()}
    codes = newlanguages.chosen(said["languages"])
    wishes = newcentre.Wishes(said["title"], said["url"], said["summary"], tuple(codes))
    known: dict[str, dict[str, object]] = extra(root / "mkdocs.yml")["languages"]  # type: ignore[assignment]
    newcentre.make(root, place, wishes, known, _today(options))
    print(f"{place}\n\nNow 1. `cd {shlex.quote(str(place))}`, and `make site` to see it;\n"
          "    2. read README.md there: it says what is yours to change.")
    return 0


def _what(centre: Centre, word: str | None) -> str:
    known = [*centre.vocabulary.kinds, *PARTS]
    if word is None and sys.stdin.isatty():
        print("What do you want to add?")
        for number, name in enumerate(known, 1):
            print(f"  {number:2} {name}")
        word = input("Add: ").strip()
        word = known[int(word) - 1] if word.isdecimal() and 0 < int(word) <= len(known) else word
    if word is None:
        raise refusal("new.py", "it isn't said what to add.", f"Write one of: {', '.join(known)}.")
    if word not in known:
        raise refusal(word, "there is no such kind.", nearest(word, known))
    return word


def _work_name(options: argparse.Namespace) -> str:
    if options.work is None and sys.stdin.isatty():
        return input("To which work? Its path, such as manuals/our-manual: ").strip()
    if options.work is None:
        raise refusal("new.py", "it isn't said which work the page belongs to.",
                      f"Write it behind `{options.what}`, such as manuals/our-manual.")
    return str(options.work)


if __name__ == "__main__":
    sys.exit(main())
