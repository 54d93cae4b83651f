"""When the commits of a line happened: their dates, put in line where they cannot be, with as few changes as can be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Instants(NamedTuple):
    """The instants of a line's commits, never falling; `wrong` are the places whose dates could not be believed."""

    at: list[int]
    wrong: list[int]


class Settled(NamedTuple):
    """What the first `length` commits of a line came to, for as long as nothing can change it.

    `wrong` are the places whose dates were not believed; the last one is believed, at `last`, and a commit before the
    first believed one happened at `first`. It holds as of every instant from `top`, the latest date that had come, to
    before `beyond`, the earliest that had not (0: none).
    """

    length: int
    first: int
    last: int
    top: int
    beyond: int
    wrong: tuple[int, ...]

    def holds(self, dates: Sequence[int], now: int) -> bool:
        """Whether it still is what a line of these dates begins with, as of `now`.

        It is where nothing that follows is dated before its last: then the longest row of all is its own and one more.
        """
        has_come = self.top <= now and (not self.beyond or now < self.beyond)
        return has_come and min(dates[self.length :], default=self.last) >= self.last

    def instants(self, dates: Sequence[int]) -> list[int]:
        """The instants of its commits; `dates` are those of the whole line."""
        at = list(dates[: self.length])
        for place in self.wrong:
            at[place] = at[place - 1] if place else self.first
        return at


def settled(dates: Sequence[int], instants: Instants, now: int) -> Settled | None:
    """What a line came to as of `now`, to be kept; None where its last date is not believed."""
    if not dates or instants.wrong[-1:] == [len(dates) - 1]:
        return None
    top = max(date for date in dates if date <= now)
    beyond = min((date for date in dates if date > now), default=0)
    return Settled(len(dates), instants.at[0], dates[-1], top, beyond, tuple(instants.wrong))


def put_in_line(dates: Sequence[int], now: int, known: Settled | None = None) -> Instants:
    """The instants of commits dated `dates`, oldest first, as of `now` (docs/figures: time).

    The fewest are taken for wrong: those that are later than now, and all outside of the longest row that never falls
    (of two that contradict each other the later one). A wrong one happened with the commit before it; at the end of
    the line one that is later than now happened now. `known`: what a beginning of the line came to before.
    """
    if known is None or not known.holds(dates, now):
        return _put_in_line(dates, now, None)
    at = known.instants(dates)
    rest = _put_in_line(dates[known.length :], now, known.last)
    return Instants(at + rest.at, [*known.wrong, *(place + known.length for place in rest.wrong)])


def _put_in_line(dates: Sequence[int], now: int, before: int | None) -> Instants:
    """The instants of commits that follow one at the instant `before`, which is earlier than all of them."""
    if not dates or (dates[-1] <= now and is_rising(dates)):
        return Instants(list(dates), [])
    believed = _longest_row(dates, now)
    last = believed[-1] if believed else -1
    current = before if before is not None else dates[believed[0]] if believed else now
    instants, wrong = list(dates), []
    following = 0
    for place in (*believed, len(dates)):
        for at in range(following, place):
            wrong.append(at)
            if at > last and dates[at] > now:
                current = now
            instants[at] = current
        if place <= last:
            current = dates[place]
        following = place + 1
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

    Patience sorting (Fredman 1975): pile n holds the ends of rows of length n, each earlier than the one before it:
    its first one in `firsts`, the rest, if there is any, in `others`.
    """
    ends: list[int] = []
    firsts: list[int] = []
    others: dict[int, list[int]] = {}
    latest = -(1 << 62)
    for place, date in enumerate(dates):
        if date > now:
            continue
        if date >= latest:
            ends.append(date)
            firsts.append(place)
            latest = date
            continue
        pile = bisect_right(ends, date)
        ends[pile] = date
        others.setdefault(pile, []).append(place)
        latest = ends[-1]
    row, latest = firsts, now
    for pile in range(len(row) - 1, -1, -1):
        if dates[row[pile]] > latest:
            lower = others[pile]
            row[pile] = lower[bisect_left(lower, -latest, key=lambda place: -dates[place])]
        latest = dates[row[pile]]
    return row
