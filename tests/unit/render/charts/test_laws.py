"""Laws of all charts: no amounts and no names break a drawing, and sizes hold."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from gitagile.render.charts.as_mermaid import as_mermaid
from gitagile.render.charts.as_svg import as_svg
from gitagile.render.charts.as_table import as_csv, as_markdown_table
from gitagile.render.charts.as_text import as_text
from gitagile.render.charts.chart import (
    ACTIVE,
    ADDED,
    ALARM,
    DONE,
    DOTS,
    GUIDELINE,
    LIMIT,
    LINE,
    MAIN,
    MEAN,
    SCOPE,
    STEP,
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
from gitagile.render.charts.sparkline import sparkline

from .samples import days_from, parsed

AMOUNTS = st.one_of(
    st.none(),
    st.integers(-10, 200),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(),
    st.sampled_from([1e-320, -1e308, 1e308, 10**400, 0.1 + 0.2, -0.0]),
)
NAMES = st.text(st.characters(codec=None), max_size=30)
ROLES = st.sampled_from([MAIN, DONE, SCOPE, ADDED, GUIDELINE, MEAN, LIMIT, ALARM, TODO, ACTIVE, "unheard of"])
VALUES = st.lists(AMOUNTS, max_size=40).map(tuple)
LABELS = st.one_of(
    st.integers(0, 40).map(lambda count: days_from("2026-02-20", count)), st.lists(NAMES, max_size=12).map(tuple)
)
LEVELS = st.lists(st.builds(Level, NAMES, AMOUNTS.filter(lambda one: one is not None), ROLES), max_size=3).map(tuple)
WORKING = st.lists(st.booleans(), max_size=45).map(tuple)


def some(record, *parts):
    return st.lists(st.builds(record, *parts), max_size=6).map(tuple)


CHARTS = st.one_of(
    st.builds(
        LineChart,
        *(NAMES, NAMES, LABELS, some(Series, NAMES, VALUES, ROLES, st.sampled_from([LINE, STEP, DOTS]))),
        *(NAMES, WORKING, some(Marker, st.integers(-3, 50), NAMES), LEVELS, NAMES),
    ),
    st.builds(
        BarChart, NAMES, NAMES, LABELS, some(Bars, NAMES, VALUES, ROLES, st.integers(0, 2)), NAMES, LEVELS, NAMES
    ),
    st.builds(BandChart, NAMES, NAMES, LABELS, some(Band, NAMES, VALUES, ROLES), NAMES, WORKING, NAMES),
    st.builds(RowChart, NAMES, NAMES, some(Row, NAMES, AMOUNTS, NAMES, ROLES), NAMES, NAMES),
)
LAW = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=120,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@LAW
@given(CHARTS, st.integers(40, 200), st.integers(12, 60), st.booleans())
def test_no_line_on_a_terminal_is_wider_than_asked_nor_steers_it(chart, width, height, plain):
    drawn = as_text(chart, width=width, height=height, plain=plain)
    assert max(map(cell_len, drawn.split("\n"))) <= width
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", drawn)
    assert not plain or drawn.isascii()


@LAW
@given(CHARTS, st.integers(100, 2500), st.integers(50, 800))
def test_every_svg_is_sound_and_has_no_number_that_is_none(chart, width, height):
    root = parsed(as_svg(chart, width=width, height=height))
    places = [element.get(name, "") for element in root.iter() for name in ("d", "x", "y", "cx", "cy", "viewBox")]
    assert not re.search("nan|inf|e", " ".join(places))
    assert max([abs(float(number)) for number in re.findall(r"-?\d+\.?\d*", " ".join(places))], default=0) < 1e4


@LAW
@given(CHARTS)
def test_mermaid_has_ids_and_numbers_alone_and_tables_keep_their_form(chart):
    block = as_mermaid(chart)
    assert not block or re.fullmatch(r"[ -~\n]+", block)
    assert not re.search(r"\b(nan|inf|None)\b|\d[eE][+-]\d|\[\]|\[,|, ?,", block)
    assert as_csv(chart).endswith('"\r\n')
    lines = as_markdown_table(chart).split("\n")
    assert len({len(re.findall(r"(?<!\\)\|", line.replace("\\\\", ""))) for line in lines}) == 1


@LAW
@given(VALUES, st.integers(0, 30), st.booleans())
def test_a_sparkline_has_a_glyph_for_each_value_or_as_many_as_asked(values, width, plain):
    drawn = sparkline(values, width=width, plain=plain)
    assert len(drawn) == (min(len(values), width) if width else len(values))
