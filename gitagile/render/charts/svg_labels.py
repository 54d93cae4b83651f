"""Labels at the ends of lines: beside the drawing, pushed apart, or where they cover least within it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .svg_parts import LINE, Frame, short, text_at, width_of

Point = tuple[float, float]
_GAP = 8.0


class End(NamedTuple):
    """The end of a line and what is written there, or else at one of the other points."""

    at: Point
    name: str
    others: tuple[Point, ...] = ()


def spread(wished: Sequence[float], low: float, high: float, gap: float = LINE) -> list[float]:
    """Heights near the wished ones, at least a gap apart, from `low` to `high` as far as there is room."""
    order = sorted(range(len(wished)), key=lambda at: wished[at])
    gap = min(gap, (high - low) / max(len(wished) - 1, 1))
    places, least = [0.0] * len(wished), low
    for at in order:
        places[at] = max(wished[at], least)
        least = places[at] + gap
    most = high
    for at in reversed(order):
        places[at] = min(places[at], most)
        most = places[at] - gap
    return places


def is_outside(end: End, right: float, slot: float) -> bool:
    """Whether a line reaches so far that its label stands beside the drawing."""
    return end.at[0] >= right - slot * 0.75


def labels_beside(ends: Sequence[End], frame: Frame) -> str:
    """The labels of lines that reach the end, with a thin line to those that had to give way."""
    places = spread([end.at[1] for end in ends], frame.top, frame.bottom)
    return "".join(_label(end, place, frame.right) for end, place in zip(ends, places, strict=True))


def _label(end: End, place: float, right: float) -> str:
    text = text_at(right + _GAP, place + 4, end.name)
    if abs(place - end.at[1]) < 3:
        return text
    return (
        f'<path class="k" d="M{short(end.at[0])} {short(end.at[1])}L{short(right + _GAP - 2)} {short(place)}"/>{text}'
    )


def labels_within(ends: Sequence[End], frame: Frame, points: Sequence[Point]) -> str:
    """The labels of lines that end earlier, each where it covers the fewest points of lines and no other label."""
    texts, taken = [], list(points)
    for end in ends:
        width = width_of(end.name)
        places = [place for at in (end.at, *end.others) for place in _places(at, width)]
        best = min(places, key=lambda place: _cost(place, width, frame, taken))
        texts.append(text_at(best[0], best[1] + 4, end.name))
        taken += [(best[0] + step * width / 8, best[1] + y) for step in range(9) for y in (-8, 0, 8)] * 4
    return "".join(texts)


def _places(at: Point, width: float) -> list[Point]:
    """Where a label may stand, by its left end and the middle of its height: the best liked first."""
    x, y = at
    sides = [(x + _GAP, y), (x + 4, y - 12), (x + 4, y + 13), (x - width / 2, y - 14), (x - width / 2, y + 15)]
    return [*sides, (x - width - 4, y - 12), (x - width - 4, y + 13), (x + 4, y - 26), (x + 4, y + 28)]


def _cost(place: Point, width: float, frame: Frame, taken: Sequence[Point]) -> float:
    x, y = place
    inside = x >= frame.left and y - 7 >= frame.top - 4 and y + 7 <= frame.bottom
    covered = sum(x - 3 <= px <= x + width + 3 and abs(py - y) < 9 for px, py in taken)
    return covered + (0 if inside and x + width <= frame.right + 60 else 1000)
