"""A check-in: what one person says of one day. Read by the team, never counted by person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .ids import RESERVED

DID, NEXT, BLOCKERS, HELP = "did", "next", "blockers", "help_offered"
PARTS = (DID, NEXT, BLOCKERS, HELP)
"""The parts of the form, in order, by the names of the record's fields."""

VALUES = ("kind", "helpful", "mindful")
"""What the form's last, optional line is for."""


class Note(NamedTuple):
    """The form's last line: something kind, helpful or mindful. `value` is which of the three, if it says which."""

    text: str
    value: str | None = None


class Checkin(NamedTuple):
    """What one person said of one day (ISO, as its folder says). `person` is a handle of the team, as the file's name.

    `blocks` are ids of items that its blockers hold back. `until` is the instant up to which it tells what was done.
    """

    person: str
    day: str
    path: str = ""
    did: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()
    help_offered: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    blocks: tuple[str, ...] = ()
    until: str | None = None

    def part(self, name: str) -> tuple[str, ...]:
        """The entries of one of PARTS."""
        entries: tuple[str, ...] = getattr(self, name)
        return entries

    @property
    def says_nothing(self) -> bool:
        """No part has an entry, and there is no note."""
        return not (self.notes or any(map(self.part, PARTS)))


def with_parts(checkin: Checkin, parts: Mapping[str, tuple[str, ...]]) -> Checkin:
    """The check-in with these parts in place of its own."""
    return checkin._replace(**{part: entries for part, entries in parts.items() if part in PARTS})  # type: ignore[arg-type]


def is_file_handle(handle: str) -> bool:
    """Whether a handle can be the name of a check-in's file on every system: letters, digits, `.`, `-` and `_`."""
    fits = re.fullmatch(r"[^\W_][\w.-]{0,62}", handle) is not None
    return fits and not handle.endswith(".") and handle.casefold().split(".", maxsplit=1)[0] not in RESERVED
