"""A sprint's summary written anew or compared with what lies there, and the velocity."""

from __future__ import annotations

from ...analytics.velocity import Velocity, velocity_of
from ...analytics.workdays import calendar_of
from ...errors import Refused
from ...store import layout
from ...vcs.message import Message
from ...workspace import Workspace
from ..ledgers import ledgers
from ..result import Act, Result, finish
from .facts import SprintFacts, SummaryWriter, sprint_facts


def write_summary(
    workspace: Workspace, text: str | None = None, *, write: SummaryWriter, dry_run: bool = False
) -> Result:
    """Write a sprint's `summary.md` anew; without any change nothing is committed."""
    with workspace.change(dry_run=dry_run) as editing:
        facts = _whole(sprint_facts(workspace, text, settled=True))
        name = facts.report.sprint
        path, wanted = layout.summary_file(name), write(facts)
        message = Message(f"backlog: summary of {name}", trailers=(("Gitagile-Op", f"sprint-summary {name}"),))
        if stands(workspace, path, wanted):
            return finish(editing, [], message)
        editing.replace(path, wanted)
        return finish(editing, [Act(name, "summary written", path)], message)


def is_summary_current(workspace: Workspace, text: str | None = None, *, write: SummaryWriter) -> bool:
    """Whether the `summary.md` that lies there is what would be written now."""
    facts = _whole(sprint_facts(workspace, text, settled=True))
    return stands(workspace, layout.summary_file(facts.report.sprint), write(facts))


def renew_summary(workspace: Workspace, *, write: SummaryWriter) -> str | None:
    """Write the active sprint's `summary.md` into the working tree, for a hook; its path, None where it stood so.

    Nothing is staged or committed: a file that git does not know yet is named again until it is added. Without an
    active sprint that was started there is nothing to write.
    """
    facts = _active(workspace)
    if facts is None:
        return None
    path, wanted = layout.summary_file(facts.report.sprint), write(_whole(facts))
    if stands(workspace, path, wanted):
        return None if _is_tracked(workspace, path) else path
    from ...errors import WrongPlace
    from ...store.tree import refuse_link

    refuse_link(workspace.root)
    if (workspace.root / path).is_symlink():
        raise WrongPlace(f"{path} is a symbolic link, which gitagile never follows", f"`git rm {path}`")
    (workspace.root / path).write_bytes(wanted.encode("utf-8"))
    return path


def _whole(facts: SprintFacts) -> SprintFacts:
    """The facts; Refused where part of the history is missing, for a file that is kept must not be wrong."""
    if facts.partial is not None:
        raise Refused(f"the summary of {facts.report.sprint} would not be whole: {facts.partial}")
    return facts


def _is_tracked(workspace: Workspace, path: str) -> bool:
    from ...vcs.objects import list_index

    return bool(list_index(workspace.repository, path))


def sprint_velocity(workspace: Workspace) -> Velocity:
    """The velocity of the closed sprints."""
    return velocity_of(ledgers(workspace).ledgers, calendar_of(workspace.config))


def stands(workspace: Workspace, path: str, wanted: str) -> bool:
    """Whether a file has just this text."""
    file = workspace.root / path
    return file.is_file() and workspace.content(path) == wanted.encode("utf-8")


def _active(workspace: Workspace) -> SprintFacts | None:
    from ...model.sprint import active_sprint
    from .around import around

    sprint = active_sprint(around(workspace).backlog.sprints)
    has_ledger = sprint is not None and (workspace.root / layout.ledger_file(sprint.id)).is_file()
    return sprint_facts(workspace, sprint.id, settled=True) if sprint is not None and has_ledger else None
