"""A proposal for a sprint: backlog items in priority order until its capacity is used (docs/planning.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from ..model.ids import normal_id
from ..model.item import Item
from ..model.ledger import estimate
from .sprint_report import ITEMS, Amount

_NEARLY = 1e-9
"""Shares of a capacity are divided numbers: what is missing by less than this is not missing."""


class PlannedItem(NamedTuple):
    """An item that is proposed; `amount` is what it counts, guessed where it is not `estimated`."""

    item: Item
    amount: float
    estimated: bool


class SkippedItem(NamedTuple):
    """An item that was passed over, and why."""

    item: Item
    reason: str


class RoleShare(NamedTuple):
    """A role's share of the capacity (None: not known) and how much of it is used, what lay there before included."""

    role: str | None
    capacity: float | None
    used: float


class Proposal(NamedTuple):
    """What fits. `beyond` counts the items of the backlog that come after the capacity was used."""

    planned: tuple[PlannedItem, ...]
    skipped: tuple[SkippedItem, ...]
    beyond: int


class Room:
    """The capacity that is left, in all and per role, while items take their part of it."""

    def __init__(self, capacity: float, shares: Mapping[str, float] | None) -> None:
        self.capacity = capacity
        self.shares = shares
        self.used = 0.0
        self.used_by: defaultdict[str | None, float] = defaultdict(float)

    def lack(self, role: str | None, amount: float) -> str:
        """Why an amount does not fit, empty where it does."""
        if self.shares is not None and role is not None:
            if not self.shares.get(role):
                return f"nobody with time has the role {role}"
            left = self.shares[role] - self.used_by[role]
            if amount > left + _NEARLY:
                return f"needs {amount:g}, {role} has {max(round(left, 1), 0):g} left"
        left = self.capacity - self.used
        return f"needs {amount:g}, {max(round(left, 1), 0):g} left" if amount > left + _NEARLY else ""

    def take(self, role: str | None, amount: float) -> None:
        """Use up an amount, whether or not it fits."""
        self.used += amount
        self.used_by[role] += amount

    def as_shares(self) -> tuple[RoleShare, ...]:
        """What each role has and uses, by name, items without a role last."""
        names = sorted({name for name in self.used_by if name is not None} | set(self.shares or ()))
        rest = [None] if None in self.used_by else []
        shares = self.shares or {}
        return tuple(RoleShare(name, _share(shares, name), self.used_by.get(name, 0.0)) for name in (*names, *rest))


def amount_in(unit: str, known: Iterable[Item]) -> Callable[[Item], float]:
    """What an item counts in a plan: 1 as an item, else its points, or the median of `known` where it has none."""
    if unit == ITEMS:
        return lambda _: 1.0
    guess = median([points for item in known if (points := estimate(item.points)) is not None])
    return lambda item: float(guess if (points := estimate(item.points)) is None else points)


def median(amounts: list[Amount]) -> float:
    """The middle one, the mean of the middle two, 1 where there is none."""
    ordered, half = sorted(amounts), len(amounts) // 2
    if not ordered:
        return 1.0
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def propose(
    candidates: tuple[Item, ...], met: frozenset[str], room: Room, amount_of: Callable[[Item], float]
) -> Proposal:
    """Take candidates (open ones, in priority order) as long as there is room; one that does not fit is passed over.

    `met` are normal ids of what is done or in the sprint. An item that depends on a candidate has its turn, at its own
    place in the order, as soon as that one is taken.
    """
    picker = _Picker(candidates, met)
    taken: dict[int, PlannedItem] = {}
    reasons: dict[int, str] = {}
    while (at := picker.pop()) is not None:
        item, amount = candidates[at], amount_of(candidates[at])
        lack = room.lack(item.role or None, amount)
        if lack:
            reasons[at] = lack
            continue
        room.take(item.role or None, amount)
        taken[at] = PlannedItem(item, amount, estimate(item.points) is not None)
        picker.release(item)
    end = _end(reasons, max(taken, default=-1), len(candidates))
    reasons |= picker.held()
    skipped = tuple(SkippedItem(candidates[at], reasons[at]) for at in sorted(reasons) if at < end)
    return Proposal(tuple(taken[at] for at in sorted(taken)), skipped, sum(1 for at in reasons if at >= end))


class _Picker:
    """The candidates whose turn it is: the first in order of those that wait for nothing."""

    def __init__(self, candidates: tuple[Item, ...], met: frozenset[str]) -> None:
        self._candidates = candidates
        self._missing: dict[int, list[str]] = {}
        self._waiting: defaultdict[str, list[int]] = defaultdict(list)
        for at, item in enumerate(candidates):
            missing = [one for one in dict.fromkeys(item.depends_on) if normal_id(one) not in met]
            if missing and not item.blocked:
                self._missing[at] = missing
            for one in missing:
                self._waiting[normal_id(one)].append(at)
        blocked = {at for at, item in enumerate(candidates) if item.blocked}
        self._ready = [at for at in range(len(candidates)) if at not in self._missing and at not in blocked]
        heapify(self._ready)

    def pop(self) -> int | None:
        """The next one to look at."""
        return heappop(self._ready) if self._ready else None

    def release(self, taken: Item) -> None:
        """What waited for nothing but this item has its turn."""
        for at in self._waiting.pop(normal_id(taken.id), ()):
            if at not in self._missing:
                continue
            left = [one for one in self._missing[at] if normal_id(one) != normal_id(taken.id)]
            self._missing[at] = left
            if not left:
                del self._missing[at]
                heappush(self._ready, at)

    def held(self) -> dict[int, str]:
        """Those that never had their turn, and why."""
        waiting = {at: f"waits for {', '.join(missing)}" for at, missing in self._missing.items()}
        blocked = {at: f"blocked: {item.blocked}" for at, item in enumerate(self._candidates) if item.blocked}
        return waiting | blocked


def _end(lacking: Iterable[int], last_taken: int, count: int) -> int:
    """Where the capacity was used: behind the first item after the last one taken that found no room."""
    return min((at + 1 for at in lacking if at > last_taken), default=count)


def _share(shares: Mapping[str, float], name: str | None) -> float | None:
    return shares.get(name) if name is not None else None
