"""Say whether git is in the middle of something, by looking at the files it leaves for that."""

from __future__ import annotations

from gitagile.vcs.repository import Repository

# In the order git itself asks (wt-status.c): a stopped rebase also leaves CHERRY_PICK_HEAD.
_MARKS = (
    ("MERGE_HEAD", "merge"),
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
)
_ENDINGS = {
    "merge": "finish it with `git commit` or leave it with `git merge --abort`",
    "rebase": "finish it with `git rebase --continue` or leave it with `git rebase --abort`",
    "cherry-pick": "finish it with `git cherry-pick --continue` or leave it with `git cherry-pick --abort`",
    "revert": "finish it with `git revert --continue` or leave it with `git revert --abort`",
    "bisect": "end it with `git bisect reset`",
}


def operation_in_progress(repo: Repository) -> str | None:
    """'merge', 'rebase' (also `git am`), 'cherry-pick', 'revert' or 'bisect' where git waits for its end, else None."""
    for name, operation in _MARKS:
        if (repo.git_dir / name).exists():
            return operation
    return _sequence(repo)


def how_to_end(operation: str) -> str:
    """The hint that goes with an operation in progress."""
    return _ENDINGS[operation]


def _sequence(repo: Repository) -> str | None:
    """A series of picks or reverts between two of its commits has only its list of things to do."""
    todo = repo.git_dir / "sequencer" / "todo"
    if not todo.is_file():
        return None
    first = todo.read_text(encoding="utf-8", errors="replace").lstrip()
    return "revert" if first.startswith("revert") else "cherry-pick"


def is_detached(repo: Repository) -> bool:
    """Is HEAD at a commit instead of on a branch?"""
    head = (repo.git_dir / "HEAD").read_bytes()
    return not head.startswith(b"ref:")


def is_shallow(repo: Repository) -> bool:
    """Is the history cut off, so that figures made of it are partial?"""
    return (repo.common_dir / "shallow").exists()
