"""Bars on a terminal: lying ones with their amounts beside them, for labels in groups and for single rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..paint import painted
from .canvas import blank_canvas, cells_of, padded, safe, wrapped
from .chart import BarChart, Level, RowChart, columns_of, known
from .pens import Pen, fill_pens, line_pens
from .scale import figure
from .text_frame import Sheet

_PARTS = " ▏▎▍▌▋▊▉"
_SOLID = "█"
_LEAST = 14
"""How wide bars and their amounts are at least, however long the notes beside them."""


class _Track(NamedTuple):
    """Where bars are drawn: how many columns there are, how many the highest amount takes, and levels to mark."""

    columns: int
    reach: int
    highest: float
    levels: tuple[tuple[Level, Pen], ...] = ()

    def column(self, amount: float) -> float:
        """How far an amount reaches; what is below 0 reaches nowhere."""
        return max(amount, 0.0) / self.highest * self.reach


def lines_of_bar_chart(chart: BarChart, sheet: Sheet) -> list[str]:
    """For each label its bars under each other; the last labels, where not all fit the height."""
    pens = fill_pens([bars.role for bars in chart.bars], plain=sheet.plain)
    levels = _levels(chart, plain=sheet.plain)
    legend = wrapped(
        _legend(chart, levels, pens, plain=sheet.plain), sheet.width, colour=sheet.colour, plain=sheet.plain
    )
    stacks = tuple(dict.fromkeys(bars.stack for bars in chart.bars))
    first = max(len(chart.labels) - max((sheet.height - 2 - len(legend)) // len(stacks), 1), 0)
    names = [safe(label, plain=sheet.plain) for label in chart.labels]
    margin = min(max(map(cells_of, names[first:])), sheet.width // 3)
    groups = [[_parts(chart, stack, at, pens) for stack in stacks] for at in range(first, len(names))]
    track = _track([parts for group in groups for parts in group], sheet.width - margin - 2, levels)
    lines = [sheet.title(chart.title, chart.unit)]
    is_loose = 2 + len(groups) * (len(stacks) + 1) + len(legend) <= sheet.height
    for name, group in zip(names[first:], groups, strict=True):
        for number, parts in enumerate(group):
            left = f"{padded('' if number else name, margin, plain=sheet.plain)} {'|' if sheet.plain else '│'}"
            lines.append(painted(left, "dim", colour=sheet.colour) + _bar(parts, track, sheet))
        lines += [""] * is_loose
    if first:
        legend.append(painted(f"{first} before these left out", "dim", colour=sheet.colour))
    return [*lines, *legend]


def lines_of_row_chart(chart: RowChart, sheet: Sheet) -> list[str]:
    """A row for each amount, with its note; where not all fit the height, the last line says how many are left out."""
    pens = fill_pens([row.role for row in chart.rows[:1]], plain=sheet.plain)
    room = max(sheet.height - 3, 1)
    rows = chart.rows if len(chart.rows) <= room else chart.rows[: room - 1]
    names = [safe(row.label, plain=sheet.plain) for row in rows]
    notes = [safe(row.note, plain=sheet.plain) for row in rows]
    margin = min(max([*map(cells_of, names), cells_of(safe(chart.heading))]), sheet.width // 3)
    beside = min(max(map(cells_of, notes)), sheet.width - margin - 4 - _LEAST)
    groups = [[(amount, pens[0])] if (amount := known(row.amount)) is not None else [] for row in rows]
    track = _track(groups, sheet.width - margin - 2 - (beside + 2 if beside else 0), ())
    lines = [sheet.title(chart.title, chart.unit)]
    if chart.heading:
        heading = padded(safe(chart.heading, plain=sheet.plain), margin, right=True, plain=sheet.plain)
        lines.append(painted(heading, "dim", colour=sheet.colour))
    for name, note, parts in zip(names, notes, groups, strict=True):
        left = f"{padded(name, margin, right=True, plain=sheet.plain)} {'|' if sheet.plain else '│'}"
        bar = _bar(parts, track, sheet, fill=bool(note)) + (
            f"  {padded(note, beside, plain=sheet.plain).rstrip()}" if note else ""
        )
        lines.append(painted(left, "dim", colour=sheet.colour) + bar)
    if len(rows) < len(chart.rows):
        lines.append(painted(f"{len(chart.rows) - len(rows)} more left out", "dim", colour=sheet.colour))
    return lines


def _track(groups: Sequence[list[tuple[float, Pen]]], columns: int, levels: tuple[tuple[Level, Pen], ...]) -> _Track:
    """A track on which the longest bar and the amounts beside it just fit."""
    sums = [sum(max(amount, 0.0) for amount, _ in parts) for parts in groups]
    highest = max([*sums, *(level.value for level, _ in levels)])
    beside = max(len(_amounts(parts)) for parts in groups) + 1
    return _Track(columns, max(columns - beside, 4), highest if highest > 1e-9 else 1.0, levels)


def _parts(chart: BarChart, stack: int, at: int, pens: tuple[Pen, ...]) -> list[tuple[float, Pen]]:
    """The known amounts of one bar, each with its pen."""
    columns = zip(chart.bars, columns_of(chart), pens, strict=True)
    found = [(values[at], pen) for bars, (_, values), pen in columns if bars.stack == stack]
    return [(amount, pen) for amount, pen in found if amount is not None]


def _bar(parts: list[tuple[float, Pen]], track: _Track, sheet: Sheet, *, fill: bool = False) -> str:
    """A bar, the amounts beside it and the levels across it; `fill` adds blanks up to the track's end."""
    canvas = blank_canvas(1, track.columns)
    end = 0.0
    for amount, pen in parts:
        start, end = round(end), end + track.column(amount)
        canvas.put(0, start, _run(start, end, pen), pen.style)
    inside = _drawn(canvas.rows[0])
    canvas.put(0, inside + 1, _amounts(parts))
    outside = _drawn(canvas.rows[0])
    for level, pen in track.levels:
        column = min(int(track.column(level.value)), track.columns - 1)
        if not inside <= column <= outside:
            canvas.put(0, column, pen.flat, pen.style)
    text = canvas.line(0, colour=sheet.colour)
    return text + " " * (track.columns - _drawn(canvas.rows[0])) if fill else text


