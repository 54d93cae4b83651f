"""The timebox of an item: how many working days it may take, and whether it kept to them."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from .workdays import Calendar

KEPT, OVERRUN, RUNNING, WAITING, UNKNOWN, NONE = "kept", "overrun", "running", "not started", "unknown", "none"
"""Kept or overrun (also while it still runs), running inside it, not started, a day nobody knows, no timebox at all."""

_FORM = r"(?a)([1-9][0-9]{0,2})([dw])"


class Timebox(NamedTuple):
    """A timebox and what became of it: working days allowed and used (None: not known), and one of the words above."""

    word: str = NONE
    allowed: int | None = None
    used: int | None = None

    @property
    def over(self) -> int:
        """By how many working days it was overrun."""
        return max((self.used or 0) - (self.allowed or 0), 0) if self.word == OVERRUN else 0


class Span(NamedTuple):
    """From when to when an item was worked on; `has_begun` and `is_over` say so also where nobody knows the day."""

    started: date | None
    ended: date | None
    has_begun: bool
    is_over: bool


def working_days_in(timebox: str | None, calendar: Calendar) -> int | None:
    """The working days of a timebox such as `3d` or `2w` (weeks without their weekends); None for anything else."""
    found = re.fullmatch(_FORM, timebox or "")
    if found is None:
        return None
    return int(found[1]) * (max(7 - len(calendar.weekend), 1) if found[2] == "w" else 1)


def timebox_of(text: str | None, span: Span, today: date, calendar: Calendar) -> Timebox:
    """Whether an item keeps to its timebox: the working days from its start to its end or today, both counted.

    Weekends and holidays do not count; an item that was begun and ended on them alone used none.
    """
    allowed = working_days_in(text, calendar)
    if allowed is None:
        return Timebox()
    if span.started is None:
        return Timebox(UNKNOWN if span.has_begun or span.is_over else WAITING, allowed)
    if span.is_over and span.ended is None:
        return Timebox(UNKNOWN, allowed)
    used = calendar.count(span.started, span.ended or today)
    word = OVERRUN if used > allowed else KEPT if span.is_over else RUNNING
    return Timebox(word, allowed, used)
