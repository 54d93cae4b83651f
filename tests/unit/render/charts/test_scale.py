"""Scales and figures."""

from __future__ import annotations

import pytest

from gitagile.render.charts.scale import are_whole, figure, row_scale, scale_of


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((41,), (0, 10, 20, 30, 40, 50)),
        ((3,), (0, 1, 2, 3)),
        ((100,), (0, 20, 40, 60, 80, 100)),
        ((-8, 5), (-10, -5, 0, 5)),
        ((0,), (0, 1)),
        ((), (0, 1)),
        ((0.31,), (0, 0.1, 0.2, 0.3, 0.4)),
    ],
)
def test_ticks_are_round_and_hold_zero_and_all_values(values, ticks):
    assert scale_of(values, 5, whole=are_whole(values)).ticks == ticks


def test_what_is_counted_has_no_ticks_between_whole_numbers():
    assert scale_of((1,), 5, whole=True).ticks == (0, 1)
    assert scale_of((1,), 5).ticks == (0, 0.2, 0.4, 0.6, 0.8, 1)


@pytest.mark.parametrize(("highest", "rows"), [(41, 16), (60, 18), (3, 10), (100, 5), (1e12, 12), (0, 6)])
def test_each_tick_of_rows_lies_on_a_row(highest, rows):
    scale, used = row_scale((highest,), rows)
    assert used <= rows
    assert scale.high >= highest
    places = [scale.share(tick) * (used - 1) for tick in scale.ticks]
    assert places == pytest.approx([round(place) for place in places])
    assert len(scale.ticks) >= 2


def test_rows_are_as_fine_as_the_height_allows():
    assert row_scale((41,), 15, whole=True)[0].ticks == (0, 10, 20, 30, 40)
    assert row_scale((41,), 15, whole=True)[1] == 14


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (41.0, "41"),
        (42.5, "42.5"),
        (100, "100"),
        (1 / 3, "0.333"),
        (9.996, "10"),
        (13.25, "13.2"),
        (-2.5, "-2.5"),
        (1200, "1200"),
        (1e12, "1e+12"),
        (0.0000123, "1.23e-05"),
    ],
)
def test_figures_are_short(amount, text):
    assert figure(amount) == text
