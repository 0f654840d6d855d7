"""Pages as PO files: what goes out, what comes back, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace

import polib
import pytest

from exchange_tasks import DAY, EDITION, EDITIONS, REAL, SOURCE, real, refusals, small, text_of
from exchange_tasks import DOCS as DOCS
from ijwi.exchange.assembly import Imported
from ijwi.exchange.labels import labels_in
from ijwi.exchange.po import export, import_
from ijwi.exchange.segments import cut
from ijwi.exchange.sheet import Task
from ijwi.sections import body_digests


def back(text: str, task: Task, **named: object) -> Imported:
    return import_(text, task, where="a.po", day=DAY, **named)  # type: ignore[arg-type]


def edited(task: Task, changes: dict[str, str], **flags: bool) -> str:
    """The task's PO file with other translations, by context."""
    catalogue = polib.pofile(export(task))
    for entry in catalogue:
        if entry.msgctxt in changes:
            entry.msgstr = changes[entry.msgctxt]
            if flags.get("sure", True):
                entry.flags = []
    return str(catalogue)


def without(text: str, *contexts: str) -> str:
    catalogue = polib.pofile(text)
    for entry in [entry for entry in catalogue if entry.msgctxt in contexts]:
        catalogue.remove(entry)
    return str(catalogue)


def stamped(edition: str, source: str, *names: str) -> str:
    """An edition that says that these sections follow the source."""
    task = small(edition, source)
    lines = "".join(f"    {name}: {task.source_digests[name]}\n" for name in names)
    return edition.replace("  review: human\n", f"  review: human\n  sections:\n{lines}")


ALL = ("front", "lead", "lock", "count")


@pytest.mark.parametrize("language", EDITIONS)
def test_a_real_edition_comes_back_as_it_went_and_a_new_one_has_the_source_s_form(language: str) -> None:
    for name in EDITIONS[language]:
        task = real(name)
        file = export(task)
        done = back(file, task)
        assert done.text == task.edition, name
        assert done.notices == () and done.outdated == (), name
        _new_edition_has_the_source_s_form_and_the_translation_s_words(task, file)


def _new_edition_has_the_source_s_form_and_the_translation_s_words(task: Task, file: str) -> None:
    done = back(file, Task(task.page, task.source, None, task.of, task.language))
    made, source = cut(done.text), task.source_page
    assert [piece.skeleton for piece in made.pieces] == [piece.skeleton for piece in source.pieces], task.page
    assert task.edition_page
    theirs = {segment.text for segment in task.edition_page.segments.values()}
    assert all(segment.text in theirs for context, segment in made.segments.items()
               if context not in done.untranslated), task.page


def test_most_of_arabic_and_persian_is_kept() -> None:
    for name in ("ar/toolkits/stay-safe-online/index.md", "fa/toolkits/stay-safe-online/index.md"):
        catalogue = polib.pofile(export(real(name)))
        assert catalogue.percent_translated() == 100 or any("fuzzy" in entry.flags for entry in catalogue)
        assert all(entry.msgstr for entry in catalogue), name


def test_what_goes_out() -> None:
    catalogue = polib.pofile(export(small(stamped(EDITION, SOURCE, *ALL))))
    assert catalogue.metadata["Language"] == "ar"
    assert [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in catalogue][2:8] == [
        ("lead/paragraph/1", "Begin here, with [the plan](plan.md) [@one].", "ابدأن هنا، مع [الخطة](plan.md) [@one]."),
        ("lock/heading/1", "Lock it", "القفل"), ("lock/item/1", "**Choose** a PIN.", "**اخترن** رمزًا."),
        ("lock/item/2", "Dial `*#06#`.", "أدخلن `*#06#`."), ("lock/box/1", "Stop", "توقّفن"),
        ("lock/paragraph/1", "Wait, [Name].", "انتظرن، [الاسم].")]
    assert [entry.comment for entry in catalogue if entry.comment] == [
        "Section: Stay safe", "Section: lead", "Section: Lock it", "Section: Count"]


def test_what_is_fuzzy() -> None:
    changed = SOURCE.replace("a PIN", "a long PIN")
    edition = stamped(EDITION, SOURCE, "front", "lead", "lock")
    fuzzy = {entry.msgctxt for entry in polib.pofile(export(small(edition, changed))) if "fuzzy" in entry.flags}
    assert {context.split("/")[0] for context in fuzzy} == {"lock", "count"}
    assert "lock/item/1" in fuzzy and "lock/item/2" in fuzzy


