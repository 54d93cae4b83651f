"""Parsed items remembered in the common git directory, by path and stat data: a cache that may be deleted any time.

A file is read again unless its stat data is what was recorded and older than the record (git's racy-clean rule,
https://git-scm.com/docs/racy-git). Whatever goes wrong with the cache, the files themselves are read.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ..model.backlog import Backlog
from ..model.finding import Finding
from ..model.item import ITEM_FIELDS, Item
from ..model.sprint import Sprint
from . import layout
from .narrowing import EVERYTHING, Narrowing, as_sql, is_wanted
from .reader import Loaded, backlog_of, content_of, is_read, parse, read_backlog, searched_text
from .tree import DiskTree, disk_tree, walk

VERSION = 4
RACY_NS = 2_000_000_000
"""A file younger than this is not trusted: file systems count time in steps of up to two seconds."""

_TABLES = """
CREATE TABLE IF NOT EXISTS folders (folder TEXT PRIMARY KEY, listing TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, digest BLOB, place TEXT, kind TEXT, status TEXT, payload TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (path TEXT PRIMARY KEY, digest BLOB, folded TEXT) WITHOUT ROWID;
"""
_SHORT = tuple(name for name in ITEM_FIELDS if name not in ("path", "place"))
_TUPLES = tuple(
    _SHORT.index(name) for name in ("assignee", "labels", "depends_on", "gates", "runs", "data", "criteria")
)
_PAIRS = _SHORT.index("fields")


def remembered_backlog(root: Path, memory: Path, now_ns: int, narrowing: Narrowing = EVERYTHING) -> Backlog:
    """The working tree's backlog, parsing only what changed since it was last read. `memory` is the cache's file."""
    try:
        with closing(_opened(memory)) as database:
            _refresh(database, root, now_ns, with_texts=bool(narrowing.words))
            return backlog_of(_rows(database, narrowing))
    except (sqlite3.Error, OSError, ValueError, TypeError, KeyError):
        with suppress(OSError):
            memory.unlink()
        return _narrowed(read_backlog(disk_tree(root)), narrowing, root)


def _opened(memory: Path) -> sqlite3.Connection:
    memory.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(memory, timeout=1.0, isolation_level=None)
    if database.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        for table in ("folders", "files", "texts"):
            database.execute(f"DROP TABLE IF EXISTS {table}")
        database.executescript(_TABLES)
        database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("PRAGMA synchronous = OFF")
    return database


def _refresh(database: sqlite3.Connection, root: Path, now_ns: int, *, with_texts: bool) -> None:
    listings = _listings(root, now_ns)
    known = dict(database.execute("SELECT folder, listing FROM folders"))
    stale = {folder: (known.get(folder, ""), listings.get(folder, "")) for folder in known.keys() | listings.keys()}
    stale = {folder: pair for folder, pair in stale.items() if pair[0] != pair[1]}
    if not stale and not (with_texts and _lacks_texts(database)):
        return
    database.execute("BEGIN IMMEDIATE")
    tree = DiskTree(root, disk_tree(root).listing)
    for folder, (before, now) in stale.items():
        _renew_folder(database, tree, folder, (_signatures(before), _signatures(now)))
        database.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (folder, now))
    if with_texts:
        _renew_texts(database, tree)
    database.execute("COMMIT")


def _listings(root: Path, now_ns: int) -> dict[str, str]:
    """Each folder's files with their stat data, one a line; what is too young to be trusted is marked."""
    rows: dict[str, list[str]] = {}
    trusted = now_ns - RACY_NS

    def note(folder: str, entry: os.DirEntry[str]) -> None:
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(found.st_mode):
            young = "!" if found.st_mtime_ns >= trusted or found.st_ctime_ns >= trusted else ""
            row = f"{entry.name}\0{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}{young}"
            rows.setdefault(folder, []).append(row)

    walk(root, note, [])
    return {
        folder: "\n".join(sorted(lines)).encode("utf-8", "backslashreplace").decode() for folder, lines in rows.items()
    }


def _signatures(listing: str) -> dict[str, str]:
    pairs = (line.partition("\0") for line in listing.split("\n") if "\0" in line)
    return {name: signature for name, _, signature in pairs}


def _renew_folder(
    database: sqlite3.Connection, tree: DiskTree, folder: str, both: tuple[dict[str, str], dict[str, str]]
) -> None:
    before, now = both
    for name in before.keys() - now.keys():
        database.execute("DELETE FROM files WHERE path = ?", (f"{folder}/{name}",))
        database.execute("DELETE FROM texts WHERE path = ?", (f"{folder}/{name}",))
    changed = [
        f"{folder}/{name}"
        for name, signature in now.items()
        if before.get(name) != signature or signature.endswith("!")
    ]
    rows = _fresh_rows(_known_digests(database, folder), tree, (path for path in changed if is_read(path)))
    database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", rows)


def _known_digests(database: sqlite3.Connection, folder: str) -> dict[str, bytes]:
    span = (folder + "/", folder + "0")
    return dict(database.execute("SELECT path, digest FROM files WHERE path > ? AND path < ?", span))


def _fresh_rows(known: dict[str, bytes], tree: DiskTree, paths: Iterable[str]) -> Iterator[tuple[object, ...]]:
    for path in paths:
        content, fault = content_of(tree, path)
        digest = blake2b(content or b"", digest_size=16).digest()
        if content is not None and known.get(path) == digest:
            continue
        loaded, fault = (None, fault) if content is None else parse(content, path)
        yield (path, digest, layout.place_of(path), *_packed(loaded, fault))


def _packed(loaded: Loaded | None, fault: Finding | None) -> tuple[str, str | None, str]:
    if fault is not None:
        return "fault", None, json.dumps([getattr(fault, name) for name in Finding.__slots__])
    if isinstance(loaded, Item):
        return "item", loaded.status or "", json.dumps([getattr(loaded, name) for name in _SHORT])
    if isinstance(loaded, Sprint):
        return "sprint", loaded.status, json.dumps([getattr(loaded, name) for name in Sprint.__slots__])
    return "ledger", None, json.dumps(loaded)


def _rows(database: sqlite3.Connection, narrowing: Narrowing) -> Iterator[tuple[str, Loaded | None, Finding | None]]:
    condition, values = as_sql(narrowing)
    query = f"SELECT path, kind, payload FROM files WHERE kind != 'item' OR ({condition})"  # noqa: S608 - our own words
    found = database.execute(query, values).fetchall()
    payloads = json.loads("[" + ",".join(row[2] for row in found) + "]")
    for (path, kind, _), payload in zip(found, payloads, strict=True):
        yield (path, *_unpacked(path, kind, payload))


def _unpacked(path: str, kind: str, payload: list[object]) -> tuple[Loaded | None, Finding | None]:
    if kind == "item":
        for at in _TUPLES:
            if payload[at] is not None:
                payload[at] = tuple(payload[at])  # type: ignore[arg-type]
        payload[_PAIRS] = tuple(map(tuple, payload[_PAIRS]))  # type: ignore[arg-type,call-overload]
        return Item(payload[0], path, layout.place_of(path) or "", *payload[1:]), None  # type: ignore[arg-type]
    if kind == "fault":
        return None, Finding(*payload)  # type: ignore[arg-type]
    if kind == "sprint":
        return Sprint(*payload[:-1], capacity=tuple(map(tuple, payload[-1]))), None  # type: ignore[arg-type,call-overload]
    return tuple(map(str, payload)), None


def _lacks_texts(database: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM files LEFT JOIN texts USING (path) WHERE kind = 'item' AND texts.digest IS NOT files.digest LIMIT 1"
    return database.execute(query).fetchone() is not None


def _renew_texts(database: sqlite3.Connection, tree: DiskTree) -> None:
    query = "SELECT path, files.digest FROM files LEFT JOIN texts USING (path) WHERE kind = 'item' AND texts.digest IS NOT files.digest"
    rows = ((path, digest, folded(tree, path)) for path, digest in database.execute(query).fetchall())
    database.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", rows)


def folded(tree: DiskTree, path: str) -> str:
    """An item's title and body as they are searched: without case, empty where the file cannot be read."""
    content, _ = content_of(tree, path)
    return searched_text(content or b"", path)


def _narrowed(backlog: Backlog, narrowing: Narrowing, root: Path) -> Backlog:
    tree = disk_tree(root)
    wanted = (item for item in backlog.items if is_wanted(narrowing, item, backlog.sprints, lambda path: folded(tree, path)))
    return Backlog(tuple(wanted), backlog.sprints, backlog.unreadable, backlog.carried)
