"""Tables for a terminal, drawn by rich: text only, never markup, no boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text that passed the gate, and its style."""

    text: str
    style: str = ""


def drawn_table(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, width: int, colour: bool) -> str:
    """Rows under dim headings; the last column takes what is left of the width, and is cut there."""
    from rich.cells import cell_len, set_cell_size

    from .paint import painted

    table = [tuple(row) for row in rows]
    columns = list(zip(*table, strict=True))
    widths = [
        max(cell_len(heading), *(cell_len(cell.text) for cell in column))
        for heading, column in zip(headings, columns, strict=True)
    ]
    widths[-1] = max(width - sum(widths[:-1]) - 2 * (len(widths) - 1), 10)

    def line(cells: Sequence[Cell]) -> str:
        drawn = [
            painted(set_cell_size(cell.text, size), cell.style, colour=colour)
            for cell, size in zip(cells, widths, strict=True)
        ]
        return "  ".join(drawn).rstrip()

    return "\n".join([line([Cell(heading, "dim") for heading in headings]), *map(line, table)])
