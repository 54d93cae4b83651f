"""Trials: what is drawn, against exact distributions worked out here by plain convolution."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from gitagile.analytics.trials import FARTHEST, totals, waits

HISTORY = (0, 0, 1, 0, 2, 0, 0, 5, 1, 0)


def sums(history: tuple[int, ...], days: int) -> dict[int, float]:
    """The chance of each sum of so many draws."""
    chances = {0: 1.0}
    for _ in range(days):
        longer: defaultdict[int, float] = defaultdict(float)
        for total, chance in chances.items():
            for count, often in Counter(history).items():
                longer[total + count] += chance * often / len(history)
        chances = longer
    return chances


@pytest.mark.parametrize("history", [HISTORY, HISTORY * 26, (*HISTORY, 300)], ids=["bytes", "long", "large"])
def test_trials_come_out_as_the_exact_chances_say(history: tuple[int, ...]) -> None:
    exact, drawn = sums(history, 7), totals(history, 7)
    assert len(drawn) == 10_000
    assert list(drawn) == sorted(drawn)
    for total in (0, 3, 6, 9, 14):
        chance = sum(chance for one, chance in exact.items() if one <= total)
        assert sum(1 for one in drawn if one <= total) / 10_000 == pytest.approx(chance, abs=0.015)


@pytest.mark.parametrize("remaining", [1, 10, 90])
def test_waits_come_out_as_the_exact_chances_say(remaining: int) -> None:
    drawn = waits(HISTORY, remaining)
    for days in (remaining // 2 + 1, remaining, remaining + 20):
        reached = sum(chance for total, chance in sums(HISTORY, days).items() if total >= remaining)
        share = sum(1 for wait in drawn if wait is not None and wait <= days) / len(drawn)
        assert share == pytest.approx(reached, abs=0.015)


def test_every_day_of_the_history_is_as_likely_as_any_other() -> None:
    """No day may be drawn more often since it fits a byte better: 90 days, each 1 of 90."""
    drawn = Counter(totals(tuple(range(90)), 1, trials=90_000))
    assert sorted(drawn) == list(range(90))
    assert max(drawn.values()) < 1_000 + 5 * 32
    assert min(drawn.values()) > 1_000 - 5 * 32


def test_the_seed_decides_and_is_fixed() -> None:
    assert totals(HISTORY, 14) == totals(HISTORY, 14)
    assert totals(HISTORY, 14, seed=2) != totals(HISTORY, 14)
    assert waits(HISTORY, 20) == waits(HISTORY, 20, trials=10_000, seed=1)


def test_a_trial_that_would_take_years_is_given_up() -> None:
    rare = (0,) * 249 + (1,)
    drawn = waits(rare, 3, trials=200)
    assert drawn[-1] is None
    assert all(wait is None or wait <= FARTHEST for wait in drawn)
    assert waits((1,), FARTHEST, trials=3) == (FARTHEST,) * 3
    assert waits((1,), FARTHEST + 1, trials=3) == (None,) * 3


def test_nothing_behind_gives_nothing_ahead() -> None:
    assert (totals((), 5), waits((), 5), waits((0, 0), 5)) == ((), (), ())
    assert totals((0, 0), 5, trials=3) == (0, 0, 0)
    assert totals((4,), 0, trials=2) == (0, 0)
    assert waits((4,), 0, trials=2) == (0, 0)
