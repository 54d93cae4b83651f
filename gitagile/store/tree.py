"""Trees: the backlog's files wherever they are read from: the working tree here, an index or a commit through `vcs`."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

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


class BlobTree(NamedTuple):
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


class DiskTree(NamedTuple):
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


class Listing(NamedTuple):
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
    waiting = [layout.ROOT]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(f"{root}/{folder}") as entries:
                rows = tuple(entries)
        except FileNotFoundError:
            continue
        except OSError:
            closed.append(folder)
            continue
        plain = _all_plain(rows, folder)
        if plain is not None:
            files += plain
            continue
        for all_of_kind, found in zip((files, links, waiting, closed), _by_kind(rows, folder), strict=True):
            all_of_kind.extend(found)
    return Listing(tuple(sorted(files)), tuple(sorted(links)), tuple(sorted(closed)))


def _all_plain(entries: tuple[os.DirEntry[str], ...], folder: str) -> list[str] | None:
    """The paths of a folder that holds nothing but files with ASCII names, as nearly all do; else None."""
    try:
        names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    except OSError:
        return None
    plain = len(names) == len(entries) and "".join(names).isascii()
    return [f"{folder}/{name}" for name in names] if plain else None


def _by_kind(entries: Iterable[os.DirEntry[str]], folder: str) -> tuple[list[str], ...]:
    """The paths of a folder's files, links, folders, and of what cannot be looked at or named in UTF-8."""
    files: list[str] = []
    links: list[str] = []
    folders: list[str] = []
    unseen: list[str] = []
    for entry in entries:
        name = entry.name
        try:
            kind = folders if entry.is_dir(follow_symlinks=False) else links if entry.is_symlink() else files
        except OSError:
            kind = unseen
        if not name.isascii() and not is_utf8(name):
            unseen.append(shown(f"{folder}/{name}"))
        else:
            kind.append(f"{folder}/{name}")
    return files, links, folders, unseen


def shown(path: str) -> str:
    """A path that can be printed: bytes of its name that are no UTF-8 as escapes."""
    return path.encode("utf-8", "backslashreplace").decode()


def is_utf8(name: str) -> bool:
    """Whether a file's name can be written as UTF-8: others hold surrogates for bytes that are none."""
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
