"""Bands of a flow as the inside of an SVG: areas on each other, named at their right."""

from __future__ import annotations

from collections.abc import Sequence

from .chart import TODO, BandChart, Values, columns_of, last_known
from .scale import are_whole, figure, scale_of
from .svg_labels import End, Point, labels_beside
from .svg_parts import BASE, LETTER, TOP, Frame, amount_axis, label_axis, named, rest_days, short, width_of
from .svg_paths import path_of
from .svg_style import class_of, roles_of
from .text_bands import sizes_of


def inside_of_band_chart(chart: BandChart, width: int, height: int) -> str:
    """What is drawn: shade, areas from the outermost to the innermost, axes, and a label for each band."""
    columns = columns_of(chart)
    amounts = [value for _, values in columns for value in values if value is not None]
    scale = scale_of(amounts, 5, whole=are_whole(amounts))
    names = [named(name, size, width) for name, size in sizes_of(chart)]
    left = max(len(figure(tick)) for tick in scale.ticks) * LETTER + 12
    right = width - max(map(width_of, names)) - 14
    frame = Frame(left, TOP - 12, right, height - BASE, scale, len(chart.labels))
    areas = [_area(frame, values, role) for (_, values), role in zip(columns, roles_of(chart), strict=True)]
    return "".join(
        (
            rest_days(frame, chart.working),
            *areas,
            amount_axis(frame),
            label_axis(frame, chart.labels),
            labels_beside(_ends(frame, [values for _, values in columns], names), frame),
        )
    )


def _area(frame: Frame, values: Values, role: str) -> str:
    """Everything below a band's upper edge; the bands within it are drawn over it."""
    points = _edge(frame, values)
    if not points:
        return ""
    low = short(frame.bottom)
    looks = "f n" if role == TODO else "p"
    return f'<path class="{looks} {class_of(role)}" d="{path_of(points)}V{low}H{short(points[0][0])}Z"/>'


def _edge(frame: Frame, values: Values) -> list[Point]:
    """The upper edge in steps, each value for its whole day; an unknown value is none."""
    last = last_known(values)
    if last is None:
        return []
    points: list[Point] = []
    for at, value in enumerate(values[: last + 1]):
        y = frame.y(max(value or 0.0, 0.0))
        if not points or short(points[-1][1]) != short(y):
            points += [(frame.x(at), points[-1][1])] if points else []
            points.append((frame.x(at), y))
    return [*points, (frame.x(last + 1), points[-1][1])]


def _ends(frame: Frame, bands: Sequence[Values], names: Sequence[str]) -> list[End]:
    """The labels, each at the middle of its band on the last day that is known."""
    at = max((day for values in bands if (day := last_known(values)) is not None), default=0)
    tops = [max(values[at] or 0.0, 0.0) for values in bands]
    middles = [(top + inner) / 2 for top, inner in zip(tops, [*tops[1:], 0.0], strict=True)]
    return [End((frame.x(at + 1), frame.y(middle)), name) for middle, name in zip(middles, names, strict=True)]
