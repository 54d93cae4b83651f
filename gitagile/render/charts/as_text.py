"""Charts as text for a terminal: drawn with box and block glyphs, or with ASCII alone."""

from __future__ import annotations

from ..paint import painted
from .chart import BandChart, BarChart, Chart, LineChart, is_empty
from .text_frame import Sheet

NARROWEST, WIDEST = 40, 200
LOWEST, HIGHEST = 12, 100
"""The widths and heights that a chart is drawn for; what is asked beyond them is taken as these."""
NOTHING = "no figures yet"


def as_text(chart: Chart, *, width: int = 80, height: int = 20, plain: bool = False, colour: bool = False) -> str:
    """A chart as at most `height` lines (legends of many series may need more), none wider than `width` cells.

    `plain` draws with ASCII alone, for streams that know no more; `colour` paints, and tells nothing that the glyphs
    do not tell. Names have passed the gate: write it as drawn.
    """
    size = (min(max(width, NARROWEST), WIDEST), min(max(height, LOWEST), HIGHEST))
    sheet = Sheet(*size, plain=plain, colour=colour)
    if is_empty(chart):
        return f"{sheet.title(chart.title, chart.unit)}\n{painted(NOTHING, 'dim', colour=colour)}"
    return "\n".join(_lines(chart, sheet))


def _lines(chart: Chart, sheet: Sheet) -> list[str]:
    if isinstance(chart, LineChart):
        from .text_lines import lines_of_line_chart

        return lines_of_line_chart(chart, sheet)
    if isinstance(chart, BandChart):
        from .text_bands import lines_of_band_chart

        return lines_of_band_chart(chart, sheet)
    from .text_bars import lines_of_bar_chart, lines_of_row_chart

    return lines_of_bar_chart(chart, sheet) if isinstance(chart, BarChart) else lines_of_row_chart(chart, sheet)
