"""Reports from history: velocity, flow, cumulative flow, forecast and its calibration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ..analytics.calibration import HitRate, hit_rates
from ..analytics.cfd import Cfd, cumulative_flow
from ..analytics.control_limits import Limits, limits_of
from ..analytics.flow import (
    Age,
    Durations,
    Throughput,
    Week,
    ages,
    cycle_times,
    finished_between,
    in_progress,
    lead_times,
    throughput,
    weekly,
)
from ..analytics.forecast import HISTORY_DAYS, HORIZON_DAYS, Forecast, forecast
from ..analytics.lifetimes import Lifetime, lifetimes
from ..analytics.velocity import Velocity, velocity_of
from ..analytics.workdays import Calendar, calendar_of
from ..errors import UsageError
from ..model.backlog import find_sprint
from ..model.days import day_in, read_day, zone_named
from ..model.ledger import in_closing_order
from ..model.sprint import active_sprint
from ..model.timeline import as_instant, day_of
from ..workspace import Workspace
from .history.happenings import notes_of
from .history.past import Moment, moment_of, timeline
from .ledgers import ledgers
from .sprints.around import around
from .sprints.facts import second

CALIBRATED = (14, 28)
"""Days ahead for which the forecast is held against the past."""


class Span(NamedTuple):
    """The days a report is about, both ends counted."""

    first: date
    last: date


class FlowReport(NamedTuple):
    """Flow in a span: lead and cycle times of what was finished in it, weeks, work in progress per day and its age."""

    span: Span
    lead: Durations
    cycle: Durations
    weeks: tuple[Week, ...]
    limits: Limits | None
    work_in_progress: tuple[int, ...]
    ages: tuple[Age, ...]
    notes: tuple[str, ...] = ()


class CfdReport(NamedTuple):
    """The cumulative flow of a span; `working` says of each day whether it was one."""

    span: Span
    cfd: Cfd
    working: tuple[bool, ...]
    notes: tuple[str, ...] = ()


class ForecastReport(NamedTuple):
    """A forecast, what it counts, and how often such a forecast held: `hit_rate` is that of 85 %, None unmeasured."""

    forecast: Forecast
    counted: str
    hit_rate: HitRate | None
    notes: tuple[str, ...] = ()


class CalibrationReport(NamedTuple):
    """How often forecasts held on the project's own past: one row for each confidence and horizon."""

    rows: tuple[HitRate, ...]
    notes: tuple[str, ...] = ()


class Wanted(NamedTuple):
    """Which days and items a report is about; all None: the last 90 days, every item."""

    as_of: str | None = None
    since: str | None = None
    sprint: str | None = None
    types: tuple[str, ...] = ()


class Ahead(NamedTuple):
    """What a forecast is asked: how many items remain, and up to which day or how many days ahead; None: as it fits."""

    items: int | None = None
    by: str | None = None
    days: int | None = None
    seed: int | None = None


class _Lives(NamedTuple):
    """All lives up to a moment, the day that was, and what must be said of them.

    `first` is the day history begins on: that of the first commit, or of the first finish that an imported stamp tells.
    """

    all: tuple[Lifetime, ...]
    first: date | None
    today: date
    notes: tuple[str, ...]


def velocity_report(workspace: Workspace, as_of: str | None = None) -> Velocity:
    """The velocity of the sprints that were closed at a moment."""
    moment = moment_of(workspace, as_of)
    closed = (one for one in ledgers(workspace).ledgers if one.is_closed and second(one.closed) <= moment.at)
    return velocity_of(in_closing_order(closed), calendar_of(workspace.config))


def flow_report(workspace: Workspace, wanted: Wanted) -> FlowReport:
    """Lead and cycle times, throughput, work in progress and age."""
    lives = _lives(workspace, wanted)
    span = _span(workspace, wanted, lives)
    finished = finished_between(lives.all, *span)
    weeks = weekly(throughput(lives.all, *span))
    return FlowReport(
        span=span,
        lead=lead_times(finished),
        cycle=cycle_times(finished),
        weeks=weeks,
        limits=limits_of([week.finished for week in weeks if week.is_whole]),
        work_in_progress=in_progress(lives.all, *span),
        ages=ages(lives.all, lives.today),
        notes=lives.notes,
    )


def cfd_report(workspace: Workspace, wanted: Wanted) -> CfdReport:
    """The cumulative flow, day by day."""
    lives = _lives(workspace, wanted)
    span = _span(workspace, wanted, lives)
    cfd = cumulative_flow(lives.all, workspace.config.workflow, *span)
    calendar = calendar_of(workspace.config)
    return CfdReport(span, cfd, tuple(calendar.is_working(day.day) for day in cfd.days), lives.notes)


