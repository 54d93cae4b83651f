"""Sprints looked at: all of them with their sums, and one with its items and the load on people and roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ...analytics.capacity import Load, days_of, days_per_role, person_loads, role_loads
from ...analytics.outcome import outcome_of
from ...analytics.sprint_report import Amount, Figures, figures_of, total
from ...analytics.workdays import calendar_of
from ...model.finding import Finding
from ...model.item import Item, order_key
from ...model.ledger import CARRIED, DONE, Ledger, estimate
from ...model.sprint import Sprint, in_time_order
from ...model.workflow import DROPPED, Workflow
from ...workspace import Workspace
from ..ledgers import current_or_next, ledgers


class SprintRow(NamedTuple):
    """One sprint and its sums: what is in it (dropped items left out) and what of it is done.

    `figures` are those of its ledger, None where it was not started; of a running one what is known without history.
    """

    sprint: Sprint
    items: int
    points: Amount
    done_items: int
    done_points: Amount
    figures: Figures | None = None


class SprintRows(NamedTuple):
    """All sprints in time order. `unreadable` says which files, ledgers among them, could not be read."""

    rows: tuple[SprintRow, ...]
    unreadable: tuple[Finding, ...] = ()


class SprintView(NamedTuple):
    """One sprint: its items by status and priority, and the load of what is not dropped on people and roles."""

    row: SprintRow
    groups: tuple[tuple[str, tuple[Item, ...]], ...]
    people: tuple[Load, ...]
    roles: tuple[Load, ...]
    unreadable: tuple[Finding, ...] = ()

    @property
    def sprint(self) -> Sprint:
        """The sprint itself."""
        return self.row.sprint


def sprint_list(workspace: Workspace) -> SprintRows:
    """Every sprint with its sums: a closed one's as its ledger froze them, any other's as its items are now."""
    backlog, read = workspace.backlog(), ledgers(workspace)
    started = {ledger.sprint: ledger for ledger in read.ledgers}
    frozen = {name: ledger for name, ledger in started.items() if ledger.is_closed}
    inside: defaultdict[str, list[Item]] = defaultdict(list)
    for item in backlog.items:
        inside[item.place].append(item)
    workflow = workspace.config.workflow
    rows = tuple(
        _frozen_row(sprint, frozen[sprint.id])
        if sprint.id in frozen and not sprint.is_open
        else _running_row(_row(sprint, inside[sprint.id], workflow), started.get(sprint.id), backlog.items, workflow)
        for sprint in in_time_order(backlog.sprints)
    )
    return SprintRows(rows, (*backlog.unreadable, *read.unreadable))


def sprint_show(workspace: Workspace, text: str | None = None) -> SprintView:
    """One sprint (by default the active one, else the next planned one) with its items, sums and loads."""
    backlog, config = workspace.backlog(), workspace.config
    sprint = current_or_next(backlog, text)
    items = sorted(backlog.items_in(sprint.id), key=order_key)
    counted = [item for item in items if config.workflow.category_of(item.status) != DROPPED]
    days = days_of(sprint, config.team, calendar_of(config))
    return SprintView(
        row=_row(sprint, items, config.workflow),
        groups=_groups(items, config.workflow),
        people=person_loads(counted, days),
        roles=role_loads(counted, days_per_role(days, config.team)),
        unreadable=backlog.unreadable,
    )


def _row(sprint: Sprint, items: Iterable[Item], workflow: Workflow) -> SprintRow:
    counted = [item for item in items if workflow.category_of(item.status) != DROPPED]
    done = [item for item in counted if workflow.is_done(item.status)]
    return SprintRow(sprint, len(counted), _points(counted), len(done), _points(done))


def _running_row(row: SprintRow, ledger: Ledger | None, items: tuple[Item, ...], workflow: Workflow) -> SprintRow:
    if ledger is None:
        return row
    now = ledger._replace(sprint=row.sprint.id)
    return row._replace(figures=figures_of(now._replace(outcome=outcome_of(now, items, workflow))))


def _frozen_row(sprint: Sprint, ledger: Ledger) -> SprintRow:
    kept = [row for row in ledger.outcome if row.result in (DONE, CARRIED)]
    done = [row for row in kept if row.result == DONE]
    points, done_points = (total(row.points or 0 for row in rows) for rows in (kept, done))
    return SprintRow(sprint, len(kept), points, len(done), done_points, figures_of(ledger))


def _points(items: Iterable[Item]) -> Amount:
    return total(estimate(item.points) or 0 for item in items)


def _groups(items: Iterable[Item], workflow: Workflow) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Items by status, the workflow's statuses first, then unknown ones; a missing status is the first one's."""
    groups: dict[str, list[Item]] = {name: [] for name in workflow.names}
    for item in items:
        groups.setdefault(item.status or workflow.names[0], []).append(item)
    return tuple((status, tuple(own)) for status, own in groups.items() if own)
