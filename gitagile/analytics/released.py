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

    What notes list is what they say. A release without notes holds what was done at its commit, less what was done at
    an earlier one and what any notes list; None where its place is not known. `places`: of the line's commits, from 0.
    """
    cuts = tuple(cuts)
    places_before = (None, *(cut.place for cut in cuts[:-1]))
    asked = [(cut.place, before) for cut, before in zip(cuts, places_before, strict=True) if cut.named is None]
    standing = done_at((place for pair in asked for place in pair), events, places, workflow)
    out = {normal_id(name) for cut in cuts for name in cut.named or ()}
    found: list[tuple[str, ...] | None] = []
    for cut, before in zip(cuts, places_before, strict=True):
        if cut.named is not None:
            found.append(tuple(dict.fromkeys(map(normal_id, cut.named))))
        elif cut.place is None:
            found.append(None)
        else:
            out.update(standing.get(before, ()) if before is not None else ())
            found.append(tuple(item for item in standing[cut.place] if item not in out))
            out.update(standing[cut.place])
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
