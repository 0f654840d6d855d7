"""What we use of the insides of MkDocs, the i18n plugin and Material is still as it was when we wrote it.

When one of these fails after an upgrade, hooks/ijwi/stack.py is the place to look, or hooks/ijwi/building/engine.py.
"""

from __future__ import annotations

import hashlib
import inspect
from importlib.metadata import version
from pathlib import Path

import material
import mkdocs_static_i18n
import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import meta
from mkdocs_static_i18n import folder, plugin
from mkdocs_static_i18n.config import RE_LOCALE, I18nPluginLanguage

from ijwi import stack
from ijwi.languages import Language, Languages


def test_the_versions_that_stack_py_was_written_against() -> None:
    assert [version(name) for name in ("mkdocs", "mkdocs-static-i18n", "mkdocs-material")] == ["1.6.1", "1.3.1", "9.8.1"]


def test_the_plugin_still_refuses_three_letter_codes_which_is_why_we_fill_its_list() -> None:
    assert not RE_LOCALE.match("ckb")
    entry = I18nPluginLanguage()
    entry.load_dict({"locale": "ckb", "name": "کوردی", "default": False, "build": True, "link": "/ckb/"})
    assert (entry.locale, entry.build, entry.link, entry.nav) == ("ckb", True, "/ckb/", None)


def test_the_plugin_builds_the_further_languages_after_the_first() -> None:
    source = inspect.getsource(plugin.I18n.on_post_build)
    assert "if self.building:" in source and "for locale in self.build_languages:" in source
    assert "if self.current_language is None:" in inspect.getsource(plugin.I18n.on_config)


def test_the_plugin_does_not_go_on_to_other_languages_while_it_is_building() -> None:
    """engine.py says that it is, and so has one language built."""
    source = inspect.getsource(plugin.I18n.on_post_build)
    assert source.index("if self.building:") < source.index("build(config, dirty=dirty)")


def test_the_plugin_finds_a_pages_language_in_its_folder() -> None:
    assert "for language in all_languages:" in inspect.getsource(folder.create_i18n_file)


def test_mkdocs_calls_the_events_in_the_order_that_centre_py_shows() -> None:
    source = inspect.getsource(mkdocs_build.build)
    order = ["on_config", "add_files_from_theme", "on_files", "_populate_page", "on_env", "copy_static_files",
             "_build_theme_template", "_build_page", "on_post_build"]
    places = [source.index(name) for name in order]
    assert places == sorted(places)


@pytest.mark.parametrize(("function", "digest"), [
    (mkdocs_build.build, "c476b64474ac"), (mkdocs_build._populate_page, "31a70ea4caef"), (mkdocs_build._build_page, "adcdbd14b236"),
    (mkdocs_build._build_theme_template, "628a78f6a129"), (mkdocs_build._build_extra_template, "ecfe1ffd8b50"),
    (Page.render, "320529348f7a"), (mkdocs_pages._RelativePathTreeprocessor.__init__, "518753a9f5fb"),
    (mkdocs_pages._ExtractAnchorsTreeprocessor.__init__, "15fa710a86cb"),
    (mkdocs_pages._RawHTMLPreprocessor.__init__, "52b570c60afd"), (mkdocs_pages._ExtractTitleTreeprocessor, "253a44071bfb"),
], ids=lambda value: getattr(value, "__qualname__", ""))
def test_what_engine_py_does_in_the_place_of_mkdocs_has_not_changed(function: object, digest: str) -> None:
    """If it has: compare it with building/engine.py, which does the same a language at a time, and renew the digest."""
    assert hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:12] == digest  # type: ignore[arg-type]


def test_mkdocs_takes_a_first_line_with_a_colon_for_metadata_which_is_why_we_begin_with_an_empty_one() -> None:
    assert meta.get_data("Warning: read this\n\nText") == ("Text", {"warning": "read this"})
    assert meta.get_data("\nWarning: read this\n\nText") == ("Warning: read this\n\nText", {})


def test_material_has_no_file_for_kinyarwanda_and_its_english_one_has_what_we_ask() -> None:
    languages = Path(material.__file__).parent / "templates" / "partials" / "languages"
    assert not (languages / "rw.html").exists()
    assert '"action.skip"' in (languages / "en.html").read_text(encoding="utf-8")


def test_the_i18n_plugin_still_adds_a_sitemap_folder_that_we_take_away() -> None:
    assert (Path(mkdocs_static_i18n.__file__).parent / "custom_i18n_sitemap").is_dir()


def test_live_reload_is_a_file_of_its_own_so_that_the_security_policy_holds(tmp_path: Path) -> None:
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(tmp_path))
    try:
        stack.reload_by_file(server)
        page = server._inject_js_into_html(b"<body><p>x</p></body>", 7)
        assert page == b'<body><p>x</p><script src="/livereload.js" data-epoch="7" data-request="7"></script></body>'
        answers: list[tuple[str, list[tuple[str, str]]]] = []
        body = server._serve_request({"PATH_INFO": "/livereload.js"}, lambda *answer: answers.append(answer))
        assert answers == [("200 OK", [("Content-Type", "text/javascript")])]
        assert b"/livereload/" in b"".join(body)
    finally:
        server.server_close()


@pytest.mark.parametrize(("path", "language"), [("rw/a.md", "rw"), ("assets/a.png", None), ("data/rw.csv", None), ("en.md", None)])
def test_a_files_language_is_its_first_folder(path: str, language: str | None) -> None:
    languages = Languages([Language(code=code, name=code, iso639_3="eng", locale=code, direction="ltr", digits="latn")
                           for code in ("en", "rw")])
    assert stack.language_of(File(path, "docs", "site", False), languages) == language

