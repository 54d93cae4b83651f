"""What a forecast made at the start of a sprint said of it, beside what happened."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ...analytics.day_edges import last_second
from ...analytics.flow import throughput
from ...analytics.forecast import forecast
from ...analytics.lifetimes import lifetimes
from ...analytics.sprint_report import SprintReport
from ...analytics.workdays import calendar_of
from ...model.days import read_day, zone_named
from ...model.timeline import Timeline, as_instant, day_of
from ...workspace import Workspace


class Promise(NamedTuple):
    """Items the team would finish by the planned end, as (confidence in %, at least so many), and how many it did.

    `finished` counts from the start on, `until` the planned end or the moment asked about. `is_over`: that end is past.
    """

    how_many: tuple[tuple[int, int], ...]
    finished: int
    until: date
    is_over: bool


def promise_of(workspace: Workspace, read: Timeline, report: SprintReport, at: int) -> Promise | None:
    """The forecast at the end of the day before the start, from nothing that came later; None where none can be made.

    `read` must reach back far enough (see actions.sprints.facts.promise_start).
    """
    zone = zone_named(workspace.config.timezone)
    started, end = read_day(report.started), read_day(report.end)
    if started is None or end is None or end < started or not read.events:
        return None
    eve = date.fromordinal(started.toordinal() - 1)
    first = date.fromisoformat(day_of(max(read.events[0].at, read.since or 0), zone))
    if first > eve:
        return None
    workflow = workspace.config.workflow
    before = lifetimes(read, workflow, zone, as_of=last_second(eve, zone))
    made = forecast(throughput(before, first, eve), 1, calendar_of(workspace.config), horizon=(end - eve).days)
    if made.reason is not None:
        return None
    until = min(end, as_instant(at).astimezone(zone).date())
    done = lifetimes(read, workflow, zone, as_of=min(at, last_second(end, zone)))
    return Promise(made.how_many, sum(throughput(done, started, until).counts), until, until >= end)
