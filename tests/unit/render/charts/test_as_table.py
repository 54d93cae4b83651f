"""A chart's numbers as tables."""

from __future__ import annotations

import csv
import io

import pytest

from gitagile.render.charts.as_table import as_csv, as_markdown_table, in_markdown
from gitagile.render.charts.chart import BarChart, Bars, Row, RowChart

from .samples import ALL, FORECAST, RUNNING


def test_a_csv_has_a_row_a_day_with_full_numbers_and_empty_cells():
    rows = list(csv.reader(io.StringIO(as_csv(RUNNING), newline="")))
    assert rows[0] == ["day", "remaining", "guideline"]
    assert rows[1] == ["2026-03-02", "41", "41"]
    assert rows[2] == ["2026-03-03", "41", "36.4444444444444"]
    assert rows[9] == ["2026-03-10", "", "13.6666666666667"]


def test_notes_have_a_column_where_there_are_any():
    assert as_csv(FORECAST).splitlines()[:2] == ['"confidence","items","note"', '"50 %","31","as likely as not"']
    assert as_csv(RowChart("t", "items", (Row("1", 2.5),))) == '"label","items"\r\n"1","2.5"\r\n'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0"])
def test_no_text_is_a_formula_and_every_number_is_one(text):
    chart = BarChart("t", "items", (text,), (Bars(text, (-2,)),), heading=text)
    rows = list(csv.reader(io.StringIO(as_csv(chart), newline="")))
    assert rows == [["'" + text] * 2, ["'" + text, "-2"]]


@pytest.mark.parametrize("text", ['say "hi", then; go', "two\nlines", "1-2"])
def test_every_other_text_comes_back_as_it_was(text):
    rows = list(csv.reader(io.StringIO(as_csv(BarChart("t", "u", (text,), (Bars(text, (1,)),))), newline="")))
    assert rows == [["sprint", text], [text, "1"]]


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.title)
def test_a_markdown_table_has_the_same_cells_in_every_row(chart):
    lines = as_markdown_table(chart).splitlines()
    assert len({line.count("|") for line in lines}) == 1


def test_markdown_shows_names_as_they_are():
    assert in_markdown("a|b *c* <d> `e` _f_ $g$") == r"a\|b \*c\* \<d\> \`e\` \_f\_ \$g\$"
    assert "\n" not in in_markdown("two\nlines")
