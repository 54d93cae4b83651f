"""Keep in memory what was read: commits that follow known ones, and what a long line was told to be."""

from __future__ import annotations

import sqlite3
from binascii import crc32
from collections.abc import Callable, Sequence
from itertools import accumulate

from .commit import Commit, Reading
from .database import is_harmless
from .memory import Memory, seal_of_line
from .pruning import prune
from .rows import Packing, packed
from .schema import HURRY, LINE, PATIENCE, SEAL
from .touched import add_batch

_SEAL_OF_ROW = SEAL.replace("n *", "?1 *").replace("at *", "?3 *").replace("older *", "?4 *").replace("living", "?5")
_KEPT = 3
"""Long lines whose events are kept whole."""


def remember(memory: Memory, reading: Reading, tip: str, folder: str) -> None:
    """Keep what was read of a line that ends at `tip`.

    Nothing is kept while another process writes. Commits that somebody else remembered meanwhile stay as they are.
    """
    database = memory.database

    def write() -> None:
        n = _add(memory, reading, folder)
        if memory.place_of(tip) is None:
            oid = bytes.fromhex(tip)
            database.execute("INSERT INTO tips VALUES (?, ?, ?)", (oid, n, crc32(oid, n & 0xFFFFFFFF)))
        prune(database, n // LINE)

    _try(database, write)


def remember_told(memory: Memory, commit: str, dates: bytes, events: bytes) -> None:
    """Keep the dates and the events, packed, of a line up to a commit that is remembered; only of few lines."""
    database = memory.database

    def write() -> None:
        n = memory.place_of(commit)
        if n:
            row = (value for blob in (dates, events) for value in (blob, crc32(blob, n & 0xFFFFFFFF)))
            database.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?)", (n, *row))
            database.execute("DELETE FROM told WHERE n >= ? AND n < ?", (n // LINE * LINE, n))
            latest = "SELECT n FROM told ORDER BY n DESC LIMIT ?"
            database.execute(f"DELETE FROM told WHERE n NOT IN ({latest})", (_KEPT,))  # noqa: S608 - own words

    _try(database, write)


def _try(database: sqlite3.Connection, write: Callable[[], None]) -> None:
    """Change the file as one, or not at all where the place does not allow it just now."""
    if database.in_transaction:
        database.execute("COMMIT")
    database.execute(f"PRAGMA busy_timeout = {int(HURRY * 1000)}")
    try:
        database.execute("BEGIN IMMEDIATE")
        write()
        database.execute("COMMIT")
    except sqlite3.Error as error:
        if database.in_transaction:
            database.execute("ROLLBACK")
        if not is_harmless(error):
            raise
    finally:
        database.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")


def _add(memory: Memory, reading: Reading, folder: str) -> int:
    """Add what is not there yet; the place of the last commit."""
    n = (memory.place_of(reading.base) if reading.base is not None else 0) or 0
    known = 0
    for commit in reading.commits:
        found = memory.place_of(commit.commit) if commit.folder == folder else None
        if found is None:
            break
        n, known = found, known + 1
    new = reading.commits[known:]
    if not new:
        return n
    first = _next_to(memory.database, n)
    packing = packed(new) if known or reading.packing is None else reading.packing
    _insert(memory.database, first, (new, packing), (memory.living(n), folder))
    return first + len(new) - 1


def _next_to(database: sqlite3.Connection, n: int) -> int:
    """The place for the commit after the one at `n`: in the same line where that ends there, else in a new one."""
    if n and database.execute("SELECT 1 FROM commits WHERE n = ?", (n + 1,)).fetchone() is None:
        return n + 1
    line = (database.execute("SELECT max(line) FROM lines").fetchone()[0] or 0) + 1
    database.execute("INSERT INTO lines VALUES (?, ?, ?)", (line, n, seal_of_line(line, n)))
    return line * LINE + ((n & (LINE - 1)) + 1 if n else 0)


def _insert(
    database: sqlite3.Connection, first: int, new: tuple[Sequence[Commit], Packing], start: tuple[int, str]
) -> None:
    (commits, packing), (living, folder) = new, start
    rows = packing.rows(first)
    folders = [int(commit.folder != folder) for commit in commits]
    lives = accumulate(reversed(packing.gains), initial=living)
    next(lives)
    about = [(row[0], row[1], row[2], *others) for row, *others in zip(rows, folders, lives, strict=True)]
    execute = database.executemany
    execute(f"INSERT INTO commits VALUES (?1, ?2, ?3, ?4, ?5, {_SEAL_OF_ROW})", about)  # noqa: S608 - own words
    execute("INSERT INTO facts VALUES (?, ?, ?)", [(row[0], row[3], row[4]) for row in rows])
    add_batch(database, first, first + len(commits) - 1, packing.keys())
