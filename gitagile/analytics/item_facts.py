"""Facts: what the events of one item say of it and a sprint, each at the instant it became true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Any, NamedTuple

from ..model.event import Event, Version
from ..model.ledger import estimate
from ..model.timeline import stamped_at
from ..model.workflow import DONE, DROPPED, TODO, Workflow

INSIDE, POINTS, CATEGORY = "inside", "points", "category"
"""What a fact is about: lying in the sprint's folder, the estimate, and open (TODO), done or dropped."""


class Fact(NamedTuple):
    """From `at` on, `about` has this value, said by the event."""

    at: int
    about: str
    value: Any
    event: Event


class Reading(NamedTuple):
    """How events are read for one sprint: its folder, the workflow and the project's zone."""

    sprint: str
    workflow: Workflow
    zone: tzinfo

    def is_inside(self, version: Version | None) -> bool:
        """Whether the item lay in the sprint's folder."""
        return version is not None and version.place == self.sprint

    def category_of(self, version: Version) -> str:
        """Done, dropped, or TODO for all that is neither: what is begun counts as what is not."""
        category = self.workflow.category_of(version.status)
        return category if category in (DONE, DROPPED) else TODO


def facts_of(events: Iterable[Event], reading: Reading) -> tuple[Fact, ...]:
    """The facts of one item's events, in the order of the line. A migration makes none.

    A step into a done status is true from its stamp on (model.timeline.stamped_at), all else from the commit on.
    """
    facts: list[Fact] = []
    steps: list[Fact] = []
    for event in events:
        for fact in _facts_of(event, reading):
            if fact.about != CATEGORY:
                facts.append(fact)
            elif not steps or fact.value != steps[-1].value:
                steps.append(_in_order(fact, steps))
                facts.append(steps[-1])
    return tuple(facts)


def _in_order(step: Fact, earlier: list[Fact]) -> Fact:
    """A step that is not true before the one that went before it; a stamp from before a reopening is an old one."""
    if not earlier or step.at > earlier[-1].at:
        return step
    is_old = len(earlier) > 1 and earlier[-2].value == DONE
    return step._replace(at=step.event.at if is_old else earlier[-1].at)


def _facts_of(event: Event, reading: Reading) -> Iterator[Fact]:
    """What an event says anew; all there is to say of an item that is new, comes back, or enters the sprint."""
    before, after = event.before, event.after
    if event.is_migration:
        return
    if after is None:
        yield Fact(event.at, INSIDE, False, event)
        return
    inside = reading.is_inside(after)
    if inside != reading.is_inside(before):
        yield Fact(event.at, INSIDE, inside, event)
    known = None if before is None or inside > reading.is_inside(before) else before
    if known is None or estimate(known.points) != estimate(after.points):
        yield Fact(event.at, POINTS, estimate(after.points), event)
    category = reading.category_of(after)
    if known is None or reading.category_of(known) != category:
        at = stamped_at(after.finished, event.at, reading.zone) if category == DONE else event.at
        yield Fact(at, CATEGORY, category, event)
