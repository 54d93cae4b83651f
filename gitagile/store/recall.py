"""The memory in the common git directory, brought up to the working tree: a cache that may be deleted any time.

A file is read again unless its stat data is what was recorded and older than the record (git's racy-clean rule,
https://git-scm.com/docs/racy-git). Whatever goes wrong with the cache, the files themselves are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from . import layout
from .listings import YOUNG, listings_of
from .tree import DiskTree, Listing, refuse_link

VERSION = 10
PATIENCE = 5.0
"""Seconds to wait for another process that writes the cache: less than reading a large backlog twice."""
ATTEMPTS = 3
MAPPED = 1 << 28
"""Bytes of the cache that are looked at in place rather than copied."""

_TABLES = """
CREATE TABLE folders (folder TEXT PRIMARY KEY, listing TEXT) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, digest BLOB, place TEXT, kind TEXT, status TEXT, payload TEXT
) WITHOUT ROWID;
CREATE TABLE lines (folder TEXT, status TEXT, lines TEXT, PRIMARY KEY (folder, status)) WITHOUT ROWID;
CREATE INDEX others ON files (kind, status, place) WHERE kind != 'item';
"""
_HARMLESS = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    )
)
"""Errors of the place, not of the cache's content: the file stays, another process may be at work in it."""
_BROKEN = (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError, RecursionError)

Listings = dict[str, str]
"""Each folder's files with their stat data."""
Answer = TypeVar("Answer")


class _Overtaken(Exception):
    """Other processes changed the cache again and again while this one was about to."""


def recalled(
    root: Path, memory: Path, now_ns: int, ask: Callable[[sqlite3.Connection, Listings, tuple[str, ...]], Answer]
) -> Answer | None:
    """What `ask` finds in the memory once that is what the files say; it is given what could not be looked at, too.

    `memory` is the cache's file. None where no cache can be had: the files themselves must be read. Never raises for
    what is wrong with the cache; WrongPlace where `.backlog` is a link.
    """
    refuse_link(root)
    try:
        with closing(_opened(memory)) as database:
            listings, closed = _refreshed(database, root, now_ns)
            database.execute("BEGIN")  # one state for all that is asked
            answer = ask(database, listings, closed)
            database.execute("COMMIT")
            return answer
    except (OSError, _Overtaken):
        return None
    except _BROKEN as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _HARMLESS:
            _forget(memory)
    return None


def _forget(memory: Path) -> None:
    with suppress(OSError):
        memory.unlink(missing_ok=True)
        memory.with_name(memory.name + "-journal").unlink(missing_ok=True)


def _opened(memory: Path) -> sqlite3.Connection:
    memory.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(memory, timeout=PATIENCE, isolation_level=None)
    try:
        if _version(database) != VERSION:
            _set_up(database)
        database.execute("PRAGMA synchronous = OFF")
        database.execute(f"PRAGMA mmap_size = {MAPPED}")
    except BaseException:
        database.close()
        raise
    return database


def _version(database: sqlite3.Connection) -> int:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    return version


def _set_up(database: sqlite3.Connection) -> None:
    from . import texts

    database.execute("PRAGMA page_size = 16384")  # long texts lie in few pages
    database.execute("BEGIN IMMEDIATE")
    if _version(database) != VERSION:
        for table in ("folders", "files", "lines", "searched", "texts"):
            database.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in (*_TABLES.split(";")[:-1], *texts.TABLES.split(";")[:-1]):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("COMMIT")


def _refreshed(database: sqlite3.Connection, root: Path, now_ns: int) -> tuple[Listings, tuple[str, ...]]:
    """Bring the cache up to the working tree; gives each folder's listing, and what could not be looked at.

    What is written was looked at after the last that others wrote: if one wrote in between, it is looked at once more.
    """
    for _ in range(ATTEMPTS):
        known = _known(database)
        listings, closed = listings_of(root, now_ns)
        stale = {folder for folder in known.keys() | listings.keys() if _is_stale(folder, known, listings)}
        if not stale:
            return listings, closed
        database.execute("BEGIN IMMEDIATE")
        if _known(database) == known:
            tree = DiskTree(root, Listing((), ()))
            _renew(database, tree, stale, (known, listings))
            database.execute("COMMIT")
            return listings, closed
        database.execute("ROLLBACK")
    raise _Overtaken


def _known(database: sqlite3.Connection) -> Listings:
    return dict(database.execute("SELECT folder, listing FROM folders"))


def _is_stale(folder: str, known: Listings, listings: Listings) -> bool:
    return known.get(folder) != listings.get(folder) or YOUNG in listings[folder]


def _signatures(listing: str | None) -> dict[str, str]:
    pairs = (row.partition("/") for row in listing.split("\0")) if listing else ()
    return {name: signature for name, _, signature in pairs}


def _renew(database: sqlite3.Connection, tree: DiskTree, stale: set[str], both: tuple[Listings, Listings]) -> None:
    from .reader import is_read

    for folder in stale:
        before, now = (_signatures(listings.get(folder)) for listings in both)
        gone = [(f"{folder}/{name}",) for name in before.keys() - now.keys()]
        database.executemany("DELETE FROM files WHERE path = ?", gone)
        changed = (name for name, signature in now.items() if before.get(name) != signature or signature[0] == YOUNG[1])
        paths = (path for name in changed if is_read(path := f"{folder}/{name}"))
        rows = _fresh_rows(_known_digests(database, folder), tree, paths)
        database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", rows)
        database.execute("DELETE FROM lines WHERE folder = ?", (folder,))
        if folder in both[1]:
            database.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (folder, both[1][folder]))
        else:
            database.execute("DELETE FROM folders WHERE folder = ?", (folder,))


def _known_digests(database: sqlite3.Connection, folder: str) -> dict[str, bytes]:
    span = (folder + "/", folder + "0")
    return dict(database.execute("SELECT path, digest FROM files WHERE path > ? AND path < ?", span))


def _fresh_rows(known: dict[str, bytes], tree: DiskTree, paths: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """Rows for the files whose bytes are not those that were parsed last; a file without bytes has an empty digest."""
    from ..digests import blake2b
    from .packing import packed
    from .reader import content_of, parse

    for path in paths:
        content, fault = content_of(tree, path)
        digest = b"" if content is None else blake2b(content, digest_size=16).digest()
        if content is None:
            yield (path, digest, layout.place_of(path), *packed(None, fault))
        elif known.get(path) != digest:
            yield (path, digest, layout.place_of(path), *packed(*parse(content, path)))
