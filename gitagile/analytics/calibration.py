"""Calibration: how often the forecast would have held on the project's own past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import sqrt
from typing import NamedTuple

from .flow import Throughput
from .forecast import HISTORY_DAYS, HORIZON_DAYS, SHORT_HISTORY, working_throughput
from .percentile import TOLD
from .workdays import Calendar

FEWEST = 10
"""Of fewer forecasts than these nothing is measured."""
_Z = 1.96
"""Two-sided 95 % of a normal distribution."""


class HitRate(NamedTuple):
    """How often "at least so many in `horizon` days, with `confidence` %" held: `held` of `made` forecasts.

    `low` and `high` bound the share by Wilson's interval of 95 %. All three are None where fewer than ten were made.
    """

    confidence: int
    horizon: int
    held: int
    made: int
    share: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_measured(self) -> bool:
        """Whether there were enough forecasts."""
        return self.share is not None


class _Origin(NamedTuple):
    """What a forecast of the past had before it and what came: nothing of `done` lies in `history`."""

    history: tuple[int, ...]
    days: int
    done: int


def hit_rates(
    daily: Throughput,
    calendar: Calendar,
    *,
    horizon: int = HORIZON_DAYS,
    history_days: int = HISTORY_DAYS,
    least_days: int = SHORT_HISTORY,
) -> tuple[HitRate, ...]:
    """The hit rate of each confidence that reports show (figures: hit rate).

    The same forecast is made at the end of a past day from the days up to it, and held against the `horizon` days
    after it. The origins lie a horizon apart: forecasts whose days overlap hold or fail together, and an interval that
    counted them all would promise too much. They are counted from the beginning, so that a later day adds forecasts
    and changes none. An origin needs `least_days` behind it and something finished in its history, as a forecast does.

    No trials are drawn: in how many of all possible draws the sum stays below what came is counted exactly, in whole
    numbers. It is what 10,000 trials tend to, and takes a hundredth of their time.
    """
    origins = tuple(_origins(daily, calendar, horizon, (history_days, least_days)))
    held = {percent: sum(1 for origin in origins if _holds(origin, percent)) for percent in TOLD}
    return tuple(_rated(HitRate(percent, horizon, held[percent], len(origins))) for percent in TOLD)


def wilson(held: int, count: int) -> tuple[float, float]:
    """The bounds of a share by Wilson's score interval of 95 % (Wilson 1927), for a count of at least 1."""
    share, spread = held / count, _Z * _Z / count
    middle = share + spread / 2
    reach = _Z * sqrt(share * (1 - share) / count + spread / (4 * count))
    low, high = ((middle + sign * reach) / (1 + spread) for sign in (-1, 1))
    return min(max(low, 0.0), share), max(min(high, 1.0), share)


def draws_up_to(history: Sequence[int], days: int, most: int) -> int:
    """How many of the `len(history) ** days` possible draws of so many days have a sum of at most `most`.

    The days of the history are the coefficients of a polynomial, packed into one whole number with room for every
    sum; its power counts the draws of each sum (Kronecker's substitution). What is over `most` is cut off, and what is
    left is added up by casting out, as nines are in decimal numbers.
    """
    if most < 0:
        return 0
    width: int = (len(history) ** days).bit_length() + 1
    cut = (1 << width * (most + 1)) - 1
    power = sum(1 << width * count for count in history if count <= most)
    result: int = 1
    while days:
        if days & 1:
            result = result * power & cut
        days >>= 1
        power = power * power & cut if days else power
    return result % ((1 << width) - 1)


def _origins(daily: Throughput, calendar: Calendar, horizon: int, bounds: tuple[int, int]) -> Iterator[_Origin]:
    history_days, least_days = bounds
    last = daily.first + timedelta(days=least_days - 1)
    while last + timedelta(days=horizon) <= daily.last:
        after = last + timedelta(days=1)
        window = daily.between(last - timedelta(days=history_days - 1), last)
        coming = daily.between(after, last + timedelta(days=horizon))
        history = working_throughput(window, calendar)
        if any(history):
            yield _Origin(history, calendar.count(after, coming.last), sum(coming.counts))
        last += timedelta(days=horizon)


def _holds(origin: _Origin, percent: int) -> bool:
    """Whether as many came as at least `percent` % of all draws promise: more are reached in fewer of them."""
    every: int = len(origin.history) ** origin.days
    return (every - draws_up_to(origin.history, origin.days, origin.done)) * 100 < percent * every


def _rated(rate: HitRate) -> HitRate:
    if rate.made < FEWEST:
        return rate
    low, high = wilson(rate.held, rate.made)
    return rate._replace(share=rate.held / rate.made, low=low, high=high)
