"""A commit of the line as far as items go: what it made of each item's file that it touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model.event import Version

if TYPE_CHECKING:
    from .rows import Packing

NOTHING, MISSING = 0, -1
"""Stand for a side of a fact that has no file, and for a file whose text is not in this repository."""


class Fact(NamedTuple):
    """What one commit made of one item file: a version, nothing (it is gone), or a text that cannot be read.

    `path` is the file's, below the backlog's folder. `before` and `now` are checksums of both sides' blobs, by which
    one fact is seen to follow another; NOTHING where there is no file, MISSING where its text is not here.
    """

    path: str
    version: Version | None
    before: int
    now: int

    @property
    def is_gone(self) -> bool:
        """Whether the file is not there any more."""
        return self.now == NOTHING


class Commit(NamedTuple):
    """One commit that touched item files. `at` is the committer's clock as it is written there.

    `folder` is the name the backlog's folder had then.
    """

    commit: str
    at: int
    who: str
    email: str
    is_migration: bool
    folder: str
    facts: tuple[Fact, ...]

    @property
    def unreadable(self) -> int:
        """How many of its versions could not be read."""
        return sum(1 for fact in self.facts if fact.version is None and fact.now > NOTHING)


class Reading(NamedTuple):
    """Commits that touched items, oldest first. They follow `base`, a commit that was known, or nothing.

    `missing` blobs are not in this repository; `broken` are git's words where it could not go on. `packing` are the
    same commits as they are remembered, where they were packed while they were read.
    """

    commits: tuple[Commit, ...]
    base: str | None = None
    missing: int = 0
    broken: str | None = None
    packing: Packing | None = None
