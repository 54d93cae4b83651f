"""The file in which history is remembered: its tables, how it is opened, and what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

VERSION = 3
PATIENCE = 5.0
"""Seconds to wait for another process that writes, before all is read from git."""
HURRY = 0.2
"""Seconds to wait before nothing is written."""
LINE = 1 << 32
"""Places of a line: those of line 3 begin at 3 * LINE."""
SEAL = "(n * 31 + at * 8191 + older * 127 + living * 131071) % 2147483647"

_TABLES = (
    "CREATE TABLE lines (line INTEGER PRIMARY KEY, base INTEGER, seal INTEGER)",
    "CREATE TABLE commits (n INTEGER PRIMARY KEY, oid BLOB, at INTEGER, older INTEGER, living INTEGER, seal INTEGER)",
    "CREATE INDEX by_oid ON commits (oid)",
    "CREATE TABLE facts (n INTEGER PRIMARY KEY, packed BLOB, seal INTEGER)",
    "CREATE TABLE touched (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID",
    "CREATE TABLE told (n INTEGER PRIMARY KEY, dates BLOB, dates_seal INTEGER, packed BLOB, packed_seal INTEGER)",
    "CREATE TABLE tips (oid BLOB PRIMARY KEY, n INTEGER, seal INTEGER)",
    "CREATE TABLE totals (touched INTEGER)",
    "INSERT INTO totals VALUES (0)",
)
TABLES_OF_PLACES = ("commits", "facts", "touched", "told", "tips")
_NAMES = (*TABLES_OF_PLACES, "lines", "totals")
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
"""Errors of the place, not of the content: the file stays, another process may be at work in it."""


class Stretch(NamedTuple):
    """Places that follow each other in one line, both ends included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many places these are."""
        return self.last - self.first + 1


def cut(stretches: Sequence[Stretch], count: int) -> tuple[list[Stretch], list[Stretch]]:
    """The first `count` places, and the rest."""
    head: list[Stretch] = []
    rest: list[Stretch] = []
    for stretch in stretches:
        middle = stretch.first + min(max(count, 0), stretch.length)
        count -= stretch.length
        if middle > stretch.first:
            head.append(Stretch(stretch.first, middle - 1))
        if middle <= stretch.last:
            rest.append(Stretch(middle, stretch.last))
    return head, rest


def is_harmless(error: sqlite3.Error) -> bool:
    """Whether an error says nothing against the content."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _HARMLESS


def forget(memory: Path) -> None:
    """Remove the file."""
    for name in (memory.name, memory.name + "-journal"):
        with suppress(OSError):
            memory.with_name(name).unlink(missing_ok=True)


def opened(memory: Path) -> sqlite3.Connection:
    """The file, made or made anew where there is none of this version. Raises sqlite3.Error or OSError."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(memory, timeout=PATIENCE, isolation_level=None)
    try:
        if _version(database) != VERSION:
            _set_up(database)
        database.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        database.close()
        raise
    return database


def _version(database: sqlite3.Connection) -> int:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    return version


def _set_up(database: sqlite3.Connection) -> None:
    database.execute("BEGIN IMMEDIATE")
    if _version(database) != VERSION:
        for table in _NAMES:
            database.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _TABLES:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("COMMIT")
