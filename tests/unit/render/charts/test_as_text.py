"""Charts on a terminal."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from rich.cells import cell_len

from gitagile.render.charts.as_text import as_text
from gitagile.render.charts.chart import DOTS, GUIDELINE, LINE, MAIN, Level, LineChart, Marker, Row, RowChart, Series

from .samples import ALL, BURNDOWN, BURNUP, CONTROL, CYCLES, EMPTY, FLOW, FORECAST, VELOCITY, days_from

WEEK = LineChart(
    "Burndown",
    "points",
    days_from("2026-03-05", 7),
    (Series("left", (8, 6, 6, 6, 5, 2)), Series("plan", (8, 6, 6, 6, 4, 2, 0), GUIDELINE, LINE)),
    working=(True, True, False, False, True, True, True),
    markers=(Marker(6, "end"),),
)
DRAWN = """\
Burndown (points)
   8 ┤━━━━━┓                            ┊
     │    ·┃                            ┊
   6 ┤     ┗━━━━━━━━━━━━━━┓             ┊
     │                   ·┗━━━━┓        ┊
   4 ┤                     ··· ┃        ┊
     │                        ·┃        ┊
   2 ┤                         ┗━━━━    ┊
     │                             ··   ┊
   0 ┤                               ·· ┊
     └──┬────┬──░░┬░░░░┬░░──┬────┬────┬──
        5    6    7    8    9   10   11
        Mar 2026
left    8    6    6    6    5    2
━ left 2   · plan   ░ no working day
┊ end 11 Mar"""
PLAIN = """\
Velocity (points)
2026-s03 |--------------------:------- 36
         |#################+++: 22 + 5 = 27
2026-s04 |--------------------:---------- 40
         | 0                  :
2026-s05 |--------------------:----------- 41
         |####################:#++++ 29 + 5 = 34
2026-s06 |--------------------:------------- 44
         |####################:##########++ 40 + 2.5 = 42.5
