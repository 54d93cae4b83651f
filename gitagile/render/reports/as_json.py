"""Reports as JSON: the stable shapes of docs/reference, figures that cannot be known as null with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..as_json import as_text

if TYPE_CHECKING:
    from ...actions.reports import CalibrationReport, CfdReport, FlowReport, ForecastReport
    from ...analytics.calibration import HitRate
    from ...analytics.flow import Durations
    from ...analytics.sprint_report import SprintReport
    from ...analytics.velocity import Velocity

CHART_SPRINTS = 6


def days_json(report: SprintReport) -> str:
    """Burndown and burnup: the days of a sprint."""
    days = [day._asdict() for day in report.days]
    reason = None if days else "the ledger of this sprint kept no daily figures"
    return as_text({"sprint": report.sprint, "unit": report.unit, "days": days, "reason": reason})


def velocity_json(found: Velocity) -> str:
    """Every closed sprint, and the means."""
    names = ("sprint", "commitment", "completed", "completed_committed", "completed_added", "added", "carried")
    rows = [
        {**{name: getattr(row, name) for name in names}, "say_do": row.say_do, "scope_change": row.scope_change}
        | {"working_days": row.working_days}
        for row in found.rows
    ]
    means = {name: getattr(found, name) for name in ("mean3", "mean6", "per_day3", "per_day6")}
    reason = None if found.rows else "no sprint has closed yet"
    return as_text({"unit": found.unit, "sprints": rows, **means, "reason": reason})


def flow_json(report: FlowReport) -> str:
    """Lead and cycle times, weeks, work in progress and ages."""
    weeks = [
        {"week": week.week, "monday": str(week.monday), "finished": week.finished, "whole": week.is_whole}
        for week in report.weeks
    ]
    ages = [
        {"id": age.id, "title": age.title, "status": age.status, "started": _day(age.started), "days": age.days}
        for age in report.ages
    ]
    return as_text(
        {
            "from": str(report.span.first),
            "to": str(report.span.last),
            "lead_time": _durations(report.lead),
            "cycle_time": _durations(report.cycle),
            "weeks": weeks,
            "limits": report.limits._asdict() if report.limits else None,
            "work_in_progress": list(report.work_in_progress),
            "ages": ages,
            "notes": list(report.notes),
        }
    )


def cfd_json(report: CfdReport) -> str:
    """Per day, how many items lie in each status, how many are in progress and how many were finished."""
    statuses = report.cfd.statuses
    days = [
        {
            "day": str(day.day),
            "statuses": dict(zip(statuses, day.bands, strict=True)),
            "reached": dict(zip(statuses, day.reached, strict=True)),
            "in_progress": day.in_progress,
            "throughput": day.throughput,
        }
        for day in report.cfd.days
    ]
    return as_text({"statuses": list(statuses), "days": days, "notes": list(report.notes)})


def forecast_json(report: ForecastReport) -> str:
    """How many, when, and how often that held."""
    made = report.forecast
    return as_text(
        {
            "seed": made.seed,
            "trials": made.trials,
            "history": {"from": str(made.first), "to": str(made.last)},
            "until": str(made.until),
            "remaining": made.remaining,
            "counted": report.counted,
            "how_many": {str(percent): count for percent, count in made.how_many} or None,
            "when": {str(percent): _day(day) for percent, day in made.when} or None,
            "chance": made.chance,
            "hit_rate": _rate(report.hit_rate) if report.hit_rate else None,
            "warning": "; ".join(made.warnings) or None,
            "reason": made.reason,
            "notes": list(report.notes),
        }
    )


def calibration_json(report: CalibrationReport) -> str:
    """A row for each confidence and horizon."""
    rows = [
        {"confidence": rate.confidence, "horizon": rate.horizon, "held": rate.held, **_rate(rate)}
        | {"reason": None if rate.is_measured else "fewer than ten past forecasts"}
        for rate in report.rows
    ]
    return as_text({"forecasts": rows, "notes": list(report.notes)})


def _rate(rate: HitRate) -> dict[str, object]:
    return {"share": rate.share, "low": rate.low, "high": rate.high, "n": rate.made}


def _durations(durations: Durations) -> dict[str, object]:
    spread = durations.spread
    items = [
        {"id": row.id, "title": row.title, "from": str(row.first), "to": str(row.last), "days": row.days}
        | {"active_days": row.active_days, "reopens": row.reopens}
        for row in durations.rows
    ]
    return {
        "percentiles": {str(percent): days for percent, days in spread.percentiles} or None,
        "items": items,
        "unknown": list(durations.unknown),
        "reversed": list(durations.reversed),
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)
