"""Reports from history: velocity, flow, cumulative flow, forecast and its calibration."""

from __future__ import annotations

from datetime import timedelta
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
from ..analytics.forecast import Forecast, forecast
from ..analytics.velocity import Velocity, velocity_of
from ..analytics.workdays import calendar_of
from ..model.ledger import in_closing_order
from ..workspace import Workspace
from .history.past import moment_of
from .ledgers import ledgers
from .report_scope import Ahead, Lives, Span, Wanted, horizon_of, lives_of, remaining_of, span_of
from .sprints.facts import second

CALIBRATED = (14, 28)
"""Days ahead for which the forecast is held against the past."""


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


def velocity_report(workspace: Workspace, as_of: str | None = None) -> Velocity:
    """The velocity of the sprints that were closed at a moment."""
    moment = moment_of(workspace, as_of)
    closed = (one for one in ledgers(workspace).ledgers if one.is_closed and second(one.closed) <= moment.at)
    return velocity_of(in_closing_order(closed), calendar_of(workspace.config))


def flow_report(workspace: Workspace, wanted: Wanted) -> FlowReport:
    """Lead and cycle times, throughput, work in progress and age."""
    lives = lives_of(workspace, wanted)
    span = span_of(workspace, wanted, lives)
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
    lives = lives_of(workspace, wanted)
    span = span_of(workspace, wanted, lives)
    cfd = cumulative_flow(lives.all, workspace.config.workflow, *span)
    calendar = calendar_of(workspace.config)
    return CfdReport(span, cfd, tuple(calendar.is_working(day.day) for day in cfd.days), lives.notes)


def forecast_report(workspace: Workspace, wanted: Wanted, ahead: Ahead) -> ForecastReport:
    """How many items will be done and when what remains is, drawn from the throughput of the last 90 days.

    What remains is what is asked, else the open items of the active sprint, else those of the whole backlog: as they
    stood at the moment that is asked about.
    """
    lives, calendar = lives_of(workspace, wanted), calendar_of(workspace.config)
    daily = _daily(lives)
    remaining, counted = remaining_of(workspace, wanted, ahead, lives)
    seeds = {} if ahead.seed is None else {"seed": ahead.seed}
    made = forecast(daily, remaining, calendar, horizon=horizon_of(workspace, wanted, ahead, lives), **seeds)
    rates = hit_rates(daily, calendar)
    rate = next((one for one in rates if one.confidence == 85 and one.is_measured), None)
    return ForecastReport(made, counted, rate, lives.notes)


def calibration_report(workspace: Workspace, wanted: Wanted) -> CalibrationReport:
    """How often "at least so many in 14 (28) days" held, had it been said on past days."""
    lives, calendar = lives_of(workspace, wanted), calendar_of(workspace.config)
    daily = _daily(lives)
    rows = (rate for horizon in CALIBRATED for rate in hit_rates(daily, calendar, horizon=horizon))
    return CalibrationReport(tuple(rows), lives.notes)


def _daily(lives: Lives) -> Throughput:
    """The throughput of every whole day of the project: up to yesterday."""
    yesterday = lives.today - timedelta(days=1)
    return throughput(lives.all, min(lives.first or lives.today, lives.today), yesterday)
