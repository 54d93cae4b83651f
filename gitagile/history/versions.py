"""What git says of a line into commits that touched items, each with the versions of their files."""

from __future__ import annotations

from array import array
from binascii import crc32
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import NamedTuple

from ..model.event import Version
from ..text.limits import MAX_FILE
from ..text.quick_head import Head, HeadReader
from ..vcs.blob_stream import BlobStream
from ..vcs.cuts import is_partial_clone
from ..vcs.message import parse_trailers
from ..vcs.place import Repository
from ..vcs.process import GitFailed
from ..vcs.walk import LogCommit, RawChange, present, walk_line
from .commit import MISSING, NOTHING, Commit, Fact, Reading
from .paths import ItemPath, Paths, is_file
from .renamed import find_rename, joined
from .rows import Packing

MIGRATIONS = ("migrate", "import")
_AT_ONCE = 256
"""Commits that may wait before those are looked for that wait no longer."""

IsKnown = Callable[[str], bool]


def read_line(repo: Repository, tip: str, folder: str, is_known: IsKnown | None = None) -> Reading:
    """The line that ends at `tip`, back to a commit that is known, or to its beginning under whatever name.

    What becomes of a commit is worked out while git still looks for the ones before it.
    """
    blobs = _Blobs(repo)
    with blobs:
        parts, base, broken = _walk(repo, tip, (folder, is_known), blobs)
        blobs.finish()
    commits: tuple[Commit, ...] = ()
    for part in reversed(parts):
        commits = joined(commits, blobs.commits(part))
    packing = parts[0].packing if len(parts) == 1 else None
    return Reading(commits, base, len(blobs.missing), broken, packing)


def versions_of(repo: Repository, folder: str, changes: Iterable[RawChange]) -> tuple[tuple[Fact, ...], ...]:
    """The facts before and after some changes that are no commit: what each side of them holds."""
    changes = tuple(changes)
    back = tuple(
        RawChange(one.path, one.mode, one.mode_before, one.after, one.before)
        for one in changes
        if is_file(one.mode_before)
    )
    blobs = _Blobs(repo)
    parts = [_Part(folder) for _ in range(2)]
    with blobs:
        for part, side in zip(parts, (back, changes), strict=True):
            blobs.ask_for(part, LogCommit("", 0, "", "", b"", side))
        blobs.finish()
    return tuple(tuple(fact for one in blobs.commits(part) for fact in one.facts) for part in parts)


class _Waiting(NamedTuple):
    """A commit whose item files are known: their changes and places, and how many blobs must be answered before it."""

    commit: LogCommit
    changes: tuple[tuple[RawChange, ItemPath], ...]
    needs: int

    @property
    def gain(self) -> int:
        """How many item files it added, less those it removed."""
        return sum(is_file(change.mode) - is_file(change.mode_before) for change, _ in self.changes)


class _Part:
    """The commits, newest first, that touched items while the folder had one name.

    Those before the place `settled` are commits already, the others wait for blobs. `gains` tells how many files each
    added, less those it removed; `grown` keeps the ones that added more, by their places.
    """

    def __init__(self, folder: str) -> None:
        self.paths = Paths(folder)
        self.commits: list[_Waiting | Commit] = []
        self.gains = array("l")
        self.grown: dict[int, LogCommit] = {}
        self.settled = 0
        self.packing = Packing()

    def take(self, waiting: _Waiting) -> None:
        """Take in a commit that touched items."""
        gain = waiting.gain
        if gain > 0:
            self.grown[len(self.commits)] = waiting.commit
        self.commits.append(waiting)
        self.gains.append(gain)

    def end_at(self, place: int) -> None:
        """Leave out what is older than the commit at a place."""
        del self.commits[place + 1 :]
        self.packing = Packing()  # what was packed may lie beyond


def _walk(
    repo: Repository, tip: str, end: tuple[str, IsKnown | None], blobs: _Blobs
) -> tuple[list[_Part], str | None, str | None]:
    folder, is_known = end
    parts: list[_Part] = []
    seen = set()
    while True:
        part = _Part(folder)
        parts.append(part)
        try:
            base = _walk_part(repo, tip, (part, is_known), blobs)
        except GitFailed as error:
            return parts, None, str(error)
        rename = find_rename(repo, part) if base is None else None
        if rename is None or rename.commit in seen:
            return parts, base, None
        part.end_at(rename.place)
        seen.add(rename.commit)
        tip, folder, is_known = f"{rename.commit}^", rename.source, None


