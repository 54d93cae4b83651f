"""Paths: the values of a series as points of a picture, and points as the shortest path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from .chart import DOTS, LINE, Values
from .svg_labels import Point
from .svg_parts import Frame, short

_CLOSE = 4.0


def runs_of(frame: Frame, values: Values, *, form: str) -> list[list[Point]]:
    """The known stretches of a series as points of the picture, as its form joins them."""
    stretches = groupby(range(len(values)), key=lambda at: values[at] is not None)
    return [_points(frame, values, list(run), form=form) for is_known, run in stretches if is_known]


def _points(frame: Frame, values: Values, run: Sequence[int], *, form: str) -> list[Point]:
    heights = [(at, frame.y(values[at] or 0.0)) for at in run]
    if form in (LINE, DOTS):
        points = [(frame.x(at + 0.5), y) for at, y in heights]
        return points if form == DOTS else _straightened(points)
    points = [(frame.x(run[0]), heights[0][1])]
    for (_, y), (at, after) in pairwise(heights):
        points += [(frame.x(at), y), (frame.x(at), after)] if short(y) != short(after) else []
    return [*points, (frame.x(run[-1] + 1), heights[-1][1])]


def _straightened(points: list[Point]) -> list[Point]:
    """The points without those that lie on the straight way between their neighbours."""
    kept = points[:1]
    for at in range(1, len(points) - 1):
        (x0, y0), (x1, y1), (x2, y2) = kept[-1], points[at], points[at + 1]
        if abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) > 0.05 * (x2 - x0):
            kept.append(points[at])
    return kept + points[1:][-1:]


def path_of(points: Sequence[Point]) -> str:
    """A path through points, level and upright ways in short; a point alone is a short dash."""
    text, last = "", ("", "")
    for x, y in ((short(x), short(y)) for x, y in points):
        if not text:
            text = f"M{x} {y}"
        elif y == last[1]:
            text += f"H{x}"
        else:
            text += f"V{y}" if x == last[0] else f"L{x} {y}"
        last = (x, y)
    return text if len(points) > 1 else f"{text}h1"


def walked(points: Sequence[Point]) -> Iterable[Point]:
    """Points along a line, close to each other."""
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(int(max(abs(x1 - x0), abs(y1 - y0)) / _CLOSE), 1)
        yield from ((x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps) for step in range(steps + 1))
