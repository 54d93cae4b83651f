"""Where days begin and end, on days when the clock changes too."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from gitagile.analytics.day_edges import days_from, first_second, last_second


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


@pytest.mark.parametrize(
    ("zone", "day", "first", "last"),
    [
        ("UTC", "2026-03-04", "2026-03-04T00:00:00+00:00", "2026-03-04T23:59:59+00:00"),
        ("Europe/Berlin", "2026-10-25", "2026-10-25T00:00:00+02:00", "2026-10-25T23:59:59+01:00"),  # 25 hours
        ("America/Los_Angeles", "2026-03-08", "2026-03-08T00:00:00-08:00", "2026-03-08T23:59:59-07:00"),  # 23 hours
        ("Pacific/Kiritimati", "2026-03-04", "2026-03-03T10:00:00+00:00", "2026-03-04T09:59:59+00:00"),
        ("Africa/Cairo", "2026-04-24", "2026-04-24T01:00:00+03:00", "2026-04-24T23:59:59+03:00"),  # midnight is skipped
        ("America/Havana", "2026-11-01", "2026-11-01T00:00:00-04:00", "2026-11-01T23:59:59-05:00"),  # it comes twice
    ],
)
def test_a_day_begins_and_ends_where_the_zone_s_clock_says(zone: str, day: str, first: str, last: str) -> None:
    known = ZoneInfo(zone)
    assert first_second(date.fromisoformat(day), known) == at(first)
    assert last_second(date.fromisoformat(day), known) == at(last)


def test_the_calendar_s_ends_are_days_too() -> None:
    assert last_second(date.max, UTC) == first_second(date.max, UTC) == at("9999-12-31T00:00:00+00:00")
    assert first_second(date.min, ZoneInfo("Europe/Berlin")) < at("0001-01-01T00:00:00+00:00")


def test_both_ends_of_a_range_count() -> None:
    assert list(days_from(date(2026, 2, 28), date(2026, 3, 1))) == [date(2026, 2, 28), date(2026, 3, 1)]
    assert list(days_from(date(2026, 3, 1), date(2026, 2, 28))) == []
