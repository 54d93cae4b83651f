"""A chart's numbers as tables: in Markdown beside a picture, and as CSV."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..cells import harmless_cell
from ..gate import visible_line
from .chart import Chart, RowChart, columns_of, labels_of
from .scale import figure

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|~$#&])")
UNKNOWN = "-"


def as_markdown_table(chart: Chart) -> str:
    """The numbers as a table of pipes: a row for each label, `-` where nothing is known; no line break at its end."""
    header, rows = _cells(chart)
    lines = [_line(map(in_markdown, header)), _line(["---"] + ["---:"] * _amounts(chart) + ["---"] * _notes(chart))]
    for row in rows:
        texts = [UNKNOWN if one is None else figure(one) if isinstance(one, float) else in_markdown(one) for one in row]
        lines.append(_line(texts))
    return "\n".join(lines)


def as_csv(chart: Chart) -> str:
    """The numbers by RFC 4180, every cell quoted, empty where nothing is known.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    header, rows = _cells(chart)
    lines = [map(_quoted, header), *(map(_quoted, row) for row in rows)]
    return "".join(",".join(line) + "\r\n" for line in lines)


def in_markdown(text: str) -> str:
    """A text of people's as Markdown that shows it as it is, on one line."""
    return _SIGNS.sub(r"\\\1", visible_line(text))


def _cells(chart: Chart) -> tuple[list[str], list[list[str | float | None]]]:
    """The headings, and for each label its cells."""
    columns, labels = columns_of(chart), labels_of(chart)
    header = [chart.heading or "label", *(name for name, _ in columns)]
    rows: list[list[str | float | None]] = [
        [label, *(values[at] for _, values in columns)] for at, label in enumerate(labels)
    ]
    if isinstance(chart, RowChart) and _notes(chart):
        return [*header, "note"], [[*cells, row.note] for cells, row in zip(rows, chart.rows, strict=True)]
    return header, rows


def _amounts(chart: Chart) -> int:
    return len(columns_of(chart))


def _notes(chart: Chart) -> int:
    """How many columns of notes there are: one, if any row has a note."""
    return int(isinstance(chart, RowChart) and any(row.note for row in chart.rows))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _quoted(cell: str | float | None) -> str:
    if cell is None:
        return '""'
    if isinstance(cell, float):
        return f'"{cell:.15g}"'
    return '"' + harmless_cell(cell).replace('"', '""') + '"'
