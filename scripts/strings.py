"""Keeps the locales in step: collects every interface string, and brings it into each language.

    python scripts/strings.py            update locales/ijwi.pot and every locales/*.po
    python scripts/strings.py --check    change nothing; exit 1 if a string is missing or broken, but for
                                         a language that nobody has begun to translate
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator
from gettext import c2py
from pathlib import Path

import material
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import write_po

from check import extra
from ijwi.findings import ContentError, Finding
from ijwi.helplines import country_name
from ijwi.languages import Language, Languages, read_languages
from ijwi.strings import plural_forms, read_po_file

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "safety": None, "gettext": None, "ngettext": (1, 2), "_count": (1, 2), "pgettext": ((1, "c"), 2)}
THEME = Path(material.__file__).parent / "templates" / "partials" / "languages"
#: Material's keys that are settings or belong to parts of it that a centre never shows.
NOT_SHOWN = ("language", "direction", "search.config", "blog", "consent", "rss", "source", "select.version",
             "meta", "readtime")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

#: One string: its context ("" for none), its message id (a pair where it has a plural), where it stands.
Entry = tuple[str, str | tuple[str, str], str]


def entries(root: Path) -> Iterator[Entry]:
    """Every string that a reader may see, from code, templates and data."""
    for folder, method in (("hooks", "python"), ("overrides", "jinja2")):
        found = extract_from_dir(root / folder, [("**.py" if method == "python" else "**.html", method)],
                                 keywords=KEYWORDS, comment_tags=())
        for name, line, message, _comments, context in sorted(found, key=lambda item: (item[0], item[1])):
            if (isinstance(message, str) and message) or (isinstance(message, tuple) and all(message)):
                yield context or "", message, f"{folder}/{name}:{line}"
    yield from _vocabulary(root / "docs/data/vocabulary.yml")
    yield from _table(root / "docs/data/indicators.csv", {"label": "indicator", "place": "place"})
    yield from _table(root / "docs/data/helplines.csv",
                      dict.fromkeys(("purpose", "answered_by", "cost", "hours"), "helpline"))
    for row in _rows(root / "docs/data/helplines.csv"):
        yield "country", country_name(row["country"]), "docs/data/helplines.csv"
    charts = root / "docs/data/charts.yml"
    for chart in (yaml.safe_load(charts.read_text("utf-8")) or {}).values() if charts.exists() else ():
        yield "chart", chart["title"], "docs/data/charts.yml"
    images = root / "docs/data/images.yml"
    for image in (yaml.safe_load(images.read_text("utf-8")) or {}).values() if images.exists() else ():
        licence = str(image.get("licence", "")) if isinstance(image, dict) else ""
        if " " in licence:  # in words; names of licences are the same everywhere
            yield "licence", licence, "docs/data/images.yml"
    for _key, text in theme_strings("en").items():
        yield "material", text, "mkdocs-material"


def _vocabulary(file: Path) -> Iterator[Entry]:
    contexts = {"kinds": "kind", "topics": "topic", "audiences": "audience", "levels": "level"}
    for group, terms in yaml.safe_load(file.read_text("utf-8")).items():
        for term in terms.values():
            texts = [term["name"], term.get("plural"), term.get("description"), term.get("neutral", {}).get("name")]
            for text in filter(None, texts):
                yield contexts[group], text, "docs/data/vocabulary.yml"


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _table(file: Path, columns: dict[str, str]) -> Iterator[Entry]:
    for row in _rows(file):
        for column, context in columns.items():
            if row[column]:
                yield context, row[column], f"docs/data/{file.name}"


def theme_strings(language: str) -> dict[str, str]:
    """Material's strings by key, for a language that it has; empty otherwise."""
    file = THEME / f"{language}.html"
    if not file.exists():
        return {}
    pairs = re.findall(r'^\s*"([^"]+)": "((?:[^"\\]|\\.)*)"', file.read_text("utf-8"), re.M)
    return {key: text.replace('\\"', '"') for key, text in pairs if not key.startswith(NOT_SHOWN)}


def template(found: Iterable[Entry]) -> Catalog:
    """The .pot: every string once, in order of appearance."""
    catalog = Catalog(fuzzy=False)
    for context, message, place in found:
        catalog.add(message, context=context or None, locations=[(place.split(":")[0], 0)])
    return catalog


def updated(pot: Catalog, old: Catalog | None, language: Language, forms: tuple[int, str]) -> Catalog:
    """A language's catalogue with the template's strings; what was translated is kept."""
    catalog = Catalog(fuzzy=False)
    catalog.mime_headers = [("Plural-Forms", f"nplurals={forms[0]}; plural={forms[1]};")]
    from_theme = {text: theme_strings(language.code).get(key, "") for key, text in theme_strings("en").items()}
    for message in pot:
        if not message.id:
            continue
        known = old.get(message.id, message.context) if old else None
        string = known.string if known else ""
        if message.context == "material" and not string:
            string = from_theme.get(str(message.id), "")
        if message.pluralizable:
            given = (string,) if isinstance(string, str) else tuple(string or ("",))
            string = (given + ("",) * forms[0])[:forms[0]]
        entry = catalog.add(message.id, string, context=message.context, locations=message.locations,
                            flags=known.flags - {"python-format"} if known else ())
        if known:
            entry.user_comments = known.user_comments
    return catalog


