"""Days and instants as they are written, and days counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from gitagile.model.days import day_in, next_weekday, read_day, read_instant, stamp_in, working_days, zone_named

LATE = datetime(2026, 3, 28, 23, 30, 59, 999, tzinfo=UTC)


def test_a_day_is_counted_in_the_projects_zone():
    assert day_in(zone_named("UTC"), LATE) == date(2026, 3, 28)
    assert day_in(timezone(timedelta(hours=1)), LATE) == date(2026, 3, 29)


def test_a_stamp_has_seconds_and_an_offset():
    assert stamp_in(zone_named("UTC"), LATE) == "2026-03-28T23:30:59+00:00"
    assert stamp_in(timezone(timedelta(hours=-3, minutes=-30)), LATE) == "2026-03-28T20:00:59-03:30"


def test_a_zone_knows_its_summer():
    zone = zone_named("Europe/Berlin")
    assert stamp_in(zone, LATE) == "2026-03-29T00:30:59+01:00"
    assert stamp_in(zone, LATE + timedelta(hours=2)).endswith("+02:00")


@pytest.mark.parametrize("text", ["2026-11-23", "2026-11-23T09:12:00+01:00", "2026-11-23 09:12Z", "2026-11-23T"])
def test_the_day_of_a_date_or_an_instant_is_read(text):
    assert read_day(text) == date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "soon",
        "20261123",
        "2026-W47-1",
        "2026-02-30",
        "2026-11-23x",
        "2026-11-231",
        "٢٠٢٦-11-23",
        " 2026-11-23",
    ],
)
def test_what_is_no_day_is_none(text):
    assert read_day(text) is None


def test_an_instant_has_a_time_and_an_offset():
    assert read_instant("2026-11-23T09:12:00+01:00") == datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
    assert read_instant("2026-11-23T09:12Z") == datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "2026-11-23",
        "2026-11-23T09:12:00",
        "2026-02-30T09:12:00Z",
        "2026-W47-1T09:12:00Z",
        "2026-11-23T25:00:00Z",
    ],
)
def test_what_is_no_instant_is_none(text):
    assert read_instant(text) is None


def test_the_next_weekday_may_be_today():
    monday = date(2026, 11, 23)
    assert next_weekday(monday, 0) == monday
    assert next_weekday(monday, 6) == date(2026, 11, 29)
    assert next_weekday(date(2026, 11, 24), 0) == date(2026, 11, 30)


def test_weekends_and_holidays_are_no_working_days():
    weekend = frozenset({5, 6})
    first, last = date(2026, 12, 21), date(2026, 12, 27)
    assert working_days(first, last, weekend, frozenset()) == 5
    assert working_days(first, last, weekend, frozenset({date(2026, 12, 25), date(2026, 12, 26)})) == 4
    assert working_days(last, first, weekend, frozenset()) == 0
    assert working_days(first, first, frozenset(), frozenset()) == 1
