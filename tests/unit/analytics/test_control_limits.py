"""Control limits: worked examples."""

from __future__ import annotations

import pytest

from gitagile.analytics.control_limits import limits_of, signals


def test_limits_of_a_worked_example() -> None:
    """10 12 11 14 9 13: mean 69 / 6 = 11.5; ranges 2 1 3 5 4, mean 3; 11.5 ± 2.66 × 3."""
    limits = limits_of([10, 12, 11, 14, 9, 13])
    assert limits is not None
    assert (limits.mean, limits.moving_range) == (11.5, 3.0)
    assert (limits.lower, limits.upper) == (pytest.approx(3.52), pytest.approx(19.48))


def test_the_lower_limit_is_never_below_nothing() -> None:
    """0 4 0 4 0 4: mean 2, every range 4; 2 - 10.64 would be below 0."""
    limits = limits_of([0, 4, 0, 4, 0, 4])
    assert limits is not None
    assert (limits.lower, limits.upper) == (0, pytest.approx(12.64))


def test_fewer_than_six_points_give_no_limits() -> None:
    assert limits_of([5, 5, 5, 5, 50]) is None
    assert signals([5, 5, 5, 5, 50]) == ()


def test_a_point_outside_is_a_signal_and_one_on_a_limit_is_none() -> None:
    """Eleven 5 and a 30: mean 85 / 12 = 7.08; ranges ten 0, one 25, mean 25 / 11 = 2.27; limits 1.04 and 13.13."""
    assert signals([5] * 11 + [30]) == (11,)
    assert signals([30] + [5] * 11) == (0,)
    assert signals([5] * 12) == ()
