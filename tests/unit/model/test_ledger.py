"""The ledger's records: which points count, and how often an item was carried."""

from __future__ import annotations

import pytest

from gitagile.model.ledger import CARRIED, DONE, ItemOutcome, Ledger, carried_until, estimate, in_closing_order


def closed(sprint: str, day: str, *carried: str) -> Ledger:
    rows = tuple(ItemOutcome(one, 1, CARRIED, added=True) for one in carried)
    return Ledger(sprint, "UTC", "2026-01-01T08:00:00+00:00", closed=f"{day}T08:00:00+00:00", outcome=rows)


@pytest.mark.parametrize(
    ("points", "counts"),
    [
        (None, None),
        (0, 0),
        (3.0, 3),
        (2.5, 2.5),
        (-1, None),
        (float("nan"), None),
        (float("inf"), None),
        (10**400, None),
    ],
)
def test_only_finite_points_of_at_least_0_are_an_estimate(points: float | None, counts: float | None) -> None:
    assert estimate(points) == counts


def test_ledgers_are_in_the_order_of_their_close_whatever_their_zone() -> None:
    early = Ledger("b", "UTC", "2026-01-01T00:00:00+00:00", closed="2026-01-14T23:30:00+02:00")
    late = Ledger("a", "UTC", "2026-01-01T00:00:00+00:00", closed="2026-01-14T22:00:00+00:00")
    running = Ledger("c", "UTC", "2026-01-20T00:00:00+00:00")
    assert in_closing_order((running, late, early)) == (early, late)


def test_an_item_is_counted_in_every_sprint_that_closed_with_it_up_to_the_one_asked_for() -> None:
    all_three = (
        closed("s1", "2026-01-14", "ML-a", "ML-b"),
        closed("s2", "2026-01-28", "ml-A"),
        closed("s3", "2026-02-11", "ML-a"),
    )
    assert carried_until(all_three, all_three[0]) == {"ml-a": 1, "ml-b": 1}
    assert carried_until(all_three, all_three[1]) == {"ml-a": 2, "ml-b": 1}
    assert carried_until(all_three, all_three[2]) == {"ml-a": 3, "ml-b": 1}


def test_what_was_promised_is_compared_without_case() -> None:
    done = ItemOutcome("ML-A", 1, DONE, added=False)
    assert done.id not in Ledger("s1", "UTC", "").committed_ids
    assert closed("s1", "2026-01-14").is_closed