def problems(file: Path, pot: Catalog) -> Iterator[Finding]:
    """What is missing, doubtful or broken in one language's strings."""
    name = f"{file.parent.name}/{file.name}"
    catalog = read_po_file(file)
    forms = plural_forms(file.read_text("utf-8"))
    if not any(message.id and any(message.string) for message in catalog if message.context != "material"):
        # A language that has just been added: its pages can be read before anybody has translated the interface.
        yield Finding(name, 1, "locale", "no string is translated yet; readers see the English ones.",
                      "Open it in Poedit and begin.", notice=True)
        return
    for message in pot:
        if not message.id:
            continue
        known = catalog.get(message.id, message.context)
        line = known.lineno or 1 if known else 1
        strings = [known.string] if known and isinstance(known.string, str) else list(known.string if known else [])
        text = message.id if isinstance(message.id, str) else message.id[0]
        if not strings or not all(strings) or (message.pluralizable and len(strings) != forms[0]):
            yield Finding(name, line, "locale", f"“{text}” is not translated" +
                          (f" in all {forms[0]} plural forms." if message.pluralizable else "."))
        elif known and known.fuzzy:
            yield Finding(name, line, "locale", f"“{text}” is marked fuzzy.", "Check it and remove the mark.")
        elif any(_broken(string, message, forms, place) for place, string in enumerate(strings)):
            yield Finding(name, line, "locale", f"“{text}” must keep {', '.join(sorted(_placeholders(message)))} "
                          "in the form %(…)s.")


def _broken(string: str, message: Message, forms: tuple[int, str], place: int) -> bool:
    """Whether a translation could not be filled in, or would lose a placeholder.

    A plural form that serves one number alone, or that English says in words, may say it in words.
    """
    names = _placeholders(message)
    try:
        string % dict.fromkeys(names, "") if names else ""
    except (KeyError, TypeError, ValueError):
        return True
    if names <= set(_PLACEHOLDER.findall(string)):
        return False
    form = c2py(forms[1])
    if not message.pluralizable:
        return True
    in_words = place == form(1) and not names <= set(_PLACEHOLDER.findall(message.id[0]))
    return not in_words and sum(form(number) == place for number in range(200)) != 1


def _placeholders(message: Message) -> set[str]:
    return {name for text in ([message.id] if isinstance(message.id, str) else message.id)
            for name in _PLACEHOLDER.findall(text)}


def written(catalog: Catalog, language: Language, forms: tuple[int, str]) -> str:
    """A .po file with a header that never changes by itself."""
    target = io.BytesIO()
    write_po(target, catalog, width=100, omit_header=True, sort_output=False)
    header = (f'# {language.name}: interface strings. Translate each msgstr; keep %(words)s in brackets.\n'
              'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
              f'"Content-Transfer-Encoding: 8bit\\n"\n"Language: {language.code}\\n"\n'
              f'"Plural-Forms: nplurals={forms[0]}; plural={forms[1]};\\n"\n\n')
    return header + re.sub(r":0\b", "", target.getvalue().decode("utf-8")).strip() + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if a string is missing")
    options = parser.parse_args(arguments)
    try:
        languages = read_languages(extra(ROOT / "mkdocs.yml").get("languages"))
    except ContentError as error:
        findings = error.findings
    else:
        findings = _each(languages, template(entries(ROOT)), options.check)
    for finding in sorted(findings):
        print(finding)
    return 0 if all(finding.notice for finding in findings) else 1


def _each(languages: Languages, pot: Catalog, check: bool) -> list[Finding]:
    """Checks or updates the file of each language but English, whose strings are the message ids."""
    findings: list[Finding] = []
    for code, language in languages.items():
        file = ROOT / "locales" / f"{code}.po"
        if code == "en":
            continue
        try:
            if not check:
                old = read_po_file(file) if file.exists() else None
                forms = plural_forms(file.read_text("utf-8")) if old else get_plural(language.locale)[:2]
                file.write_text(written(updated(pot, old, language, forms), language, forms), "utf-8")
            elif file.exists():
                findings += problems(file, pot)
            else:
                findings.append(Finding(f"locales/{code}.po", 1, "locale", "there is no such file.",
                                        "Run `make strings`."))
        except ContentError as error:
            findings += error.findings
    if not check:
        target = io.BytesIO()
        write_po(target, pot, width=100, omit_header=True)
        (ROOT / "locales" / "ijwi.pot").write_bytes(re.sub(rb":0\b", b"", target.getvalue()))
    return findings


if __name__ == "__main__":
    sys.exit(main())
