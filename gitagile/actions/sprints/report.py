"""The report of a sprint from its ledger, and its summary written anew or compared with what lies there."""

from __future__ import annotations

from ...analytics.outcome import outcome_of
from ...analytics.sprint_report import SprintReport, sprint_report
from ...analytics.velocity import Velocity, velocity_of
from ...errors import Refused
from ...model.backlog import Backlog
from ...model.ids import normal_id
from ...model.ledger import Ledger, carried_until
from ...model.sprint import Sprint
from ...store import layout
from ...vcs.message import Message
from ...workspace import Workspace
from ..result import Act, Result, finish
from .close import SummaryWriter
from .ledgers import current_or_previous, ledger_of, ledgers


def report_sprint(workspace: Workspace, text: str | None = None) -> SprintReport:
    """The report of a sprint, by default the active one, else the one closed last.

    A closed one is reported as frozen, a running one as its items are now. Refused for a sprint that was never started.
    """
    backlog = workspace.backlog()
    sprint = current_or_previous(backlog, text)
    return _report(workspace, backlog, sprint)


def write_summary(
    workspace: Workspace, text: str | None = None, *, write: SummaryWriter, dry_run: bool = False
) -> Result:
    """Write a sprint's `summary.md` anew; without any change nothing is committed."""
    with workspace.change(dry_run=dry_run) as editing:
        sprint = current_or_previous(editing.backlog, text)
        path = layout.summary_file(sprint.id)
        wanted = write(_report(workspace, editing.backlog, sprint))
        message = Message(
            f"backlog: summary of {sprint.id}", trailers=(("Gitagile-Op", f"sprint-summary {sprint.id}"),)
        )
        if _stands(workspace, path, wanted):
            return finish(editing, [], message)
        editing.replace(path, wanted)
        return finish(editing, [Act(sprint.id, "summary written", path)], message)


def is_summary_current(workspace: Workspace, text: str | None = None, *, write: SummaryWriter) -> bool:
    """Whether the `summary.md` that lies there is what would be written now."""
    report = report_sprint(workspace, text)
    return _stands(workspace, layout.summary_file(report.sprint), write(report))


def sprint_velocity(workspace: Workspace) -> Velocity:
    """The velocity of the closed sprints."""
    return velocity_of(ledgers(workspace).ledgers)


def _report(workspace: Workspace, backlog: Backlog, sprint: Sprint) -> SprintReport:
    ledger = ledger_of(workspace, sprint.id)
    if ledger is None:
        hint = f"`gitagile sprint start {sprint.id}` freezes what it commits to"
        raise Refused(f"the sprint {sprint.id} is not started, so there is nothing to report", hint)
    if not ledger.is_closed:
        rows = outcome_of(ledger._replace(sprint=sprint.id), backlog.items, workspace.config.workflow)
        return sprint_report(sprint, ledger._replace(outcome=rows), times=backlog.carried)
    titles = {normal_id(item.id): item.title for item in backlog.items}
    return sprint_report(sprint, ledger, titles, _times(workspace, ledger))


def _times(workspace: Workspace, ledger: Ledger) -> dict[str, int]:
    return carried_until(ledgers(workspace).ledgers, ledger)


def _stands(workspace: Workspace, path: str, wanted: str) -> bool:
    file = workspace.root / path
    return file.is_file() and workspace.content(path) == wanted.encode("utf-8")
