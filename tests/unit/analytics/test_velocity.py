"""Velocity: the mean of what closed sprints completed."""

from __future__ import annotations

import pytest

from gitagile.analytics.velocity import velocity_of
from gitagile.model.ledger import CommittedItem, ItemOutcome, Ledger


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