def _walk_part(repo: Repository, tip: str, end: tuple[_Part, IsKnown | None], blobs: _Blobs) -> str | None:
    part, is_known = end
    with closing(walk_line(repo, tip, part.paths.folder, until=is_known)) as walked:
        for commit in walked:
            if commit.is_end:
                return commit.commit
            if commit.changes:
                blobs.ask_for(part, commit)
            if len(part.commits) - part.settled > _AT_ONCE:
                blobs.settle(part)
    return None


class _Blobs:
    """The heads of the blobs that commits name, fetched while the commits are still being walked."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo
        self._is_partial = is_partial_clone(repo)
        self._stream: BlobStream | None = None
        self._reader = HeadReader()
        self._heads: dict[bytes, Head | None] = {}
        self._asked: set[bytes] = set()
        self._answered = 0
        self.missing: set[bytes] = set()

    def __enter__(self) -> None:
        """Questions may be asked from here on."""

    def __exit__(self, *error: object) -> None:
        if self._stream is not None:
            self._stream.__exit__(*error)  # type: ignore[arg-type]

    def ask_for(self, part: _Part, commit: LogCommit) -> None:
        """Take a commit in if it touched items, and ask for the versions it made."""
        changes = tuple([(one, path) for one in commit.changes if (path := part.paths.of(one.path)) is not None])
        if not changes:
            return
        for change, _ in changes:
            if change.after not in self._asked and is_file(change.mode):
                self._asked.add(change.after)
                if not self._is_partial:
                    self._opened().ask(change.after)
        part.take(_Waiting(commit, changes, len(self._asked)))

    def finish(self) -> None:
        """Wait for all that was asked for; in a partial clone ask for what is there, so that nothing is fetched."""
        if self._is_partial and self._asked:
            here = present(self._repo, self._asked)
            self.missing |= self._asked - here
            for oid in here:
                self._opened().ask(oid)
        if self._stream is not None:
            self._stream.finish()

    def _opened(self) -> BlobStream:
        """The process that is asked, started with the first question."""
        if self._stream is None:
            self._stream = BlobStream(self._repo, self._take, MAX_FILE)
        return self._stream

    def settle(self, part: _Part) -> None:
        """Make commits of those whose blobs were all answered: answers come in the order of the questions."""
        answered, commits, folder = self._answered, part.commits, part.paths.folder
        for place in range(part.settled, len(commits)):
            waiting = commits[place]
            if not isinstance(waiting, _Waiting) or waiting.needs > answered:
                break
            commits[place] = commit = self._settled(waiting, folder)
            part.packing.add(commit)
            part.settled += 1

    def commits(self, part: _Part) -> tuple[Commit, ...]:
        """The commits of a part, oldest first, once all was answered."""
        self._answered = len(self._asked)
        self.settle(part)
        return tuple([one for one in reversed(part.commits) if isinstance(one, Commit)])

    def _settled(self, waiting: _Waiting, folder: str) -> Commit:
        commit = waiting.commit
        facts = tuple(
            [self._fact(one, path) for one, path in waiting.changes if is_file(one.mode) or is_file(one.mode_before)]
        )
        about = commit.commit, commit.at, commit.who, commit.email, is_migration(commit.message)
        return Commit(*about, folder, facts)

    def _take(self, oid: bytes, content: bytes | None) -> None:
        if content is None:
            self.missing.add(oid)
        else:
            self._heads[oid] = self._reader.read(content)
        self._answered += 1

    def _fact(self, change: RawChange, path: ItemPath) -> Fact:
        before = _checksum(change.mode_before, change.before)
        now = _checksum(change.mode, change.after)
        head = self._heads.get(change.after) if now != NOTHING else None
        if head is None:
            return Fact(path.path, None, before, MISSING if now and change.after in self.missing else now)
        return Fact(path.path, Version(head[0] or path.fallback, path.whole, path.place, *head[1:]), before, now)  # type: ignore[arg-type]


def _checksum(mode: bytes, oid: bytes) -> int:
    return (crc32(oid) or 1) if is_file(mode) else NOTHING


def is_migration(message: bytes) -> bool:
    """Whether a commit says that it only brought the past along: `Gitagile-Op: migrate` or `import …`."""
    if b"Gitagile-Op" not in message:
        return False
    trailers = parse_trailers(message.decode("utf-8", "replace"))
    return any(key == "Gitagile-Op" and value.split(" ", 1)[0] in MIGRATIONS for key, value in trailers)
