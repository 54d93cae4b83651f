"""The team: who there is, in which roles and with how much time. Never a ranking."""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """One member: a handle, how git knows them (`emails`), their roles and working days per sprint."""

    handle: str
    name: str = ""
    emails: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    days_per_sprint: float | None = None
    days_off: tuple[str, ...] = ()


def person_with_email(team: tuple[Person, ...], email: str) -> Person | None:
    """The member whom git knows by this address, compared without case."""
    wanted = email.casefold()
    return next((person for person in team if wanted in (known.casefold() for known in person.emails)), None)
