"""How this project's templates are read: they escape, leave no empty lines, and speak a language."""

from __future__ import annotations

from jinja2 import Environment

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
