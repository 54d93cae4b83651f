"""The ledger that a close freezes: outcome, daily series and changes, as history and the files say them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ...analytics.commitment import committed_in
from ...analytics.freezing import frozen
from ...analytics.guideline import planned_of
from ...analytics.item_facts import Reading
from ...analytics.outcome import outcome_of
from ...analytics.scope import Replay, replay_sprint
from ...analytics.workdays import calendar_of
from ...model.days import read_instant, zone_named
from ...model.event import Event, version_of
from ...model.ids import normal_id
from ...model.item import Item
from ...model.ledger import ItemOutcome, Ledger
from ...model.sprint import Sprint
from ...model.timeline import versions_after, with_beginnings
from ...workspace import Workspace
from ..history.past import moment_of, timeline
from .facts import second
from .promise import finished_since


def frozen_ledger(
    workspace: Workspace, sprint: Sprint, started: Ledger, items: tuple[Item, ...]
) -> tuple[Ledger, tuple[str, ...]]:
    """The closed ledger of a sprint with its metrics and gates, and what must be said of it.

    The items are those of the working tree. Where history is partial, or says something else than the files do, the
    outcome is that of the files and no daily figures are frozen: a record that stays must not be wrong.
    """
    ledger, said = _with_outcome(workspace, sprint, started, items)
    ledger, remarks = _with_metrics(workspace, sprint, ledger)
    return _with_gates(workspace, sprint, ledger, items), (*said, *remarks)


def _with_metrics(workspace: Workspace, sprint: Sprint, ledger: Ledger) -> tuple[Ledger, tuple[str, ...]]:
    if not (sprint.focus or workspace.config.metrics or ledger.start_metrics):
        return ledger, ()
    from ..model_work.freezing import close_metrics

    found = close_metrics(workspace, sprint, ledger)
    return ledger._replace(close_metrics=found.values, params=found.params, moved_by=found.moved_by), found.remarks


def _with_gates(workspace: Workspace, sprint: Sprint, ledger: Ledger, items: Iterable[Item]) -> Ledger:
    own = [item for item in items if item.place == sprint.id]
    if not (any(item.gates for item in own) or any(one.gates for one in workspace.config.types)):
        return ledger
    from ..model_work.freezing import frozen_gates

    return ledger._replace(gates=frozen_gates(workspace, own))


def _with_outcome(
    workspace: Workspace, sprint: Sprint, started: Ledger, items: tuple[Item, ...]
) -> tuple[Ledger, tuple[str, ...]]:
    config, moment = workspace.config, moment_of(workspace, None)
    read = timeline(workspace, moment, since=second(started.started))
    by_files = outcome_of(started, items, config.workflow)
    plain = started._replace(closed=workspace.stamp(), outcome=by_files)
    if plain.forecast is not None and read.partial is None:
        finished = finished_since(workspace, read.events, second(started.started), moment.at)
        plain = plain._replace(forecast=plain.forecast._replace(finished=finished))
    if read.partial is not None:
        return plain, (f"no daily figures are frozen: {read.partial}",)
    events = with_beginnings(read).events
    events = (*_untouched(events, items, started), *events)
    events = (*events, *unstaged_events(events, items, moment.at))
    reading = Reading(sprint.id, config.workflow, zone_named(config.timezone))
    replay = replay_sprint(committed_in(started), events, reading, until=moment.at)
    unlike = _unlike(replay, by_files)
    if unlike:
        return plain, (f"no daily figures are frozen: history and the files disagree about {', '.join(unlike[:5])}",)
    first, last = date.fromisoformat(replay.first), date.fromisoformat(replay.last)
    planned = planned_of(sprint, calendar_of(config), first, last, frozen=started.planned)
    return frozen(plain, replay, closed=plain.closed, planned=planned), ()


def unstaged_events(events: Iterable[Event], items: Iterable[Item], at: int) -> tuple[Event, ...]:
    """What the files of items say that no event says yet, as events of this instant."""
    known = versions_after(events)
    found = []
    for item in items:
        before, after = known.get(normal_id(item.id)), version_of(item)
        if before is not None and before != after:
            found.append(Event(normal_id(item.id), at, before, after))
    return tuple(found)


def _untouched(events: Iterable[Event], items: Iterable[Item], started: Ledger) -> Iterator[Event]:
    """What no event tells of: promised items as they were promised, others as they lay there done before the start."""
    known, begun = {event.item for event in events}, second(started.started)
    promised = {normal_id(one.id): one for one in started.committed}
    for item in items:
        name, version, finished = normal_id(item.id), version_of(item), read_instant(item.finished)
        one = promised.get(name)
        if one is not None:
            version = version._replace(place=started.sprint, status=one.status, points=one.points, role=one.role)
        if name not in known and (one is not None or finished is None or finished.timestamp() <= begun):
            yield Event(name, begun - 1, None, version)


def _unlike(replay: Replay, by_files: tuple[ItemOutcome, ...]) -> list[str]:
    """The items of which the replay says something else than the files; those outside of its scope do not count."""
    told = {normal_id(row.id): (row.result, row.points) for row in replay.rows}
    outside = set(map(normal_id, replay.outside))
    return [
        row.id
        for row in by_files
        if normal_id(row.id) not in outside and told.get(normal_id(row.id)) != (row.result, row.points)
    ]
