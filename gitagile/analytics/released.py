"""What a release holds: the items done by then and in none before it, and how long each waited for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..model.event import Event, Version
from ..model.ids import normal_id
from ..model.workflow import DONE, Workflow
from .lifetimes import Lifetime


class Cut(NamedTuple):
    """One release on the line of commits: `place` is the how-many-th commit it was made at, None where nobody knows.

    `named` are the ids its notes list, None where it has none.
    """

    name: str
    place: int | None
    named: tuple[str, ...] | None = None


class Waits(NamedTuple):
    """Whole days from done to released: the middle one (of two the mean), the shortest and the longest of so many."""

    median: float
    shortest: int
    longest: int
    of: int


def contents(
    cuts: Iterable[Cut], events: Iterable[Event], places: Mapping[str, int], workflow: Workflow
) -> tuple[tuple[str, ...] | None, ...]:
    """The normal ids that each release holds, no item in two; `cuts` in the order of the line, as `events` are.

    What notes list is what they say. A release without notes holds what was done at its commit, less what an earlier
    one holds or any notes list; None where its place is not known. `places`: of the line's commits, from 0.
    """
    cuts = tuple(cuts)
    standing = done_at((cut.place for cut in cuts if cut.named is None), events, places, workflow)
    claimed = {normal_id(name) for cut in cuts for name in cut.named or ()}
    held: set[str] = set()
    found: list[tuple[str, ...] | None] = []
    for cut in cuts:
        if cut.named is not None:
            own: tuple[str, ...] | None = tuple(dict.fromkeys(map(normal_id, cut.named)))
        elif cut.place is None:
            own = None
        else:
            own = tuple(item for item in standing[cut.place] if item not in held and item not in claimed)
        held.update(own or ())
        found.append(own)
    return tuple(found)


def done_at(
    wanted: Iterable[int | None], events: Iterable[Event], places: Mapping[str, int], workflow: Workflow
) -> dict[int, dict[str, Version]]:
    """The items (by normal id) that stood done at some places of the line, archived ones too; one pass."""
    waiting = sorted({place for place in wanted if place is not None}, reverse=True)
    done: dict[str, Version] = {}
    found: dict[int, dict[str, Version]] = {}
    for event in events:
        place = places.get(event.commit)
        while waiting and (place is None or place > waiting[-1]):
            found[waiting.pop()] = dict(done)
        if event.after is not None and workflow.is_done(event.after.status):
            done[event.item] = event.after
        else:
            done.pop(event.item, None)
    return found | {place: dict(done) for place in waiting}


def done_second(life: Lifetime, until: int) -> int | None:
    """The instant an item's last step into done before `until` (that second counted); None where nobody saw one."""
    steps = [step for step in life.steps if step.at <= until]
    if not steps or steps[-1].category != DONE:
        return None
    first = steps[-1]
    for step in reversed(steps):
        if step.category != DONE:
            break
        first = step
    return first.at


def waits_of(days: Iterable[int]) -> Waits | None:
    """The spread of some waits; None without any."""
    ordered = sorted(days)
    if not ordered:
        return None
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return Waits(median, ordered[0], ordered[-1], len(ordered))
