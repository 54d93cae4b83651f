"""Read and change files of the working tree without ever following a link, and put all of them back."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gitagile.errors import Refused
from gitagile.vcs.exchange import create, exchange, rename_to_new, write_draft
from gitagile.vcs.steps import ABSENT, Intent, Mark, Step, WorkFile, fingerprint, folders_above, marks_of

__all__ = ["Remains", "WorkFile", "WorkTree"]

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_ASIDE = ".gitagile-kept-"
_SAVED = "saved"  # the folder of what an editor wrote into a file that was out of its place already


class Remains(NamedTuple):
    """What could not be put back."""

    named: tuple[str, ...] = ()  # someone changed these since: they stay as they are
    saved: tuple[Path, ...] = ()  # what an editor wrote into a file that was out of its place already, kept here
    failed: bool = False  # the system refused: to be tried again


class WorkTree:
    """The working tree of one act. `put_back` undoes what was done, as far as nobody else has changed it since."""

    def __init__(self, root: Path, scratch: Path) -> None:
        self._root = root
        self._scratch = scratch
        self._steps: tuple[Step, ...] = ()
        self._intent = Intent((), (), ())
        self._begun = 0  # marks of steps that were begun

    def read(self, path: str) -> WorkFile | None:
        """The file at `path`, None where nothing lies there. Raises Refused for a link or anything but a plain file."""
        if not self._is_file(path):
            return None
        descriptor = os.open(self._root / path, _READ)
        with os.fdopen(descriptor, "rb") as stream:
            mode = os.fstat(descriptor).st_mode
            return WorkFile(stream.read(), stat.S_IMODE(mode))

    def intend(self, steps: Iterable[Step]) -> Intent:
        """Take the steps down, before anything is touched."""
        self._steps = tuple(steps)
        far = self._is_far()
        marks = [
            mark for number, one in enumerate(self._steps) for mark in marks_of(one, _aside(one.path, number, far))
        ]
        arriving = dict.fromkeys(f for mark in marks if mark.before is None for f in folders_above(mark.path))
        left = [step.path.rpartition("/")[0] for step in self._steps if step.after is None]
        made = [folder for folder in arriving if _mode_of(f"{self._root}/{folder}") is None]
        self._intent = Intent(tuple(marks), tuple(made), tuple(dict.fromkeys(left)))
        return self._intent

    def resume(self, intent: Intent) -> None:
        """Take up what another, killed meanwhile, did or only meant to do."""
        self._intent, self._begun = intent, len(intent.marks)

    def carry_out(self) -> None:
        """Do the steps. Raises Refused where a file is no longer what it was."""
        for step in self._steps:
            self._begun += 1 if step.target is None else 2
            if self.read(step.path) != step.before:
                raise _changed(step.path)
            if step.after is not None:
                self._write(step, step.after)
            elif step.target is not None:
                self._make_folders(step.target)
                rename_to_new(self._root / step.path, self._root / step.target)
            else:
                self._remove(step)

    def own(self, path: str, content: bytes | None) -> str | None:
        """Take what a hook made of one of our files for ours, so that `put_back` may replace it; its fingerprint."""
        mark = ABSENT if content is None else fingerprint(content)
        self.own_mark(path, mark)
        return mark

    def own_mark(self, path: str, mark: str | None) -> None:
        """`own`, by the fingerprint."""
        self._intent = self._intent._replace(
            marks=tuple(
                one._replace(ours=(*one.ours, mark)) if path in (one.path, one.kept) else one
                for one in self._intent.marks
            )
        )

    def put_back(self) -> Remains:
        """Undo every step that was begun, the last one first. What someone changed since stays as it is."""
        begun = self._intent.marks[: self._begun]
        named, failed = [], False
        for mark in reversed(begun):
            try:
                if not self._undone(mark):
                    named.append(mark.path)
            except Refused:
                named.append(mark.path)
            except OSError:
                failed = True
        if failed:
            return Remains(tuple(named), failed=True)
        for folder in reversed(self._intent.made):
            with contextlib.suppress(OSError):
                (self._root / folder).rmdir()
        return Remains(tuple(named), self._drop(begun))

    def finish(self) -> Remains:
        """The act is over: drop the old files, and the folders it emptied, up to but not including a top-level one."""
        for left in self._intent.left:
            folder = self._root / left
            with contextlib.suppress(OSError):
                while self._root not in (folder, folder.parent):
                    folder.rmdir()
                    folder = folder.parent
        return Remains(saved=self._drop(self._intent.marks))

    def _write(self, step: Step, after: bytes) -> None:
        self._make_folders(step.path)
        draft, target = self._place(self._intent.marks[self._begun - 1].kept or step.path), self._root / step.path
        permissions = step.before.permissions if step.before else step.permissions
        write_draft(draft, after, permissions, durable=step.durable)
        if step.before is None:
            create(draft, target)
        elif not exchange(draft, target, step.before.content):
            raise _changed(step.path)

    def _remove(self, step: Step) -> None:
        """Take the file away, and look at what was taken: a save in the same instant goes back to its place."""
        aside, target = self._place(self._intent.marks[self._begun - 1].kept or step.path), self._root / step.path
        target.rename(aside)
        if step.before is not None and aside.read_bytes() != step.before.content:
            create(aside, target)
            raise _changed(step.path)

    def _undone(self, mark: Mark) -> bool:
        now = self.read(mark.path)
        if now == mark.before:
            return True
        if (fingerprint(now.content) if now else ABSENT) not in mark.ours:
            return False
        if mark.before is None:
            return now is None or self._taken_away(mark.path, now)
        return self._return(mark, mark.before, now)

    def _taken_away(self, path: str, now: WorkFile) -> bool:
        """Remove a file of ours, unless it is saved in the same instant."""
        aside = self._place(_aside(path, "back", self._is_far()))
        (self._root / path).rename(aside)
        if aside.read_bytes() != now.content:
            create(aside, self._root / path)
            return False
        aside.unlink()
        return True

    def _return(self, mark: Mark, before: WorkFile, now: WorkFile | None) -> bool:
        """Give the old file its place again: the very file if it is still there, else one with its bytes."""
        for folder in folders_above(mark.path):
            if _mode_of(f"{self._root}/{folder}") is None:
                (self._root / folder).mkdir()
        source = self._kept(mark)
        if source is None:
            source = self._place(_aside(mark.path, "back", self._is_far()))
            write_draft(source, before.content, before.permissions, durable=True)
        if now is None:
            create(source, self._root / mark.path)
            return True
        exchanged = exchange(source, self._root / mark.path, now.content)
        if source.name == f"{_ASIDE}back":
            source.unlink()
        return exchanged

    def _kept(self, mark: Mark) -> Path | None:
        """The old file, or what an editor saved in its place in the same instant; not what we (or a hook) wrote."""
        place = self._place(mark.kept or mark.path)
        if mark.kept is None or _mode_of(str(place)) is None:
            return None
        return None if fingerprint(place.read_bytes()) in mark.ours else place

    def _drop(self, marks: Iterable[Mark]) -> tuple[Path, ...]:
        """Remove what lies aside, but for what only an editor can have written; that is given."""
        asides = ((mark, self._place(mark.kept)) for mark in marks if mark.kept and _ASIDE in mark.kept)
        return tuple(self._save(mark, aside) for mark, aside in asides if not self._dropped(mark, aside))

    def _dropped(self, mark: Mark, aside: Path) -> bool:
        if _mode_of(str(aside)) is None:
            return True
        before = fingerprint(mark.before.content) if mark.before else ABSENT
        if fingerprint(aside.read_bytes()) not in (before, *mark.ours) and self.read(mark.path) != mark.before:
            return False
        aside.unlink()
        return True

    def _save(self, mark: Mark, aside: Path) -> Path:
        folder = self._scratch / _SAVED
        folder.mkdir(exist_ok=True)
        number = 1
        while (place := folder / f"{number}-{mark.path.rpartition('/')[2]}").exists():
            number += 1
        rename_to_new(aside, place)
        return place

    def _is_far(self) -> bool:
        return os.stat(self._root).st_dev != os.stat(self._scratch).st_dev  # noqa: PTH116

    def _place(self, kept: str) -> Path:
        return self._scratch / kept[1:] if kept.startswith("/") else self._root / kept

    def _make_folders(self, path: str) -> None:
        """As text, since a sprint's close asks for thousands."""
        for folder in folders_above(path):
            if _mode_of(f"{self._root}/{folder}") is None:
                os.mkdir(f"{self._root}/{folder}")  # noqa: PTH102

    def _is_file(self, path: str) -> bool:
        """Look at every component from the root on, without following any."""
        for folder in folders_above(path):
            mode = _mode_of(f"{self._root}/{folder}")
            if mode is None:
                return False
            if not stat.S_ISDIR(mode):
                raise Refused(f"{folder} is a link or a file where a folder belongs", "links are never followed")
        mode = _mode_of(f"{self._root}/{path}")
        if mode is not None and not stat.S_ISREG(mode):
            raise Refused(f"{path} is not a plain file", "links and folders are never followed or replaced")
        return mode is not None


def _aside(path: str, number: int | str, far: bool) -> str:
    """Where a file is out of the way: in git's folder, or beside its place if that is another file system."""
    name = f"{_ASIDE}{number}"
    return f"{path.rpartition('/')[0]}/{name}".lstrip("/") if far else f"/{name}"


def _mode_of(path: str) -> int | None:
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _changed(path: str) -> Refused:
    return Refused(f"{path} changed while gitagile was at work on it", "nothing was written; try again")


def words_of(remains: Remains) -> tuple[str, ...]:
    """What a person has to know of what could not be put back."""
    saved = tuple(f"what was saved in an editor in that very instant is kept in {path}" for path in remains.saved)
    return (*named_as_left(remains.named, "it changed since"), *saved)


def named_as_left(paths: Iterable[str], why: str) -> tuple[str, ...]:
    """One sentence for each path."""
    return tuple(f"{path} is left as it is: {why}" for path in sorted(set(paths)))