- commitment   # completed of it   + added and completed
: mean of the last 3 26.5
2 before these left out"""


def test_a_line_chart_has_ticks_days_values_and_a_legend():
    assert as_text(WEEK, width=44, height=18) == DRAWN


def test_bars_keep_the_last_that_fit_and_say_how_many_are_left_out():
    assert as_text(VELOCITY, width=60, height=12, plain=True) == PLAIN


def test_rows_have_their_amounts_and_notes():
    drawn = as_text(FORECAST, width=60, plain=True).splitlines()
    assert drawn[1].strip() == "confidence"
    assert drawn[2].endswith("31  as likely as not")
    assert len({line.index("|") for line in drawn[2:]}) == 1
    assert [line.count("#") for line in drawn[2:]] == sorted((line.count("#") for line in drawn[2:]), reverse=True)


def test_rows_that_do_not_fit_are_counted():
    rows = tuple(Row(str(at), at) for at in range(30))
    assert as_text(RowChart("Many", "items", rows), height=12).splitlines()[-1] == "22 more left out"


def test_bands_stand_on_each_other_and_the_legend_says_what_is_in_each():
    drawn = as_text(FLOW, width=70).splitlines()
    last = "".join(line[-1] for line in drawn if "┤" in line or "│" in line)
    assert re.fullmatch(r"│·+▒+▓+█+", last)
    assert drawn[-1] == "· todo 31   ▒ doing 6   ▓ review 5   █ done 47   ░ no working day"


def test_points_and_levels_have_glyphs_of_their_own():
    drawn = as_text(CONTROL, width=100, height=24)
    assert drawn.splitlines()[-1] == "● item   × over the limit   ╌ mean 4.2   ┄ limit 12.7"
    assert (drawn.count("●") - 1, drawn.count("×") - 1) == (14, 1)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.title)
def test_no_line_is_wider_nor_the_chart_higher_than_asked(chart, width):
    for height, plain in ((12, True), (20, False), (40, False)):
        lines = as_text(chart, width=width, height=height, plain=plain).splitlines()
        assert max(map(cell_len, lines)) <= width
        assert len(lines) <= height
        assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.title)
def test_colour_adds_nothing_but_colour(chart):
    painted = as_text(chart, colour=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[\d+m", "", painted) == as_text(chart)


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.title)
def test_plain_charts_are_ascii(chart):
    odd = chart._replace(title="Größe ✨", unit="日")
    assert as_text(odd, plain=True).isascii()


def test_names_of_people_cannot_steer_the_terminal():
    name = "\x1b[2J\u202e日本語" * 3
    chart = BURNDOWN._replace(title=name, unit=name, series=(Series(name, (3, 2, 1)),), markers=(Marker(2, name),))
    drawn = as_text(chart, width=60)
    assert not set("\x1b\u202e\x07") & set(drawn)
    assert max(map(cell_len, drawn.splitlines())) <= 60


@pytest.mark.parametrize("chart", [EMPTY, RowChart("No rows", "items", ()), FLOW._replace(bands=())])
def test_nothing_to_draw_is_said(chart):
    assert as_text(chart).splitlines()[1:] == ["no figures yet"]


def test_every_series_has_a_glyph_of_its_own():
    roles = [MAIN] * 6
    series = tuple(Series(f"n{at}", (at, at + 1)) for at in range(len(roles)))
    chart = LineChart("Many", "items", days_from("2026-03-02", 2), series, levels=(Level("a", 1), Level("b", 2)))
    for plain in (True, False):
        legend = " ".join(as_text(chart, plain=plain).splitlines()[-2:])
        glyphs = re.findall(r"(\S) (?:n\d|a|b) ", legend + " ")
        assert len(glyphs) == len(set(glyphs)) == 8


def test_gaps_are_left_open_and_a_value_alone_is_seen():
    chart = LineChart("Gaps", "items", days_from("2026-03-02", 5), (Series("a", (2, None, 2, None, 2), MAIN, LINE),))
    row = next(line for line in as_text(chart, width=40).splitlines() if line.startswith("2 ┤") or " 2 ┤" in line)
    assert len(re.findall("━+", row)) == 3


def test_values_below_zero_have_their_rows():
    chart = LineChart("Delta", "points", days_from("2026-03-02", 3), (Series("d", (2, 0, -2)),))
    drawn = as_text(chart)
    assert re.findall(r"(\S+) ┤", drawn) == ["2", "1", "0", "-1", "-2"]


def test_the_first_series_is_drawn_on_top():
    chart = LineChart("Same", "points", days_from("2026-03-02", 3), (Series("a", (2, 2, 2)), Series("b", (2, 2, 2))))
    assert "b" not in as_text(chart, width=40).splitlines()[1]


def test_points_on_one_day_alone_are_drawn():
    chart = LineChart("One", "days", ("2026-03-02",), (Series("item", (3,), MAIN, DOTS),))
    assert as_text(chart).count("●") == 2


def test_drawing_ascii_names_loads_no_library():
    code = (
        "import sys; from gitagile.render.charts import as_text as t, as_svg as s, as_mermaid as m; "
        "from tests.unit.render.charts.samples import ALL; "
        "[(t.as_text(c), s.as_svg(c), m.as_markdown(c)) for c in ALL]; "
        "loaded = {n.partition('.')[0] for n in sys.modules}; "
        "print(sorted(loaded & {'rich', 'json', 'csv', 'click', 'yaml', 'decimal'}))"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (ended.stdout, ended.stderr) == ("[]\n", "")


def test_the_burnup_shows_two_lines_and_their_values():
    drawn = as_text(BURNUP, width=80, height=20)
    assert "scope   41   41   41" in drawn
    assert "━ done 34   ═ scope 46   · guideline" in drawn


def test_a_histogram_shows_a_zero_and_a_long_label():
    drawn = as_text(CYCLES, width=80)
    assert "       9-13 │ 0" in drawn
    assert "14 and more │██ 1" in drawn
