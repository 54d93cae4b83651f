"""A backlog's folder that had another name before: which one, and how the two parts of its history are one line."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from ..vcs.place import Repository
from ..vcs.walk import LogCommit, deleted_files
from .commit import NOTHING, Commit, Fact
from .paths import Paths

_MOST = 8
"""How often a folder that was emptied and filled again is looked at for another name."""


class Walked(Protocol):
    """What was walked, newest first: how many files each commit added, less those it removed, and what grew."""

    paths: Paths
    gains: array[int]
    grown: dict[int, LogCommit]


class Rename(NamedTuple):
    """The commit that gave the folder its name (its place among those walked, newest first), and the name before."""

    place: int
    commit: str
    source: str


def find_rename(repo: Repository, walked: Walked) -> Rename | None:
    """The newest commit that made the folder by moving another, with most of the items' files as they were."""
    paths = walked.paths
    for place in _births(walked.gains)[:_MOST]:
        commit = walked.grown[place]
        if commit.is_first:
            break
        added = {change.after: one.path for change in commit.changes if (one := paths.of(change.path)) is not None}
        votes = Counter(_sources(added, deleted_files(repo, commit.commit)))
        source, count = max(votes.items(), key=lambda vote: (vote[1], vote[0]), default=("", 0))
        if source and count * 2 >= len(added):
            return Rename(place, commit.commit, source)
    return None


def _births(gains: Sequence[int]) -> list[int]:
    """The places of the commits that brought the first items into the folder or into an emptied one, newest first."""
    found, living = [], 0
    for place in range(len(gains) - 1, -1, -1):
        before = living
        living += gains[place]
        if before <= 0 < living:
            found.append(place)
    return found[::-1]


def _sources(added: dict[bytes, str], deleted: dict[bytes, bytes]) -> Iterable[str]:
    for raw, blob in deleted.items():
        below = added.get(blob)
        path = raw.decode("utf-8", "surrogateescape")
        if below is not None and path.endswith(f"/{below}"):
            yield path[: -len(below) - 1]


def joined(older: Sequence[Commit], newer: Sequence[Commit]) -> tuple[Commit, ...]:
    """One line of both, oldest first: the first commit of `newer` took over what stood under the older name."""
    if not older or not newer:
        return (*older, *newer)
    standing: dict[str, int] = {}
    for commit in older:
        for fact in commit.facts:
            standing[fact.path] = fact.now
    first = newer[0]
    taken = {fact.path for fact in first.facts}
    facts = tuple(fact._replace(before=standing.get(fact.path, NOTHING)) for fact in first.facts)
    left = tuple(
        Fact(path, None, now, NOTHING) for path, now in standing.items() if now != NOTHING and path not in taken
    )
    return (*older, first._replace(facts=(*left, *facts)), *newer[1:])
