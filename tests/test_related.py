"""Related works: what is offered below a work as worth reading next."""

from __future__ import annotations

from dataclasses import replace

from babel.support import Translations

from conftest import edition, work
from ijwi.reader import Reader
from ijwi.records import Catalogue, Work
from ijwi.related import Related
from ijwi.search.index import Index, build_index
from ijwi.search.reading import passages
from ijwi.search.tables import Tables
from ijwi.strings import Strings
from test_records import LANGUAGES, SENSITIVE, Read, named, read

__all__ = ["read"]  # the fixture


def related_to(catalogue: Catalogue, to: Work, count: int = 3, language: str = "en", **texts: str) -> list[Work]:
    """The works related to one of them; `texts` are the pages' HTML by path."""
    reader = Reader(catalogue, Strings(Translations(), LANGUAGES[language]))
    index = build_index(passages(texts, reader), Tables()) if texts else Index((), {})
    return Related(reader, index).to(to, count)


RELATED = {
    "docs/en/this.md": work(topics="[skills, media]", audiences="[organisers, trainers]"),
    "docs/en/a-one-topic.md": work(topics="[skills]", audiences="[organisers]"),
    "docs/en/b-one-topic-more-readers.md": work(topics="[media, online-safety]", audiences="[trainers, organisers]"),
    "docs/en/c-both-topics.md": work(topics="[media, skills]", audiences="[trainers]"),
    "docs/en/d-one-topic.md": work(topics="[skills]", audiences="[organisers]"),
    "docs/en/no-topic.md": work(topics="[online-safety]", audiences="[organisers, trainers]"),
    "docs/en/secret.md": work(topics="[skills, media]", audiences="[organisers, trainers]", **SENSITIVE),
    "docs/en/gone.md": work(topics="[skills, media]", withdrawn="Outdated."),
}


def test_related_works_share_most_topics_then_audiences(read: Read) -> None:
    catalogue = read(RELATED)
    order = ["c-both-topics", "b-one-topic-more-readers", "a-one-topic", "d-one-topic"]
    assert [entry.path for entry in related_to(catalogue, named(catalogue, "this"))] == order[:3]
    assert [entry.path for entry in related_to(catalogue, named(catalogue, "this"), 9)] == order


def test_a_sensitive_work_is_related_to_all_but_no_open_work_to_it(read: Read) -> None:
    catalogue = read({**RELATED, "docs/en/secret-2.md": work(topics="[skills]", **SENSITIVE)})
    for entry in catalogue.offered:
        found = [other.path for other in related_to(catalogue, entry, 9)]
        assert entry.path not in found
        assert "gone" not in found
        assert entry.fields.sensitive or not {"secret", "secret-2"} & set(found)
    assert [entry.path for entry in related_to(catalogue, named(catalogue, "secret-2"), 9)] == [
        "a-one-topic", "d-one-topic", "secret", "this", "c-both-topics"]


def test_a_work_alone_with_its_topics_has_no_related_works(read: Read) -> None:
    catalogue = read(RELATED)
    alone = read({**RELATED, "docs/en/b-one-topic-more-readers.md": work(topics="[media]")})
    assert [entry.path for entry in related_to(catalogue, named(catalogue, "no-topic"))] == ["b-one-topic-more-readers"]
    assert related_to(alone, named(alone, "no-topic")) == []


def test_lists_of_related_works_do_not_depend_on_the_order_in_which_works_were_read(read: Read) -> None:
    catalogue = read(RELATED)
    turned = replace(catalogue, works=catalogue.works[::-1])
    for entry in catalogue.works:
        assert related_to(turned, entry, 9) == related_to(catalogue, entry, 9)


ALIKE = {f"docs/en/{name}.md": work(name) for name in ("this", "a", "b", "c", "d")}


def test_among_works_of_the_same_topics_and_readers_the_texts_decide(read: Read) -> None:
    catalogue = read(ALIKE)
    found = related_to(catalogue, named(catalogue, "this"), 2, this="<p>radio, market, cooperative</p>",
                       a="<p>password</p>", b="<p>market</p>", c="<p>radio market cooperative</p>", d="<p>radio</p>")
    assert found[0].path == "c"
    assert found[1].path in ("b", "d")


def test_the_text_of_all_parts_of_a_work_counts(read: Read) -> None:
    catalogue = read({**ALIKE, "docs/en/m/index.md": work("M", parts="[p]"), "docs/en/m/p.md": edition("P").replace(
        "edition: {of: en, review: machine}\n", "")})
    found = related_to(catalogue, named(catalogue, "this"), 1, this="<p>radio</p>", a="<p>market</p>",
                       **{"m/index": "<p>market</p>", "m/p": "<p>radio radio radio</p>"})
    assert [entry.path for entry in found] == ["m/index"]


def test_among_equals_a_work_in_the_readers_language_comes_first(read: Read) -> None:
    catalogue = read({**ALIKE, "docs/rw/this.md": edition("Iki"), "docs/rw/d.md": edition("D")})
    assert related_to(catalogue, named(catalogue, "this"), 1, "rw")[0].path == "d"
    assert related_to(catalogue, named(catalogue, "this"), 1, "en")[0].path == "a"
