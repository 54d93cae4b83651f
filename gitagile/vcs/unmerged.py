"""What a merge left in conflict: the stages of the index, the two commits, and how a path came to be on either side."""

from __future__ import annotations

from typing import NamedTuple

from gitagile.vcs.message import parse_trailers
from gitagile.vcs.objects import TreeEntry, list_index
from gitagile.vcs.process import as_text, attempt
from gitagile.vcs.repository import Repository

_HEADS = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD")
_ARRIVAL = "--format=%H%x1f%ct%x1f%an%x1f%B"


class Stages(NamedTuple):
    """The entries of one unmerged path: the ancestor's, ours and theirs; None where a side has none there."""

    path: str
    base: TreeEntry | None = None
    ours: TreeEntry | None = None
    theirs: TreeEntry | None = None

    @property
    def entries(self) -> tuple[TreeEntry, ...]:
        """Those that are there."""
        return tuple(one for one in self[1:] if one is not None)


class Index(NamedTuple):
    """The index of a merge that stopped: what is in conflict, and everything that is not, by path."""

    unmerged: tuple[Stages, ...]
    merged: dict[str, TreeEntry]


class Arrival(NamedTuple):
    """The last commit of one side that put a file to its path: when (seconds since 1970), who, and its trailers."""

    commit: str
    time: int
    author: str
    trailers: tuple[tuple[str, str], ...]


class Tips(NamedTuple):
    """The two commits that are being merged; `theirs` is None where git does not say it."""

    ours: str
    theirs: str | None


def read_stages(repo: Repository) -> Index:
    """The whole index, with unmerged paths apart."""
    found: dict[str, dict[int, TreeEntry]] = {}
    merged = {}
    for entry in list_index(repo, ""):
        if entry.stage:
            found.setdefault(entry.path, {})[entry.stage] = entry
        else:
            merged[entry.path] = entry
    rows = (Stages(path, stages.get(1), stages.get(2), stages.get(3)) for path, stages in found.items())
    return Index(tuple(rows), merged)


def tips(repo: Repository) -> Tips:
    """What is merged into what: HEAD, and the commit that git is in the middle of bringing in.

    A revert brings in the parent of what it takes back (git-revert(1)). An octopus never stops with conflicts.
    """
    for name in _HEADS:
        if (repo.git_dir / name).is_file():
            return Tips("HEAD", f"{name}^" if name == "REVERT_HEAD" else name)
    return Tips("HEAD", None)


def arrival(repo: Repository, tip: str, other: str, path: str) -> Arrival | None:
    """The last commit that is in `tip` and not in `other` and put a file to `path`; None where there is none."""
    looked = ("log", "-1", "--no-color", "--no-renames", "--diff-filter=A", "--no-ext-diff", "--no-textconv")
    ended = attempt(repo, (*looked, _ARRIVAL, "--end-of-options", tip, f"^{other}", "--", path))
    if ended.code or not ended.out.strip():
        return None
    commit, time, author, message = as_text(ended.out).split("\x1f", 3)
    return Arrival(commit.strip(), int(time), author, parse_trailers(message))
