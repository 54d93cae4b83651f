"""What lies between two commits: the commits that only the later one's history has, each with the paths it changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gitagile.vcs.process import as_text, attempt, failure
from gitagile.vcs.repository import Repository
from gitagile.vcs.walk import OFFLINE

_LOG = (
    *"log -z --no-color --no-mailmap --no-notes --no-merges --name-only --no-renames --no-ext-diff".split(),
    *"--no-textconv --encoding=UTF-8 --format=tformat:%x01%H%x00%ct%x00%B".split(),
)
_HEADER = re.compile(r"\x01[0-9a-f]{40}(?:[0-9a-f]{24})?")


class CommitBetween(NamedTuple):
    """One commit: its id, when it was committed (seconds since 1970), its whole message and the paths it changed."""

    commit: str
    at: int
    message: str
    paths: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The first line of its message."""
        return self.message.strip().partition("\n")[0].strip()


def commits_between(repo: Repository, start: str, close: str, *, limit: int) -> tuple[CommitBetween, ...]:
    """The commits that `close` has and `start` has not, newest first, at most `limit`; merges bring nothing of theirs.

    GitFailed where one of the two is no commit here, or the history between them cannot be walked.
    """
    if start == close:
        return ()
    args = (*_LOG, f"--max-count={limit}", "--end-of-options", f"{start}..{close}", "--")
    ended = attempt(repo, args, env=OFFLINE)
    if ended.code:
        raise failure(args, ended)
    return tuple(_commits(iter(as_text(ended.out).split("\0"))))


def commit_that_added(repo: Repository, path: str, revision: str = "HEAD") -> str | None:
    """The newest commit of a revision's history in which a file came to be; None where it is in none."""
    form = ("log", "--max-count=1", "--no-color", "--no-renames", "--diff-filter=A", "--format=%H")
    ended = attempt(repo, (*form, "--end-of-options", revision, "--", path), env=OFFLINE)
    return ended.out.decode("ascii").strip() or None if ended.code == 0 else None


def _commits(pieces: Iterator[str]) -> Iterator[CommitBetween]:
    """Take `x01 <id> NUL <seconds> NUL <message> NUL`, then `LF`, then `<path> NUL` as often as need be, apart."""
    piece = next(pieces, "")
    while _HEADER.fullmatch(piece):
        commit, at, message = piece[1:], next(pieces, ""), next(pieces, "")
        paths: list[str] = []
        while (piece := next(pieces, "")) and not _HEADER.fullmatch(piece):
            paths.append(piece.removeprefix("\n"))
        yield CommitBetween(commit, int(at) if at.isdecimal() else 0, message, tuple(paths))
