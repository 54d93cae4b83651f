"""The records that a chart is drawn from: titles, labels and amounts that know nothing of sprints."""

from __future__ import annotations

import math
from typing import NamedTuple

MAIN, DONE, SCOPE, ADDED = "main", "done", "scope", "added"
GUIDELINE, MEAN, LIMIT, ALARM = "guideline", "mean", "limit", "alarm"
TODO, ACTIVE = "todo", "active"
"""Roles: what an amount means says how it is drawn; each role differs from the others in more than its colour."""
LINE, STEP, DOTS = "line", "step", "dots"
"""Forms of a series: from value to value, each value for its whole day, or points alone."""
MOST = 1e12
"""An amount beyond this is drawn as this."""

Values = tuple[float | None, ...]


class Series(NamedTuple):
    """One line of a chart: a value for each label, None where nothing is known (as for days to come)."""

    name: str
    values: Values
    role: str = MAIN
    form: str = STEP


class Marker(NamedTuple):
    """A moment to point at, such as the planned end: the end of the label with the index `at`."""

    at: int
    name: str


class Level(NamedTuple):
    """An amount that holds all along: a mean, a limit, a percentile."""

    name: str
    value: float
    role: str = MEAN


class LineChart(NamedTuple):
    """Series over days (labels are ISO days) or over anything in order; `working` False shades a day.

    In each chart `description` is a sentence for those who do not see it, and `heading` names the labels in tables.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    description: str = ""
    working: tuple[bool, ...] = ()
    markers: tuple[Marker, ...] = ()
    levels: tuple[Level, ...] = ()
    heading: str = "day"


class Bars(NamedTuple):
    """One part of the bars: a value for each label. Parts of one `stack` stand on each other, in order."""

    name: str
    values: Values
    role: str = MAIN
    stack: int = 0


class BarChart(NamedTuple):
    """For each label (a sprint) one bar per stack, side by side, and levels across all of them."""

    title: str
    unit: str
    labels: tuple[str, ...]
    bars: tuple[Bars, ...]
    description: str = ""
    levels: tuple[Level, ...] = ()
    heading: str = "sprint"


class Band(NamedTuple):
    """A band of a flow: how much is at this step *or past it*, for each label."""

    name: str
    values: Values
    role: str = ACTIVE


class BandChart(NamedTuple):
    """Nested bands over days, the first step outermost; the last band is what came through."""

    title: str
    unit: str
    labels: tuple[str, ...]
    bands: tuple[Band, ...]
    description: str = ""
    working: tuple[bool, ...] = ()
    heading: str = "day"


class Row(NamedTuple):
    """One amount with its label (`3 days`, `85 %`) and a note beside it (`half of them`, `by 2026-03-20`)."""

    label: str
    amount: float | None
    note: str = ""
    role: str = MAIN


class RowChart(NamedTuple):
    """Labelled rows of amounts: a histogram of days, a forecast by confidence. `heading` names the labels."""

    title: str
    unit: str
    rows: tuple[Row, ...]
    description: str = ""
    heading: str = ""


Chart = LineChart | BarChart | BandChart | RowChart


def known(value: float | None) -> float | None:
    """The value as it can be drawn: None for what is no finite number, and none beyond 1e12 either way."""
    if value is None or not -math.inf < value < math.inf:
        return None
    return float(min(max(value, -MOST), MOST))


def fitted(values: Values, count: int) -> Values:
    """As many drawable values as there are labels, None where the series is shorter."""
    return (*map(known, values[:count]), *[None] * (count - len(values)))


def columns_of(chart: Chart) -> tuple[tuple[str, Values], ...]:
    """The chart's columns of amounts: name and values, one for each label."""
    if isinstance(chart, RowChart):
        return ((chart.unit, tuple(known(row.amount) for row in chart.rows)),)
    parts = chart.series if isinstance(chart, LineChart) else chart.bars if isinstance(chart, BarChart) else chart.bands
    return tuple((part.name, fitted(part.values, len(chart.labels))) for part in parts)


def labels_of(chart: Chart) -> tuple[str, ...]:
    """The labels of a chart, which its values belong to."""
    return tuple(row.label for row in chart.rows) if isinstance(chart, RowChart) else chart.labels


def is_empty(chart: Chart) -> bool:
    """Whether there is no amount to draw."""
    return all(value is None for _, values in columns_of(chart) for value in values)


def last_known(values: Values) -> int | None:
    """The index of the last value that is known."""
    return next((at for at in reversed(range(len(values))) if values[at] is not None), None)
