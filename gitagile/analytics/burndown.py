"""Burndown and burnup: a sprint's scope, what is completed and what remains at the end of each of its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import accumulate, islice
from typing import NamedTuple

from ..model.ledger import PlannedDays, SeriesDay
from .amounts import Amount, subtract, total
from .day_edges import days_from
from .guideline import guideline_of, planned_end


class SprintDay(NamedTuple):
    """One calendar day of a sprint, in its unit, as it stood when the day ended.

    `scope`, `completed` and `remaining` are None for a day that was not reached, `guideline` where nothing is planned.
    """

    day: str
    working: bool
    scope: Amount | None
    completed: Amount | None
    remaining: Amount | None
    guideline: Amount | None


class Step(NamedTuple):
    """By how much the scope and what is completed changed on a day."""

    day: str
    scope: Amount
    completed: Amount


def series_of(commitment: Amount, steps: Iterable[Step], first: date, last: date) -> tuple[SeriesDay, ...]:
    """Scope and completed of every day from first to last (figures: scope(t), completed(t)); days without a step too.

    A day is the sum of what happened up to its end, so nothing later changes it.
    """
    days = [day.isoformat() for day in days_from(first, last)]
    own: dict[str, list[Step]] = {day: [] for day in days}
    for step in steps:
        if step.day in own:
            own[step.day].append(step)
    nothing: Amount = 0
    scopes = accumulate((total(step.scope for step in own[day]) for day in days), _added_up, initial=commitment)
    done = accumulate((total(step.completed for step in own[day]) for day in days), _added_up, initial=nothing)
    return tuple(map(SeriesDay, days, islice(scopes, 1, None), islice(done, 1, None)))


def sprint_days(series: tuple[SeriesDay, ...], commitment: Amount, planned: PlannedDays) -> tuple[SprintDay, ...]:
    """The rows of burndown and burnup: from the sprint's first day to its last one, or to the planned end.

    Rows of docs/figures: remaining(t), guideline, burnup. () for a ledger that kept no series.
    """
    if not series:
        return ()
    first, last = date.fromisoformat(series[0].day), date.fromisoformat(series[-1].day)
    ahead = days_from(last + timedelta(days=1), planned_end(planned, first) or first)
    days, off = (*(date.fromisoformat(row.day) for row in series), *ahead), frozenset(planned.off)
    rows = {row.day: row for row in series}
    guideline = guideline_of(commitment, days, planned)
    return tuple(_day(day.isoformat(), off, rows, left) for day, left in zip(days, guideline, strict=True))


def _day(day: str, off: frozenset[str], rows: Mapping[str, SeriesDay], guideline: Amount | None) -> SprintDay:
    row = rows.get(day)
    if row is None:
        return SprintDay(day, day not in off, None, None, None, guideline)
    return SprintDay(day, day not in off, row.scope, row.completed, subtract(row.scope, row.completed), guideline)


def _added_up(left: Amount, right: Amount) -> Amount:
    return total((left, right))
