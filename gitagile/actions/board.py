"""The board: the items of a sprint (or of the backlog) by status."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.backlog import find_sprint
from ..model.finding import Finding
from ..model.item import BACKLOG, Item, order_key
from ..model.sprint import Sprint, active_sprint
from ..workspace import Workspace


@dataclass(frozen=True, slots=True)
class Column:
    """One status, its items in priority order, and the most it may hold."""

    status: str
    category: str
    items: tuple[Item, ...]
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The columns of a place; `sprint` is None for the backlog. Items of unknown status stand in the first column."""

    place: str
    sprint: Sprint | None
    columns: tuple[Column, ...]
    unreadable: tuple[Finding, ...]


def board(workspace: Workspace, place: str | None = None) -> Board:
    """The board of a sprint or of `backlog`; without one, of the active sprint, else of the backlog."""
    backlog, workflow = workspace.backlog(), workspace.config.workflow
    running = active_sprint(backlog.sprints)
    away = place is not None and place.casefold() == BACKLOG
    sprint = None if away else find_sprint(backlog, place) if place else running
    where = sprint.id if sprint else BACKLOG
    items = sorted(backlog.items_in(where), key=order_key)
    known = set(workflow.names)
    columns = []
    for status, category in workflow.statuses:
        first = status == workflow.names[0]
        own = tuple(item for item in items if item.status == status or (first and item.status not in known))
        columns.append(Column(status, category, own, workflow.limit_of(status)))
    return Board(where, sprint, tuple(columns), backlog.unreadable)
