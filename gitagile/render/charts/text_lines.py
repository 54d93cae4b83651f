"""Lines, steps and points over days, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from .canvas import cells_of, safe, wrapped
from .chart import DOTS, GUIDELINE, LINE, Level, LineChart, Series, Values, columns_of, known, last_known
from .days import short_day
from .pens import Pen, line_pens, point_pens
from .scale import are_whole, figure
from .text_frame import Plot, Sheet, drawn_rows, label_rows, marks_on, plot_for, value_row

_NAMES, _FEW, _HIGH = 10, 3, 13
"""How wide names beside values are at most, how many rows of values there may be, and how high a sheet must be."""


def lines_of_line_chart(chart: LineChart, sheet: Sheet) -> list[str]:
    """The chart as lines of text: title, drawing, days, the values themselves where there is room, legend."""
    levels = tuple(level for level in chart.levels if known(level.value) is not None)
    pens = _pens_of(chart.series, levels, plain=sheet.plain)
    legend = wrapped(
        _legend(chart, levels, pens, plain=sheet.plain), sheet.width, colour=sheet.colour, plain=sheet.plain
    )
    rows = _rows_of_values(chart, sheet)
    margin = min(max((cells_of(safe(name, plain=sheet.plain)) for name, _ in rows), default=0), _NAMES)
    plot = _plot(chart, levels, sheet, rows=sheet.height - 4 - len(legend) - len(rows), margin=margin)
    _draw(plot, chart, levels, pens, plain=sheet.plain)
    marks = marks_on(plot, chart.labels, [values for _, values in rows])
    below = [value_row(plot, sheet, marks, row) for row in rows]
    axis = label_rows(plot, sheet, marks, chart.working[: len(chart.labels)])
    return [sheet.title(chart.title, chart.unit), *drawn_rows(plot, sheet), *axis, *below, *legend]


def _rows_of_values(chart: LineChart, sheet: Sheet) -> list[tuple[str, Values]]:
    """The series whose values are written below the days: lines that are few, where the sheet is high enough."""
    columns = zip(chart.series, columns_of(chart), strict=True)
    shown = [column for one, column in columns if one.role != GUIDELINE and one.form != DOTS]
    return shown if len(shown) <= _FEW and sheet.height >= _HIGH + len(shown) else []


def _plot(chart: LineChart, levels: tuple[Level, ...], sheet: Sheet, *, rows: int, margin: int) -> Plot:
    amounts = [value for _, values in columns_of(chart) for value in values]
    whole = are_whole(amounts)
    amounts += [known(level.value) for level in levels]
    drawn = [value for value in amounts if value is not None]
    return plot_for(sheet, drawn, len(chart.labels), rows, margin=margin, whole=whole)


def _pens_of(series: tuple[Series, ...], levels: tuple[Level, ...], *, plain: bool) -> tuple[Pen, ...]:
    """The pens of all series, then of all levels."""
    dots = iter(point_pens([one.role for one in series if one.form == DOTS], plain=plain))
    drawn = [one.role for one in series if one.form != DOTS]
    lines = iter(line_pens([*drawn, *(level.role for level in levels)], plain=plain))
    return (*(next(dots if one.form == DOTS else lines) for one in series), *lines)


def _draw(plot: Plot, chart: LineChart, levels: tuple[Level, ...], pens: tuple[Pen, ...], *, plain: bool) -> None:
    """Markers and levels first, then the series, the first one on top."""
    for marker in chart.markers:
        column = min(plot.start(marker.at + 1), plot.columns) - 1
        for row in range(plot.bottom + 1):
            plot.canvas.put(row, column, "|" if plain else "┊", "dim")
    for level, pen in zip(levels, pens[len(chart.series) :], strict=True):
        plot.canvas.put(plot.row(known(level.value) or 0), 0, pen.flat * plot.columns, pen.style)
    drawn = zip(chart.series, columns_of(chart), pens, strict=False)
    for one, (_, values), pen in reversed(list(drawn)):
        if one.form == DOTS:
            _draw_points(plot, values, pen)
        else:
            _draw_line(plot, tuple(_sampled(plot, values, form=one.form)), pen)


def _draw_points(plot: Plot, values: Values, pen: Pen) -> None:
    for at, value in enumerate(values):
        if value is not None:
            plot.canvas.put(plot.row(value), plot.centred(at, 1), pen.flat, pen.style)


def _sampled(plot: Plot, values: Values, *, form: str) -> Iterable[float | None]:
    """The series' value at the middle of each column."""
    for column in range(plot.columns):
        at = (column + 0.5) / plot.slot
        yield values[min(int(at), len(values) - 1)] if form != LINE else _between(values, at - 0.5, 0.5 / plot.slot)


