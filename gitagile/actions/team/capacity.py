"""The capacity of a sprint: how much time people and roles have, what lies on them, and whether that fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from ...analytics.capacity import (
    Load,
    PersonTime,
    days_per_role,
    person_loads,
    person_shares,
    role_loads,
    role_shares,
    times_of,
)
from ...analytics.sprint_plan import amount_in
from ...analytics.workdays import calendar_of
from ...config.record import Config
from ...model.days import read_day
from ...model.item import Item
from ...model.sprint import Sprint
from ...model.workflow import DROPPED
from ...workspace import Workspace
from ..ledgers import current_or_next
from ..sprints.plan import Capacity, day_remarks, known_capacity

AWAY, FREE, ROOM, FITS, FULL, UNKNOWN = "away", "free", "room", "fits", "full", "unknown"
"""How a load stands to a share: no time at all, nothing on them yet, room left, about right, too much, nobody knows."""
_ABOUT = 0.1
"""By so much of a share a load may lie above it and still fit: estimates are no truer than that."""


class Standing(NamedTuple):
    """How a load stands to the share of the capacity: one of the words above, and by how much (in the unit)."""

    word: str
    by: float = 0.0


class PersonRow(NamedTuple):
    """One person's sprint: their time, their share of the capacity (None: not known) and what lies on them."""

    handle: str
    name: str
    roles: tuple[str, ...]
    time: PersonTime
    share: float | None
    load: Load
    standing: Standing


class RoleRow(NamedTuple):
    """One role's sprint: who has it, their days for it, its share of the capacity, and the work that asks for it."""

    role: str
    is_required: bool
    people: tuple[str, ...]
    days: float | None
    share: float | None
    load: Load
    standing: Standing


class CapacityReport(NamedTuple):
    """One sprint's time and load, people and roles by name. `nobody` is the load that is nobody's.

    `capacity` is what the whole sprint can take, None where nothing says it; `remarks` are to be said beside it.
    """

    sprint: Sprint
    working_days: int | None
    capacity: Capacity | None
    people: tuple[PersonRow, ...]
    roles: tuple[RoleRow, ...]
    nobody: Load | None
    remarks: tuple[str, ...]


def capacity(workspace: Workspace, text: str | None = None) -> CapacityReport:
    """The time and load of a sprint, by default the active one, else the next planned one."""
    backlog, config = workspace.backlog(), workspace.config
    sprint = current_or_next(backlog, text)
    calendar = calendar_of(config)
    items = [item for item in backlog.items_in(sprint.id) if config.workflow.category_of(item.status) != DROPPED]
    times = times_of(sprint, config.team, calendar)
    days = {time.handle: time.days for time in times if time.days is not None}
    found = known_capacity(workspace, sprint)
    desk = _Desk(config, items, days, found)
    first, last = read_day(sprint.start), read_day(sprint.end)
    return CapacityReport(
        sprint=sprint,
        working_days=None if first is None or last is None else calendar.count(first, last),
        capacity=found,
        people=desk.people(times),
        roles=desk.roles(),
        nobody=next((load for load in person_loads(items, days) if load.name is None), None),
        remarks=day_remarks(sprint, config),
    )


class _Desk:
    """What lies on people and roles, and what of the capacity is theirs."""

    def __init__(self, config: Config, items: list[Item], days: Mapping[str, float], found: Capacity | None) -> None:
        self._config, self._items, self._days, self._found = config, items, days, found
        self._amount_of = amount_in(found.unit, items) if found else None

    def people(self, times: Iterable[PersonTime]) -> tuple[PersonRow, ...]:
        """Everybody of the team, those of the sprint's capacity, and those who have items in it, by handle."""
        known = {person.handle: person for person in self._config.team}
        loads = {load.name: load for load in person_loads(self._items, self._days) if load.name is not None}
        shares = person_shares(self._days, self._found.amount) if self._found else None
        all_times = {time.handle: time for time in times}
        rows = []
        for name in sorted({*all_times, *loads}):
            person, load = known.get(name), loads.get(name, Load(name, self._days.get(name), 0, 0))
            carried = self._carried(partial(_people_on, name=name))
            time = all_times.get(name, PersonTime(name, None, None, None, None))
            share = None if shares is None else shares.get(name)
            rows.append(
                PersonRow(
                    name,
                    person.name if person else "",
                    person.roles if person else (),
                    time,
                    share,
                    load,
                    _standing(share, time.days, load, carried),
                )
            )
        return tuple(rows)

    def roles(self) -> tuple[RoleRow, ...]:
        """Every role of the config, of the team and of the items, by name."""
        config, days = self._config, days_per_role(self._days, self._config.team)
        shares = role_shares(self._days, config.team, self._found.amount) if self._found else None
        loads = {load.name: load for load in role_loads(self._items, days) if load.name is not None}
        held = {role for person in config.team for role in person.roles}
        return tuple(
            self._role(role, days if self._days else None, shares, loads.get(role, Load(role, days.get(role), 0, 0)))
            for role in sorted({*config.roles, *config.required_roles, *held, *loads})
        )

    def _role(
        self, role: str, days: Mapping[str, float] | None, shares: Mapping[str, float] | None, load: Load
    ) -> RoleRow:
        own = None if days is None else days.get(role, 0.0)
        share = None if shares is None else shares.get(role, 0.0)
        carried = self._carried(lambda item: int(item.role == role))
        people = tuple(sorted(person.handle for person in self._config.team if role in person.roles))
        standing = _standing(share, own, load, carried)
        return RoleRow(role, role in self._config.required_roles, people, own, share, load, standing)

    def _carried(self, parts_of: Callable[[Item], int]) -> float | None:
        """What lies on a person or role in the capacity's unit; `parts_of` is how many share an item, 0: not theirs."""
        if self._amount_of is None:
            return None
        return sum(self._amount_of(item) / parts for item in self._items if (parts := parts_of(item)))


def _people_on(item: Item, name: str) -> int:
    return len(item.assignee) if name in item.assignee else 0


def _standing(share: float | None, days: float | None, load: Load, carried: float | None) -> Standing:
    if days == 0:
        return Standing(AWAY, carried or 0.0)
    if share is None or carried is None:
        return Standing(UNKNOWN)
    if not load.items:
        return Standing(FREE, share)
    over = carried - share
    if over > _ABOUT * share:
        return Standing(FULL, over)
    return Standing(ROOM, -over) if -over > _ABOUT * share else Standing(FITS)
