"""Two locks: one among gitagile processes, and git's own on the index."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from gitagile.errors import Refused
from gitagile.vcs.repository import Repository

_MARK = b"gitagile holds this lock\n"
_PAUSE = 0.005  # seconds between two tries


def scratch_folder(repo: Repository) -> Path:
    """Where this worktree's unfinished files lie: on git's own file system, mostly the working tree's too."""
    folder = repo.git_dir / "gitagile"
    folder.mkdir(exist_ok=True)
    return folder


class ActLock:
    """One gitagile writes in a repository and its worktrees at a time. The system frees it when its holder dies."""

    def __init__(self, repo: Repository) -> None:
        self._path = repo.common_dir / "gitagile" / "lock"
        self._descriptor: int | None = None

    @property
    def descriptors(self) -> tuple[int, ...]:
        """What a child must inherit so that the lock outlives a killed parent until the child's end."""
        return () if self._descriptor is None or sys.platform == "win32" else (self._descriptor,)

    def take(self, patience: float) -> None:
        """Wait up to `patience` seconds. Raises Refused."""
        self._path.parent.mkdir(exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        until = time.monotonic() + patience
        try:
            while not try_lock(descriptor):
                if time.monotonic() > until:
                    raise Refused("another gitagile is writing in this repository", "try again when it has finished")
                time.sleep(_PAUSE)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Give it back. Fine to call twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class IndexLock:
    """`index.lock` by git's own protocol: as long as the file is there, no git process changes the index.

    To be taken under an ActLock: a lock file that bears our mark is then one that a killed gitagile left.
    """

    def __init__(self, repo: Repository) -> None:
        self.path = repo.index_file.with_name(repo.index_file.name + ".lock")
        self._draft = scratch_folder(repo) / "index.lock"
        self._held = False

    def take(self, patience: float) -> None:
        """Wait up to `patience` seconds. Raises Refused."""
        until = time.monotonic() + patience
        self._draft.write_bytes(_MARK)
        try:
            while not self._try():
                if time.monotonic() > until:
                    hint = f"if no git process is running, one that crashed left {self.path}: remove it"
                    raise Refused("another git process is changing this repository", hint)
                time.sleep(_PAUSE)
        finally:
            with contextlib.suppress(OSError):
                self._draft.unlink(missing_ok=True)

    def release(self) -> None:
        """Give it back. Fine to call twice. Where the system refuses, it bears our mark, and the next act clears it."""
        if self._held:
            self._held = False
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _try(self) -> bool:
        """Linked into place, the lock never exists without our mark in it."""
        try:
            os.link(self._draft, self.path)
        except FileExistsError:
            self._clear_our_own()
            return False
        except OSError:
            return self._try_without_links()
        self._held = True
        return True

    def _try_without_links(self) -> bool:
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            self._clear_our_own()
            return False
        self._held = True
        os.write(descriptor, _MARK)
        os.close(descriptor)
        return True

    def _clear_our_own(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            if self.path.read_bytes() == _MARK:
                self.path.unlink()


def try_lock(descriptor: int) -> bool:
    """Lock an open file, unless another process holds it: the lock ends when the last process that holds it does."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
