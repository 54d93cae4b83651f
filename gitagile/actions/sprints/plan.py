"""The plan of a sprint: what is proposed for it, and the proposal carried out (docs/planning.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...analytics.capacity import days_of, days_per_role, role_shares, times_of
from ...analytics.sprint_plan import PlannedItem, RoleShare, Room, SkippedItem, amount_in, propose
from ...analytics.sprint_report import POINTS
from ...analytics.velocity import PLANNING, velocity_of
from ...analytics.workdays import calendar_of
from ...config.record import Config
from ...errors import Refused, UsageError
from ...model.backlog import Backlog
from ...model.ids import normal_id
from ...model.item import BACKLOG, Item, order_key
from ...model.ledger import estimate
from ...model.sprint import RUNNING, Sprint
from ...workspace import Workspace
from ..ledgers import ledgers, next_or_current
from ..moves import move_items
from ..new_item import refuse_closed
from ..result import Result


class Capacity(NamedTuple):
    """How much a sprint can take, in which unit, and where the number comes from."""

    amount: float
    unit: str
    source: str


class Plan(NamedTuple):
    """A proposal. `already` lies in the sprint, `used` is that and what is planned, `beyond` counts what came too late.

    `unestimated` counts the planned items whose amount is a guess: `guess`, the median of the estimated ones.
    """

    sprint: Sprint
    capacity: Capacity
    already: float
    used: float
    planned: tuple[PlannedItem, ...]
    skipped: tuple[SkippedItem, ...]
    beyond: int
    roles: tuple[RoleShare, ...]
    unestimated: int
    guess: float
    warnings: tuple[str, ...]


def propose_plan(workspace: Workspace, text: str | None = None, capacity: float | None = None) -> Plan:
    """Propose backlog items for a sprint (by default the next planned one, else the active one); nothing is changed.

    `capacity` is points in all; by default the velocity of the last three sprints, else the days people have. Refused
    for a closed sprint, or where nothing says how much it can take.
    """
    backlog, config = workspace.backlog(), workspace.config
    sprint = next_or_current(backlog, text)
    _refuse_closed(sprint)
    found = _capacity(workspace, sprint, capacity)
    own = [item for item in backlog.items_in(sprint.id) if _counts(item, sprint, config)]
    candidates = tuple(sorted((item for item in backlog.items_in(BACKLOG) if _is_open(item, config)), key=order_key))
    amount_of = amount_in(found.unit, (*own, *candidates))
    days = days_of(sprint, config.team, calendar_of(config))
    room = Room(found.amount, role_shares(days, config.team, found.amount))
    for item in own:
        room.take(item.role or None, amount_of(item))
    already = room.used
    proposal = propose(candidates, _met(backlog, sprint, config), room, amount_of)
    planned = [one.item for one in proposal.planned]
    return Plan(
        sprint=sprint,
        capacity=found,
        already=already,
        used=room.used,
        planned=proposal.planned,
        skipped=proposal.skipped,
        beyond=proposal.beyond,
        roles=room.as_shares(),
        unestimated=sum(1 for item in planned if estimate(item.points) is None),
        guess=amount_of(Item("", "", "")),
        warnings=(*_role_warnings((*own, *planned), days, config), *day_remarks(sprint, config)),
    )


def carry_out_plan(workspace: Workspace, plan: Plan, *, dry_run: bool = False) -> Result:
    """Move what a plan proposes to its sprint in one commit; what has left the backlog meanwhile is left alone."""
    with workspace.change(dry_run=dry_run) as editing:
        target = refuse_closed(editing, plan.sprint.id)
        wanted = {normal_id(one.item.id) for one in plan.planned}
        items = [item for item in editing.backlog.items_in(BACKLOG) if normal_id(item.id) in wanted]
        return move_items(editing, sorted(items, key=order_key), target)


def _capacity(workspace: Workspace, sprint: Sprint, asked: float | None) -> Capacity:
    if asked is not None:
        if estimate(asked) is None:
            raise UsageError(f"a capacity is a number of at least 0, not {asked}")
        return Capacity(float(asked), POINTS, "--capacity")
    found = known_capacity(workspace, sprint)
    if found is not None:
        return found
    hint = f"`gitagile sprint plan {sprint.id} --capacity 20`, or `days_per_sprint` under `[team.…]` in config.toml"
    raise Refused(f"nothing says how much {sprint.id} can take: no sprint has closed and no capacity is known", hint)


def known_capacity(workspace: Workspace, sprint: Sprint) -> Capacity | None:
    """How much a sprint can take: the velocity, else the days people have, else nobody knows.

    Where people have fewer days than in the sprints that the velocity is the mean of, it is so much less.
    """
    velocity = velocity_of(ledgers(workspace).ledgers)
    known = days_of(sprint, workspace.config.team, calendar_of(workspace.config))
    days = sum(known.values())
    if velocity.mean3 is not None:
        names = [row.sprint for row in velocity.rows[-PLANNING:]]
        before, source = _days_before(workspace, names), f"the mean of {', '.join(names)}"
        if not before or not known or days >= before:
            return Capacity(velocity.mean3, velocity.unit, source)
        less = f"{source}, {velocity.mean3:.6g}, for {days:.6g} of their {before:.6g} days"
        return Capacity(velocity.mean3 * days / before, velocity.unit, less)
    if not days:
        return None
    source = f"the capacity in {sprint.path}" if sprint.capacity else "the team's days_per_sprint"
    return Capacity(days, POINTS, f"{source}, one point a day")


def _days_before(workspace: Workspace, names: list[str]) -> float | None:
    """The days people had in some sprints, on average; None where one of them says none."""
    written = {one.id: sum(dict(one.capacity).values()) for one in workspace.backlog().sprints}
    found = [written.get(name) or 0.0 for name in names]
    return sum(found) / len(found) if all(found) else None


def day_remarks(sprint: Sprint, config: Config) -> tuple[str, ...]:
    """People for whom `sprint.md` counts more days than they are there."""
    changed = [
        time
        for time in times_of(sprint, config.team, calendar_of(config))
        if sprint.capacity and time.off and time.days != time.declared
    ]
    return tuple(
        f"{one.handle} is off {one.off} of the {one.working} working days of {sprint.id}: "
        f"{one.days:g} count, not the {one.declared:g} in {sprint.path}"
        for one in changed
    )


def _refuse_closed(sprint: Sprint) -> None:
    if not sprint.is_open:
        raise Refused(f"the sprint {sprint.id} is closed", "plan the next one: `gitagile sprint new NAME`")


def _is_open(item: Item, config: Config) -> bool:
    return config.workflow.is_open(item.status)


def _counts(item: Item, sprint: Sprint, config: Config) -> bool:
    """Whether an item of the sprint uses its capacity: open ones, and once it runs those done in it."""
    done_in_it = config.workflow.is_done(item.status) and sprint.status == RUNNING
    return _is_open(item, config) or done_in_it


def _met(backlog: Backlog, sprint: Sprint, config: Config) -> frozenset[str]:
    """Normal ids of what others may depend on: done anywhere, or open in the sprint."""
    return frozenset(
        normal_id(item.id)
        for item in backlog.items
        if config.workflow.is_done(item.status) or (item.place == sprint.id and _is_open(item, config))
    )


def _role_warnings(items: tuple[Item, ...], days: Mapping[str, float], config: Config) -> tuple[str, ...]:
    """A warning for each required role that has no work, that nobody has, or whose people have no time."""
    asked = {item.role for item in items}
    with_time = days_per_role(days, config.team)
    warnings = [
        f"the required role {role} has no work in this plan" for role in config.required_roles if role not in asked
    ]
    for role in config.required_roles:
        people = [person.handle for person in config.team if role in person.roles]
        if not people:
            warnings.append(f"nobody in the team has the required role {role}")
        elif any(name in days for name in people) and not with_time.get(role):
            warnings.append(f"the required role {role} has no time in this sprint ({', '.join(people)})")
    return tuple(warnings)
