"""A new sprint: its name, its dates, its capacity, its commit."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ...analytics.workdays import calendar_of, team_capacity
from ...config.record import Config
from ...config.settings import WEEKDAYS
from ...editing import Editing
from ...errors import Refused, UsageError
from ...model.ids import is_folder_name
from ...model.item import ARCHIVE, BACKLOG
from ...model.sprint import Sprint
from ...store import layout
from ...text.sprint_text import new_sprint_text
from ...vcs.message import Message
from ...workspace import Workspace
from ..result import Act, Result, finish
from ..templates import sprint_notes
from .dates import refuse_overlap, sprint_dates

RESERVED = (BACKLOG, ARCHIVE, "next")
"""Words that stand for a place where a sprint is asked for."""


class NewSprint(NamedTuple):
    """A sprint that was made, and how many working days it has."""

    sprint: Sprint
    working_days: int
    result: Result


def sprint_new(
    workspace: Workspace,
    name: str,
    *,
    start: str | None = None,
    end: str | None = None,
    weeks: int | None = None,
    goal: str = "",
    focus: str | None = None,
    dry_run: bool = False,
) -> NewSprint:
    """Make a planned sprint. `start` and `end` are ISO days; by default it follows the last one and keeps the cadence.

    UsageError for a name or day that is none; Refused for a name taken, an overlap, or a length not allowed.
    """
    _refuse_name(name)
    config = workspace.config
    with workspace.change(dry_run=dry_run) as editing:
        _refuse_taken(editing, name)
        sprints = editing.backlog.sprints
        first, last = sprint_dates((start, end, weeks), sprints, config, workspace.today())
        refuse_overlap(first, last, sprints)
        calendar = calendar_of(config)
        sprint = Sprint(
            id=name,
            path=layout.sprint_file(name),
            goal=" ".join(goal.split()),
            focus=focus or None,
            start=first.isoformat(),
            end=last.isoformat(),
            capacity=team_capacity(config.team, first, last, calendar),
        )
        editing.create(sprint.path, new_sprint_text(sprint, sprint_notes(workspace)))
        act = Act(name, f"new: {first} to {last}", sprint.path)
        message = Message(f"backlog: new sprint {name}", trailers=(("Gitagile-Op", f"sprint-new {name}"),))
        result = finish(editing, [act], message, _remarks(sprint, first, config))
        return NewSprint(sprint, calendar.count(first, last), result)


def _refuse_name(name: str) -> None:
    if not is_folder_name(name):
        hint = "lower-case letters, digits, `.`, `-` and `_`, as in `2026-s24`"
        raise UsageError(f"a sprint cannot be called {name!r}", hint)
    if name in RESERVED:
        raise UsageError(f"a sprint cannot be called {name!r}: it is the word for another place")


def _refuse_taken(editing: Editing, name: str) -> None:
    """A sprint's name is its folder's: two that differ by case are one folder on some systems."""
    names = {layout.place_of(path) or "" for path in editing.workspace.tree().paths}
    taken = next((one for one in names if one.casefold() == name.casefold()), None)
    if taken is not None:
        raise Refused(f"there is a sprint {taken} already", "`gitagile sprint list` shows all")


def _remarks(sprint: Sprint, first: date, config: Config) -> tuple[str, ...]:
    remarks = []
    weekday = WEEKDAYS[first.weekday()]
    if weekday != config.starts:
        remarks.append(f"{sprint.id} starts on a {weekday.title()}, the cadence on {config.starts.title()}s")
    known = [metric.name for metric in config.metrics]
    strange = [name for name in sprint.focus_metrics if known and name not in known]
    remarks += [f"the focus {name} is none of the config's metrics: {', '.join(known)}" for name in strange]
    return tuple(remarks)
