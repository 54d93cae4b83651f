"""Actions of retros: which items are some, where each stood at a moment, and how many retros it came back in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import NamedTuple

from ..model.event import Version, version_of
from ..model.ids import normal_id
from ..model.item import ARCHIVE, Item
from ..model.timeline import stamped_at
from ..model.workflow import DONE, DROPPED, Workflow
from .lifetimes import Lifetime

TYPE = "action"
"""The type of the items that a retro decided."""
FROM_RETRO = "from_retro"
"""The key that names the sprint whose retro made an action."""
_OVER = (DONE, DROPPED)
_LATEST = 1 << 40
"""Later than any stamp: what no stamp dates comes out as 0."""


class Action(NamedTuple):
    """An action as it stood at a moment. `retro`: the sprint whose retro made it, None where nobody said.

    `made` and `ended` are the seconds it was made and done, 0 where nobody knows; `finished` the day it was done, as an
    ISO day; `returns` counts the later retros in which it came back open.
    """

    id: str
    title: str
    status: str | None
    category: str
    assignee: tuple[str, ...]
    retro: str | None
    made: int
    ended: int
    finished: str | None
    place: str
    returns: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done: neither done nor dropped."""
        return self.category not in _OVER


class Closing(NamedTuple):
    """A closed sprint and the second it closed: the moment of its retro."""

    sprint: str
    at: int


class Lives(NamedTuple):
    """What history tells up to a moment: lifetimes by normal id, and all items it tells anything of, later too."""

    lives: Mapping[str, Lifetime]
    known: frozenset[str]
    until: int


def is_action(item: Item) -> bool:
    """Whether an item is what a retro decided."""
    return item.type == TYPE


def retro_of(item: Item) -> str | None:
    """The sprint whose retro made an item; None where it says none."""
    named = dict(item.fields).get(FROM_RETRO)
    return str(named).strip() or None if isinstance(named, str | int | float) else None


def action_now(item: Item, workflow: Workflow, zone: tzinfo) -> Action:
    """An action as its file says now."""
    return _action(item, version_of(item), workflow, zone)


def action_then(item: Item, past: Lives, workflow: Workflow, zone: tzinfo) -> Action | None:
    """An action as it stood at the moment; None where it was not there yet, or put away undone.

    What history does not tell of stood as it does now.
    """
    life = past.lives.get(normal_id(item.id))
    if life is None and normal_id(item.id) in past.known:
        return None
    action = _action(item, version_of(item) if life is None else life.version, workflow, zone)
    if life is not None and action.category == DONE and life.finished is not None:
        action = action._replace(finished=life.finished.isoformat())
    is_gone = life is not None and life.is_deleted
    is_away = action.is_open and action.place == ARCHIVE
    return None if is_gone or is_away or action.made > past.until else action


def was_over(item: str, past: Lives, at: int) -> bool:
    """Whether an item (normal id) was done or dropped at a second; no where it was made later."""
    life = past.lives.get(item)
    if life is None:
        return item not in past.known
    standing = [step for step in life.steps if step.at <= at]
    return bool(standing) and standing[-1].category in _OVER


def returns_of(action: Action, closings: Iterable[Closing], until: int) -> int:
    """In how many retros an action came back open: sprints closed since it was made, but for the one it is from."""
    last = min(until, action.ended or until)
    return sum(1 for one in closings if action.made <= one.at <= last and one.sprint != action.retro)


def oldest_first(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Actions by the time they were made."""
    return tuple(sorted(actions, key=lambda one: (one.made, one.id)))


def _second(stamp: str | None, zone: tzinfo) -> int:
    return stamped_at(stamp, _LATEST, zone) % _LATEST


def _action(item: Item, version: Version, workflow: Workflow, zone: tzinfo) -> Action:
    category = workflow.category_of(version.status)
    return Action(
        id=item.id,
        title=version.title,
        status=version.status,
        category=category,
        assignee=version.assignee,
        retro=retro_of(item),
        made=_second(version.created, zone),
        ended=_second(version.finished, zone) if category == DONE else 0,
        finished=version.finished[:10] if version.finished and category == DONE else None,
        place=version.place,
    )
