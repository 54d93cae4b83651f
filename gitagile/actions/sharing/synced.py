"""What a sync came to, as a record."""

from __future__ import annotations

from typing import NamedTuple

from ...model.finding import Finding
from ...vcs.remotes import Route
from ..merging.resolve import Left, Settled

SAME, SYNCED, CONFLICT, FINDINGS, MOVED = "same", "synced", "conflict", "findings", "moved"
"""Nothing to do; done; a conflict is left to a person; errors keep it from being pushed; the remote moved too often."""


class Synced(NamedTuple):
    """What a sync did, or with `dry_run` would do.

    `brought` commits came, `pushed` went; `head` is where the branch is now. `settled` are conflicts that were beyond
    doubt, `left` those of the backlog that are not, `elsewhere` other files in conflict. `ended` are claims that ended.
    """

    route: Route
    result: str
    head: str
    brought: int = 0
    merged: str | None = None
    pushed: int = 0
    tries: int = 1
    settled: tuple[Settled, ...] = ()
    left: tuple[Left, ...] = ()
    elsewhere: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    ended: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def is_done(self) -> bool:
        """Whether both sides have everything."""
        return self.result in (SAME, SYNCED)
