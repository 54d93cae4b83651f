"""The backlog: all items and sprints of one moment, and how one of them is found."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..errors import UsageError
from . import ids
from .finding import Finding
from .item import Item
from .near_words import near_words
from .sprint import Sprint, active_sprint, next_sprint, previous_sprint


class Backlog(NamedTuple):
    """What lies under `.backlog/`. `unreadable` has one finding for each file that could not be read as an item."""

    items: tuple[Item, ...] = ()
    sprints: tuple[Sprint, ...] = ()
    unreadable: tuple[Finding, ...] = ()
    carried: Mapping[str, int] = MappingProxyType({})
    """How often each item (normal id) was carried over, counted from the ledgers."""
    left_out: int = 0
    """How many more items matched where only the best were asked for."""

    def live_items(self) -> tuple[Item, ...]:
        """The items that are not archived."""
        return tuple(item for item in self.items if not item.is_archived)

    def items_in(self, place: str) -> tuple[Item, ...]:
        """The items of one sprint, of `backlog` or of `archive`."""
        return tuple(item for item in self.items if item.place == place)

    def carried_times(self, item: Item) -> int:
        """How many sprints have closed with the item unfinished."""
        return self.carried.get(ids.normal_id(item.id), 0)


def find_item(backlog: Backlog, text: str) -> Item:
    """The item that a typed id means. UsageError names the candidates, or the nearest id where there is none."""
    found = ids.matching_ids(text, (item.id for item in backlog.items))
    if len(set(map(ids.normal_id, found))) == 1:
        normal = ids.normal_id(found[0])
        same = [item for item in backlog.items if ids.normal_id(item.id) == normal]
        if len(same) == 1:
            return same[0]
        where = " and ".join(item.path for item in same)
        raise UsageError(
            f"the id {found[0]} is given twice: {where}", "run `gitagile doctor --fix` to give one a new id"
        )
    if found:
        shown = ", ".join(found[:8]) + (" …" if len(found) > 8 else "")
        raise UsageError(f"{text!r} may mean {len(found)} items: {shown}", "type one more character")
    near = near_words(text.casefold(), (item.id.casefold() for item in backlog.items))
    hint = f"did you mean {near[0]}?" if near else "`gitagile list --all` and `gitagile search` find items"
    raise UsageError(f"no item {text!r} in this backlog", hint)


_STAND_INS = {"@current": active_sprint, "@next": next_sprint, "@previous": previous_sprint}


def find_sprint(backlog: Backlog, text: str) -> Sprint:
    """The sprint that a name, a beginning of one, `@current`, `@next` or `@previous` means; UsageError otherwise."""
    if text.startswith("@"):
        return _stand_in(backlog, text)
    wanted = text.casefold()
    exact = [sprint for sprint in backlog.sprints if sprint.id.casefold() == wanted]
    found = exact or [sprint for sprint in backlog.sprints if wanted and sprint.id.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    names = [sprint.id for sprint in found or backlog.sprints]
    if found:
        raise UsageError(f"{text!r} may mean {len(found)} sprints: {', '.join(names[:8])}", "type more of the name")
    near = near_words(text, names)
    hint = (
        f"did you mean {near[0]}?"
        if near
        else "`gitagile sprint list` shows them; `gitagile sprint new NAME` makes one"
    )
    raise UsageError(f"no sprint {text!r}", hint)


def _stand_in(backlog: Backlog, text: str) -> Sprint:
    pick = _STAND_INS.get(text.casefold())
    if pick is None:
        raise UsageError(f"no sprint {text!r}", f"the stand-ins are {', '.join(_STAND_INS)}")
    sprint = pick(backlog.sprints)
    if sprint is None:
        word = {"@current": "active", "@next": "planned", "@previous": "closed"}[text.casefold()]
        raise UsageError(f"there is no {word} sprint", "`gitagile sprint new NAME` makes one, `sprint start` starts it")
    return sprint
