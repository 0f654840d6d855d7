"""The text that the forge makes of a form that was filled in."""

from __future__ import annotations

from collections.abc import Iterable

from ijwi.contributing.forms import Form


def body(form: Form, **answers: str) -> str:
    """A form's text with these answers by field; boxes are all ticked unless `agreed` says otherwise."""
    pieces = []
    for field in form.fields:
        typed = answers.get(field.id, "")
        if field.type == "checkboxes" and field.id not in answers:
            typed = "\n".join(f"- [X] {label}" for label in field.options or ())
        pieces.append(f"### {field.label}\n\n{typed or '_No response_'}")
    return "\n\n".join(pieces) + "\n"


def named(forms: Iterable[Form], name: str) -> Form:
    return next(form for form in forms if form.name == name)
