"""Scales: nice ticks of an axis, and amounts as short figures."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


class Scale(NamedTuple):
    """An axis from `low` to `high`, with a tick at each of `ticks`; both ends are ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value lies between the ends, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def scale_of(values: Iterable[float], most: int, *, whole: bool = False) -> Scale:
    """A scale that holds zero and all values, with at most `most` (2 or more) steps.

    A step is 1, 2, 2.5 or 5 times a power of 10. `whole` keeps to whole steps, for what is counted.
    """
    amounts = [0.0, *values]
    low, high = min(amounts), max(amounts)
    if high - low < 1e-9:
        high = low + 1
    step = next(step for step in _steps((high - low) / most, whole=whole) if _needed(low, high, step) <= most)
    first = math.floor(low / step + 1e-9)
    ticks = tuple(round(step * (first + at), 12) for at in range(_needed(low, high, step) + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def row_scale(values: Iterable[float], rows: int, *, whole: bool = False) -> tuple[Scale, int]:
    """A scale for so many rows of text (4 or more), and how many of them it takes; each tick lies on a row.

    Of all steps that leave a row between ticks, the one whose rows are finest, but rather with three ticks above zero;
    its ends need not be ticks.
    """
    amounts = [0.0, *values]
    low, high = min(amounts), max(amounts)
    if high - low < 1e-9:
        high = low + 1
    found: list[tuple[float, float, float]] = []
    for step in _steps((high - low) / max((rows - 1) // 2, 1), whole=whole):
        parts = next((parts for parts in range(rows - 1, 0, -1) if _needed(low, high, step / parts) < rows), 0)
        if parts and (not found or (high - low) / step >= 2):
            found.append((step / parts * (1 if (high - low) / step >= 3 else 1.3), step / parts, step))
    _, size, step = min(found)
    first, last = math.floor(low / size + 1e-9), math.ceil(high / size - 1e-9)
    ticks = range(math.ceil(first * size / step - 1e-9), math.floor(last * size / step + 1e-9) + 1)
    return Scale(first * size, last * size, tuple(round(step * at, 12) for at in ticks)), last - first + 1


def _needed(low: float, high: float, step: float) -> int:
    return math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9)


def _steps(least: float, *, whole: bool) -> Iterable[float]:
    power = math.floor(math.log10(least))
    for exponent in range(power, power + 4):
        for step in _STEPS:
            size = step * 10.0**exponent
            if size >= least * (1 - 1e-9) and not (whole and size % 1):
                yield size


def figure(amount: float) -> str:
    """An amount as a short figure: one decimal from 10 on, three signs below, no needless zeros."""
    size = abs(amount)
    text = f"{amount:.4g}" if size >= 1e7 else f"{amount:.1f}" if size >= 10 else f"{amount:.3g}"
    text = text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
    return "0" if text == "-0" else text


def are_whole(values: Iterable[float | None]) -> bool:
    """Whether all known values are whole numbers, so that ticks between them would mean nothing."""
    return all(value is None or value == int(value) for value in values)
