"""Capacity and load: how much each person and role can take, and how much lies on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..model.item import Item
from ..model.ledger import estimate
from ..model.sprint import Sprint
from ..model.team import Person
from .sprint_report import Amount, total


class Load(NamedTuple):
    """What lies on a person or role: `capacity` in days (None: not known), `points` and how many items.

    `name` None: on nobody, or for no role. An item of several people counts for each with an even share.
    """

    name: str | None
    capacity: float | None
    points: Amount
    items: int


def days_of(sprint: Sprint | None, team: Iterable[Person]) -> dict[str, float]:
    """Working days per person: the sprint's own capacity, else the team's `days_per_sprint`, else nothing."""
    if sprint is not None and sprint.capacity:
        return dict(sprint.capacity)
    return {person.handle: person.days_per_sprint for person in team if person.days_per_sprint is not None}


def days_per_role(days: Mapping[str, float], team: Iterable[Person]) -> dict[str, float]:
    """Working days per role: each person's shared evenly over their roles."""
    roles: defaultdict[str, float] = defaultdict(float)
    for person in team:
        for role in person.roles:
            roles[role] += days.get(person.handle, 0.0) / len(person.roles)
    return dict(roles)


def role_shares(days: Mapping[str, float], team: Iterable[Person], amount: float) -> dict[str, float] | None:
    """How much of a capacity each role has, in proportion to its days; None where no days or no roles are known."""
    everybody, roles = sum(days.values()), days_per_role(days, team)
    if not everybody or not any(roles.values()):
        return None
    return {role: amount * share / everybody for role, share in roles.items()}


def person_loads(items: Iterable[Item], days: Mapping[str, float]) -> tuple[Load, ...]:
    """The load of each person who has capacity or items, by name, and of items that are nobody's."""
    shares = [(name, item, len(item.assignee) or 1) for item in items for name in item.assignee or (None,)]
    return _loads(shares, days)


def role_loads(items: Iterable[Item], days: Mapping[str, float]) -> tuple[Load, ...]:
    """The load of each role that has capacity or items, by name, and of items without a role."""
    return _loads([(item.role or None, item, 1) for item in items], days)


def _loads(shares: list[tuple[str | None, Item, int]], days: Mapping[str, float]) -> tuple[Load, ...]:
    names = sorted({name for name, _, _ in shares if name is not None} | days.keys())
    rest = [None] if any(name is None for name, _, _ in shares) else []
    return tuple(_load(name, shares, days) for name in (*names, *rest))


def _load(name: str | None, shares: list[tuple[str | None, Item, int]], days: Mapping[str, float]) -> Load:
    own = [(item, people) for one, item, people in shares if one == name]
    points = round(float(total((estimate(item.points) or 0) / people for item, people in own)), 6)
    return Load(
        name=name,
        capacity=days.get(name) if name is not None else None,
        points=int(points) if points.is_integer() else points,
        items=len(own),
    )
