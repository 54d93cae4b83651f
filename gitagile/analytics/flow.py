"""Flow: lead and cycle times, throughput per day and week, work in progress and its age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from ..model.workflow import ACTIVE
from .lifetimes import Lifetime
from .percentile import Spread, spread

_WEEK = 7


class Duration(NamedTuple):
    """How long one finished item took: calendar days from `first` to `last`, both counted.

    Dates that lie the wrong way round count as 1 day and are reversed. A reopened item took all the time from its
    first start to its last finish; `active_days` says on how many days it was being worked on.
    """

    id: str
    title: str
    first: date
    last: date
    days: int
    active_days: int
    reopens: int

    @property
    def is_reversed(self) -> bool:
        """Whether it ended before it began."""
        return self.last < self.first


class Durations(NamedTuple):
    """The known durations in order of their ends, and the ids of the finished items whose beginning nobody knows."""

    rows: tuple[Duration, ...]
    unknown: tuple[str, ...]

    @property
    def reversed(self) -> tuple[str, ...]:
        """The ids of the items whose dates lie the wrong way round."""
        return tuple(row.id for row in self.rows if row.is_reversed)

    @property
    def spread(self) -> Spread:
        """The days in order and their percentiles."""
        return spread(row.days for row in self.rows)


class Throughput(NamedTuple):
    """Items finished on each day from `first` on; days with none are kept."""

    first: date
    counts: tuple[int, ...]

    @property
    def last(self) -> date:
        """The last day; the one before `first` where there is none."""
        return self.first + timedelta(days=len(self.counts) - 1)

    def between(self, first: date, last: date) -> Throughput:
        """The days of a part, both ends counted; days that are not there are left out."""
        start = max((first - self.first).days, 0)
        end = max((last - self.first).days + 1, start)
        return Throughput(self.first + timedelta(days=start), self.counts[start:end])


class Week(NamedTuple):
    """Items finished in one ISO week, such as `2026-W48`. Not whole: the range asked for ends inside it."""

    week: str
    monday: date
    finished: int
    is_whole: bool = True


class Age(NamedTuple):
    """One item in progress and the days since its first start, that day counted; None where no start was seen."""

    id: str
    title: str
    status: str | None
    started: date | None
    days: int | None


def lead_times(lives: Iterable[Lifetime]) -> Durations:
    """Created to finished in calendar days, + 1 (figures: lead time)."""
    return _durations(lives, lambda life: life.created)


def cycle_times(lives: Iterable[Lifetime]) -> Durations:
    """First start to last finish in calendar days, + 1 (figures: cycle time); no start seen is unknown."""
    return _durations(lives, lambda life: life.started)


def finished_between(lives: Iterable[Lifetime], first: date, last: date) -> tuple[Lifetime, ...]:
    """The items whose standing finish lies in a range of days, both ends counted."""
    return tuple(life for life in lives if life.finished is not None and first <= life.finished <= last)


def throughput(lives: Iterable[Lifetime], first: date, last: date) -> Throughput:
    """Items finished per day (figures: throughput): each once, on its last finish; days with none are kept."""
    found = Counter(life.finished for life in finished_between(lives, first, last))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return Throughput(first, tuple(found[day] for day in days))


def weekly(daily: Throughput) -> tuple[Week, ...]:
    """The throughput per ISO week, weeks with none kept; at the ends only the days asked for count."""
    if not daily.counts:
        return ()
    monday = daily.first - timedelta(days=daily.first.weekday())
    weeks = []
    while monday <= daily.last:
        days = daily.between(monday, monday + timedelta(days=_WEEK - 1))
        year, number, _ = monday.isocalendar()
        weeks.append(Week(f"{year}-W{number:02}", monday, sum(days.counts), len(days.counts) == _WEEK))
        monday += timedelta(days=_WEEK)
    return tuple(weeks)


def in_progress(lives: Iterable[Lifetime], first: date, last: date) -> tuple[int, ...]:
    """Items in an active status at the end of each day (figures: work in progress); blocked ones are in progress."""
    return standing_per_day(lives, first, last, lambda category, _: category == ACTIVE)


def standing_per_day(
    lives: Iterable[Lifetime], first: date, last: date, counts: Callable[[str, str | None], bool]
) -> tuple[int, ...]:
    """How many items stand, at the end of each day, where `counts(category, status)` holds; linear in the steps."""
    length = (last - first).days + 1
    steps = [0] * (length + 1)
    for life in lives:
        stood = False
        for step in life.steps:
            if (stands := counts(step.category, step.status)) != stood:
                steps[min(max((step.day - first).days, 0), length)] += 1 if stands else -1
                stood = stands
    return tuple(accumulate(steps[:-1]))


def ages(lives: Iterable[Lifetime], today: date) -> tuple[Age, ...]:
    """The items in progress and how old each is (figures: age), the oldest first, unknown ages last."""
    rows = [_age(life, today) for life in lives if life.is_active]
    return tuple(sorted(rows, key=lambda age: (age.days is None, -(age.days or 0), age.id)))


def _age(life: Lifetime, today: date) -> Age:
    days = None if life.started is None else max((today - life.started).days + 1, 1)
    return Age(life.id, life.title, life.version.status, life.started, days)


def _durations(lives: Iterable[Lifetime], begins: Callable[[Lifetime], date | None]) -> Durations:
    rows, unknown = [], []
    for life in lives:
        if not life.is_done:
            continue
        first, last = begins(life), life.finished
        if first is None or last is None:
            unknown.append(life.id)
            continue
        days = max((last - first).days + 1, 1)
        rows.append(Duration(life.id, life.title, first, last, days, life.active_days, life.reopens))
    rows.sort(key=lambda row: (row.last, row.id))
    return Durations(tuple(rows), tuple(unknown))
