"""Labels along an axis."""

from __future__ import annotations

import pytest

from gitagile.render.charts.days import Mark, follow_each_other, marks_of, short_day

from .samples import days_from


def test_days_are_numbers_with_the_month_below_the_first_of_each():
    assert marks_of(days_from("2026-02-27", 4), 5) == (
        Mark(0, "27", "Feb 2026"),
        Mark(1, "28"),
        Mark(2, "1", "Mar"),
        Mark(3, "2"),
    )


def test_a_new_year_is_named():
    marks = marks_of(days_from("2026-12-30", 4), 12)
    assert [mark.below for mark in marks] == ["Dec 2026", "", "Jan 2027", ""]


def test_where_there_is_little_room_weeks_begin_on_mondays():
    marks = marks_of(days_from("2026-03-04", 30), 1)
    assert [mark.text for mark in marks] == ["9", "16", "23", "30"]


def test_a_month_that_would_run_into_the_one_before_waits():
    marks = marks_of(days_from("2026-02-28", 6), 3)
    assert [mark.below for mark in marks] == ["Feb 2026", "", "", "Mar", "", ""]


def test_other_labels_are_written_as_far_apart_as_they_need():
    assert marks_of(("2026-s01", "2026-s02", "2026-s03"), 5) == (Mark(0, "2026-s01"), Mark(2, "2026-s03"))
    assert marks_of(("2026-03-02", "2026-03-02", "2026-03-09"), 8) == (
        Mark(0, "2 Mar"),
        Mark(1, "2 Mar"),
        Mark(2, "9 Mar"),
    )
    assert marks_of((), 5) == ()


@pytest.mark.parametrize("label", ["", "s1", "2026-13-01", "2026-1-001", "20x6-01-01", "２０２６-01-01"])
def test_what_is_no_day_stays_as_it_is(label):
    assert short_day(label) == label
    assert not follow_each_other((label,))


def test_a_day_that_no_calendar_has_follows_no_other():
    assert not follow_each_other(("2026-02-30",))
    assert short_day("2026-03-02") == "2 Mar"
