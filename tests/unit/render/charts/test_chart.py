"""The records of charts: what is known, what is fitted, what is nothing."""

from __future__ import annotations

import math

import pytest

from gitagile.render.charts.chart import (
    BarChart,
    Bars,
    LineChart,
    Row,
    RowChart,
    Series,
    columns_of,
    fitted,
    is_empty,
    known,
    labels_of,
    last_known,
)


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_no_finite_number_is_not_known(value):
    assert known(value) is None


@pytest.mark.parametrize(("value", "drawn"), [(3, 3.0), (-2.5, -2.5), (10**400, 1e12), (-1e300, -1e12)])
def test_amounts_beyond_the_drawable_are_drawn_at_its_end(value, drawn):
    assert known(value) == drawn


def test_a_series_gets_as_many_values_as_there_are_labels():
    assert fitted((1, 2), 3) == (1.0, 2.0, None)
    assert fitted((1, 2, 3), 2) == (1.0, 2.0)


def test_columns_are_the_names_with_their_values():
    chart = LineChart("t", "points", ("a", "b"), (Series("left", (3,)),))
    assert columns_of(chart) == (("left", (3.0, None)),)
    rows = RowChart("t", "items", (Row("1", 2), Row("2", None)))
    assert (columns_of(rows), labels_of(rows)) == ((("items", (2.0, None)),), ("1", "2"))


def test_a_chart_without_an_amount_is_empty():
    assert is_empty(LineChart("t", "points", (), (Series("left", (1, 2)),)))
    assert is_empty(BarChart("t", "points", ("a",), (Bars("left", (None,)),)))
    assert is_empty(RowChart("t", "items", ()))
    assert not is_empty(RowChart("t", "items", (Row("1", 0),)))


def test_the_last_known_value_is_found_behind_gaps():
    assert last_known((1.0, None, 2.0, None)) == 2
    assert last_known((None,)) is None
