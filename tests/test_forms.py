"""The forge's forms: made of the schema, current, valid, and read back as they were filled in."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml

from conftest import CONFIG, ROOT, SMALL, page, write_tree
from form_bodies import body, named
from ijwi.centre import Centre, read_centre
from ijwi.contributing.filled import read_filled
from ijwi.contributing.forms import LABEL, forms
from ijwi.contributing.issueforms import FOLDER, issue_forms
from ijwi.contributing.questions import questions
from ijwi.findings import ContentError
from small_centres import centre_of

SCHEMAS = files("check_jsonschema") / "builtin_schemas" / "vendor"
NAMES = ["new-resource", "translation", "correction", "broken-link"]


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    root = write_tree(tmp_path, {**SMALL, "docs/en/contribute.md": page("How to take part")})
    return read_centre(root, root / "docs", yaml.safe_load(CONFIG)["extra"])


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    for name in ("check.py", "forms.py"):
        write_tree(root, {f"scripts/{name}": (ROOT / "scripts" / name).read_bytes()})
    return subprocess.run([sys.executable, "scripts/forms.py", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8")


# As the forge reads them

def test_the_forms_of_this_repository_are_current() -> None:
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    made = issue_forms(centre_of(ROOT), config["site_url"])
    assert {file.name: file.read_text("utf-8") for file in (ROOT / FOLDER).iterdir()} == made
    assert sorted(made) == sorted([*(f"{name}.yml" for name in NAMES), "config.yml"])


def test_they_are_what_the_forge_wants(centre: Centre) -> None:
    for name, text in {**issue_forms(centre, "https://small.example/"), **issue_forms(centre_of(ROOT), "https://ijwi.example/")}.items():
        schema = "github-issue-config.json" if name == "config.yml" else "github-issue-forms.json"
        jsonschema.validate(yaml.safe_load(text), json.loads((SCHEMAS / schema).read_text("utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_what_the_forges_schema_does_not_say_holds_too(name: str, centre: Centre) -> None:
    """GitHub refuses a form with two equal labels or ids, or none that can be filled in."""
    form = yaml.safe_load(issue_forms(centre, "")[f"{name}.yml"])
    fields = [item for item in form["body"] if item["type"] != "markdown"]
    for key in (lambda item: item["id"], lambda item: item["attributes"]["label"]):
        assert len({key(item) for item in fields}) == len(fields) > 3
    assert form["labels"] == [LABEL, name]
    for item in fields:
        options = item["attributes"].get("options", [])
        assert len({str(option) for option in options}) == len(options)
        assert all("," not in str(option) for option in options) or item["type"] == "checkboxes", "a list of several is joined by commas"
    assert fields[-1]["type"] == "textarea", "whatever follows its label belongs to it"
    assert "Everybody can read what you send here" in form["body"][0]["attributes"]["value"]


def test_every_question_of_every_kind_is_in_the_form(centre: Centre) -> None:
    form = named(forms(centre), "new-resource")
    assert {question.name for kind in centre.vocabulary.kinds for question in questions(kind)} == {
        field.id for field in form.fields} - {"kind", "language", "agreed", "text"}
    labels = {field.id: field.label for field in form.fields}
    assert labels["status"] == "Status (only for: event)"
    assert labels["title"] == "Title"


def test_they_follow_the_vocabulary_and_an_outdated_one_is_a_finding(tmp_path: Path) -> None:
    root = write_tree(tmp_path, SMALL)
    assert run(root, "--check").returncode == 0, "a centre without forms needs none"
    assert run(root).stdout.splitlines() == [f"{FOLDER}/{name}.yml" for name in [*NAMES, "config"]]
    assert run(root, "--check").stderr == "The forms are current.\n"
    assert "contribute" not in (root / FOLDER / "config.yml").read_text("utf-8"), "there is no such page to lead to"
    vocabulary = root / "docs/data/vocabulary.yml"
    vocabulary.write_text(vocabulary.read_text("utf-8").replace("name: Organisers", "name: Leaders"), "utf-8")
    write_tree(root, {f"{FOLDER}/old.yml": "x"})
    done = run(root, "--check")
    advice = "this form is not as the schema and the vocabulary are now. Run `python scripts/forms.py`."
    assert (done.returncode, done.stderr.splitlines()) == (1, [f"{FOLDER}/{name}.yml:1: form: {advice}" for name in ("new-resource", "old")])
    assert run(root).returncode == 0 and run(root, "--check").returncode == 0
    assert not (root / FOLDER / "old.yml").exists()


def test_without_configuration_the_script_says_so(tmp_path: Path) -> None:
    done = run(write_tree(tmp_path, {"mkdocs.yml": "site_name: x\n"}))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "`extra:` must be there" in done.stderr


# Read back

def test_a_form_is_read_back_with_lists_in_the_words_of_the_schema(centre: Centre) -> None:
    known = forms(centre)
    text = body(named(known, "new-resource"), kind="Toolkit", language="العربية (ar)", title="A title", topics="Online safety, Online abuse",
                level="Introductory", sensitive="Yes", text="Text.\n\n### Title\n\nMore.")
    for sent in (text, text.replace("\n", "\r\n"), text.rstrip("\n"), text.replace("\n", "\r")):
        filled = read_filled(sent, known)
        assert filled.form.name == "new-resource"
        assert filled.answers == {"kind": "toolkit", "language": "ar", "title": "A title", "topics": "online-safety, online-abuse",
                                  "level": "introductory", "sensitive": "yes", "agreed": "own, harmless", "text": "Text.\n\n### Title\n\nMore."}


@pytest.mark.parametrize("name", NAMES)
def test_each_form_is_told_from_the_others(name: str, centre: Centre) -> None:
    known = forms(centre)
    assert read_filled(body(named(known, name)), known).form.name == name


@pytest.mark.parametrize(("answers", "message"), [
    ({"summary": "x\n\n### Topics\n\nOnline safety"}, "an answer holds the heading `### Topics`, which is the form's own."),
    ({"summary": "x\n\n### Text\n\nmine"}, "an answer holds the heading `### Text`, which is the form's own."),
    ({"sources": "```\n### Title\n```"}, "an answer holds the heading `### Title`, which is the form's own."),
    ({"title": "### Title"}, "an answer holds the heading `### Title`, which is the form's own.")])
def test_a_heading_of_the_form_within_an_answer_is_not_guessed_at(answers: dict[str, str], message: str, centre: Centre) -> None:
    known = forms(centre)
    with pytest.raises(ContentError) as caught:
        read_filled(body(named(known, "new-resource"), **answers), known)
    assert [finding.message for finding in caught.value.findings] == [message]


@pytest.mark.parametrize(("text", "message"), [
    ("", "this text was not made with one of the forms."), ("# Title\n\nx", "this text was not made with one of the forms."),
    ("x" * 70_001, "this is longer than any form: 70,001 characters."), ("### Page\n\nx", "this text was not made with one of the forms.")])
def test_what_is_no_form_is_refused(text: str, message: str, centre: Centre) -> None:
    with pytest.raises(ContentError) as caught:
        read_filled(text, forms(centre))
    assert [finding.message for finding in caught.value.findings] == [message]


def test_text_before_the_form_and_labels_out_of_order_are_refused(centre: Centre) -> None:
    known = forms(centre)
    text = body(named(known, "correction"), page="about")
    for changed, message in ((f"Hello\n\n{text}", "text stands before the form's first heading."),
                             (text.replace("### Page\n\nabout\n\n", "") + "\n### Page\n\nabout",
                              "the form's headings don't stand in their order: `Section` is missing or comes too early.")):
        with pytest.raises(ContentError) as caught:
            read_filled(changed, known)
        assert [finding.message for finding in caught.value.findings] == [message]
