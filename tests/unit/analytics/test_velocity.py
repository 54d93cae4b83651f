"""Velocity: the mean of what closed sprints completed."""

from __future__ import annotations

from datetime import date

import pytest

from gitagile.analytics.velocity import PlanLine, plan_lines, sprints_left, velocity_of
from gitagile.analytics.workdays import Calendar
from gitagile.model.ledger import CommittedItem, ItemOutcome, Ledger, LedgerChange, PlannedDays


def closed(number: int, *done: float | None, carried: float = 0) -> Ledger:
    rows = [ItemOutcome(f"a{n}", points, "done", added=n > 0) for n, points in enumerate(done)]
    if carried:
        rows.append(ItemOutcome("c", carried, "carried", added=True))
    committed = (CommittedItem("a0", done[0], "todo"),) if done else ()
    return Ledger(
        f"s{number}", "UTC", "2026-01-01T00:00:00+00:00", committed, closed=f"2026-0{number}-14T00:00:00+00:00",
        outcome=tuple(rows),
    )  # fmt: skip


def test_a_sprint_that_completed_nothing_counts() -> None:
    velocity = velocity_of((closed(1, 20, 3), closed(2, 22), closed(3, carried=8)))
    assert velocity.mean3 == 15
    assert [row.completed for row in velocity.rows] == [23, 22, 0]
    assert [row.completed_committed for row in velocity.rows] == [20, 22, 0]
    assert [row.carried for row in velocity.rows] == [0, 0, 8]


def test_planning_takes_the_last_three_and_the_chart_the_last_six() -> None:
    velocity = velocity_of([closed(n, float(n)) for n in range(1, 9)])
    assert velocity.mean3 == pytest.approx(7)
    assert velocity.mean6 == pytest.approx(5.5)


def test_a_running_sprint_does_not_count() -> None:
    running = Ledger("s9", "UTC", "2026-01-01T00:00:00+00:00", (CommittedItem("a", 5, "todo"),))
    assert velocity_of((closed(1, 10), running)).mean3 == 10
    assert velocity_of((running,)).mean3 is None


def test_where_one_of_the_last_three_has_few_estimates_all_are_counted_in_items() -> None:
    velocity = velocity_of((closed(1, 8, 5), closed(2, None, None, None)))
    assert (velocity.unit, [row.completed for row in velocity.rows]) == ("items", [2, 3])
    assert velocity.mean3 == 2.5
    old = velocity_of((closed(1, None), *(closed(n, 5) for n in (2, 3, 4))))
    assert (old.unit, old.mean3, [row.completed for row in old.rows]) == ("points", 5, [0, 5, 5, 5])


def test_completed_is_what_was_committed_and_what_was_added() -> None:
    row = velocity_of([closed(1, 20, 3, 2, carried=8)]).rows[0]
    assert (row.completed, row.completed_committed, row.completed_added, row.added) == (25, 20, 5, 13)
    assert (row.say_do, row.scope_change) == (1, 13 / 20)


def test_where_nothing_was_committed_shares_are_unknown() -> None:
    row = velocity_of([closed(1)]).rows[0]
    assert (row.say_do, row.scope_change) == (None, None)


def test_what_came_and_went_counts_in_the_scope_change() -> None:
    changes = (LedgerChange("2026-01-05", "x", "added", 4), LedgerChange("2026-01-06", "x", "removed", -4))
    row = velocity_of([closed(1, 10)._replace(changes=changes)]).rows[0]
    assert (row.added, row.scope_change, row.completed) == (4, 0.8, 10)


def test_a_reopened_item_is_not_erased_from_past_velocity() -> None:
    before = velocity_of([closed(1, 20)])
    reopened = Ledger("s2", "UTC", "2026-02-01T00:00:00+00:00", (CommittedItem("a0", 20, "todo"),))
    assert velocity_of([closed(1, 20), reopened]) == before


def days(ledger: Ledger, started: str, ended: str, planned: PlannedDays | None = None) -> Ledger:
    return ledger._replace(
        started=f"{started}T09:00:00+01:00", closed=f"{ended}T17:00:00+01:00", planned=planned, timezone="Europe/Berlin"
    )


def test_sprints_of_unlike_length_are_compared_by_working_day() -> None:
    two = days(closed(1, 20), "2026-01-05", "2026-01-16")
    one = days(closed(2, 16), "2026-01-19", "2026-01-23")
    velocity = velocity_of([two, one])
    assert [(row.working_days, row.per_day) for row in velocity.rows] == [(10, 2), (5, 3.2)]
    assert (velocity.lengths_differ, velocity.mean3, velocity.per_day3) == (True, 18, 2.4)
    assert not velocity_of([two]).lengths_differ


def test_working_days_are_those_the_ledger_froze() -> None:
    week = days(closed(1, 20), "2026-01-05", "2026-01-09")
    calendar = Calendar(holidays=frozenset({date(2026, 1, 6)}))
    assert velocity_of([week], calendar).rows[0].working_days == 4
    frozen = week._replace(planned=PlannedDays("2026-01-05", "2026-01-09", ("2026-01-05", "2026-01-06")))
    assert velocity_of([frozen], calendar).rows[0].working_days == 3
    weekend = days(closed(1, 20), "2026-01-10", "2026-01-11")
    assert (velocity_of([weekend]).rows[0].per_day, velocity_of([weekend]).per_day3) == (None, None)


@pytest.mark.parametrize(
    ("done", "remaining", "sprints"),
    [
        ((2, 2, 3), 12, 6),
        ((9, 9, 10), 10, 2),
        ((2, 3), 6, 2),
        ((20,), 0, 0),
        ((20,), 20.5, 2),
        ((0, 0, 1), 5, None),
        ((), 5, None),
    ],
)
def test_sprints_left_are_whole_ones_at_the_rounded_pace(
    done: tuple[float, ...], remaining: float, sprints: int | None
) -> None:
    velocity = velocity_of([closed(number, points) for number, points in enumerate(done, start=1)])
    assert sprints_left(remaining, velocity) == sprints


def test_plan_lines_carry_the_room_that_is_left() -> None:
    lines = plan_lines((13, 24, 21, 16, 23), 20)
    assert [line.carry for line in lines] == [7, 3, 2, 6, 3]
    assert [(line.items, line.used) for line in lines] == [(1, 13), (1, 24), (1, 21), (1, 16), (1, 23)]


def test_an_item_larger_than_a_sprint_waits_for_room() -> None:
    assert plan_lines((3, 25, 1, 1), 10) == (
        PlanLine(1, 3, 7),
        PlanLine(0, 0, 17),
        PlanLine(3, 27, 0),
    )
    assert plan_lines((3,), 0) == ()
    assert plan_lines((), 10) == ()
    assert len(plan_lines((1e11,), 1)) == 1_000
