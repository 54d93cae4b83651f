"""When a commit was made, and what the line had at an instant."""

from __future__ import annotations

from collections.abc import Iterable

from gitagile.vcs.process import attempt
from gitagile.vcs.repository import Repository
from gitagile.vcs.tips import commit_at
from gitagile.vcs.walk import OFFLINE


def commit_named(repo: Repository, revision: str) -> tuple[str, int] | None:
    """The full id of the commit a revision means and its committer's clock (seconds since 1970); None without one."""
    commit = commit_at(repo, revision)
    if commit is None:
        return None
    ended = attempt(repo, ("log", "--max-count=1", "--no-color", "--format=%ct", "--end-of-options", commit, "--"))
    seconds = ended.out.strip()
    return (commit, int(seconds)) if ended.code == 0 and seconds.lstrip(b"-").isdigit() else None


def end_of_line_at(repo: Repository, revision: str, seconds: int) -> str | None:
    """The last commit along the first parents of a revision that was committed up to an instant; None without one."""
    args = ("rev-list", "--first-parent", "--max-count=1", f"--min-age={seconds}", "--end-of-options", revision, "--")
    return attempt(repo, args, env=OFFLINE).out.decode("ascii").strip() or None


def came_later(repo: Repository, commits: Iterable[str], end: str) -> frozenset[str]:
    """Those of some commits that the history of the commit `end` does not have."""
    wanted = frozenset(commits)
    if not wanted:
        return frozenset()
    said = attempt(repo, ("rev-list", "--end-of-options", *sorted(wanted), f"^{end}", "--"), env=OFFLINE)
    return wanted.intersection(said.out.decode("ascii").split())
