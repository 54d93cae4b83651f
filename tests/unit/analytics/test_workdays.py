"""Working days, and the time that people have."""

from __future__ import annotations

from datetime import date

from gitagile.analytics.workdays import Calendar, calendar_of, team_capacity
from gitagile.config.reader import read_config
from gitagile.model.team import Person

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 12, 4)


def test_holidays_and_weekends_do_not_count() -> None:
    calendar = Calendar(holidays=frozenset([date(2026, 11, 25), date(2026, 11, 28)]))
    assert calendar.count(MONDAY, FRIDAY) == 9
    assert calendar.count(date(2026, 11, 28), date(2026, 11, 29)) == 0


def test_the_last_working_day_is_found_backwards() -> None:
    calendar = Calendar(holidays=frozenset([FRIDAY]))
    assert calendar.last_before(MONDAY, date(2026, 12, 6)) == date(2026, 12, 3)
    assert calendar.last_before(date(2026, 12, 5), date(2026, 12, 6)) == date(2026, 12, 6)


def test_the_config_says_what_a_weekend_is() -> None:
    text = '[cadence]\nweekend = ["friday", "saturday"]\nholidays = ["2026-11-23"]\n'
    calendar = calendar_of(read_config(text, {})[0])
    assert calendar == Calendar(frozenset((4, 5)), frozenset([MONDAY]))


def test_people_have_their_days_less_those_off_and_never_more_than_there_are() -> None:
    team = (
        Person("ana", days_per_sprint=8, days_off=("2026-11-26", "2026-11-26", "2026-11-28", "2026-12-07", "soon")),
        Person("bo", days_per_sprint=30),
        Person("cy", days_per_sprint=0.5, days_off=("2026-11-26",)),
        Person("di"),
    )
    assert team_capacity(team, MONDAY, FRIDAY, Calendar()) == (("ana", 7), ("bo", 10), ("cy", 0))
