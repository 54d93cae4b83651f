"""Flow told: throughput, lead and cycle times, work in progress, cumulative flow, forecast and calibration."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...analytics.calibration import FEWEST
from ...analytics.forecast import Forecast, chance_text
from ...analytics.trials import FARTHEST
from ...model.workflow import ACTIVE as ACTIVE_CATEGORY
from ...model.workflow import DONE as DONE_CATEGORY
from ...model.workflow import Workflow
from ..charts.chart import ACTIVE, DONE, LIMIT, MEAN, TODO, Band, BandChart, BarChart, Bars, Level, Row, RowChart
from ..words import number, share
from .told import Told, counted

if TYPE_CHECKING:
    from ...actions.reports import CalibrationReport, CfdReport, FlowReport, ForecastReport
    from ...analytics.calibration import HitRate
    from ...analytics.flow import Durations

MOST_ROWS = 16
"""So many different days a histogram shows before it counts them in classes."""
_OLDEST = 10


def flow(report: FlowReport) -> Told:
    """Throughput per week, how long items took, and what is in progress."""
    span = report.span
    facts = [
        ("from", f"{span.first} to {span.last}"),
        ("finished", counted(sum(w.finished for w in report.weeks), "item")),
    ]
    facts += _spread_facts("lead time", report.lead) + _spread_facts("cycle time", report.cycle)
    facts.append(("in progress", counted(len(report.ages), "item")))
    for age in report.ages[:_OLDEST]:
        days = "start not seen" if age.days is None else counted(age.days, "day")
        facts.append((age.id, f"{age.status}, {days}: {age.title}"))
    return Told(
        "Flow", (throughput_chart(report), times_chart("Cycle time", report.cycle)), tuple(facts), _remarks(report)
    )


def throughput_chart(report: FlowReport) -> BarChart:
    """Items finished per ISO week, with control limits where there are weeks enough."""
    levels: tuple[Level, ...] = ()
    if report.limits is not None:
        limits = report.limits
        levels = (Level("mean", limits.mean, MEAN), Level("upper limit", limits.upper, LIMIT))
    labels = tuple(week.week for week in report.weeks)
    bars = (Bars("finished", tuple(week.finished for week in report.weeks), DONE),)
    return BarChart("Throughput", "items", labels, bars, "Items finished in each ISO week.", levels)


def times_chart(title: str, durations: Durations) -> RowChart:
    """How many items took how many days."""
    days = [row.days for row in durations.rows]
    rows = tuple(Row(label, count) for label, count in _classes(days))
    return RowChart(title, "items", rows, f"{title} of {counted(len(days), 'item')}, in calendar days.", "days")


def cfd(report: CfdReport, workflow: Workflow) -> Told:
    """The cumulative flow: bands of items at or past each status."""
    days = report.cfd.days
    labels = tuple(day.day.isoformat() for day in days)
    bands = tuple(
        Band(name, tuple(day.reached[at] for day in days), _ROLES.get(workflow.category_of(name), TODO))
        for at, name in enumerate(report.cfd.statuses)
    )
    chart = BandChart("Cumulative flow", "items", labels, bands, _cfd_words(report), report.working)
    facts: list[tuple[str, str]] = []
    if days:
        last = days[-1]
        pairs = zip(report.cfd.statuses, last.bands, strict=True)
        facts = [("on", str(last.day)), *((name, counted(count, "item")) for name, count in pairs)]
        facts.append(("in progress", counted(last.in_progress, "item")))
    return Told("Cumulative flow", (chart,), tuple(facts))


def forecast(report: ForecastReport) -> Told:
    """How many will be done, when what remains is, and how far that has held."""
    made = report.forecast
    facts = [("remaining", f"{counted(made.remaining, 'item')} {report.counted}")]
    if made.reason is not None:
        return Told("Forecast", (), tuple(facts), (f"no forecast: {made.reason}",))
    facts.append((f"done by {made.until}", chance_text(made.chance, made.remaining)))
    facts.append(("drawn from", f"{made.first} to {made.last}, {made.trials} trials, seed {made.seed}"))
    facts.append(("how often 85 % held", _held(report)))
    many = tuple(Row(f"{percent} %", count, f"at least {counted(count, 'item')}") for percent, count in made.how_many)
    charts = [RowChart(f"How many by {made.until}", "items", many, "More confidence means fewer items.", "confidence")]
    remarks = made.warnings
    if not made.remaining:
        remarks = (*remarks, "nothing remains")
    elif all(day is None for _, day in made.when):
        remarks = (*remarks, f"{counted(made.remaining, 'item')}: not done within {FARTHEST} working days")
    else:
        charts.append(when_chart(made))
    return Told("Forecast", tuple(charts), tuple(facts), remarks)


def when_chart(made: Forecast) -> RowChart:
    """By which day what remains is done, with each confidence."""
    rows = tuple(
        Row(
            f"{percent} %",
            (day - made.last).days if day else None,
            f"by {day}" if day else f"not within {FARTHEST} working days",
        )
        for percent, day in made.when
    )
    title = f"When {counted(made.remaining, 'item')} are done"
    return RowChart(title, "days", rows, "More confidence means a later day.", "confidence")


def calibration(report: CalibrationReport) -> Told:
    """How often forecasts held on the project's own past."""
    rows = tuple(
        Row(
            f"{rate.confidence} %, {rate.horizon} days",
            None if rate.share is None else round(rate.share * 100),
            _rate(rate),
        )
        for rate in report.rows
    )
    words = "How often at least as many items were finished as a forecast of that confidence would have said."
    chart = RowChart("Calibration", "% held", rows, words, "confidence")
    if any(rate.is_measured for rate in report.rows):
        return Told("Calibration", (chart,))
    facts = tuple((row.label, row.note) for row in rows)
    remark = f"of fewer than {FEWEST} past forecasts nothing is measured, and each needs four weeks before it"
    return Told("Calibration", (chart,), facts, (remark,))


