"""The forms as GitHub and Forgejo read them: a YAML file each, and the page that lets one choose.

https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
"""

from __future__ import annotations

from typing import Any

import yaml

from ..centre import Centre
from .forms import LABEL, Field, Form, forms

#: Where they stand, relative to the folder of mkdocs.yml.
FOLDER = ".github/ISSUE_TEMPLATE"
_HEAD = "# Made by scripts/forms.py of the schema, the vocabulary and the languages. Don't change it by hand.\n"


def issue_forms(centre: Centre, site_url: str) -> dict[str, str]:
    """Every file of the folder, by its name."""
    files = {f"{form.name}.yml": _yaml(_issue_form(form)) for form in forms(centre)}
    chooser: dict[str, Any] = {"blank_issues_enabled": True}
    if site_url and "contribute" in centre.catalogue.documents:
        chooser["contact_links"] = [{"name": "How to take part", "url": f"{site_url.rstrip('/')}/contribute.html",
                                     "about": "Step by step, on a phone too, also without an account here."}]
    return {**files, "config.yml": _yaml(chooser)}


def _issue_form(form: Form) -> dict[str, Any]:
    note = {"type": "markdown", "attributes": {"value": form.note}}
    return {"name": form.title, "description": form.about, "title": f"{form.title}: ", "labels": [LABEL, form.name],
            "body": [note, *map(_item, form.fields)]}


def _item(field: Field) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": field.label}
    if field.description:
        attributes["description"] = field.description
    if field.placeholder:
        attributes["placeholder"] = field.placeholder
    if field.type == "several":
        attributes["multiple"] = True
    if field.type == "checkboxes":
        attributes["options"] = [{"label": shown, "required": field.required} for shown in field.options or ()]
    elif field.options:
        attributes["options"] = list(field.options)
        attributes.pop("placeholder", None)
    item = {"type": "dropdown" if field.type == "several" else field.type, "id": field.id, "attributes": attributes}
    if field.required and field.type != "checkboxes":
        item["validations"] = {"required": True}
    return item


def _yaml(value: object) -> str:
    return _HEAD + yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=110)
