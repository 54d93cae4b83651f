"""What is staged: the index against HEAD, path by path."""

from __future__ import annotations

from gitagile.vcs.objects import list_staged
from gitagile.vcs.process import as_bytes, run
from gitagile.vcs.repository import Repository
from gitagile.vcs.tips import commit_at
from gitagile.vcs.walk import OFFLINE, RawChange

_DIFF = ("diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff")
_NO_MODE = b"000000"


def staged_changes(repo: Repository, folder: str) -> tuple[RawChange, ...]:
    """How a commit of the index would change `folder`; nothing of a path that is not merged yet."""
    head = commit_at(repo)
    if head is None:
        entries = (entry for entry in list_staged(repo, folder) if entry.stage == 0)
        return tuple(_added(as_bytes(entry.path), entry.mode, entry.oid) for entry in entries)
    out = run(repo, (*_DIFF, head, "--", folder), env=OFFLINE)
    pieces = iter(out.split(b"\0"))
    found = []
    for about in pieces:
        if about:
            mode_before, mode, before, after, status = about[1:].split(b" ")
            path = next(pieces)
            if status != b"U":
                found.append(RawChange(path, mode_before, mode, before, after))
    return tuple(found)


def _added(path: bytes, mode: str, oid: str) -> RawChange:
    return RawChange(path, _NO_MODE, mode.encode(), b"0" * len(oid), oid.encode())
