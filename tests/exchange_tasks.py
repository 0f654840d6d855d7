"""Real pages, and small ones, as tasks for a translator."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from conftest import CONFIG, ROOT
from ijwi.exchange.assembly import Imported
from ijwi.exchange.sheet import Task
from ijwi.findings import ContentError
from ijwi.languages import Languages, read_languages
from ijwi.pagefiles import read_page

DAY = datetime.date(2027, 3, 8)
DOCS = ROOT / "docs"


def _languages(config: str) -> Languages:
    lines = config[config.index("  languages:\n"):].split("\n")
    end = next(number for number, line in enumerate(lines[1:], 1) if not line.startswith("    "))
    return read_languages(yaml.safe_load("\n".join(lines[1:end])))


REAL = _languages((ROOT / "mkdocs.yml").read_text("utf-8"))
SMALL = _languages(CONFIG)



def _by(part: Callable[[str], str], names: Iterable[str]) -> dict[str, list[str]]:
    return {key: list(group) for key, group in groupby(sorted(names, key=lambda name: (part(name), name)), key=part)}


def _folder(name: str) -> str:
    return name.partition("/")[0]


_ALL = [file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md")]
_EDITIONS = [name for name in _ALL if _folder(name) in REAL
             and "\nedition:" in (DOCS / name).read_text("utf-8").split("\n---\n")[0]]
#: Every page by the folder of its language. A test takes a whole folder: thousands of tests would be thousands of reports.
PAGES = _by(_folder, _ALL)
#: Every page that is an edition of another, by language.
EDITIONS = _by(_folder, _EDITIONS)
#: Each page in one of its languages, in turn: every form of page and every script, for what takes long.
ONE_EDITION_EACH = [editions[turn % len(editions)] for turn, editions in enumerate(
    _by(lambda name: name.partition("/")[2], _EDITIONS).values())]


def text_of(file: Path) -> str:
    front, body, _line = read_page(file)
    return f"---\n{front}---\n{body}"


def real(name: str) -> Task:
    """The task of an edition under docs/, as it stands there."""
    code, _slash, rest = name.partition("/")
    text = text_of(DOCS / name)
    front = yaml.safe_load(text.split("\n---\n")[0])
    source = str(front["edition"]["of"])
    return Task(rest.removesuffix(".md"), text_of(DOCS / source / rest), text, REAL[source], REAL[code])


SOURCE = """---
title: Stay safe
summary: Three habits.
kind: toolkit
---

Begin here, with [the plan](plan.md) [@one].

## Lock it {#lock}

- **Choose** a PIN.
- [ ] Dial `*#06#`.

!!! danger "Stop"
    Wait, [Name].

## Count {#count}

| Who | When |
|---|---|
| She | [fact:world.women] now |

[helplines]
"""
EDITION = """---
title: الأمان
summary: ثلاث عادات.
updated: 2026-11-22
edition:
  of: en
  review: human
---

ابدأن هنا، مع [الخطة](plan.md) [@one].

## القفل {#lock}

* **اخترن** رمزًا.
* [ ] أدخلن `*#06#`.

!!! danger "توقّفن"
    انتظرن، [الاسم].

## العدّ {#count}

| من | متى |
|:---|---:|
| هي | [fact:world.women] الآن |

[helplines]
"""


def small(edition: str | None = EDITION, source: str = SOURCE, page: str = "toolkits/a") -> Task:
    """A small toolkit and its Arabic edition."""
    return Task(page, source, edition, SMALL["en"], SMALL["ar"])


def refusals(act: Any, *arguments: Any, **named: Any) -> list[str]:
    """What an act that must be refused says; fails if it is not refused."""
    try:
        done: Imported = act(*arguments, **named)
    except ContentError as error:
        return [str(finding) for finding in error.findings]
    raise AssertionError(f"this was not refused: {done}")
