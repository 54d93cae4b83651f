"""Trees: the backlog's files wherever they are read from: the working tree here, an index or a commit through `vcs`."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..errors import WrongPlace
from . import layout

LINK_MODES = (0o120000, 0o160000)
LARGEST = 1 << 24
"""The most bytes read of one file; a ledger of 100,000 lines is smaller, and no item may be as large."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Tree(Protocol):
    """The files under `.backlog/` at one moment: their paths, which of those are links, and their bytes."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Regular files, in order."""
        ...

    @property
    def links(self) -> tuple[str, ...]:
        """Symbolic links and submodules, in order."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a file; OSError if it cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class BlobTree:
    """Files that git holds, by path: `read_blobs` fetches many at once; links and submodules have a link's mode."""

    blobs: Mapping[str, tuple[int, str]]
    contents: Mapping[str, bytes]

    @property
    def paths(self) -> tuple[str, ...]:
        """Regular files, in order."""
        return tuple(sorted(path for path, (mode, _) in self.blobs.items() if mode not in LINK_MODES))

    @property
    def links(self) -> tuple[str, ...]:
        """Symbolic links and submodules, in order."""
        return tuple(sorted(path for path, (mode, _) in self.blobs.items() if mode in LINK_MODES))

    def read(self, path: str) -> bytes:
        """The file's bytes as git holds them."""
        return self.contents[self.blobs[path][1]]


@dataclass(frozen=True, slots=True)
class DiskTree:
    """The working tree's files. Links are listed, never followed."""

    root: Path
    listing: Listing

    @property
    def paths(self) -> tuple[str, ...]:
        """Regular files, in order."""
        return self.listing.paths

    @property
    def links(self) -> tuple[str, ...]:
        """Symbolic links, in order."""
        return self.listing.links

    def read(self, path: str) -> bytes:
        """The file's bytes; OSError where it is gone, a link or closed. Its folders, just walked, are no links."""
        return _read(os.open(f"{self.root}/{path}", _FLAGS))


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in a folder and below: paths of regular files, of links, and of whatever could not be looked at."""

    paths: tuple[str, ...]
    links: tuple[str, ...]
    closed: tuple[str, ...] = ()


def disk_tree(root: Path) -> DiskTree:
    """The working tree below `.backlog/`. WrongPlace where `.backlog` itself is a link."""
    return DiskTree(root, list_files(root))


def list_files(root: Path) -> Listing:
    """Every file below `.backlog/`, by name, without following links and without looking at any file's inode."""
    refuse_link(root)
    files: list[str] = []
    links: list[str] = []
    closed: list[str] = []
    walk(root, lambda folder, entry: (links if entry.is_symlink() else files).append(f"{folder}/{entry.name}"), closed)
    return Listing(tuple(sorted(files)), tuple(sorted(links)), tuple(sorted(closed)))


def walk(root: Path, note: Callable[[str, os.DirEntry[str]], None], closed: list[str]) -> None:
    """Call `note(folder, entry)` for all below `.backlog/` that is no folder; what cannot be read goes to `closed`."""
    waiting = [layout.ROOT]
    top = str(root) + "/"
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(top + folder) as entries:
                unseen = [entry.name for entry in entries if not _visited(folder, entry, note, waiting)]
            closed += [f"{folder}/{name}".encode("utf-8", "backslashreplace").decode() for name in unseen]
        except FileNotFoundError:
            continue
        except OSError:
            closed.append(folder)


def _visited(folder: str, entry: os.DirEntry[str], note: Callable[..., None], waiting: list[str]) -> bool:
    """Put a folder with those that wait, note anything else; False for what cannot be looked at or named in UTF-8."""
    if not entry.name.isascii() and not _is_utf8(entry.name):
        return False
    try:
        if entry.is_dir(follow_symlinks=False):
            waiting.append(f"{folder}/{entry.name}")
        else:
            note(folder, entry)
    except FileNotFoundError:
        return True  # gone since the folder was listed
    except OSError:
        return False
    return True


def _is_utf8(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def refuse_link(root: Path) -> None:
    """WrongPlace where `.backlog` is a symbolic link: it could lead anywhere."""
    if (root / layout.ROOT).is_symlink():
        raise WrongPlace(
            f"{layout.ROOT} is a symbolic link, which gitagile never follows", "make it a folder of the repository"
        )


def read_file(root: Path, path: str) -> bytes:
    """A file's bytes, refusing a link in any component below the root. OSError if it cannot be read."""
    parts = path.split("/")[:-1]
    for count in range(1, len(parts) + 1):
        parent = "/".join(parts[:count])
        if stat.S_ISLNK(os.lstat(f"{root}/{parent}").st_mode):
            raise OSError(f"{parent} is a symbolic link")
    return _read(os.open(f"{root}/{path}", _FLAGS))


def _read(descriptor: int) -> bytes:
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError("it is not a regular file")
        return os.read(descriptor, min(found.st_size + 1, LARGEST))
    finally:
        os.close(descriptor)