def test_an_edition_that_only_has_the_source_s_words_is_not_translated() -> None:
    catalogue = polib.pofile(export(small(EDITION.replace("القفل", "Lock it"))))
    assert [entry.msgctxt for entry in catalogue if not entry.msgstr] == ["lock/heading/1"]
    sure = stamped(EDITION.replace("القفل", "Lock it"), SOURCE, *ALL)
    assert [entry.msgctxt for entry in polib.pofile(export(small(sure))) if not entry.msgstr] == []


def test_a_warning_comes_first_where_it_is_due() -> None:
    words = replace(labels_in(), warning="تتحدّث هذه الصفحة عن العنف.", section="قسم")
    text = export(small(), distressing=True, labels=words)
    assert text.startswith("# تتحدّث هذه الصفحة عن العنف.\n")
    assert polib.pofile(text)[0].comment == "تتحدّث هذه الصفحة عن العنف.\nقسم: Stay safe"
    assert "العنف" not in export(small(), labels=words)
    assert back(text, small()).text == EDITION


def test_a_new_edition() -> None:
    task = small(None)
    done = back(edited(task, {"front/title/1": "الأمان: أولًا", "lock/item/2": "أدخلن `*#06#`."}), task)
    assert done.text == SOURCE.replace("title: Stay safe", 'title: "الأمان: أولًا"').replace("Dial", "أدخلن").replace(
        "kind: toolkit\n", "updated: 2027-03-08\nedition:\n  of: en\n  review: human\n")
    assert "lock/item/2" not in done.untranslated and "lock/item/1" in done.untranslated
    assert done.current == {}


def test_a_whole_translation_says_which_sections_are_current() -> None:
    task = small()
    done = back(re.sub("#, fuzzy\n", "", export(task)), task)
    assert done.text == EDITION
    assert done.current == task.source_digests and set(done.current) == set(ALL)
    assert (done.kept, done.untranslated, done.doubtful) == ((), (), ())


def test_doubtful_texts_are_named_and_do_not_count_as_current() -> None:
    task = small(stamped(EDITION, SOURCE, "front", "lead", "count"))
    done = back(edited(task, {"lock/heading/1": "القفل الآن"}), task)
    assert "lock/heading/1" not in done.doubtful and "lock/item/1" in done.doubtful
    assert set(done.current) == {"front", "lead", "count"}
    kept = back(edited(task, {"lock/item/1": "جديد"}, sure=False), task)
    assert "جديد" in kept.text and "lock/item/1" in kept.doubtful


def test_an_empty_translation_keeps_the_old_one() -> None:
    done = back(edited(small(), {"lock/item/1": "", "lock/item/2": "أدخلن الآن `*#06#`."}), small())
    assert done.kept == ("lock/item/1",)
    assert done.text == EDITION.replace("أدخلن `", "أدخلن الآن `").replace("2026-11-22", "2027-03-08")
    assert "lock" not in done.current


def test_line_ends_in_a_translation_become_spaces() -> None:
    done = back(edited(small(), {"lock/item/1": "سطر\nوسطر\n"}), small())
    assert "* سطر وسطر\n" in done.text


def test_front_matter_that_the_edition_lacks_is_added() -> None:
    source = SOURCE.replace("kind:", "neutral_title: Habits\nobjectives: [One, Two]\nkind:")
    task = small(EDITION, source)
    done = back(edited(task, {"front/neutral-title/1": "عادات", "front/objective/2": "اثنان"}), task)
    assert done.text == EDITION.replace("2026-11-22", "2027-03-08").replace(
        "  review: human\n", "  review: human\nneutral_title: عادات\nobjectives:\n  - One\n  - اثنان\n")
    assert "front/objective/1" in done.untranslated


def test_a_section_that_the_edition_lacks_is_put_where_the_source_has_it() -> None:
    edition = EDITION[:EDITION.index("## القفل")] + EDITION[EDITION.index("## العدّ"):]
    task = small(edition)
    assert back(export(task), task).text == edition
    done = back(edited(task, {"lock/heading/1": "القفل"}), task)
    middle = SOURCE[SOURCE.index("## Lock"):SOURCE.index("## Count")].replace("Lock it", "القفل")
    assert done.text == edition.replace("## العدّ", middle + "## العدّ").replace("2026-11-22", "2027-03-08")


