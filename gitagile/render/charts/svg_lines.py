"""Lines, steps and points over days, as the inside of an SVG."""

from __future__ import annotations

from typing import NamedTuple

from .canvas import cut, safe
from .chart import ALARM, DOTS, GUIDELINE, LINE, Level, LineChart, Series, Values, columns_of, known, last_known
from .scale import Scale, are_whole, figure, scale_of
from .svg_labels import End, Point, is_outside, labels_beside, labels_within
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
    rest_days,
    short,
    text_at,
    width_of,
)
from .svg_paths import path_of, runs_of, walked
from .svg_style import class_of, dashes_of

_TICKS = 5


class _Drawn(NamedTuple):
    """A series with its drawable values, its lines in the picture, and what is written at its end."""

    series: Series
    runs: list[list[Point]]
    name: str

    @property
    def is_guideline(self) -> bool:
        return self.series.role == GUIDELINE


def inside_of_line_chart(chart: LineChart, width: int, height: int) -> str:
    """What is drawn: shade, axes, markers, levels, lines (the first on top), points and the labels at their ends."""
    columns = columns_of(chart)
    levels = tuple(level._replace(value=value) for level in chart.levels if (value := known(level.value)) is not None)
    names = [_name(one, values, width) for one, (_, values) in zip(chart.series, columns, strict=True)]
    level_names = [named(level.name, level.value, width) for level in levels]
    scale = _scale([values for _, values in columns], levels)
    reaching = [name for name, (_, values) in zip(names, columns, strict=True) if last_known(values) == len(values) - 1]
    frame = _frame(scale, [*reaching, *level_names], len(chart.labels), (width, height))
    drawn = [
        _Drawn(one, runs_of(frame, values, form=one.form), name)
        for one, (_, values), name in zip(chart.series, columns, names, strict=True)
    ]
    ends = [End((frame.right, frame.y(level.value)), name) for level, name in zip(levels, level_names, strict=True)]
    parts = [rest_days(frame, chart.working), amount_axis(frame), label_axis(frame, chart.labels)]
    parts += [_marker(frame, marker.at, marker.name) for marker in chart.markers]
    parts += [_level(frame, level) for level in levels]
    parts += [_line(one) for one in reversed(drawn)]
    parts += [_labels(chart, frame, drawn, ends), legend(_points_of(chart), width)]
    return "".join(parts)


def _scale(columns: list[Values], levels: tuple[Level, ...]) -> Scale:
    amounts = [value for values in columns for value in values if value is not None]
    return scale_of([*amounts, *(level.value for level in levels)], _TICKS, whole=are_whole(amounts))


def _frame(scale: Scale, names: list[str], slots: int, size: tuple[int, int]) -> Frame:
    width, height = size
    left = max(len(figure(tick)) for tick in scale.ticks) * LETTER + 12
    beside = max(max(map(width_of, names), default=0.0) + 12, 16.0)
    return Frame(left, TOP, width - beside, height - BASE, scale, slots)


def _name(one: Series, values: Values, width: int) -> str:
    """What is written at the end of a line: its name and last value; a guideline's name alone, somewhere beside it."""
    at = last_known(values)
    if at is None or one.form == DOTS or one.role == GUIDELINE:
        return ""
    return named(one.name, values[at] or 0.0, width)


def _labels(chart: LineChart, frame: Frame, drawn: list[_Drawn], ends: list[End]) -> str:
    """The labels at the ends of lines, and those of guidelines where there is room."""
    found = [End(one.runs[-1][-1], one.name) for one in drawn if one.runs and one.name]
    beside = [end for end in found if is_outside(end, frame.right, frame.slot)]
    within = [end for end in found if not is_outside(end, frame.right, frame.slot)]
    for one in (one for one in drawn if one.is_guideline and one.runs):
        way = tuple(walked(one.runs[0])) or tuple(one.runs[0])
        middle = way[len(way) // 2]
        within.append(End(middle, cut(safe(one.series.name), 24), way[len(way) // 4 :: 6]))
    covered = [point for one in drawn for run in one.runs for point in (*walked(run), *run)]
    covered += [(_marker_x(frame, marker.at), y) for marker in chart.markers for y in range(0, int(frame.bottom), 4)]
    return labels_beside([*beside, *ends], frame) + labels_within(within, frame, covered)


def _line(one: _Drawn) -> str:
    """A series as it is drawn: points, or a line with a dot where it ends."""
    role = one.series.role
    if one.series.form == DOTS:
        return "".join(_dot(point, role) for run in one.runs for point in run)
    if not one.runs:
        return ""
    weight = "n" if dashes_of(role) and one.series.form == LINE else "l"
    path = "".join(map(path_of, one.runs))
    line = f'<path class="{weight} {class_of(role)}"{dashes_of(role)} d="{path}"/>'
    return line if one.is_guideline else line + _dot(one.runs[-1][-1], "" if role == ALARM else role)


def _dot(point: Point, role: str) -> str:
    x, y = map(short, point)
    if role != ALARM:
        return f'<circle class="p {class_of(role)}" r="3.5" cx="{x}" cy="{y}"/>'
    return f'<path class="l {class_of(role)}" d="M{x} {y}m-4-4l8 8m0-8l-8 8"/>'


def _marker_x(frame: Frame, at: int) -> float:
    return frame.x(min(max(at + 1, 0), frame.slots))


def _marker(frame: Frame, at: int, name: str) -> str:
    """An upright line at the end of a day, with its name above."""
    x, text = _marker_x(frame, at), cut(safe(name), 24)
    half = width_of(text) / 2
    line = f'<path class="n g" stroke-dasharray="3 3" d="M{short(x)} {short(frame.top - 4)}V{short(frame.bottom)}"/>'
    return line + text_at(min(max(x, frame.left + half), frame.right + 16 - half), frame.top - 9, text, "c")


def _level(frame: Frame, level: Level) -> str:
    looks = f'class="n {class_of(level.role)}"{dashes_of(level.role)}'
    return f'<path {looks} d="{level_line(frame, level.value)}"/>'


def _points_of(chart: LineChart) -> list[tuple[str, str]]:
    """The swatches of series of points, which have no end to be named at."""
    return [(_dot((7, 0), one.role), one.name) for one in chart.series if one.form == DOTS]
