"""The check-ins that are there: those of some days, and a person's last one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...model.checkin import Checkin
from ...model.finding import Finding
from ...store import layout
from ...store.reader import content_of, document_of
from ...store.tree import Tree
from ...text.checkin_text import checkin_from
from ...workspace import Workspace

_FOLDER = f"{layout.CHECKINS}/"


class ReadCheckins(NamedTuple):
    """Check-ins by day and person, and a finding for each file that could not be read."""

    checkins: tuple[Checkin, ...]
    unreadable: tuple[Finding, ...] = ()


class _Place(NamedTuple):
    """Where a check-in lies, and whose it is of which day."""

    day: str
    person: str
    path: str


def read_checkins(workspace: Workspace, first_day: date, last_day: date) -> ReadCheckins:
    """The check-ins of the days from first to last, both counted."""
    tree = workspace.tree()
    wanted = (one for one in _places(tree) if first_day.isoformat() <= one.day <= last_day.isoformat())
    found = [_read(tree, one) for one in sorted(wanted, key=lambda one: (one.day, one.person.casefold(), one.person))]
    return ReadCheckins(
        tuple(one for one in found if isinstance(one, Checkin)), tuple(one for one in found if isinstance(one, Finding))
    )


def checkins_between(workspace: Workspace, first_day: date, last_day: date) -> tuple[Checkin, ...]:
    """The check-ins of the days from first to last, both counted, by day and person; broken files are left out."""
    return read_checkins(workspace, first_day, last_day).checkins


def last_checkin(workspace: Workspace, person: str, day: date) -> Checkin | None:
    """A person's last check-in up to a day, that day's own counted; None where there is none that can be read."""
    tree, wanted = workspace.tree(), person.casefold()
    mine = (one for one in _places(tree) if one.person.casefold() == wanted and one.day <= day.isoformat())
    read = (_read(tree, one) for one in sorted(mine, reverse=True))
    return next((one for one in read if isinstance(one, Checkin)), None)


def _read(tree: Tree, place: _Place) -> Checkin | Finding:
    """What a file says, or why it cannot be read."""
    content, fault = content_of(tree, place.path)
    document = document_of(content or b"", place.path)
    fault = fault or document.fault
    return checkin_from(document, place.person, place.day) if fault is None else fault


def _places(tree: Tree) -> Iterator[_Place]:
    """The check-ins that lie where they should."""
    for path in tree.paths:
        place = layout.checkin_at(path) if path.startswith(_FOLDER) else None
        if place is not None:
            yield _Place(*place, path)
