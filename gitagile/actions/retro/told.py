"""The actions that one sprint's retro tells of, as they stood when the sprint closed."""

from __future__ import annotations

from typing import NamedTuple

from ...analytics.retro_actions import (
    Action,
    Closing,
    Lives,
    action_now,
    action_then,
    oldest_first,
    retro_of,
    returns_of,
    was_over,
)
from ...model.days import zone_named
from ...model.ids import normal_id
from ...model.sprint import Sprint
from ...workspace import Workspace
from ..sprints.around import Around
from .actions import action_items, before, closings

Told = tuple[tuple[Action, ...], tuple[Action, ...]]


class _Eve(NamedTuple):
    """The retro before: its sprint and the second it closed, 0 where there was none."""

    sprint: str | None
    at: int


def told_actions(workspace: Workspace, files: Around, sprint: Sprint, past: Lives) -> Told:
    """The actions of other retros as they stood then, and this retro's own as they are now; each the oldest first.

    Of others those are told that were open, that became done or dropped since the retro before, or that are from it.
    """
    items = action_items(files.tree, files.backlog.sprints, sprint)
    if not items:
        return (), ()
    workflow, zone = workspace.config.workflow, zone_named(workspace.config.timezone)
    own = [item for item in items if retro_of(item) == sprint.id]
    others = [item for item in items if retro_of(item) != sprint.id]
    then = [one for item in others if (one := action_then(item, past, workflow, zone)) is not None]
    closed = closings(workspace, files.backlog.sprints, min((one.made for one in then), default=past.until))
    last = _eve(closed, before(files.backlog.sprints, sprint))
    told = (
        one._replace(returns=returns_of(one, _as_closed(closed, sprint, past.until), past.until))
        for one in then
        if _is_told(one, past, last)
    )
    return oldest_first(told), oldest_first(action_now(item, workflow, zone) for item in own)


def _eve(closed: tuple[Closing, ...], last: Sprint | None) -> _Eve:
    name = last.id if last else None
    return _Eve(name, next((one.at for one in closed if one.sprint == name), 0))


def _as_closed(closed: tuple[Closing, ...], sprint: Sprint, until: int) -> tuple[Closing, ...]:
    """The closings with that of the sprint itself, which may close just now: actions come back in its retro, too."""
    return (*(one for one in closed if one.sprint != sprint.id), Closing(sprint.id, until))


def _is_told(action: Action, past: Lives, last: _Eve) -> bool:
    if action.is_open or (last.sprint is not None and action.retro == last.sprint):
        return True
    return not was_over(normal_id(action.id), past, last.at)
