"""The check-ins that are there: those of some days, and a person's last one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...model.checkin import Checkin
from ...model.days import read_day
from ...model.finding import Finding
from ...store import layout
from ...store.reader import content_of, document_of
from ...text.checkin_text import checkin_from
from ...workspace import Workspace


class ReadCheckins(NamedTuple):
    """Check-ins by day and person, and a finding for each file that could not be read."""

    checkins: tuple[Checkin, ...]
    unreadable: tuple[Finding, ...] = ()


def read_checkins(workspace: Workspace, first_day: date, last_day: date) -> ReadCheckins:
    """The check-ins of the days from first to last, both counted."""
    tree = workspace.tree()
    found: list[Checkin] = []
    faults: list[Finding] = []
    for day, person, path in sorted(_places(workspace), key=lambda one: (one[0], one[1].casefold(), one[1])):
        if not first_day.isoformat() <= day <= last_day.isoformat():
            continue
        content, fault = content_of(tree, path)
        document = None if content is None else document_of(content, path)
        fault = fault or (document.fault if document else None)
        if fault is not None or document is None:
            faults += [fault] if fault else []
        else:
            found.append(checkin_from(document, person, day))
    return ReadCheckins(tuple(found), tuple(faults))


def checkins_between(workspace: Workspace, first_day: date, last_day: date) -> tuple[Checkin, ...]:
    """The check-ins of the days from first to last, both counted, by day and person; broken files are left out."""
    return read_checkins(workspace, first_day, last_day).checkins


def last_checkin(workspace: Workspace, person: str, day: date) -> Checkin | None:
    """A person's last check-in up to a day, that day's own counted; None where there is none that can be read."""
    wanted = person.casefold()
    days = {read_day(one) for one, who, _ in _places(workspace) if who.casefold() == wanted}
    for one in sorted((one for one in days if one is not None and one <= day), reverse=True):
        mine = [found for found in checkins_between(workspace, one, one) if found.person.casefold() == wanted]
        if mine:
            return mine[0]
    return None


def _places(workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    """The day, person and path of each check-in that lies where it should."""
    for path in workspace.tree().paths:
        place = layout.checkin_at(path)
        if place is not None:
            yield (*place, path)
