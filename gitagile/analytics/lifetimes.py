"""Lifetimes: when each item was created, first started and last finished, and the steps it took between."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from ..model.event import Event, Version
from ..model.timeline import Timeline
from ..model.workflow import ACTIVE, DONE, DROPPED, TODO, Workflow
from .life_fold import LifeFold, Reading
from .renamed_ids import renamed_in

_FIRST, _LAST = -62135424000, 253402214400
"""The instants (two days inside the years 1 and 9999) past which no zone has a day."""


class Step(NamedTuple):
    """Where an item came to stand and when: seconds since 1970, the day in the project's zone, status and category.

    The category is `gone` where the item left the board: deleted, or put into the archive while it was open.
    """

    at: int
    day: date
    status: str | None
    category: str


class Lifetime(NamedTuple):
    """One item's life. `item` is the normal id, `version` its file as last seen, `category` what its status means.

    `created`, `started` and `finished` are days in the project's zone, None where nobody can know: no start was seen,
    or a migration brought the item without a stamp. `finished` is the last finish that still stands.
    `reopens` counts the steps back from done; `active_days` the days that its spells in active statuses touched, a
    spell that still lasts not counted. `steps` never fall in time.
    """

    item: str
    version: Version
    category: str
    created: date | None
    started: date | None
    finished: date | None
    reopens: int
    active_days: int
    steps: tuple[Step, ...]
    is_deleted: bool = False

    @property
    def id(self) -> str:
        """The id as the file writes it."""
        return self.version.id

    @property
    def title(self) -> str:
        """The title as last seen."""
        return self.version.title

    @property
    def type(self) -> str | None:
        """The type as last seen."""
        return self.version.type

    @property
    def is_dropped(self) -> bool:
        """Whether it stands dropped."""
        return self.category == DROPPED

    @property
    def is_done(self) -> bool:
        """Whether it stands done, also where nobody knows since when."""
        return self.category == DONE

    @property
    def is_active(self) -> bool:
        """Whether it lies in an active status now, blocked or not."""
        return bool(self.steps) and self.steps[-1].category == ACTIVE


def lifetimes(
    timeline: Timeline, workflow: Workflow, zone: tzinfo, *, as_of: int | None = None
) -> tuple[Lifetime, ...]:
    """The life of every item a timeline knows, in order of appearance; linear in its events (docs/figures: time).

    Nothing that was committed after the instant `as_of` (seconds since 1970) is looked at.

    - Created is the `created` stamp, never later than the first commit, else that commit.
    - Started is the first step into an active status: its `started` stamp if it is there and not later than its
      commit, else the commit. A version that brings a `started` stamp was started then, also if it is done already:
      a squash swallows steps, stamps survive it. Without either nobody knows.
    - Finished is the last step into done that still stands, by `finished` stamp or commit. An item that was deleted
      afterwards stays finished on that day; one that was reopened is not finished now.
    - A stamp older than the item's last step out of that category is left over, and the commit is taken instead. A
      stamp that is changed without a step is a correction.
    - Migrations fold and date nothing: what one brings or steps counts only if the item's own stamps say when. An item
      that one goes on with under a new id keeps its life. The first commit of a timeline that is partial, and what lay
      there before it, are taken in the same way.
    """
    events = timeline.events if as_of is None else _until(timeline.events, as_of)
    reading = Reading.of(workflow, zone)
    is_cut = timeline.partial is not None and timeline.since is None
    folds = _folded(events, reading, events[0].commit if is_cut and events and events[0].commit else None)
    return tuple(_lifetime(item, fold, reading) for item, fold in folds.items() if fold.last is not None)


def _folded(events: tuple[Event, ...], reading: Reading, edge: str | None) -> dict[str, LifeFold]:
    """The fold of each item; `edge` is the commit at which a timeline that is cut off begins."""
    former = renamed_in(events)
    left = {(commit, old) for (commit, _), old in former.items()}
    folds: dict[str, LifeFold] = {}
    for event in events:
        item = event.item
        if former and (old := former.get((event.commit, item))) in folds:
            folds[item] = folds.pop(old)
        elif left and (event.commit, item) in left:
            continue
        fold = folds.get(item)
        if fold is None:
            fold = folds[item] = LifeFold(reading)
        fold.take(event, is_dated=not event.is_migration and event.commit != edge)
    return folds


def _until(events: tuple[Event, ...], instant: int) -> tuple[Event, ...]:
    """The events up to an instant: they never fall in time."""
    return events[: bisect_right(events, instant, key=attrgetter("at"))]


def _lifetime(item: str, fold: LifeFold, reading: Reading) -> Lifetime:
    version = fold.last
    assert version is not None  # noqa: S101 - items without a version are left out above
    zone = reading.zone
    steps = tuple(Step(mark.at, _day(mark.at, zone), mark.status, mark.category) for mark in fold.steps())
    return Lifetime(
        item=item,
        version=version,
        category=reading.categories.get(version.status, TODO),
        created=_day_or_none(fold.created, zone),
        started=_day_or_none(fold.started, zone),
        finished=_day_or_none(fold.finished, zone),
        reopens=fold.reopens,
        active_days=_active_days(steps),
        steps=steps,
        is_deleted=not fold.is_here,
    )


def _active_days(steps: tuple[Step, ...]) -> int:
    """How many days the spells in active statuses touched, each day once."""
    count, counted = 0, date.min
    for step, following in pairwise(steps):
        if step.category == ACTIVE:
            first = max(step.day, counted + timedelta(days=1))
            count += max((following.day - first).days + 1, 0)
            counted = max(counted, following.day)
    return count


def _day(instant: int, zone: tzinfo) -> date:
    return datetime.fromtimestamp(min(max(instant, _FIRST), _LAST), zone).date()


def _day_or_none(instant: int | None, zone: tzinfo) -> date | None:
    return None if instant is None else _day(instant, zone)