def _run(start: int, end: float, pen: Pen) -> str:
    """The glyphs of one part, a solid one to an eighth of a cell; what is more than nothing is seen."""
    if pen.flat != _SOLID:
        return pen.flat * max(round(end) - start, int(end > start))
    eighths = max(int(end % 1 * 8), int(start < end < start + 0.125))
    return _SOLID * (int(end) - start) + _PARTS[eighths].strip()


def _drawn(cells: list[tuple[str, str]]) -> int:
    return max((at for at, cell in enumerate(cells, start=1) if cell[0] != " "), default=0)


def _amounts(parts: list[tuple[float, Pen]]) -> str:
    """The amounts of one bar as a sum: `29 + 5 = 34`."""
    if not parts:
        return "-"
    texts = [figure(amount) for at, (amount, _) in enumerate(parts) if amount or not at]
    return texts[0] if len(texts) == 1 else f"{' + '.join(texts)} = {figure(sum(amount for amount, _ in parts))}"


def _levels(chart: BarChart, *, plain: bool) -> tuple[tuple[Level, Pen], ...]:
    """The levels that can be drawn, each with an upright pen of its own."""
    levels = [level._replace(value=value) for level in chart.levels if (value := known(level.value)) is not None]
    signs = ":!/\\" if plain else "┊╎╏┇"
    pens = line_pens([level.role for level in levels], plain=plain)
    return tuple(
        (level, pen._replace(glyphs=signs[at % len(signs)]))
        for at, (level, pen) in enumerate(zip(levels, pens, strict=True))
    )


def _legend(
    chart: BarChart, levels: tuple[tuple[Level, Pen], ...], pens: tuple[Pen, ...], *, plain: bool
) -> Iterable[tuple[str, str]]:
    for bars, pen in zip(chart.bars, pens, strict=True):
        yield f"{pen.flat} {safe(bars.name, plain=plain)}", pen.style
    for level, pen in levels:
        yield f"{pen.flat} {safe(level.name, plain=plain)} {figure(level.value)}", pen.style
