"""The team and a sprint's time and load as text and as JSON: by name, and never ranked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..actions.team.capacity import AWAY, FITS, FREE, FULL, ROOM
from .as_json import as_text
from .gate import visible_line
from .lines import aligned, amount
from .reports.told import counted

if TYPE_CHECKING:
    from ..actions.team.capacity import CapacityReport, PersonRow, RoleRow, Standing
    from ..actions.team.team import DaysOff, Member, RoleCover, TeamView
    from ..analytics.capacity import Load


def team_text(view: TeamView) -> str:
    """People, roles, and whom git knows that the config does not."""
    blocks = []
    if view.people:
        blocks.append("people\n" + _rows(map(_member_cells, view.people)))
    if view.roles:
        blocks.append("roles\n" + _rows(map(_role_cells, view.roles)))
    if view.strangers:
        rows = ((one.name or one.email, one.email) for one in view.strangers)
        blocks.append("git knows, the config does not\n" + _rows(rows))
    return "\n\n".join(blocks)


def team_json(view: TeamView) -> str:
    """The same, with every address that the config names."""
    people = [
        {
            "handle": one.person.handle,
            "name": one.person.name or None,
            "emails": one.person.emails,
            "roles": one.person.roles,
            "days_per_sprint": one.person.days_per_sprint,
            "days_off_ahead": [{"first": str(off.first), "last": str(off.last)} for off in one.off],
        }
        for one in view.people
    ]
    roles = [{"role": one.role, "required": one.is_required, "people": one.people} for one in view.roles]
    strangers = [{"name": one.name or None, "email": one.email} for one in view.strangers]
    return as_text({"people": people, "roles": roles, "unknown_to_config": strangers})


def capacity_text(report: CapacityReport) -> str:
    """How much the sprint can take, and for each person and role their time, their load and how the two go together."""
    sprint = report.sprint
    dates = f"{sprint.start or '?'} to {sprint.end or '?'}" if sprint.start or sprint.end else "no dates"
    days = "" if report.working_days is None else f", {counted(report.working_days, 'working day')}"
    lines = [f"{sprint.id}  {sprint.status}  {dates}{days}"]
    if report.capacity:
        found = report.capacity
        lines.append(f"takes about {amount(round(found.amount, 1))} {found.unit} ({found.source})")
    else:
        lines.append("nothing says how much it can take")
    blocks = ["\n".join(map(visible_line, lines))]
    unit = report.capacity.unit if report.capacity else ""
    people = [_person_cells(one, unit) for one in report.people]
    if report.nobody:
        people.append(("nobody yet", "", _load(report.nobody), ""))
    if people:
        blocks.append("people\n" + _rows(people))
    if report.roles:
        blocks.append("roles\n" + _rows(_role_time_cells(one, unit) for one in report.roles))
    return "\n\n".join(blocks)


def capacity_json(report: CapacityReport) -> str:
    """The same as JSON; `said` is away, free, room, fits, full or unknown, `by` an amount in the capacity's unit."""
    sprint = report.sprint
    people = [
        {
            "handle": one.handle,
            "name": one.name or None,
            "roles": one.roles,
            "working_days": one.time.working,
            "days_off": one.time.off,
            "declared_days": one.time.declared,
            "days": one.time.days,
            **_load_record(one),
        }
        for one in report.people
    ]
    roles = [
        {"role": one.role, "required": one.is_required, "people": one.people, "days": one.days, **_load_record(one)}
        for one in report.roles
    ]
    return as_text(
        {
            "sprint": sprint.id,
            "status": sprint.status,
            "start": sprint.start,
            "end": sprint.end,
            "working_days": report.working_days,
            "capacity": report.capacity._asdict() if report.capacity else None,
            "people": people,
            "roles": roles,
            "nobody": {"points": report.nobody.points, "items": report.nobody.items} if report.nobody else None,
            "notes": report.remarks,
        }
    )


def _load_record(one: PersonRow | RoleRow) -> dict[str, object]:
    by = round(one.standing.by, 6)
    return {
        "share": None if one.share is None else round(one.share, 6),
        "points": one.load.points,
        "items": one.load.items,
        "said": one.standing.word,
        "by": by,
    }


def _member_cells(member: Member) -> tuple[str, ...]:
    person = member.person
    days = "" if person.days_per_sprint is None else f"{counted(person.days_per_sprint, 'day')} a sprint"
    addresses = counted(len(person.emails), "address") if len(person.emails) == 1 else f"{len(person.emails)} addresses"
    off = f"off {', '.join(map(_span, member.off))}" if member.off else ""
    return person.handle, person.name, ", ".join(person.roles), addresses, days, off


def _span(off: DaysOff) -> str:
    return str(off.first) if off.first == off.last else f"{off.first} to {off.last}"


def _role_cells(cover: RoleCover) -> tuple[str, ...]:
    return cover.role, "required" if cover.is_required else "", ", ".join(cover.people) or "nobody has it"


def _person_cells(row: PersonRow, unit: str) -> tuple[str, ...]:
    time = row.time
    off = f", {counted(time.off, 'day')} off" if time.off else ""
    said = "days not known" if time.days is None else counted(round(time.days, 2), "day") + off
    return row.handle, said, _load(row.load), _person_words(row.standing, row.load, unit)


def _person_words(standing: Standing, load: Load, unit: str) -> str:
    by = f"{amount(round(standing.by, 1))} {unit}"
    return {
        AWAY: "away for all of it" + (f": {counted(load.items, 'item')} may want other hands" if load.items else ""),
        FREE: f"nothing yet; about {by} would fit",
        ROOM: f"room for about {by}",
        FITS: "about right",
        FULL: f"more than fits: about {by} may want other hands or another sprint",
    }.get(standing.word, "")


def _role_time_cells(row: RoleRow, unit: str) -> tuple[str, ...]:
    days = "" if row.days is None else counted(round(row.days, 2), "day")
    people = ", ".join(row.people) or "nobody has it"
    return row.role, people, days, _load(row.load), _role_words(row, unit)


def _role_words(row: RoleRow, unit: str) -> str:
    by = f"{amount(round(row.standing.by, 1))} {unit}"
    if not row.people:
        return "required, and nobody has it" if row.is_required else ""
    words = {
        AWAY: "no time in this sprint",
        FREE: f"no work in it; about {by} would fit",
        ROOM: f"room for about {by}",
        FITS: "about right",
        FULL: f"more than fits: about {by}",
    }.get(row.standing.word, "" if row.load.items else "no work in it")
    return f"required, {words}" if row.is_required and row.standing.word in (AWAY, FREE) else words


def _load(load: Load) -> str:
    return f"{counted(load.items, 'item')}, {amount(load.points)} {'point' if load.points == 1 else 'points'}"


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return aligned([tuple(map(visible_line, row)) for row in rows], "  ")