def test_a_section_added_at_the_end_stands_alone() -> None:
    edition = EDITION[:EDITION.index("\n## العدّ")]
    task = small(edition)
    done = back(edited(task, {"count/heading/1": "العدّ"}), task)
    assert "[الاسم].\n\n## العدّ {#count}\n\n| Who" in done.text and done.text.endswith("[helplines]\n")


def test_a_section_of_the_edition_s_own_stays_where_it_was() -> None:
    own = EDITION.replace("## العدّ", "## هنا {#here}\n\nنصّ.\n\n## العدّ")
    task = small(own)
    assert back(edited(task, {"lock/item/1": "آخر"}), task).text == \
        own.replace("**اخترن** رمزًا.", "آخر").replace("2026-11-22", "2027-03-08")


ADAPTED = EDITION.replace("## العدّ", "نصّ آخر.\n\n## العدّ")


def test_a_section_built_otherwise_is_shown_and_kept() -> None:
    text = export(small(ADAPTED))
    assert [entry.msgctxt for entry in polib.pofile(text) if not entry.msgstr] == [
        f"lock/{name}" for name in ("heading/1", "item/1", "item/2", "box/1", "paragraph/1")]
    assert "نصّ آخر." in next(entry.comment for entry in polib.pofile(text) if entry.msgctxt == "lock/heading/1")
    done = back(text, small(ADAPTED))
    assert done.text == ADAPTED and len(done.kept) == 5


def test_a_section_built_otherwise_is_not_replaced_unless_that_is_said() -> None:
    text = edited(small(ADAPTED), {"lock/item/1": "عنصر"})
    assert [message.split(": ", 2)[2] for message in refusals(back, text, small(ADAPTED))] == [
        "the edition's section `lock` is built otherwise than the source's; 1 translations would replace it. "
        "Bring them into the page by hand, or import again and say that this section is replaced."]
    done = back(text, small(ADAPTED), replace=["lock"])
    assert "نصّ آخر." not in done.text and "- عنصر\n" in done.text


def test_another_number_of_objectives_is_a_form_too() -> None:
    source = SOURCE.replace("kind:", "objectives: [One, Two]\nkind:")
    edition = EDITION.replace("updated:", "objectives:\n  - واحد\nupdated:")
    task = small(edition, source)
    assert back(export(task), task).text == edition
    text = edited(task, {"front/objective/1": "واحد", "front/objective/2": "اثنان"})
    assert "`front` is built otherwise" in refusals(back, text, task)[0]
    assert "objectives:\n  - واحد\n  - اثنان\nupdated:" in back(text, task, replace=["front"]).text


@pytest.mark.parametrize(("context", "text", "message"), [
    ("lead/paragraph/1", "ابدأن [هنا](plan.md).", "the translation of `lead/paragraph/1` lacks “[@one]”. "
     "Write “[@one]” where it belongs in “ابدأن [هنا](plan.md).”."),
    ("lead/paragraph/1", "ابدأن هنا [@one].", "the translation of `lead/paragraph/1` lacks “](plan.md)”. "
     "Write “](plan.md)” where it belongs in “ابدأن هنا [@one].”."),
    ("lock/item/2", "أدخلن.", "the translation of `lock/item/2` lacks “`*#06#`”. "
     "Write “`*#06#`” where it belongs in “أدخلن.”."),
    ("lock/paragraph/1", "انتظرن.", "the translation of `lock/paragraph/1` lacks “[…]”. "
     "Write “[…]” where it belongs in “انتظرن.”."),
    ("count/cell/1.2.2", "الآن", "the translation of `count/cell/1.2.2` lacks “[fact:world.women]”. "
     "Write “[fact:world.women]” where it belongs in “الآن”."),
    ("lock/item/1", "[هنا](https://x.example/)", "the translation of `lock/item/1` has “](https://x.example/)”, "
     "the source has not. Take it out; what is only for this language is written in the page itself."),
    ("count/cell/1.2.1", "هي | هو", "the translation of `count/cell/1.2.1`, “هي | هو”, would be something else in the "
     "page. Do not begin with a sign such as `#`, `-`, `>`, `1.` or `!!!`; in tables write `\\|` for a bar."),
    ("lock/item/1", "# هو", "the translation of `lock/item/1`, “# هو”, would be something else in the page. Do not "
     "begin with a sign such as `#`, `-`, `>`, `1.` or `!!!`; in tables write `\\|` for a bar."),
])
def test_a_translation_that_would_lose_or_break_something_is_refused(context: str, text: str, message: str) -> None:
    file = edited(small(), {context: text})
    line = next(entry.linenum for entry in polib.pofile(file) if entry.msgctxt == context)
    assert refusals(back, file, small()) == [f"a.po:{line}: exchange: {message}"]


