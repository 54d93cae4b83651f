"""The board as text: statuses side by side where the terminal is wide enough, else one under the other."""

from __future__ import annotations

import textwrap
from itertools import zip_longest

from ..actions.board import Board, Column
from ..model.item import Item
from .gate import visible_line
from .items import title_text
from .lines import amount
from .paint import STYLE_OF_CATEGORY, painted

NARROWEST = 20
"""The least width of a column, in characters."""
MOST = 50
"""The most items drawn of one status; the rest is counted."""
GAP = "  "


def plain_board(board: Board) -> str:
    """The board one status under the other, uncoloured, with every item."""
    return _stacked(board, width=None, colour=False)


def drawn_board(board: Board, *, width: int, colour: bool) -> str:
    """The board for a terminal `width` characters wide."""
    count = len(board.columns)
    size = (width - len(GAP) * (count - 1)) // count
    if size < NARROWEST:
        return _stacked(board, width=width, colour=colour)
    columns = [_column_lines(column, size, colour=colour) for column in board.columns]
    rows = [GAP.join(cells).rstrip() for cells in zip_longest(*columns, fillvalue=" " * size)]
    return "\n".join([painted(title_of(board), "bold", colour=colour), "", *rows])


def title_of(board: Board) -> str:
    """What the board is of: the sprint with its goal, or the backlog."""
    goal = board.sprint.goal if board.sprint else ""
    return visible_line(f"{board.place}: {goal}" if goal else board.place)


def heading_of(column: Column) -> str:
    """The status, how many items it holds, and its limit: `doing 3 of at most 2`."""
    limit = f" of at most {column.limit}" if column.limit is not None else ""
    return visible_line(f"{column.status} {len(column.items)}{limit}")


def _heading(column: Column, size: int, *, colour: bool) -> str:
    full = column.limit is not None and len(column.items) > column.limit
    style = "red" if full else STYLE_OF_CATEGORY.get(column.category, "bold")
    heading = heading_of(column)
    return painted(_fit(heading, size) if size else heading, style, colour=colour)


def _column_lines(column: Column, size: int, *, colour: bool) -> list[str]:
    lines = [_heading(column, size, colour=colour), painted("-" * size, "dim", colour=colour)]
    for item in column.items[:MOST]:
        titles = textwrap.wrap(title_text(item), size, max_lines=2, placeholder=" …") or [""]
        style = "red" if item.blocked else ""
        lines.append(painted(_fit(_facts(item), size), "cyan", colour=colour))
        lines += [painted(_fit(line, size), style, colour=colour) for line in titles]
        lines.append(" " * size)
    rest = len(column.items) - MOST
    return [*lines, _fit(f"and {rest} more", size)] if rest > 0 else lines


def _facts(item: Item) -> str:
    """Id, points and people of an item."""
    points = amount(item.points)
    return visible_line(GAP.join(filter(None, [item.id, points, ",".join(item.assignee)])))


def _stacked(board: Board, *, width: int | None, colour: bool) -> str:
    lines = [painted(title_of(board), "bold", colour=colour)]
    for column in board.columns:
        lines += ["", _heading(column, 0, colour=colour)]
        for item in column.items:
            line = f"{GAP}{_facts(item)}{GAP}{title_text(item)}"
            lines.append(line if width is None else _fit(line, width).rstrip())
    return "\n".join(lines)


def _fit(text: str, size: int) -> str:
    """The text cut or filled to a width on the terminal, where some letters are two characters wide."""
    from rich.cells import set_cell_size

    return set_cell_size(text, size)
