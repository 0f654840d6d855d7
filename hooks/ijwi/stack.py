"""Everything that touches the insides of MkDocs and of the i18n plugin.

Written against mkdocs 1.6.1, mkdocs-static-i18n 1.3.1 and mkdocs-material 9.8.1;
tests/test_stack.py fails when one of them changes what is used here.
"""

from __future__ import annotations

import os
import types
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from markdown import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs_static_i18n.config import I18nPluginLanguage

from .findings import ContentError
from .languages import Languages
from .strings import Strings
from .templating import once, speaking

#: What `make serve LANGUAGE=rw` sets: build this one language only.
ONE_LANGUAGE = "IJWI_LANGUAGE"


@contextmanager
def plain_errors() -> Iterator[None]:
    """What is wrong with the content ends a build with its findings and no traceback."""
    try:
        yield
    except ContentError as error:
        raise PluginError(f"the content needs mending:\n{error}") from None


def i18n(config: MkDocsConfig) -> Any:
    """The i18n plugin of a configuration."""
    plugin = config.plugins.get("i18n")
    if plugin is None:
        raise PluginError("mkdocs.yml must list the plugin `i18n`")
    return plugin


def between_languages(config: MkDocsConfig) -> bool:
    """Whether this is one of the further builds that the i18n plugin starts, a language each."""
    return bool(i18n(config).building)


def current_language(config: MkDocsConfig) -> str:
    return str(i18n(config).current_language)


def is_last_language(config: MkDocsConfig) -> bool:
    """Whether this language is built last: what every language's build writes to one place is as it leaves it."""
    plugin = i18n(config)
    return bool(plugin.current_language == plugin.build_languages[-1])


def begin_language(config: MkDocsConfig, language: str) -> MkDocsConfig:
    """Makes a configuration ready for one language, as the i18n plugin does for each but the first."""
    plugin = i18n(config)
    plugin.current_language, plugin.building = language, True
    plugin.i18n_files_per_language.clear()  # it keeps every language's pages, for a sitemap that is not written
    return config.plugins.on_config(config)


def only_one_language() -> str | None:
    """The language that alone is to be built; None for all."""
    return os.environ.get(ONE_LANGUAGE) or None


def set_languages(config: MkDocsConfig, languages: Languages) -> None:
    """Gives the i18n plugin the centre's languages, three-letter codes included.

    Its own option accepts two-letter codes only and is validated before hooks load, so
    the list is replaced here, already validated by us.
    """
    plugin = i18n(config)
    only = only_one_language()
    if only and only not in languages:
        raise PluginError(f"{ONE_LANGUAGE}={only}: this centre has {', '.join(languages)}")
    entries = []
    for code, language in languages.items():
        entry = I18nPluginLanguage()
        entry.load_dict({"locale": code, "name": language.name, "default": code == languages.default,
                         "build": only in (None, code), "link": f"/{languages.prefix(code)}"})
        entries.append(entry)
    plugin.config.languages = entries
    # It would make every file anew for each language of every language, for a sitemap that is not written.
    plugin.reconfigure_files_alternates = lambda *_arguments: None
    config.theme.static_templates.discard("sitemap.xml")
    if only:
        plugin.current_language = only
    config.theme["language"] = plugin.current_language or languages.default
    # The plugin adds its sitemap's folder once a language; ours comes from the catalogue.
    config.theme.dirs[:] = [folder for folder in config.theme.dirs if "custom_i18n_sitemap" not in folder]


def use_markdown(config: MkDocsConfig, extension: Extension) -> None:
    extensions: list[Any] = config.markdown_extensions  # MkDocs says names, Markdown takes objects too
    if extension not in extensions:
        extensions.append(extension)


def only_language(files: Files, config: MkDocsConfig, languages: Languages, language: str,
                  made_pages: Iterable[str], withheld: Container[str] = ()) -> Files:
    """The files that the build of one language sees: its pages, the pages made for it, and shared files.

    Without the others the cost of a build grows with its own pages, not with the square of
    the languages. Of the theme's files only ours are kept: its scripts, fonts and source
    maps are never used. `withheld` are paths from docs/ that are not published.
    """
    ours = str(Path(config.theme.custom_dir or "").resolve())
    kept = [file for file in files
            if language_of(file, languages) in (None, language)
            and file.src_uri not in withheld
            and (not _from_theme(file, config) or str(file.abs_src_path).startswith(ours))]
    for path in made_pages:
        kept.append(File(path, config.docs_dir, config.site_dir, config.use_directory_urls))
    return Files(kept)


def language_of(file: File, languages: Languages) -> str | None:
    """The language whose folder holds a file; None if it belongs to no language."""
    first, slash, _rest = file.src_uri.partition("/")
    return first if slash and first in languages else None


def _from_theme(file: File, config: MkDocsConfig) -> bool:
    return not str(file.abs_src_path).startswith(str(config.docs_dir))


class _Memory(BytecodeCache):
    """Templates compiled once a process: MkDocs makes a new environment for each language."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_MEMORY = _Memory()
#: Where the compiled templates of a configuration are kept, by its mkdocs.yml.
_kept: dict[str, BytecodeCache] = {}


def keep_compiled(config: MkDocsConfig, folder: Path) -> None:
    """Keeps a centre's compiled templates in a folder, for later processes. Jinja looks whether they still fit."""
    folder.mkdir(parents=True, exist_ok=True)
    _kept[config.config_file_path] = FileSystemBytecodeCache(str(folder))


def prepare_templates(env: Environment, config: MkDocsConfig, strings: Strings, names: dict[str, Any]) -> Environment:
    """Templates are read as ours are (MkDocs does not escape), and see `names`.

    `theme_string` answers Material's own keys in any language, also in those for which
    Material has no file and would stop the build (see overrides/partials/language.html).
    """
    env.bytecode_cache = _kept.get(config.config_file_path, _MEMORY)
    speaking(env, strings)
    english = env.get_template("partials/languages/en.html").module

    def theme_string(key: str) -> str:
        settings = {"language": strings.language.code, "direction": strings.language.direction}
        return settings.get(key) or strings.pgettext("material", str(english.t(key)))  # type: ignore[attr-defined]

    env.globals.update(names, theme_string=theme_string, safety=strings.safety, once=once())
    return env


_RELOAD = b"""(function () {
  var own = document.currentScript, poll = function () {
    var request = new XMLHttpRequest();
    request.onloadend = function () {
      if (parseFloat(this.responseText) > +own.dataset.epoch) location.reload();
      else setTimeout(poll, this.status === 200 ? 0 : 3000);
    };
    request.open("GET", "/livereload/" + own.dataset.epoch + "/" + own.dataset.request);
    request.send();
  };
  addEventListener("load", poll);
})();
"""


def reload_by_file(server: Any) -> Any:
    """Live reload from a file of its own: MkDocs' inline script would break our Content-Security-Policy."""
    serve_request = server._serve_request

    def serve(self: Any, environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] == "/livereload.js":
            start_response("200 OK", [("Content-Type", "text/javascript")])
            return [_RELOAD]
        return serve_request(environ, start_response)

    def inject(self: Any, content: bytes, epoch: int) -> bytes:
        script = f'<script src="/livereload.js" data-epoch="{epoch}" data-request="{epoch}"></script>'.encode()
        head, body, rest = content.rpartition(b"</body>")
        return head + script + body + rest if body else content + script

    server._serve_request = types.MethodType(serve, server)
    server._inject_js_into_html = types.MethodType(inject, server)
    return server