def test_every_refusal_is_said_at_once() -> None:
    file = without(edited(small(), {"lead/paragraph/1": "ابدأن", "lock/item/2": "أدخلن"}), "lock/box/1")
    assert len(refusals(back, file, small())) == 4


def test_what_the_edition_has_and_the_file_has_not_is_refused() -> None:
    file = without(export(small()), "lock/item/1")
    assert refusals(back, file, small()) == [
        "a.po:1: exchange: `lock/item/1`, “**Choose** a PIN.”, is in the edition, but not in this file. "
        "Add it again from a new export; the edition has “**اخترن** رمزًا.”."]
    assert back(file, small(None)).untranslated == ("lock/item/1",)


@pytest.mark.parametrize("task", [
    small(page="toolkits/b"), Task("toolkits/a", SOURCE, None, REAL["en"], REAL["fa"]),
    Task("toolkits/a", SOURCE, EDITION, REAL["fr"], REAL["ar"]),
])
def test_a_file_for_another_page_or_language_is_refused(task: Task) -> None:
    assert refusals(back, export(small()), task) == [
        "a.po:1: exchange: this file was made for `toolkits/a` from `en` to `ar`, not for "
        f"`{task.page}` from `{task.of.code}` to `{task.language.code}`. Import it as what it is. "
        "If its header or last row was lost, copy that from a new export."]


@pytest.mark.parametrize(("text", "line"), [("no PO file", 1), ('msgid "a"\nnonsense\n', 2), ("a\x00b", 1)])
def test_what_is_not_a_po_file_is_refused(text: str, line: int) -> None:
    assert refusals(back, text, small()) == [
        f"a.po:{line}: exchange: this is not a PO file that can be read. Open it in Poedit and save it again."]


def test_a_po_file_without_header_is_refused() -> None:
    assert "this file was made for `?` from `?` to `?`" in refusals(back, "", small())[0]


def test_the_name_of_a_file_is_not_taken_for_its_text() -> None:
    assert refusals(back, str(DOCS / "en/index.md"), small())


def test_two_translations_of_one_segment_are_refused() -> None:
    catalogue = polib.pofile(export(small()))
    catalogue.append(polib.POEntry(msgctxt="lock/item/1", msgid="**Choose** a PIN.", msgstr="آخر"))
    assert [message.split(": ", 2)[2] for message in refusals(back, str(catalogue), small())] == [
        "`lock/item/1` has two translations, “**اخترن** رمزًا.” and “آخر”. Keep one of the two."]
    catalogue[-1].msgstr = ""
    assert back(str(catalogue), small()).text == EDITION


def test_an_edition_changed_meanwhile_is_not_overwritten() -> None:
    file = edited(small(), {"lock/item/1": "من المترجمة"})
    now = small(EDITION.replace("**اخترن** رمزًا.", "من المحرّرة"))
    assert [message.split(": ", 2)[2] for message in refusals(back, file, now)] == [
        "the edition's section `lock` was changed after this file was made: `lock/item/1` is now “من المحرّرة”, here "
        "“من المترجمة”. Export again and choose, or import again and say that this section is replaced."]
    assert "من المترجمة" in back(file, now, replace=["lock"]).text
    elsewhere = small(EDITION.replace("ثلاث", "بضع"))
    assert any("`front/summary/1` is now" in message for message in refusals(back, file, elsewhere))
    assert "من المترجمة" in back(without_change(file), elsewhere, replace=["front"]).text


def without_change(file: str) -> str:
    catalogue = polib.pofile(file)
    for entry in catalogue:
        if entry.msgctxt == "front/summary/1":
            entry.msgstr = "بضع عادات."
    return str(catalogue)


