"""A canvas of letters: a grid that glyphs are put on, each with its style, and lines of cut and padded text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from ..gate import visible_line
from ..paint import painted

_OURS = frozenset("…·×━═─┅╌┄┊╎╏┇╱╲╳█▓▒░●○")
"""The glyphs of legends: each takes one cell, which no library need be asked for."""


class Canvas(NamedTuple):
    """Rows of cells, each a narrow glyph and a style; what is put outside the grid is not seen."""

    rows: list[list[tuple[str, str]]]

    def put(self, row: int, column: int, text: str, style: str = "") -> None:
        """Write narrow glyphs from a cell on."""
        if not 0 <= row < len(self.rows):
            return
        for at, glyph in enumerate(text, start=column):
            if 0 <= at < len(self.rows[row]):
                self.rows[row][at] = (glyph, style)

    def is_blank(self, row: int, column: int) -> bool:
        """Whether nothing was put there yet."""
        return self.rows[row][column][0] == " "

    def line(self, row: int, *, colour: bool) -> str:
        """A row as text, painted where colour is asked for, without blanks at its end."""
        cells = self.rows[row]
        end = max((at for at, cell in enumerate(cells, start=1) if cell[0] != " "), default=0)
        runs = groupby(cells[:end], key=lambda cell: cell[1])
        return "".join(painted("".join(cell[0] for cell in run), style, colour=colour) for style, run in runs)


def blank_canvas(rows: int, columns: int) -> Canvas:
    """A canvas with nothing on it."""
    return Canvas([[(" ", "")] * columns for _ in range(rows)])


def safe(text: str, *, plain: bool = False) -> str:
    """A text of people's as one line that is safe to print; `plain` has ASCII alone."""
    line = visible_line(text)
    return line.encode("ascii", "backslashreplace").decode("ascii") if plain else line


def cells_of(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if all(letter < "\x7f" or letter in _OURS for letter in text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int, *, plain: bool = False) -> str:
    """A text that takes at most so many cells, with a sign at its end where it was longer."""
    if cells_of(text) <= width:
        return text
    sign = ("~" if plain else "…")[: max(width, 0)]
    if text.isascii():
        return text[: max(width - 1, 0)] + sign
    from rich.cells import set_cell_size

    return set_cell_size(text, max(width - 1, 0)) + sign


def padded(text: str, width: int, *, right: bool = False, plain: bool = False) -> str:
    """A text cut or filled to exactly so many cells; `right` puts the blanks before it."""
    text = cut(text, width, plain=plain)
    blanks = " " * (width - cells_of(text))
    return blanks + text if right else text + blanks


def wrapped(parts: Iterable[tuple[str, str]], width: int, *, colour: bool, plain: bool) -> list[str]:
    """Parts of a legend (text and style) one after the other, on as many lines as they need."""
    lines: list[list[str]] = [[]]
    used = 0
    for part, style in parts:
        text = cut(part, width, plain=plain)
        size = cells_of(text)
        if lines[-1] and used + 3 + size > width:
            lines.append([])
        used = used + 3 + size if lines[-1] else size
        lines[-1].append(painted(text, style, colour=colour))
    return ["   ".join(line) for line in lines if line]
