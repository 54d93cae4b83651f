"""Ranks: texts in alphabetical order, with room between any two (fractional indexing)."""

from __future__ import annotations

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""Base 36. A rank never ends in `0`, so that there is always one below it.

After David Greenspan, "Implementing Fractional Indexing" (https://observablehq.com/@dgreensp/implementing-fractional-indexing).
"""


def rank_between(before: str | None, after: str | None) -> str:
    """The shortest rank that sorts after `before` and before `after`; None is an open end.

    Raises ValueError if `before` is not less than `after`, or one of them is no rank.
    """
    for end in (before, after):
        if end is not None and not is_rank(end):
            raise ValueError(f"{end!r} is no rank")
    low, high = before or "", after
    if high is not None and low >= high:
        raise ValueError(f"no rank lies between {low!r} and {high!r}")
    return _middle(low, high)


def is_rank(text: str) -> bool:
    """Whether a text can be a rank: base-36 digits, the last one not 0."""
    return bool(text) and set(text) <= set(DIGITS) and not text.endswith("0")


def _middle(low: str, high: str | None) -> str:
    shared = 0
    while high is not None and shared < len(high) and (low[shared : shared + 1] or "0") == high[shared]:
        shared += 1
    if high is not None and shared:
        return high[:shared] + _middle(low[shared:], high[shared:])
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high else len(DIGITS)
    if last - first > 1:
        return DIGITS[(first + last) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[first] + _middle(low[1:], None)
