"""Bands of a flow on a terminal: areas of glyphs, the last step at the bottom."""

from __future__ import annotations

from collections.abc import Iterable

from .canvas import safe, wrapped
from .chart import BandChart, columns_of, last_known
from .pens import Pen, band_pens
from .scale import are_whole, figure
from .text_frame import Plot, Sheet, drawn_rows, label_rows, marks_on, plot_for


def lines_of_band_chart(chart: BandChart, sheet: Sheet) -> list[str]:
    """The chart as lines of text: title, drawing, days, and a legend with how much is in each band at the end."""
    pens = band_pens([band.role for band in chart.bands], plain=sheet.plain)
    legend = wrapped(_legend(chart, pens, plain=sheet.plain), sheet.width, colour=sheet.colour, plain=sheet.plain)
    bands = [values for _, values in columns_of(chart)]
    amounts = [value for values in bands for value in values if value is not None]
    rows = sheet.height - 4 - len(legend)
    plot = plot_for(sheet, amounts, len(chart.labels), rows, whole=are_whole(amounts))
    for column in range(plot.columns):
        at = min(int((column + 0.5) / plot.slot), len(chart.labels) - 1)
        _draw_column(plot, column, [values[at] for values in bands], pens)
    axis = label_rows(plot, sheet, marks_on(plot, chart.labels), chart.working[: len(chart.labels)])
    return [sheet.title(chart.title, chart.unit), *drawn_rows(plot, sheet), *axis, *legend]


def _draw_column(plot: Plot, column: int, tops: list[float | None], pens: tuple[Pen, ...]) -> None:
    """In each cell the innermost band that reaches over its middle."""
    half = (plot.scale.high - plot.scale.low) / plot.bottom / 2
    for row in range(plot.bottom + 1):
        least = max(plot.scale.high - half * (2 * row + 1), 0.0)
        found = [pen for top, pen in zip(tops, pens, strict=True) if top is not None and top > least]
        if found:
            plot.canvas.put(row, column, found[-1].flat, found[-1].style)


def sizes_of(chart: BandChart) -> tuple[tuple[str, float], ...]:
    """How much is in each band on the last day that is known, the first step first."""
    bands = columns_of(chart)
    at = max((day for _, values in bands if (day := last_known(values)) is not None), default=0)
    tops = [values[at] or 0.0 for _, values in bands]
    return tuple((name, top - inner) for (name, _), top, inner in zip(bands, tops, [*tops[1:], 0.0], strict=True))


def _legend(chart: BandChart, pens: tuple[Pen, ...], *, plain: bool) -> Iterable[tuple[str, str]]:
    for (name, size), pen in zip(sizes_of(chart), pens, strict=True):
        yield f"{pen.flat} {safe(name, plain=plain)} {figure(size)}", pen.style
    if not all(chart.working):
        yield ": no working day" if plain else "░ no working day", "dim"
