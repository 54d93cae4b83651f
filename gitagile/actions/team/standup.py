"""The standup: what people said of the day, what git saw of it, what is in progress. By name, never by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ...analytics.workdays import calendar_of
from ...model.checkin import Checkin
from ...model.days import day_in, read_day, zone_named
from ...model.event import Event
from ...model.ids import normal_id
from ...model.item import Item, order_key
from ...model.sprint import Sprint, active_sprint
from ...model.timeline import as_instant
from ...model.workflow import ACTIVE
from ...workspace import Workspace
from ..history.code import code_commits
from ..history.happenings import CODE, Happening, from_event, notes_of
from ..history.log import since_second
from ..history.past import first_second, timeline
from ..people import Signer, signers
from .checkins import read_checkins


class Going(NamedTuple):
    """An item in progress, and for how many days (None: its start is not known)."""

    item: Item
    days: int | None


class PersonsDay(NamedTuple):
    """What one person said and did: `handle` where it is known, the name as git has it where the team has none.

    `said` are their check-ins, oldest first; `did` is what git saw.
    """

    name: str
    handle: str | None
    did: tuple[Happening, ...]
    said: tuple[Checkin, ...] = ()


class Standup(NamedTuple):
    """The team's digest since a moment: people by name, what is in progress, blocked and next in the sprint.

    Check-ins are those of today, or since the day that was asked for. Nobody is named for having none. `freed` are the
    normal ids of items that a check-in blocked and that are blocked no more.
    """

    since: str
    sprint: Sprint | None
    working_days_left: int | None
    people: tuple[PersonsDay, ...]
    going: tuple[Going, ...]
    blocked: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    today: str = ""
    freed: frozenset[str] = frozenset()


def standup(workspace: Workspace, since: str | None = None) -> Standup:
    """The digest since a day or an instant; by default since the last working day began."""
    start = since_second(workspace, since) if since else first_second(workspace, _last_working_day(workspace))
    read, backlog = timeline(workspace, since=start), workspace.backlog()
    today = workspace.today()
    first = day_in(zone_named(workspace.config.timezone), as_instant(start)) if since else today
    said = read_checkins(workspace, first, today)
    sprint = active_sprint(backlog.sprints)
    items = sorted(backlog.items_in(sprint.id) if sprint else backlog.live_items(), key=order_key)
    workflow = workspace.config.workflow
    is_open = [item for item in items if workflow.is_open(item.status)]
    unread = tuple(f"a check-in could not be read: {fault.as_line()}" for fault in said.unreadable)
    return Standup(
        since=since or _last_working_day(workspace).isoformat(),
        sprint=sprint,
        working_days_left=_days_left(workspace, sprint),
        people=_people(workspace, _happenings(workspace, read.events, start, backlog.items), said.checkins),
        going=tuple(
            Going(item, _age(workspace, item)) for item in is_open if workflow.category_of(item.status) == ACTIVE
        ),
        blocked=tuple(item for item in is_open if item.blocked),
        notes=(*notes_of(read), *_migrated(read.events, start), *unread),
        today=today.isoformat(),
        freed=_freed(workspace, said.checkins, backlog.items),
    )


def _freed(workspace: Workspace, said: Iterable[Checkin], items: Iterable[Item]) -> frozenset[str]:
    named = {normal_id(identifier) for checkin in said for identifier in checkin.blocks}
    is_open = workspace.config.workflow.is_open
    found = {normal_id(item.id): item for item in items} if named else {}
    return frozenset(key for key in named & found.keys() if not (found[key].blocked and is_open(found[key].status)))


def _happenings(
    workspace: Workspace, events: Iterable[Event], start: int, items: Iterable[Item]
) -> list[tuple[tuple[str, str], Happening]]:
    """What happened, with the signature of who did it; what a migration brought is nobody's day."""
    found: list[tuple[tuple[str, str], Happening]] = []
    for event in events:
        happening = from_event(event)
        if happening is not None and event.at >= start and not event.is_migration:
            found.append(((event.who, event.email), happening))
    known: Mapping[str, Item] = {normal_id(item.id): item for item in items}
    for one in code_commits(workspace, since=start):
        item = known.get(one.item)
        name, title = (item.id, item.title) if item else (one.item, "")
        told = Happening(one.at, name, title, CODE, (), one.commit, one.who, one.subject)
        found.append(((one.who, one.email), told))
    return found


def _people(
    workspace: Workspace, happenings: list[tuple[tuple[str, str], Happening]], said: Iterable[Checkin]
) -> tuple[PersonsDay, ...]:
    """Everybody who said or did something, by name."""
    people = signers(workspace, (signature for signature, _ in happenings))
    handles = {checkin.person.casefold() for checkin in said}
    did: defaultdict[tuple[str, str | None], list[Happening]] = defaultdict(list)
    for signature, happening in happenings:
        did[_who(people[signature], handles)].append(happening)
    words: defaultdict[tuple[str, str | None], list[Checkin]] = defaultdict(list)
    for checkin in said:
        words[_speaker(workspace, checkin, did)].append(checkin)
    names = sorted({*did, *words}, key=lambda who: (who[0].casefold(), who[1] or ""))
    return tuple(
        PersonsDay(*who, tuple(sorted(did.get(who, ()), key=lambda one: one.at)), tuple(words.get(who, ())))
        for who in names
    )


def _who(signer: Signer, handles: set[str]) -> tuple[str, str | None]:
    """A name and a handle; without a team, the address's name where somebody checked in under it."""
    if signer.person is not None:
        return signer.shown, signer.person.handle
    handle = signer.email.partition("@")[0].casefold()
    return signer.name or "not committed yet", handle if handle in handles else None


def _speaker(workspace: Workspace, checkin: Checkin, did: Iterable[tuple[str, str | None]]) -> tuple[str, str | None]:
    """The name and the handle of whoever a check-in is of."""
    handle = checkin.person.casefold()
    for person in workspace.config.team:
        if person.handle.casefold() == handle:
            return person.name or person.handle, person.handle
    known = (who for who in did if (who[1] or "").casefold() == handle)
    return next(known, (checkin.person, handle))


def _migrated(events: Iterable[Event], start: int) -> tuple[str, ...]:
    count = len({event.item for event in events if event.at >= start and event.is_migration})
    return (f"{count} {'item' if count == 1 else 'items'} brought or changed by a migration",) if count else ()


def _last_working_day(workspace: Workspace) -> date:
    calendar, yesterday = calendar_of(workspace.config), workspace.today() - timedelta(days=1)
    return calendar.last_before(yesterday - timedelta(days=30), yesterday)


def _days_left(workspace: Workspace, sprint: Sprint | None) -> int | None:
    end = read_day(sprint.end) if sprint else None
    return None if end is None else calendar_of(workspace.config).count(workspace.today(), end)


def _age(workspace: Workspace, item: Item) -> int | None:
    started = read_day(item.started)
    return None if started is None else max((workspace.today() - started).days + 1, 1)
