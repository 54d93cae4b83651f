"""Words of experiments: their timeboxes, budgets, metrics and runs, and the sums beneath them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..actions.model_work.experiments import OUTCOMES, REJECTED
from ..analytics.gate_check import CHANGED, GONE, NEW, NOT_COMPARABLE
from ..analytics.timebox import KEPT, NONE, OVERRUN, RUNNING, UNKNOWN, WAITING, Timebox
from ..model.days import day_in, zone_named
from .code import SHORT
from .metric_words import delta_words
from .reports.told import counted

if TYPE_CHECKING:
    from ..actions.model_work.experiments import ExperimentRow, ExperimentsReport
    from ..actions.model_work.metrics import MetricRow
    from ..actions.model_work.runs import JoinedRun
    from ..analytics.budget import BudgetRow

A_RESULT = "A rejected hypothesis is a result: it counts as done, with all its points."


def timebox_words(box: Timebox) -> str:
    """`kept, 2 of 3 days`, `overrun by 1 day`, `day 2 of 3` and the like; empty without a timebox."""
    allowed = counted(box.allowed or 0, "day")
    return {
        NONE: "",
        KEPT: f"kept, {box.used} of {allowed}",
        OVERRUN: f"overrun by {counted(box.over, 'day')}, {box.used} of {box.allowed}",
        RUNNING: f"day {box.used} of {box.allowed}",
        WAITING: f"{allowed}, not started",
        UNKNOWN: f"{allowed}, dates not known",
    }[box.word]


def budget_words(rows: Iterable[BudgetRow]) -> str:
    """`gpu_hours 12 of 20`, with `over` behind what is over and `?` for what nothing tells of."""
    return ", ".join(map(_amount_words, rows))


def _amount_words(row: BudgetRow) -> str:
    used = "?" if row.used is None else f"{row.used:f}"
    return f"{row.name} {used} of {row.allowed:f}{' (over)' if row.is_over else ''}"


def metric_words(row: MetricRow | None) -> str:
    """`eval.auc 0.84 -> 0.85, better by 0.01 (1.19 %)`; what is not known says so, and why stands beneath."""
    if row is None:
        return ""
    start, close = (one.raw if one is not None and one.raw else "?" for one in (row.start, row.close))
    if row.delta.said in (CHANGED, NOT_COMPARABLE):
        return f"{row.name} {start} -> {close}, {delta_words(row)}"
    if row.delta.said in (NEW, GONE):
        return f"{row.name} {start} -> {close}"
    return f"{row.name} not known"


def metric_reasons(row: MetricRow | None) -> list[str]:
    """Why a side of a metric is missing, or why both cannot be compared."""
    if row is None:
        return []
    sides = (("no baseline", row.start), ("no value", row.close))
    said = [f"{word}: {one.reason}" for word, one in sides if one is not None and not one.is_number]
    return [*said, *([row.delta.reason] if row.delta.said == NOT_COMPARABLE else [])]


def run_cells(joined: JoinedRun, item: str, timezone: str) -> tuple[str, ...]:
    """One run of an item (its normal id): tracker, name, status, day, commit, sprint, and how it was joined."""
    run = joined.run
    at = None if run.started is None else datetime.fromtimestamp(run.started / 1000, UTC)
    day = "" if at is None else day_in(zone_named(timezone), at).isoformat()
    name = run.name or run.id[:SHORT]
    by = joined.how(item)
    return joined.source, name, run.status, day, run.commit[:SHORT], joined.sprint or "", f"by {by}" if by else ""


def decided_words(row: ExperimentRow) -> str:
    """The day it was decided; since when it is open."""
    if row.decided is not None:
        return row.decided.isoformat()
    if row.is_decided:
        return "day not known"
    return f"since {row.span.started}" if row.span.started else "not started"


def expected(row: ExperimentRow) -> str:
    """The hypothesis; the title where there is none."""
    return (row.item.hypothesis or "").strip() or row.item.title


def count_words(report: ExperimentsReport) -> str:
    """`1 confirmed, 2 rejected, 1 open; timeboxes: 2 kept, 1 overrun`."""
    outcomes = ", ".join(f"{report.counts[one]} {one}" for one in OUTCOMES if report.counts[one])
    boxes = ", ".join(f"{count} {word}" for word, count in ((KEPT, report.kept), (OVERRUN, report.overrun)) if count)
    return f"{outcomes}; timeboxes: {boxes}" if boxes else outcomes


def closing_lines(report: ExperimentsReport) -> list[str]:
    """What stands beneath the table: the sums, the word on rejected ones, and stops that the config's rule proposes."""
    kind = [A_RESULT] if report.counts[REJECTED] else []
    counts = [count_words(report)] if report.rows else []
    return [*counts, *kind, *(f"Stop? {one.words}" for one in report.stops)]
