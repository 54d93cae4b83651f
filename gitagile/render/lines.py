"""Rows as aligned lines of plain text, for pipes and files."""

from __future__ import annotations

from collections.abc import Sequence

ABSENT = "-"


def aligned(rows: Sequence[Sequence[str]], indent: str = "") -> str:
    """One line a row, its cells under each other, two blanks apart; `-` stands for an empty cell."""
    filled = [[cell or ABSENT for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in list(zip(*filled, strict=True))[:-1]]
    form = indent + "".join(f"{{:<{width}}}  " for width in widths) + "{}"
    return "\n".join([form.format(*row) for row in filled])


def amount(number: float | None) -> str:
    """An amount of points or days without needless decimals, empty where there is none."""
    return "" if number is None else f"{number:.15g}"


def cut(line: str, width: int | None) -> str:
    """A line that fits a terminal so many characters wide, as its letters are drawn there; None: as it is."""
    if width is None or (line.isascii() and len(line) <= width):
        return line
    from rich.cells import cell_len, set_cell_size

    return line if cell_len(line) <= width else set_cell_size(line, width - 1).rstrip() + "…"
