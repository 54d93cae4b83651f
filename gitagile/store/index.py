"""Parsed items remembered in the common git directory, by path and stat data: a cache that may be deleted any time.

A file is read again unless its stat data is what was recorded and older than the record (git's racy-clean rule,
https://git-scm.com/docs/racy-git). Whatever goes wrong with the cache, the files themselves are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from ..model.backlog import Backlog
from ..model.item import Item
from . import layout, texts
from .listings import YOUNG, listings_of
from .narrowing import EVERYTHING, Narrowing, as_sql, is_wanted
from .packing import packed, unpacked
from .reader import (
    backlog_of,
    closed_findings,
    content_of,
    is_read,
    parse,
    read_backlog,
    searched_text,
)
from .tree import DiskTree, Listing, disk_tree, refuse_link

VERSION = 8
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


class _Overtaken(Exception):
    """Other processes changed the cache again and again while this one was about to."""


def remembered_backlog(root: Path, memory: Path, now_ns: int, narrowing: Narrowing = EVERYTHING) -> Backlog:
    """The working tree's backlog, parsing only what changed since it was last read. `memory` is the cache's file.

    Never raises for what is wrong with the cache; WrongPlace where `.backlog` is a link.
    """
    refuse_link(root)
    try:
        with closing(_opened(memory)) as database:
            listings, closed = _refreshed(database, root, now_ns)
            wanted, more = _paths_with(database, root, listings, narrowing) if narrowing.words else ((), 0)
            backlog = backlog_of(unpacked(_rows(database, narrowing, wanted)))
        items = in_order_of(wanted, backlog.items) if narrowing.words else backlog.items
        unreadable = (*backlog.unreadable, *closed_findings(closed))
        return backlog._replace(items=items, unreadable=unreadable, left_out=more)
    except (OSError, _Overtaken):
        pass  # no cache can be had here or just now: the files themselves are read below
    except _BROKEN as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _HARMLESS:
            _forget(memory)
    return _narrowed(root, narrowing)


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
    database.execute("PRAGMA page_size = 16384")  # long texts lie in few pages
    database.execute("BEGIN IMMEDIATE")
    if _version(database) != VERSION:
        for table in ("folders", "files", "texts"):
            database.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in (*_TABLES.split(";")[:-1], texts.TABLE):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("COMMIT")


def _refreshed(database: sqlite3.Connection, root: Path, now_ns: int) -> tuple[dict[str, str], tuple[str, ...]]:
    """Bring the cache up to the working tree; gives each folder's listing, and what could not be looked at.

    The listing is compared and written against one state of the cache: if another process wrote in between, once more.
    """
    for _ in range(ATTEMPTS):
        listings, closed = listings_of(root, now_ns)
        known = _known(database)
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


def _known(database: sqlite3.Connection) -> dict[str, str]:
    return dict(database.execute("SELECT folder, listing FROM folders"))


def _is_stale(folder: str, known: dict[str, str], listings: dict[str, str]) -> bool:
    return known.get(folder) != listings.get(folder) or YOUNG in listings[folder]


def _signatures(listing: str | None) -> dict[str, str]:
    pairs = (row.partition("/") for row in listing.split("\0")) if listing else ()
    return {name: signature for name, _, signature in pairs}


def _renew(
    database: sqlite3.Connection, tree: DiskTree, stale: set[str], both: tuple[dict[str, str], dict[str, str]]
) -> None:
    for folder in stale:
        before, now = (_signatures(listings.get(folder)) for listings in both)
        gone = [(f"{folder}/{name}",) for name in before.keys() - now.keys()]
        database.executemany("DELETE FROM files WHERE path = ?", gone)
        changed = (name for name, signature in now.items() if before.get(name) != signature or signature[0] == YOUNG[1])
        paths = (path for name in changed if is_read(path := f"{folder}/{name}"))
        rows = _fresh_rows(_known_digests(database, folder), tree, paths)
        database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", rows)
        if folder in both[1]:
            database.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (folder, both[1][folder]))
        else:
            database.execute("DELETE FROM folders WHERE folder = ?", (folder,))
            database.execute("DELETE FROM texts WHERE folder = ?", (folder,))


def _known_digests(database: sqlite3.Connection, folder: str) -> dict[str, bytes]:
    span = (folder + "/", folder + "0")
    return dict(database.execute("SELECT path, digest FROM files WHERE path > ? AND path < ?", span))


def _fresh_rows(known: dict[str, bytes], tree: DiskTree, paths: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """Rows for the files whose bytes are not those that were parsed last; a file without bytes has an empty digest."""
    from hashlib import blake2b  # loads OpenSSL, for changed files only

    for path in paths:
        content, fault = content_of(tree, path)
        digest = b"" if content is None else blake2b(content, digest_size=16).digest()
        if content is None:
            yield (path, digest, layout.place_of(path), *packed(None, fault))
        elif known.get(path) != digest:
            yield (path, digest, layout.place_of(path), *packed(*parse(content, path)))


def _rows(
    database: sqlite3.Connection, narrowing: Narrowing, paths: tuple[str, ...]
) -> list[tuple[str, str, str, str]]:
    condition, values = as_sql(narrowing, paths)
    query = f"SELECT path, place, kind, payload FROM files WHERE kind != 'item' OR ({condition}) ORDER BY path"  # noqa: S608 - own words
    return database.execute(query, values).fetchall()


def _paths_with(
    database: sqlite3.Connection, root: Path, listings: dict[str, str], narrowing: Narrowing
) -> tuple[tuple[str, ...], int]:
    """The items that hold all words; what is remembered of their texts is written if it was out of date."""
    database.execute("BEGIN")
    found = texts.paths_with(database, DiskTree(root, Listing((), ())), listings, narrowing)
    database.execute("COMMIT")
    return found


def in_order_of(paths: tuple[str, ...], items: Iterable[Item]) -> tuple[Item, ...]:
    """The items in the order of their paths."""
    places = {path: at for at, path in enumerate(paths)}
    return tuple(sorted(items, key=lambda item: places[item.path]))


def _narrowed(root: Path, narrowing: Narrowing) -> Backlog:
    """The same without a cache: all files are read."""
    tree = disk_tree(root)
    backlog = read_backlog(tree)
    folded = cache(lambda path: searched_text(content_of(tree, path)[0] or b"", path))
    items = tuple(item for item in backlog.items if is_wanted(narrowing, item, backlog.sprints, folded))
    if not narrowing.words:
        return backlog._replace(items=items)
    found = [(item.path, folded(item.path).encode("utf-8", "replace")) for item in items]
    best = texts.best_first(found, texts.as_bytes(narrowing.words), narrowing.best)
    chosen = in_order_of(best, (item for item in items if item.path in best))
    return backlog._replace(items=chosen, left_out=len(found) - len(best))
