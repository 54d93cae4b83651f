"""Control limits: whether a process is stable, from individual values and their moving ranges (XmR)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

FEWEST = 6
"""Fewer points than these give no limits."""
_SCALE = 2.66
"""3 / 1.128: makes three standard deviations of the mean moving range of two (Wheeler, Understanding Variation)."""


class Limits(NamedTuple):
    """The natural limits of a process; the lower one is never below 0, for counts and days are not."""

    mean: float
    moving_range: float
    lower: float
    upper: float

    def holds(self, value: float) -> bool:
        """Whether the value lies between the limits or on one."""
        return self.lower <= value <= self.upper


def limits_of(values: Sequence[float]) -> Limits | None:
    """Mean ± 2.66 × mean moving range (figures: XmR limits); None of fewer than six values."""
    if len(values) < FEWEST:
        return None
    mean = sum(values) / len(values)
    moving_range = sum(abs(after - before) for before, after in pairwise(values)) / (len(values) - 1)
    return Limits(mean, moving_range, max(mean - _SCALE * moving_range, 0.0), mean + _SCALE * moving_range)


def signals(values: Sequence[float]) -> tuple[int, ...]:
    """The places of the values outside their limits; none where there are no limits."""
    limits = limits_of(values)
    return () if limits is None else tuple(at for at, value in enumerate(values) if not limits.holds(value))