_ROLES = {ACTIVE_CATEGORY: ACTIVE, DONE_CATEGORY: DONE}


def _spread_facts(name: str, durations: Durations) -> list[tuple[str, str]]:
    spread = durations.spread
    if spread.percentiles:
        facts = [
            (name, ", ".join(f"{percent} % within {counted(days, 'day')}" for percent, days in spread.percentiles))
        ]
    else:
        shown = ", ".join(map(str, spread.values[:-1])) + ", " * (len(spread.values) > 1)
        facts = [(name, f"{shown}{counted(spread.values[-1], 'day')}" if spread.values else "no item")]
    if durations.unknown:
        facts.append((f"{name} unknown", f"{counted(len(durations.unknown), 'item')} whose beginning no commit shows"))
    if durations.reversed:
        facts.append((f"{name} reversed", f"{', '.join(durations.reversed)}: counted as 1 day"))
    return facts


def _classes(days: list[int]) -> list[tuple[str, int]]:
    """Each number of days with how many items took it; in classes of one width where there are many."""
    if not days:
        return []
    longest = max(days)
    if longest <= MOST_ROWS:
        counts = Counter(days)
        return [(str(day), counts[day]) for day in range(1, longest + 1)]
    width = -(-longest // MOST_ROWS)
    counts = Counter((day - 1) // width for day in days)
    return [(f"{at * width + 1}-{(at + 1) * width}", counts[at]) for at in range((longest - 1) // width + 1)]


def _remarks(report: FlowReport) -> tuple[str, ...]:
    if report.limits is None:
        return ("fewer than six whole weeks: no control limits",)
    outside = [week.week for week in report.weeks if week.is_whole and not report.limits.holds(week.finished)]
    return (f"throughput is not stable: {', '.join(outside)} outside the limits",) if outside else ()


def _cfd_words(report: CfdReport) -> str:
    if not report.cfd.days:
        return ""
    first, last = report.cfd.days[0], report.cfd.days[-1]
    before, after = (max(day.reached, default=0) for day in (first, last))
    return f"From {first.day} to {last.day} the items known went from {before} to {after}."


def _held(report: ForecastReport) -> str:
    rate = report.hit_rate
    if rate is None or rate.share is None:
        return f"not measured yet: fewer than {FEWEST} past forecasts"
    return f"{share(rate.share)} of {rate.made} past forecasts ({share(rate.low)} to {share(rate.high)})"


def _rate(rate: HitRate) -> str:
    if rate.share is None:
        return f"not measured: {rate.made} of {FEWEST} needed"
    return f"{number(rate.held)} of {rate.made} held, {share(rate.low)} to {share(rate.high)}"