def test_a_source_text_changed_meanwhile_takes_the_translation_but_is_not_current() -> None:
    file = edited(small(), {"lock/item/1": "من المترجمة"})
    task = small(EDITION, SOURCE.replace("a PIN", "a long PIN"))
    done = back(re.sub("#, fuzzy\n", "", file), task)
    assert done.outdated == ("lock/item/1",) and "* من المترجمة\n" in done.text
    assert done.current["lock"] == small().source_digests["lock"] != task.source_digests["lock"]


def test_a_link_that_is_new_in_the_source_does_not_stop_an_older_translation() -> None:
    file = re.sub("#, fuzzy\n", "", edited(small(), {"lock/item/1": "من المترجمة"}))
    task = small(EDITION, SOURCE.replace("a PIN", "[a PIN](pin.md)"))
    assert back(file, task).outdated == ("lock/item/1",)


def test_a_link_that_the_source_gave_up_does_not_come_back() -> None:
    file = edited(small(), {"lead/paragraph/1": "ابدأن [هنا](plan.md) [@one]."})
    task = small(EDITION, SOURCE.replace("[the plan](plan.md)", "a plan"))
    assert any("has “](plan.md)”, the source has not" in message for message in refusals(back, file, task))


def test_segments_that_moved_are_found_by_their_text() -> None:
    file = edited(small(None), {"lock/item/1": "واحد", "lock/item/2": "اثنان `*#06#`"})
    turned = SOURCE.replace("- **Choose** a PIN.\n- [ ] Dial `*#06#`.\n", "- New.\n- Dial `*#06#`.\n- **Choose** a PIN.\n")
    assert "- New.\n- اثنان `*#06#`\n- واحد\n" in back(file, small(None, turned)).text
    elsewhere = SOURCE.replace("- **Choose** a PIN.\n", "").replace("[helplines]", "- **Choose** a PIN.\n\n[helplines]")
    assert "- واحد\n\n[helplines]" in back(file, small(None, elsewhere)).text


def test_a_text_that_stands_in_two_sections_moves_within_its_own() -> None:
    source = SOURCE.replace("[helplines]", "- Dial `*#06#`.")
    file = edited(small(None, source), {"lock/item/2": "القفل `*#06#`", "count/item/1": "العدّ `*#06#`"})
    moved = source.replace("- [ ] Dial", "- New\n- [ ] Dial").replace("- Dial", "- New\n- Dial")
    text = back(file, small(None, moved)).text
    assert "- New\n- [ ] القفل `*#06#`\n" in text and "- New\n- العدّ `*#06#`\n" in text


def test_contexts_that_a_program_dropped_are_found_by_their_text() -> None:
    catalogue = polib.pofile(export(small()))
    for entry in catalogue:
        entry.msgctxt = None
    assert back(str(catalogue), small()).text == EDITION


def test_a_translation_whose_source_is_gone_is_refused() -> None:
    file = edited(small(None), {"lock/item/1": "واحد"})
    gone = SOURCE.replace("- **Choose** a PIN.\n", "")
    assert [message.split(": ", 2)[2] for message in refusals(back, file, small(None, gone))] == [
        "the source has no “**Choose** a PIN.” any more (`lock/item/1`); its translation “واحد” would be lost. "
        "Export again, and put the translation where it belongs now."]
    assert back(export(small(None)), small(None, gone)).untranslated


def test_a_source_text_written_over_is_refused() -> None:
    file = export(small(None)).replace('"Stop"', '"توقّفن"')
    assert "was changed to “توقّفن”, and there is no translation" in refusals(back, file, small(None))[0]


def test_entries_struck_out_are_mentioned() -> None:
    catalogue = polib.pofile(export(small()))
    catalogue.append(polib.POEntry(msgctxt="x/item/1", msgid="Old", msgstr="قديم", obsolete=True))
    done = back(str(catalogue), small())
    assert done.text == EDITION and len(done.notices) == 1
    assert "“قديم” belongs to a text" in str(done.notices[0]) and done.notices[0].notice


def test_digests_are_those_that_editions_record() -> None:
    task = real("ar/toolkits/stay-safe-online/index.md")
    body = text_of(DOCS / "en/toolkits/stay-safe-online/index.md").split("\n---\n", 1)[1]
    assert {name: value for name, value in task.source_digests.items() if name != "front"} == body_digests(body)
