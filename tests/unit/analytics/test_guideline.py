"""The guideline: numbers worked out by hand for weekends, holidays and sprints of odd lengths."""

from __future__ import annotations

from datetime import date

import pytest

from gitagile.analytics.day_edges import days_from
from gitagile.analytics.guideline import guideline_of, planned_of
from gitagile.analytics.workdays import Calendar
from gitagile.model.ledger import PlannedDays
from gitagile.model.sprint import Sprint

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
CALENDAR = Calendar(holidays=frozenset({date(2026, 3, 4)}))


def march(first: int, last: int) -> tuple[date, ...]:
    return tuple(days_from(date(2026, 3, first), date(2026, 3, last)))


def sprint(start: str | None, end: str | None) -> Sprint:
    return Sprint("s1", "sprint.md", start=start, end=end)


def test_it_falls_on_working_days_only_and_is_flat_on_weekends_and_holidays() -> None:
    planned = planned_of(sprint("2026-03-02", "2026-03-10"), CALENDAR, MONDAY, MONDAY)
    assert planned.off == ("2026-03-04", "2026-03-07", "2026-03-08")
    assert guideline_of(12, march(2, 10), planned) == (10, 8, 8, 6, 4, 4, 4, 2, 0)


def test_a_sprint_of_one_day_is_at_0_when_the_day_ends() -> None:
    assert guideline_of(7, march(2, 2), PlannedDays("2026-03-02", "2026-03-02")) == (0,)


def test_without_a_working_day_there_is_none_to_fall_on() -> None:
    planned = planned_of(sprint("2026-03-07", "2026-03-08"), CALENDAR, date(2026, 3, 7), date(2026, 3, 8))
    assert guideline_of(7, march(7, 8), planned) == (7, 7)


def test_after_the_planned_end_it_stays_at_0() -> None:
    assert guideline_of(4, march(2, 5), PlannedDays("2026-03-02", "2026-03-03")) == (2, 0, 0, 0)
    assert guideline_of(4, march(5, 6), PlannedDays("2026-03-02", "2026-03-03")) == (0, 0)


def test_a_late_start_falls_from_its_first_day() -> None:
    planned = planned_of(sprint("2026-03-02", "2026-03-06"), Calendar(), date(2026, 3, 4), date(2026, 3, 4))
    assert guideline_of(9, march(4, 6), planned) == (6, 3, 0)


@pytest.mark.parametrize("end", [None, "", "soon", "2031-01-01", "9999-12-31"])
def test_without_an_end_in_sight_there_is_none(end: str | None) -> None:
    planned = planned_of(sprint("2026-03-02", end), Calendar(), MONDAY, FRIDAY)
    assert guideline_of(9, march(2, 6), planned) == (None,) * 5
    assert len(planned.off) < 300


def test_nothing_committed_is_a_line_at_0_and_thirds_are_rounded() -> None:
    planned = PlannedDays("2026-03-02", "2026-03-04")
    assert guideline_of(0, march(2, 4), planned) == (0, 0, 0)
    assert guideline_of(0.1, march(2, 4), planned) == (0.07, 0.03, 0)
    assert guideline_of(9, (), planned) == ()


def test_days_off_run_from_an_early_start_to_a_late_close() -> None:
    planned = planned_of(sprint("2026-03-02", "2026-03-06"), Calendar(), date(2026, 2, 28), date(2026, 3, 9))
    assert planned.off == ("2026-02-28", "2026-03-01", "2026-03-07", "2026-03-08")


def test_what_was_frozen_is_not_looked_up_again() -> None:
    frozen = PlannedDays("2026-03-02", "2026-03-06", ("2026-03-03",))
    moved = sprint("2026-03-02", "2026-04-30")
    assert planned_of(moved, CALENDAR, MONDAY, FRIDAY, frozen=frozen) == frozen
    later = planned_of(moved, CALENDAR, MONDAY, date(2026, 3, 9), frozen=frozen)
    assert later == PlannedDays("2026-03-02", "2026-03-06", ("2026-03-03", "2026-03-07", "2026-03-08"))
