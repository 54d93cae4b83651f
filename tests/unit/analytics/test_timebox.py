"""The timebox of an item, in working days."""

from __future__ import annotations

from datetime import date

import pytest

from gitagile.analytics.timebox import Span, Timebox, timebox_of, working_days_in
from gitagile.analytics.workdays import Calendar

CALENDAR = Calendar(holidays=frozenset((date(2026, 11, 26),)))
THURSDAY = date(2026, 12, 3)


def day(number):
    return date(2026, 11, number)


def kept(text, first, last, *, begun=True, over=True):
    return timebox_of(text, Span(first, last, begun, over), THURSDAY, CALENDAR)


@pytest.mark.parametrize(
    ("text", "days"), [("3d", 3), ("2w", 10), ("1w", 5), ("0d", None), ("3", None), ("3 days", None), (None, None)]
)
def test_a_timebox_is_a_number_of_working_days(text, days):
    assert working_days_in(text, CALENDAR) == days


def test_a_week_has_as_many_working_days_as_the_calendar_says():
    assert working_days_in("2w", Calendar(weekend=frozenset((4, 5, 6)))) == 8


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (day(23), day(25), Timebox("kept", 3, 3)),
        (day(23), day(26), Timebox("kept", 3, 3)),  # a holiday
        (day(23), day(27), Timebox("overrun", 3, 4)),
        (day(27), day(30), Timebox("kept", 3, 2)),  # a weekend between
        (day(28), day(29), Timebox("kept", 3, 0)),  # on a weekend alone
        (day(25), day(23), Timebox("kept", 3, 0)),  # dates that lie the wrong way round
    ],
)
def test_weekends_and_holidays_use_nothing_of_it(first, last, expected):
    assert kept("3d", first, last) == expected


def test_an_open_item_uses_days_until_today():
    assert kept("3d", date(2026, 12, 2), None, over=False) == Timebox("running", 3, 2)
    late = kept("3d", day(30), None, over=False)
    assert (late, late.over) == (Timebox("overrun", 3, 4), 1)


def test_what_nobody_knows_is_said():
    assert kept("3d", None, None, begun=False, over=False) == Timebox("not started", 3)
    assert kept("3d", None, day(25)) == Timebox("unknown", 3)
    assert kept("3d", day(23), None) == Timebox("unknown", 3)
    assert kept(None, day(23), day(25)) == Timebox()
