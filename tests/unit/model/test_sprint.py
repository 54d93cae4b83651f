"""Tests of gitagile.model.sprint: which sprint runs, which comes, which was."""

from __future__ import annotations

from gitagile.model.sprint import Sprint, active_sprint, in_time_order, next_sprint, previous_sprint

PLANNED = Sprint("c", "c", status="planned", start="2026-03-02")
LATER = Sprint("a", "a", status="planned")
RUNS = Sprint("b", "b", status="active", start="2026-02-16")
CLOSED = Sprint("z", "z", status="closed", start="2026-01-05")
CLOSED_LAST = Sprint("y", "y", status="closed", start="2026-02-02")
ALL = (LATER, PLANNED, CLOSED_LAST, RUNS, CLOSED)


def test_sprints_come_by_their_first_day_and_undated_ones_last():
    assert in_time_order(ALL) == (CLOSED, CLOSED_LAST, RUNS, PLANNED, LATER)


def test_the_running_the_coming_and_the_last_sprint_are_found():
    assert (active_sprint(ALL), next_sprint(ALL), previous_sprint(ALL)) == (RUNS, PLANNED, CLOSED_LAST)
    assert (active_sprint(()), next_sprint(()), previous_sprint(())) == (None, None, None)


def test_a_closed_sprint_takes_no_more_items():
    assert [one.is_open for one in (PLANNED, RUNS, CLOSED)] == [True, True, False]
