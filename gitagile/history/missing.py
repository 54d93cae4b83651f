"""Why part of the history is not seen here, and what mends it."""

from __future__ import annotations

from typing import NamedTuple

from ..vcs.cuts import grafted_commits, is_partial_clone, shallow_commits
from ..vcs.place import Repository
from .commit import Commit, Reading

_SHALLOW = "this clone is shallow, and what happened before {at} is not seen: `git fetch --unshallow` brings it"
_GRAFTED = "{count} in .git/info/grafts have parents that are not their own: remove that file to see what happened"
_PROMISED = "{count} of items are not in this partial clone: `git fetch --refetch --no-filter` brings them"
_LOST = "{count} of items are missing from this repository: `git fsck` names them, `git fetch --refetch` may bring them"
_BROKEN = "git could not read on before {at} ({words}): {mend}"
_MENDS = (
    "`git fsck` says what is missing",
    "`git fetch --refetch --no-filter` brings what this partial clone left out",
)


class Cuts(NamedTuple):
    """Where the line may be cut in this repository: commits without their parents, or with others."""

    shallow: frozenset[str]
    grafted: frozenset[str]
    is_partial: bool

    def __bool__(self) -> bool:
        """Whether anything may be missing, so that nothing that is read here holds for ever."""
        return bool(self.shallow or self.grafted or self.is_partial)


def cuts_of(repo: Repository) -> Cuts:
    """Where the history of this repository is cut."""
    return Cuts(shallow_commits(repo), grafted_commits(repo), is_partial_clone(repo))


def marked(commits: tuple[Commit, ...], cuts: Cuts) -> tuple[Commit, ...]:
    """The commits, where the cut one only brings along what was there before it: it moves no figure."""
    if not commits or commits[0].commit not in cuts.shallow | cuts.grafted:
        return commits
    return (commits[0]._replace(is_migration=True), *commits[1:])


def partial(reading: Reading, cuts: Cuts) -> str | None:
    """Why the line that was read is not whole, with what mends it; None where it is."""
    from ..model.timeline import as_instant

    first = reading.commits[0] if reading.commits else None
    at = as_instant(first.at).date().isoformat() if first is not None else "the newest commit"
    reasons = []
    if first is not None and first.commit in cuts.shallow:
        reasons.append(_SHALLOW.format(at=at))
    if cuts.grafted:
        reasons.append(_GRAFTED.format(count=_counted(len(cuts.grafted), "commit")))
    if reading.missing:
        words = _PROMISED if cuts.is_partial else _LOST
        reasons.append(words.format(count=_counted(reading.missing, "version")))
    if reading.broken is not None:
        words = reading.broken.splitlines()[0]
        reasons.append(_BROKEN.format(at=at, words=words, mend=_MENDS[cuts.is_partial]))
    return "; ".join(reasons) or None


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
