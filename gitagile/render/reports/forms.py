"""A report in each of its forms: text for a terminal, Markdown, CSV and SVG."""

from __future__ import annotations

from ..charts.as_svg import as_svg
from ..charts.as_text import as_text
from ..gate import visible_line
from ..lines import aligned
from ..words import plain
from .told import Told


def told_text(told: Told, *, width: int, height: int = 16, plain: bool, colour: bool) -> str:
    """The charts, the facts under each other, and the remarks. Names have passed the gate: write it as drawn."""
    blocks = [as_text(chart, width=width, height=height, plain=plain, colour=colour) for chart in told.charts]
    if told.facts:
        blocks.append(aligned([tuple(map(visible_line, fact)) for fact in told.facts]))
    if told.remarks:
        blocks.append("\n".join(visible_line(f"note: {remark}") for remark in told.remarks))
    return "\n\n".join(blocks) or told.title


def told_markdown(told: Told) -> str:
    """A heading, the charts with their tables, the facts as a table and the remarks."""
    from ..charts.as_mermaid import as_markdown

    blocks = [f"# {plain(told.title)}"]
    if told.facts:
        rows = (f"| {plain(name)} | {plain(value)} |" for name, value in told.facts)
        blocks.append("\n".join(["| figure | |", "| --- | --- |", *rows]))
    for chart in told.charts:
        heading = [f"## {plain(chart.title)}"] if chart.title != told.title else []
        blocks += [*heading, as_markdown(chart)]
    blocks += [f"Note: {plain(remark)}." for remark in told.remarks]
    return "\n\n".join(blocks)


def told_csv(told: Told) -> str:
    """The numbers of the first chart; nothing where there is none."""
    from ..charts.as_table import as_csv

    return as_csv(told.charts[0]) if told.charts else ""


def told_svg(told: Told) -> str:
    """The first chart as a picture; one that says that there is nothing to draw where there is none."""
    from ..charts.chart import RowChart

    chart = told.charts[0] if told.charts else RowChart(told.title, "", ())
    return as_svg(chart)
