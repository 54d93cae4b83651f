"""The newest commits that somebody wrote, on every branch of this clone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitagile.vcs.mailmap import Signature, canonical
from gitagile.vcs.process import as_text, run
from gitagile.vcs.repository import Repository, head_commit
from gitagile.vcs.walk import OFFLINE

_LOG = (
    *"log -z --no-color --no-decorate --use-mailmap --no-notes --no-patch --no-merges --encoding=UTF-8".split(),
    *"--fixed-strings --regexp-ignore-case --format=tformat:%H%x00%at%x00%B".split(),
)


class Authored(NamedTuple):
    """One commit: its id, its author's clock in seconds since 1970, and its message."""

    commit: str
    at: int
    message: str


def commits_by(repo: Repository, signatures: Iterable[Signature], limit: int) -> tuple[Authored, ...]:
    """The newest `limit` commits of HEAD and all local branches by some names and addresses, newest first; no merges.

    Addresses count as they are written and as `.mailmap` joins them with others.
    """
    given = tuple(signatures)
    addresses = {email for _, email in (*given, *canonical(repo, given).values()) if email}
    if not addresses or head_commit(repo) is None:
        return ()
    authors = (f"--author=<{email}>" for email in sorted(addresses))
    args = (*_LOG, *authors, f"--max-count={limit}", "HEAD", "--branches", "--")
    pieces = as_text(run(repo, args, env=OFFLINE)).split("\0")
    rows = zip(pieces[0::3], pieces[1::3], pieces[2::3], strict=False)
    return tuple(Authored(commit, int(at) if at.isdecimal() else 0, message) for commit, at, message in rows)
