"""Charts to draw in tests: a sprint's burndown and burnup, a velocity, a flow, a histogram, a control chart."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

from gitagile.render.charts.chart import (
    ADDED,
    ALARM,
    DONE,
    DOTS,
    GUIDELINE,
    LIMIT,
    LINE,
    MAIN,
    SCOPE,
    TODO,
    Band,
    BandChart,
    BarChart,
    Bars,
    Level,
    LineChart,
    Marker,
    Row,
    RowChart,
    Series,
)


def parsed(text):
    """The tree of an SVG, which has no doctype and so no entity that could lead a parser astray."""
    assert "<!" not in text
    return ET.fromstring(text)  # noqa: S314


def days_from(first, count):
    start = date.fromisoformat(first)
    return tuple((start + timedelta(days=at)).isoformat() for at in range(count))


def working_of(days):
    return tuple(date.fromisoformat(day).weekday() < 5 for day in days)


def guideline(days, amount):
    """From the amount on the first day to 0 on the last, level where nobody works."""
    works = working_of(days)
    left = sum(works[1:])
    gone = [sum(works[1 : at + 1]) for at in range(len(days))]
    return tuple(amount * (1 - one / left) for one in gone)


DAYS = days_from("2026-03-02", 14)
REMAINING = (41, 41, 37, 34, 29, 29, 29, 26, 26, 31, 18, 12, 12, 12)
BURNDOWN = LineChart(
    "Burndown of 2026-s05",
    "points",
    DAYS,
    (
        Series("remaining", REMAINING),
        Series("guideline", guideline(DAYS[:12], 41), GUIDELINE, LINE),
    ),
    "The sprint ends with 12 of 41 points left.",
    working_of(DAYS),
    (Marker(11, "planned end"),),
)
RUNNING = BURNDOWN._replace(
    title="Burndown of 2026-s07",
    series=(Series("remaining", REMAINING[:8]), Series("guideline", guideline(DAYS, 41), GUIDELINE, LINE)),
    markers=(Marker(13, "planned end"),),
)
MONTH = days_from("2026-02-23", 28)
LONG = LineChart(
    "Burndown of 2026-s06",
    "points",
    MONTH,
    (
        Series("remaining", tuple(round(60 - at * 2.2 + (at % 5) * 1.5) for at in range(28))),
        Series("guideline", guideline(MONTH, 60), GUIDELINE, LINE),
    ),
    "The sprint runs.",
    working_of(MONTH),
    (Marker(27, "planned end"),),
)
BURNUP = LineChart(
    "Burnup of 2026-s05",
    "points",
    DAYS,
    (
        Series("done", (0, 0, 4, 7, 12, 12, 12, 15, 15, 15, 28, 34, 34, 34), MAIN),
        Series("scope", (41, 41, 41, 41, 41, 41, 41, 41, 41, 46, 46, 46, 46, 46), SCOPE),
        Series("guideline", tuple(41 - one for one in guideline(DAYS[:12], 41)), GUIDELINE, LINE),
    ),
    "34 of 46 points are done.",
    working_of(DAYS),
    (Marker(11, "planned end"),),
)
VELOCITY = BarChart(
    "Velocity",
    "points",
    ("2026-s01", "2026-s02", "2026-s03", "2026-s04", "2026-s05", "2026-s06"),
    (
        Bars("commitment", (38, 41, 36, 40, 41, 44), SCOPE, 0),
        Bars("completed of it", (30, 38, 22, 0, 29, 40), DONE, 1),
        Bars("added and completed", (3, 0, 5, 0, 5, 2.5), ADDED, 1),
    ),
    "Each closed sprint.",
    (Level("mean of the last 3", 26.5),),
)
FLOW_DAYS = days_from("2026-02-02", 60)
FLOW = BandChart(
    "Cumulative flow",
    "items",
    FLOW_DAYS,
    (
        Band("todo", tuple(30 + at for at in range(60)), TODO),
        Band("doing", tuple(round(5 + at * 0.9) for at in range(60))),
        Band("review", tuple(round(2 + at * 0.85) for at in range(60))),
        Band("done", tuple(round(at * 0.8) for at in range(60)), DONE),
    ),
    "What is where.",
    working_of(FLOW_DAYS),
)
CYCLES = RowChart(
    "Cycle time",
    "items",
    (
        Row("1", 12),
        Row("2", 18, "half take at most 2 days"),
        Row("3", 9),
        Row("4", 4),
        Row("5", 3, "85 % take at most 5 days"),
        Row("6-8", 2),
        Row("9-13", 0),
        Row("14 and more", 1),
    ),
    "49 items.",
    "days",
)
FORECAST = RowChart(
    "How many items by 2026-03-31",
    "items",
    (Row("50 %", 31, "as likely as not"), Row("85 %", 22), Row("95 %", 17, "nearly sure")),
    "From 10,000 trials.",
    "confidence",
)
CONTROL = LineChart(
    "Cycle times of finished items",
    "days",
    tuple(FLOW_DAYS[at] for at in (0, 1, 1, 4, 8, 8, 9, 15, 16, 22, 23, 29, 36, 37, 44)),
    (
        Series("item", (1, 3, 2, 5, 2, 8, 3, 4, 2, None, 3, 6, 2, 1, 4), MAIN, DOTS),
        Series("over the limit", (None,) * 9 + (17,), ALARM, DOTS),
    ),
    "15 items.",
    levels=(Level("mean", 4.2), Level("limit", 12.7, LIMIT)),
)
EMPTY = LineChart("Burndown of 2026-s08", "points", DAYS, (Series("remaining", ()),), "")
ALL = (BURNDOWN, RUNNING, LONG, BURNUP, VELOCITY, FLOW, CYCLES, FORECAST, CONTROL, EMPTY)
