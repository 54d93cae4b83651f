"""Resolving: what a merge left in conflict under `.backlog/`, settled and staged; the commit stays the user's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...errors import UsageError
from ...model.ids import matching_ids
from ...store import layout
from ...text.merge_sides import OURS, THEIRS
from ...vcs.repository import Repository
from ...vcs.settling import Settlement, settle
from ...vcs.state import operation_in_progress
from ...vcs.unmerged import read_stages, tips
from .conflicts import find_conflicts
from .outcomes import NotOurs, Outcome, outcome_of
from .proposals import Proposal, propose


class Survey(NamedTuple):
    """What is in conflict: a proposal for each conflict of the backlog; `elsewhere` are other files, never touched."""

    proposals: tuple[Proposal, ...]
    elsewhere: tuple[str, ...]
    operation: str | None


class Settled(NamedTuple):
    """One conflict that was settled: its item or file, what was done, and where it lies now (None: gone)."""

    name: str
    done: str
    path: str | None


class Left(NamedTuple):
    """One conflict that is left to a person: what it is about, and where to look."""

    name: str
    why: str
    paths: tuple[str, ...]


class Resolution(NamedTuple):
    """What resolving came to."""

    settled: tuple[Settled, ...]
    left: tuple[Left, ...]
    elsewhere: tuple[str, ...]
    operation: str | None
    dry_run: bool = False


def survey(repository: Repository) -> Survey:
    """Look at what a merge left, and propose. Nothing is changed."""
    index = read_stages(repository)
    sides = tips(repository)
    proposals = tuple(propose(repository, one, sides) for one in find_conflicts(repository, index))
    elsewhere = tuple(one.path for one in index.unmerged if not one.path.startswith(f"{layout.ROOT}/"))
    return Survey(proposals, elsewhere, operation_in_progress(repository))


def decisions(found: Survey, ours: tuple[str, ...], theirs: tuple[str, ...]) -> dict[str, str]:
    """The sides that were named for items or paths. UsageError where a name fits no conflict, or both."""
    result: dict[str, str] = {}
    for side, texts in ((OURS, ours), (THEIRS, theirs)):
        for text in texts:
            name = _named(found, text)
            if result.setdefault(name, side) != side:
                raise UsageError(f"{name} is named for both sides", "keep one of the two")
    return result


def resolve(repository: Repository, found: Survey, chosen: Mapping[str, str], *, dry_run: bool = False) -> Resolution:
    """Settle what is beyond doubt and what was `chosen` (name to side), and stage it; all else is left as it is.

    Raises Refused where a file changes meanwhile, and then nothing is done.
    """
    settlements: list[Settlement] = []
    settled: list[Settled] = []
    left: list[Left] = []
    for one in found.proposals:
        side = chosen.get(one.name) or (one.side if one.sure else None)
        outcome = _tried(repository, one, side)
        if isinstance(outcome, Left):
            left.append(outcome)
            continue
        settlements += outcome.settlements
        settled.append(Settled(one.name, outcome.done, outcome.path))
        if outcome.conflicts:
            left.append(Left(one.name, f"both changed {', '.join(outcome.conflicts)}", (outcome.path or "",)))
    if settlements and not dry_run:
        settle(repository, tuple(settlements))
    return Resolution(tuple(settled), tuple(left), found.elsewhere, found.operation, dry_run)


def _tried(repository: Repository, one: Proposal, side: str | None) -> Outcome | Left:
    if side is None:
        return Left(one.name, one.why, one.conflict.paths)
    try:
        return outcome_of(repository, one, side)
    except NotOurs as problem:
        return Left(one.name, str(problem), one.conflict.paths)


def _named(found: Survey, text: str) -> str:
    names = [one.name for one in found.proposals]
    paths = {path: one.name for one in found.proposals for path in one.conflict.paths}
    if text in paths:
        return paths[text]
    fits = matching_ids(text, [name for name in names if "/" not in name])
    if len(fits) == 1:
        return fits[0]
    hint = "`gitagile resolve --dry-run` lists the conflicts"
    raise UsageError(f"{text!r} names {'several conflicts' if fits else 'no conflict'} of the backlog", hint)
