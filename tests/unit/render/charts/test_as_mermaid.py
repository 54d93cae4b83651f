"""Charts as Mermaid, with a table beside."""

from __future__ import annotations

import re

import pytest

from gitagile.render.charts.as_mermaid import as_markdown, as_mermaid
from gitagile.render.charts.chart import BarChart, Bars, LineChart, Marker, Series

from .samples import ALL, BURNDOWN, CONTROL, EMPTY, FLOW, FORECAST, RUNNING, VELOCITY, days_from

SYNTAX = re.compile(
    r"```mermaid\n"
    r'%%\{init: \{"themeVariables": \{"xyChart": \{"plotColorPalette": "#[0-9a-f]{6}(, #[0-9a-f]{6})*"\}\}\}\}%%\n'
    r"xychart-beta\n"
    r'    x-axis \["[\w .%+-]+"(, "[\w .%+-]+")*\]\n'
    r'    y-axis "[\w .%+-]*" -?[\d.]+ --> -?[\d.]+\n'
    r"(    (line|bar) \[-?\d+(\.\d+)?(, -?\d+(\.\d+)?)*\]\n)+"
    r"```"
)
SPRINT = """\
```mermaid
%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#0072b2, #6e7781"}}}}%%
xychart-beta
    x-axis ["5", "6", "7"]
    y-axis "points" 0 --> 8
    line [8, 6]
    line [8, 4, 0]
```

Lines: left (blue), plan (grey). Planned end: 2026-03-07.

| day | left | plan |
| --- | ---: | ---: |
| 2026-03-05 | 8 | 8 |
| 2026-03-06 | 6 | 4 |
| 2026-03-07 | - | 0 |"""


def rows_of(text, form):
    return [re.findall(r"[\d.]+", line) for line in text.splitlines() if line.startswith(f"    {form} ")]


def test_a_chart_is_a_block_a_line_of_names_and_a_table():
    series = (Series("left", (8, 6)), Series("plan", (8, 4, 0), "guideline", "line"))
    chart = LineChart("T", "points", days_from("2026-03-05", 3), series, markers=(Marker(2, "planned end"),))
    assert as_markdown(chart) == SPRINT


@pytest.mark.parametrize("chart", [one for one in ALL if one not in (CONTROL, EMPTY)], ids=lambda chart: chart.title)
def test_every_block_keeps_to_what_mermaid_knows(chart):
    odd = chart._replace(title='"]; click x "javascript:1"\n```', unit='po"in`ts')
    assert SYNTAX.fullmatch(as_mermaid(odd))


def test_no_name_of_a_series_or_level_stands_in_the_block():
    chart = VELOCITY._replace(bars=tuple(bars._replace(name='x"]') for bars in VELOCITY.bars))
    assert 'x"]' not in as_mermaid(chart)


def test_points_and_nothing_are_no_mermaid_but_a_table():
    assert as_mermaid(CONTROL) == as_mermaid(EMPTY) == ""
    assert as_markdown(CONTROL).startswith("Mean: 4.2. Limit: 12.7.\n\n| day | item | over the limit |")
    assert as_markdown(EMPTY).startswith("| day | remaining |")


def test_a_line_ends_where_its_values_are_no_longer_known():
    assert [len(row) for row in rows_of(as_mermaid(RUNNING), "line")] == [8, 14]


def test_a_line_is_cut_at_a_gap_and_left_out_if_it_begins_with_one():
    days = days_from("2026-03-02", 4)
    chart = LineChart("t", "items", days, (Series("a", (1, None, 3, 4)), Series("b", (None, 2, 3, 4))))
    assert rows_of(as_mermaid(chart), "line") == [["1"]]
    assert "Lines: a (blue)." in as_markdown(chart)


def test_a_stack_is_drawn_as_bars_over_each_other_the_highest_first():
    drawn = as_mermaid(VELOCITY)
    assert rows_of(drawn, "bar") == [["33", "38", "27", "0", "34", "42.5"], ["30", "38", "22", "0", "29", "40"]]
    assert rows_of(drawn, "line")[0] == ["38", "41", "36", "40", "41", "44"]
    assert "Bars: added and completed (pink), completed of it (green). Lines: commitment (orange)" in as_markdown(
        VELOCITY
    )


def test_of_many_days_as_many_are_drawn_as_can_be_read_the_last_one_with_them():
    labels = re.findall(r'"(\d\d-\d\d)"', as_mermaid(FLOW))
    assert len(labels) == 10
    assert labels[-1] == FLOW.labels[-1][5:]
    assert as_markdown(FLOW).count("\n| 2026-") == 60


def test_of_many_sprints_the_last_are_drawn():
    names = tuple(f"2026-s{at:02}" for at in range(30))
    drawn = as_mermaid(BarChart("t", "items", names, (Bars("done", tuple(range(30))),)))
    assert re.findall(r'"(2026-s\d\d)"', drawn) == [f"2026-s{at}" for at in range(23, 30)]


def test_labels_that_mermaid_would_draw_at_one_place_become_numbers():
    chart = BarChart("t", "items", ("日本", "中国", "a"), (Bars("done", (1, 2, 3)),))
    assert 'x-axis ["1", "2", "3"]' in as_mermaid(chart)


def test_a_table_keeps_what_is_written():
    chart = FORECAST._replace(heading="a|b", unit="*x*")
    assert as_markdown(chart).splitlines()[-5] == "| a\\|b | \\*x\\* | note |"


def test_the_colours_of_lines_differ():
    chart = BURNDOWN._replace(series=tuple(Series(f"n{at}", (at, at)) for at in range(7)))
    palette = re.search(r'Palette": "([^"]+)"', as_mermaid(chart))[1].split(", ")
    assert len(set(palette)) == 7
