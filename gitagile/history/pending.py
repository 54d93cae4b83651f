"""What is not committed yet, as events: the index against HEAD, or one state of the items against another."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.event import Event, Version
from ..model.places import ROOT
from ..vcs.place import Repository
from .commit import Commit
from .differ import Standing


def pending_events(
    repo: Repository, *, at: int, folder: str = ROOT, last: Mapping[str, Version] | None = None
) -> tuple[Event, ...]:
    """What a commit of the index would do to items, at the instant `at`; GIT_INDEX_FILE is honoured.

    `last` are the items by normal id as HEAD's line left them: needed only for those whose file in HEAD cannot be read.
    """
    from ..vcs.staged import staged_changes

    changes = staged_changes(repo, folder)
    if not changes:
        return ()
    from .versions import versions_of  # late: it loads what parses items

    before, now = versions_of(repo, folder, changes)
    standing = Standing(is_whole=False)
    standing.fold(Commit("", at, "", "", is_migration=False, folder=folder, facts=before), at)
    events = standing.fold(Commit("", at, "", "", is_migration=False, folder=folder, facts=now), at)
    known = last or {}
    completed = (event._replace(before=event.before or known.get(event.item)) for event in events)
    return tuple(event for event in completed if event.before != event.after)


def pending_from(last: Mapping[str, Version], now: Mapping[str, Version], at: int) -> tuple[Event, ...]:
    """What happened between two states of the items (by normal id), at the instant `at`; in the order of ids."""
    return tuple(
        Event(item, at, last.get(item), now.get(item))
        for item in sorted(last.keys() | now.keys())
        if last.get(item) != now.get(item)
    )
