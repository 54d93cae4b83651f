"""The close of a sprint: its outcome is frozen, unfinished items move on, no byte of an item changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ...analytics.sprint_report import SprintReport
from ...editing import Editing
from ...errors import Refused, UsageError
from ...model.backlog import Backlog, find_sprint
from ...model.days import read_day
from ...model.ids import normal_id
from ...model.item import BACKLOG, Item, order_key
from ...model.ledger import CARRIED, Ledger
from ...model.sprint import CLOSED, RUNNING, Sprint, next_sprint
from ...store import layout
from ...text.ledger_text import ledger_text
from ...vcs.message import Message
from ...workspace import Workspace
from ..ledgers import current_or_next, ledger_of, refuse_unsure
from ..result import Act, Result, finish
from ..steps import setting
from .around import Around, around
from .facts import SprintFacts, SummaryWriter, closed_facts
from .freeze import frozen_ledger


class Closing(NamedTuple):
    """What a close does: where unfinished items (`carried`, by priority) go, and the facts it freezes.

    `items` are those of the sprint and what was promised, as they lie now; `files` what lies around them.
    """

    sprint: Sprint
    target: str
    carried: tuple[Item, ...]
    ledger: Ledger
    facts: SprintFacts
    warnings: tuple[str, ...]
    files: Around
    items: tuple[Item, ...]

    @property
    def report(self) -> SprintReport:
        """The report it freezes."""
        return self.facts.report


RetroWriter = Callable[[Editing, Closing], tuple[str, ...]]
"""Puts `retro.md` into the close and gives what must be said of it (gitagile.actions.retro.write.retro_at_close)."""


class ClosedSprint(NamedTuple):
    """What a close did."""

    closing: Closing
    result: Result


def close_preview(workspace: Workspace, text: str | None = None, carry: str | None = None) -> Closing:
    """What closing a sprint would do, for the question before it. Refused where it cannot be closed."""
    return _closing(workspace, text, carry)


def sprint_close(
    workspace: Workspace,
    text: str | None = None,
    carry: str | None = None,
    *,
    write_summary: SummaryWriter,
    write_retro: RetroWriter | None = None,
    dry_run: bool = False,
) -> ClosedSprint:
    """Close a sprint (by default the active one) in one commit: unfinished items move, ledger and summary are written.

    `carry` is `next`, `backlog` or a sprint; by default the next planned sprint, else the backlog. Refused for a sprint
    that is not started or closed already; UsageError where there is no such sprint.
    """
    with workspace.change(dry_run=dry_run) as editing:
        closing = _closing(workspace, text, carry)
        name = closing.sprint.id
        acts = [Act(name, f"closed: {_counts(closing)}", closing.sprint.path), *_move(editing, closing)]
        editing.edit(closing.sprint.path, setting(closing.sprint.path, "status", CLOSED))
        editing.replace(layout.ledger_file(name), ledger_text(closing.ledger))
        editing.replace(layout.summary_file(name), write_summary(closing.facts))
        remarks = write_retro(editing, closing) if write_retro else ()
        message = Message(f"backlog: close sprint {name}", trailers=(("Gitagile-Op", f"sprint-close {name}"),))
        return ClosedSprint(closing, finish(editing, acts, message, (*closing.warnings, *remarks)))


def _closing(workspace: Workspace, text: str | None, carry: str | None) -> Closing:
    files = around(workspace)
    sprint = current_or_next(files.backlog, text)
    started = _started_ledger(workspace, sprint)
    backlog = files.with_items(sprint.id, started.committed_ids)
    refuse_unsure(backlog, sprint)
    target = _target(backlog, sprint, carry)
    ledger, warnings = frozen_ledger(workspace, sprint, started, backlog.items)
    is_open = workspace.config.workflow.is_open
    carried = (item for item in backlog.items_in(sprint.id) if is_open(item.status))
    rows = ledger.outcome
    times = {normal_id(row.id): backlog.carried.get(normal_id(row.id), 0) + 1 for row in rows if row.result == CARRIED}
    return Closing(
        sprint=sprint,
        target=target,
        carried=tuple(sorted(carried, key=order_key)),
        ledger=ledger,
        facts=closed_facts(workspace, sprint._replace(status=CLOSED), ledger, times),
        warnings=(*_remarks(workspace, sprint), *warnings),
        files=files,
        items=backlog.items,
    )


def _started_ledger(workspace: Workspace, sprint: Sprint) -> Ledger:
    if sprint.status == CLOSED:
        raise Refused(f"the sprint {sprint.id} is closed already", "its figures never change")
    ledger = ledger_of(workspace, sprint.id) if sprint.status == RUNNING else None
    if ledger is None:
        hint = f"`gitagile sprint start {sprint.id}` freezes what it commits to"
        raise Refused(f"the sprint {sprint.id} is not started", hint)
    if ledger.is_closed:
        hint = f"set `status: {CLOSED}` in {sprint.path}"
        raise Refused(f"the ledger of {sprint.id} is closed already, its `sprint.md` is not", hint)
    return ledger._replace(sprint=sprint.id)


def _target(backlog: Backlog, sprint: Sprint, carry: str | None) -> str:
    """Where unfinished items go."""
    if carry is None:
        following = next_sprint(backlog.sprints)
        return following.id if following else BACKLOG
    if carry.casefold() == BACKLOG:
        return BACKLOG
    target = find_sprint(backlog, "@next" if carry.casefold() == "next" else carry)
    if target.id == sprint.id:
        raise UsageError(f"{sprint.id} cannot be carried over to itself", "`--carry next`, `backlog` or another sprint")
    if not target.is_open:
        raise Refused(f"the sprint {target.id} is closed", "`--carry next`, `backlog` or an open sprint")
    return target.id


def _move(editing: Editing, closing: Closing) -> list[Act]:
    acts = []
    for item in closing.carried:
        path = layout.moved(item.path, closing.target)
        editing.move(item.path, path)
        acts.append(Act(item.id, f"{item.place} -> {closing.target}", path))
    return acts


def _counts(closing: Closing) -> str:
    results = [row.result for row in closing.report.rows]
    return ", ".join(f"{results.count(result)} {result}" for result in dict.fromkeys(sorted(results))) or "empty"


def _remarks(workspace: Workspace, sprint: Sprint) -> tuple[str, ...]:
    planned, today = read_day(sprint.end), workspace.today()
    if planned is None or planned <= today:
        return ()
    days = (planned - today).days
    return (f"closes {days} day{'' if days == 1 else 's'} before its planned end, {planned}",)
