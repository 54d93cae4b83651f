"""What a retro says of lifetimes, forecasts, experiments and check-ins."""

from __future__ import annotations

from datetime import date

import pytest

from gitagile.analytics.lifetimes import Lifetime, Step
from gitagile.analytics.retro_facts import MOST, Going, blockers_of, foresight, oldest_work, slow_ones, trials_of
from gitagile.model.checkin import Checkin
from gitagile.model.event import Version
from gitagile.model.item import Item
from gitagile.model.ledger import Foretold

CLOSE = date(2026, 12, 4)


def life(part, started, finished=None, category="done"):
    """An item that was started and finished on these days of November."""
    days = [date(2026, 11, day) if day else None for day in (started, finished)]
    version = Version(f"ML-{part}", f"p/{part}.md", "s1", part, status=category)
    steps = (Step(0, date(2026, 11, 1), category, "active" if finished is None else "done"),)
    return Lifetime(f"ml-{part}", version, category, None, days[0], days[1], 0, 0, steps)


def test_the_oldest_work_in_progress_comes_first_and_what_nobody_knows_last():
    going = [Going(f"ML-{day}", "", "doing", date(2026, 11, day) if day else None) for day in (20, 0, 3)]
    assert [(age.id, age.days) for age in oldest_work(going, CLOSE)] == [("ML-3", 32), ("ML-20", 15), ("ML-0", None)]
    assert len(oldest_work([*going] * 3, CLOSE)) == MOST


def test_what_took_longer_than_85_per_cent_is_named_if_it_is_the_sprints():
    lives = [life(f"q{day}", day, day + 1) for day in range(1, 19)] + [life("slow", 1, 20), life("other", 1, 21)]
    found = slow_ones(lives, {"ml-slow", "ml-q3"}, CLOSE)
    assert (found.usual, found.of) == (2, 20)
    assert [(row.id, row.days) for row in found.rows] == [("ML-slow", 20)]


def test_of_fewer_than_five_items_nothing_is_unusual():
    found = slow_ones([life(f"q{day}", day, day) for day in range(1, 4)] + [life("slow", 1, 30)], {"ml-slow"}, CLOSE)
    assert (found.usual, found.of, found.rows) == (None, 4, ())


@pytest.mark.parametrize(
    ("finished", "held"), [(7, [True, True, True]), (4, [False, True, True]), (0, [False, False, False])]
)
def test_a_forecast_held_where_at_least_so_many_were_finished(finished, held):
    found = foresight(Foretold("2026-12-04", 6, 4, 2, finished))
    assert [(one.confidence, one.items, one.held) for one in found] == list(
        zip((50, 85, 95), (6, 4, 2), held, strict=True)
    )


def test_a_forecast_that_nobody_can_judge_yet_says_nothing():
    assert foresight(None) == foresight(Foretold("2026-12-04", 6, 4, 2)) == ()


def test_experiments_are_what_says_so_and_what_has_a_hypothesis():
    items = (
        Item("ML-a", "", "s1", "A", "experiment", hypothesis="It helps", outcome="rejected", learned="It does not"),
        Item("ML-b", "", "s1", "B", "story"),
        Item("ML-c", "", "s1", "C", "training", hypothesis="It converges"),
        Item("ML-d", "", "s1", "D", "spike"),
    )
    found = trials_of(items, {item.id.casefold(): "done" for item in items})
    assert [(one.id, one.outcome) for one in found] == [("ML-a", "rejected"), ("ML-c", None), ("ML-d", None)]


def test_a_blocker_said_again_is_told_once_with_its_days_and_nobodys_name():
    told = blockers_of(
        (
            Checkin(
                "bo", "2026-11-24", blockers=("The cluster is  full", "ML-b waits for labels"), blocks=("ML-b", "ML-c")
            ),
            Checkin("ana", "2026-11-23", blockers=("the cluster is full",), blocks=("ML-a",)),
        )
    )
    assert told == (
        ("the cluster is full", ("ML-a",), ("2026-11-23", "2026-11-24")),
        ("ML-b waits for labels", ("ML-b",), ("2026-11-24",)),
    )
