"""Sparklines."""

from __future__ import annotations

from gitagile.render.charts.sparkline import sparkline


def test_a_series_is_one_word():
    assert sparkline((41, 37, 29, 26, 12, 0)) == "█▇▆▅▃▁"
    assert sparkline((41, 37, 29, 26, 12, 0), plain=True) == "#*+=:_"


def test_unknown_values_are_blank_and_none_is_nothing():
    assert sparkline((1, None, 1)) == "█ █"
    assert sparkline(()) == ""


def test_all_zero_is_low_and_the_top_can_be_given():
    assert sparkline((0, 0)) == "▁▁"
    assert sparkline((5, 10), most=20) == "▃▅"
    assert sparkline((30,), most=20) == "█"


def test_a_long_series_keeps_its_first_and_its_last():
    drawn = sparkline(tuple(range(100)), width=8)
    assert (len(drawn), drawn[0], drawn[-1]) == (8, "▁", "█")
