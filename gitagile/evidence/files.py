"""Files of evidence at a revision or in the working tree: bounded, never outside the repository, one git process."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol, Self

from ..vcs.batch import ObjectReader
from ..vcs.place import Repository

LARGEST = 32 * 1024 * 1024
"""Bytes of one file that are read at all; each format has a limit of its own below it."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class File(NamedTuple):
    """One file: its bytes and what identifies them, or why it cannot be read; `missing` where it is not there."""

    content: bytes | None = None
    reason: str = ""
    missing: bool = False
    identity: str = ""


ABSENT = File(reason="is not there", missing=True)
FOLDER = File(reason="is a folder, not a file")


class Files(Protocol):
    """The files of one moment."""

    def read(self, path: str) -> File:
        """The file at a path from the top of the repository."""
        ...


def clean_path(path: str) -> str | None:
    """A path from the top of the repository without `.` steps; None where it leads out of it or into git's folder."""
    parts = PurePosixPath(path).parts
    inside = path and not path.startswith("/") and ".." not in parts and "\\" not in path
    plain = inside and path.isprintable() and not any(part.casefold() == ".git" for part in parts)
    return "/".join(parts) if plain and parts else None


def under(folder: str, path: str) -> str | None:
    """`path` as written in a file of `folder`, from the top of the repository (which itself is an empty text).

    None where it leads out of the repository.
    """
    joined: list[str] = [*PurePosixPath(folder).parts]
    if path.startswith("/") or "\\" in path:
        return None
    for part in PurePosixPath(path).parts:
        if part != "..":
            joined.append(part)
        elif joined:
            joined.pop()
        else:
            return None
    return clean_path("/".join(joined)) if joined else ""


class WorkFiles:
    """The files on disk. A link is followed only as far as it stays inside the repository's working tree."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, File] = {}

    def read(self, path: str) -> File:
        """The file as it lay there when it was first asked for."""
        clean = clean_path(path)
        if clean is None:
            return File(reason="is no path inside the repository")
        if clean not in self._known:
            file = read_inside(self._root, clean)
            self._known[clean] = file._replace(identity="" if file.content is None else _digest(file.content))
        return self._known[clean]


def _digest(content: bytes) -> str:
    import hashlib  # late: for the working tree alone

    return hashlib.sha256(content).hexdigest()


def read_inside(root: Path, path: str | Path) -> File:
    """A regular file below `root`, which links must not lead out of."""
    try:
        target = (root / path).resolve(strict=True)
        if not target.is_relative_to(root.resolve()):
            return File(reason="is a link that leads out of the repository")
        return read_regular(target)
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    except IsADirectoryError:
        return FOLDER
    except (OSError, RuntimeError, ValueError) as error:
        return File(reason=f"cannot be read: {getattr(error, 'strerror', None) or 'its path is odd'}")


def read_regular(path: Path) -> File:
    """The bytes of a regular file, which is never waited for. Raises OSError."""
    descriptor = os.open(path, _FLAGS)
    with open(descriptor, "rb") as stream:  # noqa: PTH123 - a descriptor, opened so that a pipe cannot hold us
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            return File(reason="is no regular file")
        if about.st_size > LARGEST:
            return File(reason=f"is larger than {LARGEST // 1024 // 1024} MiB")
        return File(stream.read(LARGEST))


class GitFiles:
    """Blobs of many commits through one living `git cat-file`, each read once. Close it, or use it in a `with`."""

    def __init__(self, repo: Repository) -> None:
        self._reader = ObjectReader(repo)
        self._known: dict[str, File] = {}
        self._blobs: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._reader.close()

    def commits(self, revisions: Iterable[str]) -> dict[str, str]:
        """The commit ids of those revisions that exist: names, ids, tags, `main~3`."""
        asked = [one for one in dict.fromkeys(revisions) if one and one.isprintable() and not one.startswith("-")]
        found = self._reader.identify(f"{one}^{{commit}}" for one in asked)
        return {revision: oid for revision, oid in zip(asked, found, strict=True) if oid is not None}

    def fetch(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read many files, given as commit and path, in two round trips."""
        names = [f"{commit}:{path}" for commit, path in dict.fromkeys(wanted) if f"{commit}:{path}" not in self._known]
        headers = self._reader.describe(names)
        plain = {name: one for name, one in headers.items() if one.type == "blob" and one.size <= LARGEST}
        self._blobs |= self._reader.contents({one.oid for one in plain.values()} - self._blobs.keys())
        for name in names:
            if name in plain:
                oid = plain[name].oid
                self._known[name] = File(self._blobs.get(oid), identity=oid)
            elif name in headers:
                too_large = f"is larger than {LARGEST // 1024 // 1024} MiB"
                self._known[name] = File(reason=too_large) if headers[name].type == "blob" else FOLDER
            else:
                self._known[name] = ABSENT

    def read(self, commit: str, path: str) -> File:
        """One file of a commit."""
        clean = clean_path(path)
        if clean is None:
            return File(reason="is no path inside the repository")
        self.fetch([(commit, clean)])
        return self._known[f"{commit}:{clean}"]

    def at(self, commit: str) -> CommitFiles:
        """The files of one commit."""
        return CommitFiles(self, commit)


class CommitFiles(NamedTuple):
    """The files of one commit."""

    files: GitFiles
    commit: str

    def read(self, path: str) -> File:
        """The file as that commit has it."""
        return self.files.read(self.commit, path)
