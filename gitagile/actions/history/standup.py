"""The standup: what each person did lately, what is in progress and what is stuck. By name, never by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ...analytics.workdays import calendar_of
from ...model.days import read_day
from ...model.event import Event
from ...model.ids import normal_id
from ...model.item import Item, order_key
from ...model.sprint import Sprint, active_sprint
from ...model.team import Person, person_with_email
from ...model.workflow import ACTIVE
from ...workspace import Workspace
from .code import code_commits
from .happenings import CODE, Happening, from_event, notes_of
from .log import since_second
from .past import first_second, timeline


class Going(NamedTuple):
    """An item in progress, and for how many days (None: its start is not known)."""

    item: Item
    days: int | None


class PersonsDay(NamedTuple):
    """What one person did: `handle` where the team knows them, the name as git has it otherwise."""

    name: str
    handle: str | None
    did: tuple[Happening, ...]


class Standup(NamedTuple):
    """The team's digest since a moment: people by name, what is in progress, blocked and next in the sprint."""

    since: str
    sprint: Sprint | None
    working_days_left: int | None
    people: tuple[PersonsDay, ...]
    going: tuple[Going, ...]
    blocked: tuple[Item, ...]
    notes: tuple[str, ...] = ()


def standup(workspace: Workspace, since: str | None = None) -> Standup:
    """The digest since a day or an instant; by default since the last working day began."""
    start = since_second(workspace, since) if since else first_second(workspace, _last_working_day(workspace))
    read = timeline(workspace, since=start)
    backlog = workspace.backlog()
    sprint = active_sprint(backlog.sprints)
    items = sorted(backlog.items_in(sprint.id) if sprint else backlog.live_items(), key=order_key)
    workflow = workspace.config.workflow
    is_open = [item for item in items if workflow.is_open(item.status)]
    return Standup(
        since=since or _last_working_day(workspace).isoformat(),
        sprint=sprint,
        working_days_left=_days_left(workspace, sprint),
        people=_people(workspace, read.events, start, {normal_id(item.id): item for item in backlog.items}),
        going=tuple(
            Going(item, _age(workspace, item)) for item in is_open if workflow.category_of(item.status) == ACTIVE
        ),
        blocked=tuple(item for item in is_open if item.blocked),
        notes=(*notes_of(read), *_migrated(read.events, start)),
    )


def _people(
    workspace: Workspace, events: Iterable[Event], start: int, items: Mapping[str, Item]
) -> tuple[PersonsDay, ...]:
    """What each person did; what a migration brought is nobody's day."""
    team = workspace.config.team
    did: defaultdict[tuple[str, str | None], list[Happening]] = defaultdict(list)
    for event in events:
        happening = from_event(event)
        if happening is not None and event.at >= start and not event.is_migration:
            did[_who(team, event.who, event.email)].append(happening)
    for one in code_commits(workspace, since=start):
        item = items.get(one.item)
        name, title = (item.id, item.title) if item else (one.item, "")
        told = Happening(one.at, name, title, CODE, (), one.commit, one.who, one.subject)
        did[_who(team, one.who, one.email)].append(told)
    names = sorted(did, key=lambda who: (who[0].casefold(), who[1] or ""))
    return tuple(PersonsDay(*who, tuple(sorted(did[who], key=lambda one: one.at))) for who in names)


def _migrated(events: Iterable[Event], start: int) -> tuple[str, ...]:
    count = len({event.item for event in events if event.at >= start and event.is_migration})
    return (f"{count} {'item' if count == 1 else 'items'} brought or changed by a migration",) if count else ()


def _who(team: tuple[Person, ...], name: str, email: str) -> tuple[str, str | None]:
    person = person_with_email(team, email)
    return (person.name or person.handle, person.handle) if person else (name or "not committed yet", None)


def _last_working_day(workspace: Workspace) -> date:
    calendar, yesterday = calendar_of(workspace.config), workspace.today() - timedelta(days=1)
    return calendar.last_before(yesterday - timedelta(days=30), yesterday)


def _days_left(workspace: Workspace, sprint: Sprint | None) -> int | None:
    end = read_day(sprint.end) if sprint else None
    return None if end is None else calendar_of(workspace.config).count(workspace.today(), end)


def _age(workspace: Workspace, item: Item) -> int | None:
    started = read_day(item.started)
    return None if started is None else max((workspace.today() - started).days + 1, 1)
