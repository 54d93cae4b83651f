"""Stamps that two clones wrote for one step: when work began and ended is no matter of opinion.

Two people who start one item on two branches write two instants for one fact, and the later writer did not mean to
correct the earlier one. Work began when it first began, and is over when the last one says so.
"""

from __future__ import annotations

from datetime import datetime

from ..model.days import read_day, read_instant

STAMPS = frozenset(("created", "started", "finished"))


def merged_stamp(key: str, ours: str, theirs: str) -> str | None:
    """The earlier of two beginnings, the later of two ends; None where they are no two stamps of one form."""
    our_time, their_time = _time(ours), _time(theirs)
    if our_time is None or their_time is None or our_time[0] != their_time[0]:
        return None
    is_ours_first = our_time[1] <= their_time[1]
    return ours if is_ours_first != (key == "finished") else theirs


def _time(text: str) -> tuple[str, float] | None:
    """A day or an instant as a number that tells earlier from later among its own form."""
    instant = read_instant(text)
    if instant is not None:
        return "instant", instant.timestamp()
    day = read_day(text)
    if day is None or len(text) != len("2026-01-05"):
        return None
    return "day", datetime.combine(day, datetime.min.time()).toordinal()
