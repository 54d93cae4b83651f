"""A file of tables in which a part of history is remembered: how it is opened, made and forgotten."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

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


class Layout(NamedTuple):
    """What a file holds: the version of its tables, their names, and the statements that make them.

    `patience`: seconds to wait for another process that writes. `synchronous`: how sure a write is to stay,
    by SQLite's word (https://sqlite.org/pragma.html#pragma_synchronous).
    """

    version: int
    names: tuple[str, ...]
    statements: tuple[str, ...]
    patience: float
    synchronous: str


def opened(memory: Path, layout: Layout) -> sqlite3.Connection:
    """The file, made or made anew where there is none of this version. Raises sqlite3.Error or OSError."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(memory, timeout=layout.patience, isolation_level=None)
    try:
        if _version(database) != layout.version:
            _set_up(database, layout)
        database.execute(f"PRAGMA synchronous = {layout.synchronous}")
    except BaseException:
        database.close()
        raise
    return database


def is_harmless(error: sqlite3.Error) -> bool:
    """Whether an error says nothing against the content."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _HARMLESS


def forget(memory: Path) -> None:
    """Remove the file."""
    for name in (memory.name, memory.name + "-journal"):
        with suppress(OSError):
            memory.with_name(name).unlink(missing_ok=True)


def _version(database: sqlite3.Connection) -> int:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    return version


def _set_up(database: sqlite3.Connection, layout: Layout) -> None:
    database.execute("BEGIN IMMEDIATE")
    if _version(database) != layout.version:
        for table in layout.names:
            database.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in layout.statements:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {layout.version}")
    database.execute("COMMIT")