def _between(values: Values, at: float, nearby: float) -> float | None:
    """The value on the straight line between two known ones; one that stands alone is seen nearby."""
    before = min(max(int(at // 1), 0), len(values) - 1)
    after = min(before + 1, len(values) - 1)
    left, right, share = values[before], values[after], min(max(at - before, 0.0), 1.0)
    if at < -nearby or at > len(values) - 1 + nearby:
        return None
    if left is not None and right is not None:
        return left + (right - left) * share
    return left if share <= nearby else right if 1 - share <= nearby else None


def _draw_line(plot: Plot, values: Values, pen: Pen) -> None:
    rows = [None if value is None else plot.row(value) for value in values]
    for column, (before, row) in enumerate(pairwise([None, *rows])):
        if row is None:
            continue
        way = (row if before is None else before, row)
        if len(pen.glyphs) == 1:
            _draw_run(plot, column, way, pen)
        else:
            _draw_turn(plot, column, way, pen)


def _draw_run(plot: Plot, column: int, way: tuple[int, int], pen: Pen) -> None:
    """A column drawn with a pen of one glyph: the row, and the way there from the row next to the one before."""
    before, row = way
    first = min(row, before + 1) if before < row else max(row, before - 1)
    for one in range(min(first, row), max(first, row) + 1):
        plot.canvas.put(one, column, pen.flat, pen.style)


def _draw_turn(plot: Plot, column: int, way: tuple[int, int], pen: Pen) -> None:
    """A column drawn with a pen of six glyphs: level, or with a corner at both ends of an upright way."""
    before, row = way
    flat, upright, down_right, down_left, up_right, up_left = tuple(pen.glyphs)
    for one in range(min(before, row) + 1, max(before, row)):
        plot.canvas.put(one, column, upright, pen.style)
    leaving, arriving = (down_left, up_right) if row > before else (up_left, down_right)
    plot.canvas.put(before, column, leaving, pen.style)
    plot.canvas.put(row, column, flat if before == row else arriving, pen.style)


def _legend(
    chart: LineChart, levels: tuple[Level, ...], pens: tuple[Pen, ...], *, plain: bool
) -> Iterable[tuple[str, str]]:
    for one, (_, values), pen in zip(chart.series, columns_of(chart), pens, strict=False):
        at = last_known(values)
        number = "" if at is None or one.form == DOTS or one.role == GUIDELINE else f" {figure(values[at] or 0)}"
        yield f"{pen.flat} {safe(one.name, plain=plain)}{number}", pen.style
    for level, pen in zip(levels, pens[len(chart.series) :], strict=True):
        yield f"{pen.flat} {safe(level.name, plain=plain)} {figure(known(level.value) or 0)}", pen.style
    if not all(chart.working):
        yield ": no working day" if plain else "░ no working day", "dim"
    for marker in chart.markers:
        day = f" {short_day(chart.labels[marker.at])}" if 0 <= marker.at < len(chart.labels) else ""
        yield ("| " if plain else "┊ ") + safe(marker.name + day, plain=plain), "dim"
