"""The journal of an act: written down, and on the disk, before anything is touched; gone when the act is over."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gitagile.vcs.lock import try_lock
from gitagile.vcs.place import Repository
from gitagile.vcs.steps import Intent, Mark, WorkFile
from gitagile.vcs.texts import blob_id, write_texts

VERSION = 1
"""Of what is written here: a newer one is left to the gitagile that wrote it."""
_PAUSE = 0.02  # seconds between two looks at whether a hook has ended
Note = Mapping[str, Any]


def journal_file(repo: Repository) -> Path:
    """Where this worktree's journal lies while an act is under way. Where it is absent, nothing is to be recovered."""
    return repo.git_dir / "gitagile" / "journal"


class Journal:
    """One act's journal: a line of JSON with what is intended, and one more for each point that was passed."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo
        self._descriptor: int | None = None

    @property
    def descriptors(self) -> tuple[int, ...]:
        """What a hook inherits: whoever recovers the act waits for the end of a hook that outlived it."""
        return () if self._descriptor is None or sys.platform == "win32" else (self._descriptor,)

    def begin(self, intent: Intent, known: Iterable[str | None], like: str, **facts: Any) -> None:
        """Write it all down. `known`: ids of blobs that are stored; the other texts that will go are stored now.

        `like` is any object id, for its kind of hash.
        """
        texts = {blob_id(m.before.content, like): m.before.content for m in intent.marks if m.before is not None}
        known = frozenset(known)
        write_texts(self._repo, [text for oid, text in texts.items() if oid not in known], like)
        marks = [_as_shape(mark, like) for mark in intent.marks]
        try:
            self._open()
            self.note(gitagile=VERSION, started=time.time(), marks=marks, made=intent.made, left=intent.left, **facts)
            _sync_folder(journal_file(self._repo).parent)
        except BaseException:
            self.end()
            raise

    def note(self, **facts: Any) -> None:
        """Add a point that was passed; on the disk when this returns."""
        if self._descriptor is not None:
            line = json.dumps(facts).encode("ascii") + b"\n"
            while line:
                line = line[os.write(self._descriptor, line) :]  # a full disk takes a part, and refuses the rest
            os.fsync(self._descriptor)

    def end(self) -> None:
        """The act is over, one way or the other."""
        if self._descriptor is not None:
            self.leave()
            journal_file(self._repo).unlink(missing_ok=True)

    def leave(self) -> None:
        """Stop writing, and leave the journal to the next command's recovery. Fine to call twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(journal_file(self._repo), flags, 0o666)
        if sys.platform != "win32":
            try_lock(self._descriptor)


class Left(NamedTuple):
    """The journal of an act that did not come to its end. Texts are named by their blobs' ids."""

    facts: Note
    notes: tuple[Note, ...] = ()

    def last(self, key: str) -> Any:
        """The newest note of this name, None where there is none."""
        return next((note[key] for note in reversed((self.facts, *self.notes)) if key in note), None)

    @property
    def texts(self) -> tuple[str, ...]:
        """The ids of all texts that lay in the working tree before."""
        return tuple(mark["before"][0] for mark in self.facts["marks"] if mark["before"])

    def intent(self, texts: Mapping[str, bytes]) -> Intent:
        """What the act may have done; a text that is not stored is left out, with all that would need it."""
        marks = [mark for shape in self.facts["marks"] if (mark := _as_mark(shape, texts)) is not None]
        return Intent(tuple(marks), tuple(self.facts["made"]), tuple(self.facts["left"]))

    @property
    def owned(self) -> tuple[tuple[str, str | None], ...]:
        """What a hook made of our files: path and fingerprint."""
        return tuple((path, mark) for note in self.notes for path, mark in note.get("owned", ()))


def read_journal(repo: Repository) -> Left | None:
    """The journal that lies here; None where it breaks off in its first line, before anything was touched."""
    lines = journal_file(repo).read_bytes().split(b"\n")[:-1]
    notes = []
    for line in lines:
        try:
            notes.append(json.loads(line))
        except ValueError:
            break
    return Left(notes[0], tuple(notes[1:])) if notes else None


def wait_for_hooks(repo: Repository, patience: float) -> None:
    """A hook of the killed act may still be at work: wait for its end, but not for ever."""
    if sys.platform == "win32":
        return
    until = time.monotonic() + patience
    descriptor = os.open(journal_file(repo), os.O_RDWR)
    try:
        while not try_lock(descriptor) and time.monotonic() < until:
            time.sleep(_PAUSE)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _as_shape(mark: Mark, like: str) -> dict[str, Any]:
    before = mark.before and (blob_id(mark.before.content, like), mark.before.permissions)
    return {"path": mark.path, "before": before, "ours": mark.ours, "kept": mark.kept}


def _as_mark(shape: Mapping[str, Any], texts: Mapping[str, bytes]) -> Mark | None:
    before = None
    if shape["before"]:
        oid, permissions = shape["before"]
        if oid not in texts:
            return None
        before = WorkFile(texts[oid], permissions)
    return Mark(shape["path"], before, tuple(shape["ours"]), shape["kept"])