def forecast_report(workspace: Workspace, wanted: Wanted, ahead: Ahead) -> ForecastReport:
    """How many items will be done and when what remains is, drawn from the throughput of the last 90 days.

    What remains is what is asked, else the open items of the active sprint, else those of the whole backlog.
    """
    lives, calendar = _lives(workspace, wanted), calendar_of(workspace.config)
    daily = _daily(lives)
    remaining, counted = _remaining(workspace, ahead, wanted)
    seeds = {} if ahead.seed is None else {"seed": ahead.seed}
    made = forecast(daily, remaining, calendar, horizon=_horizon(workspace, ahead, daily), **seeds)
    rates = hit_rates(daily, calendar)
    rate = next((one for one in rates if one.confidence == 85 and one.is_measured), None)
    return ForecastReport(made, counted, rate, lives.notes)


def calibration_report(workspace: Workspace, wanted: Wanted) -> CalibrationReport:
    """How often "at least so many in 14 (28) days" held, had it been said on past days."""
    lives, calendar = _lives(workspace, wanted), calendar_of(workspace.config)
    daily = _daily(lives)
    rows = (rate for horizon in CALIBRATED for rate in hit_rates(daily, calendar, horizon=horizon))
    return CalibrationReport(tuple(rows), lives.notes)


def _lives(workspace: Workspace, wanted: Wanted) -> _Lives:
    config, moment = workspace.config, moment_of(workspace, wanted.as_of)
    zone = zone_named(config.timezone)
    read = timeline(workspace, moment)
    every = lifetimes(read, config.workflow, zone)
    kept = tuple(life for life in every if not wanted.types or life.type in wanted.types)
    days = [date.fromisoformat(day_of(read.events[0].at, zone))] if read.events else []
    days += [life.finished for life in every if life.finished is not None]
    return _Lives(kept, min(days, default=None), _day(workspace, moment), notes_of(read))


def _day(workspace: Workspace, moment: Moment) -> date:
    return day_in(zone_named(workspace.config.timezone), as_instant(moment.at))


def _span(workspace: Workspace, wanted: Wanted, lives: _Lives) -> Span:
    """The days of a sprint, or from a day on, or the last 90; never before history begins."""
    last = lives.today
    if wanted.sprint is not None:
        sprint = find_sprint(around(workspace).backlog, wanted.sprint)
        start, end = read_day(sprint.start), read_day(sprint.end)
        if start is None or end is None:
            raise UsageError(f"{sprint.id} has no dates", f"write `start` and `end` into {sprint.path}")
        if start > last:
            raise UsageError(f"{sprint.id} begins on {start}, which is not reached", "ask for another sprint")
        return Span(start, min(end, last))
    first = last - timedelta(days=HISTORY_DAYS - 1)
    if wanted.since is not None:
        from .history.log import since_second

        first = date.fromisoformat(day_of(since_second(workspace, wanted.since), zone_named(workspace.config.timezone)))
        if first > last:
            raise UsageError(f"{first} is not reached on {last}", "`--since` takes a day before it")
    elif lives.first is not None:
        first = max(first, lives.first)
    return Span(first, last)


def _daily(lives: _Lives) -> Throughput:
    """The throughput of every whole day of the project: up to yesterday."""
    yesterday = lives.today - timedelta(days=1)
    return throughput(lives.all, min(lives.first or lives.today, lives.today), yesterday)


def _remaining(workspace: Workspace, ahead: Ahead, wanted: Wanted) -> tuple[int, str]:
    if ahead.items is not None:
        return ahead.items, "as asked"
    backlog, is_open = workspace.backlog(), workspace.config.workflow.is_open
    sprint = find_sprint(backlog, wanted.sprint) if wanted.sprint else active_sprint(backlog.sprints)
    fits: Callable[[str | None], bool] = lambda kind: not wanted.types or kind in wanted.types  # noqa: E731
    if sprint is not None:
        items: Iterable[object] = [one for one in backlog.items_in(sprint.id) if is_open(one.status) and fits(one.type)]
        return len(list(items)), f"open in {sprint.id}"
    items = [one for one in backlog.live_items() if is_open(one.status) and fits(one.type)]
    return len(list(items)), "open in the whole backlog"


def _horizon(workspace: Workspace, ahead: Ahead, daily: Throughput) -> int:
    """How many days ahead: as asked, else to the active sprint's end, else 14."""
    if ahead.days is not None:
        return ahead.days
    if ahead.by is not None:
        by = read_day(ahead.by) if len(ahead.by) == 10 else None
        if by is None or by <= daily.last:
            raise UsageError(f"{ahead.by!r} is no day to come", "write it as 2026-12-24")
        return (by - daily.last).days
    sprint = active_sprint(around(workspace).backlog.sprints)
    end = read_day(sprint.end) if sprint else None
    return (end - daily.last).days if end and end > daily.last else HORIZON_DAYS


def calendar_days(calendar: Calendar, span: Span) -> tuple[bool, ...]:
    """Of each day of a span, whether it is a working day."""
    length = (span.last - span.first).days + 1
    return tuple(calendar.is_working(span.first + timedelta(days=number)) for number in range(length))
