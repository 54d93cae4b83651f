"""What a forecast made at the start of a sprint says of it, and how many items were finished in the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ...model.days import read_day, zone_named
from ...model.event import Event, Version
from ...model.ledger import Foretold
from ...model.sprint import Sprint
from ...model.timeline import day_of, stamped_at
from ...workspace import Workspace


def foretold(workspace: Workspace, sprint: Sprint) -> Foretold | None:
    """How many items the team will finish by the planned end, from its throughput up to yesterday.

    None where nothing is planned, or history does not tell enough.
    """
    from ...analytics.flow import throughput
    from ...analytics.forecast import HISTORY_DAYS, forecast
    from ...analytics.lifetimes import lifetimes
    from ...analytics.workdays import calendar_of
    from ...model.timeline import with_beginnings
    from ..history.past import first_second, timeline

    config, today, end = workspace.config, workspace.today(), read_day(sprint.end)
    zone, eve = zone_named(config.timezone), today - timedelta(days=1)
    since = first_second(workspace, today - timedelta(days=HISTORY_DAYS + 2))
    read = timeline(workspace, since=since)
    if end is None or end < today or not read.events or read.partial is not None:
        return None
    first = date.fromisoformat(day_of(max(read.events[0].at, since), zone))
    lives = lifetimes(with_beginnings(read), config.workflow, zone)
    if first > eve:
        return None
    made = forecast(throughput(lives, first, eve), 1, calendar_of(config), horizon=(end - eve).days)
    return None if made.reason is not None else Foretold(end.isoformat(), *(count for _, count in made.how_many))


def finished_since(workspace: Workspace, events: Iterable[Event], started: int, until: int) -> int:
    """How many items were finished from a start until an instant and not opened again; migrations finish nothing."""
    workflow, zone = workspace.config.workflow, zone_named(workspace.config.timezone)

    def is_done(version: Version | None) -> bool:
        return version is not None and workflow.is_done(version.status)

    finished = set()
    for event in events:
        if event.at < started or event.at > until or event.is_migration or event.after is None:
            continue
        if not is_done(event.after):
            finished.discard(event.item)
        elif not is_done(event.before) and stamped_at(event.after.finished, event.at, zone) >= started:
            finished.add(event.item)
    return len(finished)
