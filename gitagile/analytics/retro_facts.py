"""Facts for a retro from lifetimes: what is in progress longest, what took longest, whether a forecast held."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ..model.checkin import Checkin
from ..model.ids import normal_id
from ..model.item import Item
from ..model.ledger import Foretold
from .flow import Age, Duration, cycle_times, finished_between
from .lifetimes import Lifetime
from .percentile import percentile

LOOK_BACK = 90
"""Days up to a sprint's end whose finished items say what is usual."""
USUAL = 85
"""An item is out of the ordinary that took longer than so many per cent of what was finished."""
MOST = 5
"""So many items of a kind are named: a retro talks about the first few."""
TRIALS = ("experiment", "spike")
"""The types whose items find something out."""


class Outliers(NamedTuple):
    """The sprint's finished items that took longer than usual, the longest first.

    `usual`: calendar days that 85 % of `of` items finished in the 90 days before did not exceed (figures: cycle time,
    percentile); None of fewer than five, where nothing can be called unusual.
    """

    usual: int | None
    of: int
    rows: tuple[Duration, ...] = ()


class Going(NamedTuple):
    """An item in an active status, and the day it was first started, None where nobody knows."""

    id: str
    title: str
    status: str | None
    started: date | None


class Foresight(NamedTuple):
    """A forecast against what happened: at least so many items were foretold with a confidence; whether that held."""

    confidence: int
    items: int
    held: bool


class Trial(NamedTuple):
    """An experiment or a spike: what was believed, its outcome (None: not told yet) and what was learned."""

    id: str
    title: str
    hypothesis: str | None
    outcome: str | None
    learned: str | None
    category: str


class Blocker(NamedTuple):
    """What check-ins say holds the team up, the ids of the items it blocks, and the days it was said, as ISO days."""

    text: str
    items: tuple[str, ...]
    days: tuple[str, ...]


def oldest_work(going: Iterable[Going], day: date) -> tuple[Age, ...]:
    """The oldest work in progress on a day, the oldest first, unknown ages last (figures: age)."""
    aged = (Age(*one, None if one.started is None else max((day - one.started).days + 1, 1)) for one in going)
    return tuple(sorted(aged, key=lambda age: (age.days is None, -(age.days or 0), age.id))[:MOST])


def slow_ones(lives: Iterable[Lifetime], items: Collection[str], last: date) -> Outliers:
    """Those of some done items (normal ids) whose cycle time is out of the ordinary on a sprint's last day."""
    finished = finished_between(lives, last - timedelta(days=LOOK_BACK - 1), last)
    rows = cycle_times(finished).rows
    usual = percentile((row.days for row in rows), USUAL)
    if usual is None:
        return Outliers(None, len(rows))
    slow = [row for row in rows if row.days > usual and normal_id(row.id) in items]
    return Outliers(usual, len(rows), tuple(sorted(slow, key=lambda row: (-row.days, row.id))[:MOST]))


def foresight(forecast: Foretold | None) -> tuple[Foresight, ...]:
    """What a forecast said with 50, 85 and 95 %, and whether it held; () where it cannot be told yet."""
    if forecast is None or forecast.finished is None:
        return ()
    said = ((50, forecast.likely), (85, forecast.safe), (95, forecast.sure))
    return tuple(Foresight(confidence, count, forecast.finished >= count) for confidence, count in said)


def trials_of(items: Iterable[Item], categories: Mapping[str, str]) -> tuple[Trial, ...]:
    """The experiments and spikes among a sprint's items. `categories`: what their statuses meant, by normal id."""
    return tuple(
        Trial(one.id, one.title, one.hypothesis, one.outcome, one.learned, categories[normal_id(one.id)])
        for one in items
        if one.type in TRIALS or one.hypothesis
    )


def blockers_of(checkins: Iterable[Checkin]) -> tuple[Blocker, ...]:
    """What held the team up, first said first; what was said again is told once, with its days. Nobody is named."""
    found: dict[str, Blocker] = {}
    for one in sorted(checkins, key=lambda checkin: (checkin.day, checkin.person)):
        for text in one.blockers:
            key = " ".join(text.casefold().split())
            known = found.get(key, Blocker(text, (), ()))
            days = tuple(dict.fromkeys((*known.days, one.day)))
            items = tuple(name for name in one.blocks if len(one.blockers) == 1 or name.casefold() in key)
            found[key] = Blocker(known.text, tuple(dict.fromkeys((*known.items, *items))), days)
    return tuple(found.values())
