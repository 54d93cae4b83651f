"""Items as lines: aligned text for pipes, a table cut to the width for terminals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..model.workflow import DEFAULT_PRIORITY
from .gate import visible_line
from .lines import aligned, amount

if TYPE_CHECKING:
    from ..model.item import Item
    from ..model.workflow import Workflow

HEADINGS = ("id", "status", "priority", "points", "assignee", "title")


def plain_list(items: Sequence[Item]) -> str:
    """One aligned line an item: id, status, priority, points, assignee, title; `-` stands for none."""
    return aligned([cells_of(item) for item in items])


def drawn_list(items: Sequence[Item], workflow: Workflow, *, width: int, colour: bool) -> str:
    """A table of items for a terminal, each on one line, titles cut to what is left of the width."""
    from .paint import STYLE_OF_CATEGORY, STYLE_OF_PRIORITY
    from .table import Cell, drawn_table

    rows = []
    for item in items:
        identifier, status, priority, points, assignee, title = cells_of(item)
        styles = (
            "cyan",
            "red" if item.blocked else STYLE_OF_CATEGORY.get(workflow.category_of(item.status), ""),
            STYLE_OF_PRIORITY.get(priority, ""),
        )
        plain = (Cell(points), Cell(assignee), Cell(title))
        rows.append((*map(Cell, (identifier, status, priority), styles), *plain))
    return drawn_table(HEADINGS, rows, width=width, colour=colour)


def title_text(item: Item) -> str:
    """The title, and why the item is blocked if it is; safe to print."""
    return visible_line(f"{item.title} (blocked: {item.blocked})" if item.blocked else item.title)


def cells_of(item: Item) -> tuple[str, ...]:
    """What a list shows of an item, safe to print. The index remembers it: a change here raises its version."""
    title = f"{item.title} (blocked: {item.blocked})" if item.blocked else item.title
    status, priority = item.status or "", item.priority or DEFAULT_PRIORITY
    cells = (item.id, status, priority, amount(item.points), ",".join(item.assignee), title)
    return cells if "".join(cells).isprintable() else tuple(map(visible_line, cells))
