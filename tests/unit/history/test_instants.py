"""Tests of gitagile.history.instants: dates put in line with as few changes as can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitagile.history.instants import Instants, Settled, is_rising, put_in_line, settled
from gitagile.history.rows import BrokenMemoryError
from gitagile.history.told import packed_dates, unpacked_dates


@pytest.mark.parametrize(
    ("dates", "at", "wrong"),
    [
        ([], [], []),
        ([5], [5], []),
        ([1, 2, 2, 3], [1, 2, 2, 3], []),
        ([1, 2, 99, 3, 4], [1, 2, 2, 3, 4], [2]),  # one in the future of the others
        ([5, 6, 0, 7, 8], [5, 6, 6, 7, 8], [2]),  # one of 1970
        ([99, 1, 2, 3], [1, 1, 2, 3], [0]),  # the first one lies: it happened with the next
        ([1, 5, 3], [1, 5, 5], [2]),  # of two that contradict each other the later one
        ([1, 5, 3, 4], [1, 1, 3, 4], [1]),  # unless that costs more
        ([10, 11, 5, 6, 12, 7, 13], [10, 11, 11, 11, 12, 12, 13], [2, 3, 5]),
        ([100], [50], [0]),  # the future is now
        ([1, 100, 100], [1, 50, 50], [1, 2]),
        ([1, 100, 2], [1, 1, 2], [1]),
        ([100, 100, 7], [7, 7, 7], [0, 1]),
        ([60, 3, 70], [3, 3, 50], [0, 2]),
    ],
)
def test_dates_are_put_in_line(dates: list[int], at: list[int], wrong: list[int]):
    assert put_in_line(dates, 50 if max(dates, default=0) in (100, 60, 70) else 1000) == Instants(at, wrong)


def test_a_long_line_with_a_few_lies_keeps_all_others():
    dates = list(range(0, 100_000, 2))
    lies = {17: 90_000, 400: 0, 401: 1, 30_000: 10}
    told = put_in_line([lies.get(place, date) for place, date in enumerate(dates)], 200_000)
    assert told.wrong == sorted(lies)
    assert all(told.at[place] == date for place, date in enumerate(dates) if place not in lies)
    assert is_rising(told.at)


def test_rising_dates_may_stand_still():
    assert is_rising([])
    assert is_rising([1, 1, 2])
    assert not is_rising([2, 1])


@given(
    st.lists(st.integers(0, 30), max_size=14),
    st.lists(st.integers(0, 40), max_size=10),
    st.integers(0, 35),
    st.integers(0, 40),
)
def test_what_a_beginning_came_to_changes_nothing(beginning: list[int], rest: list[int], before: int, now: int):
    known = settled(beginning, put_in_line(beginning, before), before)
    whole = beginning + rest
    assert put_in_line(whole, now, known) == put_in_line(whole, now)
    assert unpacked_dates(packed_dates(beginning, known)) == (beginning, known)


def test_a_beginning_is_settled_where_its_last_date_is_believed():
    assert settled([], put_in_line([], 9), 9) is None
    assert settled([1, 3, 2], put_in_line([1, 3, 2], 9), 9) is None
    known = settled([7, 1, 99, 2], put_in_line([7, 1, 99, 2], 9), 9)
    assert known == Settled(length=4, first=1, last=2, top=7, beyond=99, wrong=(0, 2))
    assert known.holds([7, 1, 99, 2, 2], 8)
    assert not known.holds([7, 1, 99, 2, 1], 8)
    assert not known.holds([7, 1, 99, 2], 6)
    assert not known.holds([7, 1, 99, 2], 99)


def test_dates_that_were_kept_come_back():
    known = Settled(2, 1, 5, 5, 0, ())
    assert unpacked_dates(packed_dates([1, 5], known)) == ([1, 5], known)
    assert unpacked_dates(packed_dates([1, 5], None)) == ([1, 5], None)
    with pytest.raises(BrokenMemoryError):
        unpacked_dates(packed_dates([1, 5], known)[:-8])
    with pytest.raises(BrokenMemoryError):
        unpacked_dates(b"")
