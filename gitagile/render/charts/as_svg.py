"""Charts as SVG: readable on light and dark ground, told in words too, without script or anything from outside."""

from __future__ import annotations

import re
from zlib import crc32

from .as_text import NOTHING
from .chart import ADDED, GUIDELINE, BandChart, BarChart, Chart, LineChart, RowChart, is_empty
from .described import described
from .svg_parts import escaped, text_at, title_of
from .svg_style import style_sheet

NARROWEST, WIDEST = 320, 2000
LOWEST, HIGHEST = 160, 1500


def as_svg(chart: Chart, *, key: str = "", width: int = 720, height: int = 320) -> str:
    """A chart as one SVG element, to stand in a page or in a file of its own.

    `key` makes its ids its own where several stand in one page (else they come from the title). Rows of amounts are as
    high as they are many. Has its title and its numbers in words for screen readers.
    """
    width, height = min(max(width, NARROWEST), WIDEST), min(max(height, LOWEST), HIGHEST)
    name = "ga-" + (re.sub(r"[^A-Za-z0-9_-]", "", key) or f"{crc32(chart.title.encode('utf-8', 'replace')):08x}")
    inside, height, roles = _drawn(chart, (width, height), name)
    words = described(chart) if not is_empty(chart) else f"{NOTHING}."
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ga" {size}'
        f' role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escaped(chart.title)}</title><desc id="{name}-d">{escaped(words)}</desc>\n'
        f"{style_sheet(roles)}\n{title_of(chart, width)}{inside}</svg>\n"
    )


def _drawn(chart: Chart, size: tuple[int, int], name: str) -> tuple[str, int, set[str]]:
    """The inside of the picture, its height, and the roles it has."""
    if is_empty(chart):
        return text_at(8, 44, NOTHING), 60, set()
    if isinstance(chart, LineChart):
        from .svg_lines import inside_of_line_chart

        return inside_of_line_chart(chart, *size), size[1], {GUIDELINE, *_roles(chart)}
    if isinstance(chart, BandChart):
        from .svg_bands import inside_of_band_chart
        from .svg_style import roles_of

        return inside_of_band_chart(chart, *size), size[1], set(roles_of(chart))
    from .svg_bars import height_of_rows, inside_of_bar_chart, inside_of_row_chart

    if isinstance(chart, BarChart):
        return inside_of_bar_chart(chart, *size, key=name), size[1], {ADDED, *_roles(chart)}
    return inside_of_row_chart(chart, size[0]), height_of_rows(chart), _roles(chart)


def _roles(chart: LineChart | BarChart | RowChart) -> set[str]:
    parts = chart.rows if isinstance(chart, RowChart) else chart.series if isinstance(chart, LineChart) else chart.bars
    levels = () if isinstance(chart, RowChart) else chart.levels
    return {part.role for part in parts} | {level.role for level in levels}
