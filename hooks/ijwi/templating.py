"""How this project's templates are read: they escape, leave no empty lines, and speak a language."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .strings import Strings


def speaking(env: Environment, strings: Strings) -> Environment:
    """Sets an environment up for templates in the language of `strings`."""
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]
        strings.gettext, strings.ngettext, newstyle=True,
        pgettext=strings.pgettext, npgettext=strings.npgettext)
    return env


def once() -> Callable[[Context, str], Markup]:
    """What templates of one language call for a piece that is the same on all pages of a folder: `once("name.html")`.

    Addresses in it are relative to the folder. It may ask for `neutral_title`, and else for nothing of its page.
    """
    pieces: dict[tuple[str, str, str, bool], Markup] = {}

    @pass_context
    def piece(context: Context, name: str) -> Markup:
        page, watched = context["page"], bool(context.get("neutral_title"))
        key = name, context["base_url"], posixpath.dirname(page.url) if page else "", watched
        if key not in pieces:
            template = context.environment.get_template(name)
            pieces[key] = Markup(template.render(context.get_all()))  # noqa: S704 - a template escapes by itself
        return pieces[key]

    return piece
