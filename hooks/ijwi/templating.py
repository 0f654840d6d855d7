"""How this project's templates are read: they escape (translations too), leave no empty lines, and speak a language."""

from __future__ import annotations

import html
from collections.abc import Callable

from jinja2 import Environment

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
