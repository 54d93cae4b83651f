"""When a commit was made."""

from __future__ import annotations

from gitagile.vcs.process import attempt
from gitagile.vcs.repository import Repository
from gitagile.vcs.tips import commit_at


def commit_named(repo: Repository, revision: str) -> tuple[str, int] | None:
    """The full id of the commit a revision means and its committer's clock (seconds since 1970); None without one."""
    commit = commit_at(repo, revision)
    if commit is None:
        return None
    ended = attempt(repo, ("log", "--max-count=1", "--no-color", "--format=%ct", "--end-of-options", commit, "--"))
    seconds = ended.out.strip()
    return (commit, int(seconds)) if ended.code == 0 and seconds.lstrip(b"-").isdigit() else None
