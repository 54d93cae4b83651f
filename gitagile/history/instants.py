"""When the commits of a line happened: their dates, put in line where they cannot be, with as few changes as can be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Instants(NamedTuple):
    """The instants of a line's commits, never falling; `wrong` are the places whose dates could not be believed."""

    at: list[int]
    wrong: list[int]


def put_in_line(dates: Sequence[int], now: int) -> Instants:
    """The instants of commits dated `dates`, oldest first, as of `now` (docs/figures: time).

    The fewest are taken for wrong: those that are later than now, and all outside of the longest row that never falls
    (of two that contradict each other the later one). A wrong one happened with the commit before it; at the end of
    the line one that is later than now happened now.
    """
    if not dates or (dates[-1] <= now and is_rising(dates)):
        return Instants(list(dates), [])
    believed = _longest_row(dates, now)
    last = believed[-1] if believed else -1
    current = dates[believed[0]] if believed else now
    instants, wrong, places = [], [], iter((*believed, len(dates)))
    following = next(places)
    for place, date in enumerate(dates):
        if place == following:
            current, following = date, next(places)
        else:
            wrong.append(place)
            if place > last and date > now:
                current = now
        instants.append(current)
    return Instants(instants, wrong)


def is_rising(dates: Iterable[int]) -> bool:
    """Whether dates never fall."""
    before = None
    for date in dates:
        if before is not None and date < before:
            return False
        before = date
    return True


def _longest_row(dates: Sequence[int], now: int) -> list[int]:
    """The places of the longest row of dates up to now that never falls; of several rows the one with later dates.

    Patience sorting (Fredman 1975): pile n holds the ends of rows of length n, each earlier than the one before it.
    """
    ends: list[int] = []
    piles: list[list[int]] = []
    for place, date in enumerate(dates):
        if date > now:
            continue
        if not ends or date >= ends[-1]:
            ends.append(date)
            piles.append([place])
            continue
        pile = bisect_right(ends, date)
        ends[pile] = date
        piles[pile].append(place)
    row: list[int] = []
    latest = now
    for places in reversed(piles):
        row.append(places[bisect_left(places, -latest, key=lambda place: -dates[place])])
        latest = dates[row[-1]]
    return row[::-1]
