"""What is remembered of other people's addresses: when one counts as dead, and the file that people can mend."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ijwi.findings import ContentError
from ijwi.links.memory import COLUMNS, LinkMemory, Remembered, Status, read_memory, write_memory

ADDRESS = "https://other.org/page"
HEADER = ",".join(COLUMNS)


def day(number: int) -> datetime.date:
    return datetime.date(2026, 11, 1) + datetime.timedelta(days=number)


def after(*answers: tuple[int, Status]) -> Remembered:
    known = Remembered(address=ADDRESS)
    for number, status in answers:
        known = known.after(status, day(number))
    return known


@pytest.mark.parametrize(("answers", "dead"), [
    ([(0, "not-found"), (7, "not-found"), (14, "not-found")], True),
    ([(0, "no-server"), (7, "gone"), (14, "certificate")], True),
    ([(0, "not-found"), (7, "not-found"), (13, "not-found")], False),  # not two weeks
    ([(0, "not-found"), (14, "not-found")], False),  # not three days
    ([(0, "not-found"), (0, "not-found"), (14, "not-found")], False),  # two of them on one day
    ([(0, "not-found"), (0, "busy"), (0, "not-found"), (14, "not-found")], False),
    ([(0, "not-found"), (7, "not-found"), (10, "works"), (14, "not-found")], False),  # it worked between
    ([(0, "not-found"), (7, "refused"), (14, "not-found"), (15, "not-found")], True),  # a wall says nothing
    ([(0, "not-found"), (7, "not-found"), (14, "refused")], False),  # its server answers again
    ([(0, "refused"), (7, "robots"), (14, "busy"), (30, "unclear")], False),
    ([(0, "not-found"), (7, "not-found"), (14, "not-found"), (21, "moved")], False),
])
def test_an_address_is_dead_after_three_days_of_failure_over_two_weeks(answers: list[tuple[int, Status]], dead: bool) -> None:
    known = after(*answers)
    assert known.dead is dead
    assert (LinkMemory({ADDRESS: known}).dead(f"{ADDRESS}#part") is not None) is dead


def test_it_is_known_when_an_address_last_worked_and_since_when_it_fails() -> None:
    known = after((0, "works"), (7, "not-found"), (14, "busy"), (21, "gone"))
    assert (known.last_worked, known.failing_since, known.failures, known.last_asked) == (day(0), day(7), 2, day(21))
    known = known.after("moved", day(28), "https://other.org/new")
    assert (known.last_worked, known.failing_since, known.failures, known.moved_to) == (day(28), None, 0, "https://other.org/new")


def test_an_archived_copy_is_kept_whatever_comes() -> None:
    known = Remembered(address=ADDRESS, archived="https://archive.org/x")
    assert known.after("gone", day(0)).after("works", day(1)).archived == "https://archive.org/x"


def test_the_file_is_the_same_whatever_the_order_and_is_read_back(tmp_path: Path) -> None:
    records = [after((0, "works"), (7, "gone")), Remembered(address="https://a.org/?x=1,2"), Remembered(address="http://b.org/“x”")]
    write_memory(tmp_path / "links.csv", records)
    first = (tmp_path / "links.csv").read_bytes()
    write_memory(tmp_path / "links.csv", reversed(records))
    assert (tmp_path / "links.csv").read_bytes() == first
    assert first.decode().splitlines() == [
        HEADER, "http://b.org/“x”,,,,,,,", '"https://a.org/?x=1,2",,,,,,,', f"{ADDRESS},gone,2026-11-01,2026-11-08,1,2026-11-08,,"]
    assert sorted(read_memory(tmp_path / "links.csv", "links.csv").addresses.values(), key=lambda record: record.address) == \
        sorted(records, key=lambda record: record.address)
    assert [file.name for file in tmp_path.iterdir()] == ["links.csv"]


def test_the_file_is_written_whole_or_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "links.csv"
    write_memory(file, [after((0, "works"))])
    before = file.read_bytes()

    def broken(self: Path, *arguments: object, **named: object) -> int:
        with self.open("w") as half:
            half.write("addr")
        raise OSError("the disk is full")
    monkeypatch.setattr(Path, "write_text", broken)
    with pytest.raises(OSError, match="full"):
        write_memory(file, [])
    assert file.read_bytes() == before


def test_there_need_not_be_a_file(tmp_path: Path) -> None:
    assert read_memory(tmp_path / "links.csv", "links.csv") == LinkMemory()


@pytest.mark.parametrize(("text", "line", "words"), [
    ("address,statsu\n", 1, "there is no column `statsu`. Did you mean `status`?"),
    (f"{HEADER}\nother.org,,,,,,,\n", 2, "`address`: must be a web address"),
    (f"{HEADER}\n{ADDRESS},works,2026-11-01,01/11/2026,,,,\n", 2, "`last_asked`: must be a day, year first"),
    (f"{HEADER}\n{ADDRESS},fine,,2026-11-01,,,,\n", 2, "`status`: Input should be"),
    (f"{HEADER}\n{ADDRESS},gone,,2026-11-01,2,,,\n", 2, "`failures` and `failing_since` go together"),
    (f"{HEADER}\n{ADDRESS},gone,,2026-11-01,-2,2026-11-01,,\n", 2, "`failures`: "),
    (f"{HEADER}\n{ADDRESS},gone,,,,,,\n", 2, "`status` and `last_asked` go together"),
    (f"{HEADER}\n{ADDRESS},gone,2026-11-02,2026-11-01,,,,\n", 2, "`last_asked` is before"),
    (f"{HEADER}\n{ADDRESS},,,,,,,javascript:alert(1)\n", 2, "`archived`: must be a web address"),
    (f"{HEADER}\n{ADDRESS}#part,,,,,,,\n", 2, "must end before its `#`"),
    (f"{HEADER}\n{ADDRESS},,,,,,,\n{ADDRESS},,,,,,,\n", 3, "stands here twice"),
    (f"{HEADER}\n{ADDRESS},,,,,,,,,x\n", 2, "more cells"),
    (f"{HEADER}\n" + "x" * 200_000 + "\n", 1, "this is not a table"),
])
def test_bad_data_are_said_with_their_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / "links.csv").write_text(text, "utf-8")
    with pytest.raises(ContentError) as raised:
        read_memory(tmp_path / "links.csv", "docs/data/links.csv")
    assert [(finding.path, finding.line) for finding in raised.value.findings] == [("docs/data/links.csv", line)], raised.value
    assert words in str(raised.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_bytes(f"{HEADER}\nhttps://é.org/,,,,,,,\n".encode("latin-1"))
    with pytest.raises(ContentError, match="UTF-8"):
        read_memory(tmp_path / "links.csv", "links.csv")
