"""Working days: which days count, and how much time the team has between two of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ..config.record import Config
from ..config.settings import WEEKDAYS
from ..model.days import read_day, working_days
from ..model.team import Person


class Calendar(NamedTuple):
    """The days nobody works: weekdays (Monday is 0) and holidays."""

    weekend: frozenset[int] = frozenset((5, 6))
    holidays: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Neither weekend nor holiday."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def count(self, first: date, last: date) -> int:  # type: ignore[override] # a calendar is asked for days alone
        """How many working days lie from first to last, both counted."""
        return working_days(first, last, self.weekend, self.holidays)

    def last_before(self, first: date, last: date) -> date:
        """The last working day from `first` to `last`; `last` itself where there is none."""
        days = (last - timedelta(days=n) for n in range((last - first).days + 1))
        return next((day for day in days if self.is_working(day)), last)


def calendar_of(config: Config) -> Calendar:
    """The calendar that the config's weekend and holidays make."""
    holidays = (read_day(text) for text in config.holidays)
    weekend = frozenset(WEEKDAYS.index(day) for day in config.weekend)
    return Calendar(weekend, frozenset(day for day in holidays if day is not None))


def team_capacity(team: Iterable[Person], first: date, last: date, calendar: Calendar) -> tuple[tuple[str, float], ...]:
    """Each person's working days in a sprint: `days_per_sprint` less their days off in it, never more than it has.

    People without `days_per_sprint` are left out.
    """
    length = calendar.count(first, last)
    return tuple(
        (person.handle, max(0.0, min(person.days_per_sprint, length) - days_off_in(person, first, last, calendar)))
        for person in team
        if person.days_per_sprint is not None
    )


def days_off_in(person: Person, first: date, last: date, calendar: Calendar) -> int:
    """How many working days from first to last, both counted, a person is off."""
    days = {day for text in person.days_off if (day := read_day(text)) is not None}
    return sum(1 for day in days if first <= day <= last and calendar.is_working(day))
