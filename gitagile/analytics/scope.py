"""The scope of a sprint: what entered and left it and what was finished in it, replayed from the events of history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model.event import Event
from ..model.ids import normal_id
from ..model.ledger import ADDED, CARRIED, DONE, DROPPED, REMOVED, CommittedItem, ItemOutcome
from ..model.timeline import day_of
from ..model.workflow import DROPPED as DROPPED_CATEGORY
from .commitment import Commitment
from .item_facts import Reading
from .scope_change import ScopeChange
from .standing import Followed, Standing, follow


class Replay(NamedTuple):
    """One sprint from its `first` day to `until` on its `last`. An open item's result is `carried`, closed or not.

    `rows` are all items that were ever in its scope: the committed ones in their order, then the added ones as they
    came. `outside` lie in its folder and count for nothing: done before the start, or brought by a migration.
    """

    commitment: Commitment
    until: int
    first: str
    last: str
    changes: tuple[ScopeChange, ...]
    rows: tuple[ItemOutcome, ...]
    outside: tuple[str, ...] = ()


def replay_sprint(commitment: Commitment, events: Iterable[Event], reading: Reading, *, until: int) -> Replay:
    """Follow every item of a sprint from its start to an instant, that one counted too (figures: ledger of a sprint).

    `events` are the whole line's, oldest first; nothing after `until` is looked at. An item is added when it comes
    into the folder, is un-dropped, or is opened again that had been done before the start; it is removed when its file
    leaves the folder in any direction or is deleted. What a migration changes moves nothing.
    """
    promised = {normal_id(one.id): one for one in commitment.items}
    own = _by_item(events, promised.keys(), reading, until)
    followed = {
        key: follow(promised.get(key), own.get(key, []), commitment, reading)
        for key in dict.fromkeys((*promised, *own))
    }
    changes = sorted((change for one in followed.values() for change in one.changes), key=_by_instant)
    came = (normal_id(change.id) for change in changes if change.change == ADDED)
    counted = dict.fromkeys((*promised, *came))
    return Replay(
        commitment=commitment,
        until=until,
        first=day_of(commitment.started, reading.zone),
        last=day_of(until, reading.zone),
        changes=tuple(changes),
        rows=tuple(_row(promised.get(key), followed[key]) for key in counted),
        outside=_outside((one for key, one in followed.items() if key not in counted)),
    )


def _by_item(events: Iterable[Event], promised: Iterable[str], reading: Reading, until: int) -> dict[str, list[Event]]:
    """The events up to an instant of each item that is committed or was ever in the folder."""
    known = [event for event in events if event.at <= until]
    touching = (event.item for event in known if reading.is_inside(event.after) or reading.is_inside(event.before))
    own: dict[str, list[Event]] = {key: [] for key in (*promised, *touching)}
    for event in known:
        if event.item in own:
            own[event.item].append(event)
    return own


def _by_instant(change: ScopeChange) -> tuple[int, str]:
    return change.at, normal_id(change.id)


def _row(promised: CommittedItem | None, followed: Followed) -> ItemOutcome:
    """What has come of an item: a removed one keeps the points and the role it was committed with."""
    version, result = followed.version, _result(followed.standing)
    points, role = followed.standing.points, version.role if version else None
    if promised and (result == REMOVED or version is None):
        points, role = promised.points, promised.role
    name = promised.id if promised else version.id if version else ""
    return ItemOutcome(name, points, result, promised is None, role or None, version.title if version else "")


def _result(standing: Standing) -> str:
    if not standing.inside:
        return REMOVED
    if standing.category == DROPPED_CATEGORY:
        return DROPPED
    return DONE if standing.is_done else CARRIED


def _outside(followed: Iterable[Followed]) -> tuple[str, ...]:
    return tuple(sorted(one.version.id for one in followed if one.lies_there and one.version))
