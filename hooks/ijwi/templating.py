"""How this project's templates are read: they escape (translations too), leave no empty lines, and speak a language."""

from __future__ import annotations

import html
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
    # Jinja takes translations for HTML. They come from many hands: here they are text.
    env.install_gettext_callables(  # type: ignore[attr-defined]
        _as_text(strings.gettext), _as_text(strings.ngettext), newstyle=True,
        pgettext=_as_text(strings.pgettext), npgettext=_as_text(strings.npgettext))
    return env


def _as_text(translate: Callable[..., str]) -> Callable[..., str]:
    """A function of gettext whose answer is HTML that shows the translation as it is."""
    return lambda *arguments: html.escape(translate(*arguments), quote=False).replace('"', "&#34;")


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
