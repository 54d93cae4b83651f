"""Percentiles by nearest rank: the smallest value that enough of the items do not exceed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

_Value = TypeVar("_Value")
FEWEST = 5
"""Fewer values than these are shown as points: a percentile of them would promise what it cannot know."""
TOLD = (50, 85, 95)
"""The percentiles, and the confidences of a forecast, that reports show."""


class Spread(NamedTuple):
    """The values in order and their percentiles as (percent, value); none of fewer than five values."""

    values: tuple[int, ...]
    percentiles: tuple[tuple[int, int], ...]


def nearest_rank(ordered: Sequence[_Value], percent: int) -> _Value:
    """The smallest value with at least `percent` % of the values at or below it; `ordered` rises and is not empty."""
    return ordered[max(rank_of(percent, len(ordered)), 1) - 1]


def rank_of(percent: int, count: int) -> int:
    """How many of `count` make at least `percent` % of them: in whole numbers, for 0.55 × 100 is over 55 in binary."""
    return -(-percent * count // 100)


def percentile(values: Iterable[int], percent: int) -> int | None:
    """The percentile (figures: percentile); None of fewer than five values."""
    ordered = sorted(values)
    return nearest_rank(ordered, percent) if len(ordered) >= FEWEST else None


def spread(values: Iterable[int], percents: Iterable[int] = TOLD) -> Spread:
    """The values in order, with the percentiles that reports show."""
    ordered = tuple(sorted(values))
    told = tuple(percents) if len(ordered) >= FEWEST else ()
    return Spread(ordered, tuple((percent, nearest_rank(ordered, percent)) for percent in told))
