"""Sprints told: burndown, burnup and velocity."""

from __future__ import annotations

from ...analytics.amounts import ITEMS
from ...analytics.burndown import SprintDay
from ...analytics.sprint_report import SprintReport
from ...analytics.velocity import CHART, PLANNING, Velocity, VelocityRow
from ..charts.chart import (
    ADDED,
    DONE,
    GUIDELINE,
    LINE,
    MAIN,
    MEAN,
    SCOPE,
    BarChart,
    Bars,
    Level,
    LineChart,
    Marker,
    Series,
)
from ..words import figure_rows, number, share
from .told import Told


def burndown(report: SprintReport) -> Told:
    """What remains at the end of each day, beside the guideline."""
    return Told(
        f"Burndown of {report.sprint}", (burndown_chart(report),), figure_rows(report.figures), _remarks(report)
    )


def burnup(report: SprintReport) -> Told:
    """Scope and what is completed, at the end of each day."""
    return Told(f"Burnup of {report.sprint}", (burnup_chart(report),), figure_rows(report.figures), _remarks(report))


def burndown_chart(report: SprintReport) -> LineChart:
    """The chart of what remains."""
    days = report.days
    series = (
        Series("guideline", tuple(day.guideline for day in days), GUIDELINE, LINE),
        Series("remaining", tuple(day.remaining for day in days), MAIN),
    )
    known = _last(days)
    words = (
        f"{number(known.remaining or 0)} of {number(known.scope or 0)} {report.unit} remained when {known.day} ended."
        if known
        else ""
    )
    return _over_days(f"Burndown of {report.sprint}", report, series, words)


def burnup_chart(report: SprintReport) -> LineChart:
    """The chart of scope and completed."""
    days = report.days
    series = (
        Series("scope", tuple(day.scope for day in days), SCOPE),
        Series("completed", tuple(day.completed for day in days), DONE),
    )
    known = _last(days)
    words = (
        f"{number(known.completed or 0)} of {number(known.scope or 0)} {report.unit} were completed when "
        f"{known.day} ended."
        if known
        else ""
    )
    return _over_days(f"Burnup of {report.sprint}", report, series, words)


def velocity(found: Velocity) -> Told:
    """What the last sprints committed to and completed."""
    means = [(f"mean of the last {count}", mean) for count, mean in ((PLANNING, found.mean3), (CHART, found.mean6))]
    facts = [(name, f"{_rounded(mean)} {found.unit}") for name, mean in means if mean is not None]
    if found.lengths_differ and found.per_day3 is not None:
        facts.append(("in a working day, last 3", f"{_rounded(found.per_day3)} {found.unit}"))
    facts += [(row.sprint, _velocity_words(row)) for row in found.rows[-CHART:]]
    remarks = () if found.rows else ("no sprint has closed yet",)
    if found.unit == ITEMS and found.rows:
        remarks = ("under half of a sprint's items have an estimate, so items are counted, not points",)
    return Told("Velocity", (velocity_chart(found),), tuple(facts), remarks)


def velocity_chart(found: Velocity) -> BarChart:
    """The last six closed sprints: committed beside completed, the part that was added on top."""
    rows = found.rows[-CHART:]
    levels = () if found.mean3 is None else (Level(f"mean of last {PLANNING}", found.mean3, MEAN),)
    return BarChart(
        title="Velocity",
        unit=found.unit,
        labels=tuple(row.sprint for row in rows),
        bars=(
            Bars("committed", tuple(row.commitment for row in rows), SCOPE, 0),
            Bars("completed", tuple(row.completed_committed for row in rows), DONE, 1),
            Bars("completed, added later", tuple(row.completed_added for row in rows), ADDED, 1),
        ),
        description="" if found.mean3 is None else f"The last sprints completed {_rounded(found.mean3)} on average.",
        levels=levels,
    )


def _velocity_words(row: VelocityRow) -> str:
    words = (
        f"{number(row.completed)} of {number(row.commitment)} committed",
        f"{number(row.added)} added",
        f"{number(row.carried)} carried over",
        f"say/do {share(row.say_do)}",
    )
    return ", ".join(words)


def _over_days(title: str, report: SprintReport, series: tuple[Series, ...], words: str) -> LineChart:
    days = report.days
    labels = tuple(day.day for day in days)
    markers = (Marker(labels.index(report.end), "planned end"),) if report.end in labels else ()
    working = tuple(day.working for day in days)
    return LineChart(title, report.unit, labels, series, words, working, markers)


def _last(days: tuple[SprintDay, ...]) -> SprintDay | None:
    known = [day for day in days if day.scope is not None]
    return known[-1] if known else None


def _remarks(report: SprintReport) -> tuple[str, ...]:
    remarks = []
    if report.unit == ITEMS:
        remarks.append("under half of the items have an estimate, so items are counted, not points")
    elif report.unestimated:
        remarks.append(f"{report.unestimated} of the committed items had no estimate and counted 0 points")
    if not report.days:
        remarks.append("the ledger of this sprint kept no daily figures")
    return tuple(remarks)


def _rounded(value: float) -> str:
    return number(round(value, 1))
