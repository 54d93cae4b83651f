"""What git says of a line into commits that touched items, each with the versions of their files."""

from __future__ import annotations

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

MIGRATIONS = ("migrate", "import")


IsKnown = Callable[[str], bool]


def read_line(repo: Repository, tip: str, folder: str, is_known: IsKnown | None = None) -> Reading:
    """The line that ends at `tip`, back to a commit that is known, or to its beginning under whatever name."""
    blobs = _Blobs(repo)
    with blobs:
        parts, base, broken = _walk(repo, tip, (folder, is_known), blobs)
        blobs.finish()
    commits: tuple[Commit, ...] = ()
    for part in reversed(parts):
        commits = joined(commits, tuple(blobs.commits(part)))
    return Reading(commits, base, len(blobs.missing), broken)


def versions_of(repo: Repository, folder: str, changes: Iterable[RawChange]) -> tuple[tuple[Fact, ...], ...]:
    """The facts before and after some changes that are no commit: what each side of them holds."""
    changes = tuple(changes)
    back = tuple(
        RawChange(one.path, one.mode, one.mode_before, one.after, one.before)
        for one in changes
        if is_file(one.mode_before)
    )
    blobs = _Blobs(repo)
    with blobs:
        parts = [_Part(Paths(folder), [LogCommit("", 0, "", "", b"", side)]) for side in (back, changes)]
        for part in parts:
            blobs.ask_for(part.paths, part.commits[0])
        blobs.finish()
    return tuple(tuple(fact for one in blobs.commits(part) for fact in one.facts) for part in parts)


class _Part(NamedTuple):
    """The commits, newest first, that touched items while the folder had one name."""

    paths: Paths
    commits: list[LogCommit]


def _walk(
    repo: Repository, tip: str, end: tuple[str, IsKnown | None], blobs: _Blobs
) -> tuple[list[_Part], str | None, str | None]:
    folder, is_known = end
    parts: list[_Part] = []
    seen = set()
    while True:
        part = _Part(Paths(folder), [])
        parts.append(part)
        try:
            base = _walk_part(repo, tip, (part, is_known), blobs)
        except GitFailed as error:
            return parts, None, str(error)
        rename = find_rename(repo, part.commits, part.paths) if base is None else None
        if rename is None or (place := part.commits[rename.place].commit) in seen:
            return parts, base, None
        del part.commits[rename.place + 1 :]
        seen.add(place)
        tip, folder, is_known = f"{place}^", rename.source, None


def _walk_part(repo: Repository, tip: str, end: tuple[_Part, IsKnown | None], blobs: _Blobs) -> str | None:
    part, is_known = end
    with closing(walk_line(repo, tip, part.paths.folder, every=is_known is not None)) as walked:
        for commit in walked:
            if is_known is not None and is_known(commit.commit):
                return commit.commit
            if commit.changes and blobs.ask_for(part.paths, commit):
                part.commits.append(commit)
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
        self.missing: set[bytes] = set()

    def __enter__(self) -> None:
        """Questions may be asked from here on."""

    def __exit__(self, *error: object) -> None:
        if self._stream is not None:
            self._stream.__exit__(*error)  # type: ignore[arg-type]

    def ask_for(self, paths: Paths, commit: LogCommit) -> bool:
        """Ask for the versions a commit made; whether it touched any item's file."""
        touches = False
        for change in commit.changes:
            if paths.of(change.path) is None:
                continue
            touches = True
            if is_file(change.mode) and change.after not in self._asked:
                self._asked.add(change.after)
                if not self._is_partial:
                    self._opened().ask(change.after)
        return touches

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

    def commits(self, part: _Part) -> Iterable[Commit]:
        """The commits of a part, oldest first."""
        for commit in reversed(part.commits):
            facts = tuple(
                self._fact(change, path)
                for change in commit.changes
                if (path := part.paths.of(change.path)) is not None
                and (is_file(change.mode) or is_file(change.mode_before))
            )
            about = commit.commit, commit.at, commit.who, commit.email, is_migration(commit.message)
            yield Commit(*about, part.paths.folder, facts)

    def _take(self, oid: bytes, content: bytes | None) -> None:
        if content is None:
            self.missing.add(oid)
        else:
            self._heads[oid] = self._reader.read(content)

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
