"""People: who sits here, whom git's signatures belong to, and the handles that typed names mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..errors import UsageError
from ..model.query import ME
from ..model.team import Person, person_with_email
from ..workspace import Workspace
from .known_words import known_word


class Signer(NamedTuple):
    """Who wrote something, by git: the name and address that `.mailmap` gives, and the person of the team, if any."""

    name: str
    email: str
    person: Person | None

    @property
    def shown(self) -> str:
        """The name that people know: the team's where it has one."""
        return (self.person.name or self.person.handle) if self.person else self.name


def signers(workspace: Workspace, signatures: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Signer]:
    """Who each signature (name and address, as a commit bears them) belongs to, by address and by `.mailmap`.

    An address of the team counts as it is written in the config, and as `.mailmap` joins it with others.
    """
    from ..vcs.mailmap import canonical

    team, wanted = workspace.config.team, tuple(dict.fromkeys(signatures))
    own = [(("", email), person) for person in team for email in person.emails]
    mapped = canonical(workspace.repository, (*wanted, *(signature for signature, _ in own)))
    joined: dict[str, Person] = {}
    for signature, person in own:
        joined.setdefault(mapped.get(signature, signature)[1].casefold(), person)
    found = {}
    for signature in wanted:
        name, email = mapped.get(signature, signature)
        person_there = person_with_email(team, signature[1]) or joined.get(email.casefold())
        found[signature] = Signer(name, email, person_there)
    return found


def me(workspace: Workspace) -> tuple[str, ...]:
    """The handles of whoever sits here, by git's e-mail address; the address's name where the team has none."""
    from ..vcs.settings import read_settings

    name, email = read_settings(workspace.repository).identity(workspace.environ)
    person = person_with_email(workspace.config.team, email or "")
    if person is None and email and workspace.config.team:
        person = signers(workspace, [(name or "", email)])[name or "", email].person
    if person is not None:
        return (person.handle,)
    if not email and not name:
        raise UsageError("git does not know who you are", "`git config user.email you@example.org`")
    return tuple(
        dict.fromkeys(one for one in ((email or "").partition("@")[0], (name or "").split(" ")[0].casefold()) if one)
    )


def handles_of(workspace: Workspace, words: Iterable[str]) -> tuple[str, ...]:
    """The handles that words mean: `@me` is whoever sits here, an `@` before a name is left out.

    UsageError for one that is not in the team, where the config names a team.
    """
    return tuple(dict.fromkeys(_handle_of(workspace, word) for word in words))


def _handle_of(workspace: Workspace, word: str) -> str:
    if word.casefold() == ME:
        return me(workspace)[0]
    handle = word.removeprefix("@")
    return known_word("person", handle, workspace.config.handles) if workspace.config.team else handle
