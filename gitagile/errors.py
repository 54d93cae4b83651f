"""What can go wrong with a request: one sentence, a hint, and the exit code."""

from __future__ import annotations


class GitagileError(Exception):
    """A request that cannot be carried out: `message` says why, `hint` what to do, `exit_code` is 1 or a subclass's."""

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(GitagileError):
    """The answer is no: a refused step, a failed hook, a conflict (exit 1)."""


class UsageError(GitagileError):
    """Asked wrongly: an unknown status, an ambiguous id, a bad query (exit 2)."""

    exit_code = 2


class WrongPlace(GitagileError):
    """The place is wrong: no repository, no backlog, unreadable config, git in the middle of a merge (exit 3)."""

    exit_code = 3
