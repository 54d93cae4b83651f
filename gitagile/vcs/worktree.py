"""Read and change files of the working tree without ever following a link, and put all of them back."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gitagile.errors import Refused
from gitagile.vcs.exchange import create, exchange, write_draft

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_ASIDE = ".gitagile-kept-"


class WorkFile(NamedTuple):
    """One file as it lay in the working tree."""

    content: bytes
    permissions: int

    @property
    def executable(self) -> bool:
        """Would git give it the mode 100755?"""
        return bool(self.permissions & stat.S_IXUSR)


class _Step(NamedTuple):
    """One thing done to the working tree: what lay at `path` before, and which bytes there are ours to take back."""

    path: str
    before: WorkFile | None
    ours: tuple[bytes | None, ...]
    kept: Path | None = None  # the very file that lay there, out of the way until the act is over


class WorkTree:
    """The working tree of one act. `put_back` undoes what was done, as far as nobody else has changed it since."""

    def __init__(self, root: Path, scratch: Path) -> None:
        self._root = root
        self._scratch = scratch
        self._steps: list[_Step] = []
        self._made: list[Path] = []
        self._left: list[Path] = []

    def read(self, path: str) -> WorkFile | None:
        """The file at `path`, None where nothing lies there. Raises Refused for a link or anything but a plain file."""
        if not self._is_file(path):
            return None
        descriptor = os.open(self._root / path, _READ)
        with os.fdopen(descriptor, "rb") as stream:
            mode = os.fstat(descriptor).st_mode
            return WorkFile(stream.read(), stat.S_IMODE(mode))

    def write(self, path: str, before: WorkFile | None, after: bytes, *, permissions: int | None = None) -> None:
        """Replace `before` by `after`, whole or not at all. Raises Refused where the file is no longer `before`."""
        self._compare(path, before)
        self._make_folders(path)
        draft, target = self._aside(path), self._root / path
        try:
            write_draft(draft, after, before.permissions if before else permissions)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        if before is None:
            create(draft, target)
            self._steps.append(_Step(path, None, (after,)))
            return
        self._steps.append(_Step(path, before, (after,), draft))
        if not exchange(draft, target, before.content):
            raise _changed(path)

    def move(self, path: str, target: str, before: WorkFile) -> None:
        """Give an unchanged file another place. Raises Refused where it is no longer `before`."""
        self._compare(path, before)
        self._make_folders(target)
        self._steps.append(_Step(target, None, (before.content,)))
        self._steps.append(_Step(path, before, (None,), self._root / target))
        (self._root / path).rename(self._root / target)
        self._left.append((self._root / path).parent)

    def remove(self, path: str, before: WorkFile) -> None:
        """Take the file away. Raises Refused where it is no longer `before`."""
        self._compare(path, before)
        aside = self._aside(path)
        self._steps.append(_Step(path, before, (None,), aside))
        (self._root / path).rename(aside)
        self._left.append((self._root / path).parent)

    def own(self, path: str, content: bytes | None) -> None:
        """Take what a hook made of one of our files for ours, so that `put_back` may replace it."""
        place = self._root / path
        self._steps = [
            step._replace(ours=(*step.ours, content)) if place in (self._root / step.path, step.kept) else step
            for step in self._steps
        ]

    def put_back(self) -> tuple[str, ...]:
        """Undo every step, the last one first. The paths that someone changed since stay as they are and are given."""
        kept = tuple(step.path for step in reversed(self._steps) if not self._undone(step))
        for folder in reversed(self._made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        self._forget()
        return kept

    def finish(self) -> None:
        """The act is over: drop the old files, and the folders it emptied, up to but not including a top-level one."""
        for left in self._left:
            folder = left
            with contextlib.suppress(OSError):
                while self._root not in (folder, folder.parent):
                    folder.rmdir()
                    folder = folder.parent
        self._forget()

    def _forget(self) -> None:
        for step in self._steps:
            if step.kept is not None and step.kept.name.startswith(_ASIDE):
                step.kept.unlink(missing_ok=True)
        self._steps.clear()
        self._made.clear()
        self._left.clear()

    def _compare(self, path: str, before: WorkFile | None) -> None:
        if self.read(path) != before:
            raise _changed(path)

    def _undone(self, step: _Step) -> bool:
        try:
            return self._undo(step)
        except (OSError, Refused):
            return False

    def _undo(self, step: _Step) -> bool:
        now = self.read(step.path)
        if now == step.before:
            return True
        if (now.content if now else None) not in step.ours:
            return False
        if step.kept is None:
            (self._root / step.path).unlink()
            return True
        return self._return(step, step.kept, now)

    def _return(self, step: _Step, kept: Path, now: WorkFile | None) -> bool:
        """Give the old file its place again; a moved one comes back from where it went, unless a hook rewrote it."""
        self._make_folders(step.path)
        target = self._root / step.path
        if now is not None:
            return exchange(kept, target, now.content)
        create(kept, target)
        here = self.read(step.path)
        if step.before is None or here is None or here == step.before or here.content not in step.ours:
            return True
        write_draft(kept, step.before.content, step.before.permissions)
        exchanged = exchange(kept, target, here.content)
        kept.unlink()
        return exchanged

    def _aside(self, path: str) -> Path:
        """Where a file is out of the way: in git's folder, or beside its place if that is another file system."""
        name = f"{_ASIDE}{len(self._steps)}"
        if self._is_far():
            return (self._root / path).with_name(name)
        return self._scratch / name

    def _is_far(self) -> bool:
        return os.stat(self._root).st_dev != os.stat(self._scratch).st_dev  # noqa: PTH116

    def _make_folders(self, path: str) -> None:
        for folder in self._folders(path):
            if _mode_of(folder) is None:
                os.mkdir(folder)  # noqa: PTH102
                self._made.append(Path(folder))

    def _folders(self, path: str) -> Iterator[str]:
        """Every folder on the way to `path`; as text, since a sprint's close asks for thousands."""
        folder = str(self._root)
        for part in path.split("/")[:-1]:
            folder = f"{folder}/{part}"
            yield folder

    def _is_file(self, path: str) -> bool:
        """Look at every component from the root on, without following any."""
        for folder in self._folders(path):
            mode = _mode_of(folder)
            if mode is None:
                return False
            if not stat.S_ISDIR(mode):
                shown = folder[len(str(self._root)) + 1 :]
                raise Refused(f"{shown} is a link or a file where a folder belongs", "links are never followed")
        mode = _mode_of(f"{self._root}/{path}")
        if mode is not None and not stat.S_ISREG(mode):
            raise Refused(f"{path} is not a plain file", "links and folders are never followed or replaced")
        return mode is not None


def _mode_of(path: str) -> int | None:
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None


def _changed(path: str) -> Refused:
    return Refused(f"{path} changed while gitagile was at work on it", "nothing was written; try again")
