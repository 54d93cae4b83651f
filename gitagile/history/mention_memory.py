"""The mentions of one line of history, remembered in the common git directory: a cache that may be deleted any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from .mention import BODY, SUBJECT, TRAILER, Mention

VERSION = 1
PATIENCE = 2.0
"""Seconds to wait for another process that writes: looking at all commits again takes about as long."""

_TABLES = (
    "CREATE TABLE line (tip TEXT, cut TEXT, prefixes TEXT)",
    """CREATE TABLE mentions (
        item TEXT, commit_id TEXT, at INTEGER, who TEXT, email TEXT, subject TEXT, closes INTEGER, how TEXT,
        authored INTEGER,         PRIMARY KEY (commit_id, item)
    ) WITHOUT ROWID""",
)
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


class Line(NamedTuple):
    """A line of history: the commit it ends at, what cuts it short, and the prefixes of ids that were looked for."""

    tip: str
    cut: str
    prefixes: tuple[str, ...]


class Held(NamedTuple):
    """All mentions in a line of history, in no order."""

    line: Line
    mentions: tuple[Mention, ...]


class Differences(NamedTuple):
    """What makes one line's mentions another's: the commits that are not in it, and the mentions that are new in it."""

    gone: Collection[str]
    new: Collection[Mention]


def recall(memory: Path) -> Held | None:
    """What is remembered; None where there is nothing, or nothing that can be read."""
    held = None
    with _forgetting(memory), closing(_opened(memory)) as database:
        database.execute("BEGIN")
        line = _line(database)
        if line is not None:
            rows = database.execute("SELECT * FROM mentions").fetchall()
            held = Held(line, tuple(_mention(row) for row in rows))
    return held


def keep(memory: Path, held: Held | None, line: Line, differences: Differences) -> None:
    """Remember `line`: what was `held` (None: nothing) with the differences. Nothing is kept where others were first.

    Never raises for what is wrong with the file.
    """
    with _forgetting(memory), closing(_opened(memory)) as database:
        database.execute("BEGIN IMMEDIATE")
        if held is None:
            database.execute("DELETE FROM mentions")
        elif _line(database) != held.line:
            return
        database.executemany("DELETE FROM mentions WHERE commit_id = ?", ((commit,) for commit in differences.gone))
        marks = ", ".join("?" * len(Mention._fields))
        database.executemany(f"INSERT OR REPLACE INTO mentions VALUES ({marks})", differences.new)  # noqa: S608 - marks
        database.execute("DELETE FROM line")
        database.execute("INSERT INTO line VALUES (?, ?, ?)", (line.tip, line.cut, " ".join(line.prefixes)))
        database.execute("COMMIT")


@contextmanager
def _forgetting(memory: Path) -> Iterator[None]:
    """Let nothing out that is wrong with the file, and remove one whose content is."""
    try:
        yield
    except OSError:
        return
    except (sqlite3.Error, ValueError, TypeError, LookupError) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _HARMLESS:
            for name in (memory.name, memory.name + "-journal"):
                with suppress(OSError):
                    memory.with_name(name).unlink(missing_ok=True)


def _opened(memory: Path) -> sqlite3.Connection:
    memory.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(memory, timeout=PATIENCE, isolation_level=None)
    try:
        if _version(database) != VERSION:
            _set_up(database)
        database.execute("PRAGMA synchronous = OFF")
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
        for table in ("line", "mentions"):
            database.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _TABLES:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("COMMIT")


def _line(database: sqlite3.Connection) -> Line | None:
    row = database.execute("SELECT tip, cut, prefixes FROM line").fetchone()
    return None if row is None else Line(row[0], row[1], tuple(row[2].split()))


def _mention(row: tuple[object, ...]) -> Mention:
    """The mention a row holds; ValueError where it is no row of ours."""
    item, commit, at, who, email, subject, closes, how, authored = row
    texts = all(type(text) is str for text in (item, commit, who, email, subject))
    if (
        not texts
        or not type(at) is type(authored) is int
        or closes not in (0, 1)
        or how not in (SUBJECT, TRAILER, BODY)
    ):
        raise ValueError("a row that is no mention")
    return Mention(item, commit, at, who, email, subject, bool(closes), how, authored)  # type: ignore[arg-type]
