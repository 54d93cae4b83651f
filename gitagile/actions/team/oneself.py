"""Oneself: who sits here, as a check-in names them and as git's commits do."""

from __future__ import annotations

from typing import NamedTuple

from ...errors import Refused
from ...model.checkin import is_file_handle
from ...model.team import Person
from ...workspace import Workspace
from ..people import me, signers

Signature = tuple[str, str]


class Oneself(NamedTuple):
    """Whoever sits here: the handle, every handle they may go by, and the team's record of them, if there is one.

    `signatures` are the names and addresses that git may know them by.
    """

    handle: str
    handles: tuple[str, ...]
    person: Person | None
    signatures: tuple[Signature, ...]

    def is_mine(self, assignee: tuple[str, ...]) -> bool:
        """Whether one of these people is oneself."""
        return not {one.casefold() for one in assignee}.isdisjoint(one.casefold() for one in self.handles)


def oneself(workspace: Workspace) -> Oneself:
    """Who sits here. Refused where the config names a team they are not in, or their handle cannot name a file."""
    from ...vcs.settings import read_settings

    name, email = read_settings(workspace.repository).identity(workspace.environ)
    handles = me(workspace)
    team = workspace.config.team
    person = next((one for one in team if one.handle == handles[0]), None)
    if team and person is None:
        raise Refused(f"the team does not know {name or email} <{email or ''}>", _add_to_team(handles[0], name, email))
    if not is_file_handle(handles[0]):
        hint = f"give them a handle of letters, digits, `.` and `-`: {_add_to_team('ana', name, email)}"
        raise Refused(f"no file can be called {handles[0]!r}", hint)
    signatures = {(name or "", one) for one in (email, *(person.emails if person else ())) if one}
    return Oneself(handles[0], handles, person, tuple(sorted(signatures)))


def own_signatures(workspace: Workspace, who: Oneself, seen: set[Signature]) -> frozenset[Signature]:
    """Those of some signatures, as commits bear them, that are one's own: by address, and by `.mailmap`."""
    known = signers(workspace, (*seen, *who.signatures))
    mine = {known[one].email.casefold() for one in who.signatures} | {one[1].casefold() for one in who.signatures}
    return frozenset(
        one
        for one in seen
        if known[one].email.casefold() in mine or (who.person is not None and known[one].person == who.person)
    )


def _add_to_team(handle: str, name: str | None, email: str | None) -> str:
    written = f'emails = ["{email}"]' if email else f'name = "{name}"'
    return f"add `[team.{handle}]` with `{written}` to `.backlog/config.toml`"
