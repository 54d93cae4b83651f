"""Capacity and load: how much each person and role can take, and how much lies on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..model.days import read_day
from ..model.item import Item
from ..model.ledger import estimate
from ..model.sprint import Sprint
from ..model.team import Person
from .sprint_report import Amount, total
from .workdays import Calendar, days_off_in


class Load(NamedTuple):
    """What lies on a person or role: `capacity` in days (None: not known), `points` and how many items.

    `name` None: on nobody, or for no role. An item of several people counts for each with an even share.
    """

    name: str | None
    capacity: float | None
    points: Amount
    items: int


class PersonTime(NamedTuple):
    """A person's time in a sprint: its working days and how many of them they are off (None: it has no dates).

    `declared` is what `sprint.md` or, without it, the config gives them; `days` is what is left of that. Both are None
    where nobody said.
    """

    handle: str
    working: int | None
    off: int | None
    declared: float | None
    days: float | None


def times_of(sprint: Sprint | None, team: Iterable[Person], calendar: Calendar) -> tuple[PersonTime, ...]:
    """The time of everybody in the team, and of others whom `sprint.md` names, by handle.

    A number in `sprint.md` stands, but nobody has more days than those that they are there. One that is above the
    sprint's working days counts no days (a team may write points there) and is left as it is. Without `sprint.md`'s
    word it is `days_per_sprint`, less the days off in the sprint.
    """
    known = {person.handle: person for person in team}
    written = dict(sprint.capacity) if sprint else {}
    names = sorted({*known, *written})
    return tuple(_time(name, known.get(name, Person(name)), (sprint, written), calendar) for name in names)


def _time(name: str, person: Person, said: tuple[Sprint | None, Mapping[str, float]], calendar: Calendar) -> PersonTime:
    sprint, written = said
    first, last = (read_day(sprint.start), read_day(sprint.end)) if sprint else (None, None)
    declared = written.get(name) if written else person.days_per_sprint
    if first is None or last is None:
        return PersonTime(name, None, None, declared, declared)
    working, off = calendar.count(first, last), days_off_in(person, first, last, calendar)
    if declared is None:
        return PersonTime(name, working, off, None, None)
    if written:
        days = min(declared, working - off) if declared <= working else declared
    else:
        days = max(0.0, min(declared, working) - off)
    return PersonTime(name, working, off, declared, days)


def days_of(sprint: Sprint | None, team: Iterable[Person], calendar: Calendar) -> dict[str, float]:
    """Working days per person (`times_of`), of those whose are known."""
    return {time.handle: time.days for time in times_of(sprint, team, calendar) if time.days is not None}


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


def person_shares(days: Mapping[str, float], amount: float) -> dict[str, float] | None:
    """How much of a capacity each person has, in proportion to their days; None where no days are known."""
    everybody = sum(days.values())
    return {name: amount * own / everybody for name, own in days.items()} if everybody else None


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
