"""The cumulative flow: per day and status in order, how many items stand at it or past it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from ..model.workflow import DROPPED, TODO, Workflow
from .flow import in_progress, throughput
from .life_fold import GONE
from .lifetimes import Lifetime, Step


class CfdDay(NamedTuple):
    """One day at its end. `reached`: items at or past each status, so that the first is all that are known that day."""

    day: date
    reached: tuple[int, ...]
    in_progress: int
    throughput: int

    @property
    def bands(self) -> tuple[int, ...]:
        """The items in each status: what lies between two lines. They sum to the items known that day."""
        return tuple(upper - lower for upper, lower in pairwise((*self.reached, 0)))


class Cfd(NamedTuple):
    """The days of a cumulative flow; `statuses` in the workflow's order, those that mean dropped left out."""

    statuses: tuple[str, ...]
    days: tuple[CfdDay, ...]


def cumulative_flow(lives: Iterable[Lifetime], workflow: Workflow, first: date, last: date) -> Cfd:
    """The cumulative flow from day to day, both ends counted (figures: CFD); linear in steps + days × statuses.

    A step back makes a line dip, as it was. A dropped, deleted or archived item leaves at its last status; a done one
    that is archived stays. An item in a status that the workflow has not stands with the first that is to do.
    """
    lives = tuple(lives)
    statuses = tuple(name for name, category in workflow.statuses if category != DROPPED)
    length = (last - first).days + 1
    changes = [[0] * (length + 1) for _ in statuses]
    places = _places(workflow, statuses)
    for life in lives:
        before = None
        for step in life.steps:
            place = _place(step, places)
            if place != before:
                index = min(max((step.day - first).days, 0), length)
                _count(changes, before, index, -1)
                _count(changes, place, index, 1)
                before = place
    counted = zip(*(accumulate(row[:-1]) for row in changes), strict=True)
    active, finished = in_progress(lives, first, last), throughput(lives, first, last).counts
    return Cfd(
        statuses,
        tuple(
            CfdDay(first + timedelta(days=index), _reached(bands), active[index], finished[index])
            for index, bands in enumerate(counted)
        ),
    )


def _places(workflow: Workflow, statuses: tuple[str, ...]) -> dict[str | None, int]:
    """Where each status lies in the order; None stands for those that the workflow has not."""
    first = workflow.first_in(TODO)
    return {**{name: at for at, name in enumerate(statuses)}, None: statuses.index(first) if first in statuses else 0}


def _place(step: Step, places: dict[str | None, int]) -> int | None:
    if step.category in (DROPPED, GONE):
        return None
    return places.get(step.status, places[None])


def _count(changes: list[list[int]], place: int | None, index: int, by: int) -> None:
    if place is not None and changes:
        changes[place][index] += by


def _reached(bands: tuple[int, ...]) -> tuple[int, ...]:
    """At or past each status, from the items in each."""
    return tuple(accumulate(reversed(bands)))[::-1]
