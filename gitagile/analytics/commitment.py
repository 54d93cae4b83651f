"""The commitment a replay begins with: from the ledger, or rebuilt from the first day of a sprint without one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ..model.days import read_instant, stamp_in, zone_named
from ..model.event import Event, Version
from ..model.item import Item, order_key
from ..model.ledger import CommittedItem, Ledger, estimate
from ..model.timeline import as_instant, versions_after
from ..model.workflow import DONE, DROPPED
from .day_edges import first_second
from .item_facts import CATEGORY, Reading, facts_of


class Commitment(NamedTuple):
    """What a sprint promised. `started`: the instant its figures begin at; what came before `settled` is given.

    Both are one instant where the ledger says it. A rebuilt one (`is_rebuilt`) begins with the start day and is settled
    when that day ends: what was finished on it counts as finished in the sprint.
    """

    sprint: str
    started: int
    settled: int
    items: tuple[CommittedItem, ...]
    is_rebuilt: bool = False


def committed_in(ledger: Ledger) -> Commitment:
    """The commitment a ledger froze."""
    instant = read_instant(ledger.started)
    started = int(instant.timestamp()) if instant else 0
    return Commitment(ledger.sprint, started, started, ledger.committed)


def last_open_second(ledger: Ledger) -> int | None:
    """The second up to which a closed sprint is replayed anew, None for a running one: the close's own moves are later.

    They may bear the very second of the close; what is told of a closed sprint that kept its series needs no replay.
    """
    instant = read_instant(ledger.closed)
    return int(instant.timestamp()) - 1 if instant else None


def commitment_on(day: date, events: Iterable[Event], reading: Reading, *, until: int | None = None) -> Commitment:
    """What lay in the sprint's folder when its start day ended, less what was dropped or done before that day.

    For a sprint that was made active by hand (docs/figures: the ledger of a sprint). Where the folder was still empty
    and a migration filled it later, its end counts instead. Nothing after `until` is looked at.
    """
    started = first_second(day, reading.zone)
    known = [event for event in events if until is None or event.at <= until]
    settled = _settled(known, first_second(day + timedelta(days=1), reading.zone), reading)
    known = [event for event in known if event.at < settled]
    inside = {key: one for key, one in versions_after(known).items() if reading.is_inside(one)}
    own: dict[str, list[Event]] = {key: [] for key in inside}
    for event in known:
        if event.item in own:
            own[event.item].append(event)
    promised = (one for key, one in inside.items() if _was_open(one, own[key], started, reading))
    items = (
        CommittedItem(one.id, estimate(one.points), one.status or "", one.role or None)
        for one in sorted(promised, key=_order)
    )
    return Commitment(reading.sprint, started, settled, tuple(items), is_rebuilt=True)


def rebuilt_ledger(commitment: Commitment, timezone: str) -> Ledger:
    """The ledger that a rebuilt commitment stands in for; it is never written."""
    started = stamp_in(zone_named(timezone), as_instant(commitment.started))
    return Ledger(commitment.sprint, timezone, started, commitment.items)


def _settled(known: list[Event], settled: int, reading: Reading) -> int:
    """The end of the start day, or of the migration that filled the folder first, where that came later."""
    entering = next((event for event in known if reading.is_inside(event.after)), None)
    if entering is None or entering.at < settled or not entering.is_migration:
        return settled
    return entering.at + 1


def _was_open(version: Version, events: list[Event], started: int, reading: Reading) -> bool:
    """Neither dropped nor done when the start day began, as far as it is open or done now."""
    category = reading.category_of(version)
    if category != DONE:
        return category != DROPPED
    steps = [fact for fact in facts_of(events, reading) if fact.about == CATEGORY]
    return bool(steps) and steps[-1].value == DONE and steps[-1].at >= started


def _order(version: Version) -> tuple[int, str, str]:
    return order_key(Item(version.id, version.path, version.place, priority=version.priority, created=version.created))
