"""What is staged: the index against HEAD, path by path."""

from __future__ import annotations

from contextlib import suppress

from gitagile.vcs.repository import Repository
from gitagile.vcs.tips import commit_at
from gitagile.vcs.walk import OFFLINE, RawChange

_DIFF = ("diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff")
_NO_MODE = b"000000"
_CHECKSUM = 20
"""Bytes at the end of an index: a checksum of all before it, or zeros where git left that out."""


def staged_changes(repo: Repository, folder: str) -> tuple[RawChange, ...]:
    """How a commit of the index would change `folder`; nothing of a path that is not merged yet.

    That nothing would change is remembered by HEAD's commit and the checksum of the index.
    """
    head = commit_at(repo)
    if head is None:
        return _all_of_index(repo, folder)
    state = _state(repo, head, folder)
    memory = repo.common_dir / "gitagile" / "unstaged"
    with suppress(OSError):
        if state and memory.read_bytes() == state:
            return ()
    found, is_merged = _changes(repo, head, folder)
    if state and is_merged and not found:
        with suppress(OSError):
            memory.parent.mkdir(parents=True, exist_ok=True)
            memory.write_bytes(state)
    return found


def _state(repo: Repository, head: str, folder: str) -> bytes:
    """HEAD's commit and the index as they are; empty where the index does not say what it is (index.skipHash)."""
    with suppress(OSError), repo.index_file.open("rb") as index:
        size = index.seek(0, 2)
        index.seek(max(0, size - _CHECKSUM))
        checksum = index.read().hex()
        return b"" if checksum.endswith("0" * 16) else f"{head} {size} {checksum} {folder}\n".encode()
    return b""


def _changes(repo: Repository, head: str, folder: str) -> tuple[tuple[RawChange, ...], bool]:
    """What git says that is staged, and whether all of it is merged."""
    from gitagile.vcs.process import run

    out = run(repo, (*_DIFF, head, "--", folder), env=OFFLINE)
    pieces = iter(out.split(b"\0"))
    found, is_merged = [], True
    for about in pieces:
        if about:
            mode_before, mode, before, after, status = about[1:].split(b" ")
            path = next(pieces)
            if status == b"U":
                is_merged = False
            else:
                found.append(RawChange(path, mode_before, mode, before, after))
    return tuple(found), is_merged


def _all_of_index(repo: Repository, folder: str) -> tuple[RawChange, ...]:
    from gitagile.vcs.objects import list_staged
    from gitagile.vcs.process import as_bytes

    entries = (entry for entry in list_staged(repo, folder) if entry.stage == 0)
    return tuple(_added(as_bytes(entry.path), entry.mode, entry.oid) for entry in entries)


def _added(path: bytes, mode: str, oid: str) -> RawChange:
    return RawChange(path, _NO_MODE, mode.encode(), b"0" * len(oid), oid.encode())
