"""Commits of code that name items of the backlog."""

from __future__ import annotations

from collections.abc import Iterable

from ...history.mention import Mention
from ...history.mentions import mentions
from ...model.ids import normal_id
from ...vcs.moments import came_later, end_of_line_at
from ...workspace import Workspace


def code_commits(
    workspace: Workspace, *, items: Iterable[str] | None = None, since: int | None = None
) -> tuple[Mention, ...]:
    """The commits of code that name items (any spelling of their ids; None: all), oldest first.

    Ids are looked for with the config's prefix, and with those of the items asked for.
    """
    wanted = None if items is None else [normal_id(item) for item in items]
    if wanted is not None and not wanted:
        return ()
    memory = workspace.repository.common_dir / "gitagile" / "mentions.sqlite"
    prefixes = {workspace.config.prefix, *(item.partition("-")[0] for item in wanted or ())}
    return mentions(workspace.repository, memory, prefixes=sorted(prefixes), items=wanted, since=since)


def known_at(workspace: Workspace, code: Iterable[Mention], at: int, *, revision: str = "HEAD") -> tuple[Mention, ...]:
    """Those of some commits that the line up to a revision had at an instant: what was merged later is not there."""
    made = tuple(one for one in code if one.at <= at)
    end = end_of_line_at(workspace.repository, revision, at) if made else None
    if end is None:
        return ()
    later = came_later(workspace.repository, (one.commit for one in made), end)
    return tuple(one for one in made if one.commit not in later)
