"""Listings: each folder's files with their stat data, which tell whether what is remembered of them still holds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import layout
from .tree import is_utf8, shown

RACY_NS = 2_000_000_000
"""A file younger than this is not trusted: file systems count time in steps of up to two seconds."""
YOUNG = "/!"
"""Before a signature that is not to be trusted; no name holds a slash."""


def listings_of(root: Path, now_ns: int) -> tuple[dict[str, str], tuple[str, ...]]:
    """Each folder's files with their stat data, and what could not be looked at; check-ins are not remembered.

    A listing is `name/signature` for each file, with a zero byte between two: no name holds one, nor a slash.
    """
    listings: dict[str, str] = {}
    closed: list[str] = []
    waiting, trusted = [layout.ROOT], now_ns - RACY_NS
    while waiting:
        folder = waiting.pop()
        try:
            with _opened_folder(f"{root}/{folder}") as place, os.scandir(place) as entries:
                rows, folders, unseen = _rows_of(entries, trusted)
        except FileNotFoundError:
            continue
        except OSError:
            closed.append(folder)
            continue
        waiting += [path for name in folders if (path := f"{folder}/{name}") != layout.CHECKINS]
        closed += [shown(f"{folder}/{name}") for name in unseen]
        if rows:
            listings[folder] = "\0".join(rows)
    return listings, tuple(sorted(closed))


@contextmanager
def _opened_folder(path: str) -> Iterator[int | str]:
    """A folder as a descriptor, so that looking at a file in it need not walk the whole path again; else its path."""
    if os.scandir not in os.supports_fd:
        yield path
        return
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0))
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _rows_of(entries: Iterable[os.DirEntry[str]], trusted: int) -> tuple[list[str], list[str], list[str]]:
    """A folder's rows, the folders in it, and what could not be looked at. One loop: a backlog has ten thousand files.

    The signature is the hash of time stamps, size and inode: of whole numbers alone, so the same in every process.
    """
    rows: list[str] = []
    folders: list[str] = []
    unseen: list[str] = []
    for entry in entries:
        name = entry.name
        try:
            found = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue  # gone since the folder was listed
        except OSError:
            unseen.append(name)
            continue
        kind, changed, made = found.st_mode & 0o170000, found.st_mtime_ns, found.st_ctime_ns
        if not name.isascii() and not is_utf8(name):
            unseen.append(name)
        elif kind == stat.S_IFREG and changed < trusted and made < trusted:
            rows.append(f"{name}/{hash((changed, made, found.st_size, found.st_ino))}")
        elif kind == stat.S_IFDIR:
            folders.append(name)
        elif kind != stat.S_IFLNK:
            rows.append(f"{name}{YOUNG}")
    return rows, folders, unseen
