"""The items that were in progress at a moment, each with the day it was first started."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo

from ...analytics.lifetimes import lifetimes
from ...analytics.retro_actions import Lives
from ...analytics.retro_facts import Going
from ...model.days import day_in, read_day, read_instant, zone_named
from ...model.event import Version, version_of
from ...model.ids import normal_id
from ...model.item import Item
from ...model.workflow import ACTIVE
from ...workspace import Workspace
from ..history.past import timeline_of_item


def going(workspace: Workspace, items: Iterable[Item], past: Lives) -> Iterator[Going]:
    """Those of some items that stood in an active status at the moment.

    Where what was read of history does not tell the start, the item's own stamp does, else all of its history.
    """
    workflow, zone = workspace.config.workflow, zone_named(workspace.config.timezone)
    for item in items:
        name = normal_id(item.id)
        life = past.lives.get(name)
        if life is None and name in past.known:
            continue
        version = version_of(item) if life is None else life.version
        if workflow.category_of(version.status) == ACTIVE:
            started = life.started if life else _stamped(version, zone)
            yield Going(item.id, version.title, version.status, started or _seen(workspace, item, past.until))


def _stamped(version: Version, zone: tzinfo) -> date | None:
    instant = read_instant(version.started)
    return day_in(zone, instant) if instant else read_day(version.started)


def _seen(workspace: Workspace, item: Item, until: int) -> date | None:
    """The start that all of an item's history tells."""
    config = workspace.config
    lives = lifetimes(timeline_of_item(workspace, item.id), config.workflow, zone_named(config.timezone), as_of=until)
    return next((life.started for life in lives if life.item == normal_id(item.id)), None)
