"""The start of a sprint: its commitment is frozen, no item is touched."""

from __future__ import annotations

from typing import NamedTuple

from ...analytics.guideline import planned_of
from ...analytics.outcome import commitment_of
from ...analytics.workdays import calendar_of
from ...editing import Editing
from ...errors import Refused
from ...model.days import read_day
from ...model.ledger import Ledger, MetricValue, PlannedDays
from ...model.sprint import CLOSED, RUNNING, Sprint, active_sprint
from ...store import layout
from ...text.ledger_text import ledger_text
from ...vcs.message import Message
from ...workspace import Workspace
from ..ledgers import next_or_current, refuse_unsure
from ..result import Act, Result, finish
from ..steps import setting
from .promise import foretold


class StartedSprint(NamedTuple):
    """A sprint that was started, and what it committed to. `unestimated` counts committed items without points."""

    sprint: Sprint
    ledger: Ledger
    unestimated: int
    result: Result


def sprint_start(workspace: Workspace, text: str | None = None, *, dry_run: bool = False) -> StartedSprint:
    """Start a sprint (by default the next planned one): write its ledger with its metrics, and that it is active.

    An active sprint without a ledger, made so by hand, gets one. Refused where another is active or it is closed.
    """
    with workspace.change(dry_run=dry_run) as editing:
        sprint = next_or_current(editing.backlog, text)
        _refuse_running(editing, sprint)
        refuse_unsure(editing.backlog, sprint)
        items = editing.backlog.items_in(sprint.id)
        committed = commitment_of(items, workspace.config.workflow)
        metrics, unmeasured = _metrics(workspace, sprint)
        ledger = Ledger(
            sprint=sprint.id,
            timezone=workspace.config.timezone,
            started=workspace.stamp(),
            committed=committed,
            start_metrics=metrics,
            planned=_planned(workspace, sprint),
            forecast=foretold(workspace, sprint),
        )
        editing.replace(layout.ledger_file(sprint.id), ledger_text(ledger))
        if sprint.status != RUNNING:
            editing.edit(sprint.path, setting(sprint.path, "status", RUNNING))
        act = Act(sprint.id, f"started with {len(committed)} item{'' if len(committed) == 1 else 's'}", sprint.path)
        message = Message(
            f"backlog: start sprint {sprint.id}", trailers=(("Gitagile-Op", f"sprint-start {sprint.id}"),)
        )
        result = finish(editing, [act], message, (*_remarks(workspace, sprint, ledger), *unmeasured))
        unestimated = sum(1 for one in committed if one.points is None)
        return StartedSprint(sprint._replace(status=RUNNING), ledger, unestimated, result)


def _refuse_running(editing: Editing, sprint: Sprint) -> None:
    if sprint.status == CLOSED:
        raise Refused(f"the sprint {sprint.id} is closed already", "`gitagile sprint new NAME` makes the next one")
    if sprint.status == RUNNING and (editing.workspace.root / layout.ledger_file(sprint.id)).is_file():
        raise Refused(f"the sprint {sprint.id} is active already", f"`gitagile sprint show {sprint.id}`")
    active = active_sprint(tuple(one for one in editing.backlog.sprints if one.id != sprint.id))
    if active is not None:
        raise Refused(f"the sprint {active.id} is active", f"`gitagile sprint close {active.id}` first")


def _planned(workspace: Workspace, sprint: Sprint) -> PlannedDays:
    """The planned days, locked now: the guideline never moves afterwards."""
    today = workspace.today()
    return planned_of(sprint, calendar_of(workspace.config), today, today)


def _metrics(workspace: Workspace, sprint: Sprint) -> tuple[tuple[MetricValue, ...] | None, tuple[str, ...]]:
    """The metrics of the focus and of the config as they stand, and what must be said of them; None without any."""
    if not (sprint.focus or workspace.config.metrics):
        return None, ()
    from ..model_work.freezing import start_metrics

    found = start_metrics(workspace, sprint)
    return found.values, found.remarks


def _remarks(workspace: Workspace, sprint: Sprint, ledger: Ledger) -> tuple[str, ...]:
    remarks = []
    planned, today = read_day(sprint.start), workspace.today()
    if planned is not None and planned != today:
        days = abs((today - planned).days)
        word = "late" if today > planned else "early"
        remarks.append(f"started {days} day{'' if days == 1 else 's'} {word}: planned was {planned}")
    if not ledger.committed:
        remarks.append(f"{sprint.id} has no open item: its commitment is empty")
    return tuple(remarks)
