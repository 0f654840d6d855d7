"""The whole build, in the order in which MkDocs calls it. The only file that MkDocs knows.

Each event is a few lines that hand over to the library in `ijwi/`; what must touch the
insides of MkDocs or of a plugin is in `ijwi/stack.py`.
"""

from pathlib import Path

from mkdocs.plugins import CombinedEvent, event_priority

from ijwi import outputs, pages, stack
from ijwi.centre import read_centre

state = pages.BUILD


@event_priority(100)  # before the i18n plugin, which needs its languages
def on_config(config):
    with stack.plain_errors():
        if not stack.between_languages(config):
            state.start(read_centre(Path(config.config_file_path).parent, Path(config.docs_dir), config.extra))
        stack.set_languages(config, state.centre.languages)
    stack.use_markdown(config, state.notation)


@event_priority(100)  # before the i18n plugin, which would take other languages' pages for alternates
def on_files(files, config):
    language, centre = stack.current_language(config), state.centre
    state.open(language)
    return stack.only_language(files, config, centre.languages, language, state.made_pages(), centre.pictures.files)


def on_page_read_source(page, config):
    return state.body(page.file.src_uri)


def on_page_markdown(markdown, page, config, files):
    entry = state.enter(page.file.src_uri)
    page.meta, page.title = entry.meta, entry.title


def on_page_content(html, page, config, files):
    state.converted(page.file.src_uri, html)


def on_env(env, config, files):
    with stack.plain_errors():
        state.require_good_references()
        state.make_index()
        return stack.prepare_templates(env, config, state.strings, state.template_globals(config))


def on_page_context(context, page, config, nav):
    return {**context, **state.page_context(page.file.src_uri, page.toc)}


def on_post_template(output_content, template_name, config):
    if template_name == "404.html":
        outputs.write(config.site_dir, [(state.reader.page("404"), output_content)])
        return ""  # one page "not found" a language stands in place of the stack's
    return output_content


@event_priority(100)  # before the i18n plugin goes on to the next language
def _language_is_built(config):
    outputs.write(config.site_dir, outputs.of_language(state, config.site_name, config.site_url), state.before)


@event_priority(-200)  # after the i18n plugin has built all languages
def _site_is_built(config):
    if not stack.between_languages(config):
        with stack.plain_errors():
            outputs.finish(config.site_dir, state.centre, config.site_name, config.site_url)


on_post_build = CombinedEvent(_language_is_built, _site_is_built)


def on_serve(server, config, builder):
    return stack.reload_by_file(server)
