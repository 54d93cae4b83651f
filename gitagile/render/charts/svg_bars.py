"""Bars as the inside of an SVG: upright ones in groups, and lying rows of amounts."""

from __future__ import annotations

from .canvas import cut, safe
from .chart import ADDED, SCOPE, BarChart, RowChart, columns_of, known
from .scale import are_whole, figure, scale_of
from .svg_labels import End, labels_beside
from .svg_parts import (
    BASE,
    LETTER,
    TOP,
    Frame,
    amount_axis,
    label_axis,
    legend,
    level_line,
    named,
    short,
    text_at,
    width_of,
)
from .svg_style import class_of, dashes_of

ROW = 24
_HEAD = 52


def inside_of_bar_chart(chart: BarChart, width: int, height: int, key: str) -> str:
    """What is drawn: the axes, for each label its stacks side by side with their sums, levels across, and a legend."""
    frame = _frame(chart, width, height)
    stacks = tuple(dict.fromkeys(bars.stack for bars in chart.bars))
    parts = [amount_axis(frame), label_axis(frame, chart.labels), hatch(key)]
    for at in range(len(chart.labels)):
        parts += [_stack(chart, frame, (at, number, len(stacks)), (stack, key)) for number, stack in enumerate(stacks)]
    levels = [(level, value) for level in chart.levels if (value := known(level.value)) is not None]
    for level, value in levels:
        parts.append(f'<path class="l {class_of(level.role)}"{dashes_of(level.role)} d="{level_line(frame, value)}"/>')
    ends = [End((frame.right, frame.y(value)), named(level.name, value, width)) for level, value in levels]
    swatches = [(_box((0, -6, 14, 12), bars.role, key), bars.name) for bars in chart.bars]
    return "".join((*parts, labels_beside(ends, frame), legend(swatches, width)))


def _frame(chart: BarChart, width: int, height: int) -> Frame:
    columns = columns_of(chart)
    stacks = {bars.stack for bars in chart.bars}
    sums = [
        sum(
            max(values[at] or 0.0, 0.0)
            for bars, (_, values) in zip(chart.bars, columns, strict=True)
            if bars.stack == stack
        )
        for stack in stacks
        for at in range(len(chart.labels))
    ]
    levels = [(level.name, value) for level in chart.levels if (value := known(level.value)) is not None]
    scale = scale_of([*sums, *(value for _, value in levels)], 5, whole=are_whole(sums))
    left = max(len(figure(tick)) for tick in scale.ticks) * LETTER + 12
    beside = max((width_of(named(name, value, width)) for name, value in levels), default=4.0) + 12
    return Frame(left, TOP + 8, width - beside, height - BASE, scale, len(chart.labels))


def hatch(key: str) -> str:
    """The pattern of what was added: slanting lines."""
    lines = f'<path class="n {class_of(ADDED)}" d="M1 0V5"/>'
    size = 'width="4" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
    return f'<pattern id="{key}-h" {size}>{lines}</pattern>'


def _stack(chart: BarChart, frame: Frame, place: tuple[int, int, int], drawn: tuple[int, str]) -> str:
    """One bar of a label: its parts on each other, and their sum above where there is room."""
    (at, number, count), (stack, key) = place, drawn
    size = min(frame.slot * 0.7 / count, 44.0)
    x = frame.x(at + 0.5) + (number - count / 2) * size
    parts, low, amounts = [], 0.0, []
    for bars, (_, values) in zip(chart.bars, columns_of(chart), strict=True):
        value = values[at]
        if bars.stack != stack or value is None:
            continue
        amounts.append(value)
        high = low + max(value, 0.0)
        if high > low:
            parts.append(_box((x + 1, frame.y(high), size - 2, frame.y(low) - frame.y(high)), bars.role, key))
        low = high
    total = figure(sum(amounts)) if amounts else ""
    if total and width_of(total) <= size:
        parts.append(text_at(x + size / 2, frame.y(low) - 4, total, "c"))
    return "".join(parts)


def _box(place: tuple[float, float, float, float], role: str, key: str) -> str:
    """A rectangle as its role is drawn: an outline, hatched, or solid."""
    x, y, width, height = map(short, place)
    box = f'd="M{x} {y}h{width}v{height}h-{width}Z"'
    if role == ADDED:
        return f'<path class="n {class_of(role)}" fill="url(#{key}-h)" {box}/>'
    return f'<path class="{"n" if role == SCOPE else "p"} {class_of(role)}" {box}/>'


def inside_of_row_chart(chart: RowChart, width: int) -> str:
    """What is drawn: a row with its label, bar, amount and note for each amount."""
    names = [cut(safe(row.label), max(int(width / 4 / LETTER), 6)) for row in chart.rows]
    left = max(map(width_of, [*names, chart.heading[:20]])) + 16
    noted = max((width_of(row.note) for row in chart.rows), default=0.0)
    amounts = [known(row.amount) for row in chart.rows]
    highest = max([value for value in amounts if value is not None], default=0.0)
    beside = max((width_of(figure(value)) for value in amounts if value is not None), default=0.0) + 22
    reach = max(width - left - beside - min(noted + 16, width / 3), 60.0)
    parts = [text_at(left - 8, 42, chart.heading[:20], "e")] if chart.heading else []
    for at, (row, name, value) in enumerate(zip(chart.rows, names, amounts, strict=True)):
        y = _HEAD + at * ROW
        size = max(value or 0.0, 0.0) / highest * reach if highest > 1e-9 else 0.0
        parts.append(text_at(left - 8, y + 15, name, "e"))
        parts += [_box((left, y + 3, size, ROW - 8), row.role, "")] if size else []
        parts.append(text_at(left + size + 6, y + 15, "none" if value is None else figure(value)))
        note = cut(safe(row.note), max(int((width - left - reach - beside) / LETTER), 12))
        parts += [text_at(left + reach + beside, y + 15, note)] if note else []
    axis = f'<path class="k" d="M{short(left)} {_HEAD}V{height_of_rows(chart) - 8}"/>'
    return axis + "".join(parts)


def height_of_rows(chart: RowChart) -> int:
    """How high the picture of a row chart is."""
    return _HEAD + len(chart.rows) * ROW + 12
