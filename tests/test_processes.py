"""Jobs in processes of their own: what one takes goes back with it, and none ends unheard."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tracemalloc
from collections.abc import Iterator

import pytest

from conftest import ROOT
from ijwi.building.processes import EndedError, one_each
from ijwi.interchange.sitemap import sitemap_xml
from small_centres import centre_of


def who(item: int) -> tuple[int, int]:
    return item, os.getpid()


def fail(item: int) -> int:
    if item == 2:
        raise ValueError(f"item {item} is wrong")
    signal.pause()  # until somebody ends it
    return item


def end(item: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return item


@pytest.fixture(autouse=True)
def none_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("processes", [1, 2, 9])
def test_each_item_has_a_process_of_its_own(processes: int) -> None:
    asked = []
    found = list(one_each(who, range(5), processes, lambda: asked.append(len(multiprocessing.active_children()))))
    assert sorted(item for item, _process in found) == [0, 1, 2, 3, 4]
    assert len({process for _item, process in found} | {os.getpid()}) == 6
    assert asked
    assert max(asked) <= processes
    assert list(one_each(who, [], processes, lambda: None)) == []


def test_one_at_a_time_they_come_in_order() -> None:
    assert [item for item, _process in one_each(who, range(4), 1, lambda: None)] == [0, 1, 2, 3]


def test_an_error_says_where_it_was_raised_and_ends_the_others() -> None:
    with pytest.raises(ValueError, match="item 2 is wrong") as caught:
        list(one_each(fail, [1, 2, 3], 2, lambda: None))
    assert "in fail" in caught.value.__notes__[0]


def test_a_process_that_somebody_ends_is_not_waited_for() -> None:
    with pytest.raises(EndedError):
        list(one_each(end, [1, 2], 2, lambda: None))


def test_the_largest_file_of_the_site_takes_hardly_more_memory_than_it_is_long() -> None:
    """With many languages each address stands there once for each of them; a tree of it would be six times as large."""
    catalogue = centre_of(ROOT).catalogue
    length = len(sitemap_xml(catalogue, "https://small.example/"))
    tracemalloc.start()
    sitemap_xml(catalogue, "https://small.example/")
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length > 1_000_000
    assert most <= 2 * length
