"""The frame of a chart on a terminal: the title, the axis of amounts, the axis of labels, and what stands below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..paint import painted
from .canvas import Canvas, blank_canvas, cut, padded, safe
from .chart import Values
from .days import Mark, marks_of
from .scale import Scale, figure, row_scale

LEAST_ROWS = 4


class Sheet(NamedTuple):
    """What a chart on a terminal is drawn on: how wide and high at most, in ASCII alone or not, painted or not."""

    width: int
    height: int
    plain: bool
    colour: bool

    def title(self, title: str, unit: str) -> str:
        """The first line: what is drawn, and in which unit."""
        text = safe(title, plain=self.plain) + (f" ({safe(unit, plain=self.plain)})" if unit else "")
        return painted(cut(text, self.width, plain=self.plain), "bold", colour=self.colour)


class Plot(NamedTuple):
    """The drawing area: its canvas, the scale from its lowest to its topmost row, and the width of a label's slot."""

    canvas: Canvas
    scale: Scale
    slot: float
    margin: int

    @property
    def columns(self) -> int:
        """How many columns are drawn."""
        return len(self.canvas.rows[0])

    @property
    def bottom(self) -> int:
        """The lowest row."""
        return len(self.canvas.rows) - 1

    def row(self, value: float) -> int:
        """The row of a value."""
        return round((1 - self.scale.share(value)) * self.bottom)

    def start(self, at: int) -> int:
        """The first column of a label's slot."""
        return int(at * self.slot)

    def centred(self, at: int, size: int) -> int:
        """Where a text of a size starts to stand in the middle of a label's slot, within the canvas."""
        return min(max(int(at * self.slot + (self.slot - size) / 2), 0), max(self.columns - size, 0))


def plot_for(sheet: Sheet, values: list[float], count: int, rows: int, *, margin: int = 0, whole: bool = False) -> Plot:
    """A drawing area for so many labels in at most so many rows; each tick of the scale lies on a row of its own."""
    scale, height = row_scale(values, max(rows, LEAST_ROWS), whole=whole)
    margin = max(margin, *(len(figure(tick)) for tick in scale.ticks))
    room = max(sheet.width - margin - 2, 1)
    slot = room // count if room >= 3 * count else room / count
    return Plot(blank_canvas(height, min(max(int(slot * count), 1), room)), scale, slot, margin)


def drawn_rows(plot: Plot, sheet: Sheet) -> list[str]:
    """The drawing area with the axis of amounts at its left."""
    ticks = {plot.row(tick): figure(tick) for tick in plot.scale.ticks}
    at_tick, between = ("+", "|") if sheet.plain else ("┤", "│")
    lines = []
    for row in range(plot.bottom + 1):
        left = f"{ticks.get(row, ''):>{plot.margin}} {at_tick if row in ticks else between}"
        lines.append(painted(left, "dim", colour=sheet.colour) + plot.canvas.line(row, colour=sheet.colour))
    return lines


def label_rows(plot: Plot, sheet: Sheet, marks: tuple[Mark, ...], working: tuple[bool, ...]) -> list[str]:
    """The axis of labels: a line whose days without work are shaded, the labels, and the months below them."""
    canvas = blank_canvas(3, plot.columns)
    flat, tick, shade = ("-", "+", ":") if sheet.plain else ("─", "┬", "░")
    canvas.put(0, 0, flat * plot.columns, "dim")
    for at in (at for at, works in enumerate(working) if not works):
        canvas.put(0, plot.start(at), shade * max(plot.start(at + 1) - plot.start(at), 1), "dim")
    for mark in marks:
        canvas.put(0, plot.centred(mark.at, 1), tick, "dim")
        start = plot.centred(mark.at, len(mark.text))
        canvas.put(1, start, mark.text)
        canvas.put(2, min(start, max(plot.columns - len(mark.below), 0)), mark.below, "dim")
    corner = painted(" " * (plot.margin + 1) + ("+" if sheet.plain else "└"), "dim", colour=sheet.colour)
    lines = [canvas.line(row, colour=sheet.colour) for row in range(3)]
    blanks = " " * (plot.margin + 2)
    return [corner + lines[0], *(blanks + line for line in lines[1:] if line)]


def marks_on(plot: Plot, labels: tuple[str, ...], values: Sequence[Values] = ()) -> tuple[Mark, ...]:
    """The labels that are written on a plot, so far from each other that their values fit below them."""
    sizes = [len(figure(value)) for row in values for value in row if value is not None]
    return marks_of(tuple(safe(label, plain=True) for label in labels), plot.slot, least=max([2, *sizes]) + 1)


def value_row(plot: Plot, sheet: Sheet, marks: tuple[Mark, ...], row: tuple[str, Values]) -> str:
    """A series' name and values, each below its label."""
    canvas = blank_canvas(1, plot.columns)
    name, values = row
    for mark in marks:
        if (value := values[mark.at]) is not None:
            text = figure(value)
            canvas.put(0, plot.centred(mark.at, len(text)), text)
    left = padded(safe(name, plain=sheet.plain), plot.margin, right=True, plain=sheet.plain)
    return painted(left, "dim", colour=sheet.colour) + "  " + canvas.line(0, colour=sheet.colour)
