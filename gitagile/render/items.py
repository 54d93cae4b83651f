"""Items as lines: aligned text for pipes, a table cut to the width for terminals."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.item import Item
from ..model.workflow import DEFAULT_PRIORITY, Workflow
from .gate import visible_line
from .paint import STYLE_OF_CATEGORY, STYLE_OF_PRIORITY

HEADINGS = ("id", "status", "priority", "points", "assignee", "title")
ABSENT = "-"


def plain_list(items: Sequence[Item]) -> str:
    """One aligned line an item: id, status, priority, points, assignee, title; `-` stands for none."""
    rows = [_cells(item) for item in items]
    widths = [max(map(len, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
    form = "  ".join(f"{{:<{width}}}" for width in widths) + "  {}"
    return "\n".join(form.format(*row) for row in rows)


def drawn_list(items: Sequence[Item], workflow: Workflow, *, width: int, colour: bool) -> str:
    """A table of items for a terminal, each on one line, titles cut to what is left of the width."""
    from .table import Cell, drawn_table

    rows = []
    for item in items:
        identifier, status, priority, points, assignee, title = ("" if one == ABSENT else one for one in _cells(item))
        styles = (
            "cyan",
            "red" if item.blocked else STYLE_OF_CATEGORY.get(workflow.category_of(item.status), ""),
            STYLE_OF_PRIORITY.get(priority, ""),
        )
        plain = (Cell(points), Cell(assignee), Cell(title))
        rows.append((*map(Cell, (identifier, status, priority), styles), *plain))
    return drawn_table(HEADINGS, rows, width=width, colour=colour)


def points_text(points: float | None) -> str:
    """Points without needless decimals, empty where there are none."""
    return "" if points is None else f"{points:.15g}"


def title_text(item: Item) -> str:
    """The title, and why the item is blocked if it is; safe to print."""
    return visible_line(f"{item.title} (blocked: {item.blocked})" if item.blocked else item.title)


def _cells(item: Item) -> tuple[str, ...]:
    return (
        visible_line(item.id),
        visible_line(item.status or ABSENT),
        visible_line(item.priority or DEFAULT_PRIORITY),
        points_text(item.points) or ABSENT,
        visible_line(",".join(item.assignee)) or ABSENT,
        title_text(item),
    )
