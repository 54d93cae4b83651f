"""Pens: the glyphs and the style that each series, bar and band is drawn with on a terminal, never colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .chart import ACTIVE, ADDED, ALARM, DONE, GUIDELINE, LIMIT, MAIN, MEAN, SCOPE, TODO

_HEAVY, _DOUBLE, _LIGHT = "━┃┏┓┗┛", "═║╔╗╚╝", "─│╭╮╰╯"
_STYLES = {MAIN: "cyan", DONE: "green", SCOPE: "yellow", ADDED: "yellow", ALARM: "red", LIMIT: "red", ACTIVE: "yellow"}
_DIM = {GUIDELINE: "dim", MEAN: "dim", TODO: "dim"}
_LINES = {MAIN: _HEAVY, SCOPE: _DOUBLE, DONE: _LIGHT, GUIDELINE: "·", ADDED: "┅", MEAN: "╌", LIMIT: "┄", ALARM: "×"}
_PLAIN_LINES = {MAIN: "#", SCOPE: "=", DONE: "*", GUIDELINE: ".", ADDED: "+", MEAN: "-", LIMIT: "~", ALARM: "x"}
_POINTS, _PLAIN_POINTS = {MAIN: "●", DONE: "○", ALARM: "×"}, {MAIN: "o", DONE: "*", ALARM: "x"}
_FILLS = {MAIN: "█", DONE: "█", ADDED: "▒", SCOPE: "░", GUIDELINE: "░", MEAN: "▒", LIMIT: "▓", ALARM: "▓"}
_PLAIN_FILLS = {MAIN: "#", DONE: "#", ADDED: "+", SCOPE: "-", GUIDELINE: "-", MEAN: "+", LIMIT: "=", ALARM: "x"}
_BETWEEN, _PLAIN_BETWEEN = "▓▒░╳╱╲", "%+:=~o"
_MORE = "abcdefghijklmnopqrstuvwyz"


class Pen(NamedTuple):
    """Glyphs to draw with (six: `─│┌┐└┘`, or one for all) and a style of paint."""

    glyphs: str
    style: str

    @property
    def flat(self) -> str:
        """The glyph of a level run, which also stands in the legend."""
        return self.glyphs[0]


def style_of(role: str) -> str:
    """The style of a role."""
    return _STYLES.get(role) or _DIM.get(role, "")


def line_pens(roles: Sequence[str], *, plain: bool) -> tuple[Pen, ...]:
    """A pen for each line, no two with the same glyphs."""
    return _pens(roles, _PLAIN_LINES if plain else _LINES)


def point_pens(roles: Sequence[str], *, plain: bool) -> tuple[Pen, ...]:
    """A pen for each series of points."""
    return _pens(roles, _PLAIN_POINTS if plain else _POINTS)


def fill_pens(roles: Sequence[str], *, plain: bool) -> tuple[Pen, ...]:
    """A pen for each part of the bars."""
    return _pens(roles, _PLAIN_FILLS if plain else _FILLS)


def band_pens(roles: Sequence[str], *, plain: bool) -> tuple[Pen, ...]:
    """A pen for each band, the outermost first: the last is solid, the first faint, no neighbours alike."""
    between = _PLAIN_BETWEEN if plain else _BETWEEN
    pens = [Pen(between[at % len(between)], style_of(role)) for at, role in enumerate(reversed(roles[1:-1]))][::-1]
    last = Pen("#" if plain else "█", style_of(roles[-1]))
    first = Pen("." if plain else "·", style_of(roles[0]))
    return (first, *pens, last) if len(roles) > 1 else (last,)


def _pens(roles: Sequence[str], glyphs_of: dict[str, str]) -> tuple[Pen, ...]:
    used: set[str] = set()
    pens = []
    for at, role in enumerate(roles):
        wished = glyphs_of.get(role, "")
        free = wished if wished and wished not in used else _MORE[at % len(_MORE)]
        used.add(free)
        pens.append(Pen(free, style_of(role)))
    return tuple(pens)
