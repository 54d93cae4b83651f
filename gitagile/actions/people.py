"""People: who sits here, and the handles that typed names mean."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import UsageError
from ..model.query import ME
from ..model.team import person_with_email
from ..workspace import Workspace
from .known_words import known_word


def me(workspace: Workspace) -> tuple[str, ...]:
    """The handles of whoever sits here, by git's e-mail address; the address's name where the team has none."""
    from ..vcs.settings import read_settings

    name, email = read_settings(workspace.repository).identity(workspace.environ)
    person = person_with_email(workspace.config.team, email or "")
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
