"""Aligned lines and tables."""

from __future__ import annotations

from gitagile.render.lines import aligned, amount, cut
from gitagile.render.paint import painted
from gitagile.render.table import Cell, drawn_table


def test_cells_stand_under_each_other_and_the_last_one_ends_the_line():
    assert aligned([("a", "", "long title"), ("bbb", "1", "x")]) == "a    -  long title\nbbb  1  x"


def test_lines_can_be_indented():
    assert aligned([("a", "b")], "  ") == "  a  b"


def test_amounts_have_no_needless_decimals():
    assert [amount(one) for one in (None, 3, 2.5, 4.0, 0)] == ["", "3", "2.5", "4", "0"]


def test_a_table_fits_the_width_whatever_the_letters():
    rows = [(Cell("x"), Cell("日本語のタイトル" * 5)), (Cell("yy"), Cell("short"))]
    lines = drawn_table(("id", "title"), rows, width=20, colour=False).splitlines()
    assert lines[0] == "id  title"
    assert lines[2] == "yy  short"
    assert len(lines[1]) == 2 + 2 + 8


def test_colour_is_added_only_where_it_is_asked_for():
    assert painted("x", "red", colour=True) == "\x1b[31mx\x1b[0m"
    assert painted("x", "red", colour=False) == painted("x", "", colour=True) == "x"


def test_a_line_is_cut_as_it_is_drawn():
    assert cut("plain words", None) == "plain words"
    assert cut("plain words", 11) == "plain words"
    assert cut("plain words", 7) == "plain…"
    assert cut("日本語の題", 10) == "日本語の題"
    assert cut("日本語の題", 7) == "日本語…"
