"""The team: people by name, which roles are covered, and whom git knows that the config does not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ...analytics.workdays import Calendar, calendar_of
from ...model.days import read_day
from ...model.team import Person
from ...workspace import Workspace
from ..people import Signer, signers

RECENT = 90
"""Days back in which somebody who committed is looked for."""


class DaysOff(NamedTuple):
    """Days in a row on which somebody is off; weekends and holidays between two of them do not part them."""

    first: date
    last: date


class Member(NamedTuple):
    """One person of the team, and the days off that are still ahead."""

    person: Person
    off: tuple[DaysOff, ...] = ()


class RoleCover(NamedTuple):
    """One role: who has it (handles by name), and whether every sprint must have it."""

    role: str
    people: tuple[str, ...]
    is_required: bool


class TeamView(NamedTuple):
    """The team by name, its roles, and those who committed in the last RECENT days whom the config does not name."""

    people: tuple[Member, ...]
    roles: tuple[RoleCover, ...]
    strangers: tuple[Signer, ...]
    has_mailmap: bool = False


def team(workspace: Workspace) -> TeamView:
    """Who there is, by name and never by number."""
    config, today, calendar = workspace.config, workspace.today(), calendar_of(workspace.config)
    members = tuple(Member(one, _off_ahead(one, today, calendar)) for one in sorted(config.team, key=_by_name))
    held = sorted({role for person in config.team for role in person.roles})
    roles = dict.fromkeys((*config.roles, *config.required_roles, *held))
    return TeamView(
        people=members,
        roles=tuple(
            RoleCover(role, tuple(one.person.handle for one in members if role in one.person.roles), is_required)
            for role in roles
            for is_required in (role in config.required_roles,)
        ),
        strangers=_strangers(workspace),
        has_mailmap=(workspace.root / ".mailmap").is_file(),
    )


def _by_name(person: Person) -> tuple[str, str]:
    return ((person.name or person.handle).casefold(), person.handle)


def _off_ahead(person: Person, today: date, calendar: Calendar) -> tuple[DaysOff, ...]:
    days = sorted({day for text in person.days_off if (day := read_day(text)) is not None and day >= today})
    return tuple(_spans(days, calendar))


def _spans(days: Iterable[date], calendar: Calendar) -> list[DaysOff]:
    spans: list[DaysOff] = []
    one = timedelta(days=1)
    for day in days:
        if spans and not calendar.count(spans[-1].last + one, day - one):
            spans[-1] = spans[-1]._replace(last=day)
        else:
            spans.append(DaysOff(day, day))
    return spans


def _strangers(workspace: Workspace) -> tuple[Signer, ...]:
    from ...vcs.mailmap import recent_authors

    since = int(workspace.now.timestamp()) - RECENT * 86_400
    found = signers(workspace, recent_authors(workspace.repository, since)).values()
    return tuple(one for one in found if one.person is None)
