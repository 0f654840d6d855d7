"""Measures what the project promises and prints tables.

    .venv/bin/python scripts/bench.py search            all of it (needs `make site` and Chromium)
    .venv/bin/python scripts/bench.py search --budget   only sizes and speed, on made-up works
    .venv/bin/python scripts/bench.py search --json     the same for other programs
    .venv/bin/python scripts/bench.py pages             what pages of every kind weigh
    .venv/bin/python scripts/bench.py build             how fast a site is built: --sizes 200x5 --words 800
    .venv/bin/python scripts/bench.py serve             how soon the preview shows what was saved, the same way
    .venv/bin/python scripts/bench.py profile           what a language's build spends its time with, the same way
    .venv/bin/python scripts/bench.py compare           the same beside other generators (needs `make bench-tools`)
    .venv/bin/python scripts/bench.py report --from F   the page and the plot again, of what --json F wrote

`--json FILE` writes what was measured into a file. Sizes are works × languages: --sizes 200x5,500x10.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from benchmark.comparing import Plan, compare, summary
from benchmark.profiling import profile
from benchmark.report import write_report
from benchmark.running import FailedError
from benchmark.serving import serve_speed
from benchmark.tables import tables
from page_weights import PAGES, weights

ROOT = Path(__file__).resolve().parent.parent
STDOUT = "-"


def main() -> int:
    arguments = _arguments()
    if arguments.what == "pages":
        return _show(arguments, {"pages, KB (brotli)": weights(arguments.site, PAGES)})
    if arguments.what == "report":
        write_report(json.loads(arguments.source.read_text("utf-8")), arguments.into)
        return 0
    if arguments.what == "serve":
        return _show(arguments, {f"{works} × {languages}": serve_speed(works, languages, arguments.words)
                                 for works, languages in arguments.sizes or [(1000, 20)]})
    if arguments.what == "profile":
        return _show(arguments, {f"{works} × {languages}": profile(works, languages, arguments.words)
                                 for works, languages in arguments.sizes or [(200, 5)]})
    if arguments.what == "search":
        from benchmark.searching import measure_search  # a browser is wanted for this alone
        if not arguments.budget and not (arguments.site / "index.html").is_file():
            sys.exit(f"There is no site in {arguments.site}: run `make site` first.")
        return _show(arguments, measure_search(arguments.site, arguments.works, queries=not arguments.budget))
    return _builds(arguments)


def _builds(arguments: argparse.Namespace) -> int:
    """How fast sites are built: ours, or ours beside the others."""
    sizes = arguments.sizes or ([(200, 5)] if arguments.what == "build" else [(200, 5), (500, 10)])
    plan = Plan(tuple(sizes), arguments.words, arguments.repeat, arguments.stock_repeat,
                arguments.stock_pages, arguments.others_pages, alone=arguments.what == "build")
    command = f"python scripts/bench.py {' '.join(sys.argv[1:])}"

    def save(measured: dict[str, Any]) -> None:
        measured["command"] = command
        if arguments.json not in (None, STDOUT):
            Path(arguments.json).parent.mkdir(parents=True, exist_ok=True)
            Path(arguments.json).write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", "utf-8")

    try:
        measured = compare(plan, save, quiet=arguments.json == STDOUT)
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Sizes that were done are in the file of --json.", file=sys.stderr)
        return 130
    if arguments.json == STDOUT:
        print(json.dumps(measured, ensure_ascii=False))
    else:
        tables({"Building": summary(measured)})
        print("".join(f"\n{line}\n" for line in measured["missing"].values()), end="")
    if arguments.into:
        write_report(measured, arguments.into)
    return 0


def _show(arguments: argparse.Namespace, measured: dict[str, list[dict[str, Any]]]) -> int:
    if arguments.json is None:
        tables(measured)
    elif arguments.json == STDOUT:
        print(json.dumps(measured))
    else:
        Path(arguments.json).write_text(json.dumps(measured), "utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=["search", "pages", "build", "serve", "profile", "compare", "report"])
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--budget", action="store_true", help="of the search: only sizes and speed")
    parser.add_argument("--works", type=int, default=1000, help="of the search: how many works to make up")
    parser.add_argument("--sizes", type=_sizes, help="works × languages: 200x5,500x10")
    parser.add_argument("--words", type=int, default=800, help="of how many words a page is")
    parser.add_argument("--repeat", type=int, default=3, help="how often everything is built")
    parser.add_argument("--stock-repeat", type=int, default=3, help="how often the stock stack builds, which is slow")
    parser.add_argument("--stock-pages", type=int, default=6000, help="the stock stack is left out beyond so many")
    parser.add_argument("--others-pages", type=int, default=30_000, help="each of the others beyond so many")
    parser.add_argument("--json", nargs="?", const=STDOUT, metavar="FILE", help="for other programs")
    parser.add_argument("--into", type=Path, metavar="DIR", help="write the page speed.md, its plot and its figures")
    parser.add_argument("--from", type=Path, dest="source", metavar="FILE", help="for `report`: what --json wrote")
    arguments = parser.parse_args()
    if arguments.repeat < 1 or arguments.stock_repeat < 1:
        parser.error("--repeat and --stock-repeat must be 1 or more")
    if arguments.what == "report" and not (arguments.source and arguments.into):
        parser.error("`report` needs --from FILE and --into DIR")
    return arguments


def _sizes(words: str) -> list[tuple[int, int]]:
    found = [re.fullmatch(r"([1-9][0-9]*)[x×]([1-9][0-9]*)", word.strip()) for word in words.split(",")]
    if not all(found):
        raise argparse.ArgumentTypeError("write works × languages, for example 200x5,500x10")
    return [(int(size[1]), int(size[2])) for size in found if size]


if __name__ == "__main__":
    sys.exit(main())
