"""An act that was killed half way: whether one was, and how it is brought to its end before the next act does so."""

from __future__ import annotations

from ..workspace import Workspace
from .result import Act

JOURNAL = ".git/gitagile/journal"


def was_killed(workspace: Workspace) -> bool:
    """Whether the last act left files half done: its journal is there, and nobody holds the lock any more."""
    from ..errors import Refused
    from ..vcs.journal import journal_file
    from ..vcs.lock import ActLock

    if not journal_file(workspace.repository).exists():
        return False
    lock = ActLock(workspace.repository)
    try:
        lock.take(0.0)
    except Refused:
        return False  # it is still at work
    lock.release()
    return True


def bring_to_its_end(workspace: Workspace, *, dry_run: bool = False) -> tuple[Act, ...]:
    """Complete a killed act whose commit is made, or take it back. Raises what `recover` raises."""
    from ..vcs.merging import acting

    if not was_killed(workspace):
        return ()
    if dry_run:
        return (Act("killed act", "brought to its end", JOURNAL),)
    with acting(workspace.repository, workspace.environ) as held:
        return tuple(Act("killed act", sentence, JOURNAL) for sentence in held.recovered)
